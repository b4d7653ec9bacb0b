"""Papers made for the tests of ingest, each function named for what is odd about it."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from woo_gronden.ingest import build_document, open_source
from woo_gronden.schema import BBox, Document, RawPage, RawWord

PROSE = (
    "De gemeente heeft het verzoek beoordeeld en daarbij gekeken naar het belang van openbaarheid en naar de "
    "belangen die zich daartegen verzetten. Het dagelijks bestuur vindt dat het belang van de aannemer hier "
    "zwaarder weegt, omdat de prijzen nog niet bekend zijn. Daarom blijft een deel van de stukken gesloten."
)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` letters."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


class Paper:
    """A PDF under construction: lines are set at a place, pages one after another."""

    def __init__(self) -> None:
        self.file = pymupdf.open()
        self.page = self.new()

    def new(self, width: float = 595, height: float = 842) -> pymupdf.Page:
        self.page = self.file.new_page(width=width, height=height)
        return self.page

    def lines(
        self, x: float, y: float, lines: list[str], size: float = 10, pitch: float = 14, bold: bool = False
    ) -> float:
        for line in lines:
            self.page.insert_text((x, y), line, fontsize=size, fontname="hebo" if bold else "helv")
            y += pitch
        return y

    def save(self, folder: Path, name: str = "brief.pdf") -> Path:
        path = folder / name
        self.file.save(path)
        self.file.close()
        return path


def read(path: Path) -> Document:
    """The document in a file."""
    with open_source(path) as source:
        return build_document(source.pages(), document_id="d", path=path.name, sha256="0")


def pages_of(path: Path) -> list[RawPage]:
    """All pages of a file; they cannot be drawn any more."""
    with open_source(path) as source:
        return list(source.pages())


def paragraphs(document: Document, kind: str = "body") -> list[str]:
    """The texts of the paragraphs of one kind."""
    return [document.text[part.start : part.end] for part in document.paragraphs if part.kind == kind]


def raw_page(text: str, **marks: object) -> RawPage:
    """A page with the words of ``text`` in rows of ten."""
    words = tuple(
        RawWord(
            word, BBox(50 + 45 * (n % 10), 50 + 14 * (n // 10), 90 + 45 * (n % 10), 60 + 14 * (n // 10)), 0, n // 10
        )
        for n, word in enumerate(text.split())
    )
    return RawPage(1, 595, 842, 0, "native" if words else "none", words, **marks)  # type: ignore[arg-type]


def check_offsets(document: Document) -> None:
    """Every word, line and paragraph stands where it says."""
    for page in document.pages:
        for word in page.words:
            assert document.text[word.start : word.end] == word.text
        for line in page.lines:
            first, last = line.words
            assert (page.words[first].start, page.words[last - 1].end) == (line.start, line.end)
    for part in document.paragraphs:
        assert document.text[part.start : part.end].strip()
        assert (part.kind == "body") == (part.end <= document.body_end)
