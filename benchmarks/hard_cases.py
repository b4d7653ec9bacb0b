"""Draw ten hard cases of the pixel finder with what it finds on them: python benchmarks/hard_cases.py docs/img

Every page is drawn here. Green: found where it is; red: there and not found; magenta: found and not there. Prints a
line a case.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from woo_gronden.redactions.pixels.find import find_pixel_redactions
from woo_gronden.training.redaction_canvas import Canvas, Edges
from woo_gronden.training.redaction_pages import Look, hide_box

DPI = 150.0
SIZE = (330, 760)
INK = (25, 25, 25)
SENTENCE = [
    "het",
    "overleg",
    "met",
    "de",
    "gemeente",
    "over",
    "de",
    "dijk",
    "is",
    "verzet",
    "naar",
    "een",
    "latere",
    "dag",
    "en",
    "de",
    "notulen",
    "volgen",
    "nog",
]


def letter(canvas: Canvas, hidden: dict[int, Look], top: int = 30, lines: int = 6, pitch: int = 38) -> None:
    """Lines of words, those counted in ``hidden`` under a box."""
    count = 0
    for line in range(lines):
        x, y = 40, top + pitch * line
        while x < SIZE[1] - 130:
            word = SENTENCE[count % len(SENTENCE)]
            width = len(word) * 12 + 8
            if count in hidden:
                hide_box(canvas, hidden[count], (x - 2, y - 2, x + width + 60, y + 26))
                x += 60
            else:
                canvas.write(word, x, y, 22, INK)
            x += width + 6
            count += 1


def marker(canvas: Canvas) -> None:
    """Strokes of a marker on a photocopy."""
    look = Look("marker", (20, 20, 20), INK, "", 0.0)
    letter(canvas, {4: look, 19: look, 30: look}, pitch=44)
    noise = canvas.rng.normal(0, 6, canvas.image.shape)
    soft = cv2.GaussianBlur(canvas.image, (3, 3), 1.0)
    canvas.image[:] = np.where(soft + noise > 150, 255, 10)


def letterhead(canvas: Canvas) -> None:
    """A logo of crosses, large coloured type, a ribbon: nothing to be found."""
    for i in range(3):
        x, y = 40, 25 + 62 * i
        cv2.line(canvas.image, (x, y), (x + 48, y + 48), (230, 20, 30), 16, cv2.LINE_AA)
        cv2.line(canvas.image, (x + 48, y), (x, y + 48), (230, 20, 30), 16, cv2.LINE_AA)
    canvas.write("Gemeente", 110, 25, 44, (230, 20, 30), heavy=True)
    canvas.write("Wiekslag", 110, 80, 44, (230, 20, 30), heavy=True)
    canvas.fill((560, 0, 640, 170), (20, 60, 110))
    for radius in (8, 16, 24):
        cv2.ellipse(canvas.image, (600, 120), (radius, radius + 6), 0, 0, 360, (255, 255, 255), 2, cv2.LINE_AA)
    letter(canvas, {}, top=225, lines=2)


def map_(canvas: Canvas) -> None:
    """A map with flat fields between roads beside one black box."""
    letter(canvas, {3: Look("black", (0, 0, 0), INK, "", 0.0)}, lines=1)
    canvas.fill((40, 80, 720, 310), (235, 232, 180))
    for shape, tone in (
        ([(40, 80), (260, 80), (200, 310), (40, 310)], (226, 224, 168)),
        ([(430, 80), (560, 80), (600, 200), (420, 190)], (200, 225, 170)),
        ([(610, 210), (720, 160), (720, 310), (560, 310)], (170, 210, 240)),
    ):
        cv2.fillPoly(canvas.image, [np.array(shape, np.int32)], tone)
    for a, b, tone, thick in (
        ((40, 250), (720, 120), (250, 210, 0), 9), ((270, 80), (190, 310), (90, 90, 90), 2),
        ((430, 80), (420, 310), (220, 70, 30), 4),
    ):  # fmt: skip
        cv2.line(canvas.image, a, b, tone, thick, cv2.LINE_AA)
    canvas.write("Waalwijkse dijk", 90, 130, 30, INK)


def steps(canvas: Canvas) -> None:
    """Grey boxes with light codes that touch from line to line."""
    canvas.write("Aan:", 40, 40, 22, INK)
    for box in ((110, 36, 330, 70), (110, 70, 520, 104), (110, 104, 250, 138)):
        canvas.fill(box, (192, 192, 192))
        canvas.truth.append(box)
        canvas.write("5.1.2e", (box[0] + box[2]) // 2 - 30, box[1] + 6, 20, (255, 255, 255))
    letter(canvas, {}, top=170, lines=4)


def cells(canvas: Canvas) -> None:
    """Black boxes with digits in cells, touching the rules of the table and each other."""
    for row in range(6):
        y = 30 + 46 * row
        cv2.line(canvas.image, (40, y), (700, y), (0, 0, 0), 2)
        if row < 5:
            canvas.write(SENTENCE[row], 60, y + 10, 22, INK)
            box = (330, y + (2 if row % 2 else 0), 420, y + (46 if row % 2 == 0 else 42))
            canvas.fill(box, (0, 0, 0))
            canvas.truth.append(box)
            canvas.write("3", 368, y + 10, 22, (255, 255, 255))
    for x in (40, 300, 700):
        cv2.line(canvas.image, (x, 30), (x, 260), (0, 0, 0), 2)


def header(canvas: Canvas) -> None:
    """A dark header with an empty cell and shaded rows of a table: nothing to be found."""
    canvas.fill((40, 30, 700, 64), (0, 0, 0))
    for x, word in ((50, "Omschrijving"), (300, "Aantal")):
        canvas.write(word, x, 34, 22, (255, 255, 255), heavy=True)
    for row in range(6):
        y = 64 + 38 * row
        if row % 2:
            canvas.fill((40, y, 700, y + 38), (222, 222, 222))
        canvas.write(SENTENCE[row + 3], 50, y + 6, 22, INK)
        canvas.write(str(row * 7 + 3), 310, y + 6, 22, INK)


def frames(canvas: Canvas) -> None:
    """White boxes with a hairline and a small code in a chat bubble."""
    canvas.fill((40, 20, 700, 310), (228, 228, 230))
    letter(canvas, {}, top=90, lines=5)
    for box in ((60, 40, 330, 72), (420, 160, 690, 192), (60, 270, 200, 300)):
        canvas.fill(box, (255, 255, 255))
        cv2.rectangle(canvas.image, box[:2], (box[2] - 1, box[3] - 1), (0, 0, 0), 1)
        canvas.truth.append(box)
        canvas.write("5.1.2e", (box[0] + box[2]) // 2 - 24, box[1] + 7, 16, INK)


def tint(canvas: Canvas) -> None:
    """A scanned tint that wavers, over lines of two lengths, each with its code."""
    letter(canvas, {}, lines=2)
    canvas.fill((140, 130, 480, 164), (190, 140, 150))
    canvas.fill((140, 164, 640, 198), (190, 140, 150))
    canvas.truth += [(140, 130, 480, 164), (140, 164, 640, 198)]
    for y in (134, 168):
        canvas.write("5.1.2.e", 142, y, 26, INK)
    letter(canvas, {}, top=230, lines=2)
    wave = 10 * np.sin(np.arange(SIZE[1]) / 60)[None, :, None] + canvas.rng.normal(0, 3, (*SIZE, 3))
    tinted = canvas.image.astype(np.float32)
    tinted += np.where(canvas.image.max(axis=2, keepdims=True) < 250, wave, 0)
    canvas.image[:] = cv2.GaussianBlur(np.clip(tinted, 0, 255).astype(np.uint8), (3, 3), 0.7)


def speckles(canvas: Canvas) -> None:
    """A grey patch that a photocopier turned to speckles, a code on it."""
    letter(canvas, {}, lines=2)
    box = (40, 120, 520, 200)
    dots = canvas.rng.random((80, 480, 1)) < 0.35
    canvas.image[120:200, 40:520] = np.where(dots, 0, 255)
    canvas.write("5.1.2.e", 60, 124, 60, (0, 0, 0))
    canvas.truth.append(box)
    letter(canvas, {}, top=225, lines=2)


def outline(canvas: Canvas) -> None:
    """One grey patch over lines of very different length: one region, but no rectangle."""
    for i, width in enumerate((200, 240, 90, 640, 150, 60)):
        canvas.fill((60, 30 + 34 * i, 60 + width, 64 + 34 * i), (170, 170, 170))
    canvas.truth.append((60, 30, 700, 234))
    letter(canvas, {}, top=260, lines=1)


CASES: tuple[Callable[[Canvas], None], ...] = (
    marker, letterhead, map_, steps, cells, header, frames, tint, speckles, outline,
)  # fmt: skip


def overlap(a: tuple[float, ...], b: Edges) -> float:
    """Intersection over union."""
    both = max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def show(case: Callable[[Canvas], None], target: Path) -> str:
    """Draw, search and save one case; what was found, in words."""
    canvas = Canvas(np.random.default_rng(5), image=np.full((*SIZE, 3), 255, np.uint8))
    case(canvas)
    boxes = [region.bbox for region in find_pixel_redactions(canvas.image, DPI)]
    picture = canvas.image.copy()
    right = [box for box in canvas.truth if any(overlap(found, box) >= 0.5 for found in boxes)]
    for box in canvas.truth:
        if box not in right:
            cv2.rectangle(picture, box[:2], box[2:], (230, 0, 0), 2)
    false = 0
    for found in boxes:
        is_right = any(overlap(found, box) >= 0.5 for box in canvas.truth)
        false += not is_right
        corners = [round(edge) for edge in found]
        cv2.rectangle(picture, tuple(corners[:2]), tuple(corners[2:]), (0, 170, 60) if is_right else (220, 0, 220), 2)
    small = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(target), small, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return f"{target.name}: {len(right)} of {len(canvas.truth)} found, {false} false"


def main() -> None:
    """Draw all cases into the folder named, or say how."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        print(show(case, folder / f"pixels-{case.__name__.strip('_')}.png"))


if __name__ == "__main__":
    main()
