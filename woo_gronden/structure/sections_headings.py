"""Find the lines of a letter that are headings: by their words, their weight, their number and the room around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from woo_gronden.schema import Document, Line
from woo_gronden.structure.passages_text import fold
from woo_gronden.structure.sections_rules import HEADING_NUMBER, parse_heading_ground, parse_role

# A heading is short: the longest seen quote a request's part over three lines.
MAX_LINES = 3
MAX_CHARS = 260
# A heading whose words are known stands on one line, or two when it names its article in brackets.
MAX_KNOWN_WORDS = 12
# A line shorter than this share of the column ends before the margin, so the next line is a new start.
SHORT_LINE = 0.85

# Finite verbs of a sentence: a line with one of these is prose, unless it is bold. Over folded text.
_VERB = re.compile(
    r"(?<!\w)(?:is|zijn|was|waren|heeft|heb|hebben|had|wordt|worden|werd|werden|kan|kunt|kunnen|moet|moeten|biijft|"
    r"biijven|bevat|bevatten|staat|staan|maak|maken|verwijs|bericht|ontvangt|vraagt|verzoekt|heeft|ziet|zie|dient|"
    r"betreft|gaat|geidt|voigt|verstrekt|beoordeei|doe|ik|wij|hierbij)(?!\w)"
)
# What ends running text and no heading: comma, semicolon, hyphen; a full stop unless only a number stands before it.
_OPEN_END = re.compile(r"[,;\-]\s*$")
_SENTENCE_STOP = re.compile(r"\w{2,}[.!]\s*$")
# Lines of a letterhead and of a table, which are bold or short and no headings.
_LETTERHEAD = re.compile(
    r"^(?:datum|betreft|onderwerp|ons kenmerk|uw kenmerk|kenmerk|onze referentie|uw referentie|referentie|pagina|biadzijde|"
    r"teiefoon|postbus|bezoekadres|retouradres|e-maii|contactpersoon|contact$|geachte|beste|hoogachtend|met vriendeiijke|namens|"
    r"behandeid|van$|aan$|per e-?maii|aiieen per|uwv$|gemeente amsterdam|nr\b|www\.|https?:|\(geanonimiseerd)"
)
# An article's own heading in an annex that prints the law: "Artikel 10", "Artikel 5.1".
_ARTICLE = re.compile(r"^artikei\s+[\dio]+(?:[.:][\dio]+)?[a-z]?\.?\s*$")
_BULLET = re.compile(r"^\s*[-\u2022\u00b7o*]\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``known``: its words give a role by themselves; ``bold``: it is set off from the text by weight."""

    start: int
    end: int
    text: str
    known: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    page: int
    text: str
    paragraph: int
    width: float


def find_headings(document: Document) -> tuple[Heading, ...]:
    """The headings of ``document`` in the order of its text."""
    rows = tuple(_rows(document))
    sizes = [row.line.size for row in rows if row.text]
    body_size = median(sizes) if sizes else 0.0
    found: list[Heading] = []
    index = 0
    while index < len(rows):
        count = _heading_lines(rows, index, body_size)
        if count:
            found.append(_heading(rows[index : index + count]))
        index += count or 1
    return tuple(found)


def _rows(document: Document) -> Iterator[_Row]:
    """The body's lines in text order, each with the paragraph it stands in and its share of the column's width."""
    lines = sorted(
        ((page.number, line) for page in document.pages for line in page.lines if line.start < document.body_end),
        key=lambda pair: pair[1].start,
    )
    widths = sorted(line.bbox.x1 for _, line in lines)
    margin = widths[int(len(widths) * 0.9)] if widths else 0.0
    left = min((line.bbox.x0 for _, line in lines), default=0.0)
    column = max(margin - left, 1.0)
    bodies = [paragraph for paragraph in document.paragraphs if paragraph.kind == "body"]
    place = 0
    for number, line in lines:
        while place < len(bodies) - 1 and line.start >= bodies[place].end:
            place += 1
        text = document.text[line.start : line.end].strip()
        yield _Row(line, number, text, place, (line.bbox.x1 - left) / column)


def _heading_lines(rows: Sequence[_Row], index: int, body_size: float) -> int:
    """How many lines from ``index`` on are one heading; 0 when none."""
    row = rows[index]
    if not row.text or _LETTERHEAD.match(fold(row.text)) or not _can_start(rows, index):
        return 0
    for count in range(1, MAX_LINES + 1):
        taken = rows[index : index + count]
        if len(taken) < count or (count > 1 and not _continues(rows, index + count - 1)):
            return 0
        if _is_heading(taken, rows[index + count] if index + count < len(rows) else None, body_size):
            return count
    return 0


def _can_start(rows: Sequence[_Row], index: int) -> bool:
    """Whether a new start can be at ``index``: a new paragraph, or the line before ended a sentence."""
    row = rows[index]
    if not (row.text[0].isupper() or row.text[0].isdigit() or HEADING_NUMBER.match(fold(row.text))):
        return False
    if index == 0 or rows[index - 1].paragraph != row.paragraph:
        return True
    before = rows[index - 1]
    return before.text.endswith((".", ":", "!", "?", "'", '"', "\u2019")) or (
        before.width < SHORT_LINE and row.line.bold
    )


def _continues(rows: Sequence[_Row], index: int) -> bool:
    row, before = rows[index], rows[index - 1]
    return row.paragraph == before.paragraph and row.line.bold == before.line.bold


def _is_heading(taken: Sequence[_Row], after: _Row | None, body_size: float) -> bool:
    text = " ".join(row.text for row in taken)
    words = fold(text)
    if len(text) > MAX_CHARS or _ARTICLE.match(words) or _BULLET.match(text) or _OPEN_END.search(text):
        return False
    if not re.search(r"[a-z]{3}", words):
        return False
    alone = after is None or after.paragraph != taken[-1].paragraph
    fresh = alone or (after is not None and (after.text[:1].isupper() or after.text[:1] in "'\"\u2018\u201c-\u2022("))
    set_off = all(row.line.bold for row in taken) and not (after is not None and after.line.bold and not alone)
    larger = all(row.line.size > body_size + 0.8 for row in taken)
    stops = bool(_SENTENCE_STOP.search(text))
    known = _is_known(text)
    if not fresh:
        return False
    if known and len(words.split()) <= _max_words(words) and not stops and not _prose(words, known=True):
        return alone or taken[-1].width < SHORT_LINE or set_off
    if (set_off or larger) and not (stops and _prose(words)) and len(text) >= 4:
        return alone or taken[-1].width < 1.02
    return bool(HEADING_NUMBER.match(words)) and set_off


def _is_known(text: str) -> bool:
    return (
        parse_role(text) is not None
        or parse_heading_ground(text, "woo") is not None
        or parse_heading_ground(text, "wob") is not None
    )


def _max_words(words: str) -> int:
    return 40 if "artikei" in words else MAX_KNOWN_WORDS


def _prose(words: str, *, known: bool = False) -> bool:
    """Whether the folded ``words`` run like a sentence."""
    if known and words.rstrip().endswith("?"):
        return False
    body = re.sub(r"\([^)]*\)?", "", words)
    return bool(_VERB.search(body))


def _heading(rows: Sequence[_Row]) -> Heading:
    text = " ".join(" ".join(row.text for row in rows).split())
    return Heading(rows[0].line.start, rows[-1].line.end, text, _is_known(text), all(row.line.bold for row in rows))
