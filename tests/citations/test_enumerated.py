"""Every ground in every notation that letters use, and every damage that recognisers do, enumerated whole."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_gronden.citations import find_citations
from woo_gronden.taxonomy import all_grounds, parse_code

_LETTERED = [g for g in all_grounds() if g.letter and g.paragraph]
_ORDINALS = ["", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"]
_ARTICLES = ["artikel {a}", "Artikel {a}", "art. {a}", "art {a}", "ARTIKEL {a}"]
_PARAGRAPHS = [", {o} lid", " lid {p}", ", lid {p}", " {o} lid", ", {p}e lid"]
_LETTERS = [", aanhef en onder {l}", " sub {l}", ", onderdeel {l}", " onder {l}", ", letter {l}"]
_LAWS = [", van de {w}", " {w}", ", {w}", " van de {w}", " van de {full}"]
_FULL = {"woo": "Wet open overheid", "wob": "Wet openbaarheid van bestuur"}


@pytest.mark.parametrize("ground", _LETTERED, ids=str)
def test_every_article_form(ground) -> None:
    for form in itertools.product(_ARTICLES, _PARAGRAPHS, _LETTERS, _LAWS):
        words = {
            "a": ground.article,
            "p": ground.paragraph,
            "o": _ORDINALS[int(ground.paragraph)],
            "l": ground.letter,
            "w": ground.law.capitalize(),
            "full": _FULL[ground.law],
        }
        cited = "".join(form).format(**words)
        text = f"Wij weigeren dit op grond van {cited}, zoals gezegd."
        assert [(c.text, c.grounds) for c in find_citations(text)] == [(cited, (ground.id,))]


@pytest.mark.parametrize("ground", _LETTERED, ids=str)
@pytest.mark.parametrize("form", ["{a}.{p}.{l}", "{a}.{p}{l}", "{a},{p},{l}", "{a}-{p}-{l}", "{a}.{p}.{L}"])
def test_every_code(ground, form: str) -> None:
    code = form.format(a=ground.article, p=ground.paragraph, l=ground.letter, L=ground.letter.upper())
    text = f"Naam: {code} (zie lijst)"
    assert [(c.text, c.grounds) for c in find_citations(text)] == [(code, (ground.id,))]
    assert parse_code(code) == (ground.id,)


@given(st.text(alphabet="artikel 5.1012,()-eilduonsvWwob\n|", max_size=200), st.sampled_from([None, "woo", "wob"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans(text: str, law) -> None:
    found = find_citations(text, law)
    assert all(text[c.start : c.end] == c.text and c.grounds for c in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
