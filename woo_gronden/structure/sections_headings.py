"""Find what is a heading in a letter: by its words, its weight, its number and the room it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from woo_gronden.schema import Document, Line, Paragraph
from woo_gronden.structure.passages_text import fold, folded
from woo_gronden.structure.sections_rules import HEADING_NUMBER, is_neutral, parse_heading_ground, parse_role

# The longest heading seen quotes a part of the request over four lines.
MAX_LINES = 4
MAX_CHARS = 300
# A heading whose words are known is short, unless it prints its article in brackets or is bold. Words.
MAX_KNOWN_WORDS = 12
# A plain heading that nothing makes known: at most so long, and text of at least so many characters follows.
MAX_PLAIN_CHARS = 110
MAX_PLAIN_WORDS = 16
# Longer than this and with a colon behind it, it introduces a list. Words.
MAX_LIST_INTRO = 6
# A line within a paragraph that is a heading by itself has at most so many.
MAX_LINE_WORDS = 6
MIN_TEXT_CHARS = 60

# Finite verbs: a stretch with one of these is prose, unless bold or numbered.
_VERB = folded(
    r"(?<!\w)(?:is|zijn|was|waren|heeft|heb|hebben|had|wordt|worden|werd|werden|kan|kunt|kunnen|moet|moeten|blijft|"
    r"blijven|bevat|bevatten|(?<!de )(?<!der )staat|staan|maak|maken|verwijs|bericht|ontvangt|omvat|kent|vraagt|"
    r"verzoekt|ziet|zie|dient|bepaalt|betreft|gaat|geldt|volgt|verstrekt|verstrekken|doe|ik|wij|hierbij|geef|geeft|"
    r"verklaart|verklaren|hopen|vertrouw|weegt|wegen|weeg|zou|zouden|zal|zullen|mag|mogen|komt|leidt|vormt|raakt|"
    r"schaadt)(?!\w)"
)
# What a text ends in stands in so many characters at its end; none but these need be looked at.
_TAIL = 8
# What ends running text and no heading: a comma, semicolon or hyphen; or a word and a full stop ("e.a." is a word too).
_OPEN_END = re.compile(r"[,;\-\u2013/]\s*$|\b(?:van|de|het|en|of|in|op|een|voor|met|te)\s*$")
_STOP = re.compile(r"\w{3,}[.!;]['\")\u2019\u201d]?\s*$")
# The letterhead's labels, the closing, and lines of addresses.
_LABEL = folded(
    r"^(?:datum|betreft|onderwerp|ons kenmerk|uw kenmerk|kenmerk|onze referentie|uw referentie|referentie|pagina|"
    r"bladzijde|telefoon|postbus|bezoekadres|retouradres|e-?mail|contactpersoon|geachte|beste|hoogachten|"
    r"met vriendelijke|namens|behandeld|van\s*$|aan\s*$|per e-?mail|alleen per|uwv\s*$|gemeente amsterdam|nr\b|www\.|"
    r"https?:|code\s+[\da-z]{1,2}\s*[:=]|bijlage\(n\)|ministerie van|de minister|de staatssecretaris|"
    r"juridisch adviseur|mr\.|drs\.|tabel|figuur|"
    r"artikel\s+[\d.:]+[a-z]?\.?\s*$|.*\sd\.d\.)"
)
# A row of a list of documents: a cell border, a file's name, a judgement at the end.
_ROW = folded(
    r"\||\.(?:pdf|docx?|xlsx?|msg|pptx?)\b|\S\s+(?:openbaar|geweigerd|zienswijze)\s*(?:\(.{3,20}\))?\s*$|documentnaam|beoordeling\s*$"
)
# Letters that each of these has; a border is no sign, folded text has none.
_ROW_SIGNS = tuple(fold(".pdf .doc .xls .msg .ppt openbaar geweigerd zienswijze documentnaam beoordeling").split())
_CONTENTS = folded(r"reeds openbaar|reeds openbare")
# Nothing but a stamped ground: "5.1 lid 2 onder e", "10.2.e".
_STAMP = re.compile(
    r"^(?!artikel.*van de wo)(?:[\s\d.,()/]|artikel|art|lid|onder|sub|aanhef|en|van|de|woo|wob|[a-i](?!\w)|eerste|"
    r"tweede)+$",
    re.IGNORECASE,
)
# The line of an address: "1040 HG Amsterdam".
_ADDRESS = re.compile(r"\d(?<!\w\d)\d{3}\s?[A-Z]{2}\b")
_BULLET = re.compile(r"^\s*[-\u2022\u00b7\u25cf\u25aa*\u2013\u2014]\s|^o\s")
# The salutation, before which a letter has a letterhead and no headings; and its closing.
SALUTATION = folded(r"^(?:geachte|beste|mijnheer|mevrouw|zeer geachte|hooggeachte|l\.s\.)")
CLOSING = folded(r"^(?:hoogachtend|met vriendelijke groet|vriendelijke groet)")
SALUTATION_PAGES = 2
# A heading that runs into its text: ground in words, its article in brackets, then a sentence.
_RUN_IN_ARTICLE = re.compile(r"^[^.;:]{8,220}?\((?:artikel|art\.)[^)]{4,90}\)(?=\s+[A-Z\u00c0-\u00d6])", re.IGNORECASE)
# "ad a. ... . U betoogt": a numbered point of an objection, up to its full stop.
_RUN_IN_POINT = re.compile(r"^[Aa]d\s+(?:\d{1,2}|[a-h])[.)]?\s[^.]{8,220}\.?(?=\s+[A-Z])")
# An article in brackets that goes on in the next paragraph, "(artikel 10," and "tweede lid, onder b, van de Wob)."; an
# indent behind the heading's number may have parted them.
_OPEN_ARTICLE = re.compile(r"^[^.;:]{0,3}\.?[^.;:]{8,200}\((?:artikel|art\.)[^)]{0,90}$", re.IGNORECASE)
_ARTICLE_END = re.compile(r"^[a-z][^().]{2,90}\)\.?$")
# Larger than the body's letters by so many points: set off by size.
LARGER = 0.8
# Below this share of the body's letters a plain line is a footnote.
SMALLER = 0.93
# The end of a paragraph that is closed, a footnote's number behind it or not.
_CLOSED = re.compile(r"[.!?:)\"\u2019\u201d]\d*\s*$")
# Three letters in a row: without them there is no word to read.
_HAS_WORD = re.compile(r"[a-z]{3}")
# What stands between brackets, closed or not: its verbs do not make a heading a sentence.
_BRACKETS = re.compile(r"\([^)]*\)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``known``: its words give a role or a ground; ``bold``: set off by weight or size."""

    start: int
    end: int
    text: str
    known: bool
    bold: bool
    first_on_page: bool


