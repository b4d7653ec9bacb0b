"""Files in, documents out: what lies on a page, its text in reading order, recognition where there is no text layer.

Everything here is loaded when it is first used: importing the room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woo_gronden.lazy import load_on_use

if TYPE_CHECKING:
    from woo_gronden.ingest.archive import UnpackLimits, unpack
    from woo_gronden.ingest.kinds import FileKind, kind_of
    from woo_gronden.ingest.layout.document import SegmentedPage, build_document, join_pages, segment_page
    from woo_gronden.ingest.legible import needs_ocr
    from woo_gronden.ingest.ocr.choose import EngineReport, choose_engine, engine_report
    from woo_gronden.ingest.ocr.engine import Engine, OcrWord
    from woo_gronden.ingest.ocr.recognise import recognise
    from woo_gronden.ingest.rows import read_rows
    from woo_gronden.ingest.source import Source, open_source

_HOME = {
    "Engine": "ocr.engine",
    "EngineReport": "ocr.choose",
    "FileKind": "kinds",
    "OcrWord": "ocr.engine",
    "SegmentedPage": "layout.document",
    "Source": "source",
    "UnpackLimits": "archive",
    "build_document": "layout.document",
    "choose_engine": "ocr.choose",
    "engine_report": "ocr.choose",
    "join_pages": "layout.document",
    "kind_of": "kinds",
    "needs_ocr": "legible",
    "open_source": "source",
    "read_rows": "rows",
    "recognise": "ocr.recognise",
    "segment_page": "layout.document",
    "unpack": "archive",
}

__all__ = [
    "Engine",
    "EngineReport",
    "FileKind",
    "OcrWord",
    "SegmentedPage",
    "Source",
    "UnpackLimits",
    "build_document",
    "choose_engine",
    "engine_report",
    "join_pages",
    "kind_of",
    "needs_ocr",
    "open_source",
    "read_rows",
    "recognise",
    "segment_page",
    "unpack",
]

__getattr__ = load_on_use(__name__, _HOME)
