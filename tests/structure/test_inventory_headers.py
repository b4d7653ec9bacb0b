"""Which rows are tried as the header of a list: those with a word that can name a column of numbers or titles."""

from __future__ import annotations

import pytest

from woo_gronden.structure.inventory_columns import _may_open, kind_of_header

HEADERS = [
    "nr", "Nr.", "NUMMER", "#", "Document(en)", "Doc. nr", "Volgnr.", "ID", "vr", "Bijlagenummer", "Registratienr",
    "Titel van het document", "Documentnaam", "documentomschrijving", "|Onderwerp", "Bestand", "File name", "_Inhoud_",
    "D oc", "Num- mer", "Docu- ment", "Omschrij- ving", "titel/onderwerp",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_a_row_with_a_name_of_a_column_is_tried(header):
    assert kind_of_header(header) in {"number", "title"}
    assert _may_open(header.split()[0])


@pytest.mark.parametrize("word", ["Het", "van", "ik", "minister", "2020.", "verzoek", "Woo", "besluit", "Amsterdam,"])
def test_a_row_of_prose_is_left(word):
    assert not _may_open(word)


@pytest.mark.parametrize("cell", ["de minister van", "In dit document", "over het document", "Nee", "een nummer"])
def test_a_cell_that_only_starts_as_a_header_does_is_left(cell):
    assert not _may_open(cell)


def test_any_header_is_tried_before_its_kind():
    assert kind_of_header("Document") == "title"
    assert kind_of_header("Grondslag Woo") == "ground"
    assert kind_of_header("Deels openbaar") == "partly"
    assert kind_of_header("de minister van") is None
