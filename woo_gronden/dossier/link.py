"""The join: box to ground, document to list row, ground to the passages that argue it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from woo_gronden.dossier.codes import Keys, Resolved
from woo_gronden.dossier.match import RowMatch, match_rows
from woo_gronden.schema import Link

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# A letter that only puts off or sends on decides nothing about a document.
_NO_DECISION = frozenset({"verdaging", "doorzending"})


def link(tables: Tables) -> tuple[Link, ...]:
    """What belongs together among the rows of one dossier.

    Args:
        tables: the rows of its documents by table name, as a run writes them.

    Returns:
        Links of documents, then of boxes, then of list rows, each in the order of its table. What cannot be known is
        None or empty and stays in: a box without a ground, a document without a row.
    """
    letters = _Letters(tables)
    matches = match_rows(tables)
    return (
        *(_document(match, letters) for match in matches),
        *_boxes(tables, matches, letters),
        *_rows(tables, letters),
    )


def count_links(links: Sequence[Link]) -> dict[str, int]:
    """How many links there are of each kind, and how many of them stayed open."""
    counts = Counter[str]()
    for found in links:
        counts[found.kind] += 1
        if found.kind != "row" and found.row is None:
            counts[f"{found.kind} without row"] += 1
        if found.kind != "document" and not found.ground:
            counts[f"{found.kind} without ground"] += 1
        if found.ground and not found.passages:
            counts[f"{found.kind} without passage"] += 1
    return dict(sorted(counts.items()))


class _Letters:
    """The decisions of a dossier and what each argues."""

    def __init__(self, tables: Tables) -> None:
        self.letters = [r for r in tables.get("decisions", ()) if r["decision_type"] not in _NO_DECISION]
        self._argued: dict[tuple[str, str], list[str]] = {}
        for row in tables.get("passages", ()):
            for ground in row["grounds"] if row["kind"] == "motivation" else ():
                self._argued.setdefault((row["document_id"], ground), []).append(row["passage_id"])

    def of_row(self, row: Row | None, ground: str) -> str | None:
        """The letter that a row belongs to: the one with the list, else the only one, else the only that argues."""
        ids = [letter["document_id"] for letter in self.letters]
        if row is not None and row["document_id"] in ids:
            return str(row["document_id"])
        if len(ids) == 1:
            return str(ids[0])
        arguing = [letter for letter in ids if ground and self.passages(letter, ground)]
        return str(arguing[0]) if len(arguing) == 1 else None

    def passages(self, letter_id: str, ground: str) -> tuple[str, ...]:
        return tuple(self._argued.get((letter_id, ground), ()))


def states(row: Row, ground: str) -> bool:
    """Whether a list row states ``ground``, itself or the article or paragraph that it is part of."""
    return any(covers(stated, ground) for stated in row["grounds"])


def covers(stated: str, ground: str) -> bool:
    """Whether ``ground`` is ``stated`` or a part of it: ``woo:5.1.2`` covers ``woo:5.1.2e``, not ``woo:5.1.20``."""
    return ground == stated or (ground.startswith(stated) and not ground[len(stated)].isdigit())


def _document(match: RowMatch, letters: _Letters) -> Link:
    return Link(
        "document",
        match.document_id,
        match.page_start,
        match.page_end,
        letter_id=letters.of_row(match.row, ""),
        evidence=match.evidence,
        score=round(match.score, 2),
        **_place(match.row),
    )


def _boxes(tables: Tables, matches: Sequence[RowMatch], letters: _Letters) -> Iterator[Link]:
    keys = Keys(tables)
    by_document: dict[str, list[RowMatch]] = {}
    for found in (match for match in matches if match.exact):
        by_document.setdefault(found.document_id, []).append(found)
    counts = Counter[str]()
    for box in tables.get("redactions", ()):
        counts[box["document_id"]] += 1
        ranges = by_document.get(box["document_id"], ())
        match = next((m for m in ranges if m.page_start <= box["page"] <= m.page_end), None)
        if match is None:
            continue
        resolved = keys.resolve(box)
        for ground in resolved.grounds or ("",):
            yield _box(box, counts[box["document_id"]], ground, resolved, match, letters)


def _box(box: Row, at: int, ground: str, resolved: Resolved, match: RowMatch, letters: _Letters) -> Link:
    letter = letters.of_row(match.row, ground)
    passages = letters.passages(letter, ground) if letter and ground else ()
    evidence = f"{resolved.evidence}; {match.evidence}"
    steps = [score for score in (resolved.score, match.score) if score]
    return Link(
        "box",
        box["document_id"],
        box["page"],
        box["page"],
        box=at,
        ground=ground,
        letter_id=letter,
        passages=passages,
        in_row=states(match.row, ground) if match.row is not None and ground else None,
        argued=bool(passages) if letter and ground else None,
        evidence=evidence,
        score=round(min(steps, default=0.0), 2),
        **_place(match.row),
    )


def _rows(tables: Tables, letters: _Letters) -> Iterator[Link]:
    for row in tables.get("inventory", ()):
        for ground in row["grounds"]:
            letter = letters.of_row(row, ground)
            passages = letters.passages(letter, ground) if letter else ()
            page = row["page"] or 0
            yield Link(
                "row",
                row["document_id"],
                page,
                page,
                ground=ground,
                letter_id=letter,
                passages=passages,
                in_row=True,
                argued=bool(passages) if letter else None,
                evidence="stated in the list row",
                score=1.0 if letter else 0.0,
                **_place(row),
            )


def _place(row: Row | None) -> dict[str, Any]:
    if row is None:
        return {"list_id": None, "row": None, "number": None}
    return {"list_id": row["document_id"], "row": row["row"], "number": row["number"]}
