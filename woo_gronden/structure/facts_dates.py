"""The dates of a decision: its own, and the request's (made, received)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from woo_gronden.schema import Document
from woo_gronden.schema.letters import lowered
from woo_gronden.structure.dates import DateMention, find_dates, is_dayless, parse_date, parse_scattered_date
from woo_gronden.structure.facts_letterhead import find_values, label_of
from woo_gronden.structure.grid import find_rows

# A request is decided on within months, rarely years; a "received" date further from the date in the subject line than
# this, in days, shows that one of the two is a slip of the pen.
_MADE_TO_RECEIVED = 120
# The letterhead ends above this share of the first page.
_LETTERHEAD_SHARE = 0.5
# A subject runs over at most this many lines.
_SUBJECT_LINES = 4
# A sentence ends at a stop before white and a capital or digit, not after an abbreviation or an initial.
# The mark comes first, so that all other places are passed over at once.
_SENTENCE_END = re.compile(
    r"[.?!\n](?:(?<=\n)(?=\W{0,3}[A-Z0-9])|(?<!\n)(?<!\bd\.d.)(?<!\bjl.)(?<!\bj\.l.)(?<!\bnr.)(?<!\bart.)(?<!\b[A-Z].)"
    r"(?=\s+[A-Z0-9\[“\"'•-]))"
)

_FIGURE = re.compile(r"\d")

_WRITING = (
    r"(?:brief|e-?mail(?:bericht)?|mail|bericht|schrijven|verzoek|verzoekschrift|Wo[ob]-?\s?verzoek|"
    r"(?:web)?formulier|fax)"
)
_REQUESTER = r"(?:[uv]|[uv]w (?:cli[eë]nte?|kantoor|organisatie)|verzoekers?|verzoekster)"
# What a requester does: "heeft u met een beroep op de Wob verzocht", "een verzoek ingediend", "vraagt u".
_ASKS = (
    r"(?:verzo[ce]ht|verzoek(?:t|en)?\b|gevraagd|vraagt|opgevraagd|aangevraagd|ingediend|gedaan|beroep op|informatie)"
)
# Dates stand in these patterns as <0>, <1>, ...: the sentence with its dates replaced by their numbers.
# The request made: "In uw brief van <0>, ontvangen op <1>, heeft u ... verzocht", "Op <0> heeft u ... verzocht",
# "U heeft op <0> een verzoek ... ingediend". Not the authority's own letters ("mijn brief van <0>").
_MADE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:in|bij|per|met|via|middels|door middel van)\s+(?:(?:[uv]w|een|de|het|"
        rf"aangetekende)\s+){{0,2}}{_WRITING},?\s*"
        rf"(?:van|d\.?\s?d\.?|gedateerd(?: op)?|met dagtekening|op|ged\.)?\s*(?:\w+dag\s+)?<(\d+)>.*?{_ASKS}",
        rf"\bop\s+<(\d+)>,?\s+(?:\([^)]*\)\s*)?(?:heeft|hebt|verzocht|vroeg|diende|deed)\s+{_REQUESTER}\b.*?{_ASKS}",
        rf"\b{_REQUESTER}\s+(?:heeft|hebt|hebben)\b[^<]*?(?:op|d\.?d\.?|van)\s+<(\d+)>.*?{_ASKS}",
        r"\bop\s+<(\d+)>\s+is\s+(?:(?:door|bij|van) .{1,40} )?een\s+(?:\w+-?\s?)?verzoek\b",
        rf"\b{_REQUESTER}\s+(?:vroeg|vraagt|verzocht|verzoekt|diende|deed)\b[^<]{{0,60}}?\b(?:op|per|d\.?d\.?)\s+<(\d+)>.*?"
        rf"(?:{_ASKS}|\bom\b|\bnaar\b)",
        rf"\b{_ASKS}.{{0,60}}?\b(?:heeft|hebt)\s+{_REQUESTER}\s+op\s+<(\d+)>",
        rf"\b{_WRITING}\s+(?:van|d\.?\s?d\.?|gedateerd(?: op)?)\s+<(\d+)>,?\s+(?:heeft|hebt|verzoekt|"
        rf"vraagt)\s+{_REQUESTER}\b",
    )
)
# The same without a word of asking: the request named by its date. Weaker: other letters have such names too.
_NAMED = re.compile(
    r"(?:verzoek(?:en)?|Wo[ob]-?\s?verzoek(?:en)?|informatieverzoek)(?:\s+\(?(?:om informatie|op grond van|"
    r"in het kader van|ingevolge|"
    r"om openbaarmaking|namens|werkwijze|naar|n\.?a\.?v\.?)[^<]{0,110}?)?\s*,?\s*(?:van|d\.?\s?d\.?\s?:?|"
    r"gedateerd(?: op)?|op|ged\.?|)\s*<(\d+)>",
    re.IGNORECASE,
)
# The request received: "op <0> hebben wij uw verzoek ... ontvangen", "ontvangen op <0>", "<0> ontvingen wij uw brief".
_RECEIVED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bontvangen\s+(?:op|d\.?d\.?)?\s*<(\d+)>",
        r"\bop\s+<(\d+)>\s+(?:heeft|hebben|heb|ontving(?:en)?|is)\b(?!.{0,25}ontvangst).*?(?:verzoek|brief|mail|"
        r"bericht).*?(?:ontvangen|binnengekomen)?",
        r"<(\d+)>,?\s+(?:(?:door|bij)\s+[\w ]{1,30}?\s+)?(?:ontvangen|ontvingen|ontving|binnengekomen)",
    )
)
# One of these, in small letters, is in all that the patterns of requests find.
_REQUEST_SIGNS = (
    "verzo", "informatie", "brief", "mail", "ontv", "vraag", "vroeg", "diend", "gedaan", "deed", "beroep", "bericht",
    "schrijven", "formulier", "fax", "binnengekomen",
)  # fmt: skip
_LATEST = re.compile(r",?\s*(?:jl\b\.?|j\.\s?l\.|jongstleden)", re.IGNORECASE)
# Sentences on other letters than the request: objections, confirmations, extensions, earlier decisions, calls.
_OBJECTION = re.compile(r"bezwaar", re.IGNORECASE)
_CONFIRMS = re.compile(
    r"ontvangst\s*(?:van|bevestig)|ontvangstbevestiging|bevestigd|verdaagd|opgeschort|telefonisch|geactualiseerd|"
    r"gespecificeerd|gepreciseerd|nader toegelicht|verduidelijkt|aangevuld|zienswijze|bericht ontvangen|uitgesteld|"
    r"contact",
    re.IGNORECASE,
)
# Words that make a sentence tell of the request itself even where it also tells of a confirmation.
_TELLS_OF_REQUEST = re.compile(
    r"verzocht|gevraagd|vraagt|verzoek .{0,120}(?:ingediend|gedaan|ontvangen)|beroep op|informatie verzocht",
    re.IGNORECASE,
)
# What befell a request on the day that follows, between its name and that day: "uw verzoek is bevestigd op <0>".
_HAPPENED = re.compile(
    r"verzoek[^<]{0,120}\b(?:is|was|werd|heeft|hebben|bevestigd|verdaagd)\b[^<]{0,60}<", re.IGNORECASE
)
# What was done to the request later: "op <1> heeft u dit verzoek nader gepreciseerd".
_DETAILS = re.compile(
    r"^[^.]{0,90}(?:nader|gepreciseerd|gespecificeerd|verduidelijkt|aangepast|aangevuld|kostenvergoeding|ingetrokken)"
)
_DETAIL_REACH = 60
# Calls and meetings are not receipts.
_TALKS = re.compile(r"telefoongesprek|telefonisch|afgesproken|overleg", re.IGNORECASE)
# "de beslistermijn met vier weken verdaagd", "uw verzoek is op 9 juni 2023 verdaagd", artikel 4.4 lid 2 Woo / 6 Wob.

# Where a letter is signed, and a line near it that holds a date and at most its label or a place.
_SIGNS = re.compile(r"^\W*(?:hoogachtend|met vriendelijke groet)", re.IGNORECASE | re.MULTILINE)
_DATE_LINE = re.compile(r"^(?:Datum\s*:?|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,)\s*(?P<date>[\w .-]{8,20})$", re.MULTILINE)
_NEAR_SIGNATURE = 250
# A year of these laws by itself; not one within a date in figures or a number: "1-2-2023", "2023/114".
_YEAR = re.compile(r"(?<![\d/.-])20[12]\d(?![\d/.-])")
# A sentence that is about a request for information; "verzoek" and, as recognisers read it, "verzock".
_ON_REQUEST = re.compile(r"verzo[ce]|Wo[ob]\b|informatie|openbaarheid")
_REQUEST_WORD = re.compile(r"verzo[ce]", re.IGNORECASE)
# What is said of a request on one line with its date.
_OF_REQUEST = re.compile(r"heeft|ontvangen|ingediend|informatie")
# A subject line that dates the request: "uw verzoek van 3 mei", "verzoek d.d. 3 mei"; the second is content with less.
_DATED_REQUEST = re.compile(r"verzoek(?:en)? (?:van|d\.?d\.?)", re.IGNORECASE)
_DATES_REQUEST = re.compile(r"verzoek|d\.d\.")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, where it stands, and the rule that took it."""

    day: datetime.date
    start: int
    end: int
    rule: str


