"""Runs made up for the tests and the benchmark: as many dossiers as asked for, each a letter, a list and a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from woo_gronden.dataset import Row, Rows, write_tables

AUTHORITIES = ("gemeente Wiekslag", "minister van Veerkracht", "waterschap Grote Beek", "provincie Middenland")
NAME = "Tjitske Oldenhuis"
"""A private person who stands in every column of free text."""

_DAY = "2026-03-05"


def write_run(folder: Path, dossiers: int, edit: Callable[[Rows], Rows] = lambda rows: rows, **about: Any) -> Path:
    """A run of so many dossiers; ``edit`` may change the rows of each, ``about`` what ``run.json`` says."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = write_tables(folder, (edit(rows) for rows in _dossiers(dossiers)))
    said = {
        "woo_gronden": "0.1.0",
        "date": _DAY,
        "versions": {"python": "3.11"},
        "documents": tables["documents"],
        "failed": 0,
        "pages": 6 * dossiers,
        "options": {"ocr": "auto", "model": None},
    }
    (folder / "run.json").write_text(json.dumps(said | about), encoding="utf-8")
    return folder


def _dossiers(count: int) -> Iterator[Rows]:
    for number in range(count):
        yield dossier_rows(number)


def dossier_rows(number: int) -> Rows:
    """The rows of one dossier."""
    name = f"bron/{number:06d}"
    letter, listed, shown = (f"{number:015x}{kind}" for kind in "abc")
    box = [{"page": 1, "x0": 70.0, "y0": 100.0, "x1": 500.0, "y1": 140.0}]
    ends = {"page_start": 1, "page_end": 1, "boxes": box}
    return {
        "documents": [
            _document(letter, name, "besluit", number),
            _document(listed, name, "inventarislijst", number),
            _document(shown, name, "openbaar gemaakt document", number),
        ],
        "pages": [{"document_id": letter, "page": page, "text_source": "native", "words": 200} for page in (1, 2)],
        "decisions": [
            {"document_id": letter, "law": "woo", "authority": AUTHORITIES[number % len(AUTHORITIES)]}
            | {"decision_type": "besluit", "decision_date": "2024-06-13", "outcome": "deels openbaar"}
            | {"reference": f"Z/{number}", "grounds_applied": ["woo:5.1.2e"], "grounds_mentioned": ["woo:5.1.2i"]}
        ],
        "facts": [
            {"document_id": letter, "name": "authority", "value": f"namens deze, {NAME}", "page": 1, "method": "rule"}
            | {"char_start": 10, "char_end": 20, "boxes": box},
            {"document_id": letter, "name": "decision_date", "value": "2024-06-13", "page": 1, "method": "rule"}
            | {"char_start": 5, "char_end": 9, "boxes": box},
        ],
        "sections": [
            {"document_id": letter, "heading": f"Zienswijze {NAME}", "role": "views"}
            | ends
            | {"char_start": 100 * n, "char_end": 100 * n + 90}
            for n in range(3)
        ],
        "passages": [_passage(letter, number, n, ends) for n in range(3)],
        "citations": [
            {"document_id": letter, "page": 1, "char_start": 100 * n + 10, "char_end": 100 * n + 30, "boxes": box}
            | {"text": f"artikel 5.1.2e ({NAME})", "grounds": ["woo:5.1.2e"], "status": "applied"}
            | {"as_written": [], "method": "article"}
            for n in range(6)
        ],
        "redactions": [_redaction(shown, name, n) for n in range(20)],
        "inventory": [
            {"document_id": listed, "row": n, "number": str(n), "title": f"E-mail van {NAME}", "date": "2023-01-02"}
            | {"assessment": "deels openbaar", "grounds": ["woo:5.1.2e"], "page": 1, "boxes": box, "method": "table"}
            for n in range(1, 6)
        ],
        "legends": [{"document_id": letter, "mark": "J", "grounds": ["woo:5.1.2e"], "page": 1}],
        "parts": [
            {"document_id": shown, "page_start": 1, "page_end": 2, "role": "openbaar gemaakt document"}
            | {"numbers": ["1", ""], "title": f"Brief aan {NAME}", "score": 1.0, "why": "first page"}
        ],
        "links": [
            {"dossier_id": name, "kind": "box", "document_id": shown, "page_start": 1, "page_end": 1, "box": 1}
            | {"ground": "woo:5.1.2e", "list_id": listed, "row": 1, "number": "1", "letter_id": letter}
            | {"passages": [f"{number}-0"], "in_row": True, "argued": True, "evidence": f"brief {NAME}", "score": 0.9}
        ],
        "findings": [
            {"dossier_id": name, "document_id": letter, "kind": "ground never argued", "ground": "woo:5.1.2i"}
            | {"evidence": f"{NAME}, page 1", "severity": "info"}
        ],
    }


def edited(table: str, number: int, **changes: Any) -> Callable[[Rows], Rows]:
    """An edit of every row of ``table`` in dossier ``number``."""

    def edit(rows: Rows) -> Rows:
        if rows["documents"][0]["document_id"] == f"{number:015x}a":
            rows[table] = [row | changes for row in rows[table]]
        return rows

    return edit


def _document(document_id: str, dossier: str, role: str, number: int) -> Row:
    return {
        "document_id": document_id,
        "dossier_id": dossier,
        "path": f"{dossier}/{role} {NAME}.pdf",
        "sha256": f"{number:063x}{document_id[-1]}",
        "role": role,
        "pages": 2,
        "text_source": "native",
        "status": "ok",
        "error": "",
        "ocr_pages": 0,
        "words": 400,
        "words_redacted": 12.0,
        "withdrawn_at": "",
    }


def _passage(document_id: str, number: int, place: int, ends: Row) -> Row:
    start = f"Ik maak de naam van {NAME} niet openbaar. "
    text = (start + "Het belang van de persoonlijke levenssfeer weegt zwaarder. " * 3)[:90]
    return (
        {"document_id": document_id, "passage_id": f"{number}-{place}", "text": text, "section": f"Over {NAME}"}
        | ends
        | {"char_start": 100 * place, "char_end": 100 * place + 90, "grounds": ["woo:5.1.2e"], "kind": "motivation"}
        | {"explicit": True, "method": "rule:cited", "score": 0.95, "weighing": "weighed"}
    )


def _redaction(document_id: str, dossier: str, place: int) -> Row:
    return {
        "document_id": document_id,
        "path": f"{dossier}/openbaar gemaakt document {NAME}.pdf",
        "page": 1 + place % 2,
        "x0": 100.0,
        "y0": 20.0 * place,
        "x1": 200.0,
        "y1": 20.0 * place + 10,
        "page_width": 595.0,
        "page_height": 842.0,
        "kind": "black",
        "detector": "shape",
        "code_raw": f"5.1.2e {NAME}",
        "grounds": ["woo:5.1.2e"],
        "score": 0.97,
        "text_recoverable": False,
    }
