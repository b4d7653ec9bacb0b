"""Values to rows: what one document adds to each table of a run."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from woo_gronden.schema import BBox, Decision, Document, Extent, Extraction, Fact, Passage, Redaction, Section, union
from woo_gronden.taxonomy import law_on

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# A hundredth of a point is finer than any page is printed, and keeps tables small and equal across machines.
_POINT_DECIMALS = 2
_SCORE_DECIMALS = 4


def rows_of(extraction: Extraction, *, dossier_id: str) -> Rows:
    """The rows that one document adds, by table; dates as ISO strings, boxes rounded to a hundredth of a point."""
    document = extraction.document
    key = {"document_id": document.document_id}
    decision = extraction.decision
    return {
        "documents": [key | {"dossier_id": dossier_id} | _document(extraction)],
        "pages": _page_rows(extraction),
        "decisions": [key | _decision(decision)] if decision else [],
        "facts": [key | _fact(fact, document) for fact in decision.facts] if decision else [],
        "sections": [key | {"heading": s.heading, "role": s.role} | _place(s, document) for s in extraction.sections],
        "passages": [
            key
            | {"passage_id": p.id_in(document.document_id)}
            | _place(p, document)
            | {"text": p.text, "section": p.section, "grounds": list(p.grounds), "kind": p.kind}
            | {"explicit": p.explicit, "method": p.method, "score": round(p.score, _SCORE_DECIMALS)}
            | {"weighing": p.weighing, "interests": list(p.interests)}
            for p in extraction.passages
        ],
        "citations": [
            key
            | {"page": c.page, "text": c.text, "grounds": list(c.grounds)}
            | _span(c.start, c.end, document)
            | {"status": c.status, "as_written": list(c.as_written), "method": c.method}
            for c in extraction.citations
        ],
        "redactions": redaction_rows(extraction.redactions, document.document_id, document.path),
        "inventory": [
            key
            | {"row": i.row, "number": i.number, "title": i.title, "date": _iso(i.date)}
            | {"assessment": i.assessment, "grounds": list(i.grounds), "page": i.page, "method": i.method}
            | {"boxes": _page_boxes([(i.page, i.bbox)] if i.bbox else [])}
            for i in extraction.inventory
        ],
        "legends": [
            key | {"mark": line.mark, "grounds": list(line.grounds), "page": line.page} for line in extraction.legend
        ],
        "parts": [
            key
            | {"page_start": p.page_start, "page_end": p.page_end, "role": p.role, "numbers": list(p.numbers)}
            | {"title": p.title, "score": round(p.score, _SCORE_DECIMALS), "why": p.why}
            for p in extraction.parts
        ],
    }


def redaction_rows(redactions: Sequence[Redaction], document_id: str, path: str) -> list[Row]:
    """One row a region, as in the table ``redactions``."""
    return [
        {"document_id": document_id, "path": path, "page": r.page}
        | _box(r.bbox)
        | {"page_width": round(r.page_width, _POINT_DECIMALS), "page_height": round(r.page_height, _POINT_DECIMALS)}
        | {"kind": r.kind, "detector": "+".join(r.detectors), "code_raw": r.code_raw, "grounds": list(r.grounds)}
        | {"score": round(r.score, _SCORE_DECIMALS), "text_recoverable": r.text_recoverable}
        for r in redactions
    ]


def merge_rows(documents: Iterable[Rows]) -> Rows:
    """The rows of several documents together, each table in the documents' order."""
    merged: Rows = {}
    for rows in documents:
        for name, some in rows.items():
            merged.setdefault(name, []).extend(some)
    return merged


def failed_rows(document_id: str, dossier_id: str, path: str, sha256: str, error: str) -> Rows:
    """The rows of a document that could not be read at all."""
    row: Row = {
        "document_id": document_id,
        "dossier_id": dossier_id,
        "path": path,
        "sha256": sha256,
        "role": "overig",
        "pages": 0,
        "text_source": "none",
        "status": "failed",
        "error": error,
        "ocr_pages": 0,
        "words": 0,
    }
    return {"documents": [row]}


def _document(extraction: Extraction) -> Row:
    document = extraction.document
    error = "; ".join(f"{failure.stage}: {failure.message}" for failure in extraction.failures)
    return {
        "path": document.path,
        "sha256": document.sha256,
        "role": extraction.role,
        "pages": len(document.pages),
        "text_source": document.text_source,
        "status": "partial" if error else "ok",
        "error": error,
        "ocr_pages": sum(page.text_source == "ocr" for page in document.pages),
        "words": sum(len(page.words) for page in document.pages),
        **(_extent(extraction.extent) if extraction.extent else {}),
        "text_sha256": document.text_sha256,
    }


def _decision(decision: Decision) -> Row:
    return {
        "law": decision.law,
        "law_in_force": law_on(decision.decision_date) if decision.decision_date else None,
        "authority": decision.authority,
        "authority_id": decision.authority_id,
        "authority_kind": decision.authority_kind,
        "decision_type": decision.decision_type,
        "reference": decision.reference,
        "decision_date": _iso(decision.decision_date),
        "request_date": _iso(decision.request_date),
        "receipt_date": _iso(decision.receipt_date),
        "outcome": decision.outcome,
        "grounds_applied": list(decision.grounds_applied),
        "grounds_mentioned": list(decision.grounds_mentioned),
        "documents_count": decision.documents_count,
        "extended": decision.extended,
        "third_parties_heard": decision.third_parties_heard,
        "remedy": decision.remedy,
    }


def _fact(fact: Fact, document: Document) -> Row:
    page = document.pages_of(fact.start, fact.end)[0] if fact.start >= 0 else 0
    return {"name": fact.name, "value": fact.value, "page": page, "method": fact.method} | _span(
        fact.start, fact.end, document
    )


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _page_rows(extraction: Extraction) -> list[Row]:
    leaks = Counter(r.page for r in extraction.redactions if r.text_recoverable)
    document = extraction.document
    return [
        {"document_id": document.document_id, "page": page.number, "text_source": page.text_source}
        | {"words": len(page.words), "redactions": extent.redactions, "recoverable": leaks[page.number]}
        | _extent(extent)
        for page, extent in zip(document.pages, extraction.extents, strict=True)
    ]


def _extent(extent: Extent) -> Row:
    return {
        "redacted_share": round(extent.share, _SCORE_DECIMALS),
        "words_redacted": round(extent.words, 1),
        "words_redacted_low": round(extent.low, 1),
        "words_redacted_high": round(extent.high, 1),
    }


def _place(claim: Section | Passage, document: Document) -> Row:
    return {"page_start": claim.page_start, "page_end": claim.page_end} | _span(claim.start, claim.end, document)


def _span(start: int, end: int, document: Document) -> Row:
    return {"char_start": start, "char_end": end, "boxes": _page_boxes(document.boxes_of(start, end))}


def _box(box: BBox) -> Row:
    return {name: round(float(value), _POINT_DECIMALS) for name, value in zip(BBox._fields, box, strict=True)}


def _page_boxes(lines: Iterable[tuple[int, BBox]]) -> list[Row]:
    by_page: dict[int, list[BBox]] = {}
    for page, box in lines:
        by_page.setdefault(page, []).append(box)
    return [{"page": page} | _box(union(boxes)) for page, boxes in sorted(by_page.items())]