def find_decision_date(document: Document) -> tuple[Dated | None, str]:
    """The letter's own date as printed, and the rule; a letter dated without a day has none."""
    for label in ("date", "sent"):
        for value in find_values(document, label):
            for line in value.lines[:2]:
                day = parse_date(line.text, lenient=True)
                if day is not None:
                    return Dated(day, line.start, line.end, f"label {label} {value.place}, page {value.page}"), label
                if is_dayless(line.text):
                    return None, "dated without a day"
        if label == "date" and (scattered := _scattered_at_label(document)):
            return scattered, "words of the date's line, in any order"
    if alone := _standing_alone(document):
        return alone, "alone in the letterhead"
    return _at_the_signature(document), "above or below the signature"


def _scattered_at_label(document: Document) -> Dated | None:
    """The date on the rows under the label, where a text layer has shuffled or parted its words."""
    for page in document.pages[:1]:
        rows = find_rows(page)
        for at, row in enumerate(rows[:40]):
            ends = [cell for cell in row.cells() if (found := label_of(cell.text.split()[-1])) and found[0] == "date"]
            if not ends:
                continue
            x0 = ends[0].words[-1].bbox.x0
            for below in rows[at : at + 4]:
                near = [w for w in below.words if w.bbox.x0 > x0 - 2 * row.height] if below is not row else row.words
                for words in (near, below.words):
                    day = parse_scattered_date(" ".join(word.text for word in words))
                    if day is not None:
                        start, end = min(w.start for w in words), max(w.end for w in words)
                        return Dated(day, start, end, "words of the date's line, in any order")
    return None


