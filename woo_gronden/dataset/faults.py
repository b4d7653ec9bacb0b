"""Something in a release that is not as it should be."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """``file`` from the release's folder; ``where`` in it (a row, a column), empty for the whole file."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {f'{self.where}: ' if self.where else ''}{self.what}"
