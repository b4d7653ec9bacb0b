"""A run over two letters of the demo, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from woo_gronden import runners
from woo_gronden.pipeline import Options

LETTERS = ("01-ministerie-grenswetering/01-besluit.pdf", "09-provincie-deelbesluit-wob/09-deelbesluit-2.pdf")


@pytest.fixture(scope="session")
def letters(demo: Path) -> list[Path]:
    """The letters that the run was made of."""
    return [demo / name for name in LETTERS]


@pytest.fixture(scope="session")
def run(letters: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder."""
    place = tmp_path_factory.mktemp("annotation") / "run"
    runners.run(letters, place, options=Options(ocr="never"), workers=1)
    return place
