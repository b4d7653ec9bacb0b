"""What a PDF page paints, read in one run of it: letters, shapes, veils and images, and the order they come in.

To read what a page paints costs far more than any use of it, so all uses share one run. Letters go on to MuPDF's own
text page, which puts them in words and lines as it does for PyMuPDF; shapes and images are noted on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any, NamedTuple

import pymupdf

from woo_gronden.ingest.pdf_frame import ToShown, page_frame, shown_frame
from woo_gronden.ingest.pdf_paths import Outline, Outlines
from woo_gronden.schema import RGB, BBox, ImageArea, Shape, Veil

FLAGS = pymupdf.TEXTFLAGS_WORDS | pymupdf.TEXT_IGNORE_ACTUALTEXT
"""What is read: the letters that are seen. A text for copying laid over them may still be what a code replaced."""

# Points; lower or narrower veils cannot hide a word, and smaller shapes not even one in the smallest print.
_LEAST_VEIL, _LEAST_SHAPE = 4.0, 2.0

# What of a page's run is handled here, and what only passes through to the text page (clips decide what it reads).
_NOTED = (
    *("fill_path", "stroke_path", "fill_shade", "fill_image", "fill_image_mask"),
    *("begin_tile", "end_tile", "begin_mask", "end_mask", "clip_text", "clip_stroke_text"),
)
_PASSED = (
    *("fill_text", "stroke_text", "ignore_text", "clip_path", "clip_stroke_path", "clip_image_mask", "pop_clip"),
    *("begin_group", "end_group", "begin_layer", "end_layer"),
    *("begin_structure", "end_structure", "begin_metatext", "end_metatext"),
)
# MuPDF's functions that hand a call to the device behind one. They may be lent to any device that has one behind it;
# written in Python each of a page's hundred runs of letters would cost as much as a path. 4096 bytes hold any device.
_PASS_ON = pymupdf.mupdf.ll_fz_new_passthrough_device_of_size(None, 4096)
_RGB_SPACE = pymupdf.mupdf.FzColorspace(pymupdf.mupdf.FzColorspace.Fixed_RGB)
_COLOR_PARAMS = pymupdf.mupdf.FzColorParams()


class Place(NamedTuple):
    """How far the text page had come: block, line of it, and where along that line its last letter stands."""

    block: int
    line: int
    along: float


class Mark(NamedTuple):
    """That something was painted, which may hide or hold words: its place in the drawing order, and among the words."""

    order: int
    place: Place


class Painted(NamedTuple):
    """What a page paints. All orders are odd; a word painted between two of them has the even number between."""

    textpage: Any
    shapes: list[Shape]
    veils: list[Veil]
    images: list[ImageArea]
    marks: list[Mark]


def read_painted(page: Any) -> Painted:
    """What a page paints, annotations included; shapes, veils and images in points of the shown page, cut to it.

    Shapes are cut to their clips, images have no number of the file yet. Errors of MuPDF pass through.
    """
    mupdf, rotation = pymupdf.mupdf, page.rotation
    frame, turn = page_frame(page), shown_frame(page)
    if rotation:
        page.set_rotation(0)
    try:
        textpage = mupdf.FzStextPage(mupdf.fz_bound_page(page.this))
        text = mupdf.FzDevice(textpage, mupdf.FzStextOptions(FLAGS))
        painting = _Painting(textpage, text, frame, turn)
        mupdf.fz_run_page(page.this, painting, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(painting)
        mupdf.fz_close_device(text)
    finally:
        if rotation:
            page.set_rotation(rotation)
    if painting.error is not None:
        raise painting.error
    return Painted(pymupdf.TextPage(textpage), painting.shapes, painting.veils, painting.images, painting.marks)


def _guarded(handle: Callable[..., None]) -> Callable[..., int]:
    """A callback of MuPDF: 0 says that it went well. An error is kept until the run is over.

    Raised at once it would end up on stderr, and MuPDF might take it for a fault of one operator and go on.
    """

    @wraps(handle)
    def call(self: _Painting, *args: Any) -> int:
        try:
            handle(self, *args)
        except Exception as error:  # noqa: BLE001 - it is raised after the run
            self.error = self.error or error
        return 0

    return call


class _Painting(pymupdf.mupdf.FzDevice2):  # type: ignore[misc]  # MuPDF's classes have no types
    """A device that notes what is painted besides letters, and where among the letters."""

    def __init__(self, textpage: Any, text: Any, frame: BBox, turn: ToShown) -> None:
        super().__init__()
        self.shapes: list[Shape] = []
        self.veils: list[Veil] = []
        self.images: list[ImageArea] = []
        self.marks: list[Mark] = []
        self.error: Exception | None = None
        self._frame, self._turn = frame, turn
        self._pen = _Pen(textpage)
        self._outlines = Outlines()
        self._colors: dict[tuple[float, ...], RGB] = {}
        self._spaces: list[Any] = []  # those of the colours, kept: their addresses are the key
        self._count = 0
        self._aside: list[int] = []  # orders of the tiles (drawn once, at their origin) and masks that are being drawn
        self._text_clip = (-1, -1)  # clips, and things painted, when letters were last made a clip
        self._filled: tuple[list[Outline], Shape, int] | None = None  # the last fill, and shapes before it
        self._text, self._device = text.m_internal, self.m_internal
        for name in _NOTED:
            getattr(self, f"use_virtual_{name}")()
        for name in _PASSED:
            setattr(self._device, name, getattr(_PASS_ON, name))
        self._device.passthrough = self._text

    @_guarded
    def fill_path(
        self, _context: Any, path: Any, _even_odd: int, matrix: Any, space: Any, color: Any, alpha: float, *_: Any
    ) -> None:
        order = self._next()
        if outlines := self._read(path, matrix, space, alpha):
            style = Shape(self._frame, self._color(space, color), None, alpha, order, False)
            self._filled = (outlines, style, len(self.shapes))
            self._add(outlines, style)

    @_guarded
    def stroke_path(
        self, _context: Any, path: Any, pen: Any, matrix: Any, space: Any, color: Any, alpha: float, *_: Any
    ) -> None:
        order = self._next()
        if outlines := self._read(path, matrix, space, alpha):
            width = pen.linewidth * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
            style = Shape(self._frame, None, self._color(space, color), alpha, order, False, width)
            filled, fill, before = self._filled or ([], style, 0)
            if outlines == filled and fill.order == order - 2:  # one operator both fills and strokes: one shape
                del self.shapes[before:]
                style = fill._replace(stroke=style.stroke, line_width=width)
            self._add(outlines, style)

    def _read(self, path: Any, matrix: Any, space: Any, alpha: float) -> list[Outline]:
        """The outlines of a path, none where it paints nothing by itself."""
        return self._outlines.read(path, matrix) if not self._aside and alpha and space else []

    def _add(self, outlines: list[Outline], style: Shape) -> None:
        left, top, right, bottom = window = self._window()
        _, fill, stroke, opacity, order, _, width = style
        half, seen = width / 2, False
        for (x0, y0, x1, y1), is_rect in outlines:
            box = self._turn(x0 - half, y0 - half, x1 + half, y1 + half)
            if box.x1 < left or box.x0 > right or box.y1 < top or box.y0 > bottom:
                continue
            box = box.intersect(window)
            self.shapes.append(Shape(box, fill, stroke, opacity, order, is_rect, width))
            seen = seen or not is_rect or min(box.width, box.height) >= _LEAST_SHAPE
        if seen:
            self._mark(order)

    @_guarded
    def fill_shade(self, *_: Any) -> None:
        self._veil(self._next())

    @_guarded
    def begin_tile(
        self, _context: Any, area: Any, view: Any, across: float, down: float, matrix: Any, *numbers: int
    ) -> None:
        self._aside.append(self._next())
        pymupdf.mupdf.ll_fz_begin_tile_tid(self._text, area, view, across, down, matrix, *numbers)

    @_guarded
    def end_tile(self, *_: Any) -> None:
        pymupdf.mupdf.ll_fz_end_tile(self._text)
        self._veil(self._aside.pop())

    @_guarded
    def begin_mask(self, _context: Any, area: Any, luminosity: int, space: Any, color: Any, params: Any) -> None:
        self._aside.append(self._next())
        pymupdf.mupdf.ll_fz_begin_mask(self._text, area, luminosity, space, color, params)

    @_guarded
    def end_mask(self, _context: Any, function: Any) -> None:
        pymupdf.mupdf.ll_fz_end_mask_tr(self._text, function)
        self._aside.pop()

    def _veil(self, order: int) -> None:
        if self._aside or self._text_clip == (self._device.container_len, order // 2):
            return  # part of a tile or mask, or what colours letters
        area = self._window()
        if min(area.width, area.height) >= _LEAST_VEIL:
            self.veils.append(Veil(area, order))
            self._mark(order)

    @_guarded
    def fill_image(self, _context: Any, image: Any, matrix: Any, *_: Any) -> None:
        order = self._next()
        if self._aside:
            return
        box = pymupdf.mupdf.ll_fz_transform_rect(pymupdf.mupdf.fz_unit_rect, matrix)
        seen = self._turn(box.x0, box.y0, box.x1, box.y1).intersect(self._frame)
        if seen.area:
            self.images.append(ImageArea(seen, order, image.w, image.h))
            self._mark(order)

    fill_image_mask = fill_image

    @_guarded
    def clip_text(self, _context: Any, text: Any, matrix: Any, area: Any) -> None:
        pymupdf.mupdf.ll_fz_clip_text(self._text, text, matrix, area)
        self._text_clip = (self._device.container_len, self._count)

    @_guarded
    def clip_stroke_text(self, _context: Any, text: Any, pen: Any, matrix: Any, area: Any) -> None:
        pymupdf.mupdf.ll_fz_clip_stroke_text(self._text, text, pen, matrix, area)
        self._text_clip = (self._device.container_len, self._count)

    def _next(self) -> int:
        self._count += 1
        return 2 * self._count - 1

    def _mark(self, order: int) -> None:
        self.marks.append(Mark(order, self._pen.place()))

    def _window(self) -> BBox:
        """What is seen of the page through its clips."""
        if not self._device.container_len:
            return self._frame
        scissor = pymupdf.mupdf.ll_fz_device_current_scissor(self._device)
        return self._turn(scissor.x0, scissor.y0, scissor.x1, scissor.y1).intersect(self._frame)

    def _color(self, space: Any, values: Any) -> RGB:
        mupdf = pymupdf.mupdf
        key = (int(space.this), *(mupdf.floats_getitem(values, number) for number in range(space.n)))
        color = self._colors.get(key)
        if color is None:
            self._spaces.append(mupdf.FzColorspace(mupdf.ll_fz_keep_colorspace(space)))
            rgb = mupdf.ll_fz_convert_color(space, values, _RGB_SPACE.m_internal, None, _COLOR_PARAMS.internal())
            color = self._colors[key] = (rgb[0], rgb[1], rgb[2])
        return color


class _Pen:
    """Where the text page has come to: it adds each letter to its last line."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage.m_internal
        self._block: Any = None
        self._line: Any = None
        self._numbers = (0, 0)

    def place(self) -> Place:
        """The place of the last letter; before all blocks where there is none yet."""
        block, line = self._block, self._line
        number, row = self._numbers
        if block is None:
            block = self._textpage.first_block
            if block is None:
                return Place(-1, 0, 0.0)
        while following := block.next:
            block, line, number = following, None, number + 1
        if line is None:
            line, row = pymupdf.mupdf.FzStextBlock(block).begin().m_internal, 0
        while line and (following := line.next):
            line, row = following, row + 1
        self._block, self._line, self._numbers = block, line, (number, row)
        letter = line.last_char if line else None
        along = letter.origin.x * line.dir.x + letter.origin.y * line.dir.y if letter else -inf
        return Place(number, row, along)
