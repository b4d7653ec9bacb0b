"""From sources to a folder that ``run`` reads: one folder a dossier, nothing fetched twice, every change noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from woo_gronden.sources.client import Client
from woo_gronden.sources.ledger import FAILURES, Ledger, write_lines
from woo_gronden.sources.records import Source
from woo_gronden.sources.walk import Event, Walk, first_records


@dataclass(slots=True)
class FetchReport:
    """How a fetch ended: ``counts`` of events by kind, ``failures`` as rows of ``failures.jsonl``."""

    output: Path
    counts: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Count an event."""
        self.counts[event.kind] = self.counts.get(event.kind, 0) + 1
        self.bytes += event.bytes


def fetch(
    sources: Iterable[Source],
    output: Path,
    client: Client,
    *,
    limit: int | None = None,
    remove_withdrawn: bool = False,
    on_event: Callable[[Event], None] | None = None,
) -> FetchReport:
    """Bring the documents of ``sources`` into ``output``.

    What an earlier fetch brought is asked for again only to learn whether it changed; a fetch that was broken off goes
    on where it was.

    Args:
        sources: where documents come from.
        output: a folder that is new, empty, or of an earlier fetch.
        client: how the web is read.
        limit: at most this many dossiers of each source; then nothing is said of what its list no longer names.
        remove_withdrawn: delete what its source took back; its row stays.
        on_event: called for each file, and when a dossier is done.

    Returns:
        What came, changed, went and failed. A file that fails costs no other; a source whose list cannot be had ends
        with a failure that says so, and what came of it stands.

    Raises:
        OutputError: the folder cannot be used.
    """
    ledger, report = Ledger(output), FetchReport(output)

    def tell(event: Event) -> None:
        report.add(event)
        if on_event:
            on_event(event)

    with ledger.opened():
        try:
            for source in sources:
                Walk(source, ledger, client, tell, report.failures, remove_withdrawn=remove_withdrawn).run(limit)
        finally:
            write_lines(output / FAILURES, report.failures)
    return report


def plan(sources: Iterable[Source], output: Path, client: Client, *, limit: int | None = None) -> Iterator[Event]:
    """What ``fetch`` would ask for, as events ``new`` and ``known``; lists are read, nothing is written.

    Raises:
        FetchError: a list cannot be had.
    """
    known = Ledger(output).rows
    for source in sources:
        for record in first_records(source.records(client), limit):
            for file in record.files:
                seen = (source.name, record.record_id, file.key) in known
                yield Event("known" if seen else "new", record.record_id, file.name, file.url)
