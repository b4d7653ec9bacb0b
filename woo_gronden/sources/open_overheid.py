"""open.overheid.nl: the search interface behind the national portal of disclosures.

The portal has no published description of it. How it is called and what it answers is taken from public programs that
use it: berthubert/tkconv (``oo-crawl.cc``, with full answers in its remarks) and others:

- ``.../overheid/openbaarmakingen/api/v0/zoek?zoektekst=&start=0&aantalResultaten=50``: ``totaal``, ``resultaten[]``
  with ``document.id`` (a UUID, then ``_`` and the version); at most 50 a page; dates as dd-mm-yyyy; the values of
  filters are URL-encoded twice, which is why a query string is passed on as it is given.
- ``.../zoek/<uuid>``: ``document``, ``documentrelaties[]``, ``versies[].bestanden[]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from woo_gronden.errors import FetchError, SourceError
from woo_gronden.sources.records import Record, RemoteFile, last_name, text_of

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client

SEARCH = "https://open.overheid.nl/overheid/openbaarmakingen/api/v0/zoek"
_PAGE = 50
# Relations between documents in the thesaurus of TOOI (identifier.overheid.nl/tooi/def/thes/kern).
_IS_ATTACHMENT_OF, _HAS_ATTACHMENT = "c_4d1ea9ba", "c_05f4a5f3"
_PUBLISHED = "gepubliceerd"


class OpenOverheidSource:
    """What a search on open.overheid.nl finds; each decision with its attachments is a dossier.

    ``place`` is a text to search for, a query string that starts with ``?`` (as the portal sends it), or the URL of a
    search.
    """

    def __init__(self, place: str) -> None:
        if place.startswith(("http://", "https://")):
            self._search, _, self._query = place.partition("?")
        else:
            self._search = SEARCH
            self._query = place[1:] if place.startswith("?") else f"zoektekst={quote_plus(place)}"
        self.name = f"openoverheid:{self._query}"
        self.total: int | None = None
        self._details: dict[str, Mapping[str, Any]] = {}

    def records(self, client: Client) -> Iterator[Record]:
        """One record a main document: found itself, or through an attachment of it.

        Raises:
            SourceError: an answer is not as expected.
        """
        seen = set[str]()
        for uuid in self._found(client):
            self._details.clear()
            main = self._main_of(client, uuid)
            if main not in seen:
                seen.add(main)
                yield self._record(client, main)

    def _found(self, client: Client) -> Iterator[str]:
        start = 0
        while True:
            url = f"{self._search}?{self._query}&start={start}&aantalResultaten={_PAGE}"
            answer = client.get_json(url)
            results = answer.get("resultaten") if isinstance(answer, dict) else None
            if not isinstance(results, list):
                raise SourceError(f"{url}: the answer has no resultaten")
            self.total = answer.get("totaal")
            for result in results:
                if uuid := _uuid(text_of(result.get("document", {}).get("id"))):
                    yield uuid
            start += len(results)
            if not results or (isinstance(self.total, int) and start >= self.total):
                return

    def _detail(self, client: Client, uuid: str) -> Mapping[str, Any]:
        if uuid not in self._details:
            answer = client.get_json(f"{self._search}/{uuid}")
            if not isinstance(answer, dict) or not isinstance(answer.get("document"), dict):
                raise SourceError(f"{self._search}/{uuid}: the answer has no document")
            self._details[uuid] = answer
        return self._details[uuid]

    def _main_of(self, client: Client, uuid: str) -> str:
        """The document that this one is an attachment of; itself where it is none, or where that one is not there."""
        for parent in _related(self._detail(client, uuid), _IS_ATTACHMENT_OF):
            try:
                self._detail(client, parent)
            except FetchError as error:
                if error.kind != "gone":
                    raise
                continue
            return parent
        return uuid

    def _record(self, client: Client, uuid: str) -> Record:
        detail = self._detail(client, uuid)
        files = list(_files(detail, "besluit"))
        for attachment in _related(detail, _HAS_ATTACHMENT):
            try:
                files += _files(self._detail(client, attachment), "")
            except FetchError as error:
                if error.kind != "gone":
                    raise
                # Named, but taken back: asked for once more under its address, so that it is counted as not had.
                address = text_of(detail["document"].get("pid")).rpartition("/")[0]
                files.append(RemoteFile(attachment, attachment, f"{address}/{attachment}"))
        document = detail["document"]
        status = text_of(detail.get("plooiIntern", {}).get("publicatiestatus"))
        return Record(
            uuid,
            tuple(files),
            title=_title(document),
            url=text_of(document.get("pid")),
            metadata=document,
            withdrawn=bool(status) and status != _PUBLISHED,
        )


def _files(detail: Mapping[str, Any], role: str) -> Iterator[RemoteFile]:
    """The files of the newest version."""
    document = detail["document"]
    versions = [version for version in detail.get("versies") or [] if isinstance(version, dict)]
    newest = max(versions, key=lambda version: version.get("nummer") or 0, default={})
    kinds = [
        text_of(kind.get("label")) for kind in document.get("classificatiecollectie", {}).get("documentsoorten", [])
    ]
    for file in newest.get("bestanden") or []:
        url = text_of(file.get("url")) or text_of(file.get("id"))
        if not url.startswith(("http://", "https://")):
            url = text_of(document.get("pid"))
        if not url:
            continue
        yield RemoteFile(
            key=url,
            name=text_of(file.get("bestandsnaam")) or last_name(url),
            url=url,
            role="; ".join(filter(None, kinds)) or role,
            title=_title(document),
            version="-".join(filter(None, (text_of(file.get("hash")), text_of(file.get("mutatiedatumtijd"))))),
            metadata=file | {"document": text_of(document.get("pid"))},
        )


def _related(detail: Mapping[str, Any], role: str) -> list[str]:
    relations = detail.get("documentrelaties") or []
    found = (
        _uuid(last_name(text_of(one.get("relation")))) for one in relations if last_name(one.get("role", "")) == role
    )
    return [uuid for uuid in dict.fromkeys(found) if uuid]


def _uuid(name: str) -> str:
    # "eef2edec-019e-4085-8e2e-4d3f42686431_1": what follows the underscore is the version.
    return name.partition("_")[0]


def _title(document: Mapping[str, Any]) -> str:
    return text_of(document.get("titelcollectie", {}).get("officieleTitel"))
