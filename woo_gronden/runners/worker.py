"""What happens in a worker process: one job after another, each document kept on disk before it is reported."""

from __future__ import annotations

import ctypes
import errno
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.dataset import failed_rows, rows_of
from woo_gronden.errors import InputError, WooGrondenError
from woo_gronden.memory import few_collections
from woo_gronden.pipeline import Options, PageBatch, digest_of, read_document, read_pages, read_source
from woo_gronden.runners.store import Store
from woo_gronden.schema import Extraction, Failure
from woo_gronden.sources import SourceFile

# A file with more pages than this is read in ranges of this many, on all workers, and put together at the end.
SPLIT_PAGES = 150
# After this a process that a cluster's worker keeps for its next document ends by itself: nobody tells it that the run
# is over.
IDLE_SECONDS = 60.0
# The error of a failure that is no fault of the document: the next run reads it again.
_LOST = "Lost"
# From <linux/prctl.h>: the signal that this process gets when its parent dies.
_PR_SET_PDEATHSIG = 1


class State(NamedTuple):
    """What tells that a file is no longer what it was: its size, and the time of its last change in nanoseconds."""

    size: int
    mtime: int


class Job(NamedTuple):
    """Something to do: a whole file; a range of its pages (``first`` from 1); or to join the ranges in ``batches``.

    ``state`` is that of the file when it was split.
    """

    source: SourceFile
    first: int = 0
    last: int = 0
    batches: tuple[bytes, ...] = ()
    state: State | None = None


def serve(pipe: Connection, output: Path | None, options: Options) -> None:
    """Do the jobs that come through ``pipe`` until None comes.

    Answers ``("page", n)`` while reading, then ``("done", None)`` when the document is on disk in ``output``,
    ``("split", (pages, state))`` when it is to be read in ranges, ``("batch", bytes)`` with a range, or ``("unwritten",
    reason)`` when the run folder takes nothing more. Without ``output`` the answer is ``("done", record)``, and the
    process ends when it has been idle for ``IDLE_SECONDS``.
    """
    # One thread a worker, of the engine and of OpenCV: the workers are what uses the cores.
    for limit in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
        os.environ[limit] = "1"
    _end_with_parent()
    store = Store(output) if output else None

    def on_page(number: int) -> None:
        pipe.send(("page", number))

    try:
        while pipe.poll(None if store else IDLE_SECONDS) and (job := pipe.recv()) is not None:
            kind, value = do_job(job, options, on_page)
            if kind == "done" and store:
                kind, value = _keep(store, job, value)
            pipe.send((kind, value))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        # The process that gave the jobs is gone, and with it the reason to go on.
        return


def _end_with_parent() -> None:
    """Have the system end this process when the one that started it is killed, also in the middle of a document."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _keep(store: Store, job: Job, record: dict[str, Any]) -> tuple[str, str | None]:
    try:
        store.write(job.source.document_id, record)
    except OSError as error:
        return "unwritten", error.strerror or type(error).__name__
    return "done", None


def do_job(job: Job, options: Options, on_page: Callable[[int], None] = lambda _: None) -> tuple[str, Any]:
    """Do one job.

    Returns:
        ``("done", record)`` for a whole document, ``("split", (pages, state))`` for one that is to be read in
        ranges, or ``("batch", bytes)`` for a range.
    """
    if job.first:
        return "batch", _read_range(job, options, on_page)
    if not job.batches and (count := _count_pages(job.source)) > SPLIT_PAGES:
        return "split", (count, state_of(job.source))
    return "done", read_record(job, options, options.fingerprint(), on_page)


@few_collections()
def read_record(
    job: Job, options: Options, fingerprint: str, on_page: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Read one document into what is kept of it; whatever goes wrong becomes a row that says so."""
    source, digest = job.source, ""
    try:
        state = job.state or state_of(source)
        digest = digest_of(source.path)
        if job.batches:
            batches = [pickle.loads(batch) for batch in job.batches]
            extraction = read_document(source, options, digest, batches)
        else:
            extraction = read_source(source, options, sha256=digest, on_page=on_page)
        if state_of(source) != state:
            raise OSError(errno.ESTALE, "the file changed while it was read")
        record = _record(extraction, source, fingerprint) | state._asdict()
        return record | {"lost": True} if _LOST in {failure.error for failure in extraction.failures} else record
    except (OSError, MemoryError) as error:
        # The machine's fault and not the document's: the next run tries again.
        return failed_record(source, digest, fingerprint, failure_of(source, "ingest", error)) | {"lost": True}
    except Exception as error:  # noqa: BLE001 - a fault in one document must not cost the others
        return failed_record(source, digest, fingerprint, failure_of(source, "ingest", error))


