"""What kind of file something is, by its first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from woo_gronden.errors import DamagedFile, EmptyFile

FileKind = Literal["pdf", "png", "jpeg", "tiff", "zip", "xlsx", "ods", "csv", "other"]

HEAD_BYTES = 4096
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
PDF_HEADER_WITHIN = 1024
"""Bytes within which readers look for ``%PDF-``: mail gateways and scanners put lines of their own before it."""

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
_NAME_OF_KIND: dict[str, str] = {
    ".pdf": "PDF",
    ".png": "PNG image",
    ".jpg": "JPEG image",
    ".jpeg": "JPEG image",
    ".tif": "TIFF image",
    ".tiff": "TIFF image",
    ".zip": "ZIP archive",
    ".xlsx": "Excel workbook",
    ".ods": "OpenDocument spreadsheet",
}


def kind_of(path: str | Path) -> FileKind:
    """The kind of the file, judged by its content; by its name only for plain text, which has no mark of its own.

    Raises:
        EmptyFile: the file holds no bytes.
        DamagedFile: the file cannot be read at all.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise DamagedFile(path, f"cannot be read: {error.strerror or error}") from error
    if not head:
        raise EmptyFile(path, "the file is empty (0 bytes)")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if path.suffix.lower() in {".csv", ".tsv"} and b"\x00" not in head.replace(b"\xff\xfe", b"", 1)[:1]:
        return "csv"
    return "other"


def promised_kind(path: str | Path) -> str | None:
    """What the name of the file promises, in words ("PDF", "PNG image"), or None when it promises nothing."""
    return _NAME_OF_KIND.get(Path(path).suffix.lower())


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "content.xml" in names and "mimetype" in names and archive.read("mimetype").startswith(_ODS):
                return "ods"
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return "zip"
    return "xlsx" if "xl/workbook.xml" in names else "zip"
