"""The tables of a run or a release, as far as the report counts in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from woo_gronden.errors import InputError
from woo_gronden.schema import TABLES

Row = Mapping[str, Any]

# Letters that put off or send on decide nothing on openness.
_NO_DECISION = frozenset({"verdaging", "doorzending"})

# What is counted, by table: a column that an older run lacks is null.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "document_id",
        "dossier_id",
        "path",
        "role",
        "pages",
        "text_source",
        "status",
        "words",
        "redacted_share",
        "words_redacted",
        "words_redacted_low",
        "words_redacted_high",
    ),
    "decisions": (
        "document_id",
        "law",
        "authority",
        "authority_kind",
        "decision_type",
        "reference",
        "decision_date",
        "request_date",
        "outcome",
        "grounds_applied",
        "extended",
    ),
    "passages": ("document_id", "passage_id", "page_start", "grounds", "kind", "text", "weighing", "own_words"),
    "redactions": ("document_id", "page", "kind", "grounds", "code_raw", "text_recoverable"),
    "inventory": ("document_id", "assessment", "grounds"),
    "findings": ("dossier_id", "document_id", "kind", "ground", "evidence", "severity", "sentence"),
}


@dataclass(frozen=True)
class Corpus:
    """Rows by table, with null for what a table does not have, and the account of the run."""

    name: str
    tables: Mapping[str, Sequence[Row]]
    account: Mapping[str, Any]

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.tables[table]

    @cached_property
    def documents(self) -> dict[str, Row]:
        """Documents by id."""
        return {row["document_id"]: row for row in self["documents"]}

    @cached_property
    def decisions(self) -> list[dict[str, Any]]:
        """Letters that decide, each with its path and dossier."""
        return [
            {**row, **self.place(row), "grounds_applied": row["grounds_applied"] or []}
            for row in self["decisions"]
            if row["decision_type"] not in _NO_DECISION
        ]

    def place(self, row: Row) -> dict[str, Any]:
        """Path and dossier of the document that a row is of."""
        document = self.documents.get(row["document_id"], {})
        return {"path": document.get("path") or row["document_id"], "dossier_id": document.get("dossier_id", "")}


def load_corpus(folder: Path) -> Corpus:
    """The tables of a run folder or of a release.

    Raises:
        InputError: the folder is neither, or one of its tables cannot be read (which, and why).
    """
    tables = {name: _load(folder, name, columns) for name, columns in _COLUMNS.items()}
    return Corpus(folder.resolve().name, tables, _load_account(folder))


def _load_account(folder: Path) -> dict[str, Any]:
    """What read the documents and with which options: a run says so itself, a release of the run it was made of."""
    run, release = folder / "run.json", folder / "release.json"
    if release.is_file():
        told = json.loads(release.read_text(encoding="utf-8"))
        return {**told["run"], "woo_gronden": told["tool"]["version"]}
    account: dict[str, Any] = json.loads(run.read_text(encoding="utf-8")) if run.is_file() else {}
    return account


def _load(folder: Path, name: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.dataset as ds

    files = [folder / f"{name}.parquet"] if (folder / f"{name}.parquet").is_file() else _shards(folder, name)
    if not files:
        raise InputError(folder, f"holds no table {name}: neither the folder of a run nor a release")
    try:
        data = ds.dataset([str(file) for file in files], format="parquet")
        there = [column for column in columns if column in data.schema.names]
        rows: list[dict[str, Any]] = data.to_table(columns=there).to_pylist()
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise InputError(files[0], f"no readable Parquet ({error})") from error
    absent = {column: None for column in columns if column not in there}
    return [absent | row for row in rows] if absent else rows


def _shards(folder: Path, name: str) -> list[Path]:
    # A release keeps each table in shards below data/.
    return sorted((folder / "data" / name).glob("*.parquet")) if name in TABLES else []
