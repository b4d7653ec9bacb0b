"""Worker processes that misbehave, each in one way, on documents whose name says so."""

from __future__ import annotations

import os
import pickle
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from woo_gronden.pipeline import Options, PageBatch
from woo_gronden.runners.store import Store
from woo_gronden.runners.worker import State, batch_ranges


def misbehave(pipe: Connection, output: Path | None, options: Options) -> None:
    """Die on 'segv', hang on 'hang', take memory on 'eat', report a full disk on 'full'; else keep an empty record.

    A name with 'bundle' is 400 pages long, and its second range kills the worker.
    """
    store = Store(output) if output else None
    while (job := pipe.recv()) is not None:
        source = job.source
        if "bundle" in source.name and not job.batches:
            if job.first == batch_ranges(400)[1][0]:
                os.kill(os.getpid(), signal.SIGKILL)
            pipe.send(
                ("batch", pickle.dumps(PageBatch((), (), (), (), {}))) if job.first else ("split", (400, State(0, 0)))
            )
            continue
        if "segv" in source.name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "eat" in source.name:
            eaten = bytearray(os.urandom(1)) * (3 * 2**30)
            time.sleep(600 + eaten[0])
        if "full" in source.name:
            pipe.send(("unwritten", "No space left on device"))
        if "hang" in source.name:
            time.sleep(600)
        lost = [failure.message for batch in job.batches for failure in pickle.loads(batch).failures]
        record = {"sha256": "", "fingerprint": "", "rows": {}, "failures": lost, "seconds": {}}
        if store:
            store.write(source.document_id, record)
        pipe.send(("done", None if store else record))
