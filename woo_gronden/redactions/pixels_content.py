"""What stands within a box on a page image: nothing, a code, or text that makes it something else."""

from __future__ import annotations

from dataclasses import dataclass

from woo_gronden.redactions.codes_model import Reading, read_tokens
from woo_gronden.redactions.pixels_page import Box, PageView, Pixels
from woo_gronden.redactions.pixels_tokens import MOST_MARKS, drop_edges, find_marks, join_lines, join_tokens

SURE = 0.5
"""Probability from which a token is taken for a code."""

SMALLEST, LARGEST = 2.8, 60.0
"""Points that printed letters measure at least and at most in height; smaller marks are specks."""


@dataclass(frozen=True, slots=True)
class Content:
    """``marks`` counts what is printed, ``tokens`` and ``readings`` are its words (boxes on the page) and what they say; ``crowded`` is more than any code needs; ``ink`` the share of the box that tokens cover."""

    marks: int
    tokens: tuple[Box, ...]
    readings: tuple[Reading, ...]
    crowded: bool
    ink: float

    @property
    def codes(self) -> list[Box]:
        """The tokens that read as a code."""
        return [box for box, said in zip(self.tokens, self.readings, strict=True) if said.text and said.score >= SURE]

    @property
    def words(self) -> list[Box]:
        """The tokens that read as no code and are no speck."""
        return [
            box
            for box, said in zip(self.tokens, self.readings, strict=True)
            if not (said.text and said.score >= SURE)
        ]


NOTHING = Content(0, (), (), False, 0.0)


def look_into(view: PageView, box: Box, level: int) -> Content:
    """What is printed in ``box`` on a ground of grey ``level``, lines along its edges left out."""
    gray = view.close_up(box)
    if gray.size == 0:
        return NOTHING
    em = view.em / view.scale
    marks = drop_edges(find_marks(gray, level), gray.shape[1], gray.shape[0], max(1, round(0.8 * em)))
    sized = [mark for mark in marks if SMALLEST * em <= mark.height <= LARGEST * em]
    if len(sized) > MOST_MARKS:
        return Content(len(sized), (), (), True, sum(m.area for m in sized) / gray.size)
    dots = [mark for mark in marks if mark.height < SMALLEST * em][: 4 * MOST_MARKS]
    tokens = [t for t in join_tokens([*sized, *dots]) if t.height >= SMALLEST * em]
    tokens, readings = _read(gray, tokens)
    placed = tuple(
        Box(
            box.x0 + round(t.x0 * view.scale),
            box.y0 + round(t.y0 * view.scale),
            box.x0 + round(t.x1 * view.scale),
            box.y0 + round(t.y1 * view.scale),
        )
        for t in tokens
    )
    return Content(len(sized), placed, tuple(readings), False, sum(t.area for t in tokens) / gray.size)


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
