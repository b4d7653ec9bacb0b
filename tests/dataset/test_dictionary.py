"""The data dictionary in docs is the schema's."""

from __future__ import annotations

from pathlib import Path

import pytest

from woo_gronden.dataset.dictionary import data_dictionary, json_schema
from woo_gronden.schema import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_docs_hold_the_dictionary_of_today() -> None:
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == data_dictionary()


@pytest.mark.parametrize("name", TABLES)
def test_a_json_schema_names_every_column(name: str) -> None:
    schema = json_schema(name, TABLES[name])
    assert list(schema["properties"]) == [column.name for column in TABLES[name].columns] == schema["required"]
