"""``woo-gronden doctor``."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import out, print_json

if TYPE_CHECKING:
    from woo_gronden.ingest import EngineReport

# What each extra brings, and the package by which its presence is known.
EXTRAS = {
    "transformers": "transformers",
    "cluster": "distributed",
    "annotate": "dkpro-cassis",
    "dataset": "mlcroissant",
    "explore": "datasette",
    "privacy": "deduce",
    "push": "huggingface_hub",
}


def doctor(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Tell what this machine has and lacks, and the line that installs it."""
    from woo_gronden import __version__
    from woo_gronden.classify import list_models
    from woo_gronden.ingest import engine_report

    ocr = engine_report()
    extras = {extra: _version(package) for extra, package in EXTRAS.items()}
    base = {name: _version(name) for name in ("pymupdf", "spacy", "scikit-learn", "datasets", "pyarrow")}
    if as_json:
        print_json(
            {
                "woo_gronden": __version__,
                "python": platform.python_version(),
                "packages": base,
                "ocr": asdict(ocr),
                "extras": extras,
                "models": {info.name: info.place for info in list_models()},
            }
        )
        return
    console = out()
    console.print(f"woo-gronden {__version__}, Python {platform.python_version()} ({sys.executable})", markup=False)
    for name, found in base.items():
        console.print(f"  {'ok' if found else 'MISSING':8s} {name} {found or ''}", markup=False)
    for line in ocr_lines(ocr):
        console.print(line, markup=False)
    for extra, found in extras.items():
        state = (
            f"ok       extra {extra} {found}"
            if found
            else f"absent   extra {extra}: pip install 'woo-gronden[{extra}]'"
        )
        console.print(f"  {state}", markup=False)
    for info in list_models():
        console.print(f"  ok       model {info.name} ({info.place})", markup=False)


def ocr_lines(report: EngineReport) -> list[str]:
    """The report on OCR engines as lines of text."""
    if report.in_use is None:
        first = "  MISSING  OCR: no engine; pages without a text layer stay unread"
    else:
        first = f"  ok       OCR by {report.in_use} {report.version or ''} ({', '.join(report.languages)})"
    return [first, *(f"  absent   {line}" for line in report.missing)]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
