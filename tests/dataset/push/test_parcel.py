"""Only a whole release without personal data is sent."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.dataset.push.conftest import Waits
from woo_gronden.dataset.push import Parcel, load_parcel
from woo_gronden.errors import InputError, PersonalDataError, PushError


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / "release"))


def says(release: Path, **values: Any) -> None:
    """Change ``release.json``, and the digest that stands for it."""
    path = release / "release.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
    digest = subprocess.run(["sha256sum", path.name], cwd=release, capture_output=True, text=True, check=True).stdout
    sums = release / "SHA256SUMS"
    lines = [line for line in sums.read_text().splitlines() if not line.endswith("  release.json")]
    sums.write_text("\n".join([*lines, digest.strip()]) + "\n")


def test_every_file_goes(whole_parcel: Parcel) -> None:
    here = {
        path.relative_to(whole_parcel.folder).as_posix() for path in whole_parcel.folder.rglob("*") if path.is_file()
    }
    assert {file.path for file in whole_parcel.files} == here


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"publishable": False}, "not for publication"),
        ({"publishable": None}, "not for publication"),
        ({"anonymiser": None}, "names no anonymiser"),
        ({"text": None, "anonymiser": ""}, "names no anonymiser"),
    ],
)
def test_personal_data_does_not_go(copy: Path, values: dict[str, Any], expected: str) -> None:
    says(copy, **values)
    with pytest.raises(PersonalDataError, match=expected):
        load_parcel(copy)


def test_faults_do_not_go(copy: Path) -> None:
    (copy / "DATASHEET.md").unlink()
    with pytest.raises(InputError, match=r"3 faults, .*DATASHEET\.md: is listed in SHA256SUMS and missing"):
        load_parcel(copy)


def test_what_is_left_over(whole_parcel: Parcel) -> None:
    there = ["README.md", "NOTES.md", "data/old/all-00000-of-00001.parquet", "csv/old.csv", whole_parcel.files[0].path]
    assert whole_parcel.left_over(there) == ["csv/old.csv", "data/old/all-00000-of-00001.parquet"]


def test_patience_ends(waits: Waits) -> None:
    def fails() -> None:
        raise PushError("https://x.example", "the host failed", 500, passing=True)

    with pytest.raises(PushError, match=r"^https://x.example: the host failed \(HTTP 500\)$"):
        waits.patience().persist(fails)
    assert waits == [2.0, 4.0]
