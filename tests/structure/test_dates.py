"""Dates as letters print them, and what is no date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.structure.dates import find_dates, is_dayless, parse_date, parse_scattered_date

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Datum 7 januari 2019", "2019-01-07"),
        ("29juli 2021", "2021-07-29"),
        ("12maart2021", "2021-03-12"),
        ("1 okt. 2023", "2023-10-01"),
        ("3 sept 2020", "2020-09-03"),
        ("24, april 2018", "2018-04-24"),
        ("5 mei '21", "2021-05-05"),
        ("d.d. 7-1-2019", "2019-01-07"),
        ("01/06/21", "2021-06-01"),
        ("3.6.2020", "2020-06-03"),
        ("2021-03-12", "2021-03-12"),
        ("6 augustus\n2020", "2020-08-06"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Verzonden 09MRT2021", "2021-03-09"), ("2 5 SEP. 2019", "2019-09-25"), ("ig september 2018", "2018-09-19")],
)
def test_reads_stamps_where_a_date_must_stand(text: str, expected: str) -> None:
    assert str(parse_date(text, lenient=True)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "kenmerk 2021-0000123456", "T 070 123 45 67", "artikel 5.1.2", "31-02-2021", "maart 2020", "32 mei 2020",
        "4-7-1905", "10.2.e", "1-2-3-2021", "juni's 2020",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_list_of_days_shares_a_month() -> None:
    found = find_dates("uw verzoeken van 13, 14 en 16 oktober 2024")
    assert [m.day for m in found] == [13, 14, 16]
    assert {m.month for m in found} == {10}


def test_a_comma_makes_no_list() -> None:
    assert [m.day for m in find_dates("artikel 5, 14 juni 2020")] == [14]


def test_a_missing_year_is_the_last_before_the_letter() -> None:
    (mention,) = find_dates("Op 16 november hebben wij")
    assert mention.year is None
    assert mention.resolve(datetime.date(2018, 11, 21)) == datetime.date(2018, 11, 16)
    assert mention.resolve(datetime.date(2018, 3, 1)) == datetime.date(2017, 11, 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 2026 58285, maart", "2026-03-27"),
        ("9 10 mei 2025", "None"),
        ("mei 2025", "None"),
        ("2 juni juli 2024", "None"),
    ],
)
def test_scattered_words_make_a_date_only_where_one_is_left(text: str, expected: str) -> None:
    assert str(parse_scattered_date(text)) == expected


def test_dayless() -> None:
    assert is_dayless(" december 2020 ")
    assert not is_dayless("3 december 2020")


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 1, 1)))
def test_every_day_reads_back_in_each_form(day: datetime.date) -> None:
    forms = (f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day}-{day.month}-{day.year}", day.isoformat())
    assert {parse_date(f"op {form} heeft u") for form in forms} == {day}


@given(st.text(max_size=80))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for lenient in (False, True):
        for mention in find_dates(text, lenient):
            assert text[mention.start : mention.end] == mention.text
