"""What the pipeline costs beside plain PyMuPDF: python benchmarks/pipeline.py FILE_OR_FOLDER... [--no-ocr] [--workers]

In one process and one run over the same files: PyMuPDF's text and drawings, its rendering, and the whole pipeline by stage,
for born-digital files and for scans apart; ratios and peak memory. All in CPU time of this process and of the recogniser it
calls, so that what else the machine does counts little; one file of each kind is read and the model loaded before the
clock starts, so that imports and what is compiled at first use do not count. --no-ocr reads no page by recognition.
With --workers also the same files by one and by two worker processes, on the wall and in CPU time.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cv2
import pymupdf

from woo_gronden import runners
from woo_gronden.classify import load_model
from woo_gronden.errors import InputError
from woo_gronden.pipeline import Clock, Options, read_source
from woo_gronden.sources import SourceFile, find_sources

OPTIONS = Options(ocr="never" if "--no-ocr" in sys.argv else "auto")

# Dots per inch at which pages are drawn for the comparison: what the pixel finder asks for.
RENDER_DPI = 100


def cpu_seconds() -> float:
    """CPU time of this process and of the programs it waited for; ticks of a hundredth for the latter."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    children = os.times()
    return used.ru_utime + used.ru_stime + children.children_user + children.children_system


def raw_seconds(path: Path) -> Counter[str]:
    """Pages, pages with words, seconds for text and drawings, seconds for rendering."""
    with pymupdf.open(path) as pdf:
        start = cpu_seconds()
        with_words = sum(bool(page.get_text("words")) + 0 * len(page.get_cdrawings()) for page in pdf)
        reading = cpu_seconds() - start
        start = cpu_seconds()
        for page in pdf:
            page.get_pixmap(dpi=RENDER_DPI)
        rendering = cpu_seconds() - start
        return Counter(
            {"pages": pdf.page_count, "with words": with_words, "raw text": reading, "raw render": rendering}
        )


def kind_of(raw: Counter[str]) -> str | None:
    """A file is scanned when no page of it has words, born digital when all have; mixed ones are left out."""
    return {raw["pages"]: "born-digital", 0: "scanned"}.get(raw["with words"])


def measure(sources: list[SourceFile], options: Options) -> None:
    totals = {kind: Counter[str]() for kind in ("born-digital", "scanned")}
    warm: set[str] = set()
    for source in sources:
        try:
            raw = raw_seconds(source.path)
            kind = kind_of(raw)
            if kind is None:
                continue
            if kind not in warm:
                read_source(source, options)
                # The first letter may argue nothing without an article, and so leave the model for the next to load.
                load_model(None).predict(["Een zin."])
                raw = raw_seconds(source.path)
                warm.add(kind)
            start = cpu_seconds()
            extraction = read_source(source, options)
            raw["whole"] = cpu_seconds() - start
        except (InputError, RuntimeError) as error:
            print(f"left out: {source.name}: {error}")
            continue
        totals[kind].update(raw)
        totals[kind].update({f"stage {name}": seconds for name, seconds in extraction.seconds.items()})
    for kind, total in totals.items():
        if total["pages"]:
            report(kind, total)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


def report(kind: str, total: Counter[str]) -> None:
    pages = total["pages"]
    base = total["raw text"] if kind == "born-digital" else total["raw render"]
    total["whole without OCR"] = total["whole"] - total["stage ocr"]
    names = (
        "raw text",
        "raw render",
        "whole",
        "whole without OCR",
        *sorted(k for k in total if k.startswith("stage ")),
    )
    print(f"\n{kind}: {pages} pages, CPU time")
    for name in names:
        seconds = total[name]
        print(f"  {name:22s} {1000 * seconds / pages:8.2f} ms/page {seconds / base:7.2f} x")


def compare_workers(inputs: list[Path]) -> None:
    """One worker process and two: seconds on the wall, and CPU time, which says what two free cores would give."""
    wall, inside = {}, {}
    for workers in (1, 2):
        before = os.times()
        with tempfile.TemporaryDirectory() as folder:
            done = runners.run(inputs, Path(folder) / "run", workers=workers, options=OPTIONS)
        after = os.times()
        wall[workers] = done.seconds
        inside[workers] = after.children_user + after.children_system - before.children_user - before.children_system
        outside = after.user + after.system - before.user - before.system
        print(
            f"{workers} worker(s): {done.pages} pages in {done.seconds:.1f} s, {done.pages / done.seconds:.1f} a second; "
            f"CPU {inside[workers]:.1f} s in workers, {outside:.1f} s in the process that hands out"
        )
    print(f"two workers are {wall[1] / wall[2]:.2f} times one; {2 * inside[1] / inside[2]:.2f} times by CPU time")


if __name__ == "__main__":
    given = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("--")]
    if not given:
        sys.exit(__doc__)
    Clock.now = staticmethod(cpu_seconds)
    # As a worker of a run reads.
    cv2.setNumThreads(1)
    measure([s for s in find_sources(given) if not (s.is_archive or s.is_sheet)], OPTIONS)
    if "--workers" in sys.argv:
        compare_workers(given)
