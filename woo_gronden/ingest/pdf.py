"""PDF pages: words, shapes, images, annotations, each in points of the shown page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pymupdf

from woo_gronden.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from woo_gronden.ingest.pdf_annotations import read_annotations
from woo_gronden.ingest.pdf_drawing import PageDrawing
from woo_gronden.ingest.pdf_frame import page_frame
from woo_gronden.ingest.pdf_painted import read_painted
from woo_gronden.ingest.pdf_words import read_words
from woo_gronden.ingest.rules import find_rules
from woo_gronden.schema import BBox, ImageArea, RawPage, Render

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)

STORE_SHRINK_EVERY = 20
"""Pages with images or drawn ones after which MuPDF's cache (256 MB otherwise) is emptied."""

TEXT_PAGE_WEIGHT = 0.2
"""What a page of text counts for in that: it leaves fonts in the cache, which the next pages use."""

# MuPDF writes to stderr by itself otherwise; what it says is collected and comes back through notes and the log.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


def _open_file(path: Path) -> pymupdf.Document:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        # MuPDF takes names in UTF-8 only, file systems any bytes.
        return pymupdf.open(stream=path.read_bytes(), filetype="pdf")
    return pymupdf.open(path, filetype="pdf")


class PdfSource:
    """An open PDF; see :class:`woo_gronden.ingest.source.Source`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        pymupdf.TOOLS.reset_mupdf_warnings()
        try:
            self._file = _open_file(path)
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
            raise DamagedFile(path, "the PDF is broken beyond repair") from error
        try:
            if self._file.needs_pass:
                raise EncryptedFile(path, "the PDF asks for a password")
            try:
                self.page_count = int(self._file.page_count)
            except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
                raise DamagedFile(path, "the PDF's list of pages is broken") from error
            if self.page_count == 0:
                raise self._without_pages()
        except BaseException:
            self._file.close()
            raise
        self._drawn = False  # whether the page that was read last was drawn
        self.notes: tuple[str, ...] = ()
        if self._file.is_repaired:
            self.notes = (f"the PDF was damaged; {self.page_count} page(s) repaired",)
        for note in self.notes:
            log.warning("%s: %s", path, note)

    def _without_pages(self) -> DamagedFile | EmptyFile:
        if self._file.is_repaired:
            return DamagedFile(self.path, "the PDF is broken or cut off; no page could be saved")
        return EmptyFile(self.path, "the PDF has no pages")

    def pages(self, first: int = 1, last: int | None = None) -> Iterator[RawPage]:
        """Pages ``first`` to ``last``, one in memory at a time."""
        kept = 0.0
        for number in range(first, min(last or self.page_count, self.page_count) + 1):
            self._drawn = False
            page = self._read(number)
            pictures = bool(page.images)
            yield page
            del page
            kept += 1.0 if pictures or self._drawn else TEXT_PAGE_WEIGHT
            if kept >= STORE_SHRINK_EVERY:
                pymupdf.TOOLS.store_shrink(100)
                kept = 0.0

    def _read(self, number: int) -> RawPage:
        try:
            page = self._file.load_page(number - 1)
            return _read_page(page, number, self._render_of(number))
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
            raise DamagedFile(self.path, "the page is broken", number) from error
        except MemoryError as error:
            raise TooLarge(self.path, "reading the page takes more memory than there is", number) from error
        finally:
            said = pymupdf.TOOLS.mupdf_warnings(reset=True)
            if said:
                log.debug("%s, page %d: MuPDF says: %s", self.path, number, said)

    def _render_of(self, number: int) -> Render:
        drawing: PageDrawing | None = None

        def render(dpi: float, clip: BBox | None = None) -> np.ndarray:
            nonlocal drawing
            if self._file.is_closed:
                raise ValueError(f"{self.path} is closed: render pages while the source is open")
            if drawing is None:
                # Parts of one page are asked for one after another: what is to be drawn is read once.
                drawing = PageDrawing(self._file.load_page(number - 1))
            self._drawn = True
            return drawing.render(dpi, clip)

        return render

    def close(self) -> None:
        """Let go of the file."""
        if not self._file.is_closed:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _read_page(page: Any, number: int, render: Render) -> RawPage:
    painted = read_painted(page)
    words = read_words(page, painted)
    images = _number_images(page, painted.images)
    frame = page_frame(page)
    return RawPage(
        number=number,
        width=frame.width,
        height=frame.height,
        rotation=int(page.rotation),
        source="native" if words else "none",
        words=tuple(words),
        shapes=tuple(painted.shapes),
        images=tuple(images),
        annotations=tuple(read_annotations(page)),
        veils=tuple(painted.veils),
        scan_share=_scan_share(images, frame),
        rules=find_rules(painted.shapes),
        render=render,
    )


def _number_images(page: Any, painted: list[ImageArea]) -> list[ImageArea]:
    """The images, each with its number in the file where its size tells which it is."""
    if not painted:
        return []
    by_size: dict[tuple[int, int], set[int]] = {}
    for entry in page.get_images():
        by_size.setdefault((int(entry[2]), int(entry[3])), set()).add(int(entry[0]))
    numbers = [by_size.get((image.width, image.height), set()) for image in painted]
    return [
        image._replace(xref=next(iter(xrefs))) if len(xrefs) == 1 else image
        for image, xrefs in zip(painted, numbers, strict=True)
    ]


def _scan_share(images: list[ImageArea], frame: BBox) -> float:
    """Share of the page under images; overlaps are counted once, on a grid of 1 % of the page."""
    if not images or not frame.area:
        return 0.0
    large = [image.bbox for image in images if image.bbox.area > 0.0005 * frame.area]
    if len(large) == 1:
        return min(1.0, large[0].intersect(frame).area / frame.area)
    cells = 50
    hit = 0
    for row in range(cells):
        y = (row + 0.5) * frame.height / cells
        across = [box for box in large if box.y0 <= y <= box.y1]
        if not across:
            continue
        for column in range(cells):
            x = (column + 0.5) * frame.width / cells
            hit += any(box.x0 <= x <= box.x1 for box in across)
    return hit / (cells * cells)
