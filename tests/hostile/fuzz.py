"""Spoil what comes in through each door, and see that it is taken or refused with an error of the project.

    python -m tests.hostile.fuzz --minutes 30
    python -m tests.hostile.fuzz --minutes 5 --door pdf --door sheet --seed 7

Every try has a process of its own, with bounds on its time and memory, so that a crash of a library is seen too. What
went wrong is kept in ``--keep`` under the number of its seed.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.hostile.doors import Door, doors, spoil
from woo_gronden.errors import WooGrondenError

# Seconds and bytes that one try may take.
SECONDS, BYTES = 60, 4 * 2**30
_TAKEN, _REFUSED, _FAULT = 0, 10, 11


def try_once(door: Door, examples: list[Path], seed: int, place: Path) -> str:
    """What becomes of one spoiled example: ``taken``, ``refused``, or what went wrong."""
    place.mkdir()
    child = os.fork()
    if child == 0:
        os._exit(_enter(door, examples, seed, place))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status < 0:
        return f"the process ended by {signal.Signals(-status).name}"
    if status in (_TAKEN, _REFUSED):
        return "taken" if status == _TAKEN else "refused"
    told = place / "fault"
    return told.read_text(encoding="utf-8") if told.exists() else f"exit status {status}"


def _enter(door: Door, examples: list[Path], seed: int, place: Path) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    logging.disable()
    dice = random.Random(seed)
    try:
        door.enter(spoil(dice.choice(examples), place, dice))
    except WooGrondenError:
        return _REFUSED
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is to be told
        where = traceback.extract_tb(error.__traceback__)[-3:]
        steps = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(where))
        (place / "fault").write_text(f"{type(error).__name__} at {steps}: {str(error)[:80]}", encoding="utf-8")
        return _FAULT
    return _TAKEN


def main() -> int:
    """Try until the time is over; exit status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--door", action="append", default=[])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"))
    given = parser.parse_args()
    seen, faults, seed = Counter[tuple[str, str]](), Counter[str](), given.seed
    with tempfile.TemporaryDirectory(prefix="fuzz.") as scratch:
        chosen = [door for door in doors(Path(scratch)) if not given.door or door.name in given.door]
        examples = {}
        for door in chosen:
            (Path(scratch) / door.name).mkdir()
            examples[door.name] = door.prepare(Path(scratch) / door.name)
        until = time.monotonic() + 60 * given.minutes
        while time.monotonic() < until:
            for door in chosen:
                seed += 1
                place = Path(scratch) / str(seed)
                said = try_once(door, examples[door.name], seed, place)
                seen[door.name, said if said in ("taken", "refused") else "fault"] += 1
                if said not in ("taken", "refused"):
                    faults[f"{door.name}: {said}"] += 1
                    given.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copytree(place, given.keep / f"{door.name}-{seed}", dirs_exist_ok=True)
                shutil.rmtree(place, ignore_errors=True)
    for door in chosen:
        print(
            f"{door.name:12s}" + "".join(f"{seen[door.name, what]:8d} {what}" for what in ("taken", "refused", "fault"))
        )
    for said, count in faults.most_common():
        print(f"{count:6d}  {said}")
    print(
        f"seed {given.seed}; what went wrong is in {given.keep}" if faults else f"seed {given.seed}: nothing went wrong"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
