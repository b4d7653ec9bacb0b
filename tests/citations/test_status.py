"""Applied, mentioned or rejected: our own sentences, one rule each."""

from __future__ import annotations

import pytest

from woo_gronden.citations import find_citations, resolve_status
from woo_gronden.schema import Section, SectionRole

_APPLIED = [
    "Op grond van artikel 5.1, tweede lid, onder e, van de Woo weiger ik de namen openbaar te maken.",
    "De namen zijn onleesbaar gemaakt onder vermelding van 5.1.2.e.",
    "Het belang van artikel 5.1, tweede lid, onder i, Woo weegt zwaarder dan het belang van openbaarheid.",
    "Artikel 5.1, eerste lid, onder c, van de Woo verzet zich tegen openbaarmaking van de offerte.",
    "Bijlage 3 wordt niet openbaar gemaakt (artikel 5.2 Woo).",
    "Wij hebben met een beroep op artikel 10, tweede lid, onder g, Wob de prijzen gelakt.",
    "Uw verzoek wijs ik voor het overige af. Artikel 11, eerste lid, van de Wob bepaalt namelijk dat uit stukken voor "
    "intern beraad geen informatie wordt verstrekt over meningen.",
    "Persoonlijke levenssfeer (artikel 5.1, tweede lid, onder e, van de Woo)\nIn de stukken staan namen. Ik vind dat "
    "het belang van deze personen zwaarder weegt.",
    "3 Memo bestuur Deels openbaar 5.1.2.e",
]
_REJECTED = [
    "Artikel 5.1, tweede lid, onder b, van de Woo is hier niet van toepassing.",
    "Wij passen artikel 5.1, tweede lid, onder e, Woo hier niet toe.",
    "Artikel 5.1, eerste lid, onder c, van de Woo staat niet in de weg aan openbaarmaking.",
    "De grond van artikel 10, tweede lid, onder g, Wob doet zich niet voor.",
    "De rapporten worden alsnog openbaar gemaakt; artikel 11 Wob verzet zich niet tegen verstrekking.",
]
_MENTIONED = [
    "U stelt dat artikel 5.1, tweede lid, onder e, van de Woo ten onrechte is gebruikt.",
    "In het bestreden besluit is informatie geweigerd op grond van artikel 5.1, tweede lid, onder d, Woo.",
    "Volgens bezwaarmaker is artikel 10, tweede lid, onder b, Wob te ruim uitgelegd.",
    "Dit staat in artikel 1.1 van de Woo.",
    "Een verzoek wordt ingewilligd met inachtneming van het bepaalde in de artikelen 10 en 11 van de Wob.",
    "Ik heb beoordeeld of artikel 5.1, tweede lid, onder i, Woo in de weg staat.",
    "Geachte art. 5.1 lid 2 sub e\nOp 3 mei vroeg u om stukken. Deze worden geweigerd.",
    "E: art. 5.1 lid 2 sub e",
]


@pytest.mark.parametrize(
    ("text", "status"),
    [(t, "applied") for t in _APPLIED] + [(t, "rejected") for t in _REJECTED] + [(t, "mentioned") for t in _MENTIONED],
)
def test_status_of_the_first_citation(text: str, status: str) -> None:
    assert resolve_status(text, find_citations(text))[0].status == status


@pytest.mark.parametrize("role", ["request", "legal framework", "legend", "annex"])
def test_sections_that_quote(role: SectionRole) -> None:
    text = _APPLIED[0]
    section = Section("kop", role, 0, len(text), 1, 1)
    assert [c.status for c in resolve_status(text, find_citations(text), [section])] == ["mentioned"]


def test_a_row_of_the_list() -> None:
    text = "12 Memo 5.1.2.e"
    section = Section("Inventaris", "inventory", 0, len(text), 1, 1)
    assert resolve_status(text, find_citations(text), [section])[0].status == "applied"


def test_a_norm_among_the_considerations() -> None:
    text = (
        "Artikel 11, eerste lid, van de Wob bepaalt dat over meningen geen informatie wordt verstrekt.\n"
        "De stukken bevatten meningen van ambtenaren."
    )
    considerations = Section("Overwegingen", "considerations", 0, len(text), 1, 1)
    framework = Section("Wettelijk kader", "legal framework", 0, len(text), 1, 1)
    citations = find_citations(text)
    assert resolve_status(text, citations, [considerations])[0].status == "applied"
    assert resolve_status(text, citations, [framework])[0].status == "mentioned"
    assert resolve_status(text, citations)[0].status == "mentioned"


def test_nothing_in_nothing_out() -> None:
    assert resolve_status("", []) == []
