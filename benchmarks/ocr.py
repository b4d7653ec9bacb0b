"""How well the recognition engines read real pages: share of words right, and processor seconds a page.

Pages with a good text layer are drawn, made to look like scans if asked, and read; the words that come out are set
against those of the text layer by their place. Pages with hidden words are left out, since no engine can see them.

    python benchmarks/ocr.py ../shared/real/letters --pages 24

With --steps: the pages that a run would recognise, two a file, each read once by the engine alone and once as a run reads
it; processor seconds by step, and how many times the engine's own.

    python benchmarks/ocr.py ../shared/real --steps --pages 50 --engines tesseract
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from math import cos, radians, sin
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from woo_gronden.errors import InputError
from woo_gronden.ingest import OcrWord, choose_engine, engine_report, needs_ocr, open_source, recognise
from woo_gronden.ingest.ocr import prepare
from woo_gronden.ingest.ocr import recognise as recognise_module
from woo_gronden.ingest.ocr.engine import Engine
from woo_gronden.ingest.ocr.recognise import READ_DPI
from woo_gronden.schema import BBox, RawPage

LEAST_WORDS = 120
MAX_SKEW = 1.5
BAND = 12.0
"""Height in points of the bands by which words are looked up."""
_WORD = re.compile(r"\w+")
# Tokens on which a citation hangs: "10", "11.1", "5.1.2e".
_NUMBER = re.compile(r"\d[\d.]*[a-z]?")


def shuffled_files(folder: Path, seed: int) -> list[Path]:
    """The PDFs below a folder, in an order fixed by ``seed``."""
    files = sorted(folder.rglob("*.pdf"))
    random.Random(seed).shuffle(files)
    return files


def good_pages(folder: Path, count: int, seed: int) -> Iterator[RawPage]:
    """Pages with a text layer worth trusting, at most two a file, in an order fixed by ``seed``."""
    left = count
    for path in shuffled_files(folder, seed):
        try:
            with open_source(path) as source:
                taken = 0
                for page in source.pages(1, 6):
                    visible = sum(word.visible and word.upright for word in page.words)
                    if page.scan_share > 0.1 or visible < LEAST_WORDS or visible < len(page.words) or needs_ocr(page):
                        continue
                    yield page
                    taken, left = taken + 1, left - 1
                    if taken == 2 or not left:
                        break
        except InputError:
            continue
        if not left:
            return


def found_and_wanted(truth: RawPage, read: RawPage) -> tuple[list[bool], list[bool]]:
    """For each word of the text layer, and for each number among them, whether it was read letter for letter.

    Words are matched by place: what was read in a word's box must hold its letters and digits, in order.
    """
    rows: dict[int, list[tuple[BBox, str]]] = {}
    for word in read.words:
        middle = int((word.bbox.y0 + word.bbox.y1) / 2 // BAND)
        for band in (middle - 1, middle, middle + 1):
            rows.setdefault(band, []).append((word.bbox, word.text.lower()))
    right, numbers = [], []
    for word in truth.words:
        wanted = _WORD.findall(word.text.lower())
        if not wanted:
            continue
        box = word.bbox
        y = (box.y0 + box.y1) / 2
        over = [text for area, text in rows.get(int(y // BAND), ()) if area.y0 - 2 < y < area.y1 + 2
                and min(area.x1, box.x1) - max(area.x0, box.x0) > 0.2 * min(area.width, box.width)]  # fmt: skip
        hit = "".join(wanted) in "".join(part for text in over for part in _WORD.findall(text))
        right.append(hit)
        if any(_NUMBER.fullmatch(part) for part in wanted):
            numbers.append(hit)
    return right, numbers


def as_scan(page: RawPage, angle: float, rng: np.random.Generator) -> RawPage:
    """The page as a middling scanner gives it: skewed, blurred, grey, with specks."""
    import cv2

    draw = page.render
    if draw is None:
        raise ValueError("the page cannot be drawn")

    def render(dpi: float, clip: BBox | None = None) -> np.ndarray:
        image = draw(200, clip)
        height, width = image.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        image = cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255))
        image = cv2.GaussianBlur(image, (0, 0), 0.7)
        noisy = image.astype(np.float32) * 0.85 + 25 + rng.normal(0, 12, image.shape[:2])[..., None]
        specks = rng.random(image.shape[:2]) < 0.002
        noisy[specks] = 40
        image = np.clip(noisy, 0, 255).astype(np.uint8)
        return cv2.resize(image, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_CUBIC)

    return replace(page, render=render)


def turned_back(read: RawPage, page: RawPage, angle: float) -> RawPage:
    """The words that were read, their boxes turned back by the skew that was made."""
    turn = radians(angle)
    x0, y0 = page.width / 2, page.height / 2

    def back(box: BBox) -> BBox:
        x, y = (box.x0 + box.x1) / 2 - x0, (box.y0 + box.y1) / 2 - y0
        dx = x0 + x * cos(turn) - y * sin(turn) - (x + x0)
        dy = y0 + x * sin(turn) + y * cos(turn) - (y + y0)
        return BBox(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)

    return replace(read, words=tuple(word._replace(bbox=back(word.bbox)) for word in read.words))


STEPS = ("to_gray", "without_specks", "find_skew", "turned", "without_rules", "lies_sideways")


class TimedEngine:
    """An engine whose readings go by the clock: of a page the first, further ones, and those of parts of it."""

    def __init__(self, engine: Engine, spent: Counter[str]) -> None:
        self._engine, self._spent, self.name = engine, spent, engine.name
        self._read = False

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        step = "other orientations" if self._read else "first reading"
        self._read = True
        return timed(self._spent, step, self._engine.read_page)(image, dpi)

    def read_blocks(self, images: Sequence[np.ndarray], dpi: float) -> list[list[OcrWord]]:
        return timed(self._spent, "strips of tables", self._engine.read_blocks)(images, dpi)

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        return self._engine.read_lines(images)


def timed(spent: Counter[str], step: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """``do``, its processor seconds added to those of ``step``."""

    def measured(*given: Any) -> Any:
        start = _processor_seconds()
        result = do(*given)
        spent[step] += _processor_seconds() - start
        return result

    return measured


def scanned_pages(folder: Path, count: int, seed: int) -> Iterator[RawPage]:
    """Pages that a run recognises, at most two a file of at most 100 pages, in an order fixed by ``seed``."""
    left = count
    for path in shuffled_files(folder, seed):
        try:
            with open_source(path) as source:
                if source.page_count > 100:
                    continue
                for page in islice(filter(needs_ocr, source.pages()), min(2, left)):
                    yield page
                    left -= 1
        except InputError:
            continue
        if not left:
            return


def print_steps(pages: Iterable[RawPage], engine: Engine) -> None:
    """Processor seconds of the engine alone and of a reading by step, means of the pages."""
    alone, ours, count = Counter[str](), Counter[str](), 0
    for page in pages:
        assert page.render is not None
        page.render(READ_DPI, None)  # once without the clock: whoever draws first unpacks the picture
        gray = prepare.to_gray(timed(alone, "drawing", page.render)(READ_DPI, None))
        timed(alone, "reading", engine.read_page)(gray, READ_DPI)
        shown = replace(page, words=(), render=timed(ours, "drawing", page.render))
        with ExitStack() as stack:
            for step in STEPS:
                do = getattr(recognise_module, step)
                stack.enter_context(mock.patch.object(recognise_module, step, timed(ours, step, do)))
            timed(ours, "all", recognise)(shown, TimedEngine(engine, ours))
        count += 1
    for who, spent in (("alone", alone), ("ours", ours)):
        for step, seconds in spent.items():
            print(f"{engine.name:10} {who:6} {step:20} {seconds / count:7.3f} s a page")
    ratio, drawn = ours["all"] / alone["reading"], ours["all"] / alone.total()
    print(
        f"{engine.name:10} pages {count}: {ratio:.2f} times the engine's reading, {drawn:.2f} times drawing and reading"
    )


def _processor_seconds() -> float:
    """Seconds of processor time so far, programs that were started included: other work on the machine counts not."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> None:
    """Print one line for each engine and look of the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engines", default="tesseract,rapidocr")
    parser.add_argument("--looks", default="clean,scan")
    parser.add_argument("--steps", action="store_true", help="what a reading costs beside the engine's own time")
    options = parser.parse_args()
    print(engine_report())
    for name in options.engines.split(","):
        engine = choose_engine(name)
        if engine is None:
            print(f"{name}: not on this machine")
            continue
        if options.steps:
            print_steps(scanned_pages(options.folder, options.pages, options.seed), engine)
            continue
        for look in options.looks.split(","):
            rng = np.random.default_rng(options.seed)
            shares, numbers, seconds = [], [], []
            for page in good_pages(options.folder, options.pages, options.seed):
                angle = float(rng.uniform(-MAX_SKEW, MAX_SKEW)) if look == "scan" else 0.0
                shown = as_scan(page, angle, rng) if look == "scan" else page
                start = _processor_seconds()
                read = recognise(replace(shown, words=()), engine)
                seconds.append(_processor_seconds() - start)
                right, numbers_right = found_and_wanted(page, turned_back(read, page, angle))
                shares.append(float(np.mean(right)))
                numbers.extend(numbers_right)
            print(
                f"{name:10} {look:5} pages {len(shares):3}  words right {np.mean(shares):.3f}"
                f" (worst {min(shares):.3f})  numbers right {np.mean(numbers):.3f}"
                f"  processor seconds a page {np.median(seconds):.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
