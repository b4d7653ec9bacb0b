"""One region seen by several detectors is one redaction that names them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from woo_gronden.redactions.mark import Mark, lie_apart
from woo_gronden.schema import BBox, union

# Two boxes are one region from this intersection over union, or when the smaller lies this far within the larger.
_SAME_IOU = 0.4
_WITHIN = 0.8
# An area found in pixels that exact boxes fill to this share is those boxes, not one more.
_FILLED = 0.5
# Points: pieces of one line that stand nearer than this are one box drawn in parts.
_JOIN_GAP = 1.0
_JOIN_LEVEL = 1.5
# Which detector's look and box are kept, most exact first.
_RANK = ("annotation", "shape", "image", "hidden-text", "pixel", "text")


@dataclass(frozen=True, slots=True)
class Region:
    """A region after merging: the mark that describes it best, and every detector that saw it."""

    mark: Mark
    detectors: tuple[str, ...]


def merge_marks(marks: Sequence[Mark]) -> list[Region]:
    """The regions that the marks of one page describe, top to bottom, then left to right."""
    exact = [mark for mark in marks if mark.detector != "pixel"]
    regions = _join_pieces(_group(exact))
    for mark in sorted((m for m in marks if m.detector == "pixel"), key=lambda m: -m.bbox.area):
        regions = _add_pixels(mark, regions)
    return sorted(regions, key=lambda r: (round(r.mark.bbox.y0), r.mark.bbox.x0))


def _is_same(one: BBox, other: BBox) -> bool:
    if lie_apart(one, other):  # most pairs
        return False
    return one.iou(other) >= _SAME_IOU or max(one.overlap(other), other.overlap(one)) >= _WITHIN


def _group(marks: Sequence[Mark]) -> list[Region]:
    regions: list[Region] = []
    for mark in sorted(marks, key=lambda m: _RANK.index(m.detector)):
        twin = next((r for r in regions if _is_same(r.mark.bbox, mark.bbox)), None)
        if twin is None:
            regions.append(Region(mark, (mark.detector,)))
        else:
            regions[regions.index(twin)] = _combine(twin, mark)
    return regions


def _combine(region: Region, mark: Mark) -> Region:
    """The region with what another mark of it adds. A shape's box grows when it was drawn in parts."""
    kept = region.mark
    bbox = union((kept.bbox, mark.bbox)) if mark.detector == kept.detector else kept.bbox
    joined = replace(
        kept,
        bbox=bbox,
        score=max(kept.score, mark.score),
        code=kept.code or mark.code,
        covered=kept.covered | mark.covered,
        stamps=kept.stamps | mark.stamps,
    )
    detectors = region.detectors if mark.detector in region.detectors else (*region.detectors, mark.detector)
    return Region(joined, detectors)


def _join_pieces(regions: list[Region]) -> list[Region]:
    """Boxes that touch end to end in one line, with at most one code between them, as one."""
    joined: list[Region] = []
    for region in sorted(regions, key=lambda r: (round(r.mark.bbox.y0), r.mark.bbox.x0)):
        last = next((r for r in reversed(joined) if _touches(r.mark, region.mark)), None)
        if last is None:
            joined.append(region)
            continue
        bbox = union((last.mark.bbox, region.mark.bbox))
        named = (*last.detectors, *(d for d in region.detectors if d not in last.detectors))
        joined[joined.index(last)] = Region(replace(_combine(last, region.mark).mark, bbox=bbox), named)
    return joined


def _touches(one: Mark, other: Mark) -> bool:
    if one.kind != other.kind or "placeholder" in (one.kind, other.kind) or (one.code and other.code):
        return False
    a, b = one.bbox, other.bbox
    level = abs(a.y0 - b.y0) < _JOIN_LEVEL and abs(a.y1 - b.y1) < _JOIN_LEVEL
    return level and max(a.x0, b.x0) - min(a.x1, b.x1) < _JOIN_GAP


def _add_pixels(mark: Mark, regions: list[Region]) -> list[Region]:
    """The regions with an area found in pixels: added, or named as one more witness of the boxes it consists of."""
    met = [r for r in regions if r.mark.bbox.overlap(mark.bbox) >= 0.5 or mark.bbox.overlap(r.mark.bbox) >= _WITHIN]
    if not met:
        return [*regions, Region(mark, ("pixel",))]
    filled = sum(r.mark.bbox.intersect(mark.bbox).area for r in met)
    same_detector = all(r.detectors == ("pixel",) for r in met)
    if filled < _FILLED * mark.bbox.area and not same_detector:
        rest = [r for r in regions if r not in met]
        whole = Region(mark, ("pixel",))
        for region in met:
            named = (*whole.detectors, *(d for d in region.detectors if d not in whole.detectors))
            whole = Region(_combine(whole, region.mark).mark, named)
        return [*rest, whole]
    if same_detector:
        return [*regions, Region(mark, ("pixel",))]
    return [_combine(r, mark) if r in met else r for r in regions]
