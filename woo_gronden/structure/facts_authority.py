"""Who decided: the authority as letters sign, brought to one name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Document, Fact
from woo_gronden.schema.letters import lowered
from woo_gronden.structure.facts_authority_codes import find_kind_and_code
from woo_gronden.structure.facts_authority_forms import find_forms
from woo_gronden.structure.facts_text import flat, low_body


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of the list: its name, how letters write it in small letters, its kind or ministry if need be."""

    name: str
    pattern: re.Pattern[str]
    kind: str = ""
    ministry: str = ""


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
# The signature: within this many characters after the closing words. "namens deze" ends its line or its clause there;
# in a sentence ("mij verzocht deze namens hen openbaar te maken") nobody signs.
# Over lowered text.
_CLOSING = re.compile(
    r"hoogachtend|met vriendelijke groet|namens (?:deze|hen)\b[ ]?(?:[,:;.]|\n|$)|namens de raad|ondertekening"
)
_CLOSING_SIGNS = (
    "hoogachtend",
    "met vriendelijke groet",
    "namens deze",
    "namens hen",
    "namens de raad",
    "ondertekening",
)
_SIGNATURE = 350
# Of a body that was read by its form no spelling is known.
_NOTHING = re.compile(r"(?!)")


@cache
def all_authorities() -> tuple[Authority, ...]:
    """The list of authorities, in the order in which they are tried."""
    raw = load_table("woo_gronden.structure", "data/authorities.toml")
    return tuple(
        # Over lowered text: a pattern without regard to capitals could skip no place.
        Authority(a["name"], re.compile(a["pattern"].lower()), a.get("kind", ""), a.get("ministry", ""))
        for a in raw["authority"]
    )


def find_authority(document: Document, limit: int) -> tuple[Fact, ...]:
    """Who decided, its kind, and its code where the list knows it: the signature first, then the whole letter.

    Args:
        document: the letter.
        limit: read the body up to here (annexes quote other bodies).
    """
    if found := _signed(document, limit):
        return found
    body, furniture = flat(document.text[:limit]), flat(document.text[document.body_end :])
    return (
        _read(furniture, document.body_end, "letterhead")
        or _read_form(furniture, document.body_end, "letterhead")
        or _read(body[:2500], 0, "opening")
        or _read_form(body[:2500], 0, "opening")
        or _signed(document, document.body_end)
        or _read(body, 0, "first named in the letter")
    )


def _signed(document: Document, limit: int) -> tuple[Fact, ...]:
    """Who signs in the text up to ``limit``: a body of the list around the closing words, else one by its form."""
    text = document.text[:limit]
    low = low_body(document)
    # The first of them mostly stands at a letter's end: no place before it need be tried.
    first = min((at for sign in _CLOSING_SIGNS if (at := low.find(sign, 0, limit)) >= 0), default=limit)
    closings = list(_CLOSING.finditer(low, first, limit))
    for closing in closings:
        start = max(0, closing.start() - 120)
        if found := _read(flat(text[start : closing.end() + _SIGNATURE]), start, "signature"):
            return found
    for closing in closings:
        # "de minister van ..., namens deze,": the body stands before; before "Hoogachtend" stands the letter.
        start = max(0, closing.start() - 120) if closing.group().startswith("namens") else closing.end()
        if found := _read_form(flat(text[start : closing.end() + _SIGNATURE]), start, "signature"):
            return found
    return ()


def _read_form(text: str, offset: int, rule: str) -> tuple[Fact, ...]:
    """A body that the list does not hold, by its kind and name: the surest kind that the text names."""
    found = next(find_forms(text), None)
    if found is None:
        return ()
    start, end, name = found
    return _facts(Authority(name, _NOTHING), offset + start, offset + end, f"{rule}, by its form")


def _read(text: str, offset: int, rule: str) -> tuple[Fact, ...]:
    found: list[tuple[int, int, Authority]] = []
    for pattern, form in _PLACED:
        match = pattern.search(text)
        if match:
            found.append((*match.span(), Authority(form.format(match["place"].strip()), _NOTHING)))
    low = lowered(text)
    for authority in all_authorities():
        match = authority.pattern.search(low)
        if match:
            found.append((*match.span(), authority))
    if not found:
        return ()
    start, end, named = min(found, key=lambda place: place[:2])
    return _facts(named, offset + start, offset + end, rule)


def _facts(authority: Authority, start: int, end: int, rule: str) -> tuple[Fact, ...]:
    kind, code = find_kind_and_code(authority.name, authority.kind, authority.ministry)
    facts = [Fact("authority", authority.name, start, end, rule), Fact("authority_kind", kind, start, end, rule)]
    return (*facts, Fact("authority_id", code, start, end, rule)) if code else tuple(facts)
