"""What the papers are made from, and words that several of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from woo_gronden.dataset.manifest import ReleaseFile
from woo_gronden.dataset.publication import Publication

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = ("Woo", "Wob", "open government", "freedom of information", "redaction", "Dutch law", "legal reasoning")
NOT_FOR_PUBLICATION = (
    "**Not for publication.** This release was built with `--keep-personal-data`: its text holds personal data as it "
    "stands in the letters."
)


@dataclass(frozen=True, slots=True)
class Paperwork:
    """``release.json``, who publishes, and the files of data with size and digest."""

    manifest: Mapping[str, Any]
    publication: Publication
    files: Sequence[ReleaseFile]

    @property
    def version(self) -> str:
        """The release's version."""
        return str(self.manifest["version"])

    @property
    def date(self) -> str:
        """The release's date, ISO."""
        return str(self.manifest["date"])

    @property
    def counts(self) -> Mapping[str, Any]:
        """What was counted while the rows passed."""
        counts: Mapping[str, Any] = self.manifest["counts"]
        return counts

    def rows(self, table: str) -> int:
        """Rows of a table in all splits."""
        return sum(self.manifest["tables"][table].values())

    def all_rows(self) -> int:
        """Rows of all tables."""
        return sum(self.rows(table) for table in self.manifest["tables"])

    def corrected(self) -> int:
        """Passages that people changed, added or removed."""
        corrections = self.manifest["corrections"]
        return int(corrections["overrides"] + corrections["added"] + corrections["removed"])

    def data_files(self) -> list[ReleaseFile]:
        """The files that hold rows."""
        folders = ("data/", "csv/", "jsonl/")
        return [file for file in self.files if file.path.startswith(folders)]

    def privacy(self) -> str:
        """What was done about personal data, in a sentence or two."""
        if not self.manifest["text"]:
            return "This release holds no free text: positions, grounds and counts only."
        if not self.manifest["publishable"]:
            return NOT_FOR_PUBLICATION
        count = sum(sum(kinds.values()) for kinds in self.manifest["replaced"].values())
        return (
            f"Personal data in free text was replaced by typed placeholders before anything was written "
            f"({self.manifest['anonymiser']}; {count} replacements). No such method finds everything: whoever uses the "
            "text should treat what was missed as personal data, and tell the publisher."
        )


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; strokes in cells escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def figures_table(figures: Sequence[Mapping[str, Any]]) -> str:
    """The figures of the finders on gold, or that none were given."""
    if not figures:
        return "No figures were given when this release was built."
    rows = [
        (f["finder"], f["name"], _number(f["value"]), f"{_number(f['low'])} to {_number(f['high'])}", f.get("of") or "")
        for f in figures
    ]
    return markdown_table(("finder", "figure", "value", "95 % interval", "of"), rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
