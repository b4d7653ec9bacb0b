"""Short word lists, one word a line, ``#`` starts a comment."""

from __future__ import annotations

from functools import cache

from woo_gronden.knowledge import load_list


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of ``name``.txt."""
    return frozenset(load_list(__name__, f"{name}.txt"))
