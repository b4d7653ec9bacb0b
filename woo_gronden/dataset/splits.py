"""Which split a dossier is in: decided by its name alone, so that it stays there in every later release."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from woo_gronden.dataset.release_schema import NO_AUTHORITY, SPLITS

# Hundredths of all dossiers that go to validation and to test; the rest is for training.
_VALIDATION, _TEST = 10, 10
# What an authority is called with in one letter and without in the next: an article in front, marks. "Den Haag" stays.
_NOISE = re.compile(r"^(?:de|het)\s+|[^\w\s]")


def release_dossier_id(dossier_id: str) -> str:
    """Sixteen hexadecimal digits for a dossier of a run, whose name may hold a person's."""
    return hashlib.blake2b(dossier_id.encode(), digest_size=8).hexdigest()


def split_of(key: str) -> str:
    """train, validation or test: 80, 10 and 10 in a hundred of all keys."""
    place = int.from_bytes(hashlib.blake2b(f"split:{key}".encode(), digest_size=8).digest()) % 100
    train, validation, test = SPLITS
    if place < _TEST:
        return test
    return validation if place < _TEST + _VALIDATION else train


def authority_split_of(authorities: Iterable[str | None]) -> str:
    """The split of a dossier's authority; ``unassigned`` where no letter names one, or they would part.

    A dossier of an unknown authority may be one of the test's authorities, so it belongs to no split.
    """
    splits = {split_of(f"authority:{_plain(name)}") for name in authorities if name}
    return splits.pop() if len(splits) == 1 else NO_AUTHORITY


def _plain(authority: str) -> str:
    return " ".join(_NOISE.sub(" ", authority.casefold()).split())
