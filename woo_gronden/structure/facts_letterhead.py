"""Labels of a letterhead and the values beside or below them: date, reference, subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from woo_gronden.schema import Document
from woo_gronden.schema.letters import lowered
from woo_gronden.structure.grid import Cell, Row, find_rows

# Labels as letters print them, at the start of a cell. "Uw kenmerk" and "Uw brief" are the requester's: never a label
# of the authority's own reference or date. Recognition breaks a first letter off ("D atum") or adds one ("kenrmerk").
LABELS: dict[str, re.Pattern[str]] = {
    "date": re.compile(
        r"(?:D ?atum(?! (?:besluit|ontvangst|verzoek|document|van|op|en|is|waarop))(?: brief)?|DATUM|Dagtekening)"
        r"\s*:?(?=\s|$|\d)"
    ),
    "sent": re.compile(
        r"(?:Verzenddatum|Verzend-? ?datum|Verzonden(?: op)?|VERZONDEN|Verzonden d\.d\.)\s*:?(?=\s|$|\d)"
    ),
    "reference": re.compile(
        r"(?:[O0]n(?:s|ze)\s+(?:ken\w{0,2}merk|referentie|ref\.?|nummer)(?:\s?Onze referentie)?|Ken\w{0,2}merk|"
        r"Referentie(?:nummer)?|Zaak(?:nummer|kenmerk|[- ]?(?:nr\.?|ID|id))?|Dossier(?:nummer|[- ]?nr\.?)|"
        r"Registratie(?:nummer|kenmerk|[- ]?nr\.?)|(?:Besluit|Document|Brief|Woo-?\s?|Wob-?\s?)(?:nummer|[- ]?nr\.?)|"
        r"(?:Nummer|Uitgaand|Corsa-?(?:nummer|kenmerk)|Verseon(?:nummer)?|Djuma-?nummer)|"
        r"(?:ONS )?KENMERK|ZAAKNUMMER|DOSSIERNUMMER)\s*:?(?=\s|$)"
    ),
    # "Uw verzoek van" with the day below or beside it: the requester's own writing, not the authority's reference.
    "request": re.compile(
        r"Uw (?:Wo[ob]-?\s?verzoek|verzoek|brief|schrijven|e-?mail|bericht)"
        r"(?: van| d\.?d\.?| ?/ ?e-?mail van)?\s*:?(?=\s|$|\d)"
    ),
    "subject": re.compile(r"(?:Onderwerp|Betreft|Betreffende|ONDERWERP|BETREFT)\s*:?(?=\s|$)"),
    "other": re.compile(
        r"(?:Uw (?:kenmerk|brief|e-?mail|referentie|bericht)(?: \(kenmerk\)| van)?|Van|Aan|Bijlagen?|Behandeld door|"
        r"Kopie aan|Contact(?:persoon)?|Inlichtingen(?: bij)?|Retouradres|Bezoekadres|Postadres|Telefoon|"
        r"Doorkiesnummer|"
        r"E-?mail(?:adres)?|Pagina(?:nummer)?|Geachte|Beste|Afdeling|Team|Status|Versie)\b\s*(?:\(n\))?\s*:?"
    ),
}
# Any of them: most cells are none, and are asked once.
_ANY_LABEL = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in LABELS.values()))
# Of these each label has one that a value is asked of, in small letters: of a page's rows most have none.
_SIGNS = (
    "atum", "dagtekening", "verzend", "verzonden", "merk", "ref", "nummer", "nr", "zaak", "dossier", "registratie",
    "uitgaand", "corsa", "verseon", "djuma", "uw ", "onderwerp", "betref",
)  # fmt: skip
# Labels that house styles also print without a capital. "Van", "aan" and "team" so are words of a sentence.
_SMALL = ("date", "sent", "reference", "subject", "request")
# A value stands within these distances of its label, in heights of the label: below it (first line, next lines) and
# aligned with its left edge.
_BELOW, _NEXT_BELOW, _ALIGNED = 2.6, 1.75, 1.2
# To the right of its label on the same row, in points.
_RIGHT = 230.0
# Labels of the letter itself stand on the first pages; later pages hold annexes and documents with labels of their own.
_PAGES = 3
# A running header repeats date and reference within this share of the page's height.
_HEADER_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Value:
    """What stands at a label: the lines below or beside it, best guess first."""

    label: str
    lines: tuple[Cell, ...]
    page: int
    place: str

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(line.text for line in self.lines)


def label_of(text: str) -> tuple[str, int] | None:
    """The label that a cell starts with and where it ends, None where it is no label."""
    if _ANY_LABEL.match(text):
        for name, pattern in LABELS.items():
            match = pattern.match(text)
            if match:
                return name, match.end()
    return _small_label(text)


def _small_label(text: str) -> tuple[str, int] | None:
    """A label set without a capital ("zaaknummer", "datum"): only where it fills its cell or has a colon behind it."""
    if not text[:1].islower():
        return None
    capital = text[0].upper() + text[1:]
    if not _ANY_LABEL.match(capital):
        return None
    for name in _SMALL:
        match = LABELS[name].match(capital)
        if match and (match.end() == len(text) or text[match.end() - 1] == ":"):
            return name, match.end()
    return None


def find_values(document: Document, label: str) -> Iterator[Value]:
    """What stands at each ``label`` on the first pages, the likelier place first."""
    for place in range(min(_PAGES, len(document.pages))):
        for found in _labels(document, place):
            if found.label == label:
                yield from _values_at(label, found.rows, found.at, found.cell, found.right, found.end, found.page)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label where it stands: the rows of its page, which of them, its cell and the next, and where it ends."""

    label: str
    page: int
    rows: tuple[Row, ...]
    at: int
    cell: Cell
    right: Cell | None
    end: int


