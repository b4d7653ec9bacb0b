"""Which grounds are applied: in all, by authority, over the years, Wob against Woo, and together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from woo_gronden.report.corpus import Corpus, Row
from woo_gronden.report.figure import (
    DECISION_HEADINGS,
    SHARE_HEADINGS,
    Chart,
    Figure,
    Heading,
    code_of,
    decision_row,
    joined,
)
from woo_gronden.report.intervals import share_of
from woo_gronden.taxonomy import all_grounds

# As many authorities and grounds as a person compares in one picture.
_MOST_GROUNDS, _MOST_AUTHORITIES, _MOST_LINES = 12, 12, 5
# A share of fewer decisions says next to nothing.
_FEW = 5


def find_ground_figures(corpus: Corpus) -> Iterator[Figure]:
    """The figures on grounds, in the order of the report."""
    decisions = corpus.decisions
    yield _applied(decisions)
    yield _laws(decisions)
    yield _years(decisions)
    yield _by(decisions, "kinds", lambda row: row["authority_kind"])
    yield _by(decisions, "authorities", lambda row: row["authority"])
    yield _together(decisions)
    yield _boxes(corpus)


def share_row(part: int, whole: int) -> dict[str, Any]:
    """Count, total, share and interval, as columns of a table."""
    found = share_of(part, whole)
    return {
        "count": part,
        "of": whole,
        "share": found.value,
        "interval": f"{100 * found.low:.0f}-{100 * found.high:.0f} %" if whole else "",
        "low": found.low,
        "high": found.high,
    }


def _applied(decisions: list[dict[str, Any]]) -> Figure:
    counts = Counter(ground for row in decisions for ground in set(row["grounds_applied"]))
    laws = Counter(row["law"] for row in decisions)
    table = [
        {"key": ground, "ground": ground, **share_row(count, laws[ground.partition(":")[0]])}
        for ground, count in counts.most_common()
    ]
    first = table[0] if table else None
    return Figure(
        "applied",
        len(decisions),
        "decisions",
        (Heading("ground", "ground"), *SHARE_HEADINGS),
        table,
        [decision_row(ground, row) for row in decisions for ground in row["grounds_applied"]],
        DECISION_HEADINGS,
        {"ground": code_of(first["ground"]), "share": first["share"], "count": first["count"], "of": first["of"]}
        if first
        else {},
        Chart("bars", table[: 2 * _MOST_GROUNDS], "share", "ground"),
    )


def _laws(decisions: list[dict[str, Any]]) -> Figure:
    laws = Counter(row["law"] for row in decisions)
    counts = Counter((row["law"], joined(ground)) for row in decisions for ground in set(row["grounds_applied"]))
    table, drawn = [], []
    for ground in (g for g in all_grounds() if g.law == "woo" and len(g.counterparts) == 1):
        wob, woo = (share_row(counts[law, ground.id], laws[law]) for law in ("wob", "woo"))
        if not wob["count"] and not woo["count"]:
            continue
        table.append(
            {"key": ground.id, "ground": ground.id}
            | {
                f"{name}_{law}": row[name]
                for law, row in (("wob", wob), ("woo", woo))
                for name in ("count", "share", "interval")
            }
        )
        drawn += [{"ground": ground.id, "law": law, **row} for law, row in (("Wob", wob), ("Woo", woo))]
    headings = [Heading("ground", "ground")]
    for law in ("wob", "woo"):
        headings += [Heading(f"count_{law}", "count"), Heading(f"share_{law}", "share"), Heading(f"interval_{law}")]
    known = {row["key"] for row in table}
    rows = [
        decision_row(joined(ground), row)
        for row in decisions
        for ground in row["grounds_applied"]
        if joined(ground) in known
    ]
    both = {"wob": laws["wob"], "woo": laws["woo"]} if laws["wob"] and laws["woo"] else {}
    chart = Chart("pairs", drawn, "share", "ground", "law") if both else None
    return Figure("laws", laws["wob"] + laws["woo"], "decisions", headings, table, rows, DECISION_HEADINGS, both, chart)


def _years(decisions: list[dict[str, Any]]) -> Figure:
    dated = [row for row in decisions if row["decision_date"]]
    years = Counter(row["decision_date"].year for row in dated)
    counts = Counter(
        (row["decision_date"].year, ground) for row in dated for ground in {joined(g) for g in row["grounds_applied"]}
    )
    common = [ground for ground, _ in Counter(ground for _, ground in counts.elements()).most_common(_MOST_LINES)]
    table = [
        {"key": f"{year} {ground}", "year": year, "ground": ground, **share_row(counts[year, ground], years[year])}
        for year in sorted(years)
        if years[year] >= _FEW
        for ground in common
    ]
    rows = [
        decision_row(f"{row['decision_date'].year} {ground}", row)
        for row in dated
        for ground in sorted({joined(g) for g in row["grounds_applied"]} & set(common))
    ]
    chart = Chart("lines", table, "year", "share", "ground") if len({row["year"] for row in table}) > 1 else None
    headings = (Heading("year", "count"), Heading("ground", "ground"), *SHARE_HEADINGS)
    return Figure("years", len(dated), "decisions", headings, table, rows, DECISION_HEADINGS, {}, chart)


def _by(decisions: list[dict[str, Any]], name: str, group_of: Callable[[Row], str | None]) -> Figure:
    known = [(group, row) for row in decisions if (group := group_of(row))]
    totals = Counter(group for group, _ in known)
    groups = [group for group, count in totals.most_common(_MOST_AUTHORITIES) if count >= _FEW]
    counts = Counter((group, ground) for group, row in known for ground in {joined(g) for g in row["grounds_applied"]})
    common = [g for g, _ in Counter(ground for _, ground in counts.elements()).most_common(_MOST_GROUNDS)]
    table = [
        {
            "key": f"{group} {ground}",
            "group": group,
            "ground": ground,
            **share_row(counts[group, ground], totals[group]),
        }
        for group in groups
        for ground in common
        if counts[group, ground]
    ]
    rows = [
        decision_row(f"{group} {ground}", row)
        for group, row in known
        for ground in sorted({joined(g) for g in row["grounds_applied"]} & set(common))
        if group in groups
    ]
    n = sum(totals[group] for group in groups)
    headings = (Heading("group"), Heading("ground", "ground"), *SHARE_HEADINGS)
    chart = Chart("heat", table, "ground", "group") if table else None
    return Figure(name, n, "decisions", headings, table, rows, DECISION_HEADINGS, {}, chart)


def _together(decisions: list[dict[str, Any]]) -> Figure:
    sets = [({joined(g) for g in row["grounds_applied"]}, row) for row in decisions]
    alone = Counter(ground for grounds, _ in sets for ground in grounds)
    pairs = Counter(pair for grounds, _ in sets for pair in combinations(sorted(grounds), 2))
    common = [ground for ground, _ in alone.most_common(_MOST_GROUNDS)]
    table = [
        {"key": f"{one} {other}", "ground": one, "with": other, **share_row(count, alone[one])}
        for pair, count in pairs.most_common()
        for one, other in (pair, pair[::-1])
        if one in common and other in common
    ]
    rows = [
        decision_row(f"{one} {other}", row)
        for grounds, row in sets
        for pair in combinations(sorted(grounds), 2)
        for one, other in (pair, pair[::-1])
        if one in common and other in common
    ]
    headings = (Heading("ground", "ground"), Heading("with", "ground"), *SHARE_HEADINGS)
    several = sum(len(grounds) > 1 for grounds, _ in sets)
    says = {"count": several, "of": len(sets), "share": several / len(sets)} if sets else {}
    chart = Chart("heat", table, "with", "ground") if table else None
    return Figure("together", len(decisions), "decisions", headings, table, rows, DECISION_HEADINGS, says, chart)


def _boxes(corpus: Corpus) -> Figure:
    boxes = corpus["redactions"]
    counts = Counter(ground for row in boxes for ground in (row["grounds"] or ("",)))
    files: dict[str, set[str]] = {}
    for row in boxes:
        for ground in row["grounds"] or ("",):
            files.setdefault(ground, set()).add(row["document_id"])
    table = [
        {"key": ground, "ground": ground, **share_row(count, len(boxes)), "documents": len(files[ground])}
        for ground, count in counts.most_common()
    ]
    by_document = Counter((ground, row["document_id"]) for row in boxes for ground in (row["grounds"] or ("",)))
    rows = [
        {"key": ground, "path": corpus.place({"document_id": document})["path"], "ground": ground, "count": count}
        for (ground, document), count in by_document.most_common()
    ]
    return Figure(
        "boxes",
        len(boxes),
        "regions",
        (Heading("ground", "ground"), *SHARE_HEADINGS, Heading("documents", "count")),
        table,
        rows,
        (Heading("path"), Heading("ground", "ground"), Heading("count", "count")),
        {"count": counts[""], "of": len(boxes), "share": counts[""] / len(boxes)} if boxes else {},
        Chart("bars", table[: 2 * _MOST_GROUNDS], "share", "ground") if boxes else None,
    )
