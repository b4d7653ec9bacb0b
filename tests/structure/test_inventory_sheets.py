"""Lists of documents as a spreadsheet: exports of review software, a ministry's platform, lists made by hand."""

from __future__ import annotations

import pytest

from tests.structure.test_inventory import grounds
from woo_gronden.structure.inventory_sheets import find_inventory_rows, parse_sheet_date


def test_a_spreadsheet() -> None:
    rows = [["Overzicht"], ["ID", "Document", "Datum", "Beoordeling", "Beoordelingsgrond"],
            ["12", "Nota", "3-1-2020", "Deels Openbaar", "5.1.2e; 5.1.2i"], ["", "", "", "", ""],
            ["13", "Mail", "", "Reeds Openbaar", ""]]  # fmt: skip
    found = find_inventory_rows(rows, grounds)
    assert [(i.row, i.number, i.title, str(i.date), i.assessment, i.grounds) for i in found] == [
        (1, "12", "Nota", "2020-01-03", "deels openbaar", ("woo:5.1.2e", "woo:5.1.2i")),
        (2, "13", "Mail", "None", "reeds openbaar", ()),
    ]


def test_a_spreadsheet_without_a_header_is_no_list() -> None:
    assert find_inventory_rows([["1", "2"], ["appels", "peren"]], grounds) == ()


# What it is, its rows, and number, title, day, assessment and grounds of what is read in them.
Found = tuple[str, str, str, str | None, tuple[str, ...]]
LISTS: list[tuple[str, list[list[str]], list[Found]]] = [
    (
        "an export of ZyLAB: American dates, columns of its own",
        [["ID", "Family ID", "Email Thread ID", "Document", "File type", "Datum", "Beoordeling", "TAGMULTI006", "TAG015", "Matter", "X_17"],
         ["1106947", "982509", "982509", "Briefing.docx", "Word", "12/7/2020 9:51 AM UTC", "Gedeeltelijk openbaar", "5.1.1c; 5.1.2e", "", "17", "a"],
         ["1106948", "982509", "", "Mail.msg", "Email", "1/30/2021 11:00 PM UTC", "Geen openbaarmaking", "5.1.2i", "Yes", "17", "b"]],
        [("1106947", "Briefing.docx", "2020-12-07", "deels openbaar", ("woo:5.1.1c", "woo:5.1.2e")),
         ("1106948", "Mail.msg", "2021-01-30", "niet openbaar", ("woo:5.1.2i",))],
    ),
    (
        "the list of a ministry's platform",
        [["Document ID", "Document naam", "Bestandsnaam", "Beoordeling", "Beoordelingsgrond", "Toelichting", "Publieke link",
          "Locatie open.voorbeeld.nl", "Opgeschort", "Definitief ID"],
         ["100", "Nota over duiven", "nota.pdf", "Deelsopenbaar", "5.1.2e", "", "", "https://open.voorbeeld.nl/1", "", "d-100"],
         ["101", "Kamerbrief", "brief.pdf", "Reeds openbaar", "", "", "https://voorbeeld.nl", "", "", "d-101"]],
        [("100", "Nota over duiven", "None", "deels openbaar", ("woo:5.1.2e",)), ("101", "Kamerbrief", "None", "reeds openbaar", ())],
    ),
    (
        "a title and a remark above the header, dates without format, headings between rows, a second sheet",
        [["Inventarislijst verzoek 12"], ["peildatum", "1-2-2024"], ["Nr.", "Omschrijving", "Datum", "Oordeel", "Grondslag"],
         ["Map A"], ["1", "Besluit", "45123", "Openbaar", ""], ["2", "Openbaar verslag", "20231005", "Niet openbaar", "5.1.2e"],
         ["Nr.", "Omschrijving", "Oordeel"], ["3", "Bijlage", "Reeds openbaar"]],
        [("1", "Besluit", "2023-07-16", "openbaar", ()), ("2", "Openbaar verslag", "2023-10-05", "niet openbaar", ("woo:5.1.2e",)),
         ("3", "Bijlage", "None", "reeds openbaar", ())],
    ),
    (
        "cells merged over the rows of one document, columns to tick",
        [["Nr", "Document", "Openbaar", "Deels", "Niet", "Grond"], ["1", "Nota", "", "x", "", "5.1.2e"], ["1", "Nota", "", "x", "", "5.1.2i"],
         ["2", "Nota", "x", "", "", ""]],
        [("1", "Nota", "None", "deels openbaar", ("woo:5.1.2e", "woo:5.1.2i")), ("2", "Nota", "None", "openbaar", ())],
    ),
    ("a key to codes", [["Code", "Artikel", "Omschrijving"], ["A", "5.1.2e", "privacy"]], []),
    ("numbers under a title", [["Onderwerp", "Aantal"], ["1", "2"]], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [pytest.param(*case[1:], id=case[0]) for case in LISTS])
def test_lists(rows: list[list[str]], expected: list[Found]) -> None:
    found = [(i.number, i.title, str(i.date), i.assessment, i.grounds) for i in find_inventory_rows(rows, grounds)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45123", "2023-07-16"), ("45123.75", "2023-07-16"), ("20231005", "2023-10-05"), ("5-10-2023", "2023-10-05"),
        ("05/10/2023 13:00", "2023-10-05"), ("10/5/2023 1:00 PM", "2023-10-05"), ("2023-10-05T13:00:00Z", "2023-10-05"),
        ("20231399", "None"), ("13/13/2023 1:00 PM", "None"), ("12", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_days_of_cells(text: str, expected: str) -> None:
    assert str(parse_sheet_date(text)) == expected
