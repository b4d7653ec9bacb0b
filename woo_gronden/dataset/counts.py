"""What a release holds, counted while its rows pass: the figures of its card and datasheet."""

from __future__ import annotations

from collections import Counter
from typing import Any

from woo_gronden.dataset.rows import Row, Rows

# By table: the columns whose values are counted.
_COUNTED = {
    "documents": ("role", "text_source", "status", "authority_split"),
    "decisions": ("law", "decision_type", "outcome"),
    "passages": ("kind", "weighing", "corrected"),
    "citations": ("status",),
    "redactions": ("kind",),
    "inventory": ("assessment",),
    "findings": ("severity",),
}
_SUMMED = {"documents": ("pages", "ocr_pages", "words", "words_redacted")}
# Authorities are named in the papers as far as these many.
_AUTHORITIES_NAMED = 20


class ReleaseCounts:
    """Counts; holds no rows."""

    def __init__(self) -> None:
        self._values: dict[str, Counter[str]] = {}
        self._sums: Counter[str] = Counter()
        self._dossiers: Counter[str] = Counter()
        self._authorities: Counter[str] = Counter()
        self._years: Counter[str] = Counter()
        self._grounds: Counter[str] = Counter()

    def add(self, rows: Rows) -> None:
        """Count the rows of one dossier."""
        for name, columns in _COUNTED.items():
            for column in columns:
                counter = self._values.setdefault(f"{name}.{column}", Counter())
                counter.update(_shown(row.get(column)) for row in rows[name])
        for name, columns in _SUMMED.items():
            for column in columns:
                self._sums[f"{name}.{column}"] += sum(row.get(column) or 0 for row in rows[name])
        if rows["documents"]:
            self._dossiers[rows["documents"][0]["split"]] += 1
        for row in rows["decisions"]:
            self._authorities[row["authority"] or "(not read)"] += 1
            self._years[str(row["decision_date"].year) if row["decision_date"] else "(not read)"] += 1
            self._grounds.update(row["grounds_applied"] or ())

    def result(self) -> dict[str, Any]:
        """Everything counted, in an order of its own; sums as whole numbers."""
        return {
            "dossiers": dict(sorted(self._dossiers.items())),
            "sums": {name: round(value) for name, value in sorted(self._sums.items())},
            "values": {name: dict(sorted(counter.items())) for name, counter in sorted(self._values.items())},
            "decision_years": dict(sorted(self._years.items())),
            "grounds_applied": dict(sorted(self._grounds.items())),
            "authorities": len(self._authorities),
            "authorities_most": dict(
                sorted(self._authorities.items(), key=lambda pair: (-pair[1], pair[0]))[:_AUTHORITIES_NAMED]
            ),
        }


def _shown(value: Row | str | bool | None) -> str:
    if value is None or value == "":
        return "(none)"
    return str(value).lower() if isinstance(value, bool) else str(value)
