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
