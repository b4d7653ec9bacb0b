"""Names of persons as letters write them: after a form of address, after initials, before a function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# Lower-case parts of a surname.
_PREFIX = (
    r"(?:van\s+(?:de[nr]?|het|'t)|van|von|de[nr]?|ter|ten|te|op\s+de[nr]?|in\s+'t|'t|el|al|ben|bin|abu|da|di|dos|la|le|du|zu)"
)
_PART = r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:-?[A-ZÀ-Þ][a-zà-ÿ'’]+)*"
_INITIALS = r"(?:[A-ZÀ-Þ][a-z]?\.\s?){1,5}"
_TITLES = r"(?:(?:prof|dr|drs|mr|ir|ing|bc|ds)\.?\s+)*"
_SURNAME = rf"(?:{_PREFIX}\s+){{0,2}}{_PART}(?:\s?-\s?(?:{_PREFIX}\s+)?{_PART})?"

_LONG_SURNAME = rf"{_SURNAME}(?:\s+(?:{_PREFIX}\s+)?{_PART})?"

# "de heer J. de Vries", "mevrouw Yildiz", "dhr. El Amrani": what follows a form of address is a name.
ADDRESSED = re.compile(
    r"\b(?:[Dd]e\s+[Hh]ere?n?|[Hh]eer|[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Ff]amilie|[Ee]rven|[Cc]ollega|t\.a\.v\.)\s+"
    rf"(?P<name>{_TITLES}(?:{_INITIALS}\s*)?(?:{_PART}\s+){{0,2}}{_SURNAME})"
)
# "mr. J.P. van der Berg", "A. Yildiz": initials and a surname.
WITH_INITIALS = re.compile(rf"(?<![\w.])(?P<name>{_TITLES}{_INITIALS}\s*{_LONG_SURNAME})")
# "drs. Anna de Boer": an academic title and a name.
TITLED = re.compile(
    rf"(?<!\w)(?P<name>(?:prof\.|drs?\.|mr\.|ir\.|ing\.)\s+(?:{_TITLES})(?:{_PART}\s+){{0,2}}{_SURNAME})"
)
# "Geachte Anna de Vries,", "Van: Anna de Vries Aan: ...", "opgesteld door Anna de Vries": where letters and mails put a
# name of two words or more, or "contact opnemen met".
INTRODUCED = re.compile(
    r"(?:\bGeachte|\bBeste|\b(?:Van|Aan|Cc|CC|Bcc|Naam|Afzender|Ontvanger|Contactpersoon|Behandelaar|Behandeld door|Auteur)\s?:|"
    r"\b(?:opgesteld|behandeld|geschreven|ondertekend|verzonden|ingediend) door|\bcontact opnemen met|\bten name van|"
    rf"\bop naam van|\b[Nn]amens deze,?)\s+(?P<name>(?:{_PART}\s+){{1,2}}{_LONG_SURNAME})"
)
# A company bears a name and is no person: "Jansen B.V.", "De Boer & Zonen", "Bakker Advocaten".
_COMPANY_WORD = (
    r"(?:&|[Ee]n\s+[Zz]o[no]+en|B\.?\s?V\b|N\.?\s?V\b|V\.?O\.?F\b|C\.?V\b|[Hh]olding|[Aa]dvoca|[Nn]otari|[Aa]ccountan|[Gg]roep\b|"
    r"[Gg]roup\b|[Bb]eheer|[Vv]astgoed|[Bb]ouw(?:bedrijf)?\b|[Tt]ransport|[Cc]onsult|[Ss]tichting|[Ii]nternational|[Nn]ederland\b)"
)
_COMPANY_AFTER = re.compile(rf"\s*{_COMPANY_WORD}")
_COMPANY_WITHIN = re.compile(rf"\s{_COMPANY_WORD}")
_COMPANY_BEFORE = re.compile(
    r"(?:[Ss]tichting|[Vv]ereniging|[Ff]irma|[Bb]edrijf|[Oo]nderneming|[Bb]ureau|[Ff]onds|[Cc]oöperatie|[Mm]aatschap|[Kk]antoor|"
    r"[Uu]niversiteit|[Hh]ogeschool|[Zz]iekenhuis|[Gg]emeente|[Pp]rovincie|[Rr]echtbank|[Gg]erechtshof|[Ww]aterschap|[Cc]ommissie[- ]?|"
    r"[Ww]et|[Rr]egeling|[Aa]ffaire|[Rr]apport)\s*[-‑]?\s*$"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A member of the government is named in office.
_OFFICE = re.compile(r"[Mm]inister|[Ss]taatssecretaris|MP\b|premier|kabinet")
_OFFICE_NEAR = 60


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of names that a form of address, initials or a title give away; overlaps are left in."""
    for pattern in (ADDRESSED, WITH_INITIALS, TITLED, INTRODUCED):
        for found in pattern.finditer(text):
            yield found.start("name"), _end_of_name(text, *found.span("name"))


def _end_of_name(text: str, start: int, end: int) -> int:
    """Where a name ends: before words at its end that no person bears ("J. Jansen Directeur")."""
    words = list(_WORD.finditer(text, start, end))
    while len(words) > 1 and words[-1][0].lower() in _no_names() and words[-1][0][0].isupper():
        words.pop()
    return words[-1].end() if words else end


def is_person(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, taken for a name, may be a private person's.

    Not where all its words are words of letters and law, where a company or body bears it, or where it is a member of
    the government in office.
    """
    words = [word for word in _WORD.findall(text[start:end]) if len(word) > 1]
    telling = [word for word in words if word[0].isupper()]
    if not telling or all(word.lower() in _no_names() for word in telling):
        return False
    if _COMPANY_AFTER.match(text, end) or _COMPANY_WITHIN.search(text, start, end) or _COMPANY_BEFORE.search(text, max(0, start - 30), start):
        return False
    near = text[max(0, start - _OFFICE_NEAR) : end + _OFFICE_NEAR]
    return not (telling[-1].lower() in _in_government() and _OFFICE.search(near))


@cache
def _no_names() -> frozenset[str]:
    return _load("no_names.txt") | _load("places.txt")


@cache
def _in_government() -> frozenset[str]:
    return _load("government.txt")


def _load(name: str) -> frozenset[str]:
    lines = (files("woo_gronden.dataset.privacy") / "data" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())
