"""The main job: a corpus in, a run folder out."""

from __future__ import annotations

import json
import logging
import shutil
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from woo_gronden.drafts import write_whole
from woo_gronden.errors import InputError, NothingToDo, OutputError, WooGrondenError
from woo_gronden.pipeline import Options, digest_of
from woo_gronden.runners.child import Bounds
from woo_gronden.runners.finish import Kept, RunReport, write_run
from woo_gronden.runners.jobs import Event
from woo_gronden.runners.pool import Pool
from woo_gronden.runners.store import Store
from woo_gronden.runners.worker import State, failed_record, failure_of, lost_record, state_of
from woo_gronden.sources import SourceFile, find_sources, find_unpacked

if TYPE_CHECKING:
    from woo_gronden.runners.cluster import DaskPool

log = logging.getLogger(__name__)

# Seconds that one document may take before it is given up. The slowest real bundle that was seen, a scan of several
# hundred pages through OCR, takes some ten minutes on a slow core.
DEFAULT_TIMEOUT = 1800.0
# Bytes of memory that a worker may take, its OCR process included: a bundle of 3,000 pages needs about a third.
DEFAULT_MEMORY = 4.0 * 2**30


def run(
    inputs: Iterable[Path],
    output: Path,
    *,
    options: Options | None = None,
    workers: int = 1,
    timeout: float = DEFAULT_TIMEOUT,
    memory: float = DEFAULT_MEMORY,
    shard: tuple[int, int] | None = None,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    on_start: Callable[[int, int], None] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> RunReport:
    """Read every document in ``inputs`` and write the tables of a run into ``output``.

    Documents that an earlier run into the same folder finished, and that have not changed since, are not read again.

    Args:
        inputs: files and folders.
        output: the run folder; new, empty, or one of an earlier run.
        options: the user's choices.
        workers: processes that read documents.
        timeout: seconds that one document may take; a range of a large one, likewise.
        memory: bytes of memory that one document may take.
        shard: ``(i, n)``, from 1: only this machine's share of the dossiers.
        engine: ``local`` for processes of this machine, ``dask`` for a Dask scheduler.
        scheduler: address of that scheduler; without it Dask starts ``workers`` processes here.
        on_start: called once with the number of documents to read and of those finished earlier.
        on_event: called for every page and document.

    Raises:
        NothingToDo: the inputs hold no document.
        OutputError: the output folder cannot be used.
        MissingEngine: the OCR engine that was asked for is not here.
    """
    options, started = options or Options(), time.perf_counter()
    fingerprint = options.fingerprint()
    store, sources = Store(output), find_sources(inputs)
    store.open()
    with store.lock(), _writing(output):
        sources = list(_without_archives(_of_shard(sources, shard), store, fingerprint))
        todo = _largest_first(source for source in sources if not _is_finished(store, source, fingerprint))
        for source in todo:
            store.drop(source.document_id)
        store.write_plan([source.document_id for source in sources])
        if on_start:
            on_start(len(todo), len(sources) - len(todo))
        for event in _pool(store, options, workers, Bounds(timeout, memory), engine, scheduler).read(todo):
            if event.kind == "lost":
                store.write(event.source.document_id, lost_record(event.source, fingerprint, event.reason))
            if on_event:
                on_event(event)
        origins = {source.document_id: source.origin for source in sources if source.origin}
        store.write_origins({name: asdict(origin) for name, origin in origins.items()})
        return write_run(
            output,
            [Kept(one.dossier_id, one.name, one.document_id, store, one.origin) for one in sources],
            reused=len(sources) - len(todo),
            seconds=time.perf_counter() - started,
            about={"options": asdict(options), "workers": workers, "engine": engine},
        )


def merge(runs: Sequence[Path], output: Path) -> RunReport:
    """Join runs over shards of one corpus; the tables are those of one run over all of it.

    Raises:
        NothingToDo: a folder in ``runs`` is no run, has lost its state, or is not done.
        OutputError: the output folder cannot be used, or the runs were made with other options or versions.
    """
    started = time.perf_counter()
    kept, fingerprints = dict[str, Kept](), dict[str, Path]()
    for folder in runs:
        for item, fingerprint in _of_run(Store(folder)):
            kept[item.document_id] = item
            fingerprints.setdefault(fingerprint, folder)
    if len(fingerprints) > 1:
        one, other, *_ = fingerprints.values()
        raise OutputError(f"{one} and {other} were read with other options, OCR or versions; their tables do not join")
    if output.resolve() in {folder.resolve() for folder in runs}:
        raise OutputError(f"{output} is one of the runs to merge; name a new folder")
    target = Store(output)
    target.open()
    with target.lock(), _writing(output):
        for item in kept.values():
            shutil.copyfile(item.store.place_of(item.document_id), target.place_of(item.document_id))
        target.write_plan(sorted(kept))
        target.write_origins({name: asdict(item.origin) for name, item in kept.items() if item.origin})
        about = {"merged": [str(folder) for folder in runs]}
        return write_run(output, kept.values(), reused=len(kept), seconds=time.perf_counter() - started, about=about)


def _of_run(store: Store) -> Iterator[tuple[Kept, str]]:
    """What a finished run keeps, and with which options each document was read."""
    plan = store.load_plan()
    if not store.documents.is_dir():
        raise NothingToDo(f"{store.output} is no run of woo-gronden, or its {store.state.name} folder is gone")
    origins = store.load_origins()
    for document_id in plan:
        record = store.load(document_id)
        if record is None:
            done, total = store.progress()
            raise NothingToDo(f"{store.output}: {done} of {total} documents are read; finish that run first")
        row = record["rows"]["documents"][0]
        kept = Kept(row["dossier_id"], row["path"], document_id, store, origins.get(document_id))
        yield kept, record["fingerprint"]


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    """What fails inside the block is the run folder: documents that cannot be read are rows, not errors."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(f"{output} cannot be written ({why}); mend that and start again to go on") from error


def _pool(
    store: Store, options: Options, workers: int, bounds: Bounds, engine: str, scheduler: str | None
) -> Pool | DaskPool:
    if engine == "local":
        return Pool(store.output, options, workers, bounds)
    from woo_gronden.runners.cluster import DaskPool

    return DaskPool(store, options, workers, bounds, scheduler)


def _without_archives(sources: Sequence[SourceFile], store: Store, fingerprint: str) -> Iterator[SourceFile]:
    """The documents themselves: those in archives unpacked into the state folder, each archive once."""
    for source in sources:
        if not source.is_archive:
            yield source
            continue
        found = [source]
        try:
            state = state_of(source)
            found = _unpacked(source, store, state)
        except InputError as error:
            record = failed_record(source, "", fingerprint, failure_of(source, "unpack", error))
            store.write(source.document_id, record | state._asdict())
        except FileNotFoundError:
            log.warning("%s has gone", source.name)
        yield from found


def _unpacked(source: SourceFile, store: Store, state: State) -> list[SourceFile]:
    from woo_gronden.ingest import unpack

    into = store.unpacked / source.document_id
    mark = into.with_suffix(".json")
    if not mark.exists() or mark.read_text(encoding="utf-8") != json.dumps(state):
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        try:
            unpack(source.path, into)
        except WooGrondenError:
            shutil.rmtree(into, ignore_errors=True)
            raise
        write_whole(mark, json.dumps(state))
    found = find_unpacked(into, source)
    if not found:
        raise InputError(source.path, "the archive holds no document")
    return found


def _largest_first(sources: Iterable[SourceFile]) -> list[SourceFile]:
    """In this order no large file is left for one worker at the end; what has gone comes last."""
    return sorted(sources, key=lambda source: source.path.stat().st_size if source.path.exists() else 0, reverse=True)


def _of_shard(sources: list[SourceFile], shard: tuple[int, int] | None) -> list[SourceFile]:
    # By dossier, so that a letter and its documents meet; by a digest of its name, so that machines need not talk.
    if shard is None:
        return sources
    index, count = shard
    return [source for source in sources if zlib.crc32(source.dossier_id.encode()) % count == index - 1]


def _is_finished(store: Store, source: SourceFile, fingerprint: str) -> bool:
    kept = store.load(source.document_id)
    if kept is None or kept.get("lost") or kept["fingerprint"] != fingerprint:
        return False
    try:
        stat = source.path.stat()
        same = (kept.get("size"), kept.get("mtime")) == (stat.st_size, stat.st_mtime_ns)
        return same or kept["sha256"] == digest_of(source.path)
    except OSError:
        return False
