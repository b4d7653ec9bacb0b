"""Which filled regions of a page hide something: by shape, by what stands in them, and by their like on the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from woo_gronden.redactions.pixels_content import SURE, Content, look_into
from woo_gronden.redactions.pixels_grow import grow_box
from woo_gronden.redactions.pixels_page import Box, PageView, Pixels
from woo_gronden.redactions.pixels_solid import BAND, CHROMA, FADE, Fill, fill_holes, find_regions

EVEN = 0.6
"""Share of a fill that has one level, at least: photos, maps and dense text have less."""

COVER = 0.8
"""Share of its box that a fill's outline covers, at least: logos and round corners cover less."""

STEPPED_COVER = 0.42
"""The same for an outline of straight steps: a name that runs over two lines, hidden in one stroke."""

STRAIGHT = 0.8
"""Share of the outline that runs straight, at least; letters of big type and logos have less."""

WHOLE = 0.93
"""Share of its box that a fill with one code covers to be one box as it is."""

NOTCH = 16.0
"""Points across which a notch in a fill is closed to look for a code: a large code at the edge of its box."""

WORDY_COVER = 0.9
"""Share of its box that a fill with words covers to speak for its like: a shaded cell, not a box that text touches."""

DIGIT_EVEN = 0.8
"""Evenness of a black box on which a lone digit may be a code: holes of letters in big type look like digits too."""

LEAST_EVEN = 0.4
"""Evenness below which a region is not looked into: a photo, a map, a block of text."""

SAME, OVERLAP = 0.8, 0.4
"""Overlap (over union, and as a share of the smaller) from which two boxes are one."""

DOT = 6.5
"""Points: what is smaller both ways is a bullet or a box to tick."""

LINE_HEIGHT = 15.0
"""Points up to which an upright fill can be a short word on one line; taller and thin it is a stem or a rule."""

THIN = 9.0
"""Points up to which an upright fill is thin."""

EDGE_SHARE = 0.35
"""Share of the page's side along which a fill at the page's edge is the scanner's."""

LEAST_LEAK, MOST_LEAK = 0.08, 0.5
"""Share of the rim around a fill without a code that may have its level: alone on the page, and beside coded ones."""

SMALL, SMALL_LEAK = 24.0, 0.12
"""Points up to which a black fill is small; share of its rim that may be black: more is a letter or a QR code."""

RIBBON = 1.3
"""Height over width from which a black fill can be a ribbon or a bar of a letterhead: boxes run along lines."""

GRAIN = 6
"""Grey levels within which a drawn fill has one level; compression spreads it by less, scanning by more."""

CODED = 0.95
"""Score of a box that is taken for its code."""

PROOF = 0.8
"""Probability from which a code or label off the middle of a frame makes it no cell of a table."""

DRAWN = 0.5
"""Share of a box that has its very level where it was drawn and not scanned."""

OFF_LINE = 0.25
"""Share of its height by which a fill may be higher than the box that was grown in it."""

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


def resolve_fills(plain: list[Fill], bridged: list[Fill], view: PageView) -> list[Claim]:
    """The filled boxes that hide something: those with a code first, then the like of them without."""
    claims: list[Claim] = []
    blank: list[list[Candidate]] = []
    for fills in (plain, bridged):
        rest: list[Candidate] = []
        for fill in (part for whole in fills for part in (*_recut(whole, view), whole)):
            if fill.even < LEAST_EVEN or any(fill.box.iou(claim.box) > SAME for claim in claims):
                continue
            found, left = _resolve_coded(fill, view)
            _add(claims, found)
            # A recut part counts with its code alone: it may be a light patch between lines of text.
            if any(fill is whole for whole in fills):
                rest += left
        blank.append(rest)
    claims = [_with_tail(claim, claims, (*plain, *bridged), view) for claim in claims]
    coded = list(claims)
    free = [c for c in (*blank[0], *blank[1]) if not any(c.fill.box.share_in(k.box) > OVERLAP for k in coded)]
    for group in _alike(free):
        like = sum(_looks_like(claim, group[0].fill) for claim in coded)
        wordy = sum(_is_wordy(c) and c.fill.cover > WORDY_COVER for c in group)
        if group[0].fill.kind != "black" and wordy > max(2, like):
            # Shaded cells: a word or two of theirs was taken for a code.
            claims = [claim for claim in claims if not _looks_like(claim, group[0].fill)]
            continue
        judged = [Claim(c.fill.box, c.fill.kind, _judge(c, like, wordy, view), c.fill.level) for c in group]
        _add(claims, [claim for claim in judged if claim.score >= 0.5])
    return [claim for claim in claims if _is_proven(claim, claims, view)]


