"""Odd ways to draw a box, and odd pages to draw it on: patterns, shadings, masks, layers, turned and moved pages.

Each gives an Odd with its truth, made without the detector. ``LIVE`` leave the words under the box, ``GONE`` do not,
``OPEN`` hide nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pymupdf
from PIL import Image, ImageFilter

from tests.sheets import BLACK, CANARY, FONT, GRAY, LEFT, LINES, PITCH, TOP, WHITE, Odd, Sheet, Truth, sheet
from woo_gronden.schema import BBox

HEIGHT = 842.0


def _add_resource(made: Sheet, kind: str, name: str, xref: int) -> None:
    document = made.document
    place, value = document.xref_get_key(made.page.xref, "Resources")
    if place == "xref":
        document.xref_set_key(int(value.split()[0]), f"{kind}/{name}", f"{xref} 0 R")
    else:
        document.xref_set_key(made.page.xref, f"Resources/{kind}/{name}", f"{xref} 0 R")


def _add_object(made: Sheet, text: str, stream: str | None = None) -> int:
    xref = int(made.document.get_new_xref())
    made.document.update_object(xref, text)
    if stream is not None:
        made.document.update_stream(xref, stream.encode())
    return xref


def _paint(made: Sheet, stream: str, first: bool = False) -> None:
    """Add operators after, or before, all that is on the page."""
    added, there = _add_object(made, "<<>>", stream), made.page.get_contents()
    numbers = [added, *there] if first else [*there, added]
    made.document.xref_set_key(made.page.xref, "Contents", "[" + " ".join(f"{n} 0 R" for n in numbers) + "]")


def _rectangle(box: BBox) -> str:
    return f"{box.x0:.2f} {HEIGHT - box.y1:.2f} {box.width:.2f} {box.height:.2f} re"


def _remove(made: Sheet, boxes: Sequence[BBox]) -> None:
    """Take the words out and draw nothing."""
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=False)
    made.page.apply_redactions()


def _tiling(made: Sheet, cell: str) -> None:
    look = "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>>>"
    _add_resource(made, "Pattern", "P1", _add_object(made, look, cell))


def _shading(made: Sheet, box: BBox, dark: float, light: float) -> int:
    ends = f"{box.x0:.1f} 0 {box.x1:.1f} 0"
    return _add_object(
        made,
        f"<</ShadingType 2/ColorSpace/DeviceGray/Coords[{ends}]/Extend[true true]"
        f"/Function<</FunctionType 2/Domain[0 1]/C0[{dark}]/C1[{light}]/N 1>>>>",
    )


def pattern_over_text() -> Odd:
    """Boxes filled with a pattern of black tiles over live words."""
    made = sheet().letter()
    _tiling(made, "0 g 0 0 4 4 re f")
    boxes = made.boxes()
    _paint(made, "".join(f"q /Pattern cs /P1 scn {_rectangle(box)} f Q " for box in boxes))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def hatched_pattern_over_text() -> Odd:
    """Boxes filled with a pattern of slanted lines over live words."""
    made = sheet().letter()
    _tiling(made, "0 G 1.9 w -1 -1 m 5 5 l S -1 3 m 1 5 l S 3 -1 m 5 1 l S")
    boxes = made.boxes()
    _paint(made, "".join(f"q /Pattern cs /P1 scn {_rectangle(box)} f Q " for box in boxes))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def pattern_in_place_of_text() -> Odd:
    """Boxes filled with a pattern of dark tiles where words were."""
    made = sheet().letter()
    boxes = made.boxes()
    _remove(made, boxes)
    _tiling(made, "0.1 g 0 0 4 4 re f")
    _paint(made, "".join(f"q /Pattern cs /P1 scn {_rectangle(box)} f Q " for box in boxes))
    return made.done([Truth(box, "black") for box in boxes], hidden=())


def shading_over_text() -> Odd:
    """Boxes that run from black to dark grey over live words."""
    made = sheet().letter()
    boxes = made.boxes()
    for number, box in enumerate(boxes):
        _add_resource(made, "Shading", f"S{number}", _shading(made, box, 0.0, 0.35))
    _paint(made, "".join(f"q {_rectangle(box)} W n /S{n} sh Q " for n, box in enumerate(boxes)))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def soft_mask_over_text() -> Odd:
    """Black boxes painted through a soft mask that lets all through, over live words."""
    made = sheet().letter()
    boxes = made.boxes()
    group = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>>>"
    mask = _add_object(made, group, "1 g 0 0 595 842 re f")
    state = _add_object(made, f"<</Type/ExtGState/SMask<</Type/Mask/S/Luminosity/G {mask} 0 R>>>>")
    _add_resource(made, "ExtGState", "M1", state)
    _paint(made, "".join(f"q /M1 gs 0 g {_rectangle(box)} f Q " for box in boxes))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def form_over_text() -> Odd:
    """Black boxes that stand in a form of their own, scaled and moved to their place over live words."""
    made = sheet().letter()
    boxes = made.boxes()
    form = _add_object(made, "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]>>", "0 g 0 0 1 1 re f")
    _add_resource(made, "XObject", "Fx", form)
    places = ((b.width, b.height, b.x0, HEIGHT - b.y1) for b in boxes)
    _paint(made, "".join("q {:.2f} 0 0 {:.2f} {:.2f} {:.2f} cm /Fx Do Q ".format(*place) for place in places))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def turned_box_over_text() -> Odd:
    """Black boxes drawn upright and turned onto live words by their matrix."""
    made = sheet().letter()
    boxes = made.boxes()
    drawn = (f"q 0 1 -1 0 {b.x1:.2f} {HEIGHT - b.y1:.2f} cm 0 0 {b.height:.2f} {b.width:.2f} re f Q " for b in boxes)
    _paint(made, "0 g " + "".join(drawn))
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def layer_over_text() -> Odd:
    """Black boxes on a layer that is shown, over live words: who turns the layer off reads them."""
    made = sheet().letter()
    boxes = made.boxes()
    layer = made.document.add_ocg("zwartlak", on=True)
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK, oc=layer)
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def text_on_a_hidden_layer() -> Odd:
    """Black boxes where words were; the words stand on a layer that is not shown."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=BLACK)
    made.page.apply_redactions()
    layer = made.document.add_ocg("origineel", on=False)
    for box in boxes:
        made.page.insert_text((box.x0 + 1, box.y1 - 3), CANARY, fontname=FONT, fontsize=10, oc=layer)
    return made.done([Truth(box, "black") for box in boxes])


