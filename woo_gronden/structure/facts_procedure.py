"""What a letter says of its own procedure: documents found, term extended, third parties heard, remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from woo_gronden.schema import Document, Fact
from woo_gronden.structure.facts_text import flat, flat_body, low_body

_NUMBERS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip
_COUNTS = {word: n for n, word in enumerate(_NUMBERS)} | {"één": 1, "eén": 1, "zestal": 6, "viertal": 4, "vijftal": 5}
# Where a sentence ends as letters have them: not at "art. 4" or "m.b.t. de", where no capital follows.
_SENTENCE_END = re.compile(r"[.?!](?=\s+[A-Z])")
# A count before what was found: "34 documenten(sets) aangetroffen", "(drie) 3 documenten", "twee kerndocumenten", "een
# zestal documenten". Not "Voor de onderdelen 4 en 5 zijn documenten", and not what was only looked at ("de 600 gevonden
# documenten").
_COUNTED = re.compile(
    rf"(?<![\w./-])(?:een\s+)?(?P<count>\d{{1,5}}|{'|'.join(_COUNTS)})\s+(?:\(\w+\)\s+)?"
    r"(?:(?!zijn|is|heeft|hebben|worden|werden|of|en|van|in)[a-zë]+\s)?(?:kern|deel)?(?:documenten|document|stukken|bestanden)\b"
    r"[^.]{0,80}?(?:aangetroffen|\bgevonden\b|geïnventariseerd|vallen (?:binnen|onder) de reikwijdte)",
    re.IGNORECASE,
)
_REQUESTER_SAYS = re.compile(r"\bu (?:acht|stelt|meent|vindt|schrijft|merkt)\b", re.IGNORECASE)
# "verdaagd", "de beslistermijn verlengd"; not the law's words ("kan de beslissing verdagen", "Van de verdaging wordt").
_EXTENDED = re.compile(
    r"\bverdaagd?\b|\bverdagen\b|\bverdaging\b|termijn\b[^.]{0,60}\bverleng|\bverleng\w*[^.]{0,40}\btermijn",
    re.IGNORECASE,
)
_OF_THE_LAW = re.compile(
    r"ten hoogste|het bestuursorgaan|van de verdaging wordt|\bkan\b[^.]{0,60}\bverda|overschr", re.IGNORECASE
)
# Words of which a sentence in small letters has one, where it is on a matter at all: most sentences have none.
_FOUND = ("aangetroffen", "gevonden", "geïnventariseerd", "reikwijdte")
_EXTENDING = ("verda", "verleng")
_VIEWS = ("zienswijze", "zienswijse", "belanghebbende")
_MATTERS = (*_FOUND, *_EXTENDING, *_VIEWS)
_OBJECTING = re.compile("be(?:zwaar|roep)")
# Asked for, given, or weighed.
_HEARD = re.compile(
    r"gelegenheid|zienswij[sz]en?\b[^.]{0,60}\b(?:gevraagd|opgevraagd|ontvangen|ingediend|uitgestuurd|ingebracht|"
    r"uitgebracht|meegenomen|betrokken)|(?:gevraagd|verzocht|opvragen|vragen)\b[^.]{0,50}\bzienswij[sz]e|"
    r"zienswij[sz]e\w*[^.]{0,40}\b(?:vragen|te geven)",
    re.IGNORECASE,
)
# "Er zijn geen derde belanghebbenden", "Er is geen zienswijze bij derden gevraagd", "geen aanleiding voor het vragen".
_NOT_HEARD = re.compile(
    r"\bgeen (?:\w+[- ]){0,2}(?:derden)?belanghebbende|geen zienswij[sz]en?\b[^.]{0,40}\b(?:gevraagd|opgevraagd)|"
    r"(?:geen (?:aanleiding|noodzaak|reden)|niet nodig|afgezien)[^.]{0,60}zienswij[sz]e|"
    r"zienswij[sz]en?\b[^.]{0,30}\bniet (?:gevraagd|nodig)",
    re.IGNORECASE,
)
# From where a sentence starts.
_REMEDY = re.compile(
    r"[^.]*?\b(?:bezwaar(?:schrift)?|beroep(?:schrift)?)\b[^.]{0,160}?\b(?:indien|instell|maken|maakt)[^.]*\.?",
    re.IGNORECASE,
)
# "U kunt tegen dit besluit beroep instellen", "kan een belanghebbende tegen dit besluit bezwaar maken".
_MAY = re.compile(r"\bk(?:unt|an|unnen)\b[^.]{0,80}\b(?:besluit|beslissing|beschikking)\b", re.IGNORECASE)
_REMEDY_TERM = re.compile(r"(?P<count>zes|6|vier|4|acht|8|twee|2) ?weken", re.IGNORECASE)
# "beroep" and "beroepschrift"; not "beroepsgroep".
_APPEAL = re.compile(r"\bberoep(?:schrift)?\b", re.IGNORECASE)


def find_procedure(document: Document, limit: int) -> tuple[Fact, ...]:
    """The facts of the procedure that the letter states, each with the sentence that does.

    Args:
        document: the letter.
        limit: read the body up to here; what is to be done against the decision may stand behind it.
    """
    sentences = tuple(_sentences(document, limit))
    found = (_documents_count(sentences), _extended(sentences), _third_parties(sentences))
    return (*(fact for fact in found if fact is not None), *_remedies(document))


class _Sentence(NamedTuple):
    start: int
    text: str
    low: str  # in small letters

    def has(self, words: Sequence[str]) -> bool:
        return any(map(self.low.__contains__, words))


def _sentences(document: Document, limit: int) -> Iterator[_Sentence]:
    """The sentences that are on one of the matters."""
    body = flat_body(document, limit)
    matters = [word for word in _MATTERS if word in body]
    start = 0
    for end in chain((match.end() for match in _SENTENCE_END.finditer(document.text, 0, limit)), (limit,)):
        low = body[start:end]
        if any(map(low.__contains__, matters)):
            yield _Sentence(start, flat(document.text[start:end]), low)
        start = end


def _documents_count(sentences: Sequence[_Sentence]) -> Fact | None:
    for start, sentence in ((s.start, s.text) for s in sentences if s.has(_FOUND)):
        match = _COUNTED.search(sentence)
        if match and not _REQUESTER_SAYS.search(sentence, 0, match.start()):
            count = match["count"].lower()
            at = start + match.start()
            return Fact("documents_count", str(_COUNTS.get(count, count)), at, start + match.end(), "documents found")
    return None


def _extended(sentences: Sequence[_Sentence]) -> Fact | None:
    for start, sentence in ((s.start, s.text) for s in sentences if s.has(_EXTENDING)):
        if _EXTENDED.search(sentence) and not _OF_THE_LAW.search(sentence):
            return Fact("extended", "true", start, start + len(sentence), "extension of the term")
    return None


def _third_parties(sentences: Sequence[_Sentence]) -> Fact | None:
    """Whether third parties were heard: one sentence that says so outweighs those that say no."""
    denied: Fact | None = None
    for start, sentence in ((s.start, s.text) for s in sentences if s.has(_VIEWS)):
        if "bestuursorgaan" in sentence:
            continue
        place = (start, start + len(sentence), "views of third parties")
        if _NOT_HEARD.search(sentence):
            denied = denied or Fact("third_parties_heard", "false", *place)
        elif _HEARD.search(sentence):
            return Fact("third_parties_heard", "true", *place)
    return denied


def _remedies(document: Document) -> tuple[Fact, ...]:
    """What can be lodged against the decision, and within how many weeks: from the sentence that gives the term."""
    without: tuple[Fact, ...] = ()
    for start in _objecting(low_body(document)):
        match = _REMEDY.match(document.text, start, document.body_end)
        if match is None:
            continue
        term = _REMEDY_TERM.search(match.group())
        appeal = _APPEAL.search(match.group())
        fact = Fact("remedy", "beroep" if appeal else "bezwaar", match.start(), match.end(), "remedy")
        if term:
            weeks = str(_COUNTS.get(term["count"].lower(), term["count"]))
            return fact, Fact("remedy_weeks", weeks, match.start() + term.start(), match.start() + term.end(), "remedy")
        if not without and _MAY.search(match.group()):
            without = (fact,)
    return without


def _objecting(low: str) -> Iterator[int]:
    """Where the stretches between two full stops of lowered text start that speak of an objection or appeal."""
    last = -1
    for match in _OBJECTING.finditer(low):
        start = low.rfind(".", 0, match.start()) + 1
        if start != last:
            yield start
        last = start
