"""Tables that are ruled: the rules say where a row and a column end, whatever their words leave white."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from woo_gronden.schema import BBox, Page
from woo_gronden.structure.inventory_cells import parse_assessment, parse_number
from woo_gronden.structure.inventory_columns import Column
from woo_gronden.structure.inventory_records import Record, TableLine, column_of, group_lines, line_text

# A rule that parts rows runs over this share of the table's width; shorter ones part what is within a cell.
_OVER_MOST = 0.6
# Rules that a table has at least on a page: one above and one below a row.
_LEAST = 2
# Points that the sides of a table lie beside the words of its header, at most.
_BESIDE = 60.0
# Points by which an upright rule goes past the last level one where a row is left open.
_OPEN = 4.0
# From this share of rows with a number on, a row has one.
_MOST = 0.8


def find_row_edges(page: Page, x0: float, x1: float) -> tuple[float, ...]:
    """Heights at which rules of ``page`` part the rows of a table from ``x0`` to ``x1``, downward; () if none do.

    A table that goes on over the page often lacks the rule at its end there: its upright rules tell how far it goes.
    """
    level = [rule for rule in page.rules if rule.width > rule.height]
    over = [r for r in level if min(r.x1, x1) - max(r.x0, x0) > _OVER_MOST * (x1 - x0)]
    edges = sorted((rule.y0 + rule.y1) / 2 for rule in over)
    if len(edges) < _LEAST:
        return ()
    sides = [r for r in page.rules if r.height > r.width and x0 - _BESIDE < r.x0 < x1 + _BESIDE]
    touching = [r for r in sides if r.y0 < edges[-1] + _OPEN and r.y1 > edges[0] - _OPEN]
    top, foot = min((r.y0 for r in touching), default=edges[0]), max((r.y1 for r in touching), default=edges[-1])
    before = (top,) if top < edges[0] - _OPEN else ()
    after = (foot,) if foot > edges[-1] + _OPEN else ()
    return (*before, *edges, *after)


def find_column_edges(page: Page, header: BBox) -> tuple[float, ...]:
    """Where upright rules cross the height of ``header``, from left to right."""
    middle = (header.y0 + header.y1) / 2
    upright = [rule for rule in page.rules if rule.height > rule.width and rule.y0 <= middle <= rule.y1]
    return tuple(sorted((rule.x0 + rule.x1) / 2 for rule in upright))


def group_ruled(
    columns: Sequence[Column], lines: Sequence[TableLine], edges_of: Mapping[int, Sequence[float]]
) -> list[Record]:
    """Lines grouped into rows of the table: what stands between two rules is one.

    Where a page has no rules, or several numbers stand between two of them, as
    :func:`~woo_gronden.structure.inventory_records.group_lines` does. A row without a number and an assessment at the
    top of a page goes on with the last of the page before.
    """
    records: list[Record] = []
    bands = list(_bands(lines, edges_of))
    whole = [band for at, (key, band) in enumerate(bands) if not at or bands[at - 1][0][0] == key[0]]
    numbered = sum(_has_number(columns, band) for band in whole) > _MOST * len(whole)
    for (page, _), band in bands:
        if not edges_of.get(page) or _is_several(columns, band):
            records += group_lines(columns, band)
        elif records and records[-1].lines[-1].page != page and not _opens(columns, band, numbered):
            records[-1].lines.extend(band)
        else:
            records.append(Record(list(band)))
    return records


def _bands(
    lines: Sequence[TableLine], edges_of: Mapping[int, Sequence[float]]
) -> Iterator[tuple[tuple[int, int], list[TableLine]]]:
    def key(line: TableLine) -> tuple[int, int]:
        return line.page, bisect_right(edges_of.get(line.page, ()), (line.row.y0 + line.row.y1) / 2)

    for band, group in groupby(lines, key):
        yield band, list(group)


def _is_several(columns: Sequence[Column], band: Sequence[TableLine]) -> bool:
    number, judged = column_of(columns, "number"), column_of(columns, "assessment")
    if number is not None:
        return sum(parse_number(line_text(line, number)) is not None for line in band) > 1
    return judged is not None and sum(parse_assessment(line_text(line, judged)) is not None for line in band) > 1


def _has_number(columns: Sequence[Column], band: Sequence[TableLine]) -> bool:
    number = column_of(columns, "number")
    return number is not None and any(parse_number(line_text(line, number)) for line in band)


def _opens(columns: Sequence[Column], band: Sequence[TableLine], numbered: bool) -> bool:
    """Whether a row starts here: it has a number, or an assessment in a table whose rows may lack the number."""
    judged = column_of(columns, "assessment")
    if column_of(columns, "number") is None or _has_number(columns, band):
        return True
    return not numbered and judged is not None and any(parse_assessment(line_text(line, judged)) for line in band)
