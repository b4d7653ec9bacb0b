"""Labels from rules: what each rule says, and what they say together."""

from __future__ import annotations

import pytest

from woo_gronden.classify.features import fold
from woo_gronden.training import grounds_weak as weak
from woo_gronden.training.grounds_weak import Paragraph, WeakReport, weak_examples

WEIGHS = "In de stukken staan gegevens. Ik ben van oordeel dat dit belang zwaarder weegt en heb ze daarom verwijderd."
COURSE = "De ontvangst van uw verzoek is bevestigd en de beslistermijn verdaagd; u kunt bezwaar maken."


def paragraph(text: str = WEIGHS, **known: object) -> Paragraph:
    fields = {"cited": (), "heading": "", "heading_cited": (), "before_cited": ()} | known
    return Paragraph(text, fold(text), law="wob", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "given", "said"),
    [
        (weak.cited, paragraph(cited=("wob:10.2e",)), ("wob:10.2e",)),
        (weak.cited, paragraph(), None),
        (weak.cited, paragraph(cited=("wob:10.2e", "wob:10.2g", "wob:10.2b", "wob:11.1")), None),
        (weak.cited, paragraph("U voert aan dat deze grond ten onrechte is gebruikt.", cited=("wob:10.2e",)), None),
        (weak.headed, paragraph(heading_cited=("wob:10.2b",)), ("wob:10.2b",)),
        (weak.headed, paragraph(heading="Eerbiediging van de persoonlijke levenssfeer"), ("woo:5.1.2e",)),
        (weak.headed, paragraph(heading="Besluit"), None),
        (weak.carried, paragraph(before_cited=("wob:10.2d",)), ("wob:10.2d",)),
        (weak.carried, paragraph(COURSE, before_cited=("wob:10.2d",)), None),
        (weak.carried, paragraph(before_cited=("wob:10.2d", "wob:10.2e")), None),
        (
            weak.worded,
            paragraph(f"{WEIGHS} Het gaat om intern beraad en persoonlijke beleidsopvattingen."),
            ("woo:5.2.1",),
        ),
        (weak.worded, paragraph("Zo dienen intern beraad en persoonlijke beleidsopvattingen de stad."), None),
        (weak.procedural, paragraph(COURSE), ()),
        (weak.procedural, paragraph(), None),
        (weak.unargued, paragraph("De gemeente ligt aan zee en telt veel inwoners."), ()),
        (weak.unargued, paragraph(), None),
    ],
)
def test_rules(rule: weak.Rule, given: Paragraph, said: tuple[str, ...] | None) -> None:
    assert rule(given) == said


def label(given: Paragraph) -> list[tuple[str, ...]]:
    return [e.grounds for e in weak_examples([given], dossier="d", authority="a", report=WeakReport())]


def test_the_printed_citation_decides() -> None:
    assert label(paragraph(cited=("wob:10.2e",), heading_cited=("wob:10.2g",))) == [("wob:10.2e",)]


def test_two_rules_that_agree_are_believed() -> None:
    assert label(paragraph(heading_cited=("wob:10.2b",), before_cited=("wob:10.2b",))) == [("wob:10.2b",)]


@pytest.mark.parametrize(
    "given",
    [paragraph(heading_cited=("wob:10.2b",)), paragraph(heading_cited=("wob:10.2b",), before_cited=("wob:10.2e",))],
)
def test_one_rule_or_two_that_differ_are_not(given: Paragraph) -> None:
    assert label(given) == []


def test_a_paragraph_without_argument_teaches_silence() -> None:
    assert label(paragraph(COURSE)) == [()]


def test_the_report_counts_who_spoke_and_who_agreed() -> None:
    report = WeakReport()
    given = [
        paragraph(heading_cited=("wob:10.2b",), before_cited=("wob:10.2b",)),
        paragraph(heading_cited=("wob:10.2b",), before_cited=("wob:10.2e",)),
        paragraph(COURSE),
    ]
    weak_examples(given, dossier="d", authority="a", report=report)
    told = report.as_json()
    assert told["paragraphs"] == 3
    assert told["coverage"]["headed"] == pytest.approx(2 / 3, abs=1e-3)  # type: ignore[index]
    assert told["agreement"]["headed & carried"] == {"paragraphs": 2, "agreed": 0.5}  # type: ignore[index]
