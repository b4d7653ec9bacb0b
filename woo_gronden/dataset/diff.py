"""What changed between two releases, row by row, and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from woo_gronden.dataset.manifest import load_manifest
from woo_gronden.dataset.release_reader import columns_of, read_rows
from woo_gronden.dataset.release_schema import RELEASE_TABLES

if TYPE_CHECKING:
    import numpy as np

CAUSES = (
    "new source", "edited source", "withdrawn source", "new correction", "new model", "new tool version",
    "another source of the dossier", "other",
)  # fmt: skip
# Which machine or version a row comes from is a cause, not a content: a row that a new version reads alike is the same.
_NO_CONTENT = frozenset({"tool_version", "model_version", "annotated_at", "source_sha256"})
_CAUSE_COLUMNS = ("row_id", "document_id", "dossier_id", "tool_version", "model", "model_version")
_PEOPLE = ("corrected", "annotator", "annotated_at")


class RowChange(NamedTuple):
    """A row that is not as it was."""

    table: str
    row_id: str
    document_id: str
    change: str
    cause: str


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What is different in ``new``. ``sources`` lists documents by cause."""

    old: str
    new: str
    rows: tuple[RowChange, ...]
    sources: dict[str, list[str]]

    def counts(self) -> Counter[tuple[str, str, str]]:
        """Rows by table, change and cause."""
        return Counter((row.table, row.change, row.cause) for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "old": self.old,
            "new": self.new,
            "sources": self.sources,
            "counts": [
                {"table": table, "change": change, "cause": cause, "rows": count}
                for (table, change, cause), count in sorted(self.counts().items())
            ],
            "rows": [row._asdict() for row in self.rows],
        }

    def as_text(self) -> str:
        """Counts, for a person; one line a table, change and cause."""
        lines = [f"{self.old} -> {self.new}"]
        lines += [f"{cause}: {len(ids)} documents" for cause, ids in self.sources.items() if ids]
        lines += [
            f"{table}: {count} {change} ({cause})" for (table, change, cause), count in sorted(self.counts().items())
        ]
        return "\n".join(lines if len(lines) > 1 else [*lines, "no row differs"])


def diff_releases(old: Path, new: Path) -> ReleaseDiff:
    """Compare two releases.

    Rows are the same when their ``row_id`` is; changed when a column differs that both have and that is no version. A
    cause is sought in this order: the document is new, withdrawn or edited; a person's correction; another model;
    another version of woo_gronden; another document of the dossier that is new, withdrawn or edited; something else,
    such as an option.

    Raises:
        InputError: one of them is no release.
    """
    causes = _Causes(old, new)
    rows: list[RowChange] = []
    for table in RELEASE_TABLES:
        rows += _diff_table(table, old, new, causes)
    versions = [str(load_manifest(release)["version"]) for release in (old, new)]
    return ReleaseDiff(versions[0], versions[1], tuple(rows), causes.sources)


class _Causes:
    """Why a row may differ: what happened to the documents, which models and versions were at work."""

    def __init__(self, old: Path, new: Path) -> None:
        self._old = _documents(old)
        self._new = _documents(new)
        self.sources: dict[str, list[str]] = {"new source": [], "edited source": [], "withdrawn source": []}
        self._dossiers: set[str] = set()
        for document_id in sorted(self._old.keys() | self._new.keys()):
            if cause := self.of_document(document_id):
                self.sources[cause].append(document_id)
                self._dossiers.add((self._new.get(document_id) or self._old[document_id])[1])

    def of_document(self, document_id: str) -> str | None:
        old, new = self._old.get(document_id), self._new.get(document_id)
        if old is None:
            return "new source"
        if new is None:
            return "withdrawn source"
        return "edited source" if old[0] != new[0] else None

    def of_row(self, old: dict[str, Any] | None, new: dict[str, Any] | None) -> str:
        row = new or old or {}
        if cause := self.of_document(row["document_id"]):
            return cause
        before, after = old or {}, new or {}
        if any(before.get(name) != after.get(name) for name in _PEOPLE) and (
            before.get("corrected") or after.get("corrected")
        ):
            return "new correction"
        if any(before.get(name) != after.get(name) for name in ("model", "model_version")):
            return "new model"
        if self._version(old, self._old) != self._version(new, self._new):
            return "new tool version"
        return "another source of the dossier" if row["dossier_id"] in self._dossiers else "other"

    @staticmethod
    def _version(row: dict[str, Any] | None, documents: dict[str, tuple[str, str, str]]) -> str:
        # A row that is only on one side is held against the version that read its document on the other.
        return row["tool_version"] if row else next(iter(documents.values()), ("", "", ""))[2]


def _documents(release: Path) -> dict[str, tuple[str, str, str]]:
    load_manifest(release)
    columns = ("document_id", "source_sha256", "dossier_id", "tool_version")
    return {
        row[columns[0]]: (row[columns[1]], row[columns[2]], row[columns[3]])
        for row in read_rows(release, "documents", columns)
    }


def _diff_table(table: str, old: Path, new: Path, causes: _Causes) -> Iterator[RowChange]:
    import numpy as np

    # A column that only one of them has, since their versions differ, makes no row another.
    common = (columns_of(old, table) & columns_of(new, table)) - _NO_CONTENT
    columns = [column.name for column in RELEASE_TABLES[table].columns if column.name in common]
    old_ids, old_digests = _digests(old, table, columns)
    new_ids, new_digests = _digests(new, table, columns)
    both, in_old, in_new = np.intersect1d(old_ids, new_ids, assume_unique=True, return_indices=True)
    changed = {f"{i:016x}" for i in both[old_digests[in_old] != new_digests[in_new]]}
    gone = {f"{i:016x}" for i in np.setdiff1d(old_ids, both, assume_unique=True)}
    added = {f"{i:016x}" for i in np.setdiff1d(new_ids, both, assume_unique=True)}
    before = _rows_of(old, table, changed | gone)
    after = _rows_of(new, table, changed | added)
    for row_id in sorted(changed | gone | added):
        one, other = before.get(row_id), after.get(row_id)
        change = "changed" if one and other else "gone" if one else "added"
        row = other or one or {}
        yield RowChange(table, row_id, row["document_id"], change, causes.of_row(one, other))


def _digests(release: Path, table: str, columns: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Ids and digests of the content of all rows: sixteen bytes a row."""
    import numpy as np

    pairs = (
        (int(row["row_id"], 16), _digest([row[name] for name in columns])) for row in read_rows(release, table, columns)
    )
    found = np.fromiter(pairs, dtype=[("id", np.uint64), ("digest", np.uint64)])
    return found["id"], found["digest"]


def _digest(values: list[Any]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(values).encode(), digest_size=8).digest())


def _rows_of(release: Path, table: str, ids: set[str]) -> dict[str, dict[str, Any]]:
    columns = [*_CAUSE_COLUMNS, *(_PEOPLE if table == "passages" else ())]
    return {row["row_id"]: row for row in read_rows(release, table, columns) if row["row_id"] in ids} if ids else {}
