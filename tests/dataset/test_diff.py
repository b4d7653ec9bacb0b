"""What changed between two releases, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import edited, write_run
from woo_gronden.dataset import ReleaseOptions, Rows, build_release, diff_releases, validate_release
from woo_gronden.dataset.release_reader import read_rows, shards_of
from woo_gronden.errors import InputError, OutputError
from woo_gronden.schema import Annotation

LETTER = f"{3:015x}a"


def release(
    folder: Path,
    dossiers: int = 6,
    edit: Callable[[Rows], Rows] = lambda rows: rows,
    *,
    corrections: Sequence[Annotation] = (),
    about: dict[str, Any] | None = None,
    **options: Any,
) -> Path:
    run = write_run(folder / "run", dossiers, edit, **(about or {}))
    return build_release(
        run, folder / "release", ReleaseOptions(**options), anonymiser=OneName(), corrections=corrections
    ).output


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("old"))


def model(rows: Rows) -> Rows:
    return edited("passages", 3, method="linear", grounds=["woo:5.1.2i"])(rows)


def resolved(rows: Rows) -> Rows:
    """The document of dossier 3 was edited, and so its letter's finding reads otherwise."""
    rows = edited("findings", 3, evidence="elders")(rows)
    if rows["documents"][0]["document_id"] == LETTER:
        rows["documents"][2]["sha256"] = "f" * 64
    return rows


SAID = Annotation(
    "0" * 62 + "3a", LETTER, 0, 90, "3-0", ("woo:5.1.2i",), "motivation", "a", "2026-01-01T00:00:00", "plain"
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"about": {"woo_gronden": "0.2.0"}}, {}),
        ({"dossiers": 7}, {("decisions", "added", "new source"): 1, ("redactions", "added", "new source"): 20}),
        ({"dossiers": 5}, {("decisions", "gone", "withdrawn source"): 1, ("passages", "gone", "withdrawn source"): 3}),
        ({"edit": edited("documents", 3, sha256="f" * 64, words=9)}, {("documents", "changed", "edited source"): 3}),
        ({"corrections": [SAID]}, {("passages", "changed", "new correction"): 1}),
        ({"edit": model, "models": {"linear": "abc"}}, {("passages", "changed", "new model"): 3}),
        (
            {"edit": edited("inventory", 3, title="Nota"), "about": {"woo_gronden": "0.2.0"}},
            {("inventory", "changed", "new tool version"): 5},
        ),
        ({"edit": edited("inventory", 3, title="Nota")}, {("inventory", "changed", "other"): 5}),
        ({"edit": resolved}, {("findings", "changed", "another source of the dossier"): 1}),
    ],
)
def test_changes_and_causes(old: Path, tmp_path: Path, change: dict[str, Any], expected: dict[Any, int]) -> None:
    counts = diff_releases(old, release(tmp_path, **change)).counts()
    assert {key: counts[key] for key in expected} == expected
    tables = {table for table, _, _ in expected}
    # No other cause is given in these tables, and none anywhere when nothing changed.
    assert {cause for table, _, cause in counts if table in tables or not expected} == {
        cause for _, _, cause in expected
    }


def test_a_column_that_only_one_version_has_changes_no_row(old: Path, tmp_path: Path) -> None:
    new = release(tmp_path)
    for shard in shards_of(new, "passages"):
        pq.write_table(pq.read_table(shard).drop_columns(["weighing"]), shard)
    assert diff_releases(old, new).rows == ()


def test_the_diff_as_text_and_as_json(old: Path, tmp_path: Path) -> None:
    found = diff_releases(old, release(tmp_path, 5))
    assert "withdrawn source: 3 documents" in found.as_text()
    said = json.loads(json.dumps(found.as_json()))
    assert said["sources"]["withdrawn source"] == sorted(f"{5:015x}{kind}" for kind in "abc")
    assert Counter(row["change"] for row in said["rows"]) == {"gone": sum(count["rows"] for count in said["counts"])}
    assert "no row differs" in diff_releases(old, old).as_text()


def test_a_withdrawn_source_becomes_a_tombstone_and_stays_one(old: Path, tmp_path: Path) -> None:
    second = release(tmp_path / "2", 5, previous=old, version="2.0.0")
    third = release(tmp_path / "3", 5, previous=second, version="3.0.0")
    back = release(tmp_path / "4", 6, previous=third, version="4.0.0")
    for one in (second, third):
        stones = list(read_rows(one, "tombstones"))
        assert [stone["document_id"] for stone in stones] == sorted(f"{5:015x}{kind}" for kind in "abc")
        assert {(stone["last_version"], stone["gone_since"]) for stone in stones} == {("2026.3.5", "2.0.0")}
    assert not list(read_rows(back, "tombstones"))
    assert all(validate_release(one).faults == [] for one in (second, third, back))
    changes = (back / "CHANGELOG.md").read_text()
    assert [line for line in changes.splitlines() if line.startswith("## ")] == [
        "## 4.0.0 (2026-03-05)", "## 3.0.0 (2026-03-05)", "## 2.0.0 (2026-03-05)", "## 2026.3.5 (2026-03-05)",
    ]  # fmt: skip
    assert "- withdrawn source: 3 documents" in changes


def test_a_release_can_take_the_place_of_the_one_before(old: Path, tmp_path: Path) -> None:
    place = release(tmp_path)
    run = tmp_path / "run"
    with pytest.raises(OutputError, match="already"):
        build_release(run, place, ReleaseOptions(previous=place), anonymiser=OneName())
    options = ReleaseOptions(previous=place, version="2.0.0")
    assert build_release(run, place, options, anonymiser=OneName()).manifest["previous"] == "2026.3.5"
    assert "No row differs from 2026.3.5" in (place / "CHANGELOG.md").read_text()


def test_a_folder_that_is_no_release_cannot_be_compared(old: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no release"):
        diff_releases(old, tmp_path)
