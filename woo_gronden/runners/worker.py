"""What happens in a worker process: one document after another, each kept on disk before it is reported."""

from __future__ import annotations

import os
import traceback
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from woo_gronden.dataset import failed_rows, rows_of
from woo_gronden.errors import InputError, WooGrondenError
from woo_gronden.pipeline import Options, digest_of, read_source
from woo_gronden.runners.store import Store
from woo_gronden.schema import Failure
from woo_gronden.sources import SourceFile


def serve(pipe: Connection, output: Path, options: Options) -> None:
    """Read documents that come through ``pipe`` until None comes; answer ("page", n) and ("done", document_id)."""
    # One engine thread a worker: the workers are what uses the cores.
    os.environ["OMP_THREAD_LIMIT"] = os.environ["OMP_NUM_THREADS"] = "1"
    store = Store(output)
    fingerprint = options.fingerprint()
    while (source := pipe.recv()) is not None:
        record = read_record(source, options, fingerprint, lambda page: pipe.send(("page", page)))
        store.write(source.document_id, record)
        pipe.send(("done", source.document_id))


def read_record(source: SourceFile, options: Options, fingerprint: str, on_page: Any = None) -> dict[str, Any]:
    """Read one document into what is kept of it; whatever goes wrong becomes a row that says so."""
    digest = ""
    try:
        stat = source.path.stat()
        digest = digest_of(source.path)
        extraction = read_source(source, options, sha256=digest, on_page=on_page)
    except WooGrondenError as error:
        reason = error.reason if isinstance(error, InputError) else str(error)
        return failed_record(source, digest, fingerprint, Failure(source.name, "ingest", type(error).__name__, reason))
    except OSError as error:
        reason = f"cannot be read: {error.strerror or type(error).__name__}"
        return failed_record(source, digest, fingerprint, Failure(source.name, "ingest", type(error).__name__, reason))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one document must not cost the others
        # The message of an unforeseen error may quote the document, hidden text included: its place in the code may not.
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"internal error {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
        return failed_record(
            source, digest, fingerprint, Failure(source.name, "pipeline", type(error).__name__, reason)
        )
    return {
        "sha256": digest,
        "size": stat.st_size,
        "mtime": stat.st_mtime_ns,
        "fingerprint": fingerprint,
        "rows": rows_of(extraction, dossier_id=source.dossier_id),
        "failures": [asdict(failure) for failure in extraction.failures],
        "seconds": {stage: round(seconds, 4) for stage, seconds in extraction.seconds.items()},
    }


def failed_record(source: SourceFile, digest: str, fingerprint: str, failure: Failure) -> dict[str, Any]:
    """What is kept of a document that could not be read."""
    rows = failed_rows(source.document_id, source.dossier_id, source.name, digest, failure.message)
    return {
        "sha256": digest,
        "fingerprint": fingerprint,
        "rows": rows,
        "failures": [asdict(failure)],
        "seconds": {},
    }
