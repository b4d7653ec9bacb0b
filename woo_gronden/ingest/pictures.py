"""Pictures as pages: PNG, JPEG and TIFF, the latter with as many pages as it has frames."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from PIL import Image, UnidentifiedImageError

from woo_gronden.errors import DamagedFile, EmptyFile, TooLarge
from woo_gronden.schema import BBox, ImageArea, RawPage, Render

if TYPE_CHECKING:
    import numpy as np

MAX_PIXELS = 150_000_000
"""Pixels above which a picture is refused: 450 MB as RGB while it is decoded. A3 at 600 dpi is 70 million."""

MAX_KEPT_PIXELS = 40_000_000
"""Pixels kept of a page; larger pictures are halved until they fit."""

MAX_FRAMES = 20_000

PLAUSIBLE_DPI = (60.0, 1300.0)
"""Resolutions that a file may claim; outside, or when it claims none, the long side is taken to be A4's."""

SCREEN_DPI = {72.0, 96.0}
"""What programs write when they do not know: believed only if the page then is no larger than A2."""

A4_LONG = 842.0
A2_LONG = 1684.0

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a camera's orientation mark is undone."""

_READ_ERRORS = (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError)


class PictureSource:
    """An open picture; see :class:`woo_gronden.ingest.source.Source`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: tuple[str, ...] = ()
        self._closed = False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            try:
                # Several pictures in one JPEG (MPO) are recognised by the reader of JPEG.
                self._picture = Image.open(path, formats=("PNG", "JPEG", "TIFF"))
                self.page_count = 1 if self._picture.format == "MPO" else int(getattr(self._picture, "n_frames", 1))
            except Image.DecompressionBombError as error:
                raise TooLarge(path, f"the picture has more than {MAX_PIXELS // 1_000_000} million pixels") from error
            except _READ_ERRORS as error:
                raise DamagedFile(path, "the picture is broken or cut off") from error
        if self.page_count < 1:
            raise EmptyFile(path, "the picture has no frames")
        if self.page_count > MAX_FRAMES:
            raise TooLarge(path, f"the TIFF has {self.page_count} pages; the bound is {MAX_FRAMES}")

    def pages(self, first: int = 1, last: int | None = None) -> Iterator[RawPage]:
        """Pages ``first`` to ``last``, one in memory at a time."""
        for number in range(first, min(last or self.page_count, self.page_count) + 1):
            yield self._read(number)

    def _read(self, number: int) -> RawPage:
        width, height, dpi = self._measure(number)
        pixels = self._pixels(number)
        points = _points_per_pixel(width, height, dpi)
        frame = BBox(0.0, 0.0, pixels.shape[1] * points * width / pixels.shape[1], height * points)
        if (pixels.shape[0] > pixels.shape[1]) != (height > width):
            frame = BBox(0.0, 0.0, height * points, width * points)
        return RawPage(
            number=number,
            width=frame.width,
            height=frame.height,
            rotation=0,
            source="none",
            words=(),
            images=(ImageArea(frame, 0, width, height),),
            scan_share=1.0,
            render=self._render_of(pixels, frame),
        )

    def _measure(self, number: int) -> tuple[int, int, float]:
        try:
            self._picture.seek(number - 1)
        except _READ_ERRORS as error:
            raise DamagedFile(self.path, "the page is broken", number) from error
        width, height = self._picture.size
        if width * height > MAX_PIXELS:
            bound = MAX_PIXELS // 1_000_000
            raise TooLarge(self.path, f"{width} x {height} pixels; the bound is {bound} million", number)
        claimed = self._picture.info.get("dpi", (0, 0))
        try:
            dpi = float(claimed[0])
        except (TypeError, ValueError, ZeroDivisionError, IndexError):
            dpi = 0.0
        return width, height, dpi

    def _pixels(self, number: int) -> np.ndarray:
        import numpy as np

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                picture: Image.Image = self._picture
                turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
                width, height = picture.size
                factor = 1
                while width * height / factor**2 > MAX_KEPT_PIXELS:
                    factor += 1
                if factor > 1:
                    picture = (picture if picture.mode in {"L", "RGB"} else picture.convert("L")).reduce(factor)
                # Turned last, when it is small: Pillow copies the whole picture for it.
                picture = _on_white(picture)
                return np.asarray(picture if turn is None else picture.transpose(turn))
        except Image.DecompressionBombError as error:
            raise TooLarge(self.path, "the picture unpacks to too many pixels", number) from error
        except _READ_ERRORS as error:
            raise DamagedFile(self.path, "the picture is broken or cut off", number) from error

    def _render_of(self, pixels: np.ndarray, frame: BBox) -> Render:
        def render(dpi: float, clip: BBox | None = None) -> np.ndarray:
            return _scaled(pixels, frame, dpi, clip)

        return render

    def close(self) -> None:
        """Let go of the file."""
        if not self._closed:
            self._closed = True
            self._picture.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _points_per_pixel(width: int, height: int, dpi: float) -> float:
    long_side = max(width, height)
    low, high = PLAUSIBLE_DPI
    if low <= dpi <= high:
        size = long_side * 72 / dpi
        if dpi not in SCREEN_DPI or size <= A2_LONG:
            return 72 / dpi
    return A4_LONG / long_side


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture as RGB, transparent parts on white paper."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, with_alpha).convert("RGB")
    if picture.mode.startswith("I"):
        # 16 bits a pixel: convert() would cut off instead of scaling.
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _scaled(pixels: np.ndarray, frame: BBox, dpi: float, clip: BBox | None) -> np.ndarray:
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    across, down = width / frame.width, height / frame.height
    area = frame if clip is None else clip.intersect(frame)
    x0, y0 = int(area.x0 * across), int(area.y0 * down)
    x1, y1 = max(x0 + 1, round(area.x1 * across)), max(y0 + 1, round(area.y1 * down))
    part = pixels[y0:y1, x0:x1]
    if part.size == 0:
        return np.full((1, 1, 3), 255, dtype=np.uint8)
    wide, high = max(1, round(area.width * dpi / 72)), max(1, round(area.height * dpi / 72))
    if wide * high > MAX_KEPT_PIXELS:
        shrink = (MAX_KEPT_PIXELS / (wide * high)) ** 0.5
        wide, high = max(1, int(wide * shrink)), max(1, int(high * shrink))
    if (high, wide) == part.shape[:2]:
        return part.copy()
    how = cv2.INTER_AREA if wide < part.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, (wide, high), interpolation=how), dtype=np.uint8)
