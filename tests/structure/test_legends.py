"""Keys to redaction codes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.structure.placed import placed
from woo_gronden.structure.legends import find_legend, find_legend_entries


def grounds(text: str) -> tuple[str, ...]:
    """Stands in for the citation finder: "5.1 lid 2 sub e" and "5.1.2.e"."""
    found = re.findall(r"5\.1(?:\.| lid )(\d)(?:\.| sub )?([a-i])", text)
    return tuple(f"woo:5.1.{paragraph}{letter}" for paragraph, letter in found)


def read(*lines: str) -> dict[str, tuple[str, ...]]:
    return find_legend(placed([(60, 60 + 16 * n, line) for n, line in enumerate(lines)]), grounds)


def test_letters_under_a_heading() -> None:
    key = read("Toelichting grondslagen", "De letter hoort bij de grondslag.", "J Art. 5.1 lid 2 sub e", "Het belang van",
               "K Art. 5.1 lid 2 sub f")  # fmt: skip
    assert key == {"J": ("woo:5.1.2e",), "K": ("woo:5.1.2f",)}


def test_numbered_codes() -> None:
    assert read("Code 1: artikel 5.1.2.e van de Woo", "Code 3 = artikel 5.1.2.i") == {
        "1": ("woo:5.1.2e",),
        "3": ("woo:5.1.2i",),
    }


@pytest.mark.parametrize(
    "lines",
    [
        ("e. de eerbiediging van de persoonlijke levenssfeer;",),
        ("A. Inleiding", "B. Overwegingen"),
        ("Toelichting grondslagen", "Er is niets gelakt."),
    ],
)
def test_no_key(lines: tuple[str, ...]) -> None:
    assert read(*lines) == {}


def test_entries_say_where_they_stand() -> None:
    document = placed(
        [(60, 60, "Legenda")], [(60, 60, "E = art. 5.1 lid 1 sub e"), (60, 80, "J = art. 5.1 lid 2 sub e")]
    )
    assert [(entry.mark, entry.page) for entry in find_legend_entries(document, grounds)] == [("E", 2), ("J", 2)]


def test_a_heading_that_passes_for_furniture() -> None:
    lines = [(60, 80, "J Art. 5.1 lid 2 sub e"), (60, 100, "Het belang van de persoonlijke levenssfeer.")]
    document = placed([(60, 60, "Een eerste bladzijde met tekst.")], lines, [(60, 60, "Toelichting grondslagen")])
    body_end = document.text.index("Toelichting")
    heading = document.pages[2]
    moved = replace(document.pages[1], words=(*document.pages[1].words, *heading.words), lines=heading.lines)
    bundle = replace(document, pages=(document.pages[0], moved), body_end=body_end)
    assert [(entry.mark, entry.page) for entry in find_legend_entries(bundle, grounds)] == [("J", 2)]
