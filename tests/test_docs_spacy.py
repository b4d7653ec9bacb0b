"""The code in docs/spacy.md runs and prints what stands there."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[1] / "docs" / "spacy.md"
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PRINTED = re.compile(r"^prints\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_runs_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("spacy")
    monkeypatch.chdir(tmp_path)
    guide = GUIDE.read_text(encoding="utf-8")
    blocks = _PYTHON.findall(guide)
    assert len(blocks) == 4
    scope: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in blocks:
            exec(compile(block, str(GUIDE), "exec"), scope)
    wanted = _PRINTED.search(guide)
    assert wanted
    assert printed.getvalue() == wanted[1]
    page = (tmp_path / "passages.html").read_text(encoding="utf-8")
    assert "woo:5.1.2e" in page
    assert "#f6c64b" in page
    assert "woo:5.1.2e" in str(scope["entities"])