def _standing_alone(document: Document) -> Dated | None:
    """A date that fills a cell in the upper half of the first page, or follows a place ("Amsterdam, 3 mei 2021")."""
    for page in document.pages[:1]:
        above = ""
        for row in find_rows(page):
            if row.y0 > _LETTERHEAD_SHARE * page.height:
                break
            for cell in row.cells():
                found = find_dates(cell.text, lenient=True)
                rest = cell.text
                for mention in found:
                    rest = rest.replace(mention.text, " ")
                alone = len(re.findall(r"\w+", rest)) <= 2
                theirs = label_of(above)
                day = found[0].resolve() if found else None
                if (
                    day is not None
                    and alone
                    and not (theirs and theirs[0] in ("other", "request") and above.lower().startswith("uw"))
                ):
                    return Dated(day, cell.start, cell.end, "alone in the letterhead")
                above = cell.text
    return None


def _at_the_signature(document: Document) -> Dated | None:
    """A date alone on its line where the letter is signed: "Datum: 28 mei 2021", "Den Haag, 3 mei 2021"."""
    for closing in _SIGNS.finditer(document.text, 0, document.body_end):
        start = max(0, closing.start() - _NEAR_SIGNATURE)
        for match in _DATE_LINE.finditer(document.text, start, min(document.body_end, closing.end() + _NEAR_SIGNATURE)):
            day = parse_date(match["date"])
            if day is not None:
                return Dated(day, *match.span("date"), "above or below the signature")
    return None


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    masked: str
    start: int
    dates: tuple[DateMention, ...]


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences of ``text`` that name a date and may speak of the request."""
    at = 0
    for end in chain((match.end() for match in _SENTENCE_END.finditer(text)), (len(text),)):
        # Most sentences have no figure.
        if _FIGURE.search(text, at, end) and any(map(lowered(text[at:end]).__contains__, _REQUEST_SIGNS)):
            sentence = _read_sentence(text[at:end].replace("\n", " "), at)
            if sentence.dates:
                yield sentence
        at = end


def _read_sentence(piece: str, at: int) -> _Sentence:
    dates = find_dates(piece)
    masked, last = "", 0
    for number, mention in enumerate(dates):
        if mention.start < last:
            continue
        masked += piece[last : mention.start] + f"<{number}>"
        # "31 juli jl.": the abbreviation belongs to the date.
        latest = _LATEST.match(piece, mention.end)
        last = latest.end() if latest else mention.end
    return _Sentence(piece, re.sub(r"\s+", " ", masked + piece[last:]), at, dates)


def _first_sentence(text: str) -> _Sentence:
    end = _SENTENCE_END.search(text)
    return _read_sentence((text[: end.end()] if end else text).replace("\n", " "), 0)


def find_request_dates(
    document: Document, decided: datetime.date | None, limit: int
) -> tuple[Dated | None, Dated | None]:
    """When the request was made and when it was received, each None where the letter does not say.

    Args:
        document: the letter.
        decided: the letter's own date: a request is older, and it fills in the year of "31 juli jl.".
        limit: read the body up to here (annexes quote the law and other letters).
    """
    decided = decided or _end_of_year(document)
    for bound in (decided, None):
        # A letter whose own year is a slip has all its requests in the future: then the bound is let go.
        made, received = _read_request_dates(document, bound, limit)
        if made or decided is None:
            return made, received
    return _labelled_request(document, decided) or _scattered_request(document, limit), None


def _labelled_request(document: Document, decided: datetime.date | None) -> Dated | None:
    """The day in a field "Uw verzoek van"; in a letter on an objection "Uw brief van" is the objection."""
    if _OBJECTION.search(" ".join(value.text for value in find_values(document, "subject"))):
        return None
    for value in find_values(document, "request"):
        for line in value.lines[:1]:
            day = parse_date(line.text, lenient=True)
            if day is not None and (decided is None or day < decided):
                return Dated(day, line.start, line.end, f"label request {value.place}, page {value.page}")
    return None


def _end_of_year(document: Document) -> datetime.date | None:
    """The last day of the latest year that the first page names: a bound where the letter's own date is unreadable."""
    end = max((word.end for word in document.pages[0].words), default=0) if document.pages else 0
    years = [int(year) for year in _YEAR.findall(document.text[:end])]
    return datetime.date(max(years), 12, 31) if years else None


