"""Which sentences of a letter's reasons other letters of a run have too: boilerplate, counted without keeping text."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from woo_gronden.dataset import Row, Rows
from woo_gronden.structure import sentence_digests

# Letters a run must hold for the share of a passage's own words to say anything of how its authority writes.
MIN_LETTERS = 10
_SHARE_DECIMALS = 3


class _Tally:
    """How often each of many digests was added, at eight bytes an addition: a ``Counter`` takes a hundred or more."""

    def __init__(self) -> None:
        self._added = array("Q")
        self._ordered: np.ndarray | None = None

    def update(self, digests: Iterable[int]) -> None:
        self._added.extend(digests)
        self._ordered = None

    def __getitem__(self, digest: int) -> int:
        if self._ordered is None:
            self._ordered = np.sort(np.frombuffer(self._added, dtype=np.uint64))
        first, last = (int(np.searchsorted(self._ordered, np.uint64(digest), side)) for side in ("left", "right"))
        return last - first


class Wording:
    """In how many letters each sentence stands, by digest: of the whole run, and by authority.

    A letter that a run holds twice, the same bytes under two names, counts once.
    """

    def __init__(self) -> None:
        self._letters: set[str] = set()
        self._authority: dict[str, int] = {}
        self._everywhere = _Tally()
        self._of_authority = _Tally()

    def add(self, rows: Rows) -> None:
        """Count the sentences of the letters in ``rows``."""
        sha256 = {row["document_id"]: row["sha256"] for row in rows.get("documents", ())}
        digests: dict[str, set[int]] = {}
        for row in rows.get("decisions", ()):
            if authority := row.get("authority_id") or row.get("authority"):
                self._authority[row["document_id"]] = _digest_of(authority)
            digests[row["document_id"]] = set()
        for row in rows.get("passages", ()):
            digests.setdefault(row["document_id"], set()).update(d for d, _ in sentence_digests(row["text"]))
        for letter, found in digests.items():
            if sha256.get(letter, letter) in self._letters:
                continue
            self._letters.add(sha256.get(letter, letter))
            self._everywhere.update(found)
            if authority := self._authority.get(letter):
                self._of_authority.update(authority ^ digest for digest in found)

    def with_counts(self, passage: Row) -> Row:
        """The row of a passage with ``own_words`` and ``boilerplate``; null where too little is known."""
        sizes = sentence_digests(passage["text"])
        own = boilerplate = None
        total = sum(size for _, size in sizes)
        if total and len(self._letters) >= MIN_LETTERS:
            alone = sum(size for digest, size in sizes if self._everywhere[digest] <= 1)
            own = round(alone / total, _SHARE_DECIMALS)
        if total and (authority := self._authority.get(passage["document_id"])):
            counts = [(self._of_authority[authority ^ digest] - 1, size) for digest, size in sizes]
            boilerplate = _held_by_half(counts, total)
        return passage | {"own_words": own, "boilerplate": boilerplate}


@lru_cache(1024)
def _digest_of(authority: str) -> int:
    return int.from_bytes(hashlib.blake2b(authority.encode(), digest_size=8).digest())


def _held_by_half(counts: list[tuple[int, int]], total: int) -> int:
    """The largest number of other letters such that half of the words stand in so many, or in more."""
    reached = 0
    for others, size in sorted(counts, reverse=True):
        reached += size
        if 2 * reached >= total:
            return others
    return 0
