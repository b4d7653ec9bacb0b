from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from tests.ingest.papers import PROSE, Paper, raw_page, wrapped
from woo_gronden.ingest import OcrWord, choose_engine, engine_report, needs_ocr, open_source, recognise
from woo_gronden.ingest.ocr import prepare, rapid, tesseract
from woo_gronden.ingest.ocr.mending import mend_words
from woo_gronden.schema import BBox, ImageArea

SCAN = {"scan_share": 1.0, "images": (ImageArea(BBox(0, 0, 595, 842), 0, 1, 1),)}
NOISE = "•‘-1 '-1-1 L4%1.! I ti .,•-••• 1;!1 :'., ~^'; ••5.' »:« ,.'- |}{ ;:!' '^~ ]:[ ,;. ·:· ¬¦ «,; .:;" * 2
MISREAD = "artlkel eerste weigerlngsgronden Informatie openbaar belang verzoek documenten besluit artlkel bellssing"

OCR_ROWS = [
    ("", SCAN, True),
    ("", {}, False),
    ("12", SCAN, True),
    (PROSE, SCAN, False),
    (PROSE, {}, False),
    (NOISE, SCAN, True),
    (f"{MISREAD} {MISREAD} {MISREAD}", SCAN, True),
    (" ".join(["\ue012\ue045\ue033"] * 30), {}, True),
    (" ".join(["(cid:12)(cid:45)"] * 30), {}, True),
    (" ".join(["\ufffd\ufffd\ufffd"] * 30), {}, True),
    ("%2@<A>.1>2? $<?@/A? ,*#$.46;. B.;.@A: ;<B2:/2> 2@>23@2?9A6@<= AC*</ B2>D<28" * 4, {}, True),
    ("10.1.c + 10.2.g + 11.1 volledig geweigerd document", {}, False),
    ("Hoofdstuk 1 . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 4 Bijlage", {}, False),
    (
        "varkens 120 63 1.204 kalveren 33 17 204 schapen 0 5 12 geiten 3 4 1 paarden 2 2 2 ezels 1 0 0 kippen 5.022",
        {},
        False,
    ),
]


@pytest.mark.parametrize(("text", "marks", "expected"), OCR_ROWS)
def test_which_pages_need_their_pixels_read(text: str, marks: dict[str, object], expected: bool) -> None:
    page = raw_page(text, **marks)
    if marks and text:
        page = replace(page, words=tuple(word._replace(visible=False) for word in page.words))
    assert needs_ocr(page) is expected


TSV = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t10\t10\t90\t12\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t10\t10\t40\t12\t96.5\tartikel\n"
    "5\t1\t1\t1\t1\t2\t60\t10\t20\t12\t91.0\t5.1\n"
    "5\t1\t1\t1\t2\t1\t10\t30\t5\t12\t40.0\t|\n"
    "5\t1\t1\t1\t2\t2\t20\t30\t5\t12\t2.0\tzz\n"
    "5\t1\t1\t1\t3\t1\tgebroken\n"
)


def test_tesseract_table() -> None:
    words = [word for _, word in tesseract._parse_tsv(TSV)]
    assert [(word.text, word.bbox) for word in words] == [
        ("artikel", BBox(10, 10, 50, 22)),
        ("5.1", BBox(60, 10, 80, 22)),
    ]
    assert words[0].confidence == pytest.approx(0.965)


MENDED = [
    ("wat v heeft gevraagd in vw brief", "wat u heeft gevraagd in uw brief"),
    ("artikel 10, onder v van de regeling", "artikel 10, onder v van de regeling"),
    ("e _een plan voor de brug", "• een plan voor de brug"),
    ("de e van eik", "de e van eik"),
    ("alles onder vw verzoek", "alles onder uw verzoek"),
    ("op grond van artikel zo lid 2", "op grond van artikel 10 lid 2"),
    ("dat is zo gegaan", "dat is zo gegaan"),
]


@pytest.mark.parametrize(("read", "expected"), MENDED)
def test_misreadings_that_are_no_dutch(read: str, expected: str) -> None:
    page = raw_page(read)
    words = mend_words([word._replace(bbox=BBox(word.bbox.x0, 0, word.bbox.x0 + 8, 10)) for word in page.words])
    assert " ".join(word.text for word in words) == expected


