"""A file whose boxes hide a word that the rest of the file still says: metadata, notes, links, layers, fields."""

from __future__ import annotations

import pymupdf

from tests.sheets import BLACK, CANARY, FONT, Odd, Truth, sheet


def whispering_file() -> Odd:
    """Applied boxes; the name stands in every other place of the file that is not the page as it is seen."""
    made = sheet().letter()
    boxes, page, document = made.boxes(), made.page, made.document
    for box in boxes:
        page.add_redact_annot(pymupdf.Rect(*box), fill=BLACK)
    page.apply_redactions()
    document.set_metadata(dict.fromkeys(("title", "author", "subject", "keywords"), f"Brief aan {CANARY}"))
    document.set_xml_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><note>{CANARY}</note></x:xmpmeta>")
    document.set_toc([[1, f"Gesprek met {CANARY}", 1]])
    document.embfile_add("origineel.txt", f"De heer {CANARY}".encode(), desc=f"brief van {CANARY}")
    page.add_text_annot((300, 300), f"hier stond {CANARY}", icon="Note")
    page.add_file_annot((320, 300), CANARY.encode(), "stuk.txt", desc=f"stuk van {CANARY}")
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(*boxes[0]), "uri": f"mailto:{CANARY}@voorbeeld.nl"}
    )
    layer = document.add_ocg(f"laag van {CANARY}", on=False)
    page.insert_text((72, 600), f"De heer {CANARY}", fontname=FONT, fontsize=10, oc=layer)
    field = pymupdf.Widget()
    field.field_name, field.field_type, field.field_label = "naam", pymupdf.PDF_WIDGET_TYPE_TEXT, f"naam: {CANARY}"
    field.rect, field.field_value, field.field_display = pymupdf.Rect(72, 400, 200, 416), CANARY, 1
    page.add_widget(field)
    _say_it_in_tags(document, page)
    return made.done([Truth(box, "black") for box in boxes])


def _say_it_in_tags(document: pymupdf.Document, page: pymupdf.Page) -> None:
    """Marked content with the name as its alternative text and its expansion, and a tree of tags with both."""
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    drawn = f"/Figure <</MCID 0 /Alt ({CANARY}) /E ({CANARY})>> BDC 0.5 g 300 200 40 2 re f EMC"
    document.update_stream(xref, drawn.encode())
    numbers = " ".join(f"{number} 0 R" for number in [*page.get_contents(), xref])
    document.xref_set_key(page.xref, "Contents", f"[{numbers}]")
    tree = document.get_new_xref()
    document.update_object(
        tree,
        f"<</Type/StructTreeRoot/K<</Type/StructElem/S/Figure/T({CANARY})/Alt({CANARY})/ActualText({CANARY})/Pg {page.xref} 0 R/K 0>>>>",
    )
    document.xref_set_key(document.pdf_catalog(), "StructTreeRoot", f"{tree} 0 R")
