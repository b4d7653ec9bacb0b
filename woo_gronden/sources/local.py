"""Documents that are on this machine already: a folder, a ZIP archive, a list of URLs."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from woo_gronden.errors import SourceError
from woo_gronden.sources.content import is_named
from woo_gronden.sources.folder import find_sources
from woo_gronden.sources.records import Record, RemoteFile, last_name

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client

# Columns of a list of URLs, the first that is there counts.
_URL_COLUMNS = ("url", "dc_source", "source_url", "link")
_DOSSIER_COLUMNS = ("dossier", "dossier_id", "foi_dossierId")
_NAME_COLUMNS = ("name", "filename", "foi_fileName")
_ROLE_COLUMNS = ("role", "dc_type")
_TITLE_COLUMNS = ("title", "dc_title")
_ARCHIVE_FILES = 20_000


class FolderSource:
    """A folder: its dossiers as ``run`` sees them, copied with checksums, so that later changes in it are noticed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = f"folder:{folder.resolve().name}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier; see ``find_sources``."""
        found = sorted(find_sources([self._folder]), key=lambda source: (source.dossier_id, source.name))
        for dossier, sources in groupby(found, key=lambda source: source.dossier_id):
            files = []
            for source in sources:
                stat = source.path.stat()
                key = source.name.partition("/")[2] or source.name
                version = f"{stat.st_size}-{stat.st_mtime_ns}"
                files.append(RemoteFile(key, source.path.name, version=version, opener=_opener(source.path)))
            record_id = (dossier.partition("/")[2] or dossier).replace("/", "_")
            yield Record(record_id, tuple(files), title=dossier.rpartition("/")[2])


class ZipSource:
    """A ZIP archive: each folder at its top is a dossier; files beside them are one dossier with the archive's name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = f"zip:{path.name}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier.

        Raises:
            SourceError: not a ZIP archive, or one with too many files.
        """
        try:
            with zipfile.ZipFile(self._path) as archive:
                entries = [entry for entry in archive.infolist() if _is_document(entry)]
                if len(entries) > _ARCHIVE_FILES:
                    raise SourceError(f"{self._path}: {len(entries)} files; the bound is {_ARCHIVE_FILES}")
                entries.sort(key=lambda entry: (self._dossier(entry), entry.filename))
                for dossier, some in groupby(entries, key=self._dossier):
                    yield Record(dossier, tuple(self._file(archive, entry) for entry in some), title=dossier)
        except zipfile.BadZipFile as error:
            raise SourceError(f"{self._path}: no ZIP archive, or one that is cut off") from error

    def _dossier(self, entry: zipfile.ZipInfo) -> str:
        parts = PurePosixPath(entry.filename).parts
        return parts[0] if len(parts) > 1 else self._path.stem

    def _file(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> RemoteFile:
        version = f"{entry.file_size}-{entry.CRC:08x}"

        def opener() -> IO[bytes]:
            try:
                return archive.open(entry)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                # A password, or a method of packing that is not known here.
                raise OSError(str(error)) from error

        return RemoteFile(entry.filename, PurePosixPath(entry.filename).name, version=version, opener=opener)


class UrlListSource:
    """A text file with a URL a line (``#`` starts a remark), or a CSV with a column ``url``.

    In a CSV, ``dossier`` puts rows together; ``name``, ``role`` and ``title`` say more of a file, all other columns
    are kept as its metadata. Without a dossier each file is one of its own.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = f"urls:{path.name}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier, in the order of the list.

        Raises:
            SourceError: the CSV has no column with URLs.
        """
        rows = list(self._rows())
        dossiers: dict[str, list[RemoteFile]] = {}
        for row in rows:
            url = _of(row, _URL_COLUMNS)
            if not url:
                continue
            name = _of(row, _NAME_COLUMNS) or last_name(url)
            file = RemoteFile(
                url, name, url, role=_of(row, _ROLE_COLUMNS), title=_of(row, _TITLE_COLUMNS), metadata=_rest(row)
            )
            dossiers.setdefault(_of(row, _DOSSIER_COLUMNS) or f"{Path(name).stem or 'bestand'}", []).append(file)
        self.total = len(dossiers)
        for dossier, files in dossiers.items():
            yield Record(dossier, tuple(files), title=dossier)

    def _rows(self) -> Iterator[dict[str, str]]:
        text = self._path.read_text(encoding="utf-8-sig", errors="replace")
        if self._path.suffix.lower() != ".csv":
            for line in text.splitlines():
                if (url := line.strip()) and not url.startswith("#"):
                    yield {"url": url}
            return
        lines = text.splitlines()
        delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
        reader = csv.DictReader(lines, delimiter=delimiter)
        if not set(reader.fieldnames or ()) & set(_URL_COLUMNS):
            raise SourceError(f"{self._path}: no column {' or '.join(_URL_COLUMNS)}")
        for row in reader:
            yield {key: (value or "").strip() for key, value in row.items() if key and isinstance(value, str)}


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _is_document(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not entry.is_dir() and not hidden and is_named(entry.filename)


def _of(row: dict[str, str], columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _rest(row: dict[str, str]) -> dict[str, Any]:
    used = {*_URL_COLUMNS, *_DOSSIER_COLUMNS, *_NAME_COLUMNS, *_ROLE_COLUMNS, *_TITLE_COLUMNS}
    return {key: value for key, value in row.items() if key not in used and value}
