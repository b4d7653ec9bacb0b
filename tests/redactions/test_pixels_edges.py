"""Edges of boxes on drawn pages: where they touch, where lines and photos stand beside them, where a tint pales."""

import cv2
import numpy as np
import pytest

from woo_gronden.redactions.pixels.bare import find_code_words, widen_word
from woo_gronden.redactions.pixels.edges import snap_fill, snap_frame
from woo_gronden.redactions.pixels.find import find_pixel_redactions
from woo_gronden.redactions.pixels.frame import find_frames
from woo_gronden.redactions.pixels.page import Box, PageView, view_page
from woo_gronden.redactions.pixels.touch import settle_sides, spread_tint

WIDTH, HEIGHT, DPI = 1240, 1754, 150.0
GRAY, TOLERANCE = 192, 22.0


def draw(*boxes: tuple[int, int, int, int], level: int = GRAY) -> np.ndarray:
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for x0, y0, x1, y1 in boxes:
        image[y0:y1, x0:x1] = level
    return image


def view(image: np.ndarray) -> PageView:
    return view_page(image, DPI)


OWN = (300, 300, 500, 330)
TOUCHING = [
    ((300, 270, 560, 300), "a wider box above"),
    ((300, 270, 420, 300), "a narrower box above"),
    ((280, 270, 400, 300), "a box above that begins before it"),
]


@pytest.mark.parametrize("other", [box for box, _ in TOUCHING], ids=[name for _, name in TOUCHING])
@pytest.mark.parametrize("found_top", [293, 302])
def test_a_box_begins_where_the_outline_steps(other, found_top):
    page = view(draw(OWN, other))
    assert settle_sides((300, found_top, 500, 330), GRAY, TOLERANCE, None, page) == OWN


def test_boxes_side_by_side_are_parted_by_a_step():
    page = view(draw(OWN, (200, 304, 300, 334)))
    assert settle_sides((288, 300, 500, 330), GRAY, TOLERANCE, None, page) == OWN


def test_a_box_of_the_same_width_is_parted_by_the_code_in_the_middle():
    page = view(draw((300, 270, 500, 330)))
    code = Box(370, 307, 430, 319)
    # As much room below as above, and a quarter of the code's height more.
    assert settle_sides((300, 288, 500, 330), GRAY, TOLERANCE, code, page) == (300, 299, 500, 330)
    assert settle_sides((300, 288, 500, 330), GRAY, TOLERANCE, None, page) == (300, 288, 500, 330)


def test_a_box_is_not_drawn_out_over_another_to_bring_its_code_to_the_middle():
    page = view(draw((200, 300, 500, 330)))
    code = Box(310, 307, 370, 319)
    assert settle_sides((300, 300, 500, 330), GRAY, TOLERANCE, code, page) == OWN


def test_a_box_that_nothing_touches_stays():
    page = view(draw(OWN))
    code = Box(310, 307, 370, 319)
    assert settle_sides(OWN, GRAY, TOLERANCE, code, page) == OWN


def test_three_boxes_in_steps_are_given_as_they_were_drawn():
    boxes = [(110, 300, 330, 334), (110, 334, 520, 368), (110, 368, 250, 402)]
    image = draw(*boxes)
    for x0, y0, x1, _ in boxes:
        cv2.putText(
            image, "5.1.2e", ((x0 + x1) // 2 - 30, y0 + 23), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255,), 1, cv2.LINE_AA
        )
    found = [region.bbox for region in find_pixel_redactions(image, DPI)]
    assert len(found) == 3
    # A third of a point inside, as people draw: one pixel here.
    assert np.abs(np.array(found) - np.array(boxes)).max() <= 2


def test_a_dark_line_under_a_grey_box_is_none_of_it():
    image = draw(OWN)
    image[330:334, 200:700] = 0
    assert snap_fill(Box(300, 300, 500, 334), GRAY, view(image), exact=True) == OWN
    assert snap_fill(Box(300, 300, 500, 334), GRAY, view(image)) == (300, 300, 500, 334)


def test_a_gap_parts_a_black_box_from_the_one_above():
    image = draw(OWN, (300, 260, 500, 297), level=0)
    assert snap_fill(Box(300, 293, 500, 330), 0, view(image)) == OWN


def test_the_stem_of_a_digit_is_no_gap():
    image = draw(OWN, level=0)
    image[301:329, 306:309] = 255
    assert snap_fill(Box(300, 300, 500, 330), 0, view(image)) == OWN


def test_a_scanned_tint_is_drawn_out_over_the_pale_head_with_its_code():
    rng = np.random.default_rng(3)
    image = draw(OWN, level=200)
    image[300:330, 300:360] = 225
    cv2.putText(image, "5.1", (304, 324), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2)
    image = np.clip(image + rng.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
    page = view(image)
    assert spread_tint((360, 301, 500, 329), 200, [], page) == OWN
    # Not over a box of its own.
    assert spread_tint((360, 301, 500, 329), 200, [(300, 300, 340, 330)], page) == (340, 300, 500, 330)


def test_a_scanned_tint_is_not_drawn_out_over_text():
    image = draw(OWN, level=200)
    cv2.putText(image, "De raad heeft", (505, 324), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2)
    assert spread_tint(OWN, 200, [], view(image)) == OWN


def test_a_frame_does_not_begin_at_the_line_of_the_one_above():
    image = draw()
    cv2.rectangle(image, (300, 260), (502, 292), (0,), 2)
    cv2.rectangle(image, (300, 302), (500, 340), (0,), 2)
    tops = sorted(frame.box.y0 for frame in find_frames(view(image)))
    assert [round(top / 10) for top in tops] == [26, 30]
    assert len([frame for frame in find_frames(view(image)) if frame.box.height > 45]) == 0


def test_a_code_on_a_patch_of_specks_stands_at_its_upper_left():
    image = draw()
    cv2.putText(image, "5.1.2.e", (304, 324), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0,), 2, cv2.LINE_AA)
    alone = view(image.copy())
    image[304:330:2, 384:560:3] = 235
    patch = view(image)
    ((word, _),) = find_code_words(patch)
    drawn = widen_word(word, patch)
    assert (drawn.x0, drawn.y0) == (word.x0, word.y0)
    assert 540 <= drawn.x1 <= 562
    room = widen_word(word, alone)
    assert word.y0 - room.y0 == room.x1 - word.x1 == round(0.25 * word.height)


def test_a_scanned_tint_that_does_not_end_near_is_left_as_it_was_found():
    page = view(draw((300, 300, 500, 400), level=200))
    assert spread_tint((300, 340, 480, 360), 200, [], page) == (300, 340, 500, 360)


def test_the_side_of_a_frame_is_the_middle_of_its_line():
    image = draw((300, 300, 500, 340), level=0)
    image[302:338, 302:498] = 255
    page = view(image)
    assert snap_frame((302.0, 301.0, 500.0, 338.0), page) == (301.0, 301.0, 499.0, 339.0)
    # No line is met where this one was found.
    assert snap_frame((302.0, 319.0, 500.0, 338.0), page)[1] == 319.0
