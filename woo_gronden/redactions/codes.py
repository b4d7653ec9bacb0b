"""The code printed on each redacted box of a page image, read with the other codes of the page as evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from woo_gronden.knowledge import load_table
from woo_gronden.redactions.codes_model import OTHER, score_tokens
from woo_gronden.redactions.pixels.content import look_into
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, view_page
from woo_gronden.schema import Law
from woo_gronden.taxonomy.codes import parse_code

ReadLines = Callable[[Sequence[Pixels]], Sequence[str]]
"""Reads short crops of one line: pictures in, their text out, "" where nothing is read."""

LEAST = 0.4
"""Probability, with the page's evidence, under which a reading is none and a recogniser is asked; where the network
reads anything, a recogniser made for running text is wrong more often than the page's vote."""

SOFT = 0.6
"""Power that softens the network's probabilities before evidence is added: it is surer than it should be."""

ALONE = 3.0
"""Weight, in readings, of the general use of a code beside what the page itself shows."""

RARE = 0.02
"""How often any ground stands on a box that ``data/usual_codes.toml`` does not name."""

SMALLEST = 4
"""Pixels under which, in height or width, a token cannot be read."""

LINE_HEIGHT = 64
"""Pixels in height to which a crop is brought for a recogniser."""


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What stands on a box: ``code_raw`` as printed (codes joined by " | ", None for none), the grounds, how sure."""

    code_raw: str | None
    grounds: tuple[str, ...]
    score: float


NO_CODE = CodeReading(None, (), 0.0)


@dataclass(frozen=True, slots=True)
class _Token:
    region: int
    box: Box
    picture: Pixels


def read_codes(
    image: Pixels | PageView,
    boxes: Sequence[tuple[float, float, float, float]],
    dpi: float | None = None,
    read_lines: ReadLines | None = None,
    law: Law | None = None,
) -> list[CodeReading]:
    """What is printed on each of ``boxes``, in their order.

    Args:
        image: the page, RGB or grey, uint8, or a view of it.
        boxes: ``(x0, y0, x1, y1)`` in pixels of the page as given.
        dpi: its resolution; None takes the page for A4.
        read_lines: a recogniser for what the closed vocabulary does not settle; None does without.
        law: the law of the document, where known.

    Method: each token on a box is classified as a whole; a page has few different codes and one law, so the sum of all
    readings weighs on each; what stays unsure is read a second time by ``read_lines``.
    """
    if not boxes:
        return []
    view = view_page(image, dpi)
    tokens = [token for i, box in enumerate(boxes) for token in _cut_tokens(view, i, box)]
    if not tokens:
        return [NO_CODE] * len(boxes)
    labels, scores = score_tokens([token.picture for token in tokens])
    settled = weigh_by_page(labels, scores, law)
    texts = [(labels[int(row.argmax())], float(row.max())) for row in settled]
    if read_lines is not None:
        texts = _second_opinion(tokens, texts, read_lines, law)
    return [_report(i, tokens, texts, law) for i in range(len(boxes))]


@cache
def _usual() -> dict[str, float]:
    return load_table("woo_gronden.redactions", "data/usual_codes.toml")


def weigh_by_page(labels: Sequence[str], scores: np.ndarray, law: Law | None = None) -> np.ndarray:
    """``scores`` of all tokens of a page, each weighed by how often its codes stand elsewhere on the page."""
    grounds = [parse_code(label, law) if label else () for label in labels]
    usual = np.array([_usual().get(g[0], RARE) if g else RARE for g in grounds], np.float32)
    soft = scores**SOFT
    soft /= soft.sum(axis=1, keepdims=True)
    # Notations of one ground support each other.
    of_ground: dict[object, list[int]] = {}
    for i, found in enumerate(grounds):
        of_ground.setdefault(found or i, []).append(i)
    counts = soft.sum(axis=0)
    support = np.empty(len(labels), np.float32)
    for members in of_ground.values():
        support[members] = counts[members].sum()
    prior = support[None, :] - soft + ALONE * usual[None, :]
    other = list(labels).index(OTHER)
    prior[:, other] = np.median(np.maximum(prior.max(axis=1), ALONE * RARE)) * 0.5
    weighed = soft * np.maximum(prior, 1e-6)
    return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))


def _cut_tokens(view: PageView, region: int, box: tuple[float, float, float, float]) -> list[_Token]:
    x0, y0, x1, y1 = (edge * view.scale for edge in box)
    working = Box(max(0, int(x0)), max(0, int(y0)), min(view.width, round(x1)), min(view.height, round(y1)))
    part = view.part(working)
    if part.size == 0:
        return []
    level = int(np.bincount((part >> 2).ravel(), minlength=64).argmax()) * 4 + 2
    content = look_into(view, working, level)
    return [
        _Token(region, token, picture)
        for token, picture in zip(content.tokens, content.pictures, strict=True)
        if min(picture.shape) >= SMALLEST
    ]


def _second_opinion(
    tokens: Sequence[_Token], texts: list[tuple[str, float]], read_lines: ReadLines, law: Law | None
) -> list[tuple[str, float]]:
    """The readings with those of the recogniser where the network is unsure or sees no code."""
    coded = {token.region for token, (text, score) in zip(tokens, texts, strict=True) if text and score >= LEAST}
    open_ones = [
        i for i, (text, score) in enumerate(texts) if (not text or score < LEAST) and tokens[i].region not in coded
    ]
    if not open_ones:
        return texts
    said = read_lines([show_line(tokens[i].picture) for i in open_ones])
    settled = list(texts)
    for i, text in zip(open_ones, said, strict=True):
        own, _ = texts[i]
        found = parse_code(text, law)
        if found and found == parse_code(own, law):
            settled[i] = (own, 0.97)
        elif found:
            settled[i] = (text.strip(), 0.8)
        elif not own and text.strip():
            settled[i] = (text.strip(), 0.5)
    return settled


def show_line(picture: Pixels) -> Pixels:
    """A token as a recogniser likes it: dark on white, some 64 pixels high, a margin around."""
    import cv2

    low, high = np.percentile(picture, (2, 98))
    spread = np.clip((picture.astype(np.float32) - low) / max(high - low, 1.0), 0, 1)
    if float(np.median(spread)) < 0.5:
        spread = 1.0 - spread
    factor = LINE_HEIGHT * 0.6 / max(1, picture.shape[0])
    size = (max(8, round(picture.shape[1] * factor)), max(8, round(picture.shape[0] * factor)))
    large = cv2.resize((spread * 255).astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)
    margin = LINE_HEIGHT // 4
    return np.asarray(cv2.copyMakeBorder(large, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255))


def _report(region: int, tokens: Sequence[_Token], texts: Sequence[tuple[str, float]], law: Law | None) -> CodeReading:
    """The tokens of one box joined in reading order: codes where there are any, else what else is printed."""
    own = [
        (token.box, text, score)
        for token, (text, score) in zip(tokens, texts, strict=True)
        if token.region == region and text and score >= LEAST
    ]
    coded = [row for row in own if parse_code(row[1], law)]
    labels = [row for row in own if not parse_code(row[1], law) and len(row[1]) > 3]
    kept = sorted(coded + labels, key=lambda row: (row[0].y0 // max(8, row[0].height), row[0].x0))
    if not kept:
        lone = [row for row in own if len(row[1]) == 1]
        return CodeReading(lone[0][1], (), lone[0][2]) if len(lone) == 1 else NO_CODE
    raw = " | ".join(dict.fromkeys(text for _, text, _ in kept))
    grounds = tuple(dict.fromkeys(g for _, text, _ in kept for g in parse_code(text, law)))
    return CodeReading(raw, grounds, min(score for _, _, score in kept))
