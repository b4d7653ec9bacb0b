"""Say of each citation whether the authority applies it here, turns it down, or only mentions it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from woo_gronden.citations.lexicon import word_list
from woo_gronden.schema import Citation, Section, SectionRole, Status
from woo_gronden.schema.letters import lowered
from woo_gronden.taxonomy import all_grounds

# Sections in which a ground is asked after, quoted or explained, never applied.
_QUOTING_ROLES: frozenset[SectionRole] = frozenset(
    {"request", "legal framework", "legend", "annex", "remedies", "procedure"}
)
# Sections in which letters restate a norm only to apply it: quotations for their own sake stand in the legal framework.
_ARGUING_ROLES: frozenset[SectionRole] = frozenset({"decision", "considerations"})
# A sentence ends at a full stop with a capital behind it, not after an abbreviation or a single letter; a line ends it.
# The mark comes first, so that all other places are passed over at once.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!\bart.)(?<!\bnr.)(?<!\bjo.)(?<!\bresp.)(?<!\bo\.g\.v.)(?<!\bd\.d.)(?<!\bdhr.)(?<!\bmw.)"
    r"(?<!\b\w.)[”\"')]?\s+(?=[A-ZÀ-Ý§(•\-]))"
)
# How far the reasoning behind a norm or a heading may lie from it, in characters: a few paragraphs.
_REACH = 2500
_BEFORE = 400
_LONGEST = 600  # characters of a sentence on either side of a citation; a list without full stops is no sentence
# A verb, by the words that nearly every Dutch sentence has: what lacks them is a heading, a stamp or a cell.
_VERB = re.compile(
    r"\b(?:is|zijn|wordt|worden|werd|heb|heeft|hebben|kan|kunnen|mag|moet|moeten|blijft|bepaalt|staat|staan|weegt|wegen|"
    r"ben|acht|weiger\w*|verzet\w*|doe|doen|zal|zullen|betreft|bevat|bevatten|maak|maken|vind|ziet|volgt|wijs|pas)\b",
    re.IGNORECASE,
)
# Lines of a letter's head and foot, where a code stands for a name.
_LETTERHEAD = re.compile(
    r"^\W*(?:geachte|beste|aan|van|t\.?a\.?v|cc|e-?mail|e|t|namens|met vriendelijke|hoogachtend|datum|onderwerp)\b|@"
    r"|\b(?:kenmerk|alleen per|adviseur|telefoon|postbus|bijlagen?|behandeld)\b",
    re.IGNORECASE,
)
# Ties a norm to what was said just before.
_REASON = re.compile(r"\b(?:namelijk|immers|dit artikel|deze bepaling)\b", re.IGNORECASE)
# What a line without a verb decides by itself: "(Deels) openbaar", "Weigeringsgrond", "gelakt".
_DECIDES_ALONE = re.compile(r"\b(?:openbaar|geweigerd|gelakt|weiger\w*)\b", re.IGNORECASE)


@cache
def _exemptions() -> frozenset[str]:
    return frozenset(ground.id for ground in all_grounds() if ground.kind in ("absolute", "relative"))


class _Cues:
    """The phrases of a list. Most texts have none: the words of each are looked for before they are sought."""

    def __init__(self, name: str) -> None:
        phrases = [phrase.lower() for phrase in word_list(name)]
        self._pattern = _pattern(phrases)
        self._signs: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            words = phrase.replace("...", " ").replace("*", "").split()
            self._signs.setdefault(max(words, key=len), []).append(words)

    def are_in(self, low: str) -> bool:
        return next(self.find(low), None) is not None

    def find(self, low: str) -> Iterator[tuple[int, int]]:
        """Start and end of each phrase in lowered text."""
        there = [self._signs[sign] for sign in self._signs if sign in low]
        if any(all(map(low.__contains__, words)) for rows in there for words in rows):
            # The space stands for what is before the text, and moves all offsets on by one.
            for match in self._pattern.finditer(f" {low}"):
                yield match.start(1) - 1, match.end() - 1


@cache
def _cues(name: str) -> _Cues:
    return _Cues(name)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Phrases as one pattern over lowered text, with the sign before them, which most places lack.

    "..." is up to 100 characters of the sentence, "*" the end of a word.
    """
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        words = (re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
        pattern = r"\s+".join(words).replace(r"\s+\.\.\.\s+", r"\s+(?:[^.\n]{0,100}?\s)?")
        groups.setdefault(pattern[0], []).append(pattern[1:])
    # By their first letter: where a word has another, all of them fail as one.
    gathered = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in groups.items())
    return re.compile(rf"\W({gathered})(?!\w)")


