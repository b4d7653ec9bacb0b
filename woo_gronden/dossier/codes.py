"""Codes on boxes through the key of the document, or of its dossier, to grounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# What may stand around a mark: "[J]", "(J)", "code 3", "letter J", "grond 2".
_AROUND = re.compile(r"\b(?:codes?|letters?|grond(?:slag)?(?:en)?|nummers?|nr)\b\.?|[\[\](){}.:]", re.IGNORECASE)
# Several marks on one box: "J, K", "J / N", "J en R", "J+K".
_BETWEEN = re.compile(r"(?:[\s,;/&+]|\ben\b)+", re.IGNORECASE)
# "code 3", "codes 3": what a letter calls a code where it has no key but says the code behind its reasons.
_IN_PROSE = re.compile(r"\b(?:code|letter|nummer)\s+(?P<mark>\d{1,2}|[A-Z])\b(?!\s*[.,]?\d)")
# Sure of a key in the document itself, of one in its dossier, of reasons that end in the code, and of a key with one
# line on a box without a code.
OWN_KEY, DOSSIER_KEY, IN_PROSE, ONLY_LINE = 0.97, 0.9, 0.85, 0.75


class Resolved(NamedTuple):
    """The grounds of one box: how they were come by, and how sure that is."""

    grounds: tuple[str, ...]
    evidence: str
    score: float


class Keys:
    """The keys of one dossier."""

    def __init__(self, tables: Tables) -> None:
        self._own: dict[str, dict[str, tuple[str, ...]]] = {}
        for row in tables.get("legends", ()):
            self._own.setdefault(row["document_id"], {})[row["mark"].upper()] = tuple(row["grounds"])
        self._shared: dict[str, set[tuple[str, ...]]] = {}
        for key in self._own.values():
            for mark, grounds in key.items():
                self._shared.setdefault(mark, set()).add(grounds)
        self._prose = _read_prose(tables.get("passages", ()))

    def resolve(self, box: Row) -> Resolved:
        """The grounds of a row of ``redactions``; none where its code is in no key, or keys differ."""
        code = box["code_raw"] or ""
        found = self._local(box, code)
        printed = tuple(box["grounds"])
        if printed and printed != found.grounds:
            return Resolved(printed, f"printed on the box: {code}", min(1.0, box["score"] or 1.0))
        return found

    def _local(self, box: Row, code: str) -> Resolved:
        own = self._own.get(box["document_id"], {})
        if not code:
            return self._only_line(own)
        marks = [mark for mark in _BETWEEN.split(_AROUND.sub(" ", code).strip().upper()) if mark]
        if found := _all_of(marks, {mark: {grounds} for mark, grounds in own.items()}):
            return Resolved(found, f"“{code}” in the document's own key", OWN_KEY)
        if found := _all_of(marks, self._shared):
            return Resolved(found, f"“{code}” in the key of the dossier", DOSSIER_KEY)
        if found := _all_of(marks, self._prose):
            return Resolved(found, f"“{code}” as the letter's reasons call it", IN_PROSE)
        return Resolved((), f"“{code}” is in no key" if self._shared else f"“{code}” is no ground", 0.0)

    def _only_line(self, own: Mapping[str, tuple[str, ...]]) -> Resolved:
        # A released document's own key lists what was used in it; with one line, there is nothing else it can be.
        if len(own) == 1:
            (mark, grounds), *_ = own.items()
            return Resolved(grounds, f"no code; “{mark}” is the only line of the document's own key", ONLY_LINE)
        return Resolved((), "no code", 0.0)


def resolve_codes(tables: Tables) -> list[dict[str, Any]]:
    """The rows of ``redactions`` with the grounds of local codes filled in ("J" through the key); codes stay.

    Only what is printed on the box is resolved here: a box without a code keeps no grounds.
    """
    keys = Keys(tables)
    return [
        {**row, "grounds": list(keys.resolve(row).grounds) if row["code_raw"] else list(row["grounds"])}
        for row in tables.get("redactions", ())
    ]


def _read_prose(passages: Sequence[Row]) -> dict[str, set[tuple[str, ...]]]:
    """Codes named in passages on one ground only, with that ground."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for passage in passages:
        if passage["kind"] == "motivation" and passage["grounds"]:
            for match in _IN_PROSE.finditer(passage["text"]):
                grounds = tuple(passage["grounds"])
                # Two grounds and one code: which of them is not said, so the code is left open.
                found.setdefault(match["mark"].upper(), set()).add(grounds if len(grounds) == 1 else ())
    return found


def _all_of(marks: Sequence[str], key: Mapping[str, set[tuple[str, ...]]]) -> tuple[str, ...]:
    """The grounds of all marks, or none where one is not in the key or stands for different things."""
    found: dict[str, None] = {}
    for mark in marks:
        grounds = key.get(mark, set())
        if len(grounds) != 1 or not next(iter(grounds)):
            return ()
        found.update(dict.fromkeys(next(iter(grounds))))
    return tuple(found)
