"""The stage on any page at all, without a renderer too."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woo_gronden.ingest import open_source
from woo_gronden.pipeline import detect_redactions
from woo_gronden.redactions import detect_image, detect_page, mask_page
from woo_gronden.redactions.pixels.find import RENDER_DPI
from woo_gronden.redactions.sight import Sight
from woo_gronden.schema import BBox, ImageArea, RawAnnotation, RawPage, RawWord, Render, Shape

_BOXES = st.tuples(*[st.floats(-50, 900)] * 2, *[st.floats(0, 300)] * 2).map(
    lambda b: BBox(b[0], b[1], b[0] + b[2], b[1] + b[3])
)
_COLORS = st.one_of(st.none(), st.tuples(*[st.floats(0, 1)] * 3))
_WORDS = st.builds(
    RawWord, text=st.text(min_size=1, max_size=12), bbox=_BOXES, block=st.integers(0, 3), line=st.integers(0, 3),
    order=st.integers(-1, 20), color=st.tuples(*[st.floats(0, 1)] * 3), visible=st.booleans(),
)  # fmt: skip
_SHAPES = st.builds(
    Shape, bbox=_BOXES, fill=_COLORS, stroke=_COLORS, opacity=st.floats(0, 1), order=st.integers(0, 20),
    is_rect=st.booleans(), line_width=st.floats(0, 20),
)  # fmt: skip
_IMAGES = st.builds(ImageArea, bbox=_BOXES, order=st.integers(0, 20), width=st.just(10), height=st.just(10))
_NOTES = st.builds(
    RawAnnotation, kind=st.sampled_from(["Redact", "Square", "FreeText", "Widget", "Highlight"]), bbox=_BOXES,
    fill=_COLORS, stroke=_COLORS, opacity=st.floats(0, 1), overlay_text=st.text(max_size=8), contents=st.text(max_size=8),
)  # fmt: skip
_PAGES = st.builds(
    RawPage, number=st.just(1), width=st.just(595.0), height=st.just(842.0), rotation=st.just(0),
    source=st.sampled_from(["native", "ocr", "none"]), words=st.lists(_WORDS, max_size=8).map(tuple),
    shapes=st.lists(_SHAPES, max_size=6).map(tuple), images=st.lists(_IMAGES, max_size=2).map(tuple),
    annotations=st.lists(_NOTES, max_size=3).map(tuple), scan_share=st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_PAGES, st.booleans())
def test_any_page(page, drawn):
    if drawn:
        object.__setattr__(page, "render", lambda dpi, clip: np.full((1170, 827, 3), 255, np.uint8))
    found = detect_page(page, pixels="never")
    assert found.hidden <= set(range(len(page.words)))
    assert not found.hidden & found.stamps
    for redaction in found.redactions:
        assert 0 <= redaction.score <= 1
        assert redaction.detectors
        assert (redaction.page_width, redaction.page_height) == (595, 842)
    masked = mask_page(page, found.hidden)
    assert len(masked.words) == len(page.words) - len(found.hidden)


@pytest.mark.parametrize("dpi", [None, 100, 300])
def test_an_empty_picture(dpi):
    assert detect_image(np.full((600, 400, 3), 255, np.uint8), dpi).redactions == ()


def _words(*places: tuple[float, float]) -> tuple[RawWord, ...]:
    return tuple(RawWord(f"woord{n}", BBox(x0, 100.0, x1, 112.0), 0, 0, 2) for n, (x0, x1) in enumerate(places))


@pytest.mark.parametrize("end", [150.1, 150.3, 150.5, 150.7])
def test_a_box_that_ends_within_a_point_of_the_drawing_hides_its_last_word(end):
    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        zoom, image = dpi / 72, np.full((round(842 * dpi / 72), round(595 * dpi / 72), 3), 255, np.uint8)
        rows, last = slice(int(99 * zoom), int(113 * zoom)), int(end * zoom)
        image[rows, int(72 * zoom) : last] = 0
        image[rows, last] = 255 - round(255 * (end * zoom - last))
        return image

    box = Shape(BBox(72.0, 99.0, end, 113.0), (0.0, 0.0, 0.0), None, 1.0, 3, True, 0.0)
    page = RawPage(1, 595, 842, 0, "native", _words((73.0, 110.0), (140.0, end)), shapes=(box,), render=render)
    assert detect_page(page).hidden == {0, 1}


def test_of_a_page_of_text_only_the_picture_is_searched():
    drawn = []

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        drawn.append((dpi, clip))
        zoom, area = dpi / 72, clip or BBox(0, 0, 595, 842)
        image = np.full((round(area.height * zoom), round(area.width * zoom), 3), 255, np.uint8)
        for x0, y0, x1, y1 in ((150, 450, 250, 470), (150, 650, 250, 670)):  # in the picture; elsewhere on the page
            x0, x1 = (max(0, round((x - area.x0) * zoom)) for x in (x0, x1))
            y0, y1 = (max(0, round((y - area.y0) * zoom)) for y in (y0, y1))
            image[y0:y1, x0:x1] = 0
        return image

    words = tuple(RawWord("tekst", BBox(72.0 + 40 * n, 100.0, 105.0 + 40 * n, 112.0), 0, 0, 0) for n in range(9))
    picture = ImageArea(BBox(100.0, 400.0, 400.0, 550.0), 1, 600, 300)
    page = RawPage(1, 595, 842, 0, "native", words, images=(picture,), scan_share=0.09, render=render)
    found = detect_page(page).redactions
    assert [redaction.kind for redaction in found] == ["black"]
    assert found[0].bbox == pytest.approx((150, 450, 250, 470), abs=1)
    # The picture once, for the glance, the search and the code of what bears the region; never the whole page.
    parts = [clip for dpi, clip in drawn if dpi == RENDER_DPI]
    assert len(parts) == 1
    assert parts[0] is not None
    assert parts[0].area < 0.25 * 595 * 842


@pytest.mark.parametrize(("top", "parts"), [(560.0, 1), (640.0, 2)])
def test_two_pictures_are_searched_in_one_piece_where_they_are_neighbours(top, parts):
    drawn = []

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        drawn.append(clip)
        area, zoom = clip or BBox(0, 0, 595, 842), dpi / 72
        return np.full((round(area.height * zoom), round(area.width * zoom), 3), 255, np.uint8)

    pictures = tuple(ImageArea(BBox(100.0, y, 400.0, y + 150), 1, 600, 300) for y in (400.0, top))
    page = RawPage(1, 595, 842, 0, "native", _words((73.0, 110.0)), images=pictures, scan_share=0.18, render=render)
    assert detect_page(page).redactions == ()
    assert len(drawn) == parts


def test_a_thin_letter_on_a_box_is_its_code_wherever_it_falls(tmp_path):
    # A lone "I" is narrower than two points of the drawing; its stem must be seen at every offset to their grid.
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        for line in range(10):
            page.insert_text((72, 100 + 30 * line), "De medewerker heeft het verzoek van beantwoord.", fontsize=10)
        boxes = [pymupdf.Rect(300, 90 + 30 * n, 330, 101 + 30 * n) for n in range(10)]
        for n, box in enumerate(boxes):
            page.draw_rect(box, color=None, fill=(0.75, 0.82, 0.9))
            page.insert_text((312 + 0.07 * n, box.y1 - 2), "I", fontsize=8)
        pdf.save(tmp_path / "letters.pdf")
    found = detect_redactions(tmp_path / "letters.pdf")
    assert [(r.code_raw, r.text_recoverable) for r in found] == [("I", False)] * 10


@pytest.mark.parametrize(
    ("color", "later", "looks"),
    [
        ((1.0, 1.0, 1.0), (), False),
        ((0.1, 0.1, 0.1), (), True),  # dark on black: only a look tells
        ((1.0, 1.0, 1.0), ((140.0, 99.0, 160.0, 113.0),), True),  # something lies over it
        ((1.0, 1.0, 1.0), ((140.0, 113.0, 160.0, 127.0),), False),  # and here beneath it
    ],
)
def test_a_code_on_its_box_is_looked_at_where_its_order_leaves_a_doubt(color, later, looks):
    drawn = []

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        drawn.append(clip)
        return np.zeros((round(842 * dpi / 72), round(595 * dpi / 72), 3), np.uint8)

    code = RawWord("10.2.e", BBox(142.0, 100.0, 170.0, 112.0), 0, 1, 4, color=color)
    boxes = [BBox(130.0, 99.0, 180.0, 113.0), *(BBox(*box) for box in later)]
    shapes = tuple(Shape(box, (0.0, 0.0, 0.0), None, 1.0, 3 + 2 * n, True) for n, box in enumerate(boxes))
    page = RawPage(1, 595, 842, 0, "native", (*_words((73.0, 110.0)), code), shapes=shapes, render=render)
    found = detect_page(page, codes=False).redactions
    assert bool(drawn) == looks
    assert (found[0].code_raw == "10.2.e") == (not looks)


def _even_paper(level: int) -> tuple[list[float], Render]:
    """A page of one grey level to draw, and the resolutions at which it was drawn."""
    drawn: list[float] = []

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        drawn.append(dpi)
        area = clip or BBox(0, 0, 595, 842)
        return np.full((round(area.height * dpi / 72), round(area.width * dpi / 72), 3), level, np.uint8)

    return drawn, render


@pytest.mark.parametrize(
    ("place", "looks"),
    [
        ((35, 23, 194, 142), False),  # a logo at the head of the page
        ((35, 40, 194, 142), True),  # lower
        ((35, 23, 194, 40), True),  # as high as a header's line
        ((35, 95, 194, 142), True),  # beside the words
        ((35, 23, 194, 400), True),  # far into the page
    ],
)
def test_a_picture_at_the_head_of_a_page_is_the_letterhead(place, looks):
    drawn, render = _even_paper(120)
    picture = ImageArea(BBox(*place), 1, 484, 365)
    page = RawPage(1, 595, 842, 0, "native", _words((273.0, 310.0)), images=(picture,), scan_share=0.04, render=render)
    assert [r.kind for r in detect_page(page, codes=False).redactions] == (["gray"] if looks else [])
    assert bool(drawn) == looks


@pytest.mark.parametrize(("top", "looks"), [(0.0, False), (200.0, True)])
def test_strips_of_a_picture_that_hangs_from_the_edge_stand_in_no_text(top, looks):
    drawn, render = _even_paper(120)
    strips = tuple(ImageArea(BBox(316.0, top + 18 * n, 500.0, top + 18 * n + 18), n, 3072, 297) for n in range(7))
    page = RawPage(1, 595, 842, 0, "native", _words((73.0, 110.0)), images=strips, scan_share=0.05, render=render)
    assert [r.kind for r in detect_page(page, codes=False).redactions] == (["gray"] * 7 if looks else [])
    assert bool(drawn) == looks


@pytest.mark.parametrize(("place", "searched"), [((316, 0, 500, 125), False), ((72, 0, 256, 125), True)])
def test_the_name_of_a_ministry_in_its_place_is_not_searched(place, searched):
    drawn, render = _even_paper(255)
    picture = ImageArea(BBox(*place), 1, 512, 346)
    page = RawPage(1, 595, 842, 0, "native", _words((73.0, 110.0)), images=(picture,), scan_share=0.05, render=render)
    assert detect_page(page).redactions == ()
    assert (RENDER_DPI in drawn) == searched


@pytest.mark.parametrize(
    ("ink", "glances"),
    [
        (np.full((100, 200), 120), 0),  # an even box: a look follows
        (np.full((100, 200), 120) + np.random.default_rng(1).integers(-9, 9, (100, 200)), 0),  # with grain
        (np.indices((100, 200)).sum(axis=0) // 20 % 2 * 200 + 20, 1),  # coarse stripes
        (np.where(np.indices((100, 200)).sum(axis=0) % 40 < 2, 0, 255), 1),  # thin lines on white, as a signature
    ],
)
@pytest.mark.parametrize("width", [200, 320])  # the larger one is to be searched, and seen as it is drawn for that
def test_a_picture_that_is_no_box_at_a_glance_is_not_looked_at(tmp_path, ink, glances, width):
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        page.insert_text((72, 100), "De medewerker heeft het verzoek beantwoord.", fontsize=10)
        pixels = np.repeat(ink.astype(np.uint8)[..., None], 3, axis=2)
        picture = pymupdf.Pixmap(pymupdf.csRGB, 200, 100, pixels.tobytes(), False)
        page.insert_image(pymupdf.Rect(72, 200, 72 + width, 200 + width / 2), pixmap=picture)
        pdf.save(tmp_path / "plaatje.pdf")
    with open_source(tmp_path / "plaatje.pdf") as source:
        page = next(source.pages())
        assert Sight(page).is_picture(page.images[0].bbox) == bool(glances)
        found = detect_page(page, pixels="never").redactions
    assert [r.kind for r in found] == ([] if glances else ["gray"])
