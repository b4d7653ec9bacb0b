"""What a content stream says of paths and images: never less than what MuPDF paints."""

from __future__ import annotations

import pymupdf
import pytest

from woo_gronden.ingest.pdf_plain import Paints, read_contents, read_paints

NOTHING, IMAGES, ALL = Paints(False, False), Paints(False, True), Paints(True, True)


def _page(contents: bytes, resources: str = "") -> pymupdf.Page:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 72), "x")
    pdf.update_stream(page.get_contents()[0], contents)
    if resources:
        pdf.xref_set_key(page.xref, "Resources", f"<<{resources}>>")
    return pdf.reload_page(page)


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (b"", NOTHING),
        (b"q 0 0 9 9 re W* n BT /helv 9 Tf (letters) Tj ET Q", NOTHING),
        (b"BT /F 9 Tf [(s)-3( b)2(is f )5(x\\(S )] TJ <0F0B00F> Tj ET", NOTHING),
        (b"/S <</MCID 0>> BDC BT (\\b f) Tj ET EMC 1 0 0 RG 0 0 m 9 9 l W n", NOTHING),
        (b"(f)Tj 0 0 9 9 re f", ALL),
        (b"0 0 9 9 re f*", ALL),
        (b"0 0 9 9 re(x)f", ALL),
        (b"0 0 9 9 re\nf[1]0 d", ALL),
        (b"0 0 9 9 re b\n", ALL),
        (b"0 0 9 9 re B* n", ALL),
        (b"0 0 m 9 9 l S", ALL),
        (b"0 0 m 9 9 l s%", ALL),
        (b"0 0 m 9 9 l<00>s", ALL),
        (b"0 0 m 9 9l S/x gs", ALL),
        (b"0 0 m 9 9 l 0f", ALL),
        (b"/shade sh", ALL),
        (b"% (\n0 0 9 9 re f % )", ALL),  # a bracket in a comment opens no string
        (b"(a\\) b) Tj", ALL),  # in doubt: the bracket may end the string
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI", ALL),
        (b"/picture Do", IMAGES),
    ],
)
def test_an_operator_that_paints_is_found_outside_strings(contents, expected):
    page = _page(contents)
    assert read_paints(page, read_contents(page)) == expected
    assert expected.paths or not page.get_drawings()


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ("/ExtGState <</g <</ca .5 /SMask /None>>>>", IMAGES),
        ("/XObject <</i <</Subtype /Image>>>>", IMAGES),
        ("/XObject <</i <</Subtype /Form>>>>", ALL),
        ("/ExtGState <</g <</SMask <</S /Alpha>>>>>>", ALL),
        ("/ExtGState <</g <</Font [1 9]>>>>", ALL),
        ("/Pattern <</p <</PatternType 1>>>>", ALL),
        ("/Font <</t <</Subtype /Type3 /CharProcs <<>>>>>>", ALL),
    ],
)
def test_resources_by_which_paths_may_come_are_in_doubt(resources, expected):
    page = _page(b"/any Do", resources)
    assert read_paints(page, read_contents(page)) == expected


def test_an_annotation_has_a_look_of_its_own():
    page = _page(b"")
    page.add_rect_annot((10, 10, 90, 90))
    assert read_paints(page, read_contents(page)) == ALL


def test_contents_that_cannot_be_read_are_in_doubt():
    assert read_paints(_page(b""), None) == ALL
