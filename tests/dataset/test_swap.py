"""The old release stays whole, whatever happens to the new one."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.dataset.anonymisers import OneName
from tests.dataset.runs import edited, write_run
from tests.dataset.test_release import content
from woo_gronden.dataset import build_release, validate_release
from woo_gronden.dataset import swap as swap_module
from woo_gronden.errors import OutputError

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import sys
from pathlib import Path
from tests.dataset.anonymisers import Killer
from woo_gronden.dataset import build_release, groups
groups._ROWS_HELD = groups._ROWS_PER_GROUP = 2  # So that files are half written by then.
build_release(Path(sys.argv[1]), Path(sys.argv[2]), anonymiser=Killer())
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return build_release(write_run(tmp_path / "run", 30), tmp_path / "release", anonymiser=OneName()).output


@pytest.fixture
def run(place: Path) -> Path:
    """Another run than the one that ``place`` was built from."""
    return write_run(place.with_name("later"), 30, edited("inventory", 3, title="Nota"))


def test_a_kill_in_the_middle(place: Path, run: Path) -> None:
    before = content(place)
    done = subprocess.run([sys.executable, "-c", KILLED, str(run), str(place)], cwd=ROOT, check=False)
    assert done.returncode == -9
    left = place.with_name(".release.building")
    assert any(left.rglob("*.part"))
    assert content(place) == before
    build_release(run, place, anonymiser=OneName())
    assert not left.exists()
    assert content(place) != before
    assert validate_release(place).faults == []


def full_after(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write, left = pq.ParquetWriter.write_table, [calls]

    def write_table(self: Any, *args: Any, **named: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(self, *args, **named)

    monkeypatch.setattr(pq.ParquetWriter, "write_table", write_table)


@pytest.mark.parametrize("calls", [0, 5])
def test_a_full_disk(place: Path, run: Path, calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(place)
    full_after(calls, monkeypatch)
    with pytest.raises(OutputError, match="No space left on device; what stood there is untouched"):
        build_release(run, place, anonymiser=OneName())
    with pytest.raises(OutputError, match="nothing was left there"):
        build_release(run, place.with_name("new"), anonymiser=OneName())
    assert content(place) == before
    assert sorted(path.name for path in place.parent.iterdir()) == ["later", "release", "run"]


def test_a_full_disk_while_it_is_flushed(place: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(place)

    def fsync(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OutputError, match="No space left"):
        build_release(run, place, anonymiser=OneName())
    assert content(place) == before


def test_two_builds_do_not_meet(place: Path, run: Path) -> None:
    draft = place.with_name(".release.building")
    draft.mkdir()
    (draft / "theirs").touch()
    lock = os.open(draft, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="another build"):
        build_release(run, place, anonymiser=OneName())
    os.close(lock)
    assert (draft / "theirs").exists()


def test_where_folders_cannot_be_exchanged(place: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap_module, "_exchanged", lambda *_: False)
    before = content(place)
    build_release(run, place, anonymiser=OneName())
    assert content(place) != before
    assert sorted(path.name for path in place.parent.iterdir()) == ["later", "release", "run"]


def test_a_kill_between_two_renames_is_mended(place: Path, run: Path) -> None:
    before = content(place)
    place.rename(place.with_name(".release.previous"))
    (run / "links.parquet").write_bytes(b"")
    with pytest.raises(OutputError), swap_module.new_folder(place):
        raise OSError(errno.ENOSPC, "full")
    assert content(place) == before
