"""What a run keeps on disk while it works: one file a finished document, whole or not there.

``RUN/.state/documents/<document_id>.json.gz`` holds the rows of a document with the digest of the file and of the
options that they were read with. It is written beside its place, flushed to disk and renamed, so that a run that is
killed at any moment leaves only whole ones, and a run that is started again redoes only what is missing or changed.
"""

from __future__ import annotations

import fcntl
import gzip
import json
import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from woo_gronden.drafts import write_whole
from woo_gronden.errors import OutputError
from woo_gronden.sources import Origin

log = logging.getLogger(__name__)

# Names that may lie in a folder that is, or is becoming, a run.
_STATE = ".state"
_PACKED = ".json.gz"
# A fifth of the JSON's size at 0.15 ms a page; the next levels win little.
_LEVEL = 6
# What every kept document holds; see ``worker``.
_RECORD = {"sha256", "fingerprint", "rows", "failures", "seconds"}
_OWN = frozenset({_STATE, "run.json", "failures.jsonl"})


class Store:
    """The state folder of one run."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.state = output / _STATE
        self.documents = self.state / "documents"
        self.unpacked = self.state / "unpacked"

    def open(self) -> None:
        """Make the folders.

        Raises:
            OutputError: the place is a file, holds something that is no run, or cannot be written.
        """
        if self.output.exists() and not self.output.is_dir():
            raise OutputError(f"{self.output} is a file; --output takes a folder")
        if self.output.is_dir():
            there = {path.name for path in self.output.iterdir()}
            if there and not there & _OWN:
                raise OutputError(
                    f"{self.output} holds something else ({', '.join(sorted(there)[:3])}, ...) and no earlier run; "
                    "name an empty or a new folder"
                )
        try:
            self.documents.mkdir(parents=True, exist_ok=True)
            self.unpacked.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.output} cannot be written: {error.strerror}") from error

    def write_plan(self, document_ids: Sequence[str]) -> None:
        """Say which documents the run has, so that anyone can see how far it is."""
        write_whole(self.state / "plan.json", json.dumps({"documents": list(document_ids)}))

    def load_plan(self) -> list[str]:
        """The ids that ``write_plan`` wrote; none where no run was started."""
        try:
            plan: list[str] = list(json.loads((self.state / "plan.json").read_text(encoding="utf-8"))["documents"])
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return plan

    def write_origins(self, origins: dict[str, dict[str, str]]) -> None:
        """Note where fetched documents come from, by document_id."""
        write_whole(self.state / "origins.json", json.dumps(origins, ensure_ascii=False))

    def load_origins(self) -> dict[str, Origin]:
        """What ``write_origins`` noted; nothing where the note is damaged."""
        try:
            noted: Any = json.loads((self.state / "origins.json").read_text(encoding="utf-8"))
            return {name: Origin(**said) for name, said in noted.items()}
        except (FileNotFoundError, ValueError, AttributeError, TypeError):
            return {}

    def progress(self) -> tuple[int, int]:
        """Documents that are finished, and documents in all; (0, 0) where no run was started."""
        plan = self.load_plan()
        kept = {path.name.removesuffix(_PACKED) for path in self.documents.glob(f"*{_PACKED}")}
        return sum(document_id in kept for document_id in plan), len(plan)

    def place_of(self, document_id: str) -> Path:
        """Where a finished document is kept."""
        return self.documents / f"{document_id}{_PACKED}"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the run against a second process.

        Raises:
            OutputError: another process is at it.
        """
        with (self.state / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise OutputError(
                    f"another run is writing to {self.output}; wait for it or name another folder"
                ) from error
            except OSError as error:
                # Some network file systems know no locks.
                log.warning("%s: no lock to be had (%s): start no second run into it", self.output, error.strerror)
            yield

    def load(self, document_id: str) -> dict[str, Any] | None:
        """What was kept of a document, or None where nothing whole is there."""
        try:
            kept: Any = json.loads(gzip.decompress(self.place_of(document_id).read_bytes()))
        except (FileNotFoundError, ValueError, EOFError, gzip.BadGzipFile, zlib.error):
            # Cut off by a damaged disk, or not ours: as good as absent, the document is read again.
            return None
        return kept if isinstance(kept, dict) and kept.keys() >= _RECORD else None

    def drop(self, document_id: str) -> None:
        """Forget a document that is to be read again, so that it does not count as finished meanwhile."""
        self.place_of(document_id).unlink(missing_ok=True)
        # As it was kept before it was packed.
        (self.documents / f"{document_id}.json").unlink(missing_ok=True)

    def write(self, document_id: str, record: dict[str, Any]) -> None:
        """Keep a document: whole on disk before it counts."""
        text = json.dumps(record, ensure_ascii=False, sort_keys=True)
        write_whole(self.place_of(document_id), gzip.compress(text.encode(), _LEVEL, mtime=0))
