"""The tutorials run as they stand, one after another in one folder, and print what they show."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from woo_gronden.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ROOT / "docs" / "tutorials"
# A block of code, and the block of what it prints where one follows at once.
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.M | re.S)


def play(page: Path) -> int:
    """Do all that the page says, here; the number of its blocks."""
    scope: dict[str, object] = {}
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    for kind, code, printed in blocks:
        if kind == "console":
            for command, shown in _commands(code):
                _holds(_run(command), shown, f"{page.name}: {command}")
        else:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(code, page.name, "exec"), scope)
            _holds(said.getvalue(), printed.splitlines(), f"{page.name}: {code}")
    return len(blocks)


def _commands(code: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", code, flags=re.M)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def _run(command: str) -> str:
    name, *words = command.split()
    if name != "woo-gronden":
        return subprocess.run([name, *words], check=True, capture_output=True, text=True).stdout
    if words[0] == "run":
        words += ["--workers", "1"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, f"{command}\n{done.output}"
    return done.output


def _holds(printed: str, shown: list[str], what: str) -> None:
    squeezed = " ".join(printed.split())
    for line in shown:
        assert " ".join(line.split()) in squeezed, f"{what}\nshows {line!r}, printed was:\n{printed}"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first tutorial was done: the others go on there."""
    here = tmp_path_factory.mktemp("desk")
    for part in ("corpus/demo", "annotations/demo"):
        shutil.copytree(ROOT / part, here / part)
    with contextlib.chdir(here):
        assert play(TUTORIALS / "folder-to-report.md") == 6
    return here


def test_from_a_folder_to_a_report(desk: Path) -> None:
    assert "<svg" in (desk / "report.html").read_text(encoding="utf-8")
    assert (desk / "wiekslag.html").is_file()


def test_a_question_in_pandas(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(desk)
    assert play(TUTORIALS / "question-in-pandas.md") == 6


def test_a_model_of_ones_own(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(desk)
    assert play(TUTORIALS / "own-model.md") == 6


def test_code_in_the_guides_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb")
    monkeypatch.chdir(desk)
    (desk / "runs" / "demo").symlink_to(desk / "runs" / "first")
    assert play(ROOT / "docs" / "for-the-developer.md") == 1
    assert play(ROOT / "docs" / "for-the-data-person.md") == 1


def test_every_tutorial_is_played() -> None:
    assert {page.name for page in TUTORIALS.glob("*.md")} == {
        "folder-to-report.md", "question-in-pandas.md", "own-model.md",
    }  # fmt: skip
