"""A lone code, as a recogniser read it in a box or a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.taxonomy import all_grounds, parse_code, provision_exists


@pytest.mark.parametrize(
    ("raw", "grounds"),
    [
        ("5.1.2e", "woo:5.1.2e"),
        ("5.1.2.e", "woo:5.1.2e"),
        ("5.12e", "woo:5.1.2e"),
        ("512e", "woo:5.1.2e"),
        ("5,1.2.e", "woo:5.1.2e"),
        ("5-1-2-e", "woo:5.1.2e"),
        ("5 1 2 e", "woo:5.1.2e"),
        ("S.1.2.e", "woo:5.1.2e"),
        ("5.l.2.e", "woo:5.1.2e"),
        ("5.1.2.€", "woo:5.1.2e"),
        ("5.1.2Ï", "woo:5.1.2i"),
        ("5.1.2í", "woo:5.1.2i"),
        ("5.1.2l", "woo:5.1.2i"),
        ("5.1.2j", "woo:5.1.2i"),
        ("5.1.2.1", "woo:5.1.2i"),
        ("5.1.2.9", "woo:5.1.2g"),
        ("5.1.2.£", "woo:5.1.2f"),
        ("5.1.2 E", "woo:5.1.2e"),
        ("(5.1.2.e)", "woo:5.1.2e"),
        ("[5.1.1c]", "woo:5.1.1c"),
        ("Art. 5.1 lid 2 sub e", "woo:5.1.2e"),
        ("artikel 5.1, tweede lid, aanhef en onder e, Woo", "woo:5.1.2e"),
        ("5.1lid2 sub e", "woo:5.1.2e"),
        ("Woo 5.1.2c", "woo:5.1.2c"),
        ("5.1.2.e en 5.1.2.i", "woo:5.1.2e woo:5.1.2i"),
        ("5.1.2e 5.1.2i", "woo:5.1.2e woo:5.1.2i"),
        ("5.1.2e/5.1.5", "woo:5.1.2e woo:5.1.5"),
        ("5.1.2.e / h / j", "woo:5.1.2e woo:5.1.2h woo:5.1.2i"),
        ("5.1.2.e.h.i", "woo:5.1.2e woo:5.1.2h woo:5.1.2i"),
        ("5.1.2e | 5.1.2e | buiten verzoek", "woo:5.1.2e"),
        ("Deels openbaar, 5.1.1.c", "woo:5.1.1c"),
        ("5.1.5", "woo:5.1.5"),
        ("5.2.1", "woo:5.2.1"),
        ("5.4", "woo:5.4"),
        ("5.4a", "woo:5.4a"),
        ("4.1.4", "woo:4.1.4"),
        ("5.1.1.i", "woo:5.1.1"),
        ("5.1.2k", "woo:5.1.2"),
        ("10.2.e", "wob:10.2e"),
        ("10 2 e", "wob:10.2e"),
        ("102e", "wob:10.2e"),
        ("1O.2.e", "wob:10.2e"),
        ("(10)(2e)", "wob:10.2e"),
        ("art. 10 lid 2 e", "wob:10.2e"),
        ("10.7.b", "wob:10.7b"),
        ("11.1", "wob:11.1"),
        ("(11)(1)", "wob:11.1"),
    ],
)
def test_read(raw: str, grounds: str) -> None:
    assert parse_code(raw) == tuple(grounds.split())


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "3", "J", "e", "1.", "1.2", "5", "10", "11", "102", "512", "511", "5128", "51-28", "070-512 34 56",
        "06-10201020", "10.2.1.11", "10200", "€ 10.200", "11 maart", "5.10", "5.12", "5.15", "1234 AB", "2025.1.2e",
        "Buiten reikwijdte", "n.v.t.", "5.3.1.2", "12.5.2022", "5-1-2022", "10-2-2021", "11-1-2021", "512. Biotechniek",
        "p. 11", "bijlage 11.1 bij de brief", "versie 5.2", "(geanonimiseerd)", "naam", "€ 5.120,00",
    ],
)  # fmt: skip
def test_no_ground(raw: str) -> None:
    assert parse_code(raw) == ()


def test_the_law_settles_what_the_figures_leave_open() -> None:
    assert parse_code("5.15", "woo") == ("woo:5.1.5",)
    assert parse_code("11.1", "woo") == ()
    assert parse_code("5.2", "wob") == ()


@pytest.mark.parametrize("ground", [g for g in all_grounds() if g.kind in ("absolute", "relative")], ids=str)
def test_every_spelling_of_every_ground(ground) -> None:
    assert parse_code(ground.code) in ((ground.id,), ())
    if ground.letter:
        assert {parse_code(spelling) for spelling in ground.spellings} == {(ground.id,)}


@given(st.text(alphabet="510 2.,ceijE()|/lSO artid-", max_size=40))
def test_whatever_is_read_exists(raw: str) -> None:
    assert all(provision_exists(ground) for ground in parse_code(raw))
