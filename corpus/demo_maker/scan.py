"""Turns made pages into pixels: a copier's skew, specks and grey edges. Whole numbers only, so no machine differs."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pymupdf

from demo_maker.boxes import Box
from demo_maker.pdf import A4, Page

Pixels = npt.NDArray[np.uint8]
DPI = 150
# Pixels of shift over the whole page, across and down: about half a degree, as a sheet laid on glass by hand.
SKEWS = ((11, 8), (-9, -6), (6, 4), (-12, -9))
SPECKS = 260


def _shear(pixels: Pixels, across: int, down: int) -> Pixels:
    height, width = pixels.shape
    out = np.full_like(pixels, 255)
    for y in range(height):
        shift = across * y // height
        source = pixels[y, max(0, -shift) : width - max(0, shift)]
        out[y, max(0, shift) : max(0, shift) + len(source)] = source
    final = np.full_like(pixels, 255)
    for x in range(width):
        shift = down * x // width
        column = out[max(0, -shift) : height - max(0, shift), x]
        final[max(0, shift) : max(0, shift) + len(column), x] = column
    return final


def _soil(pixels: Pixels, seed: int) -> Pixels:
    """Specks, a dark edge as of a lid left ajar, and ink that is a little thin."""
    chance = random.Random(seed)
    height, width = pixels.shape
    out = pixels.astype(np.int32)
    # A multiplicative hash of the place: the same grain whatever numpy's own generators become.
    grain = (np.arange(height * width, dtype=np.uint64) * 2654435761 + seed * 40503) >> 13
    grain = (grain & 63).astype(np.int32).reshape(height, width)
    out += np.where(out < 160, grain, 0)
    for _ in range(SPECKS):
        y, x = int(chance.random() * (height - 3)), int(chance.random() * (width - 3))
        tall, wide = 1 + int(chance.random() * 2), 1 + int(chance.random() * 2)
        out[y : y + tall, x : x + wide] = 60 + int(chance.random() * 130)
    out[:, : 5 + int(chance.random() * 4)] = 110
    streak = width // 4 + int(chance.random() * (width // 2))
    out[::3, streak] = np.minimum(out[::3, streak], 205)
    return np.clip(out, 0, 255).astype(np.uint8)


def _pack(pixels: Pixels) -> bytes:
    """Four bits a pixel, run-length coded row after row (PackBits)."""
    levels = (pixels >> 4).astype(np.uint8)
    if levels.shape[1] % 2:
        levels = np.hstack([levels, np.full((levels.shape[0], 1), 15, np.uint8)])
    rows = (levels[:, 0::2] << 4) | levels[:, 1::2]
    return b"".join(_run_length(row.tobytes()) for row in rows) + b"\x80"


def _run_length(row: bytes) -> bytes:
    out, at, literal = bytearray(), 0, bytearray()

    def flush() -> None:
        if literal:
            out.append(len(literal) - 1)
            out.extend(literal)
            literal.clear()

    while at < len(row):
        end = at + 1
        while end < len(row) and row[end] == row[at] and end - at < 128:
            end += 1
        if end - at > 2:
            flush()
            out.append(257 - (end - at))
            out.append(row[at])
        else:
            for byte in row[at:end]:
                literal.append(byte)
                if len(literal) == 128:
                    flush()
        at = end
    flush()
    return bytes(out)


def scan_pages(made: bytes, boxes: list[Box], seed: int) -> tuple[list[Page], list[Box]]:
    """The pages as pictures, and the boxes where the skew has brought them."""
    pages, moved = [], []
    with pymupdf.open("pdf", made) as pdf:
        for number, sheet in enumerate(pdf, 1):
            picture = sheet.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
            rows = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.stride)
            pixels = rows[:, : picture.width]
            across, down = SKEWS[(number + seed) % len(SKEWS)]
            soiled = _soil(_shear(pixels, across, down), seed * 100 + number)
            height, width = soiled.shape
            page = Page(*A4)
            page.image = (width, height, 4, _pack(soiled))
            pages.append(page)
            dx, dy = across * 72 / DPI, down * 72 / DPI
            moved += [_moved(box, dx, dy) for box in boxes if box.page == number]
    return pages, moved


def _moved(box: Box, dx: float, dy: float) -> Box:
    x_shift = [dx * box.y0 / A4[1], dx * box.y1 / A4[1]]
    y_shift = [dy * box.x0 / A4[0], dy * box.x1 / A4[0]]
    return replace(
        box,
        x0=round(box.x0 + min(x_shift), 2),
        x1=round(box.x1 + max(x_shift), 2),
        y0=round(box.y0 + min(y_shift), 2),
        y1=round(box.y1 + max(y_shift), 2),
    )
