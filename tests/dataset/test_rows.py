"""What a document adds to the tables."""

from __future__ import annotations

from woo_gronden.dataset import rows_of
from woo_gronden.schema import BBox, Document, Extent, Extraction, Page, Redaction


def _redaction(page: int, recoverable: bool) -> Redaction:
    return Redaction(page, BBox(0, 0, 9, 9), 595, 842, "black", ("shape",), 0.9, text_recoverable=recoverable)


def test_a_row_for_every_page_says_how_much_of_it_is_gone() -> None:
    pages = tuple(Page(number, 595, 842, "native", (), ()) for number in (1, 2))
    document = Document("a", "a.pdf", "", "", 0, pages, ())
    extents = (Extent(0.25, 12.04, 9.0, 15.0, 40, 2), Extent(0.0, 0.0, 0.0, 0.0, 0, 0))
    read = Extraction(
        document, "overig", redactions=(_redaction(1, True), _redaction(1, False)), extent=extents[0], extents=extents
    )
    first, second = rows_of(read, dossier_id="d")["pages"]
    assert (first["page"], first["redactions"], first["recoverable"]) == (1, 2, 1)
    assert (first["redacted_share"], first["words_redacted"], first["words_redacted_low"]) == (0.25, 12.0, 9.0)
    assert (second["page"], second["redactions"], second["words_redacted_high"]) == (2, 0, 0.0)
