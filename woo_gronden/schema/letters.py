"""Text as it is compared without regard to capitals."""

from __future__ import annotations


def lowered(text: str) -> str:
    """``text`` in the small letters that a pattern without regard to capitals compares; the same length.

    In it a plain search for a word that a pattern needs costs next to nothing, and most texts have none.
    """
    return text.replace("\u0130", "i").lower().replace("\u0131", "i").replace("\u017f", "s")
