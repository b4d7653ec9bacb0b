"""Rows of a made-up dossier, as the tables have them."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def document(name: str, role: str = "openbaar gemaakt document", pages: int = 3) -> Row:
    return {"document_id": name, "path": f"dossier/{name}.pdf", "role": role, "pages": pages, "status": "ok"} | {
        "text_source": "native"
    }


def letter(name: str = "besluit", applied: tuple[str, ...] = (), **more: Any) -> Row:
    row = {"document_id": name, "law": "woo", "decision_type": "besluit", "decision_date": "2024-03-01"}
    return row | {"grounds_applied": list(applied), "grounds_mentioned": []} | more


def row(number: str, title: str = "", *grounds: str, at: int = 0, **more: Any) -> Row:
    base = {"document_id": "besluit", "row": at or int(number or 1), "number": number, "title": title, "date": None}
    return base | {"assessment": "deels openbaar", "grounds": list(grounds), "page": 1} | more


def box(name: str, code: str | None = None, *grounds: str, page: int = 1, **more: Any) -> Row:
    base = {
        "document_id": name,
        "path": f"dossier/{name}.pdf",
        "page": page,
        "code_raw": code,
        "grounds": list(grounds),
    }
    return base | {"score": 0.95, "text_recoverable": False, "detector": "shape", "kind": "black"} | more


def passage(text: str, *grounds: str, name: str = "besluit", **more: Any) -> Row:
    base = {
        "document_id": name,
        "passage_id": f"p{abs(hash((text, grounds))) % 10**6}",
        "text": text,
        "kind": "motivation",
    }
    return base | {"grounds": list(grounds), "explicit": True, "weighing": "stated", "page_start": 2} | more


def citation(text: str, *grounds: str, written: tuple[str, ...] = (), status: str = "applied", at: int = 10) -> Row:
    base = {"document_id": "besluit", "page": 2, "char_start": at, "char_end": at + len(text), "text": text}
    return base | {"grounds": list(grounds), "status": status, "as_written": list(written)}


def section(role: str, start: int, end: int) -> Row:
    return {"document_id": "besluit", "role": role, "char_start": start, "char_end": end}


def key(name: str, **marks: str) -> list[Row]:
    return [{"document_id": name, "mark": m, "grounds": [g], "page": 1} for m, g in marks.items()]


def part(name: str, start: int, end: int, numbers: tuple[str, ...], title: str = "") -> Row:
    role = "openbaar gemaakt document"
    return {"document_id": name, "page_start": start, "page_end": end, "role": role, "numbers": list(numbers)} | {
        "title": title
    }
