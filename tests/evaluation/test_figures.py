"""Metrics on counts that can be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from woo_gronden.errors import GoldError
from woo_gronden.evaluation import (
    compare_letters,
    evaluate_citations,
    evaluate_decisions,
    evaluate_redactions,
    write_letters,
)
from woo_gronden.evaluation.figures import f1, measure, share
from woo_gronden.evaluation.redactions import iou
from woo_gronden.schema import Citation, Law


def test_f1_and_its_interval() -> None:
    figure = measure("x", [[1, 0, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1]], f1)
    assert figure.value == pytest.approx(6 / 9)
    assert figure.low < figure.value < figure.high


def test_an_interval_is_the_same_every_time() -> None:
    rows = [[i % 3, 1] for i in range(40)]
    assert measure("x", rows, share) == measure("x", rows, share)


def test_nothing_to_measure_is_nan() -> None:
    assert measure("x", [], f1).value != measure("x", [], f1).value


@pytest.mark.parametrize(
    ("polygon", "box", "expected"),
    [
        ([(0, 0), (10, 0), (10, 10), (0, 10)], (0, 0, 10, 10), 1.0),
        ([(0, 0), (10, 0), (10, 10), (0, 10)], (5, 0, 15, 10), 1 / 3),
        ([(0, 0), (10, 0), (10, 10), (0, 10)], (20, 20, 30, 30), 0.0),
        ([(0, 0), (10, 0), (0, 10)], (0, 0, 10, 10), 0.5),
    ],
)
def test_overlap_of_polygon_and_box(
    polygon: list[tuple[float, float]], box: tuple[float, ...], expected: float
) -> None:
    assert iou(polygon, box) == pytest.approx(expected)  # type: ignore[arg-type]


def test_citations_against_lines(tmp_path: Path) -> None:
    lines = [
        {
            "id": "1",
            "text": "code 5.1.2e",
            "class": "stamp",
            "citations": [{"start": 5, "end": 11, "grounds": ["woo:5.1.2e"]}],
        },
        {"id": "2", "text": "paragraaf 5.1", "class": "negative", "citations": []},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, lines)))

    def find(text: str, law: Law | None) -> list[Citation]:
        return [Citation(5, 10, text[5:10], ("woo:5.1.2e",))] if "code" in text else []

    figures, errors, clauses = evaluate_citations(gold, find)
    values = {figure.name: figure.value for figure in figures}
    assert values["grounds F1"] == 1.0
    assert values["spans F1"] == 0.0
    assert values["clean"] == 1.0
    assert "grounds F1, negative" not in values
    assert len(errors) == 1
    assert clauses == {"1": {"grounds": 1.0, "spans": 0.0}, "2": {"grounds": 1.0, "spans": 1.0}}


def test_a_bad_gold_line_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "text": "x", "citations": []}\n{"id": 2')
    with pytest.raises(GoldError, match="line 2"):
        evaluate_citations(gold, lambda text, law: [])


def test_redactions_are_matched_best_pair_first(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    head = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (200).to_bytes(4, "big") + (100).to_bytes(4, "big")
    (tmp_path / "images/p.png").write_bytes(head)
    square = [[0, 0], [20, 0], [20, 20], [0, 20]]
    region = {"polygon": square, "code_raw": "5.1.2e", "grounds": ["woo:5.1.2e"], "legible": True}
    (tmp_path / "gold.json").write_text(json.dumps({"p.png": {"label": "black", "regions": [region]}}))
    place = {"path": "in/p.png", "page": 1, "page_width": 100.0, "page_height": 50.0}
    rows = [
        place | {"x0": 0.0, "y0": 0.0, "x1": 10.0, "y1": 10.0, "grounds": ["woo:5.1.2e"]},
        place | {"x0": 0.0, "y0": 0.0, "x1": 10.0, "y1": 12.0, "grounds": []},
    ]
    values = {figure.name: figure.value for figure in evaluate_redactions(tmp_path, rows)[0]}
    assert values["redactions F1, all"] == pytest.approx(2 / 3)
    assert values["printed codes right, end to end"] == 1.0


def test_decisions_against_letters(tmp_path: Path) -> None:
    letter = {
        "id": "besluit", "law": "woo", "decision_type": "besluit", "reference": "W-2024/7", "decision_date": "2024-03-01",
        "request_date": None, "outcome": "deels openbaar", "grounds_applied": ["woo:5.1.2e", "woo:5.1.2i"],
        "passages": [{"text": "een twee drie vier", "grounds": ["woo:5.1.2e"], "kind": "motivation"}],
        "inventory": [{"number": "1.", "title": "Nota over de dijk van vorig jaar", "grounds": ["woo:5.1.2e"]}],
    }  # fmt: skip
    (tmp_path / "besluit.json").write_text(json.dumps(letter))
    tables = {
        "documents": [{"document_id": "a", "path": "corpus/besluit.pdf"}],
        "decisions": [{"document_id": "a", "law": "woo", "decision_type": "besluit", "reference": "W2024 7",
                       "decision_date": "2024-03-01", "request_date": None, "outcome": "openbaar", "grounds_applied": ["woo:5.1.2e"]}],
        "passages": [{"document_id": "a", "text": "een twee drie", "grounds": ["woo:5.1.2e"], "kind": "motivation"}],
        "inventory": [{"document_id": "a", "number": "1", "title": "Nota over de dijk", "grounds": []}],
    }  # fmt: skip
    figures, errors, absent, letters = evaluate_decisions(tmp_path, tables)
    values = {figure.name: figure.value for figure in figures}
    assert values["fields right"] == pytest.approx(5 / 6)
    assert values["grounds applied F1"] == pytest.approx(2 / 3)
    assert values["passages F1, right ground"] == pytest.approx(2 / 3)
    assert values["inventory rows F1"] == 1.0
    assert values["grounds of inventory rows F1"] == 0.0
    assert len(errors) == 1
    assert absent == []
    assert letters["besluit"]["fields"] == pytest.approx(5 / 6, abs=1e-4)


def test_gains_and_losses_letter_by_letter(tmp_path: Path) -> None:
    write_letters(tmp_path / "kept.json", {"een": {"law": 0.0, "rows": 1.0}, "twee": {"law": 1.0}})
    assert "een" not in (tmp_path / "kept.json").read_text()
    lines = compare_letters(
        tmp_path / "kept.json", {"een": {"law": 1.0, "rows": 0.5}, "twee": {"law": 1.0}, "drie": {}}
    )
    assert lines == [
        "+ een: law 0.000 -> 1.000",
        "- een: rows 1.000 -> 0.500",
        "1 gains, 1 losses over 2 letters; 1 new, 0 not measured now",
    ]


def test_letters_whose_passages_could_not_be_placed_are_also_left_out(tmp_path: Path) -> None:
    passage = {"text": "een twee drie vier", "grounds": ["woo:5.1.2e"], "kind": "motivation"}
    placed = {"id": "a", "grounds_applied": [], "passages": [passage]}
    (tmp_path / "a.json").write_text(json.dumps(placed))
    (tmp_path / "b.json").write_text(json.dumps(placed | {"id": "b", "passages": [], "passages_offtext": [passage]}))
    tables = {
        "documents": [{"document_id": name, "path": f"{name}.pdf"} for name in "ab"],
        "passages": [passage | {"document_id": name} for name in "ab"],
        "decisions": [],
        "inventory": [],
    }
    values = {figure.name: figure.value for figure in evaluate_decisions(tmp_path, tables)[0]}
    assert values["passages F1, right ground"] == pytest.approx(2 / 3)
    assert values["passages F1, placed letters"] == 1.0
