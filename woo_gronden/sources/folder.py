"""Documents from folders, files and archives on this machine."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from woo_gronden.errors import NothingToDo
from woo_gronden.sources.origins import Origin, Origins

log = logging.getLogger(__name__)

SHEET_SUFFIXES = frozenset({".xlsx", ".ods", ".csv"})
DOCUMENT_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}) | SHEET_SUFFIXES
ARCHIVE_SUFFIXES = frozenset({".zip"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    ``path`` is where it lies; ``name`` how the tables call it: its path from the input, the input's own name included,
    with forward slashes. ``dossier_id`` is the folder or archive it belongs to; a loose file is a dossier of its own.
    ``origin``: where it was fetched from.
    """

    path: Path
    name: str
    dossier_id: str
    origin: Origin | None = None

    @property
    def document_id(self) -> str:
        """Sixteen hexadecimal digits from ``name``: the same wherever the run is made, whatever the file's content."""
        return hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()

    @property
    def is_sheet(self) -> bool:
        """Whether it is a spreadsheet: rows and no pages."""
        return self.path.suffix.lower() in SHEET_SUFFIXES

    @property
    def is_archive(self) -> bool:
        """Whether it holds further documents."""
        return self.path.suffix.lower() in ARCHIVE_SUFFIXES


def find_sources(inputs: Iterable[Path]) -> list[SourceFile]:
    """Every document and archive in ``inputs`` (files and folders), sorted by name, none twice.

    Below a folder, the topmost folder that holds documents itself is a dossier, with all that lies deeper in it,
    archives too. An archive that lies beside no document, and files that lie loose in the folder that was given, are
    dossiers of their own. Hidden files, and links that lead back to a folder above them, are left out. A file named as
    an input is taken whatever its ending.

    Raises:
        NothingToDo: nothing was found; the message says what was looked for.
        FileNotFoundError: an input does not exist.
    """
    found: dict[Path, SourceFile] = {}
    given, origins = list(inputs), Origins()
    for root in given:
        for source in _in_folder(root) if root.is_dir() else _lone(root):
            found.setdefault(_real(source.path), replace(source, origin=origins.find(source.path)))
    if not found:
        looked = ", ".join(sorted(suffix.lstrip(".") for suffix in DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES))
        raise NothingToDo(f"no document in {', '.join(map(str, given))} (looked for {looked})")
    return _without_clashes(sorted(found.values(), key=lambda source: source.name))


def find_unpacked(folder: Path, archive: SourceFile) -> list[SourceFile]:
    """The documents of ``archive`` that were unpacked into ``folder``, named as lying within it, of its dossier."""
    found = (replace(archive, path=path, name=f"{archive.name}/{_posix(path, folder)}") for path in _walk(folder))
    return sorted(found, key=lambda source: source.name)


def _lone(path: Path) -> Iterator[SourceFile]:
    if not path.is_file():
        raise FileNotFoundError(f"no such file or folder: {path}")
    name = unicodedata.normalize("NFC", path.name)
    yield SourceFile(path, name, name)


def _in_folder(root: Path) -> Iterator[SourceFile]:
    top = unicodedata.normalize("NFC", root.resolve().name)
    names = {path: f"{top}/{_posix(path, root)}" for path in _walk(root)}
    documents = [name for path, name in names.items() if path.suffix.lower() not in ARCHIVE_SUFFIXES]
    with_files = {name.rpartition("/")[0] for name in documents}
    for path, name in names.items():
        parts = name.split("/")
        above = ("/".join(parts[:depth]) for depth in range(2, len(parts)))
        yield SourceFile(path, name, next((folder for folder in above if folder in with_files), name))


def _walk(root: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for folder, folders, files in os.walk(root, followlinks=True):
        here = Path(folder).resolve()
        if here in seen:
            folders.clear()
            continue
        seen.add(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith(".") or path.suffix.lower() not in DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES:
                continue
            if _is_device(path):
                log.warning("left out, a device or pipe and no file: %s", path)
                continue
            yield path


def _is_device(path: Path) -> bool:
    """Whether reading the file could wait or go on for ever; a link to nothing is none, its reader says so."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _real(path: Path) -> Path:
    """Where the file lies, links followed; a link that leads to itself lies where it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _posix(path: Path, root: Path) -> str:
    # A name that is no valid UTF-8 on disk must still go into a table: the odd bytes become U+FFFD.
    name = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", name)


def _without_clashes(sources: list[SourceFile]) -> list[SourceFile]:
    # Two inputs may bring the same name ("a/2024" and "b/2024"): the later ones get a number, in path order.
    taken: dict[str, int] = {}
    kept = []
    for source in sources:
        again = taken.get(source.name, 0)
        taken[source.name] = again + 1
        if again:
            number = f"~{again + 1}"
            source = replace(source, name=source.name + number, dossier_id=source.dossier_id + number)
        kept.append(source)
    return kept
