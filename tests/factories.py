"""Odd pages, each function named for its oddity, made without the detector and with the truth at hand.

Every function takes nothing that is needed and gives an :class:`Odd`. ``hidden`` holds the words that stand under or in
what was made unreadable: none of them may ever come out. Boxes are in points of the shown page, origin top left.
"""

from __future__ import annotations

from collections.abc import Callable

import pymupdf

from tests.bad_redactions import BAD
from tests.sheets import (
    BLACK,
    CANARY,
    FONT,
    GRAY,
    LEFT,
    LINES,
    PITCH,
    SIZE,
    TOP,
    WHITE,
    YELLOW,
    Odd,
    Sheet,
    Truth,
    sheet,
)  # fmt: skip
from woo_gronden.schema import BBox

__all__ = [
    "APPLIED", "BAD", "BLACK", "CANARY", "FONT", "GRAY", "LEFT", "LINES", "PITCH", "PLACEHOLDERS", "SIZE", "TOP",
    "WHITE", "YELLOW", "Odd", "Sheet", "Truth", "sheet",
]  # fmt: skip


def _apply(look: Callable[[pymupdf.Page, pymupdf.Rect], None], kind: str, code: str | None = None) -> Odd:
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        look(made.page, pymupdf.Rect(*box))
    made.page.apply_redactions()
    return made.done([Truth(box, kind, code) for box in boxes])


def applied_black() -> Odd:
    """Black boxes where words were, nothing under them."""
    return _apply(lambda page, box: page.add_redact_annot(box, fill=BLACK), "black")


def applied_gray() -> Odd:
    """Grey boxes where words were."""
    return _apply(lambda page, box: page.add_redact_annot(box, fill=GRAY), "gray")


def applied_yellow() -> Odd:
    """Yellow boxes where words were."""
    return _apply(lambda page, box: page.add_redact_annot(box, fill=YELLOW), "color")


def applied_white() -> Odd:
    """White boxes where words were: nothing to see but a gap."""
    return _apply(lambda page, box: page.add_redact_annot(box, fill=WHITE), "white")


def applied_with_code() -> Odd:
    """Black boxes with a white code, painted after them."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), text="5.1.2.e", fill=BLACK, text_color=WHITE, fontsize=8)
    made.page.apply_redactions()
    return made.done([Truth(box, "black", "5.1.2.e") for box in boxes])


def applied_gray_with_two_codes() -> Odd:
    """Grey boxes over whole lines, with two codes on them."""
    made = sheet().letter()
    boxes = [BBox(LEFT - 2, TOP + 5.5 * PITCH, 480, TOP + 8.2 * PITCH)]
    for box in boxes:
        made.page.add_redact_annot(
            pymupdf.Rect(*box), text="5.1.2.e 5.2.1", fill=(0.75, 0.75, 0.75), text_color=BLACK, fontsize=9, align=0
        )
    made.page.apply_redactions()
    return made.done([Truth(box, "gray", "5.1.2.e 5.2.1", words=40) for box in boxes], hidden=())


def applied_on_rotated(rotation: int) -> Odd:
    """Black boxes on a page that is shown turned."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=BLACK)
    made.page.apply_redactions()
    made.page.set_rotation(rotation)
    turned = [BBox(*(pymupdf.Rect(*box) * made.page.rotation_matrix).normalize()) for box in boxes]
    return made.done([Truth(box, "black") for box in turned])


def whole_page_with_code() -> Odd:
    """A page under one grey frame with one code."""
    made = sheet()
    box = BBox(50, 60, 545, 780)
    made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=(0.8, 0.8, 0.8))
    made.write("5.2.1", x=60, y=80)
    return made.done([Truth(box, "gray", "5.2.1", words=400)], hidden=())


def drawn_in_parts() -> Odd:
    """One name under three black boxes that touch."""
    made = sheet().letter()
    box = made.boxes()[0]
    third = box.width / 3
    made.page.add_redact_annot(pymupdf.Rect(*box))
    made.page.apply_redactions()
    for part in range(3):
        left = box.x0 + part * third
        made.page.draw_rect(pymupdf.Rect(left, box.y0, left + third, box.y1), color=None, fill=BLACK)
    return made.done([Truth(box, "black")], hidden=())


