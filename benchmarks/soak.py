"""A run that is harmed without end must give the tables of a clean one.

    python benchmarks/soak.py ../shared/real/letters ../shared/real/uwv --times 10 --workers 2 -- --ocr never

Copies the documents ``--times`` over into a scratch folder, reads them once undisturbed, then again while faults are
thrown at random: a worker is killed, the run itself is killed, no file may grow past some kilobytes (a full disk; with
``--disk`` a real one: a small file system, mounted there, is filled), documents are cut off and put back. A run that
ended is started again, the last time undisturbed. What stands behind ``--`` goes to ``woo-gronden run``.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

ENDINGS = {".pdf", ".png", ".jpg", ".tif", ".xlsx", ".csv", ".zip"}


class Soak:
    def __init__(self, corpus: Path, output: Path, options: list[str], dice: random.Random) -> None:
        self.corpus, self.output, self.options, self.dice = corpus, output, options, dice
        self.files = sorted(path for path in corpus.rglob("*") if path.is_file())
        self.thrown: Counter[str] = Counter()

    def start(self, largest: int | None = None) -> subprocess.Popen[bytes]:
        """A run; ``largest``: bytes past which no file of it may grow."""

        def bound() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest or resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        command = [sys.executable, "-m", "woo_gronden", "run", str(self.corpus), "-o", str(self.output), *self.options]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=quiet, stderr=quiet, preexec_fn=bound, start_new_session=True)

    def harm(self, faults: int, between: float, disk: bool) -> None:
        """Throw so many faults, about ``between`` seconds apart, starting the run again whenever it ended undone."""
        process = self.start()
        while sum(self.thrown.values()) < faults:
            time.sleep(self.dice.uniform(0.2, 1.8) * between)
            if (ended := process.poll()) is not None:
                if ended == 0:
                    return
                process = self.start()
                continue
            fault = self.dice.choice(("worker killed", "worker killed", "run killed", "disk full", "file cut off"))
            process = self._throw(fault, process, between, disk)
        process.kill()
        process.wait()

    def _throw(
        self, fault: str, process: subprocess.Popen[bytes], between: float, disk: bool
    ) -> subprocess.Popen[bytes]:
        workers = [c for c in psutil.Process(process.pid).children() if "runners.child" in " ".join(c.cmdline())]
        if fault == "worker killed" and not workers:
            return process
        self.thrown[fault] += 1
        if fault == "worker killed":
            self.dice.choice(workers).kill()
        elif fault == "file cut off":
            path = self.dice.choice(self.files)
            data = path.read_bytes()
            path.write_bytes(data[: self.dice.randrange(len(data))])
            time.sleep(between)
            path.write_bytes(data)
        elif fault == "disk full" and disk:
            filler = self.output.parent / "filler"
            with filler.open("wb", buffering=0) as file:
                try:
                    while file.write(bytes(1 << 20)):
                        pass
                except OSError:
                    time.sleep(between)
            filler.unlink()
        else:
            process.kill()
            process.wait()
            return self.start(self.dice.randrange(1000, 100_000) if fault == "disk full" else None)
        return process


def copy_over(folders: list[Path], corpus: Path, times: int) -> int:
    """Every document ``times`` over, each time in a folder of its own; the number of files."""
    count = 0
    for time_ in range(times):
        for folder in folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS):
                target = corpus / f"{time_:02d}" / folder.name / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                count += 1
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--between", type=float, default=4.0, help="seconds between two faults, about")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--disk", type=Path, help="a small file system, mounted: the run is written there")
    parser.add_argument("--seed", type=int, default=1)
    ours, options = sys.argv[1:], list[str]()
    if "--" in ours:
        ours, options = ours[: ours.index("--")], ours[ours.index("--") + 1 :]
    given = parser.parse_args(ours)
    options += ["--workers", str(given.workers)]
    with tempfile.TemporaryDirectory(prefix="soak.") as scratch:
        corpus, clean, harmed = Path(scratch) / "corpus", Path(scratch) / "clean", Path(scratch) / "harmed"
        if given.disk:
            harmed = given.disk / "harmed"
        print(f"{copy_over(given.folders, corpus, given.times)} files", flush=True)
        began = time.monotonic()
        assert Soak(corpus, clean, options, random.Random()).start().wait() == 0, "the clean run failed"
        print(f"clean run: {time.monotonic() - began:.0f} s", flush=True)
        soak = Soak(corpus, harmed, options, random.Random(given.seed))
        began = time.monotonic()
        soak.harm(given.faults, given.between, given.disk is not None)
        assert soak.start().wait() == 0, "the last run failed"
        print(f"{dict(soak.thrown)}; {time.monotonic() - began:.0f} s", flush=True)
        tables = sorted(path.name for path in clean.glob("*.parquet"))
        other = [name for name in tables if (clean / name).read_bytes() != (harmed / name).read_bytes()]
        other += [name for name in ("failures.jsonl",) if (clean / name).read_bytes() != (harmed / name).read_bytes()]
        print(f"{len(tables)} tables, {len(other)} of them differ {other or ''}")
        if given.disk:
            shutil.rmtree(harmed)
    return 1 if other else 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
