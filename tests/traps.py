"""Pages that look redacted to a careless eye and hold no redaction: each gives an Odd without truths."""

from __future__ import annotations

import io
from collections.abc import Callable

import pymupdf

from tests.factories import BLACK, GRAY, LEFT, LINES, PITCH, TOP, WHITE, YELLOW, Odd, Sheet, sheet

BLUE = (0.0, 0.28, 0.51)
LIGHT = (0.93, 0.94, 0.95)


def _rows(made: Sheet, top: float, cells: list[list[str]], step: float = 16.0) -> None:
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            if text:
                made.write(text, x=LEFT + 4 + column * 110, y=top + row * step + 11)


def zebra_table() -> Odd:
    """Every other row shaded, some cells empty."""
    made = sheet()
    for row in range(0, 12, 2):
        made.page.draw_rect(pymupdf.Rect(LEFT, 100 + row * 16, 520, 116 + row * 16), color=None, fill=LIGHT)
    _rows(made, 100, [["12", "nota", "", "juni"] if row % 3 else ["13", "", "mail", ""] for row in range(12)])
    return made.done()


def header_bar_table() -> Odd:
    """White heads on a dark bar, cell by cell, one head empty."""
    made = sheet()
    for column in range(4):
        left = LEFT + column * 110
        made.page.draw_rect(pymupdf.Rect(left, 100, left + 110, 116), color=None, fill=BLUE if column % 2 else BLACK)
    for column, head in enumerate(["Nr", "Titel", "", "Grond"]):
        if head:
            made.write(head, x=LEFT + 4 + column * 110, y=111, color=WHITE)
    _rows(made, 116, [["1", "nota over de brug", "mei", "5.1.2e"], ["2", "mail", "juni", "5.2.1"]] * 4)
    return made.done()


def gray_cells_with_codes() -> Odd:
    """A list of documents whose column of grounds is shaded."""
    made = sheet()
    made.write("Inventarislijst bij het besluit", y=80)
    for row in range(10):
        top = 100 + row * 16
        made.page.draw_rect(pymupdf.Rect(LEFT + 330, top, LEFT + 440, top + 16), color=None, fill=(0.85, 0.85, 0.85))
        _rows(made, top, [[str(row + 1), "e-mail", "deels openbaar", "5.1.2e"]])
    return made.done()


def highlighted_before() -> Odd:
    """Words on yellow, the yellow painted first."""
    made, plan = sheet(), sheet().letter()
    for box in plan.boxes("dagelijks") + plan.boxes("planning"):
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=YELLOW)
    return made.letter().done()


def highlighted_after() -> Odd:
    """Words under a marker's annotation that multiplies."""
    made = sheet().letter()
    for box in made.boxes("dagelijks") + made.boxes("planning"):
        made.page.add_highlight_annot(pymupdf.Rect(*box))
    return made.done()


def washed_over() -> Odd:
    """Words under a see-through box."""
    made = sheet().letter()
    for box in made.boxes("planning"):
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=YELLOW, fill_opacity=0.4)
    return made.done()


def underlined_and_struck() -> Odd:
    """Words with thick rules under and through them, drawn last."""
    made = sheet().letter()
    for box in made.boxes("dagelijks"):
        made.page.draw_rect(pymupdf.Rect(box.x0, box.y1 - 1.5, box.x1, box.y1), color=None, fill=BLACK)
    for box in made.boxes("planning"):
        made.page.draw_line((box.x0, box.y0 + 6), (box.x1, box.y0 + 6), color=BLACK, width=1.2)
    made.page.draw_rect(pymupdf.Rect(LEFT, 400, 520, 403), color=None, fill=BLACK)
    return made.done()


def checkboxes_and_bullets() -> Odd:
    """Small black squares before words, drawn last."""
    made = sheet().letter()
    for number in range(6):
        y = 300 + number * PITCH
        made.write("keuze die u kunt maken", x=LEFT + 16, y=y)
        made.page.draw_rect(pymupdf.Rect(LEFT, y - 7, LEFT + 7, y), color=BLACK, fill=BLACK if number % 2 else None)
    return made.done()


