from __future__ import annotations

import datetime
import io
import stat
import zipfile
from pathlib import Path

import openpyxl
import pytest

from woo_gronden.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnsupportedFile
from woo_gronden.ingest import UnpackLimits, open_source, read_rows, unpack
from woo_gronden.ingest.spelling import clean_word

SPELLINGS = [
    ("o\ufb03cieel", "officieel"),
    ("ﬁnancieel", "financieel"),
    ("e\u2010mail", "e-mail"),
    ("open\u00ad", "open-"),
    ("open\u00adbaar", "openbaar"),
    ("m²", "m²"),
    ("lid¹", "lid¹"),
    ("\u200bwoord\ufeff", "woord"),
    ("10\u00a0000", "10 000"),
    ("co\u0308rdinator", "cördinator"),
    ("\uf0b7", "•"),
    ("gewoon", "gewoon"),
]


@pytest.mark.parametrize(("raw", "clean"), SPELLINGS)
def test_characters(raw: str, clean: str) -> None:
    assert clean_word(raw) == clean


def _zip(path: Path, entries: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
        for name in links:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    return path


def test_unpack_keeps_what_is_safe(tmp_path: Path) -> None:
    entries = {
        "map/brief.pdf": b"1", "map/lijst.xlsx": b"2", "../buiten.pdf": b"x", "/vast.pdf": b"x", "C:\\win.pdf": b"x",
        "..\\ook.pdf": b"x", "__MACOSX/map/._brief.pdf": b"x", "map/.DS_Store": b"x", "leeg/": b"",
    }  # fmt: skip
    path = _zip(tmp_path / "a.zip", entries, links=("map/link.pdf",))
    into = tmp_path / "uit"
    found = unpack(path, into)
    assert [file.relative_to(into).as_posix() for file in found] == ["map/brief.pdf", "map/lijst.xlsx"]
    assert found[0].read_bytes() == b"1"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "uit"]


def test_unpack_does_not_follow_a_link_that_lies_there(tmp_path: Path) -> None:
    into, elsewhere = tmp_path / "uit", tmp_path / "elders"
    into.mkdir()
    elsewhere.mkdir()
    (into / "map").symlink_to(elsewhere)
    assert unpack(_zip(tmp_path / "a.zip", {"map/x.pdf": b"1"}), into) == []
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("limits", "entries"),
    [
        (UnpackLimits(files=2), {f"{n}.pdf": b"x" for n in range(3)}),
        (UnpackLimits(total_bytes=1000), {"a.pdf": b"0" * 2000}),
        (UnpackLimits(ratio=10, ratio_from=1000), {"a.pdf": b"0" * 3_000_000}),
    ],
)
def test_bombs(tmp_path: Path, limits: UnpackLimits, entries: dict[str, bytes]) -> None:
    with pytest.raises(TooLarge):
        unpack(_zip(tmp_path / "a.zip", entries), tmp_path / "uit", limits)
    assert not [file for file in (tmp_path / "uit").rglob("*") if file.is_file()]


def test_broken_archive(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.pdf": b"abc" * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(DamagedFile):
        unpack(path, tmp_path / "uit")


def test_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nr.", "Document", "Datum", None])
    sheet.append([1, "Verslag\nvan de  vergadering", datetime.datetime(2023, 5, 3), None])
    sheet.append([])
    sheet.append([2.0, "Nota", datetime.date(2023, 5, 4), 0.5])
    hidden = book.create_sheet("verborgen")
    hidden.append(["niet lezen"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    assert read_rows(path) == [
        ["Nr.", "Document", "Datum"], ["1", "Verslag van de vergadering", "2023-05-03"], ["2", "Nota", "2023-05-04", "0.5"],
    ]  # fmt: skip


def test_workbook_as_a_reader_sees_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Nr", "Titel", "intern", "Grond"],
        [1, "Nota", "geheim", "5.1.2e"],
        [None, None, None, "5.1.2i"],
        [2, "weg", "", ""],
        [3, "Mail"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    assert read_rows(path) == [
        ["Nr", "Titel", "Grond"], ["1", "Nota", "5.1.2e"], ["1", "Nota", "5.1.2i"], ["3", "Mail"],
    ]  # fmt: skip


def test_open_document(tmp_path: Path) -> None:
    def row(*cells: tuple[str, str], attributes: str = "") -> str:
        inside = "".join(f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>" for text, more in cells)
        return f"<table:table-row {attributes}>{inside}</table:table-row>"

    rows = [
        row(("Nr", ""), ("Titel", ""), ("Datum", "")),
        row(("1", 'table:number-rows-spanned="2"'), ("Nota", ""), ("5 okt", 'office:date-value="2023-10-05"')),
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Bijlage</text:p></table:table-cell>"
        "</table:table-row>",
        row(("weg", ""), attributes='table:visibility="collapse"'),
        row(("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048570"'),
    ]
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f"<office:document-content {names}><table:table>{''.join(rows)}</table:table></office:document-content>"
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    path = _zip(tmp_path / "lijst.ods", {"mimetype": mimetype, "content.xml": content.encode()})
    assert read_rows(path) == [["Nr", "Titel", "Datum"], ["1", "Nota", "2023-10-05"], ["1", "Bijlage"]]


CSVS = [
    ("Nr;Titel;Grond\n1;Één, twee;5.1.2e\n".encode(), [["Nr", "Titel", "Grond"], ["1", "Één, twee", "5.1.2e"]]),
    ("Nr;Titel\n1;Één\n".encode("cp1252"), [["Nr", "Titel"], ["1", "Één"]]),
    ('\ufeffNr,Titel\r\n1,"a, b"\r\n'.encode("utf-8"), [["Nr", "Titel"], ["1", "a, b"]]),
    ("Nr\tTitel\n1\ta;b\n".encode("utf-16"), [["Nr", "Titel"], ["1", "a;b"]]),
    (b"sep=;\nNr;Titel\n1;a\n", [["sep="], ["Nr", "Titel"], ["1", "a"]]),
    (b"alleen een kolom\nnog een regel\n", [["alleen een kolom"], ["nog een regel"]]),
]


@pytest.mark.parametrize(("data", "rows"), CSVS)
def test_csv(tmp_path: Path, data: bytes, rows: list[list[str]]) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(data)
    assert read_rows(path) == rows


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("leeg.csv", b"", EmptyFile),
        ("wit.csv", b"\n \n", EmptyFile),
        ("lijst.xlsx", b"geen werkboek", DamagedFile),
        ("slot.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, EncryptedFile),
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, UnsupportedFile),
        ("brief.pdf", b"%PDF-1.4", UnsupportedFile),
    ],
)
def test_bad_lists(tmp_path: Path, name: str, data: bytes, expected: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(expected, match=name):
        read_rows(path)


def test_workbook_with_a_broken_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    whole = io.BytesIO()
    book.save(whole)
    path = tmp_path / "kapot.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<kapot" if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(DamagedFile):
        read_rows(path)


def test_a_picture_that_no_reader_knows_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(500))
    with pytest.raises(DamagedFile):
        open_source(path)