def cropped_page() -> Odd:
    """Black boxes over live words on a page of which a part is shown; a name stands beyond its edge."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK)
    made.write(CANARY, y=820)
    made.page.set_cropbox(pymupdf.Rect(40, 60, 560, 700))
    moved = [BBox(b.x0 - 40, b.y0 - 60, b.x1 - 40, b.y1 - 60) for b in boxes]
    return made.done([Truth(box, "black", recoverable=True) for box in moved])


def page_of_double_units() -> Odd:
    """Black boxes over live words on a page whose units are two points."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK)
    made.document.xref_set_key(made.page.xref, "UserUnit", "2")
    return made.done([Truth(box.scale(2), "black", recoverable=True) for box in boxes])


def turned_page() -> Odd:
    """Black boxes over live words on a page that is shown turned."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK)
    made.page.set_rotation(90)
    turned = [BBox(*(pymupdf.Rect(*box) * made.page.rotation_matrix).normalize()) for box in boxes]
    return made.done([Truth(box, "black", recoverable=True) for box in turned])


def _patch(made: Sheet, box: BBox, look: str) -> bytes:
    """A picture of what is in a box, made unreadable as image programs do."""
    pixmap = made.page.get_pixmap(dpi=150, clip=pymupdf.Rect(*box))
    picture = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    if look == "mosaic":
        size = picture.size
        picture = picture.resize((max(1, size[0] // 9), max(1, size[1] // 9)), Image.Resampling.BOX)
        picture = picture.resize(size, Image.Resampling.NEAREST)
    else:
        picture = picture.filter(ImageFilter.GaussianBlur(6))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _patched(look: str, live: bool) -> Odd:
    made = sheet().letter()
    boxes = made.boxes()
    patches = [_patch(made, box, look) for box in boxes]
    if not live:
        _remove(made, boxes)
    for box, patch in zip(boxes, patches, strict=True):
        made.page.insert_image(pymupdf.Rect(*box), stream=patch, keep_proportion=False)
    return made.done([Truth(box, "gray", recoverable=live) for box in boxes], hidden=(CANARY,) if live else ())


def mosaic_over_text() -> Odd:
    """A coarse mosaic of the words pasted over them, the words still there."""
    return _patched("mosaic", live=True)


def blur_over_text() -> Odd:
    """A blurred picture of the words pasted over them, the words still there."""
    return _patched("blur", live=True)


def mosaic_in_place_of_text() -> Odd:
    """A coarse mosaic of the words in their place."""
    return _patched("mosaic", live=False)


def blur_in_place_of_text() -> Odd:
    """A blurred picture of the words in their place."""
    return _patched("blur", live=False)


def black_highlight() -> Odd:
    """A text marker set to black over live words."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        note = made.page.add_highlight_annot(pymupdf.Rect(*box))
        note.set_colors(stroke=BLACK)
        note.update()
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def unapplied_over_lines() -> Odd:
    """One redaction, marked and never applied, with a box for each of two lines; words beside them are open."""
    made = sheet().letter()
    boxes = made.boxes()[:2]
    note = made.page.add_redact_annot(pymupdf.Rect(*boxes[0]) | pymupdf.Rect(*boxes[1]), fill=BLACK)
    corners = [v for b in boxes for v in (b.x0, HEIGHT - b.y0, b.x1, HEIGHT - b.y0, b.x0, HEIGHT - b.y1, b.x1, HEIGHT - b.y1)]  # fmt: skip
    numbers = " ".join(f"{value:.2f}" for value in corners)
    made.document.xref_set_key(note.xref, "QuadPoints", f"[{numbers}]")
    return made.done([Truth(box, "black", recoverable=True) for box in boxes], hidden=())


