"""What is to be done for a list of documents, and what follows when a part of it is done: the plan of every engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from woo_gronden.runners.worker import Job, batch_ranges, lost_batch
from woo_gronden.sources import SourceFile


class Event(NamedTuple):
    """Something that happened: ``page`` (one more read), ``done``, or ``lost`` (with the reason)."""

    kind: str
    source: SourceFile
    reason: str = ""


class Plan:
    """The jobs that are left, the next one last in ``queue``; of a file in ranges, the ranges that are in."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        self.queue = [Job(source) for source in reversed(sources)]
        self._batches: dict[str, dict[int, bytes | None]] = {}

    def take(self) -> Iterator[Job]:
        """The jobs that are left, each taken off the queue as it is asked for."""
        while self.queue:
            yield self.queue.pop()

    def settle(self, job: Job, kind: str, value: object) -> Iterator[Event]:
        """What an answer of a worker leads to: the end of a document, or further jobs."""
        if kind == "split":
            assert isinstance(value, tuple)
            pages, state = value
            ranges = batch_ranges(pages)
            self._batches[job.source.document_id] = dict.fromkeys((first for first, _ in ranges), None)
            self.queue += [Job(job.source, first, last, state=state) for first, last in reversed(ranges)]
        elif kind == "batch":
            assert isinstance(value, bytes)
            self._keep(job, value)
        else:
            yield Event("done", job.source)

    def lose(self, job: Job, reason: str) -> Iterator[Event]:
        """What the death of a worker leads to: the loss of a document, or of a range of its pages."""
        if job.first:
            self._keep(job, lost_batch(job.source, job.first, job.last, reason))
        else:
            yield Event("lost", job.source, reason)

    def _keep(self, job: Job, batch: bytes) -> None:
        """One more range of a file; with the last one, the job that joins them."""
        batches = self._batches[job.source.document_id]
        batches[job.first] = batch
        whole = [part for part in batches.values() if part is not None]
        if len(whole) == len(batches):
            self.queue.append(Job(job.source, batches=tuple(whole), state=job.state))
            del self._batches[job.source.document_id]
