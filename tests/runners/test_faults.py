"""Faults of the machine: what they cost now, and that the next run makes good."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from tests.runners.test_run import _letter, _tables
from woo_gronden.dataset import load_table
from woo_gronden.errors import NothingToDo, OutputError
from woo_gronden.pipeline import Options
from woo_gronden.runners import Event, merge, run
from woo_gronden.runners.store import Store
from woo_gronden.runners.worker import Job, do_job, lost_batch, state_of
from woo_gronden.sources import SourceFile


def _one(tmp_path: Path) -> SourceFile:
    return SourceFile(_letter(tmp_path / "in/besluit.pdf"), "in/besluit.pdf", "in")


@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), MemoryError()])
def test_a_fault_of_the_machine_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise fault

    source = _one(tmp_path)
    monkeypatch.setattr("woo_gronden.runners.worker.read_source", fail)
    kind, record = do_job(Job(source), Options())
    assert (kind, record["lost"]) == ("done", True)
    assert record["rows"]["documents"][0]["status"] == "failed"
    monkeypatch.undo()
    store = Store(tmp_path / "run")
    store.open()
    store.write(source.document_id, record)
    assert run([tmp_path / "in"], tmp_path / "run").reused == 0
    assert load_table(tmp_path / "run", "documents")[0]["status"] == "ok"


def test_a_range_that_was_lost_is_tried_again(tmp_path: Path) -> None:
    source = _one(tmp_path)
    _, whole = do_job(Job(source, 1, 1), Options())
    job = Job(source, batches=(whole, lost_batch(source, 2, 2, "gone")), state=state_of(source))
    assert do_job(job, Options())[1]["lost"]


def test_a_file_that_changes_while_it_is_read_is_no_result(tmp_path: Path) -> None:
    source = _one(tmp_path)
    before = state_of(source)
    _letter(source.path, pages=2)
    _, batch = do_job(Job(source, 1, 2), Options())
    record = do_job(Job(source, batches=(batch,), state=before), Options())[1]
    assert record["lost"]
    assert "changed while it was read" in record["failures"][0]["message"]


def test_a_folder_that_was_half_written_is_no_finished_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _one(tmp_path)
    run([tmp_path / "in"], tmp_path / "run")
    whole = _tables(tmp_path / "run")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("woo_gronden.runners.finish.rewrite_table", full)
    with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\); mend that and start again"):
        run([tmp_path / "in"], tmp_path / "run")
    assert not (tmp_path / "run/run.json").exists()
    monkeypatch.undo()
    assert run([tmp_path / "in"], tmp_path / "run").reused == 1
    assert _tables(tmp_path / "run") == whole


def test_a_disk_that_fills_ends_the_run_and_costs_nothing_that_was_done(tmp_path: Path) -> None:
    for number in range(6):
        _letter(tmp_path / f"in/{number}/besluit.pdf")
    _letter(tmp_path / "in/groot/besluit.pdf", pages=40)
    # A bound on the size of any file stands for the disk: the one large document does not fit.
    code = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2_500, {resource.RLIM_INFINITY}));"
        "from woo_gronden.cli.app import main; sys.argv[0] = 'woo-gronden'; main()"
    )
    command = [sys.executable, "-c", code, "run", "in", "--output", "run", "--workers", "1"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "cannot be written (File too large); mend that and start again" in told.stderr
    assert "Traceback" not in told.stderr
    done = len(list((tmp_path / "run/.state/documents").glob("*.json.gz")))
    assert run([tmp_path / "in"], tmp_path / "run").reused == done
    assert {row["status"] for row in load_table(tmp_path / "run", "documents")} == {"ok"}


def test_documents_that_are_no_longer_there_are_in_no_table(tmp_path: Path) -> None:
    for name in "ab":
        _letter(tmp_path / f"in/{name}/besluit.pdf")
    run([tmp_path / "in"], tmp_path / "run")
    shutil.rmtree(tmp_path / "in/b")
    run([tmp_path / "in"], tmp_path / "run")
    merge([tmp_path / "run"], tmp_path / "all")
    assert _tables(tmp_path / "all") == _tables(tmp_path / "run")
    assert len(load_table(tmp_path / "all", "documents")) == 1


@pytest.mark.parametrize("note", ["2.5", '{"a": 3}', '{"a": {"place": "Rijk"}}', "[", "\xff"])
def test_a_damaged_note_of_origins_costs_the_origins_alone(tmp_path: Path, note: str) -> None:
    _letter(tmp_path / "in/a/besluit.pdf")
    run([tmp_path / "in"], tmp_path / "run")
    (Store(tmp_path / "run").state / "origins.json").write_text(note, encoding="latin-1")
    merge([tmp_path / "run"], tmp_path / "all")
    assert _tables(tmp_path / "all") == _tables(tmp_path / "run")


def test_only_finished_runs_of_a_kind_are_joined(tmp_path: Path) -> None:
    for name in "ab":
        _letter(tmp_path / f"{name}/besluit.pdf")
        run([tmp_path / name], tmp_path / f"run-{name}", options=Options(ocr="never" if name == "a" else "auto"))
    with pytest.raises(OutputError, match="other options, OCR or versions"):
        merge([tmp_path / "run-a", tmp_path / "run-b"], tmp_path / "all")
    (kept,) = Store(tmp_path / "run-b").documents.glob("*.json.gz")
    kept.unlink()
    with pytest.raises(NothingToDo, match="0 of 1 documents are read; finish that run first"):
        merge([tmp_path / "run-b"], tmp_path / "all")


def test_changed_options_redo_what_they_touch(tmp_path: Path) -> None:
    _one(tmp_path)
    run([tmp_path / "in"], tmp_path / "run")
    assert run([tmp_path / "in"], tmp_path / "run", options=Options(ocr="never")).reused == 0


def test_what_is_done_can_be_seen_while_it_runs(tmp_path: Path) -> None:
    for number in range(3):
        _letter(tmp_path / f"in/{number}/besluit.pdf")
    seen = list[tuple[int, int]]()

    def look(event: Event) -> None:
        if event.kind == "done":
            seen.append(Store(tmp_path / "run").progress())

    for _ in range(2):
        run([tmp_path / "in"], tmp_path / "run", on_event=look)
        for number in range(2):
            _letter(tmp_path / f"in/{number}/besluit.pdf", pages=2)
    assert seen == [(1, 3), (2, 3), (3, 3), (2, 3), (3, 3)]


def test_workers_end_with_the_run_that_is_killed(tmp_path: Path) -> None:
    for number in range(8):
        _letter(tmp_path / f"in/{number}/besluit.pdf", pages=120)
    command = [sys.executable, "-m", "woo_gronden", "run", "in", "--output", "run", "--workers", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    children: list[psutil.Process] = []
    while len(children) < 2 and time.monotonic() < until:
        children = [c for c in psutil.Process(process.pid).children() if "runners.child" in " ".join(c.cmdline())]
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert len(children) == 2
    assert psutil.wait_procs(children, timeout=20)[1] == []


def test_a_damaged_entry_of_an_archive_costs_itself(tmp_path: Path) -> None:
    letter = _letter(tmp_path / "besluit.pdf", pages=3)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in/dossier.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(letter, "a/goed.pdf")
        archive.write(letter, f"b/{'ê' * 150}.pdf")
        archive.write(letter, "c/stuk.pdf")
        archive.write(letter, "c/stuk.pdf/onder-een-bestand.pdf")
        place = archive.getinfo("c/stuk.pdf").header_offset
    data = bytearray(path.read_bytes())
    data[place + 60 : place + 160] = bytes(100)
    path.write_bytes(data)
    run([tmp_path / "in"], tmp_path / "run")
    rows = {row["path"]: row for row in load_table(tmp_path / "run", "documents")}
    assert [row["status"] for row in rows.values()] == ["ok", "ok", "failed"]
    assert rows["in/dossier.zip/c/stuk.pdf"]["error"]
    assert len(json.loads((tmp_path / "run/run.json").read_text())["rows"]) > 5
