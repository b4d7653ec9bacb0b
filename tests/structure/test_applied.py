"""Grounds applied and only mentioned, for whole letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.structure.letters import letter
from tests.structure.test_passages import CASE_E, NORM_E, E, cite
from woo_gronden.schema import Citation, InventoryItem
from woo_gronden.structure.applied import resolve_applied
from woo_gronden.structure.passages import find_passages
from woo_gronden.structure.sections import find_sections

G = "artikel 10, tweede lid, onder g, van de Wob"


def applied(marked: str, rows: tuple[InventoryItem | str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    document = letter("Geachte,\n" + marked)
    sections, citations = find_sections(document), cite(document)
    passages = find_passages(document, sections, citations)
    return resolve_applied(document, sections, citations, passages, rows)


def test_argued_is_applied() -> None:
    assert applied(f"# Overwegingen\n{NORM_E}\n{CASE_E}") == (("wob:10.2e",), ())


def test_law_in_an_annex_is_mentioned() -> None:
    marked = (
        f"# Overwegingen\n{NORM_E}\n{CASE_E}\nHoogachtend,\n# Bijlage 1 - Relevante artikelen uit de Wob\n"
        f"Zie {G} voor de tekst van het artikel."
    )
    assert applied(marked) == (("wob:10.2e",), ("wob:10.2g",))


def test_a_list_applies_what_its_rows_state() -> None:
    row = InventoryItem(1, "1", "nota", grounds=("wob:10.2g", "wob:10.2"))
    assert applied("# Overwegingen\nDe nota is beoordeeld.", (row,)) == (("wob:10.2g",), ())
    assert applied("# Overwegingen\nDe nota is beoordeeld.", ("wob:11", "wob:11.1")) == (("wob:11.1",), ())


def test_withheld_without_more_is_applied() -> None:
    assert applied(
        f"# Besluit\nIk heb besloten de nota te weigeren op grond van {G}.\n# Overwegingen\nZie de bijlage."
    )[0] == ("wob:10.2g",)


def test_a_subsidiary_ground_is_applied() -> None:
    subsidiary = f"Subsidiair zou openbaarmaking het bedrijf onevenredig schaden ({G})."
    assert applied(f"# Overwegingen\n{CASE_E} Zie {E}.\n{subsidiary}")[0] == ("wob:10.2e", "wob:10.2g")


def test_the_law_alone_under_the_considerations_is_applied_where_nothing_else_is() -> None:
    assert applied(f"# Overwegingen\nZie hieronder.\nDe eerbiediging van de persoonlijke levenssfeer\n{NORM_E}") == (
        ("wob:10.2e",),
        (),
    )


@pytest.mark.parametrize(
    "marked",
    [
        f"# Uw verzoek\nU meent dat {E} niet geldt.\n# Overwegingen\nAlle documenten zijn volledig openbaar.",
        f"# Overwegingen\nDe uitzonderingsgrond van {E} is niet van toepassing en de nota wordt openbaar gemaakt.",
        "# Overwegingen\nAlles is openbaar.\nHoogachtend,\nmevrouw 10.2.e",
        f"# Wettelijk kader\n{NORM_E}\n# Overwegingen\nEr zijn geen documenten aangetroffen.",
    ],
)
def test_mentioned_only(marked: str) -> None:
    assert applied(marked) == ((), ("wob:10.2e",))


def test_declined_form_is_never_applied() -> None:
    found = applied(
        "# Overwegingen\nDe adviezen zijn geweigerd op grond van artikel 11, eerste lid, van de Wob. Ik zie geen "
        "aanleiding om met toepassing van artikel 11, tweede lid, van de Wob informatie te verstrekken."
    )
    assert found == (("wob:11.1",), ("wob:11.2",))


@pytest.mark.parametrize(
    "sentence",
    [
        f"Volgens het bedrijf moet {G} aan openbaarmaking in de weg staan. Dat standpunt volgen wij niet.",
        f"Nu alles geweigerd is, behoeft {G} geen bespreking.",
        f"Voor de contracten spelen mogelijk {G} een rol; daarover beslissen wij later.",
        f"Ik leg {G} daarom niet langer aan de weigering ten grondslag.",
    ],
)
def test_looked_at_and_left_is_not_applied(sentence: str) -> None:
    assert "wob:10.2g" not in applied(f"# Overwegingen\n{NORM_E}\n{CASE_E}\n# Overig\n{sentence}")[0]


def test_a_letter_that_does_not_exist_is_cut_back_and_applied() -> None:
    document = letter(
        "Geachte,\n# Overwegingen\nDe link maken wij met toepassing van artikel 5.1, eerste lid, onder i, van de Woo "
        "niet openbaar, omdat het systeem anders overbelast raakt."
    )
    sections = find_sections(document)
    text = "artikel 5.1, eerste lid, onder i, van de Woo"
    start = document.text.index(text)
    citation = Citation(start, start + len(text), text, ("woo:5.1.1",), "applied", as_written=("woo:5.1.1i",))
    passages = find_passages(document, sections, [citation])
    assert resolve_applied(document, sections, [citation], passages)[0] == ("woo:5.1.1",)
    plain = replace(citation, as_written=())
    assert resolve_applied(document, sections, [plain], find_passages(document, sections, [plain]))[0] == ()


FORM = "artikel 11, tweede lid, van de Wob"


@pytest.mark.parametrize(
    ("sentence", "used"),
    [
        (f"Ik maak gebruik van {FORM} en verstrek de opvattingen in niet tot personen herleidbare vorm.", True),
        (f"Ik zie geen aanleiding om met toepassing van {FORM} informatie te verstrekken.", False),
        (f"Ik acht het niet in het belang van bestuur om met toepassing van {FORM} informatie te verstrekken.", False),
        (f"Op grond van {FORM} zou ik de opvattingen in niet tot personen herleidbare vorm verstrekken.", False),
        (f"Met toepassing van {FORM} verstrek ik de opvattingen in niet tot de persoon herleidbare vorm.", True),
    ],
)
def test_the_form_without_persons(sentence: str, used: bool) -> None:
    marked = f"# Overwegingen\n{sentence}\nWie welke opvatting heeft, laat ik weg."
    assert ("wob:11.2" in applied(marked)[0]) == used
