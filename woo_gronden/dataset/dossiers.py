"""The dossiers of a run, put together from its tables for whoever gives metadata back."""

from __future__ import annotations

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_gronden.dataset.write import load_table
from woo_gronden.errors import NothingToDo

Row = Mapping[str, Any]

# Kinds of letters that decide nothing about a document.
_NO_DECISION = frozenset({"verdaging", "doorzending"})
PUT_OFF = "verdaging"
_PARTLY = "deels openbaar"


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """A file: its row in ``documents``, the list rows it was linked to, and the grounds on it.

    ``grounds`` are those that its list rows state, else those of its boxes; ``assessment`` likewise, empty where
    neither says anything. Boxes on a decision letter (its own names and signatures) say nothing of what was asked for:
    there only a list row counts. ``boxes`` counts the redacted regions.
    """

    row: Row
    listed: tuple[Row, ...]
    grounds: tuple[str, ...]
    assessment: str
    boxes: int

    @property
    def title(self) -> str:
        """Its title in the list; the file's name where no single row has one."""
        titles = {row["title"] for row in self.listed if row["title"]}
        return str(titles.pop()) if len(titles) == 1 else str(self.row["path"].rpartition("/")[2])

    @property
    def date(self) -> datetime.date | None:
        """Its date in the list, where there is one."""
        dates = {row["date"] for row in self.listed if row["date"]}
        return dates.pop() if len(dates) == 1 else None


@dataclass(frozen=True, slots=True)
class GivenDossier:
    """A dossier: ``decision`` is the latest letter that decides, ``unfiled`` are list rows that no file was linked to.

    Documents that their source took back are not in it; ``withdrawn`` counts them.
    """

    dossier_id: str
    decision: Row | None
    letters: tuple[Row, ...]
    documents: tuple[GivenDocument, ...]
    unfiled: tuple[Row, ...]
    withdrawn: int
    version: str

    @property
    def source_record(self) -> tuple[str, str]:
        """The source, and what it calls the dossier; empty where the files do not come from one record."""
        found = {(one.row["source"] or "", one.row["source_record"] or "") for one in self.documents}
        return found.pop() if len(found) == 1 else ("", "")


def load_dossiers(run: Path) -> Iterator[GivenDossier]:
    """The dossiers of a run folder, in the order of their ids.

    Raises:
        NothingToDo: the folder holds no run.
    """
    if not (run / "documents.parquet").is_file():
        raise NothingToDo(f"{run} holds no documents.parquet, so no run of woo-gronden")
    documents = _by(load_table(run, "documents"), "dossier_id")
    decisions = {row["document_id"]: row for row in load_table(run, "decisions")}
    rows = _by(load_table(run, "inventory"), "document_id")
    links = _by([row for row in load_table(run, "links") if row["kind"] == "document"], "dossier_id")
    boxes = _boxes(run)
    version = json.loads((run / "run.json").read_text(encoding="utf-8"))["woo_gronden"]
    for dossier_id, all_files in sorted(documents.items()):
        files = [row for row in all_files if not row["withdrawn_at"]]
        letters = tuple(decisions[row["document_id"]] for row in files if row["document_id"] in decisions)
        listed = {(row["document_id"], row["row"]): row for file in files for row in rows[file["document_id"]]}
        filed: dict[str, list[Row]] = defaultdict(list)
        unfiled = dict(listed)
        for link in links[dossier_id]:
            place = link["list_id"], link["row"]
            if place in listed:
                filed[link["document_id"]].append(listed[place])
                unfiled.pop(place, None)
        yield GivenDossier(
            dossier_id,
            _deciding(letters),
            letters,
            tuple(_document(file, filed[file["document_id"]], boxes, decisions) for file in files),
            tuple(unfiled.values()),
            len(all_files) - len(files),
            version,
        )


def _document(
    file: Row, listed: list[Row], boxes: Mapping[str, tuple[int, tuple[str, ...]]], decisions: Mapping[str, Row]
) -> GivenDocument:
    count, on_boxes = boxes.get(file["document_id"], (0, ()))
    telling = count and file["document_id"] not in decisions
    grounds = tuple(dict.fromkeys(ground for row in listed for ground in row["grounds"]))
    assessments = {row["assessment"] for row in listed if row["assessment"]}
    if len(assessments) > 1 or (not assessments and telling):
        assessments = {_PARTLY}
    # A file without boxes and without a row may still hide words: nothing is said of it.
    if not grounds and telling:
        grounds = on_boxes
    return GivenDocument(file, tuple(listed), grounds, next(iter(assessments), ""), count)


def _deciding(letters: tuple[Row, ...]) -> Row | None:
    found = [letter for letter in letters if letter["decision_type"] not in _NO_DECISION]
    return max(found, key=lambda letter: letter["decision_date"] or datetime.date.min, default=None)


def _boxes(run: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    """By document, how many redacted regions it has and the grounds on them, most frequent first."""
    import pyarrow.parquet as pq

    table = pq.read_table(run / "redactions.parquet", columns=["document_id", "grounds"])
    counts: dict[str, int] = defaultdict(int)
    grounds: dict[str, Counter[str]] = defaultdict(Counter)
    for document_id, named in zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True):
        counts[document_id] += 1
        grounds[document_id].update(named)
    return {name: (count, tuple(ground for ground, _ in grounds[name].most_common())) for name, count in counts.items()}


def _by(rows: list[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
