"""Who decided: the authority as letters sign, brought to one name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from woo_gronden.schema import Document, Fact
from woo_gronden.structure.facts_authority_forms import find_forms


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of the list: its name, its TOOI code where that is sure, and how letters write it."""

    name: str
    tooi: str
    pattern: re.Pattern[str]


# Bodies with a place in their name, of which no list need hold every one: "college van burgemeester en wethouders van
# Amsterdam", "gedeputeerde staten van Gelderland", "dagelijks bestuur van het waterschap ...". The place is the
# capitalised words that follow, with the joints of Dutch place names ("aan den", "op").
_PLACE = (
    r"(?P<place>(?:'s-|’s-|Den |De |Het |Sint |Nieuwe? |Oude? )?[A-Z][\w-]+"
    r"(?:(?: (?:aan|op|en|bij|de|den|van|het|a/d|ij)){1,2} (?:de |den |het )?[A-Z][\w-]+| [A-Z][a-z-]+){0,2})"
)
_PLACED = (
    (re.compile(rf"(?i:college van (?:burgemeester en wethouders|B ?(?:&|en) ?W))(?i: van(?: de gemeente)?)? {_PLACE}"),
     "college van burgemeester en wethouders van {}"),
    (re.compile(rf"(?i:de burgemeester van(?: de gemeente)?) {_PLACE}"), "burgemeester van {}"),
    (re.compile(rf"(?i:gedeputeerde staten van(?: de provincie)?) {_PLACE}"), "gedeputeerde staten van {}"),
    (re.compile(rf"(?i:(?:dijkgraaf en hoogheemraden|college van dijkgraaf en \w+|dagelijks bestuur) van (?:het )?"
                rf"(?:hoogheemraadschap|waterschap))(?: van)? {_PLACE}"), "dagelijks bestuur van waterschap {}"),
    (re.compile(rf"(?i:dagelijks bestuur van (?:de |het )?(?:bestuurscommissie|stadsdeel)) {_PLACE}"),
     "dagelijks bestuur van stadsdeel {}"),
)  # fmt: skip
# The signature: within this many characters after the closing words.
_CLOSING = re.compile(r"hoogachtend|met vriendelijke groet|namens (?:deze|hen|de raad)|ondertekening", re.IGNORECASE)
_SIGNATURE = 350


@cache
def all_authorities() -> tuple[Authority, ...]:
    """The list of authorities, in the order in which they are tried."""
    raw = tomllib.loads((files("woo_gronden.structure") / "data" / "authorities.toml").read_text(encoding="utf-8"))
    return tuple(
        Authority(a["name"], a.get("tooi", ""), re.compile(a["pattern"], re.IGNORECASE)) for a in raw["authority"]
    )


@cache
def _tooi_by_place() -> dict[str, str]:
    raw = tomllib.loads((files("woo_gronden.structure") / "data" / "authorities.toml").read_text(encoding="utf-8"))
    return dict(raw["places"])


def find_authority(document: Document, limit: int) -> tuple[Fact, ...]:
    """Who decided, and its TOOI code where the list knows it: the signature first, then the whole letter.

    Args:
        document: the letter.
        limit: read the body up to here (annexes quote other bodies).
    """
    body = document.text[:limit]
    flat = re.sub(r"\s", " ", body)
    for closing in _CLOSING.finditer(flat):
        start = max(0, closing.start() - 120)
        signed = flat[start : closing.end() + _SIGNATURE]
        found = _read(signed, start, "signature") or _read_form(signed, start, "signature")
        if found:
            return found
    whole = re.sub(r"\s", " ", document.text)
    furniture = whole[document.body_end :]
    return (
        _read(furniture, document.body_end, "letterhead")
        or _read_form(furniture, document.body_end, "letterhead")
        or _read(flat[:2500], 0, "opening")
        or _read_form(flat[:2500], 0, "opening")
        or _read(flat, 0, "first named in the letter")
    )


def _read_form(text: str, offset: int, rule: str) -> tuple[Fact, ...]:
    """A body that the list does not hold, by its kind and name: the surest kind that the text names."""
    found = next(find_forms(text), None)
    if found is None:
        return ()
    start, end, name = found
    return (Fact("authority", name, offset + start, offset + end, f"{rule}, by its form"),)


def _read(text: str, offset: int, rule: str) -> tuple[Fact, ...]:
    found: list[tuple[int, int, str, str]] = []
    for pattern, form in _PLACED:
        match = pattern.search(text)
        if match:
            place = match["place"].strip()
            found.append((match.start(), match.end(), form.format(place), _tooi_by_place().get(place.lower(), "")))
    for authority in all_authorities():
        match = authority.pattern.search(text)
        if match:
            found.append((match.start(), match.end(), authority.name, authority.tooi))
    if not found:
        return ()
    start, end, name, tooi = min(found)
    facts = [Fact("authority", name, offset + start, offset + end, rule)]
    if tooi:
        facts.append(Fact("authority_tooi", tooi, offset + start, offset + end, rule))
    return tuple(facts)
