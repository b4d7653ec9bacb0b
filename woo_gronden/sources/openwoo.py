"""The open-Woo interface of municipalities on WordPress: the plug-in OpenWOO of the OpenWebConcept.

Documented in github.com/OpenWebconcept/plugin-openwoo: the route in ``src/OpenWOO/RestAPI/RestAPIServiceProvider.php``
(``/wp-json/owc/openwoo/v1/items``; ``docs/specs/openapi.yaml`` has its older place), paging in ``ItemController.php``
(``page``, ``limit``) and ``Response.php`` (``pagination.pages.total``), the fields in ``Models/OpenWOO.php`` and
``Models/BijlageEntity.php``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from woo_gronden.errors import SourceError
from woo_gronden.sources.records import Record, RemoteFile, last_name, text_of

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client

ROUTE = "/wp-json/owc/openwoo/v1/items"
_PAGE = 50
# The list of items; installations differ in its capitals ("WOOVerzoeken", "WOOverzoeken").
_ITEMS = "wooverzoeken"
_LETTERS = {
    "URL_informatieverzoek": "verzoek",
    "URL_besluit": "besluit",
    "URL_inventarisatielijst": "inventarislijst",
}


class OpenWooSource:
    """A municipality's site (``https://openpub.gemeente.nl``), or the full URL of its items."""

    def __init__(self, place: str) -> None:
        site = place.partition("?")[0].rstrip("/")
        self._items = site if site.endswith("/items") else f"{site}{ROUTE}"
        self.name = f"openwoo:{site.removesuffix(ROUTE).partition('://')[2]}"
        self.total: int | None = None

    def records(self, client: Client) -> Iterator[Record]:
        """One record a request.

        Raises:
            SourceError: an answer is not as documented.
        """
        page = 1
        while True:
            url = f"{self._items}?page={page}&limit={_PAGE}"
            answer = client.get_json(url)
            if not isinstance(answer, dict):
                raise SourceError(f"{url}: the answer is no JSON object")
            items = next((value for key, value in answer.items() if key.casefold() == _ITEMS), None)
            if not isinstance(items, list):
                raise SourceError(f"{url}: the answer has no list WOOVerzoeken")
            paging = answer.get("pagination") or {}
            self.total = paging.get("total")
            yield from map(_record, items)
            if not items or page >= int(paging.get("pages", {}).get("total") or 1):
                return
            page += 1


def _record(item: Mapping[str, Any]) -> Record:
    record_id = next((text for key in ("UUID", "ID", "Object_ID") if (text := text_of(item.get(key)))), "")
    if not record_id:
        raise SourceError("an open-Woo item without UUID, ID and Object_ID")
    files = [
        RemoteFile(url, last_name(url), url, role=role)
        for key, role in _LETTERS.items()
        if (url := text_of(item.get(key)))
    ]
    for attachment in item.get("Bijlagen") or []:
        if url := text_of(attachment.get("URL_Bijlage")):
            kind, title = text_of(attachment.get("Type_Bijlage")), text_of(attachment.get("Titel_Bijlage"))
            files.append(RemoteFile(url, last_name(url), url, role=kind, title=title, metadata=attachment))
    metadata = {key: value for key, value in item.items() if key != "Bijlagen" and key not in _LETTERS}
    return Record(record_id, tuple(files), text_of(item.get("Titel")), text_of(item.get("Portal_url")), metadata)
