"""The same run on a Dask cluster of processes: the same tables, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.runners.test_run import _letter, _tables
from tests.runners.workers import misbehave
from woo_gronden.errors import WooGrondenError
from woo_gronden.pipeline import Options
from woo_gronden.runners import run
from woo_gronden.runners.child import Bounds
from woo_gronden.runners.cluster import DaskPool
from woo_gronden.runners.store import Store
from woo_gronden.sources import SourceFile

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "corpus"
    for number in range(8):
        _letter(folder / f"{number}/besluit.pdf", pages=2)
    return folder


def test_a_killed_worker_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "local", workers=2)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killed: list[int] = []

        def kill_one() -> None:
            until = time.monotonic() + 60
            while not list((tmp_path / "dask/.state/documents").glob("*.json.gz")) and time.monotonic() < until:
                time.sleep(0.02)
            pid = next(iter(cluster.workers.values())).pid
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

        killer = threading.Thread(target=kill_one)
        killer.start()
        report = run([corpus], tmp_path / "dask", engine="dask", scheduler=cluster.scheduler_address)
        killer.join()
    assert killed
    assert report.failed == 0
    assert _tables(tmp_path / "dask") == _tables(tmp_path / "local")


def test_a_document_past_a_bound_or_that_kills_its_reader_costs_itself_alone(tmp_path: Path) -> None:
    names = ["a", "hang", "b", "eat", "segv", "bundle", "c"]
    store = Store(tmp_path / "run")
    store.open()
    sources = [SourceFile(tmp_path / name, name, name) for name in names]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        before = {worker.pid for worker in cluster.workers.values()}
        pool = DaskPool(store, Options(), 2, Bounds(8, 2.0 * 2**30), cluster.scheduler_address, misbehave)
        events = {event.source.name: event for event in pool.read(sources)}
        assert {worker.pid for worker in cluster.workers.values()} == before
    assert {name for name in names if events[name].kind == "done"} == {"a", "b", "c", "bundle"}
    assert "longer than 8 seconds (--timeout)" in events["hang"].reason
    assert "more than 2 GB of memory (--memory)" in events["eat"].reason
    assert "SIGSEGV" in events["segv"].reason
    (reason,) = store.load(sources[names.index("bundle")].document_id)["failures"]  # type: ignore[index]
    assert reason.startswith("pages 151 to 300: the process that read it ended (SIGKILL)")


def test_a_scheduler_that_does_not_answer_is_named(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(WooGrondenError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1"):
        run([corpus], tmp_path / "run", engine="dask", scheduler="tcp://127.0.0.1:1")
