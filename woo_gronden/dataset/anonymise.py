"""The seam to what replaces personal data: a value with one method, passed into the build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from woo_gronden.dataset.release_schema import FREE_TEXT, PLAIN_FACTS
from woo_gronden.dataset.rows import Row


class Replacement(NamedTuple):
    """What was replaced: its type (``name``, ``email``, ...) and its place in the text as it came."""

    type: str
    start: int
    end: int


class Anonymiser(Protocol):
    """Replaces personal data by typed placeholders, consistently within a document.

    ``name`` says which method and version; it is written into the release. Texts of one document come one after the
    other, and a document never comes back: what is known of it may be forgotten when the next begins.
    """

    name: str

    def replace(self, document_id: str, text: str) -> tuple[str, Sequence[Replacement]]:
        """The text with placeholders, and what was replaced."""
        ...


# Three letters in a row, an @ or seven digits whatever stands between them: no name and no number is shorter. A page
# number, "12a" and "5.1.2e" need not be looked at.
_CAN_HOLD_PERSONAL_DATA = re.compile(r"[^\W\d_]{3}|@|(?:\d\W*){7}")


class TextColumns:
    """What becomes of the free text of each row: replaced, kept on the user's word, or left out.

    ``replaced`` counts replacements by table, column and type; ``touched`` the documents with replacements of a type.
    """

    def __init__(self, anonymiser: Anonymiser | None, *, text: bool) -> None:
        self._anonymiser = anonymiser
        self._text = text
        self.replaced: Counter[tuple[str, str, str]] = Counter()
        self.touched: Counter[str] = Counter()
        # A path or a code stands in many rows of one document.
        self._document_id = ""
        self._seen: dict[str, tuple[str, Sequence[Replacement]]] = {}
        self._types: set[str] = set()

    def clean(self, table: str, row: Row) -> Row:
        """The free-text columns of ``row`` as they go into the release."""
        columns = [name for name in FREE_TEXT[table] if name in row]
        if table == "facts" and row["name"] in PLAIN_FACTS:
            return {}
        if not self._text:
            return dict.fromkeys(columns)
        return {name: self._value(table, name, row["document_id"], row[name]) for name in columns}

    def _value(self, table: str, column: str, document_id: str, value: object) -> object:
        if isinstance(value, list):
            return [self._value(table, column, document_id, item) for item in value]
        if self._anonymiser is None or not isinstance(value, str) or not _CAN_HOLD_PERSONAL_DATA.search(value):
            return value
        if document_id != self._document_id:
            self._document_id, self._seen, self._types = document_id, {}, set()
        if value not in self._seen:
            self._seen[value] = self._anonymiser.replace(document_id, value)
        text, found = self._seen[value]
        self.replaced.update((table, column, item.type) for item in found)
        new = {item.type for item in found} - self._types
        self.touched.update(new)
        self._types |= new
        return text
