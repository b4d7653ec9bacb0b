"""What is printed in a part of a page: marks, and marks joined to tokens (a word, a code)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.page import Box, Pixels, find_components, level_at

Marks = NDArray[np.int64]
"""One row a mark: left, top, right, bottom."""

MARK = 20
"""Grey levels between a mark and its ground, at least; noise of compression stays under it."""

FAINT = 0.38
"""Share of the strongest contrast in an area that a mark keeps: a point of a small code keeps half of its digits'."""

MOST_MARKS = 80
"""More marks than this are running text or a picture, and are not joined."""


def find_marks(gray: Pixels, level: int, apart: bool = False) -> Marks:
    """Connected marks of more than a pixel that stand out from ``level``, either way.

    ``apart`` measures what is faint for dark and light marks each: the ink of text that touches a grey box is far
    stronger than a white code on it; but then the grain of a scanned box stands out too.
    """
    import cv2

    found = []
    # A dark code at the edge of a grey box would run into the white beside it if both were one mask.
    ways = (cv2.subtract(level, gray), cv2.subtract(gray, level))
    strongest = [level_at(w, 0.995) if w.size < 400_000 else float(w[::2, ::2].max()) for w in ways]
    for way, own in zip(ways, strongest, strict=True):
        limit = int(max(MARK, FAINT * (own if apart else max(strongest))))
        found.append(find_components(cv2.threshold(way, limit, 1, cv2.THRESH_BINARY)[1]))
    marks: Marks = np.concatenate(found)
    marks[:, 2:] += marks[:, :2]
    return marks


def drop_edges(marks: Marks, width: int, height: int, margin: int) -> Marks:
    """The marks without lines and fringes along the edges of an area of ``width`` by ``height``."""
    x0, y0, x1, y1 = marks.T
    wide, tall = x1 - x0, y1 - y0
    at_edge = (x0 <= margin) | (y0 <= margin) | (x1 >= width - margin) | (y1 >= height - margin)
    thin = (np.minimum(wide, tall) <= margin + 1) & (np.maximum(wide, tall) > 8 * margin)
    large = (wide > 0.9 * width) | (tall > 0.97 * height)
    return np.asarray(marks[~((at_edge & thin) | large)])


def drop_hollow(marks: Marks) -> Marks:
    """The marks without those around other marks of size: a frame within the area, not a letter."""
    if not 2 < len(marks) <= 4 * MOST_MARKS:
        return marks
    x0, y0, x1, y1 = marks.T
    tall = y1 - y0
    inside = (
        (x0[None, :] >= x0[:, None]) & (x1[None, :] <= x1[:, None])
        & (y0[None, :] >= y0[:, None]) & (y1[None, :] <= y1[:, None])
        & (tall[None, :] > 4) & (2 * tall[None, :] > 0.4 * tall[:, None])
    )  # fmt: skip
    np.fill_diagonal(inside, False)
    return np.asarray(marks[inside.sum(axis=1) < 2])


def join_tokens(marks: list[Box]) -> list[Box]:
    """Marks joined to tokens: side by side, closer than 0.65 of the taller one's height, sharing rows."""
    tokens: list[Box] = []
    farthest = 0.65 * max((mark.height for mark in marks), default=0)
    near: list[int] = []  # marks come from left to right: these they may still join
    for mark in sorted(marks, key=lambda box: box.x0):
        x0, y0, x1, y1 = mark
        tall = y1 - y0
        near = [i for i in near if x0 - tokens[i][2] <= max(farthest, 0.65 * (tokens[i][3] - tokens[i][1]))]
        for i in near:
            left, top, right, bottom = tokens[i]
            if top >= y1 or bottom <= y0:
                continue
            own = bottom - top
            shared = min(bottom, y1) - max(top, y0)
            if shared >= 0.5 * min(own, tall) and x0 - right <= 0.65 * max(own, tall):
                tokens[i] = Box(min(left, x0), min(top, y0), max(right, x1), max(bottom, y1))
                break
        else:
            near.append(len(tokens))
            tokens.append(mark)
    return tokens


def join_lines(tokens: list[Box]) -> list[Box]:
    """Neighbouring tokens of one line joined as far as 1.3 of their height apart: a code whose points are too faint."""
    lines: list[list[Box]] = []
    for token in sorted(tokens, key=lambda box: box.x0):
        for line in lines:
            last = line[-1]
            shared = min(last.y1, token.y1) - max(last.y0, token.y0)
            tall = max(last.height, token.height)
            if shared >= 0.6 * min(last.height, token.height) and 0 <= token.x0 - last.x1 <= 1.3 * tall:
                line.append(token)
                break
        else:
            lines.append([token])
    return [
        Box(min(t.x0 for t in line), min(t.y0 for t in line), max(t.x1 for t in line), max(t.y1 for t in line))
        for line in lines
        if 2 <= len(line) <= 4
    ]
