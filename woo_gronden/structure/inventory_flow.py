"""Tables whose columns are lost: each printed line is one run of text, its parts told apart by their words.

Text layers of recognised scans and of pages set again keep where a line starts but not the white inside it: header
("Nr. Documentnaam Beoordeling") and rows ("1 Handreiking Openbaar") read as sentences. What is left of the geometry is
the left edge of each line: of the number, of a wrapped title, of a wrapped assessment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from woo_gronden.schema import BBox, InventoryItem, Word, union
from woo_gronden.structure.grid import Row
from woo_gronden.structure.inventory_cells import AFTER_TABLE, HALF, parse_assessment, parse_cell_grounds
from woo_gronden.structure.inventory_numbers import fill_numbers

# Bars, brackets and rules that recognition makes of table lines; an "O" or a dash only beside a bar or at a line's end:
# within a title ("WW O en O", "inkomsten — Handboek") it is a word.
_RULES = re.compile(
    r"(?:\s_+(?=\s))?\s*[|\[\]]+(?:\s*_+(?=\s))?(?:\s*(?:O{1,2}|[°—])(?!\S))?|"
    r"(?<!\S)(?:O{1,2}|[°—])(?=\s*(?:[|\[\]_]|$))"
)
# A header of number and name alone: only over a row that is numbered 1.
_BARE_HEADER = re.compile(r"N(?:umme)?r\W*(?:Document(?:en)?(?:\s?[Nn]aam)?|Titel|Omschrijving)")
# A whole header in one run: number, document, at most a few words (a project's name), assessment, maybe the law. With
# capitals, as headers are; a sentence ("documenten 1 tot en met 4 openbaar te maken") is none.
_HEADER = re.compile(
    r"(?:(?P<number>N(?:umme)?r|Nn|No|NR|Volgnr|Doc\.?\s?nr|Documentnummer)\W*"
    r"(?:Document(?:en)?(?:\s?[Nn]aam)?|Titel|Omschrijving|Naam(?: document)?|Bestandsnaam|"
    r"Onderwerp)\b(?:\s+\S+){0,4}?|"
    r"(?:Document(?:en)?(?:\s?[Nn]aam)?|Titel|Omschrijving))\s+(?:Beoordeling|Oordeel|Openbaar(?:making)?|"
    r"Status)\b(?:\s+\S+){0,3}"
)
# The sentence before a list: "De volgende documenten zijn aangetroffen."
_ANNOUNCED = re.compile(
    r"\bdocument(?:en)?\b.*\b(?:aangetroffen|weergegeven)\s*[.:]?$|^aangetroffen[.:]$", re.IGNORECASE
)
# A table without a header is one where so many of the next rows end in an assessment, the first after a row of junk at
# most; its titles have at most so many words on a line.
_ROWS_AHEAD, _LEAST_JUDGED, _MOST_JUNK, _TITLE_WORDS = 6, 2, 1, 12
# A word that every such header has: rows without it are not looked at any further.
_JUDGED = re.compile(r"Beoordeling|Oordeel|Openbaar|Status")
# The number's word, and the words beside it or before the assessment's of which each header has one.
_NUMBERED = re.compile(r"N(?:umme)?r(?![a-z])")
_NAMED = re.compile(r"Document|Titel|Omschrijving|Naam|Bestandsnaam|Onderwerp")
_HEADS = re.compile(f"{_NUMBERED.pattern}|{_JUDGED.pattern}")
# The last word of an announcement.
_SAID = re.compile(r"(?:aangetroffen|weergegeven)[.:]?", re.IGNORECASE)
# The lower half of a header whose "Nr" stands on the line above.
_HEADER_REST = re.compile(r"^\W*(?:Document(?:en)?(?:naam)?)\W", re.IGNORECASE)
# A sub-heading between rows: the header's document word again with a name.
_SUBHEADER = re.compile(r"^\W*(?:Nr\W+)?Document(?:en)?naam\b", re.IGNORECASE)
# A number at the start of a row.
_ROW = re.compile(r"^\W{0,3}(?P<number>\d{1,5}[a-z]?)(?P<stop>[.)*:]{0,2})_*(?:\s+(?=\S)|$)")
# What is left of a number that recognition lost: a letter or two before the rule of the table.
_LOST_NUMBER = re.compile(r"^\W*[A-Za-z]{1,2}\s*[|\]]\s*")
# What the authority says of a document, as the last such words on the line: everything before is title.
_VERDICT = re.compile(
    r"(?:\(?\b(?:deels|gedeeltelijk|niet|reeds|al|eerder|volledig|geheel|ged\.)\)?\s+)+openbaar\b|(?<![-\w])openbaar\b|"
    r"\b(?:gedeeltelijk|volledig|geweigerd)\s*$|\b(?:deels|niet|reeds|al)\s*$|\bwachten op\b|\bgeweigerd\b|"
    r"\bniet verstrek\w*",
    re.IGNORECASE,
)
# What may follow an assessment on its line: nothing, a ground, a refusal, a remark on where it is found.
_GOES_ON = re.compile(
    r"\W*(?:$|geweigerd|weigering|o\.?\s?g\.?\s?v|op\s?grond|5\.\d|1[01][.,]|art|lid|sub|buiten|zie|via|https?:|www)",
    re.IGNORECASE,
)
# Words of a ground or of an assessment's second line, where a wrapped title may stand before them.
_TAIL = re.compile(
    r"\bo\.?\s?g\.?\s?v\.?|\bop\s?grond\s+van\b|(?:,\s*)?\bgeweigerd\b|\bweigering\b|\(?\b5\.1\.?\s?\d?|"
    r"\(?\b1[01][.,]\s?\d|"
    r"\bart(?:ikel|\.)?\s*(?:5|10|11)\b|^lid \d|\bbuiten (?:de )?reikwijdte|^(?:deels|gedeeltelijk|niet|reeds|"
    r"volledig)?\s*openbaar\b|"
    r"\bzienswijze\s*$|^sub [a-z]\b",
    re.IGNORECASE,
)
# A wrapped assessment starts this far right of the titles, in points of a page of ordinary width.
_RIGHT = 0.17
# What is left of a number has at most this many letters; the white of a column behind it, in heights of the line.
_MARK_LETTERS, _COLUMN_WHITE = 2, 1.5
# A table goes on while the white between lines is below this many heights.
_WIDE_WHITE = 5.0


@dataclass(slots=True)
class FlowTable:
    """Lines under a header in one run, with their pages."""

    numbered: bool
    x0: float
    width: float
    lines: list[tuple[int, Row]] = field(default_factory=list)


def may_hold_flow(words: Sequence[Word], body_end: int) -> bool:
    """Whether the words of a page have what every header of such a table, or the sentence before it, has.

    Args:
        words: those of the page.
        body_end: where the body ends; what follows may be left out of the rows.
    """
    texts = " ".join([word.text for word in words])
    # Two words of a header on one height; asked for only where both are on the page.
    if _NAMED.search(texts) and _HEADS.search(texts):
        names = [word.bbox for word in words if _NAMED.search(word.text)]
        heads = [word.bbox for word in words if _HEADS.search(word.text)]
        if any(_level(name, head) for head in heads for name in names):
            return True
    texts = texts.lower()
    return ("aangetroffen" in texts or "weergegeven" in texts) and any(
        _SAID.search(word.text) and _ends_line(word, words[at : at + 1], body_end)
        for at, word in enumerate(words, start=1)
    )


def _level(one: BBox, other: BBox) -> bool:
    """Whether two words can stand on one row: within twice their heights, as rows of skewed pages gather."""
    return abs(one.y0 + one.y1 - other.y0 - other.y1) < 2 * (one.height + other.height)


def _ends_line(word: Word, following: Sequence[Word], body_end: int) -> bool:
    """Whether the word that follows, if any, does not stand right of ``word`` on its line, or may be left out."""
    x0, top, _, bottom = word.bbox
    return not any(
        (top, bottom) == (after.bbox.y0, after.bbox.y1) and x0 < after.bbox.x0 and after.start < body_end
        for after in following
    )


def is_flow_header(rows: Sequence[Row], at: int) -> tuple[FlowTable, int] | None:
    """The table that starts at row ``at``, and how many rows its header takes; None where no such header stands."""
    numbered = "Nr" in rows[at].text or "Nummer" in rows[at].text  # asked first: most rows are prose
    if numbered and at + 1 < len(rows) and _BARE_HEADER.fullmatch(_clean_header(rows[at].text)):
        first = _ROW.match(_clean(rows[at + 1].text))
        if first is not None and first["number"] == "1":
            return FlowTable(True, rows[at].words[0].bbox.x0, 0.0), 1
    said = rows[at].text.lower()
    if ("aangetroffen" in said or "weergegeven" in said) and _ANNOUNCED.search(rows[at].text):
        return _headless(rows, at)
    if not any(_JUDGED.search(row.text) for row in rows[at : at + 2]):
        return None
    text = _clean_header(rows[at].text)
    match = _HEADER.fullmatch(text)
    if match:
        return FlowTable(match["number"] is not None, rows[at].words[0].bbox.x0, 0.0), 1
    if at + 1 < len(rows) and re.fullmatch(r"N(?:umme)?r\W*", text):
        below = _clean_header(rows[at + 1].text)
        if _HEADER_REST.match(below) and _HEADER.fullmatch(f"Nr {below.lstrip(' .')}"):
            return FlowTable(True, rows[at].words[0].bbox.x0, 0.0), 2
    return None


def _headless(rows: Sequence[Row], at: int) -> tuple[FlowTable, int] | None:
    """A table whose header recognition destroyed, behind the sentence at row ``at`` that announces it."""
    ahead = rows[at + 1 : at + 1 + _ROWS_AHEAD]
    if any(is_flow_header(ahead, n) for n in range(min(_MOST_JUNK + 1, len(ahead)))):
        return None
    judged = [n for n, row in enumerate(ahead) if _is_judged(row)]
    if len(judged) < _LEAST_JUDGED or judged[0] > _MOST_JUNK:
        return None
    return FlowTable(True, rows[at].words[0].bbox.x0, 0.0), 1 + judged[0]


def _is_judged(row: Row) -> bool:
    """A short line that ends in an assessment, its ground included: "Overeenkomst Deels openbaar (5.1.2.e)"."""
    text = _clean(row.text)
    match = next((m for m in _VERDICT.finditer(text) if _GOES_ON.match(text, m.end())), None)
    return match is not None and 1 <= len(text[: match.start()].split()) <= _TITLE_WORDS and not text.endswith(".")


def ends_flow(table: FlowTable, row: Row, last: Row | None) -> bool:
    """Whether ``row`` is no longer of the table."""
    text = _clean(row.text)
    if AFTER_TABLE.match(text):
        return True
    if _SUBHEADER.match(text) or _ROW.match(text):
        return False
    x0 = row.words[0].bbox.x0
    white = row.y0 - last.y1 if last is not None and row.y0 > last.y0 else 0.0
    out = 1.2 if _VERDICT.search(text) else 0.3
    if x0 < table.x0 - out * row.height and len(row.words) > 1:
        return True
    return white > _WIDE_WHITE * row.height


def read_flow(
    table: FlowTable, parse_grounds: Callable[[str], tuple[str, ...]], legend: Mapping[str, tuple[str, ...]]
) -> Iterator[InventoryItem]:
    """The rows of ``table``."""
    items: list[InventoryItem] = []
    marks: list[str] = []
    for number, lines in _records(table):
        titles, verdicts = _parts(number, lines, table)
        title = re.sub(r"\s+", " ", join_texts(titles)).strip(" .;")
        verdict = re.sub(r"\s+", " ", " ".join(verdicts)).strip()
        if not title:
            continue
        grounds = parse_cell_grounds(verdict, parse_grounds, legend)
        page = lines[0][0]
        box = union([word.bbox for p, row in lines if p == page for word in row.words])
        items.append(InventoryItem(0, number, title, None, parse_assessment(verdict), grounds, page, box, "lines"))
        marks.append("" if number else _lost_mark(lines[0][1]))
    if table.numbered and not any(item.number for item in items) and len(items) > 1:
        # Numbers that were never in the text layer: a column of them is headed, so the rows are counted.
        marks = ["-"] * len(items)
    yield from fill_numbers(items, marks) if table.numbered else items


def join_texts(lines: Sequence[str]) -> str:
    """Lines of a wrapped title as one."""
    text = ""
    for line in lines:
        broken = re.search(r"[a-z]{3}-$", text) and re.match(r"[a-z]{3}", line)
        text = text[:-1] + line if broken else f"{text} {line}".strip()
    return text


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _RULES.sub(" ", text)).strip()


def _clean_header(text: str) -> str:
    """A header without what recognition makes of its rules: "[Nr. | _O Documentnaam | Beoordeling OO"."""
    return _clean(re.sub(r"_+|(?<!\w)[ON]{1,2}(?!\w)", " ", re.sub(r"[|\[\]_]+", " ", text)))


def _records(table: FlowTable) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    """Each row's number and lines. A row starts at a number, or at a second assessment in a line of its own."""
    number, judged, half = "", False, False
    numbered = table.numbered and any(_ROW.match(_clean(row.text)) for _, row in table.lines)
    lines: list[tuple[int, Row]] = []
    for at, (page, row) in enumerate(table.lines):
        text = _clean(row.text)
        if _SUBHEADER.match(text):
            continue
        match = _ROW.match(text) if table.numbered else None
        starts = match is not None and _is_next(match, number, row, table)
        verdict = bool(_VERDICT.search(text))
        far = row.words[0].bbox.x0 > table.x0 + _RIGHT * _page_width(table)
        unnumbered = (
            verdict
            and judged
            and not half
            and not match
            and not _TAIL.match(text)
            and (not far or not numbered or _whole(text))
            and not (number and _is_followed(table, at, number))
        )
        lost = numbered and not match and bool(_lost_mark(row))
        if starts or unnumbered or lost or not lines:
            if lines:
                yield number, lines
            number, lines, judged = (match["number"] if match and starts else ""), [], False
        lines.append((page, row))
        judged = judged or verdict
        half = bool(HALF.search(text)) if verdict else half and judged and not text
    if lines:
        yield number, lines


