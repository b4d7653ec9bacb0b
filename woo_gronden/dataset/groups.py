"""Rows to one Parquet file, a group at a time: the same bytes for the same rows, and little held in memory."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from woo_gronden.dataset.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

# Rows held as Python values, which take some ten times the memory that they take packed, and rows in a row group.
# Fixed, since they decide the bytes of the file.
_ROWS_HELD = 500
_ROWS_PER_GROUP = 20_000


class GroupWriter:
    """Writes one file at ``path``; ``count`` is the number of rows that it was given."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self.count = 0

    def add(self, row: Row) -> None:
        """Take one row; columns that it lacks become null."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= _ROWS_HELD:
            self._pack()
        if self.count % _ROWS_PER_GROUP == 0:
            self._flush()

    def close(self) -> None:
        """Write what is left, and close the file."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file, which is not to be kept."""
        import pyarrow as pa

        with suppress(OSError, pa.ArrowException):
            self._writer.close()

    def _pack(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def _flush(self) -> None:
        import pyarrow as pa

        self._pack()
        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches), row_group_size=_ROWS_PER_GROUP)
            self._batches = []
