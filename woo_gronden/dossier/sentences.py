"""Findings as Dutch sentences for a jurist."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

from woo_gronden.errors import UnknownGround
from woo_gronden.knowledge import load_table
from woo_gronden.taxonomy import get_ground

_ORDINALS = ("", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_LAWS = {"woo": "Woo", "wob": "Wob"}
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")  # fmt: skip
# A provision that may not exist: article ("5.1", "10"), then paragraph and letter where it has them.
_PROVISION = re.compile(r"(?P<article>5\.\d+a?|\d+a?)(?:\.(?P<paragraph>\d+))?\.?(?P<letter>[a-z]{1,2}|\d)?$")


def write_sentence(kind: str, **values: str) -> str:
    """The sentence of a finding of ``kind``, begun with a capital."""
    text = _sentences()[kind].format(**values)
    return text[0].upper() + text[1:]


def cite_dutch(code: str) -> str:
    """A provision as a letter cites it: ``woo:5.1.2e`` is "artikel 5.1, tweede lid, onder e, van de Woo"."""
    law, _, rest = code.partition(":")
    try:
        ground = get_ground(code)
        article, paragraph, letter = ground.article, ground.paragraph, ground.letter
    except UnknownGround:
        match = _PROVISION.match(rest)
        article, paragraph, letter = match.group("article", "paragraph", "letter") if match else (rest, None, None)
    steps = [f"artikel {article}"]
    if paragraph:
        number = int(paragraph)
        steps.append(f"{_ORDINALS[number]} lid" if number < len(_ORDINALS) else f"lid {number}")
    if letter:
        steps.append(f"onder {letter}")
    name = f"van de {_LAWS[law]}"
    return f"{steps[0]} {name}" if len(steps) == 1 else f"{', '.join(steps)}, {name}"


def cite_all(codes: Sequence[str]) -> str:
    """Several provisions in a row."""
    return join([cite_dutch(code) for code in codes])


def join(parts: Sequence[str]) -> str:
    """As a list is read out: "a; b en c"."""
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])} en {parts[-1]}"


def write_day(day: datetime.date) -> str:
    """A date in words."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_place(pages: Sequence[int], name: str) -> str:
    """Where to look: the first few pages of a file."""
    found = sorted(set(pages))
    shown = ", ".join(map(str, found[:5])) + (" e.v." if len(found) > 5 else "")
    return f"bladzijde{'n' if len(found) > 1 else ''} {shown} van {name}"


def write_count(count: int, one: str, many: str) -> str:
    """A number of things: "één vlak", "3 vlakken"."""
    return f"één {one}" if count == 1 else f"{count} {many}"


@cache
def _sentences() -> dict[str, str]:
    return load_table("woo_gronden.dossier", "data/sentences_nl.toml")
