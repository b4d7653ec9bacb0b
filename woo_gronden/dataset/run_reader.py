"""A run, dossier by dossier: all its tables side by side, never more than one dossier in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from woo_gronden.dataset.release_schema import ROW_KEYS
from woo_gronden.dataset.rows import Row, Rows
from woo_gronden.errors import DamagedFile, InputError
from woo_gronden.schema import TABLES, arrow_schema

# Columns by which rows find each other.
_NEEDED = {"document_id", "dossier_id", "path", "sha256"}
# Rows read at once; bounds memory.
_BATCH = 1000


class Run:
    """A run folder whose tables were seen to be whole.

    ``absent`` names the columns that an earlier version did not write yet; they are null.

    Raises:
        InputError: no run, or a table of it is missing.
        DamagedFile: a table cannot be read, or lacks a column without which its rows say nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _load_about(folder / "run.json")
        self.absent: list[str] = []
        for name in TABLES:
            self.absent += _absent_columns(folder / f"{name}.parquet", name)

    def dossiers(self) -> Iterator[tuple[str, Rows]]:
        """Each dossier's name and rows, in the order of the run.

        Raises:
            DamagedFile: a table breaks off, or has rows for a document that its neighbours do not know.
        """
        others = {name: _Cursor(self.folder, name) for name in TABLES if name != "documents"}
        documents = _rows(self.folder, "documents")
        for dossier_id, group in groupby(documents, key=lambda row: str(row["dossier_id"])):
            found = list(group)
            ids = {row["document_id"] for row in found}
            rows = {"documents": found}
            for name, cursor in others.items():
                rows[name] = cursor.take(dossier_id, ids)
            yield dossier_id, rows
        for cursor in others.values():
            cursor.end()


class _Cursor:
    """The rows of one table, taken in the order of the dossiers."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.parquet"
        self._by_dossier = any(column.name == "dossier_id" for column in TABLES[name].columns)
        self._rows = _rows(folder, name)
        self._next = next(self._rows, None)

    def take(self, dossier_id: str, document_ids: set[str]) -> list[Row]:
        taken = []
        while self._next is not None and (
            self._next["dossier_id"] == dossier_id if self._by_dossier else self._next["document_id"] in document_ids
        ):
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken

    def end(self) -> None:
        if self._next is not None:
            raise DamagedFile(
                self._path,
                f"rows of document {self._next['document_id']} stand where documents.parquet has none: the tables are "
                "not of one run",
            )


def _rows(folder: Path, name: str) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            absent = {
                column.name: None for column in TABLES[name].columns if column.name not in file.schema_arrow.names
            }
            columns = [column.name for column in TABLES[name].columns if column.name not in absent]
            for batch in file.iter_batches(_BATCH, columns=columns):
                yield from (row | absent for row in batch.to_pylist())
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise DamagedFile(path, "no whole Parquet file: it breaks off or was changed; run again") from error


def _load_about(path: Path) -> dict[str, Any]:
    try:
        about: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(path.parent, "no run: run.json is missing") from None
    except ValueError as error:
        raise DamagedFile(path, "no valid JSON") from error
    if not isinstance(about, dict) or "woo_gronden" not in about:
        raise DamagedFile(path, "not the account of a run")
    return about


def _absent_columns(path: Path, name: str) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise InputError(path, "this table of the run is missing")
    try:
        there = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(path, "no Parquet file that can be read") from error
    absent = []
    for field in arrow_schema(name):
        if field.name not in there.names:
            if field.name in _NEEDED | set(ROW_KEYS.get(name, ())):
                raise DamagedFile(path, f"column {field.name} is missing; run again")
            absent.append(f"{name}.{field.name}")
        elif not there.field(field.name).type.equals(field.type):
            raise DamagedFile(path, f"column {field.name} is {there.field(field.name).type}, not {field.type}")
    return absent
