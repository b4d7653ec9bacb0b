"""Who publishes a release and under what name: from a TOML file, or nobody yet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from woo_gronden.errors import InputError

# A name that RFC 2606 keeps free, so that papers of a release that nobody publishes point to nobody.
_NOWHERE = "https://example.org/woo-gronden/"


@dataclass(frozen=True, slots=True)
class Publication:
    """What the papers say about the release as a publication.

    ``url`` is the address under which its files will lie, ending in a slash; ``publisher_url`` and ``contact`` (an
    e-mail address) are the publisher's; ``creators`` the names to cite.
    """

    name: str = "woo-gronden"
    title: str = "Grounds and reasons in Dutch open-government decisions"
    title_nl: str = "Gronden en motiveringen in besluiten op grond van de Woo en de Wob"
    description: str = (
        "Decision letters on requests under the Dutch Open Government Act (Woo) and its predecessor (Wob), read by "
        "woo_gronden: the grounds on which information is withheld, the passages that argue them, citations, redacted "
        "regions, lists of documents, and what links them."
    )
    description_nl: str = (
        "Besluiten op verzoeken om openbaarmaking (Woo en Wob), gelezen door woo_gronden: de gronden waarop informatie "
        "is geweigerd, de passages die ze motiveren, verwijzingen, gelakte vlakken, inventarislijsten en hun samenhang."
    )
    publisher: str = "The makers of this release"
    publisher_url: str = _NOWHERE
    contact: str = "nobody@example.org"
    url: str = _NOWHERE
    creators: tuple[str, ...] = ("The makers of this release",)
    retrieved: str = "not recorded by the tool; see the publisher"

    @property
    def is_named(self) -> bool:
        """Whether someone stands behind it."""
        return self.url != _NOWHERE


def load_publication(path: Path) -> Publication:
    """The publication described in a TOML file with the fields of :class:`Publication`.

    Raises:
        InputError: no TOML, an unknown field, or a value of another kind.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"no valid TOML: {error}") from error
    known = {field.name for field in fields(Publication)}
    for key, value in given.items():
        if key not in known:
            raise InputError(path, f"{key} is none of {', '.join(sorted(known))}")
        if not (isinstance(value, list) if key == "creators" else isinstance(value, str)) or not value:
            raise InputError(path, f"{key} should be {'a list of names' if key == 'creators' else 'a string'}")
    if "creators" in given:
        given["creators"] = tuple(map(str, given["creators"]))
    if "url" in given:
        given["url"] = given["url"].rstrip("/") + "/"
    return Publication(**given)
