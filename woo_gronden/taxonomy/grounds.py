"""The grounds as values, read from ``grounds.toml`` when first asked for."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from woo_gronden.errors import UnknownGround
from woo_gronden.knowledge import load_table

Law = Literal["woo", "wob"]
GroundKind = Literal["absolute", "relative", "procedural", "rule"]

# What may stand between the parts of a code ("5.1.2.e", "5.1.2 e", "10,2,e"); nothing else is skipped.
_SEPARATORS = re.compile(r"[\s.,:_-]+")


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground.

    ``id`` is ``law:article.paragraph+letter``; ``valid_to`` the first day it is no longer law (None: still is);
    ``counterparts`` the same ground in the other law, ``partial_counterparts`` those that cover part of it;
    ``juriconnect`` the reference to its text.
    """

    id: str
    law: Law
    article: str
    paragraph: str | None
    letter: str | None
    kind: GroundKind
    label_nl: str
    label_en: str
    valid_from: datetime.date
    valid_to: datetime.date | None
    counterparts: tuple[str, ...]
    partial_counterparts: tuple[str, ...]
    juriconnect: str
    spellings: tuple[str, ...]

    def __str__(self) -> str:
        return self.id

    @property
    def code(self) -> str:
        """The id without its law: ``5.1.2e``."""
        return self.id.partition(":")[2]

    def in_force(self, day: datetime.date) -> bool:
        """Whether it was law on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def text_on(self, day: datetime.date) -> str:
        """Address of its text as it read on ``day`` (wetten.overheid.nl, Juriconnect: ``g`` is the day of validity)."""
        return f"https://wetten.overheid.nl/{self.juriconnect}&g={day.isoformat()}"


def law_on(day: datetime.date) -> Law:
    """The law under which an authority decides on ``day``.

    The Woo has no transitional law for the grounds: from 1 May 2022 it holds for every decision, also on requests made
    before that day and on objections against decisions under the Wob. A court still judges an earlier decision by the
    Wob.
    """
    return "woo" if day >= _laws()["woo"]["valid_from"] else "wob"


@cache
def _laws() -> dict[str, dict[str, Any]]:
    laws: dict[str, dict[str, Any]] = _table()["laws"]
    return laws


@cache
def _table() -> dict[str, Any]:
    return load_table("woo_gronden.taxonomy", "grounds.toml")


@cache
def all_grounds() -> tuple[Ground, ...]:
    """Every ground, Woo before Wob, in the order of the law's text."""
    return tuple(
        Ground(
            id=g["id"],
            law=g["law"],
            article=g["article"],
            paragraph=g.get("paragraph"),
            letter=g.get("letter"),
            kind=g["kind"],
            label_nl=g["label_nl"],
            label_en=g["label_en"],
            valid_from=g["valid_from"],
            valid_to=g.get("valid_to"),
            counterparts=tuple(g["counterparts"]),
            partial_counterparts=tuple(g.get("partial_counterparts", ())),
            juriconnect=g["juriconnect"],
            spellings=tuple(g["spellings"]),
        )
        for g in _table()["grounds"]
    )


@cache
def _by_id() -> dict[str, Ground]:
    return {ground.id: ground for ground in all_grounds()}


@cache
def _by_spelling() -> dict[str, tuple[Ground, ...]]:
    found: dict[str, list[Ground]] = {}
    for ground in all_grounds():
        for spelling in {_bare(s) for s in (*ground.spellings, ground.code)}:
            found.setdefault(spelling, []).append(ground)
    return {spelling: tuple(grounds) for spelling, grounds in found.items()}


def _bare(code: str) -> str:
    return _SEPARATORS.sub("", code).lower()


def get_ground(code: str) -> Ground:
    """The ground that ``code`` names.

    Args:
        code: an id (``woo:5.1.2e``) or any spelling of its code (``5.1.2.e``, ``512e``, ``10.2.g``), any case.

    Raises:
        UnknownGround: no ground is spelled so; the message says which spellings come near.
    """
    text = code.strip().lower()
    if text in _by_id():
        return _by_id()[text]
    law, _, bare = text.rpartition(":") if text.startswith(("woo:", "wob:")) else ("", "", text)
    found = [g for g in _by_spelling().get(_bare(bare), ()) if law in ("", g.law)]
    if len(found) == 1:
        return found[0]
    near = sorted({g.id for key, grounds in _by_spelling().items() for g in grounds if key[:3] == _bare(bare)[:3]})
    hint = f"; near it: {', '.join(near)}" if near else "; 'woo-gronden grounds' lists them"
    raise UnknownGround(f"no ground is spelled {code!r}{hint}")
