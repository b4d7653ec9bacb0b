"""Where a letter does not follow the Woo or the Wob."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Literal

from woo_gronden.dossier.sentences import cite_all, cite_dutch, write_day, write_place, write_sentence
from woo_gronden.dossier.view import WITHHOLDS, Row, View, day_of, ground_of, label, pages
from woo_gronden.schema import Finding
from woo_gronden.taxonomy import all_grounds, get_ground

# Words with which a letter goes into the age of the information.
_ON_AGE = re.compile(
    r"\b(?:artikel|art\.?)?\s*5\.3\b|vijf jaar|5 jaar|tijdsverloop|verloop van (?:de )?tijd|ouder dan", re.IGNORECASE
)
# A citation in a sentence.
_ARTICLE = re.compile(r"\bart(?:ikel|\.)", re.IGNORECASE)
# Any word that goes beyond naming the ground: an interest, a weight, a need, a harm. A passage with one of them may
# weigh in words that are not foreseen, and is left alone; so is one that turns from the ground.
_MORE_THAN_NAMED = re.compile(
    r"belang(?!end)|\bweeg|\bwegen\b|weging|\bwoog|gewogen|gewicht|zwaar|voor(?:gaan|rang)|prevale|doorslag|waarde|nodig|"
    r"noodza|schad|nadeel|nadelig|benadel|veilig|privé|levenssfeer (?:van|die|is|weegt|zou)|anders|voorkom|risico|"
    r"gevaar|te verwachten|\bzou|omdat|zodat|immers|belemmer|doeltreffend|inzicht|leid(?:en|t)\b|\bkan\b|kunnen|"
    r"vertrouw|niet langer|geen bespreking|niet van toepassing",
    re.IGNORECASE,
)
# Years after which Woo 5.3 asks for added reasons.
_OLD_YEARS = 5


def find_missing_provisions(view: View) -> Iterator[Finding]:
    """A letter applies a provision of the chapters on withholding that does not exist (5.1.1i, 10.2.2)."""
    seen: set[tuple[str, str]] = set()
    letters = {row["document_id"] for row in view.decisions}
    for row in view.tables.get("citations", ()):
        letter = row["document_id"]
        if letter not in letters or row["status"] != "applied" or not row["as_written"]:
            continue
        if not view.in_own_words(letter, row["char_start"], row["char_end"]):
            continue
        for written in row["as_written"]:
            if (letter, written) not in seen and _does_not_exist(written):
                seen.add((letter, written))
                evidence = f"page {row['page']}: “{_short(row['text'])}”: the law has no {label(written)}"
                kind = "provision does not exist"
                place = write_place([row["page"]], view.path(letter))
                sentence = write_sentence(kind, place=place, text=_short(row["text"]), ground=cite_dutch(written))
                yield Finding(letter, kind, "", evidence, "warning", row["page"], sentence)


def _does_not_exist(written: str) -> bool:
    """Whether an id names a paragraph or letter too many, and not merely too little to tell (5.1i for 5.1.2i)."""
    law, _, rest = written.partition(":")
    articles = sorted({ground.article for ground in all_grounds() if ground.law == law}, key=len, reverse=True)
    article = next((a for a in articles if rest.startswith(a)), None)
    # With the paragraph left out, the letter can be right: it is incomplete, not wrong.
    return article is not None and rest[len(article) :].startswith(".")


def find_law_not_in_force(view: View) -> Iterator[Finding]:
    """A ground is applied in a decision of a day on which it was not law."""
    for row in view.decisions:
        day = day_of(row["decision_date"])
        for code in row["grounds_applied"] if day else ():
            ground = ground_of(code)
            # A ground of the other law in a letter under one law is more often read wrongly than applied.
            if ground and day and ground.law == row["law"] and not ground.in_force(day):
                until = f" until {ground.valid_to}" if ground.valid_to else ""
                span = f"law from {ground.valid_from}{until}"
                evidence = f"{label(code)} is applied in a decision of {day.isoformat()}; it is {span}"
                kind = "law not in force on the date"
                until = f" tot {write_day(ground.valid_to)}" if ground.valid_to else ""
                span = (
                    f"van {write_day(ground.valid_from)}{until}" if until else f"vanaf {write_day(ground.valid_from)}"
                )
                sentence = write_sentence(kind, day=write_day(day), ground=cite_dutch(code), span=span)
                yield Finding(row["document_id"], kind, code, evidence, "warning", 0, sentence)


def find_515_beside_others(view: View) -> Iterator[Finding]:
    """Woo 5.1 paragraph 5 for the same information as paragraph 1 or 2: one box, or one clause that applies both."""
    fifth = get_ground("woo:5.1.5").id
    for row in view.tables.get("redactions", ()):
        if beside := _beside(row, fifth):
            evidence = (
                f"page {row['page']} of {view.path(row['document_id'])}: one box bears {label(fifth)} and "
                f"{', '.join(map(label, beside))}; the fifth paragraph is for other interests than those of the first "
                "and second"
            )
            yield _beside_finding(view, row, beside, evidence, "warning")
    for row in view.tables.get("citations", ()):
        if row["status"] != "applied" or not view.in_own_words(row["document_id"], row["char_start"], row["char_end"]):
            continue
        # Codes without the word article are a cell of a list, which is about a whole document.
        if (beside := _beside(row, fifth)) and _ARTICLE.search(row["text"]):
            evidence = (
                f"page {row['page']}: “{_short(row['text'])}” applies {label(fifth)} together with "
                f"{', '.join(map(label, beside))}"
            )
            yield _beside_finding(view, row, beside, evidence, "info")


def _beside_finding(
    view: View, row: Row, beside: list[str], evidence: str, severity: Literal["info", "warning"]
) -> Finding:
    kind, fifth = "5.1.5 beside 5.1.1 or 5.1.2", get_ground("woo:5.1.5").id
    place = write_place([row["page"]], view.path(row["document_id"]))
    sentence = write_sentence(kind, place=place, ground=cite_dutch(fifth), others=cite_all(beside))
    return Finding(row["document_id"], kind, fifth, evidence, severity, row["page"], sentence)


def _beside(row: Row, fifth: str) -> list[str]:
    if fifth not in row["grounds"]:
        return []
    article = get_ground(fifth).article
    found = (ground_of(code) for code in row["grounds"])
    return [g.id for g in found if g and g.law == "woo" and g.article == article and g.letter]


def find_unweighed(view: View) -> Iterator[Finding]:
    """A relative ground is applied, and nothing that the letter says of it sets interests against each other."""
    for decision in view.decisions:
        letter = decision["document_id"]
        passages = list(view.passages(letter))
        # One weighing for all grounds, in a passage that names none, is a weighing.
        if any(row.get("weighing") == "weighed" and not row["grounds"] for row in passages):
            continue
        for code in decision["grounds_applied"]:
            ground = ground_of(code)
            mine = [row for row in passages if code in row["grounds"] and row.get("weighing")]
            if not ground or ground.kind != "relative" or not ground.letter or not mine:
                continue
            if all(_only_names(row) for row in mine) and any(WITHHOLDS.search(row["text"]) for row in mine):
                yield _unweighed(view, letter, code, mine)


def _unweighed(view: View, letter: str, code: str, mine: list[Row]) -> Finding:
    kind, numbers = "relative ground without weighing", sorted({row["page_start"] for row in mine})
    evidence = (
        f"{pages(numbers)}: {label(code)} is a relative ground, and the letter names it without weighing it against "
        "the interest of openness"
    )
    sentence = write_sentence(kind, place=write_place(numbers, view.path(letter)), ground=cite_dutch(code))
    return Finding(letter, kind, code, evidence, "warning", numbers[0], sentence)


def _only_names(passage: Row) -> bool:
    return passage["weighing"] == "stated" and not _MORE_THAN_NAMED.search(passage["text"])


def find_old_information(view: View) -> Iterator[Finding]:
    """Woo 5.3: information of more than five years old is withheld, and the letter does not go into its age.

    Its age is taken on the day of the request, or of the decision where that is not known.
    """
    kind = "older than five years without added reasons"
    for decision in view.decisions:
        letter, day = decision["document_id"], _day_of_age(decision)
        if decision["law"] != "woo" or day is None or _goes_into_age(view, letter):
            continue
        limit = _years_before(day, _OLD_YEARS)
        for row in view.tables.get("inventory", ()):
            dated = day_of(row["date"])
            codes = [code for code in row["grounds"] if _needs_more(code)]
            if dated is None or dated >= limit or not codes or not _row_is_of(view, row, letter):
                continue
            number = str(row["number"] or row["row"])
            evidence = (
                f"row {number} of the list ({dated.isoformat()}) was more than five years old on {day.isoformat()}; "
                f"{', '.join(map(label, codes))} is applied without the reasons that artikel 5.3 Woo asks for"
            )
            sentence = write_sentence(
                kind, row=number, dated=write_day(dated), day=write_day(day), ground=cite_all(codes)
            )
            yield Finding(letter, kind, codes[0], evidence, "warning", row["page"] or 0, sentence)


def _day_of_age(decision: Row) -> datetime.date | None:
    return day_of(decision.get("request_date")) or day_of(decision["decision_date"])


def _goes_into_age(view: View, letter: str) -> bool:
    cited = any(
        row["document_id"] == letter and any(code.startswith("woo:5.3") for code in row["grounds"])
        for row in view.tables.get("citations", ())
    )
    return cited or any(
        _ON_AGE.search(row["text"]) for row in view.tables.get("passages", ()) if row["document_id"] == letter
    )


def _needs_more(code: str) -> bool:
    """The grounds that Woo 5.3 names: 5.1 paragraphs 2 and 5, and 5.2."""
    ground = ground_of(code)
    if ground is None or ground.law != "woo":
        return False
    return ground.article == "5.2" or (ground.article == "5.1" and ground.paragraph in ("2", "5"))


def _row_is_of(view: View, row: Row, letter: str) -> bool:
    return row["document_id"] == letter or len(view.decisions) == 1


def _years_before(day: datetime.date, years: int) -> datetime.date:
    # 29 February has no counterpart in most years.
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else flat[:87] + "..."
