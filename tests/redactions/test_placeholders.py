from __future__ import annotations

import pytest

from woo_gronden.redactions.placeholders import find_placeholders
from woo_gronden.schema import BBox, RawPage, RawWord


def _page(*lines: str) -> RawPage:
    words = []
    for number, line in enumerate(lines):
        x = 70.0
        for text in line.split(" "):
            if text:
                words.append(RawWord(text, BBox(x, 80 + number * 14, x + 5 * len(text), 92 + number * 14), 0, number))
            x += 5 * len(text) + 3
    return RawPage(1, 595, 842, 0, "native", tuple(words))


FOUND = [
    ("Aanwezig waren (geanonimiseerd) en de voorzitter.", 1),
    ("Aanwezig waren (geanonimiseerd) (geanonimiseerd) (geanonimiseerd)", 3),
    ("overleg met (geanonimiseerd)is gepland", 1),
    ("gesprek met [persoonsgegeven] van de afdeling", 1),
    ("gesprek met [zwart gelakt] van de afdeling", 1),
    ("gesprek met [naam verwijderd] van de afdeling", 1),
    ("de heer XXXXX heeft gebeld", 1),
    ("bel 06-XXXXXXXX voor vragen", 1),
    ("de heer ████ heeft gebeld", 1),
    ("namens 5.1.2e kan ik melden dat het werk klaar is", 1),
    ("Naam:          5.1.2e", 1),
    ("Geachte heer [...],", 1),
    ("Aan: [...]", 1),
]
NOTHING = [
    "De stukken zijn geanonimiseerd verstuurd.",
    "Dit besluit wordt (geanonimiseerd) gepubliceerd op onze website.",
    "op grond van artikel 5.1.2e van de Woo",
    "De grond 5.1.2e is van toepassing (zie artikel 5.1)",
    "maat XXL en hoofdstuk XXVIII",
    "de commissie overweegt [...] dat dit niet kan",
    "[...]",
    "(zie de gelakte delen van document 4)",
    "5.1.2.e Beheer van gegevens",
    "hoofdstuk 3.1.2e en 4.1.2",
    "5.1.2 Opzet van het plan",
    "vul hier uw [naam] in",
]


@pytest.mark.parametrize(("line", "count"), FOUND)
def test_found(line, count):
    marks = find_placeholders(_page(line))
    assert len(marks) == count
    assert all(mark.kind == "placeholder" and mark.detector == "text" for mark in marks)


@pytest.mark.parametrize("line", NOTHING)
def test_nothing(line):
    assert find_placeholders(_page(line)) == []


def test_omitted_address_of_a_letter():
    assert len(find_placeholders(_page("[...]", "Datum 3 mei 2023", "Betreft uw verzoek"))) == 1


def test_words_on_a_box_are_that_boxes():
    page = _page("namens 5.1.2e kan ik melden")
    assert find_placeholders(page, taken=frozenset({1})) == []


def test_only_the_bracket_is_boxed():
    (mark,) = find_placeholders(_page("overleg met (geanonimiseerd)is gepland"))
    assert mark.bbox.width == pytest.approx(5 * len("(geanonimiseerd)"))


def test_a_letter_of_a_legend_printed_on_a_placeholder_is_its_code():
    page = _page("overleg met (geanonimiseerd) en J.")
    (bracket,) = (word for word in page.words if word.text.startswith("("))
    middle = (bracket.bbox.x0 + bracket.bbox.x1) / 2
    small = RawWord("J", BBox(middle, bracket.bbox.y0 + 3, middle + 2, bracket.bbox.y0 + 8), 9, 0)
    (mark,) = find_placeholders(RawPage(1, 595, 842, 0, "native", (*page.words, small)))
    assert mark.code == "J"
    (mark,) = find_placeholders(page)
    assert mark.code is None


def test_a_letter_alone_is_no_placeholder():
    assert find_placeholders(_page("Naam: J", "J", "fase C", "[J]")) == []
