"""Documents to rows, boxes to grounds, grounds to passages; and what stays open."""

import pytest

from tests.dossier.rows import box, document, key, letter, part, passage, row
from woo_gronden.dossier import count_links, link, match_rows

_BESLUIT = document("besluit", "besluit", 2)
_ROWS = [
    row("1", "Verslag overleg waterkering", "woo:5.1.2e"),
    row("2", "Nota onderhoud gemaal", "woo:5.1.2b"),
    row("3", "Offerte schilderwerk bruggen"),
]


def _matched(documents, rows=_ROWS, parts=()):
    tables = {"documents": [_BESLUIT, *documents], "inventory": rows, "parts": list(parts)}
    return [(m.document_id, m.page_start, m.page_end, m.row and m.row["number"]) for m in match_rows(tables)]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("bijlage-2", "2"),
        ("doc-1-verslag", "1"),
        ("offerte-schilderwerk-bruggen", "3"),
        ("2024-01-01-nota-onderhoud-gemaal-def", "2"),
        # Files counted anew: the title is another row's, word for word.
        ("bijlage-1-offerte-schilderwerk-bruggen", "3"),
        # No such number; a title of which one short word is shared; a number with the title of another row, nearly.
        ("bijlage-9", None),
        ("foto-van-de-nota", None),
        ("bijlage-1-offerte-schilderwerk-bruggen-noord", None),
    ],
)
def test_a_file_and_its_row(name, number):
    assert _matched([document(name)]) == [(name, 1, 3, number)]


def test_letters_and_requests_are_no_released_documents():
    assert _matched([document("bijlage-1", "verzoek"), document("bijlage-2", "inventarislijst")]) == []


def test_two_rows_of_one_number():
    rows = [row("1", "Overeenkomst gegevens", at=1), row("1", "Werkinstructie afhandelen", at=2)]
    assert _matched([document("bijlage-1-werkinstructie-afhandelen")], rows)[0][3] == "1"
    matches = match_rows({"documents": [document("bijlage-1")], "inventory": rows})
    assert matches[0].row is None
    assert "which 2 rows have" in matches[0].evidence


def test_stamps_divide_a_bundle():
    parts = [part("bundel", 1, 5, ("00001", "00002", "", "00003", "00003"))]
    assert _matched([document("bundel", pages=5)], parts=parts) == [
        ("bundel", 1, 1, "1"),
        ("bundel", 2, 3, "2"),
        ("bundel", 4, 5, "3"),
    ]


def test_a_file_that_holds_several_rows_by_its_name():
    assert _matched(
        [document("bijlage-1-tot-en-met-3")], parts=[part("bijlage-1-tot-en-met-3", 1, 3, ("", "2", "2"))]
    ) == [
        ("bijlage-1-tot-en-met-3", 1, 1, None),
        ("bijlage-1-tot-en-met-3", 2, 3, "2"),
        ("bijlage-1-tot-en-met-3", 1, 3, "1"),
        ("bijlage-1-tot-en-met-3", 1, 3, "3"),
    ]
    tables = {"documents": [document("bijlage-1-tot-en-met-3")], "inventory": _ROWS}
    tables["redactions"] = [box("bijlage-1-tot-en-met-3", "5.1.2.e", "woo:5.1.2e")]
    # Which of the rows a box is of, the name does not say.
    assert [found.row for found in link(tables) if found.kind == "box"] == [None]


def test_a_list_without_numbers_is_counted_if_the_title_agrees():
    rows = [row("", "Landelijk bericht januari", at=1), row("", "Landelijk bericht februari", at=2)]
    assert _matched([document("bijlage-2-landelijk-bericht-februari")], rows)[0][3] == ""
    assert _matched([document("bijlage-2-heel-iets-anders")], rows)[0][3] is None


def test_the_only_document_and_the_only_row():
    assert _matched([document("geredigeerd")], _ROWS[:1])[0][3] == "1"
    assert _matched([document("geredigeerd"), document("nog-een")], _ROWS[:1])[0][3] is None


def test_a_box_from_code_to_passage():
    reason = passage("De namen van medewerkers zijn gelakt.", "woo:5.1.2e")
    tables = {
        "documents": [_BESLUIT, document("bijlage-1")],
        "decisions": [letter(applied=("woo:5.1.2e",))],
        "inventory": _ROWS,
        "legends": key("besluit", J="woo:5.1.2e", N="woo:5.1.2i"),
        "passages": [reason],
        "redactions": [
            box("bijlage-1", "J"),
            box("bijlage-1", "N", page=2),
            box("bijlage-1", "Q"),
            box("besluit", "J"),
        ],
    }
    links = [found for found in link(tables) if found.kind == "box"]
    assert [(x.box, x.ground, x.number, x.in_row, x.argued) for x in links] == [
        (1, "woo:5.1.2e", "1", True, True),
        (2, "woo:5.1.2i", "1", False, False),
        (3, "", "1", None, None),
    ]
    assert links[0].passages == (reason["passage_id"],)
    assert links[0].letter_id == "besluit"
    assert all(found.evidence for found in links)
    assert links[0].score < 1
    counts = count_links(link(tables))
    assert (counts["box"], counts["box without ground"], counts["document"]) == (3, 1, 1)


def test_two_letters_and_no_reason_to_choose():
    tables = {
        "documents": [document("bijlage-7")],
        "decisions": [letter("eerste"), letter("tweede"), letter("bericht", decision_type="verdaging")],
        "redactions": [box("bijlage-7", "5.1.2.e", "woo:5.1.2e")],
    }
    assert [found.letter_id for found in link(tables)] == [None, None]
    tables["passages"] = [passage("Reden.", "woo:5.1.2e", name="tweede")]
    assert [found.letter_id for found in link(tables)] == [None, "tweede"]


def test_a_paragraph_in_a_row_covers_its_letters():
    tables = {
        "documents": [_BESLUIT, document("bijlage-1")],
        "inventory": [row("1", "Verslag", "woo:5.1.2")],
        "redactions": [box("bijlage-1", "5.1.2.e", "woo:5.1.2e"), box("bijlage-1", "5.1.1.c", "woo:5.1.1c")],
    }
    assert [x.in_row for x in link(tables) if x.kind == "box"] == [True, False]


def test_an_empty_dossier():
    assert link({}) == ()


def test_numbers_that_count_anew_do_not_count():
    titles = ("Plan kade noord", "Plan kade zuid", "Plan brug noord", "Plan brug zuid", "Plan sluis west")
    rows = [row(str(at), title) for at, title in enumerate(titles, 1)]
    # Document 2 is withheld, and the files are numbered without it.
    names = (
        "bijlage-1-plan-kade-noord",
        "bijlage-2-plan-brug-noord",
        "bijlage-3-plan-brug-zuid",
        "bijlage-4-plan-sluis-west",
    )
    documents = [document(name) for name in (*names, "bijlage-5")]
    assert [number for *_, number in _matched(documents, rows)] == ["1", "3", "4", "5", "5"]
    documents = [document(name) for name in (*names, "bijlage-5-plan-brug")]
    assert [number for *_, number in _matched(documents, rows)] == ["1", "3", "4", "5", None]
