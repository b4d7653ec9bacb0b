"""The publication bank of GPP-Woo (ICATT, Dimpact; built by Maykin).

Documented in github.com/GPP-Woo/GPP-publicatiebank, ``src/woo_publications/api/openapi.yaml``:
``/api/v1/publicaties`` and ``/api/v1/documenten?publicatie=<uuid>`` answer ``count``, ``next``, ``results``;
``/api/v1/documenten/<uuid>/download`` gives the bytes. Every call needs a key (``Authorization: Token ...``) and says
for the audit log who calls and why (``Audit-User-ID``, ``Audit-User-Representation``, ``Audit-Remarks``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from woo_gronden.errors import SourceError
from woo_gronden.sources.client import origin_of
from woo_gronden.sources.records import Record, RemoteFile, text_of

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client

_PAGE = 100
_CONCEPT, _WITHDRAWN = "concept", "ingetrokken"
# What the interface asks to be told with each call.
AUDIT_HEADERS = {
    "Audit-User-ID": "woo-gronden",
    "Audit-User-Representation": "woo-gronden",
    "Audit-Remarks": "publications fetched for research",
}


class GppSource:
    """A publication bank, by the URL of its host (``https://publicatiebank.gemeente.nl``)."""

    def __init__(self, place: str) -> None:
        self._base = place.rstrip("/").removesuffix("/api/v1") + "/api/v1"
        self.name = f"gpp:{origin_of(place).partition('://')[2]}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a publication; those withdrawn are told as such, concepts are left out."""
        for publication in self._pages(client, f"{self._base}/publicaties?pageSize={_PAGE}", counted=True):
            status = text_of(publication.get("publicatiestatus"))
            uuid = text_of(publication.get("uuid"))
            if status == _CONCEPT or not uuid:
                continue
            documents = self._pages(client, f"{self._base}/documenten?publicatie={uuid}&pageSize={_PAGE}")
            files = tuple(file for document in documents if (file := self._file(document)))
            yield Record(
                uuid,
                files,
                text_of(publication.get("officieleTitel")),
                text_of(publication.get("urlPublicatieExtern")),
                publication,
                withdrawn=status == _WITHDRAWN,
            )

    def _pages(self, client: Client, url: str, *, counted: bool = False) -> Iterator[Mapping[str, Any]]:
        while url:
            answer = client.get_json(url)
            if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
                raise SourceError(f"{url}: the answer has no results")
            if counted:
                self.total = answer.get("count")
            yield from answer["results"]
            url = text_of(answer.get("next"))
            if url and origin_of(url) != origin_of(self._base):
                raise SourceError(f"the next page lies on another host: {url}")

    def _file(self, document: Mapping[str, Any]) -> RemoteFile | None:
        uuid, status = text_of(document.get("uuid")), text_of(document.get("publicatiestatus"))
        if not uuid or status in {_CONCEPT, _WITHDRAWN} or document.get("uploadVoltooid") is False:
            # Withdrawn ones fall out of the list, and are found missing by asking for them.
            return None
        url = f"{self._base}/documenten/{uuid}/download"
        return RemoteFile(
            key=url,
            name=text_of(document.get("bestandsnaam")) or uuid,
            url=url,
            title=text_of(document.get("officieleTitel")),
            version=text_of(document.get("laatstGewijzigdDatum")),
            metadata=document,
        )
