"""What the pipeline costs beside plain PyMuPDF: python benchmarks/pipeline.py FILE_OR_FOLDER... [--workers]

In one process and one run over the same files: PyMuPDF's text and drawings, its rendering, and the whole pipeline by stage,
for born-digital files and for scans apart; pages a second, ratios, peak memory. With --workers also the same files by one
and by two worker processes.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pymupdf

from woo_gronden import runners
from woo_gronden.errors import InputError
from woo_gronden.pipeline import Options, read_source
from woo_gronden.sources import SourceFile, find_sources

# Dots per inch at which pages are drawn for the comparison: what the pixel finder asks for.
RENDER_DPI = 100


def raw_seconds(path: Path) -> tuple[int, int, float, float]:
    """Pages, pages with words, seconds for text and drawings, seconds for rendering."""
    with pymupdf.open(path) as pdf:
        start = time.perf_counter()
        with_words = sum(bool(page.get_text("words")) + 0 * len(page.get_cdrawings()) for page in pdf)
        reading = time.perf_counter() - start
        start = time.perf_counter()
        for page in pdf:
            page.get_pixmap(dpi=RENDER_DPI)
        return pdf.page_count, with_words, reading, time.perf_counter() - start


def measure(sources: list[SourceFile]) -> None:
    totals = {kind: Counter[str]() for kind in ("born-digital", "scanned")}
    for source in sources:
        try:
            pages, with_words, reading, rendering = raw_seconds(source.path)
            start = time.perf_counter()
            extraction = read_source(source, Options())
        except (InputError, RuntimeError) as error:
            print(f"left out: {source.name}: {error}")
            continue
        # A file counts as scanned when no page of it has words, as born digital when all have; mixed ones are left out.
        kind = {pages: "born-digital", 0: "scanned"}.get(with_words)
        if kind:
            spent = {"whole": time.perf_counter() - start, "pages": pages, "raw text": reading, "raw render": rendering}
            totals[kind].update(spent)
            totals[kind].update({f"stage {name}": seconds for name, seconds in extraction.seconds.items()})
    for kind, total in totals.items():
        if total["pages"]:
            report(kind, total)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


def report(kind: str, total: Counter[str]) -> None:
    pages = total["pages"]
    print(f"\n{kind}: {pages} pages")
    base = total["raw text"] if kind == "born-digital" else total["raw render"]
    for name in ("raw text", "raw render", "whole", *sorted(key for key in total if key.startswith("stage "))):
        seconds = total[name]
        print(
            f"  {name:22s} {1000 * seconds / pages:8.1f} ms/page {pages / max(seconds, 1e-9):9.1f} pages/s  {seconds / base:6.2f} x"
        )
    without = total["whole"] - total["stage ocr"]
    print(
        f"  whole without OCR      {1000 * without / pages:8.1f} ms/page {pages / without:9.1f} pages/s  {without / base:6.2f} x"
    )


def compare_workers(inputs: list[Path]) -> None:
    spent = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            report = runners.run(inputs, Path(folder) / "run", workers=workers)
            spent[workers] = report.seconds
            print(
                f"{workers} worker(s): {report.pages} pages in {report.seconds:.1f} s, {report.pages / report.seconds:.1f} pages/s"
            )
    print(f"two workers are {spent[1] / spent[2]:.2f} times one")


if __name__ == "__main__":
    given = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("--")]
    if not given:
        sys.exit(__doc__)
    measure([s for s in find_sources(given) if not (s.is_archive or s.is_sheet)])
    if "--workers" in sys.argv:
        compare_workers(given)
