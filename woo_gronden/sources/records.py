"""What every source says: dossiers, the files in them, and where each file is to be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Protocol

# Fields of the sources that may name a citizen, or the official at the keyboard.
_PERSONS = frozenset({"foi_requester", "Verzoeker", "Ontvanger_informatieverzoek", "eigenaar"})

if TYPE_CHECKING:
    from woo_gronden.sources.client import Client


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a dossier.

    Attributes:
        key: names it within its dossier for good: its URL, or its path in a folder or archive.
        name: what it is called; the name on disk is made from this.
        url: where it is fetched from; empty where ``opener`` gives its bytes.
        role: what the source says it is (``besluit``, ``inventarislijst``, ...), in the source's words.
        title: what the source calls it.
        version: changes when the source says that the file changed; empty where it does not say. The same version is
            not asked for again.
        metadata: what else the source says of it.
        opener: its bytes, where they are on this machine.
    """

    key: str
    name: str
    url: str = ""
    role: str = ""
    title: str = ""
    version: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    opener: Callable[[], IO[bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A dossier: ``record_id`` names it within its source for good; ``withdrawn`` when the source took it back."""

    record_id: str
    files: tuple[RemoteFile, ...]
    title: str = ""
    url: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: bool = False


class Source(Protocol):
    """Where documents come from. A new source is a new module with a class of this form and a line in ``choose``.

    Attributes:
        name: the source as provenance calls it, such as ``woogle:nl.gm1963.2i``; without paths of this machine.
        total: how many dossiers it says there are; None until it has said so.
    """

    name: str
    total: int | None

    def records(self, client: Client) -> Iterator[Record]:
        """Every dossier, page after page.

        Raises:
            FetchError: the list itself cannot be had.
            SourceError: an answer is not as documented.
        """
        ...


def text_of(value: object) -> str:
    """A scalar of a source's JSON as text; empty for None and for what is no scalar."""
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def without_persons(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """``metadata`` without the fields that name who asked, and which official put it in."""
    return {key: value for key, value in metadata.items() if key not in _PERSONS}


def last_name(url: str) -> str:
    """The last part of a URL's path, unquoted: a name for a file whose source gives none."""
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