def upright_bars() -> Odd:
    """A bar chart drawn after all text."""
    made = sheet().letter()
    for number, high in enumerate([40, 90, 65, 120, 30]):
        made.write(str(2018 + number), x=102 + number * 40, y=512)
        color = (BLACK, GRAY, BLUE)[number % 3]
        made.page.draw_rect(pymupdf.Rect(100 + number * 40, 500 - high, 125 + number * 40, 500), color=None, fill=color)
    made.page.draw_line((95, 500), (320, 500), color=BLACK, width=0.7)
    return made.done()


def lying_bars() -> Odd:
    """A lying bar chart drawn after all text, its labels beside the bars."""
    made = sheet().letter()
    for number, long in enumerate([140, 90, 165, 20, 130]):
        made.write(f"jaar {2018 + number}", x=LEFT, y=400 + number * 16)
        top = 391 + number * 16
        made.page.draw_rect(pymupdf.Rect(130, top, 130 + long, top + 11), color=None, fill=GRAY)
    made.page.draw_line((130, 385), (130, 475), color=BLACK, width=0.7)
    return made.done()


def stacked_bars() -> Odd:
    """Bars in pieces that touch, drawn after all text."""
    made = sheet().letter()
    for number in range(4):
        at = 130.0
        for piece, color in zip((60, 40, 25), (BLUE, GRAY, YELLOW), strict=True):
            top = 391 + number * 20
            wide = piece * (1 + number / 3)
            made.page.draw_rect(pymupdf.Rect(at, top, at + wide, top + 12), color=None, fill=color)
            at += wide
    made.page.draw_line((130, 385), (130, 475), color=BLACK, width=0.7)
    return made.done()


def logo_of_paths() -> Odd:
    """A logo of filled curves and polygons, and a ribbon that hangs from the edge of the page."""
    made = sheet().letter()
    made.page.draw_rect(pymupdf.Rect(280, 0, 315, 70), color=None, fill=BLUE)
    for number in range(5):
        made.page.draw_circle((340 + number * 22, 40), 9, color=None, fill=BLUE)
        made.page.draw_polyline(
            [(331 + number * 22, 55), (349 + number * 22, 55), (340 + number * 22, 70)], color=None, fill=BLACK
        )
    return made.done()


def white_ground() -> Odd:
    """A page on a white ground painted first, its paragraphs on white boxes of their own."""
    made = sheet()
    made.page.draw_rect(made.page.rect, color=None, fill=WHITE)
    for number, line in enumerate(LINES):
        y = TOP + number * PITCH
        made.page.draw_rect(pymupdf.Rect(LEFT, y - 9, 520, y + 3), color=None, fill=WHITE)
        made.write(line, y=y)
    return made.done()


def logo_on_white() -> Odd:
    """A picture with a white box behind it, both painted after the text."""
    from PIL import Image, ImageDraw

    made = sheet().letter()
    picture = Image.new("RGB", (200, 60), (255, 255, 255))
    ImageDraw.Draw(picture).ellipse((10, 5, 60, 55), fill=(0, 70, 130))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    box = pymupdf.Rect(320, 20, 520, 80)
    made.page.draw_rect(box, color=None, fill=WHITE)
    made.page.insert_image(box, stream=buffer.getvalue())
    return made.done()


def button() -> Odd:
    """A dark button with a word on it, painted last."""
    made = sheet().letter()
    made.page.draw_rect(pymupdf.Rect(200, 400, 300, 424), color=None, fill=BLACK, radius=0.3)
    made.write("Versturen", x=225, y=416, color=WHITE)
    return made.done()


