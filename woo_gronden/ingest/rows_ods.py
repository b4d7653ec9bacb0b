"""The rows of an OpenDocument spreadsheet (LibreOffice), read from its XML."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HIDDEN = frozenset({"collapse", "filter"})


def read_ods(path: Path, columns: int) -> Iterator[list[str]]:
    """The cells of each visible row as text, dates as 2023-10-01; a row that stands for many is given twice at most.

    Raises:
        KeyError: the file holds no content.
        xml.etree.ElementTree.ParseError: the content is broken.
    """
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        covered: dict[int, tuple[int, str]] = {}
        for _, row in ElementTree.iterparse(content):
            if row.tag == f"{_TABLE}table":
                covered.clear()
            if row.tag != f"{_TABLE}table-row":
                continue
            if row.get(f"{_TABLE}visibility") not in _HIDDEN:
                cells = _cells(row, columns, covered)
                for _ in range(min(2, int(row.get(f"{_TABLE}number-rows-repeated", "1"))) if any(cells) else 1):
                    yield cells
            row.clear()


def _cells(row: ElementTree.Element, columns: int, covered: dict[int, tuple[int, str]]) -> list[str]:
    """The texts of a row; ``covered`` holds, by column, in how many further rows a merged cell's text stands."""
    texts: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text, down = _text(cell), int(cell.get(f"{_TABLE}number-rows-spanned", "1")) - 1
        for _ in range(int(cell.get(f"{_TABLE}number-columns-repeated", "1"))):
            at = len(texts)
            if at >= columns:
                return texts
            left, above = covered.get(at, (0, ""))
            if cell.tag == f"{_TABLE}covered-table-cell" and left:
                covered[at] = (left - 1, above)
                texts.append(above)
                continue
            if down > 0:
                covered[at] = (down, text)
            texts.append(text)
    return texts


def _text(cell: ElementTree.Element) -> str:
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        return day.removesuffix("T00:00:00").replace("T", " ")
    lines = ["".join(paragraph.itertext()) for paragraph in cell.iter(f"{_TEXT}p")]
    return " ".join(" ".join(lines).split())
