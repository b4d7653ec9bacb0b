"""What a page says of its own place: page number, document number, head of a letter or mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from woo_gronden.schema import Document, Line, Page

# "Pagina 3 van 7", "3 van 7", "blad 3/7", "Page 3 of 7", alone on its line but for a name before it. Not "3/7/2021",
# not "11 van de 12".
_OF = re.compile(
    r"(?:^|[\s|•–-])(?:pagina|pag\.?|page|blad|p\.)?\s*(?P<page>\d{1,3})\s*(?:van|of|/)\s*(?P<pages>\d{1,3})\W*$",
    re.IGNORECASE,
)
_ONLY_OF = re.compile(r"^\W*(?:pagina|pag\.?|page|blad|p\.)?\s*\d{1,3}\s*(?:van|of|/)\s*\d{1,3}\W*$", re.IGNORECASE)
# "3", "- 3 -", "Pagina 3", "3 |", alone on its line.
_PLAIN = re.compile(r"^\W*(?:(?:pagina|pag\.?|page|blad)\s*:?\s*)?(?P<page>\d{1,3})\W*$", re.IGNORECASE)
# "Document 4", "doc. nr. 12a", "Bijlage 2", "stuk 4", "Documentnummer: 3.1", alone on its line: the number that the
# authority put on the page. Not "Bijlage 2 bij het rapport", which the document says of itself.
_NUMBERED = re.compile(
    r"^\W*(?:woo|wob)?[\s-]*(?:document|doc|stuk|bijlage|productie|annex|nummer)\.?\s*-?(?:nr\.?|no\.?|nummer)?\s*[:.]?\s*"
    r"(?P<number>\d{1,4}(?:\.\d{1,3})?[a-z]?)\W*$",
    re.IGNORECASE,
)
# A Bates number: zeros before it ("00021", "0004"), or a series and a number ("03-004", "WOO-000123", "IenW/0012").
_BATES = re.compile(r"^\W*(?P<series>(?:[A-Za-z]{2,8}|\d{1,4})[-_/ ])?(?P<number>0\d{1,7}|\d{5,8})\W*$")
# The heads of a mail, two of them under another at the top: a mail begins.
_MAIL = re.compile(r"^\W*(?:van|aan|verzonden|datum|onderwerp|from|to|sent|date|subject|cc)\s*:", re.IGNORECASE)
# What a letter begins with.
_LETTER = re.compile(r"^\W*(?:Geachte|Beste|Dear|Hoi|Dag)\b")
# The block over a letter; two of these lines make one. Not a mail's "Onderwerp:" with its text on the same line.
_LETTERHEAD = re.compile(
    r"^\W*(?:retouradres|postbus\s+\d|(?:datum|onderwerp|betreft|contactpersoon|telefoon)\b(?!\s*:\s*\S)|(?:ons|uw)\s+"
    r"(?:kenmerk|referentie)|behandeld door|bezoekadres|postadres|aan:?\s*$|t\.?a\.?v\.?\s)",
    re.IGNORECASE,
)
# What a letter ends with.
_CLOSING = re.compile(
    r"\W*(?:hoogachtend|met vriendelijke groet|met hoogachting|namens (?:deze|de raad|het college|de minister))",
    re.IGNORECASE,
)
# One of these, in small letters, is in each such line: most pages have none, and their lines are not looked at.
_CLOSING_WORDS = ("hoogachtend", "vriendelijke groet", "hoogachting", "namens ")
# What a letter that decides says towards its end, anywhere in a line.
_REMEDIES = ("bezwaarschrift", "bezwaar maken", "niet eens", "niet mee eens")
# What a document calls itself at its head, alone or first on the line.
_TITLE = re.compile(
    r"^\W*(?:nota|notitie|memo(?:randum)?|verslag|notulen|agenda|rapport(?:age)?|bijlage|inventaris(?:lijst)?|overeenkomst|advies|"
    r"factsheet|persbericht|werkinstructie|besluit|beschikking|offerte|presentatie|handreiking|plan|brief|besluitenlijst)\b",
    re.IGNORECASE,
)
# What comes after the first page of a document: its contents, colophon, summary, remedies, the law behind a letter, the
# key to the codes of a document made public.
_GOES_ON = re.compile(
    r"^\W*(?:bezwaarclausule|rechtsmiddel|inhoud(?:sopgave)?\b|colofon|samenvatting|voorwoord|inleiding|"
    r"(?:bijlage \d* ?[-–:]? ?)?(?:relevante|wettelijke?) (?:wets)?artikel)",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"^\W*(?:toelichting\s+(?:op\s+de\s+)?(?:weigerings)?grond|toelichting\s+codes|legenda\b|"
    r"verklaring\s+(?:van\s+de\s+)?(?:codes|letters|afkortingen)|gebruikte\s+(?:weigerings)?gronden)",
    re.IGNORECASE,
)
_KEY_WORDS = ("toelichting", "legenda", "verklaring", "gebruikte")
_CONTENTS = re.compile(r"^\W*(?:inhoud(?:sopgave)?|table of contents)\W*$", re.IGNORECASE)
# What a title page tells of its document.
_ABOUT = re.compile(
    r"^\W*(?:versie|auteurs?|status|opdrachtgever|opsteller|uitgever|documentnaam|(?:proces)?eigenaar|concept|definitief)\b",
    re.IGNORECASE,
)
# A numbered heading that is not the first: "2. Aanpak", "3.1 Doel".
_LATER_HEADING = re.compile(r"^\W*(?:\d+\.\d+(?:\.\d+)?|[2-9]\.?|1\d\.?)\s+[A-Z]")
# A word of letters, and of letters and figures, which is found twice as quickly.
_LONG_WORD, _LONG_RUN = re.compile(r"[^\W\d_]{5,}"), re.compile(r"\w{5,}")
# Most lines of a title page and characters of each, and sentences that may end on it.
_TITLE_LINES, _TITLE_CHARS, _TITLE_SENTENCES = 20, 75, 1
# Share of the page's height at top and bottom where stamps and page numbers stand.
_EDGE = 0.12
# Share of a page's height at its top and bottom where headers and footers stand.
_HEADER = 0.1
_FIGURES = re.compile(r"\d+")
# Lines at the top of a page that are looked at for the head of a document.
_TOP_LINES = 8


@dataclass(frozen=True)
class PageMarks:
    """What one page says. ``page`` and ``pages`` 0 where it does not number itself.

    ``title_page``: few words and hardly a sentence, with what a title page says of its document in ``about``. ``text``
    are its lines, ``sizes`` counts them by letter size in points, ``edges`` is what stands at its top and bottom but
    for numbers.
    """

    page: int
    pages: int
    number: str
    bates: bool
    mail: bool
    letter: bool
    closes: bool
    titled: bool
    top: str
    title_page: bool = False
    about: bool = False
    contents: bool = False
    goes_on: bool = False
    key: bool = False
    later_heading: bool = False
    text: str = ""
    sizes: Mapping[int, int] = field(default_factory=dict)
    edges: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """Its longer words, in small letters; of most pages nobody asks them."""
        runs = set(_LONG_RUN.findall(self.text))
        words = set(filter(str.isalpha, runs))
        words.update(word for run in runs - words for word in _LONG_WORD.findall(run))
        return frozenset(map(str.lower, words))


def read_marks(document: Document, page: Page) -> PageMarks:
    """The marks of ``page``."""
    lines = [(line, document.text[line.start : line.end].strip()) for line in page.lines]
    high, low = page.height * _EDGE, page.height * (1 - _EDGE)
    edge = [text for line, text in lines if line.bbox.y1 < high or line.bbox.y0 > low]
    number, bates = _number(edge)
    at, of = _page_number(edge)
    top = sorted((line.bbox.y0, text) for line, text in lines if text and line.bbox.y0 < page.height * 0.5)
    head = [text for _, text in top[:_TOP_LINES]]
    every = [text for _, text in lines if text]
    joined = "\n".join(every)
    lower = joined.lower()
    key = _has(lower, _KEY_WORDS) and any(_KEY.match(text) for text in every)
    title_page = not key and _is_title_page(every)
    return PageMarks(
        page=at,
        pages=of,
        number=number,
        bates=bates,
        mail=sum(bool(_MAIL.match(text)) for text in head) >= 2,
        letter=any(_LETTER.match(text) for text in head) or sum(bool(_LETTERHEAD.match(t)) for _, t in top) >= 2,
        closes=_has(lower, _REMEDIES) or (_has(lower, _CLOSING_WORDS) and any(_CLOSING.match(text) for text in every)),
        titled=any(_TITLE.match(text) for text in head[:3]),
        top=next((text for text in head if _is_title(text)), ""),
        title_page=title_page,
        about=title_page and any(_ABOUT.match(text) for text in every),
        contents=any(_CONTENTS.match(text) for text in head[:5]),
        goes_on=any(_GOES_ON.match(text) for text in head[:4]),
        key=key,
        later_heading=any(_LATER_HEADING.match(text) for text in head[:3]),
        text=joined,
        sizes=Counter([round(line.size) for line in page.lines]),
        edges=_edges(page, lines),
    )


def _has(text: str, words: Iterable[str]) -> bool:
    return any(map(text.__contains__, words))


def _edges(page: Page, lines: Sequence[tuple[Line, str]]) -> frozenset[str]:
    """What stands at the top and the bottom of a page but for its numbers, figures taken out."""
    upper, lower = page.height * _HEADER, page.height * (1 - _HEADER)
    texts = [text.lower() for line, text in lines if line.bbox.y1 < upper or line.bbox.y0 > lower]
    named = [text for text in texts if sum(map(str.isalpha, text)) >= 3 and not is_mark(text)]
    return frozenset(_FIGURES.sub("#", text) for text in named)


def is_mark(text: str) -> bool:
    """Whether a line is a page number or a document number and nothing else."""
    return any(pattern.match(text) for pattern in (_PLAIN, _NUMBERED, _BATES, _ONLY_OF))


def _is_title_page(lines: Sequence[str]) -> bool:
    if not 2 <= len(lines) <= _TITLE_LINES or any(len(text) > _TITLE_CHARS for text in lines):
        return False
    sentences = sum(text[-1] in ".;," and len(text) > _TITLE_CHARS / 3 for text in lines)
    return sentences <= _TITLE_SENTENCES and sum(any(map(str.isalpha, text)) for text in lines) >= 2


def _number(edge: list[str]) -> tuple[str, bool]:
    for text in edge:
        if match := _NUMBERED.match(text):
            return match["number"].lower(), False
    for text in edge:
        if match := _BATES.match(text):
            return f"{match['series'] or ''}{match['number']}", True
    return "", False


def _page_number(edge: list[str]) -> tuple[int, int]:
    for text in edge:
        match = _OF.search(text)
        if match and 1 <= int(match["page"]) <= int(match["pages"]):
            return int(match["page"]), int(match["pages"])
    plain = [int(match["page"]) for text in edge if (match := _PLAIN.match(text))]
    return (plain[-1], 0) if plain else (0, 0)


def _is_title(text: str) -> bool:
    """Words that can name a document: no number, no head of a mail, no address, nothing made unreadable."""
    letters = sum(char.isalpha() for char in text)
    return letters >= 4 and not (_MAIL.match(text) or _LETTER.match(text) or "@" in text or "geanonimiseerd" in text)
