"""Which filled regions of a page hide something: cut into boxes, then weighed together with their like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from woo_gronden.redactions.pixels_content import look_into
from woo_gronden.redactions.pixels_cut import OVERLAP, SAME, CodedBox, cut_fill, heal_fills, recut_fill, take_whole_line
from woo_gronden.redactions.pixels_judge import Suspect, Trees, judge_suspects, outline_box
from woo_gronden.redactions.pixels_page import Box, PageView
from woo_gronden.redactions.pixels_solid import Fill, measure_fill

LEAST_EVEN = 0.4
"""Evenness below which a region is not looked into: a photo, a map, a block of text."""

ACCEPT = 0.4
"""Probability from which a box is given: a missed box costs as much as a false one, and the trees see fewer looks than
there are."""

PROOF = 0.8
"""Probability from which a code or label off the middle of a frame makes it no cell of a table."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A box on the working page that is taken for redacted, with its look and how sure."""

    box: Box
    kind: str
    score: float
    level: int | None = None


def resolve_fills(plain: list[Fill], bridged: list[Fill], view: PageView, trees: Trees | None = None) -> list[Claim]:
    """The filled boxes that hide something: those with a code first, then those without."""
    suspects = collect_suspects(plain, bridged, view)
    claims: list[Claim] = []
    for suspect, score in zip(suspects, judge_suspects(suspects, view, trees), strict=True):
        fill = suspect.fill
        if score >= ACCEPT and not any(_is_one_place(fill.box, claim.box) for claim in claims):
            claims.append(Claim(fill.box, fill.kind, round(float(score), 3), fill.level))
    return claims


def collect_suspects(plain: list[Fill], bridged: list[Fill], view: PageView) -> list[Suspect]:
    """Every box that may hide something: those found by a code, then the fills without, each place once."""
    boxes: list[CodedBox] = []
    rest: list[Suspect] = []
    plain = heal_fills(plain, view)
    for fills in (plain, bridged):
        for whole in fills:
            for fill in (*recut_fill(whole, view), whole):
                if fill.even < LEAST_EVEN or any(fill.box.iou(known.box) > SAME for known in boxes):
                    continue
                found, left = cut_fill(fill, view)
                boxes += [new for new in found if not any(_is_one_place(new.box, known.box) for known in boxes)]
                # A recut part counts with its code alone: it may be a light patch between lines of text.
                rest += left if fill is whole else []
    boxes = [take_whole_line(box, boxes, (*plain, *bridged), view) for box in boxes]
    suspects = [_suspect_coded(box, view) for box in boxes]
    for suspect in rest:
        own = suspect.fill.box
        if any(own.share_in(known.box) > OVERLAP for known in boxes):
            continue
        if not any(own.iou(known.fill.box) > SAME for known in suspects):
            suspects.append(suspect)
    return suspects


def _is_one_place(box: Box, other: Box) -> bool:
    return box.share_in(other) > OVERLAP or other.share_in(box) > OVERLAP


def _suspect_coded(found: CodedBox, view: PageView) -> Suspect:
    """A box that was found by its code, measured as fills are."""
    fill = measure_fill(found.box, outline_box(found.box, found.level, view), view)
    content = look_into(view, found.box, found.level)
    return Suspect(replace(fill, kind=found.kind, level=found.level), content)
