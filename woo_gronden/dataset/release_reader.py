"""Rows of a release, streamed shard by shard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from woo_gronden.dataset.release_schema import TOMBSTONES, release_schema
from woo_gronden.dataset.rows import Row
from woo_gronden.errors import DamagedFile

_BATCH = 2000


def shards_of(release: Path, table: str) -> list[Path]:
    """The Parquet files of one table, in order."""
    return sorted((release / "data" / table).glob("*.parquet"))


def columns_of(release: Path, table: str) -> set[str]:
    """The columns of a table of a release; those of this version where a release has no such table.

    Raises:
        DamagedFile: its first file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    shards = shards_of(release, table)
    try:
        return set(pq.read_schema(shards[0]).names if shards else release_schema(table).names)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(shards[0], "no Parquet file that can be read") from error


def read_batches(path: Path, columns: Sequence[str] | None = None) -> Iterator[list[Row]]:
    """The rows of one shard, some at a time.

    Raises:
        DamagedFile: it cannot be read to its end.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_BATCH, columns=columns):
                yield batch.to_pylist()
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise DamagedFile(path, "no Parquet file that can be read to its end") from error


def read_rows(release: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of one table of a release, all splits; none where a release has no such table."""
    for path in shards_of(release, table):
        for batch in read_batches(path, columns):
            yield from batch


def read_tombstones(release: Path) -> list[Row]:
    """The documents that earlier releases had and this one has not."""
    return list(read_rows(release, TOMBSTONES))