def _read_request_dates(
    document: Document, decided: datetime.date | None, limit: int
) -> tuple[Dated | None, Dated | None]:
    made: list[Dated] = []
    received: list[Dated] = []
    named: list[Dated] = []
    for sentence in _sentences(document.text[:limit]):
        if _OBJECTION.search(sentence.masked):
            continue
        confirms = bool(_CONFIRMS.search(sentence.masked))
        tells = bool(_TELLS_OF_REQUEST.search(sentence.masked))
        name = _first(sentence, (_NAMED,), decided, "request named by its date")
        if name and not (confirms and _HAPPENED.search(sentence.masked)):
            named.append(name)
        if confirms and not tells:
            continue
        taken = _first(sentence, _MADE, decided, "request made")
        if taken:
            made.append(taken)
        got = _first(sentence, _RECEIVED, decided, "request received", made[-1].day if taken else None)
        if got and _ON_REQUEST.search(sentence.text) and not _TALKS.search(sentence.masked):
            received.append(got)
        if received and any(before.day <= received[0].day for before in made):
            break  # whatever follows, the first of these is the request
    subject = _subject_date(document, decided)
    return _choose(made, received, named, subject), received[0] if received else None


def _scattered_request(document: Document, limit: int) -> Dated | None:
    """The date on a line of the first page that speaks of the request, its words in any order."""
    for page in document.pages[:1]:
        for row in find_rows(page):
            text = row.text
            about = _REQUEST_WORD.search(text) and _OF_REQUEST.search(text)
            if about and not _OBJECTION.search(text) and row.words[0].start < limit:
                found = find_dates(text)
                day = found[0].resolve() if found else parse_scattered_date(text)
                if day is not None:
                    start, end = min(w.start for w in row.words), max(w.end for w in row.words)
                    return Dated(day, start, end, "line on the request, words in any order")
    return None


