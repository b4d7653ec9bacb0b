"""Which filled regions of a page hide something: by their shape, by what stands in them, and by their like on the page."""

from __future__ import annotations

from dataclasses import dataclass

from woo_gronden.redactions.pixels_content import Content, look_into
from woo_gronden.redactions.pixels_page import Box, PageView
from woo_gronden.redactions.pixels_solid import Fill
from woo_gronden.redactions.pixels_split import split_fill

EVEN = 0.6
"""Share of a fill that has one level, at least: photos, maps and dense text have less."""

COVER = 0.8
"""Share of its box that a fill's outline covers, at least: logos and round corners cover less."""

STEPPED_COVER = 0.42
"""The same for an outline of straight steps: a name that runs over two lines, hidden in one stroke."""

STRAIGHT = 0.8
"""Share of the outline that runs straight, at least; letters of big type and logos have less."""

LEAST_EVEN, LEAST_STRAIGHT = 0.5, 0.5
"""The same two for a region before it is parted: several boxes that touch are less even and less straight than one."""

DOT = 6.5
"""Points: what is smaller both ways is a bullet or a box to tick."""

LINE_HEIGHT = 15.0
"""Points up to which an upright fill can be a short word on one line; taller and thin it is a stem or a rule."""

THIN = 9.0
"""Points up to which an upright fill is thin."""

EDGE_SHARE = 0.35
"""Share of the page's side along which a fill at the page's edge is the scanner's."""

LIKE = 8
"""Grey levels within which two fills of one kind look the same."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A box on the working page that is taken for redacted, with its look and how sure."""

    box: Box
    kind: str
    score: float
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fill and what stands in it."""

    fill: Fill
    content: Content


def resolve_fills(fills: list[Fill], view: PageView) -> list[Claim]:
    """The filled boxes that hide something."""
    whole = [fill for fill in fills if fill.even >= LEAST_EVEN and fill.straight >= LEAST_STRAIGHT]
    parts = [part for fill in whole for part in split_fill(fill, view) if _is_shaped(part, view)]
    seen = [Candidate(part, look_into(view, part.box, part.level)) for part in parts]
    claims = []
    for group in _alike(seen):
        coded = sum(bool(c.content.codes) for c in group)
        wordy = sum(_is_wordy(c) for c in group)
        for candidate in group:
            score = _judge(candidate, coded, wordy, view)
            if score >= 0.5:
                claims.append(Claim(candidate.fill.box, candidate.fill.kind, score, candidate.fill.level))
    return claims


def _is_shaped(fill: Fill, view: PageView) -> bool:
    """Whether shape and evenness are those of a box."""
    width, height = fill.box.width / view.em, fill.box.height / view.em
    if fill.even < EVEN or fill.straight < STRAIGHT:
        return False
    if fill.cover < (COVER if fill.straight < 0.9 else STEPPED_COVER):
        return False
    if max(width, height) <= DOT or (width < THIN and width < 0.8 * height and height > LINE_HEIGHT):
        return False
    return not _at_edge(fill.box, view)


def _at_edge(box: Box, view: PageView) -> bool:
    """Whether the fill runs along the page's edge: what a scanner leaves there."""
    upright = (box.x0 <= 1 or box.x1 >= view.width - 1) and box.height > EDGE_SHARE * view.height
    level = (box.y0 <= 1 or box.y1 >= view.height - 1) and box.width > EDGE_SHARE * view.width
    return upright or level


def _alike(seen: list[Candidate]) -> list[list[Candidate]]:
    """The candidates by look: same kind, levels close."""
    groups: list[list[Candidate]] = []
    for candidate in sorted(seen, key=lambda c: (c.fill.kind, c.fill.level)):
        last = groups[-1][-1].fill if groups else None
        if last and last.kind == candidate.fill.kind and candidate.fill.level - last.level <= LIKE:
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return groups


def _is_wordy(candidate: Candidate) -> bool:
    """Whether words stand in the fill that are no code."""
    content = candidate.content
    return content.crowded or (not content.codes and (content.marks >= 3 or bool(content.words)))


def _judge(candidate: Candidate, coded: int, wordy: int, view: PageView) -> float:
    """How sure a candidate hides something, among ``coded`` with a code and ``wordy`` with other text that look alike."""
    content, fill = candidate.content, candidate.fill
    if content.crowded:
        return 0.0
    if content.codes and len(content.words) <= 2 * len(content.codes) + 1:
        return 0.95
    if fill.kind == "black":
        return 0.3 if content.marks > 12 else 0.85
    if _is_wordy(candidate):
        return 0.55 if coded > wordy and content.marks <= 12 else 0.1
    if coded:
        return 0.8
    if wordy:
        return 0.2
    lines = fill.box.height / view.em
    return 0.6 if fill.even > 0.9 and lines >= 7 and fill.box.width > fill.box.height else 0.3
