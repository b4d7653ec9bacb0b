"""Worker processes that misbehave, each in one way, on documents whose name says so."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from woo_gronden.pipeline import Options
from woo_gronden.runners.store import Store


def misbehave(pipe: Connection, output: Path, options: Options) -> None:
    """Die on names with 'segv', hang on names with 'hang', else keep an empty record."""
    store = Store(output)
    while (source := pipe.recv()) is not None:
        if "segv" in source.name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "hang" in source.name:
            time.sleep(600)
        store.write(source.document_id, {"rows": {}})
        pipe.send(("done", source.document_id))
