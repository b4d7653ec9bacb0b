"""What every command shares: where it prints, and how an error of ours ends it.

Data goes to stdout, messages to stderr. Exit status: 0 done, 1 nothing could be done, 2 wrong use.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console

from woo_gronden.errors import WooGrondenError

err = Console(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Stdout; plain text without a terminal, at the width of one that is wide enough for the tables."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=120)


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@contextmanager
def plain_errors() -> Iterator[None]:
    """End with status 1 and one clear line when an error of ours, or of the file system, comes out."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        yield
    except (WooGrondenError, FileNotFoundError, PermissionError, IsADirectoryError) as error:
        err.print(f"[red]error:[/red] {_plain(error)}", markup=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        err.print("interrupted")
        raise typer.Exit(130) from error


def _plain(error: Exception) -> str:
    from rich.markup import escape

    if isinstance(error, OSError) and error.strerror:
        return escape(f"{error.filename}: {error.strerror}")
    return escape(str(error))
