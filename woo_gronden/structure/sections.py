"""The parts of a letter: where each heading's part begins and ends, and what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.schema import Document, Section, SectionRole
from woo_gronden.structure.passages_text import fold, folded
from woo_gronden.structure.sections_headings import CLOSING, Heading, find_headings
from woo_gronden.structure.sections_rules import HEADING_NUMBER, is_neutral, parse_heading_ground, parse_role

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
# An annex begins so: "Bijlage 1 - ...", "Bijlage A", "Juridisch adviseur Bijlage - ..." no. Whether it does is settled
# by where it stands: first on its page, or after the letter's closing.
_ANNEX = folded(
    r"^bij[il]age(?:n)?(?:\s+(?:[\di]{1,2}|[a-h]|[ivx]{1,3}))?\s*(?:[-:.(]|$|bij\s|inventar|relevante|artikel|wet)"
)
_ANNEX_PREFIX = folded(r"^bij[il]age(?:\s+(?:[\di]{1,2}|[a-h]|[ivx]{1,3})(?!\w))?\s*[-:.]?\s*")
# The law's text: its opening words, or an article's number and its first paragraph's.
_STATUTE = folded(
    r"in deze wet en de daarop berustende|het verstrekken van informatie ingevolge deze wet|"
    r"het openbaar maken van informatie ingevolge deze wet|artikel\s+[\dio.]+\s+(?:[\dio]\.|een ieder)"
)
_STATUTE_WINDOW = 2500


def find_sections(document: Document) -> tuple[Section, ...]:
    """The parts of a letter, in order, each with its heading, role, pages and span.

    What stands before the first heading (letterhead, salutation) is no section. A part ends where the next begins; the
    last ends with the body.
    """
    kept = _kept(document, [heading for heading in find_headings(document) if heading.end <= document.body_end])
    resolved: list[tuple[Heading, SectionRole]] = []
    parent: SectionRole | None = None
    for place, (heading, opens) in enumerate(kept):
        end = kept[place + 1][0].start if place + 1 < len(kept) else document.body_end
        if not opens and _is_list_item(heading, parent):
            continue
        role, parent = _resolve_role(document, heading, end, parent, opens)
        resolved.append((heading, role))
    resolved = _with_reasons(resolved)
    ends = [*(heading.start for heading, _ in resolved), document.body_end][1:]
    return tuple(
        Section(heading.text, role, heading.start, end, *document.pages_of(heading.start, end))
        for (heading, role), end in zip(resolved, ends, strict=True)
    )


def _with_reasons(resolved: list[tuple[Heading, SectionRole]]) -> list[tuple[Heading, SectionRole]]:
    """In a letter without a heading for its reasons, the points under its decision hold them."""
    if any(role == "considerations" for _, role in resolved):
        return resolved
    return [
        (heading, "considerations" if role == "decision" and parse_role(heading.text) is None else role)
        for heading, role in resolved
    ]


# Under these a plain line that nothing makes known is an item of a list, a name or an address.
_PLAIN_NOT_UNDER: frozenset[SectionRole | None] = frozenset(
    {None, "request", "procedure", "views", "publication", "remedies"}
)


def _is_list_item(heading: Heading, parent: SectionRole | None) -> bool:
    """Whether a heading without weight and known words is an item of what the requester asks, or of a list."""
    if (
        _ANNEX_PREFIX.match(fold(heading.text))
        and not heading.bold
        and parent not in ("considerations", "remedies", "other", "publication", None)
    ):
        return True
    if parent in (None, "request") and not heading.bold and HEADING_NUMBER.match(heading.text):
        # What is asked for may name a ground's subject: "7. Documenten over strafrechtelijke gegevens".
        return parse_role(heading.text) is None
    if heading.known or is_neutral(heading.text):
        return False
    return parent == "inventory" or (not heading.bold and parent in _PLAIN_NOT_UNDER)


def is_annex(section: Section | Heading, document: Document) -> bool:
    """Whether a heading opens an annex, after which nothing is the letter's own reasoning."""
    words = fold(section.heading if isinstance(section, Section) else section.text)
    if not _ANNEX.match(words):
        return False
    page = document.pages_of(section.start, section.start + 1)[0]
    starts = [p.start for p in document.paragraphs if p.kind == "body" and p.page == page]
    if starts and min(starts) == section.start and page > 1:
        return True
    before = fold(document.text[: section.start])
    return any(CLOSING.match(line.strip()) for line in before.splitlines())


def quotes_law(text: str) -> bool:
    """Whether ``text`` opens with the law's own words."""
    return bool(_STATUTE.search(fold(text[:_STATUTE_WINDOW])))


def _kept(document: Document, headings: Sequence[Heading]) -> list[tuple[Heading, bool]]:
    """Headings, each with whether it opens an annex, without those of what is printed after the letter.

    Past the closing only headings with known words count, past an annex only further annexes and considerations: the
    rest are those of lists, laws and released documents.
    """
    kept: list[tuple[Heading, bool]] = []
    in_annex = False
    starts = (p.start for p in document.paragraphs)
    closing = next((at for at in starts if CLOSING.match(fold(document.text[at : at + 40]))), document.body_end)
    for heading in headings:
        opens = is_annex(heading, document)
        if in_annex and not opens and not (heading.bold and parse_role(heading.text) == "considerations"):
            continue
        if heading.start > closing and not heading.known:
            continue
        in_annex = in_annex or opens
        kept.append((heading, opens))
    return kept


def _resolve_role(
    document: Document, heading: Heading, end: int, parent: SectionRole | None, opens: bool
) -> tuple[SectionRole, SectionRole | None]:
    """The role of a heading's part, and the role that sub-headings after it inherit."""
    text = document.text
    role = parse_role(heading.text)
    if opens:
        role = parse_role(_ANNEX_PREFIX.sub("", fold(heading.text))) or role
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
    return bool(HEADING_NUMBER.match(heading.text)) or not heading.bold
