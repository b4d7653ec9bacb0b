"""What is new in a release, on top of the changelog of the one before."""

from __future__ import annotations

from pathlib import Path

from woo_gronden.dataset.diff import CAUSES, ReleaseDiff
from woo_gronden.dataset.papers.paperwork import Paperwork, markdown_table

_HEAD = "# Changes\n"


def changelog(paperwork: Paperwork, changes: ReleaseDiff | None, previous: Path | None) -> str:
    """``CHANGELOG.md``: newest first, older sections as they were."""
    section = f"## {paperwork.version} ({paperwork.date})\n\n{_said(changes)}\n"
    return f"{_HEAD}\n{section}{_older(previous)}"


def _said(changes: ReleaseDiff | None) -> str:
    if changes is None:
        return "First release."
    if not changes.rows:
        return f"No row differs from {changes.old}."
    counts = changes.counts()
    sources = [f"- {cause}: {len(ids)} documents" for cause, ids in changes.sources.items() if ids]
    rows = [
        (table, change, cause, counts[table, change, cause])
        for table, change, cause in sorted(counts, key=lambda key: (key[0], key[1], CAUSES.index(key[2])))
    ]
    table = markdown_table(("table", "rows", "because of", "number"), rows)
    return "\n".join([f"Against {changes.old}:", "", *sources, *([""] if sources else []), table])


def _older(previous: Path | None) -> str:
    if previous is None or not (previous / "CHANGELOG.md").is_file():
        return ""
    text = (previous / "CHANGELOG.md").read_text(encoding="utf-8")
    return "\n" + text.removeprefix(_HEAD).lstrip("\n")
