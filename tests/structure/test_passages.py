"""Passages: where they are cut, whose ground they argue, and what argues nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.letters import letter
from woo_gronden.schema import Citation, Document, Passage
from woo_gronden.structure.passages import find_passages
from woo_gronden.structure.sections import find_sections

E = "artikel 10, tweede lid, onder e, van de Wob"
NORM_E = (
    f"Op grond van {E} blijft verstrekking van informatie achterwege voor zover het belang daarvan niet opweegt tegen "
    "het belang dat de persoonlijke levenssfeer wordt geëerbiedigd."
)
CASE_E = (
    "In de documenten staan namen van vrijwilligers. Ik ben van oordeel dat het belang van de persoonlijke "
    "levenssfeer hier zwaarder moet wegen dan het belang van openbaarheid."
)
CITED = {
    E: "wob:10.2e",
    "artikel 10, tweede lid, onder g, van de Wob": "wob:10.2g",
    "artikel 10, eerste lid, onder c, van de Wob": "wob:10.1c",
    "artikel 11, eerste lid, van de Wob": "wob:11.1",
    "artikel 11, tweede lid, van de Wob": "wob:11.2",
    "artikel 11 van de Wob": "wob:11",
    "artikel 5.1, tweede lid, onder d, van de Woo": "woo:5.1.2d",
    "artikel 5.1, tweede lid, onder i, van de Woo": "woo:5.1.2i",
    "10.2.e": "wob:10.2e",
}


def cite(document: Document) -> list[Citation]:
    """Citations as values: this room finds none itself."""
    found = []
    for text, ground in CITED.items():
        place = document.text.lower().find(text.lower())
        while place >= 0:
            if not any(c.start <= place < c.end for c in found):
                found.append(Citation(place, place + len(text), document.text[place : place + len(text)], (ground,)))
            place = document.text.lower().find(text.lower(), place + 1)
    return sorted(found, key=lambda citation: citation.start)


def read(marked: str) -> tuple[Passage, ...]:
    document = letter("Geachte,\n" + marked)
    return find_passages(document, find_sections(document), cite(document))


def brief(marked: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(passage.kind, passage.grounds) for passage in read(marked)]


def test_norm_and_application_in_two_paragraphs_are_two() -> None:
    assert brief(f"# Overwegingen\n{NORM_E}\n{CASE_E}") == [("norm", ("wob:10.2e",)), ("motivation", ("wob:10.2e",))]


def test_norm_and_application_in_one_paragraph_are_one_motivation() -> None:
    assert brief(f"# Overwegingen\n{NORM_E} {CASE_E}") == [("motivation", ("wob:10.2e",))]


def test_consecutive_paragraphs_on_one_ground_are_one() -> None:
    (passage,) = read(f"# Overwegingen\n{CASE_E}\nDeze gegevens heb ik daarom onleesbaar gemaakt.")
    assert passage.text.startswith("In de documenten")
    assert passage.text.endswith("onleesbaar gemaakt.")


def test_another_ground_is_another_passage() -> None:
    found = brief(
        f"# Overwegingen\nDe namen zijn geweigerd op grond van {E}.\n"
        "De tarieven zijn geweigerd op grond van artikel 10, eerste lid, onder c, van de Wob."
    )
    assert found == [("motivation", ("wob:10.2e",)), ("motivation", ("wob:10.1c",))]


def test_one_paragraph_that_turns_to_another_ground_is_cut_there() -> None:
    found = read(
        f"# Overwegingen\nDe namen zijn geweigerd op grond van {E}. Daarnaast zijn de adviezen geweigerd op grond van "
        "artikel 11, eerste lid, van de Wob."
    )
    assert [p.grounds for p in found] == [("wob:10.2e",), ("wob:11.1",)]
    assert found[1].text.startswith("Daarnaast")


def test_the_heading_gives_the_ground_where_no_article_stands() -> None:
    (passage,) = read(
        "# Overwegingen\nZie hieronder.\nHet voorkomen van onevenredige benadeling\n"
        "De begroting laat zien wat de stichting rekent. Ik maak deze bedragen niet openbaar."
    )
    assert passage.grounds == ("wob:10.2g",)
    assert not passage.explicit


@pytest.mark.parametrize(
    ("paragraph", "ground"),
    [
        ("De adviezen bevatten persoonlijke beleidsopvattingen en zijn daarom geweigerd.", "wob:11.1"),
        ("Openbaarmaking leidt tot calculerend gedrag en de handleiding maken wij niet openbaar.", "wob:10.2d"),
        ("De namen zijn verwijderd omdat de persoonlijke levenssfeer zwaarder weegt.", "wob:10.2e"),
        ("De offerte bevat bedrijfs- en fabricagegegevens en wordt niet openbaar gemaakt.", "wob:10.1c"),
        ("De onderhandelingspositie van de gemeente wordt geschaad, de raming is weggelakt.", "wob:10.2b"),
    ],
)
def test_the_words_give_the_ground_where_nothing_else_does(paragraph: str, ground: str) -> None:
    assert brief(f"# Overwegingen op grond van de Wob\n{paragraph}") == [("motivation", (ground,))]


def test_declining_the_untraceable_form_belongs_to_the_opinions() -> None:
    found = brief(
        "# Overwegingen\nDe adviezen zijn geweigerd op grond van artikel 11, eerste lid, van de Wob.\n"
        "Ik zie geen aanleiding om met toepassing van artikel 11, tweede lid, van de Wob informatie te verstrekken."
    )
    assert found[1] == ("motivation", ("wob:11.1", "wob:11.2"))


def test_a_whole_article_stands_only_where_no_paragraph_is_named() -> None:
    one = "# Overwegingen\nDe adviezen zijn geweigerd op grond van artikel 11 van de Wob."
    assert brief(one) == [("motivation", ("wob:11",))]
    both = one + "\n# Slot\nZie artikel 11, eerste lid, van de Wob."
    assert brief(both)[0] == ("motivation", ("wob:11.1",))


def test_a_view_that_the_authority_takes_over_argues() -> None:
    views = f"# Zienswijzen\nDe stichting meent dat haar tarieven moeten worden geweigerd op grond van {E}."
    assert brief(views) == []
    assert brief(views + "\nIk volg de stichting in haar zienswijze.") == [("motivation", ("wob:10.2e",))]


TRAPS = [
    # The law quoted in an annex, and in the letter.
    f"# Bijlage 1 - Relevante artikelen uit de Wob\nHet verstrekken van informatie ingevolge deze wet blijft {E}.",
    # The requester's and the objector's words.
    f"# Uw verzoek\nU schrijft dat de namen ten onrechte zijn geweigerd op grond van {E}.",
    f"# Overwegingen\nU stelt dat {E} niet kan worden ingeroepen en dat u recht heeft op de namen.",
    # The outcome announced, the reasons elsewhere.
    "# Besluit\nIk heb besloten de nota openbaar te maken met uitzondering van de persoonsgegevens. Voor de motivering "
    "verwijs ik naar de overwegingen.\n# Overwegingen\nHet verzoek is zorgvuldig bekeken.",
    # How codes are marked.
    "# Overwegingen\nIn de documenten is dit aangegeven met de code 10.2.e.",
    # Openness prevails.
    "# Overwegingen\nHet belang van openbaarheid van de bedragen weegt zwaarder dan het belang om onevenredige "
    "benadeling te voorkomen.",
    "# Overwegingen\nDe nota bevat geen informatie die onder een uitzonderingsgrond valt.",
    # What is open already, what is published, what can be done about it.
    "# Overwegingen\nDit document is reeds openbaar en wordt daarom niet nogmaals verstrekt.",
    "# Publicatie\nDit besluit wordt geanonimiseerd gepubliceerd op de website.",
    # Open but for what a third person asked to keep back, without a reason.
    f"# Overwegingen\nIk maak hierbij ook de brieven van de stichting openbaar te maken, behoudens gegevens als bedoeld "
    f"in {E}.",
    # Which documents a part is about.
    "# Overwegingen\nZie hieronder.\nDe eerbiediging van de persoonlijke levenssfeer\n"
    "Deze overweging heeft betrekking op de documenten 1 en 2.",
    # The law printed behind the letter without a heading for it.
    "# Overwegingen\nDe nota is bekeken.\n# Plaatsing op internet\nDe nota staat op de website.\n"
    "In deze wet en de daarop berustende bepalingen wordt verstaan onder:\n"
    "Persoonlijke beleidsopvattingen worden niet verstrekt omdat het belang van intern beraad zwaarder weegt.",
    # The general frame of the law.
    "# Overwegingen\nEen verzoek wordt ingewilligd met inachtneming van de artikelen 10 en 11.",
    # Rows of a list.
    "# Inventarisatie documenten\n4 Nota haven Deels openbaar, geweigerd op grond van 10.2.e\n5 Verslag.pdf Openbaar",
    # A stamp over a name.
    "# Overwegingen\nDe brief is gericht aan mevrouw 10.2.e en is niet ondertekend door haar.",
]


def test_open_but_for_what_is_struck_out() -> None:
    marked = f"# Overwegingen\nDe nota wordt openbaar gemaakt, al zijn namen verwijderd op grond van {E}."
    assert brief(marked) == [("motivation", ("wob:10.2e",))]


@pytest.mark.parametrize(
    "sentence",
    [
        "De openbare stukken treft u aan in de bijlagen.",
        "Op deze punten verklaar ik uw bezwaar gegrond.",
        "Dit besluit wordt gepubliceerd op de website.",
    ],
)
def test_what_happens_next_is_cut_from_the_end(sentence: str) -> None:
    assert [p.text for p in read(f"# Overwegingen\n{CASE_E} {sentence}")] == [CASE_E]


@pytest.mark.parametrize("marked", TRAPS)
def test_argues_nothing(marked: str) -> None:
    assert [passage for passage in read(marked) if passage.kind == "motivation"] == []


def test_a_ground_that_is_looked_at_and_set_aside_argues_nothing() -> None:
    found = brief(
        f"# Overwegingen\nZie hieronder.\nDe eerbiediging van de persoonlijke levenssfeer\n{NORM_E}\n"
        "Een derde belanghebbende beroept zich hierop in de zienswijze.\n"
        "De persoonlijke levenssfeer is hier niet in het geding omdat het om een onderneming gaat."
    )
    assert found == [("norm", ("wob:10.2e",))]


@given(st.lists(st.sampled_from([NORM_E, CASE_E, "# Overwegingen", "# Besluit", "Kort.", *CITED]), max_size=12))
def test_passages_never_overlap_and_stand_where_they_say(parts: list[str]) -> None:
    document = letter("Geachte,\n" + "\n".join(parts))
    found = find_passages(document, find_sections(document), cite(document))
    assert all(p.text == document.text[p.start : p.end] and p.grounds for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("blijft het openbaar maken van informatie achterwege als het belang daarvan niet opweegt.", "norm"),
        ("wordt informatie niet openbaar gemaakt als het belang van controle zwaarder weegt.", "norm"),
        ("kan een bestuursorgaan openbaarmaking weigeren in het belang van controle.", "norm"),
        ("mogen wij geen informatie openbaar maken als het om controle gaat.", "norm"),
        ("zijn passages over de werkwijze van de inspectie onleesbaar gemaakt.", "motivation"),
        ("heb ik de werkwijze van de inspectie weggelakt.", "motivation"),
        ("maakt het waterschap deze passages niet openbaar.", "motivation"),
    ],
)
def test_law_told_from_reason(sentence: str, kind: str) -> None:
    marked = f"# Overwegingen\nOp grond van artikel 5.1, tweede lid, onder d, van de Woo {sentence}"
    assert brief(marked) == [(kind, ("woo:5.1.2d",))]


def test_a_letter_in_plain_words() -> None:
    found = brief(
        "# Wat heeft u gevraagd?\nU vroeg om alle brieven over de haven.\n# Wat hebben wij besloten?\n"
        "Wij geven u drie brieven.\n# Waarom maken wij delen niet openbaar?\n"
        "In de brieven staan systeemnamen. Die zijn onleesbaar gemaakt op grond van artikel 5.1, tweede lid, onder i, "
        "van de Woo. Het goed functioneren van de gemeente weegt zwaarder dan het belang van openbaarheid."
    )
    assert found == [("motivation", ("woo:5.1.2i",))]


def test_documents_after_the_closing_are_not_the_letter() -> None:
    marked = f"# Overwegingen\n{CASE_E}\nHoogachtend,\n# Verslag\nDe namen zijn geweigerd op grond van {E}."
    assert len(read(marked)) == 1


def test_a_greeting_in_a_quoted_request_does_not_end_the_letter() -> None:
    marked = (
        f"# Besluit\nU krijgt de nota.\n# Uw verzoek\nGraag de nota.\nMet vriendelijke groet,\n# Overwegingen\n{CASE_E}"
    )
    assert len(read(marked)) == 1
