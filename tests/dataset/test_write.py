"""Rows to tables and back."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from woo_gronden.dataset import load_table, write_tables
from woo_gronden.schema import TABLES, arrow_schema

ROW = {"document_id": "a", "grounds_applied": ["woo:5.1.2e"], "decision_date": "2024-02-29", "law": "woo"}


def test_every_table_is_written_even_without_rows(tmp_path: Path) -> None:
    counts = write_tables(tmp_path, [{"decisions": [ROW]}])
    assert counts == dict.fromkeys(TABLES, 0) | {"decisions": 1}
    assert {path.stem for path in tmp_path.glob("*.parquet")} == set(TABLES)
    assert pq.read_schema(tmp_path / "redactions.parquet").equals(arrow_schema("redactions"))


def test_dates_and_lists_come_back_typed(tmp_path: Path) -> None:
    write_tables(tmp_path, [{"decisions": [ROW]}])
    row = load_table(tmp_path, "decisions")[0]
    assert row["decision_date"] == datetime.date(2024, 2, 29)
    assert row["grounds_applied"] == ["woo:5.1.2e"]
    assert row["reference"] is None


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_tables(tmp_path / name, ({"decisions": [ROW | {"document_id": str(i)}]} for i in range(100)))
    assert (tmp_path / "one/decisions.parquet").read_bytes() == (tmp_path / "two/decisions.parquet").read_bytes()


def test_an_error_leaves_the_old_table(tmp_path: Path) -> None:
    write_tables(tmp_path, [{"decisions": [ROW]}])

    def broken():  # type: ignore[no-untyped-def]
        yield {"decisions": [ROW, ROW]}
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_tables(tmp_path, broken())
    assert len(load_table(tmp_path, "decisions")) == 1
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_holds(name: str) -> None:
    assert all(column.doc for column in TABLES[name].columns)
    assert len({column.name for column in TABLES[name].columns}) == len(TABLES[name].columns)
