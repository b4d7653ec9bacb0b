"""Whether what came is a document at all, and how it is called on disk."""

from __future__ import annotations

import re
import unicodedata
from email.message import Message
from pathlib import Path

from woo_gronden.errors import FetchError
from woo_gronden.sources.folder import ARCHIVE_SUFFIXES, DOCUMENT_SUFFIXES

# First bytes of a file, by the kind it is.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_KIND_OF_SUFFIX = {
    ".pdf": "pdf", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".tif": "tiff", ".tiff": "tiff",
    ".zip": "zip", ".xlsx": "zip", ".csv": "text",
}  # fmt: skip
_SUFFIX_OF_KIND = {"pdf": ".pdf", "png": ".png", "jpeg": ".jpg", "tiff": ".tif", "zip": ".zip"}
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A PDF may have up to this many bytes before its header (ISO 32000, annex H), and ends within as many.
_PDF_EDGE = 1024
# Endings of what authorities also publish and nothing here reads.
_UNREAD = frozenset(
    (".doc", ".docx", ".odt", ".rtf", ".txt", ".xls", ".ods", ".ppt", ".pptx", ".msg", ".eml", ".htm", ".html", ".xml",
     ".json", ".mp3", ".mp4", ".wav", ".mov", ".gif")
)  # fmt: skip
# What must not stand in a file name: separators, what Windows refuses, control characters.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST_NAME = 120
# Names that Windows keeps for devices.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def safe_name(name: str, fallback: str = "bestand") -> str:
    """A name that is one part of a path on every system: no separators, no leading dot, at most 120 bytes."""
    clean = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    clean = "".join(c for c in clean if unicodedata.category(c) not in {"Cf", "Cs"}) or fallback
    if _DEVICES.match(clean):
        clean = f"_{clean}"
    stem, suffix = Path(clean).stem, Path(clean).suffix
    if len(suffix.encode()) > 10:
        stem, suffix = clean, ""
    room = _LONGEST_NAME - len(suffix.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + suffix


def check_readable(name: str, key: str) -> None:
    """Refuse, before it is fetched, a file that nothing here reads.

    Raises:
        FetchError: its name says so.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _UNREAD:
        raise FetchError(key, "unsupported", f"nothing here reads {suffix} files")


def check_content(path: Path, name: str, key: str, *, content_type: str, whole: bool) -> str:
    """The name that the file gets, after its first bytes were looked at.

    Args:
        path: the file as it came.
        name: what it is called by its source.
        key: what messages call it.
        content_type: what the host says it is.
        whole: its length was told and met; where not, a PDF must end as one.

    Raises:
        FetchError: it is empty, cut off, or not what its name says, or no kind that is read here.
    """
    with path.open("rb") as file:
        head = file.read(_PDF_EDGE)
        file.seek(max(0, path.stat().st_size - _PDF_EDGE))
        tail = file.read()
    if not head:
        raise FetchError(key, "content", "the file is empty")
    kind, suffix = _kind_of(head), Path(name).suffix.lower()
    promised = _KIND_OF_SUFFIX.get(suffix)
    if promised is None:
        suffix = _suffix_of(kind, content_type)
        if not suffix:
            raise FetchError(key, "content", f"no document that is read here ({content_type or 'no content type'})")
        name += suffix
    elif promised != kind:
        said = content_type or "no content type"
        raise FetchError(key, "content", f"its name says {suffix[1:]}, but the content is not ({said})")
    if kind == "pdf" and not whole and b"%%EOF" not in tail:
        raise FetchError(key, "cut-off", "the PDF has no end, and the host did not say how long it is")
    return name


def name_in_header(disposition: str) -> str:
    """The file name in a ``Content-Disposition`` header; empty where there is none."""
    message = Message()
    message["content-disposition"] = disposition
    return message.get_filename() or ""


def is_named(name: str) -> bool:
    """Whether the name ends as a document or archive that is read here."""
    return Path(name).suffix.lower() in DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES


def _kind_of(head: bytes) -> str:
    if b"%PDF-" in head:
        return "pdf"
    found = next((kind for start, kind in _SIGNATURES if head.startswith(start)), "")
    if found:
        return found
    markup = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    return "other" if markup or b"\x00" in head else "text"


def _suffix_of(kind: str, content_type: str) -> str:
    media = content_type.partition(";")[0].strip().lower()
    if kind == "zip" and media == _WORKBOOK_TYPE:
        return ".xlsx"
    if kind == "text" and media == "text/csv":
        return ".csv"
    return _SUFFIX_OF_KIND.get(kind, "")
