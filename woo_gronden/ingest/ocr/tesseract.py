"""Tesseract, run as a program of its own."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from woo_gronden.ingest.ocr.engine import OcrWord
from woo_gronden.ingest.ocr.prepare import to_gray
from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)

PAGE_TIMEOUT = 90.0
"""Seconds for a page; a dense scan takes 3, a page of noise may never end."""

LINE_TIMEOUT = 10.0
LINE_HEIGHT = 64
"""Pixels to which a crop of one line is scaled; letters of about 40 pixels are what Tesseract was trained on."""

MIN_CONFIDENCE = 0.05
_WORD_LEVEL = "5"
# What is left of rules, specks and rims: no letter or digit, and no mark that means something by itself.
_NOISE = re.compile(r"[^\w§€&%•\-–—(){}\[\]/+:;,.?!\"'”“’‘]+|[|_~\\]+")


class Tesseract:
    """The ``tesseract`` program with Dutch; see :class:`~woo_gronden.ingest.ocr.engine.Engine`."""

    name = "tesseract"

    def __init__(self, language: str = "nld") -> None:
        self.language = language

    def read_page(self, image: np.ndarray, dpi: float) -> list[OcrWord]:
        """The words of a page, in Tesseract's order."""
        table = self._run(_pnm(to_gray(image)), ["--psm", "3", "--dpi", str(round(dpi)), "tsv"], PAGE_TIMEOUT)
        return [word for _, word in _parse_tsv(table)]

    def read_blocks(self, images: Sequence[np.ndarray], dpi: float) -> list[list[OcrWord]]:
        """The words of each column of lines; the program is started once for all of them."""
        read: list[list[OcrWord]] = [[] for _ in images]
        if images:
            pictures = _tiff([to_gray(image) for image in images])
            table = self._run(pictures, ["--psm", "6", "--dpi", str(round(dpi)), "tsv"], PAGE_TIMEOUT)
            for number, word in _parse_tsv(table):
                read[number - 1].append(word)
        return read

    def read_lines(self, images: Sequence[np.ndarray]) -> list[str]:
        """The text of each crop; light text on dark is turned around first."""
        return [self._read_line(image) for image in images]

    def _read_line(self, image: np.ndarray) -> str:
        import cv2
        import numpy as np

        gray = to_gray(image)
        if min(gray.shape) < 4:
            return ""
        if float(np.median(gray)) < 128:
            gray = 255 - gray
        scale = LINE_HEIGHT / gray.shape[0]
        gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        paper = int(np.percentile(gray, 90))
        gray = cv2.copyMakeBorder(gray, 16, 16, 24, 24, cv2.BORDER_CONSTANT, value=paper)
        return " ".join(self._run(_pnm(gray), ["--psm", "7", "--dpi", "300"], LINE_TIMEOUT).split())

    def _run(self, picture: bytes, options: list[str], timeout: float) -> str:
        command = [program() or "tesseract", "stdin", "stdout", "-l", self.language, *options]
        try:
            done = subprocess.run(
                command, input=picture, capture_output=True, timeout=timeout, check=False, env=_environment()
            )
        except subprocess.TimeoutExpired:
            log.warning("tesseract gave up after %.0f s on a picture of %d kB", timeout, len(picture) // 1000)
            return ""
        if done.returncode != 0:
            log.warning("tesseract failed: %s", done.stderr.decode("utf-8", "replace").strip()[:200])
            return ""
        return done.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    # One thread a page: Tesseract's own threads wait for each other and make a page ten times slower.
    return {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


def _pnm(gray: np.ndarray) -> bytes:
    height, width = gray.shape
    return b"P5 %d %d 255\n" % (width, height) + gray.tobytes()


def _tiff(grays: Sequence[np.ndarray]) -> bytes:
    """The pictures as pages of one file, unpacked."""
    from PIL import Image

    first, *rest = [Image.fromarray(gray) for gray in grays]
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=rest)
    return file.getvalue()


def _parse_tsv(table: str) -> list[tuple[int, OcrWord]]:
    """The words, each with the number of its picture, from 1."""
    words = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != _WORD_LEVEL:
            continue
        text, confidence = cells[11].strip(), float(cells[10]) / 100
        if not text or confidence < MIN_CONFIDENCE or _NOISE.fullmatch(text):
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        block, line = int(cells[2]), int(cells[3]) * 1000 + int(cells[4])
        word = OcrWord(text, BBox(left, top, left + width, top + height), confidence, block, line)
        words.append((int(cells[1]), word))
    return words


@cache
def program() -> str | None:
    """Path of the program, or None where the machine has none."""
    return shutil.which("tesseract")


@cache
def version() -> str | None:
    """Version as the program says it, or None."""
    first = _ask("--version").splitlines()[:1]
    return first[0].removeprefix("tesseract").strip() if first else None


@cache
def languages() -> tuple[str, ...]:
    """Languages that are installed."""
    return tuple(line.strip() for line in _ask("--list-langs").splitlines()[1:] if line.strip())


def _ask(option: str) -> str:
    path = program()
    if path is None:
        return ""
    try:
        done = subprocess.run([path, option], capture_output=True, timeout=10, check=False, env=_environment())
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")
