"""Write the pages that are made from the code: ``python docs/generate.py``.

``commands.md`` comes from ``--help``, ``api.md`` from docstrings, ``tables.md`` from the schema. A test compares what
is committed with what this makes.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer.main
from typer.testing import CliRunner

from woo_gronden.cli.app import app
from woo_gronden.dataset.dictionary import data_dictionary

DOCS = Path(__file__).resolve().parent
# What fits a column of the site.
_WIDTH = 80

# The page that tells more of a command.
_MORE = {
    "run": "running.md",
    "inspect": "inspect.md",
    "report": "report.md",
    "explore": "explore.md",
    "cite": "citations.md",
    "redactions": "redactions.md",
    "train": "classifier.md",
    "models": "classifier.md",
    "ask": "classifier.md#a-language-model-of-your-own",
    "annotate": "annotation.md",
    "dataset": "dataset.md",
    "corpus fetch": "sources.md",
    "corpus export": "giving-back.md",
    "evaluate decisions": "letters.md",
    "evaluate grounds": "classifier.md#figures",
    "evaluate links": "dossier.md#figures",
    "evaluate roles": "dossier.md#figures",
    "evaluate bundles": "dossier.md#figures",
}

# What the five functions give back, most looked for first.
_VALUES = {
    "woo_gronden.schema": (
        "Dossier", "Extraction", "Document", "Decision", "Fact", "Section", "Passage", "Citation", "Redaction", "BBox",
        "InventoryItem", "Link", "Argument", "Finding",
    ),
    "woo_gronden.taxonomy": ("Ground",),
    "woo_gronden.classify": ("Model", "KindModel"),
}  # fmt: skip
_ROOMS = (
    "taxonomy", "citations", "ingest", "redactions", "structure", "classify", "dossier", "dataset", "sources",
    "annotation", "evaluation", "report", "runners",
)  # fmt: skip

_COMMANDS_HEAD = """# Commands

What `--help` prints for every command (made by `python docs/generate.py`). In a checkout, `python cli.py` does the same
as `woo-gronden`.

Exit status: 0 done (also when some documents failed: they are listed, and the last line on stderr counts them), 1
nothing could be done, 2 wrong use. Data goes to stdout, messages to stderr.
"""
_API_HEAD = """# Python

Made from docstrings by `python docs/generate.py`. Five functions do what most programs need; they load their part of
the package when first used.

## import woo_gronden as wg
"""
_ROOMS_HEAD = """## The rooms

One room does one job; `woo_gronden.pipeline` joins them. What is not listed is private.
"""

# ":class:`~woo_gronden.schema.Dossier`" and its like: the last name is what a reader looks for.
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")
# A heading of a Google docstring, and an item below it.
_SECTION = re.compile(r"^(Args|Returns|Raises|Yields|Attributes):$")
_ITEM = re.compile(r"^    (\w+(?:, \w+)*): (.*)$")


def commands_page() -> str:
    """Every command with what ``--help`` prints."""
    lines = [_COMMANDS_HEAD]
    for words in _command_paths():
        shown = CliRunner().invoke(app, [*words, "--help"], terminal_width=_WIDTH, prog_name="woo-gronden").output
        name = " ".join(words)
        lines += [f"{'###' if len(words) > 1 else '##'} {' '.join(('woo-gronden', *words))}", ""]
        lines += [f"More: [{_MORE[name].partition('#')[0]}]({_MORE[name]})", ""] if name in _MORE else []
        lines += ["```text", *(line.rstrip() for line in shown.strip().splitlines()), "```", ""]
    return "\n".join(lines)


def _command_paths() -> Iterator[tuple[str, ...]]:
    yield ()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        yield (name,)
        for below in getattr(command, "commands", ()):
            yield name, below


def api_page() -> str:
    """The public names with their docstrings, and what each room's window holds."""
    package = import_module("woo_gronden")
    lines = [_API_HEAD]
    for name in package.__all__:
        if callable(getattr(package, name)):
            lines += _entry(f"wg.{name}", getattr(package, name))
    lines += ["## What they give back", ""]
    for module, names in _VALUES.items():
        for name in names:
            lines += _entry(name, getattr(import_module(module), name), f"# {module}\n")
    lines += [
        "## The rooms",
        "",
        "One room does one job; `woo_gronden.pipeline` joins them. What is not listed is private.",
        "",
    ]
    for room in _ROOMS:
        module = import_module(f"woo_gronden.{room}")
        lines += [f"### woo_gronden.{room}", "", _prose(inspect.getdoc(module) or ""), "", "| name | |", "|---|---|"]
        lines += [f"| `{name}` | {_first_sentence(getattr(module, name))} |" for name in sorted(module.__all__)]
        lines += [""]
    return "\n".join(lines)


def _entry(name: str, thing: Any, where: str = "") -> list[str]:
    lines = [f"### {name}", "", "```python", where + _signature(name.rpartition(".")[2], thing), "```", ""]
    lines += [*_docstring(thing), ""]
    if inspect.isclass(thing):
        for below, method in sorted(vars(thing).items()):
            if below.startswith("_") or not (inspect.isfunction(method) or isinstance(method, property)):
                continue
            what = method.fget if isinstance(method, property) else method
            shown = below if isinstance(method, property) else _signature(below, method).replace("(self, ", "(")
            lines += [f"- `{shown.replace('(self)', '()')}`: {_first_sentence(what)}"]
        lines += [""] if lines[-1] else []
    return lines


def _signature(name: str, thing: Any) -> str:
    """One line for a function; a class as its fields, since that is what a reader looks for."""
    if dataclasses.is_dataclass(thing):
        return "\n".join([f"class {name}:", *(f"    {f.name}: {_plain(f.type)}" for f in dataclasses.fields(thing))])
    if inspect.isclass(thing):
        return f"class {name}"
    wanted = inspect.signature(thing)
    taken = list[str]()
    for parameter in wanted.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in taken:
            taken.append("*")
        shown = parameter.name
        if parameter.annotation is not parameter.empty:
            shown += f": {_plain(parameter.annotation)}"
        taken.append(shown if parameter.default is parameter.empty else f"{shown} = {parameter.default!r}")
    return f"{name}({', '.join(taken)}) -> {_plain(wanted.return_annotation)}"


def _plain(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _docstring(thing: Any) -> list[str]:
    """A Google docstring as Markdown: its sections as lists."""
    lines = list[str]()
    in_section = False
    for line in (inspect.getdoc(thing) or "").splitlines():
        if heading := _SECTION.match(line):
            lines += [f"**{heading[1]}**", ""]
            in_section = True
        elif in_section and (item := _ITEM.match(line)):
            lines.append(f"- `{item[1]}`: {_prose(item[2])}")
        else:
            lines.append(("  " if lines and lines[-1].startswith(("- ", "  ")) and line else "") + _prose(line.strip()))
    return lines


def _prose(text: str) -> str:
    return _ROLE.sub(r"`\1`", text).replace("``", "`")


def _first_sentence(thing: Any) -> str:
    """The first sentence of its docstring; nothing for values without one of their own."""
    if not (inspect.isclass(thing) or inspect.isroutine(thing)):
        return ""
    text = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return _prose(re.split(r"(?<=[.:;]) ", text)[0].rstrip(":;")).replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands_page, "api.md": api_page, "tables.md": data_dictionary}


if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
