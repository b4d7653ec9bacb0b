"""A figure of the report: what is counted, of how many, and the rows behind each count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from woo_gronden.errors import UnknownGround
from woo_gronden.taxonomy import get_ground

ColumnKind = Literal["text", "count", "share", "number", "ground"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a figure's table; ``name`` is also the message that titles it."""

    name: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Chart:
    """How a figure is drawn: ``bars`` (with intervals), ``pairs``, ``heat``, ``lines``, ``stack`` or ``histogram``.

    ``x``, ``y``, ``series`` name columns of ``data``, whose columns ``low`` and ``high`` are the ends of an interval.
    ``share``: the values are shares of 1. ``axis``: the message under a histogram.
    """

    kind: Literal["bars", "pairs", "heat", "lines", "stack", "histogram"]
    data: Sequence[Mapping[str, Any]]
    x: str
    y: str
    series: str = ""
    share: bool = True
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        name: what it is called in file names and messages (``<name>_title``, ``<name>_lead``, ``<name>_says``).
        n: how many ``unit`` it counts.
        unit: the message that names what is counted.
        headings: the columns of ``table``.
        table: the figures as text and numbers, each row with a ``key``.
        rows: what was counted, each with the ``key`` of the table row it belongs to; a value that is said in two
            languages is a mapping from ``nl`` and ``en``.
        row_headings: the columns of ``rows``.
        says: values for the sentence that tells the most of it; empty for none.
        chart: how it is drawn; None for a table alone.
    """

    name: str
    n: int
    unit: str
    headings: Sequence[Heading]
    table: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    row_headings: Sequence[Heading]
    says: Mapping[str, Any] = field(default_factory=dict)
    chart: Chart | None = None


# The columns that ``share_row`` fills.
SHARE_HEADINGS = (Heading("count", "count"), Heading("of", "count"), Heading("share", "share"), Heading("interval"))

DECISION_HEADINGS = (
    Heading("path"),
    Heading("authority"),
    Heading("decision_date"),
    Heading("law"),
    Heading("outcome"),
    Heading("grounds_applied", "ground"),
)


def decision_row(key: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A decision as a row behind a figure."""
    return {"key": key, **{heading.name: row[heading.name] for heading in DECISION_HEADINGS}}


def joined(ground: str) -> str:
    """The Woo ground that a Wob ground became, where it became one only; else the ground itself."""
    try:
        known = get_ground(ground)
    except UnknownGround:
        return ground
    return known.counterparts[0] if known.law == "wob" and len(known.counterparts) == 1 else ground


def code_of(ground: str) -> str:
    """A ground as a person writes it: ``5.1.2e Woo``."""
    law, _, code = ground.partition(":")
    return f"{code} {law.capitalize()}"
