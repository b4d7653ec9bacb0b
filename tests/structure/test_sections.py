"""Headings and roles: rows of (line, role), traps that are no headings, and whole letters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.letters import letter
from woo_gronden.structure.sections import find_sections
from woo_gronden.structure.sections_rules import parse_heading_ground, parse_role

TEXT = "Dit is een gewone alinea die lang genoeg is om als lopende tekst te gelden, met een werkwoord erin."

ROLES = [
    ("Wettelijk kader", "legal framework"),
    ("Overweglngen", "considerations"),
    ("OVERWEGINGEN", "considerations"),
    ("4. Overwegingen", "considerations"),
    ("Belangenafweging", "considerations"),
    ("Besluit", "decision"),
    ("3. Beslissing", "decision"),
    ("Deelbesluit", "decision"),
    ("Beslissing op bezwaar", "decision"),
    ("Uw verzoek", "request"),
    ("Woo-verzoek", "request"),
    ("Inperking verzoek", "request"),
    ("Verloop van de procedure", "procedure"),
    ("Woo-besluit", "procedure"),
    ("Hoorzitting", "procedure"),
    ("Zienswijzen", "views"),
    ("Derde-belanghebbenden", "views"),
    ("Gronden van uw bezwaar", "views"),
    ("Bezwaargronden", "views"),
    ("Inventarisatie documenten", "inventory"),
    ("Zoekslag", "inventory"),
    ("Wijze van openbaarmaking", "publication"),
    ("Plaatsing op internet", "publication"),
    ("Bezwaarclausule", "remedies"),
    ("Niet eens met deze beslissing?", "remedies"),
    ("Spoed? Voorlopige voorziening", "remedies"),
    ("Toelichting grondslagen", "legend"),
    ("Afschrift aan belanghebbenden", "other"),
    ("Bijlage 2", "annex"),
    ("Bijlage 1 - Relevante artikelen uit de Wob", "legal framework"),
    ("Ten aanzien van punt 4", None),
    ("Rijkswet Onderzoeksraad voor Veiligheid", None),
]


@pytest.mark.parametrize(("heading", "role"), ROLES)
def test_role_of_a_heading(heading: str, role: str | None) -> None:
    assert parse_role(heading) == role


@pytest.mark.parametrize(
    ("heading", "woo", "wob"),
    [
        ("De eerbiediging van de persoonlijke levenssfeer", "woo:5.1.2e", "wob:10.2e"),
        ("Bijzondere persoonsgegevens", "woo:5.1.1d", "wob:10.1d"),
        ("Inspectie, controle en toezicht", "woo:5.1.2d", "wob:10.2d"),
        ("De economische of de financiële belangen van de gemeente", "woo:5.1.2b", "wob:10.2b"),
        ("Persoonlijke beleidsopvattingen in een stuk voor intern beraad", "woo:5.2.1", "wob:11.1"),
        ("Het goed functioneren van de Staat", "woo:5.1.2i", "wob:10.2g"),
        ("Wijze van openbaarmaking", None, None),
    ],
)
def test_ground_of_a_heading(heading: str, woo: str | None, wob: str | None) -> None:
    assert parse_heading_ground(heading, "woo") == woo
    assert parse_heading_ground(heading, "wob") == wob


def test_a_letter_in_parts() -> None:
    found = find_sections(
        letter(f"""
        Onderwerp
        Beslissing op uw verzoek om informatie
        Geachte heer,
        {TEXT}
        # Besluit
        {TEXT}
        Overwegingen
        {TEXT}
        De eerbiediging van de persoonlijke levenssfeer (artikel 10, tweede lid, onder e, van de Wob)
        {TEXT}
        Rijkswet op het voorbeeld
        {TEXT}
        # Plaatsing op internet
        {TEXT}
        Hoogachtend,
        # Bezwaarclausule
        {TEXT}
        # Bijlage 1 - Relevante artikelen uit de Wob
        Artikel 10
        {TEXT}
        """)
    )
    assert [(s.heading.split(" (")[0], s.role) for s in found] == [
        ("Besluit", "decision"),
        ("Overwegingen", "considerations"),
        ("De eerbiediging van de persoonlijke levenssfeer", "considerations"),
        ("Rijkswet op het voorbeeld", "considerations"),
        ("Plaatsing op internet", "publication"),
        ("Bezwaarclausule", "remedies"),
        ("Bijlage 1 - Relevante artikelen uit de Wob", "legal framework"),
    ]
    assert all(a.end == b.start for a, b in pairwise(found))


TRAPS = [
    "1. Alle notulen van het overleg over de haven",
    "2. Alle notities over bijzondere persoonsgegevens in het archief",
    "3. Wie om de nota vraagt hoeft geen belang te stellen en dient haar te noemen.",
    "Artikel 10",
    "5.1 lid 2 onder e",
    "Juridisch adviseur",
    "Code 2: artikel 5.1, eerste lid, onder c, van de Woo",
    "1000 AB Amsterdam",
    "In uw verzoek vraagt u om de volgende documenten:",
    "Dit besluit wordt geplaatst op internet.",
    "Nota over de haven.pdf | Deels openbaar",
    "- Overwegingen van de raad",
]


@pytest.mark.parametrize("line", TRAPS)
def test_no_heading(line: str) -> None:
    found = find_sections(letter(f"Geachte heer,\n{TEXT}\n# Uw verzoek\n{TEXT}\n{line}\n{TEXT}"))
    assert [s.heading for s in found] == ["Uw verzoek"]


def test_the_article_of_a_heading_on_its_next_line() -> None:
    parts = "A. De eerbiediging van de persoonlijke levenssfeer (artikel 10,\ntweede lid, onder e, van de Wob)."
    found = find_sections(letter(f"Geachte,\n# Overwegingen\n{TEXT}\n{parts}\n{TEXT}"))
    assert [s.heading for s in found] == ["Overwegingen", " ".join(parts.split())]


def test_points_of_a_request_are_the_considerations_where_no_heading_says_so() -> None:
    found = find_sections(letter(f"Geachte,\n# Beslissing\n{TEXT}\n1a. De handleiding van het model\n{TEXT}"))
    assert [s.role for s in found] == ["decision", "considerations"]


def test_a_heading_that_runs_into_its_text() -> None:
    found = find_sections(
        letter(
            f"Geachte,\n# Overwegingen\n{TEXT}\n"
            "De eerbiediging van de persoonlijke levenssfeer (artikel 10, tweede lid onder e) Op grond van dat artikel "
            "blijft verstrekking achterwege."
        )
    )
    assert [s.heading for s in found][1:] == [
        "De eerbiediging van de persoonlijke levenssfeer (artikel 10, tweede lid onder e)"
    ]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_text_is_parted_without_gaps(text: str) -> None:
    document = letter(f"Geachte,\n{text}\n# Besluit\n{TEXT}")
    found = find_sections(document)
    assert all(s.start < s.end <= document.body_end for s in found)
    assert all(a.end == b.start for a, b in pairwise(found))
