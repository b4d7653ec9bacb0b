"""Lines of a table grouped into its rows: around numbers or assessments, parted at white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from woo_gronden.schema import Word
from woo_gronden.structure.grid import Row
from woo_gronden.structure.inventory_cells import HALF, join_lines, parse_assessment, parse_number
from woo_gronden.structure.inventory_columns import Column

# The white before a row of the table is larger than within a cell by this factor, or it says nothing.
_CLEARLY_LARGER = 1.25
# An assessment this near a number, in heights of the line, belongs to the number's row.
_NEAR = 2.6
# White that parts rows where neither number nor assessment does, in heights of the line.
_ROW_WHITE = 0.4
# A line with more cells than this is no wrapped rest of the row above.
_WRAPPED_CELLS = 2
# Numbers are set low in their rows where this share of them stands under the assessment.
_LOW_SHARE = 0.5


@dataclass(slots=True)
class TableLine:
    """A printed line of the table: its page and its words by column."""

    page: int
    row: Row
    cells: dict[int, tuple[Word, ...]]


@dataclass(slots=True)
class Record:
    """The lines of one row of the table."""

    lines: list[TableLine] = field(default_factory=list)

    def text(self, column: int) -> str:
        """All that stands in a column of this row."""
        return join_lines([line.cells[column] for line in self.lines if column in line.cells])

    def number(self, column: int) -> str:
        """The first line of the column that is a number; a group's name may stand above it."""
        texts = [join_lines([line.cells[column]]) for line in self.lines if column in line.cells]
        return next((text for text in texts if parse_number(text)), " ".join(texts))


def column_of(columns: Sequence[Column], kind: str) -> int | None:
    """The first column of a kind, None where there is none."""
    return next((n for n, column in enumerate(columns) if column.kind == kind), None)


def group_lines(columns: Sequence[Column], lines: Sequence[TableLine]) -> list[Record]:
    """Lines grouped into rows of the table: each around the line that holds its number or assessment."""
    anchors = _anchors(columns, lines)
    if not anchors:
        return []
    starts = _starts_above(columns, lines, anchors)
    bounds = [0]
    for left, right in pairwise(anchors):
        bounds.append(_cut(lines, left, right, starts))
    bounds.append(len(lines))
    return [Record(list(lines[a:b])) for a, b in pairwise(bounds)]


def _anchors(columns: Sequence[Column], lines: Sequence[TableLine]) -> list[int]:
    """The lines that each row of the table has one of: its number, or its assessment where there are no numbers."""
    number, judged, title = (column_of(columns, kind) for kind in ("number", "assessment", "title"))
    numbered = [at for at, line in enumerate(lines) if number is not None and parse_number(line_text(line, number))]
    if judged is None:
        return numbered or _by_white(lines, title)
    found = list(numbered)
    open_half = False
    for at, line in enumerate(lines):
        text = line_text(line, judged)
        verdict = bool(parse_assessment(text) or HALF.search(text)) and not open_half
        near = any(
            abs(_middle(lines[n]) - _middle(line)) < _NEAR * line.row.height
            for n in numbered
            if lines[n].page == line.page and not _has_own(lines[n], judged, line)
        )
        if verdict and not near and title in line.cells:
            found.append(at)
        if text:
            open_half = bool(HALF.search(text))
    return sorted(found)


def _has_own(numbered: TableLine, judged: int, other: TableLine) -> bool:
    """Whether a numbered line has an assessment of its own, so that ``other`` is a row without a number beside it."""
    own = judged in numbered.cells and parse_assessment(line_text(numbered, judged)) is not None
    return own and other is not numbered and len(other.cells) > _WRAPPED_CELLS


def _by_white(lines: Sequence[TableLine], title: int | None) -> list[int]:
    """Rows of a table without numbers and assessments: the lines with a title after more white than within a cell."""
    found: list[int] = []
    for at, line in enumerate(lines):
        first = at == 0 or lines[at - 1].page != line.page
        if title in line.cells and (first or line.row.y0 - lines[at - 1].row.y1 > _ROW_WHITE * line.row.height):
            found.append(at)
    return found


def _middle(line: TableLine) -> float:
    return (line.row.y0 + line.row.y1) / 2


def _starts_above(columns: Sequence[Column], lines: Sequence[TableLine], anchors: Sequence[int]) -> frozenset[int]:
    """Lines where an assessment starts, in a table whose numbers are set low in their rows; else none."""
    judged = column_of(columns, "assessment")
    if judged is None:
        return frozenset()
    starts: list[int] = []
    half = False
    for at, line in enumerate(lines):
        text = line_text(line, judged)
        if text and not half and (parse_assessment(text) or HALF.search(text)):
            starts.append(at)
        half = bool(HALF.search(text)) if text else half
    found = set(starts)
    low = [a for before, a in pairwise([-1, *anchors]) if a not in found and any(before < s < a for s in starts)]
    return frozenset(starts) if len(low) > _LOW_SHARE * len(anchors) else frozenset()


def line_text(line: TableLine, column: int) -> str:
    """What a line has in a column."""
    return join_lines([line.cells[column]]) if column in line.cells else ""


def _cut(lines: Sequence[TableLine], left: int, right: int, starts: frozenset[int]) -> int:
    """The first line of the row whose anchor is ``right``: after the widest white since ``left``, else the anchor."""
    if right - left == 1 or lines[right].page != lines[right - 1].page:
        return right
    if len(lines[right].cells) == 1 and len(lines[right - 1].cells) > 1:
        # A number alone, set lower than its row.
        return right - 1
    gaps = []
    for at in range(left + 1, right + 1):
        if lines[at].page != lines[at - 1].page:
            return at
        gaps.append(
            (
                lines[at].row.y0
                - max(line.row.y1 for line in lines[max(left, at - 3) : at] if line.page == lines[at].page),
                at,
            )
        )
    widest, at = max(gaps)
    at_anchor = gaps[-1][0]
    height = lines[right].row.height
    if widest - at_anchor > (_CLEARLY_LARGER - 1) * height:
        return at
    return min((s for s in starts if left < s <= right), default=right)
