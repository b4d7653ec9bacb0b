"""Personal data to placeholders: the same person or number keeps its placeholder throughout a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woo_gronden.dataset.anonymise import Replacement
from woo_gronden.dataset.privacy.find import NameFinder, find_personal_data
from woo_gronden.errors import MissingExtra

# How each type reads in the text of a release.
_PLACEHOLDERS = {
    "email": "E-MAIL",
    "iban": "IBAN",
    "bsn": "BSN",
    "telephone": "TELEFOON",
    "plate": "KENTEKEN",
    "address": "ADRES",
    "name": "NAAM",
}
_RULES = "rules 1"
# Words of a name that tell one person from another.
_NAME_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ'’-]{2,}")


class LetterAnonymiser:
    """Replaces personal data by placeholders such as ``[NAAM-1]``, numbered within a document.

    Whoever was found once in a document is replaced wherever the surname stands later in it.
    """

    def __init__(self, finder: NameFinder | None = None) -> None:
        self._finder = finder
        self.name = f"woo_gronden {_RULES}" + (f", {finder.name}" if finder else "")
        self._document_id = ""
        self._numbers: dict[tuple[str, str], int] = {}
        self._surnames: dict[str, int] = {}

    def replace(self, document_id: str, text: str) -> tuple[str, Sequence[Replacement]]:
        """The text with placeholders, and what was replaced: type and place in the text as it came."""
        if document_id != self._document_id:
            self._document_id, self._numbers, self._surnames = document_id, {}, {}
        found = [Replacement(item.type, item.start, item.end) for item in find_personal_data(text, self._finder)]
        for item in found:
            self._number(item.type, text[item.start : item.end])
        found = sorted([*found, *self._again(text, found)], key=lambda item: item.start)
        pieces, at = list[str](), 0
        for item in found:
            pieces += [text[at : item.start], self._placeholder(item.type, text[item.start : item.end])]
            at = item.end
        return "".join([*pieces, text[at:]]), found

    def _again(self, text: str, found: Sequence[Replacement]) -> list[Replacement]:
        """Surnames of persons found before that stand alone here."""
        return [
            Replacement("name", word.start(), word.end())
            for word in _NAME_WORD.finditer(text)
            if word[0].lower() in self._surnames
            and not any(item.start < word.end() and word.start() < item.end for item in found)
        ]

    def _placeholder(self, kind: str, value: str) -> str:
        return f"[{_PLACEHOLDERS[kind]}-{self._number(kind, value)}]"

    def _number(self, kind: str, value: str) -> int:
        if kind == "name":
            return self._number_of_name(value)
        key = (kind, re.sub(r"\W", "", value).lower())
        return self._numbers.setdefault(key, 1 + sum(known == kind for known, _ in self._numbers))

    def _number_of_name(self, value: str) -> int:
        words = _NAME_WORD.findall(value)
        surname = (words[-1] if words else value).lower()
        return self._surnames.setdefault(surname, 1 + len(self._surnames))


def load_anonymiser() -> LetterAnonymiser:
    """The anonymiser with rules and Deduce.

    Raises:
        MissingExtra: Deduce is not installed.
    """
    return LetterAnonymiser(load_name_finder())


def load_name_finder() -> NameFinder:
    """Deduce's finder of names; its first start on a machine takes a minute or more.

    Raises:
        MissingExtra: Deduce is not installed.
    """
    from woo_gronden.dataset.privacy.deduce_extra import DeduceNames

    try:
        return DeduceNames()
    except ModuleNotFoundError as error:
        raise MissingExtra("finding names of persons", "privacy") from error
