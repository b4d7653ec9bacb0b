"""Dates as Dutch letters print them: words, numbers, stamps, lists of days, and what recognition leaves of them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from woo_gronden.schema.letters import lowered

_MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mrt": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "0kt": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# "januari", "sept.", "MRT", "0kt": whole names and their usual cuts; not "maar", "juli's" or "mei" inside a longer
# word.
_MONTH = (
    r"(?P<month>jan(?:uari|\.)?|feb(?:ruari|r?\.)?|maart|mrt\.?|mar\.|apr(?:il|\.)?|mei|jun[il]?\.?|jul[il]?\.?|"
    r"aug(?:ustus|\.)?|sept?(?:ember|\.)?|[o0][kc]t(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
# Letters that each of these has, in small letters.
_MONTH_SIGNS = (
    "jan",
    "feb",
    "maart",
    "mrt",
    "mar.",
    "apr",
    "mei",
    "jun",
    "jul",
    "aug",
    "sep",
    "kt",
    "ct",
    "nov",
    "dec",
)
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)"

# "7 januari 2019", "29juli 2021", "09MRT2021", "31 juli jl."; "7 en 14 juni 2019" and "13, 14 en 16 oktober 2024" are
# lists of days of one month. A bare comma before the day ("artikel 5, 14 juni") makes no list: only "en" does. These
# three begin with the figure, and look back from it: other places are passed over at once.
_WORDED = re.compile(
    rf"(?P<days>\d(?<![\d/.-].)\d?(?:\s*(?:,\s*\d{{1,2}}\s*){{0,5}}en\s+\d{{1,2}})?)(?:\s*e)?[\s.,]*{_MONTH}"
    rf"(?:[\s.,]*{_YEAR}(?!\d))?",
    re.IGNORECASE,
)
# "12-3-2021", "01/06/21", "3.6.2020"; not part of a longer number such as a telephone number or a file number.
_NUMERIC = re.compile(
    r"(?P<day>\d(?<![\d./-].)\d?)\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?![\d/-]|\.\d)"
)
# What every date has.
_FIGURE = re.compile(r"\d")
# "2021-03-12"
_ISO = re.compile(r"(?P<year>(?:1(?<![\d./-].)9|2(?<![\d./-].)0)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/-])")
# What recognition and date stamps make of a day: "2 5 SEP. 2019", "ig september", "ao september". Only where a label
# already says that a date stands there.
_STAMPED = re.compile(
    rf"(?<![\w/-])(?P<days>[0-3oOlI] ?[\dlIoOgza]|[ialI][\dgo])[\s.]*{_MONTH}[\s.,]*(?P<year>(?:19|20|2o|"
    rf"zo)[\dogzlI]{{2}})",
    re.IGNORECASE,
)
_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "i": "1", "o": "0", "O": "0", "g": "9", "z": "2", "Z": "2", "a": "2"})
# A month and a year without a day: "december 2020".
_DAYLESS = re.compile(rf"^\s*{_MONTH}\s*{_YEAR}\s*$", re.IGNORECASE)

# Letters on open government are of this age; outside it a "date" is a file number or a misreading.
_FIRST_YEAR, _LAST_YEAR = 1945, 2099
# Day, month and year that stand apart; no number of a case ("2023-27"), no amount ("27,50").
_LOOSE_DAY = re.compile(r"(?<![\w.,/-])(\d{1,2})(?![\w/-]|[.,]\d)")
_LOOSE_YEAR = re.compile(r"(?<![\w.,/-])(20\d\d)(?![\w/-])")
_LOOSE_MONTH = re.compile(rf"(?<![a-z]){_MONTH}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text. ``year`` is None where the text leaves it out ("31 juli jl.")."""

    start: int
    end: int
    text: str
    day: int
    month: int
    year: int | None

    def resolve(self, anchor: datetime.date | None = None) -> datetime.date | None:
        """The day itself; a missing year is the last in which it falls on or before ``anchor``."""
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        if anchor is None:
            return None
        this_year = _day(anchor.year, self.month, self.day)
        if this_year is not None and this_year <= anchor:
            return this_year
        return _day(anchor.year - 1, self.month, self.day)


def find_dates(text: str, lenient: bool = False) -> tuple[DateMention, ...]:
    """Every date in ``text``, in order; the days of a list ("7 en 14 juni 2019") share one span.

    Args:
        text: any text; line breaks count as spaces.
        lenient: also read what stamps and recognition make of a day ("2 5 SEP. 2019"). For text of which something
            else says that it is a date.
    """
    if not lenient and not _FIGURE.search(text):
        return ()
    found: list[DateMention] = []
    for match in _WORDED.finditer(text) if any(map(lowered(text).__contains__, _MONTH_SIGNS)) else ():
        year = _year(match["year"]) if match["year"] else None
        month = _MONTHS[match["month"][:3].lower()]
        days = [int(day) for day in re.findall(r"\d+", match["days"])]
        found += [_mention(match, day, month, year) for day in days if _is_day(year, month, day)]
    for pattern in (_NUMERIC, _ISO):
        for match in pattern.finditer(text):
            day, month, year = int(match["day"]), int(match["month"]), _year(match["year"])
            if _is_day(year, month, day):
                found.append(_mention(match, day, month, year))
    if lenient:
        found = _with_stamps(text, found)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _with_stamps(text: str, found: list[DateMention]) -> list[DateMention]:
    for match in _STAMPED.finditer(text):
        digits = re.sub(r"\s", "", match["days"]).translate(_LOOKALIKES)
        year, month = int(match["year"].translate(_LOOKALIKES)), _MONTHS[match["month"][:3].lower()]
        if digits.isdigit() and _is_day(year, month, int(digits)):
            inside = [m for m in found if match.start() <= m.start < match.end()]
            if not any(m.start == match.start() for m in inside):
                found = [m for m in found if m not in inside]
                found.append(_mention(match, int(digits), month, year))
    return found


def parse_date(text: str, lenient: bool = False) -> datetime.date | None:
    """The first whole date in ``text``, None where there is none."""
    return next((day for mention in find_dates(text, lenient) if (day := mention.resolve())), None)


def parse_scattered_date(text: str) -> datetime.date | None:
    """The date whose day, month and year stand in ``text`` in any order, where each of them stands there once.

    For text layers that shuffle the words of a line ("27 2026 ... maart").
    """
    days = [int(d) for d in _LOOSE_DAY.findall(text) if 1 <= int(d) <= 31]
    years = _LOOSE_YEAR.findall(text)
    months = [m["month"] for m in _LOOSE_MONTH.finditer(text)]
    if len(days) != 1 or len(set(years)) != 1 or len(months) != 1:
        return None
    return _day(int(years[0]), _MONTHS[months[0][:3].lower()], days[0])


def is_dayless(text: str) -> bool:
    """Whether ``text`` is a month and a year only: a date that its writer left to be filled in."""
    return bool(_DAYLESS.match(text))


def _mention(match: re.Match[str], day: int, month: int, year: int | None) -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), day, month, year)


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _is_day(year: int | None, month: int, day: int) -> bool:
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    return _day(year if year is not None else 2000, month, day) is not None
