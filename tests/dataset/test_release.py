"""A release of a run: what is in it, what is not, and that it is always the same."""

from __future__ import annotations

import csv
import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import AUTHORITIES, NAME, edited, write_run
from woo_gronden.dataset import ReleaseOptions, build_release, validate_release
from woo_gronden.dataset.anonymise import TextColumns
from woo_gronden.dataset.release_reader import read_rows
from woo_gronden.dataset.release_schema import FREE_TEXT, RELEASE_TABLES, SPLITS
from woo_gronden.dataset.rows import Rows
from woo_gronden.errors import DamagedFile, InputError, OutputError, PersonalDataError

FIGURE = {"finder": "citations", "name": "grounds F1", "value": 0.9, "low": 0.8, "high": 1.0, "of": "3 clauses"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run"), 40)


@pytest.fixture(scope="module")
def release(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(run, tmp_path_factory.mktemp("release") / "one", formats=frozenset({"csv", "jsonl"}), figures=[FIGURE])


def build(run: Path, output: Path, **options: Any) -> Path:
    return build_release(run, output, ReleaseOptions(**options), anonymiser=OneName()).output


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words(release: Path) -> str:
    """All that can be read in a release: its rows and its papers."""
    rows = [repr(row) for table in RELEASE_TABLES for row in read_rows(release, table)]
    return "\n".join(
        [*rows, *(raw.decode() for name, raw in content(release).items() if not name.endswith(".parquet"))]
    )


def test_a_release_is_without_fault(release: Path) -> None:
    found = validate_release(release)
    assert (found.faults, found.skipped) == ([], [])
    assert found.rows == sum(
        sum(splits.values()) for splits in json.loads((release / "release.json").read_text())["tables"].values()
    )


def test_the_same_run_gives_the_same_bytes(run: Path, release: Path, tmp_path: Path) -> None:
    again = build(run, tmp_path / "two", formats=frozenset({"csv", "jsonl"}), figures=[FIGURE])
    assert content(again) == content(release)
    assert content(build(run, again, formats=frozenset({"csv", "jsonl"}), figures=[FIGURE])) == content(release)


def test_every_free_text_passes_through_the_anonymiser(run: Path, release: Path) -> None:
    assert NAME in repr([row for table in ("passages", "findings") for row in load(run, table)])
    assert NAME not in words(release)
    replaced = json.loads((release / "release.json").read_text())["replaced"]
    # Every column of text in the made-up run has the name in it, but for those that are no free text.
    assert {
        "passages.text", "passages.section", "sections.heading", "inventory.title", "parts.title", "citations.text",
        "facts.value", "documents.path", "links.evidence", "findings.evidence", "redactions.code_raw",
    } <= set(replaced)  # fmt: skip


def load(run: Path, table: str) -> list[dict[str, Any]]:
    from woo_gronden.dataset import load_table

    return load_table(run, table)


def test_without_text_no_word_of_a_letter_is_there(run: Path, tmp_path: Path) -> None:
    release = build_release(run, tmp_path / "r", ReleaseOptions(text=False)).output
    assert validate_release(release).faults == []
    found = words(release)
    assert not [word for word in (NAME, "levenssfeer", "Zienswijze", "bron/", *AUTHORITIES) if word in found]
    assert next(read_rows(release, "passages"))["grounds"] == ["woo:5.1.2e"]


def test_without_an_anonymiser_there_is_no_release_with_text(run: Path, tmp_path: Path) -> None:
    with pytest.raises(PersonalDataError, match="--no-text"):
        build_release(run, tmp_path / "r")
    assert not list(tmp_path.iterdir())


def test_kept_personal_data_is_told_in_every_paper(run: Path, tmp_path: Path) -> None:
    release = build(run, tmp_path / "r", keep_personal_data=True)
    assert json.loads((release / "release.json").read_text())["publishable"] is False
    assert "Not for publication" in (release / "README.md").read_text()
    assert "NON_PUBLIC" in (release / "dcat.ttl").read_text()
    assert NAME in words(release)


def test_ids_are_made_of_places_not_of_words(run: Path, tmp_path: Path) -> None:
    other = write_run(tmp_path / "other", 40, edited("passages", 3, text="iets anders", section="elders"))
    releases = [
        build(run, tmp_path / "a", keep_personal_data=True),
        build(other, tmp_path / "b", keep_personal_data=True),
    ]
    one, two = ({row["row_id"]: row["text"] for row in read_rows(release, "passages")} for release in releases)
    assert one.keys() == two.keys()
    assert one != two


def test_links_name_passages_and_regions_of_the_release(release: Path) -> None:
    passages = {row["passage_id"] for row in read_rows(release, "passages")}
    regions = {row["row_id"] for row in read_rows(release, "redactions")}
    links = list(read_rows(release, "links"))
    assert all(link["passages"] and set(link["passages"]) <= passages for link in links)
    assert {link["redaction_id"] for link in links} <= regions


def test_every_row_says_where_it_comes_from(release: Path) -> None:
    for table in RELEASE_TABLES:
        for row in read_rows(release, table):
            assert row["method"], table
            assert row["source_sha256"], table
            assert row["tool_version"] == "0.1.0", table
            assert row["source_path"].endswith("[NAAM-1].pdf"), table


def test_a_dossier_is_in_one_split(release: Path) -> None:
    splits: dict[str, set[str]] = {}
    for table in RELEASE_TABLES:
        for row in read_rows(release, table):
            splits.setdefault(row["dossier_id"], set()).add(row["split"])
    assert all(len(found) == 1 for found in splits.values())
    assert set().union(*splits.values()) == set(SPLITS)


def test_what_a_source_took_back_stays_out(tmp_path: Path) -> None:
    def take_back(rows: Rows) -> Rows:
        rows["documents"][0]["withdrawn_at"] = "2026-01-01T00:00:00Z"
        return rows

    release = build(write_run(tmp_path / "run", 5, take_back), tmp_path / "r")
    assert validate_release(release).faults == []
    assert not list(read_rows(release, "decisions"))
    assert not list(read_rows(release, "links"))
    assert len(list(read_rows(release, "tombstones"))) == 5


def break_off(run: Path) -> None:
    path = run / "passages.parquet"
    path.write_bytes(path.read_bytes()[:-200])


def spoil(run: Path) -> None:
    path = run / "passages.parquet"
    raw = bytearray(path.read_bytes())
    raw[50:150] = bytes(100)
    path.write_bytes(raw)


def misspell(run: Path) -> None:
    """Letters that are no UTF-8, in a file that is whole otherwise."""
    path = run / "passages.parquet"
    table = pq.read_table(path)
    wrong = pa.array([b"\xaa"] * table.num_rows).cast(pa.binary()).view(pa.string())
    pq.write_table(table.set_column(table.column_names.index("text"), "text", wrong), path)


def mix(run: Path) -> None:
    write_run(run.with_name("larger"), 41)
    (run.with_name("larger") / "passages.parquet").replace(run / "passages.parquet")


@pytest.mark.parametrize(
    ("harm", "error", "message"),
    [
        (break_off, DamagedFile, "passages.parquet"),
        (spoil, DamagedFile, "passages.parquet.*run again"),
        (misspell, DamagedFile, "passages.parquet.*run again"),
        (mix, DamagedFile, "passages.parquet.*not of one run"),
        (lambda run: (run / "links.parquet").unlink(), InputError, "links.parquet.*missing"),
        (lambda run: (run / "run.json").unlink(), InputError, "run.json is missing"),
        (lambda run: (run / "run.json").write_text("{"), DamagedFile, "run.json"),
    ],
)
def test_a_run_that_is_not_whole_leaves_the_old_release(
    harm: Any, error: type[Exception], message: str, tmp_path: Path
) -> None:
    run = write_run(tmp_path / "run", 40)
    release = build(run, tmp_path / "r")
    before = content(release)
    harm(run)
    with pytest.raises(error, match=message):
        build(run, release)
    assert content(release) == before
    assert not list(tmp_path.glob(".r.*"))


def without(run: Path, table: str, column: str) -> None:
    path = run / f"{table}.parquet"
    pq.write_table(pq.read_table(path).drop_columns([column]), path)


def test_a_column_that_an_earlier_version_did_not_write_is_null_and_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", 5)
    without(run, "passages", "weighing")
    release = build(run, tmp_path / "r")
    assert {row["weighing"] for row in read_rows(release, "passages")} == {None}
    assert "did not write `passages.weighing`" in (release / "DATASHEET.md").read_text()
    without(run, "passages", "char_start")
    with pytest.raises(DamagedFile, match="column char_start is missing"):
        build(run, tmp_path / "r")


def test_a_folder_that_is_no_release_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(OutputError, match="something else"):
        build(run, tmp_path)


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "01.2.3"])
def test_a_version_is_three_numbers(run: Path, tmp_path: Path, version: str) -> None:
    with pytest.raises(OutputError, match="no version"):
        build(run, tmp_path / "r", version=version)