def moved_and_scaled() -> Odd:
    """The whole page placed smaller on another, boxes with it."""
    inner = pymupdf.open("pdf", applied_black().data)
    truths = applied_black().truths
    made = sheet()
    made.page.show_pdf_page(pymupdf.Rect(100, 150, 100 + 595 * 0.6, 150 + 842 * 0.6), inner, 0)
    placed = [Truth(BBox(100 + t.bbox.x0 * 0.6, 150 + t.bbox.y0 * 0.6, 100 + t.bbox.x1 * 0.6, 150 + t.bbox.y1 * 0.6), "black") for t in truths]  # fmt: skip
    return made.done(placed)


def framed_code() -> Odd:
    """A code in a thin frame where a word was, no fill."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box))
    made.page.apply_redactions()
    for box in boxes:
        made.page.insert_text((box.x0 + 4, box.y1 - 3), "5.1.2e", fontname=FONT, fontsize=8)
        made.page.draw_rect(pymupdf.Rect(*box), color=BLACK, width=0.6)
    return made.done([Truth(box, "border", "5.1.2e") for box in boxes])


def white_with_border_and_code() -> Odd:
    """White boxes with a thin border and a code."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box))
    made.page.apply_redactions()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=BLACK, fill=WHITE, width=0.6)
        made.page.insert_text((box.x0 + 4, box.y1 - 3), "5.1.2e", fontname=FONT, fontsize=8)
    return made.done([Truth(box, "border", "5.1.2e") for box in boxes])


def code_beside_box() -> Odd:
    """Black boxes in the text, the code of each in the margin at its height."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=BLACK)
    made.page.apply_redactions()
    for box in boxes:
        made.page.insert_text((30, box.y1 - 3), "5.1.2e", fontname=FONT, fontsize=8)
    return made.done([Truth(box, "black", "5.1.2e") for box in boxes])


def stamped_afterwards() -> Odd:
    """A short page with black boxes, on which a register stamped its number later."""
    made = sheet().letter(LINES[:3])
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=GRAY)
    made.page.apply_redactions()
    made.write("Document 12 bij besluit Z-2024-0117 van de gemeente", y=30)
    made.write("bladzijde 3 van 9", y=825)
    return made.done([Truth(box, "gray") for box in boxes])


def clipped_box() -> Odd:
    """A large black path of which a clip leaves the place of one word."""
    made = sheet().letter()
    boxes = made.boxes()[:1]
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box))
    made.page.apply_redactions()
    (box,) = boxes
    low, high = 842 - box.y1, 842 - box.y0
    drawn = f"q {box.x0} {low} {box.width} {high - low} re W n 0 g 10 10 500 800 re f Q"
    xref = made.document.get_new_xref()
    made.document.update_object(xref, "<<>>")
    made.document.update_stream(xref, drawn.encode())
    _append(made, xref)
    return made.done([Truth(box, "black")], hidden=())


def _append(made: Sheet, xref: int) -> None:
    streams = " ".join(f"{number} 0 R" for number in [*made.page.get_contents(), xref])
    made.document.xref_set_key(made.page.xref, "Contents", f"[{streams}]")


def bracketed_placeholders() -> Odd:
    """A document whose names were replaced by a word in brackets."""
    made = sheet().letter([line.replace(CANARY, "(geanonimiseerd)") for line in LINES])
    return made.done([Truth(box, "placeholder") for box in made.boxes("(geanonimiseerd)")], hidden=())


def typed_codes() -> Odd:
    """A document whose names were replaced by a code, without a box."""
    made = sheet().letter([line.replace(CANARY, "5.1.2e") for line in LINES])
    return made.done([Truth(box, "placeholder", "5.1.2e") for box in made.boxes("5.1.2e")], hidden=())


def filler_letters() -> Odd:
    """A document whose names were replaced by a row of X."""
    made = sheet().letter([line.replace(CANARY, "XXXXXX") for line in LINES])
    return made.done([Truth(box, "placeholder") for box in made.boxes("XXXXXX")], hidden=())


APPLIED: tuple[Callable[[], Odd], ...] = (
    applied_black, applied_gray, applied_yellow, applied_white, applied_with_code, applied_gray_with_two_codes,
    whole_page_with_code, drawn_in_parts, moved_and_scaled, framed_code, white_with_border_and_code,
    code_beside_box, stamped_afterwards, clipped_box,
)  # fmt: skip
PLACEHOLDERS: tuple[Callable[[], Odd], ...] = (bracketed_placeholders, typed_codes, filler_letters)
