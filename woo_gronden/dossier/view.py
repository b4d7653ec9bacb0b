"""The tables of one dossier as the checks look at them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from woo_gronden.dossier.link import covers
from woo_gronden.errors import UnknownGround
from woo_gronden.schema import Link
from woo_gronden.taxonomy import Ground, get_ground

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# A letter that only puts off or sends on decides nothing.
_NO_DECISION = frozenset({"verdaging", "doorzending"})
# Parts of a letter where the authority gives its own reasons or decision, as far as the headings say.
_NOT_OWN_WORDS = frozenset({"legal framework", "annex", "request", "views", "legend", "remedies", "inventory"})

# A passage that withholds.
WITHHOLDS = re.compile(
    r"gelakt|verwijderd|onleesbaar|anonimis|weg(?:ge)?la(?:ten|at|kt)|niet openbaar|geweigerd|weiger(?:en|ing)|"
    r"zwart gemaakt",
    re.IGNORECASE,
)


class View:
    """Documents, decisions, boxes and links of one dossier."""

    def __init__(self, tables: Tables, links: Sequence[Link]) -> None:
        self.tables = tables
        self.links = links
        self.documents = {row["document_id"]: row for row in tables.get("documents", ())}
        self.decisions = [row for row in tables.get("decisions", ()) if row["decision_type"] not in _NO_DECISION]
        self.boxes = [found for found in links if found.kind == "box"]
        self.rows = {(row["document_id"], row["row"]): row for row in tables.get("inventory", ())}

    def path(self, document_id: str) -> str:
        """The document's name, for a sentence."""
        return str(self.documents[document_id]["path"]).rsplit("/", 1)[-1]

    def passages(self, document_id: str) -> Iterator[Row]:
        """The motivating passages of a letter."""
        for row in self.tables.get("passages", ()):
            if row["document_id"] == document_id and row["kind"] == "motivation":
                yield row

    def grounds_of_letters(self) -> set[str]:
        """Every ground that a decision argues, or names in its own words in whatever way.

        What it applies counts too, unless that is known from its list alone: a list argues nothing.
        """
        listed = {ground for row in self.tables.get("inventory", ()) for ground in row["grounds"]}
        parted = {row["document_id"] for row in self.tables.get("sections", ())}
        found = {
            ground
            for row in self.decisions
            for ground in row["grounds_applied"]
            if ground not in listed or row["document_id"] not in parted
        }
        letters = {row["document_id"] for row in self.decisions}
        found |= {ground for letter in letters for row in self.passages(letter) for ground in row["grounds"]}
        for row in self.tables.get("citations", ()):
            letter = row["document_id"]
            if letter in letters and self.in_own_words(letter, row["char_start"], row["char_end"]):
                found.update(row["grounds"])
        return found

    def in_own_words(self, document_id: str, start: int, end: int) -> bool:
        """Whether a stretch of a letter is the authority's own decision or reasoning, and no quotation or annex."""
        sections = [
            row
            for row in self.tables.get("sections", ())
            if row["document_id"] == document_id and row["char_start"] <= start and end <= row["char_end"]
        ]
        return bool(sections) and all(row["role"] not in _NOT_OWN_WORDS for row in sections)


def day_of(value: datetime.date | str | None) -> datetime.date | None:
    """A date of a table, which is text before it is written."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def ground_of(code: str) -> Ground | None:
    """The ground, None where the code is an article or a provision that is none."""
    try:
        return get_ground(code)
    except UnknownGround:
        return None


def same_ground(one: str, other: str) -> bool:
    """Whether two ids are the same ground: equal, one a part of the other, or counterparts in Woo and Wob."""
    if covers(one, other) or covers(other, one):
        return True
    ground = ground_of(one)
    return ground is not None and other in (*ground.counterparts, *ground.partial_counterparts)


def label(code: str) -> str:
    """A ground for a sentence: its code and law, as "artikel 5.1.2e Woo"."""
    law, _, rest = code.partition(":")
    return f"artikel {rest} {law.capitalize()}"


def pages(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence, the first few of them."""
    found = sorted(set(numbers))
    shown = ", ".join(str(number) for number in found[:5]) + (", ..." if len(found) > 5 else "")
    return f"page {shown}" if len(found) == 1 else f"pages {shown}"
