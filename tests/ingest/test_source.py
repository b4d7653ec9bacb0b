from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from tests.ingest.papers import PROSE, Paper, pages_of, wrapped
from woo_gronden.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnsupportedFile
from woo_gronden.ingest import kind_of, open_source, pictures
from woo_gronden.schema import BBox


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("leeg.pdf", b"", EmptyFile),
        ("tekst.pdf", b"Dit is gewoon tekst, geen PDF.", DamagedFile),
        ("plaatje.png", b"\x00\x01\x02geen plaatje", DamagedFile),
        ("kapot.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", DamagedFile),
        ("kapot.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", DamagedFile),
        ("brief.docx", b"PK\x05\x06" + b"\x00" * 18, UnsupportedFile),
        ("onbekend.xyz", b"iets anders", UnsupportedFile),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, data: bytes, expected: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(expected, match=name):
        open_source(path)


def test_encrypted(tmp_path: Path) -> None:
    paper = Paper()
    path = tmp_path / "slot.pdf"
    paper.file.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="geheim", owner_pw="baas")
    with pytest.raises(EncryptedFile, match="password"):
        open_source(path)


def test_truncated_pdf_is_repaired_and_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    paper = Paper()
    paper.lines(72, 100, ["Een regel die blijft staan"])
    whole = paper.save(tmp_path).read_bytes()
    cut = tmp_path / "afgekapt.pdf"
    cut.write_bytes(whole[: whole.rindex(b"xref")])
    with open_source(cut) as source:
        assert "repaired" in source.notes[0]
        assert [word.text for word in next(source.pages()).words][:2] == ["Een", "regel"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [False, True])
def test_boxes_lie_where_the_page_is_painted(tmp_path: Path, rotation: int, crop: bool) -> None:
    paper = Paper()
    paper.lines(200, 300, ["Proefwoord"], size=20)
    paper.page.draw_rect(pymupdf.Rect(300, 500, 380, 540), fill=(1, 0, 0), color=None)
    if crop:
        paper.page.set_cropbox(pymupdf.Rect(50, 60, 550, 800))
    paper.page.set_rotation(rotation)
    with open_source(paper.save(tmp_path)) as source:
        page = next(source.pages())
        assert page.render is not None
        image = page.render(72, None)
        assert image.shape[:2] == (round(page.height), round(page.width))
        word, shape = page.words[0], page.shapes[0]
        assert word.upright == (rotation == 0)
        black, red = image.max(axis=2) < 100, (image[..., 0] > 200) & (image[..., 1] < 50)
        for box, painted in ((word.bbox, black), (shape.bbox, red)):
            ys, xs = np.nonzero(painted)
            assert box.x0 - 2 <= xs.min() <= xs.max() <= box.x1 + 2
            assert box.y0 - 2 <= ys.min() <= ys.max() <= box.y1 + 2
        part = page.render(144, shape.bbox)
        assert part[..., 0].mean() > 200
        assert part[..., 1].mean() < 60


def test_hidden_and_covered_words_are_told_apart(tmp_path: Path) -> None:
    paper = Paper()
    page = paper.page
    page.insert_text((72, 100), "onzichtbaar", render_mode=3)
    page.insert_text((72, 140), "bedekt")
    page.draw_rect(pymupdf.Rect(70, 128, 120, 145), fill=(0, 0, 0), color=None)
    page.insert_text((72, 180), "vet", fontname="hebo", fontsize=14, color=(1, 0, 0))
    [raw] = pages_of(paper.save(tmp_path))
    words = {word.text: word for word in raw.words}
    assert not words["onzichtbaar"].visible
    assert words["bedekt"].visible
    assert words["bedekt"].order < raw.shapes[0].order < words["vet"].order
    assert words["vet"].bold
    assert words["vet"].size == 14
    assert words["vet"].color == (1.0, 0.0, 0.0)


def test_loose_rectangles_of_one_path_are_shapes_and_a_frame_is_not(tmp_path: Path) -> None:
    paper = Paper()
    shape = paper.page.new_shape()
    shape.draw_rect(pymupdf.Rect(50, 50, 100, 60))
    shape.draw_rect(pymupdf.Rect(50, 80, 100, 90))
    shape.finish(fill=(0, 0, 0), color=None)
    shape.draw_rect(pymupdf.Rect(200, 200, 400, 400))
    shape.draw_rect(pymupdf.Rect(205, 205, 395, 395))
    shape.finish(fill=(0, 0, 0), color=None, even_odd=True)
    shape.commit()
    [page] = pages_of(paper.save(tmp_path))
    assert [part.is_rect for part in page.shapes] == [True, True, False]
    assert page.shapes[0].bbox == pytest.approx(BBox(50, 50, 100, 60))


