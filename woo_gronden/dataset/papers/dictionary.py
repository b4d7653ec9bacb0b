"""The data dictionary of a release: every column, and what was done to its text."""

from __future__ import annotations

from woo_gronden.dataset.papers.paperwork import Paperwork, markdown_table
from woo_gronden.dataset.release_schema import (
    FREE_TEXT,
    NOT_FREE_TEXT,
    PLAIN_FACTS,
    RELEASE_TABLES,
    TOMBSTONE_TABLE,
    TOMBSTONES,
)
from woo_gronden.schema import Table


def dictionary(paperwork: Paperwork) -> str:
    """Every table and column in Markdown."""
    treated = "replaced by placeholders" if paperwork.manifest["text"] else "left out: null"
    parts = [
        f"# Data dictionary\n\nVersion {paperwork.version}. Columns marked *text* are free text, in which personal data is "
        f"{treated}. `facts.value` is left as it is for {', '.join(sorted(PLAIN_FACTS))}. Spans and boxes point into the "
        "source document, not into the text with placeholders.\n"
    ]
    for name, table in {**RELEASE_TABLES, TOMBSTONES: TOMBSTONE_TABLE}.items():
        parts.append(f"## {name}\n\nA row is {table.row}.\n\n{_columns(name, table)}\n")
    reasons = markdown_table(("column", "why it is not read for personal data"), sorted(NOT_FREE_TEXT.items()))
    parts.append(f"## Text that is no free text\n\n{reasons}\n")
    return "\n".join(parts)


def _columns(name: str, table: Table) -> str:
    free = FREE_TEXT.get(name, ())
    rows = [(f"`{c.name}`", c.type, "*text*" if c.name in free else "", c.doc) for c in table.columns]
    return markdown_table(("column", "type", "", "meaning"), rows)
