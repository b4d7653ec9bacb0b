"""Personal data that has a form of its own: addresses of mail and of houses, and numbers with a check."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Before and after a number there may be no further digit, letter or point of a longer number.
_EDGE, _END = r"(?<![\w.,/-])", r"(?![\w/-]|[.,]\d)"

# A local part, "@", a domain with an ending. Spaces around the @, and "(at)", hide an address from robots.
EMAIL = re.compile(
    r"(?<![\w.-])[\w.!#$%&'*+/=?^`{|}~-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,}\b",
    re.IGNORECASE,
)
# Two letters, two digits, then groups of four as printed, or none: the check digits decide.
IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ .]?[A-Z0-9]{4}){2,7}(?:[ .]?[A-Z0-9]{1,3})?(?!\w)")
# Nine digits as written for a citizen's number: together, or in groups with points or spaces; eight only where the text
# says what they are, since dates in names of files have eight. The eleven-test decides.
BSN = re.compile(
    _EDGE
    + r"(?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})"
    + _END
    + r"|(?<=BSN[: ])\s?\d{8}"
    + _END
    + r"|(?<=nummer[: ])\s?\d{8}"
    + _END
)
# A plus or two zeros and a country, or a zero and an area; ten digits in all in the Netherlands.
TELEPHONE = re.compile(
    r"(?<![\w.,/])(?:(?:\+|00)\s?[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?|\(?0[1-9]\d{0,3}\)?[ .-]{0,3})"
    r"(?:\d[ .-]{0,2}){5,11}\d(?![\w]|[.,/-]\d)"
)
# The fourteen sidecodes of Dutch plates, always with dashes: groups of one to three letters or digits.
PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|"
    r"[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|"
    r"[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)(?![\w-])"
)
# A street and a house number, then a postcode and a town where they follow. A street is known by its ending or first
# word; before a postcode any words with a capital will do.
# Words of one address stand on one line; its postcode may stand on the next.
_TOWN = r"(?:'s-|[A-Z])[\w'-]{1,30}(?: (?:(?:aan|den|der|de|op|bij|en|van) ){0,2}[A-Z][\w'-]{1,30}){0,2}"
_POSTCODE = rf"[1-9]\d{{3}} ?[A-Z]{{2}}(?![A-Za-z\d])(?: {{1,3}}{_TOWN})?"
_LINK = r"(?:(?:van|de|der|den|het|ter|ten|'t|la|du) ){0,2}"
_ENDING = (
    r"(?i:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef|steeg|hof|pad|plantsoen|park|wal|markt|baan|haven|kamp|"
    r"akker|veld|voorhout|burgwal|oever|rade|erf|meent)"
)
_STREET = (
    rf"(?:[A-Z][\w.'-]{{0,30}} {_LINK}){{0,3}}[A-Z]?[\w'-]{{0,30}}{_ENDING}"
    rf"|(?:Laan|Plein|Weg) {_LINK}[A-Z][\w'-]{{1,30}}"
)
_HOUSE = r"\d{1,5}(?:[ -]?[a-zA-Z](?!\w)| ?- ?\d{1,3})?(?![\w.])"
ADDRESS = re.compile(
    rf"\b(?:(?:{_STREET}) {_HOUSE}(?:[,\s]{{1,3}}{_POSTCODE})?"
    rf"|(?!.{{0,40}}(?:Postbus|Antwoordnummer))(?:[A-Z][\w.'-]{{1,30}} {_LINK}){{1,4}}{_HOUSE}[,\s]{{1,3}}{_POSTCODE})"
)
# Without a street only before a town: "2018 PB" in the name of a file is none.
POSTCODE = re.compile(rf"(?<![\w.])[1-9]\d{{3}} ?[A-Z]{{2}} {{1,3}}{_TOWN}")
# A box of an authority at the post office is no one's home.
_POST_BOX = re.compile(r"(?:postbus|antwoordnummer)\s+\d{1,6}[,\s]{1,3}$", re.IGNORECASE)

# Numbers of a telephone service belong to no person.
_SERVICE = ("0800", "0900", "0906", "0909", "088", "14")
_NATIONAL, _SHORTEST, _LONGEST = 10, 8, 15


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Type, start and end of everything in ``text`` that has a form of its own; overlaps are left in."""
    for found in EMAIL.finditer(text):
        yield "email", *found.span()
    for found in IBAN.finditer(text):
        if is_iban(found[0]):
            yield "iban", *found.span()
    for found in TELEPHONE.finditer(text):
        if is_telephone(found[0]):
            yield "telephone", *found.span()
    for found in BSN.finditer(text):
        if is_bsn(found[0]):
            yield "bsn", *found.span()
    for found in PLATE.finditer(text):
        yield "plate", *found.span()
    for found in ADDRESS.finditer(text):
        yield "address", *found.span()
    for found in POSTCODE.finditer(text):
        if not _POST_BOX.search(text, 0, found.start()):
            yield "address", *found.span()


def is_iban(text: str) -> bool:
    """Whether the check digits of an account number are right (ISO 13616: the whole modulo 97 is 1)."""
    bare = re.sub(r"[ .]", "", text)
    moved = bare[4:] + bare[:4]
    return 15 <= len(bare) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def is_bsn(text: str) -> bool:
    """Whether a number passes the eleven-test of citizens' numbers (weights 9 to 2, and -1 for the last digit)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    digits = [0] * (9 - len(digits)) + digits
    return any(digits) and sum(w * d for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0


def is_telephone(text: str) -> bool:
    """Whether it has as many digits as a number to call has, and is no service's."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if text.lstrip().startswith("+") or digits.startswith("00"):
        return _SHORTEST < len(digits) <= _LONGEST
    return len(digits) == _NATIONAL and not digits.startswith(_SERVICE)
