"""What is true of the made files, told from their sources and from where the layout put things."""

from __future__ import annotations

import re
from typing import Any

from demo_maker.boxes import Box
from demo_maker.flow import Flow
from demo_maker.markup import Block, Source, split_row

_ASSESSMENTS = {
    "openbaar": "openbaar",
    "volledig openbaar": "openbaar",
    "ja": "openbaar",
    "deels openbaar": "deels openbaar",
    "gedeeltelijk openbaar": "deels openbaar",
    "deels": "deels openbaar",
    "niet openbaar": "niet openbaar",
    "geweigerd": "niet openbaar",
    "nee": "niet openbaar",
    "reeds openbaar": "reeds openbaar",
}
_CODE_BREAK = re.compile(r"\s*(?:[;,/]|\ben\b)\s*")
_CODE = re.compile(r"(?:5|10|11)\.\d[0-9a-i.]*")


def code_grounds(code: str | None, law: str, legend: dict[str, str]) -> list[str]:
    """Ground ids of a printed code; ``legend`` says what codes of a letter's own making mean."""
    ids: list[str] = []
    for part in _CODE_BREAK.split(code or ""):
        if part in legend:
            ids.append(legend[part])
        elif _CODE.fullmatch(part):
            ids.append(f"{law}:" + re.sub(r"\.([a-i])$", r"\1", part))
    return list(dict.fromkeys(ids))


def _iso(printed: str) -> str | None:
    found = re.fullmatch(r"(\d\d?)-(\d\d?)-(\d{4})", printed)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else None


def inventory_rows(block: Block, law: str, legend: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of an inventory table."""
    roles = block.options["inventory"].split(",")
    rows = []
    for line in block.lines[1:]:
        cells = dict(zip(roles, split_row(line), strict=True))
        assessment = _ASSESSMENTS.get(cells.get("assessment", "").lower())
        for role, value in (("open", "openbaar"), ("part", "deels openbaar"), ("none", "niet openbaar")):
            if cells.get(role, "").lower() == "x":
                assessment = value
        rows.append(
            {
                "number": cells["number"],
                "title": cells["title"],
                "date": _iso(cells.get("date", "")),
                "assessment": assessment,
                "grounds": code_grounds(cells.get("grounds"), law, legend),
            }
        )
    return rows


def _plain(block: Block) -> str:
    return " ".join(part for part in (block.text, *block.lines) if part)


def passages(flow: Flow) -> list[dict[str, Any]]:
    """The marked paragraphs of a letter, those that go on joined."""
    found: list[dict[str, Any]] = []
    for placed in flow.placed:
        mark = placed.block.mark
        if not mark:
            continue
        if mark == "+":
            found[-1]["text"] += " " + _plain(placed.block)
            continue
        words = mark.split()
        found.append(
            {
                "grounds": [word for word in words if ":" in word],
                "kind": "norm" if "norm" in words else "motivation",
                "explicit": "implicit" not in words,
                "page": placed.page,
                "text": _plain(placed.block),
            }
        )
    return found


def letter_truth(source: Source, flow: Flow, legend: dict[str, str]) -> dict[str, Any]:
    """The annotation of one letter, or of a list that stands in a file of its own (``is_decision`` false)."""
    given = source.head.get("truth", {})
    law = source.head["law"]
    blocks = [placed.block for placed in flow.placed]
    tables = [block for block in blocks if block.kind == "table" and "inventory" in block.options]
    return {
        "id": source.name,
        "is_decision": bool(given),
        "law": law,
        "authority": given.get("authority", source.head.get("author")),
        "decision_type": given.get("decision_type"),
        "reference": given.get("reference"),
        "decision_date": given.get("decision_date"),
        "request_date": given.get("request_date"),
        "request_date_kind": given.get("request_date_kind", "made" if given else None),
        "outcome": given.get("outcome"),
        "grounds_applied": given.get("grounds_applied", []),
        "grounds_mentioned_only": given.get("grounds_mentioned_only", []),
        "passages": passages(flow),
        "inventory": [row for table in tables for row in inventory_rows(table, law, legend)],
        "sections": [
            {"heading": placed.block.text, "page": placed.page, "role": placed.block.options["role"]}
            for placed in flow.placed
            if placed.block.kind in ("heading", "subheading")
        ],
        "findings": given.get("findings", []),
        "notes": given.get("notes", ""),
    }


def page_truth(
    boxes: list[Box], pages: list[tuple[float, float]], law: str, legend: dict[str, str]
) -> list[dict[str, Any]]:
    """Every page of a file with its boxes; a page without any is listed too."""
    out = []
    for number, (width, height) in enumerate(pages, 1):
        here = sorted((box for box in boxes if box.page == number), key=lambda box: (box.y0, box.x0))
        out.append(
            {
                "page": number,
                "page_width": width,
                "page_height": height,
                "boxes": [
                    {
                        "id": f"{number}.{n}",
                        "x0": box.x0,
                        "y0": box.y0,
                        "x1": box.x1,
                        "y1": box.y1,
                        "kind": box.kind,
                        "code": box.code,
                        "grounds": code_grounds(box.code, law, legend),
                        "recoverable": box.recoverable,
                    }
                    for n, box in enumerate(here, 1)
                ],
            }
        )
    return out


def links(
    path: str,
    boxes: list[Box],
    pages: int,
    letter: dict[str, Any],
    inventory: tuple[str, list[dict[str, Any]]],
    legend: dict[str, str],
) -> list[dict[str, Any]]:
    """Box to inventory row to ground, for the boxes of released documents."""
    where, rows = inventory
    reasons = [passage for passage in letter["passages"] if passage["kind"] == "motivation"]
    argued = {ground for passage in reasons for ground in passage["grounds"]}
    out = []
    for number in range(1, pages + 1):
        here = sorted((box for box in boxes if box.page == number), key=lambda box: (box.y0, box.x0))
        for n, box in enumerate(here, 1):
            if not box.row:
                continue
            listed: list[str] = next((row["grounds"] for row in rows if row["number"] == box.row), [])
            grounds = code_grounds(box.meant, letter["law"], legend)
            out.append(
                {
                    "file": path,
                    "page": number,
                    "box": f"{number}.{n}",
                    "inventory": where,
                    "number": box.row,
                    "grounds": grounds,
                    "in_row": set(grounds) <= set(listed),
                    "argued": set(grounds) <= argued,
                    "letter": letter["id"],
                }
            )
    return out
