"""What the README shows runs, and names commands that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from woo_gronden.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_code_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    assert blocks
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=True)
        assert "deels openbaar" in done.stdout


def test_the_output_shown_is_true() -> None:
    command = re.search(r"\$ woo-gronden (show \S+)\n```\n```\n(.*?)```", README, flags=re.S)
    assert command
    shown = CliRunner().invoke(app, command[1].split()).output
    squeezed = " ".join(shown.split())
    for line in command[2].removesuffix("...\n").splitlines():
        assert " ".join(line.split()) in squeezed, line


def test_commands_named_exist() -> None:
    listed = CliRunner().invoke(app, ["--help"]).output
    for name in re.findall(r"^\| `(\w+)", README.split("## What it does\n")[1].split("```python")[0], flags=re.M):
        assert re.search(rf"^  {name}\b", listed, flags=re.M), name


def test_links_lead_somewhere() -> None:
    for page in (README, (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page):
            assert (ROOT / target).exists(), target
