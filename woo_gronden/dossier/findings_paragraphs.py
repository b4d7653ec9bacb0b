"""What paragraphs 4 to 7 of Woo 5.1 ask: a term for what is postponed, and the environment's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woo_gronden.dossier.sentences import cite_dutch, write_place, write_sentence
from woo_gronden.dossier.view import WITHHOLDS, View, ground_of, label, pages
from woo_gronden.schema import Finding
from woo_gronden.taxonomy import get_ground

# A term or a day until which something is postponed, or an event that ends it.
_TERM = re.compile(
    r"termijn|uiterlijk|binnen|\btot\b|totdat|zodra|nadat|\bna\b|\bdag(?:en)?\b|\bwe(?:ek|ken)\b|maand|\b20\d\d\b",
    re.IGNORECASE,
)
# The authority itself calls the information environmental, and says that it is about emissions.
_ENVIRONMENT = re.compile(r"milieu-?\s?informatie", re.IGNORECASE)
_EMISSIONS = re.compile(r"emissie(?!recht|handel)|uitstoot", re.IGNORECASE)
# It says that it is not, or goes into the paragraphs that are about it.
_GOES_INTO = re.compile(
    r"\b(?:geen|niet|noch)\b[^.]{0,60}(?:milieu-?\s?informatie|emissie)|"
    r"milieu-?\s?informatie is [^.]{0,20}\b(?:geen|niet aan)\b|"
    r"(?:zesde|zevende)\s+lid|lid\s+[67]\b|5\.1\.[67]",
    re.IGNORECASE,
)
_NO_FIFTH = "het vijfde lid geldt niet voor milieu-informatie"
_SIXTH = "voor milieu-informatie geldt daarvoor het zesde lid van artikel 5.1 van de Woo, dat een afweging vraagt"
_SEVENTH = "artikel 5.1, zevende lid, van de Woo houdt het eerste en tweede lid van milieu-informatie over emissies af"


def find_postponed_without_term(view: View) -> Iterator[Finding]:
    """Woo 5.1 paragraph 4: what is postponed for the addressee's sake comes with a term."""
    kind, code = "postponed without a term", get_ground("woo:5.1.4").id
    for decision in view.decisions:
        letter = decision["document_id"]
        mine = [row for row in view.passages(letter) if code in row["grounds"]]
        if code not in decision["grounds_applied"] or not mine or any(_TERM.search(row["text"]) for row in mine):
            continue
        numbers = sorted({row["page_start"] for row in mine})
        evidence = f"{pages(numbers)}: {label(code)} is applied, and the letter names no term there"
        sentence = write_sentence(kind, place=write_place(numbers, view.path(letter)), ground=cite_dutch(code))
        yield Finding(letter, kind, code, evidence, "info", numbers[0], sentence)


def find_environment(view: View) -> Iterator[Finding]:
    """What a letter calls environmental information, withheld on a paragraph that the Woo keeps from it."""
    kind = "ground not for environmental information"
    for decision in view.decisions:
        letter = decision["document_id"]
        for row in view.passages(letter):
            text = row["text"]
            if not (_ENVIRONMENT.search(text) and WITHHOLDS.search(text)) or _GOES_INTO.search(text):
                continue
            for code in row["grounds"]:
                if code in decision["grounds_applied"] and (rule := _kept_from(code, text)):
                    evidence = f"page {row['page_start']}: environmental information is withheld on {label(code)}"
                    place = write_place([row["page_start"]], view.path(letter))
                    sentence = write_sentence(kind, place=place, ground=cite_dutch(code), rule=rule)
                    yield Finding(letter, kind, code, evidence, "warning", row["page_start"], sentence)


def _kept_from(code: str, text: str) -> str:
    """The rule that keeps ``code`` from environmental information; empty where none does."""
    ground, fifth, confidential = ground_of(code), get_ground("woo:5.1.5"), get_ground("woo:5.1.1c")
    if ground is None or ground.law != fifth.law or ground.article != fifth.article:
        return ""
    if ground.id == fifth.id:
        return _NO_FIFTH
    if ground.letter and _EMISSIONS.search(text):
        return _SEVENTH
    return _SIXTH if ground.id == confidential.id else ""