def _is_proven(claim: Claim, claims: list[Claim], view: PageView) -> bool:
    """Whether the code of a grey or coloured box can be trusted, or that of its like: in a logo or map anything reads.

    Boxes taken without a code were weighed by their evenness.
    """
    if claim.kind == "black" or claim.score < CODED or claim.level is None:
        return True
    # A grey scanned or compressed with a tint is coloured here and grey there.
    like = [other for other in claims if other.level is not None and other.kind != "black"]
    like = [other for other in like if abs((other.level or 0) - claim.level) <= 2 * LIKE and other.score >= CODED]
    ordered = [claim, *(other for other in like if other is not claim)]
    return any(look_into(view, other.box, other.level or 0).proof >= SURE for other in ordered)


def _recut(fill: Fill, view: PageView) -> list[Fill]:
    """The parts of a grey fill that have its very level: drawn boxes, without the text and the gaps between them."""
    if fill.kind != "gray" or (fill.cover > WHOLE and fill.straight > STRAIGHT) or fill.even < EVEN:
        return []
    own = (np.abs(view.part(fill.box).astype(np.int16) - fill.level) <= GRAIN).astype(np.uint8)
    mask = fill_holes(own & fill.mask, view)
    return [part for part in find_regions(mask, view, fill.box.x0, fill.box.y0) if part.box.iou(fill.box) < SAME]


def _with_tail(claim: Claim, claims: list[Claim], fills: tuple[Fill, ...], view: PageView) -> Claim:
    """``claim`` drawn out over the fill of one line that it is the head of: scanned tints waver, and growing stops."""
    if claim.kind == "black" or claim.level is None:
        return claim
    box = claim.box
    if float((np.abs(view.part(box).astype(np.int16) - claim.level) <= 1).mean()) > DRAWN:
        return claim
    for fill in fills:
        whole = fill.box
        if fill.kind == claim.kind and fill.cover > COVER and fill.even > EVEN and box.share_in(whole) > COVER:
            alone = not any(c is not claim and c.box.share_in(whole) > OVERLAP for c in claims)
            if alone and whole.height <= (1 + OFF_LINE) * box.height and whole.area > box.area:
                return Claim(whole, claim.kind, claim.score, fill.level)
    return claim


def _add(claims: list[Claim], found: list[Claim]) -> None:
    """Add what does not lie on a box already claimed."""
    for claim in found:
        if not any(
            claim.box.share_in(known.box) > OVERLAP or known.box.share_in(claim.box) > OVERLAP for known in claims
        ):
            claims.append(claim)


def _looks_like(claim: Claim, fill: Fill) -> bool:
    return claim.kind == fill.kind and claim.level is not None and abs(claim.level - fill.level) <= 2 * LIKE


