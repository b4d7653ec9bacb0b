"""All personal data of a text, each stretch once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from woo_gronden.dataset.privacy.names import find_names, is_person
from woo_gronden.dataset.privacy.numbers import find_numbers

# Where two finders take the same stretch, the first of these names it: what has a check before what has a form.
TYPES = ("email", "iban", "bsn", "telephone", "plate", "address", "name")

_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|\n)\W*$")


class Found(NamedTuple):
    """A stretch ``text[start:end]`` of personal data, and its type (one of :data:`TYPES`)."""

    type: str
    start: int
    end: int


class NameFinder(Protocol):
    """Finds names of persons beyond what forms of address and initials tell."""

    name: str

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Start and end of each."""
        ...


def find_personal_data(text: str, finder: NameFinder | None = None) -> list[Found]:
    """The personal data in ``text``, in order, none overlapping.

    Args:
        text: as it reads, one passage or one cell.
        finder: a further finder of names; its finds go through the same exceptions as the rules' own.
    """
    found = [Found(*item) for item in find_numbers(text)]
    found += [Found("name", *span) for span in find_names(text) if is_person(text, *span, addressed=True)]
    if finder is not None:
        found += [Found("name", *span) for span in _listed(text, finder) if is_person(text, *span)]
    return _apart(found)


def _listed(text: str, finder: NameFinder) -> Iterator[tuple[int, int]]:
    # A lone word that begins a sentence has its capital from there, whatever list of surnames it stands in.
    for start, end in finder.find(text):
        if " " in text[start:end].strip() or not _SENTENCE_START.search(text, 0, start):
            yield start, end


def _apart(found: list[Found]) -> list[Found]:
    """Overlapping finds made one: of the type that comes first, as wide as all of them."""
    joined: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        last = joined[-1] if joined else None
        if last and item.start < last.end:
            kind = min(last.type, item.type, key=TYPES.index)
            joined[-1] = Found(kind, last.start, max(last.end, item.end))
        else:
            joined.append(item)
    return joined