def state_of(source: SourceFile) -> State:
    """The state of the file as it lies there now."""
    stat = source.path.stat()
    return State(stat.st_size, stat.st_mtime_ns)


def lost_batch(source: SourceFile, first: int, last: int, reason: str) -> bytes:
    """The range of a file that could not be read: no pages, and a failure that says which and why."""
    failure = Failure(source.name, "worker", _LOST, f"pages {first} to {last}: {reason}")
    return pickle.dumps(PageBatch((), (), (), (failure,), {}))


def failure_of(source: SourceFile, stage: str, error: Exception) -> Failure:
    """What may be said of an error: our own words and the system's; of an unforeseen one only its place in the code.

    The message of an unforeseen error may quote the document, and so what stands under a box.
    """
    name = type(error).__name__
    if isinstance(error, InputError):
        where = f"page {error.page}: " if error.page else ""
        return Failure(source.name, stage, name, f"{where}{error.reason}")
    if isinstance(error, WooGrondenError):
        return Failure(source.name, stage, name, str(error))
    if isinstance(error, OSError):
        return Failure(source.name, stage, name, f"cannot be read: {error.strerror or name}")
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((f for f in reversed(frames) if "woo_gronden" in f.filename), frames[-1])
    return Failure(
        source.name, "pipeline", name, f"internal error {name} at {Path(frame.filename).name}:{frame.lineno}"
    )


def failed_record(source: SourceFile, digest: str, fingerprint: str, failure: Failure) -> dict[str, Any]:
    """What is kept of a document that could not be read."""
    rows = failed_rows(source.document_id, source.dossier_id, source.name, digest, failure.message)
    return {"sha256": digest, "fingerprint": fingerprint, "rows": rows, "failures": [asdict(failure)], "seconds": {}}


def _record(extraction: Extraction, source: SourceFile, fingerprint: str) -> dict[str, Any]:
    return {
        "sha256": extraction.document.sha256,
        "fingerprint": fingerprint,
        "rows": rows_of(extraction, dossier_id=source.dossier_id),
        "failures": [asdict(failure) for failure in extraction.failures],
        "seconds": {stage: round(seconds, 4) for stage, seconds in extraction.seconds.items()},
    }


def lost_record(source: SourceFile, fingerprint: str, reason: str) -> dict[str, Any]:
    """What is kept of a document whose worker ended: a row that says so, and that the next run is to try again."""
    return failed_record(source, "", fingerprint, Failure(source.name, "worker", _LOST, reason)) | {"lost": True}


def _read_range(job: Job, options: Options, on_page: Callable[[int], None]) -> bytes:
    try:
        return pickle.dumps(read_pages(job.source, options, job.first, job.last, on_page))
    except (OSError, MemoryError) as error:
        return lost_batch(job.source, job.first, job.last, failure_of(job.source, "ingest", error).message)
    except Exception as error:  # noqa: BLE001 - likewise: the other ranges stand
        failure = failure_of(job.source, "ingest", error)
        message = f"pages {job.first} to {job.last}: {failure.message}"
        return pickle.dumps(PageBatch((), (), (), (replace(failure, message=message),), {}))


def _count_pages(source: SourceFile) -> int:
    """Pages of a file; 0 where it cannot be opened, which reading it will say why."""
    from woo_gronden.ingest import open_source

    if source.is_sheet:
        return 0
    try:
        with open_source(source.path) as opened:
            return opened.page_count
    except (WooGrondenError, OSError):
        return 0


def batch_ranges(pages: int) -> Sequence[tuple[int, int]]:
    """The ranges, from 1 and both ends included, in which a file of so many pages is read."""
    return [(first, min(first + SPLIT_PAGES - 1, pages)) for first in range(1, pages + 1, SPLIT_PAGES)]
