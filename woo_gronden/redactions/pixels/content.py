"""What stands within a box on a page image: nothing, a code, or text that makes it something else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from woo_gronden.redactions.codes_model import Reading, read_tokens
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels
from woo_gronden.redactions.pixels.tokens import (
    MOST_MARKS,
    Marks,
    drop_edges,
    drop_hollow,
    find_marks,
    join_lines,
    join_tokens,
)

SURE = 0.5
"""Probability from which a token is taken for a code."""

PROVING = 4
"""Letters of a code that alone shows its box to be a redaction."""

SCRATCH = 0.25
"""Width over height up to which a mark is a scratch, a bar or the rim of the box."""

FAINT_GROUND = 20
"""Grey levels between paper and ground under which no white code can stand on the ground."""

OFF_CENTRE = 0.2
"""Share of a box's side by which a centred code may stand off its middle."""

SMALLEST, LARGEST = 2.8, 60.0
"""Points that printed letters measure at least and at most in height; smaller marks are specks."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a box.

    ``marks`` counts what is printed, ``tokens`` and ``readings`` are its words (boxes on the page) and what they say;
    ``crowded`` is more than any code needs; ``ink`` the share of the box that tokens cover; ``centred`` whether the
    only token stands in the middle; ``pictures`` the tokens as fine as the page was given.
    """

    marks: int
    tokens: tuple[Box, ...]
    readings: tuple[Reading, ...]
    crowded: bool
    ink: float
    centred: bool = False
    pictures: tuple[Pixels, ...] = ()

    @property
    def codes(self) -> list[Box]:
        """The tokens that read as a code; a lone digit is one only in the middle of a box with nothing else in it."""
        said = [r.text if r.score >= SURE else "" for r in self.readings]
        least = 1 if len(said) == 1 and self.marks == 1 and self.centred else 2
        return [box for box, text in zip(self.tokens, said, strict=True) if len(text) >= least]

    @property
    def proof(self) -> float:
        """The best reading of a code or label long enough to prove itself: "5.7" and digits are read into anything."""
        return max((r.score for r in self.readings if len(r.text) >= PROVING), default=0.0)

    @property
    def centred_digit(self) -> bool:
        """Whether all that stands there is one digit in the middle: a local code, or the hole of a letter."""
        return self.centred and len(self.readings[0].text) == 1

    @property
    def words(self) -> list[Box]:
        """The tokens that read as no code and are wider than a scratch."""
        codes = self.codes
        return [box for box in self.tokens if box not in codes and box.width > SCRATCH * box.height]


NOTHING = Content(0, (), (), False, 0.0)


def look_into(view: PageView, box: Box, level: int, mask: Pixels | None = None) -> Content:
    """What is printed in ``box`` on a ground of grey ``level``, lines along its edges left out.

    ``mask``, of the size of ``box``, is 1 where to look.
    """
    gray = view.close_up(box)
    if gray.size == 0:
        return NOTHING
    if mask is not None and not mask.all():
        gray = _only(gray, mask, level)
    marks = find_marks(gray, level)
    content = _see(view, box, gray, marks)
    if content.codes or content.crowded or abs(view.paper - level) < FAINT_GROUND:
        return content
    fainter = find_marks(gray, level, apart=True)
    if np.array_equal(fainter, marks):
        return content
    second = _see(view, box, gray, fainter)
    return second if second.codes else content


def _see(view: PageView, box: Box, gray: Pixels, marks: Marks) -> Content:
    em = view.em / view.scale
    marks = drop_hollow(drop_edges(marks, gray.shape[1], gray.shape[0], max(1, round(0.8 * em))))
    tall = marks[:, 3] - marks[:, 1]
    sized = marks[(tall >= SMALLEST * em) & (tall <= LARGEST * em)]
    if len(sized) > MOST_MARKS:
        return Content(len(sized), (), (), True, int((sized[:, 2:] - sized[:, :2]).prod(axis=1).sum()) / gray.size)
    dots = marks[tall < SMALLEST * em][: 4 * MOST_MARKS]
    joined = join_tokens([Box(*mark) for mark in np.concatenate([sized, dots]).tolist()])
    tokens = [token for token in joined if token.height >= SMALLEST * em]
    tokens, readings = _read(gray, tokens)
    pictures = tuple(gray[t.y0 : t.y1, t.x0 : t.x1] for t in tokens)
    placed = tuple(
        Box(
            box.x0 + round(t.x0 * view.scale),
            box.y0 + round(t.y0 * view.scale),
            box.x0 + round(t.x1 * view.scale),
            box.y0 + round(t.y1 * view.scale),
        )
        for t in tokens
    )
    return Content(
        len(sized),
        placed,
        tuple(readings),
        False,
        sum(t.area for t in tokens) / gray.size,
        _is_centred(placed, box),
        pictures,
    )


def _is_centred(tokens: tuple[Box, ...], box: Box) -> bool:
    if len(tokens) != 1:
        return False
    token = tokens[0]
    across = abs(token.x0 + token.x1 - box.x0 - box.x1) / 2
    down = abs(token.y0 + token.y1 - box.y0 - box.y1) / 2
    return across <= OFF_CENTRE * box.width and down <= OFF_CENTRE * box.height


def _read(gray: Pixels, tokens: list[Box]) -> tuple[list[Box], list[Reading]]:
    """The tokens with what they say; neighbours become one token where only together they read as a code."""
    joined = join_lines(tokens)
    readings = read_tokens([gray[t.y0 : t.y1, t.x0 : t.x1] for t in (*tokens, *joined)])
    said = dict(zip((*tokens, *joined), readings, strict=True))
    for whole in joined:
        parts = [t for t in tokens if t.share_in(whole) > 0.99]
        long = [t for t in parts if len(said[t].text) > 1 and said[t].score >= SURE]
        if len(said[whole].text) > 1 and said[whole].score >= SURE and not long:
            tokens = [t for t in tokens if t not in parts] + [whole]
    return tokens, [said[t] for t in tokens]


def _only(gray: Pixels, mask: Pixels, level: int) -> Pixels:
    """``gray`` with ``level`` wherever the mask, a pixel tighter, is 0."""
    import cv2

    tight = cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=1)
    wide = cv2.resize(tight, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(wide > 0, gray, np.uint8(level))
