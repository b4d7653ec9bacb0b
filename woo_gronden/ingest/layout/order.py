"""The order in which a person reads the segments of a page: columns of prose one after another, all else row by row."""

from __future__ import annotations

from statistics import mean

from woo_gronden.ingest.layout.segments import Segment, find_rows

COLUMN_WIDTH = 0.24
"""Least mean width of a column of prose, as a share of the page."""

COLUMN_ROWS = 6
"""Least number of rows side by side for two columns: fewer may be an address beside a date."""

COLUMN_WORDS = 3.5
"""Least mean number of words of a column's line; the cells of a list hold fewer."""

FULL_LINE = 0.8
"""Share of the column's width that a line of running text fills."""

FULL_SHARE = 0.5
"""Share of a column's lines that must be full for it to be running text."""


def find_flows(rows: list[list[Segment]], width: float) -> list[list[list[Segment]]]:
    """The rows of a page parted into flows, in reading order; each flow in rows, from top to bottom."""
    gutter = _find_gutter(rows, width)
    if gutter is None:
        return [rows]
    x, first, last = gutter
    before = [part for row in rows[:first] for part in row]
    band = [part for row in rows[first : last + 1] for part in row]
    after = [part for row in rows[last + 1 :] for part in row]
    left = [part for part in band if (part.bbox.x0 + part.bbox.x1) / 2 < x]
    right = [part for part in band if (part.bbox.x0 + part.bbox.x1) / 2 >= x]
    flows = [find_rows(flow) for flow in (before, left, right) if flow]
    if after:
        flows.extend(find_flows(find_rows(after), width))
    return flows


def _find_gutter(rows: list[list[Segment]], width: float) -> tuple[float, int, int] | None:
    """The x between two columns of running text, and the first and last row that have them; None without."""
    pairs = [(index, row[0], row[1]) for index, row in enumerate(rows) if len(row) == 2 and _both_wide(row, width)]
    if len(pairs) < COLUMN_ROWS:
        return None
    edge = max(set(starts := [round(right.bbox.x0) for _, _, right in pairs]), key=starts.count)
    pairs = [pair for pair in pairs if abs(pair[2].bbox.x0 - edge) <= 3 and pair[1].bbox.x1 < edge]
    if len(pairs) < COLUMN_ROWS or not _is_running([pair[1] for pair in pairs], width):
        return None
    if not _is_running([pair[2] for pair in pairs], width):
        return None
    x = (max(left.bbox.x1 for _, left, _ in pairs) + edge) / 2
    first, last = pairs[0][0], pairs[-1][0]
    # A line across the gutter ends the columns: what stands below it is read after both.
    for index in range(first, last + 1):
        if any(part.bbox.x0 < x - 5 < x + 5 < part.bbox.x1 for part in rows[index]):
            last = index - 1
            break
    if last - first + 1 < COLUMN_ROWS:
        return None
    while last + 1 < len(rows) and all(part.bbox.x1 < x or part.bbox.x0 > x - 3 for part in rows[last + 1]):
        last += 1
    return x, first, last


def _both_wide(row: list[Segment], width: float) -> bool:
    return all(part.bbox.width > 0.5 * COLUMN_WIDTH * width for part in row)


def _is_running(lines: list[Segment], width: float) -> bool:
    """Whether the lines are those of running text: wide, of several words, most of them full."""
    widest = sorted(line.bbox.width for line in lines)[int(len(lines) * 0.9)]
    if mean(line.bbox.width for line in lines) < COLUMN_WIDTH * width:
        return False
    if mean(len(line.texts) for line in lines) < COLUMN_WORDS:
        return False
    return sum(line.bbox.width > FULL_LINE * widest for line in lines) > FULL_SHARE * len(lines)
