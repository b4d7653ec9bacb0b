"""Where the files of a fetched folder come from, for whoever reads them later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from woo_gronden.sources.ledger import PROVENANCE, load_provenance

# A document lies at most this deep below the folder of its fetch: source, dossier, file; a little more by hand.
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from; fields as the columns of the table ``documents``."""

    source: str
    source_record: str
    source_url: str
    retrieved_at: str
    withdrawn_at: str


class Origins:
    """Finds origins in the ``provenance.jsonl`` of the folders above a file, each read once."""

    def __init__(self) -> None:
        self._folders: dict[Path, dict[str, Origin] | None] = {}

    def find(self, path: Path) -> Origin | None:
        """The origin of a file; None where it was not fetched."""
        path = path.absolute()
        for folder in list(path.parents)[:_DEPTH]:
            rows = self._load(folder)
            if rows is not None:
                return rows.get(path.relative_to(folder).as_posix())
        return None

    def _load(self, folder: Path) -> dict[str, Origin] | None:
        if folder not in self._folders:
            self._folders[folder] = _read(folder) if (folder / PROVENANCE).is_file() else None
        return self._folders[folder]


def _read(folder: Path) -> dict[str, Origin]:
    # Of several URLs with the same bytes, the first that its source still has.
    rows = sorted(load_provenance(folder), key=lambda row: (bool(row.withdrawn_at), row.key))
    found: dict[str, Origin] = {}
    for row in rows:
        origin = Origin(row.source, row.record_id, row.url, row.retrieved_at, row.withdrawn_at)
        found.setdefault(row.path, origin)
    return found
