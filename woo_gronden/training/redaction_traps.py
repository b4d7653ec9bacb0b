"""What only looks like a redaction, drawn on a page: logos, tables, maps, charts, pictures, heavy type."""

from __future__ import annotations

import string
from collections.abc import Callable

import cv2
import numpy as np

from woo_gronden.training.redaction_canvas import Canvas, Color


def _tone(rng: np.random.Generator) -> Color:
    pick = rng.random()
    if pick < 0.3:
        return (int(rng.integers(0, 60)),) * 3
    if pick < 0.45:
        return (int(rng.integers(100, 200)),) * 3
    red, green, blue = (int(v) for v in rng.integers(0, 256, size=3))
    return (red, green, blue)


def _crosses(canvas: Canvas) -> None:
    side = int(canvas.rng.integers(18, 70))
    box = canvas.place(side, side * 4)
    if box:
        color, thick = _tone(canvas.rng), max(5, side // 3)
        for i in range(3):
            x, y = box[0], box[1] + round(i * side * 1.35)
            cv2.line(canvas.image, (x, y), (x + side, y + side), color, thick, cv2.LINE_AA)
            cv2.line(canvas.image, (x + side, y), (x, y + side), color, thick, cv2.LINE_AA)


def _big_type(canvas: Canvas) -> None:
    size = int(canvas.rng.integers(30, 150))
    text = "".join(
        canvas.rng.choice(list(string.ascii_uppercase + string.ascii_lowercase), size=canvas.rng.integers(2, 10))
    )
    box = canvas.place(min(1100, round(len(text) * size * 0.7)), round(size * 1.3))
    if box:
        canvas.write(text, box[0], box[1], size, _tone(canvas.rng), heavy=True)


def _icons(canvas: Canvas) -> None:
    side = int(canvas.rng.integers(22, 60))
    box = canvas.place(side * 7, side)
    if box is None:
        return
    for i in range(5):
        x, y = box[0] + round(i * side * 1.4), box[1]
        color = _tone(canvas.rng)
        if canvas.rng.random() < 0.5:
            cv2.circle(canvas.image, (x + side // 2, y + side // 2), side // 2, color, cv2.FILLED, cv2.LINE_AA)
        else:
            canvas.fill((x, y, x + side, y + side), color)
        canvas.write(
            str(canvas.rng.choice(list("fintxyv@e5"))),
            x + side // 4,
            y + side // 8,
            round(side * 0.7),
            (255,) * 3,
            heavy=True,
        )


def _stripes(canvas: Canvas) -> None:
    """Bars of a logo or letterhead, one upon the other or side by side, with a word near."""
    rng = canvas.rng
    box = canvas.place(int(rng.integers(60, 400)), int(rng.integers(40, 120)))
    if not box:
        return
    count, y = int(rng.integers(1, 4)), box[1]
    for _ in range(count):
        high = int(rng.integers(6, 32))
        canvas.fill((box[0], y, box[2], min(y + high, box[3])), _tone(rng))
        y += high + int(rng.integers(0, 8))
        if y >= box[3]:
            break
    if rng.random() < 0.6:
        canvas.write(
            "".join(rng.choice(list(string.ascii_uppercase), size=5)), box[0], box[3] - 22, 22, _tone(rng), heavy=True
        )


def _map(canvas: Canvas) -> None:
    """Polygons in pale and strong tones, roads between, names on them."""
    rng = canvas.rng
    box = canvas.place(int(rng.integers(250, 800)), int(rng.integers(200, 600)))
    if not box:
        return
    width, height = box[2] - box[0], box[3] - box[1]
    seeds = rng.random((int(rng.integers(8, 60)), 2)) * (width, height)
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1)[:, :, None, :]
    power = float(rng.choice([1.0, 2.0, 8.0]))
    near = (np.abs(grid[::4, ::4] - seeds) ** power).sum(-1).argmin(-1)
    near = np.repeat(np.repeat(near, 4, 0), 4, 1)[:height, :width]
    pale = rng.random() < 0.6
    tones = np.array([_tone(rng) for _ in seeds], np.float64)
    tones = 255 - (255 - tones) * (0.25 if pale else 1.0)
    canvas.image[box[1] : box[3], box[0] : box[2]] = tones[near]
    for _ in range(int(rng.integers(2, 9))):
        ends = [(int(box[0] + rng.random() * width), int(box[1] + rng.random() * height)) for _ in range(3)]
        cv2.polylines(canvas.image, [np.array(ends, np.int32)], False, _tone(rng), int(rng.integers(1, 9)), cv2.LINE_AA)
    for _ in range(int(rng.integers(0, 6))):
        canvas.write(
            "".join(rng.choice(list(string.ascii_lowercase), size=7)),
            int(box[0] + rng.random() * width * 0.7),
            int(box[1] + rng.random() * height * 0.9),
            int(rng.integers(14, 40)),
            (30, 30, 30),
        )


def _table(canvas: Canvas) -> None:
    """A table whose header, or every other row, is shaded; words in most cells, some cells empty."""
    rng = canvas.rng
    rows, columns, high = int(rng.integers(2, 8)), int(rng.integers(2, 6)), int(rng.integers(22, 44))
    wide = int(rng.integers(80, 200))
    box = canvas.place(columns * wide, rows * high)
    if not box:
        return
    tone = _tone(rng) if rng.random() < 0.5 else (int(rng.integers(170, 245)),) * 3
    ink: Color = (255, 255, 255) if sum(tone) < 330 else (20, 20, 20)
    for row in range(rows):
        shaded = row == 0 or (rng.random() < 0.3)
        for column in range(columns):
            x, y = box[0] + column * wide, box[1] + row * high
            if shaded:
                canvas.fill((x, y, x + wide, y + high), tone)
            if rng.random() < 0.75:
                word = "".join(rng.choice(list(string.ascii_lowercase), size=rng.integers(2, 9)))
                word = word if rng.random() < 0.6 else str(rng.integers(1, 99999))
                canvas.write(word, x + 5, y + 4, max(12, high - 14), ink if shaded else (20, 20, 20))
    if rng.random() < 0.7:
        for row in range(rows + 1):
            cv2.line(canvas.image, (box[0], box[1] + row * high), (box[2], box[1] + row * high), (30, 30, 30), 1)
        for column in range(columns + 1):
            cv2.line(canvas.image, (box[0] + column * wide, box[1]), (box[0] + column * wide, box[3]), (30, 30, 30), 1)


def _form(canvas: Canvas) -> None:
    """A form: rows between rules, a heavy label in a shaded cell, to its left or right end, and a value beside it."""
    rng = canvas.rng
    rows, high = int(rng.integers(2, 12)), int(rng.integers(20, 34))
    wide, label = int(rng.integers(500, 1100)), int(rng.integers(180, 420))
    box = canvas.place(wide, rows * high)
    if not box:
        return
    tone, line = (int(rng.integers(205, 240)),) * 3, int(rng.integers(1, 4))
    is_right, is_heavy = rng.random() < 0.5, rng.random() < 0.7
    size = high - int(rng.integers(8, 13))
    for row in range(rows):
        y = box[1] + row * high
        end = box[2] if rng.random() < 0.2 else box[0] + label
        canvas.fill((box[0], y, end, y + high), tone)
        word = " ".join("".join(rng.choice(list(string.ascii_lowercase), size=rng.integers(2, 11))) for _ in range(2))
        x = end - 4 - round(len(word) * size * 0.55) if is_right else box[0] + 4
        canvas.write(word, max(x, box[0] + 4), y + 2, size, (20, 20, 20), heavy=is_heavy)
        if end < box[2] and rng.random() < 0.6:
            canvas.write(str(rng.integers(1, 99999)), end + 6, y + 2, size, (20, 20, 20))
        cv2.rectangle(canvas.image, (box[0], y), (end, y + high), (20, 20, 20), line)
    cv2.rectangle(canvas.image, box[:2], box[2:], (20, 20, 20), line)


def _chart(canvas: Canvas) -> None:
    rng = canvas.rng
    box = canvas.place(int(rng.integers(250, 500)), int(rng.integers(150, 300)))
    if not box:
        return
    tones, x = [_tone(rng), _tone(rng)], box[0] + 10
    while x < box[2] - 40:
        wide = int(rng.integers(8, 34))
        top = int(rng.integers(box[1], box[3] - 20))
        canvas.fill((x, top, x + wide, box[3]), tones[int(rng.integers(2))])
        x += wide + int(rng.integers(1, 20))
    cv2.line(canvas.image, (box[0], box[3]), (box[2], box[3]), (30, 30, 30), 2)


def _photo(canvas: Canvas) -> None:
    rng = canvas.rng
    box = canvas.place(int(rng.integers(120, 500)), int(rng.integers(120, 400)))
    if not box:
        return
    small = rng.integers(0, 255, (int(rng.integers(3, 14)), int(rng.integers(3, 14)), 3), dtype=np.uint8)
    if rng.random() < 0.5:
        small = np.repeat(small[:, :, :1], 3, axis=2)
    way = cv2.INTER_CUBIC if rng.random() < 0.6 else cv2.INTER_NEAREST
    canvas.image[box[1] : box[3], box[0] : box[2]] = cv2.resize(
        small, (box[2] - box[0], box[3] - box[1]), interpolation=way
    )


def _bubble(canvas: Canvas) -> None:
    """A highlighted line, a chat bubble or a button: flat, with words."""
    rng = canvas.rng
    size = int(rng.integers(16, 28))
    words = int(rng.integers(1, 9))
    box = canvas.place(words * 90 + 20, size + int(rng.integers(4, 24)))
    if not box:
        return
    tone = _tone(rng)
    tone = (255, 245, 120) if rng.random() < 0.3 else tone
    canvas.fill(box, tone)
    text = " ".join("".join(rng.choice(list(string.ascii_lowercase), size=rng.integers(2, 8))) for _ in range(words))
    canvas.write(
        text[: words * 8],
        box[0] + 8,
        box[1] + 3,
        size,
        (255,) * 3 if sum(tone) < 330 else (20,) * 3,
        heavy=rng.random() < 0.3,
    )


def _matrix(canvas: Canvas) -> None:
    """A QR code or a bar code."""
    rng = canvas.rng
    cell = int(rng.integers(4, 12))
    grid = rng.integers(0, 2, (25, 25), dtype=np.uint8) * 255
    if rng.random() < 0.4:
        grid = np.repeat(rng.integers(0, 2, (1, 40), dtype=np.uint8) * 255, 8, axis=0)
    big = np.repeat(np.repeat(grid, cell, 0), cell, 1)[:, :, None]
    box = canvas.place(big.shape[1], big.shape[0])
    if box:
        canvas.image[box[1] : box[3], box[0] : box[2]] = big


def _crest(canvas: Canvas) -> None:
    """An upright ribbon with a crest, or a seal: a disc with rings."""
    rng = canvas.rng
    box = canvas.place(int(rng.integers(50, 110)), int(rng.integers(100, 240)))
    if not box:
        return
    tone, (x, y) = _tone(rng), ((box[0] + box[2]) // 2, box[3] - 50)
    if rng.random() < 0.7:
        canvas.fill(box, tone)
        for radius in (8, 16, 24):
            cv2.ellipse(canvas.image, (x, y), (radius, radius + 6), 0, 0, 360, (255, 255, 255), 2, cv2.LINE_AA)
    else:
        cv2.circle(canvas.image, (x, y), 40, tone, int(rng.choice([-1, 6, 14])), cv2.LINE_AA)


TRAPS: tuple[Callable[[Canvas], None], ...] = (
    _crosses, _big_type, _big_type, _icons, _stripes, _map, _table, _table, _form, _form,
    _chart, _photo, _bubble, _matrix, _crest,
)  # fmt: skip
