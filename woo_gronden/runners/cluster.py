"""The same jobs on a Dask scheduler: many machines, one run folder.

The documents must lie where every worker can read them (a shared file system); what is read comes back to the process
that started the run, which alone writes the run folder. A worker that dies gives its job to another; a document that
kills every worker that takes it is reported as lost.

Each thread of a Dask worker reads in a process of its own, as the local engine does: a document past the bounds costs
that process and not the worker.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from woo_gronden.errors import MissingExtra, WooGrondenError
from woo_gronden.pipeline import Options
from woo_gronden.runners.child import Bounds, Child, Target
from woo_gronden.runners.jobs import Event, Plan
from woo_gronden.runners.store import Store
from woo_gronden.runners.worker import IDLE_SECONDS, Job, serve
from woo_gronden.sources import SourceFile

if TYPE_CHECKING:
    from distributed import Client

# Jobs that wait at the scheduler for each thread there: enough that none idles, few enough that the plan stays small.
_JOBS_PER_THREAD = 4
# Seconds to wait for the scheduler to answer.
_CONNECT_SECONDS = 10
# Seconds between looks at the bounds of a document in hand.
_TICK_SECONDS = 0.5


class DaskPool:
    """Reads documents on a Dask scheduler, or on processes of this machine where no scheduler is named."""

    def __init__(
        self,
        store: Store,
        options: Options,
        workers: int,
        bounds: Bounds,
        scheduler: str | None,
        target: Target = serve,
    ) -> None:
        self._store, self._options, self._bounds, self._target = store, options, bounds, target
        self._fingerprint = options.fingerprint()
        self._client = _connect(scheduler, workers)

    def read(self, sources: Sequence[SourceFile]) -> Iterator[Event]:
        """Read all ``sources``; yields what happens, in the order in which it happens."""
        from distributed import as_completed

        plan = Plan(sources)
        running: dict[Any, Job] = {}
        try:
            done = as_completed()
            while plan.queue or running:
                threads = max(1, sum(self._client.nthreads().values()))
                for job in list(islice(plan.take(), max(0, threads * _JOBS_PER_THREAD - len(running)))):
                    future = self._client.submit(
                        _do, job, self._options, self._fingerprint, self._bounds, self._target, pure=False
                    )
                    running[future] = job
                    done.add(future)
                future = next(done)
                yield from self._settle(plan, running.pop(future), future)
        finally:
            self._client.close()

    def _settle(self, plan: Plan, job: Job, future: Any) -> Iterator[Event]:
        error = future.exception()
        if isinstance(error, WooGrondenError | ImportError):
            raise WooGrondenError(f"a Dask worker cannot read as this machine does: {error}")
        if future.status == "cancelled":
            raise WooGrondenError("the Dask scheduler was lost; start again to go on")
        if error is not None:
            yield from plan.lose(job, f"the worker that read it ended ({type(error).__name__})")
            return
        kind, value = future.result()
        if kind == "lost":
            yield from plan.lose(job, value)
            return
        if kind == "done":
            self._store.write(job.source.document_id, value)
            yield from (
                Event("page", job.source) for row in value["rows"].get("documents", ()) for _ in range(row["pages"])
            )
        yield from plan.settle(job, kind, value)


def _do(job: Job, options: Options, fingerprint: str, bounds: Bounds, target: Target) -> tuple[str, Any]:
    """Do a job on a worker that would read a document just as the process that started the run does.

    Returns:
        What ``worker.serve`` answers, or ``("lost", reason)`` when its process died or passed the bounds.

    Raises:
        WooGrondenError: this machine has another version, OCR engine or model.
    """
    if options.fingerprint() != fingerprint:
        raise WooGrondenError(f"{socket.gethostname()} has another version of woo-gronden, or another OCR engine")
    child = _child(options, bounds, target)
    child.give(job)
    looked = time.monotonic()
    while True:
        if child.pipe.poll(_TICK_SECONDS):
            try:
                kind, value = child.pipe.recv()
            except (EOFError, ConnectionResetError):
                del _thread.child
                return "lost", child.reason_of_death()
            if kind != "page":
                child.finish()
                return kind, value
        if time.monotonic() - looked >= _TICK_SECONDS:
            looked = time.monotonic()
            if reason := child.past_bounds():
                del _thread.child
                child.end()
                return "lost", reason


class _Thread(threading.local):
    """What each thread of a Dask worker keeps from one document to the next: the process that reads for it."""

    child: Child
    made_for: tuple[Options, Bounds, Target]


_thread = _Thread()


def _child(options: Options, bounds: Bounds, target: Target) -> Child:
    """The process of this thread, a fresh one where there is none that can go on."""
    if hasattr(_thread, "child"):
        usable = _thread.made_for == (options, bounds, target) and _thread.child.idle < IDLE_SECONDS / 2
        if usable and not _thread.child.is_worn():
            return _thread.child
        _thread.child.end()
    _thread.child, _thread.made_for = Child(target, None, options, bounds), (options, bounds, target)
    return _thread.child


def _connect(scheduler: str | None, workers: int) -> Client:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise MissingExtra("--engine dask", "cluster") from error
    if scheduler is None:
        return Client(LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None))
    try:
        return Client(scheduler, timeout=_CONNECT_SECONDS)
    except OSError as error:
        raise WooGrondenError(f"no Dask scheduler answers at {scheduler}") from error
