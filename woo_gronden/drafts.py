"""A file that is whole or what it was: written beside its place, flushed to disk, moved there in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when the block ends without an error.

    Until then, and when the machine stops, ``path`` is what it was. A folder that is not there yet is made.

    Raises:
        OSError: the file cannot be written.
    """
    with _draft(path, "w", "utf-8") as file:
        yield file


def write_whole(path: Path, content: str | bytes) -> None:
    """Write ``content`` as :func:`new_file` does."""
    mode, encoding = ("w", "utf-8") if isinstance(content, str) else ("wb", None)
    with _draft(path, mode, encoding) as file:
        file.write(content)


@contextmanager
def _draft(path: Path, mode: str, encoding: str | None) -> Iterator[Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes that write the same file each have a draft of their own.
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open(mode, encoding=encoding) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        # A full disk is told without a name.
        error.filename = error.filename or str(path)
        raise
    finally:
        draft.unlink(missing_ok=True)
