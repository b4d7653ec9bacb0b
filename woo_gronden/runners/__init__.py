"""Runs over a corpus: on this machine's processes or a cluster's, resumable."""

from woo_gronden.runners.finish import RunReport
from woo_gronden.runners.jobs import Event
from woo_gronden.runners.run import DEFAULT_MEMORY, DEFAULT_TIMEOUT, merge, run
from woo_gronden.runners.store import Store

__all__ = ["DEFAULT_MEMORY", "DEFAULT_TIMEOUT", "Event", "RunReport", "Store", "merge", "run"]
