"""The tables of a release: those of a run, with the provenance of every row, and what may stand in their text.

A column of text is either *free text*, which passes through the anonymiser, or stands in :data:`NOT_FREE_TEXT` with the
reason why it need not. What a later version adds is free text until someone decides otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from woo_gronden.schema import (
    TABLES,
    Assessment,
    Column,
    DecisionType,
    DocumentRole,
    Law,
    Outcome,
    SectionRole,
    Status,
    Table,
    TextSource,
    arrow_schema_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

SPLITS = ("train", "validation", "test")
NO_AUTHORITY = "unassigned"
TOMBSTONES = "tombstones"

# Columns in front of each table, and behind its own. A table's own column of that name stays where it is.
_KEYS = (
    Column("row_id", "string", "the row; the same in every release as long as what it is about keeps its place"),
    Column("document_id", "string", "the document; join key of all tables; stable as long as the file keeps its place"),
    Column("dossier_id", "string", "the dossier; a digest of the folder or archive that the file came in"),
    Column("split", "string", "train, validation or test, fixed by the dossier"),
    Column(
        "authority_split",
        "string",
        "train, validation or test, fixed by the authority, so that none is in two; unassigned where it is not known",
    ),
)
_PROVENANCE = (
    Column("method", "string", "rule, model or person that the row comes from"),
    Column("score", "float64", "confidence of that method, 0 to 1; null where it gives none"),
    Column("model", "string", "the model, where one decided; else null"),
    Column("model_version", "string", "first twelve hexadecimal digits of the SHA-256 of the model's files"),
    Column("tool_version", "string", "version of woo_gronden that made the run"),
    Column("source_path", "string", "the document's path from the input folder, personal data replaced"),
    Column("source_sha256", "string", "SHA-256 of the document's bytes"),
)
_PEOPLE = (
    Column("corrected", "bool", "a person's annotation decides this row"),
    Column("annotator", "string", "who, as the annotation names them; null where no one did"),
    Column("annotated_at", "string", "when, as the annotation says; null likewise"),
)
_ADDED: dict[str, tuple[Column, ...]] = {
    "documents": (Column("dossier", "string", "the dossier's own name, personal data replaced"),),
    "passages": _PEOPLE,
    "links": (Column("redaction_id", "string", "row_id of the region in redactions; null where it is none"),),
}

RELEASE_TABLES: dict[str, Table] = {}
for _name, _table in TABLES.items():
    _own = tuple(column for column in _table.columns if column.name not in {key.name for key in _KEYS})
    _present = {column.name for column in _own}
    RELEASE_TABLES[_name] = Table(
        _table.row,
        _KEYS + _own + _ADDED.get(_name, ()) + tuple(column for column in _PROVENANCE if column.name not in _present),
    )

TOMBSTONE_TABLE = Table(
    "a document that an earlier release had and this one no longer has",
    (
        Column("document_id", "string", "the document; none of its rows is in this release"),
        Column("dossier_id", "string", "its dossier"),
        Column("source_sha256", "string", "SHA-256 of the file as it last was"),
        Column("last_version", "string", "the last release that had it; null where none had"),
        Column("gone_since", "string", "the first release that no longer had it"),
        Column("gone_date", "date", "date of that release"),
    ),
)

ROW_KEYS: dict[str, tuple[str, ...]] = {
    "facts": ("name",),
    "sections": ("char_start",),
    "passages": ("char_start", "char_end"),
    "citations": ("char_start", "char_end"),
    "pages": ("page",),
    "redactions": ("page", "x0", "y0", "x1", "y1"),
    "inventory": ("row",),
    "legends": ("page", "mark"),
    "parts": ("page_start",),
    "links": ("kind", "page_start", "page_end", "box", "ground", "list_id", "row"),
    "findings": ("kind", "ground"),
}
"""What a ``row_id`` is made of beside table and document: places, never words, since a digest of words betrays them."""

_DIGEST, _WORDS, _CODES, _REASON = (
    "a key or digest",
    "one of a list of words",
    "ids of grounds",
    "words of the rules themselves",
)
NOT_FREE_TEXT: dict[str, str] = {
    **dict.fromkeys(
        ("row_id", "document_id", "dossier_id", "passage_id", "passages", "list_id", "letter_id", "redaction_id"),
        _DIGEST,
    ),
    **dict.fromkeys(("sha256", "source_sha256", "text_sha256", "source_record", "authority_id"), _DIGEST),
    **dict.fromkeys(("split", "authority_split", "role", "text_source", "status", "law", "decision_type"), _WORDS),
    **dict.fromkeys(("outcome", "kind", "assessment", "weighing", "severity", "name"), _WORDS),
    **dict.fromkeys(("authority_kind", "remedy", "source", "law_in_force", "interests"), _WORDS),
    **dict.fromkeys(("grounds", "ground", "grounds_applied", "grounds_mentioned"), _CODES),
    **dict.fromkeys(("method", "detector", "model", "model_version", "tool_version", "why"), _REASON),
    "reference": "the authority's own number of the case, by which it is found",
    "annotator": "how annotators chose to be named",
    "source_url": "the public address of the document, of no use when changed",
    **dict.fromkeys(("annotated_at", "retrieved_at", "withdrawn_at"), "a time"),
}
"""Columns of text that the anonymiser does not see, and why."""

FREE_TEXT: dict[str, tuple[str, ...]] = {
    name: tuple(
        column.name
        for column in table.columns
        if column.type in {"string", "list<string>"} and column.name not in NOT_FREE_TEXT
    )
    for name, table in RELEASE_TABLES.items()
}
"""By table: the columns that the anonymiser reads; null in a release without text."""

# Facts whose value is a date, a number of the case or one of a list of words; the others may quote the letter.
PLAIN_FACTS = frozenset(
    {
        "law", "law_in_force",
        "reference", "decision_date", "request_date", "receipt_date", "decision_type", "outcome", "authority_id",
        "authority_kind", "documents_count", "extended", "third_parties_heard", "remedy",
    }
)  # fmt: skip

VOCABULARY: dict[tuple[str, str], frozenset[str]] = {
    ("documents", "role"): frozenset(get_args(DocumentRole)),
    ("documents", "text_source"): frozenset(get_args(TextSource)),
    ("documents", "status"): frozenset({"ok", "partial", "failed"}),
    ("pages", "text_source"): frozenset({"native", "ocr", "none"}),
    ("decisions", "law"): frozenset(get_args(Law)),
    ("decisions", "decision_type"): frozenset(get_args(DecisionType)),
    ("decisions", "outcome"): frozenset(get_args(Outcome)),
    ("sections", "role"): frozenset(get_args(SectionRole)),
    ("passages", "kind"): frozenset({"motivation", "norm"}),
    ("citations", "status"): frozenset(get_args(Status)),
    ("inventory", "assessment"): frozenset(get_args(Assessment)),
    ("parts", "role"): frozenset(get_args(DocumentRole)),
    ("links", "kind"): frozenset({"box", "document", "row"}),
    ("findings", "severity"): frozenset({"info", "warning", "serious"}),
}
"""The values that a column may hold beside null."""


def release_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table of a release, ``tombstones`` included."""
    return arrow_schema_of(TOMBSTONE_TABLE if name == TOMBSTONES else RELEASE_TABLES[name])
