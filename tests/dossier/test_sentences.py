"""Dutch sentences: provisions as letters cite them, and every kind of finding has one."""

import re
import string
import tomllib
from importlib.resources import files

import pytest

from woo_gronden.dossier import findings_boxes, findings_law, findings_list, findings_paragraphs
from woo_gronden.dossier.sentences import cite_dutch, join, write_count, write_place, write_sentence


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("woo:5.1.2e", "artikel 5.1, tweede lid, onder e, van de Woo"),
        ("woo:5.1.5", "artikel 5.1, vijfde lid, van de Woo"),
        ("woo:5.4", "artikel 5.4 van de Woo"),
        ("wob:10.2g", "artikel 10, tweede lid, onder g, van de Wob"),
        ("wob:11.1", "artikel 11, eerste lid, van de Wob"),
        # Provisions that do not exist.
        ("woo:5.1.1i", "artikel 5.1, eerste lid, onder i, van de Woo"),
        ("wob:10.2.2", "artikel 10, tweede lid, onder 2, van de Wob"),
        ("wob:10.12", "artikel 10, lid 12, van de Wob"),
    ],
)
def test_provisions(code, text):
    assert cite_dutch(code) == text


def test_places_counts_and_rows_of_things():
    assert write_place([3], "a.pdf") == "bladzijde 3 van a.pdf"
    assert write_place([3, 1, 3, 4, 5, 6, 7], "a.pdf") == "bladzijden 1, 3, 4, 5, 6 e.v. van a.pdf"
    assert (write_count(1, "vlak", "vlakken"), write_count(2, "vlak", "vlakken")) == ("één vlak", "2 vlakken")
    assert (join(["a"]), join(["a", "b", "c"])) == ("a", "a; b en c")


def test_every_kind_has_a_sentence_and_every_sentence_a_kind():
    text = (files("woo_gronden.dossier") / "data" / "sentences_nl.toml").read_text(encoding="utf-8")
    sentences = tomllib.loads(text)
    modules = (findings_boxes, findings_law, findings_list, findings_paragraphs)
    code = "".join((files("woo_gronden.dossier") / f"{m.__name__.rsplit('.', 1)[1]}.py").read_text() for m in modules)
    assert {kind for kind in sentences if f'"{kind}"' in code} == set(sentences)
    assert set(re.findall(r'kind(?:, \w+)? = "([^"]+)"', code)) <= set(sentences)
    for kind, sentence in sentences.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert write_sentence(kind, **dict.fromkeys(names, "x"))[0].isupper()
