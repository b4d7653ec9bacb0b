"""What a file's name says of the document in it: its number in the list, and words of its title."""

from __future__ import annotations

import re
from typing import NamedTuple

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,4}$")
# A date before the name, or in it: "2024-05-22-", "20240522_".
_DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}[-_ ]?\d{2}[-_ ]?\d{2}(?!\d)[-_ ]*")
# "bijlagen-28-tot-en-met-41", "documenten 21-25", "doc-1-t-m-6": several documents in one file. A single "bijlage-1-21"
# is not: there the second number belongs to the title.
_RANGE = re.compile(
    r"(?:(?:bijlagen|documenten|docs|stukken|producties|nrs|nummers)[-_ ]*(?P<first>\d{1,4})[-_ ]+(?:en[-_ ]+)?|"
    r"(?:bijlage|document|doc|stuk|productie)[-_ ]*(?P<one>\d{1,4})[-_ ]*(?:tot[-_ ]+en(?:[-_ ]+met)?|t[-_ /]?m)[-_ ]+)"
    r"(?:(?:tot[-_ ]+)?(?:en[-_ ]+)?(?:met[-_ ]+)?|t[-_ /]?m[-_ ]+)?(?P<last>\d{1,4})(?!\d)",
    re.IGNORECASE,
)
# "bijlage-12-", "documentnummer-3-", "doc_4a", "stuk 2". Not the year in "stuk-2024".
_NUMBERED = re.compile(
    r"(?<![a-z])(?:bijlagen?|documentnummer|documenten|document|doc|stuk|productie|annex|nummer|nr|no)[-_ .]*"
    r"(?:nr[-_ .]*)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})?[a-z]?)(?![\da-z])",
    re.IGNORECASE,
)
# "3-inkomsten-verzekerde", "0012 Mail": the number in front.
_LEADING = re.compile(r"^\W*(?P<number>\d{1,4}[a-z]?)(?:[-_. ]+(?=[A-Za-z])|$)")
_WORD = re.compile(r"[^\W_]+")
_ZEROS = re.compile(r"^0+(?=\d)")
# Words that stand in the name of any file of a dossier, or tie words together.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "de het een en of van in op bij aan met voor over te tot ter ten uit door inzake tussen naar als om dat die "
        "zijn is bijlage bijlagen document documenten documentnummer stuk nr nummer pdf docx xlsx msg eml pptx doc "
        "besluit beslissing woo wob verzoek deelbesluit def definitief versie geredigeerd geanonimiseerd gelakt",
    )
)


class NamedNumbers(NamedTuple):
    """The numbers a name gives: one, or the first and last of several; empty strings where it gives none."""

    first: str
    last: str


def read_numbers(path: str) -> NamedNumbers:
    """The document number, or range of numbers, in the name of the file at ``path``."""
    name = _bare(path)
    if match := _RANGE.search(name):
        first, last = match["first"] or match["one"], match["last"]
        if int(first) < int(last):
            return NamedNumbers(plain_number(first), plain_number(last))
    match = _NUMBERED.search(name) or _LEADING.match(name)
    number = plain_number(match["number"]) if match else ""
    return NamedNumbers(number, number)


def plain_number(number: str) -> str:
    """A document number as it can be compared: "Document 012", "00012." and "12" are one; "03-004" is "4"."""
    text = number.strip().strip(".:)").lower()
    found = re.findall(r"\d+(?:\.\d+)*[a-z]?", text)
    return _ZEROS.sub("", found[-1]) if found else ""


def title_words(text: str) -> frozenset[str]:
    """The words of a title, or of a file's name, that tell documents apart."""
    plain = _DATE.sub(" ", _EXTENSION.sub("", text.rsplit("/", 1)[-1])).lower()
    return frozenset(word for word in _WORD.findall(plain) if len(word) > 1 and word not in _COMMON)


def _bare(path: str) -> str:
    return _DATE.sub("", _EXTENSION.sub("", path.rsplit("/", 1)[-1])).strip("-_ ")
