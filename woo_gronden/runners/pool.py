"""A few worker processes that can die without taking the run along.

The standard pools break as a whole when one worker is killed. Here each worker has its own pipe: when it dies, or a
document takes longer than the bound, that document alone is reported, and a fresh worker takes the next.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from woo_gronden.errors import OutputError
from woo_gronden.pipeline import Options
from woo_gronden.runners.jobs import Event, Plan
from woo_gronden.runners.worker import Job, serve
from woo_gronden.sources import SourceFile

# Seconds between looks at the clock of a document in hand; the bound is kept to about this much.
_TICK_SECONDS = 0.5
# A worker is replaced after this many documents, and when half of its memory is taken between two of them: what
# libraries leak stays bounded, and is not counted against the next document.
_DOCUMENTS_PER_WORKER = 200


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    since: float = 0.0
    served: int = 0


class Pool:
    """``workers`` processes that read documents into the run at ``output``.

    ``timeout`` (seconds) and ``memory`` (bytes) bound what one job may take; past them its worker is ended and the
    job lost. ``target`` is what runs in each: it takes jobs from its pipe until None comes, and answers as
    ``worker.serve``.
    """

    def __init__(
        self,
        output: Path,
        options: Options,
        workers: int,
        timeout: float,
        memory: float = float("inf"),
        target: Callable[[Connection, Path, Options], None] = serve,
    ) -> None:
        self._context = mp.get_context("spawn")
        self._output, self._options = output, options
        self._timeout, self._memory = timeout, memory
        self._target, self._size = target, workers
        self._workers: list[_Worker] = []
        self._looked = 0.0

    def read(self, sources: Sequence[SourceFile]) -> Iterator[Event]:
        """Read all ``sources``; yields what happens, in the order in which it happens."""
        plan = Plan(sources)
        try:
            while plan.queue or any(worker.job for worker in self._workers):
                self._hand_out(plan)
                yield from self._listen(plan)
                yield from self._give_up(plan)
        finally:
            self._stop()

    def _hand_out(self, plan: Plan) -> None:
        while plan.queue and len(self._workers) < self._size:
            self._workers.append(self._start())
        for worker in [worker for worker in self._workers if worker.job is None]:
            if not plan.queue:
                return
            if worker.served >= _DOCUMENTS_PER_WORKER or _memory(worker.process) > self._memory / 2:
                self._workers.remove(worker)
                self._retire(worker)
                worker = self._start()
                self._workers.append(worker)
            job = plan.queue.pop()
            try:
                worker.pipe.send(job)
            except (BrokenPipeError, ConnectionResetError):
                # It died between two jobs: the next round starts another for this one.
                self._workers.remove(worker)
                plan.queue.append(job)
                continue
            worker.job, worker.since = job, time.monotonic()

    def _listen(self, plan: Plan) -> Iterator[Event]:
        by_pipe = {worker.pipe: worker for worker in self._workers if worker.job}
        for ready in wait(list(by_pipe), _TICK_SECONDS):
            worker = by_pipe[ready]  # type: ignore[index]
            job = worker.job
            assert job is not None
            try:
                kind, value = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                self._workers.remove(worker)
                yield from plan.lose(job, self._reason_of_death(worker))
                continue
            if kind == "page":
                yield Event("page", job.source)
                continue
            worker.job = None
            worker.served += 1
            if kind == "unwritten":
                raise OutputError(f"{self._output} cannot be written ({value}); mend that and start again to go on")
            yield from plan.settle(job, kind, value)

    def _give_up(self, plan: Plan) -> Iterator[Event]:
        """End the workers whose job takes too long or too much memory; a look at them all once a tick."""
        if time.monotonic() - self._looked < _TICK_SECONDS:
            return
        self._looked = time.monotonic()
        for worker in [worker for worker in self._workers if worker.job]:
            reason = self._past_bounds(worker)
            if reason:
                assert worker.job is not None
                worker.process.kill()
                worker.process.join()
                self._workers.remove(worker)
                yield from plan.lose(worker.job, reason)

    def _past_bounds(self, worker: _Worker) -> str:
        if time.monotonic() - worker.since > self._timeout:
            return f"took longer than {self._timeout:g} seconds (--timeout)"
        over = _memory(worker.process) > self._memory
        return f"took more than {self._memory / 2**30:g} GB of memory (--memory)" if over else ""

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._target, args=(theirs, self._output, self._options), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _reason_of_death(self, worker: _Worker) -> str:
        worker.process.join()
        code = worker.process.exitcode or 0
        name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return f"the process that read it ended ({name})"

    def _retire(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
        self._workers = []


def _memory(process: SpawnProcess) -> int:
    """Bytes that a worker takes with the OCR that it started."""
    import psutil

    try:
        worker = psutil.Process(process.pid)
        return sum(part.memory_info().rss for part in (worker, *worker.children(recursive=True)))
    except psutil.Error:
        # It has just ended by itself; the pipe says so at the next look.
        return 0
