"""A few worker processes that can die without taking the run along.

The standard pools break as a whole when one worker is killed. Here each worker has its own pipe: when it dies, or a
document takes longer than the bound, that document alone is reported, and a fresh worker takes the next.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path

from woo_gronden.errors import OutputError
from woo_gronden.pipeline import Options
from woo_gronden.runners.child import Bounds, Child, Target
from woo_gronden.runners.jobs import Event, Plan
from woo_gronden.runners.worker import serve
from woo_gronden.sources import SourceFile

# Seconds between looks at the clock of a document in hand; the bound is kept to about this much.
_TICK_SECONDS = 0.5


class Pool:
    """``workers`` processes that read documents into the run at ``output``.

    Past ``bounds`` the worker of a job is ended and the job lost. ``target`` is what runs in each.
    """

    def __init__(self, output: Path, options: Options, workers: int, bounds: Bounds, target: Target = serve) -> None:
        self._output, self._options, self._bounds = output, options, bounds
        self._target, self._size = target, workers
        self._workers: list[Child] = []
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
            if worker.is_worn():
                self._workers.remove(worker)
                worker.end()
                worker = self._start()
                self._workers.append(worker)
            job = plan.queue.pop()
            try:
                worker.give(job)
            except (BrokenPipeError, ConnectionResetError):
                # It died between two jobs: the next round starts another for this one.
                self._workers.remove(worker)
                worker.end()
                plan.queue.append(job)

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
                yield from plan.lose(job, worker.reason_of_death())
                continue
            if kind == "page":
                yield Event("page", job.source)
                continue
            worker.finish()
            if kind == "unwritten":
                raise OutputError(f"{self._output} cannot be written ({value}); mend that and start again to go on")
            yield from plan.settle(job, kind, value)

    def _give_up(self, plan: Plan) -> Iterator[Event]:
        """End the workers whose job takes too long or too much memory; a look at them all once a tick."""
        if time.monotonic() - self._looked < _TICK_SECONDS:
            return
        self._looked = time.monotonic()
        for worker in [worker for worker in self._workers if worker.job]:
            reason = worker.past_bounds()
            if reason:
                assert worker.job is not None
                worker.end()
                self._workers.remove(worker)
                yield from plan.lose(worker.job, reason)

    def _start(self) -> Child:
        return Child(self._target, self._output, self._options, self._bounds)

    def _stop(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []
