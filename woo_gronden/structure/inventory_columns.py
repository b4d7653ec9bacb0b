"""Columns of a list of documents: what a header cell means, and where on the page each column ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from woo_gronden.schema import Assessment, Word
from woo_gronden.structure.grid import Cell, Row
from woo_gronden.structure.inventory_names import CODE, NAMED, NARROW, kind_of_header, names_begun

# Kinds of columns; the last four are ticked, not written in.
TICKED: dict[str, Assessment] = {
    "open": "openbaar",
    "partly": "deels openbaar",
    "closed": "niet openbaar",
    "already": "reeds openbaar",
}
# Two words start at one edge when their left sides differ by less than this, in points.
EDGE = 3.0
# A word that lies over a boundary speaks against it this many times more than one that starts there speaks for it.
_CROSSING_COST = 3.0
# Rows that are asked for a boundary: enough to outvote odd ones.
_ROWS_ASKED = 80
# A word that is a row's number and nothing longer.
_DIGITS = re.compile(r"^\d{1,5}[a-z]?[.,]?$")
# A number, a day or an address: no cell of a header.
_IS_DATA = re.compile(r"\d+(?:[./:-]\d+)*|https?:.*")
# A line of prose has more words than this; a table's cells seldom have, without white between them.
_PROSE_WORDS = 7
# White that parts the cells of a header, in heights of the line, where its columns are not narrow.
_WIDE = 0.9
# A header runs over at most this many printed lines.
HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind and its span on the page, in points."""

    kind: str
    x0: float
    x1: float


def read_header(rows: Sequence[Row], at: int) -> tuple[tuple[tuple[str, Cell], ...], int]:
    """The header that starts at row ``at``: its cells with their kinds, and how many rows it takes; ((), 0) if none.

    A header has at least a title or number column and one more, and nothing in it but header words.
    """
    header, taken, score = _best_header(rows, at)
    # A line of prose above a header, short enough to stand over one column ("heeft." over "ID"), is not part of it.
    for later in range(at + 1, at + taken):
        if _best_header(rows, later)[2] > score:
            return (), 0
    return header, taken


def _best_header(rows: Sequence[Row], at: int) -> tuple[tuple[tuple[str, Cell], ...], int, float]:
    best: tuple[tuple[tuple[str, Cell], ...], int] = ((), 0)
    best_score = 0.0
    named = False
    for lines in range(1, HEADER_LINES + 1):
        taken = rows[at : at + lines]
        if len(taken) < lines or any(b.y0 - a.y1 > 1.2 * a.height for a, b in pairwise(taken[-2:])):
            break
        # Most rows are prose and no cell of theirs can name a column: these are left before anything is put together.
        named = named or bool(names_begun(taken[-1]))
        if not named:
            continue
        tried = 0
        for gap in (_WIDE, NARROW):
            parted = [row.cells(gap) for row in taken]
            count = sum(map(len, parted))
            if count in (1, tried):  # nothing beside it, or the same cells again
                continue
            tried = count
            cells = _stacked(parted)
            if len(cells) < 2:
                continue
            named_so = _kinds_of(cells)
            if not named_so:
                continue
            kinds = list(zip(_ticks(named_so), cells, strict=True))
            known = tuple((kind, cell) for kind, cell in kinds if kind)
            score = len(known) - 1.5 * (len(kinds) - len(known)) + 0.1 * (lines - 1)
            if _is_header([kind for kind, _ in known]) and score > best_score:
                best, best_score = (tuple((k or "other", c) for k, c in kinds), lines), score
    return (*best, best_score)


def _kinds_of(cells: Sequence[Cell]) -> list[str | None]:
    """What each of the cells heads; [] where too few of them are words of headers: two thirds must be."""
    kinds: list[str | None] = []
    unknown = 0
    for cell in cells:
        kind = kind_of_header(cell.text)
        unknown += kind is None
        if unknown * 3 > len(cells):
            return []
        kinds.append(kind)
    return kinds


def kinds_of_header(cells: Sequence[str]) -> tuple[str, ...]:
    """The kinds of the columns that a row of a spreadsheet heads, () where it is no header."""
    if any(_IS_DATA.fullmatch(cell) for cell in cells):
        return ()
    kinds = _ticks([kind_of_header(cell) for cell in cells])
    filled = sum(bool(cell) for cell in cells)
    known = [kind for kind in kinds if kind]
    # Exports have columns of their own for what no list needs: what a list has to have is enough.
    whole = len({"number", "title"} & set(known)) == 2 and bool({"assessment", "ground"} & set(known))
    if not _is_header(known) or (len(known) * 3 < filled * 2 and not whole):
        return ()
    return _once([kind or "other" for kind in kinds])


