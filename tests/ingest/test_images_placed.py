"""Images of a page: their places, drawing order, sizes and numbers."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from woo_gronden.ingest import open_source
from woo_gronden.ingest.pdf_marks import read_images
from woo_gronden.schema import BBox

PAPER = BBox(0, 0, 595, 842)


def _picture(width: int, height: int, seed: int) -> pymupdf.Pixmap:
    pixels = np.random.default_rng(seed).integers(0, 255, (height, width, 3)).astype(np.uint8)
    return pymupdf.Pixmap(pymupdf.csRGB, width, height, pixels.tobytes(), False)


def _page(pictures: int, *, rotation: int = 0, painted: bool = False) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=842)
    page.insert_text((72, 72), "Besluit op uw verzoek")
    for number in range(pictures):
        box = pymupdf.Rect(100, 200 + 200 * number, 300, 300 + 200 * number)
        page.insert_image(box, pixmap=_picture(40 + number, 20, number))
    if painted:
        page.draw_rect(pymupdf.Rect(10, 10, 50, 50), fill=(0, 0, 0))
    page.set_rotation(rotation)
    return page


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("pictures", [0, 1, 2])
def test_images_have_the_places_and_order_that_pymupdf_tells(pictures, rotation):
    page = _page(pictures, rotation=rotation)
    frame = BBox(0, 0, page.rect.width, page.rect.height)
    images, _ = read_images(page, frame, None, few_words=True)
    assert [image.width for image in images] == [40 + number for number in range(pictures)]
    assert all(image.xref > 0 for image in images)
    logged = [(order, box) for order, (kind, box) in enumerate(page.get_bboxlog()) if kind == "fill-image"]
    assert [image.order for image in images] == [order for order, _ in logged]
    assert [tuple(image.bbox) for image in images] == [
        pytest.approx(tuple(pymupdf.Rect(box) * page.rotation_matrix), abs=0.001) for _, box in logged
    ]
    assert page.rotation == rotation


def test_an_inline_image_beside_a_listed_one_keeps_its_own_size():
    page = _page(1)
    listed, *others = page.get_contents()
    document = page.parent
    inline = b"q 30 0 0 30 400 100 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI Q"
    # The listed picture is no longer placed; the one in the stream is.
    document.update_stream(listed, b"BT /helv 11 Tf 72 700 Td (Besluit) Tj ET " + inline)
    for number in others:
        document.update_stream(number, b" ")
    [image], _ = read_images(page, PAPER, None, few_words=True)
    assert (image.width, image.height, image.xref) == (2, 2, 0)


def test_a_page_with_a_box_and_a_picture_knows_which_lies_on_top(tmp_path):
    page = _page(1, painted=True)
    page.parent.save(tmp_path / "page.pdf")
    with open_source(tmp_path / "page.pdf") as source:
        [raw] = source.pages()
    assert 0 < raw.images[0].order < raw.shapes[0].order
