"""The codes that people choose from: grounds of the taxonomy and kinds."""

from __future__ import annotations

from functools import cache

from woo_gronden.schema import AnnotatedKind
from woo_gronden.taxonomy import Ground, all_grounds, provision_exists

KIND_LABELS: dict[AnnotatedKind, str] = {
    "motivation": "zegt waarom de grond hier geldt, of weegt hem",
    "norm": "de wettekst of wat die in het algemeen betekent, niets van de zaak",
    "neither": "geen redenering over een grond",
}
# Between an id and its label in lists that people choose from.
_GAP = " · "


@cache
def codable_grounds() -> tuple[Ground, ...]:
    """The grounds a passage can argue: all but the rules that are no ground."""
    return tuple(ground for ground in all_grounds() if ground.kind != "rule")


def spell(ground_id: str) -> str:
    """``woo:5.1.2e · eerbiediging van de persoonlijke levenssfeer``; the bare id of a provision without a label."""
    labels = {ground.id: ground.label_nl for ground in all_grounds()}
    return f"{ground_id}{_GAP}{labels[ground_id]}" if ground_id in labels else ground_id


def unspell(text: str) -> str | None:
    """The id at the start of ``text``; None where it begins with none."""
    words = text.strip().split()
    return words[0] if words and provision_exists(words[0]) else None
