"""Pages to a document: the body as one flow, the furniture after it, every character with its way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woo_gronden.ingest.layout.furniture import Sheet, body_size, find_kinds
from woo_gronden.ingest.layout.order import find_flows
from woo_gronden.ingest.layout.paragraphs import (
    Block,
    find_lines,
    find_paragraphs,
    goes_on,
    part_footnotes,
    reads_on,
    rows_of,
)
from woo_gronden.ingest.layout.segments import Segment, find_rows, find_segments
from woo_gronden.ingest.layout.turning import turn_to_read, way_back
from woo_gronden.ingest.layout.writing import Writer
from woo_gronden.schema import Document, Page, RawPage
from woo_gronden.schema.document import ParagraphKind

FURNITURE: tuple[ParagraphKind, ...] = ("header", "margin", "footer", "page_number")


@dataclass(slots=True)
class SegmentedPage:
    """A page cut into the pieces of its lines: what is kept of it until all pages are there."""

    shown: Page
    sheet: Sheet
    quarters: int


def segment_page(raw: RawPage) -> SegmentedPage:
    """The page with its words in segments, turned to be read; words that must not be read already taken out."""
    turned = turn_to_read(raw)
    sheet = Sheet(raw.number, turned.page.width, turned.page.height, find_segments(turned.page))
    shown = Page(raw.number, raw.width, raw.height, raw.source, (), (), raw.rules)
    return SegmentedPage(shown, sheet, turned.quarters)


def build_document(pages: Iterable[RawPage], *, document_id: str, path: str, sha256: str) -> Document:
    """The document that ``pages`` hold, in reading order; see :mod:`woo_gronden.schema.document`.

    Args:
        pages: the pages, words that must not be read already taken out; read once, one at a time.
        document_id: key of the document in all tables.
        path: as it stands in the tables.
        sha256: of the file.
    """
    return join_pages(map(segment_page, pages), document_id=document_id, path=path, sha256=sha256)


def join_pages(pages: Iterable[SegmentedPage], *, document_id: str, path: str, sha256: str) -> Document:
    """The document of pages that were segmented one by one, which may have been done elsewhere; used up by it."""
    kept = list(pages)
    sheets = [page.sheet for page in kept]
    size = body_size(sheets)
    flow: list[Block] = []
    furniture: list[tuple[ParagraphKind, Block]] = []
    open_block: Block | None = None
    for page, (kinds, rows) in zip(kept, find_kinds(sheets, size), strict=True):
        parts = _by_kind(page.sheet.segments, kinds)
        body_rows = _body_rows(rows, parts.get("body", []))
        body, notes = part_footnotes(_paragraphs(page, body_rows), size, page.sheet.height)
        if body and open_block and reads_on(open_block.rows[-1], body[0].rows[0]):
            # Footnotes of the page before already follow the open paragraph: the sentence reads on before them.
            open_block.rows.extend(body.pop(0).rows)
        flow.extend(body)
        open_block = body[-1] if body else (open_block if not notes else None)
        flow.extend(notes)
        for kind in FURNITURE:
            if kind in parts:
                blocks = find_lines(rows_of(page.shown.number, find_rows(parts[kind])))
                furniture.extend((kind, block) for block in blocks)
    return _write(kept, flow, furniture, document_id, path, sha256)


def _by_kind(segments: list[Segment], kinds: list[ParagraphKind]) -> dict[ParagraphKind, list[Segment]]:
    parts: dict[ParagraphKind, list[Segment]] = {}
    for segment, kind in zip(segments, kinds, strict=True):
        parts.setdefault(kind, []).append(segment)
    return parts


def _body_rows(rows: list[list[Segment]], body: list[Segment]) -> list[list[Segment]]:
    """The rows of the body: those of the page where all else stands in rows above and below, else gathered anew."""
    ids = set(map(id, body))
    first, end = 0, len(rows)
    while first < end and ids.isdisjoint(map(id, rows[first])):
        first += 1
    while first < end and ids.isdisjoint(map(id, rows[end - 1])):
        end -= 1
    found = rows[first:end]
    return found if sum(map(len, found)) == len(body) else find_rows(body)


def _paragraphs(page: SegmentedPage, rows: list[list[Segment]]) -> list[Block]:
    """The paragraphs of the body of one page, in reading order."""
    blocks: list[Block] = []
    for flow in find_flows(rows, page.sheet.width):
        found = find_paragraphs(rows_of(page.shown.number, flow))
        if blocks and found and goes_on(blocks[-1].rows[-1], found[0].rows[0]):
            blocks[-1].rows.extend(found.pop(0).rows)
        blocks.extend(found)
    return blocks


def _write(
    kept: list[SegmentedPage],
    flow: list[Block],
    furniture: list[tuple[ParagraphKind, Block]],
    document_id: str,
    path: str,
    sha256: str,
) -> Document:
    for page in kept:
        page.sheet.segments.clear()
    writer = Writer(lambda: {text for block in flow for row in block.rows for text in row.texts})
    for block in flow:
        writer.write(block, "body")
    body_end = writer.end_body()
    for kind, block in furniture:
        writer.write(block, kind)
    return Document(
        document_id=document_id,
        path=path,
        sha256=sha256,
        text=writer.text(),
        body_end=body_end,
        pages=tuple(writer.page(page.shown, way_back(page.quarters, page.shown)) for page in kept),
        paragraphs=tuple(writer.paragraphs),
    )
