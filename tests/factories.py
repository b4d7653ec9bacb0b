"""Odd pages, each function named for its oddity, made without the detector and with the truth at hand.

Every function takes nothing that is needed and gives an :class:`Odd`. ``hidden`` holds the words that stand under or in
what was made unreadable: none of them may ever come out. Boxes are in points of the shown page, origin top left.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from woo_gronden.schema import BBox

CANARY = "Zwaluwstaartje"
"""A word that stands under every bad redaction and nowhere else."""

FONT, SIZE, PITCH, LEFT, TOP = "helv", 10.0, 14.0, 72.0, 96.0
BLACK, WHITE, GRAY, YELLOW = (0, 0, 0), (1, 1, 1), (0.66, 0.66, 0.66), (1, 1, 0)

LINES = (
    "Geachte heer Kwartelmans, op uw verzoek is vandaag beslist door het dagelijks bestuur.",
    "In het gesprek met mevrouw Zwaluwstaartje van de afdeling Beheer is dit toegelicht.",
    "De werkgroep heeft daarna drie keer overlegd en een kort verslag gemaakt van elk overleg.",
    "Daarin staat dat de heer Zwaluwstaartje de planning voor het najaar heeft opgesteld.",
    "Wij sturen u het verslag toe zodra de provincie haar reactie heeft gegeven op het plan.",
    "Voor vragen kunt u bellen met Zwaluwstaartje of een bericht sturen aan het loket.",
    "Het onderhoud aan de brug begint in de derde week van september en duurt tien dagen.",
    "De aannemer levert de materialen en de gemeente zorgt voor de afzetting van de weg.",
    "Bewoners krijgen twee weken van tevoren een brief over de bereikbaarheid van hun straat.",
    "Met vriendelijke groet, namens de afdeling Beheer en Onderhoud van de gemeente.",
)


@dataclass(frozen=True)
class Truth:
    """A region that was made: its box, look, code, whether text stands under it, and how many words went."""

    bbox: BBox
    kind: str
    code: str | None = None
    recoverable: bool = False
    words: int = 1
    page: int = 1


@dataclass(frozen=True)
class Odd:
    """A made file: its bytes, the regions in it, and the words that may not come out."""

    data: bytes
    truths: tuple[Truth, ...] = ()
    hidden: tuple[str, ...] = ()
    suffix: str = ".pdf"

    def save(self, folder: Path) -> Path:
        """Write the file and say where."""
        path = folder / f"odd{self.suffix}"
        path.write_bytes(self.data)
        return path


@dataclass
class Sheet:
    """A page being written, every word of it with its box."""

    document: pymupdf.Document
    page: pymupdf.Page
    words: list[tuple[str, BBox]] = field(default_factory=list)

    def write(self, text: str, x: float = LEFT, y: float = TOP, color: Sequence[float] = BLACK, **look: float) -> None:
        """Set one line, its left end at ``x`` and its base line at ``y``."""
        self.page.insert_text((x, y), text, fontname=FONT, fontsize=SIZE, color=color, **look)
        for word in text.split(" "):
            width = pymupdf.get_text_length(word, FONT, SIZE)
            self.words.append((word, BBox(x, y - 0.8 * SIZE, x + width, y + 0.25 * SIZE)))
            x += width + pymupdf.get_text_length(" ", FONT, SIZE)

    def letter(self, lines: Sequence[str] = LINES, **look: float) -> Sheet:
        """Set lines from the top."""
        for number, line in enumerate(lines):
            self.write(line, y=TOP + number * PITCH, **look)
        return self

    def boxes(self, word: str = CANARY) -> list[BBox]:
        """Where a word stands, a little wider than its letters, as people draw."""
        found = [box for text, box in self.words if text.strip(".,") == word]
        return [BBox(b.x0 - 1, b.y0 - 0.5, b.x1 + 1, b.y1 + 0.5) for b in found]

    def done(self, truths: Sequence[Truth] = (), hidden: Sequence[str] = (CANARY,)) -> Odd:
        """The file as it stands."""
        data = self.document.tobytes(garbage=3, deflate=True)
        return Odd(data, tuple(truths), tuple(hidden) if truths else ())


def sheet(width: float = 595, height: float = 842, rotation: int = 0) -> Sheet:
    """An empty page."""
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    page.set_rotation(rotation)
    return Sheet(document, page)


def _apply(look: Callable[[pymupdf.Page, pymupdf.Rect], None], kind: str, code: str | None = None) -> Odd:
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        look(made.page, pymupdf.Rect(*box))
    made.page.apply_redactions()
    return made.done([Truth(box, kind, code) for box in boxes])


def _cover(kind: str, color: Sequence[float], **look: object) -> Odd:
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=color, **look)
    return made.done([Truth(box, kind, recoverable=True) for box in boxes])


# --- applied: the text is gone -----------------------------------------------------------------------------------


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


# --- bad: the text is still there ----------------------------------------------------------------------------------


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


# --- words that say so -----------------------------------------------------------------------------------------------


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
    whole_page_with_code, drawn_in_parts, moved_and_scaled,
)  # fmt: skip
BAD: tuple[Callable[[], Odd], ...] = (
    black_rectangle_over_text, gray_rectangle_over_text, white_rectangle_over_text, rounded_rectangle_over_text,
    unapplied_annotation, black_square_annotation, sticker_with_code, black_image_over_text, white_image_over_text,
    thick_line_over_text, black_shading_under_black_text, white_text, text_without_ink, transparent_text,
    hatched_over_text,
)  # fmt: skip
PLACEHOLDERS: tuple[Callable[[], Odd], ...] = (bracketed_placeholders, typed_codes, filler_letters)
