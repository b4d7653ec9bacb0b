"""The parts of a letter: where each heading's part begins and ends, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woo_gronden.schema import Document, Section, SectionRole
from woo_gronden.structure.passages_text import fold
from woo_gronden.structure.sections_headings import Heading, find_headings
from woo_gronden.structure.sections_rules import HEADING_NUMBER, parse_heading_ground, parse_role

# Under these a sub-heading that says nothing of its own is part of the same; under the others it stands by itself.
INHERITED: frozenset[SectionRole] = frozenset(
    {
        "considerations",
        "decision",
        "inventory",
        "views",
        "publication",
        "remedies",
        "legal framework",
        "request",
        "annex",
    }
)
# An annex begins here and what follows is no letter any more: "Bijlage 1 - ...", "Bijlage A"; not "Bijlagen:" (a list of
# what comes along) and not "Bijlage 6, plan van aanpak" in a letter (a document under discussion).
_ANNEX = re.compile(
    r"^biji?age(?:\s+(?:[\dio]{1,2}|[a-h]|[ivx]{1,3}))?\s*(?:[-:.(]|$|bij\s|inventar|reievante|artikei|wet)"
)
# The law's text: an article's number, then its opening words.
_STATUTE = re.compile(
    r"(?:in deze wet en de daarop|het verstrekken van informatie ingevoige deze wet|het openbaar maken van informatie ingevoige deze wet|artikei\s+[\dio.]+\s+(?:[\dio]\.|een ieder))"
)
_STATUTE_WINDOW = 2500
_GREETING = re.compile(r"^(?:hoogachtend|met vriendelijke groet|met vriendeiijke groet)")


def find_sections(document: Document) -> tuple[Section, ...]:
    """The parts of a letter, in order, each with its heading, role, pages and span.

    What stands before the first heading (letterhead, salutation) is no section. A part ends where the next begins; the
    last ends with the body.
    """
    headings = [heading for heading in find_headings(document) if heading.end <= document.body_end]
    kept = _drop_annex_noise(document, headings)
    sections: list[Section] = []
    parent: SectionRole | None = None
    for place, heading in enumerate(kept):
        end = kept[place + 1].start if place + 1 < len(kept) else document.body_end
        role, parent = _resolve_role(document, heading, end, parent)
        first, last = document.pages_of(heading.start, end)
        sections.append(Section(heading.text, role, heading.start, end, first, last))
    return tuple(sections)


def is_annex(heading: str) -> bool:
    """Whether a heading opens an annex, after which nothing is the letter's own reasoning."""
    return bool(_ANNEX.match(fold(heading)))


def _drop_annex_noise(document: Document, headings: Sequence[Heading]) -> list[Heading]:
    """Headings without those of documents that are printed after the letter: past an annex only annexes count."""
    kept: list[Heading] = []
    in_annex = False
    for heading in headings:
        opens = is_annex(heading.text)
        if (
            in_annex
            and not opens
            and parse_role(heading.text) not in ("considerations", "inventory", "legal framework")
        ):
            continue
        in_annex = in_annex or opens
        kept.append(heading)
    return kept


def _resolve_role(
    document: Document, heading: Heading, end: int, parent: SectionRole | None
) -> tuple[SectionRole, SectionRole | None]:
    """The role of a heading's part, and the role that sub-headings after it inherit."""
    text = document.text
    role = parse_role(heading.text)
    if is_annex(heading.text):
        if role in (None, "annex", "other") and _STATUTE.search(
            fold(text[heading.end : heading.end + _STATUTE_WINDOW])
        ):
            role = "legal framework"
        return role or "annex", role or "annex"
    names_ground = parse_heading_ground(heading.text, "wob") or parse_heading_ground(heading.text, "woo")
    if names_ground and role in (None, "considerations", "views", "other"):
        held: SectionRole = "legal framework" if parent == "legal framework" else "considerations"
        return held, parent if parent == "legal framework" else "considerations"
    if role is None:
        role = parent if parent in INHERITED else "other"
        return role or "other", parent
    if role == "annex":
        return ("considerations" if parent == "considerations" else "other"), parent
    if parent == "considerations" and role in ("request", "procedure") and _is_sub(heading):
        return "considerations", parent
    return role, role


def _is_sub(heading: Heading) -> bool:
    """Whether a heading looks like a lower one: numbered in parts, or not bold."""
    return bool(HEADING_NUMBER.match(fold(heading.text))) or not heading.bold
