"""The commands of docs/annotation.md, on the demo run: what the page says is what happens."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from typer.testing import CliRunner

from woo_gronden.annotation import FORMS, STRATEGIES
from woo_gronden.cli.app import app
from woo_gronden.schema import Annotation

PAGE = Path(__file__).resolve().parents[1] / "docs" / "annotation.md"


def test_every_option_exists() -> None:
    runner = CliRunner()
    text = PAGE.read_text(encoding="utf-8")
    commands = re.findall(r"^\$ woo-gronden (annotate \w+|train)(.*)$", text, re.M)
    assert {name for name, _ in commands} == {
        "annotate sample", "annotate export", "annotate import", "annotate agreement", "train",
    }  # fmt: skip
    for name, rest in commands:
        shown = runner.invoke(app, [*name.split(), "--help"], env={"COLUMNS": "200"}).output
        assert all(option in shown for option in re.findall(r"--[a-z]+", rest)), name


def test_tables_name_every_strategy_form_and_field() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert {*STRATEGIES, *FORMS} <= named
    assert {field.name for field in fields(Annotation)} <= named
