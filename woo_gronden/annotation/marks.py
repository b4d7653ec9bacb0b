"""What a tool's file says of a stretch, and the proof that the stretch is where the run says it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.annotation.records import parse_annotation, require_run
from woo_gronden.dataset import load_table
from woo_gronden.schema import Annotation

# White space, and signs that XML cannot hold.
_INVISIBLE = re.compile(r"[\s\x00-\x1f\ud800-\udfff\ufffe\uffff]+")


class Problem(NamedTuple):
    """An item that could not be taken: where it stands, and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch as a file of a tool has it. ``where`` names file and item; ``text`` are the words the file shows there.

    ``document_id`` and ``document_sha256`` may be empty in a file that holds the whole text: the document is then the
    one with that text.
    """

    where: str
    document_id: str
    document_sha256: str
    text_sha256: str
    start: int
    end: int
    text: str
    kind: str
    grounds: tuple[str, ...]
    annotator: str
    annotated_at: str
    tool: str
    note: str = ""


class Ledger:
    """The documents and passages of a run, to prove marks against."""

    def __init__(self, run: Path) -> None:
        """Raise NothingToDo where ``run`` is no run."""
        require_run(run)
        self.documents = {row["document_id"]: row for row in load_table(run, "documents")}
        self._by_text = {row.get("text_sha256"): row for row in reversed(list(self.documents.values()))}
        self._decisions = {row["document_id"]: row for row in load_table(run, "decisions")}
        self._passages: dict[str, list[dict[str, Any]]] = {}
        for row in load_table(run, "passages"):
            self._passages.setdefault(row["document_id"], []).append(row)

    def prove(self, mark: Mark) -> Annotation:
        """``mark`` as an annotation.

        Raises:
            ValueError: the document, its bytes, its text or the words at the stretch are not those of the run, or what
                the mark says is no annotation.
        """
        if mark.document_id:
            document = self.documents.get(mark.document_id)
        else:
            document = self._by_text.get(mark.text_sha256)
        if document is None:
            raise ValueError(f"document {mark.document_id or 'with this text'} is not in the run")
        if mark.document_sha256 and mark.document_sha256 != document["sha256"]:
            raise ValueError(f"{document['path']} has other bytes in the run than when it was given out")
        known = document.get("text_sha256") or ""
        if not known:
            raise ValueError(f"{document['path']}: the run has no digest of its text; run it again with this version")
        if mark.text_sha256 != known:
            raise ValueError(f"{document['path']} reads differently in the run than when it was given out")
        passage_id, text = self._passage_at(mark, document["document_id"])
        decision = self._decisions.get(document["document_id"]) or {}
        return parse_annotation(
            {
                "document_sha256": document["sha256"],
                "document_id": document["document_id"],
                "char_start": mark.start,
                "char_end": mark.end,
                "passage_id": passage_id,
                "grounds": list(mark.grounds),
                "kind": mark.kind,
                "annotator": mark.annotator,
                "annotated_at": mark.annotated_at,
                "tool": mark.tool,
                "text": text,
                "text_sha256": known,
                "dossier_id": document["dossier_id"],
                "law": decision.get("law") or "",
                "authority": decision.get("authority") or "",
                "note": mark.note,
            }
        )

    def _passage_at(self, mark: Mark, document_id: str) -> tuple[str, str]:
        """The passage that is judged and its words; "" and the mark's own for a stretch marked freely.

        Where the run knows the words they must be the same; white space and signs that a workbook cannot hold aside
        where the stretch is a passage.
        """
        for row in self._passages.get(document_id, ()):
            first, last = max(row["char_start"], mark.start), min(row["char_end"], mark.end)
            whole = (row["char_start"], row["char_end"]) == (mark.start, mark.end)
            if first >= last:
                continue
            mine = mark.text[first - mark.start : last - mark.start]
            known = row["text"][first - row["char_start"] : last - row["char_start"]]
            if _squeezed(mark.text) != _squeezed(known) if whole else mine != known:
                raise ValueError(f"other words stand at {mark.start} to {mark.end} in the run: {known[:40]!r}")
            if whole:
                return str(row["passage_id"]), str(row["text"])
        return "", mark.text


def _squeezed(text: str) -> str:
    return _INVISIBLE.sub("", text)


def prove_marks(marks: Iterable[Mark], ledger: Ledger) -> tuple[list[Annotation], list[Problem]]:
    """The marks that stand, as annotations, and what is wrong with the others."""
    proven, problems = [], []
    for mark in marks:
        try:
            proven.append(ledger.prove(mark))
        except ValueError as error:
            problems.append(Problem(mark.where, str(error)))
    return proven, problems


def now() -> str:
    """The time of day in ISO 8601, to the second, with its zone."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
