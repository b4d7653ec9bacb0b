"""One door for every file that has pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from woo_gronden.errors import DamagedFile, UnsupportedFile
from woo_gronden.ingest.kinds import kind_of, promised_kind
from woo_gronden.schema import RawPage


class Source(Protocol):
    """An open file with pages. Use it as a context manager.

    Attributes:
        path: the file.
        notes: what was wrong with the file and put right when it was opened, in plain words; mostly empty.
    """

    path: Path
    notes: tuple[str, ...]

    @property
    def page_count(self) -> int:
        """How many pages there are; at least 1."""
        ...

    def pages(self, first: int = 1, last: int | None = None) -> Iterator[RawPage]:
        """Pages ``first`` to ``last`` (both included, from 1), one in memory at a time."""
        ...

    def close(self) -> None:
        """Let go of the file; a page's ``render`` stops working."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_source(path: str | Path) -> Source:
    """Open a PDF, PNG, JPEG or (multi-page) TIFF, whatever its name says.

    Raises:
        EmptyFile: no bytes or no pages.
        EncryptedFile: a password is asked for.
        DamagedFile: broken beyond repair, or not what its name says.
        UnsupportedFile: a kind without pages that can be read here.
        TooLarge: an image past the bound on pixels.
    """
    path = Path(path)
    kind = kind_of(path)
    if kind == "pdf":
        from woo_gronden.ingest.pdf import PdfSource

        return PdfSource(path)
    if kind in {"png", "jpeg", "tiff"}:
        from woo_gronden.ingest.pictures import PictureSource

        return PictureSource(path)
    if kind == "zip":
        raise UnsupportedFile(path, "an archive, which run unpacks; unpack it to read one of its files here")
    promise = promised_kind(path)
    if promise is not None and kind == "other":
        raise DamagedFile(path, f"its name says {promise}, but the content is not")
    raise UnsupportedFile(path, "not a PDF, PNG, JPEG or TIFF")
