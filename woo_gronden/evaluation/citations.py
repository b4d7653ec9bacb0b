"""``find_citations`` against gold lines: grounds, spans, and silence on lines that cite nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from woo_gronden.errors import GoldError
from woo_gronden.evaluation.figures import Figure, f1, measure, share
from woo_gronden.schema import Citation, Law

Find = Callable[[str, Law | None], Sequence[Citation]]


class CitationEvaluation(NamedTuple):
    """Figures; a text for each gold line that came out otherwise; of each gold line its parts, 1 where right."""

    figures: list[Figure]
    errors: list[str]
    clauses: dict[str, dict[str, float]]


def evaluate_citations(gold: Path, find: Find) -> CitationEvaluation:
    """Figures of ``find`` on ``gold`` (JSON Lines).

    Grounds count per (line, ground); a span is right when its ends are exact and its grounds equal; clean is the share
    of lines without citation that give nothing.

    Raises:
        GoldError: a line cannot be read.
    """
    grounds, spans, clean, errors = list[list[int]](), list[list[int]](), list[list[int]](), list[str]()
    classes: dict[str, list[list[int]]] = {}
    clauses: dict[str, dict[str, float]] = {}
    for line in _load_lines(gold):
        found = find(line["text"], line.get("context_law"))
        want = {(c["start"], c["end"], frozenset(c["grounds"])) for c in line["citations"]}
        have = {(c.start, c.end, frozenset(c.grounds)) for c in found}
        want_ids = {ground for _, _, ids in want for ground in ids}
        have_ids = {ground for _, _, ids in have for ground in ids}
        grounds.append(_tally(want_ids, have_ids))
        classes.setdefault(line.get("class", "?"), []).append(grounds[-1])
        spans.append(_tally(want, have))
        clauses[line["id"]] = {"grounds": float(want_ids == have_ids), "spans": float(want == have)}
        if not want:
            clean.append([not have, 1])
        if want != have:
            errors.append(f"{line['id']}: want {sorted(want_ids)}, have {sorted(have_ids)}: {line['text'][:160]}")
    # A class of traps in which nothing was found has no F1: "clean" counts it.
    counted = {name: rows for name, rows in sorted(classes.items()) if any(map(any, rows))}
    figures = [measure(f"grounds F1, {name}", rows, f1, _counts(rows)) for name, rows in counted.items()]
    figures += [
        measure("grounds F1", grounds, f1, _counts(grounds)),
        measure("spans F1", spans, f1, _counts(spans)),
        measure("clean", clean, share, f"{sum(row[0] for row in clean)} of {len(clean)} lines"),
    ]
    return CitationEvaluation(figures, errors, clauses)


def _load_lines(gold: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            entry["text"], entry["citations"], entry["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{gold}, line {number}: not a gold line (text, citations, id): {error}") from error
        yield entry


def _tally(want: set[Any], have: set[Any]) -> list[int]:
    return [len(want & have), len(have - want), len(want - have)]


def _counts(rows: list[list[int]]) -> str:
    right, false, missed = (sum(column) for column in zip(*rows, strict=True))
    return f"{right} right, {false} false, {missed} missed"
