"""The text of a letter as the patterns of its facts expect it."""

from __future__ import annotations

import re
from functools import lru_cache

from woo_gronden.schema import Document
from woo_gronden.schema.letters import lowered

_WHITE = re.compile(r"[^\S ]")


def flat(text: str) -> str:
    """``text`` with a space for each line break, tab or other white; the same length."""
    return _WHITE.sub(" ", text.replace("\n", " "))


@lru_cache(maxsize=1)  # a letter's facts are sought in it one after another
def low_body(document: Document) -> str:
    """The body in small letters."""
    return lowered(document.body)


@lru_cache(maxsize=1)
def flat_body(document: Document, limit: int) -> str:
    """The body up to ``limit``, flat and in small letters."""
    return flat(low_body(document)[:limit])