class _Item(NamedTuple):
    """A paragraph of the body with its lines."""

    paragraph: Paragraph
    text: str
    lines: tuple[Line, ...]
    first_on_page: bool


def find_headings(document: Document) -> tuple[Heading, ...]:
    """The headings of ``document`` in the order of its text, from the salutation on."""
    items = tuple(_items(document))
    sizes = [line.size for item in items for line in item.lines]
    body_size = median(sizes) if sizes else 0.0
    first = _first_item(items)
    found = (_find(items, place, body_size) for place in range(first, len(items)))
    return tuple(heading for heading in found if heading)


def _items(document: Document) -> Iterator[_Item]:
    """The paragraphs of the body, a heading's article that was broken off put back to it."""
    held: _Item | None = None
    for item in _paragraphs(document):
        if held and "(" in held.text and _OPEN_ARTICLE.match(held.text) and _ARTICLE_END.match(item.text):
            both = held.paragraph._replace(end=item.paragraph.end)
            held = _Item(both, f"{held.text} {item.text}", held.lines + item.lines, held.first_on_page)
            continue
        if held:
            yield held
        held = item
    if held:
        yield held


def _paragraphs(document: Document) -> Iterator[_Item]:
    lines = sorted(line for page in document.pages for line in page.lines if line.start < document.body_end)
    starts = [line.start for line in lines]
    seen: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.kind != "body" or paragraph.start >= document.body_end:
            continue
        inside = tuple(lines[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)])
        text = document.text[paragraph.start : paragraph.end]
        if "  " in text or not text.isprintable():  # most have single spaces only
            text = " ".join(text.split())
        yield _Item(paragraph, text.strip(" "), inside, paragraph.page not in seen)
        seen.add(paragraph.page)


def _first_item(items: Sequence[_Item]) -> int:
    """The first paragraph after the salutation; 0 in a letter without one on its first pages."""
    for place, item in enumerate(items):
        if item.paragraph.page > SALUTATION_PAGES:
            break
        if SALUTATION.match(fold(item.text)):
            return place + 1
    return 0


def _find(items: Sequence[_Item], place: int, body_size: float) -> Heading | None:
    item = items[place]
    after = items[place + 1] if place + 1 < len(items) else None
    if _is_heading(item, items[place - 1] if place else None, after, body_size):
        return _heading(item, item.paragraph.end, body_size)
    end = _head_line(item, body_size) or _run_in(item)
    return _heading(item, end, body_size) if end else None


def _heading(item: _Item, end: int, body_size: float) -> Heading:
    length = end - item.paragraph.start
    text = item.text if end == item.paragraph.end else " ".join(item.text[:length].split())
    heads = [line for line in item.lines if line.start < end]
    return Heading(item.paragraph.start, end, text, _is_known(text), _set_off(heads, body_size), item.first_on_page)


