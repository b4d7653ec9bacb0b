"""JSON Schemas of the tables; that docs hold the dictionary of today is tested with the other made pages."""

from __future__ import annotations

import pytest

from woo_gronden.dataset.dictionary import json_schema
from woo_gronden.schema import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_a_json_schema_names_every_column(name: str) -> None:
    schema = json_schema(name, TABLES[name])
    assert list(schema["properties"]) == [column.name for column in TABLES[name].columns] == schema["required"]
