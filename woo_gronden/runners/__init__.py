"""Runs over a corpus: on this machine's processes, resumable."""

from woo_gronden.runners.jobs import Event
from woo_gronden.runners.run import DEFAULT_TIMEOUT, RunReport, run

__all__ = ["DEFAULT_TIMEOUT", "Event", "RunReport", "run"]
