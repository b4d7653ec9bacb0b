"""Letters made of marked lines, for the readers of structure.

``# `` before a line makes it a bold heading, ``~ `` a plain line of its own; anything else is a paragraph.
"""

from __future__ import annotations

from woo_gronden.schema import BBox, Document, Line, Page, Paragraph, Word

WIDTH, HEIGHT, LEFT, RIGHT, SIZE, PITCH = 595.0, 842.0, 60.0, 460.0, 9.0, 13.0


def letter(marked: str, *, name: str = "brief.pdf") -> Document:
    """A one-page letter; every non-empty line of ``marked`` is one paragraph, set on as many lines as it needs."""
    text, y = "", 60.0
    words: list[Word] = []
    lines: list[Line] = []
    paragraphs: list[Paragraph] = []
    for raw in marked.strip().splitlines():
        part = raw.strip()
        if not part:
            continue
        bold, part = part.startswith("# "), part.removeprefix("# ").removeprefix("~ ")
        start = len(text)
        for row in _rows(part):
            y, first, row_start, x = y + PITCH, len(words), len(text), LEFT
            for token in row:
                width = 4.5 * len(token)
                words.append(Word(token, BBox(x, y, x + width, y + SIZE), len(text), len(text) + len(token)))
                text, x = text + token + " ", x + width + 3
            box = BBox(LEFT, y, x - 3, y + SIZE)
            lines.append(Line(row_start, len(text) - 1, box, SIZE, bold, (first, len(words))))
        text = text[:-1] + "\n"
        paragraphs.append(Paragraph(start, len(text) - 1, 1, "body"))
        y += PITCH
    page = Page(1, WIDTH, HEIGHT, "native", tuple(words), tuple(lines))
    return Document("id", name, "0" * 64, text, len(text), (page,), tuple(paragraphs))


def _rows(part: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for token in part.split():
        if rows[-1] and 4.5 * len(" ".join([*rows[-1], token])) > RIGHT - LEFT:
            rows.append([])
        rows[-1].append(token)
    return rows
