"""The demo corpus: made again byte for byte, and its truth in step with its pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from woo_gronden.schema import (
    AnnotatedKind,
    Assessment,
    DecisionType,
    DocumentRole,
    Law,
    Outcome,
    SectionRole,
    Status,
)
from woo_gronden.taxonomy import all_grounds

pymupdf = pytest.importorskip("pymupdf", reason="the demo's maker needs PyMuPDF")
openpyxl = pytest.importorskip("openpyxl", reason="the demo's spreadsheet is read with openpyxl")

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpus" / "demo"
TRUTH = ROOT / "annotations" / "demo"
MAKER = ROOT / "corpus" / "make_demo.py"
# Grounds that the demo must apply at least once; 4.6, 8.8 and the rules are no grounds for withholding a passage.
GROUND_IDS = re.compile(r"woo:5\.(1\.[12][a-z]|1\.[456]|2\.[1-4]|4|4a\.1)|wob:(10\.[127][a-g]|11\.[1-4])")
# Only pixels stand in this folder: nothing can be checked against a text layer.
SCANNED = "05-waterschap-scan"


def load(name: str) -> Any:
    return json.loads((TRUTH / name).read_text(encoding="utf-8"))


def records() -> list[dict[str, Any]]:
    named = sorted(path for path in TRUTH.glob("*.json") if path.stem not in ("redactions", "links", "roles"))
    return [load(path.name) for path in named]


def letters() -> list[dict[str, Any]]:
    return [record for record in records() if record["is_decision"]]


def path_of(stem: str) -> Path:
    (found,) = DEMO.glob(f"*/{stem}.*")
    return found


def squeeze(text: str) -> str:
    return " ".join(text.split())


def files_under(root: Path) -> dict[str, bytes]:
    places = (root / "corpus" / "demo", root / "annotations" / "demo")
    found = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_maker_gives_the_committed_bytes(tmp_path: Path) -> None:
    if not MAKER.exists():
        pytest.skip("no maker here: this is not a checkout")
    subprocess.run([sys.executable, str(MAKER), "--into", str(tmp_path)], check=True, timeout=120)
    made, committed = files_under(tmp_path), files_under(ROOT)
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []


def test_ten_dossiers_in_folders_with_unique_stems() -> None:
    assert len([path for path in DEMO.iterdir() if path.is_dir()]) == 10
    stems = [path.stem for path in DEMO.rglob("*") if path.is_file()]
    assert len(stems) == len(set(stems))
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 6_000_000


def test_every_ground_is_applied_somewhere() -> None:
    wanted = {ground.id for ground in all_grounds() if GROUND_IDS.fullmatch(ground.id)}
    assert len(wanted) == 40
    assert wanted - {ground for letter in letters() for ground in letter["grounds_applied"]} == set()


def test_every_kind_of_letter_is_there() -> None:
    kinds = {letter["decision_type"] for letter in letters()}
    assert kinds == {"besluit", "deelbesluit", "beslissing op bezwaar", "verdaging", "doorzending"}
    assert {"deels openbaar", "niet openbaar", "geen documenten"} <= {letter["outcome"] for letter in letters()}
    assert {letter["law"] for letter in letters()} == {"woo", "wob"}


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter["id"])
def test_letter_agrees_with_itself(letter: dict[str, Any]) -> None:
    argued = {g for passage in letter["passages"] if passage["kind"] == "motivation" for g in passage["grounds"]}
    assert argued == set(letter["grounds_applied"])
    assert not argued & set(letter["grounds_mentioned_only"])
    for passage in letter["passages"]:
        assert passage["explicit"] == ("artikel" in passage["text"].lower())
    listed = {ground for row in letter["inventory"] for ground in row["grounds"]}
    assert listed <= argued | set(letter["grounds_mentioned_only"])


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter["id"])
def test_letter_agrees_with_its_pages(letter: dict[str, Any]) -> None:
    path = path_of(letter["id"])
    with pymupdf.open(path) as pdf:
        assert 1 <= len(pdf) <= 6
        pages = [squeeze(page.get_text()) for page in pdf]
    if path.parent.name == SCANNED:
        assert pages == [""] * len(pages)
        return
    assert letter["reference"] in " ".join(pages)
    for section in letter["sections"]:
        assert section["heading"] in pages[section["page"] - 1]
    for passage in letter["passages"]:
        assert " ".join(passage["text"].split()[:7]) in pages[passage["page"] - 1]


def test_boxes_hide_what_they_should() -> None:
    files = load("redactions.json")["files"]
    assert set(files) == {path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*.pdf")}
    wrong = []
    for name, pages in files.items():
        if name.startswith(SCANNED):
            continue
        with pymupdf.open(DEMO / name) as pdf:
            assert len(pages) == len(pdf)
            for page in pages:
                for box in page["boxes"]:
                    area = pymupdf.Rect(box["x0"] + 0.5, box["y0"] + 1.5, box["x1"] - 0.5, box["y1"] - 1.5)
                    beneath = squeeze(pdf[page["page"] - 1].get_text(clip=area))
                    code = box["code"] or ""
                    # The code and, where words were left, more than the code.
                    if box["recoverable"] != (len(beneath.replace(code, "").strip()) > 1):
                        wrong.append((name, page["page"], box["id"], beneath))
    assert wrong == []


def test_every_kind_of_box_is_there() -> None:
    boxes = [box for pages in load("redactions.json")["files"].values() for page in pages for box in page["boxes"]]
    assert {box["kind"] for box in boxes} == {"black", "gray", "white", "border", "color", "placeholder"}
    assert sum(box["recoverable"] for box in boxes) >= 5
    assert any(box["code"] is None for box in boxes)
    assert all(box["x0"] < box["x1"] and box["y0"] < box["y1"] for box in boxes)


def test_links_point_at_boxes_and_rows() -> None:
    files = load("redactions.json")["files"]
    rows = {record["id"]: {row["number"] for row in record.get("inventory", [])} for record in records()}
    links = load("links.json")["links"]
    for link in links:
        page = files[link["file"]][link["page"] - 1]
        assert link["box"] in {box["id"] for box in page["boxes"]}
        assert link["number"] in rows[Path(link["inventory"]).stem]
        assert link["grounds"]
    loose = [(Path(link["file"]).stem, link["grounds"]) for link in links if not (link["in_row"] and link["argued"])]
    # The two faults that the demo has on purpose.
    assert loose == [("02-document-2", ["woo:5.1.2f"]), ("04-bijlage-3", ["woo:5.1.2i"])]


def test_roles_cover_every_file() -> None:
    roles = load("roles.json")["files"]
    assert set(roles) == {path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*") if path.is_file()}
    assert set(roles.values()) <= set(get_args(DocumentRole))


def test_codebook_names_every_label() -> None:
    book = (ROOT / "annotations" / "codebook.md").read_text(encoding="utf-8")
    kinds = (AnnotatedKind, Assessment, DecisionType, Law, Outcome, SectionRole, Status)
    labels = [label for kind in kinds for label in get_args(kind)]
    labels += ["black", "gray", "white", "border", "color", "placeholder"]
    labels += [ground.id for ground in all_grounds() if ground.kind in ("absolute", "relative")]
    assert [label for label in labels if f"`{label}`" not in book] == []


def test_spreadsheet_opens() -> None:
    rows = list(openpyxl.load_workbook(path_of("03-inventaris")).active.iter_rows(values_only=True))
    (truth,) = [record for record in records() if record["id"] == "03-inventaris"]
    assert [str(row[0]) for row in rows[2:]] == [row["number"] for row in truth["inventory"]]


def test_nothing_can_reach_a_living_person() -> None:
    """No address, number or account that could exist."""
    sources = sorted((ROOT / "corpus" / "demo_maker").rglob("*.txt"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    if not text:
        pytest.skip("no sources here: this is not a checkout")
    assert set(re.findall(r"\b\d{4} [A-Z]{2}\b", text)) <= set(re.findall(r"\b0000 [A-Z]{2}\b", text))
    assert all(
        re.fullmatch(r"[\w-]*\.?[\w-]+\.example", host) for host in re.findall(r"(?:@|www\.)([\w-]+\.[\w.-]*\w)", text)
    )
    assert not re.findall(r"NL\d\d [A-Z]{4} \d*[1-9]", text)
    assert not re.findall(r"\b0[1-9]\d?[- ]?\d*[1-9]\d{5,}\b", text)