def _is_followed(table: FlowTable, at: int, number: str) -> bool:
    """Whether the next number after line ``at`` is the one after ``number``: no row was lost between."""
    for _, row in table.lines[at + 1 :]:
        match = _ROW.match(_clean(row.text))
        if match and _is_next(match, number, row, table):
            return match["number"] == str(int(number) + 1) if number.isdigit() else False
    return False


def _lost_mark(row: Row) -> str:
    """What recognition left of a number: a letter or two with the white of a column behind them; "" if nothing."""
    if match := _LOST_NUMBER.match(row.text):
        return match.group().strip()
    if len(row.words) < 2 or len(row.words[0].text.strip("|[]_.")) > _MARK_LETTERS:
        return ""
    white = row.words[1].bbox.x0 - row.words[0].bbox.x1
    return row.words[0].text if white > _COLUMN_WHITE * row.height else ""


def _whole(text: str) -> bool:
    """A line with a title and an assessment of its own: a row whose number was lost."""
    match = _VERDICT.search(text)
    return match is not None and len(re.findall(r"\w+", text[: match.start()])) >= 2


def _is_next(match: re.Match[str], last: str, row: Row, table: FlowTable) -> bool:
    """Whether a number starts a row: it is the next one or stands at the left edge of the numbers."""
    at_edge = abs(row.words[0].bbox.x0 - table.x0) < 0.02 * _page_width(table) + row.height
    value = int(re.match(r"\d+", match["number"])[0])  # type: ignore[index]
    before = int(re.match(r"\d+", last)[0]) if last else 0  # type: ignore[index]
    return at_edge and (before <= value <= before + 3 or (not last and value < 1000) or bool(match["stop"]))