def _ticks(kinds: Sequence[str | None]) -> list[str | None]:
    """The kinds as their neighbours make them.

    An "Openbaar" beside "Deels" or "Niet" is a column to tick, not one to write in. A "Stuk" or "Doc" beside a "#" or
    "Nr" holds the titles where no other column does.
    """
    among = {"partly", "closed", "already"} & set(kinds)
    kinds = ["open" if kind == "assessment" and among else kind for kind in kinds]
    if "title" not in kinds and kinds.count("number") > 1:
        second = kinds.index("number", kinds.index("number") + 1)
        kinds = [*kinds[:second], "title", *kinds[second + 1 :]]
    return kinds


def _once(kinds: Sequence[str]) -> tuple[str, ...]:
    """Each kind once, the further columns under such a header read as others; grounds may stand in several."""
    repeatable = ("other", "ground")
    return tuple(
        k if k in repeatable or k.startswith(CODE) or k not in kinds[:n] else "other" for n, k in enumerate(kinds)
    )


def _is_header(kinds: Sequence[str]) -> bool:
    named = set(NAMED) & set(kinds)
    if len(kinds) < 2 or not named:
        return False
    if len(kinds) == 2 and not {"number", "assessment"} & set(kinds):
        return False  # a letterhead: "Onderwerp" beside a file number "WOB"
    ticked = set(TICKED) & set(kinds)
    if not ticked and not {"number", "assessment", "date"} & set(kinds) and "ground" in kinds[: kinds.index("title")]:
        return False  # a key to codes: "Code | Artikel | Omschrijving"
    coded = any(kind.startswith(CODE) for kind in kinds)
    if {"assessment", "ground"} & set(kinds) or len(ticked) > 1:
        return True
    # Codes are stamped on letterheads too: they head columns only beside number and title.
    return len(named) == 2 and (coded or ticked == {"open"} or kinds[0] == "number")


