"""Woogle (University of Amsterdam): its resolver, dossiers as JSON, and its dumps.

Documented in github.com/wooverheid/WoogleDocumentatie: the fields in "SPEC MetadataSchema" (version 2.0), a dossier as
JSON in "SPEC API", and the resolver's ``infobox=true``, which answers in JSON. That the resolver moved from
``doi.wooverheid.nl/?doi=`` to ``pid.wooverheid.nl/?pid=``, that it answers ``{"infobox": {"foi_dossiers": [...]}}`` for
an authority, and that ``foi_files`` is a list there, is how public programs call it (openstate/jodal and others). The
columns of the dumps (``woo_dossiers.csv.gz``, ``woo_documents.csv.gz``) are those that programs on them read
(TeamEpochGithub/woogle-maps). Woogle says itself that it does not carry later edits and deletions of its own sources
through; what is noticed here are those at each file's ``dc_source``.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from woo_gronden.errors import SourceError
from woo_gronden.sources.records import Record, RemoteFile, last_name, text_of

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client

RESOLVER = "https://pid.wooverheid.nl/"
# The category of decisions on requests in Woogle's words (law: article 3.3, second paragraph, under i).
DECISIONS = "2i"
# Members of ``foi_files`` in a dossier that is sent to Woogle, and what they are.
_ROLES = {"foi_verzoek": "verzoek", "foi_besluit": "besluit", "foi_inventaris": "inventarislijst"}
_DOCUMENTS = "foi_documenten"
# A column of a dump may be longer than csv takes by default: whole texts of pages.
_LONGEST_CELL = 64 * 1024**2
# "nl.gm1963" is an authority, with documents of every kind; "nl.gm1963.2i" and deeper say which.
_PARTS_OF_AUTHORITY = 2


class WoogleSource:
    """What Woogle's resolver has under an identifier: an authority, one of its categories, or one dossier.

    ``place`` is an identifier (``nl.gm1963.2i.2022.10``) or the URL of another resolver.
    """

    def __init__(self, place: str) -> None:
        is_url = place.startswith(("http://", "https://"))
        self._url = place if is_url else f"{RESOLVER}?pid={quote(place)}&infobox=true"
        self._decisions_only = not is_url and len(place.split(".")) <= _PARTS_OF_AUTHORITY
        self.name = f"woogle:{place}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier; of an authority only decisions on requests.

        Raises:
            SourceError: the answer has no infobox.
        """
        answer = client.get_json(self._url)
        box = answer.get("infobox") if isinstance(answer, dict) else None
        if not isinstance(box, dict):
            raise SourceError(f"{self._url}: the answer has no infobox")
        found = box["foi_dossiers"] if isinstance(box.get("foi_dossiers"), list) else [box]
        if self._decisions_only:
            found = [one for one in found if text_of(one.get("dc_type")) == DECISIONS]
        self.total = len(found)
        yield from map(parse_dossier, found)


class WoogleFileSource:
    """Dossiers in a JSON file (``.json``, ``.jsonl``, either also ``.gz``): one, a list, or one a line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = f"woogle:{path.name}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier.

        Raises:
            SourceError: the file is no JSON, or holds something else.
        """
        with _open(self._path) as file:
            try:
                if ".jsonl" in self._path.suffixes:
                    for line in file:
                        if line.strip():
                            yield parse_dossier(json.loads(line))
                    return
                value = json.load(file)
            except ValueError as error:
                raise SourceError(f"{self._path}: no JSON ({error})") from error
        if isinstance(value, dict) and isinstance(value.get("infobox"), dict):
            value = value["infobox"].get("foi_dossiers", value["infobox"])
        found = value if isinstance(value, list) else [value]
        self.total = len(found)
        yield from map(parse_dossier, found)


class WoogleDumpSource:
    """A folder with Woogle's dump: ``*dossiers.csv`` and ``*documents.csv``, as they are or ``.gz``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = f"woogle:{folder.resolve().name}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a dossier of category 2i, with the documents that name it."""
        dossiers = {
            row["dc_identifier"]: row
            for row in _read_csv(find_dump_file(self._folder, "dossiers"))
            if row.get("dc_type", DECISIONS) == DECISIONS and row.get("dc_identifier")
        }
        files: dict[str, list[dict[str, str]]] = {name: [] for name in dossiers}
        for row in _read_csv(find_dump_file(self._folder, "documents")):
            if (dossier := row.get("foi_dossierId", "")) in files:
                files[dossier].append(row)
        self.total = len(dossiers)
        for name, row in dossiers.items():
            yield parse_dossier(row | {"foi_files": files[name]})


def find_dump_file(folder: Path, what: str) -> Path:
    """The CSV of a dump that holds ``what``.

    Raises:
        SourceError: there is none.
    """
    found = sorted(path for path in folder.glob(f"*{what}.csv*") if path.name.endswith((".csv", ".csv.gz")))
    if not found:
        raise SourceError(f"{folder}: no {what}.csv or {what}.csv.gz, so no dump of Woogle")
    return found[0]


def parse_dossier(value: Any) -> Record:
    """A dossier in Woogle's fields, whichever of its forms: ``foi_files`` a list, or members for each role.

    Raises:
        SourceError: no dossier at all.
    """
    if not isinstance(value, Mapping):
        raise SourceError("a Woogle dossier is a JSON object")
    metadata = {key: item for key, item in value.items() if key != "foi_files" and item not in (None, "")}
    title, url = text_of(value.get("dc_title")), text_of(value.get("dc_source"))
    record_id = text_of(value.get("dc_identifier")) or url or title
    if not record_id:
        raise SourceError("a Woogle dossier without dc_identifier, dc_source and dc_title")
    files = tuple(_parse_file(role, item) for role, item in _files(value.get("foi_files")))
    return Record(record_id, files, title, url, metadata)


def _files(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            some: Iterable[object] = item if isinstance(item, list) else [item]
            yield from ((_ROLES.get(name, ""), one) for one in some if isinstance(one, Mapping))
    elif isinstance(value, list):
        yield from (("", item) for item in value if isinstance(item, Mapping))


def _parse_file(role: str, item: Mapping[str, Any]) -> RemoteFile:
    # Without a URL it is text that was sent without a file (foi_bodyText), or a document that is not on the web.
    url, title = text_of(item.get("dc_source")), text_of(item.get("dc_title"))
    name = text_of(item.get("foi_fileName")) or last_name(url)
    return RemoteFile(
        key=url or text_of(item.get("dc_identifier")) or title or "zonder URL",
        name=name,
        url=url,
        role=role or text_of(item.get("dc_type")),
        title=title,
        metadata={key: value for key, value in item.items() if value not in (None, "")},
    )


def _open(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8-sig")


def _read_csv(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST_CELL)
    with _open(path) as file:
        for row in csv.DictReader(file):
            yield {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
