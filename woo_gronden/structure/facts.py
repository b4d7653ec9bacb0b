"""The facts of a decision letter: law, authority, kind, reference, dates, outcome, term, third parties, remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from woo_gronden.schema import (
    Citation,
    Decision,
    Document,
    Fact,
    InventoryItem,
    Law,
    Section,
)
from woo_gronden.schema.letters import lowered
from woo_gronden.structure.dates import find_dates, parse_date
from woo_gronden.structure.facts_authority import find_authority
from woo_gronden.structure.facts_dates import Dated, find_decision_date, find_request_dates
from woo_gronden.structure.facts_letterhead import find_values
from woo_gronden.structure.facts_outcome import DECIDING, resolve_decision_type, resolve_outcome
from woo_gronden.structure.facts_procedure import find_procedure
from woo_gronden.structure.facts_text import flat, flat_body
from woo_gronden.structure.grid import Cell

# "Woo" and "Wob" as words; the letter that all begin with stands first, which makes all other places pass by at once.
_WOO = re.compile(r"W(?:et open overheid|(?<!\wW)(?:OO|oo)\b)")
_WOB = re.compile(r"W(?:et openbaarheid\s+(?:van\s+)?bestuur|(?<!\wW)(?:OB|ob)\b)")
# The law that the letter says it applies, where it speaks of both: named behind one of these.
_APPLIES = re.compile(
    r" de (?:(?<=op grond van de )|(?<=beoordeeld aan de hand van de )|(?<=afgehandeld onder de )|"
    r"(?<=onder de reikwijdte van de )|(?<=beroep op de ))(?P<law>Wet open overheid|Woo|Wet openbaarheid|Wob)\b"
)
# A file number: letters, digits and the marks between them, with a digit somewhere. Not a telephone number, mail
# address, web address, date or page count; "WOB" alone (its number blacked out) is no reference either.
_REFERENCE = re.compile(r"^(?=.*\d)[\w./\\ #:()-]{3,60}$")
# The number of a decision on a part that recognition reads as a letter: "2019.053 dbl" for "db1" (deelbesluit 1).
_PART_NUMBER = re.compile(r"(?<= db)[lI](?=\s|$)")
_NO_REFERENCE = re.compile(
    r"@|www\.|^T \d|^\+?0\d{1,3}[ -]\d|^pagina|^bijlage|^postbus|^\d{4} ?[A-Z]{2}\b|\.nl\b", re.IGNORECASE
)
# A reference that runs on to the next line ends in one of these.
_RUNS_ON = re.compile(r"\w[-/]$")
# "kenmerk 2020-115", where no label in the letterhead gives one.
_REFERENCE_IN_TEXT = re.compile(
    r"(?:ons kenmerk|onze referentie|geregistreerd onder (?:het )?(?:kenmerk|nummer|zaaknummer)|"
    r"bij ons bekend onder (?:nummer|kenmerk))"
    r"\s*:?\s*(?P<value>(?=[\w./-]{5})[A-Z]{0,6}[\w./-]*\d[\w./-]*\w)",
    re.IGNORECASE,
)
# The first annex ends the letter: a line that is "Bijlage 1", "Bijlage A - Relevante artikelen", "Wettelijke
# bepalingen". With the line break before it, which most places lack.
_ANNEX = re.compile(
    r"\n(?:bijlage(?:\(n\))?\s*(?:\d{1,2}|[A-D]|[IVX]{1,3})?\s*(?:[:–—.-].{0,80}|bij .{0,80}|relevante.{0,60})?|"
    r"relevante (?:\w+-?)?artikelen.{0,40}|wettelijk(?:e bepalingen| kader) wob)$",
    re.IGNORECASE | re.MULTILINE,
)
# Before this share of the body a line "Bijlage ..." belongs to the letterhead or to a sentence.
_ANNEX_AFTER = 900
_OPENING = 3500
# A heading of the operative part, alone on its line; the headings that end it.
_OPERATIVE_HEADING = re.compile(
    r"^(?:\d+\.?\s*)?(?:deel)?(?:besluit|beslissing)(?: op (?:uw )?(?:bezwaar\w*|Wo[ob]-?verzoek|"
    r"verzoek))?(?: Wob-?verzoek)?\s*[.:]?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(r"^(?:\d+\.?\s*)?[A-Z][\w() '’/,-]{3,60}\??$", re.MULTILINE)
_OPERATIVE = 1500
# A heading that ends the operative part is looked for this far on: that much and the longest heading.
_LOOK = _OPERATIVE + 200


def read_facts(document: Document, sections: Sequence[Section], citations: Sequence[Citation]) -> tuple[Fact, ...]:
    """The facts that stand in the letter itself, each with its value, place and rule.

    Outcome and decision type depend on more than words: :func:`read_decision` adds them.

    Args:
        document: the letter.
        sections: its parts, where known; they say where the letter ends and which part decides.
        citations: what it cites: breaks the tie where a letter speaks of both laws.
    """
    limit = find_letter_end(document, sections)
    facts: list[Fact | None] = [
        _law(document, limit, citations),
        *find_authority(document, limit),
        _reference(document),
    ]
    decided, _ = find_decision_date(document)
    facts.append(_dated("decision_date", decided))
    made, received = find_request_dates(document, decided.day if decided else None, limit)
    facts += [_dated("request_date", made), _dated("receipt_date", received), *find_procedure(document, limit)]
    return tuple(fact for fact in facts if fact is not None)


def read_decision(
    document: Document,
    sections: Sequence[Section],
    citations: Sequence[Citation],
    applied: Sequence[str],
    mentioned: Sequence[str],
    inventory: Sequence[InventoryItem],
) -> Decision:
    """The decision as one value: facts read, kind and outcome resolved.

    Args:
        document: the letter.
        sections: its parts.
        citations: what it cites.
        applied: ids of the grounds that the authority withholds on.
        mentioned: ids cited but not applied.
        inventory: rows of its list of documents.
    """
    facts = read_facts(document, sections, citations)
    by_name = {fact.name: fact.value for fact in reversed(facts)}
    limit = find_letter_end(document, sections)
    body = flat_body(document, limit)
    start, parts = _operative(document, sections, body)
    operative = " ".join(parts)
    subject = lowered(" ".join(line.text for line in _subject(document)))
    kind, kind_rule = resolve_decision_type(subject, body[:_OPENING], operative)
    outcome, outcome_rule = resolve_outcome(parts, body, applied, inventory)
    if kind in ("verdaging", "doorzending"):
        # Nothing is decided on the information itself.
        outcome, outcome_rule = "overig", f"a letter of {kind} decides nothing else"
    added = [Fact("decision_type", kind, -1, -1, kind_rule)]
    if outcome:
        added.append(Fact("outcome", outcome, start, start + len(operative) if start >= 0 else -1, outcome_rule))
    return Decision(
        law=cast("Law | None", by_name.get("law")),
        authority=by_name.get("authority"),
        decision_type=kind,
        reference=by_name.get("reference"),
        decision_date=parse_date(by_name["decision_date"]) if "decision_date" in by_name else None,
        request_date=parse_date(by_name["request_date"]) if "request_date" in by_name else None,
        outcome=outcome,
        grounds_applied=tuple(applied),
        grounds_mentioned=tuple(mentioned),
        authority_id=by_name.get("authority_id"),
        authority_kind=by_name.get("authority_kind"),
        receipt_date=parse_date(by_name["receipt_date"]) if "receipt_date" in by_name else None,
        documents_count=int(by_name["documents_count"]) if "documents_count" in by_name else None,
        extended="extended" in by_name or kind == "verdaging",
        third_parties_heard=_flag(by_name.get("third_parties_heard")),
        remedy=by_name.get("remedy"),
        facts=(*facts, *added),
    )


def _flag(value: str | None) -> bool | None:
    return None if value is None else value == "true"


def find_law(document: Document, sections: Sequence[Section], citations: Sequence[Citation]) -> Law | None:
    """The law that the letter applies, where it can be told: the context of a bare "artikel 10"."""
    fact = _law(document, find_letter_end(document, sections), citations)
    return cast("Law", fact.value) if fact else None


def find_letter_end(document: Document, sections: Sequence[Section]) -> int:
    """Where the letter proper ends in the text and its annexes begin."""
    annexes = [section.start for section in sections if section.role == "annex" and section.start > _ANNEX_AFTER]
    if annexes:
        return min(annexes)
    annex = _ANNEX.search(document.text, _ANNEX_AFTER, document.body_end)
    return annex.start() + 1 if annex else document.body_end


def _subject(document: Document) -> Sequence[Cell]:
    value = next(find_values(document, "subject"), None)
    return value.lines[:4] if value else ()


def _dated(name: str, dated: Dated | None) -> Fact | None:
    return Fact(name, dated.day.isoformat(), dated.start, dated.end, dated.rule) if dated else None


@lru_cache(maxsize=1)  # the law is asked for before the citations are settled, and after it
def _named_laws(document: Document, limit: int) -> tuple[re.Match[str] | None, ...]:
    """Where the letter first names the Woo and the Wob, and where it says which it applies if it names both."""
    woo, wob = _WOO.search(document.text, 0, limit), _WOB.search(document.text, 0, limit)
    return woo, wob, _APPLIES.search(document.text, 0, limit) if woo and wob else None


def _law(document: Document, limit: int, citations: Sequence[Citation]) -> Fact | None:
    woo, wob, applies = _named_laws(document, limit)
    if woo and wob:
        laws = [ground[:3] for citation in citations for ground in citation.grounds if citation.status == "applied"]
        if laws and (laws.count("woo") == 0 or laws.count("wob") == 0):
            return Fact("law", laws[0], -1, -1, "law of the grounds applied")
        if applies:
            law = "woo" if applies["law"] in ("Wet open overheid", "Woo") else "wob"
            return Fact("law", law, applies.start("law"), applies.end("law"), "law that the letter says it applies")
    first = min((m for m in (woo, wob) if m), key=lambda m: m.start(), default=None)
    if first is None:
        return None
    return Fact("law", "woo" if first is woo else "wob", first.start(), first.end(), "law named first")


def _reference(document: Document) -> Fact | None:
    for value in find_values(document, "reference"):
        taken: list[int] = []
        for number, line in enumerate(value.lines):
            text = line.text.strip(" :,;_*")
            runs_on = bool(taken) and _RUNS_ON.search(value.lines[number - 1].text)
            if not (_is_reference(text) or runs_on or (not taken and _RUNS_ON.search(text))):
                break
            taken.append(number)
        lines = [value.lines[number] for number in taken]
        text = _joined([line.text.strip(" :,;_*") for line in lines])
        if lines:
            text = _PART_NUMBER.sub("1", text)
            return Fact("reference", text, lines[0].start, lines[-1].end, f"label {value.place}, page {value.page}")
    match = _REFERENCE_IN_TEXT.search(document.text, 0, _OPENING)
    if match is None or not _is_reference(match["value"]):
        return None
    return Fact("reference", match["value"], *match.span("value"), "named in the text")


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        text += line if not text or _RUNS_ON.search(text) else f" / {line}"
    return text


def _is_reference(text: str) -> bool:
    if not _REFERENCE.match(text.replace(" / ", "/")) or _NO_REFERENCE.search(text):
        return False
    dates = find_dates(text)
    if dates and len(re.sub(r"\W", "", text)) - len(re.sub(r"\W", "", dates[0].text)) < 3:
        return False
    return len(re.findall(r"[a-z]{4,}", text)) <= 1


def _operative(document: Document, sections: Sequence[Section], body: str) -> tuple[int, list[str]]:
    """The part that decides and the sentences elsewhere that say what was decided; where the part starts.

    Args:
        document: the letter.
        sections: its parts.
        body: its text without annexes, flat and in small letters.
    """
    limit = len(body)
    parts = [(s.start, s.end) for s in sections if s.role == "decision" and s.start < limit]
    if not parts:
        for match in _OPERATIVE_HEADING.finditer(document.text, 0, limit):
            after = next(
                (
                    h.start()
                    for h in _HEADING.finditer(document.text, match.end() + 1, min(limit, match.start() + _LOOK))
                    if h.start() > match.end()
                ),
                limit,
            )
            parts.append((match.start(), min(after, match.start() + _OPERATIVE)))
    texts = [lowered(flat(document.text[start:end])) for start, end in parts]
    if not parts:
        texts = [" ".join(match.group() for match in DECIDING.finditer(body))]
    return (parts[0][0] if parts else -1), texts
