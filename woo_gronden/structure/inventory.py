"""Lists of documents: tables ruled or not, over pages; lists in prose."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from woo_gronden.schema import Assessment, BBox, Document, InventoryItem, Page, Paragraph, Word, union
from woo_gronden.structure.dates import parse_date
from woo_gronden.structure.grid import Cell, Row, find_rows
from woo_gronden.structure.inventory_cells import (
    AFTER_TABLE,
    CELL_WORD,
    GROUND_CELL,
    is_tick,
    parse_assessment,
    parse_cell_grounds,
    parse_number,
)
from woo_gronden.structure.inventory_columns import (
    HEADER_LINES,
    TICKED,
    Column,
    find_columns,
    read_header,
    split_row,
)
from woo_gronden.structure.inventory_flow import FlowTable, ends_flow, is_flow_header, may_hold_flow, read_flow
from woo_gronden.structure.inventory_names import CODE, find_openers, may_head, names_begun, stand_apart
from woo_gronden.structure.inventory_numbers import fill_numbers
from woo_gronden.structure.inventory_prose import find_prose_items
from woo_gronden.structure.inventory_records import Record, TableLine, column_of, line_text
from woo_gronden.structure.inventory_rules import find_column_edges, find_row_edges, group_ruled

# White between two lines that ends a table, in heights of the line, where nothing after it looks like a row.
_WIDE_WHITE = 6.0
# Rows looked ahead for a number before a line that is none is taken for the table's end.
_LOOKAHEAD = 7
# From this share of rows with a number on, a row has one.
_MOST_NUMBERED = 0.7
# A line of prose below a ruled table has more words than this.
_PROSE_WORDS = 7


# A number that recognition could not read: a mark or two, no letters or digits.
_MARK = re.compile(r"^\W{1,3}$")
# An assessment behind a title, where the white between their columns was lost: "Vragenlijst Openbaar"; its first word
# may have come before the title's last ("Email afspraken Gedeeltelijk partij openbaar").
_VERDICT_LAST = re.compile(
    r"^(?P<before>\S.*?) "
    r"(?:(?P<half>Deels|Gedeeltelijk|Niet|Reeds) (?P<after>\S.*?) ?openbaar|Openbaar (?P<rest>[a-z].*))$|"
    r"^(?P<title>\S.*?) (?P<judged>(?:(?:Deels|Gedeeltelijk|Niet|Reeds|Al|Volledig) )?[Oo]penbaar)$"
)
# Rules of a table that recognition read as marks before a title: "- Tekening", "| Nota".
_EDGE_MARKS = re.compile(r"^(?:[-–—|_~.]\s+)+")


@dataclass(slots=True)
class _Table:
    """A table whose columns stand apart: its lines, and its columns on each page (scans shift)."""

    columns: tuple[Column, ...]
    width: float
    columns_of: dict[int, tuple[Column, ...]]
    span: tuple[float, float]
    lines: list[TableLine] = field(default_factory=list)
    edges_of: dict[int, tuple[float, ...]] = field(default_factory=dict)
    below: int = 0

    def edges(self, page: Page) -> tuple[float, ...]:
        """The heights at which rules part its rows on ``page``."""
        if page.number not in self.edges_of:
            ruled = not self.lines or self.edges_of.get(self.lines[-1].page)
            self.edges_of[page.number] = find_row_edges(page, *self.span) if ruled else ()
        return self.edges_of[page.number]


def find_inventory(
    document: Document,
    parse_grounds: Callable[[str], tuple[str, ...]],
    legend: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[InventoryItem, ...]:
    """The rows of the lists of documents in ``document``, in order.

    Args:
        document: a letter or a separate list.
        parse_grounds: reads the grounds that a cell names.
        legend: letters or codes of the document's own legend.
    """
    items: list[InventoryItem] = []
    # The cells of a list say the same over and over.
    parse_grounds = lru_cache(maxsize=1024)(parse_grounds)
    for table in _tables(document):
        if isinstance(table, FlowTable):
            items += read_flow(table, parse_grounds, legend or {})
        else:
            items += _read_table(table, parse_grounds, legend or {})
    if not items:
        items = list(find_prose_items(document, parse_grounds))
    return tuple(replace(item, row=number) for number, item in enumerate(items, start=1))


def _tables(document: Document) -> Iterator[_Table | FlowTable]:
    """Each table: its columns and its lines over all pages on which it goes on."""
    table: _Table | FlowTable | None = None
    furniture = _furniture(document)
    openers = find_openers({word.text for page in document.pages for word in page.words})
    for page in document.pages:
        # Most pages are prose, no word of which can head a column: those are not put in rows.
        apart = stand_apart(page.words, openers, document.body_end)
        flows = may_hold_flow(page.words, document.body_end)
        if table is None and not apart and not flows:
            continue
        rows = find_rows(page, _table_words(page, document.body_end, furniture.get(page.number, [])))
        begun = [names_begun(row, apart) for row in rows]
        at = 0
        while at < len(rows):
            ahead = slice(at, at + HEADER_LINES)
            headed = any(begun[ahead]) and may_head(rows[ahead], begun[ahead])
            new, taken = _start(rows, at, page, table, headed=headed) if headed or flows else (None, 0)
            if taken:
                if new is not None:
                    if table is not None:
                        yield table
                    table = new
                at += taken
                continue
            if table is not None and _takes(table, rows, at, page) == "stop":
                yield table
                table = None
            at += 1
    if table is not None:
        yield table


def _start(
    rows: Sequence[Row], at: int, page: Page, table: _Table | FlowTable | None, *, headed: bool
) -> tuple[_Table | FlowTable | None, int]:
    """The table that starts at row ``at`` and the rows of its header; no table where the header is one repeated."""
    header, taken = read_header(rows, at) if headed else ((), 0)
    if taken:
        head = union([cell.bbox for _, cell in header])
        columns = find_columns(header, rows[at + taken :], page.width, find_column_edges(page, head))
        if isinstance(table, _Table) and _same_kinds(table.columns, columns) and abs(table.width - page.width) < 1.0:
            table.columns_of[page.number] = columns
            return None, taken
        if isinstance(table, _Table) and table.lines and not {"number", "title"} <= {c.kind for c in columns}:
            return None, 0
        return _Table(columns, page.width, {page.number: columns}, (head.x0, head.x1)), taken
    flow = is_flow_header(rows, at)
    if flow is None:
        return None, 0
    flow[0].width = page.width
    return (None if isinstance(table, FlowTable) else flow[0]), flow[1]


def _takes(table: _Table | FlowTable, rows: Sequence[Row], at: int, page: Page) -> str:
    """Give row ``at`` to ``table``; "stop" where it has ended."""
    if isinstance(table, FlowTable):
        last = table.lines[-1][1] if table.lines else None
        if ends_flow(table, rows[at], last):
            return "stop"
        table.lines.append((page.number, rows[at]))
        return ""
    if table.lines and page.number > table.lines[-1].page + 1:
        return "stop"
    columns = table.columns_of.setdefault(page.number, table.columns)
    if edges := table.edges(page):
        return _takes_ruled(table, rows[at], page, edges)
    end = _is_end(rows, at, columns, table.lines)
    if not end:
        table.lines.append(_line(page, rows[at], columns))
    return end


def _takes_ruled(table: _Table, row: Row, page: Page, edges: Sequence[float]) -> str:
    """Give a row between the rules to ``table``; "stop" where prose follows below the last of them."""
    middle = (row.y0 + row.y1) / 2
    if edges[0] < middle < edges[-1]:
        table.lines.append(_line(page, row, table.columns_of[page.number]))
        table.below = 0
    elif middle > edges[-1]:
        table.below += len(row.words) > _PROSE_WORDS
    return "stop" if table.below > 1 else "skip"


def _furniture(document: Document) -> dict[int, list[Paragraph]]:
    """What is not of the body, by page, in the order of the text."""
    pages: dict[int, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        if paragraph.kind != "body":
            pages.setdefault(paragraph.page, []).append(paragraph)
    return {page: sorted(paragraphs) for page, paragraphs in pages.items()}


def _table_words(page: Page, body_end: int, furniture: Sequence[Paragraph]) -> list[Word]:
    """The words of ``page`` that may be of a table: the body, and what only looks like furniture.

    The last column of a table may pass for a side block, the number of its first row for the page's number.
    """
    body = [word for word in page.words if word[2] < body_end]
    if len(body) == len(page.words):
        return body
    starts = [paragraph.start for paragraph in furniture]
    middles = sorted([top + bottom for _, (_, top, _, bottom), _, _ in body])
    for word in page.words:
        if word.start < body_end:
            continue
        at = bisect_right(starts, word.start) - 1
        kind = furniture[at].kind if at >= 0 and word.start < furniture[at].end else "margin"
        if CELL_WORD.match(word.text) if kind == "margin" else _on_a_row(word, middles):
            body.append(word)
            insort(middles, word.bbox.y0 + word.bbox.y1)
    return body


def _on_a_row(word: Word, middles: Sequence[float]) -> bool:
    """Whether a word of the body stands at the height of ``word``; ``middles`` are twice theirs, in order."""
    middle = word.bbox.y0 + word.bbox.y1
    at = bisect_left(middles, middle)
    return any(abs(middle - other) < 0.8 * word.bbox.height for other in middles[max(0, at - 1) : at + 1])


def _same_kinds(one: Sequence[Column], other: Sequence[Column]) -> bool:
    return [c.kind for c in one] == [c.kind for c in other]


def _line(page: Page, row: Row, columns: Sequence[Column]) -> TableLine:
    return TableLine(page.number, row, {n: cell.words for n, cell in _cells(row, columns).items()})


def _cells(row: Row, columns: Sequence[Column]) -> dict[int, Cell]:
    """The cells of ``row`` by column; where a text layer lost the white, the title is parted from its number."""
    cells = split_row(row, columns)
    number, title = column_of(columns, "number"), column_of(columns, "title")
    if number is None or title is None or number not in cells or len(cells[number].words) < 2:
        return cells
    first, *rest = sorted(cells[number].words, key=lambda word: word.bbox.x0)
    if parse_number(first.text) and not any(parse_number(word.text) for word in rest) and len(rest[0].text) > 1:
        cells[number] = Cell((first,))
        cells[title] = Cell((*rest, *(cells[title].words if title in cells else ())))
    return cells


def _is_end(rows: Sequence[Row], at: int, columns: Sequence[Column], lines: Sequence[TableLine]) -> str:
    """Nothing where the row belongs to the table, "skip" for a line between rows, "stop" where the table has ended."""
    row = rows[at]
    if AFTER_TABLE.match(row.text) and len(row.cells()) == 1:
        return "stop"
    if _is_anchor(row, columns) and (len(split_row(row, columns)) > 2 or _VERDICT_LAST.search(row.text)):
        return ""
    if not _runs_over(row, columns):
        first = split_row(row, columns).get(0)
        number = column_of(columns, "number")
        if number != 0 or first is None or parse_number(first.text) or not lines:
            return ""
    ahead = rows[at + 1 : at + 1 + _LOOKAHEAD]
    if any(_is_anchor(r, columns) and not _runs_over(r, columns) for r in ahead):
        return "skip"
    return "stop"


def _runs_over(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a word lies over a boundary, or prose runs over one with only spaces between its words."""
    for column in columns[1:]:
        x = column.x0
        if any(w.bbox.x0 < x - 4 and w.bbox.x1 > x + 6 for w in row.words):
            return True
    cells = row.cells(0.9)
    wide = max((c.bbox.width for c in cells), default=0.0)
    start, end = min(c.x0 for c in columns), max(w.bbox.x1 for w in row.words)
    return len(cells) == 1 and len(columns) > 2 and wide > 0.55 * max(end - start, 300.0) and len(row.words) > 7


