"""Which engine reads: Tesseract where it has Dutch, RapidOCR otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from woo_gronden.ingest.ocr import rapid, tesseract
from woo_gronden.ingest.ocr.engine import Engine

EngineName = Literal["auto", "tesseract", "rapidocr"]

DUTCH = "nld"
INSTALL_TESSERACT = "apt install tesseract-ocr tesseract-ocr-nld   (macOS: brew install tesseract tesseract-lang)"
INSTALL_DUTCH = "apt install tesseract-ocr-nld   (macOS: brew install tesseract-lang)"
INSTALL_RAPID = "pip install rapidocr onnxruntime"


@dataclass(frozen=True)
class EngineReport:
    """What this machine has for recognition.

    Attributes:
        in_use: name of the engine that ``auto`` takes, or None.
        version: its version.
        languages: its languages; of RapidOCR the scripts its model reads.
        missing: what would make it better, each with the line that installs it.
    """

    in_use: str | None
    version: str | None
    languages: tuple[str, ...]
    missing: tuple[str, ...]


def choose_engine(name: EngineName = "auto") -> Engine | None:
    """The engine by that name, or the best that this machine has; None where it has none.

    Raises:
        ValueError: no engine has this name.
    """
    if name not in {"auto", "tesseract", "rapidocr"}:
        raise ValueError(f"no engine is called {name!r}: auto, tesseract or rapidocr")
    if name != "rapidocr" and tesseract.program() is not None:
        if DUTCH in tesseract.languages():
            return tesseract.Tesseract()
        if name == "tesseract" and "eng" in tesseract.languages():
            return tesseract.Tesseract("eng")
    if name != "tesseract" and rapid.models_present():
        return rapid.RapidOcr()
    return None


def engine_report() -> EngineReport:
    """What ``auto`` takes, and what is missing."""
    missing = []
    if tesseract.program() is None:
        missing.append(f"Tesseract, the better reader of pages: {INSTALL_TESSERACT}")
    elif DUTCH not in tesseract.languages():
        missing.append(f"Dutch for Tesseract: {INSTALL_DUTCH}")
    if not rapid.models_present():
        missing.append(f"RapidOCR: {INSTALL_RAPID}")
    engine = choose_engine("auto")
    if engine is None:
        return EngineReport(None, None, (), tuple(missing))
    if engine.name == "tesseract":
        return EngineReport(engine.name, tesseract.version(), tesseract.languages(), tuple(missing))
    return EngineReport(engine.name, rapid.version(), ("latin",), tuple(missing))
