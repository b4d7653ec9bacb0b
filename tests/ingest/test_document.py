from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.papers import PROSE, Paper, check_offsets, paragraphs, read, wrapped
from woo_gronden.ingest import build_document
from woo_gronden.schema import BBox, RawPage, RawWord

LEFT, TOP = 79, 150


def test_paragraphs_are_parted_by_space_headings_and_list_marks(tmp_path: Path) -> None:
    paper = Paper()
    y = paper.lines(LEFT, TOP, ["Overwegingen"], bold=True)
    y = paper.lines(LEFT, y, wrapped(PROSE, 75)) + 14
    y = paper.lines(LEFT, y, wrapped(PROSE, 75))
    y = paper.lines(LEFT, y, ["1. Het eerste stuk dat is gevraagd;", "2. Het tweede stuk."])
    y = paper.lines(LEFT, y, ["Wijze van openbaarmaking"])
    paper.lines(LEFT, y, wrapped(PROSE, 75))
    document = read(paper.save(tmp_path))
    check_offsets(document)
    assert paragraphs(document) == [
        "Overwegingen", PROSE, PROSE, "1. Het eerste stuk dat is gevraagd;", "2. Het tweede stuk.",
        "Wijze van openbaarmaking", PROSE,
    ]  # fmt: skip


def test_a_sentence_reads_on_over_a_page_past_furniture_and_footnotes(tmp_path: Path) -> None:
    paper = Paper()
    lines = wrapped(PROSE, 75)
    for number in (1, 2, 3):
        paper.lines(LEFT, 40, ["Dienst Bruggen en Wegen"], size=7)
        paper.lines(480, 800, [f"Pagina {number} van 3"], size=7)
        paper.lines(LEFT, TOP, wrapped(PROSE, 75) if number != 2 else lines[2:])
        if number == 1:
            paper.lines(LEFT, 600, wrapped(PROSE, 75)[:2])
            paper.lines(LEFT, 720, ["1  Zie het verslag van maart."], size=7)
        if number < 3:
            paper.new()
    document = read(paper.save(tmp_path))
    check_offsets(document)
    assert paragraphs(document) == [PROSE, PROSE, "1 Zie het verslag van maart.", PROSE]
    assert paragraphs(document, "header") == ["Dienst Bruggen en Wegen"] * 3
    assert paragraphs(document, "page_number") == [f"Pagina {number} van 3" for number in (1, 2, 3)]
    start = document.text.index(PROSE, len(PROSE))
    assert document.pages_of(start, start + len(PROSE)) == (1, 2)


def test_the_side_block_is_margin_and_does_not_run_through_the_lines(tmp_path: Path) -> None:
    paper = Paper()
    lines = [*wrapped(PROSE, 72), *wrapped(PROSE, 72)]
    paper.lines(LEFT, TOP, lines)
    paper.lines(470, TOP + 2, ["Directie Beheer", "Afdeling Recht", "Ons kenmerk", "2023-0047"], size=6.5, pitch=9)
    document = read(paper.save(tmp_path))
    assert document.body.replace("\n", " ").strip() == f"{PROSE} {PROSE}"
    assert "Ons kenmerk" in paragraphs(document, "margin")[-2]
    assert "2023-0047" in paragraphs(document, "margin")[-1]


