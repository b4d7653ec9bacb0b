"""One run of a page gives what PyMuPDF lists in several: words, paths, images, and the order they are painted in."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pymupdf
import pytest

from woo_gronden.ingest import open_source
from woo_gronden.ingest.pdf_painted import FLAGS, read_painted
from woo_gronden.ingest.pdf_paths import Outlines
from woo_gronden.schema import RawPage

PATTERN = (
    "<</Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources <<>>>>"
)


def _picture(width: int, height: int, seed: int) -> pymupdf.Pixmap:
    pixels = np.random.default_rng(seed).integers(0, 255, (height, width, 3)).astype(np.uint8)
    return pymupdf.Pixmap(pymupdf.csRGB, width, height, pixels.tobytes(), False)


def _page(pictures: int = 0, *, rotation: int = 0) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=842)
    page.insert_text((72, 72), "Besluit op uw verzoek")
    for number in range(pictures):
        box = pymupdf.Rect(100, 200 + 200 * number, 300, 300 + 200 * number)
        page.insert_image(box, pixmap=_picture(40 + number, 20, number))
    page.set_rotation(rotation)
    return page


def _stream(contents: bytes, pattern: bytes = b"") -> pymupdf.Page:
    """A page of these contents; ``/P`` is a pattern of such tiles, ``/S`` a shading from black to grey."""
    page = _page()
    file = page.parent
    file.update_stream(page.get_contents()[0], contents)
    tile, shade = file.get_new_xref(), file.get_new_xref()
    file.update_object(tile, PATTERN)
    file.update_stream(tile, pattern)
    look = "/Function <</FunctionType 2 /Domain [0 1] /C0 [0] /C1 [.3] /N 1>>"
    file.update_object(shade, f"<</ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 0] {look}>>")
    fonts = file.xref_get_key(page.xref, "Resources/Font")[1]
    resources = f"<</Font {fonts} /Pattern <</P {tile} 0 R>> /Shading <</S {shade} 0 R>>>>"
    file.xref_set_key(page.xref, "Resources", resources)
    return file.reload_page(page)


def _raw(page: pymupdf.Page, tmp_path) -> RawPage:
    page.parent.save(tmp_path / "page.pdf")
    with open_source(tmp_path / "page.pdf") as source:
        [raw] = source.pages()
    return raw


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_and_their_lines_are_those_of_pymupdf(rotation):
    page = _page()
    page.insert_textbox((72, 100, 300, 700), "De minister besluit het verzoek toe te wijzen. " * 30, fontsize=9)
    page.insert_text((400, 400), "langs de rand", rotate=90)
    page.draw_rect((70, 90, 200, 110), fill=(0, 0, 0))
    page.set_rotation(rotation)
    textpage = read_painted(page).textpage
    assert textpage.extractWORDS() == page.get_textpage(flags=FLAGS).extractWORDS()
    assert textpage.extractDICT() == page.get_textpage(flags=FLAGS).extractDICT()
    assert page.rotation == rotation


def test_text_outside_its_clip_is_not_read():
    page = _stream(b"q 0 0 300 842 re W n BT /helv 11 Tf 72 700 Td (binnen) Tj 400 0 Td (buiten) Tj ET Q")
    assert [word[4] for word in read_painted(page).textpage.extractWORDS()] == ["binnen"]


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("pictures", [0, 1, 2])
def test_images_have_the_places_that_pymupdf_tells(tmp_path, pictures, rotation):
    page = _page(pictures, rotation=rotation)
    logged = [box for kind, box in page.get_bboxlog() if kind == "fill-image"]
    images = _raw(page, tmp_path).images
    assert [image.width for image in images] == [40 + number for number in range(pictures)]
    assert all(image.xref > 0 for image in images)
    assert [tuple(image.bbox) for image in images] == [
        pytest.approx(tuple(pymupdf.Rect(box) * page.rotation_matrix), abs=0.001) for box in logged
    ]


def test_an_inline_image_beside_a_listed_one_keeps_its_own_size(tmp_path):
    page = _page(1)
    listed, *others = page.get_contents()
    inline = b"q 30 0 0 30 400 100 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\x00\xff EI Q"
    # The listed picture is no longer placed; the one in the stream is.
    page.parent.update_stream(listed, b"BT /helv 11 Tf 72 700 Td (Besluit) Tj ET " + inline)
    for number in others:
        page.parent.update_stream(number, b" ")
    [image] = _raw(page, tmp_path).images
    assert (image.width, image.height, image.xref) == (2, 2, 0)


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize(
    "contents",
    [
        b"1 0 0 rg 100 200 50 20 re f",
        b"0 0 1 RG 3 w 100 200 m 300 200 l S",
        b"0 0 1 RG 1 0 0 rg 2 w 100 200 50 20 re B",
        b"1 0 0 rg 100 200 50 20 re 200 200 50 20 re f",
        b"0 0 1 RG 2 0 0 2 0 0 cm 1.5 w 50 100 m 80 100 l 80 120 l 50 120 l s",
        b"1 0 0 rg 100 200 m 150 200 l 150 220 l 100 220 l f",
        b"0 g 100 200 m 120 260 180 260 200 200 c f",
        b".2 .3 .4 .1 k .7 .7 -.7 .7 200 200 cm 10 10 60 30 re f",
        b"q 100 200 30 20 re W n 0 g 90 190 100 100 re f Q",
        b"0 g 700 900 50 50 re f 100 200 m f",
    ],
)
def test_shapes_are_the_paths_of_pymupdf_cut_to_their_clips(tmp_path, contents, rotation):
    page = _stream(contents)
    page.set_rotation(rotation)
    drawn = [path for path in page.get_drawings() if pymupdf.Rect(path["rect"]).y1 > 0]
    shapes = _raw(page, tmp_path).shapes
    window = pymupdf.Rect(100, 622, 130, 642) if b"W" in contents else page.cropbox
    for path in drawn:
        half = (path["width"] or 0.0) / 2
        x0, y0, x1, y1 = path["rect"]
        seen = pymupdf.Rect(x0 - half, y0 - half, x1 + half, y1 + half) & window
        parts = [shape for shape in shapes if shape.fill is not None or shape.stroke is not None]
        around = pymupdf.Rect(*parts[0].bbox)
        for part in parts:
            around |= pymupdf.Rect(*part.bbox)
        assert tuple(around) == pytest.approx(tuple(seen * page.rotation_matrix), abs=0.01)
        assert parts[0].fill == (pytest.approx(path["fill"], abs=0.001) if path["fill"] else None)
        assert parts[0].stroke == (pytest.approx(path["color"], abs=0.001) if path["color"] else None)
        assert parts[0].line_width == pytest.approx(path["width"] or 0.0)
    assert len(drawn) == (1 if shapes else 0)


@pytest.mark.parametrize(
    "painted",
    [
        ("box", "line", "box", "text", "line"),
        ("text", "box", "text"),
        ("text", "box"),
        ("image", "text", "text", "box"),
        ("image", "text", "box", "text", "image"),
        ("text", "box", "text", "box", "box", "text", "text", "image", "text"),
    ],
)
def test_each_word_stands_between_what_was_painted_before_and_after_it(tmp_path, painted):
    page = pymupdf.open().new_page()
    picture = pymupdf.Pixmap(pymupdf.csRGB, 4, 4, bytes(48), False)
    for place, kind in enumerate(painted, 1):
        area = pymupdf.Rect(70, 60 * place, 500, 60 * place + 20)
        if kind == "text":
            page.insert_text((72, 60 * place + 15), " ".join([f"woord{place}"] * 10))
        elif kind == "image":
            page.insert_image(area, pixmap=picture, keep_proportion=False)
        else:
            page.draw_rect(area if kind == "box" else (*area[:3], area.y0 + 0.5), fill=(0, 0, 1), color=None)
    raw = _raw(page, tmp_path)
    orders = sorted([shape.order for shape in raw.shapes if shape.bbox.height > 4] + [i.order for i in raw.images])
    words = [place for place, kind in enumerate(painted) if kind == "text" for _ in range(10)]
    expected = [[place < word for place, kind in enumerate(painted) if kind in {"box", "image"}] for word in words]
    assert [[order < word.order for order in orders] for word in raw.words] == expected


def test_words_of_one_line_may_stand_on_both_sides_of_a_box(tmp_path):
    text = "BT /helv 11 Tf {} 0 0 {} {} 700 Tm ({}) Tj ET "
    contents = text.format(1, 1, 72, "de heer ") + "0 g 100 695 40 15 re f " + text.format(1, 1, 110, "dit staat erop")
    raw = _raw(_stream(contents.encode()), tmp_path)
    [box] = raw.shapes
    assert {word.text: word.order > box.order for word in raw.words} == {
        "de": False, "heer": False, "dit": True, "staat": True, "erop": True,
    }  # fmt: skip


@pytest.mark.parametrize("angle", [90, 180, 270, 30])
def test_so_may_those_of_a_turned_line(tmp_path, angle):
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f}"
    at = (300 + 60 * cos, 400 + 60 * sin)
    contents = (
        f"BT /helv 11 Tf {turn} 300 400 Tm (de heer ) Tj ET 0 g 300 400 40 40 re f "
        f"BT /helv 11 Tf {turn} {at[0]:.2f} {at[1]:.2f} Tm (dit staat) Tj ET"
    )
    raw = _raw(_stream(contents.encode()), tmp_path)
    assert [word.order > raw.shapes[0].order for word in raw.words] == [False, False, True, True]


def test_what_is_filled_with_tiles_or_a_shading_is_a_veil(tmp_path):
    tiles = b"BT /helv 11 Tf 72 700 Td (eronder) Tj ET /Pattern cs /P scn 100 200 50 20 re f "
    raw = _raw(_stream(tiles + b"q 300 200 60 30 re W n /S sh Q", b"0 g 0 0 4 4 re f"), tmp_path)
    assert [tuple(veil.bbox) for veil in raw.veils] == [(100, 622, 150, 642), (300, 612, 360, 642)]
    assert raw.shapes == ()
    assert raw.words[0].order < raw.veils[0].order < raw.veils[1].order


def test_letters_filled_with_tiles_or_a_shading_are_no_veil(tmp_path):
    tiles = b"/Pattern cs /P scn BT /helv 40 Tf 72 700 Td (ministerie) Tj ET "
    raw = _raw(
        _stream(tiles + b"q BT /helv 40 Tf 7 Tr 72 500 Td (besluit) Tj ET /S sh Q", b"0 g 0 0 4 4 re f"), tmp_path
    )
    assert [word.text for word in raw.words] == ["ministerie", "besluit"]
    assert raw.veils == ()


def test_what_a_mask_is_made_of_is_not_painted(tmp_path):
    page = _page()
    file = page.parent
    form, state = file.get_new_xref(), file.get_new_xref()
    group = "/Group <</S /Transparency /CS /DeviceGray>>"
    file.update_object(form, f"<</Type /XObject /Subtype /Form /BBox [0 0 595 842] {group}>>")
    file.update_stream(form, b"1 g 0 0 595 842 re f")
    file.update_object(state, f"<</Type /ExtGState /SMask <</Type /Mask /S /Luminosity /G {form} 0 R>>>>")
    file.xref_set_key(page.xref, "Resources", f"<</ExtGState <</M {state} 0 R>>>>")
    file.update_stream(page.get_contents()[0], b"q /M gs 0 g 100 200 50 20 re f Q 1 0 0 rg 300 200 50 20 re f")
    shapes = _raw(file.reload_page(page), tmp_path).shapes
    assert [(shape.fill, shape.bbox.x0) for shape in shapes] == [((0, 0, 0), 100), ((1, 0, 0), 300)]


@pytest.mark.parametrize("fault", [ZeroDivisionError("x"), pymupdf.mupdf.FzErrorFormat("x")])
def test_a_fault_while_noting_is_not_passed_over(monkeypatch, capfd, fault):
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Outlines, "read", fail)
    page = _stream(b"0 g 100 200 50 20 re f 100 300 50 20 re f")
    with pytest.raises(type(fault)):
        read_painted(page)
    assert capfd.readouterr().err == ""


def _drawn_by(draw: Callable[[pymupdf.Shape], object]) -> list[tuple[float, ...]]:
    page = _page()
    shape = page.new_shape()
    draw(shape)
    shape.finish(fill=(0, 0, 0), color=None)
    shape.commit()
    return [tuple(part.bbox) for part in read_painted(page).shapes if part.is_rect]


def test_only_upright_rectangles_are_told_as_such():
    square = [(100, 100), (150, 100), (150, 150), (100, 150)]
    assert _drawn_by(lambda shape: shape.draw_polyline(square)) == [(100, 100, 150, 150)]
    assert _drawn_by(lambda shape: shape.draw_polyline([(x + 0.04 * y, y) for x, y in square])) == []
    assert _drawn_by(lambda shape: shape.draw_circle((100, 100), 20)) == []
    assert _drawn_by(lambda shape: (shape.draw_rect((10, 10, 50, 50)), shape.draw_circle((100, 100), 20))) == []
    assert len(_drawn_by(lambda shape: [shape.draw_rect((10, y, 50, y + 8)) for y in range(20, 800, 20)])) == 39


def test_a_path_of_thousands_of_rectangles_is_one_drawing(tmp_path):
    squares = b"".join(b"%d %d 4 4 re " % (5 * (n % 100), 5 * (n // 100)) for n in range(6000))
    [shape] = _raw(_stream(squares + b"f"), tmp_path).shapes
    assert shape.bbox == (0, 842 - 299, 499, 842)
    assert not shape.is_rect
