"""A small release, built from the run made by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

from tests.report.corpora import make_run
from woo_gronden.dataset import ReleaseOptions, build_release

DAY = datetime.date(2024, 1, 2)


def make_release(folder: Path, *, text: bool = True, hostile: str = "") -> Path:
    """Build the release of :func:`~tests.report.corpora.make_run` in ``folder/release``."""
    run = make_run(folder / "run", hostile)
    build_release(run, folder / "release", ReleaseOptions(date=DAY, text=text, keep_personal_data=text))
    return folder / "release"
