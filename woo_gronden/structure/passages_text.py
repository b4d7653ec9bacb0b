"""Phrases and sentences of letters, and text folded so that recognition noise does not hide them.

``fold`` keeps every offset, so what is found in folded text stands at the same place in the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import Literal, get_args

from woo_gronden.knowledge import load_list

Cue = Literal[
    "norm", "application", "application_weak", "withhold", "weigh", "code_notice", "adopted", "other_voice",
    "negated", "disclosed", "announced", "turn", "harm", "closing", "lead", "opened",
    "declined",
]  # fmt: skip

# Letters that recognition takes for one another in these letters ("artlkel", "Overweglngen", "1n"), and the quotes,
# dashes and spaces that word processors vary.
_ALIKE = {
    "l": "i",
    "1": "i",
    "|": "i",
    "0": "o",
    "\u00a0": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
}
_ALIKE_TABLE = str.maketrans({"l": "i", "0": "o"})
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"

# Verbs that make a sentence of words: a list's row has none. "Staat" is one too, but "de Staat" is a name.
_FINITE = (
    "is zijn was waren heeft heb hebben had wordt worden werd werden kan kunnen moet moeten dient dienen blijft "
    "bevat bevatten staan maak maken maakt acht weegt wegen weeg zie ziet zien verstrek verstrekken weiger "
    "weigeren betreft gaat geldt volgt zal zullen zou zouden verzet prevaleert komt laat valt vallen leidt ben "
    "bepaalt benadeelt speelt mag mogen raakt levert vormt vormen bestaat wijst doe doet"
)
_STANDS = re.compile(r"(?<!\w)(?<!de )staat(?!\w)")

# At most this many words stand for a `*` in a phrase: a clause between subject and participle ("zijn alle namen van
# medewerkers uit de documenten verwijderd"), not a whole sentence.
_GAP_WORDS = 8

# A full stop that ends no sentence: after an abbreviation or an initial. Letters before the stop, folded text.
_ABBREVIATIONS = frozenset(
    (
        "art artt nr nrs d.d dd jo resp blz bl p pag m.b.t t.a.v o.a bijv dhr mevr mr drs ir prof i.v.m e.d c.q vgl "
        "zgn incl excl ca max min st m.n o.g.v t.b.v i.c z.g t/m enz r.o stb stcrt nl cf i.o sub onderd vnl evt no e.v"
    )
    .replace("l", "i")
    .split()
)
# Where a sentence may end: a mark, perhaps a closing quote or a footnote's number, white space, and then what can open
# a sentence. Must not match inside "5.1.2", "art. 10" (lower case or digit follows an abbreviation) or "10.2.e".
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]?\d{0,2}(?=\s+[\"'\u201c\u2018(\[]?[A-Z\u00c0-\u00d6])")
_WORD = re.compile(r"\w+")
# The word that a full stop closes, with the points within it: "m.b.t".
_LAST_WORD = re.compile(r"[\w./]+$")
# As far back as shows that a word is longer than all of these.
_LAST_WORD_CHARS = max(map(len, _ABBREVIATIONS)) + 1


class _Folding(dict[int, str]):
    """Code point to its folded character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        plain = "-" if char in _DASHES else _ALIKE.get(char, _ALIKE.get(base, base))[:1] or char
        self[code] = plain
        return plain


_FOLDING = _Folding()
# The same for the bytes of plain text, as nearly all is: in one step, not letter by letter.
_FOLDED_BYTES = bytes(ord(_FOLDING[code]) if code < 128 else code for code in range(256))
# What is no letter, figure or low line, as a space.
_WORD_BYTES = bytes(code if code > 127 or re.match(r"\w", chr(code)) else 32 for code in range(256))


def fold(text: str) -> str:
    """``text`` without capitals and accents, look-alike letters taken as one; the same length."""
    if text.isascii():
        return text.encode().translate(_FOLDED_BYTES).decode()
    return text.translate(_FOLDING)


def folded(pattern: str) -> re.Pattern[str]:
    """``pattern``, whose letters are written plainly, as a pattern over folded text; escapes and classes are kept."""
    parts = re.split(r"(\\.|\[[^\]]*\]|\{\d*,?\d*\})", pattern)
    return re.compile("".join(part if place % 2 else part.translate(_ALIKE_TABLE) for place, part in enumerate(parts)))


@cache
def cue_pattern(name: Cue) -> re.Pattern[str]:
    """The phrases of one cue list as a pattern over folded text."""
    return phrase_pattern(load_list("woo_gronden.structure", f"data/cues_{name}.txt"))


def words_of(text: str) -> Set[str]:
    """The different words of a folded text."""
    if text.isascii():
        return set(text.encode().translate(_WORD_BYTES).decode().split())
    return set(_WORD.findall(text))


