"""What a heading says: the role its words give it, and the ground it names. The words are data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import cast

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Law, SectionRole
from woo_gronden.structure.passages_text import Phrases, fold, folded

# A heading's number: "4.", "4.1", "1a.", "1)", "II.", "b)", "ad a."; not "11 september", not a footnote's "1 ABRvS",
# not "In het document" and not "10.2.e ..." (a code).
HEADING_NUMBER = re.compile(
    r"^\s*(?:[Aa]d\s+)?(?:\d{1,2}[a-z]?[.):]|\d{1,2}(?:\.\d{1,2}){1,2}\.?|\d{1,2}[a-z]|[IVX]{1,4}[.)]|[A-Ha-h][.)])\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The phrases that give one role."""

    role: SectionRole
    starts: Phrases
    has: Phrases
    cancel: Phrases


@dataclass(frozen=True, slots=True)
class GroundTerms:
    """The words of one ground. ``ids`` by law; an empty id where that law has no such ground."""

    ids: dict[Law, str]
    heading: Phrases
    argument: Phrases
    cancel: Phrases


def _table(name: str) -> dict[str, object]:
    return load_table("woo_gronden.structure", f"data/{name}")


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The role rules in the order they are tried."""
    rows = cast(list[dict[str, list[str]]], _table("headings.toml")["roles"])
    return tuple(
        RoleRule(
            cast(SectionRole, row["role"]),
            Phrases(row["starts"]),
            Phrases(row.get("has", [])),
            Phrases(row.get("not", [])),
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
            Phrases(row["heading"]),
            Phrases(row["argument"]),
            Phrases(row.get("not", [])),
        )
        for row in rows
    )


@lru_cache(maxsize=4096)  # a line is asked for more than once before it is a heading
def parse_role(heading: str) -> SectionRole | None:
    """The role that a heading's words give it, or None when they give none."""
    bare = _bare(heading)
    starts_known, has_known = _any_role()
    if not (bare.startswith(starts_known) or has_known.search(bare)):
        return None
    neutral = _neutral().match(bare)
    for rule in role_rules():
        starts = rule.starts.match(bare)
        # The longer phrase speaks: "Toelichting grondslagen" is a legend, "Besluit Woo-verzoek 3" a title.
        speaks = starts and not (neutral and neutral.end() >= starts.end())
        if (speaks or (not neutral and rule.has.search(bare))) and not rule.cancel.search(bare):
            return rule.role
    return None


@cache
def _any_role() -> tuple[tuple[str, ...], Phrases]:
    """The first words of what starts a heading of any role, and what any has: most lines have none of them."""
    rows = cast(list[dict[str, list[str]]], _table("headings.toml")["roles"])
    starts = {fold(phrase).split()[0] for row in rows for phrase in row["starts"]}
    return tuple(starts), Phrases([phrase for row in rows for phrase in row.get("has", [])])


@cache
def _neutral() -> Phrases:
    row = cast(dict[str, list[str]], _table("headings.toml")["neutral"])
    return Phrases(row["starts"])


def is_neutral(heading: str) -> bool:
    """Whether a heading's words make it one without a role of its own ("Ten aanzien van punt 4", "Uitspraak van")."""
    return bool(_neutral().match(_bare(heading)))


def _bare(heading: str) -> str:
    """A heading's words, folded, without its number."""
    return fold(HEADING_NUMBER.sub("", heading, count=1)).lstrip()


# What stands between two grounds in one heading: a few words and a connector, no more.
_BETWEEN = folded(r"^\W*(?:[\w-]+\W+){0,3}?(?:en|alsmede)\W+(?:[\w-]+\W+){0,3}$|^\s*[/,;]\s*$")


def parse_heading_grounds(heading: str, law: Law) -> tuple[str, ...]:
    """The grounds that a heading names in words: mostly one, two where a connector stands between them."""
    first = parse_heading_ground(heading, law)
    if first is None:  # as of most headings
        return ()
    words = fold(heading)
    hits = sorted(
        (match.start(), match.end(), terms.ids[law])
        for terms in ground_terms()
        if terms.ids[law] and (match := terms.heading.search(words)) and not terms.cancel.search(words)
    )
    for (_, end, one), (start, _, other) in pairwise(hits):
        if one != other and first in (one, other) and end <= start and _BETWEEN.match(words[end:start]):
            return one, other
    return (first,)


@cache
def _any_ground() -> Phrases:
    """The words of all grounds: most lines have none of them."""
    rows = cast(list[dict[str, list[str]]], _table("ground_terms.toml")["terms"])
    return Phrases([phrase for row in rows for phrase in row["heading"]])


@lru_cache(maxsize=4096)  # asked for by either law
def _with_ground(heading: str) -> str:
    """A heading's folded words where any are of a ground, else none."""
    words = fold(heading)
    return words if _any_ground().search(words) else ""


@lru_cache(maxsize=4096)
def parse_heading_ground(heading: str, law: Law) -> str | None:
    """The ground that a heading names in words, the most particular where there are more, or None."""
    words = _with_ground(heading)
    if not words:
        return None
    for terms in ground_terms():
        if terms.ids[law] and terms.heading.search(words) and not terms.cancel.search(words):
            return terms.ids[law]
    return None
