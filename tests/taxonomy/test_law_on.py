"""Which law was in force on a day, and where its text of that day stands."""

from __future__ import annotations

import datetime

import pytest

from woo_gronden.taxonomy import all_grounds, get_ground, law_on

EVE, FIRST = datetime.date(2022, 4, 30), datetime.date(2022, 5, 1)


@pytest.mark.parametrize(("day", "law"), [(EVE, "wob"), (FIRST, "woo"), (datetime.date(2026, 1, 1), "woo")])
def test_law_on_a_day(day: datetime.date, law: str) -> None:
    assert law_on(day) == law
    assert {ground.law for ground in all_grounds() if ground.in_force(day)} == {law}


def test_text_of_a_day() -> None:
    text = get_ground("wob:10.2e").text_on(EVE)
    assert text == "https://wetten.overheid.nl/jci1.3:c:BWBR0005252&artikel=10&lid=2&o=e&g=2022-04-30"


def test_every_counterpart_is_law_when_the_other_is_not() -> None:
    for ground in all_grounds():
        for other in (*ground.counterparts, *ground.partial_counterparts):
            assert get_ground(other).law != ground.law
            assert ground.in_force(FIRST) != get_ground(other).in_force(FIRST)