def test_labels_and_values_stand_on_one_line(tmp_path: Path) -> None:
    paper = Paper()
    for y, label, value in (
        (200, "Datum", "3 mei 2023"),
        (214, "Ons kenmerk", "B/23/118"),
        (228, "Onderwerp", "Besluit"),
    ):
        paper.lines(LEFT, y, [label], size=8)
        paper.lines(LEFT + 90, y, [value])
    paper.lines(LEFT, 300, wrapped(PROSE, 75))
    assert paragraphs(read(paper.save(tmp_path)))[:3] == [
        "Datum 3 mei 2023",
        "Ons kenmerk B/23/118",
        "Onderwerp Besluit",
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    paper = Paper()
    first, second = PROSE, PROSE.replace("gemeente", "provincie")
    paper.lines(60, 80, ["Een artikel in twee kolommen over wegen en bruggen en over het beheer daarvan"])
    paper.lines(60, 120, wrapped(first, 44))
    paper.lines(310, 120, wrapped(second, 44))
    assert paragraphs(read(paper.save(tmp_path)))[1:] == [first, second]


def test_rows_of_a_table_stay_rows(tmp_path: Path) -> None:
    paper = Paper()
    for row, cells in enumerate(
        (
            ("Nr.", "Document", "Beoordeling", "Grond"),
            ("1", "Verslag", "Openbaar", ""),
            ("2", "Nota", "Deels", "5.1.2e"),
        )
    ):
        for column, cell in enumerate(cells):
            paper.lines(60 + 120 * column, 100 + 20 * row, [cell])
    assert paragraphs(read(paper.save(tmp_path))) == [
        "Nr. Document Beoordeling Grond", "1 Verslag Openbaar", "2 Nota Deels 5.1.2e",
    ]  # fmt: skip


def test_a_page_on_its_side_is_read_along_its_lines(tmp_path: Path) -> None:
    paper = Paper()
    for number, line in enumerate(wrapped(PROSE, 75)):
        paper.page.insert_text((150 + 14 * number, 700), line, fontsize=10, rotate=90)
    document = read(paper.save(tmp_path))
    assert document.body.strip() == PROSE
    word = document.pages[0].words[0]
    assert word.bbox.height > word.bbox.width or word.text == "De"
    assert word.bbox.x0 == pytest.approx(140, abs=6)


def test_a_rotated_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    paper = Paper()
    for number, line in enumerate(wrapped(PROSE, 75)):
        paper.page.insert_text((150 + 14 * number, 700), line, fontsize=10, rotate=90)
    paper.page.set_rotation(90)
    document = read(paper.save(tmp_path))
    assert document.body.strip() == PROSE
    assert document.pages[0].words[0].bbox.y0 < 200


HYPHENS = [
    ("de stukken zijn open-", "baar gemaakt door ons", "openbaar gemaakt"),
    ("op grond van uw Wob-", "verzoek van vorige week", "Wob-verzoek van"),
    ("op grond van uw WOO-", "verzoek van vorige week", "WOO-verzoek van"),
    ("er is een wob-", "verzoek gedaan over de brug", "wob-verzoek gedaan"),
    ("ook de e-", "mail van vorige week is", "e-mail van"),
    ("het loket is wob-", "loket@gemeente.example", "wob-loket@gemeente.example"),
    ("de openbaarheids-", "en privacybelangen zijn", "openbaarheids- en privacybelangen"),
    ("de stad Noord-", "Holland en haar buren", "Noord-Holland en"),
    ("de jaren 2019-", "2021 zijn gevraagd door u", "2019-2021 zijn"),
    ("zie de woo-coördinator en de woo-", "coördinator van het jaar", "de woo-coördinator van"),
    ("dat is zo -", "zegt men - niet waar", "zo - zegt men"),
    ("de bedrijfs- en andere belangen van de bedrijfs-", "voering zijn gewogen", "de bedrijfsvoering zijn"),
]


@pytest.mark.parametrize(("first", "second", "expected"), HYPHENS)
def test_hyphens_at_line_ends(first: str, second: str, expected: str) -> None:
    document = build_document([_two_lines(first, second)], document_id="d", path="p", sha256="0")
    assert expected in document.text
    check_offsets(document)
    assert len(document.pages[0].words) == len(f"{first} {second}".split())


def _two_lines(*lines: str) -> RawPage:
    words = []
    for row, line in enumerate(lines):
        x = 60.0
        for text in line.split():
            width = 5.0 * len(text)
            words.append(RawWord(text, BBox(x, 100 + 14 * row, x + width, 112 + 14 * row), 0, row, size=10))
            x += width + 3
    return RawPage(1, 595, 842, 0, "native", tuple(words))


SPLITS = [
    ("Hiertoe merk ik het volgende", "op. Daarna volgt de rest van de zin.", 1),
    ("Dit staat in artikel", "10. Daarin leest u meer over dit onderwerp.", 1),
    ("De volgende stukken zijn gevraagd:", "a. een verslag van de vergadering;", 2),
    ("De volgende stukken zijn gevraagd:", "- een verslag van de vergadering;", 2),
    ("De werkgroep verwijst naar de leden 1 en", "2. Het derde lid telt niet mee hier.", 1),
]


@pytest.mark.parametrize(("first", "second", "count"), SPLITS)
def test_marks_that_open_an_item_and_ends_of_sentences(first: str, second: str, count: int) -> None:
    document = build_document([_two_lines(first, second)], document_id="d", path="p", sha256="0")
    assert len(paragraphs(document)) == count


def test_no_pages_and_empty_pages() -> None:
    assert build_document([], document_id="d", path="p", sha256="0").text == ""
    document = build_document([RawPage(1, 595, 842, 0, "none", ())], document_id="d", path="a/b.pdf", sha256="0")
    assert (document.text, document.body_end, document.text_source, document.name) == ("", 0, "none", "b.pdf")


words = st.lists(
    st.tuples(
        st.text("abcdeABC-1.(", min_size=1, max_size=8),
        st.integers(0, 560),
        st.integers(0, 820),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=3))
def test_any_words_at_any_place_keep_their_spans(pages: list[list[tuple[str, int, int, bool, int]]]) -> None:
    raw = [
        RawPage(
            number, 595, 842, 0, "native",
            tuple(RawWord(t, BBox(x, y, x + 6 * len(t), y + 11), line, line, size=10, upright=u) for t, x, y, u, line in row),
        )
        for number, row in enumerate(pages, 1)
    ]  # fmt: skip
    document = build_document(raw, document_id="d", path="p", sha256="0")
    check_offsets(document)
    assert [len(page.words) for page in document.pages] == [len(page.words) for page in raw]
