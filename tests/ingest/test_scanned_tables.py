"""Tables in pictures: their rules, and the cells that the reading of a page passes over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pymupdf
import pytest

from woo_gronden.ingest.ocr import tesseract
from woo_gronden.ingest.ocr.cells import read_missed_cells
from woo_gronden.ingest.ocr.engine import OcrWord
from woo_gronden.ingest.ocr.prepare import to_gray
from woo_gronden.ingest.ocr.recognise import recognise
from woo_gronden.ingest.ocr.rules import without_rules
from woo_gronden.schema import BBox, RawPage

DPI = 300
X, Y = (60.0, 100.0, 300.0, 420.0), (100.0, 120.0, 140.0, 160.0, 180.0)
ROWS = (("Nr.", "Document", "Beoordeling"), ("1.", "Verslag van de vergadering", "Openbaar"),
        ("2.", "Nota over de dijk", "Deels openbaar"), ("3.", "Brief aan de raad", "Niet openbaar"))  # fmt: skip


def sheet(ruled: bool = True, box: bool = False) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=842)
    for y in Y if ruled else ():
        page.draw_line((X[0], y), (X[-1], y))
    for x in X if ruled else ():
        page.draw_line((x, Y[0]), (x, Y[-1]))
    if box:
        page.draw_rect((60, 300, 400, 312), color=(0, 0, 0), fill=(0, 0, 0))
    for top, row in zip(Y, ROWS, strict=False):
        for x, text in zip(X, row, strict=False):
            page.insert_text((x + 6, top + 14), text, fontsize=10)
    return page


def picture(page: pymupdf.Page) -> np.ndarray:
    pixels = page.get_pixmap(dpi=DPI, alpha=False)
    return to_gray(np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3))


def test_rules_are_seen_and_taken_out_and_boxes_stay() -> None:
    gray = picture(sheet(box=True))
    cleared, rules = without_rules(gray, DPI)
    assert (sum(r.width > r.height for r in rules), sum(r.height > r.width for r in rules)) == (len(Y), len(X))
    scale = DPI / 72
    assert cleared[round(Y[1] * scale)].min() > 128
    assert cleared[round(306 * scale), round(200 * scale)] < 128


def test_a_page_without_a_table_stays_as_it_is() -> None:
    gray = picture(sheet(ruled=False, box=True))
    cleared, rules = without_rules(gray, DPI)
    assert cleared is gray
    assert rules == ()


def test_frames_around_words_an_ornament_and_a_photograph_hold_no_table() -> None:
    page = sheet(ruled=False)
    for x in (60, 200, 340):
        for y in (300, 330, 360):
            page.draw_rect((x, y, x + 90, y + 15))
    for y in (40, 45, 50, 55):
        page.draw_line((60, y), (100, y))
    for x in (62, 70, 78, 86, 94):
        page.draw_line((x, 36), (x, 58))
    gray = picture(page)
    noise = np.random.default_rng(1).random((1200, 1400))
    gray[2000:3200, 400:1800][noise < 0.97] = 0
    strokes = np.random.default_rng(2)
    for x, y in zip(strokes.integers(400, 1790, 600), strokes.integers(2000, 3100, 600), strict=True):
        gray[y : y + 100, x - 3 : x] = gray[y : y + 100, x + 4 : x + 7] = 255
        gray[y : y + 3, x - 100 : x] = 255
    cleared, rules = without_rules(gray, DPI)
    assert cleared is gray
    assert rules == ()


def test_rules_outside_a_table_are_left_and_its_broken_rules_found() -> None:
    gray = picture(sheet())
    before = gray.copy()
    scale = DPI / 72
    gray[:, round(200 * scale) : round(201 * scale)] = 255
    gray[round(150 * scale) : round(152 * scale), :] = 255
    gray[2000:2003, 300:900] = gray[2100:2103, 300:900] = gray[2000:2100, 300:303] = 0
    assert (before != gray).any()
    cleared, rules = without_rules(gray, DPI)
    assert sum(rule.width > rule.height for rule in rules) == 2 * len(Y)
    assert sum(rule.height > rule.width for rule in rules) == 2 * len(X)
    assert cleared[2001, 500] == 0
    assert cleared[round(Y[2] * scale)].min() > 128


@pytest.mark.parametrize(("height", "seen"), [(3, False), (30, True)])
def test_a_cell_of_specks_is_not_read_again(height: int, seen: bool) -> None:
    gray = np.full((1000, 1000), 255, np.uint8)
    for top in range(120, 180, 6 if height == 3 else 40):
        gray[top : top + height, 60:64] = 0
    rules = [BBox(0, y, 900, y + 3) for y in (100, 200, 300)] + [BBox(x, 100, x + 3, 300) for x in (10, 130, 900)]
    engine = Strips()
    read_missed_cells(gray, rules, [], engine, DPI)
    assert len(engine.seen) == seen


class Strips:
    """Gives each strip one word in its middle, and counts the strips."""

    name = "strips"

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def read_blocks(self, images: Sequence[np.ndarray], dpi: float) -> list[list[OcrWord]]:
        self.seen += [image.shape for image in images]
        middles = [image.shape[0] / 2 for image in images]
        return [[OcrWord("2.", BBox(30, middle + 20, 50, middle + 50), 0.9, 0, 0)] for middle in middles]

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        raise AssertionError("the page is not read again")

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        raise AssertionError("no line is read")


def test_only_columns_with_a_missed_cell_are_read_again_and_only_its_words_taken() -> None:
    cleared, rules = without_rules(picture(sheet()), DPI)
    scale = DPI / 72
    read = [
        OcrWord("x", BBox(x * scale + 20, y * scale + 20, x * scale + 40, y * scale + 60), 0.9, 0, 0)
        for x in X[:-1]
        for y in Y[:-1]
        if (x, y) != (X[0], Y[2])
    ]
    engine = Strips()
    found = read_missed_cells(cleared, rules, read, engine, DPI)
    assert len(engine.seen) == 1
    assert [word.text for word in found] == ["2."]
    assert Y[2] * scale < found[0].bbox.y0 < Y[3] * scale
    assert read_missed_cells(cleared, rules, [*read, *found], engine, DPI) == []


@pytest.mark.skipif(
    tesseract.program() is None or "nld" not in tesseract.languages(),
    reason="Tesseract with Dutch is not on this machine",
)
def test_numbers_of_a_scanned_table_are_read() -> None:
    page = sheet()

    def render(dpi: float, clip: BBox | None) -> np.ndarray:
        pixels = page.get_pixmap(dpi=round(dpi), alpha=False)
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)

    read = recognise(RawPage(1, 595, 842, 0, "none", (), scan_share=1.0, render=render), tesseract.Tesseract())
    assert {"1.", "2.", "3.", "Verslag", "openbaar"} <= {word.text for word in read.words}
    assert len(read.rules) == len(X) + len(Y)
