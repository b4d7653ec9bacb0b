"""People's annotations as corrections of passages: they override what rules and models said, and the row says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from woo_gronden.dataset.rows import Row
from woo_gronden.schema import Annotation

# From this intersection over union on, a person's stretch and a machine's are the same passage with other ends.
_SAME_PASSAGE = 0.5


@dataclass(slots=True)
class CorrectionCounts:
    """What became of the annotations given.

    ``superseded``: a later one is on the same stretch. ``unmet``: the run does not have that document as it was then.
    """

    given: int = 0
    superseded: int = 0
    unmet: int = 0
    overrides: int = 0
    added: int = 0
    removed: int = 0


class Corrections:
    """Annotations by document; of two on one stretch the later one counts."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        latest: dict[tuple[str, str, int, int], Annotation] = {}
        self.counts = CorrectionCounts()
        for said in annotations:
            self.counts.given += 1
            key = (said.document_id, said.document_sha256, said.char_start, said.char_end)
            known = latest.get(key)
            if known is None or (known.annotated_at, known.annotator) < (said.annotated_at, said.annotator):
                latest[key] = said
        self._by_document: dict[tuple[str, str], list[Annotation]] = {}
        for key in sorted(latest):
            self._by_document.setdefault(key[:2], []).append(latest[key])
        self.counts.superseded = self.counts.given - len(latest)
        self.counts.unmet = len(latest)

    def apply(self, document: Row, passages: Sequence[Row]) -> list[Row]:
        """The passages of ``document`` with what people said of them, in text order, each marked."""
        rows = [dict(row) for row in passages]
        for said in self._by_document.get((document["document_id"], document["sha256"]), ()):
            self.counts.unmet -= 1
            self._apply_one(said, document, rows)
        return sorted(rows, key=lambda row: (row["char_start"], row["char_end"]))

    def _apply_one(self, said: Annotation, document: Row, rows: list[Row]) -> None:
        same = max(rows, key=lambda row: _overlap(said, row), default=None)
        if same is not None and _overlap(said, same) < _SAME_PASSAGE:
            same = None
        if said.kind == "neither":
            if same is not None:
                rows.remove(same)
                self.counts.removed += 1
            return
        if same is None:
            # A passage that no finder saw: the run holds neither its page nor its boxes.
            same = {"document_id": document["document_id"], "text": None}
            rows.append(same)
            self.counts.added += 1
        else:
            self.counts.overrides += 1
        if (same.get("char_start"), same.get("char_end")) != (said.char_start, said.char_end):
            same |= {"text": said.text or _cut(same, said), "boxes": None}
            same |= {"char_start": said.char_start, "char_end": said.char_end}
        same |= {
            "grounds": list(said.grounds),
            "kind": said.kind,
            "method": "annotation",
            "score": 1.0,
            "corrected": True,
            "annotator": said.annotator,
            "annotated_at": said.annotated_at,
        }


def _overlap(said: Annotation, row: Row) -> float:
    """Intersection over union."""
    start, end = int(row["char_start"]), int(row["char_end"])
    both = min(said.char_end, end) - max(said.char_start, start)
    return max(0, both) / (max(said.char_end, end) - min(said.char_start, start) or 1)


def _cut(row: Row, said: Annotation) -> str | None:
    """The words of the stretch where the passage holds all of them."""
    text: str | None = row["text"]
    if text is None or len(text) != row["char_end"] - row["char_start"]:
        return None
    start, end = said.char_start - row["char_start"], said.char_end - row["char_start"]
    return text[start:end] if start >= 0 and end <= len(text) else None
