"""Whether the words said to be gone are gone: python benchmarks/extent.py FILE...

Takes pages of real text on which nothing is redacted, removes stretches of it under black boxes with PyMuPDF, lets the
detector find the boxes and the estimate count the words, and compares with the words that were really removed. Three
ways: names (1 or 2 words), stretches (3 words to a line), paragraphs (one box over 3 to 12 whole lines). Prints for
each way the pages, words removed, bias of the estimate, how often the page's 90 % interval holds the truth, half the
interval as a share of the estimate, and the largest difference in the share of the text area.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf

from woo_gronden.ingest.source import open_source
from woo_gronden.redactions import detect_page, mask_page, measure_document, measure_page
from woo_gronden.schema import Extent

WAYS = ("names", "stretches", "paragraphs")
FEWEST_WORDS = 80
FEWEST_IN_LINE = 4  # running text; the lines of forms and of a letterhead's side column hold fewer
Words = Sequence[tuple[Any, ...]]


class Trial(NamedTuple):
    """A page with words removed: how many went, of how many, and what the estimate says."""

    gone: int
    all: int
    extent: Extent


def choose_stretches(words: Words, way: str, chance: random.Random) -> list[Words]:
    """The stretches of words to remove, each under one box."""
    lines = [list(line) for _, line in groupby(words, key=lambda w: (w[5], w[6]))]
    if way == "paragraphs":
        many = chance.randint(3, 12)
        first = chance.randrange(max(1, len(lines) - many))
        same = [line for line in lines[first : first + many] if line[0][5] == lines[first][0][5]]
        running = len(same) > 2 and sum(len(line) for line in same) >= FEWEST_IN_LINE * len(same)
        return [[word for line in same for word in line]] if running else []
    chosen = []
    lines = [line for line in lines if len(line) >= FEWEST_IN_LINE]
    for line in chance.sample(lines, min(len(lines), 8)):
        most = 2 if way == "names" else len(line)
        size = chance.randint(1 if way == "names" else min(3, len(line)), max(1, min(most, len(line))))
        first = chance.randrange(len(line) - size + 1)
        chosen.append(line[first : first + size])
    return chosen


def remove(file: pymupdf.Document, number: int, stretches: Sequence[Words], target: Path) -> int:
    """Write page ``number`` without the stretches; gives the number of words that are really gone from it."""
    with pymupdf.open() as made:
        made.insert_pdf(file, from_page=number, to_page=number, annots=False, widgets=False)
        page = made[0]
        before = len(page.get_text("words"))
        for stretch in stretches:
            box = pymupdf.Rect()
            for word in stretch:
                box |= pymupdf.Rect(word[:4])
            inset = 0.12 * (stretch[0][3] - stretch[0][1])  # fonts make boxes higher than lines are apart
            page.add_redact_annot((box.x0, box.y0 + inset, box.x1, box.y1 - inset), fill=(0, 0, 0))
        page.apply_redactions(images=0, graphics=0)
        made.save(target)
        return before - len(page.get_text("words"))


def try_pages(path: Path, way: str, chance: random.Random, target: Path) -> Iterator[Trial]:
    """A trial for every page of text of a file on which nothing is redacted."""
    with open_source(path) as source, pymupdf.open(path) as file:
        for page in source.pages():
            if page.source != "native" or len(page.words) < FEWEST_WORDS or page.rotation or page.scan_share > 0.1:
                continue
            if detect_page(page, pixels="never").redactions:
                continue
            stretches = choose_stretches(file[page.number - 1].get_text("words"), way, chance)
            gone = remove(file, page.number - 1, stretches, target) if stretches else 0
            if not gone:
                continue
            with open_source(target) as again:
                raw = next(again.pages())
                found = detect_page(raw, pixels="never")
                yield Trial(gone, len(page.words), measure_page(mask_page(raw, found.hidden), found.redactions))


def report(way: str, trials: Sequence[Trial]) -> None:
    """Print one line."""
    gone = sum(trial.gone for trial in trials)
    total = measure_document(trial.extent for trial in trials)
    inside = sum(trial.extent.low <= trial.gone <= trial.extent.high for trial in trials)
    half = sum(t.extent.high - t.extent.low for t in trials) / 2 / max(1.0, sum(t.extent.words for t in trials))
    apart = [abs(t.extent.share - t.gone / t.all) for t in trials]
    print(
        f"{way:10} {len(trials)} pages, {gone} words removed, {total.words:.0f} estimated ({total.words / gone - 1:+.1%}), "
        f"interval holds the truth on {inside / len(trials):.1%}, half of it is {half:.0%}; "
        f"share off by {sum(apart) / len(apart):.3f} on average, {max(apart):.3f} at most"
    )


def main() -> None:
    """Measure the files named, or say how."""
    paths = [Path(name) for name in sys.argv[1:]]
    if not paths:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for way in WAYS:
            chance = random.Random(20)
            trials = [trial for path in paths for trial in try_pages(path, way, chance, Path(folder) / "page.pdf")]
            report(way, trials)


if __name__ == "__main__":
    main()
