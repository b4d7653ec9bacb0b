"""A release that may be sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import write_run
from woo_gronden.dataset import Publication, ReleaseOptions, build_release
from woo_gronden.dataset.push import Parcel, Patience, load_parcel


@pytest.fixture(scope="package")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    about = Publication(
        title="Redenen", url="https://data.x.example/redenen/", creators=("A. Auteur",), contact="data@x.example"
    )
    options = ReleaseOptions(publication=about, formats=frozenset({"csv"}))
    return build_release(write_run(folder / "run", 12), folder / "release", options, anonymiser=OneName()).output


@pytest.fixture(scope="package")
def whole_parcel(release: Path) -> Parcel:
    return load_parcel(release)


@pytest.fixture
def parcel(whole_parcel: Parcel) -> Parcel:
    """Some files of each kind: all of them take a second a test."""
    some = ("README.md", "SHA256SUMS", "release.json", "csv/passages.csv", "schema/", "data/passages/")
    return replace(whole_parcel, files=tuple(f for f in whole_parcel.files if f.path.startswith(some))[:12])


class Waits(list[float]):
    """How long was waited; nobody does."""

    def patience(self) -> Patience:
        return Patience(attempts=3, timeout=5, sleep=self.append)


@pytest.fixture
def waits() -> Waits:
    return Waits()
