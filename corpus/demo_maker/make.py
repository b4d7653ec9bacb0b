"""Makes all files of the demo corpus and their truth."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_maker.flow import Flow
from demo_maker.letterheads import furnish, theme_of
from demo_maker.markup import Source, load_source, split_row
from demo_maker.pdf import PdfFile
from demo_maker.scan import scan_pages
from demo_maker.truth import inventory_rows, letter_truth, links, page_truth
from demo_maker.xlsx import sheet_bytes

SOURCES = Path(__file__).parent / "sources"
# What a source of each kind is in a dossier; a source may say otherwise.
ROLES = {
    "letter": "besluit",
    "inventory": "inventarislijst",
    "sheet": "inventarislijst",
    "document": "openbaar gemaakt document",
    "annex": "bijlage wettekst",
}
REPOSITORY = Path(__file__).parent.parent.parent


@dataclass
class Made:
    """One made PDF."""

    source: Source
    flow: Flow
    data: bytes


def make_pdf(source: Source) -> Made:
    """Lay out one source and write it as PDF bytes."""
    flow = Flow(theme_of(source.head))
    flow.row = str(source.head.get("number", ""))
    flow.lay(source.blocks)
    furnish(flow, source.head)
    file = PdfFile(source.head["title"], source.head["author"], source.head["created"], flow.pages)
    if "scan" in source.head:
        file.pages, flow.boxes = scan_pages(file.to_bytes(), flow.boxes, source.head["scan"])
    return Made(source, flow, file.to_bytes())


def make_sheet(source: Source) -> bytes:
    """The first table of a source as a spreadsheet, the lines before it as rows of their own."""
    table = next(block for block in source.blocks if block.kind == "table")
    above = [[line] for line in source.head.get("above", [])]
    rows = above + [split_row(line) for line in table.lines]
    widths = [float(share) for share in table.options["widths"].split(",")]
    return sheet_bytes(rows, source.head["sheet"], widths, len(above) + 1)


def make_dossier(folder: Path, corpus: Path, annotations: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Write one dossier; returns its boxes by file, and its links."""
    sources = [load_source(path) for path in sorted(folder.glob("*.txt"))]
    target = corpus / folder.name
    target.mkdir(parents=True, exist_ok=True)
    legend: dict[str, str] = next((s.head["codes"] for s in sources if "codes" in s.head), {})
    made: list[tuple[str, Made]] = []
    letters: list[dict[str, Any]] = []
    inventories: list[tuple[str, list[dict[str, Any]]]] = []
    for source in sources:
        law = source.head["law"]
        if source.head["kind"] == "sheet":
            name = f"{folder.name}/{source.name}.xlsx"
            (corpus / name).write_bytes(make_sheet(source))
            table = next(block for block in source.blocks if block.kind == "table")
            truth = {"id": source.name, "is_decision": False, "law": law, "authority": source.head["author"]}
            truth["inventory"] = inventory_rows(table, law, legend)
            write_json(annotations / f"{source.name}.json", truth)
            inventories.append((name, truth["inventory"]))
            continue
        piece = make_pdf(source)
        name = f"{folder.name}/{source.name}.pdf"
        (corpus / name).write_bytes(piece.data)
        made.append((name, piece))
        if source.head["kind"] in ("letter", "inventory"):
            truth = letter_truth(source, piece.flow, legend)
            write_json(annotations / f"{source.name}.json", truth)
            if truth["inventory"]:
                inventories.append((name, truth["inventory"]))
            if truth["is_decision"]:
                letters.append(truth)
    return _boxes_and_links(made, letters, inventories, legend)


def _boxes_and_links(
    made: list[tuple[str, Made]],
    letters: list[dict[str, Any]],
    inventories: list[tuple[str, list[dict[str, Any]]]],
    legend: dict[str, str],
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    boxes: dict[str, Any] = {}
    joined: list[dict[str, Any]] = []
    for name, piece in made:
        sizes = [(page.width, page.height) for page in piece.flow.pages]
        boxes[name] = page_truth(piece.flow.boxes, sizes, piece.source.head["law"], legend)
        if inventories:
            joined += links(name, piece.flow.boxes, len(sizes), letters[-1], inventories[0], legend)
    return boxes, joined


def write_json(path: Path, value: object) -> None:
    """Write JSON the same way everywhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def document_roles(folder: Path) -> dict[str, str]:
    """What each made file of a dossier is, by its path under ``corpus/demo``."""
    roles = {}
    for source in (load_source(path) for path in sorted(folder.glob("*.txt"))):
        kind = source.head["kind"]
        suffix = "xlsx" if kind == "sheet" else "pdf"
        roles[f"{folder.name}/{source.name}.{suffix}"] = source.head.get("role", ROLES[kind])
    return roles


def make_all(into: Path) -> None:
    """Make ``corpus/demo`` and ``annotations/demo`` under ``into``."""
    corpus, annotations = into / "corpus" / "demo", into / "annotations" / "demo"
    boxes: dict[str, Any] = {}
    roles: dict[str, str] = {}
    joined: list[dict[str, Any]] = []
    for folder in sorted(path for path in SOURCES.iterdir() if path.is_dir()):
        more_boxes, more_links = make_dossier(folder, corpus, annotations)
        boxes |= more_boxes
        joined += more_links
        roles |= document_roles(folder)
    tables = {"redactions": ("files", boxes), "links": ("links", joined), "roles": ("files", roles)}
    for name, (key, value) in tables.items():
        # Marked as no decision, so that a reader of all files in the folder passes it by.
        write_json(annotations / f"{name}.json", {"id": name, "is_decision": False, key: value})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the demo corpus and its truth.")
    parser.add_argument("--into", type=Path, default=REPOSITORY, help="gets corpus/demo and annotations/demo")
    make_all(parser.parse_args().into)
