"""Pages made of text at places, for the readers that look at where words stand."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.schema import BBox, Document, Line, Page, Paragraph, Word

WIDTH, HEIGHT, SIZE = 595.0, 842.0, 10.0

Placed = tuple[float, float, str]


def placed(*pages: Sequence[Placed], name: str = "stuk.pdf") -> Document:
    """A document of pages, each of (x, y, text): text from ``x`` to the right, its top at ``y``, 5 points a letter."""
    text = ""
    made: list[Page] = []
    paragraphs: list[Paragraph] = []
    for number, cells in enumerate(pages, start=1):
        words: list[Word] = []
        lines: list[Line] = []
        for x0, y, content in cells:
            x, first, start = x0, len(words), len(text)
            for token in content.split():
                width = 5.0 * len(token)
                words.append(Word(token, BBox(x, y, x + width, y + SIZE), len(text), len(text) + len(token)))
                text, x = text + token + " ", x + width + 3
            text = text[:-1] + "\n"
            lines.append(Line(start, len(text) - 1, BBox(x0, y, x - 3, y + SIZE), SIZE, False, (first, len(words))))
            paragraphs.append(Paragraph(start, len(text) - 1, number, "body"))
        made.append(Page(number, WIDTH, HEIGHT, "native", tuple(words), tuple(lines)))
    return Document("id", name, "0" * 64, text, len(text), tuple(made), tuple(paragraphs))


def table(
    columns: Sequence[float], rows: Sequence[Sequence[str]], y: float = 100.0, pitch: float = 14.0
) -> list[Placed]:
    """The cells of a table without rules: one row every ``pitch`` points; "|" in a cell breaks its line."""
    cells: list[Placed] = []
    for row in rows:
        depth = 1
        for x, content in zip(columns, row, strict=True):
            parts = content.split("|") if content else []
            depth = max(depth, len(parts))
            cells += [(x, y + 11.0 * n, part) for n, part in enumerate(parts)]
        y += pitch + 11.0 * (depth - 1)
    return cells
