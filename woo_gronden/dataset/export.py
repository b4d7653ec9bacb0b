"""The dossiers of a run to files that are given back to platforms, one a dossier."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from woo_gronden.dataset.dossiers import GivenDossier, load_dossiers
from woo_gronden.dataset.jsonld import jsonld_dossier, jsonld_grounds
from woo_gronden.dataset.woogle import check_woogle, woogle_dossier
from woo_gronden.errors import OutputError

# What does not belong in a file name; dossier ids are paths.
_UNSAFE = re.compile(r"[^\w.~-]+")
_GROUNDS = "grounds.jsonld"


def export_woogle(run: Path, output: Path, *, publisher: str = "") -> tuple[int, dict[str, list[str]]]:
    """Write ``<dossier>.json`` in Woogle's fields for every dossier.

    Returns:
        The number of files, and by dossier what Woogle's documentation would refuse in it.

    Raises:
        NothingToDo: no run.
        OutputError: the folder cannot be written.
    """
    faults, names = {}, _Names(output, ".json")
    for dossier in load_dossiers(run):
        value = woogle_dossier(dossier, publisher=publisher)
        _write(names.path(dossier), value)
        if wrong := check_woogle(value):
            faults[dossier.dossier_id] = wrong
    return names.count, faults


def export_jsonld(run: Path, output: Path) -> int:
    """Write ``<dossier>.jsonld`` for every dossier, and the grounds they refer to in ``grounds.jsonld``.

    Raises:
        NothingToDo: no run.
        OutputError: the folder cannot be written.
    """
    names = _Names(output, ".jsonld")
    for dossier in load_dossiers(run):
        _write(names.path(dossier), jsonld_dossier(dossier))
    _write(output / _GROUNDS, jsonld_grounds())
    return names.count


class _Names:
    """One file name a dossier."""

    def __init__(self, output: Path, suffix: str) -> None:
        self._output, self._suffix = output, suffix
        self._taken = {Path(_GROUNDS).stem}
        self.count = 0

    def path(self, dossier: GivenDossier) -> Path:
        stem = _UNSAFE.sub("_", dossier.dossier_id).strip("._") or "dossier"
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}~{number}"
        self._taken.add(name.casefold())
        self.count += 1
        return self._output / f"{name}{self._suffix}"


def _write(path: Path, value: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
