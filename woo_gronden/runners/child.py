"""A process that reads documents and may die or be ended without taking along the one that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import NamedTuple

from woo_gronden.pipeline import Options
from woo_gronden.runners.worker import Job

# It is replaced after this many documents, and when half of its memory is taken between two of them: what libraries
# leak stays bounded, and is not counted against the next document.
_DOCUMENTS = 200
# What runs in it: takes jobs from its pipe until None comes, and answers as ``worker.serve``.
Target = Callable[[Connection, Path | None, Options], None]


class Bounds(NamedTuple):
    """What one job may take: seconds, and bytes of memory."""

    timeout: float
    memory: float = float("inf")


class Child:
    """One such process, with the job in hand.

    It is started as a program and not by ``multiprocessing``, which refuses that to the workers of a Dask cluster.
    """

    def __init__(self, target: Target, output: Path | None, options: Options, bounds: Bounds) -> None:
        self.pipe, theirs = Pipe()
        self._bounds = bounds
        self.job: Job | None = None
        self._since, self._served = 0.0, 0
        run = f"from woo_gronden.runners.child import main; main({theirs.fileno()})"
        start = f"import sys; sys.path[:] = {sys.path!r}; {run}"
        self._process = subprocess.Popen(
            [sys.executable, "-c", start], stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
        )
        theirs.close()
        self.pipe.send((target, output, options))

    def give(self, job: Job) -> None:
        """Hand it a job.

        Raises:
            BrokenPipeError, ConnectionResetError: it has ended.
        """
        self.pipe.send(job)
        self.job, self._since = job, time.monotonic()

    def finish(self) -> None:
        """Note that the job in hand is done."""
        self.job, self._since = None, time.monotonic()
        self._served += 1

    @property
    def idle(self) -> float:
        """Seconds since its last job."""
        return time.monotonic() - self._since

    def is_worn(self) -> bool:
        """Whether the next job is better given to a fresh one."""
        ended = self._process.poll() is not None
        return ended or self._served >= _DOCUMENTS or self._memory() > self._bounds.memory / 2

    def past_bounds(self) -> str:
        """Which bound the job in hand has passed, "" while it has not."""
        if time.monotonic() - self._since > self._bounds.timeout:
            return f"took longer than {self._bounds.timeout:g} seconds (--timeout)"
        over = self._memory() > self._bounds.memory
        return f"took more than {self._bounds.memory / 2**30:g} GB of memory (--memory)" if over else ""

    def reason_of_death(self) -> str:
        """How it ended by itself."""
        code = self._process.wait()
        name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        self.pipe.close()
        return f"the process that read it ended ({name})"

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()

    def _memory(self) -> int:
        """Bytes that it takes with the OCR that it started."""
        import psutil

        try:
            child = psutil.Process(self._process.pid)
            return sum(part.memory_info().rss for part in (child, *child.children(recursive=True)))
        except psutil.Error:
            # It has just ended by itself; the pipe says so at the next look.
            return 0


def main(descriptor: int) -> None:
    """Run in the process: what is to be done comes as the first message."""
    pipe = Connection(descriptor)
    try:
        target, output, options = pipe.recv()
    except (EOFError, ConnectionResetError, KeyboardInterrupt):
        return
    target(pipe, output, options)
