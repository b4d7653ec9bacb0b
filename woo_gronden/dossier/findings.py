"""Checks that run over a whole dossier: where its parts disagree, or the law is not followed.

Each check says one thing, names where to look, and stays silent in doubt.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from woo_gronden.errors import UnknownGround
from woo_gronden.schema import Finding
from woo_gronden.taxonomy import Ground, get_ground

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def find_findings(tables: Tables) -> tuple[Finding, ...]:
    """The findings of one dossier.

    Args:
        tables: the rows of its documents by table name, as a run writes them.

    Returns:
        Findings in the order of the checks; within a check in the order of the documents.
    """
    checks = (
        _find_missing_provisions,
        _find_law_not_in_force,
        _find_515_beside_others,
        _find_unargued_boxes,
        _find_boxes_without_code,
        _find_recoverable_text,
    )
    return tuple(finding for check in checks for finding in check(tables))


def _find_missing_provisions(tables: Tables) -> Iterator[Finding]:
    """A provision is cited that does not exist (5.1.1i, 10.2.2)."""
    for row in tables.get("citations", ()):
        for written in row["as_written"]:
            evidence = f"page {row['page']}: “{row['text']}” names {written}, which does not exist"
            yield Finding(row["document_id"], "provision does not exist", "", evidence, "warning")


def _find_law_not_in_force(tables: Tables) -> Iterator[Finding]:
    """A ground is applied on a date on which it was not law."""
    for row in tables.get("decisions", ()):
        day = row["decision_date"]
        day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        for code in row["grounds_applied"]:
            ground = _ground(code)
            if ground and day and not ground.in_force(day):
                evidence = f"applied in a decision of {day.isoformat()}; the law was in force from {ground.valid_from}"
                evidence += f" to {ground.valid_to}" if ground.valid_to else ""
                yield Finding(row["document_id"], "law not in force on the date", code, evidence, "warning")


def _find_515_beside_others(tables: Tables) -> Iterator[Finding]:
    """Woo 5.1 paragraph 5 on the same information as paragraph 1 or 2, which paragraph 5 itself excludes."""
    fifth = get_ground("woo:5.1.5")
    for table in ("redactions", "inventory"):
        for row in tables.get(table, ()):
            beside = [g.id for g in map(_ground, row["grounds"]) if g and g.article == fifth.article and g.letter]
            if fifth.id in row["grounds"] and beside:
                place = f"page {row['page']}" if row["page"] else f"row {row['row']} of the list"
                evidence = f"{place}: {fifth.id} stands together with {', '.join(beside)}"
                yield Finding(row["document_id"], "5.1.5 beside 5.1.1 or 5.1.2", fifth.id, evidence, "warning")


def _find_unargued_boxes(tables: Tables) -> Iterator[Finding]:
    """A ground stands on boxes, and no letter in the dossier applies it."""
    decisions = tables.get("decisions", ())
    if not decisions:
        return
    letters = {row["document_id"] for row in decisions}
    argued = {code for row in decisions for code in row["grounds_applied"]}
    used: dict[str, list[Row]] = {}
    for row in tables.get("redactions", ()):
        for code in row["grounds"]:
            if code not in argued and row["document_id"] not in letters:
                used.setdefault(code, []).append(row)
    for code, rows in sorted(used.items()):
        first = rows[0]
        evidence = f"on {len(rows)} box(es), first on page {first['page']} of {first['path']}; no letter applies it"
        yield Finding(first["document_id"], "ground on boxes, not argued", code, evidence, "warning")


def _find_boxes_without_code(tables: Tables) -> Iterator[Finding]:
    """A document is blacked out and none of its boxes says on which ground."""
    paths = {row["document_id"]: row for row in tables.get("documents", ())}
    boxes, coded = Counter[str](), Counter[str]()
    for row in tables.get("redactions", ()):
        boxes[row["document_id"]] += 1
        coded[row["document_id"]] += bool(row["code_raw"])
    for document_id, count in boxes.items():
        if not coded[document_id] and paths[document_id]["role"] == "openbaar gemaakt document":
            evidence = f"{count} box(es) in {paths[document_id]['path']}, none with a code"
            yield Finding(document_id, "boxes without any code", "", evidence, "info")


def _find_recoverable_text(tables: Tables) -> Iterator[Finding]:
    """Text still stands under a box: a leak that the authority should hear of."""
    pages: dict[tuple[str, str], Counter[int]] = {}
    for row in tables.get("redactions", ()):
        if row["text_recoverable"]:
            pages.setdefault((row["document_id"], row["path"]), Counter())[row["page"]] += 1
    for (document_id, path), found in pages.items():
        where = ", ".join(str(page) for page in sorted(found))
        evidence = f"{sum(found.values())} box(es) on page(s) {where} of {path} can be read through"
        yield Finding(document_id, "text recoverable", "", evidence, "serious")


def _ground(code: str) -> Ground | None:
    try:
        return get_ground(code)
    except UnknownGround:
        return None