def _is_anchor(row: Row, columns: Sequence[Column]) -> bool:
    cells = _cells(row, columns)
    number = column_of(columns, "number")
    if (
        number is not None
        and number in cells
        and (parse_number(cells[number].text) or not _MARK.match(cells[number].text))
    ):
        return parse_number(cells[number].text) is not None
    judged = column_of(columns, "assessment")
    return judged is not None and judged in cells and parse_assessment(cells[judged].text) is not None


def _read_table(
    table: _Table, parse_grounds: Callable[[str], tuple[str, ...]], legend: Mapping[str, tuple[str, ...]]
) -> Iterator[InventoryItem]:
    columns = _with_grounds(table.columns, table.lines)
    number = column_of(columns, "number")
    items: list[InventoryItem] = []
    marks: list[str] = []
    for record in group_ruled(columns, table.lines, table.edges_of):
        item = _item(record, columns, parse_grounds, legend)
        if item is not None:
            items.append(item)
            marks.append("" if number is None else record.number(number))
    numbered = sum(bool(item.number) for item in items) > _MOST_NUMBERED * len(items)
    for item in fill_numbers(items, marks):
        # A heading between the rows of a numbered table: a title and nothing else.
        if not numbered or item.number or item.assessment or item.grounds or item.date:
            yield item


