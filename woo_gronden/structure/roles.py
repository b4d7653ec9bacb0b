"""What a file of a dossier is: the decision, the list, the law's text, the request, or a document made public.

Read from the first pages and the file's name only, so that a long document costs no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from woo_gronden.schema import Document, DocumentRole, Section
from woo_gronden.schema.letters import lowered
from woo_gronden.structure.grid import find_rows
from woo_gronden.structure.inventory_columns import read_header
from woo_gronden.structure.inventory_flow import is_flow_header

# Pages read, and characters of each at most.
_PAGES, _CHARS = 3, 4000

_LAW = re.compile(
    r"Wet\s+open(?:baarheid\s+(?:van\s+)?bestuur|\s+overheid)|\bW[O0o][OBob0]\b(?!['’])|\bWo[bo]-", re.IGNORECASE
)
# The authority speaks to whoever asked: "uw verzoek", "heeft u ... verzocht", "verzoek ... ingediend".
_TO_REQUESTER = re.compile(
    r"\buw\s+(?:\w+[- ]?){0,2}(?:verzoek|bezwaar)|(?:heeft|hebt|heb)\s+u\b|\bu\s+(?:heeft|hebt|vraagt|verzoekt)|"
    r"van u (?:een|het) (?:\w+[- ]?)?verzoek|uw cli[eë]nt|verzoek (?:op grond van [^.]{0,80} )?ingediend|"
    r"naar aanleiding van (?:het|een) verzoek|"
    r"verzoeken zoals het uwe",
    re.IGNORECASE,
)
# The operative words of such a decision, or what it calls itself in subject or opening; over text in small letters.
# Each starts with a letter that it needs, which is found without a try at every place.
_DECIDES = re.compile(
    r"(?:b(?:eslissing|esluit|eschikking)|reactie|uitspraak)\s+"
    r"(?:inzake|op|over|van|n\.?a\.?v\.?|naar aanleiding van)\s+(?:uw|het|een|de|bezwaar|wo[bo])|"
    r"w(?<=\bw)o[bo][- ]?(?:deel)?be(?:sluit|slissing)|"
    r"b(?<=\bb)(?:esloten\b|esluiten? (?:ik|wij)\b)|i(?<=\bi)k besluiten?\b|w(?<=\bw)ij besluiten?\b|"
    r"verda(?:ag|ging)|"
    r"(?:stuur|zend)\w* (?:[^.]|(?<=\d)\.(?=\d)){0,40}verzoek(?:[^.]|(?<=\d)\.(?=\d)){0,90}\sdoor\b|"
    r"doorzending van (?:een|het|uw)|"
    r"(?:beslis\w*|termijn)[^.]{0,40}\bverleng|v(?<=\bv)erleng\w*[^.]{0,40}(?:beslis\w*|termijn)|"
    r"sluit hiermee uw wo[bo]-?verzoek|bezwaar (?:on)?gegrond"
)
# A line that opens with the name of a decision, and has little more.
_DECISION_LINE = re.compile(r"(?:deel)?be(?:sluit|slissing)\b[^.\n]{0,40}$", re.MULTILINE)
_LETTER = re.compile(
    r"\bGeachte\b|\bBeste\b|^\s*(?:Datum|Onderwerp|Betreft|Ons kenmerk|Onze referentie)\b", re.MULTILINE
)
_REMEDY = (
    "bezwaarschrift indienen", "bezwaar maken", "beroepschrift", "bezwaarclausule", "niet eens met dit",
    "niet eens met deze",
)  # fmt: skip
# An e-mail's head: two or more of these, one under the other.
_MAIL = re.compile(r"^\W*(?:Van|Aan|Verzonden|From|To|Sent|Subject|CC|Cc)\s*:", re.MULTILINE)
# The requester speaks, and asks for information, not for a clearer request:
# "doe ik een beroep op de Wob", "verzoek ik u om openbaarmaking", "op grond van de Woo verzoek
# ik".
_REQUESTS = re.compile(
    r"(?:doe|doen|dien|dienen)\s+(?:ik|wij)\s+(?:hierbij\s+)?(?:een|met|het)?\s*(?:\w+\s){0,3}(?:beroep|verzoek|"
    r"Wo[bo])|verzoek(?:en)? (?:ik|wij) u\b|"
    r"\b(?:ik|wij) (?:verzoek(?:en)?|vraag|vragen) (?:u )?(?:\w+ ){0,6}(?:op grond van|openbaar|informatie|"
    r"documenten|stukken)|ons W[oO][bBoO][- ]verzoek|"
    r"(?:vraag|vragen) (?:ik|wij) u (?:\w+ ){0,6}(?:informatie|documenten|stukken|afschrift(?:en)?|kopie[eë]?n?)\b|"
    r"zou graag (?:de )?(?:stukken|documenten|informatie)[^.]{0,60}(?:inzien|ontvangen)|mijn W[oO][bBoO][- ]?verzoek",
    re.IGNORECASE,
)
# A third party speaks of its own view; "uw zienswijze" is what the authority asks it for.
_VIEWS = re.compile(
    r"(?<!\buw )\bzienswijze\b[^.]{0,80}(?:voorgenomen|openbaarmaking|naar voren|ik|wij)|(?:mijn|onze|hierbij (?:mijn|"
    r"onze)) zienswijze",
    re.IGNORECASE,
)
# The law's own sentences; several of them without a letter around are its text.
_LAW_TEXT = re.compile(
    r"Het verstrekken van informatie ingevolge deze wet|Het openbaar maken van informatie ingevolge deze wet|"
    r"de eenheid van de Kroon|"
    r"wordt geen informatie verstrekt over|Een ieder kan een verzoek|In deze wet en de daarop berustende|"
    r"veiligheid van de Staat",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"^\W*(?:bijlage.{0,20}?)?inventaris(?:atie)?(?:lijst)?\b|^\W*(?:document|stukken)(?:en)?lijst\b",
    re.IGNORECASE | re.MULTILINE,
)
# Names of files.
_NAMED_LIST = re.compile(
    r"inventaris(?:atie)?lijst|inventaris(?![a-z])|(?<!risico[-_ ])inventarisatie[-_ ](?:documenten|wo[bo])|"
    r"documentenlijst|stukkenlijst",
    re.IGNORECASE,
)
_NAMED_ANNEX = re.compile(
    r"(?:^|[-_ ])(?:bijlagen?|document(?:nummer)?|productie)(?:[-_ ](?:\d|bij\b|nr|[a-z]\b))|(?:^|"
    r"\d[-_ ])bijlagen?[-_ ]",
    re.IGNORECASE,
)
_NAMED_DECISION = re.compile(r"besluit|beslissing|besuilt|beschikking|afwijzing|bezwaar", re.IGNORECASE)
# A letter about a decision, not the decision: "brief-over-besluit", "aanbiedingsbrief".
_NAMED_COVER = re.compile(r"(?:^|[-_ ])(?:brief[-_ ]over|begeleidend|aanbiedings|ontvangstbevestiging)", re.IGNORECASE)
# Sums of the signs in _decision_score: a letter that decides has nearly all of them; a list with a letter's words few.
_LIKELY, _SURELY = 0.7, 0.85
# A letter speaks to someone; a list does not.
_SALUTATION = re.compile(r"\bGeachte\b")
# The name of a file that is a decision: "Woo-besluit", "besluit op Wob-verzoek".
_NAMED_ON_LAW = re.compile(
    r"wo[bo].{0,3}(?:deel)?be(?:sluit|slissing)|be(?:sluit|slissing).{0,10}wo[bo]", re.IGNORECASE
)


class RoleFinding(NamedTuple):
    """What a file is, how sure (0 to 1), and why."""

    role: DocumentRole
    score: float
    why: str


def find_role(document: Document, sections: Sequence[Section] | None = None) -> RoleFinding:
    """What ``document`` is within a dossier on a request.

    Args:
        document: any file of the dossier.
        sections: its parts if already found: a decision and its remedies make it a decision.
    """
    return _find_role(document, None if sections is None else tuple(sections))


@lru_cache(maxsize=1)  # a file of one document is asked for again as its only part
def _find_role(document: Document, sections: tuple[Section, ...] | None) -> RoleFinding:
    text = _head(document)
    name = document.name.rsplit(".", 1)[0]
    if not text.strip():
        return _by_name(name)
    mails = len(_MAIL.findall(text[:1500])) >= 2
    decision = _decision_score(text, name, sections)
    letter = bool(_LETTER.search(text))
    if decision < _SURELY and _is_list(document, text, name, letter):
        return RoleFinding("inventarislijst", 0.9, "a list of documents from the first page on, no letter")
    if decision >= _LIKELY and not mails and not _NAMED_COVER.search(name):
        return RoleFinding("besluit", min(1.0, decision), "a letter to the requester that decides under the law")
    if not letter and len({match.group().lower() for match in _LAW_TEXT.finditer(text)}) >= 3:
        return RoleFinding("bijlage wettekst", 0.9, "the law's own sentences, no letter around them")
    return _other(text, name, mails, letter)


def _head(document: Document) -> str:
    pages = [page for page in document.pages[:_PAGES] if page.lines]
    return "\n".join("\n".join(document.text[line.start : line.end] for line in page.lines)[:_CHARS] for page in pages)


def _decision_score(text: str, name: str, sections: Sequence[Section] | None) -> float:
    score = 0.0
    first = text[:2600]
    score += 0.3 if _LAW.search(first) else 0.15 if _LAW.search(text) else 0.0
    if not score:
        return 0.0
    words = lowered(text)
    decides, remedy = _decides(words), any(map(words.__contains__, _REMEDY))
    # A letter that says it has the request, or asks what is meant, has all the rest of a decision.
    if not (decides or remedy or _NAMED_DECISION.search(name)):
        return 0.0
    score += 0.25 if _TO_REQUESTER.search(first) else 0.0
    score += 0.25 if decides else 0.0
    score += 0.15 if _LETTER.search(first) else 0.0
    score += 0.1 if remedy else 0.0
    score += 0.1 if _NAMED_DECISION.search(name) else 0.0
    score -= 0.25 if _NAMED_ANNEX.search(name) and not _NAMED_DECISION.search(name) else 0.0
    if sections and {"decision", "remedies"} <= {section.role for section in sections}:
        score += 0.1
    return score


def _decides(words: str) -> bool:
    """Whether text in small letters has what only a decision says."""
    return _DECIDES.search(words) is not None or any(
        not words[words.rfind("\n", 0, line.start()) + 1 : line.start()].strip()
        for line in _DECISION_LINE.finditer(words)
    )


def _has_remedy(text: str) -> bool:
    return any(map(lowered(text).__contains__, _REMEDY))


def _is_list(document: Document, text: str, name: str, letter: bool) -> bool:
    if letter and _SALUTATION.search(text):
        return False
    titled = bool(_NAMED_LIST.search(name) or _LIST_TITLE.search(text[:600]))
    for page in document.pages[:2]:
        rows = find_rows(page)[:25]
        for at in range(len(rows)):
            header, _ = read_header(rows, at)
            kinds = {kind for kind, _ in header}
            if header and (titled or ({"number", "title"} <= kinds and kinds & {"assessment", "ground"})):
                return True
            if titled and is_flow_header(rows, at):
                return True
    return bool(_NAMED_LIST.search(name)) and not letter


def _other(text: str, name: str, mails: bool, letter: bool) -> RoleFinding:
    first = text[:2600]
    on_law = bool(_LAW.search(first))
    if _VIEWS.search(first) and on_law and not _NAMED_ANNEX.search(name):
        return RoleFinding("zienswijze", 0.6, "a third party's view on making public")
    if on_law and _REQUESTS.search(first) and not _has_remedy(text):
        return RoleFinding("verzoek", 0.7, "someone asks for information under the law")
    if on_law and _TO_REQUESTER.search(first) and (mails or letter) and not _NAMED_ANNEX.search(name):
        return RoleFinding("correspondentie", 0.6, "speaks with the requester about the request, decides nothing")
    return RoleFinding("openbaar gemaakt document", 0.8, "nothing of a decision, a list, the law or a request in it")


def _by_name(name: str) -> RoleFinding:
    """A guess for a file without any text."""
    if _NAMED_LIST.search(name):
        return RoleFinding("inventarislijst", 0.4, "name only: no text to read")
    if _NAMED_ON_LAW.search(name):
        return RoleFinding("besluit", 0.4, "name only: no text to read")
    if _NAMED_ANNEX.search(name):
        return RoleFinding("openbaar gemaakt document", 0.4, "name only: no text to read")
    return RoleFinding("overig", 0.2, "no text to read and a name that says nothing")
