"""What a page costs, in time, memory and bytes, from a hundred made pages to a hundred thousand.

    python benchmarks/scale.py 100 1000 10000

Makes that many pages as letters of ten pages, in dossiers of five letters, with other names and numbers in each, and
runs ``woo-gronden run`` over them with one worker. CPU time, so that other work on the machine counts little.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pymupdf

PAGES_A_LETTER, LETTERS_A_DOSSIER = 10, 5
HEAD = (
    "Gemeente Veldermeer", "Datum {day} maart 2024", "Ons kenmerk {number}-2024", "Onderwerp: besluit op uw Woo-verzoek",
    "Geachte heer of mevrouw,", "Op {day} februari 2024 heeft u met een beroep op de Wet open overheid (Woo) verzocht om stukken over {name}.",
)  # fmt: skip
BODY = (
    "Overwegingen", "Persoonlijke levenssfeer",
    "Op grond van artikel 5.1, tweede lid, aanhef en onder e, van de Woo maak ik namen in document {number} niet openbaar.",
    "Het belang van de bescherming van {name} weegt hier zwaarder dan het belang van openbaarheid.",
    "Ook artikel 5.1, eerste lid, aanhef en onder c, van de Woo verzet zich tegen openbaarmaking van bedrijfsgegevens.",
    "Besluit", "Ik besluit de stukken over {name} deels openbaar te maken.",
)  # fmt: skip


def write_corpus(folder: Path, pages: int) -> None:
    """Letters with ``pages`` pages in all."""
    for letter in range(pages // PAGES_A_LETTER):
        path = folder / f"{letter // LETTERS_A_DOSSIER:06d}" / f"{letter:06d}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        with pymupdf.open() as pdf:
            for number in range(PAGES_A_LETTER):
                page = pdf.new_page()
                lines = (*(HEAD if number == 0 else ()), *BODY * 4)
                name = f"project {letter * 7919 % 99991}-{number}"
                filled = [line.format(day=1 + letter % 28, number=letter, name=name) for line in lines[:34]]
                page.insert_text((60, 60), filled, fontsize=9, lineheight=22 / 9)
                page.draw_rect((60, 790, 200, 805), fill=(0, 0, 0))
            pdf.save(path, garbage=3, deflate=True)


def watch(pid: int, peaks: dict[str, int], stop: threading.Event) -> None:
    """Keep the most memory of the process that gives the jobs, and of any that does them."""
    while not stop.wait(0.5):
        try:
            process = psutil.Process(pid)
            peaks["run"] = max(peaks["run"], process.memory_info().rss)
            peaks["worker"] = max([peaks["worker"], *(c.memory_info().rss for c in process.children(recursive=True))])
        except psutil.Error:
            continue


def bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(pages: int) -> None:
    with tempfile.TemporaryDirectory(prefix="scale.") as scratch:
        corpus, output = Path(scratch) / "corpus", Path(scratch) / "run"
        write_corpus(corpus, pages)
        command = [sys.executable, "-m", "woo_gronden", "run", str(corpus), "-o", str(output), "--workers", "1"]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peaks, stop = {"run": 0, "worker": 0}, threading.Event()
        watcher = threading.Thread(target=watch, args=(process.pid, peaks, stop))
        watcher.start()
        assert process.wait() == 0
        stop.set()
        watcher.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        about = json.loads((output / "run.json").read_text(encoding="utf-8"))
        assert about["pages"] == pages
        stages = sum(about["seconds_by_stage"].values())
        tables = sum(path.stat().st_size for path in output.glob("*.parquet"))
        state, read = bytes_of(output / ".state"), bytes_of(corpus)
        print(
            f"{pages:7d} pages  {1000 * cpu / pages:6.1f} ms CPU/page ({100 * stages / max(0.001, time.monotonic() - began):.0f} % "
            f"of wall in stages)  peak {peaks['run'] / 2**20:4.0f} MB run, {peaks['worker'] / 2**20:4.0f} MB worker  "
            f"kB/page: {read / pages / 1000:.1f} read, {tables / pages / 1000:.2f} tables, {state / pages / 1000:.2f} state",
            flush=True,
        )


if __name__ == "__main__":
    os.environ["OMP_THREAD_LIMIT"] = "1"
    for argument in sys.argv[1:] or ("100", "1000", "10000"):
        measure(int(argument))