def _with_grounds(columns: Sequence[Column], lines: Sequence[TableLine]) -> tuple[Column, ...]:
    """The columns, one of the others taken for the grounds where none is headed so and its cells hold articles."""
    if any(column.kind == "ground" for column in columns):
        return tuple(columns)
    hits = {
        n: sum(bool(GROUND_CELL.search(line_text(line, n))) for line in lines)
        for n, c in enumerate(columns)
        if c.kind == "other"
    }
    best = max(hits, key=lambda n: hits[n], default=None)
    if best is None or hits[best] < 2:
        return tuple(columns)
    return tuple(replace(column, kind="ground") if n == best else column for n, column in enumerate(columns))


def _item(
    record: Record,
    columns: Sequence[Column],
    parse_grounds: Callable[[str], tuple[str, ...]],
    legend: Mapping[str, tuple[str, ...]],
) -> InventoryItem | None:
    texts = [(c.kind, record.number(n) if c.kind == "number" else record.text(n)) for n, c in enumerate(columns)]
    item = item_of(texts, parse_grounds, legend, "table")
    if item is None:
        return None
    page, box = _place(record)
    return replace(item, page=page, bbox=box)


def item_of(
    cells: Sequence[tuple[str, str]],
    parse_grounds: Callable[[str], tuple[str, ...]],
    legend: Mapping[str, tuple[str, ...]],
    method: str,
    read_date: Callable[[str], datetime.date | None] = parse_date,
) -> InventoryItem | None:
    """A row from its cells, each with its column's kind; None where it names no document."""
    texts: dict[str, str] = {}
    ticked: Assessment | None = None
    for kind, text in cells:
        if kind in TICKED:
            ticked = ticked or (TICKED[kind] if is_tick(text) else None)
        elif kind.startswith(CODE):
            texts["ground"] = (
                f"{texts.get('ground', '')} {kind.removeprefix(CODE)}".strip()
                if is_tick(text)
                else texts.get("ground", "")
            )
        elif text:
            texts[kind] = f"{texts[kind]} {text}" if kind in texts and kind != "number" else text
    number, title = parse_number(texts.get("number", "")), _EDGE_MARKS.sub("", texts.get("title", ""))
    if not title and not number:
        return None
    judged, stated = texts.get("assessment", ""), texts.get("ground", "")
    if not judged and any(kind == "assessment" for kind, _ in cells) and (run := _VERDICT_LAST.search(title)):
        title = run["title"] or f"{run['before']} {run['after'] or run['rest']}"
        judged = run["judged"] or f"{run['half'] or ''} openbaar"
    grounds = parse_cell_grounds(stated, parse_grounds, legend)
    grounds += tuple(g for g in parse_cell_grounds(judged, parse_grounds, legend) if g not in grounds)
    assessment = ticked or parse_assessment(judged) or (None if judged else parse_assessment(stated))
    if not title and assessment is None and not grounds and not texts.get("date"):
        return None  # a number alone: a form's row that was left empty
    if assessment is None and grounds:
        assessment = "deels openbaar"
    return InventoryItem(0, number or "", title, read_date(texts.get("date", "")), assessment, grounds, method=method)


def _place(record: Record) -> tuple[int, BBox]:
    page = record.lines[0].page
    boxes = [w.bbox for line in record.lines if line.page == page for words in line.cells.values() for w in words]
    return page, union(boxes)
