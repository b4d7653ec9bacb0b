"""What finding redactions costs, against reading and drawing the same pages: python benchmarks/redactions.py FILE...

Prints processor seconds for each page (median and mean) of: reading words and drawings, plain drawing with PyMuPDF at
the resolution that the detector searches them at (pictures decoded anew), the detector without codes (its own drawing
counted), and codes; and the ratios. Pages are told apart as
born-digital without images, born-digital with images, and scans. Everything in one process, one thread.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import pymupdf

from woo_gronden.ingest.source import open_source
from woo_gronden.redactions import detect_page
from woo_gronden.redactions.images import SCAN_SHARE
from woo_gronden.redactions.picture import draw_dpi
from woo_gronden.schema import BBox, RawPage, Render

if TYPE_CHECKING:
    import numpy as np

STEPS = ("read", "draw", "detect", "codes")


def tell_class(page: RawPage) -> str:
    """The class a page is counted in."""
    if page.scan_share >= SCAN_SHARE:
        return "scan"
    return "born-digital, with images" if page.images else "born-digital, no images"


def clock(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes, the least of three goes, no picture kept decoded from the one before."""
    best = float("inf")
    for _ in range(3):
        pymupdf.TOOLS.store_shrink(100)
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure(paths: Sequence[Path]) -> dict[str, dict[str, list[float]]]:
    """Seconds a page, by class and step."""
    seconds: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        with open_source(path) as source:
            for number in range(1, source.page_count + 1):
                page = next(source.pages(number, number))
                times = seconds[tell_class(page)]
                render = page.render
                assert render is not None
                times["read"].append(clock(lambda number=number: next(source.pages(number, number))))
                times["draw"].append(clock(partial(render, draw_dpi(page), None)))
                drawn: list[float] = []
                watched = replace(page, render=partial(_count, render, drawn))
                detect_page(watched, codes=False)
                times["drawn"].append(float(bool(drawn)))
                bare = clock(lambda page=page: detect_page(page, codes=False))
                times["detect"].append(bare)
                times["codes"].append(max(0.0, clock(lambda page=page: detect_page(page)) - bare))
    return seconds


def _count(render: Render, drawn: list[float], dpi: float, clip: BBox | None) -> np.ndarray:
    drawn.append(dpi)
    return render(dpi, clip)


def report(seconds: dict[str, dict[str, list[float]]]) -> None:
    """Print one block a class of pages."""
    for name, times in sorted(seconds.items()):
        print(f"{name}: {len(times['read'])} pages, {sum(times['drawn']):.0f} of them drawn by the detector")
        for step in STEPS:
            values = times[step]
            print(
                f"  {step:7} median {1000 * statistics.median(values):8.2f} ms   mean {1000 * statistics.fmean(values):8.2f} ms"
            )
        read, draw, detect = (sum(times[step]) for step in ("read", "draw", "detect"))
        pairs = zip(times["detect"], times["read"], strict=True)
        each = statistics.median(d / r for d, r in pairs)
        print(
            f"  detect / read {detect / read:.2f} (median of pages {each:.2f}); (read + detect) / read {1 + detect / read:.2f}; detect / draw {detect / draw:.2f}"
        )


def main() -> None:
    """Measure the files named, or say how."""
    paths = [Path(name) for name in sys.argv[1:]]
    if not paths:
        raise SystemExit(__doc__)
    cv2.setNumThreads(1)
    report(measure(paths))


if __name__ == "__main__":
    main()
