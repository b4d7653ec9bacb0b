"""Workers that die or hang cost the document in hand, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runners.workers import misbehave
from woo_gronden.errors import OutputError
from woo_gronden.pipeline import Options
from woo_gronden.runners.child import Bounds
from woo_gronden.runners.pool import Event, Pool
from woo_gronden.runners.store import Store
from woo_gronden.sources import SourceFile


def _read(tmp_path: Path, names: list[str], timeout: float = 60, workers: int = 2) -> dict[str, Event]:
    store = Store(tmp_path / "run")
    store.open()
    sources = [SourceFile(tmp_path / name, name, name) for name in names]
    pool = Pool(store.output, Options(), workers, Bounds(timeout, 2.0 * 2**30), misbehave)
    events = {event.source.name: event for event in pool.read(sources)}
    assert set(events) == set(names)
    for source in sources:
        assert (store.load(source.document_id) is not None) == (events[source.name].kind == "done")
    return events


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_worker_costs_its_document_alone(tmp_path: Path, workers: int) -> None:
    events = _read(tmp_path, ["a", "segv-1", "b", "segv-2", "c"], workers=workers)
    assert [events[name].kind for name in ("a", "segv-1", "b", "segv-2", "c")] == [
        "done",
        "lost",
        "done",
        "lost",
        "done",
    ]
    assert "SIGSEGV" in events["segv-1"].reason


def test_a_document_past_the_bound_is_given_up(tmp_path: Path) -> None:
    events = _read(tmp_path, ["hang", "a"], timeout=6)
    assert events["hang"].kind == "lost"
    assert "longer than 6 seconds" in events["hang"].reason
    assert events["a"].kind == "done"


def test_a_large_file_is_read_in_ranges_and_a_lost_range_costs_itself(tmp_path: Path) -> None:
    events = _read(tmp_path, ["bundle", "a"])
    assert events["bundle"].kind == "done"
    store = Store(tmp_path / "run")
    (reason,) = store.load(SourceFile(tmp_path / "bundle", "bundle", "bundle").document_id)["failures"]  # type: ignore[index]
    assert reason.startswith("pages 151 to 300: the process that read it ended (SIGKILL)")


def test_a_document_that_eats_memory_is_given_up(tmp_path: Path) -> None:
    events = _read(tmp_path, ["eat", "a"])
    assert "more than 2 GB of memory" in events["eat"].reason
    assert events["a"].kind == "done"


def test_a_run_folder_that_takes_nothing_more_ends_the_run_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\); mend that and start again"):
        _read(tmp_path, ["a", "full", "b"])