def form_fields() -> Odd:
    """Shaded form fields, filled and empty."""
    made = sheet().letter()
    for number, value in enumerate(["", "Kwartelmans", ""]):
        field = pymupdf.Widget()
        field.field_name, field.field_type = f"veld{number}", pymupdf.PDF_WIDGET_TYPE_TEXT
        field.rect = pymupdf.Rect(150, 300 + number * 22, 320, 316 + number * 22)
        field.fill_color, field.border_color, field.field_value = (0.85, 0.9, 1.0), GRAY, value
        made.page.add_widget(field)
    return made.done()


def letter_that_cites() -> Odd:
    """A decision letter that names articles, tells of anonymising and quotes the law with omissions."""
    made = sheet().letter([
        "Dit besluit wordt (geanonimiseerd) op de website van de gemeente geplaatst.",
        "De namen zijn geanonimiseerd op grond van artikel 5.1, tweede lid, onder e, van de Woo.",
        "Ook 5.1.2e en 10.2.e zijn van toepassing op document 3 en 4.",
        "Persoonsgegevens (zoals namen) zijn onleesbaar gemaakt in de stukken.",
        "Artikel 5.1, eerste lid: het openbaar maken van informatie blijft achterwege voor zover dit:",
        "[...]",
        "d. persoonsgegevens betreft als bedoeld in paragraaf 3.1 [...] van de wet;",
        "De bijlage (geheel geanonimiseerd) is meegezonden.",
    ])  # fmt: skip
    return made.done()


def list_of_codes() -> Odd:
    """The second page of a list of documents: codes in a column and not a word about them."""
    made = sheet()
    for row in range(30):
        made.write(f"{row + 40}", y=80 + row * PITCH)
        made.write("mail over de brug", x=120, y=80 + row * PITCH)
        made.write("5.1.2e" if row % 4 else "5.1.2i", x=420, y=80 + row * PITCH)
    return made.done()


def numbered_chapters() -> Odd:
    """Headings numbered as codes are."""
    made = sheet()
    for number, (mark, title) in enumerate([("5.1.2.a", "Opzet"), ("5.1.2.b", "Uitvoering"), ("10.2.c", "Beheer")]):
        made.write(f"{mark} {title} van het plan", y=100 + number * 80)
        made.write(LINES[2], y=120 + number * 80)
    return made.done()


def template_left_over() -> Odd:
    """A lone white word of a letter template, and a white square over one letter."""
    made = sheet().letter()
    made.write("Kolofon", x=460, y=600, color=WHITE)
    made.write("A", x=80, y=500)
    made.page.draw_rect(pymupdf.Rect(72, 488, 98, 506), color=None, fill=WHITE)
    return made.done()


def words_on_a_dark_panel() -> Odd:
    """White words on a dark panel, painted last."""
    made = sheet().letter()
    made.page.draw_rect(pymupdf.Rect(60, 500, 540, 620), color=None, fill=BLUE)
    for number in range(5):
        made.write(LINES[number], y=520 + number * PITCH, color=WHITE)
    return made.done()


def empty_white_frame() -> Odd:
    """A framed, unfilled space for a signature, and a table of lines."""
    made = sheet().letter()
    made.page.draw_rect(pymupdf.Rect(72, 500, 272, 560), color=BLACK, width=0.7)
    for row in range(5):
        for column in range(3):
            left, top = 72 + column * 110, 600 + row * 18
            made.page.draw_rect(pymupdf.Rect(left, top, left + 110, top + 18), color=BLACK, width=0.5)
    _rows(made, 600, [["1", "nota", "5.1.2e"], ["2", "mail", "5.2.1"]], step=18)
    return made.done()


TRAPS: tuple[Callable[[], Odd], ...] = (
    zebra_table, header_bar_table, gray_cells_with_codes, highlighted_before, highlighted_after, washed_over,
    underlined_and_struck, checkboxes_and_bullets, upright_bars, lying_bars, stacked_bars, logo_of_paths, white_ground,
    logo_on_white, button, form_fields, letter_that_cites, list_of_codes, numbered_chapters, template_left_over,
    words_on_a_dark_panel, empty_white_frame,
)  # fmt: skip
