"""The text of a letter as the patterns of its facts expect it."""

from __future__ import annotations

import re

_WHITE = re.compile(r"[^\S ]")


def flat(text: str) -> str:
    """``text`` with a space for each line break, tab or other white; the same length."""
    return _WHITE.sub(" ", text.replace("\n", " "))
