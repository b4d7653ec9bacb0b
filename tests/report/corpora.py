"""A small run, made by hand, with counts that a person can check."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from woo_gronden.dataset import write_tables

# Ten decisions of two authorities: eight apply 5.1.2e or its Wob counterpart, four 5.2.1 or its counterpart.
DECISIONS = (
    *(("woo", "gemeente Wiekslag", 2023, ("woo:5.1.2e",)) for _ in range(3)),
    *(("woo", "gemeente Wiekslag", 2023, ("woo:5.1.2e", "woo:5.2.1")) for _ in range(2)),
    *(("wob", "minister van Veerkracht", 2020, ("wob:10.2e", "wob:11.1")) for _ in range(2)),
    ("wob", "minister van Veerkracht", 2020, ("wob:10.2e",)),
    *(("wob", "minister van Veerkracht", 2020, ()) for _ in range(2)),
)


def make_run(folder: Path, hostile: str = "") -> Path:
    """Write the run; ``hostile`` is added to the name of the first document."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(folder, (_rows(at, hostile if at == 0 else "") for at in range(len(DECISIONS))))
    (folder / "run.json").write_text(json.dumps({"woo_gronden": "0.1.0", "options": {"ocr": "auto"}}))
    return folder


def _rows(at: int, hostile: str) -> dict[str, list[dict[str, Any]]]:
    law, authority, year, grounds = DECISIONS[at]
    key, dossier = {"document_id": f"letter{at}"}, f"dossier{at}"
    decided = datetime.date(year, 6, 1)
    passages = [
        key | {"passage_id": f"p{at}{ground}", "page_start": 2, "page_end": 2, "char_start": 0, "char_end": 10,
               "text": "een twee drie vier " * (at + 1), "grounds": [ground], "kind": "motivation", "explicit": True,
               "method": "rule", "score": 1.0, "weighing": "weighed" if at % 2 else "stated", "section": ""}
        for ground in grounds
    ]  # fmt: skip
    return {
        "documents": [
            key | {"dossier_id": dossier, "path": f"{dossier}/besluit{hostile}.pdf", "sha256": "0" * 64, "role": "besluit",
                   "pages": 3, "text_source": "native", "status": "ok", "error": "", "words": 900},
            {"document_id": f"released{at}", "dossier_id": dossier, "path": f"{dossier}/doc.pdf", "sha256": "1" * 64,
             "role": "openbaar gemaakt document", "pages": 2, "text_source": "native", "status": "ok", "error": "",
             "words": 400, "redacted_share": at / 20, "words_redacted": 10.0 * at, "words_redacted_low": 9.0 * at,
             "words_redacted_high": 11.0 * at},
        ],
        "decisions": [
            key | {"law": law, "authority": authority, "decision_type": "besluit", "reference": f"R{at}",
                   "decision_date": decided, "request_date": decided - datetime.timedelta(days=20 + 10 * at),
                   "outcome": "deels openbaar" if grounds else "openbaar", "grounds_applied": list(grounds),
                   "grounds_mentioned": []},
        ],
        "passages": passages,
        "redactions": [
            {"document_id": f"released{at}", "path": f"{dossier}/doc.pdf", "page": 1, "x0": 0.0, "y0": 0.0, "x1": 9.0,
             "y1": 9.0, "page_width": 595.0, "page_height": 842.0, "kind": "black", "detector": "shape",
             "code_raw": None, "grounds": list(grounds[:1]), "score": 0.9, "text_recoverable": False}
        ],
        "findings": [
            {"dossier_id": dossier, "document_id": f"letter{at}", "kind": "boxes without any code", "ground": "",
             "evidence": "page 1", "severity": "warning", "sentence": f"Op bladzijde 1 van {dossier} staat geen code."}
        ] if not grounds else [],
    }  # fmt: skip
