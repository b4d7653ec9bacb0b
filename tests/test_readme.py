"""What the README shows runs, and names commands that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from woo_gronden.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEESMIJ = (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")


def test_python_code_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    assert blocks
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=True)
        assert "deels openbaar" in done.stdout


@pytest.mark.parametrize("page", [README, LEESMIJ], ids=["README", "LEESMIJ"])
def test_the_output_shown_is_true(page: str) -> None:
    command = re.search(r"\$ woo-gronden (show \S+)\n```\n```\n(.*?)```", page, flags=re.S)
    assert command
    shown = CliRunner().invoke(app, command[1].split()).output
    squeezed = " ".join(shown.split())
    for line in command[2].rstrip().removesuffix("...").splitlines():
        assert " ".join(line.split()) in squeezed, line


@pytest.mark.parametrize("table", [README.split("## What it does\n")[1], LEESMIJ.split("## Commando's\n")[1]])
def test_the_table_names_every_command_and_no_other(table: str) -> None:
    named = set(re.findall(r"(?:^\| |, )`([a-z]+)", table.split("```python")[0].split("\n## ")[0], flags=re.M))
    assert named == set(typer.main.get_command(app).commands)


def test_links_lead_somewhere() -> None:
    for page in (README, LEESMIJ):
        for target in re.findall(r"\]\(([^)#:]+)\)", page):
            assert (ROOT / target).exists(), target
