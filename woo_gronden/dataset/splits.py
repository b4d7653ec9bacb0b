"""Which split a dossier is in: decided by its name alone, so that it stays there in every later release."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from woo_gronden.dataset.release_schema import NO_AUTHORITY, SPLITS

# Hundredths of all dossiers, and of all authorities, that go to training and to validation; the rest is for the test.
# There are few authorities, of which one or two hold most dossiers: a tenth of them may well be none.
_DOSSIERS = (80, 10)
_AUTHORITIES = (60, 20)
# What an authority is called with in one letter and without in the next: an article in front, marks. "Den Haag" stays.
_NOISE = re.compile(r"^(?:de|het)\s+|[^\w\s]")


def release_dossier_id(dossier_id: str) -> str:
    """Sixteen hexadecimal digits for a dossier of a run, whose name may hold a person's."""
    return hashlib.blake2b(dossier_id.encode(), digest_size=8).hexdigest()


def split_of(dossier_id: str) -> str:
    """The split of a dossier of a release: 80, 10 and 10 in a hundred of all."""
    return _split(dossier_id, _DOSSIERS)


def authority_split_of(authorities: Iterable[str | None]) -> str:
    """The split of a dossier's authority, 60, 20 and 20 in a hundred of all; ``unassigned`` where none is known.

    It is not known either where the letters name two that would part.

    A dossier of an unknown authority may be one of the test's authorities, so it belongs to no split.
    """
    splits = {_split(f"authority:{_plain(name)}", _AUTHORITIES) for name in authorities if name}
    return splits.pop() if len(splits) == 1 else NO_AUTHORITY


def _split(key: str, shares: tuple[int, int]) -> str:
    place = int.from_bytes(hashlib.blake2b(f"split:{key}".encode(), digest_size=8).digest()) % 100
    train, validation, test = SPLITS
    if place < shares[0]:
        return train
    return validation if place < sum(shares) else test


def _plain(authority: str) -> str:
    return " ".join(_NOISE.sub(" ", authority.casefold()).split())
