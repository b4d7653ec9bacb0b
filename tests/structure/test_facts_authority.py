"""What kind of body an authority is, and its code in the register of organisations."""

from __future__ import annotations

import re

import pytest

from tests.structure.test_facts import OPENS, letter, read
from woo_gronden.structure.facts_authority import all_authorities
from woo_gronden.structure.facts_authority_codes import _codes, find_kind_and_code


@pytest.mark.parametrize(
    ("signature", "name", "kind", "code"),
    [
        ("de Minister van Binnenlandse Zaken en Koninkrijksrelaties,", "minister van Binnenlandse Zaken en Koninkrijksrelaties",
         "ministerie", "mnre1034"),
        ("De minister voor Rechtsbescherming,", "minister voor Rechtsbescherming", "ministerie", "mnre1058"),
        ("de Minister van Economische Zaken en Klimaat,", "minister van Economische Zaken en Klimaat", "ministerie", "mnre1045"),
        ("de Minister van Klimaat en Groene Groei,", "minister van Klimaat en Groene Groei", "ministerie", "mnre1182"),
        # One name, two ministries: no code.
        ("de Minister van Landbouw, Natuur en Voedselkwaliteit,", "minister van Landbouw, Natuur en Voedselkwaliteit", "ministerie", None),
        ("Gedeputeerde Staten van Gelderland,", "gedeputeerde staten van Gelderland", "provincie", "pv25"),
        ("het college van burgemeester en wethouders van Den Haag,", "college van burgemeester en wethouders van Den Haag",
         "gemeente", "gm0518"),
        ("gemeente 's-Hertogenbosch", "college van burgemeester en wethouders van 's-Hertogenbosch", "gemeente", "gm0796"),
        ("Provincie Maanveld, Gedeputeerde Staten", "gedeputeerde staten van Maanveld", "provincie", None),
        ("gemeente Maanveld", "college van burgemeester en wethouders van Maanveld", "gemeente", None),
        ("het dagelijks bestuur van het waterschap Aa en Maas,", "dagelijks bestuur van waterschap Aa en Maas", "waterschap", "ws0654"),
        ("dijkgraaf en hoogheemraden van het hoogheemraadschap van Rijnland", "dagelijks bestuur van waterschap Rijnland",
         "waterschap", "ws0616"),
        ("het bestuur van de Omgevingsdienst Maanland", "bestuur van Omgevingsdienst Maanland", "samenwerkingsorganisatie", None),
        ("Sociale Verzekeringsbank", "Sociale Verzekeringsbank", "zbo", "zb000143"),
        ("UWV", "UWV", "zbo", None),
        ("Inspectie Maanverkeer", "Inspectie Maanverkeer", "overig", None),
    ],
)  # fmt: skip
def test_kind_and_code(signature: str, name: str, kind: str, code: str | None) -> None:
    decision = read(letter("Geachte,", *OPENS, "Hoogachtend,", signature))
    assert (decision.authority, decision.authority_kind, decision.authority_id) == (name, kind, code)


def test_nobody_signs_in_a_sentence() -> None:
    decision = read(
        letter("Geachte,", "Zij hebben mij verzocht deze namens hen openbaar te maken.", "De provincie Utrecht heeft niets gevonden.",
               *OPENS, "Hoogachtend,", "De Minister van Defensie,")
    )  # fmt: skip
    assert decision.authority == "minister van Defensie"


def test_codes_are_of_their_kind_and_each_stands_for_one_body() -> None:
    forms = {
        "ministerie": r"mnre\d{4}",
        "provincie": r"pv\d\d",
        "gemeente": r"gm\d{4}",
        "waterschap": r"ws\d{4}",
        "zbo": r"zb\d{6}",
    }
    assert set(_codes()) == set(forms)
    for kind, names in _codes().items():
        assert all(re.fullmatch(forms[kind], code) for code in names.values())
    assert len(set(_codes()["gemeente"].values())) == 345
    assert len(set(_codes()["waterschap"].values())) == 21
    assert len(set(_codes()["provincie"].values())) == 12


def test_every_minister_of_the_list_has_a_kind() -> None:
    ministers = [a for a in all_authorities() if a.name.startswith(("minister", "staatssecretaris"))]
    assert {find_kind_and_code(a.name, a.kind, a.ministry)[0] for a in ministers} == {"ministerie"}
