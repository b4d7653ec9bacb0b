"""How much of a page is gone: the share of its text area, and an estimate of the words with an interval.

The share is area under redactions over area of text and redactions together, both measured in lines: a box counts with
the rows of text that fit in it, so that the white between lines under a large box is not counted as text.

How many words a box held is asked of the page itself: among all stretches of whole words in its open lines that are as
wide as the box, how many words do they hold? Short stretches weigh more, since most boxes are names. Where a page has
too few such stretches the count follows from widths: a stretch of width ``w`` holds about ``w / (m + s)`` words, with
``m`` the mean width of a word and ``s`` the space. The interval takes the spread of either count and, for a box over
whole paragraphs, the rows that were not full.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from woo_gronden.redactions.mark import WordIndex
from woo_gronden.schema import BBox, Extent, RawPage, RawWord, Redaction

if TYPE_CHECKING:
    import numpy as np

# Points, of Dutch office text in 10 point type, where a page has too few open words to measure: mean width of a word,
# its deviation, the space, and the distance from line to line.
_WORD_WIDTH = 27.0
_WORD_DEVIATION = 19.0
_SPACE = 3.0
_LINE_PITCH = 13.0
_FEWEST_WORDS = 20
# Word heights from one line of a paragraph to the next; less are words of one line, more are paragraphs apart.
_PITCHES = (0.7, 1.8)
# Words of the longest stretch that is listed, how much narrower or wider than the box (points, or share of its width)
# a stretch may be to say something of it, and how many of them must.
_LONGEST_STRETCH = 16
_WIDTH_OFF, _WIDTH_OFF_SHARE = 3.0, 0.04
_FEWEST_STRETCHES = 12
# Variance, in words, that is added to each row: boxes are drawn wider than their words.
_UNKNOWN = 0.25
# Deviation of the method as a share of the words: names hold fewer words than stretches of text as wide, and a page
# redacted by names alone comes out 5 to 10 % high (benchmarks/extent.py).
_METHOD_ERROR = 0.07
# Standard normal quantile of a two-sided 90 % interval.
_Z90 = 1.645
# Boxes over more rows than this were drawn around whole paragraphs: their rows are full to this share, give or
# take the other.
_BLOCK_ROWS = 2
_BLOCK_FILL = 0.74
_BLOCK_FILL_SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class _Type:
    """The measures of a page's text, in points."""

    width: float
    deviation: float
    space: float
    pitch: float
    stretches: _Stretches | None = None


class _Stretches(NamedTuple):
    """Every stretch of whole words of a page, the narrowest first: how wide it is and how many words it holds."""

    widths: np.ndarray
    words: np.ndarray


def measure_page(page: RawPage, redactions: Sequence[Redaction]) -> Extent:
    """The extent of the redactions on one page.

    Args:
        page: the raw page or, what gives the same figures, the masked one.
        redactions: those of this page.
    """
    if not redactions:
        return Extent(0.0, 0.0, 0.0, 0.0, len(page.words), 0)
    index = WordIndex(page.words)
    inside = {i for redaction in redactions for i in index.inside(redaction.bbox)}
    words = [word for i, word in enumerate(page.words) if i not in inside]
    kind = _measure_type(words)
    text = sum([w.bbox.width + kind.space for w in words]) * kind.pitch
    gone = words_gone = variance = 0.0
    for redaction in redactions:
        area, count, spread = _measure_box(redaction, kind)
        gone, words_gone, variance = gone + area, words_gone + count, variance + spread
    half = _Z90 * math.hypot(math.sqrt(variance), _METHOD_ERROR * words_gone)
    share = gone / (gone + text) if gone + text else 0.0
    low = max(float(min(len(redactions), words_gone)), words_gone - half)
    return Extent(share, words_gone, low, words_gone + half, len(words), len(redactions))


def measure_document(extents: Iterable[Extent]) -> Extent:
    """The extent of a document from those of its pages: shares weighed by words, intervals added as independent.

    What the method itself is off does not even out over pages, so the interval never gets narrower than that.
    """
    pages = list(extents)
    words = sum(p.words for p in pages)
    open_words = sum(p.open_words for p in pages)
    least = _Z90 * _METHOD_ERROR * words
    low = max(least, math.sqrt(sum((p.words - p.low) ** 2 for p in pages)))
    high = max(least, math.sqrt(sum((p.high - p.words) ** 2 for p in pages)))
    weight = sum(p.words + p.open_words for p in pages)
    share = sum(p.share * (p.words + p.open_words) for p in pages) / weight if weight else 0.0
    return Extent(share, words, max(0.0, words - low), words + high, open_words, sum(p.redactions for p in pages))


