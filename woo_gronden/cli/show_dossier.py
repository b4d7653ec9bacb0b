"""What ``show`` prints of a dossier as a whole: how much of it was joined, and where its parts disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from woo_gronden.dataset import Rows

# Findings that are shown unless all are asked for.
_FINDINGS = 30
# The gravest first.
_SEVERITIES = ("serious", "warning", "info")
# Rows of a list whose documents are given out.
_GIVEN_OUT = ("openbaar", "deels openbaar")


def print_links(console: Console, rows: Rows) -> None:
    """Counts of what was joined, and of what stayed open."""
    links = rows.get("links", [])
    boxes, documents = ({_place(row): row for row in links if row["kind"] == kind} for kind in ("box", "document"))
    if boxes or documents:
        console.print("\n[bold]Joined[/bold]")
    if documents:
        _print_counts(
            console, "documents made public", documents.values(), {"a list row": lambda r: r["row"] is not None}
        )
    if boxes:
        grounded = {_place(row) for row in links if row["kind"] == "box" and row["ground"]}
        argued = {_place(row) for row in links if row["kind"] == "box" and row["passages"]}
        have = {
            "a ground": lambda row: _place(row) in grounded,
            "a list row": lambda row: row["row"] is not None,
            "reasons in the letter": lambda row: _place(row) in argued,
        }
        _print_counts(console, "boxes on them", boxes.values(), have)
    given = [row for row in rows.get("inventory", []) if row["assessment"] in _GIVEN_OUT]
    if given:
        reached = {(row["list_id"], row["row"]) for row in documents.values()}
        have = {"their document": lambda row: (row["document_id"], row["row"]) in reached}
        _print_counts(console, "list rows given out", given, have)


def print_findings(console: Console, rows: Rows, full: bool) -> None:
    """Findings, the gravest first: where to look, and what stands there in a sentence."""
    found = sorted(rows.get("findings", []), key=lambda row: _SEVERITIES.index(row["severity"]))
    if not found:
        return
    paths = {row["document_id"]: row["path"] for row in rows["documents"]}
    console.print(f"\n[bold]Findings: {len(found)}[/bold]")
    for (_, severity, kind), count in sorted(Counter(_kind(row) for row in found).items()):
        console.print(f"  {severity:8s} {count:4d}  {kind}", markup=False)
    for row in found if full else found[:_FINDINGS]:
        page = f", page {row['page']}" if row["page"] else ""
        console.print(f"\n{row['severity']}: {row['kind']} {row['ground']}".rstrip(), markup=False)
        console.print(f"  {paths.get(row['document_id'], row['document_id'])}{page}", markup=False)
        console.print(f"  {row['sentence'] or row['evidence']}", markup=False)
    if not full and len(found) > _FINDINGS:
        console.print(f"\n  ... {len(found) - _FINDINGS} more (--full)", markup=False)


def _print_counts(
    console: Console, name: str, rows: Collection[dict[str, Any]], have: Mapping[str, Callable[[dict[str, Any]], bool]]
) -> None:
    parts = []
    for what, has in have.items():
        count = sum(map(has, rows))
        parts.append(f"{count} with {what}" + (f", {len(rows) - count} without" if count < len(rows) else ""))
    console.print(f"  {len(rows)} {name}: {'; '.join(parts)}", markup=False)


def _kind(row: dict[str, Any]) -> tuple[int, str, str]:
    return _SEVERITIES.index(row["severity"]), row["severity"], row["kind"]


def _place(row: dict[str, Any]) -> tuple[str, int, int, Any]:
    # A file that holds several documents is linked to each; a box with several grounds is one box.
    return row["document_id"], row["page_start"], row["box"], None if row["kind"] == "box" else row["row"]
