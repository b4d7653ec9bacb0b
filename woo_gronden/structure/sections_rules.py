"""What a heading says: the role its words give it, and the ground it names. The words are data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from woo_gronden.schema import Law, SectionRole
from woo_gronden.structure.passages_text import fold, phrase_pattern

# A heading's number: "4.", "4.1", "1a.", "II.", "A.", "b)", "ad a."; not "10.2.e ..." (three parts are a code) and not
# the article number of "Artikel 11". Over folded text, where 1 and l are i.
HEADING_NUMBER = re.compile(
    r"^\s*(?:ad\s+)?(?:(?:[\di]{1,2}(?:\.[\di]{1,2}){0,2}[a-z]?|[ivx]{1,4}|[a-h])[.):]?\s+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The phrases that give one role."""

    role: SectionRole
    starts: re.Pattern[str]
    has: re.Pattern[str]
    cancel: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class GroundTerms:
    """The words of one ground. ``ids`` by law; an empty id where that law has no such ground."""

    ids: dict[Law, str]
    heading: re.Pattern[str]
    argument: re.Pattern[str]
    cancel: re.Pattern[str]


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((files("woo_gronden.structure") / "data" / name).read_text(encoding="utf-8"))


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The role rules in the order they are tried."""
    rows = cast(list[dict[str, list[str]]], _table("headings.toml")["roles"])
    return tuple(
        RoleRule(
            cast(SectionRole, row["role"]),
            phrase_pattern(row["starts"], stem=True),
            phrase_pattern(row.get("has", []), stem=True),
            phrase_pattern(row.get("not", []), stem=True),
        )
        for row in rows
    )


@cache
def ground_terms() -> tuple[GroundTerms, ...]:
    """The words of every ground, the particular before the general."""
    rows = cast(list[dict[str, list[str]]], _table("ground_terms.toml")["terms"])
    return tuple(
        GroundTerms(
            {"woo": str(row["woo"]), "wob": str(row["wob"])},
            phrase_pattern(row["heading"], stem=True),
            phrase_pattern(row["argument"], stem=True),
            phrase_pattern(row.get("not", []), stem=True),
        )
        for row in rows
    )


def parse_role(heading: str) -> SectionRole | None:
    """The role that a heading's words give it, or None when they give none."""
    words = fold(heading)
    number = HEADING_NUMBER.match(words)
    bare = words[number.end() :] if number else words.lstrip()
    for rule in role_rules():
        if rule.cancel.search(bare):
            continue
        if rule.starts.match(bare) or rule.has.search(bare):
            return rule.role
    return None


def parse_heading_ground(heading: str, law: Law) -> str | None:
    """The ground that a heading names in words, or None."""
    words = fold(heading)
    for terms in ground_terms():
        if terms.ids[law] and terms.heading.search(words) and not terms.cancel.search(words):
            return terms.ids[law]
    return None