def coded_label_over_text() -> Odd:
    """Live words under a grey box on which a sentence names the ground."""
    made = sheet().letter()
    box = BBox(LEFT - 2, TOP + 0.2 * PITCH, 520, TOP + 5.4 * PITCH)
    made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=GRAY)
    made.page.insert_text((LEFT + 20, TOP + 3 * PITCH), "Weggelakt wegens artikel 5.1.2e Woo, alle namen", fontsize=9)
    return made.done([Truth(box, "gray", "5.1.2e", recoverable=True, words=70)])


def code_that_says_the_name() -> Odd:
    """Codes on black boxes whose text for copying is still the name."""
    made = sheet().letter()
    boxes = made.boxes()
    for box in boxes:
        made.page.add_redact_annot(pymupdf.Rect(*box), fill=BLACK)
    made.page.apply_redactions()
    made.page.insert_font(fontname=FONT)
    said = "".join(
        f"/Span <</ActualText ({CANARY})>> BDC BT 1 g /{FONT} 8 Tf {b.x0 + 3:.2f} {HEIGHT - b.y1 + 3:.2f} Td (5.1.2e) Tj ET EMC "
        for b in boxes
    )
    _paint(made, said)
    return made.done([Truth(box, "black", "5.1.2e") for box in boxes])


def field_in_its_own_colour() -> Odd:
    """Form fields whose black ground hides their black value."""
    made = sheet().letter([line.replace(CANARY, " " * 24) for line in LINES])
    boxes = [BBox(72, 300 + 30 * n, 200, 314 + 30 * n) for n in range(2)]
    for number, box in enumerate(boxes):
        made.write("Naam van de betrokkene staat hier", x=210, y=box.y1 - 3)
        field = pymupdf.Widget()
        field.field_name, field.field_type = f"naam{number}", pymupdf.PDF_WIDGET_TYPE_TEXT
        field.rect, field.fill_color, field.text_color = pymupdf.Rect(*box), BLACK, BLACK
        field.field_value = CANARY
        made.page.add_widget(field)
    return made.done([Truth(box, "black", recoverable=True) for box in boxes])


