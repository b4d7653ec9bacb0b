"""Inventories that come as a spreadsheet: the rows of an XLSX, ODS or CSV file as text."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from woo_gronden.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnsupportedFile
from woo_gronden.ingest.kinds import kind_of
from woo_gronden.ingest.rows_ods import read_ods

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_BYTES = 200 * 1024**2
"""Bytes of a file, and of a workbook once unpacked."""

EMPTY_RUN = 500
"""Empty rows after which a sheet has ended: sheets often claim a million rows because one was coloured."""

WHOLE_BYTES = 20 * 1024**2
"""Bytes of a workbook, unpacked, up to which it is read whole."""

MAX_MERGED = 100_000
"""Cells of a merged area; a larger one is a mistake."""

SNIFF_CHARACTERS = 64_000
# What a damaged workbook makes its parts raise: ZIP, XML, and the reader that expects things to be there.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError,
    AttributeError, LookupError, TypeError, ValueError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_rows(path: str | Path) -> list[list[str]]:
    """The rows of all sheets one after another, empty rows left out; each cell as text, dates as 2023-10-01.

    Raises:
        EmptyFile: nothing in it.
        EncryptedFile: the workbook asks for a password.
        DamagedFile: broken.
        UnsupportedFile: neither XLSX, ODS nor text.
        TooLarge: past the bounds on bytes or rows.
    """
    path = Path(path)
    kind = kind_of(path)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise TooLarge(path, f"{size // 1024**2} MB; the bound for a list is {MAX_BYTES // 1024**2} MB")
    if kind == "xlsx":
        rows = _workbook_rows(path)
    elif kind == "ods":
        rows = _open_document_rows(path)
    elif kind == "csv" or (kind == "other" and path.suffix.lower() in {".csv", ".tsv", ".txt"}):
        rows = _text_rows(path)
    elif path.suffix.lower() in {".xlsx", ".xls"}:
        raise _not_a_workbook(path)
    else:
        raise UnsupportedFile(path, "not an XLSX or ODS workbook or a CSV file")
    if not rows:
        raise EmptyFile(path, "the list has no rows")
    return rows


def _not_a_workbook(path: Path) -> EncryptedFile | UnsupportedFile | DamagedFile:
    with path.open("rb") as file:
        is_ole = file.read(8) == _OLE
    if is_ole and path.suffix.lower() == ".xlsx":
        return EncryptedFile(path, "the workbook asks for a password")
    if is_ole:
        return UnsupportedFile(path, "an old Excel workbook (.xls): save it as .xlsx")
    return DamagedFile(path, "its name says Excel workbook, but the content is not")


def _workbook_rows(path: Path) -> list[list[str]]:
    import openpyxl

    try:
        unpacked = _unpacked_bytes(path)
        # Merged cells and what is hidden are known only of a workbook that is read whole, at fifty times its size.
        whole = unpacked <= WHOLE_BYTES
        book = openpyxl.load_workbook(path, read_only=not whole, data_only=True)
    except _BROKEN as error:
        raise DamagedFile(path, "the workbook is broken") from error
    try:
        rows: list[list[str]] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                _take(_sheet_values(sheet) if whole else _streamed_values(sheet), rows, path)
        return rows
    except _BROKEN as error:
        raise DamagedFile(path, "a sheet of the workbook is broken") from error
    finally:
        book.close()


def _unpacked_bytes(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_BYTES:
        raise TooLarge(path, f"the workbook unpacks to {unpacked // 1024**2} MB")
    return unpacked


def _open_document_rows(path: Path) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        _unpacked_bytes(path)
        _take(read_ods(path, MAX_COLUMNS), rows, path)
    except _BROKEN as error:
        raise DamagedFile(path, "the workbook is broken") from error
    return rows


def _streamed_values(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # stated dimensions are often wrong: read what is there
    yield from sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)


def _sheet_values(sheet: Any) -> Iterator[Sequence[Any]]:
    """The values of the rows and columns that a reader sees; a merged cell's value in each cell that it covers."""
    covered = {
        (row, column): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] <= MAX_MERGED
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    hidden = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
        for column in range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1)
    }
    last = min(sheet.max_column, MAX_COLUMNS)
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=last), start=1):
        if not sheet.row_dimensions[number].hidden:
            yield [
                covered.get((number, column), value)
                for column, value in enumerate(values, start=1)
                if column not in hidden
            ]


def _take(values: Iterable[Sequence[Any]], rows: list[list[str]], path: Path) -> None:
    """Put the rows of a sheet behind ``rows``, as text, up to a long stretch of empty ones."""
    empty = 0
    for row in values:
        cells = _without_tail([_cell(value) for value in row])
        if not cells:
            empty += 1
            if empty >= EMPTY_RUN:
                return
            continue
        empty = 0
        rows.append(cells)
        if len(rows) > MAX_ROWS:
            raise TooLarge(path, f"more than {MAX_ROWS} rows")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value).split())


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text_rows(path: Path) -> list[list[str]]:
    text = _decoded(path)
    delimiter = _delimiter(text)
    rows = []
    csv.field_size_limit(10_000_000)
    try:
        for values in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells = _without_tail([_cell(value) for value in values[:MAX_COLUMNS]])
            if cells:
                rows.append(cells)
            if len(rows) > MAX_ROWS:
                raise TooLarge(path, f"more than {MAX_ROWS} rows")
    except csv.Error as error:
        raise DamagedFile(path, "the list breaks off within a cell") from error
    return rows


def _decoded(path: Path) -> str:
    """UTF-8 or UTF-16 where the file says so or it holds; else Windows-1252, in which Dutch Excel writes."""
    data = path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        raise UnsupportedFile(path, "not a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The mark that parts the first lines into the most columns, the same number in most lines; Dutch Excel: ";"."""
    sample = [line for line in text[:SNIFF_CHARACTERS].splitlines() if line.strip()][:50]
    if sample and (said := sample[0].strip().lower()).startswith("sep=") and len(said) == 5:
        return said[4]
    best, best_score = ";", 0.0
    for mark in (";", ",", "\t", "|"):
        counts = [len(row) for row in csv.reader(sample, delimiter=mark)]
        usual = max(set(counts), key=counts.count, default=1)
        score = (usual - 1) * counts.count(usual) / max(1, len(counts))
        if usual > 1 and score > best_score:
            best, best_score = mark, score
    return best
