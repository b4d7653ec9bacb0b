"""How sure a filled box hides something: measured features, weighed by small trees that were learned.

A box is told from a logo, a shaded cell, a piece of a map or a letter of heavy type by a few dozen measures of its
outline, its ground, what is printed on it, what stands around it, and its like on the page. No measure knows a page, a
place on it or a publication. Trees and their training: ``woo_gronden.training.redaction_boxes``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.content import SURE, Content
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, level_at
from woo_gronden.redactions.pixels.solid import BAND, Fill

Floats = NDArray[np.float64]

LIKE = 16
"""Grey levels within which two fills of one kind look the same."""

BESIDE = 9.0
"""Points around a box in which what stands beside it is measured: the word before and after, the lines around."""

RIM = (1.4, 3.0)
"""Points from a box between which its rim is looked at: high where the box is a piece of something larger."""

INK = 70
"""Grey levels under the paper from which a pixel is ink."""

MOST_WORDY = 2
"""Boxes of one look that may bear words where fewer bear codes: text that touches a box is read into it."""

FEATURES = (
    "black", "gray", "color", "log_width", "log_height", "aspect", "contrast", "tint", "even", "flat", "cover",
    "straight", "hull", "corner_mean", "corner_least", "rows_narrow", "columns_low", "leak", "leak_most", "marks",
    "words", "codes", "proof", "digit", "crowded", "inked", "centred", "like", "like_coded", "like_wordy",
    "same_height", "ink_left", "ink_right", "ink_above", "ink_below", "tint_around", "other_tint", "at_edge",
)  # fmt: skip
"""What is measured of a box, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A box that may hide something: its fill and what stands in it."""

    fill: Fill
    content: Content


class Trees(NamedTuple):
    """Boosted trees as arrays.

    ``nodes`` is ``(trees, nodes, 3)``: the feature (-1 in a leaf), the node where its value is no more than the limit,
    the node where it is more; ``values`` ``(trees, nodes)``: that limit, in a leaf what the tree adds; ``start`` what
    every row has before the first tree.
    """

    nodes: NDArray[np.int32]
    values: Floats
    start: float


def measure_suspects(suspects: Sequence[Suspect], view: PageView) -> Floats:
    """One row of :data:`FEATURES` for each suspect of a page."""
    if not suspects:
        return np.zeros((0, len(FEATURES)))
    around = _Around(view)
    rows = [
        [*_look(s.fill, view), *_outline(s.fill), *around.leaks(s.fill), *_printed(s.content), *kin,
         *around.neighbours(s.fill)]
        for s, kin in zip(suspects, _kin(suspects).tolist(), strict=True)
    ]  # fmt: skip
    return np.array(rows, dtype=np.float64)


def judge_suspects(suspects: Sequence[Suspect], view: PageView, trees: Trees | None = None) -> Floats:
    """The probability that each suspect hides something, by ``trees`` or those in the package."""
    if not suspects:
        return np.zeros(0)
    rows = measure_suspects(suspects, view)
    return np.where(_is_shading(rows), 0.0, weigh_rows(rows, trees or load_trees()))


def _is_shading(rows: Floats) -> NDArray[np.bool_]:
    """Whether a grey or coloured look bears words more often than codes: a list with a column of codes."""
    black, coded, wordy = (rows[:, FEATURES.index(name)] for name in ("black", "like_coded", "like_wordy"))
    return np.asarray((black == 0) & (wordy > np.maximum(coded, np.log1p(MOST_WORDY))))


def weigh_rows(rows: Floats, trees: Trees) -> Floats:
    """What the trees say of ``rows``, a probability each."""
    every = np.arange(len(trees.nodes))[None, :]
    at = np.zeros((len(rows), len(trees.nodes)), np.int64)
    while True:
        feature = trees.nodes[every, at, 0]
        inner = feature >= 0
        if not inner.any():
            break
        is_right = np.take_along_axis(rows, np.maximum(feature, 0), axis=1) > trees.values[every, at]
        at = np.where(inner, trees.nodes[every, at, 1 + is_right], at)
    return np.asarray(1.0 / (1.0 + np.exp(-trees.start - trees.values[every, at].sum(axis=1))))


@cache
def load_trees() -> Trees:
    """The trees in the package."""
    path = files("woo_gronden.redactions") / "data" / "boxes.npz"
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as saved:
        if tuple(saved["features"]) != FEATURES:
            raise ValueError("boxes.npz was trained on other features: train again")
        return Trees(saved["nodes"].astype(np.int32), saved["values"].astype(np.float64), float(saved["start"]))


def _look(fill: Fill, view: PageView) -> list[float]:
    """Kind, size and ground."""
    width, height = fill.box.width / view.em, fill.box.height / view.em
    ground = view.part(fill.box)[fill.mask > 0]
    flat = float((np.abs(ground.astype(np.int16) - fill.level) <= 4).mean()) if ground.size else 0.0
    tint = view.chroma[fill.box.y0 : fill.box.y1, fill.box.x0 : fill.box.x1][fill.mask > 0]
    return [
        float(fill.kind == "black"), float(fill.kind == "gray"), float(fill.kind == "color"),
        float(np.log(width)), float(np.log(height)), float(np.log(width / height)),
        (view.paper - fill.level) / 255, level_at(tint, 0.5) / 255 if tint.size else 0.0, fill.even, flat,
    ]  # fmt: skip


def _outline(fill: Fill) -> list[float]:
    """How far the outline is that of a box, of a stroke of a marker, or of something else."""
    import cv2

    mask = fill.mask
    height, width = mask.shape
    rims, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hull = float(mask.sum()) / max(1.0, float(cv2.contourArea(cv2.convexHull(np.vstack(rims))))) if rims else 0.0
    side = max(1, min(height, width) // 4)
    corners = [mask[:side, :side], mask[:side, -side:], mask[-side:, :side], mask[-side:, -side:]]
    filled = [float(corner.mean()) for corner in corners]
    rows, columns = mask.mean(axis=1), mask.mean(axis=0)
    return [
        fill.cover, fill.straight, min(hull, 1.5), sum(filled) / 4, min(filled),
        level_at(rows, 0.15), level_at(columns, 0.15),
    ]  # fmt: skip


def _printed(content: Content) -> list[float]:
    """What stands in the box."""
    return [
        float(np.log1p(min(content.marks, 80))), float(min(len(content.words), 8)), float(min(len(content.codes), 6)),
        content.proof, float(content.centred_digit), float(content.crowded), content.ink, float(content.centred),
    ]  # fmt: skip


def _kin(suspects: Sequence[Suspect]) -> Floats:
    """For each the others of the page that look like it: how many, with codes, with words, of its height."""
    kinds = np.array([s.fill.kind for s in suspects])
    levels = np.array([s.fill.level for s in suspects])
    heights = np.array([s.fill.box.height for s in suspects])
    coded = np.array([s.content.proof >= SURE for s in suspects])
    wordy = np.array([is_wordy(s.content) and s.fill.cover > 0.9 for s in suspects])
    like = (kinds[:, None] == kinds) & (np.abs(levels[:, None] - levels) <= LIKE)
    np.fill_diagonal(like, False)
    same_height = np.abs(heights[:, None] - heights) <= 0.15 * heights[:, None]
    return np.asarray(
        np.log1p(np.stack([(like & others).sum(axis=1) for others in (True, coded, wordy, same_height)], axis=1))
    )


def is_wordy(content: Content) -> bool:
    """Whether words stand in a box that are no code."""
    return content.crowded or (not content.codes and bool(content.words)) or content.centred_digit


class _Around:
    """What stands around boxes of one page."""

    def __init__(self, view: PageView) -> None:
        self.view = view

    def leaks(self, fill: Fill) -> list[float]:
        """Share of a rim around the fill that has its level: of the whole rim, and of its worst side."""
        view, box = self.view, fill.box
        near, far = view.px(RIM[0]), view.px(RIM[1])
        sides = (
            view.gray[max(0, box.y0 - far) : max(0, box.y0 - near), box.x0 : box.x1],
            view.gray[box.y1 + near : box.y1 + far, box.x0 : box.x1],
            view.gray[box.y0 : box.y1, max(0, box.x0 - far) : max(0, box.x0 - near)],
            view.gray[box.y0 : box.y1, box.x1 + near : box.x1 + far],
        )
        alike = [np.abs(side.astype(np.int16) - fill.level) <= LIKE for side in sides if side.size]
        if not alike:
            return [0.0, 0.0]
        return [float(np.concatenate([a.ravel() for a in alike]).mean()), max(float(a.mean()) for a in alike)]

    def neighbours(self, fill: Fill) -> list[float]:
        """Ink and colour beside, above and below, and whether the box touches the page's edge."""
        view, box = self.view, fill.box
        near, far = view.px(1.0), view.px(BESIDE)
        left = Box(box.x0 - far, box.y0, box.x0 - near, box.y1)
        right = Box(box.x1 + near, box.y0, box.x1 + far, box.y1)
        above = Box(box.x0, box.y0 - far, box.x1, box.y0 - near)
        below = Box(box.x0, box.y1 + near, box.x1, box.y1 + far)
        whole = Box(box.x0 - far, box.y0 - far, box.x1 + far, box.y1 + far)
        around = self._tint(whole)
        edge = box.x0 <= 1 or box.y0 <= 1 or box.x1 >= view.width - 1 or box.y1 >= view.height - 1
        own = self._tint(box) * box.area
        rest = (around * max(1, self._clip(whole).area) - own) / max(1, self._clip(whole).area - box.area)
        return [*(self._ink(part) for part in (left, right, above, below)), around, rest, float(edge)]

    def _clip(self, box: Box) -> Box:
        return box.cut(Box(0, 0, self.view.width, self.view.height))

    def _ink(self, box: Box) -> float:
        """Share of ``box``, what of it lies on the page, that is ink."""
        import cv2

        part = self._clip(box)
        if not part.area:
            return 0.0
        ink = cv2.threshold(self.view.part(part), self.view.paper - INK, 1, cv2.THRESH_BINARY_INV)[1]
        return cv2.countNonZero(ink) / part.area

    def _tint(self, box: Box) -> float:
        """Share of ``box``, what of it lies on the page, that is coloured."""
        import cv2

        part = self._clip(box)
        if not part.area:
            return 0.0
        chroma = self.view.chroma[part.y0 : part.y1, part.x0 : part.x1]
        return cv2.countNonZero(cv2.threshold(chroma, BAND, 1, cv2.THRESH_BINARY)[1]) / part.area


def outline_box(box: Box, level: int, view: PageView) -> Pixels:
    """The mask of a box that was grown from its code: what has its ground or is printed on it."""
    import cv2

    part = view.part(box)
    ground = (np.abs(part.astype(np.int16) - level) <= BAND).astype(np.uint8)
    side = view.px(6.0) | 1
    return np.asarray(cv2.morphologyEx(ground, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)))
