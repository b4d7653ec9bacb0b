"""How well a stream of pages is cut into documents: panoptic quality, as the OpenPSS work measures it.

A found document is a real one when more than half of the pages of the two together are shared (intersection over
union). Recognition quality is the F1 of that; segmentation quality the mean overlap of those that are; their product is
the (weighted) panoptic quality, taken over each stream and then averaged (van Heusden, Marx and Kamps, TPDL 2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

_MATCH_IOU = 0.5


class StreamQuality(NamedTuple):
    """Figures of one stream, all from 0 to 1."""

    panoptic: float
    recognition: float
    segmentation: float


def score_stream(true: Sequence[int], found: Sequence[int], pages: int) -> StreamQuality:
    """Quality of one stream.

    Args:
        true: the pages, from 1, on which documents begin; page 1 among them.
        found: the same as found.
        pages: pages in the stream.

    Raises:
        ValueError: one of the two does not begin with page 1, is out of order, or passes the last page.
    """
    truth, guess = _documents(true, pages), _documents(found, pages)
    overlaps = []
    for one in truth:
        best = max((_iou(one, other) for other in guess), default=0.0)
        if best > _MATCH_IOU:
            overlaps.append(best)
    recognition = 2 * len(overlaps) / (len(truth) + len(guess))
    segmentation = mean(overlaps) if overlaps else 0.0
    return StreamQuality(recognition * segmentation, recognition, segmentation)


def one_a_page(pages: int) -> list[int]:
    """The baseline that takes each page for a document."""
    return list(range(1, pages + 1))


def one_in_all(pages: int) -> list[int]:
    """The baseline that takes the stream for one document."""
    return [1] if pages else []


def _documents(starts: Sequence[int], pages: int) -> list[range]:
    if not starts or starts[0] != 1 or list(starts) != sorted(set(starts)) or starts[-1] > pages:
        raise ValueError(f"not the first pages of documents in a stream of {pages}: {list(starts)}")
    return [range(start, end) for start, end in zip(starts, [*starts[1:], pages + 1], strict=True)]


def _iou(one: range, other: range) -> float:
    shared = max(0, min(one.stop, other.stop) - max(one.start, other.start))
    return shared / (len(one) + len(other) - shared)
