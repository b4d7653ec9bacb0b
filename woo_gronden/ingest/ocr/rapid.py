"""RapidOCR with the models that lie in its wheel: what pip alone brings."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woo_gronden.ingest.ocr.engine import OcrWord
from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)

LONG_SIDE = 2000
"""Pixels of the long side at which pages are read; more costs time and finds no more lines."""

LINE_SCORE = 0.5
"""Confidence below which a line found on a page is left out; RapidOCR's own default."""

CODE_SCORE = 0.4
"""Confidence below which a crop of one line counts as unread."""


class RapidOcr:
    """RapidOCR; see :class:`~woo_gronden.ingest.ocr.engine.Engine`. The models are loaded at the first reading."""

    name = "rapidocr"

    @cached_property
    def _reader(self) -> Any:
        from rapidocr import RapidOCR

        if not models_present():
            raise RuntimeError("rapidocr's wheel lacks its models, and nothing is downloaded here")
        return RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": LONG_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        """The words of a page, line by line; a word's box is its share of the line."""
        found = self._reader(_bgr(image), use_det=True, use_cls=False, use_rec=True, text_score=LINE_SCORE)
        if found.boxes is None or found.txts is None:
            return []
        words: list[OcrWord] = []
        for number, (corners, text, score) in enumerate(zip(found.boxes, found.txts, found.scores, strict=True)):
            words.extend(_split_line(corners, text, float(score), number))
        return words

    def read_blocks(self, images: Sequence[np.ndarray], dpi: float) -> list[list[OcrWord]]:
        """The words of each column of lines."""
        return [self.read_page(image, dpi) for image in images]

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        """The text of each crop, by the recogniser alone."""
        readings = []
        for image in images:
            if min(image.shape[:2]) < 4:
                readings.append("")
                continue
            found = self._reader(_bgr(image), use_det=False, use_cls=False, use_rec=True)
            texts, scores = found.txts or (), found.scores or ()
            readings.append(" ".join(text for text, score in zip(texts, scores, strict=True) if score >= CODE_SCORE))
        return readings


def _bgr(image: np.ndarray) -> np.ndarray:
    import cv2
    import numpy as np

    return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR if image.ndim == 2 else cv2.COLOR_RGB2BGR))


def _split_line(corners: Any, text: str, score: float, number: int) -> list[OcrWord]:
    """The words of a read line; letters are taken to be equally wide."""
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    left, width = min(xs), max(xs) - min(xs)
    step = width / max(1, len(text))
    words, at = [], 0
    for part in text.split():
        at = text.index(part, at)
        box = BBox(left + at * step, min(ys), left + (at + len(part)) * step, max(ys))
        words.append(OcrWord(part, box, score, number, 0))
        at += len(part)
    return words


def version() -> str | None:
    """Version of the installed package, or None."""
    try:
        return importlib.metadata.version("rapidocr")
    except importlib.metadata.PackageNotFoundError:
        return None


def models_present() -> bool:
    """Whether package, runtime and at least a detector and a recogniser lie on this machine."""
    found = importlib.util.find_spec("rapidocr")
    if found is None or found.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return False
    models = Path(found.origin).parent / "models"
    return any(models.glob("*_det_*.onnx")) and any(models.glob("*_rec_*.onnx"))
