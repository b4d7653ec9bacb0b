"""Codes on drawn boxes: read through the closed vocabulary, with the page as evidence."""

import cv2
import numpy as np
import pytest

from woo_gronden.redactions.codes import NO_CODE, read_codes, show_line, weigh_by_page

PIL = pytest.importorskip("PIL.Image")


def box_with(text: str, ground: int, mark: int, size: int = 26) -> np.ndarray:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (1240, 300), 255)
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 100, 600, 150), fill=ground)
    pen.text((300, 108), text, fill=mark, font=ImageFont.load_default(size))
    return cv2.cvtColor(np.asarray(image), cv2.COLOR_GRAY2RGB)


@pytest.mark.parametrize("text", ["5.1.2e", "5.1.2.i", "5.1.1c", "10.2.g", "10.2e"])
@pytest.mark.parametrize(("ground", "mark"), [(0, 255), (192, 255), (230, 0)])
def test_a_code_is_read_on_every_ground(text, ground, mark):
    (reading,) = read_codes(box_with(text, ground, mark), [(200, 100, 601, 151)], 150)
    law = "woo" if text.startswith("5") else "wob"
    parts = text.replace(".", "")
    expected = f"{law}:{parts[0]}.{parts[1]}.{parts[2:]}" if law == "woo" else f"{law}:10.{parts[2:]}"
    assert reading.grounds == (expected,)


def test_an_empty_box_has_no_code():
    image = np.full((300, 1240, 3), 255, np.uint8)
    image[100:150, 200:600] = 0
    assert read_codes(image, [(200, 100, 600, 150)], 150) == [NO_CODE]
    assert read_codes(image, [], 150) == []


def test_a_recogniser_settles_what_the_vocabulary_does_not_hold():
    image = box_with("art. 10 lid 2 sub e", 255, 0)
    (reading,) = read_codes(image, [(190, 95, 900, 155)], 150, lambda lines: ["10.2.e"] * len(lines))
    assert reading.grounds == ("wob:10.2e",)


def test_the_page_settles_a_close_call_but_not_a_clear_one():
    labels = ["", "5.1.2e", "5.1.2c"]
    sure, close, other = [0.0, 0.99, 0.01], [0.02, 0.46, 0.52], [0.0, 0.0, 1.0]
    weighed = weigh_by_page(labels, np.array([sure, sure, sure, close, other], np.float32))
    assert weighed.argmax(axis=1).tolist() == [1, 1, 1, 1, 2]


def test_a_line_is_shown_dark_on_white():
    picture = np.full((20, 60), 10, np.uint8)
    picture[5:15, 10:14] = 240
    shown = show_line(picture)
    assert shown[0, 0] == 255
    assert shown.min() < 60
