"""Names by Deduce, a Dutch de-identification library (extra ``privacy``; LGPL-3, Menger et al. 2018)."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

# What Deduce calls a person. What its other groups find has a form of its own, or is no person.
_PERSON = "persoon"
_OTHERS = {
    "locations", "institutions", "dates", "ages", "identifiers", "phone_numbers", "email_addresses", "urls",
}  # fmt: skip


class DeduceNames:
    """Finds names with Deduce's lists of Dutch first names, surnames and forms of address.

    The first start builds its look-up structures, which takes a minute or more; they are kept in the user's cache.
    """

    def __init__(self) -> None:
        try:
            self.name = f"deduce {version('deduce')}"
        except PackageNotFoundError as error:
            raise ModuleNotFoundError(str(error)) from error
        self._deduce = _load()

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Start and end of each name."""
        found = self._deduce.deidentify(text, disabled=_OTHERS)
        return [(at.start_char, at.end_char) for at in found.annotations if at.tag == _PERSON]


def _load() -> Any:
    # Importing Deduce sets the root logger to print everything on standard output; a handler that is there already
    # keeps it from doing so.
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        from deduce import Deduce

        cache = _cache()
        cache.mkdir(parents=True, exist_ok=True)
        return Deduce(cache_path=cache)
    finally:
        root.removeHandler(silent)


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "woo-gronden" / f"deduce-{version('deduce')}"
