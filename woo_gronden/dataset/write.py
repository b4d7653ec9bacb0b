"""Rows to the Parquet tables of a run, streamed, the same bytes for the same rows."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woo_gronden.dataset.groups import GroupWriter
from woo_gronden.dataset.rows import Row, Rows
from woo_gronden.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of a table read at once.
_ROWS_READ = 500


class TableWriter:
    """Writes one table beside its place and moves it there when closed without an error."""

    def __init__(self, folder: Path, name: str) -> None:
        self._final = folder / f"{name}.parquet"
        self._draft = folder / f".{name}.parquet.part"
        self._dates = [column.name for column in TABLES[name].columns if column.type == "date"]
        self._writer = GroupWriter(self._draft, arrow_schema(name))

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._writer.abandon()
            self._draft.unlink(missing_ok=True)
            return
        self._writer.close()
        with self._draft.open("rb") as written:
            os.fsync(written.fileno())
        self._draft.replace(self._final)

    @property
    def count(self) -> int:
        """The rows that were added."""
        return self._writer.count

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows; absent columns become null."""
        for row in rows:
            self._writer.add(self._typed(row))

    def _typed(self, row: Row) -> Row:
        parsed: Row = {
            name: datetime.date.fromisoformat(row[name]) for name in self._dates if isinstance(row.get(name), str)
        }
        return row | parsed


def write_tables(folder: Path, documents: Iterable[Rows]) -> dict[str, int]:
    """Write every table of a run into ``folder`` from the rows of its documents, in the order given.

    Returns:
        The number of rows by table. Tables without rows are written too: a reader finds every table in every run.
    """
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(folder, name)) for name in TABLES}
        for rows in documents:
            for name, some in rows.items():
                writers[name].add(some)
    return {name: writer.count for name, writer in writers.items()}


def rewrite_table(folder: Path, name: str, change: Callable[[Row], Row]) -> None:
    """Replace every row of one table by ``change`` of it, some hundred rows at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(folder / f"{name}.parquet") as table, TableWriter(folder, name) as writer:
        for batch in table.iter_batches(_ROWS_READ):
            writer.add(change(row) for row in batch.to_pylist())


def load_table(folder: Path, name: str) -> list[dict[str, Any]]:
    """All rows of one table of a run or release folder."""
    import pyarrow.parquet as pq

    table: pa.Table = pq.read_table(folder / f"{name}.parquet")
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
