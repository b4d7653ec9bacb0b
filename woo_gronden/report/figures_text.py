"""How much is gone, how long the reasons are, and how much of them is an authority's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from woo_gronden.report.corpus import Corpus
from woo_gronden.report.figure import Chart, Figure, Heading, code_of, joined
from woo_gronden.report.intervals import Interval, median_of

# A median of fewer passages moves with each of them.
_FEW = 5
_BINS = 10
_PASSAGE = (
    Heading("path"),
    Heading("page_start", "count"),
    Heading("grounds", "ground"),
    Heading("words", "count"),
    Heading("own_words", "share"),
    Heading("weighing"),
)
_MEDIAN = (Heading("n", "count"), Heading("median", "number"), Heading("interval"))


def find_text_figures(corpus: Corpus) -> Iterator[Figure]:
    """The figures on text, in the order of the report."""
    passages = [
        {**row, **corpus.place(row), "words": len((row["text"] or "").split())}
        for row in corpus["passages"]
        if row["kind"] == "motivation"
    ]
    yield _redacted(corpus)
    # A release without text has positions and grounds only.
    yield _length([row for row in passages if row["text"]])
    yield _own_words(passages)
    yield _weighing(passages)


def _redacted(corpus: Corpus) -> Figure:
    released = [
        {**row, "share": row["redacted_share"]}
        for row in corpus["documents"]
        if row["role"] == "openbaar gemaakt document" and row["redacted_share"] is not None
    ]
    bins = Counter(_bin(row["share"]) for row in released)
    table = [
        {"key": name, "range": name, "documents": bins[name], "of": len(released), "share": bins[name] / len(released)}
        for name in ("0 %", *(_bin((at + 0.5) / _BINS) for at in range(_BINS)))
        if released
    ]
    groups: dict[str, list[float]] = {}
    for row in released:
        groups.setdefault(row["dossier_id"], []).append(row["share"])
    rows = [
        {
            "key": _bin(row["share"]),
            "path": row["path"],
            "pages": row["pages"],
            "redacted_share": row["share"],
            "words_redacted": row["words_redacted"],
        }
        for row in sorted(released, key=lambda row: -row["share"])
    ]
    says: dict[str, Any] = {}
    if released:
        found = median_of(groups)
        totals = [
            sum(row[name] or 0 for row in released)
            for name in ("words_redacted", "words_redacted_low", "words_redacted_high")
        ]
        says = {
            "share": found.value,
            "low": found.low,
            "high": found.high,
            "touched": sum(row["share"] > 0 for row in released),
            "of": len(released),
            "words": totals[0],
            "words_low": totals[1],
            "words_high": totals[2],
        }
    headings = (Heading("range"), Heading("documents", "count"), Heading("of", "count"), Heading("share", "share"))
    row_headings = (
        Heading("path"),
        Heading("pages", "count"),
        Heading("redacted_share", "share"),
        Heading("words_redacted", "number"),
    )
    chart = Chart("histogram", table, "range", "documents", share=False, axis="redacted_axis") if released else None
    return Figure("redacted", len(released), "released", headings, table, rows, row_headings, says, chart)


def _bin(share: float) -> str:
    if share <= 0:
        return "0 %"
    at = min(_BINS - 1, int(share * _BINS))
    return f"{100 * at // _BINS}-{100 * (at + 1) // _BINS} %"


def _length(passages: list[dict[str, Any]]) -> Figure:
    table = [_median(ground, mine, "words") for ground, mine in _by_ground(passages)]
    # Of one ground alone there is no longest.
    longest = max(table, key=lambda row: row["median"]) if len(table) > 1 else None
    says = {"ground": code_of(longest["ground"]), "median": longest["median"], "n": longest["n"]} if longest else {}
    return _passage_figure("length", passages, table, says, share=False)


def _own_words(passages: list[dict[str, Any]]) -> Figure:
    known = [row for row in passages if row["own_words"] is not None]
    table = [_median(ground, mine, "own_words") for ground, mine in _by_ground(known)]
    copied = sum(row["own_words"] == 0 for row in known)
    says = {"count": copied, "of": len(known), "share": copied / len(known)} if known else {}
    return _passage_figure("own_words", known, table, says, share=True)


def _by_ground(passages: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in passages:
        for ground in {joined(g) for g in row["grounds"]}:
            found.setdefault(ground, []).append(row)
    return sorted(((g, rows) for g, rows in found.items() if len(rows) >= _FEW), key=lambda pair: -len(pair[1]))


def _median(ground: str, passages: list[dict[str, Any]], name: str) -> dict[str, Any]:
    groups: dict[str, list[float]] = {}
    for row in passages:
        groups.setdefault(row["dossier_id"], []).append(row[name])
    found: Interval = median_of(groups)
    as_share = name == "own_words"
    return {
        "key": ground,
        "ground": ground,
        "n": len(passages),
        "median": found.value,
        "low": found.low,
        "high": found.high,
        "interval": f"{100 * found.low:.0f}-{100 * found.high:.0f} %"
        if as_share
        else f"{found.low:.0f}-{found.high:.0f}",
    }


def _passage_figure(
    name: str, passages: list[dict[str, Any]], table: list[dict[str, Any]], says: dict[str, Any], *, share: bool
) -> Figure:
    shown = {row["key"] for row in table}
    rows = [_passage(ground, row) for row in passages for ground in sorted({joined(g) for g in row["grounds"]} & shown)]
    median = Heading("median_share", "share") if share else Heading("median", "number")
    table = [{**row, "median_share": row["median"]} for row in table]
    headings = (Heading("ground", "ground"), _MEDIAN[0], median, _MEDIAN[2])
    chart = Chart("bars", table, "median", "ground", share=share) if table else None
    return Figure(name, len(passages), "passages", headings, table, rows, _PASSAGE, says, chart)


def _passage(key: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, **{heading.name: row[heading.name] for heading in _PASSAGE}}


def _weighing(passages: list[dict[str, Any]]) -> Figure:
    known = [row for row in passages if row["weighing"]]
    table = [
        {
            "key": f"{ground} {kind}",
            "ground": ground,
            "weighing": kind,
            "count": count,
            "of": len(mine),
            "share": count / len(mine),
        }
        for ground, mine in _by_ground(known)
        for kind, count in sorted(Counter(row["weighing"] for row in mine).items())
    ]
    shown = {row["key"] for row in table}
    rows = [
        _passage(key, row)
        for row in known
        for ground in sorted({joined(g) for g in row["grounds"]})
        if (key := f"{ground} {row['weighing']}") in shown
    ]
    headings = (
        Heading("ground", "ground"),
        Heading("weighing"),
        Heading("count", "count"),
        Heading("of", "count"),
        Heading("share", "share"),
    )
    chart = Chart("stack", table, "share", "ground", "weighing") if table else None
    return Figure("weighing", len(known), "passages", headings, table, rows, _PASSAGE, {}, chart)