def _first(
    sentence: _Sentence,
    patterns: Sequence[re.Pattern[str]],
    decided: datetime.date | None,
    rule: str,
    sent: datetime.date | None = None,
) -> Dated | None:
    """The first day that one of ``patterns`` takes; one without a year is the next after ``sent`` where it is known."""
    for pattern in patterns:
        for match in pattern.finditer(sentence.masked):
            mention = sentence.dates[int(match[1])]
            day = mention.resolve(decided)
            if day is not None and mention.year is None and sent is not None:
                same = day.replace(year=sent.year) if (day.month, day.day) != (2, 29) else day
                day = same if same >= sent else day
            after = sentence.masked[match.start(1) : match.end() + _DETAIL_REACH]
            detail = rule == "request made" and _DETAILS.search(after)
            if day is not None and (decided is None or day < decided) and not detail:
                return Dated(day, sentence.start + mention.start, sentence.start + mention.end, rule)
    return None


def _subject_date(document: Document, decided: datetime.date | None) -> Dated | None:
    """The date that the subject line gives the request ("Beslissing op uw verzoek om informatie d.d. 7-1-2019")."""
    for value in find_values(document, "subject"):
        lines = value.lines[:_SUBJECT_LINES]
        text = " ".join(line.text for line in lines)
        sentence = _first_sentence(text.replace(". ", ", "))
        if _OBJECTION.search(text) and not _DATED_REQUEST.search(text):
            return None
        found = _first(sentence, (_NAMED,), decided, "subject line")
        if found is None and sentence.dates and not _OBJECTION.search(text) and _DATES_REQUEST.search(text):
            day = sentence.dates[0].resolve(decided)
            found = Dated(day, 0, 0, "subject line") if day and (decided is None or day < decided) else None
        if found:
            return Dated(found.day, lines[0].start, lines[-1].end, found.rule)
        if lines:
            return None
    return None


def _choose(
    made: Sequence[Dated], received: Sequence[Dated], named: Sequence[Dated], subject: Dated | None
) -> Dated | None:
    """The request's date: as the body says it was made, else the subject line unless that cannot be, else received."""
    # What was received before it was "made" is another letter ("op 4 juni heeft u gevraagd naar de stand van zaken").
    earlier = [m for m in made if not received or m.day <= received[0].day]
    if earlier:
        return earlier[0]
    if subject and received:
        late = (received[0].day - subject.day).days
        return subject if 0 <= late <= _MADE_TO_RECEIVED else received[0]
    if subject:
        return subject
    return next(iter([*received, *named]), None)
