"""Links of a made-up dossier against its annotations, from the pages on."""

import json
from pathlib import Path

import pytest

from woo_gronden.evaluation.links import LinkFigures, score_links

_ROOT = Path(__file__).parents[2]
_DOSSIER = "01-ministerie-grenswetering"


@pytest.fixture(scope="module")
def annotated():
    folder = _ROOT / "annotations" / "demo"
    links = json.loads((folder / "links.json").read_text(encoding="utf-8"))["links"]
    boxes = json.loads((folder / "redactions.json").read_text(encoding="utf-8"))["files"]
    return [link for link in links if link["file"].startswith(_DOSSIER)], boxes


def _true_tables(links, boxes):
    """The tables of a run that has everything right."""
    tables = {"documents": [], "redactions": [], "links": []}
    for path in {link[name] for link in links for name in ("file", "inventory")}:
        tables["documents"].append({"document_id": path, "path": f"demo/{path}"})
    for link in links:
        page, box = next((p, b) for p in boxes[link["file"]] for b in p["boxes"] if b["id"] == link["box"])
        places = {name: box[name] for name in ("x0", "y0", "x1", "y1")}
        tables["redactions"].append({"document_id": link["file"], "page": page["page"]} | places)
        at = sum(row["document_id"] == link["file"] for row in tables["redactions"])
        row = {"list_id": link["inventory"], "row": int(link["number"]), "number": link["number"]}
        row |= {"in_row": link["in_row"], "argued": link["argued"]}
        for ground in link["grounds"]:
            tables["links"].append({"kind": "box", "document_id": link["file"], "box": at, "ground": ground} | row)
    return tables


def test_all_right_and_each_step_wrong(annotated):
    links, boxes = annotated
    tables = _true_tables(links, boxes)
    count = len(tables["links"])
    assert score_links(tables, links, boxes) == LinkFigures(*[count] * 7, wrong_rows=0)
    for field, value in (("ground", "woo:5.4"), ("row", None), ("in_row", None), ("argued", None)):
        broken = tables | {"links": [link | {field: value} for link in tables["links"]]}
        figures = score_links(broken, links, boxes)
        assert (getattr(figures, field), figures.whole, figures.seen) == (0, 0, count)
    moved = tables | {"links": [link | {"number": "99"} for link in tables["links"]]}
    assert score_links(moved, links, boxes).wrong_rows == count
    assert score_links(tables | {"redactions": []}, links, boxes).seen == 0


def test_a_dossier_is_joined_from_its_pages(annotated):
    from woo_gronden.dataset import merge_rows, rows_of
    from woo_gronden.pipeline import Options, extract

    links, boxes = annotated
    dossier = extract(_ROOT / "corpus" / "demo" / _DOSSIER, options=Options(ocr="never"))
    rows = merge_rows(rows_of(document, dossier_id=dossier.dossier_id) for document in dossier.documents)
    rows["links"] = [{name: getattr(found, name) for name in found.__slots__} for found in dossier.links]
    figures = score_links(rows, links, boxes)
    assert figures.wrong_rows == 0
    assert figures.whole >= 0.9 * figures.links
