"""What a file of a dossier is."""

from __future__ import annotations

import pytest

from tests.structure.placed import placed, table
from woo_gronden.schema import Document
from woo_gronden.structure.roles import find_role


def pages(*lines: str, name: str = "stuk.pdf") -> Document:
    return placed([(60, 60 + 16 * n, line) for n, line in enumerate(lines)], name=name)


DECISION = (
    "Datum 3 mei 2023", "Geachte heer,", "U heeft op 1 april 2023 een verzoek op grond van de Wet open overheid ingediend.",
    "Besluit", "Ik heb besloten de documenten openbaar te maken.", "U kunt bezwaar maken.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        (DECISION, "besluit.pdf", "besluit"),
        (("Datum 3 mei 2023", "Geachte heer,", "U krijgt de vergunning voor een dakkapel.", "Besluit"), "besluit-vergunning.pdf",
         "openbaar gemaakt document"),
        (("Handboek", "Hoofdstuk 1", "Zo werkt het."), "2023-bijlage-1-handboek.pdf", "openbaar gemaakt document"),
        (("Artikel 10", "1. Het verstrekken van informatie ingevolge deze wet blijft achterwege voor zover dit:",
          "a. de eenheid van de Kroon in gevaar zou kunnen brengen;", "b. de veiligheid van de Staat zou kunnen schaden;"),
         "bijlage-wet.pdf", "bijlage wettekst"),
        (("Van: A", "Aan: Gemeente", "Onderwerp: Woo", "Hierbij doe ik een beroep op de Woo en verzoek ik u om stukken."),
         "mail.pdf", "verzoek"),
        (("Betreft: verzoek op grond van de Wet open overheid", "Geacht college,", "Hiermee vraag ik u om alle stukken over de"
          " kade."), "brief.pdf", "verzoek"),
        (("Onderwerp: zienswijze over voorgenomen openbaarmaking", "Geacht college,", "Op grond van de Woo verzoeken wij u de"
          " stukken niet openbaar te maken."), "brief.pdf", "zienswijze"),
        # The authority asks back.
        (("Onderwerp: uw Woo-verzoek", "Geachte heer,", "Ik vraag u uw verzoek te preciseren."), "brief.pdf",
         "correspondentie"),
        ((), "wob-besluit.pdf", "besluit"),
        ((), "x.pdf", "overig"),
    ],
)  # fmt: skip
def test_roles(lines: tuple[str, ...], name: str, expected: str) -> None:
    assert find_role(pages(*lines, name=name)).role == expected


def test_a_list_of_documents() -> None:
    rows = [["Nr.", "Document", "Beoordeling"], ["1", "Nota", "Openbaar"], ["2", "Mail", "Deels openbaar"]]
    assert find_role(placed(table((60, 100, 300), rows), name="lijst.pdf")).role == "inventarislijst"


def test_a_decision_with_a_list_in_it_is_a_decision() -> None:
    cells = [(60.0, 40.0 + 14 * n, line) for n, line in enumerate(DECISION)]
    rows = [["Nr.", "Document", "Beoordeling"], ["1", "Nota", "Openbaar"]]
    assert find_role(placed([*cells, *table((60, 100, 300), rows, y=200)])).role == "besluit"
