"""Documents listed in a letter's running text: "Bijlage 1: ...", or numbered lines after "de volgende documenten"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from woo_gronden.schema import Assessment, Document, InventoryItem
from woo_gronden.structure.inventory_cells import parse_assessment

# "Bijlage 1: “Proces ...”.", "- Bijlage 2 - Handboek ...", "Document 3: ...": an annex with a name, at a line's start.
_ANNEX = re.compile(
    r"^[-•–\s]*(?:Bijlage|Document)\s+(?P<number>\d{1,3}[a-z]?)\s*[:.–—-]\s*(?P<title>\S.*)$", re.MULTILINE
)
# A line that opens a list of what was found or is made public; not what the requester asks for. It ends in a colon.
_INTRO = re.compile(
    r"^(?=.*\b(?:documenten|stukken|bijlagen)\b)(?=.*\b(?:aangetroffen|gevonden|genummerd|"
    r"openbaar(?:\s+te)?\s+ma\w+|verstrek\w*|betreft|betreffen)\b)"
    r"(?!.*\b(?:verzoekt|vraagt|verzocht (?:om|u)|heeft u|u heeft)\b).*:\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,3}[a-z]?)[.)]\s*(?P<title>\S.*)$")
# Annexes that belong to the letter itself: the law's text, the list, the documents as a whole.
_OWN_ANNEX = re.compile(
    r"\b(?:relevante|artikelen|wetsartikelen|inventaris\w*|wettelijk\w*|legenda|(?:te )?openba(?:ar|"
    r"ren)\w* documenten)\b",
    re.IGNORECASE,
)
# A line of a list is followed by the next within this many characters; a heading "Document 1: ..." by paragraphs of
# reasons.
_HEADING_OVER = 280
# The words that announce a list stand within this many characters before its rows.
_ANNOUNCED_WITHIN = 700
_QUOTED = re.compile(r"^[\"“”„‘’'](?P<title>[^\"“”„]+?)[\"“”’']+(?P<rest>.*)$", re.DOTALL)
# "maak ik openbaar", "openbaar te maken": said of the list that follows.
_OPENS = re.compile(r"openbaar\s+(?:te\s+)?ma(?:ken|ak)|maak\w*\b[^.]{0,80}openbaar")


def find_prose_items(document: Document, parse_grounds: Callable[[str], tuple[str, ...]]) -> Iterator[InventoryItem]:
    """Documents that the letter names one by one in its text, with what it says of each there."""
    found = list(_annexes(document))
    if len(found) < 2:
        found = list(_numbered(document))
    named: set[tuple[str, str]] = set()
    for number, text, start in found:
        quoted = _QUOTED.match(text)
        title, rest = (quoted["title"], quoted["rest"]) if quoted else (text, "")
        title = title.strip(" .;,")
        if (number, title) in named:
            continue  # the heading over the annex itself
        named.add((number, title))
        grounds = tuple(parse_grounds(rest or text))
        assessment = "deels openbaar" if grounds else parse_assessment(rest or text) or _announced(document, start)
        page = document.pages_of(start, start + 1)[0]
        yield InventoryItem(0, number, title, None, assessment, grounds, page, None, "prose")


def _announced(document: Document, start: int) -> Assessment | None:
    """``openbaar`` where the words before the list say that what follows is made public."""
    before = document.text[max(0, start - _ANNOUNCED_WITHIN) : start]
    return "openbaar" if _OPENS.search(before) else None


def _annexes(document: Document) -> Iterator[tuple[str, str, int]]:
    matches = [m for m in _ANNEX.finditer(document.text, 0, document.body_end) if not _OWN_ANNEX.search(m["title"])]
    named = [m for m in matches if m.group().lstrip("-•– ").startswith("Document")]
    gaps = [after.start() - m.end() for m, after in pairwise(named)]
    if gaps and max(gaps) > _HEADING_OVER:
        # Headings over the reasons for each document, not a list of them.
        matches = [m for m in matches if m not in named]
    for match in matches:
        yield match["number"], match["title"], match.start()


def _numbered(document: Document) -> Iterator[tuple[str, str, int]]:
    at = 0
    expected = 0
    for line in document.body.split("\n"):
        if line.rstrip().endswith(":") and _INTRO.match(line):
            expected = 1
        elif expected:
            match = _NUMBERED.match(line)
            if match and match["number"] == str(expected):
                yield match["number"], match["title"], at
                expected += 1
            elif (line.strip() and expected > 1) or line.strip():
                expected = 0
        at += len(line) + 1
