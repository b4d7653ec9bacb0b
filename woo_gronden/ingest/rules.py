"""The rules of tables on a page: thin level and upright lines, pieces that run on joined to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from woo_gronden.schema import BBox, Shape

THICKEST = 3.0
"""Points up to which a painted bar is a rule and not a box."""

SHORTEST_LEVEL, SHORTEST_UPRIGHT = 20.0, 8.0
"""Points from which a rule bounds a cell: a narrow column, a line of small text. Shorter ones underline or tick."""

JOIN = 3.0
"""Points between two pieces of one rule: cells are often drawn each with its own border."""

APART = 1.5
"""Points between two rules that are two."""

MOST = 2000
"""Rules of a page from which it is a drawing; a list of 110 rows and 12 columns, each cell drawn by itself, has 200."""


def find_rules(shapes: Iterable[Shape]) -> tuple[BBox, ...]:
    """The rules among the shapes of a page, level ones first, from top to bottom; the sides of drawn boxes count."""
    bars: list[BBox] = []
    for box, _, stroke, _, _, is_rect, _ in shapes:
        x0, y0, x1, y1 = box
        if x1 - x0 <= THICKEST or y1 - y0 <= THICKEST:
            bars.append(box)
        elif is_rect and stroke is not None:
            bars += _sides(box)
    rules = join_rules(bars)
    return rules if len(rules) <= MOST else ()


def join_rules(bars: Sequence[BBox]) -> tuple[BBox, ...]:
    """Bars that run on in each other as one, those that are long enough to bound a cell."""
    level = [bar for bar in bars if bar.height <= THICKEST and bar.width > bar.height]
    upright = [_flip(bar) for bar in bars if bar.width <= THICKEST and bar.height > bar.width]
    return (
        *(bar for bar in _joined(level) if bar.width >= SHORTEST_LEVEL),
        *(_flip(bar) for bar in _joined(upright) if bar.width >= SHORTEST_UPRIGHT),
    )


def _sides(box: BBox) -> tuple[BBox, ...]:
    x0, y0, x1, y1 = box
    return BBox(x0, y0, x1, y0), BBox(x0, y1, x1, y1), BBox(x0, y0, x0, y1), BBox(x1, y0, x1, y1)


def _flip(box: BBox) -> BBox:
    return BBox(box.y0, box.x0, box.y1, box.x1)


def _joined(bars: Sequence[BBox]) -> list[BBox]:
    """Level bars on one height joined where they touch, from top to bottom."""
    heights: list[list[BBox]] = []
    for bar in sorted(bars, key=lambda bar: bar.y0 + bar.y1):
        if heights and (bar.y0 + bar.y1 - heights[-1][0].y0 - heights[-1][0].y1) / 2 < APART:
            heights[-1].append(bar)
        else:
            heights.append([bar])
    joined: list[BBox] = []
    for height in heights:
        run: BBox | None = None
        for bar in sorted(height, key=lambda bar: bar.x0):
            if run is not None and bar.x0 <= run.x1 + JOIN:
                run = BBox(run.x0, min(run.y0, bar.y0), max(run.x1, bar.x1), max(run.y1, bar.y1))
            else:
                if run is not None:
                    joined.append(run)
                run = bar
        if run is not None:
            joined.append(run)
    return joined
