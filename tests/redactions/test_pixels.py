"""Boxes on drawn pages: every look is found where it stands, and what only looks alike is left alone."""

import cv2
import numpy as np
import pytest

from woo_gronden.redactions.pixels.find import find_pixel_redactions
from woo_gronden.redactions.pixels.page import estimate_dpi

WIDTH, HEIGHT, DPI = 1240, 1754, 150.0
FONT = cv2.FONT_HERSHEY_SIMPLEX


def page(level: int = 255) -> np.ndarray:
    image = np.full((HEIGHT, WIDTH, 3), level, np.uint8)
    for i in range(6):
        cv2.putText(
            image,
            "De vergadering begon om tien uur en er",
            (120, 900 + 32 * i),
            FONT,
            0.7,
            (20, 20, 20),
            1,
            cv2.LINE_AA,
        )
    return image


def iou(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(0.0, w) * max(0.0, h)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def fill(image: np.ndarray, box: tuple[int, int, int, int], color: tuple[int, int, int]) -> None:
    image[box[1] : box[3], box[0] : box[2]] = color


LOOKS = [
    ("black", (300, 300, 520, 326), (0, 0, 0)),
    ("gray", (300, 300, 520, 330), (170, 170, 170)),
    ("gray", (300, 300, 520, 330), (120, 120, 120)),
    ("color", (300, 300, 560, 330), (0, 255, 255)),
    ("black", (100, 100, 1140, 800), (0, 0, 0)),
    ("black", (60, 300, 100, 600), (0, 0, 0)),
]


@pytest.mark.parametrize(("kind", "box", "color"), LOOKS)
def test_a_fill_is_found_where_it_stands(kind, box, color):
    image = page()
    fill(image, box, color)
    found = find_pixel_redactions(image, DPI)
    assert [region.kind for region in found] == [kind]
    assert iou(found[0].bbox, box) > 0.9


def test_a_pale_sticker_is_found_by_its_code():
    image = page()
    fill(image, (300, 300, 560, 340), (250, 240, 140))
    cv2.putText(image, "5.1.2e", (370, 331), FONT, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    found = find_pixel_redactions(image, DPI)
    assert [region.kind for region in found] == ["color"]
    assert iou(found[0].bbox, (300, 300, 560, 340)) > 0.9


def test_a_code_in_white_on_grey_does_not_break_its_box():
    image = page()
    fill(image, (300, 300, 480, 332), (192, 192, 192))
    cv2.putText(image, "5.1.2e", (350, 324), FONT, 0.6, (255, 255, 255), 1, cv2.LINE_AA)
    found = find_pixel_redactions(image, DPI)
    assert len(found) == 1
    assert iou(found[0].bbox, (300, 300, 480, 332)) > 0.85


def test_a_fill_on_a_grey_photocopy_is_found():
    noise = np.random.default_rng(1).normal(0, 4, (HEIGHT, WIDTH, 3))
    image = page(240)
    fill(image, (300, 300, 520, 330), (20, 20, 20))
    image = np.clip(image + noise, 0, 255).astype(np.uint8)
    assert [region.kind for region in find_pixel_redactions(image, DPI)] == ["black"]


def test_two_boxes_on_neighbouring_lines_are_two():
    image = page()
    fill(image, (300, 300, 520, 326), (0, 0, 0))
    fill(image, (300, 332, 460, 358), (0, 0, 0))
    assert len(find_pixel_redactions(image, DPI)) == 2


def test_grey_levels_alone_suffice():
    image = page()
    fill(image, (300, 300, 520, 326), (0, 0, 0))
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    assert len(find_pixel_redactions(gray, DPI)) == 1


def test_boxes_of_two_widths_that_touch_are_two():
    image = page()
    fill(image, (300, 300, 400, 330), (192, 192, 192))
    fill(image, (300, 330, 520, 360), (192, 192, 192))
    for x, y, size in ((320, 320, 0.5), (380, 353, 0.6)):
        cv2.putText(image, "5.1.2e", (x, y), FONT, size, (255, 255, 255), 1, cv2.LINE_AA)
    boxes = [region.bbox for region in find_pixel_redactions(image, DPI)]
    assert len(boxes) == 2
    assert iou(boxes[0], (300, 300, 400, 330)) > 0.8
    assert iou(boxes[1], (300, 330, 520, 360)) > 0.8


def test_a_frame_whose_line_runs_on_is_met_from_its_code():
    image = page()
    cv2.rectangle(image, (300, 300), (520, 340), (0, 0, 0), 2)
    cv2.line(image, (520, 340), (700, 340), (0, 0, 0), 2)
    cv2.putText(image, "5.1.2e", (370, 328), FONT, 0.7, (0, 0, 0), 2, cv2.LINE_AA)
    found = find_pixel_redactions(image, DPI)
    assert [region.kind for region in found] == ["border"]
    assert iou(found[0].bbox, (300, 300, 520, 340)) > 0.85


def test_a_stroke_of_a_marker_is_found():
    image = page()
    line = np.array([[300, 400], [420, 403], [560, 398], [700, 402]], np.int32)
    cv2.polylines(image, [line], False, (15, 15, 15), 30)
    found = find_pixel_redactions(image, DPI)
    assert [region.kind for region in found] == ["black"]
    assert iou(found[0].bbox, (285, 384, 715, 418)) > 0.8


def test_a_digit_as_high_as_its_box_does_not_cut_it():
    image = page()
    fill(image, (300, 300, 480, 340), (0, 0, 0))
    fill(image, (388, 303, 391, 337), (255, 255, 255))
    found = find_pixel_redactions(image, DPI)
    assert len(found) == 1
    assert iou(found[0].bbox, (300, 300, 480, 340)) > 0.9


def test_black_boxes_in_cells_are_cut_between_their_digits():
    image = page()
    fill(image, (300, 300, 380, 349), (0, 0, 0))
    fill(image, (300, 352, 372, 398), (0, 0, 0))
    fill(image, (280, 349, 500, 352), (0, 0, 0))
    for y in (334, 386):
        cv2.putText(image, "3", (330, y), FONT, 0.8, (255, 255, 255), 2, cv2.LINE_AA)
    assert len(find_pixel_redactions(image, DPI)) == 2


def table(image: np.ndarray) -> None:
    for y in range(300, 541, 40):
        cv2.line(image, (200, y), (1000, y), (0, 0, 0), 2)
    for x in (200, 500, 700, 1000):
        cv2.line(image, (x, 300), (x, 540), (0, 0, 0), 2)
    fill(image, (202, 302, 998, 338), (225, 225, 225))
    for x, word in ((220, "Omschrijving"), (520, "Aantal"), (720, "Bedrag")):
        cv2.putText(image, word, (x, 328), FONT, 0.7, (0, 0, 0), 2, cv2.LINE_AA)


def signature(image: np.ndarray) -> None:
    x = np.arange(300, 700)
    y = 400 + 60 * np.sin(x / 25) * np.cos(x / 90)
    cv2.polylines(image, [np.stack([x, y], 1).astype(np.int32)], False, (40, 40, 120), 3, cv2.LINE_AA)


def checker(image: np.ndarray) -> None:
    cells = np.random.default_rng(3).integers(0, 2, (33, 33), dtype=np.uint8) * 255
    image[300:498, 300:498] = np.repeat(np.repeat(cells, 6, 0), 6, 1)[:, :, None]


def highlight(image: np.ndarray) -> None:
    fill(image, (110, 300, 760, 332), (255, 245, 150))
    cv2.putText(image, "Dit is een belangrijke zin uit de brief", (120, 323), FONT, 0.7, (0, 0, 0), 2, cv2.LINE_AA)


def logo(image: np.ndarray) -> None:
    cv2.circle(image, (400, 300), 60, (0, 90, 160), cv2.FILLED)
    cv2.ellipse(image, (600, 300), (80, 50), 20, 0, 360, (200, 60, 0), cv2.FILLED)


def big_type(image: np.ndarray) -> None:
    cv2.putText(image, "JAARPLAN", (120, 360), FONT, 3.2, (0, 0, 0), 9, cv2.LINE_AA)


def rules(image: np.ndarray) -> None:
    cv2.line(image, (100, 300), (1140, 300), (0, 0, 0), 6)
    cv2.line(image, (100, 420), (1140, 420), (120, 120, 120), 2)


def scanner_edge(image: np.ndarray) -> None:
    fill(image, (0, 0, 22, HEIGHT), (0, 0, 0))


def form(image: np.ndarray) -> None:
    for y in (300, 360, 420):
        cv2.rectangle(image, (400, y), (900, y + 36), (0, 0, 0), 1)


def photo(image: np.ndarray) -> None:
    small = np.random.default_rng(5).integers(0, 255, (12, 16, 3), dtype=np.uint8)
    image[300:600, 300:700] = cv2.resize(small, (400, 300), interpolation=cv2.INTER_CUBIC)


def stamp(image: np.ndarray) -> None:
    """A dated stamp of receipt, slanted frame and all."""
    color = (150, 30, 60)
    cv2.rectangle(image, (700, 300), (1000, 420), color, 4)
    cv2.putText(image, "INGEKOMEN", (715, 345), FONT, 1.2, color, 4, cv2.LINE_AA)
    cv2.putText(image, "12 MRT 2020", (730, 400), FONT, 1.0, color, 3, cv2.LINE_AA)
    part = image[280:440, 660:1040]
    turn = cv2.getRotationMatrix2D((190, 80), 4, 1)
    image[280:440, 660:1040] = cv2.warpAffine(part, turn, (380, 160), borderValue=(255, 255, 255))


def letterhead(image: np.ndarray) -> None:
    """An upright dark ribbon with a crest, and a bar that is black and yellow."""
    fill(image, (590, 0, 680, 220), (10, 20, 60))
    for radius in (8, 18, 28):
        cv2.circle(image, (635, 160), radius, (250, 250, 250), 2, cv2.LINE_AA)
    cv2.putText(image, "w", (618, 205), FONT, 1.2, (250, 250, 250), 2, cv2.LINE_AA)
    fill(image, (40, 400, 62, 430), (255, 220, 0))
    fill(image, (40, 430, 62, 560), (0, 0, 0))


def titled_frame(image: np.ndarray) -> None:
    cv2.rectangle(image, (300, 300), (700, 350), (0, 0, 0), 2)
    cv2.putText(image, "MEMO", (430, 338), FONT, 1.2, (0, 0, 0), 2, cv2.LINE_AA)


def crosses(image: np.ndarray) -> None:
    """Three crosses and a name in large coloured type, as on the letters of a city."""
    for y in (60, 150, 240):
        cv2.line(image, (160, y), (220, y + 60), (230, 20, 30), 20, cv2.LINE_AA)
        cv2.line(image, (220, y), (160, y + 60), (230, 20, 30), 20, cv2.LINE_AA)


def dates(image: np.ndarray) -> None:
    """Dates and numbers of sections have points where codes have them."""
    for x, text in ((120, "8-4-2019"), (320, "12.5.2020"), (520, "5.1.2 De"), (720, "3.4. De")):
        cv2.putText(image, text, (x, 400), FONT, 0.7, (0, 0, 0), 1, cv2.LINE_AA)


TRAPS = [
    table, signature, checker, highlight, logo, big_type, rules, scanner_edge, form, photo, stamp, letterhead,
    titled_frame, crosses, dates,
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_what_only_looks_like_a_box_is_left_alone(trap):
    image = page()
    trap(image)
    assert find_pixel_redactions(image, DPI) == []


def test_an_empty_page_and_a_tiny_one_have_none():
    assert find_pixel_redactions(page(), DPI) == []
    assert find_pixel_redactions(np.full((40, 30, 3), 255, np.uint8), DPI) == []


def test_resolution_is_taken_from_the_long_side():
    assert estimate_dpi(1654, 2339) == pytest.approx(200, abs=1)


def write_white(image: np.ndarray, box: tuple[int, int, int, int], text: str) -> None:
    """White letters that leave a pixel or two of their box above and below, cut by its left edge."""
    part = image[box[1] : box[3], box[0] : box[2]]
    cv2.putText(part, text, (-3, part.shape[0] - 3), FONT, 0.85, (255, 255, 255), 2, cv2.LINE_AA)


def test_black_boxes_that_their_code_nearly_fills_are_found_whole():
    image = page()
    boxes = [(300, 300, 392, 324), (396, 300, 488, 324), (300, 330, 420, 354), (640, 500, 900, 524)]
    for box in boxes:
        fill(image, box, (0, 0, 0))
        write_white(image, box, "10.2.e")
    found = find_pixel_redactions(image, DPI)
    assert [max(iou(region.bbox, box) for region in found) > 0.85 for box in boxes] == [True] * 4
    assert len(found) == 4


def test_words_between_the_rules_of_a_table_make_no_black_box_longer():
    image = page()
    for y in (296, 330, 364):
        fill(image, (120, y, 1120, y + 2), (0, 0, 0))
    cv2.putText(image, "Rekeningnummer", (330, 324), FONT, 0.9, (0, 0, 0), 3, cv2.LINE_AA)
    fill(image, (600, 300, 860, 328), (0, 0, 0))
    found = find_pixel_redactions(image, DPI)
    assert len(found) == 1
    assert iou(found[0].bbox, (600, 300, 860, 328)) > 0.85
