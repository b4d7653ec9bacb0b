"""The main job: a corpus in, a run folder out."""

from __future__ import annotations

import json
import platform
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from woo_gronden.dataset import Rows, merge_rows, write_tables
from woo_gronden.dossier import find_findings
from woo_gronden.errors import InputError
from woo_gronden.pipeline import Options
from woo_gronden.runners.jobs import Event
from woo_gronden.runners.pool import Pool
from woo_gronden.runners.store import Store, write_whole
from woo_gronden.runners.worker import failed_record
from woo_gronden.schema import Failure
from woo_gronden.sources import SourceFile, find_sources, find_unpacked

if TYPE_CHECKING:
    from woo_gronden.runners.cluster import DaskPool

# Seconds that one document may take before it is given up. The slowest real bundle that was seen, a scan of several
# hundred pages through OCR, takes some ten minutes on a slow core.
DEFAULT_TIMEOUT = 1800.0


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended. ``failures`` are rows of ``failures.jsonl``; ``tables`` the number of rows by table."""

    output: Path
    documents: int
    failed: int
    reused: int
    pages: int
    ocr_pages: int
    seconds: float
    tables: dict[str, int]
    failures: list[dict[str, str]]
    stages: dict[str, float] = field(default_factory=dict)


def run(
    inputs: Iterable[Path],
    output: Path,
    *,
    options: Options | None = None,
    workers: int = 1,
    timeout: float = DEFAULT_TIMEOUT,
    shard: tuple[int, int] | None = None,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    on_start: Callable[[int, int], None] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> RunReport:
    """Read every document in ``inputs`` and write the tables of contract into ``output``.

    Documents that an earlier run into the same folder finished, and that have not changed since, are not read again.

    Args:
        inputs: files and folders.
        output: the run folder; new, empty, or one of an earlier run.
        options: the user's choices.
        workers: processes that read documents.
        timeout: seconds that one document may take.
        shard: ``(i, n)``, from 1: only this machine's share of the dossiers.
        engine: ``local`` for processes of this machine, ``dask`` for a Dask scheduler.
        scheduler: address of that scheduler; without it Dask starts ``workers`` processes here.
        on_start: called once with the number of documents to read and of those finished earlier.
        on_event: called for every page and document.

    Raises:
        NothingToDo: the inputs hold no document.
        OutputError: the output folder cannot be used.
    """
    options, started = options or Options(), time.perf_counter()
    fingerprint = options.fingerprint()
    store = Store(output)
    sources = find_sources(inputs)
    store.open()
    with store.lock():
        sources = _of_shard(list(_without_archives(sources, store, options)), shard)
        todo = [source for source in sources if not _is_finished(store, source, options)]
        if on_start:
            on_start(len(todo), len(sources) - len(todo))
        pool: Pool | DaskPool
        if engine == "dask":
            from woo_gronden.runners.cluster import DaskPool

            pool = DaskPool(store, options, workers, scheduler)
        else:
            pool = Pool(output, options, workers, timeout)
        for event in pool.read(todo):
            if event.kind == "lost":
                failure = Failure(event.source.name, "worker", "Lost", event.reason)
                store.write(
                    event.source.document_id, failed_record(event.source, "", fingerprint, failure) | {"lost": True}
                )
            if on_event:
                on_event(event)
        return _finish(store, sources, len(sources) - len(todo), options, workers, time.perf_counter() - started)


def _without_archives(sources: Sequence[SourceFile], store: Store, options: Options) -> Iterator[SourceFile]:
    """The documents themselves: those in archives unpacked into the state folder, each archive once."""
    from woo_gronden.ingest import unpack

    for source in sources:
        if not source.is_archive:
            yield source
            continue
        into = store.unpacked / source.document_id
        done = into.with_suffix(".json")
        stat = source.path.stat()
        mark = json.dumps([stat.st_size, stat.st_mtime_ns])
        try:
            if not done.exists() or done.read_text() != mark:
                into.mkdir(exist_ok=True)
                unpack(source.path, into)
                write_whole(done, mark)
            unpacked = find_unpacked(into, source)
            if not unpacked:
                raise InputError(source.path, "the archive holds no document")
            yield from unpacked
        except InputError as error:
            failure = Failure(source.name, "unpack", type(error).__name__, error.reason)
            record = failed_record(source, "", options.fingerprint(), failure)
            store.write(source.document_id, record | {"size": stat.st_size, "mtime": stat.st_mtime_ns})
            yield source


def _of_shard(sources: list[SourceFile], shard: tuple[int, int] | None) -> list[SourceFile]:
    # By dossier, so that a letter and its documents meet; by a digest of its name, so that machines need not talk.
    ordered = sorted(sources, key=lambda source: (source.dossier_id, source.name))
    if shard is None:
        return ordered
    index, count = shard
    return [source for source in ordered if zlib.crc32(source.dossier_id.encode()) % count == index - 1]


def _is_finished(store: Store, source: SourceFile, options: Options) -> bool:
    from woo_gronden.pipeline import digest_of

    kept = store.load(source.document_id)
    if kept is None or kept.get("lost") or kept["fingerprint"] != options.fingerprint():
        return False
    try:
        stat = source.path.stat()
        same = (kept.get("size"), kept.get("mtime")) == (stat.st_size, stat.st_mtime_ns)
        return same or kept["sha256"] == digest_of(source.path)
    except OSError:
        return False


def _finish(
    store: Store, sources: Sequence[SourceFile], reused: int, options: Options, workers: int, seconds: float
) -> RunReport:
    """Tables, ``failures.jsonl`` and ``run.json`` from what is kept of the documents, in the order of their names."""
    failures, stages, totals = list[dict[str, str]](), Counter[str](), Counter[str]()

    def dossiers() -> Iterator[Rows]:
        for dossier_id, files in groupby(sources, key=lambda source: source.dossier_id):
            records = [record for file in files if (record := store.load(file.document_id))]
            rows = merge_rows(record["rows"] for record in records)
            for record in records:
                failures.extend(record["failures"])
                stages.update(record["seconds"])
            for row in rows["documents"]:
                totals.update(
                    documents=1, pages=row["pages"], ocr_pages=row["ocr_pages"], failed=row["status"] == "failed"
                )
            rows["findings"] = [{"dossier_id": dossier_id, **asdict(finding)} for finding in find_findings(rows)]
            yield rows

    counts = write_tables(store.output, dossiers())
    report = RunReport(
        store.output, totals["documents"], totals["failed"], reused, totals["pages"], totals["ocr_pages"],
        seconds, counts, failures, {stage: round(spent, 2) for stage, spent in sorted(stages.items())},
    )  # fmt: skip
    lines = "".join(json.dumps(failure, ensure_ascii=False) + "\n" for failure in failures)
    write_whole(store.output / "failures.jsonl", lines)
    write_whole(
        store.output / "run.json", json.dumps(_about(report, options, workers), ensure_ascii=False, indent=1) + "\n"
    )
    return report


def _about(report: RunReport, options: Options, workers: int) -> dict[str, Any]:
    import pyarrow
    import pymupdf

    from woo_gronden import __version__

    return {
        "woo_gronden": __version__,
        "versions": {
            "python": platform.python_version(),
            "pymupdf": pymupdf.__version__,
            "pyarrow": pyarrow.__version__,
        },
        "options": {**asdict(options), "workers": workers},
        "documents": report.documents,
        "failed": report.failed,
        "reused": report.reused,
        "pages": report.pages,
        "ocr_pages": report.ocr_pages,
        "seconds": round(report.seconds, 2),
        "seconds_by_stage": report.stages,
        "rows": report.tables,
    }
