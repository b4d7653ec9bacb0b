"""The rows of a run as rows of a release: keys, splits, provenance, people's corrections, no personal data."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping

from woo_gronden.dataset.anonymise import TextColumns
from woo_gronden.dataset.corrections import Corrections
from woo_gronden.dataset.release_schema import RELEASE_TABLES, ROW_KEYS
from woo_gronden.dataset.rows import Row, Rows
from woo_gronden.dataset.splits import authority_split_of, release_dossier_id, split_of

# What a table without a column ``method`` rests on: a column of its own, or the room that made it.
_METHOD_COLUMN = {"redactions": "detector", "parts": "why"}
_METHOD = {
    "documents": "file",
    "decisions": "rule:facts",
    "sections": "rule:sections",
    "pages": "rule:pages",
    "legends": "rule:legends",
    "links": "rule:links",
    "findings": "rule:findings",
}
# In ``passages`` a method that starts so is no model.
_NO_MODEL = ("rule", "annotation")


class ReleaseRows:
    """Makes rows of a release; keeps count of what it did in ``text`` and ``corrections``.

    ``withdrawn`` collects the documents that were left out because their source took them back.
    """

    def __init__(
        self, text: TextColumns, corrections: Corrections, *, tool_version: str, models: Mapping[str, str]
    ) -> None:
        self.text = text
        self.corrections = corrections
        self.withdrawn: list[Row] = []
        self._tool_version = tool_version
        self._models = models

    def dossier(self, dossier_id: str, rows: Rows) -> Rows:
        """The rows that one dossier adds, its documents one after the other, in every table.

        A document that its source took back adds none, nor does a link that leads to it.
        """
        release: Rows = {name: [] for name in RELEASE_TABLES}
        dossier_key = release_dossier_id(dossier_id)
        shared: Row = {
            "dossier_id": dossier_key,
            "split": split_of(dossier_key),
            "authority_split": authority_split_of(row["authority_id"] or row["authority"] for row in rows["decisions"]),
            "tool_version": self._tool_version,
        }
        ids = _Ids()
        by_document = {name: _grouped(some) for name, some in rows.items() if name in RELEASE_TABLES}
        passage_ids: dict[str, str] = {}
        for document in rows["documents"]:
            if document["withdrawn_at"]:
                self.withdrawn.append(document)
                continue
            document_id = document["document_id"]
            own = {name: groups.get(document_id, []) for name, groups in by_document.items()}
            own["documents"] = [document | {"dossier": dossier_id}]
            own["passages"] = self._passages(document, own["passages"], ids, passage_ids)
            path = self.text.clean("documents", {"document_id": document_id, "source_path": document["path"]})
            shared |= path | {"source_sha256": document["sha256"]}
            # Passages first: a name that their sentences give away is then known where it stands alone.
            for name in sorted(own, key=lambda name: name != "passages"):
                release[name] += [self._row(name, row, shared, ids) for row in own[name]]
        _join(release, passage_ids)
        kept = {None, *(row["document_id"] for row in release["documents"])}
        release["links"] = [link for link in release["links"] if link["list_id"] in kept and link["letter_id"] in kept]
        return release

    def _passages(self, document: Row, passages: list[Row], ids: _Ids, renamed: dict[str, str]) -> list[Row]:
        corrected = self.corrections.apply(document, passages)
        for row in corrected:
            run_id = row.get("passage_id")
            row["row_id"] = row["passage_id"] = ids.make("passages", row)
            row.setdefault("corrected", False)
            if run_id:
                renamed[run_id] = row["passage_id"]
        return corrected

    def _row(self, table: str, row: Row, shared: Row, ids: _Ids) -> Row:
        made = row | shared | self.text.clean(table, row)
        made.setdefault("row_id", None)
        made["row_id"] = made["row_id"] or ids.make(table, row)
        if table in _METHOD_COLUMN:
            made["method"] = row[_METHOD_COLUMN[table]]
        elif table in _METHOD:
            made["method"] = _METHOD[table]
        method = made.get("method") or ""
        if table == "passages" and not method.startswith(_NO_MODEL):
            made |= {"model": method, "model_version": self._models.get(method)}
        return made


class _Ids:
    """Row ids of one dossier: a digest of table, document and place; equal places are told apart by their order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def make(self, table: str, row: Row) -> str:
        places = [str(row[column]) for column in ROW_KEYS.get(table, ())]
        key = ":".join([table, row["document_id"], *places])
        self._seen[key] += 1
        if self._seen[key] > 1:
            key += f"#{self._seen[key]}"
        return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def _grouped(rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["document_id"], []).append(row)
    return groups


def _join(release: Rows, passage_ids: Mapping[str, str]) -> None:
    """Let the links name passages and regions as this release does; a passage that a person removed is gone."""
    regions: dict[str, list[str]] = {}
    for row in release["redactions"]:
        regions.setdefault(row["document_id"], []).append(row["row_id"])
    for link in release["links"]:
        link["passages"] = [passage_ids[old] for old in link["passages"] or () if old in passage_ids]
        own = regions.get(link["document_id"], [])
        link["redaction_id"] = own[link["box"] - 1] if 0 < (link["box"] or 0) <= len(own) else None
