"""The data dictionary and JSON Schemas of the tables, from ``schema.TABLES``."""

from __future__ import annotations

from typing import Any

from woo_gronden.schema import TABLES, Table

# JSON Schema of each column type; every column may be null, since not every letter says everything.
_JSON: dict[str, dict[str, Any]] = {
    "string": {"type": ["string", "null"]},
    "int32": {"type": ["integer", "null"]},
    "float64": {"type": ["number", "null"]},
    "bool": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "list<string>": {"type": ["array", "null"], "items": {"type": "string"}},
    "list<box>": {"type": ["array", "null"], "items": {"type": "object", "required": ["page", "x0", "y0", "x1", "y1"]}},
}


def data_dictionary() -> str:
    """Every table and column in Markdown: what ``docs/tables.md`` holds."""
    parts = ["# The tables of a run\n\nMade from the schema by `python docs/generate.py`; do not edit.\n"]
    for name, table in TABLES.items():
        rows = "\n".join(f"| `{column.name}` | {column.type} | {column.doc} |" for column in table.columns)
        parts.append(
            f"## {name}.parquet\n\nA row is {table.row}.\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"
        )
    return "\n".join(parts)


def json_schema(name: str, table: Table) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a row of ``table``, called ``name``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": f"A row is {table.row}.",
        "type": "object",
        "properties": {c.name: {**_JSON[c.type], "description": c.doc} for c in table.columns},
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }
