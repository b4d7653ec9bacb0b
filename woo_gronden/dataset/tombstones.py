"""What stays of a document whose source was withdrawn: that it was there, and since when it is not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from woo_gronden.dataset.manifest import load_manifest
from woo_gronden.dataset.release_reader import read_rows, read_tombstones
from woo_gronden.dataset.release_schema import TOMBSTONES, release_schema
from woo_gronden.dataset.rows import Row
from woo_gronden.dataset.splits import release_dossier_id


def find_withdrawn(
    taken_back: Iterable[Row], previous: Path | None, present: set[str], version: str, date: datetime.date
) -> list[Row]:
    """Tombstones of the next release.

    Args:
        taken_back: documents of the run that their source has taken back.
        previous: the release before this one; what it had and is not present gets a tombstone, and its own are kept.
        present: the documents of this release; one that came back has no tombstone.
        version: this release's version.
        date: its date.
    """
    now: Row = {"gone_since": version, "gone_date": date}
    found = {
        row["document_id"]: {
            "document_id": row["document_id"],
            "dossier_id": release_dossier_id(row["dossier_id"]),
            "source_sha256": row["sha256"],
            "last_version": None,
            **now,
        }
        for row in taken_back
    }
    if previous is not None:
        last = load_manifest(previous)["version"]
        columns = ("document_id", "dossier_id", "source_sha256")
        gone = {
            row["document_id"]: row | {"last_version": last} | now for row in read_rows(previous, "documents", columns)
        }
        found |= gone | {row["document_id"]: row for row in read_tombstones(previous)}
    return [found[document_id] for document_id in sorted(found) if document_id not in present]


def write_tombstones(folder: Path, tombstones: list[Row]) -> None:
    """Write the table; it is there in every release, also without rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = release_schema(TOMBSTONES)
    place = folder / "data" / TOMBSTONES
    place.mkdir(parents=True)
    with pq.ParquetWriter(place / f"{TOMBSTONES}.parquet", schema, compression="zstd") as writer:
        if tombstones:
            writer.write_table(pa.Table.from_pylist(tombstones, schema=schema))
