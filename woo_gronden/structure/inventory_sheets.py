"""Lists of documents that came as a spreadsheet: rows of cells, read by the words that head the columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from woo_gronden.schema import InventoryItem
from woo_gronden.structure.dates import parse_date
from woo_gronden.structure.inventory import item_of
from woo_gronden.structure.inventory_columns import kinds_of_header

# A day as Excel counts them, where the cell lost its format: 20000 is in 1954, 60000 in 2064.
_SERIAL = re.compile(r"(?P<days>[2-5]\d{4})(?:[.,]\d+)?")
_FIRST_DAY = datetime.date(1899, 12, 30)
# "20231005", also with a time behind it.
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\D.*)?")
# "12/7/2020 9:51 AM UTC": exports of review software with American settings; the month stands first.
_AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})\s+\d{1,2}:\d\d(?::\d\d)?\s*[AP]M\b.*", re.IGNORECASE
)


def find_inventory_rows(
    rows: Sequence[Sequence[str]],
    parse_grounds: Callable[[str], tuple[str, ...]],
    legend: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[InventoryItem, ...]:
    """The rows of a list of documents in a spreadsheet, in order; () where no row heads such a list.

    Args:
        rows: the cells of each row as text, as the sheet holds them; a workbook's sheets one after the other.
        parse_grounds: reads the grounds that a cell names.
        legend: letters or codes and the grounds they stand for.
    """
    items: list[InventoryItem] = []
    kinds: tuple[str, ...] = ()
    for row in rows:
        cells = [cell.strip() for cell in row]
        head = kinds_of_header(cells)
        if head:
            kinds = head
        elif sum(map(bool, cells)) > (1 if len(kinds) > 2 else 0) and kinds:  # one cell alone is a heading between rows
            texts = [(kind, cell) for kind, cell in zip(kinds, cells, strict=False)]
            item = item_of(texts, parse_grounds, legend or {}, "spreadsheet", parse_sheet_date)
            if item is not None:
                _add(item, items)
    return tuple(replace(item, row=number) for number, item in enumerate(items, start=1))


def _add(item: InventoryItem, items: list[InventoryItem]) -> None:
    """Add a row; what goes on with the row above (its cells are merged over several rows) is one with it."""
    last = items[-1] if items else None
    if last is not None and item.number and (last.number, last.title) == (item.number, item.title):
        grounds = tuple(dict.fromkeys((*last.grounds, *item.grounds)))
        items[-1] = replace(last, grounds=grounds, assessment=last.assessment or item.assessment)
    else:
        items.append(item)


def parse_sheet_date(text: str) -> datetime.date | None:
    """The day that a cell of a spreadsheet holds, in the ways in which programs write days; None where it is none."""
    text = text.strip()
    if match := _SERIAL.fullmatch(text):
        return _FIRST_DAY + datetime.timedelta(days=int(match["days"]))
    for pattern in (_COMPACT, _AMERICAN):
        if match := pattern.fullmatch(text):
            try:
                return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                return None
    return parse_date(text)
