"""Pages to a document: the body as one flow, the furniture after it, every character with its way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woo_gronden.ingest.layout.furniture import find_kinds
from woo_gronden.ingest.layout.paragraphs import Block, find_paragraphs, reads_on, rows_of
from woo_gronden.ingest.layout.segments import Segment, find_segments
from woo_gronden.ingest.layout.writing import Writer
from woo_gronden.schema import Document, RawPage
from woo_gronden.schema.document import ParagraphKind

FURNITURE: tuple[ParagraphKind, ...] = ("header", "margin", "footer", "page_number")


@dataclass(slots=True)
class _Sheet:
    """What is kept of a page while the others are read."""

    raw: RawPage
    segments: list[Segment]


def build_document(pages: Iterable[RawPage], *, document_id: str, path: str, sha256: str) -> Document:
    """The document that ``pages`` hold, in reading order; see :mod:`woo_gronden.schema.document`.

    Args:
        pages: the pages, words that must not be read already taken out; read once, one at a time.
        document_id: key of the document in all tables.
        path: as it stands in the tables.
        sha256: of the file.
    """
    sheets = [_Sheet(_bare(page), find_segments(page)) for page in pages]
    kinds = find_kinds([(sheet.raw.width, sheet.raw.height, sheet.segments) for sheet in sheets])
    flow: list[Block] = []
    furniture: list[tuple[ParagraphKind, Block]] = []
    for sheet, own in zip(sheets, kinds, strict=True):
        number = sheet.raw.number
        of_kind = lambda kind: [s for s, k in zip(sheet.segments, own, strict=True) if k == kind]  # noqa: E731, B023
        body = find_paragraphs(rows_of(number, of_kind("body")))
        if body and flow and flow[-1].rows[-1].page == number - 1 and reads_on(flow[-1].rows[-1], body[0].rows[0]):
            flow[-1].rows.extend(body.pop(0).rows)
        flow.extend(body)
        for kind in FURNITURE:
            furniture.extend((kind, block) for block in find_paragraphs(rows_of(number, of_kind(kind))))
    writer = Writer(row.words for block in flow for row in block.rows)
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
        pages=tuple(writer.page(sheet.raw) for sheet in sheets),
        paragraphs=tuple(writer.paragraphs),
    )


def _bare(page: RawPage) -> RawPage:
    """The page without its words and marks, so that a long document stays small."""
    return RawPage(page.number, page.width, page.height, page.rotation, page.source, ())
