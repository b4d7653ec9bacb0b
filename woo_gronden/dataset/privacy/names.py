"""Names of persons as letters write them: after a form of address, after initials, after a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woo_gronden.knowledge import load_list

# Lower-case parts of a surname.
_PREFIX = (
    r"(?:[Vv]an (?:de[nr]?|het|'t)|[Vv]an|von|[Dd]e[nr]?|[Tt]er|[Tt]en|te|op de[nr]?|in 't|'t|[Ee]l|[Aa]l|[Bb]en|bin|"
    r"[Aa]bu|da|[Dd]i|dos|[Ll]a|[Ll]e|[Dd]u|zu)"
)
_PART = r"[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:-?[A-ZÀ-Þ][a-zà-ÿ'’]+)*"
_INITIALS = r"(?:(?:[A-ZÀ-Þ]|Th|Ch|Ph|IJ)\. ?){1,5}"
_TITLES = r"(?:(?:prof|drs?|mr|ir|ing|bc|ds)\.? {1,2}){0,4}"
_SURNAME = rf"(?:{_PREFIX} {{1,2}}){{0,2}}{_PART}(?: ?- ?(?:{_PREFIX} {{1,2}})?{_PART})?"

_LONG_SURNAME = rf"{_SURNAME}(?: {{1,2}}(?:{_PREFIX} {{1,2}})?{_PART})?"

# "de heer J. de Vries", "mevrouw Yildiz", "dhr. El Amrani": what follows a form of address is a name.
ADDRESSED = re.compile(
    r"\b(?:[Dd]e {1,2}[Hh]ere?n?|[Hh]eer|[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Ff]amilie|[Ee]rven|[Cc]ollega) {1,2}"
    rf"(?P<name>{_TITLES}(?:{_INITIALS} ?)?(?:{_PART} {{1,2}}){{0,2}}{_SURNAME})"
)
# "mr. J.P. van der Berg", "A. Yildiz": initials and a surname.
WITH_INITIALS = re.compile(rf"(?<![\w.])(?P<name>{_TITLES}{_INITIALS} ?{_LONG_SURNAME})")
# "drs. Anna de Boer": an academic title and a name.
TITLED = re.compile(
    rf"(?<!\w)(?P<name>(?:prof\.|drs?\.|mr\.|ir\.|ing\.) {{1,2}}(?:{_TITLES})(?:{_PART} {{1,2}}){{0,2}}{_SURNAME})"
)
# "Geachte Anna de Vries,", "Van: Anna de Vries Aan: ...", "opgesteld door Anna de Vries": where letters and mails put a
# name of two words or more, or "contact opnemen met".
INTRODUCED = re.compile(
    r"(?:\bGeachte|\bBeste|"
    r"\b(?:Van|Aan|Cc|CC|Bcc|Naam|Afzender|Ontvanger|Contactpersoon|Behandelaar|Behandeld door|Auteur) ?:|"
    r"\b(?:opgesteld|behandeld|geschreven|ondertekend|verzonden|ingediend) door|\bcontact opnemen met|\bten name van|"
    rf"\bop naam van|\b[Nn]amens deze,?) {{1,2}}(?P<name>(?:{_PART} {{1,2}}){{1,2}}{_LONG_SURNAME})"
)
# A company bears a name and is no person: "Jansen B.V.", "De Boer & Zonen", "Bakker Advocaten".
_COMPANY_WORD = (
    r"(?:&|[Ee]n\s+[Zz]o[no]+en|B\.?\s?V\b|N\.?\s?V\b|V\.?O\.?F\b|C\.?V\b|[Hh]olding|[Aa]dvoca|[Nn]otari|[Aa]ccountan|"
    r"[Gg]roep\b|"
    r"[Gg]roup\b|[Bb]eheer|[Vv]astgoed|[Bb]ouw(?:bedrijf)?\b|[Tt]ransport|[Cc]onsult|[Ss]tichting|[Ii]nternational|[Nn]ederland\b)"
)
_COMPANY_AFTER = re.compile(rf"\s*{_COMPANY_WORD}")
_COMPANY_WITHIN = re.compile(rf"\s{_COMPANY_WORD}")
_COMPANY_BEFORE = re.compile(
    r"(?:[Ss]tichting|[Vv]ereniging|[Ff]irma|[Bb]edrijf|[Oo]nderneming|[Bb]ureau|[Ff]onds|[Cc]oöperatie|[Mm]aatschap|[Kk]antoor|"
    r"[Uu]niversiteit|[Hh]ogeschool|[Zz]iekenhuis|[Gg]emeente|[Pp]rovincie|[Rr]echtbank|[Gg]erechtshof|[Ww]aterschap|"
    r"[Cc]ommissie[- ]?|"
    r"[Ww]et|[Rr]egeling|[Aa]ffaire|[Rr]apport)\s*[-‑]?\s*$"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A member of the government is named in office.
_OFFICE = re.compile(r"[Mm]inister|[Ss]taatssecretaris|\b[Ss]tas\b|\bMin\b|MP\b|[Pp]remier|kabinet")
_OFFICE_NEAR = 60


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of names that a form of address, initials or a title give away; overlaps are left in."""
    for pattern in (ADDRESSED, WITH_INITIALS, TITLED, INTRODUCED):
        for found in pattern.finditer(text):
            yield found.start("name"), _end_of_name(text, *found.span("name"))


def _end_of_name(text: str, start: int, end: int) -> int:
    """Where a name ends: before words at its end that no person bears ("J. Jansen Directeur")."""
    words = list(_WORD.finditer(text, start, end))
    while (
        len(words) > 1 and words[-1][0].lower() in _no_names() and words[-2][0][0].isupper() and len(words[-2][0]) > 1
    ):
        words.pop()
    return words[-1].end() if words else end


def is_person(text: str, start: int, end: int, *, addressed: bool = False) -> bool:
    """Whether ``text[start:end]``, taken for a name, may be a private person's.

    ``addressed``: it was found by its form (see :func:`find_names`) and not by a list of names.

    Not where all its words are words of letters and law, where one of them makes it a body, where a company bears it,
    or where it is a member of the government in office.
    """
    words = [word for word in _WORD.findall(text[start:end]) if len(word) > 1]
    telling = [word for word in words if word[0].isupper()]
    # "de heer Van 't Hof", "C. ter Horst": what letters address so is a person, though a court or town bears the name.
    no_names = _no_names()
    if addressed:
        no_names = _no_names() - _places() if len(words) == 1 else frozenset()
    if not telling or all(word.lower() in no_names for word in telling):
        return False
    if any(word.lower() in _of_bodies() for word in words):
        return False
    if (
        _COMPANY_AFTER.match(text, end)
        or _COMPANY_WITHIN.search(text, start, end)
        or _COMPANY_BEFORE.search(text, max(0, start - 30), start)
    ):
        return False
    near = text[max(0, start - _OFFICE_NEAR) : end + _OFFICE_NEAR]
    return not (telling[-1].lower() in _in_government() and _OFFICE.search(near))


@cache
def _no_names() -> frozenset[str]:
    return _load("no_names.txt") | _places()


@cache
def _places() -> frozenset[str]:
    return _load("places.txt")


@cache
def _of_bodies() -> frozenset[str]:
    return _load("bodies.txt")


@cache
def _in_government() -> frozenset[str]:
    return _load("government.txt")


def _load(name: str) -> frozenset[str]:
    return frozenset(
        w.lower() for line in load_list("woo_gronden.dataset.privacy", f"data/{name}") for w in line.split()
    )
