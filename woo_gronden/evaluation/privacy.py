"""How much personal data is found, on letters with data planted in them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from woo_gronden.dataset.privacy import TYPES, Found, NameFinder, find_personal_data
from woo_gronden.evaluation.figures import Figure, measure, share
from woo_gronden.knowledge import load_list

# Where a value goes in a template, and what stands in its place.
_OPEN, _CLOSE = "{", "}"
# BSN: weights of the eleven-test. IBAN: what its check digits are computed with.
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)
_BANKS = ("ABNA", "RABO", "INGB", "TRIO", "KNAB")


class Planted(NamedTuple):
    """A text and the personal data in it."""

    text: str
    data: tuple[Found, ...]


def plant(count: int, seed: int) -> Iterator[Planted]:
    """``count`` texts in the manner of letters, made from templates and lists of this project.

    Templates are drawn evenly; some hold no personal data, only what resembles it: companies that bear a name,
    ministers in office, authorities, numbers of cases.
    """
    draw = random.Random(seed)
    templates = _lines("planted_templates.txt")
    for _ in range(count):
        yield _fill(draw.choice(templates), draw)


def score_privacy(texts: Sequence[Planted], finder: NameFinder | None) -> list[Figure]:
    """Recall and precision by type.

    A planted value counts as found when all of its letters and digits are within finds, of whatever type: that is what
    keeps it from being published. A find is right when it touches a planted value.
    """
    recall: dict[str, list[tuple[float, float]]] = {kind: [] for kind in TYPES}
    precision: dict[str, list[tuple[float, float]]] = {kind: [] for kind in TYPES}
    for planted in texts:
        found = find_personal_data(planted.text, finder)
        for kind in TYPES:
            mine = [item for item in planted.data if item.type == kind]
            if mine:
                recall[kind].append((sum(_covered(planted.text, item, found) for item in mine), len(mine)))
            told = [item for item in found if item.type == kind]
            if told:
                precision[kind].append((sum(_touches(item, planted.data) for item in told), len(told)))
    return [
        measure(f"{kind} {name}", counts[kind], share, f"{int(sum(n for _, n in counts[kind]))} {what}")
        for name, counts, what in (("recall", recall, "planted"), ("precision", precision, "found"))
        for kind in TYPES
    ]


def _covered(text: str, item: Found, found: Sequence[Found]) -> bool:
    return all(
        not text[at].isalnum() or any(other.start <= at < other.end for other in found)
        for at in range(item.start, item.end)
    )


def _touches(item: Found, planted: Sequence[Found]) -> bool:
    return any(item.start < other.end and other.start < item.end for other in planted)


def _fill(template: str, draw: random.Random) -> Planted:
    pieces, data, length = list[str](), list[Found](), 0
    for at, piece in enumerate(template.replace(_CLOSE, _OPEN).split(_OPEN)):
        kind, _, form = piece.partition(":")
        value = _value(kind, form, draw) if at % 2 else piece
        if at % 2 and kind in TYPES:
            data.append(Found(kind, length, length + len(value)))
        pieces.append(value)
        length += len(value)
    return Planted("".join(pieces), tuple(data))


def _value(kind: str, form: str, draw: random.Random) -> str:
    makers = {
        "name": _name, "email": _email, "iban": _iban, "bsn": _bsn, "telephone": _telephone, "plate": _plate,
        "address": _address,
    }  # fmt: skip
    return makers[kind](form, draw) if kind in makers else draw.choice(_lines(f"planted_{kind}.txt"))


def _name(form: str, draw: random.Random) -> str:
    first, last = draw.choice(_lines("planted_first_names.txt")), draw.choice(_lines("planted_surnames.txt"))
    initials = "".join(f"{draw.choice('ABCDEFGHJKLMNPRSTW')}." for _ in range(draw.choice((1, 1, 2, 3))))
    return {"last": last, "initials": f"{initials} {last}", "first": first, "": f"{first} {last}"}[form]


def _email(_: str, draw: random.Random) -> str:
    first, last = draw.choice(_lines("planted_first_names.txt")), draw.choice(_lines("planted_surnames.txt"))
    local = draw.choice(
        (f"{first[0]}.{last}", f"{first}.{last}", f"{first}{draw.randrange(1950, 2005)}", f"{last}_{first[0]}")
    )
    domain = draw.choice(
        ("minvens.nl", "gemeente-wiekslag.nl", "gmail.com", "ziggo.nl", "kpnmail.nl", "bureau-oever.eu")
    )
    return f"{local}@{domain}".lower().replace(" ", "").replace("'", "")


def _iban(form: str, draw: random.Random) -> str:
    bare = f"{draw.choice(_BANKS)}{draw.randrange(10**9, 10**10)}"
    number = int("".join(str(int(sign, 36)) for sign in f"{bare}NL00"))
    iban = f"NL{98 - number % 97:02d}{bare}"
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4)) if form == "spaced" else iban


def _bsn(form: str, draw: random.Random) -> str:
    while True:
        digits = [draw.randrange(1, 10), *(draw.randrange(10) for _ in range(7))]
        last = sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11
        if last < 10:
            bare = "".join(map(str, [*digits, last]))
            return f"{bare[:4]}.{bare[4:6]}.{bare[6:]}" if form == "points" else bare


def _telephone(_: str, draw: random.Random) -> str:
    rest = [str(draw.randrange(10)) for _ in range(8)]
    number = "".join(rest)
    area = draw.choice(("070", "020", "030", "010", "058"))
    town = f"{draw.randrange(1, 9)}{number[:6]}"
    return draw.choice(
        (
            f"06-{number}", f"06 {number[:2]} {number[2:4]} {number[4:6]} {number[6:]}", f"+31 6 {number}",
            f"+31 (0)6 {number[:4]} {number[4:]}", f"{area}-{town}", f"{area} {town[:3]} {town[3:5]} {town[5:]}",
            f"({area}) {town}", f"0031{area[1:]}{town}", f"06{number}",
        )
    )  # fmt: skip


def _plate(_: str, draw: random.Random) -> str:
    letters = "".join(draw.choice("BDFGHJKLNPRSTVXZ") for _ in range(4))
    digits = f"{draw.randrange(1000, 10000)}"
    return draw.choice(
        (f"{letters[:2]}-{digits[:3]}-{letters[2]}", f"{digits[:2]}-{letters[:2]}-{letters[2:]}",
         f"{digits[0]}-{letters[:3]}-{digits[1:3]}", f"{letters[:2]}-{digits[:2]}-{letters[2:]}")
    )  # fmt: skip


def _address(form: str, draw: random.Random) -> str:
    house = f"{draw.randrange(1, 400)}{draw.choice(('', '', '', 'a', '-2', ' B'))}"
    street = f"{draw.choice(_lines('planted_streets.txt'))} {house}"
    code = f"{draw.randrange(1000, 9999)} {draw.choice('ABCDEGHJKLMNPRSTVWXZ')}{draw.choice('ABCEGHJKLMNPRSTVWXZ')}"
    town = draw.choice(_lines("planted_towns.txt"))
    return street if form == "street" else f"{street}, {code} {town}"


@cache
def _lines(name: str) -> tuple[str, ...]:
    return load_list("woo_gronden.evaluation", f"data/{name}")