class InkReader:
    """An engine that sees one word: the box of all ink; sure of it only where the ink lies at the upper left."""

    name = "inkt"

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        ys, xs = np.nonzero(image < 128)
        sure = ys.mean() < image.shape[0] / 2 and xs.mean() < image.shape[1] / 2
        box = BBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
        return [OcrWord("gevonden", box, 0.95 if sure else 0.2, 0, 0)] * 6

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        return ["" for _ in images]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_come_back_to_the_page_as_shown(tmp_path: Path, rotation: int) -> None:
    paper = Paper()
    for y in range(100, 300, 20):
        paper.page.draw_rect(pymupdf.Rect(100, y, 250, y + 8), fill=(0, 0, 0), color=None)
    paper.page.set_rotation(rotation)
    with open_source(paper.save(tmp_path)) as source:
        page = next(source.pages())
        read = recognise(page, InkReader())
        assert page.render is not None
        ys, xs = np.nonzero(page.render(72, None)[..., 0] < 128)
    assert read.source == "ocr"
    shown = BBox(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    assert read.words[0].bbox == pytest.approx(shown, abs=2)
    assert read.words[0].upright == (rotation == 0)


def test_skew_is_found_and_a_level_page_left_alone() -> None:
    page = np.full((1100, 800), 255, np.uint8)
    rng = np.random.default_rng(3)
    for y in range(100, 1000, 30):
        page[y : y + 10, 80:720][rng.random((10, 640)) < 0.5] = 0
    assert prepare.find_skew(page) == 0.0
    assert prepare.find_skew(prepare.turned(page, -1.5)) == pytest.approx(1.5, abs=0.2)
    assert prepare.lies_sideways(np.ascontiguousarray(page.T))
    assert not prepare.lies_sideways(page)


def test_specks_go_and_letters_stay() -> None:
    rng = np.random.default_rng(1)
    page = np.full((400, 400), 255, np.uint8)
    page[100:110, 50:350] = 0
    assert prepare.without_specks(page) is page
    page[rng.random(page.shape) < 0.02] = 0
    cleared = prepare.without_specks(page)
    assert (cleared[:90] < 128).mean() < 0.002
    assert (cleared[102:108, 60:340] < 128).all()


@pytest.mark.skipif(tesseract.program() is None, reason="tesseract is not on this machine")
def test_tesseract_reads_a_page(tmp_path: Path) -> None:
    paper = Paper()
    paper.lines(79, 150, wrapped(PROSE, 75), size=11)
    engine = choose_engine("tesseract")
    assert engine is not None
    with open_source(paper.save(tmp_path)) as source:
        page = recognise(next(source.pages()), engine)
    assert page.source == "ocr"
    read = [word.text for word in page.words]
    assert len(set(PROSE.split()) - set(read)) <= 2
    assert 9 < page.words[0].size < 14


def _code(text: str, dark: bool) -> np.ndarray:
    file = pymupdf.open()
    page = file.new_page(width=60, height=16)
    if dark:
        page.draw_rect(page.rect, fill=(0, 0, 0), color=None)
    page.insert_text((6, 12), text, fontsize=10, color=(1, 1, 1) if dark else (0, 0, 0))
    image = page.get_pixmap(dpi=200)
    return np.frombuffer(image.samples, np.uint8).reshape(image.height, image.width, 3).copy()


@pytest.mark.skipif(not rapid.models_present(), reason="rapidocr is not on this machine")
def test_rapidocr_reads_codes_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    engine = choose_engine("rapidocr")
    assert engine is not None
    assert engine.name == "rapidocr"
    readings = engine.read_lines(
        [_code("5.1.2e", dark=True), _code("10.2.g", dark=False), np.zeros((2, 2, 3), np.uint8)]
    )
    assert [text.replace(" ", "") for text in readings] == ["5.1.2e", "10.2.g", ""]


def test_choice_falls_back_and_report_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "program", lambda: None)
    monkeypatch.setattr(rapid, "models_present", lambda: False)
    assert choose_engine("auto") is None
    report = engine_report()
    assert report.in_use is None
    assert any("tesseract-ocr-nld" in line for line in report.missing)
    assert any("pip install rapidocr" in line for line in report.missing)
    monkeypatch.setattr(rapid, "models_present", lambda: True)
    engine = choose_engine("auto")
    assert engine is not None
    assert engine.name == "rapidocr"
    with pytest.raises(ValueError, match="no engine"):
        choose_engine("ander")  # type: ignore[arg-type]


def test_tesseract_without_dutch_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "program", lambda: "/usr/bin/tesseract")
    monkeypatch.setattr(tesseract, "languages", lambda: ("eng",))
    monkeypatch.setattr(rapid, "models_present", lambda: True)
    engine = choose_engine("auto")
    assert engine is not None
    assert engine.name == "rapidocr"
    assert any("nld" in line for line in engine_report().missing)
