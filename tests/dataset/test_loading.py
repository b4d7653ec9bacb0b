"""A release loads in each of the ways that its card names (R apart, which is not tested)."""

from __future__ import annotations

import csv
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import datasets
import duckdb
import mlcroissant
import pandas as pd
import pyarrow.dataset
import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import write_run
from woo_gronden.dataset import ReleaseOptions, build_release
from woo_gronden.dataset.release_schema import RELEASE_TABLES


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading")
    options = ReleaseOptions(formats=frozenset({"csv", "jsonl"}))
    return build_release(write_run(folder / "run", 30), folder / "release", options, anonymiser=OneName()).output


def counts(release: Path) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = json.loads((release / "release.json").read_text())["tables"]
    return tables


@pytest.mark.parametrize("table", RELEASE_TABLES)
def test_datasets(release: Path, table: str, tmp_path: Path) -> None:
    found = datasets.load_dataset(str(release), table, cache_dir=str(tmp_path))
    expected = {split: rows for split, rows in counts(release)[table].items() if rows}
    assert {split: part.num_rows for split, part in found.items()} == expected
    assert list(found["train"].features) == [column.name for column in RELEASE_TABLES[table].columns]


def test_datasets_gives_passages_unless_told_otherwise(release: Path, tmp_path: Path) -> None:
    row = datasets.load_dataset(str(release), cache_dir=str(tmp_path))["train"][0]
    assert row["grounds"] == ["woo:5.1.2e"]
    assert row["boxes"] == [{"page": 1, "x0": 70.0, "y0": 100.0, "x1": 500.0, "y1": 140.0}]


def test_the_code_of_the_card_runs(release: Path, tmp_path: Path) -> None:
    card = (release / "README.md").read_text()
    code = card.split("```python\n")[1].split("```")[0] + "\nprint(passages['train'].num_rows)"
    where = os.environ | {"HF_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=release, env=where, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == counts(release)["passages"]["train"]


@pytest.mark.parametrize("table", [*RELEASE_TABLES, "tombstones"])
def test_pyarrow_pandas_and_duckdb(release: Path, table: str) -> None:
    folder = release / "data" / table
    rows = sum(counts(release)[table].values())
    assert pyarrow.dataset.dataset(folder, format="parquet").count_rows() == rows
    assert len(pd.read_parquet(folder)) == rows
    assert duckdb.sql(f"select count(*) from '{folder}/*.parquet'").fetchall() == [(rows,)]


@pytest.mark.parametrize("table", RELEASE_TABLES)
def test_csv_and_json_lines(release: Path, table: str) -> None:
    rows = sum(counts(release)[table].values())
    columns = [column.name for column in RELEASE_TABLES[table].columns]
    lines = [json.loads(line) for line in (release / f"jsonl/{table}.jsonl").read_text().splitlines()]
    with (release / f"csv/{table}.csv").open(newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(lines) == len(cells) == rows
    assert all(list(line) == list(cell) == columns for line, cell in zip(lines, cells, strict=True))
    assert [line["row_id"] for line in lines] == [cell["row_id"] for cell in cells]


def test_croissant_gives_rows(release: Path) -> None:
    logging.getLogger("absl").setLevel(logging.ERROR)
    records = list(mlcroissant.Dataset(str(release / "croissant.json")).records("passages"))
    assert len(records) == sum(counts(release)["passages"].values())
    assert records[0]["passages/grounds"] == [b"woo:5.1.2e"]
