"""Keys that a letter or a released document gives to its redaction codes: letters or numbers, each with an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from woo_gronden.schema import Document

# A heading over a key.
_HEADING = re.compile(
    r"^\W*(?:Toelichting\s+(?:op\s+)?(?:de\s+)?(?:grondslag|(?:weigerings|uitzonderings)grond|code|letter)\w*|"
    r"Legenda|Verklaring (?:van )?(?:de )?(?:codes|letters|"
    r"lakcodes)|Lakcodes|Gebruikte (?:codes|weigeringsgronden)|(?:Weigerings|Uitzonderings)gronden\s*:?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
# What a key's line looks like after its mark: an article of the law.
_ARTICLE = (
    r"(?P<article>(?i:op grond van\s+)?(?i:art(?:ikel|\.)?\s*)?"
    r"(?:5\s?\.\s?[1245]|1[01](?=\s*[.,(]|\s+(?:lid|eerste|tweede|zevende|aanhef)))[^\n]{0,160})"
)
# "E = artikel 5.1 lid 1 sub e", "J: 5.1.2e", "(C) art. ...", "E artikel 5.1, eerste lid, onder e". Not a law's own list
# ("e. de eerbiediging ..."): an article must follow.
_LETTERED = re.compile(rf"^\W{{0,2}}(?P<mark>[A-Z])\W{{0,2}}\s*(?:=|:|–|-|—|\)|\s)\s*{_ARTICLE}", re.MULTILINE)
# "code 2: artikel 5.1, tweede lid", "grond B staat voor 10.2.e". It starts with a sign that it needs, which is found
# without a try at every word.
_NUMBERED = re.compile(
    rf"[cCgGnN](?<=\b.)(?i:(?:(?<=c)(?:ode|ijfer)|(?<=g)rond|(?<=n)ummer)\s+(?P<mark>\d{{1,2}}|[A-Z])\b\W{{0,3}}\s*"
    rf"(?:=|:|–|-|—|staat voor|betekent|verwijst naar|\()?\s*{_ARTICLE})"
)
_EQUATED = re.compile(rf"^\W{{0,2}}(?P<mark>[A-Z])\s*=\s*{_ARTICLE}", re.MULTILINE)
_BARE_NUMBER = re.compile(rf"^\W{{0,2}}(?P<mark>\d{{1,2}})\s*(?:=|:|–|—|\))\s*{_ARTICLE}", re.MULTILINE)
# A key stands together: its lines within this many characters after its heading.
_SPAN = 4000


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a key: the mark, the grounds it stands for, and where it stands."""

    mark: str
    grounds: tuple[str, ...]
    start: int
    end: int
    page: int


def find_legend(document: Document, parse_grounds: Callable[[str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Marks of the document's own key and the grounds they stand for; empty where it gives none.

    Args:
        document: a letter or a released document.
        parse_grounds: reads the grounds that a line of the key names.
    """
    return {entry.mark: entry.grounds for entry in find_legend_entries(document, parse_grounds)}


def find_legend_entries(document: Document, parse_grounds: Callable[[str], tuple[str, ...]]) -> tuple[LegendEntry, ...]:
    """The lines of the document's key with their places, first mention of each mark."""
    found: dict[str, LegendEntry] = {}
    headings = list(_HEADING.finditer(document.text))
    for mark, text, start, end in _lines(document, headings):
        grounds = tuple(dict.fromkeys(parse_grounds(text)))
        if grounds and mark not in found:
            found[mark] = LegendEntry(mark, grounds, start, end, document.pages_of(start, end)[0])
    return tuple(found.values()) if len(found) > 1 or headings else ()


def _stretches(document: Document, headings: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where in the text a key may stand: behind its heading.

    In a bundle with a key before each document the heading comes again at the top of so many pages that it passes for
    their furniture, which stands behind the body: the key is then in the body of those pages.
    """
    for heading in headings:
        if heading.start() < document.body_end:
            yield heading.end(), min(len(document.text), heading.end() + _SPAN)
            continue
        page = next(p for p in document.pages if p.number == document.pages_of(heading.start(), heading.end())[0])
        body = [word.start for word in page.words if word.start < document.body_end]
        if body:
            yield min(body), min(document.body_end, min(body) + _SPAN)


def _lines(document: Document, headings: Sequence[re.Match[str]]) -> Iterator[tuple[str, str, int, int]]:
    text = document.text
    for stretch in _stretches(document, headings):
        for pattern in (_LETTERED, _BARE_NUMBER):
            for match in pattern.finditer(text, *stretch):
                yield match["mark"], match["article"], match.start(), match.end()
    for match in _NUMBERED.finditer(text):
        yield match["mark"].upper(), match["article"], match.start(), match.end()
    for match in _EQUATED.finditer(text) if "=" in text else ():
        yield match["mark"], match["article"], match.start(), match.end()
