"""For those who have no annotation tool: a workbook with drop-downs and instructions."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woo_gronden.annotation.codes import KIND_LABELS, codable_grounds, spell, unspell
from woo_gronden.annotation.marks import Mark
from woo_gronden.errors import GoldError, OutputError

TOOL = "xlsx"
# Grounds that one passage can be given; passages with more are lists, not arguments.
_GROUNDS = 4
_FIRST_ROW = 2
# A workbook takes 32,767 characters in a cell.
_LONGEST = 32_000
# Signs that XML 1.0, and so a workbook, cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEYS = ("document_id", "document_sha256", "text_sha256", "char_start", "char_end")
_GROUND_COLUMNS = tuple(f"ground {number}" for number in range(1, _GROUNDS + 1))
_WIDTHS = {"document": 30, "section": 24, "text": 90, "kind": 14, "note": 40, **dict.fromkeys(_GROUND_COLUMNS, 34)}
_NAME_CELL = "B1"
_INSTRUCTIONS = (
    "Lees per rij de passage in de kolom text en kies wat het is:",
    "kind = motivation: zegt waarom een grond hier geldt, of weegt hem; norm: alleen de wettekst of wat die in het "
    "algemeen betekent; neither: geen redenering over een grond.",
    "ground 1 tot en met 4: de gronden die de passage zelf beargumenteert, in welke volgorde ook. Bij neither: geen.",
    "Gronden van de Woo en van de Wob staan in dezelfde lijst; kies die van de wet die de brief toepast.",
    "note: twijfel, in één zin. Laat rijen die u overslaat leeg.",
    "Verander niets aan de andere kolommen: daaraan wordt bij het inlezen bewezen waar de passage staat.",
    "De regels en voorbeelden staan in het codeboek (annotations/codebook.md).",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the workbook: a stretch to judge, what is filled in already, and what others said of it (``said``)."""

    key: tuple[str, str, str, int, int]
    document: str
    page: int
    section: str
    text: str
    kind: str = ""
    grounds: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def write_spreadsheet(path: Path, rows: Sequence[Row], said: Sequence[str] = ()) -> None:
    """A workbook with ``rows`` to judge.

    Args:
        path: the file.
        rows: one a stretch.
        said: titles of the columns of ``Row.said``.

    Raises:
        OutputError: the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "passages"
    columns = ("document", "page", "section", "text", *said, "kind", *_GROUND_COLUMNS, "note", *_KEYS)
    sheet.append(columns)
    for row in rows:
        grounds = [spell(ground) for ground in row.grounds[:_GROUNDS]]
        cells = [row.document, row.page, row.section, row.text[:_LONGEST], *row.said, row.kind]
        cells += [*grounds, *[""] * (_GROUNDS - len(grounds)), "", *row.key]
        sheet.append([_CONTROL.sub("", cell) if isinstance(cell, str) else cell for cell in cells])
    _dress(sheet, columns, len(rows))
    _add_lists(book, sheet, columns, len(rows))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error


def _dress(sheet: Any, columns: Sequence[str], count: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, name in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 20)
        sheet.column_dimensions[letter].hidden = name in _KEYS
        sheet.cell(1, number).font = Font(bold=True)
        for row in range(_FIRST_ROW, count + _FIRST_ROW):
            cell = sheet.cell(row, number)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                # A passage that begins with "=" is text and no formula.
                cell.data_type = "s"
    sheet.freeze_panes = "A2"


def _add_lists(book: Any, sheet: Any, columns: Sequence[str], count: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet("lists")
    choices = [spell(ground.id) for ground in codable_grounds()]
    for number, choice in enumerate(choices, 1):
        lists.cell(number, 1, choice)
    lists.sheet_state = "hidden"
    last = count + _FIRST_ROW - 1
    wanted = {"kind": f'"{",".join(KIND_LABELS)}"'}
    wanted |= dict.fromkeys(_GROUND_COLUMNS, f"lists!$A$1:$A${len(choices)}")
    for name, source in wanted.items():
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=name == "kind")
        letter = get_column_letter(columns.index(name) + 1)
        rule.add(f"{letter}{_FIRST_ROW}:{letter}{max(last, _FIRST_ROW)}")
        sheet.add_data_validation(rule)
    guide = book.create_sheet("instructions", 0)
    guide["A1"] = "Uw naam:"
    guide.column_dimensions["A"].width = 100
    guide.column_dimensions["B"].width = 30
    for number, line in enumerate(_INSTRUCTIONS, 3):
        guide.cell(number, 1, line)


# What a damaged workbook makes its parts raise: ZIP, XML, and the reader that expects things to be there.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError,
    AttributeError, LookupError, TypeError, ValueError,
)  # fmt: skip


def read_spreadsheet(path: Path, annotator: str, annotated_at: str) -> Iterator[Mark]:
    """The rows whose ``kind`` is filled in.

    Args:
        path: the workbook.
        annotator: where the sheet of instructions has no name; else that name.
        annotated_at: where the workbook does not say when it was saved.

    Raises:
        GoldError: not a workbook of ours.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True)
        sheet, guide = book["passages"], book["instructions"]
    except _BROKEN as error:
        raise GoldError(f"{path}: not a workbook of 'annotate export --format xlsx': {error}") from error
    table = sheet.iter_rows(values_only=True)
    titles = [str(title or "") for title in next(table, ())]
    if not {*_KEYS, "text", "kind"} <= set(titles):
        raise GoldError(f"{path}: the columns that say where a passage stands are gone")
    name = str(guide[_NAME_CELL].value or "").strip() or annotator
    saved = book.properties.modified
    at = saved.replace(tzinfo=datetime.UTC).isoformat(timespec="seconds") if saved else annotated_at
    for number, values in enumerate(table, _FIRST_ROW):
        row = {title: value for title, value in zip(titles, values, strict=False) if value is not None}
        if row.get("kind"):
            yield _mark(row, f"{path}, row {number}", name, at)


def _mark(row: dict[str, Any], where: str, annotator: str, annotated_at: str) -> Mark:
    written = [str(row[name]) for name in _GROUND_COLUMNS if row.get(name)]
    # What begins with no id stays as written, so that the proof names it.
    grounds = tuple(unspell(text) or text for text in written)
    start, end = (row.get(name) if isinstance(row.get(name), int) else 0 for name in ("char_start", "char_end"))
    document_id, sha256, text_sha256 = (str(row.get(name, "")) for name in _KEYS[:3])
    kind, text, note = (str(row.get(name, "")).strip() for name in ("kind", "text", "note"))
    return Mark(
        where, document_id, sha256, text_sha256, int(start or 0), int(end or 0), text, kind, grounds, annotator,
        annotated_at, TOOL, note,
    )  # fmt: skip
