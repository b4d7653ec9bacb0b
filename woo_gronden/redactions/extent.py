"""How much of a page is gone: the share of its text area, and an estimate of the words with an interval.

The share is area under redactions over area of text and redactions together, both measured in lines: a box counts with
the rows of text that fit in it, so that the white between lines under a large box is not counted as text.

The number of words is estimated from widths. A redacted stretch of width ``w`` holds about ``w / (m + s)`` words,
with ``m`` the mean width of the page's open words and ``s`` the usual space. Names, numbers and the ends of lines make
single boxes differ; the interval takes the spread of widths on the page, the half word at either end of each row, and
a share of rows that were not full (the last line of a paragraph).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, pstdev

from woo_gronden.redactions.mark import is_inside
from woo_gronden.schema import BBox, RawPage, RawWord, Redaction

# Points, of Dutch office text in 10 point type, where a page has too few open words to measure: mean width of a word,
# its deviation, the space, and the distance from line to line.
_WORD_WIDTH = 27.0
_WORD_DEVIATION = 19.0
_SPACE = 3.0
_LINE_PITCH = 13.0
_FEWEST_WORDS = 20
# Standard normal quantile of a two-sided 90 % interval.
_Z90 = 1.645
# Boxes over more rows than this were drawn around whole paragraphs: their rows are full to this share, give or
# take the other.
_BLOCK_ROWS = 2
_BLOCK_FILL = 0.8
_BLOCK_FILL_SPREAD = 0.15


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is gone. ``words`` is an estimate, ``low`` to ``high`` its 90 % interval; ``share`` is 0 to 1."""

    share: float
    words: float
    low: float
    high: float
    open_words: int
    redactions: int


PageExtent = Extent


@dataclass(frozen=True, slots=True)
class _Type:
    """The measures of a page's text, in points."""

    width: float
    deviation: float
    space: float
    pitch: float


def measure_page(page: RawPage, redactions: Sequence[Redaction]) -> Extent:
    """The extent of the redactions on one page.

    Args:
        page: the raw page or, what gives the same figures, the masked one.
        redactions: those of this page.
    """
    if not redactions:
        return Extent(0.0, 0.0, 0.0, 0.0, len(page.words), 0)
    boxes = [r.bbox for r in redactions]
    words = [w for w in page.words if not any(is_inside(w, box) for box in boxes)]
    kind = _measure_type(words)
    text = sum(w.bbox.width + kind.space for w in words) * kind.pitch
    gone = words_gone = variance = 0.0
    for redaction in redactions:
        area, count, spread = _measure_box(redaction, kind)
        gone, words_gone, variance = gone + area, words_gone + count, variance + spread
    half = _Z90 * math.sqrt(variance)
    share = gone / (gone + text) if gone + text else 0.0
    low = max(float(min(len(redactions), words_gone)), words_gone - half)
    return Extent(share, words_gone, low, words_gone + half, len(words), len(redactions))


def measure_document(extents: Iterable[Extent]) -> Extent:
    """The extent of a document from those of its pages: shares weighed by words, intervals added as independent."""
    pages = list(extents)
    words = sum(p.words for p in pages)
    open_words = sum(p.open_words for p in pages)
    low = math.sqrt(sum((p.words - p.low) ** 2 for p in pages))
    high = math.sqrt(sum((p.high - p.words) ** 2 for p in pages))
    weight = sum(p.words + p.open_words for p in pages)
    share = sum(p.share * (p.words + p.open_words) for p in pages) / weight if weight else 0.0
    return Extent(share, words, max(0.0, words - low), words + high, open_words, sum(p.redactions for p in pages))


def _measure_type(words: Sequence[RawWord]) -> _Type:
    if len(words) < _FEWEST_WORDS:
        return _Type(_WORD_WIDTH, _WORD_DEVIATION, _SPACE, _LINE_PITCH)
    widths = [w.bbox.width for w in words]
    spaces, pitches = [], []
    for one, other in pairwise(words):
        if (one.block, one.line) == (other.block, other.line):
            spaces.append(other.bbox.x0 - one.bbox.x1)
        elif other.bbox.y0 > one.bbox.y0:
            pitches.append(other.bbox.y0 - one.bbox.y0)
    return _Type(
        fmean(widths), pstdev(widths), _middle([s for s in spaces if 0 < s < 15], _SPACE), _middle(pitches, _LINE_PITCH)
    )


def _middle(values: list[float], otherwise: float) -> float:
    return sorted(values)[len(values) // 2] if values else otherwise


def _measure_box(redaction: Redaction, kind: _Type) -> tuple[float, float, float]:
    """Text area in square points, words, and the variance of the words, of one redacted box."""
    if redaction.kind == "placeholder":  # it stands for a word, whatever its own width
        return (kind.width + kind.space) * kind.pitch, 1.0, 0.25
    box: BBox = redaction.bbox
    rows = max(1, round(box.height / kind.pitch))
    step = kind.width + kind.space
    length = box.width + kind.space
    each = max(1.0, length / step)
    # Renewal theory: the number of words in a given length has variance length * deviation^2 / mean^3.
    spread = length * kind.deviation**2 / step**3 + 0.25
    if rows <= _BLOCK_ROWS:
        return rows * length * kind.pitch, rows * each, rows * spread
    count = rows * each * _BLOCK_FILL
    variance = rows * spread + (rows * each * _BLOCK_FILL_SPREAD) ** 2
    return rows * length * kind.pitch * _BLOCK_FILL, count, variance