def _measure_type(words: Sequence[RawWord]) -> _Type:
    if len(words) < _FEWEST_WORDS:
        return _Type(_WORD_WIDTH, _WORD_DEVIATION, _SPACE, _LINE_PITCH)
    boxes = [word.bbox for word in words]
    widths = [x1 - x0 if x1 > x0 else 0.0 for x0, _, x1, _ in boxes]
    mean = fmean(widths)
    height = sorted([y1 - y0 if y1 > y0 else 0.0 for _, y0, _, y1 in boxes])[len(words) // 2]
    lines = [(word.block, word.line) for word in words]
    turns = [one != other for one, other in pairwise(lines)]
    beside = list(zip(pairwise(boxes), turns, strict=True))
    spaces = [other.x0 - one.x1 for (one, other), turn in beside if not turn]
    pitches = [other.y0 - one.y0 for (one, other), turn in beside if turn]
    least, most = (factor * height for factor in _PITCHES)
    return _Type(
        mean,
        math.sqrt(math.fsum([(width - mean) ** 2 for width in widths]) / len(widths)),
        _middle([s for s in spaces if 0 < s < 15], _SPACE),
        _middle([p for p in pitches if least < p < most], max(height, _LINE_PITCH)),
        _list_stretches(boxes, turns),
    )


def _list_stretches(boxes: Sequence[BBox], turns: Sequence[bool]) -> _Stretches:
    """The stretches of words in ``boxes``; ``turns`` says after which of them another line begins."""
    import numpy as np

    starts, ends = np.array([box.x0 for box in boxes]), np.array([box.x1 for box in boxes])
    line = np.cumsum([False, *turns])
    widths = []
    for apart in range(min(_LONGEST_STRETCH, len(boxes))):
        last = len(boxes) - apart
        widths.append((ends[apart:] - starts[:last])[line[apart:] == line[:last]])
    words = np.repeat(np.arange(1, len(widths) + 1), [len(found) for found in widths])
    every = np.concatenate(widths)
    order = every.argsort(kind="stable")
    return _Stretches(every[order], words[order])


def _middle(values: list[float], otherwise: float) -> float:
    return sorted(values)[len(values) // 2] if values else otherwise


def _measure_box(redaction: Redaction, kind: _Type) -> tuple[float, float, float]:
    """Text area in square points, words, and the variance of the words, of one redacted box."""
    if redaction.kind == "placeholder":  # it stands for a word, whatever its own width
        return (kind.width + kind.space) * kind.pitch, 1.0, 0.25
    box: BBox = redaction.bbox
    rows = max(1, round(box.height / kind.pitch))
    each, spread = _count_words(box.width, kind)
    area = rows * (box.width + kind.space) * kind.pitch
    if rows <= _BLOCK_ROWS:
        return area, rows * each, rows * spread
    count = rows * each * _BLOCK_FILL
    return area * _BLOCK_FILL, count, rows * spread + (rows * each * _BLOCK_FILL_SPREAD) ** 2


def _count_words(width: float, kind: _Type) -> tuple[float, float]:
    """The words that one row of a box held, and their variance."""
    counts: list[int] = []
    if kind.stretches is not None:
        off = max(_WIDTH_OFF, _WIDTH_OFF_SHARE * width)
        first, last = kind.stretches.widths.searchsorted((width - off, width + off))
        counts = kind.stretches.words[first:last].tolist()
    if len(counts) >= _FEWEST_STRETCHES:
        weights = [1 / count for count in counts]
        mean = len(counts) / sum(weights)
        variance = sum(w * (c - mean) ** 2 for w, c in zip(weights, counts, strict=True)) / sum(weights)
        return mean, variance + _UNKNOWN
    # Renewal theory: the number of words in a given length has variance length * deviation^2 / mean^3.
    step, length = kind.width + kind.space, width + kind.space
    return max(1.0, length / step), length * kind.deviation**2 / step**3 + _UNKNOWN
