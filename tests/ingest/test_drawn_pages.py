"""Pages as pixels: a scan that is the page comes out as it lies in the file, all else as it is seen."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pymupdf
import pytest

from woo_gronden.ingest.pdf_drawing import PageDrawing
from woo_gronden.schema import BBox

# Points and pixels of a page of 4 by 6 inches at 100 dots an inch.
WIDE, HIGH = 288, 432
DPI = 100.0
PIXELS = np.random.default_rng(7).integers(0, 256, (600, 400, 3), dtype=np.uint8)
PAGE = pymupdf.Rect(0, 0, WIDE, HIGH)


def _pixmap(pixels: np.ndarray) -> pymupdf.Pixmap:
    gray = pixels.ndim == 2
    space = pymupdf.csGRAY if gray else pymupdf.csRGB
    return pymupdf.Pixmap(space, pixels.shape[1], pixels.shape[0], np.ascontiguousarray(pixels).tobytes(), False)


def _scan(pixels: np.ndarray = PIXELS, place: pymupdf.Rect = PAGE, **how: object) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=WIDE, height=HIGH)
    page.insert_image(place, pixmap=_pixmap(pixels), keep_proportion=False, **how)
    return page


def _drawn(page: pymupdf.Page) -> np.ndarray:
    """What MuPDF draws of the page."""
    picture = page.get_pixmap(dpi=int(DPI))
    return np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.height, picture.width, 3)


def test_a_scan_is_taken_from_the_file_as_it_is():
    assert np.array_equal(PageDrawing(_scan()).render(DPI, None), PIXELS)


def test_a_scan_in_grey_comes_out_as_rgb():
    seen = PageDrawing(_scan(PIXELS[..., 0])).render(DPI, None)
    assert np.array_equal(seen, np.repeat(PIXELS[..., :1], 3, axis=2))


GRAIN = np.repeat(PIXELS[..., :1] // 4 + 190, 3, axis=2)


def _jpeg_scan(pixels: np.ndarray, length: int | None = None) -> pymupdf.Page:
    """A page of one JPEG, of which the file has the first ``length`` bytes."""
    page = pymupdf.open().new_page(width=WIDE, height=HIGH)
    page.insert_image(PAGE, stream=cv2.imencode(".jpg", pixels[..., ::-1])[1].tobytes(), keep_proportion=False)
    pdf, xref = page.parent, page.get_images()[0][0]
    content = pdf.xref_stream_raw(xref)[:length]
    pdf.update_stream(xref, content, compress=False)
    pdf.xref_set_key(xref, "Filter", "/DCTDecode")
    pdf.xref_set_key(xref, "ColorSpace", "/DeviceRGB")
    return pdf.reload_page(page)


def _unpacked(page: pymupdf.Page) -> np.ndarray:
    """The picture of a page as MuPDF unpacks it."""
    known = pymupdf.Pixmap(page.parent, page.get_images()[0][0])
    return np.frombuffer(known.samples, dtype=np.uint8).reshape(known.height, known.width, 3)


def test_a_jpeg_without_colour_has_one_channel_in_memory_and_is_what_mupdf_sees():
    page = _jpeg_scan(GRAIN)
    seen = PageDrawing(page).render(DPI, None)
    assert seen.strides[2] == 0
    assert np.array_equal(seen, _unpacked(page))


def test_a_jpeg_with_a_spot_of_colour_is_left_to_mupdf():
    pixels = GRAIN.copy()
    pixels[100:124, 200:224] = (250, 240, 120)
    page = _jpeg_scan(pixels)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _unpacked(page))


def test_a_jpeg_that_breaks_off_shows_what_mupdf_finds():
    page = _jpeg_scan(GRAIN, 40_000)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _unpacked(page))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_scan_on_a_turned_page_is_turned(rotation):
    page = _scan()
    page.set_rotation(rotation)
    seen = PageDrawing(page).render(DPI, None)
    assert np.array_equal(seen, np.rot90(PIXELS, -rotation // 90))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_scan_that_lies_turned_in_the_file_is_turned(rotation):
    page = _scan(rotate=rotation)
    seen, drawn = PageDrawing(page).render(DPI, None), _drawn(page)
    # Turned in the file by MuPDF or by the matrix: what counts is what is seen.
    assert seen.shape == drawn.shape
    assert np.abs(seen.astype(int) - drawn).mean() < 3


def test_what_lies_over_the_edge_of_the_page_is_cut_off():
    over = pymupdf.Rect(-7.2, -14.4, WIDE + 14.4, HIGH + 7.2)  # 10 and 20, 20 and 10 pixels
    pixels = np.random.default_rng(1).integers(0, 256, (630, 430, 3), dtype=np.uint8)
    seen = PageDrawing(_scan(pixels, over)).render(DPI, None)
    assert np.array_equal(seen, pixels[20:-10, 10:-20])


def _text(page: pymupdf.Page) -> None:
    page.insert_text((50, 100), "Besluit", fontsize=30)


def _box(page: pymupdf.Page) -> None:
    page.draw_rect(pymupdf.Rect(50, 50, 200, 100), fill=(0, 0, 0))


def _marking(page: pymupdf.Page) -> None:
    page.add_redact_annot(pymupdf.Rect(50, 50, 200, 100))
    page.add_rect_annot(pymupdf.Rect(50, 150, 200, 200))


def _second_picture(page: pymupdf.Page) -> None:
    page.insert_image(pymupdf.Rect(50, 50, 200, 100), pixmap=_pixmap(PIXELS[:50]), keep_proportion=False)


@pytest.mark.parametrize("add", [_text, _box, _marking, _second_picture])
def test_with_more_on_it_a_scan_is_drawn(add: Callable[[pymupdf.Page], None]):
    page = _scan()
    add(page)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _drawn(page))
    assert not np.array_equal(_drawn(page), PIXELS)


def _after(operators: bytes) -> pymupdf.Page:
    """The scan painted after some operators; /GS makes half transparent."""
    page = _scan()
    file = page.parent
    resources = int(file.xref_get_key(page.xref, "Resources")[1].split()[0])
    file.xref_set_key(resources, "ExtGState", "<</GS<</ca 0.5>>>>")
    [number] = page.get_contents()
    name = page.get_images()[0][7].encode()
    file.update_stream(number, operators + b" q 288 0 0 432 0 0 cm /" + name + b" Do Q")
    return file.reload_page(page)


@pytest.mark.parametrize(
    "operators",
    [
        b"100 100 80 80 re W n",  # a clip that leaves little open
        b"0 0 m 288 0 l 288 432 l 144 300 l 0 432 l h W n",  # one that is no rectangle
        b"/GS gs",
    ],
)
def test_a_scan_of_which_not_all_is_seen_is_drawn(operators):
    page = _after(operators)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _drawn(page))
    assert not np.array_equal(_drawn(page), PIXELS)


def test_a_clip_that_leaves_the_page_open_hides_nothing():
    assert np.array_equal(PageDrawing(_after(b"0 0 288 432 re W n")).render(DPI, None), PIXELS)


@pytest.mark.parametrize(
    ("dpi", "clip"),
    [(50.0, None), (110.0, None), (DPI, BBox(0, 0, 144, 144))],
)
def test_other_resolutions_and_parts_are_drawn(dpi, clip):
    page = _scan()
    area = None if clip is None else pymupdf.Rect(*clip)
    picture = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), clip=area)
    drawn = np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.height, picture.width, 3)
    assert np.array_equal(PageDrawing(page).render(dpi, clip), drawn)


@pytest.mark.parametrize(
    ("place", "pixels"),
    [
        (pymupdf.Rect(0, 0, WIDE, HIGH - 20), PIXELS),  # it leaves paper free
        (PAGE, PIXELS[:500]),  # its pixels are no squares
    ],
)
def test_a_picture_that_is_not_quite_the_page_is_drawn(place, pixels):
    page = _scan(pixels, place)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _drawn(page))


def test_a_picture_with_holes_is_drawn():
    holes = np.zeros((600, 400), dtype=np.uint8)
    holes[100:200] = 255
    page = pymupdf.open().new_page(width=WIDE, height=HIGH)
    page.insert_image(
        PAGE, stream=_pixmap(PIXELS).tobytes("png"), mask=_pixmap(holes).tobytes("png"), keep_proportion=False
    )
    assert np.array_equal(PageDrawing(page).render(DPI, None), _drawn(page))


def test_a_scan_that_cannot_be_unpacked_is_drawn_as_far_as_it_goes():
    page = _scan()
    file = page.parent
    number = page.get_images()[0][0]
    file.xref_set_key(number, "Filter", "/DCTDecode")
    file.update_stream(number, b"no JPEG", compress=False)
    page = file.reload_page(page)
    assert np.array_equal(PageDrawing(page).render(DPI, None), _drawn(page))
