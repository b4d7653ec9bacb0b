"""What is in the corpus, how decisions end, how long they take, and what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from woo_gronden.report.corpus import Corpus
from woo_gronden.report.figure import DECISION_HEADINGS, SHARE_HEADINGS, Chart, Figure, Heading, decision_row
from woo_gronden.report.figures_grounds import share_row
from woo_gronden.report.intervals import median_of

# Days: Wob article 6 and Woo article 4.4 give four weeks, and an extension of four (Wob) or two (Woo).
_TERM = 28
_EXTENDED = {"wob": 56, "woo": 42}
# Longer than this the dates are more likely misread than true.
_LONGEST_DAYS = 5 * 365
_WEEKS = ((0, 28), (28, 42), (42, 56), (56, 84), (84, 126), (126, 182), (182, 365), (365, _LONGEST_DAYS))
_ON_REQUEST = frozenset({"besluit", "deelbesluit"})


def find_corpus_figures(corpus: Corpus) -> Iterator[Figure]:
    """What the corpus holds."""
    yield _roles(corpus)
    yield _outcomes(corpus)


def find_time_figures(corpus: Corpus) -> Iterator[Figure]:
    """How long decisions take."""
    yield _days(corpus)


def find_finding_figures(corpus: Corpus) -> Iterator[Figure]:
    """Where the parts of a dossier do not agree."""
    rows = [
        {
            "key": row["kind"],
            **row,
            "path": corpus.place(row)["path"],
            # Not every finding is about a ground: none is no ground unknown.
            "ground": row["ground"] or None,
            "evidence": {"nl": row["sentence"] or row["evidence"], "en": row["evidence"]},
        }
        for row in corpus["findings"]
    ]
    counts = Counter((row["kind"], row["severity"]) for row in rows)
    table = [
        {"key": kind, "kind": kind, "severity": severity, "count": count}
        for (kind, severity), count in counts.most_common()
    ]
    row_headings = (Heading("path"), Heading("kind"), Heading("ground", "ground"), Heading("evidence"))
    headings = (Heading("kind"), Heading("severity"), Heading("count", "count"))
    yield Figure("findings", len(rows), "findings", headings, table, rows, row_headings)


def _roles(corpus: Corpus) -> Figure:
    counts = Counter(row["role"] for row in corpus["documents"])
    table = [
        {"key": role, "role": role, **share_row(count, len(corpus["documents"]))}
        for role, count in counts.most_common()
    ]
    rows = [
        {"key": row["role"], **{name: row[name] for name in ("path", "role", "pages", "text_source", "status")}}
        for row in corpus["documents"]
    ]
    headings = (Heading("role"), Heading("count", "count"), Heading("of", "count"), Heading("share", "share"))
    row_headings = (
        Heading("path"),
        Heading("role"),
        Heading("pages", "count"),
        Heading("text_source"),
        Heading("status"),
    )
    return Figure("roles", len(corpus["documents"]), "files", headings, table, rows, row_headings)


def _outcomes(corpus: Corpus) -> Figure:
    decisions = corpus.decisions
    counts = Counter(row["outcome"] or "" for row in decisions)
    table = [
        {"key": outcome, "outcome": outcome, **share_row(count, len(decisions))}
        for outcome, count in counts.most_common()
    ]
    headings = (Heading("outcome"), *SHARE_HEADINGS)
    rows = [decision_row(row["outcome"] or "", row) for row in decisions]
    chart = Chart("bars", table, "share", "outcome") if table else None
    return Figure("outcomes", len(decisions), "decisions", headings, table, rows, DECISION_HEADINGS, {}, chart)


def _days(corpus: Corpus) -> Figure:
    timed: list[dict[str, Any]] = []
    for row in corpus.decisions:
        if row["decision_date"] and row["request_date"] and row["decision_type"] in _ON_REQUEST:
            days = (row["decision_date"] - row["request_date"]).days
            if 0 <= days <= _LONGEST_DAYS:
                timed.append({**row, "days": days})
    table = [
        {
            "key": _range(low, high),
            "range": _range(low, high),
            **share_row(sum(_range_of(row["days"]) == _range(low, high) for row in timed), len(timed)),
        }
        for low, high in _WEEKS
        if timed
    ]
    row_headings = (
        Heading("path"),
        Heading("authority"),
        Heading("law"),
        Heading("request_date"),
        Heading("decision_date"),
        Heading("days", "count"),
    )
    rows = [
        {"key": _range_of(row["days"]), **{heading.name: row[heading.name] for heading in row_headings}}
        for row in sorted(timed, key=lambda row: -row["days"])
    ]
    headings = (Heading("range"), *SHARE_HEADINGS)
    chart = Chart("histogram", table, "range", "count", share=False, axis="days_axis") if timed else None
    return Figure("days", len(timed), "decisions", headings, table, rows, row_headings, _say_days(timed), chart)


def _say_days(timed: list[dict[str, Any]]) -> dict[str, Any]:
    if not timed:
        return {}
    found = median_of({row["document_id"]: [row["days"]] for row in timed})
    late = sum(row["days"] > _EXTENDED[row["law"]] for row in timed if row["law"] in _EXTENDED)
    known = sum(row["law"] in _EXTENDED for row in timed)
    return {
        "median": found.value,
        "days_low": found.low,
        "days_high": found.high,
        "late": late,
        "of": known,
        "share": late / known if known else 0.0,
        "term": _TERM,
    }


def _range(low: int, high: int) -> str:
    return f"{low + 1 if low else 0}-{high}" if high < _LONGEST_DAYS else f"> {low}"


def _range_of(days: int) -> str:
    return next(_range(low, high) for low, high in _WEEKS if days <= high)
