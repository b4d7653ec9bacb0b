"""A small run on disk, as ``run`` writes it: a letter, its list, two documents, one taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from woo_gronden.dataset import write_tables


def _file(number: int, role: str, **more: Any) -> dict[str, Any]:
    row = {
        "document_id": f"d{number}",
        "dossier_id": "corpus/een",
        "path": f"corpus/een/{number}.pdf",
        "sha256": "0" * 64,
        "role": role,
        "pages": number,
        "text_source": "native",
        "status": "ok",
        "error": "",
        "ocr_pages": 0,
        "words": 10,
        "redacted_share": 0.25,
        "source": "woogle:nl.gm9999.2i",
        "source_record": "nl.gm9999.2i.2024.7",
        "source_url": f"https://gemeente.example/{number}.pdf",
        "retrieved_at": "2026-01-01T00:00:00Z",
        "withdrawn_at": "",
    }
    return row | more


def _row(number: int, assessment: str | None, *grounds: str) -> dict[str, Any]:
    return {
        "document_id": "d2",
        "row": number,
        "number": str(number),
        "title": f"Brief {number}",
        "date": f"2024-01-0{number}",
        "assessment": assessment,
        "grounds": list(grounds),
        "page": 1,
        "method": "table",
    }


def _link(document: int, row: int | None) -> dict[str, Any]:
    return {
        "dossier_id": "corpus/een",
        "kind": "document",
        "document_id": f"d{document}",
        "list_id": "d2" if row else None,
        "row": row,
        "passages": [],
    }


def _letter(number: int, kind: str, outcome: str, day: str, *grounds: str) -> dict[str, Any]:
    return {
        "document_id": f"d{number}",
        "law": "woo",
        "authority": "gemeente Veldermeer",
        "decision_type": kind,
        "reference": f"Z{number}",
        "decision_date": day,
        "request_date": f"2024-02-0{number}",
        "outcome": outcome,
        "grounds_applied": list(grounds),
        "grounds_mentioned": ["woo:5.1.1"],
    }


def write_given(folder: Path, **of_files: Any) -> Path:
    """Write the run; ``of_files`` replaces columns in every row of ``documents``."""
    folder.mkdir()
    documents = [
        _file(1, "besluit", **of_files),
        _file(2, "inventarislijst", **of_files),
        _file(3, "openbaar gemaakt document", **of_files),
        _file(4, "openbaar gemaakt document", **of_files),
        _file(5, "openbaar gemaakt document", withdrawn_at="2026-02-01T00:00:00Z"),
        _file(6, "besluit", **of_files),
    ]
    boxes = [("d1", "woo:5.1.2e"), ("d4", "woo:5.1.2i"), ("d4", "woo:5.1.2e"), ("d4", "woo:5.1.2e")]
    rows = {
        "documents": documents,
        "decisions": [
            _letter(1, "besluit", "deels openbaar", "2024-03-04", "woo:5.1.2e", "woo:5.1.2i"),
            _letter(6, "verdaging", "overig", "2024-04-01"),
        ],
        "inventory": [
            _row(1, "deels openbaar", "woo:5.1.2e"),
            _row(2, "niet openbaar", "woo:5.2.1", "woo:5.1"),
        ],
        "links": [_link(3, 1), _link(4, None)],
        "redactions": [{"document_id": name, "grounds": [ground]} for name, ground in boxes],
    }
    write_tables(folder, [rows])
    (folder / "run.json").write_text(json.dumps({"woo_gronden": "9.9"}), encoding="utf-8")
    return folder
