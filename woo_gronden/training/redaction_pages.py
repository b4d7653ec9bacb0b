"""Pages drawn for training and testing: text, boxes of every look with their places known, and what only looks alike.

Nothing here knows the detector. Boxes are ``(x0, y0, x1, y1)`` in pixels of the page, which has 150 pixels an inch.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace

import cv2
import numpy as np

from woo_gronden.training.redaction_canvas import HEIGHT, WIDTH, Canvas, Color, Edges, Pixels
from woo_gronden.training.redaction_traps import TRAPS

CODES = ("5.1.2e", "5.1.2.e", "5.1.1c", "5.1.2i", "10.2.e", "10.2e", "5.2.1", "11.1")


def draw_page(seed: int) -> tuple[Pixels, list[Edges]]:
    """A page and the boxes on it that hide something."""
    rng = np.random.default_rng(seed)
    canvas = Canvas(rng)
    for trap in rng.choice(len(TRAPS), size=rng.integers(2, 6)):
        TRAPS[int(trap)](canvas)
    look = None if rng.random() < 0.25 else _look(rng)
    if look is not None:
        for _ in range(int(rng.integers(0, 3))):
            write_block(canvas, look)
    write_text(canvas, look if rng.random() < 0.7 else None)
    return spoil(canvas.image, rng), canvas.truth


def draw_sparse_page(seed: int) -> tuple[Pixels, list[Edges]]:
    """A page with a few boxes that stand alone, most without a code, beside one trap and some lines of text."""
    rng = np.random.default_rng((seed, 1))
    canvas = Canvas(rng)
    TRAPS[int(rng.integers(len(TRAPS)))](canvas)
    look = _look(rng)
    if rng.random() < 0.6:
        look = replace(look, coded=0.0)
    for _ in range(int(rng.integers(1, 5))):
        if rng.random() < 0.15:
            place = canvas.place(int(rng.integers(30, 140)), int(rng.integers(150, 700)))
            if place is not None:
                hide_box(canvas, look, place)
        else:
            write_block(canvas, look)
    canvas.taken.append((0, int(rng.integers(150, 900)), WIDTH, HEIGHT))
    write_text(canvas, None)
    return spoil(canvas.image, rng), canvas.truth


@dataclass(frozen=True)
class Look:
    """How the boxes of a page look: ``kind``, fill and ink, the code, and how much of it boxes bear."""

    kind: str
    color: Color
    ink: Color
    code: str
    coded: float


def _look(rng: np.random.Generator) -> Look:
    kind = str(rng.choice(["black", "black", "marker", "gray", "gray", "color"]))
    code = str(rng.choice(CODES)) if rng.random() < 0.8 else str(rng.integers(1, 10))
    coded = float(rng.choice([0.0, 0.9]))
    if kind in ("black", "marker"):
        level = int(rng.integers(0, 45))
        return Look(kind, (level,) * 3, (255,) * 3, code, coded if kind == "black" else 0.0)
    if kind == "gray":
        level = int(rng.integers(105, 225))
        return Look(kind, (level,) * 3, (255,) * 3 if level < 200 and rng.random() < 0.7 else (20,) * 3, code, coded)
    color = [(0, 255, 255), (255, 240, 130), (255, 255, 160), (200, 140, 150), (160, 200, 240), (180, 230, 170)]
    return Look(
        kind, color[int(rng.integers(len(color)))], (150, 0, 0) if rng.random() < 0.3 else (10,) * 3, code, coded
    )


def write_text(canvas: Canvas, look: Look | None) -> None:
    """Lines of words over the free part of the page; with a look some words are hidden."""
    rng = canvas.rng
    size = int(rng.integers(17, 26))
    pitch = round(size * rng.uniform(1.15, 1.6))
    hide = 0.0 if look is None else float(rng.choice([0.03, 0.08, 0.2]))
    y = 90
    while y < HEIGHT - 100:
        if rng.random() < 0.12:
            y += pitch
            continue
        x, end = 120, WIDTH - int(rng.integers(100, 600))
        while x < end:
            word = "".join(rng.choice(list(string.ascii_lowercase), size=rng.integers(2, 11)))
            width = round(len(word) * size * 0.5)
            box = (x, y, x + width, y + size)
            if any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in canvas.taken):
                x += width
                continue
            if look is not None and rng.random() < hide:
                width = min(int(width * rng.uniform(1, 5)), WIDTH - 60 - x)
                box = (x, y, x + width, y + size)
                if width > 14 and not any(
                    box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in canvas.taken
                ):
                    hide_box(canvas, look, (x - 1, y - 1, x + width, y + min(pitch - 2, size + 5)))
            else:
                canvas.write(word, x, y, size, (25, 25, 25))
            x += width + round(size * 0.4)
        y += pitch


def write_block(canvas: Canvas, look: Look) -> None:
    """Boxes away from the text: an address, a signature, or a whole paragraph in one piece."""
    rng = canvas.rng
    high, count = int(rng.integers(18, 40)), int(rng.integers(1, 6))
    pitch = high + int(rng.integers(3, 14))
    if rng.random() < 0.4:
        high, count = int(rng.integers(60, 400)), 1
        pitch = high
    place = canvas.place(int(rng.integers(80, 900)), count * pitch)
    if place is None:
        return
    for line in range(count):
        x, y, end = place[0], place[1] + line * pitch, place[2]
        hide_box(canvas, look, (x, y, x + int((end - x) * rng.uniform(0.3, 1.0)), y + high))


def hide_box(canvas: Canvas, look: Look, box: Edges) -> None:
    """Hide what stands in ``box`` as ``look`` says, with its code where there is room; the place goes to the truth."""
    rng = canvas.rng
    if look.kind == "marker":
        box = _stroke(canvas, look, box)
    else:
        canvas.fill(box, look.color)
    canvas.truth.append(box)
    if rng.random() < look.coded:
        size = min(box[3] - box[1] - 3, int(rng.integers(12, 24)))
        if look.kind == "black" and rng.random() < 0.3:  # a code that nearly fills its box
            size = min(box[3] - box[1], 30)
        wide = len(look.code) * size * 0.5
        if size > 8 and wide < box[2] - box[0] - 4:
            x = box[0] + (3 if rng.random() < 0.3 else round((box[2] - box[0] - wide) / 2))
            canvas.write(look.code, x, box[1] + (box[3] - box[1] - size) // 2 - 2, size, look.ink)


def _stroke(canvas: Canvas, look: Look, box: Edges) -> Edges:
    """One or more passes of a marker over a line, wavering, with round ends; what it covers comes back."""
    rng = canvas.rng
    before = np.zeros(canvas.image.shape[:2], np.uint8)
    thick = max(10, round((box[3] - box[1]) * rng.uniform(0.7, 1.1)))
    for _ in range(int(rng.integers(1, 4))):
        x = np.linspace(box[0], box[2], 12)
        y = (box[1] + box[3]) / 2 + rng.uniform(-3, 3) + np.cumsum(rng.normal(0, 0.9, 12))
        line = np.stack([x + rng.uniform(-6, 6), y], 1).astype(np.int32)
        cv2.polylines(before, [line], False, 1, thick, cv2.LINE_8)
    canvas.image[before > 0] = look.color
    rows, columns = np.nonzero(before)
    return (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def spoil(image: Pixels, rng: np.random.Generator) -> Pixels:
    """``image`` as it comes to a reader: as drawn, compressed, or scanned in grey, colour or black and white."""
    pick = rng.random()
    if pick < 0.35:
        return image
    if pick < 0.6:
        return _compress(image, int(rng.integers(30, 90)))
    soft = cv2.GaussianBlur(image, (3, 3), rng.uniform(0.4, 1.1)).astype(np.float32)
    soft = soft * rng.uniform(0.88, 1.0) + rng.normal(0, rng.uniform(1, 6), soft.shape)
    if pick > 0.85:
        gray = soft.mean(axis=2)
        return np.repeat(np.where(gray > rng.uniform(110, 190), 255, 0).astype(np.uint8)[:, :, None], 3, axis=2)
    return _compress(np.clip(soft, 0, 255).astype(np.uint8), int(rng.integers(40, 90)))


def _compress(image: Pixels, quality: int) -> Pixels:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)
