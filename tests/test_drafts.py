"""A file is whole or as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from woo_gronden.drafts import new_file


def _run_out_of_space(target: Path) -> None:
    with new_file(target) as page:
        page.write("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_names_the_file_and_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "rapport.html"
    target.write_text("vorig")
    with pytest.raises(OSError, match=r"rapport\.html"):
        _run_out_of_space(target)
    assert target.read_text() == "vorig"
    assert list(tmp_path.iterdir()) == [target]
