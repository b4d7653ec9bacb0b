"""Which provisions of the Woo and the Wob exist, and what is left of a citation of one that does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Law

# An id of this project: "woo:5.1.2e", "woo:5.4a.1", "wob:10.2", "wob:1a.1b", "wob:1e". Not a bare code.
_ID = re.compile(r"(?P<law>woo|wob):(?P<rest>[0-9a-z.]+)")
# What may follow an article's number in an id: a paragraph, a letter, both or nothing (".2e", ".1", "a").
_TAIL = re.compile(r"(?:\.(\d{1,2}))?([a-z])?")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: how many numbered paragraphs it has, and the letters under each (0: directly under the article).

    ``lenient``: the letters were not checked, any is let through; ``alone``: letters cite it without naming its law.
    """

    paragraphs: int
    letters: dict[int, str]
    lenient: bool
    alone: bool


@cache
def articles(law: Law) -> dict[str, Article]:
    """The articles of ``law`` by number, in the order of its text."""
    raw = load_table("woo_gronden.taxonomy", "provisions.toml")
    return {
        number: Article(
            paragraphs=entry["paragraphs"],
            letters={int(p): _spell(span) for p, span in entry.get("letters", {}).items()},
            lenient=entry.get("lenient", False),
            alone=entry.get("alone", False),
        )
        for number, entry in raw[law].items()
    }


def _spell(span: str) -> str:
    first, _, last = span.partition("-")
    return "".join(chr(code) for code in range(ord(first), ord(last) + 1))


def provision_id(law: Law, article: str, paragraph: int | None = None, letter: str | None = None) -> str:
    """The id of a provision, whether it exists or not: ``woo:5.1.2e``."""
    number = "" if paragraph is None else f".{paragraph}"
    return f"{law}:{article}{number}{letter or ''}"


def letters_of(law: Law, article: str, paragraph: int | None) -> str:
    """The letters that stand under a paragraph (None: directly under the article), "" where it has none."""
    found = articles(law).get(article)
    if found is None or (paragraph or 0) > found.paragraphs:
        return ""
    if found.lenient:
        return "abcdefghijklmnopqrstuvwxyz"
    return found.letters.get(paragraph or 0, "")


def paragraph_of(law: Law, article: str, letter: str) -> int | None:
    """The one paragraph that has ``letter``: i under 5.1 is paragraph 2; None where several have it, as e under 5.1."""
    found = articles(law).get(article)
    if found is None or found.lenient:
        return None
    homes = [number for number, letters in found.letters.items() if number and letter in letters]
    return homes[0] if len(homes) == 1 else None


@cache
def resolve_provision(
    law: Law, article: str, paragraph: int | None = None, letter: str | None = None
) -> tuple[str | None, str | None]:
    """The deepest part of a cited provision that exists, and what was cited where that is another.

    Args:
        law: whose article.
        article: its number, ``5.1``, ``5.4a``, ``10``.
        paragraph: the number of the paragraph, None where none is cited.
        letter: the letter, lower case, None where none is cited. A letter without a paragraph is put under the one
            paragraph that has it; where several have it, it is cut.

    Returns:
        ``(id, None)`` where it exists as cited, ``(id, id as written)`` where it was cut back or completed,
        ``(None, id as written)`` where the law has no such article.
    """
    written = provision_id(law, article, paragraph, letter)
    found = articles(law).get(article)
    if found is None:
        return None, written
    if paragraph is None and letter is not None and letter not in found.letters.get(0, ""):
        paragraph = paragraph_of(law, article, letter)
        if paragraph is None and not found.lenient:
            letter = None
    if paragraph is not None and not 1 <= paragraph <= found.paragraphs:
        paragraph = letter = None
    if letter is not None and letter not in letters_of(law, article, paragraph):
        letter = None
    resolved = provision_id(law, article, paragraph, letter)
    return resolved, (None if resolved == written else written)


@cache
def ladder(law: Law, depth: int) -> tuple[tuple[str, int | None, str | None], ...]:
    """All provisions of one depth in the order of the law, for writing out a range.

    Args:
        law: whose.
        depth: 1 articles (those numbered without a letter), 2 paragraphs, 3 letters.
    """
    rungs: list[tuple[str, int | None, str | None]] = []
    for number, article in articles(law).items():
        if depth == 1:
            if number[-1].isdigit():
                rungs.append((number, None, None))
        elif depth == 2:
            rungs.extend((number, paragraph, None) for paragraph in range(1, article.paragraphs + 1))
        else:
            rungs.extend(
                (number, paragraph or None, letter)
                for paragraph, letters in sorted(article.letters.items())
                for letter in letters
            )
    return tuple(rungs)


@cache
def provision_exists(provision: str) -> bool:
    """Whether an id (``woo:5.1.2e``) names a provision of its law."""
    match = _ID.fullmatch(provision)
    if match is None:
        return False
    law: Law = "woo" if match["law"] == "woo" else "wob"
    rest = match["rest"]
    for number, article in articles(law).items():
        if rest == number:
            return True
        if not rest.startswith(number):
            continue
        tail = _TAIL.fullmatch(rest[len(number) :])
        if tail is None or (tail[1] and not 1 <= int(tail[1]) <= article.paragraphs):
            continue
        paragraph = int(tail[1]) if tail[1] else None
        if not tail[2] or tail[2] in letters_of(law, number, paragraph):
            return True
    return False