def possible_cues(there: Set[str]) -> set[Cue]:
    """The cues that a text with these words may hold: those with a phrase of which all words are among them.

    Of a sentence that leaves one or two of the lists to search.
    """
    phrases = _phrases_by_word()
    return {cue for word in phrases.keys() & there for needed, cue in phrases[word] if needed <= there}


@cache
def _phrases_by_word() -> dict[str, list[tuple[set[str], Cue]]]:
    """By a word of it that few texts have, the words of each phrase and its cue."""
    phrases = [
        (set(_WORD.findall(fold(phrase))), name)
        for name in get_args(Cue)
        for phrase in load_list("woo_gronden.structure", f"data/cues_{name}.txt")
    ]
    shared = Counter(word for words, _ in phrases for word in words)
    found: dict[str, list[tuple[set[str], Cue]]] = {}
    for words, name in phrases:
        # A long word, which few other phrases have.
        found.setdefault(max(words, key=lambda word: len(word) / shared[word]), []).append((words, name))
    return found


class Phrases:
    """Phrases that are sought together, the last word of each as a stem.

    Most texts have none, and a search tries every place of them: the longest word of each phrase is looked for first.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self.pattern = phrase_pattern(phrases, stem=True)
        longest = {max(fold(phrase).split(), key=len) for phrase in phrases}
        self.signs = [word for word in longest if not any(other in word for other in longest - {word})]
        self._first = tuple({fold(phrase).split()[0] for phrase in phrases})

    def search(self, words: str) -> re.Match[str] | None:
        """The first of the phrases in folded ``words``."""
        return self.pattern.search(words) if any(map(words.__contains__, self.signs)) else None

    def match(self, words: str) -> re.Match[str] | None:
        """The phrase that folded ``words`` begin with."""
        return self.pattern.match(words) if words.startswith(self._first) else None


class PhraseLists:
    """Lists of phrases of which a text has those of one or two at most: the words that show them are tried once."""

    def __init__(self, lists: Sequence[Phrases]) -> None:
        self._lists: dict[str, list[int]] = {}
        for place, phrases in enumerate(lists):
            for sign in phrases.signs:
                self._lists.setdefault(sign, []).append(place)

    def possible(self, words: str) -> list[int]:
        """Which of the lists folded ``words`` may have a phrase of, in their order."""
        return sorted({place for sign, places in self._lists.items() if sign in words for place in places})


def phrase_pattern(phrases: Sequence[str], *, stem: bool = False) -> re.Pattern[str]:
    """A pattern over folded text for any of ``phrases``; ``*`` is a short gap, ``stem`` lets a phrase end mid-word."""
    end = "" if stem else r"(?!\w)"
    ordered = sorted(set(phrases), key=len, reverse=True)
    if not ordered:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + _by_letters([_phrase(phrase) for phrase in ordered]) + ")" + end)


def _by_letters(patterns: Sequence[str], depth: int = 2) -> str:
    """The patterns as alternatives, gathered by their first letters: where a text has others, they fail as one.

    Of patterns that can match in one place the order stays.
    """
    if len(patterns) < 2 or depth == 0 or not all(pattern[:1].isalpha() for pattern in patterns):
        return "|".join(patterns)
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        groups.setdefault(pattern[0], []).append(pattern[1:])
    return "|".join(
        letter + (rests[0] if len(rests) == 1 else f"(?:{_by_letters(rests, depth - 1)})")
        for letter, rests in groups.items()
    )


def _phrase(phrase: str) -> str:
    gap = rf"(?:\S+\s+){{0,{_GAP_WORDS}}}?"
    parts = [gap if token == "*" else re.escape(fold(token)) + r"\s+" for token in phrase.split()]
    return "".join(parts).removesuffix(r"\s+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """``[start, end)`` of each sentence of ``text``, in order, white space between them left out."""
    start = 0
    for mark in _SENTENCE_END.finditer(text):
        word = _LAST_WORD.search(text[max(0, mark.start() - _LAST_WORD_CHARS) : mark.start()])
        before = fold(word.group()) if word else ""
        if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and text[mark.start() - 1].isupper()):
            continue
        yield start, mark.end()
        start = mark.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if text[start:].strip():
        yield start, start + len(text[start:].rstrip())


@cache
def _finite() -> frozenset[str]:
    return frozenset(fold(_FINITE).split())


def is_sentence(words: str, there: Set[str]) -> bool:
    """Whether folded ``words`` hold a finite verb, as a sentence does and a row of a list does not.

    Args:
        words: the words.
        there: the same, from ``words_of``.
    """
    return not _finite().isdisjoint(there) or ("staat" in there and bool(_STANDS.search(words)))
