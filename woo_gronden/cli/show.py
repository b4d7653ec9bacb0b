"""``woo-gronden show``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from woo_gronden.cli.console import err, out, plain_errors, print_json
from woo_gronden.cli.show_dossier import print_findings, print_links

if TYPE_CHECKING:
    from rich.console import Console

    from woo_gronden.dataset import Rows

# Characters of a passage that are shown unless all is asked for: enough to judge it, few enough to read on.
_PASSAGE_CHARS = 600


def show(
    target: Annotated[
        Path, typer.Argument(metavar="FILE|RUN", help="A letter, a folder with one dossier, or a run folder.")
    ],
    full: Annotated[bool, typer.Option("--full", help="Whole passages and all rows.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The rows of all tables as JSON.")] = False,
) -> None:
    """Print what a letter decides, on which grounds, with which reasons, and what its boxes and lists say."""
    from woo_gronden.runners import Store

    with plain_errors():
        is_run = (target / "run.json").is_file()
        store = Store(target)
        done, total = store.progress()
        if not total and not is_run and store.state.is_dir():
            err.print(f"{target}: a run that has not listed its documents yet", markup=False)
            return
        if total and (done < total or not is_run):
            err.print(f"{target}: {done} of {total} documents read so far", markup=False)
        if total and not is_run:
            return
        rows = _load_run(target) if is_run else _read(target)
        if as_json:
            print_json(rows)
            return
        console = out()
        if is_run:
            _print_run(console, rows, target)
            print_links(console, rows)
            print_findings(console, rows, full)
        else:
            for document in rows["documents"]:
                _print_document(console, document, rows, full)
            print_links(console, rows)
            print_findings(console, rows, full)


def _load_run(folder: Path) -> Rows:
    from woo_gronden.dataset import load_table
    from woo_gronden.schema import TABLES

    return {name: load_table(folder, name) for name in TABLES}


def _read(target: Path) -> Rows:
    from dataclasses import asdict

    from woo_gronden.dataset import merge_rows, rows_of
    from woo_gronden.pipeline import extract

    dossier = extract(target)
    rows = merge_rows(rows_of(document, dossier_id=dossier.dossier_id) for document in dossier.documents)
    rows["findings"] = [{"dossier_id": dossier.dossier_id, **asdict(finding)} for finding in dossier.findings]
    rows["links"] = [{"dossier_id": dossier.dossier_id, **asdict(found)} for found in dossier.links]
    return rows


def _print_run(console: Console, rows: Rows, folder: Path) -> None:
    from rich.markup import escape
    from rich.table import Table

    from woo_gronden.taxonomy import get_ground

    documents = rows["documents"]
    status = Counter(row["status"] for row in documents)
    roles = Counter(row["role"] for row in documents)
    pages = sum(row["pages"] for row in documents)
    console.print(f"[bold]{escape(str(folder))}[/bold]: {len(documents)} documents, {pages} pages "
                  f"({', '.join(f'{count} {name}' for name, count in status.most_common())})")  # fmt: skip
    console.print("  " + ", ".join(f"{count} {role}" for role, count in roles.most_common()))
    outcomes = Counter(row["outcome"] or "unknown" for row in rows["decisions"])
    console.print(
        f"{len(rows['decisions'])} decisions: " + ", ".join(f"{n} {name}" for name, n in outcomes.most_common())
    )
    table = Table("ground", "", box=None, pad_edge=False)
    for name in ("letters", "passages", "boxes", "list rows"):
        table.add_column(name, justify="right")
    used = {
        "letters": Counter(g for row in rows["decisions"] for g in row["grounds_applied"]),
        "passages": Counter(g for row in rows["passages"] if row["kind"] == "motivation" for g in row["grounds"]),
        "boxes": Counter(g for row in rows["redactions"] for g in row["grounds"]),
        "list rows": Counter(g for row in rows["inventory"] for g in row["grounds"]),
    }
    for code in sorted({code for counts in used.values() for code in counts}):
        table.add_row(code, _label(code, get_ground), *(str(counts[code] or "") for counts in used.values()))
    console.print(table)
    for row in documents:
        if row["status"] == "failed":
            console.print(f"failed: {row['path']}: {row['error']}", markup=False)


def _print_document(console: Console, document: dict[str, Any], rows: Rows, full: bool) -> None:
    from rich.text import Text

    mine = {
        name: [row for row in some if row.get("document_id") == document["document_id"]] for name, some in rows.items()
    }
    console.rule(Text(document["path"]), align="left")
    source = {"native": "text layer", "ocr": "OCR", "mixed": "text layer and OCR", "none": "no text"}[
        document["text_source"]
    ]
    console.print(f"{document['role']}, {document['pages']} pages, {source}", markup=False)
    if document["error"]:
        console.print(f"  not all could be read: {document['error']}", markup=False)
    for decision in mine.get("decisions", []):
        _print_decision(console, decision, mine, full)
    _print_inventory(console, mine.get("inventory", []), full)
    _print_redactions(console, mine.get("redactions", []))


def _print_decision(console: Console, decision: dict[str, Any], mine: Rows, full: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from woo_gronden.taxonomy import get_ground

    table = Table(box=None, show_header=False, pad_edge=False)
    for name in ("authority", "law", "decision_type", "reference", "request_date", "decision_date", "outcome"):
        table.add_row(name.replace("_", " "), Text(str(decision[name] or "-")))
    console.print(table)
    applied = decision["grounds_applied"]
    console.print(f"\n[bold]Grounds applied: {len(applied)}[/bold]")
    for code in applied:
        console.print(f"\n[bold]{code}[/bold]  {_label(code, get_ground)}")
        for passage in mine["passages"]:
            if code in passage["grounds"] and passage["kind"] == "motivation":
                text = (
                    passage["text"]
                    if full or len(passage["text"]) <= _PASSAGE_CHARS
                    else passage["text"][:_PASSAGE_CHARS] + " ..."
                )
                where = f"p. {passage['page_start']}" + (
                    f"-{passage['page_end']}" if passage["page_end"] > passage["page_start"] else ""
                )
                console.print(f"  [{where}, {passage['section'] or 'no heading'}] {text}", markup=False)
    if mentioned := decision["grounds_mentioned"]:
        console.print(f"\nOnly mentioned: {', '.join(mentioned)}", markup=False)


def _print_inventory(console: Console, rows: list[dict[str, Any]], full: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    console.print(f"\n[bold]List of documents: {len(rows)}[/bold]")
    table = Table("nr", "title", "date", "assessment", "grounds", box=None, pad_edge=False)
    for row in rows if full else rows[:20]:
        values = (row["number"], row["title"], row["date"], row["assessment"], ", ".join(row["grounds"]))
        table.add_row(*(Text(str(value or "")) for value in values))
    console.print(table)
    if not full and len(rows) > 20:
        console.print(f"  ... {len(rows) - 20} more (--full)", markup=False)


def _print_redactions(console: Console, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    codes = Counter(
        ", ".join(row["grounds"]) or (f"“{row['code_raw']}”" if row["code_raw"] else "no code") for row in rows
    )
    pages = len({row["page"] for row in rows})
    console.print(f"\n[bold]Redactions: {len(rows)} on {pages} pages[/bold]")
    console.print("  " + "; ".join(f"{count} x {code}" for code, count in codes.most_common()), markup=False)


def _label(code: str, get_ground: Any) -> str:
    from woo_gronden.errors import UnknownGround

    try:
        return str(get_ground(code).label_nl)
    except UnknownGround:
        return ""