def _resolve_coded(fill: Fill, view: PageView) -> tuple[list[Claim], list[Candidate]]:
    """The boxes of ``fill`` that hold a code, and what of it may be boxes without one."""
    content = look_into(view, fill.box, fill.level, _with_notches(fill, view))
    codes = content.codes
    if content.centred_digit and (
        fill.kind != "black"
        or fill.even < DIGIT_EVEN
        or _leak(fill, view) > (SMALL_LEAK if _is_small(fill, view) else 1)
    ):
        return [], []
    if len(codes) <= 1 and fill.cover > WHOLE and _is_shaped(fill, view):
        if codes and len(content.words) <= 2:
            return [Claim(fill.box, fill.kind, CODED, fill.level)], []
        return [], [Candidate(fill, content)]
    claims: list[Claim] = []
    mask = fill.mask.copy()
    for code in codes:
        box, level = grow_box(code, [other for other in codes if other != code], view)
        if (
            box.share_in(fill.box) < 0.7
            or (fill.kind == "gray" and abs(level - view.paper) < FADE)
            or min(box.width, box.height) < view.px(5)
        ):
            continue
        if (np.abs(view.part(box).astype(np.int16) - level) <= BAND).mean() < EVEN:
            continue
        if any(box.share_in(claim.box) > 0.6 or claim.box.share_in(box) > 0.6 for claim in claims):
            continue
        claims.append(Claim(box, fill.kind, CODED, level))
        x, y = fill.box.x0, fill.box.y0
        mask[max(0, box.y0 - y - 2) : box.y1 - y + 2, max(0, box.x0 - x - 2) : box.x1 - x + 2] = 0
    parts = list(find_regions(mask, view, fill.box.x0, fill.box.y0)) if claims else [fill]
    seen = [
        Candidate(part, look_into(view, part.box, part.level, part.mask)) for part in parts if _is_shaped(part, view)
    ]
    return claims, seen


def _with_notches(fill: Fill, view: PageView) -> Pixels:
    """The fill's mask with the notches closed that a code leaves at its edge."""
    import cv2

    side = view.px(NOTCH) | 1
    around = cv2.copyMakeBorder(fill.mask, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(
        cv2.morphologyEx(around, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))[side:-side, side:-side]
    )


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
    return content.crowded or (not content.codes and bool(content.words)) or content.centred_digit


def _judge(candidate: Candidate, coded: int, wordy: int, view: PageView) -> float:
    """How sure a candidate hides something, among ``coded`` and ``wordy`` others that look alike."""
    content, fill = candidate.content, candidate.fill
    if content.crowded:
        return 0.0
    if content.codes and not content.centred_digit and len(content.words) <= 2 * len(content.codes) + 1:
        return CODED
    if fill.kind == "black":
        if _is_ornament(fill, content, view):
            return 0.1
        if _is_small(fill, view) and _leak(fill, view) > SMALL_LEAK:
            return 0.2
        return 0.3 if content.marks > 12 else 0.85
    if _is_wordy(candidate):
        return 0.55 if coded > wordy and content.marks <= 12 else 0.1
    leak = _leak(fill, view)
    if coded:
        return 0.8 if leak < MOST_LEAK else 0.4
    if wordy or leak > LEAST_LEAK:
        return 0.2
    lines = fill.box.height / view.em
    return 0.6 if fill.even > 0.9 and lines >= 7 and fill.box.width > fill.box.height else 0.3


def _is_ornament(fill: Fill, content: Content, view: PageView) -> bool:
    """Whether a black fill is part of a letterhead: an upright ribbon with a crest, a bar that runs on in colour."""
    box = fill.box
    if box.height <= RIBBON * box.width:
        return False
    if content.marks and not content.codes:
        return True
    near, far = view.px(2), view.px(5)
    tint = view.chroma[:, box.x0 : box.x1]
    ends = (tint[max(0, box.y0 - far) : max(0, box.y0 - near)], tint[box.y1 + near : box.y1 + far])
    return any(end.size > 0 and float((end >= CHROMA).mean()) > WHOLE for end in ends)


def _is_small(fill: Fill, view: PageView) -> bool:
    return max(fill.box.width, fill.box.height) <= view.px(SMALL)


def _leak(fill: Fill, view: PageView) -> float:
    """Share of a rim around the fill that has its level: high for a piece of a shaded cell or picture."""
    near, far = view.px(1.4), view.px(3)
    box = fill.box
    x0, y0 = max(0, box.x0 - far), max(0, box.y0 - far)
    around = np.abs(view.gray[y0 : box.y1 + far, x0 : box.x1 + far].astype(np.int16) - fill.level) <= LIKE
    rim = np.ones_like(around)
    rim[box.y0 - near - y0 : box.y1 + near - y0, box.x0 - near - x0 : box.x1 + near - x0] = False
    return float(around[rim].mean()) if rim.any() else 0.0
