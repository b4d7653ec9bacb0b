from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import Odd
from woo_gronden.ingest.source import open_source
from woo_gronden.redactions.detect import PageRedactions, detect_page
from woo_gronden.schema import RawPage


class Looked:
    """A made file, read and searched."""

    def __init__(self, odd: Odd, folder: Path, pixels: str = "auto") -> None:
        self.odd = odd
        self.pages: list[RawPage] = []
        self.found: list[PageRedactions] = []
        with open_source(odd.save(folder)) as source:
            for page in source.pages():
                self.pages.append(page)
                self.found.append(detect_page(page, pixels=pixels))  # type: ignore[arg-type]

    @property
    def redactions(self):  # type: ignore[no-untyped-def]
        return [redaction for found in self.found for redaction in found.redactions]


@pytest.fixture
def look(tmp_path: Path):  # type: ignore[no-untyped-def]
    return lambda odd, pixels="auto": Looked(odd, tmp_path, pixels)
