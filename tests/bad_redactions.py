"""Redactions that hide nothing from a program: the words still stand under them. Each gives an Odd with its truth."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pymupdf

from tests.sheets import BLACK, CANARY, FONT, GRAY, LEFT, LINES, PITCH, SIZE, TOP, WHITE, YELLOW, Odd, Truth, sheet
from woo_gronden.schema import BBox


def _cover(kind: str, color: Sequence[float], **look: object) -> Odd:
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=color, **look)
    return made.done([Truth(box, kind, recoverable=True) for box in boxes])


def black_rectangle_over_text() -> Odd:
    """Black boxes drawn over live words."""
    return _cover("black", BLACK)


def gray_rectangle_over_text() -> Odd:
    """Grey boxes drawn over live words."""
    return _cover("gray", GRAY)


def white_rectangle_over_text() -> Odd:
    """White boxes drawn over live words."""
    return _cover("white", WHITE)


def rounded_rectangle_over_text() -> Odd:
    """Black boxes with round corners over live words."""
    return _cover("black", BLACK, radius=0.2)


def unapplied_annotation() -> Odd:
    """Redactions that were marked and never applied."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), text="5.1.2e", fill=BLACK, text_color=WHITE, fontsize=8)
    return made.done([Truth(box, "black", "5.1.2e", recoverable=True) for box in boxes])


def black_square_annotation() -> Odd:
    """Live words under black square annotations."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        note = made.page.add_rect_annot(pymupdf.Rect(*box))
        note.set_colors(stroke=BLACK, fill=BLACK)
        note.set_border(width=0.5)
        note.update()
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def sticker_with_code() -> Odd:
    """Live words under a yellow note that bears a code."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        note = made.page.add_freetext_annot(
            pymupdf.Rect(*box), "5.1.2e", fontsize=8, text_color=BLACK, fill_color=YELLOW
        )
        note.update()
    return made.done([Truth(box, "color", "5.1.2e", recoverable=True) for box in boxes])


def black_image_over_text() -> Odd:
    """A black picture pasted over live words."""
    return _paste((0, 0, 0), "black")


def white_image_over_text() -> Odd:
    """A white picture pasted over live words."""
    return _paste((255, 255, 255), "white")


def _paste(color: tuple[int, int, int], kind: str) -> Odd:
    from PIL import Image

    made = sheet().letter()
    boxes = made.boxes()
    buffer = io.BytesIO()
    Image.new("RGB", (80, 16), color).save(buffer, "PNG")
    for box in boxes:
        made.page.insert_image(pymupdf.Rect(*box), stream=buffer.getvalue(), keep_proportion=False)
    return made.done([Truth(box, kind, recoverable=True) for box in boxes])


def label_over_text() -> Odd:
    """Live words under a grey box on which a sentence says why."""
    made = sheet().letter()
    box = BBox(LEFT - 2, TOP + 0.2 * PITCH, 520, TOP + 5.4 * PITCH)
    made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=GRAY)
    made.write("Dit deel gaat niet over uw vraag", y=TOP + 8 * PITCH - 75)
    return made.done([Truth(box, "gray", recoverable=True, words=70)])


def thick_line_over_text() -> Odd:
    """A marker's stroke as wide as the words under it."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        middle = (box.y0 + box.y1) / 2
        made.page.draw_line((box.x0, middle), (box.x1, middle), color=BLACK, width=box.height)
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def black_shading_under_black_text() -> Odd:
    """A word processor's black shading: painted before the words, in their own colour."""
    made = sheet()
    plan = sheet().letter()
    for box in plan.boxes():
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK)
    made.letter()
    return made.done([Truth(box, "black", recoverable=True) for box in made.boxes()])


def white_text() -> Odd:
    """Words in the colour of the paper, no box."""
    made = sheet()
    for number, line in enumerate(LINES):
        x = LEFT
        for word in line.split(" "):
            made.write(word, x=x, y=TOP + number * PITCH, color=WHITE if CANARY in word else BLACK)
            x += pymupdf.get_text_length(word + " ", FONT, SIZE)
    return made.done([Truth(box, "white", recoverable=True) for box in made.boxes()])


def text_without_ink() -> Odd:
    """Words in render mode 3 on a page that is no scan."""
    made = sheet()
    for number, line in enumerate(LINES):
        x = LEFT
        for word in line.split(" "):
            made.write(word, x=x, y=TOP + number * PITCH, render_mode=3 if CANARY in word else 0)
            x += pymupdf.get_text_length(word + " ", FONT, SIZE)
    return made.done([Truth(box, "white", recoverable=True) for box in made.boxes()])


def transparent_text() -> Odd:
    """Words at opacity 0."""
    made = sheet()
    for number, line in enumerate(LINES):
        x = LEFT
        for word in line.split(" "):
            made.write(word, x=x, y=TOP + number * PITCH, fill_opacity=0 if CANARY in word else 1)
            x += pymupdf.get_text_length(word + " ", FONT, SIZE)
    return made.done([Truth(box, "white", recoverable=True) for box in made.boxes()])


def hatched_over_text() -> Odd:
    """Words under close hatching."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        step, path = 1.5, made.page.new_shape()
        x = box.x0
        while x < box.x1:
            path.draw_line((x, box.y1), (min(x + 3, box.x1), box.y0))
            x += step
        path.draw_rect(pymupdf.Rect(*box))
        path.finish(color=BLACK, width=1.1)
        path.commit()
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


BAD: tuple[Callable[[], Odd], ...] = (
    black_rectangle_over_text, gray_rectangle_over_text, white_rectangle_over_text, rounded_rectangle_over_text,
    unapplied_annotation, black_square_annotation, sticker_with_code, black_image_over_text, white_image_over_text,
    label_over_text, thick_line_over_text, black_shading_under_black_text, white_text, text_without_ink, transparent_text,
    hatched_over_text,
)  # fmt: skip