@lru_cache(maxsize=_PAGES)  # each fact of a letter asks for its own labels; most are answered by the first page
def _labels(document: Document, place: int) -> tuple[_Label, ...]:
    labels: list[_Label] = []
    page = document.pages[place]
    rows = find_rows(page)
    for at, row in enumerate(rows):
        if page.number > 1 and row.y0 > _HEADER_SHARE * page.height and not _in_margin(row, page.width):
            continue
        if not any(map(lowered(row.text).__contains__, _SIGNS)):
            continue
        cells = row.cells()
        for number, cell in enumerate(cells):
            right = cells[number + 1] if number + 1 < len(cells) else None
            for part in (cell, *_tails(cell)):
                found = label_of(part.text)
                if found:
                    labels.append(_Label(found[0], page.number, rows, at, part, right, found[1]))
    return tuple(labels)


def _in_margin(row: Row, width: float) -> bool:
    return row.words[-1].bbox.x0 > 0.66 * width


def _tails(cell: Cell) -> list[Cell]:
    """The last word, or last two, of a cell: a label may stand close after another ("Retouradres Datum")."""
    words = cell.words
    return [Cell(words[-n:]) for n in (1, 2) if len(words) > n and not words[-n].text[:1].islower()]


def _values_at(
    label: str, rows: Sequence[Row], at: int, cell: Cell, right: Cell | None, label_end: int, page: int
) -> Iterator[Value]:
    inside = _after(cell, label_end)
    near = right is not None and _is_value(right) and right.bbox.x0 - cell.bbox.x1 < _RIGHT
    beside = inside or (right if near else None)
    if beside and re.search(r"\w", beside.text):
        yield Value(label, (beside, *_lines_below(rows, at, beside, stop_left=cell.bbox.x0)), page, "beside")
    below = _lines_below(rows, at, cell, loose=label == "subject")
    if below:
        yield Value(label, below, page, "below")


def _after(cell: Cell, label_end: int) -> Cell | None:
    """The words of ``cell`` after its label, None where there are none."""
    position = 0
    for number, word in enumerate(cell.words):
        if position >= label_end:
            return Cell(cell.words[number:])
        position += len(word.text) + 1
    return None


def _is_value(cell: Cell) -> bool:
    return label_of(cell.text) is None


def _lines_below(
    rows: Sequence[Row], at: int, anchor: Cell, stop_left: float | None = None, *, loose: bool = False
) -> tuple[Cell, ...]:
    """The cells under ``anchor``, line after line, until white, another label, or what stands in the label's column."""
    lines: list[Cell] = []
    bottom, height = anchor.bbox.y1, max(anchor.bbox.height, 1.0)
    for row in rows[at + 1 :]:
        if row.y0 - bottom > (_NEXT_BELOW if lines else _BELOW) * height:
            break
        cells = row.cells()
        cell = next((c for c in cells if abs(c.bbox.x0 - anchor.bbox.x0) < _ALIGNED * height), None)
        if cell is None and loose and lines:
            # A name blacked out at the start of the line leaves its rest standing further in.
            cell = next((c for c in cells if lines[-1].bbox.x0 < c.bbox.x0 < lines[-1].bbox.x1), None)
        if cell is None:
            continue
        if stop_left is not None and any(abs(c.bbox.x0 - stop_left) < _ALIGNED * height for c in cells):
            break
        if not _is_value(cell):
            break
        lines.append(cell)
        bottom = cell.bbox.y1
    return tuple(lines)