def _stacked(lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Cells of the lines of one header, those that stand under each other as one."""
    if len(lines) == 1:
        return list(lines[0])
    stacks: list[list[Cell]] = []
    spans: list[list[tuple[float, float]]] = []
    hulls: list[tuple[float, float]] = []  # from the first to the last of the spans
    for line in lines:
        for cell in line:
            x0, _, x1, _ = cell.bbox
            for at, (low, high) in enumerate(hulls):
                if low < x1 and x0 < high and any(a < x1 and x0 < b for a, b in spans[at]):
                    stacks[at].append(cell)
                    spans[at].append((x0, x1))
                    hulls[at] = min(low, x0), max(high, x1)
                    break
            else:
                stacks.append([cell])
                spans.append([(x0, x1)])
                hulls.append((x0, x1))
    order = sorted(range(len(stacks)), key=lambda n: hulls[n][0])
    return [Cell(tuple([word for cell in stacks[n] for word in cell.words])) for n in order]


def find_columns(
    header: Sequence[tuple[str, Cell]], body: Sequence[Row], width: float, rules: Sequence[float] = ()
) -> tuple[Column, ...]:
    """The columns under ``header``, their boundaries laid where the words of ``body`` let them pass.

    Between two headers the boundary is the upright rule that stands there, the only one; else the left edge at which
    most lines start a word and over which none lies.
    """
    body = _until_prose(header, body)
    edges: list[float] = []
    for (kind, left), (_, right) in pairwise(header):
        between = [x for x in rules if left.bbox.x1 - EDGE < x < right.bbox.x0 + EDGE]
        if between and between[-1] - between[0] < EDGE:
            edges.append(between[-1])
            continue
        least = _end_of_numbers(left.bbox.x0, right.bbox.x0, body) if kind == "number" else 0.0
        edges.append(max(least, _boundary(left.bbox.x0, left.bbox.x1, right.bbox.x0, right.bbox.x1, body)))
    starts = [min(header[0][1].bbox.x0, *[r.words[0].bbox.x0 for r in body] or [0.0]) - 2 * EDGE, *edges]
    ends = [*edges, width]
    kinds = _once([kind for kind, _ in header])
    return tuple(Column(kind, x0, x1) for kind, x0, x1 in zip(kinds, starts, ends, strict=True))


def _until_prose(header: Sequence[tuple[str, Cell]], body: Sequence[Row]) -> Sequence[Row]:
    """The rows up to the first two lines of prose: a short table must not be outvoted by the letter under it.

    Prose runs from the first column over the second into the third without white between its words.
    """
    if len(header) < 3:
        return body
    second, third = header[1][1].bbox.x0, header[2][1].bbox.x0
    prose = [
        len(row.words) > _PROSE_WORDS
        and len(row.cells(0.9)) == 1
        and row.words[0].bbox.x0 < second - EDGE
        and row.words[-1].bbox.x1 > third + EDGE
        for row in body[: _ROWS_ASKED + 1]
    ]
    end = next((n for n in range(1, len(prose) - 1) if prose[n] and prose[n + 1]), len(body))
    return body[:end]


def _end_of_numbers(left: float, right: float, body: Sequence[Row]) -> float:
    """Right of the numbers under a number's header; they may be set to the right, below the words of their row."""
    ends = [
        x1
        for row in body
        for text, (x0, _, x1, _), _, _ in row.words
        if left - EDGE <= x0 < right - 1 and x1 <= right + EDGE and _DIGITS.match(text)
    ]
    return max(ends) + 0.5 if len(ends) > 1 else 0.0


# A row as a boundary sees it: the left and right sides of its words near the boundary, and its height.
_Sides = tuple[list[tuple[float, float]], float]


def _boundary(left_x0: float, left_x1: float, right_x0: float, right_x1: float, body: Sequence[Row]) -> float:
    near = [_sides_of(row, left_x0 - 2 * EDGE, right_x1 + 2 * EDGE) for row in body[:_ROWS_ASKED]]
    near = [row for row in near if row[0]]
    candidates = {right_x0 - 1.0, (left_x1 + right_x0) / 2}
    candidates |= {round(x0) - 1.0 for words, _ in near for x0, _ in words if left_x0 + EDGE < x0 <= right_x1}

    def merit(x: float) -> tuple[float, float]:
        return sum([_vote(words, height, x, left_x0 - EDGE, right_x1) for words, height in near]), -abs(x - right_x0)

    return max(candidates, key=merit)


def _sides_of(row: Row, left: float, right: float) -> _Sides:
    return [(x0, x1) for _, (x0, _, x1, _), _, _ in row.words if x1 > left and x0 < right], row.height


def _vote(words: Sequence[tuple[float, float]], height: float, x: float, left: float, right: float) -> float:
    """What a row says for a boundary at ``x`` between columns that run from ``left`` to ``right``, or against it."""
    starting = on_left = on_right = False
    crossings = 0
    before, after = -inf, inf
    for x0, x1 in words:
        if x0 < x - 0.5:
            crossings += x1 > x + 1.5
            on_left = on_left or left <= x0
        else:
            after = x0 if x0 < after else after
            on_right = on_right or x0 <= right
        if before < x1 <= x + 1.5:
            before = x1
        starting = starting or -0.5 <= x0 - x <= EDGE
    # The words run on over the boundary with only a space between.
    if after - before < 0.35 * height:
        return -1 - _CROSSING_COST * crossings
    # Numbers set to the right stand before the edge: a boundary has words of both columns at its sides.
    return starting + (on_left and on_right) - _CROSSING_COST * crossings


def split_row(row: Row, columns: Sequence[Column]) -> dict[int, Cell]:
    """The words of ``row`` by the column in which most of each lies."""
    parts: dict[int, list[Word]] = {}
    spans = [(column.x0, column.x1) for column in columns]
    starts = [left for left, _ in spans]
    apart = all(left <= right for left, right in pairwise(starts))
    for word in row.words:
        x0, _, x1, _ = word.bbox
        number = bisect_right(starts, x0) - 1
        # Most words lie in one column.
        if not (apart and number >= 0 and x0 < x1 <= spans[number][1]):
            shared = [(x1 if x1 < right else right) - (x0 if x0 > left else left) for left, right in spans]
            number = shared.index(max(shared))
        parts.setdefault(number, []).append(word)
    return {number: Cell(tuple(words)) for number, words in parts.items()}
