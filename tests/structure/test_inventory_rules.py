"""Ruled tables: what stands between two rules is one row, whatever white its words leave."""

from __future__ import annotations

from dataclasses import replace

from tests.structure.placed import placed
from tests.structure.test_inventory import items
from woo_gronden.schema import BBox, Document

Cells = list[tuple[float, float, str]]
X = (60.0, 100.0, 300.0, 420.0, 500.0)
HEAD: Cells = [(62, 102, "Nr."), (102, 102, "Document"), (302, 102, "Beoordeling"), (422, 102, "Wob")]


def level(*heights: float, x1: float = X[-1]) -> tuple[BBox, ...]:
    return tuple(BBox(X[0], y, x1, y) for y in heights)


def upright(y0: float, y1: float) -> tuple[BBox, ...]:
    return tuple(BBox(x, y0, x, y1) for x in X)


def ruled(*pages: tuple[Cells, tuple[BBox, ...]]) -> Document:
    document = placed(*(cells for cells, _ in pages))
    shown = tuple(replace(page, rules=rules) for page, (_, rules) in zip(document.pages, pages, strict=True))
    return replace(document, pages=shown)


def test_numbers_at_the_foot_of_rows_of_uneven_height() -> None:
    cells = [
        *HEAD,
        (102, 116, "Bulletin over"), (302, 116, "Openbaar, deels"),
        (62, 128, "4.1"), (102, 128, "de wachtlijst"), (302, 128, "buiten reikwijdte"),
        (102, 142, "Verslag van"), (302, 142, "Deels"),
        (62, 154, "4.2"), (102, 154, "het overleg"), (302, 154, "openbaar"), (422, 154, "10.2.e"),
    ]  # fmt: skip
    document = ruled((cells, level(100, 114, 140, 166) + upright(100, 166)))
    assert items(document) == [
        ("4.1", "Bulletin over de wachtlijst", "deels openbaar", ()),
        ("4.2", "Verslag van het overleg", "deels openbaar", ("wob:10.2e",)),
    ]


def test_a_row_that_goes_on_over_the_page_and_one_without_a_rule_at_its_end() -> None:
    first = [*HEAD, (62, 118, "1"), (102, 118, "Besluit over het"), (302, 118, "Reeds openbaar, zie")]
    second = [
        (102, 64, "hondenbeleid"), (302, 64, "openbaar op de site"), (62, 80, "1a"), (102, 80, "Bijlage"), (302, 80, "Openbaar"),
        (62, 96, "2"), (102, 96, "Nota"), (302, 96, "Niet openbaar"), (422, 96, "10.2.g"),
        (60, 140, "Met deze lijst is het verzoek van de aanvrager geheel behandeld."),
        (60, 154, "Tegen dit besluit kan binnen zes weken bezwaar worden gemaakt bij ons."),
        (62, 170, "3"), (102, 170, "Geen rij"), (302, 170, "Openbaar"),
    ]  # fmt: skip
    document = ruled((first, level(100, 114) + upright(100, 132)), (second, level(60, 76, 92, 108) + upright(60, 108)))
    assert items(document) == [
        ("1", "Besluit over het hondenbeleid", "reeds openbaar", ()),
        ("1a", "Bijlage", "openbaar", ()),
        ("2", "Nota", "niet openbaar", ("wob:10.2g",)),
    ]


def test_rules_around_several_rows_part_nothing_and_headings_between_rows_are_none() -> None:
    cells = [
        *HEAD, (62, 118, "1"), (102, 118, "Nota"), (302, 118, "Openbaar"), (62, 134, "2"), (102, 134, "Mail"), (302, 134, "Openbaar"),
        (102, 152, "Stukken van de provincie"), (62, 168, "3"), (102, 168, "Brief"), (302, 168, "Openbaar"),
        (62, 184, "4"), (102, 184, "Kaart"), (302, 184, "Openbaar"),
    ]  # fmt: skip
    document = ruled((cells, level(100, 114, 148, 164, 180, 196)))
    assert [(number, title) for number, title, *_ in items(document)] == [
        ("1", "Nota"), ("2", "Mail"), ("3", "Brief"), ("4", "Kaart"),
    ]  # fmt: skip


def test_a_rule_parts_columns_whose_words_nearly_touch() -> None:
    cells = [*HEAD, (62, 118, "1"), (102, 118, "Verslag van de bijeenkomst over het beheer"), (302, 118, "Openbaar")]
    document = ruled((cells, level(100, 114, 130) + upright(100, 130)))
    assert items(document) == [("1", "Verslag van de bijeenkomst over het beheer", "openbaar", ())]
