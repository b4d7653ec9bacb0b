"""What the pipeline costs beside plain PyMuPDF: python benchmarks/pipeline.py FILE_OR_FOLDER... [--no-ocr] [--workers]

In one process and one run over the same files: PyMuPDF's text and drawings, its rendering, and the whole pipeline by stage;
ratios and peak memory. Apart are decision letters set by a program, other files set by a program (lists, released
documents), scans with and without a text layer and both together; files that mix them are left out. All in CPU time of
this process and of the recogniser it calls, so that what else the machine does counts little. Before the clock starts a
letter and a scan of the demo corpus are read and the model is loaded, so that imports and what is loaded at first use do
not count. --no-ocr reads no page by recognition. With --workers also the same files by one and by two worker processes, on the wall and in CPU time.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import cv2
import pymupdf

from woo_gronden import runners
from woo_gronden.classify import load_model
from woo_gronden.errors import InputError
from woo_gronden.pipeline import Clock, Options, read_source
from woo_gronden.sources import SourceFile, find_sources

OPTIONS = Options(ocr="never" if "--no-ocr" in sys.argv else "auto")

# Dots per inch at which pages are drawn for the comparison; the pixel finder asks for those of the scan, 100 to 300.
RENDER_DPI = 100

SCANNED, SEARCHABLE, SCANS = "scans without a text layer", "scans with a text layer", "scans, both kinds together"
DEMO = Path(__file__).parents[1] / "corpus" / "demo"
# A letter, and a scan with boxes and codes.
WARM_UP = ("01-ministerie-grenswetering/01-besluit.pdf", "05-waterschap-scan/05-stuk-1.pdf")


def cpu_seconds() -> float:
    """CPU time of this process and of the programs it waited for; ticks of a hundredth for the latter."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    children = os.times()
    return used.ru_utime + used.ru_stime + children.children_user + children.children_system


def raw_seconds(path: Path) -> Counter[str]:
    """Pages, those with words, those mostly under pictures; seconds for words, drawings, rendering."""
    raw = Counter[str]()
    with pymupdf.open(path) as pdf:
        raw["pages"] = pdf.page_count
        marks = [cpu_seconds()]
        for page in pdf:
            raw["with words"] += bool(page.get_text("words"))
            marks.append(cpu_seconds())
            page.get_cdrawings()
            marks.append(cpu_seconds())
        raw["raw text and drawings"] = marks[-1] - marks[0]
        raw["raw drawings"] = sum(marks[2::2]) - sum(marks[1::2])
        raw["raw text"] = raw["raw text and drawings"] - raw["raw drawings"]
        start = cpu_seconds()
        for page in pdf:
            page.get_pixmap(dpi=RENDER_DPI)
        raw["raw render"] = cpu_seconds() - start
        raw["pictured"] = sum(_is_pictured(page) for page in pdf)
    return raw


def _is_pictured(page: pymupdf.Page) -> bool:
    """Whether pictures take half of a page: it is a scan, whatever text was laid under or over it."""
    seen = sum((pymupdf.Rect(image["bbox"]) & page.rect).get_area() for image in page.get_image_info())
    return bool(seen >= page.rect.get_area() / 2)


def kind_of(raw: Counter[str], role: str) -> str | None:
    """What a file is; None where its pages are of several kinds."""
    if raw["with words"] == raw["pages"]:
        set_by_program = "letters, born digital" if role == "besluit" else "other files, born digital"
        return {0: set_by_program, raw["pages"]: SEARCHABLE}.get(raw["pictured"])
    return SCANNED if raw["with words"] == 0 else None


def measure(sources: list[SourceFile], options: Options) -> None:
    totals = defaultdict[str, Counter[str]](Counter)
    for source in find_sources([DEMO / name for name in WARM_UP]):
        raw_seconds(source.path)
        read_source(source, options)
    load_model(None).predict(["Een zin."])
    for source in sources:
        try:
            raw = raw_seconds(source.path)
            start = cpu_seconds()
            extraction = read_source(source, options)
            raw["whole"] = cpu_seconds() - start
        except (InputError, RuntimeError) as error:
            print(f"left out: {source.name}: {error}")
            continue
        if kind := kind_of(raw, extraction.role):
            raw.update({f"stage {name}": seconds for name, seconds in extraction.seconds.items()})
            for each in (kind, SCANS) if kind in (SCANNED, SEARCHABLE) else (kind,):
                totals[each].update({**raw, "files": 1})
    for kind, total in sorted(totals.items()):
        report(kind, total)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


def report(kind: str, total: Counter[str]) -> None:
    pages = total["pages"]
    base = total["raw render"] if kind in (SCANNED, SEARCHABLE, SCANS) else total["raw text and drawings"]
    total["whole without OCR"] = total["whole"] - total["stage ocr"]
    names = (
        *("raw text", "raw drawings", "raw text and drawings", "raw render", "whole", "whole without OCR"),
        *sorted(name for name in total if name.startswith("stage ")),
    )
    print(f"\n{kind}: {total['files']} files, {pages} pages; {pages / total['whole']:.1f} pages a second and core")
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