def test_date_and_version_are_the_run_s_unless_given(run: Path, tmp_path: Path) -> None:
    said = build_release(run, tmp_path / "r", ReleaseOptions(text=False)).manifest
    assert (said["version"], said["date"]) == ("2026.3.5", "2026-03-05")
    said = build_release(run, tmp_path / "r", ReleaseOptions(text=False, date=datetime.date(2027, 1, 2))).manifest
    assert said["version"] == "2027.1.2"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Jan", True),
        ("a@b", True),
        ("06 1234567", True),
        ("12a", False),
        ("5.1.2e", False),
        ("3", False),
        ("12.3456", False),
    ],
)
def test_only_what_can_hold_personal_data_is_looked_at(text: str, seen: bool) -> None:
    class Seen(OneName):
        asked = False

        def replace(self, document_id: str, text: str) -> Any:
            self.asked = True
            return super().replace(document_id, text)

    anonymiser = Seen()
    TextColumns(anonymiser, text=True).clean("passages", {"document_id": "d", "text": text})
    assert anonymiser.asked is seen


def test_every_column_of_text_is_judged() -> None:
    # What is not here and not in NOT_FREE_TEXT is new: decide whether it can hold personal data, then add it to either.
    assert set().union(*FREE_TEXT.values()) == {
        "path", "error", "dossier", "source_path", "authority", "value", "heading", "text", "section", "as_written",
        "code_raw", "number", "numbers", "title", "mark", "evidence", "sentence",
    }  # fmt: skip


def test_memory_does_not_grow_with_the_run() -> None:
    script = Path(__file__).resolve().parents[2] / "benchmarks" / "dataset.py"
    done = subprocess.run(
        [sys.executable, str(script), "20", "800", "--json"], capture_output=True, text=True, check=True
    )
    small, large = json.loads(done.stdout)
    # Forty times the dossiers; the difference is a few row groups and the libraries' own buffers.
    assert large["peak_mb"] - small["peak_mb"] < 150


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+31 6", "- een lijst", "@SOM(A1)", "\t=1", "=1\r2"])
def test_no_cell_of_a_csv_starts_a_formula(tmp_path: Path, text: str) -> None:
    def title(rows: Rows) -> Rows:
        return rows | {"inventory": [row | {"title": text} for row in rows["inventory"]]}

    release = build(write_run(tmp_path / "run", 12, title), tmp_path / "out", formats=frozenset({"csv"}))
    with (release / "csv/inventory.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["title"] for row in csv.DictReader(file)}
    assert titles == {"'" + text.replace("\r", "\n")}
    assert {row["title"] for row in read_rows(release, "inventory")} == {text}
