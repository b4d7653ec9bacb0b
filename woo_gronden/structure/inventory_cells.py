"""What the cells of a list of documents say: number, assessment, grounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from woo_gronden.schema import Assessment, Word

# A row's number: "1", "7a", "12.", "3.1", "A1", "001", "10399", "2*"; recognition adds bars and brackets ("[2", "| 3").
# Not a date, an amount or a word.
NUMBER = re.compile(
    r"[\[|(]*\s*(?P<number>(?:[A-Z]{1,3}[-.]?)?\d{1,7}(?:[.-]\d{1,3}){0,2}(?:[\s.-]?[a-z])?|\d{1,4}[A-Z])\s*[\])|.,:*_]*"
)
# "niet openbaar", "geweigerd", "geheel niet"; a bare "niet" only as the whole cell.
_CLOSED = re.compile(
    r"\bniet[ -]?(?:\w+ )?openbaar|\bgeen openbaar|\bgeweigerd|\bweigeren\b|\bgeheel niet\b|^\s*niet\s*\.?$|"
    r"niet (?:te )?verstrek|^\s*nee\b|\bgeheime?\b|"
    r"integraal geweigerd|^\s*weigering",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\bdee?ls?(?:\b|[ -]?openb)|\bged(?:eeltelijk|\.|eel)|\bpartieel|\bten dele|\bgelakt|"
    r"geanonimiseerd|\bdeel openbaar",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:reeds|al|eerder|is) (?:\w+ )?(?:openbaar|gepubliceerd|verstrekt)|\bopenbaar toegankelijk|\breeds openb",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bopen ?baar|\bvolledig\b|\bgeheel\b|^\s*ja\b|\bverstrek|\bopenb\b|integraal", re.IGNORECASE)
# A heading or sentence of the letter that follows its table.
AFTER_TABLE = re.compile(
    r"^(?:Overwegingen|Zienswijzen?|Publicatie|Beslissing|Besluit|Deelbesluit|Bezwaar\w*|Niet eens|Motivering|"
    r"Toelichting\b(?! \w+ \w+$)|"
    r"Bij wijze|Naar aanleiding|Met (?:in|betr)\w+|Op grond van (?:artikel|de)|Voorafgaand|Hoogachtend|"
    r"Wo[ob]-verzoek)\b"
)
# A cell of grounds: an article or a code of the law.
GROUND_CELL = re.compile(r"\bart(?:ikel|\.)?\s*(?:5|10|11)\b|\b(?:5\.[12]|10[.,][127]|11[.,]\d)", re.IGNORECASE)
# A word as cells of assessment and ground hold them, and side blocks of letters do not.
CELL_WORD = re.compile(
    r"^\W?(?:5\.[1245]|1[01][.,]\d|deels|ged|gedeeltelijk|volledig|geheel|niet|reeds|openbaar|geweigerd|buiten|"
    r"reikwijdte|lid|sub|en)"
    r"(?![a-z]{3})",
    re.IGNORECASE,
)
# A mark in a ticked column.
_TICK = re.compile(r"^\W*(?:[xX✓✔√●•vV☒☑]|ja)\W*$")
# The first half of an assessment whose second half is on the next line ("Gedeeltelijk / Openbaar").
HALF = re.compile(r"\b(?:dee?ls|gedeeltelijk|niet|reeds|al|volledig|geheel|ged\.?)\s*$", re.IGNORECASE)
# A cell of legend letters only: "E", "E, J", "E/J", "E en J".
_LEGEND_LETTERS = re.compile(r"^\s*[A-Z](?:\s*(?:,|/|;|&|\+|en|\s)\s*[A-Z])*\s*$")
# An article without a paragraph among codes: "10.2.e, 11".
_BARE_ARTICLE = re.compile(r"(?<![\d.,/-])(?<!\d )1[01](?![\d./-]|,\d)(?=\s*(?:,|;|$|en\b|\)))")
_CODES_BEFORE = re.compile(r"1[01][.,]\s?\d")
# "5.1.2eeni", "(5.1.2eenj)": two letters of one provision, the word between them swallowed; i read as j or with dots.
_RUN_TOGETHER = re.compile(r"(?P<code>5\.1\.[12]\.?)(?P<first>[a-i])\s?,?\s?(?:f\s?)?en\s?(?P<second>[a-jlïí1])\b")
# "sub e/fen sub i", "sube enf": a letter that recognition stuck to a word beside it. Only in cells of grounds,
# where "eng" is no word.
_STUCK_BEFORE = re.compile(r"(?<![A-Za-z])([a-i])en(?=\s+(?:sub|onder|lid)\b)")
_STUCK_BEHIND = re.compile(r"\b(en|sub|onder)([a-i])(?![A-Za-z])")
# "10.2.a, e": a further letter of the same provision.
_LETTER_AFTER = re.compile(r"(?P<code>(?:10\.[127]|5\.1\.[12])\.?)(?P<first>[a-i]),\s?(?P<second>[a-i])(?![\w.])")
# Words whose boxes leave less white than this share of their height belong together ("V erslag").
_NO_SPACE = 0.05
# Words that lie over each other by more than this are misplaced, not joined.
_OVERLAP = -0.12
# After a lone capital, where such breaks fall, this much is still less than a space (0.21 and more of the height).
_INITIAL_SPACE = 0.19
# White between the letter of one code and the next code: "5.1.2d 5.1.2e".
_BETWEEN_CODES = re.compile(r"(?<=[a-i])\s+(?=(?:5\.[12]|10\.[127]|11\.\d))")
# A word cut by a hyphen at the end of a line goes on below; "in- en uitvoer" keeps its hyphen.
_CUT = re.compile(r"[a-z]{2}-$")
_GOES_ON = re.compile(r"(?!(?:en|of)\b)[a-z]{2}")


def parse_number(text: str) -> str | None:
    """The row number that fills ``text``, as printed without closing marks; None where it is none."""
    match = NUMBER.fullmatch(text.strip())
    return match["number"].replace(" ", "") if match else None


@lru_cache(maxsize=1024)  # the cells of a list say the same over and over
def parse_assessment(text: str) -> Assessment | None:
    """What a cell says of a document: open, in part, not, already public; None where it says nothing of it."""
    if not text.strip():
        return None
    if _PARTLY.search(text):
        return "deels openbaar"
    if _ALREADY.search(text):
        return "reeds openbaar"
    if _CLOSED.search(text):
        return "niet openbaar"
    return "openbaar" if _OPEN.search(text) else None


def is_tick(text: str) -> bool:
    """Whether a cell of a ticked column is ticked."""
    return bool(_TICK.match(text))


def parse_cell_grounds(
    text: str, parse_grounds: Callable[[str], tuple[str, ...]], legend: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The grounds that a cell names, by article or by letters of the document's own legend, each once."""
    if not text.strip():
        return ()
    if legend and _LEGEND_LETTERS.match(text):
        letters = re.findall(r"[A-Z]", text)
        if all(letter in legend for letter in letters):
            return tuple(dict.fromkeys(ground for letter in letters for ground in legend[letter]))
    found = list(parse_grounds(_spread(text)))
    for article in _BARE_ARTICLE.findall(text) if _CODES_BEFORE.search(text) else ():
        found += parse_grounds(f"artikel {article}")
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _spread(text: str) -> str:
    """Codes run together by recognition or by a line break, apart: "5.1.2eeni", "5.1.2d 5.1.2e", "10.2.a, e"."""
    text = _RUN_TOGETHER.sub(lambda m: f"{m['code']}{m['first']} en {m['code']}{_letter(m['second'])}", text)
    text = _STUCK_BEHIND.sub(r"\1 \2", _STUCK_BEFORE.sub(r"\1 en", text))
    text = _BETWEEN_CODES.sub(", ", text)
    return _LETTER_AFTER.sub(lambda m: f"{m['code']}{m['first']}, {m['code']}{m['second']}", text)


def _letter(text: str) -> str:
    return "i" if text in "jïíl1" else text


def _belong_together(left: Word, right: Word) -> bool:
    x0, top, _, bottom = right.bbox
    white = (x0 - left.bbox[2]) / max(bottom - top, 1.0)
    if not _OVERLAP < white < _INITIAL_SPACE:  # most words have a space between them
        return False
    return white < _NO_SPACE or (len(left.text) == 1 and left.text.isupper() and right.text[:2].isalpha())


def join_lines(lines: Sequence[Sequence[Word]]) -> str:
    """The words of a cell's lines as one text: broken letters joined, hyphens at line ends undone."""
    text = ""
    for line in lines:
        printed = ""
        last: Word | None = None
        for word in sorted(line, key=_left):
            close = last is not None and _belong_together(last, word)
            printed += word.text if last is None or close else f" {word.text}"
            last = word
        if _CUT.search(text) and _GOES_ON.match(printed):
            text = text[:-1] + printed
        else:
            text = f"{text} {printed}".strip()
    return text


def _left(word: Word) -> float:
    return word[1][0]
