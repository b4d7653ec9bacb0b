"""For those who have no annotation tool: JSON Lines to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from woo_gronden.annotation.marks import Mark
from woo_gronden.annotation.records import read_lines, write_lines
from woo_gronden.annotation.sample import Item
from woo_gronden.annotation.units import Unit
from woo_gronden.errors import GoldError
from woo_gronden.schema import Annotation

TOOL = "jsonl"


def write_plain(path: Path, items: Sequence[Item], *, suggestions: bool) -> None:
    """A line an item, with ``kind``, ``grounds``, ``annotator``, ``annotated_at`` and ``note`` left to fill in."""
    write_lines(path, (_row(item, suggestions) for item in items))


def _row(item: Item, suggestions: bool) -> dict[str, Any]:
    return {
        "document_id": item.document_id,
        "document_sha256": item.document_sha256,
        "text_sha256": item.text_sha256,
        "char_start": item.char_start,
        "char_end": item.char_end,
        "path": item.path,
        "page": item.page_start,
        "section": item.section,
        "text": item.text,
        "kind": item.kind if suggestions else "",
        "grounds": list(item.grounds) if suggestions else [],
        "annotator": "",
        "annotated_at": "",
        "note": "",
    }


def settle_row(unit: Unit) -> dict[str, Any]:
    """A line for a stretch on which people differ, with what each ``said``; the rest as in a line given out."""
    a = unit.place
    place = ("document_id", "document_sha256", "text_sha256", "char_start", "char_end", "text")
    blank = {"kind": "", "grounds": [], "annotator": "", "annotated_at": "", "note": ""}
    said = {name: spell_out(annotation) for name, annotation in sorted(unit.said.items())}
    return {name: getattr(a, name) for name in place} | {"said": said} | blank


def spell_out(annotation: Annotation) -> str:
    """Kind, grounds and note in one line, for a person to read."""
    note = f" ({annotation.note})" if annotation.note else ""
    return ", ".join([annotation.kind, *annotation.grounds]) + note


def read_plain(path: Path, annotator: str, annotated_at: str) -> Iterator[Mark]:
    """The lines whose ``kind`` is filled in.

    Args:
        path: the file.
        annotator: for lines that name none.
        annotated_at: for lines that have none.

    Raises:
        GoldError: a line is no JSON object of this form.
    """
    for number, line in enumerate(read_lines(path), 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("kind"):
                yield Mark(
                    where, str(row["document_id"]), str(row["document_sha256"]), str(row["text_sha256"]),
                    int(row["char_start"]), int(row["char_end"]), str(row["text"]), str(row["kind"]),
                    tuple(map(str, row["grounds"])), row.get("annotator") or annotator,
                    row.get("annotated_at") or annotated_at, row.get("tool") or TOOL, row.get("note") or "",
                )  # fmt: skip
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise GoldError(f"{where}: not a line of 'annotate export --format jsonl': {error!r}") from error
