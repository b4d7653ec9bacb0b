"""The finder on our own sentences: every notation that must be found, and texts in which nothing may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from woo_gronden.citations import find_citations, law_agreed
from woo_gronden.citations.laws import law_before
from woo_gronden.citations.lexicon import word_list
from woo_gronden.taxonomy import provision_exists

_HERE = Path(__file__).parent


def _rows(name: str) -> list[tuple[int, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]


def _parse_hit(line: str) -> tuple[str | None, str, list[tuple[int, int, tuple[str, ...]]]]:
    context, rest = line.split(" | ", 1)
    marked, grounds = rest.rsplit(" | ", 1)
    text, spans = "", []
    for index, part in enumerate(re.split(r"[{}]", marked)):
        if index % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    listed = [tuple(ids.split()) for ids in grounds.split(" ; ")]
    wanted = [(*span, ids) for span, ids in zip(spans, listed, strict=True)]
    return (None if context == "-" else context), text, wanted


@pytest.mark.parametrize(("number", "line"), _rows("hits.txt"))
def test_found(number: int, line: str) -> None:
    law, text, wanted = _parse_hit(line)
    found = find_citations(text, law)
    assert [(c.start, c.end, c.grounds) for c in found] == wanted
    assert all(text[c.start : c.end] == c.text for c in found)
    assert all(provision_exists(ground) for c in found for ground in c.grounds)


@pytest.mark.parametrize(("number", "line"), _rows("traps.txt"))
def test_nothing(number: int, line: str) -> None:
    context, text = line.split(" | ", 1)
    assert [c.text for c in find_citations(text, None if context == "-" else context)] == []


def test_as_many_traps_as_hits() -> None:
    assert len(_rows("traps.txt")) >= len(_rows("hits.txt"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("artikel 5.1, eerste lid, onder i, van de Woo", ("woo:5.1.1i",)),
        ("artikel 10, tweede lid, onder e, van de Woo", ("woo:10.2e",)),
        ("5.1.2.e van de Wob", ("wob:5.1.2e",)),
        ("Art. 5.1 lid 1 sub f Art. 5.1 lid 1 sub c", ("woo:5.1.1f", "woo:5.1.1c")),
        ("artikel 5.1, achtste lid, van de Woo", ("woo:5.1.8",)),
        ("artikel 5.1, tweede lid, onder e, van de Woo", ()),
        ("artikel 5.1, tweede lid, onder í, van de Woo", ()),
    ],
)
def test_what_the_writer_put(text: str, written: tuple[str, ...]) -> None:
    (citation,) = find_citations(text)
    assert citation.as_written == written


def test_offsets_hold_over_newlines_and_odd_spaces() -> None:
    text = "Gelet op artikel\u00a05.1,\ntweede\u00a0lid,\nonder e, van\nde Woo."
    (citation,) = find_citations(text)
    assert citation.grounds == ("woo:5.1.2e",)
    assert text[citation.start : citation.end].endswith("Woo")


def test_codes_on_two_lines_are_two_citations() -> None:
    assert [c.grounds for c in find_citations("5.1.2e\n5.1.2i")] == [("woo:5.1.2e",), ("woo:5.1.2i",)]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("1 nota 10.2.e\n2 memo 10.2.g\n3 mail 10.1.c\n4 verslag 11.1", "wob"),
        ("1 nota 5.1.2.e\n2 memo 5.1.2.i\n3 mail 5.1.2.e", "woo"),
        ("1 nota 5.1.2.e\n2 memo 10.2.e\n3 mail 10.2.g", None),
        ("1 nota 10.2.e", None),
    ],
)
def test_the_law_that_a_list_shows_by_its_codes(text: str, law: str | None) -> None:
    assert law_agreed(find_citations(text)) == law


@pytest.mark.parametrize(("text", "found"), [
    ("artikel 5.1, tweede lid, onder e, van de Woo", 0),
    ("ARTIKEL 5.1, tweede lid, onder e, van de Woo", 0),
    ("(5.1.2.e)", 1),
    ("zie de codes 5.1.2e", 13),
    ("kopS.1.2.e", 3),
    ("de tweede lid van artikel 10 Wob", 3),
    ("_10.2.e", 1),
    ("e-grond van artikel 10 van de Wob", 0),
])  # fmt: skip
def test_a_citation_starts_at_the_first_of_its_words_or_figures(text, found):
    assert [citation.start for citation in find_citations(text)][:1] == [found]


@pytest.mark.parametrize(("text", "found"), [
    ("Tweede lid van artikel 5.1 van de Woo", 0),
    ("lO.2.e van de Wob", 0),
    ("Het gaat om de artikelen. " * 20 + "onder e van artikel 5.1, tweede lid, van de Woo", 520),
    ("tweede lid. " + "Een zin zonder meer. " * 20 + "artikel 5.1 van de Woo", 432),
])  # fmt: skip
def test_what_stands_before_an_article_is_read_with_it_where_it_is_near(text, found):
    assert next((citation.start for citation in find_citations(text)), None) == found


@pytest.mark.parametrize("joint", [" ", ", ", " (", " de ", ": in ", " MvT, "])
def test_another_rule_is_known_right_before_an_article(joint):
    # One name is longer than what is looked at.
    for name in [name for name in word_list("other_laws.txt") if len(name) < 30]:
        text = f"volgens {name}{joint}"
        assert law_before(text, len(text)) == ("other", len(text))


@pytest.mark.parametrize("joint", [" ", ", ", ": ", " de "])
def test_the_laws_are_known_right_before_an_article(joint):
    woo, wob = ("Woo", "VVoo", "W00", "Wet open overheid"), ("WOB", "W.o.b.", "wet openbaarheid van bestuur")
    for law, name in [*(("woo", name) for name in woo), *(("wob", name) for name in wob)]:
        text = f"de {name}{joint}"
        assert law_before(text, len(text)) == (law, 3)


@pytest.mark.parametrize("word", word_list("section_words.txt"))
def test_a_code_behind_the_word_of_a_section_is_none(word):
    assert find_citations(f"Zie {word} 5.1.2e hierna") == find_citations(f"Zie {word}nr. 5.1.2e hierna") == []
