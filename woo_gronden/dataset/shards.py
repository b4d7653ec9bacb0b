"""Rows to the files of a release: Parquet shards by table and split, and on request CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import IO, Any

from woo_gronden.dataset.groups import GroupWriter
from woo_gronden.dataset.release_schema import RELEASE_TABLES, SPLITS, release_schema
from woo_gronden.dataset.rows import Row, Rows

# A bound of one file's size. Fixed, since it decides the bytes.
_ROWS_PER_SHARD = 1_000_000


class ShardWriter:
    """One table and split: ``data/<table>/<split>-00000-of-0000N.parquet``."""

    def __init__(self, data: Path, table: str, split: str) -> None:
        self._folder = data / table
        self._folder.mkdir(parents=True, exist_ok=True)
        self._split = split
        self._schema = release_schema(table)
        self._drafts: list[Path] = []
        self._writer: GroupWriter | None = None
        self.count = 0

    def add(self, row: Row) -> None:
        """Take one row; columns that it lacks become null."""
        if self._writer is None:
            self._writer = self._open()
        self._writer.add(row)
        self.count += 1
        if self._writer.count >= _ROWS_PER_SHARD:
            self._end_shard()

    def close(self, *, even_if_empty: bool) -> None:
        """Write what is left, and give the files their names; without a row there is a file only if asked for."""
        if even_if_empty and not self._drafts:
            self._writer = self._open()
        self._end_shard()
        total = len(self._drafts)
        for number, draft in enumerate(self._drafts):
            draft.rename(self._folder / f"{self._split}-{number:05d}-of-{total:05d}.parquet")

    def abandon(self) -> None:
        """Let go of an open file; what is on disk is thrown away with the folder."""
        if self._writer is not None:
            self._writer.abandon()

    def _open(self) -> GroupWriter:
        draft = self._folder / f".{self._split}-{len(self._drafts)}.part"
        self._drafts.append(draft)
        return GroupWriter(draft, self._schema)

    def _end_shard(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer = None


# What makes a spreadsheet take a cell for a formula and run it.
_FORMULA = ("=", "+", "-", "@", "\t")


class _CsvWriter:
    """Lists and boxes as JSON in their cell; null as an empty cell; text that a spreadsheet would run after a "'"."""

    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._columns = columns
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, row: Row) -> None:
        self._writer.writerow([_cell(row.get(column)) for column in self._columns])


class _JsonLinesWriter:
    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._file = file
        self._columns = columns

    def add(self, row: Row) -> None:
        values = {column: row.get(column) for column in self._columns}
        self._file.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")


_TEXT_FORMATS: dict[str, type[_CsvWriter] | type[_JsonLinesWriter]] = {"csv": _CsvWriter, "jsonl": _JsonLinesWriter}
FORMATS = frozenset(_TEXT_FORMATS)
"""What can be written beside Parquet: ``csv/<table>.csv`` and ``jsonl/<table>.jsonl``, all splits in one file."""


class ReleaseFiles:
    """All files of data of one release, written side by side."""

    def __init__(self, folder: Path, formats: Iterable[str] = ()) -> None:
        self._shards = {
            (name, split): ShardWriter(folder / "data", name, split) for name in RELEASE_TABLES for split in SPLITS
        }
        self._open_files: list[IO[str]] = []
        self._texts: dict[str, list[_CsvWriter | _JsonLinesWriter]] = {name: [] for name in RELEASE_TABLES}
        for kind in sorted(formats):
            (folder / kind).mkdir()
            for name, table in RELEASE_TABLES.items():
                file = (folder / kind / f"{name}.{kind}").open("w", encoding="utf-8", newline="")
                self._open_files.append(file)
                columns = [column.name for column in table.columns]
                self._texts[name].append(_TEXT_FORMATS[kind](file, columns))

    def __enter__(self) -> ReleaseFiles:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for file in self._open_files:
            with suppress(OSError) if kind is not None else nullcontext():
                file.close()
        if kind is not None:
            for writer in self._shards.values():
                writer.abandon()

    def add(self, rows: Rows) -> None:
        """Write the rows of one dossier."""
        for name, some in rows.items():
            for row in some:
                self._shards[name, row["split"]].add(row)
                for text in self._texts[name]:
                    text.add(row)

    def close(self) -> dict[str, Counter[str]]:
        """Finish the shards; returns the number of rows by table and split.

        A split without rows has no file, since ``datasets`` loads none such; a table without rows has one for training,
        so that other readers find every table in every release.
        """
        counts: dict[str, Counter[str]] = {name: Counter() for name in RELEASE_TABLES}
        for (name, split), writer in self._shards.items():
            counts[name][split] = writer.count
        for (name, split), writer in self._shards.items():
            writer.close(even_if_empty=split == SPLITS[0] and not counts[name].total())
        return counts


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A carriage return alone is not quoted by the writer, and would end the row.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value