def _page_width(table: FlowTable) -> float:
    return table.width or 595.0


def _parts(number: str, lines: Sequence[tuple[int, Row]], table: FlowTable) -> tuple[list[str], list[str]]:
    titles: list[str] = []
    verdicts: list[str] = []
    start = max(table.x0, lines[0][1].words[0].bbox.x0)
    for count, (_, row) in enumerate(lines):
        text = _clean(row.text)
        if count == 0:
            lost = "" if number else _lost_mark(row)
            text = _ROW.sub("", text, count=1) if number else row.text.removeprefix(lost)
            text = _clean(text)
        far = row.words[0].bbox.x0 > start + _RIGHT * _page_width(table)
        if verdicts and far and count:
            verdicts.append(text)
            continue
        title, verdict = _split(text, first=not verdicts)
        if title:
            titles.append(title)
        if verdict:
            verdicts.append(verdict)
    return titles, verdicts


def _split(text: str, first: bool) -> tuple[str, str]:
    """A line's title and what it says of the document."""
    if first:
        found = list(_VERDICT.finditer(text))
        tail = next((m for m in found if _GOES_ON.match(text, m.end())), found[-1] if found else None)
        if tail is not None and not tail.start() and _whole(text[tail.end() :] + " openbaar"):
            # Words set in another order: "Openbaar Wetsuitleg WIA".
            return text[tail.end() :].strip(), tail.group()
        if tail is not None:
            return text[: tail.start()].strip(" ("), text[tail.start() :]
    match = _TAIL.search(text)
    if match:
        return text[: match.start()].strip(" ("), text[match.start() :]
    return text, ""
