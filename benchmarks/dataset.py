"""What a release costs: python benchmarks/dataset.py [DOSSIERS...] [--validate] [--json]

For each number of dossiers (10, 100, 1000 and 10000 unless given) a run is made up, a release of it is built (CSV and
JSON Lines too), and with --validate checked, each in a process of its own: seconds, rows a second and peak memory. The
anonymiser is one that knows a single name, so that the seconds are those of the build alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import write_run
from woo_gronden.dataset import ReleaseOptions, build_release, validate_release

NUMBERS = (10, 100, 1000, 10_000)


def build(run: Path, release: Path) -> int:
    options = ReleaseOptions(formats=frozenset({"csv", "jsonl"}))
    tables = build_release(run, release, options, anonymiser=OneName()).manifest["tables"]
    return sum(sum(splits.values()) for splits in tables.values())


def validate(_: Path, release: Path) -> int:
    found = validate_release(release)
    if found.faults:
        raise SystemExit(f"not valid: {found.faults[0]}")
    return found.rows


def measure(job: str, run: Path, release: Path) -> None:
    """Do one job in this process, and print its figures as JSON."""
    start = time.perf_counter()
    rows = {"build": build, "validate": validate}[job](run, release)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"job": job, "rows": rows, "seconds": round(seconds, 2), "peak_mb": round(peak)}))


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--measure"]:
        measure(arguments[1], Path(arguments[2]), Path(arguments[3]))
        return
    jobs = ["build", "validate"] if "--validate" in arguments else ["build"]
    numbers = [int(argument) for argument in arguments if argument.isdigit()] or NUMBERS
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            run, release = write_run(Path(folder) / f"run-{number}", number), Path(folder) / f"release-{number}"
            for job in jobs:
                command = [sys.executable, __file__, "--measure", job, str(run), str(release)]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                found.append({"dossiers": number} | json.loads(done.stdout))
                if "--json" not in arguments:
                    print(
                        "{dossiers:6d} dossiers, {rows:8d} rows: {job:8s} {seconds:7.2f} s, {peak_mb} MB".format(
                            **found[-1]
                        )
                    )
    if "--json" in arguments:
        print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
