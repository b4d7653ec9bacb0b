"""The same jobs on a Dask scheduler: many machines, one run folder.

The documents must lie where every worker can read them (a shared file system); what is read comes back to the process
that started the run, which alone writes the run folder. A worker that dies gives its job to another; a document that
kills every worker that takes it is reported as lost.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from woo_gronden.errors import MissingExtra, WooGrondenError
from woo_gronden.pipeline import Options
from woo_gronden.runners.jobs import Event, Plan
from woo_gronden.runners.store import Store
from woo_gronden.runners.worker import Job, do_job
from woo_gronden.sources import SourceFile

if TYPE_CHECKING:
    from distributed import Client

# Jobs that wait at the scheduler for each thread there: enough that none idles, few enough that the plan stays small.
_JOBS_PER_THREAD = 4
# Seconds to wait for the scheduler to answer.
_CONNECT_SECONDS = 10


class DaskPool:
    """Reads documents on a Dask scheduler, or on processes of this machine where no scheduler is named."""

    def __init__(self, store: Store, options: Options, workers: int, scheduler: str | None) -> None:
        self._store, self._options = store, options
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
                    future = self._client.submit(_do, job, self._options, self._fingerprint, pure=False)
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
        if kind == "done":
            self._store.write(job.source.document_id, value)
            yield from (Event("page", job.source) for row in value["rows"]["documents"] for _ in range(row["pages"]))
        yield from plan.settle(job, kind, value)


def _do(job: Job, options: Options, fingerprint: str) -> tuple[str, Any]:
    """Do a job on a worker that would read a document just as the process that started the run does.

    Raises:
        WooGrondenError: this machine has another version, OCR engine or model.
    """
    if options.fingerprint() != fingerprint:
        raise WooGrondenError(f"{socket.gethostname()} has another version of woo-gronden, or another OCR engine")
    return do_job(job, options)


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
