"""What was fetched: one row a file in ``provenance.jsonl``, one line an event in ``history.jsonl``.

Rows are added while the work goes on, the last one of a file counts, and at the end the file is written anew in order:
a fetch that is killed loses nothing that it had.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TextIO

from woo_gronden.drafts import write_whole
from woo_gronden.errors import OutputError

PROVENANCE, HISTORY, FAILURES = "provenance.jsonl", "history.jsonl", "failures.jsonl"
STATE = ".fetch"
_OWN = frozenset({PROVENANCE, HISTORY, FAILURES, STATE})


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file comes from. Times are ISO 8601 in UTC.

    Attributes:
        path: the file, from the output folder; two rows share it where one dossier holds the same bytes twice.
        source, record_id, key: name the file within its source; see ``Record`` and ``RemoteFile``.
        retrieved_at: when these bytes came. checked_at: when the source was last seen to still have them.
        withdrawn_at: when the source was found to have it no more; empty while it has.
        unlisted_at: when its list was found to name it no more, though it can still be had.
        previous: earlier versions: sha256, bytes, retrieved_at, replaced_at and kept (where they lie).
    """

    source: str
    record_id: str
    key: str
    path: str
    url: str
    final_url: str
    sha256: str
    bytes: int
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    retrieved_at: str = ""
    checked_at: str = ""
    version: str = ""
    role: str = ""
    title: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    withdrawn_at: str = ""
    unlisted_at: str = ""
    previous: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> tuple[str, str, str]:
        """What makes the row one of a kind."""
        return self.source, self.record_id, self.key


class Ledger:
    """The rows of an output folder, open for writing; use ``opened``."""

    def __init__(self, output: Path) -> None:
        self.output, self.state = output, output / STATE
        self.parts, self.versions = self.state / "parts", self.state / "versions"
        self.rows: dict[tuple[str, str, str], Provenance] = {}
        self._dossiers: dict[tuple[str, str], dict[str, Provenance]] = {}
        for row in load_provenance(output):
            self._index(row)
        self._file: TextIO | None = None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the folder against a second process; at the end, however it comes, the rows are written in order.

        Raises:
            OutputError: the folder is a file, holds something else, cannot be written, or another fetch is at it.
        """
        self._make_folders()
        with (self.state / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(f"another fetch is writing to {self.output}; wait for it") from error
            with (self.output / PROVENANCE).open("a", encoding="utf-8") as self._file:
                try:
                    yield
                finally:
                    rows = sorted(self.rows.values(), key=lambda row: (row.path, row.id))
                    write_lines(self.output / PROVENANCE, [asdict(row) for row in rows])

    def dossier(self, source: str, record_id: str) -> list[Provenance]:
        """The rows of one dossier."""
        return list(self._dossiers.get((source, record_id), {}).values())

    def put(self, row: Provenance) -> None:
        """Note a row; on disk before this returns."""
        assert self._file is not None
        self._index(row)
        self._file.write(_line(asdict(row)))
        self._file.flush()

    def note(self, event: str, at: str, **what: Any) -> None:
        """Add an event to the history: ``fetched``, ``changed``, ``withdrawn``, ``returned``, ``unlisted``, ..."""
        with (self.output / HISTORY).open("a", encoding="utf-8") as file:
            file.write(_line({"at": at, "event": event} | what))

    def load_passes(self) -> dict[str, dict[str, str]]:
        """By source, when its last pass began and ended; ``ended`` is empty for one that was broken off."""
        try:
            passes: dict[str, dict[str, str]] = json.loads((self.state / "passes.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return passes

    def write_pass(self, source: str, began: str, ended: str) -> None:
        """Note that a pass over a source began, or ended."""
        passes = self.load_passes() | {source: {"began": began, "ended": ended}}
        write_whole(self.state / "passes.json", json.dumps(passes, ensure_ascii=False, indent=1) + "\n")

    def _index(self, row: Provenance) -> None:
        self.rows[row.id] = row
        self._dossiers.setdefault((row.source, row.record_id), {})[row.key] = row

    def _make_folders(self) -> None:
        if self.output.exists() and not self.output.is_dir():
            raise OutputError(f"{self.output} is a file; --output takes a folder")
        if self.output.is_dir():
            there = {path.name for path in self.output.iterdir()}
            if there and not there & _OWN:
                raise OutputError(f"{self.output} holds something else; name an empty or a new folder")
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
            self.versions.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.output} cannot be written: {error.strerror}") from error


def load_provenance(output: Path) -> list[Provenance]:
    """The rows of an output folder, the last one of each file; a line cut off by a crash is left out."""
    rows: dict[tuple[str, str, str], Provenance] = {}
    known = {item.name for item in fields(Provenance)}
    try:
        lines = (output / PROVENANCE).read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    for line in lines:
        try:
            row = Provenance(**{name: value for name, value in json.loads(line).items() if name in known})
        except (ValueError, TypeError, AttributeError):
            continue
        rows[row.id] = row
    return list(rows.values())


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write JSON lines, whole or not at all."""
    write_whole(path, "".join(_line(row) for row in rows))


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) + "\n"
