"""What every command shares: where it prints, and how an error of ours ends it.

Data goes to stdout, messages to stderr. Exit status: 0 done, 1 nothing could be done, 2 wrong use.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from woo_gronden.errors import WooGrondenError

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

# What went wrong is printed so many times; the rest is counted.
_SHOWN = 20

# What a terminal obeys instead of showing it: control characters but tab and line feed, marks that turn the direction
# of what follows, halves of characters that stand for bytes of a name.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text, harmless on a terminal: names and titles come from documents that nobody checked."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


class _Careful(Console):
    """A console that shows what documents say and never obeys it."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(shown(segment.text), segment.style)


class _CarefulFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return shown(super().format(record))


err: Console = _Careful(stderr=True, highlight=False, soft_wrap=True)


def out() -> Console:
    """Stdout; plain text without a terminal, at the width of one that is wide enough for the tables."""
    console = _Careful(highlight=False)
    return console if console.is_terminal else _Careful(highlight=False, width=120)


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_first(lines: Sequence[str], rest: str) -> None:
    """Up to twenty lines on stderr, then how many more there are; ``rest`` says of what, or where."""
    for line in lines[:_SHOWN]:
        err.print(f"  {line}", markup=False)
    if len(lines) > _SHOWN:
        err.print(f"  ... and {len(lines) - _SHOWN} more {rest}", markup=False)


def progress_bar(*columns: ProgressColumn) -> Progress:
    """A bar on stderr that is gone when the work is done; none without a terminal."""
    from rich.progress import Progress

    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


@contextmanager
def plain_errors() -> Iterator[None]:
    """End with status 1 and one clear line when an error of ours, or of the file system, comes out."""
    handler = logging.StreamHandler()
    handler.setFormatter(_CarefulFormatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    try:
        yield
    except (WooGrondenError, OSError) as error:
        err.print(f"[red]error:[/red] {_plain(error)}", markup=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        err.print("interrupted")
        raise typer.Exit(130) from error


def _plain(error: Exception) -> str:
    from rich.markup import escape

    if isinstance(error, OSError) and error.strerror:
        return escape(f"{error.filename}: {error.strerror}" if error.filename else error.strerror)
    return escape(str(error))
