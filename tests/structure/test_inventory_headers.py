"""Which rows are tried as the header of a list: those with a word that can name a column of numbers or titles."""

from __future__ import annotations

import pytest

from woo_gronden.structure.inventory_names import _begun, _names, find_openers, kind_of_header

HEADERS = [
    "nr", "Nr.", "NUMMER", "#", "Document(en)", "Doc. nr", "Volgnr.", "ID", "vr", "Bijlagenummer", "Registratienr",
    "Titel van het document", "Documentnaam", "documentomschrijving", "|Onderwerp", "Bestand", "File name", "_Inhoud_",
    "D oc", "Num- mer", "Docu- ment", "Omschrij- ving", "titel/onderwerp",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_a_row_with_a_name_of_a_column_is_tried(header):
    assert kind_of_header(header) in {"number", "title"}
    assert _begun(header)
    assert header.split()[0] in find_openers(set(header.split()))


@pytest.mark.parametrize("word", ["Het", "van", "ik", "minister", "2020.", "verzoek", "Woo", "besluit", "Amsterdam,"])
def test_a_row_of_prose_is_left(word):
    assert not _begun(word)


@pytest.mark.parametrize(
    "cell",
    ["de minister van", "In dit document", "over het document", "Nee", "een nummer", "documenten zijn", "b.", "Docu."],
)
def test_a_cell_that_only_starts_as_a_header_does_is_left(cell):
    assert not _begun(cell)


def test_names_are_spelled_from_their_patterns():
    names, starts = _names()
    assert {"nr", "volgnummer", "docnr", "documentnaam", "titelvanhetdocument", "titel/onderwerp", "reg"} <= names
    assert all(letter.isalpha() or letter in "#/." for start in starts for letter in start)


@pytest.mark.parametrize(
    ("words", "openers"),
    [
        ("de inhoud van dit besluit", {"inhoud"}),
        ("de minister in over b. i.", set()),
        ("de finitief id", {"de", "id"}),
        ("Omschrij- ving Doc. Document(en)", {"Omschrij-", "Doc.", "Document(en)"}),
    ],
)
def test_words_that_start_a_name_need_the_rest_of_it_in_the_document(words, openers):
    assert find_openers(set(words.split())) == openers


def test_any_header_is_tried_before_its_kind():
    assert kind_of_header("Document") == "title"
    assert kind_of_header("Grondslag Woo") == "ground"
    assert kind_of_header("Deels openbaar") == "partly"
    assert kind_of_header("de minister van") is None