def resolve_status(text: str, citations: Sequence[Citation], sections: Sequence[Section] = ()) -> list[Citation]:
    """The citations, each with its status, in the order given.

    ``rejected``: its sentence turns the ground down. ``applied``: its sentence withholds on it, or it is the norm or
    the heading over reasoning that does, or it stands in a row of the list. ``mentioned``: quoted law, the words of
    others, an earlier decision, a case that might be, a stamp on the letter itself, and whatever else.

    Args:
        text: the text they stand in, paragraphs parted by a newline.
        citations: from ``find_citations``, in order.
        sections: the parts of the letter with their roles; may be empty.
    """
    text = _masked(text, citations)
    starts = [section.start for section in sections]
    places: list[tuple[SectionRole, int]] = []  # the role that each stands in, and where that part ends
    for citation in citations:
        at = bisect_right(starts, citation.start) - 1
        inside = at >= 0 and citation.start < sections[at].end
        places.append((sections[at].role, sections[at].end) if inside else ("other", len(text)))
    ends = _sentence_ends(
        text, [c for c, (role, _) in zip(citations, places, strict=True) if role not in _QUOTING_ROLES]
    )
    resolved = []
    for i, (citation, (role, limit)) in enumerate(zip(citations, places, strict=True)):
        following = citations[i + 1].start if i + 1 < len(citations) else limit
        reach = min(limit, citation.end + _REACH, max(following, citation.end))
        status = _status(text, citation, role, ends, reach)
        resolved.append(citation if citation.status == status else replace(citation, status=status))
    return resolved


def _sentence_ends(text: str, citations: Sequence[Citation]) -> list[int]:
    """Where sentences end near ``citations``, and where the text starts and ends."""
    if not citations:
        return [0, len(text)]
    first, last = citations[0].start - _LONGEST, citations[-1].end + 2 * _LONGEST
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text, max(0, first), last)), len(text)]


def _masked(text: str, citations: Sequence[Citation]) -> str:
    """The text with every citation blotted out in place, so that its full stops end no sentence."""
    parts, pos = [], 0
    for citation in citations:
        parts += [text[pos : citation.start], "§" * (citation.end - max(pos, citation.start))]
        pos = max(pos, citation.end)
    return "".join([*parts, text[pos:]])


def _status(text: str, citation: Citation, role: SectionRole, ends: Sequence[int], reach: int) -> Status:
    if role in _QUOTING_ROLES:
        return "mentioned"
    k = bisect_right(ends, citation.start)
    start, end = ends[k - 1], ends[min(bisect_right(ends, citation.end - 1), len(ends) - 1)]
    start, end = max(start, citation.start - _LONGEST), min(end, citation.end + _LONGEST)
    sentence = text[start:end]
    if role == "inventory" and not _VERB.search(sentence):
        return "applied"
    low = lowered(sentence)
    if _cues("cues_voices.txt").are_in(low) or _cues("cues_hypothesis.txt").are_in(low):
        return "mentioned"
    if _cues("cues_rejects.txt").are_in(low):
        return "rejected"
    behind = text[end : max(end, reach)]
    if not _VERB.search(sentence):
        return _of_heading(text, citation, start, end, behind)
    states_law = _cues("cues_law.txt").are_in(low)
    if not states_law and _cues("cues_withholds.txt").are_in(low):
        return "applied"
    # The norm alone. Its application follows in sentences that cite nothing, or the sentence before it withheld
    # ("... wijs ik af. Artikel 10 ... bepaalt namelijk dat"). That "artikelen 10 en 11" bound the right is no norm.
    if not any(ground in _exemptions() for ground in citation.grounds):
        return "mentioned"
    if role in _ARGUING_ROLES and states_law:
        return "applied" if not _cues("cues_rejects.txt").are_in(lowered(behind)) or _argued(behind) else "mentioned"
    before = text[max(0, start - _BEFORE) : start] if _REASON.search(sentence) else ""
    return "applied" if _argued(behind) or _argued(before) else "mentioned"


def _of_heading(text: str, citation: Citation, start: int, end: int, behind: str) -> Status:
    """A line without a verb: a heading over reasoning, "(Deels) openbaar" with its code, or a stamp."""
    line = text[start:end]
    if _DECIDES_ALONE.search(line):
        return "applied"
    alone = citation.end - citation.start >= len(line.strip()) - 2 or _LETTERHEAD.search(line) is not None
    return "applied" if not alone and citation.method.startswith("article") and _argued(behind) else "mentioned"


def _argued(behind: str) -> bool:
    """Whether sentences that follow withhold in the authority's own voice."""
    low = lowered(behind)
    for start, end in _cues("cues_withholds.txt").find(low):
        line = low[low.rfind(".", 0, start) + 1 : end + 60]
        if not any(_cues(f"cues_{kind}.txt").are_in(line) for kind in ("voices", "rejects", "hypothesis", "law")):
            return True
    return False
