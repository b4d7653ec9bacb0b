"""Redactions drawn as hatching over text: close slanted strokes, as one path or as many lines, patterns, shadings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from woo_gronden.redactions.mark import Mark, name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.schema import BBox, RawPage, Shape, union

# Strokes that make a hatching when they are lines of their own; a letter drawn with a pen has fewer.
_FEWEST_STROKES = 6
# Points between the boxes of strokes that follow one another in a hatching.
_APART = 4.0
# Points: a stroke that runs straight along the page, or far across it, is a rule or part of a drawing.
_LEAST_SLANT = 2.0
_LONGEST = 400.0


def find_hatching(page: RawPage, sight: Sight | None = None) -> list[Mark]:
    """The hatched areas over words that were painted before them. Needs a renderer."""
    sight = sight or Sight(page)
    if not sight.can_look:
        return []
    marks = []
    for box, order in chain(_find_strokes(page), page.veils):
        under = [i for i in sight.index.inside(box) if page.words[i].order < order]
        if under and (sight.is_hatched(box) or all(sight.is_blurred(page.words[i].bbox) for i in under)):
            marks.append(Mark(box, name_kind(sight.color(box)), "shape", 0.85, covered=frozenset(under)))
    return marks


def _find_strokes(page: RawPage) -> Iterator[tuple[BBox, int]]:
    """Areas of slanted strokes, each with the drawing order of its first."""
    run: list[Shape] = []
    for shape in page.shapes:
        if not _is_slanted(shape):
            continue
        if run and not _follows(union(s.bbox for s in run), shape.bbox):
            yield from _as_area(run)
            run = []
        run.append(shape)
    yield from _as_area(run)


def _as_area(run: list[Shape]) -> Iterator[tuple[BBox, int]]:
    if len(run) >= _FEWEST_STROKES:
        yield union(shape.bbox for shape in run), run[0].order
    else:  # one path may hold all strokes
        for shape in run:
            yield shape.bbox, shape.order


def _is_slanted(shape: Shape) -> bool:
    if shape.fill is not None or shape.stroke is None or shape.is_rect:
        return False
    return min(shape.bbox.width, shape.bbox.height) > _LEAST_SLANT and (
        max(shape.bbox.width, shape.bbox.height) < _LONGEST
    )


def _follows(area: BBox, box: BBox) -> bool:
    across = max(area.x0, box.x0) - min(area.x1, box.x1)
    down = max(area.y0, box.y0) - min(area.y1, box.y1)
    return max(across, down) < _APART