def rewritten(color: Sequence[float], kind: str) -> Odd:
    """A file that a program wrote again: the boxes where words were painted before all text."""
    made = sheet().letter()
    boxes = made.boxes()
    _remove(made, boxes)
    red, green, blue = color
    _paint(made, f"q {red} {green} {blue} rg " + "".join(f"{_rectangle(b)} f " for b in boxes) + "Q\n", first=True)
    return made.done([Truth(box, kind) for box in boxes], hidden=())


def rewritten_pale() -> Odd:
    """The same in pale grey."""
    return rewritten((0.85, 0.85, 0.85), "gray")


def rewritten_coloured() -> Odd:
    """The same in yellow."""
    return rewritten((1, 0.95, 0.3), "color")


def box_on_a_hidden_layer() -> Odd:
    """Black boxes on a layer that is not shown: every word reads."""
    made = sheet().letter()
    layer = made.document.add_ocg("concept", on=False)
    for box in made.boxes():
        made.page.draw_rect(pymupdf.Rect(*box), color=None, fill=BLACK, oc=layer)
    return made.done()


def pale_fields_in_a_form() -> Odd:
    """Pale boxes to be filled in, painted before the words around them, after labels and in a sentence."""
    made = sheet()
    pale = (0.88, 0.9, 0.95)
    for number in range(4):
        y = 200 + number * 24
        made.page.draw_rect(pymupdf.Rect(140, y - 10, 260, y + 3), color=None, fill=pale)
        made.write("Naam:", x=100, y=y)
        made.write("geboren op", x=270, y=y)
        made.page.draw_rect(pymupdf.Rect(330, y - 10, 420, y + 3), color=None, fill=pale)
    made.page.draw_rect(pymupdf.Rect(140, 340, 260, 353), color=None, fill=pale)
    made.write("Kwartelmans", x=142, y=350)
    made.letter(LINES[:4])
    return made.done()


def pattern_behind_text() -> Odd:
    """A patterned and a shaded band behind a heading, painted first."""
    made = sheet()
    band = BBox(60, 290, 540, 320)
    _add_resource(made, "Shading", "S0", _shading(made, band, 0.75, 1.0))
    _paint(made, f"q {_rectangle(band)} W n /S0 sh Q ")
    made.letter()
    made.write("Hoofdstuk over het onderhoud van de brug", y=310)
    return made.done()


def photo_in_a_letter() -> Odd:
    """A photo with soft skies between paragraphs, drawn last."""
    made = sheet().letter()
    wave = Image.radial_gradient("L").resize((300, 200)).convert("RGB")
    noise = Image.effect_noise((300, 200), 60).convert("RGB")
    buffer = io.BytesIO()
    Image.blend(wave, noise, 0.4).save(buffer, "PNG")
    made.page.insert_image(pymupdf.Rect(120, 300, 420, 500), stream=buffer.getvalue())
    return made.done()


def white_ground_with_margin() -> Odd:
    """A white ground that leaves the paper's edge free, painted before the text, and one more after a page number."""
    made = sheet()
    made.write("4", x=290, y=800)
    made.page.draw_rect(pymupdf.Rect(5, 5, 590, 780), color=None, fill=WHITE)
    return made.letter().done()


LIVE: tuple[Callable[[], Odd], ...] = (
    pattern_over_text, hatched_pattern_over_text, shading_over_text, soft_mask_over_text, form_over_text,
    turned_box_over_text, layer_over_text, cropped_page, page_of_double_units, turned_page, mosaic_over_text,
    blur_over_text, black_highlight, unapplied_over_lines, coded_label_over_text, field_in_its_own_colour,
)  # fmt: skip
GONE: tuple[Callable[[], Odd], ...] = (
    pattern_in_place_of_text, mosaic_in_place_of_text, blur_in_place_of_text, text_on_a_hidden_layer,
    code_that_says_the_name, rewritten_pale, rewritten_coloured,
)  # fmt: skip
OPEN: tuple[Callable[[], Odd], ...] = (
    box_on_a_hidden_layer, pale_fields_in_a_form, pattern_behind_text, photo_in_a_letter, white_ground_with_margin,
)  # fmt: skip
