"""Lists of documents: tables of many shapes, lines without columns, prose, spreadsheets; and what is no list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.structure.placed import placed, table
from woo_gronden.schema import BBox, Document, InventoryItem, Page
from woo_gronden.structure.inventory import find_inventory
from woo_gronden.structure.inventory_cells import parse_assessment, parse_cell_grounds, parse_number


def grounds(text: str) -> tuple[str, ...]:
    """Stands in for the citation finder: codes such as 5.1.2e and 10.2.e, and "artikel 11"."""
    codes = [
        ("woo:" if c.startswith("5") else "wob:") + re.sub(r"\.(?=[a-i])", "", c)
        for c in re.findall(r"(?:5\.1\.\d|10\.\d)\.?[a-i]", text)
    ]
    return (*codes, *(["wob:11"] if text == "artikel 11" else []))


def items(
    document: Document, legend: dict[str, tuple[str, ...]] | None = None
) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    return [(i.number, i.title, i.assessment, i.grounds) for i in find_inventory(document, grounds, legend)]


HEAD = ["Nr.", "Document", "Beoordeling", "Grondslag"]
COLUMNS = (60.0, 95.0, 300.0, 420.0)
NOTE = ("1", "Nota aan de raad", "Deels openbaar", ("woo:5.1.2e",))
MAIL = ("2", "Mailwisseling", "Openbaar", ())


def test_a_table_without_rules() -> None:
    rows = [HEAD, ["1", "Nota aan de raad", "Deels openbaar", "5.1.2e"], ["2", "Mailwisseling", "Openbaar", ""]]
    found = items(placed(table(COLUMNS, rows)))
    assert found == [
        ("1", "Nota aan de raad", "deels openbaar", ("woo:5.1.2e",)),
        ("2", "Mailwisseling", "openbaar", ()),
    ]


def test_wrapped_cells_and_a_second_page_with_the_header_again() -> None:
    one = table(
        COLUMNS, [HEAD, ["1", "Nota aan de raad|over de haven", "Gedeeltelijk|openbaar", "5.1.2e|5.1.2i"]], pitch=24
    )
    two = table(COLUMNS, [HEAD, ["2", "Mailwisseling", "Niet openbaar", "5.1.1c"]])
    assert items(placed(one, two)) == [
        ("1", "Nota aan de raad over de haven", "deels openbaar", ("woo:5.1.2e", "woo:5.1.2i")),
        ("2", "Mailwisseling", "niet openbaar", ("woo:5.1.1c",)),
    ]


def test_a_table_goes_on_without_its_header_and_stops_at_the_letter() -> None:
    one = table(COLUMNS, [HEAD, ["1", "Nota", "Openbaar", ""]])
    two = [
        *table(COLUMNS, [["2", "Mail", "Openbaar", ""]]),
        (60.0, 140.0, "Overwegingen"),
        (60.0, 154.0, "1. Het belang weegt."),
    ]
    assert [i[0] for i in items(placed(one, two))] == ["1", "2"]


def test_numbers_in_the_middle_of_their_rows() -> None:
    cells = [
        (60.0, 100.0, "ID"),
        (110.0, 100.0, "Documentnaam"),
        (300.0, 100.0, "Beoordeling"),
        (400.0, 100.0, "Grond"),
    ]
    for n in range(3):
        y = 120.0 + 40 * n
        cells += [
            (60.0, y + 5, f"100{n}"),
            (110.0, y + 5, f"Stuk {n}"),
            (300.0, y, "Deels"),
            (300.0, y + 10, "Openbaar"),
            (400.0, y + 5, "10.2.e, 11"),
        ]
    assert items(placed(cells))[1] == ("1001", "Stuk 1", "deels openbaar", ("wob:10.2e", "wob:11"))


def test_ticked_columns() -> None:
    rows = [
        ["Nr", "Document", "Openbaar", "Deels", "Niet"],
        ["1", "Nota", "", "X", ""],
        ["2", "Mail", "x", "", ""],
        ["3", "Memo", "", "", "X"],
    ]
    assert [i[2] for i in items(placed(table((60, 90, 300, 380, 450), rows)))] == [
        "deels openbaar",
        "openbaar",
        "niet openbaar",
    ]


def test_columns_headed_by_grounds() -> None:
    rows = [["DOC", "OMSCHRIJVING", "10.2.d", "10.2.e"], ["1", "klacht", "x", "x"], ["2", "brief", "", "x"]]
    found = [i[3] for i in items(placed(table((60, 100, 300, 380), rows)))]
    assert found == [("wob:10.2d", "wob:10.2e"), ("wob:10.2e",)]


def test_codes_stamped_on_a_letterhead_head_no_list() -> None:
    cells = [
        (60.0, 100.0, "Betreft"),
        (200.0, 100.0, "10.2.e"),
        (300.0, 100.0, "10.2.e"),
        (60.0, 114.0, "Geachte 10.2.e"),
    ]
    assert items(placed(cells)) == []


def test_letters_of_the_legend() -> None:
    rows = [HEAD, ["1", "Nota", "Deels openbaar", "E, J"], ["2", "Mail", "Deels openbaar", "J"]]
    key = {"E": ("woo:5.1.1e",), "J": ("woo:5.1.2e",)}
    assert [i[3] for i in items(placed(table(COLUMNS, rows)), key)] == [("woo:5.1.1e", "woo:5.1.2e"), ("woo:5.1.2e",)]


def test_grounds_in_a_column_with_an_unknown_header() -> None:
    rows = [
        ["Nr.", "Document", "Beoordeling", "Iets"],
        ["1", "Nota", "Deels openbaar", "10.2.e"],
        ["2", "Mail", "Deels openbaar", "10.2.e"],
    ]
    rows[0][3] = "Opmerkingen"
    assert [i[3] for i in items(placed(table(COLUMNS, rows)))] == [("wob:10.2e",), ("wob:10.2e",)]


def test_lines_whose_columns_are_lost() -> None:
    lines = [
        (60.0, "Nr. Documentnaam Beoordeling"), (60.0, "1. Handboek over de Deels openbaar, geweigerd"),
        (90.0, "haven op grond van artikel 5.1"), (300.0, "5.1.2e"), (60.0, "2. Mail Reeds openbaar"), (60.0, "Overwegingen"),
    ]  # fmt: skip
    cells = [(x, 100.0 + 14 * n, text) for n, (x, text) in enumerate(lines)]
    assert items(placed(cells)) == [
        ("1", "Handboek over de haven", "deels openbaar", ("woo:5.1.2e",)),
        ("2", "Mail", "reeds openbaar", ()),
    ]


def test_annexes_named_in_prose() -> None:
    lines = [
        "Ik maak openbaar:",
        "Bijlage 1: “Proces beoordelen”.",
        "Bijlage 2: “Kaart”. Op grond van 5.1.2e zijn namen weg.",
    ]
    found = items(placed([(60, 100 + 14 * n, line) for n, line in enumerate(lines)]))
    assert found == [("1", "Proces beoordelen", "openbaar", ()), ("2", "Kaart", "deels openbaar", ("woo:5.1.2e",))]


@pytest.mark.parametrize(
    "lines",
    [
        ("U vraagt om de volgende documenten:", "1. Nota", "2. Mail"),
        ("Bijlage 1: Relevante artikelen uit de Woo", "Bijlage 2: Inventarislijst"),
        ("Onderwerp Uw kenmerk", "Besluit op uw verzoek", "Geachte heer,"),
        ("Ik heb besloten de documenten 1 tot en met 4 openbaar te maken.", "Overwegingen"),
        ("Artikel 10", "1. Het verstrekken blijft achterwege", "2. Het belang"),
    ],
)
def test_no_list(lines: tuple[str, ...]) -> None:
    assert items(placed([(60, 100 + 14 * n, line) for n, line in enumerate(lines)])) == []


def test_rows_say_where_they_stand() -> None:
    document = placed([(60, 60, "Geachte")], table(COLUMNS, [HEAD, ["1", "Nota", "Openbaar", ""]]))
    (item,) = find_inventory(document, grounds)
    assert isinstance(item, InventoryItem)
    assert item.page == 2
    assert item.bbox is not None
    assert item.bbox.x0 == 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niet openbaar", "niet openbaar"), ("Deels niet openbaar", "deels openbaar"), ("ged. openbaar", "deels openbaar"),
        ("Volledig openbaar", "openbaar"), ("Al openbaar", "reeds openbaar"), ("Geweigerd", "niet openbaar"),
        ("Wachten op zienswijze", None), ("", None), ("Buiten verzoek", None),
    ],
)  # fmt: skip
def test_assessments(text: str, expected: str | None) -> None:
    assert parse_assessment(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.", "1"),
        ("7a", "7a"),
        ("[2", "2"),
        ("3-a", "3-a"),
        ("1,", "1"),
        ("10399", "10399"),
        ("2*", "2"),
        ("Nota", None),
        ("3 mei", None),
    ],
)
def test_numbers(text: str, expected: str | None) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize("number", ["ID", "#", "Docnr", "Nr."])
def test_heads_of_the_number(number: str) -> None:
    rows = [[number, "Stuk", "Besluit", "Artikel"], ["1", "Nota aan de raad", "deels openbaar", "5.1.2e"],
            ["2", "Mailwisseling", "openbaar", ""]]  # fmt: skip
    assert items(placed(table(COLUMNS, rows))) == [
        ("1", "Nota aan de raad", "deels openbaar", ("woo:5.1.2e",)),
        ("2", "Mailwisseling", "openbaar", ()),
    ]


def test_columns_to_tick_with_codes_of_a_key() -> None:
    rows = [["Nr.", "Document", "Open", "Deels", "Niet", "Code"], ["1", "Nota", "", "X", "", "J"],
            ["2", "Mail", "X", "", "", ""], ["3", "Kaart", "", "", "X", "H"]]  # fmt: skip
    found = items(
        placed(table((60, 95, 250, 300, 350, 400), rows)), {"J": ("woo:5.1.2e",), "H": ("woo:5.1.2c",)}
    )  # fmt: skip
    assert found == [
        ("1", "Nota", "deels openbaar", ("woo:5.1.2e",)),
        ("2", "Mail", "openbaar", ()),
        ("3", "Kaart", "niet openbaar", ("woo:5.1.2c",)),
    ]


def test_what_is_decided_on_objection_counts() -> None:
    rows = [["ID", "Document", "Primair besluit", "Na bezwaar", "Grond"], ["1", "Nota", "Niet openbaar", "Deels openbaar", "5.1.2e"],
            ["2", "Mail", "Deels openbaar", "Openbaar", ""]]  # fmt: skip
    found = items(placed(table((60, 95, 250, 350, 450), rows)))
    assert [row[2] for row in found] == ["deels openbaar", "openbaar"]


def test_a_key_to_codes_is_no_list() -> None:
    rows = [
        ["Code", "Artikel", "Omschrijving"],
        ["J", "5.1.2e", "persoonlijke levenssfeer"],
        ["H", "5.1.2c", "opsporing"],
    ]
    assert items(placed(table((60, 120, 220), rows))) == []


def test_headings_over_the_reasons_for_each_document_are_no_list() -> None:
    why = " ".join(["Hierin staat wat wij met de aannemer hebben besproken."] * 8)
    lines = ["Document 1: de offerte", why, "Document 2: de raming", why]
    assert items(placed([(60.0, 60 + 14 * n, line) for n, line in enumerate(lines)])) == []


def test_numbers_that_recognition_lost_are_counted() -> None:
    rows = [HEAD, ["", "Nota aan de raad", "Deels openbaar", "5.1.2e"], ["2", "Mailwisseling", "Openbaar", ""],
            ["3", "Brief", "Openbaar", ""], ["+", "Kaart", "Openbaar", ""]]  # fmt: skip
    found = find_inventory(placed(table(COLUMNS, rows)), grounds)
    assert [row.number for row in found] == ["1", "2", "3", "4"]
    assert [row.method for row in found] == ["table:counted", "table", "table", "table:counted"]


def test_numbers_that_jump_are_not_counted() -> None:
    rows = [HEAD, ["", "Nota aan de raad", "Deels openbaar", "5.1.2e"], ["7", "Mailwisseling", "Openbaar", ""],
            ["9", "Brief", "Openbaar", ""]]  # fmt: skip
    assert [row.number for row in find_inventory(placed(table(COLUMNS, rows)), grounds)] == ["", "7", "9"]


def test_a_short_table_above_a_long_letter_keeps_its_columns() -> None:
    prose = (
        "Wij hebben de stukken bekeken en daarbij het belang van de openbaarheid steeds voorop gesteld in onze weging."
    )
    rows = [HEAD, ["1", "Nota aan de raad", "Deels openbaar", "5.1.2e"], ["2", "Mailwisseling", "Openbaar", ""]]
    lines = [(60.0, 170 + 14 * n, prose) for n in range(30)]
    assert items(placed([*table(COLUMNS, rows), *lines])) == [
        ("1", "Nota aan de raad", "deels openbaar", ("woo:5.1.2e",)),
        ("2", "Mailwisseling", "openbaar", ()),
    ]


def test_numbered_rows_left_empty_name_no_document() -> None:
    rows = [HEAD, ["1", "Nota aan de raad", "Deels openbaar", "5.1.2e"], ["2", "", "", ""], ["3", "", "", ""]]
    assert [row.number for row in find_inventory(placed(table(COLUMNS, rows)), grounds)] == ["1"]


def flow(*lines: tuple[float, str]) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """What is read of lines whose columns are lost: each (left edge, text)."""
    return items(placed([(x, 100 + 14 * n, text) for n, (x, text) in enumerate(lines)]))


HEADER = (60.0, "Nr. Documentnaam Beoordeling")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # An O and a dash are words within a title, and marks of a rule beside a bar.
        ([HEADER, (60, "1. Notitie WW O en O Openbaar"), (60, "2. Inkomsten — Handboek Openbaar |")],
         [("1", "Notitie WW O en O", "openbaar"), ("2", "Inkomsten — Handboek", "openbaar")]),
        # "(reeds openbaar)" ends a wrapped title: the next number is the next one.
        ([HEADER, (60, "1 Kamerbrief over de regeling Reeds openbaar"), (86, "vaststelling (reeds openbaar)"), (60, "2 Nota Openbaar")],
         [("1", "Kamerbrief over de regeling vaststelling (reeds openbaar)", "reeds openbaar"), ("2", "Nota", "openbaar")]),
        # The assessment came first.
        ([HEADER, (60, "1 Openbaar Wetsuitleg over de hoogte"), (86, "vervolguitkering"), (60, "2 Tabellen Openbaar")],
         [("1", "Wetsuitleg over de hoogte vervolguitkering", "openbaar"), ("2", "Tabellen", "openbaar")]),
        # The only row, its number lost to a rule; the first row before a 2.
        ([HEADER, (60, "Li | Gebruik van gegevens Openbaar")], [("1", "Gebruik van gegevens", "openbaar")]),
        ([HEADER, (160, "Handboek inkomen Openbaar"), (60, "2 Handboek loon Openbaar")],
         [("1", "Handboek inkomen", "openbaar"), ("2", "Handboek loon", "openbaar")]),
        # Numbers that never were in the text layer.
        ([HEADER, (160, "Verwerken inkomsten Openbaar"), (160, "Handboek"), (160, "Registreren Openbaar"), (160, "inkomsten in UZS")],
         [("1", "Verwerken inkomsten Handboek", "openbaar"), ("2", "Registreren inkomsten in UZS", "openbaar")]),
        # A header that recognition destroyed, behind the sentence that announces the list; and such a sentence alone.
        ([(60, "De volgende documenten zijn aangetroffen."), (60, "IIĲ"), (160, "Raamovereenkomst Deels openbaar (5.1.2.e)"),
          (160, "voor perceel 1"), (160, "Bijlage Openbaar"), (60, "3 Inkoopkader Openbaar")],
         [("1", "Raamovereenkomst voor perceel 1", "deels openbaar"), ("2", "Bijlage", "openbaar"), ("3", "Inkoopkader", "openbaar")]),
        ([(60, "De volgende documenten zijn aangetroffen."), (60, "Die maak ik met dit besluit volledig openbaar."),
          (60, "De overige stukken zijn al openbaar.")], []),
        # Number and name alone.
        ([(60, "Nr. Documentnaam"), (60, "1 Wetsuitleg werkloosheid"), (60, "Overwegingen")], [("1", "Wetsuitleg werkloosheid", None)]),
        ([(60, "Nr. Documentnaam"), (60, "is niet bekend bij ons.")], []),
    ],
)  # fmt: skip
def test_lines_without_columns(lines: list[tuple[float, str]], expected: list[tuple[str, str, str | None]]) -> None:
    assert [(number, title, assessment) for number, title, assessment, _ in flow(*lines)] == expected


def test_words_of_recognition_are_lower_than_those_of_a_text_layer() -> None:
    document = placed([(60, 100, "Nr. Documentnaam Beoordeling"), (60, 114, "1 Handboek loon en inkomen Openbaar")])

    def ink(page: Page) -> Page:
        words = tuple(
            w._replace(bbox=BBox(w.bbox.x0, w.bbox.y0 + 3, w.bbox.x1 - 0.5, w.bbox.y1 - 1)) for w in page.words
        )
        return replace(page, text_source="ocr", words=words)

    scanned = replace(document, pages=tuple(ink(page) for page in document.pages))
    assert items(scanned) == items(document) == [("1", "Handboek loon en inkomen", "openbaar", ())]


def test_columns_that_run_together_in_some_rows() -> None:
    rows = [
        ["Nr.", "Documentnaam", "Beoordeling"],
        ["1", "Verslag", "Openbaar"],
        ["3", "Advies", "Gedeeltelijk openbaar"],
    ]
    cells = table((60.0, 95.0, 300.0), rows, pitch=28.0)
    cells.append((60, 142, "2 Vragenlijst Openbaar"))
    cells.append((60, 170, "4 Mail aan Gedeeltelijk partij openbaar"))
    assert [row[:3] for row in items(placed(cells))] == [
        ("1", "Verslag", "openbaar"), ("2", "Vragenlijst", "openbaar"), ("3", "Advies", "deels openbaar"),
        ("4", "Mail aan partij", "deels openbaar"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("lid 2 sub e/fen sub i", "lid 2 sub e/f en sub i"),
        ("lid 2 sube enf", "lid 2 sub e en f"),
        ("lid 2 sub e en f", "lid 2 sub e en f"),
        ("onder e", "onder e"),
    ],
)
def test_letters_stuck_to_words_of_a_cell(text: str, spread: str) -> None:
    seen: list[str] = []
    parse_cell_grounds(text, lambda cell: seen.append(cell) or (), {})
    assert seen == [spread]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [(("1", "2", "3", ""), ["1", "2", "3", "4"]), (("1", ""), ["1", ""]), (("1", "2", "", ""), ["1", "2", "", ""])],
)
def test_the_last_number_of_a_list(numbers: tuple[str, ...], expected: list[str]) -> None:
    rows = [[number, f"Nota {'abcd'[n]}", "Deels openbaar", "5.1.2e"] for n, number in enumerate(numbers)]
    assert [number for number, *_ in items(placed(table(COLUMNS, [HEAD, *rows])))] == expected