def _is_heading(item: _Item, before: _Item | None, after: _Item | None, body_size: float) -> bool:
    """Whether a whole paragraph is a heading."""
    if len(item.lines) > MAX_LINES or len(item.text) > MAX_CHARS:
        return False
    if after is not None and after.text[:1].islower():
        return False
    bold, numbered = _set_off(item.lines, body_size), bool(HEADING_NUMBER.match(item.text))
    stops, count = bool(_STOP.search(item.text[-_TAIL:])), item.text.count(" ") + 1
    if stops and not bold and not numbered and count > MAX_PLAIN_WORDS:
        return False  # most short paragraphs: a sentence with nothing of a heading about it
    words = _words_if_heading(item.text)
    if not words:
        return False
    if not any(line.bold for line in item.lines) and all(line.size < body_size * SMALLER for line in item.lines):
        return False
    prose = _is_prose(words)
    if not prose and (not stops or count <= MAX_KNOWN_WORDS) and _is_known(item.text):
        return bold or count <= _room(words)
    if after is None or not _has_text(after):
        return False
    if bold:
        return not (stops and prose) or numbered
    if is_neutral(item.text) and not prose and (not stops or numbered or count <= MAX_PLAIN_WORDS):
        return True
    return _plain(item, before, numbered=numbered, stops=stops, prose=prose)


def _plain(item: _Item, before: _Item | None, *, numbered: bool, stops: bool, prose: bool) -> bool:
    """Whether a paragraph without weight and without known words is a heading by its room alone."""
    if numbered:
        # "3. De verzoeker behoeft bij zijn verzoek geen belang te stellen.": a paragraph of the law, or an item.
        if stops and prose:
            return False
        return before is not None and (before.text.endswith((".", "?", "!", ")")) or len(before.lines) == 1)
    closed = before is not None and (bool(_CLOSED.search(before.text)) or len(before.lines) == 1)
    return closed and not stops and not prose and len(item.lines) == 1 and 8 <= len(item.text) <= MAX_PLAIN_CHARS


def _words_if_heading(text: str) -> str:
    """The folded words of ``text``; none where its beginning, its end or a sign in it makes it no heading."""
    if not text or not (text[0].isupper() or text[0].isdigit() or text[0] in "'\"\u2018\u201ca"):
        return ""
    if "@" in text or _OPEN_END.search(text[-_TAIL:]) or (text[-1] == ":" and text.count(" ") >= MAX_LIST_INTRO):
        return ""
    words = fold(text)
    if (
        not _HAS_WORD.search(words)
        or _LABEL.match(words)
        or _STAMP.match(text)
        or _ADDRESS.search(text)
        or _BULLET.match(text)
    ):
        return ""
    row = any(map(words.__contains__, _ROW_SIGNS)) and _ROW.search(words)
    return words if not row or _CONTENTS.match(words) else ""


def _has_text(item: _Item) -> bool:
    return len(item.text) >= MIN_TEXT_CHARS or item.text.endswith((".", ":"))


def _head_line(item: _Item, body_size: float) -> int:
    """The end of a heading on the first line or lines of a paragraph; 0 without one."""
    for count in range(1, min(3, len(item.lines))):
        if not _line_text(item, item.lines[count])[:1].isupper():
            continue
        text = " ".join(" ".join(_line_text(item, line) for line in item.lines[:count]).split())
        if not _stands_alone(text):
            continue
        words = _words_if_heading(text)
        if not words or not _is_known(text) or _STOP.search(text[-_TAIL:]):
            continue
        if not _is_prose(words) and len(words.split()) <= _room(words):
            return item.lines[count - 1].end
    return 0


def _line_text(item: _Item, line: Line) -> str:
    return item.text[line.start - item.paragraph.start : line.end - item.paragraph.start].strip()


def _stands_alone(text: str) -> bool:
    """Whether a line within a paragraph may be a heading by itself: few words, or an article closed in brackets."""
    return text.endswith(")") or len(text.split()) <= MAX_LINE_WORDS


def _run_in(item: _Item) -> int:
    """The end of a heading that runs into its text; 0 without one."""
    if "(" not in item.text and item.text[:2] not in ("Ad", "ad"):
        return 0
    for pattern in (_RUN_IN_ARTICLE, _RUN_IN_POINT):
        match = pattern.match(item.text)
        if match and match.end() < len(item.text) and not _is_prose(fold(match.group())) | (pattern is _RUN_IN_POINT):
            return item.paragraph.start + match.end()
        if match and pattern is _RUN_IN_POINT:
            return item.paragraph.start + match.end()
    return 0


def _is_known(text: str) -> bool:
    return bool(parse_role(text) or parse_heading_ground(text, "woo") or parse_heading_ground(text, "wob"))


def _room(words: str) -> int:
    return 45 if "artikei" in words or "art." in words else MAX_KNOWN_WORDS


def _is_prose(words: str) -> bool:
    """Whether folded ``words`` run like a sentence; a question may be a heading ("Niet eens met deze beslissing?")."""
    return not words.rstrip().endswith("?") and bool(_VERB.search(_BRACKETS.sub("", words)))


def _set_off(lines: Sequence[Line], body_size: float) -> bool:
    return bool(lines) and (all(line.bold for line in lines) or all(line.size > body_size + LARGER for line in lines))
