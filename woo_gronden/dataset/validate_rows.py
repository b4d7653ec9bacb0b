"""Checks every row of a release: columns, ids, joins, places, grounds, splits, withdrawn documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.dataset.faults import Fault
from woo_gronden.dataset.release_reader import read_batches, shards_of
from woo_gronden.dataset.release_schema import (
    FREE_TEXT,
    NO_AUTHORITY,
    PLAIN_FACTS,
    RELEASE_TABLES,
    SPLITS,
    TOMBSTONES,
    VOCABULARY,
    release_schema,
)
from woo_gronden.dataset.rows import Row
from woo_gronden.dataset.splits import split_of
from woo_gronden.errors import DamagedFile
from woo_gronden.taxonomy import provision_exists

# Faults told of one kind in one table; the rest is counted.
_TOLD = 5
_GROUND_COLUMNS = ("grounds", "ground", "grounds_applied", "grounds_mentioned")
# Sides of a box may lie this many points off the page: pens and rounding.
_OFF_PAGE = 1.0


class _Known(NamedTuple):
    """What other rows of a document must agree with."""

    dossier_id: str
    split: str
    authority_split: str
    sha256: str
    pages: int


class RowChecks:
    """All rows of one release. ``rows`` counts them once :meth:`faults` has run.

    In memory: one small value a document, one number a row whose id others name.
    """

    def __init__(self, release: Path, manifest: Mapping[str, Any]) -> None:
        self._release = release
        self._manifest = manifest
        self._documents: dict[str, _Known] = {}
        self._withdrawn: set[str] = set()
        self._ids: dict[str, set[str]] = {"passages": set(), "redactions": set()}
        self._list_rows: set[tuple[str, int]] = set()
        self._grounds: dict[str, bool] = {}
        self.rows = 0

    def faults(self) -> list[Fault]:
        """Everything wrong with the rows; of one kind in one table the first few, and how many more there are."""
        found: list[Fault] = []
        # Documents first, links last: each is judged by what was read before it.
        order = ["documents", *(name for name in RELEASE_TABLES if name not in {"documents", "links"}), "links"]
        for table in [TOMBSTONES, *order]:
            found += _bounded(self._check_table(table))
        return found

    def _check_table(self, table: str) -> Iterator[Fault]:
        shards = shards_of(self._release, table)
        counts: dict[str, int] = {}
        seen: set[str] = set()
        if not shards:
            yield Fault(f"data/{table}", "", "this table is missing")
        for path in shards:
            name = path.relative_to(self._release).as_posix()
            split = "all" if table == TOMBSTONES else path.name.split("-")[0]
            counts.setdefault(split, 0)
            try:
                yield from _check_schema(path, name, table)
                for batch in read_batches(path):
                    counts[split] += len(batch)
                    for row in batch:
                        for where, what in self._check_row(table, split, row, seen):
                            yield Fault(name, where, what)
            except DamagedFile as error:
                yield Fault(name, "", error.reason)
        self.rows += sum(counts.values())
        said = self._manifest["tables"].get(table, {})
        for split in sorted(said.keys() | counts.keys()):
            if said.get(split, 0) != counts.get(split, 0):
                yield Fault(
                    f"data/{table}",
                    split,
                    f"{counts.get(split, 0)} rows, and release.json says {said.get(split, 0)}",
                )

    def _check_row(self, table: str, split: str, row: Row, seen: set[str]) -> Iterator[tuple[str, str]]:
        if table == TOMBSTONES:
            self._withdrawn.add(row["document_id"])
            return
        where = f"row {row.get('row_id')}"
        if row["row_id"] is None or row["row_id"] in seen:
            yield where, "its row_id is missing or not the only one"
        seen.add(row["row_id"])
        if table in self._ids:
            self._ids[table].add(row["row_id"])
        for what in self._row_faults(table, split, row):
            yield where, what

    def _row_faults(self, table: str, split: str, row: Row) -> Iterator[str]:
        if table == "documents":
            yield from self._learn(row)
        elif table == "inventory":
            self._list_rows.add((row["document_id"], row["row"]))
        yield from self._split_faults(split, row)
        document = self._documents.get(row["document_id"])
        if row["document_id"] in self._withdrawn:
            yield f"document {row['document_id']} was withdrawn (tombstones)"
        if document is None:
            yield f"document {row['document_id']} is not in documents"
            return
        if (row["dossier_id"], row["source_sha256"]) != (document.dossier_id, document.sha256):
            yield "its dossier or source digest is not that of its document"
        if (row["split"], row["authority_split"]) != (document.split, document.authority_split):
            yield "its split is not that of its document"
        yield from _place_faults(row, document.pages)
        yield from self._value_faults(table, row)
        if table == "links":
            yield from self._join_faults(row)

    def _learn(self, row: Row) -> Iterator[str]:
        self._documents[row["document_id"]] = _Known(
            row["dossier_id"], row["split"], row["authority_split"], row["source_sha256"], row["pages"] or 0
        )
        if row["sha256"] != row["source_sha256"]:
            yield "sha256 and source_sha256 differ"

    def _split_faults(self, split: str, row: Row) -> Iterator[str]:
        if row["split"] != split:
            yield f"split {row['split']} in a file of {split}"
        if row["split"] != split_of(row["dossier_id"]):
            yield f"split {row['split']} is not that of dossier {row['dossier_id']}"
        if row["authority_split"] not in {*SPLITS, NO_AUTHORITY}:
            yield f"authority_split {row['authority_split']!r} is none"

    def _value_faults(self, table: str, row: Row) -> Iterator[str]:
        for column, value in row.items():
            allowed = VOCABULARY.get((table, column))
            if allowed is not None and value is not None and value not in allowed:
                yield f"{column} {value!r} is none of {', '.join(sorted(allowed))}"
        for column in _GROUND_COLUMNS:
            value = row.get(column)
            for ground in [value] if isinstance(value, str) else value or ():
                if ground and not self._exists(ground):
                    yield f"{column}: no ground {ground!r}"
        score = row.get("score")
        if score is not None and not 0 <= score <= 1:
            yield f"score {score} is not between 0 and 1"
        plain = table == "facts" and row["name"] in PLAIN_FACTS
        if not self._manifest["text"] and not plain and any(row[column] for column in FREE_TEXT[table]):
            yield "has text, and release.json says there is none"

    def _exists(self, ground: str) -> bool:
        if ground not in self._grounds:
            self._grounds[ground] = provision_exists(ground)
        return self._grounds[ground]

    def _join_faults(self, link: Row) -> Iterator[str]:
        for column in ("list_id", "letter_id"):
            if link[column] is not None and link[column] not in self._documents:
                yield f"{column} {link[column]} is not in documents"
        if link["row"] is not None and link["list_id"] and (link["list_id"], link["row"]) not in self._list_rows:
            yield f"list row {link['row']} is not in inventory"
        if link["redaction_id"] is not None and link["redaction_id"] not in self._ids["redactions"]:
            yield f"redaction_id {link['redaction_id']} is not in redactions"
        for passage in link["passages"] or ():
            if passage not in self._ids["passages"]:
                yield f"passage {passage} is not in passages"


def _check_schema(path: Path, name: str, table: str) -> Iterator[Fault]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        there = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(path, "no Parquet file that can be read") from error
    expected = release_schema(table)
    for column in there.names:
        if column not in expected.names:
            yield Fault(name, column, "is no column of this table")
    wrong = [field for field in expected if field.name not in there.names]
    told = [f"columns are missing: {', '.join(field.name for field in wrong)}"] if wrong else []
    told += [
        f"column {field.name} is of type {there.field(field.name).type}, not {field.type}"
        for field in expected
        if field not in wrong and not there.field(field.name).type.equals(field.type)
    ]
    if told:
        raise DamagedFile(path, f"{'; '.join(told)}; its rows were not checked")


def _place_faults(row: Row, pages: int) -> Iterator[str]:
    start, end = row.get("char_start"), row.get("char_end")
    if start is not None and not (0 <= start <= end or start == end == -1):
        yield f"span {start} to {end} is none"
    first, last = row.get("page_start", row.get("page")), row.get("page_end", row.get("page"))
    if first is not None and last is not None and not 0 <= first <= last <= max(pages, 1):
        yield f"pages {first} to {last}, and the document has {pages}"
    for box in row.get("boxes") or ():
        if box["x0"] > box["x1"] or box["y0"] > box["y1"]:
            yield "a box has its sides the wrong way round"
    if row.get("page_width") is not None and not (
        -_OFF_PAGE <= row["x0"] <= row["x1"] <= row["page_width"] + _OFF_PAGE
        and -_OFF_PAGE <= row["y0"] <= row["y1"] <= row["page_height"] + _OFF_PAGE
    ):
        yield "the region lies outside its page"


def _bounded(faults: Iterator[Fault]) -> Iterator[Fault]:
    kinds: dict[str, int] = {}
    last: dict[str, Fault] = {}
    for fault in faults:
        # Faults that differ in what they name only are one kind.
        kind = " ".join(word for word in fault.what.split() if word.isalpha())
        kinds[kind] = kinds.get(kind, 0) + 1
        last[kind] = fault
        if kinds[kind] <= _TOLD:
            yield fault
    for kind, count in kinds.items():
        if count > _TOLD:
            yield Fault(last[kind].file, "", f"{count - _TOLD} more: {last[kind].what}, and the like")
