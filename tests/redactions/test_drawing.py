"""A page drawn in bands shows what the page drawn whole shows, and less of it is drawn."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest

from woo_gronden.ingest import open_source
from woo_gronden.redactions.drawing import LOOK_DPI, BandedDrawing
from woo_gronden.redactions.sight import Sight, _quantiles
from woo_gronden.schema import BBox, RawPage


@pytest.fixture
def letter(tmp_path):
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=595.3, height=841.9)
        for line in range(40):
            page.insert_text((72, 60 + 18.3 * line), f"Regel {line} van de brief met een vakje.", fontsize=10)
            page.draw_rect(pymupdf.Rect(300, 52 + 18.3 * line, 330, 61 + 18.3 * line), fill=(0.7, 0.8, 0.9))
        pixels = np.random.default_rng(1).integers(0, 255, (80, 200, 3)).astype(np.uint8)
        picture = pymupdf.Pixmap(pymupdf.csRGB, 200, 80, pixels.tobytes(), False)
        page.insert_image(pymupdf.Rect(100, 700, 300, 780), pixmap=picture)
        pdf.save(tmp_path / "brief.pdf")
    with open_source(tmp_path / "brief.pdf") as source:
        yield next(source.pages())


@pytest.mark.parametrize(("top", "bottom"), [(0, 5), (31, 33), (64, 96), (200, 640), (0, 1170), (1160, 1170)])
@pytest.mark.parametrize("color", [False, True])
def test_bands_show_what_the_whole_page_shows(letter, top, bottom, color):
    whole = letter.render(LOOK_DPI, None)
    drawing = BandedDrawing(letter, letter.render)
    assert drawing.size == whole.shape[:2]
    drawing.part(slice(500, 520), slice(None), color=color)  # a band in between is there already
    seen, same = drawing.part(slice(top, bottom), slice(None), color=True), whole[top:bottom]
    # MuPDF scales a picture a little differently where only a part of the page is drawn.
    assert np.abs(seen.astype(int) - same).max() <= (12 if bottom > 950 else 0)


def test_only_the_band_that_is_asked_for_is_drawn(letter):
    drawn = []

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        drawn.append(clip)
        return letter.render(dpi, clip)

    drawing = BandedDrawing(letter, render)
    drawing.part(slice(100, 110), slice(None), color=False)
    drawing.part(slice(100, 112), slice(None), color=True)
    assert len(drawn) == 1
    assert drawn[0].height < 60
    drawing.part(slice(980, 985), slice(None), color=False)
    assert drawn[1].y0 < 700  # the picture in one piece
    assert drawn[1].y1 > 780


def test_a_page_that_comes_out_at_another_size_is_drawn_whole():
    image = np.full((300, 200, 3), 255, np.uint8)
    image[150:160, 100:120] = 0
    page = RawPage(1, 595, 842, 0, "native", (), render=lambda dpi, clip: image)
    dark = BBox(100 * 595 / 200, 150 * 842 / 300, 120 * 595 / 200, 160 * 842 / 300)
    assert Sight(page).level(dark) == 0.0
    assert Sight(page).level(BBox(0, 0, 200, 200)) == 1.0


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
@pytest.mark.parametrize("levels", [[7], [0, 255], [1, 2, 3, 250], list(range(256)), [9] * 50 + [200] * 3])
def test_levels_are_counted_as_they_would_be_sorted(levels, share):
    assert _quantiles(np.array(levels, np.uint8), share) == [pytest.approx(np.quantile(levels, share))]
