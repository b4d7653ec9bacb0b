"""Letters and runs as sources of weak texts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from woo_gronden import dataset
from woo_gronden.annotation import write_annotations
from woo_gronden.errors import GoldError
from woo_gronden.schema import Annotation, Document, Paragraph, Passage
from woo_gronden.training.grounds_data import GroundsData, Letter, gather, gather_run
from woo_gronden.training.grounds_examples import Example

PARAGRAPHS = [
    "Uw verzoek is ontvangen en de ontvangst van uw verzoek is bevestigd; er zijn zeven documenten aangetroffen.",
    "Op grond van artikel 10, tweede lid, onder e, van de Wob zijn de namen en telefoonnummers van medewerkers in alle stukken verwijderd.",
]


def letter(name: str) -> Letter:
    text, placed, at = "\n".join(PARAGRAPHS), list[Paragraph](), 0
    for paragraph in PARAGRAPHS:
        placed.append(Paragraph(at, at + len(paragraph), 1, "body"))
        at += len(paragraph) + 1
    document = Document(name, f"{name}.pdf", "", text, len(text), (), tuple(placed))
    return Letter(name, f"dossier {name}", "urk", "wob", document)


def test_a_letter_gives_an_argument_and_a_silence() -> None:
    data = gather([], [letter("a")])
    assert [(e.labels, e.origin, e.dossier) for e in data.weak] == [
        ((), "weak", "dossier a"),
        (("woo:5.1.2e",), "weak", "dossier a"),
    ]
    assert "10" not in data.weak[1].text
    assert data.own
    assert not data.gold


def test_a_letter_of_the_gold_is_never_weak(tmp_path: Path) -> None:
    passage = {"text": PARAGRAPHS[1], "grounds": ["wob:10.2e"], "kind": "motivation"}
    annotated = {"id": "a", "law": "wob", "authority": "Urk", "passages": [passage]}
    (tmp_path / "a.json").write_text(json.dumps(annotated))
    data = gather([tmp_path], [letter("a"), letter("b")])
    assert {e.dossier for e in data.weak} == {"dossier b"}
    assert [e.dossier for e in data.gold] == ["dossier a"]
    assert [(e.kind, e.dossier) for e in data.rest] == [("neither", "dossier a")]


def test_the_rules_word_on_a_gold_letter_is_kept(tmp_path: Path) -> None:
    passage = {"text": PARAGRAPHS[1], "grounds": ["wob:10.2e"], "kind": "motivation"}
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "law": "wob", "authority": "Urk", "passages": [passage]}))
    start = len(PARAGRAPHS[0]) + 1
    found = Passage(start, start + 50, PARAGRAPHS[1], ("wob:10.2e",), "norm", True, "rule", 1.0, 1, 1)
    data = gather([tmp_path], [replace(letter("a"), passages=(found,))])
    assert [e.ruled for e in data.gold] == ["norm"]
    assert [e.ruled for e in data.rest] == ["neither"]
    # Where the letter itself was not read, the rules said nothing.
    assert [e.ruled for e in gather([tmp_path], []).gold] == [None]


def test_settled_annotations_are_gold(tmp_path: Path) -> None:
    text = PARAGRAPHS[1]
    said = Annotation(
        "1" * 64, "d1", 0, len(text), "p", ("wob:10.2e",), "motivation", "Ada", "2026-11-03", "xlsx", text, "",
        "dossier of the run", "wob", "minister van Urk",
    )  # fmt: skip
    none = replace(said, kind="neither", grounds=(), document_sha256="2" * 64)
    doubt = replace(said, grounds=())
    write_annotations(tmp_path / "settled.jsonl", [said, none, doubt])
    judged = replace(letter("a"), document=replace(letter("a").document, sha256="1" * 64))
    data = gather([tmp_path / "settled.jsonl"], [judged, letter("b")])
    # Its dossier is the one that is read now, so that nothing of it is on both sides of a split.
    assert [(e.labels, e.kind, e.dossier, e.authority) for e in data.gold] == [
        (("woo:5.1.2e",), "motivation", "dossier a", "urk")
    ]
    assert "10" not in data.gold[0].text
    assert [(e.labels, e.kind, e.dossier) for e in data.rest] == [((), "neither", "dossier of the run")]
    assert {e.dossier for e in data.weak} == {"dossier b"}


def test_annotations_without_their_words_teach_nothing(tmp_path: Path) -> None:
    bare = Annotation("1" * 64, "d1", 0, 9, "", ("wob:10.2e",), "motivation", "Ada", "2026-11-03", "jsonl")
    write_annotations(tmp_path / "a.jsonl", [bare])
    with pytest.raises(GoldError, match="d1, 0 to 9: an annotation without its text"):
        gather([tmp_path / "a.jsonl"], [])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> None:
    def row(document: str, **more: Any) -> dict[str, Any]:
        return {"document_id": document} | more

    tables: dict[str, list[dict[str, Any]]] = {
        "documents": [row(d, dossier_id=f"dossier {d}", path=f"x/{d}.pdf") for d in "abc"],
        "decisions": [row("a", law="wob", authority="Urk"), row("b", law="wob", authority="Urk")],
        "passages": [
            row(d, text=PARAGRAPHS[1], grounds=["wob:10.2e"], kind="motivation", explicit=True) for d in "abc"
        ],
    }
    monkeypatch.setattr(dataset, "load_table", lambda _, name: tables[name])


@pytest.mark.usefixtures("run")
def test_a_run_gives_its_passages_but_those_of_the_gold_and_of_no_letter() -> None:
    gold = Example("x", ("wob:10.2e",), "wob", "motivation", "dossier b", "urk", "gold")
    data = gather_run(Path("run"), GroundsData((gold,), (), (), ()))
    [weak] = data.weak
    assert (weak.dossier, weak.labels, weak.law) == ("dossier a", ("woo:5.1.2e",), "wob")
    assert "10" not in weak.text
