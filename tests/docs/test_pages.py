"""Pages made from the code are as the code is; the site builds without a dead link and asks for nothing from elsewhere."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest
import typer.main

from woo_gronden.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "LEESMIJ.md", ROOT / "CONTRIBUTING.md"]
# What a browser would fetch by itself; links that a reader follows are no such thing.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//"
    r"|<link\b(?![^>]*rel=[\"']?canonical)[^>]*\bhref=[\"']?(?:https?:)?//"
    r"|@import|url\([\"']?(?:https?:)?//"
)


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Typer lays out the help of commands, since 0.29 as on the page.
_TYPER = tuple(map(int, importlib.metadata.version("typer").split(".")[:2]))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("commands.md", marks=pytest.mark.skipif(_TYPER < (0, 29), reason="Typer lays out help otherwise")),
        "api.md",
        "tables.md",
    ],
)
def test_a_page_made_from_the_code_is_as_the_code_is(page: str) -> None:
    made = _generator().PAGES[page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == made, "run: python docs/generate.py"


def test_the_site_builds_strictly_and_fetches_nothing(tmp_path: Path) -> None:
    commands = pytest.importorskip("mkdocs.commands.build", reason="mkdocs is absent: pip install '.[docs]'")
    config = pytest.importorskip("mkdocs.config")
    commands.build(config.load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path)))
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 30
    for page in (*pages, *tmp_path.rglob("*.css")):
        found = _FETCHED.search(page.read_text(encoding="utf-8"))
        assert found is None, f"{page.relative_to(tmp_path)}: {found and found[0]}"


def _options(command: click.Command) -> set[str]:
    return {
        "--help",
        "--version",
        *(option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)),
    }


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "commands.md"], ids=lambda page: page.name)
def test_commands_and_options_named_exist(page: Path) -> None:
    for words in re.findall(r"woo-gronden ([a-z][^`\n)&]*)", page.read_text(encoding="utf-8")):
        command: click.Command = typer.main.get_command(app)
        for word in words.split("|")[0].split():
            if not hasattr(command, "commands") or not word.islower():
                break
            assert word in command.commands, f"woo-gronden {words}"
            command = command.commands[word]
        if not hasattr(command, "commands"):
            assert set(re.findall(r"(?<=\s)--[a-z-]+", words)) <= _options(command), f"woo-gronden {words}"


@pytest.mark.parametrize("page", ["dossier.md", "voor-de-ambtenaar.md"])
def test_every_kind_of_finding_is_explained(page: str) -> None:
    sentences = tomllib.loads((ROOT / "woo_gronden/dossier/data/sentences_nl.toml").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [kind for kind in sentences if kind not in text] == []


def test_every_picture_is_shown_and_light() -> None:
    shown = {name for page in PAGES for name in re.findall(r"img/([\w.-]+)", page.read_text(encoding="utf-8"))}
    pictures = sorted((ROOT / "docs" / "img").iterdir())
    assert {picture.name for picture in pictures} == shown
    assert [picture.name for picture in pictures if picture.stat().st_size > 120_000] == []


def test_every_extra_is_named() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    table = (ROOT / "docs" / "start.md").read_text(encoding="utf-8").split("## Extras")[1].split("\n## ")[0]
    assert {
        name for line in re.findall(r"^\| (`.*?) \|", table, flags=re.M) for name in re.findall(r"`(\w+)`", line)
    } == set(extras)