def test_annotations_and_form_fields(tmp_path: Path) -> None:
    paper = Paper()
    paper.page.add_redact_annot(pymupdf.Rect(50, 50, 150, 70), text="5.1.2e", fill=(0, 0, 0))
    paper.page.add_rect_annot(pymupdf.Rect(50, 100, 150, 120))
    field = pymupdf.Widget()
    field.rect, field.field_type, field.field_name = pymupdf.Rect(50, 150, 150, 170), pymupdf.PDF_WIDGET_TYPE_TEXT, "n"
    field.field_value = "ingevuld"
    paper.page.add_widget(field)
    [page] = pages_of(paper.save(tmp_path))
    found = {mark.kind: mark for mark in page.annotations}
    assert found["Redact"].overlay_text == "5.1.2e"
    assert found["Redact"].bbox == pytest.approx(BBox(50, 50, 150, 70), abs=1)
    assert "Square" in found
    assert found["Widget"].contents == "ingevuld"


def test_scan_share_counts_overlap_once(tmp_path: Path) -> None:
    paper = Paper()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 10, 10))
    for _ in range(2):
        paper.page.insert_image(pymupdf.Rect(0, 0, 595, 421), pixmap=picture, keep_proportion=False)
    [page] = pages_of(paper.save(tmp_path))
    assert page.source == "none"
    assert page.scan_share == pytest.approx(0.5, abs=0.03)
    assert (page.images[0].width, page.images[0].height) == (10, 10)


def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path) -> None:
    paper = Paper()
    paper.new(14000, 14000)
    with open_source(paper.save(tmp_path)) as source:
        page = next(source.pages(2))
        assert page.render is not None
        image = page.render(300, None)
    assert image.shape[0] * image.shape[1] <= 41_000_000


def test_render_after_closing_says_so(tmp_path: Path) -> None:
    with open_source(Paper().save(tmp_path)) as source:
        page = next(source.pages())
    assert page.render is not None
    with pytest.raises(ValueError, match="closed"):
        page.render(72, None)


def test_tiff_of_three_pages(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    frames = [Image.new("1", (827, 1169), value) for value in (1, 0, 1)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(100, 100))
    with open_source(path) as source:
        assert source.page_count == 3
        pages = [
            (page.number, round(page.width), int(page.render(50, None).mean()))
            for page in source.pages()
            if page.render
        ]
    assert pages == [(1, 595, 255), (2, 595, 0), (3, 595, 255)]


@pytest.mark.parametrize("dpi", [None, (72, 72), (1, 1)])
def test_picture_without_resolution_is_taken_for_a4(tmp_path: Path, dpi: tuple[int, int] | None) -> None:
    path = tmp_path / "foto.jpg"
    Image.new("RGB", (1240, 1754), "white").save(path, **({"dpi": dpi} if dpi else {}))
    [page] = pages_of(path)
    assert page.height == pytest.approx(842, abs=1)


def test_a_name_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "eigenlijk.pdf"
    Image.new("RGB", (100, 140), "white").save(path, format="PNG")
    assert kind_of(path) == "png"
    assert len(pages_of(path)) == 1


def test_turned_photo_and_clip(tmp_path: Path) -> None:
    picture = Image.new("RGB", (200, 100), "white")
    picture.paste((0, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turned
    path = tmp_path / "foto.jpg"
    picture.save(path, exif=exif, dpi=(100, 100))
    with open_source(path) as source:
        page = next(source.pages())
        assert page.width < page.height
        assert page.render is not None
        corner = page.render(100, BBox(page.width - 10, 0, page.width, 10))
    assert corner.mean() < 30


def test_too_many_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "groot.png"
    Image.new("1", (2000, 2000)).save(path)
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1_000_000)
    with open_source(path) as source, pytest.raises(TooLarge, match="million"):
        next(source.pages())


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, woo_gronden.ingest as room; heavy = {'pymupdf','cv2','PIL','numpy','openpyxl','rapidocr'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules); assert room.open_source"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pages_of_a_long_letter_one_at_a_time(tmp_path: Path) -> None:
    paper = Paper()
    for _ in range(30):
        paper.lines(72, 100, wrapped(PROSE, 80))
        paper.new()
    with open_source(paper.save(tmp_path)) as source:
        assert [page.number for page in source.pages(5, 7)] == [5, 6, 7]
        assert len(list(source.pages(30, 99))) == 2


@pytest.mark.parametrize(("draws", "times"), [(False, 0), (True, 2)])
def test_the_cache_is_emptied_often_only_where_pages_are_drawn(tmp_path, monkeypatch, draws, times):
    pdf = pymupdf.open()
    for _ in range(40):
        pdf.new_page().insert_text((72, 72), "Besluit op uw verzoek")
    pdf.save(tmp_path / "letter.pdf")
    emptied: list[int] = []
    monkeypatch.setattr(pymupdf.TOOLS, "store_shrink", emptied.append)
    with open_source(tmp_path / "letter.pdf") as source:
        for page in source.pages():
            if draws:
                page.render(20, None)
    assert len(emptied) == times


def test_a_page_that_takes_all_memory_is_too_large(tmp_path, monkeypatch):
    def take_all(*_: object) -> None:
        raise MemoryError

    paper = Paper()
    paper.page.insert_text((72, 100), "besluit")
    path = paper.save(tmp_path)
    monkeypatch.setattr("woo_gronden.ingest.pdf.read_words", take_all)
    with open_source(path) as source, pytest.raises(TooLarge, match="page 1: reading the page takes more memory"):
        list(source.pages())
