"""Where documents begin within a file, and what pages say of themselves."""

import pytest

from tests.structure.placed import placed
from woo_gronden.structure.parts import find_parts
from woo_gronden.structure.parts_marks import read_marks

_TEXT = [(70.0, 300.0 + 20 * n, "gewone woorden van een bladzijde die doorloopt tot beneden") for n in range(20)]


def _starts(*pages, name="bundel.pdf"):
    return [part.page_start for part in find_parts(placed(*pages, name=name))]


def _page(top="", foot="", more=()):
    cells = [(70.0, 30.0, top)] if top else []
    return [*cells, *_TEXT, *more, *([(280.0, 800.0, foot)] if foot else [])]


@pytest.mark.parametrize(
    ("foot", "page", "pages"),
    [
        ("Pagina 3 van 7", 3, 7),
        ("3/7", 3, 7),
        ("blad 2 of 4", 2, 4),
        ("- 5 -", 5, 0),
        ("Pagina 12", 12, 0),
        # No page numbers.
        ("9 van 3", 0, 0),
        ("3/7/2021", 0, 0),
        ("versie 1.2 concept", 0, 0),
    ],
)
def test_page_numbers(foot, page, pages):
    document = placed(_page(foot=foot))
    marks = read_marks(document, document.pages[0])
    assert (marks.page, marks.pages) == (page, pages)


@pytest.mark.parametrize(
    ("stamp", "number"),
    [
        ("Document 4", "4"),
        ("Bijlage 12a", "12a"),
        ("Doc. nr. 7", "7"),
        ("Documentnummer: 3.1", "3.1"),
        ("stuk 4", "4"),
        ("00021", "00021"),
        ("03-004", "03-004"),
        ("WOO-000123", "WOO-000123"),
        # A title, a year, a telephone number.
        ("Bijlage 2 bij het jaarverslag", ""),
        ("2021", ""),
        ("070 000 0000", ""),
    ],
)
def test_document_numbers(stamp, number):
    document = placed(_page(top=stamp))
    assert read_marks(document, document.pages[0]).number == number


def test_one_document_is_one_part():
    assert _starts(*(_page(foot=f"Pagina {n} van 4") for n in range(1, 5))) == [1]
    assert _starts(*(_page(top="Jaarplan waterkeringen") for _ in range(5))) == [1]


def test_page_counts_that_begin_again():
    feet = ["Pagina 1 van 2", "Pagina 2 van 2", "Pagina 1 van 3", "Pagina 2 van 3", "Pagina 3 van 3"]
    assert _starts(*(_page(foot=foot) for foot in feet)) == [1, 3]


def test_document_numbers_that_change():
    stamps = ["Document 1", "Document 1", "Document 2", "Document 3", "Document 3"]
    assert _starts(*(_page(top=stamp) for stamp in stamps)) == [1, 3, 4]


def test_bates_numbers_do_not_divide():
    assert _starts(*(_page(top=f"0000{n}") for n in range(1, 6))) == [1]


def test_mails_one_after_the_other():
    head = [(70.0, 100.0 + 15 * n, text) for n, text in enumerate(["Van: afdeling", "Aan: bureau", "Onderwerp: peil"])]
    short = [*head, (70.0, 200.0, "Kort bericht.")]
    assert _starts(short, short, short) == [1, 2, 3]


def test_parts_are_all_pages_and_keep_their_numbers():
    document = placed(*(_page(top=stamp) for stamp in ("Document 1", "Document 2", "Document 2")))
    parts = find_parts(document)
    assert [(p.page_start, p.page_end, p.numbers) for p in parts] == [(1, 1, ("1",)), (2, 3, ("2", "2"))]
    assert parts[0].score == 1.0
    assert "document number changes" in parts[1].why
    assert find_parts(placed()) == ()


def test_a_title_is_no_head_of_a_mail_and_no_address():
    document = placed(
        [(70.0, 100.0, "Van: afdeling"), (70.0, 115.0, "post@gemeente.example"), (70.0, 130.0, "Peilbesluit")]
    )
    assert read_marks(document, document.pages[0]).top == "Peilbesluit"
