"""What recognition costs: annotated letters read from their text layer and from pictures of their pages.

Each letter is drawn page by page at 200 dpi into a PDF of pictures alone, as a scanner would leave it, and the whole
pipeline runs over the originals and over the pictures. Every figure of ``evaluate decisions`` is printed for both.

    python benchmarks/scans.py ../shared/real/gold/decisions LETTER.pdf ... [--errors]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pymupdf

from woo_gronden import runners
from woo_gronden.dataset import load_table
from woo_gronden.evaluation import evaluate_decisions
from woo_gronden.evaluation.decisions import Evaluation

# What office scanners are set to.
DPI = 200
JPEG_QUALITY = 80
TABLES = ("documents", "decisions", "passages", "inventory")


def main(gold: Path, letters: list[Path], *, errors: bool) -> None:
    """Draw, run twice, print side by side."""
    with tempfile.TemporaryDirectory() as scratch:
        scans = Path(scratch) / "scans"
        scans.mkdir()
        pages = sum(write_scan(letter, scans / letter.name) for letter in letters)
        print(f"{len(letters)} letters, {pages} pages, drawn at {DPI} dpi")
        native = read("text layer", letters, gold, Path(scratch) / "native")
        scanned = read("scans", sorted(scans.glob("*.pdf")), gold, Path(scratch) / "scanned")
    print(f"{'figure':32}{'text layer':>12}{'scans':>8}{'change':>9}")
    for one, other in zip(native.figures, scanned.figures, strict=True):
        print(f"{one.name:32}{one.value:12.3f}{other.value:8.3f}{other.value - one.value:+9.3f}")
    if errors:
        print("", "Scans:", *scanned.errors, sep="\n")


def write_scan(letter: Path, target: Path) -> int:
    """The letter's pages as pictures in ``target``, no text under them; the number of pages."""
    with pymupdf.open(letter) as source, pymupdf.open() as scan:
        for page in source:
            picture = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB, alpha=False)
            sheet = scan.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, stream=picture.tobytes("jpeg", jpg_quality=JPEG_QUALITY))
        scan.save(target)
        return int(source.page_count)


def read(name: str, files: list[Path], gold: Path, run: Path) -> Evaluation:
    """Figures of a run over ``files``."""
    started = time.perf_counter()
    runners.run(files, run, workers=2)
    print(f"{name}: {time.perf_counter() - started:.0f} s")
    return evaluate_decisions(gold, {table: load_table(run, table) for table in TABLES})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("letters", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="print each letter's faults as a scan")
    given = parser.parse_args()
    main(given.gold, given.letters, errors=given.errors)
