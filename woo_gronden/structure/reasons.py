"""How a passage reasons: whether its ground is weighed, which interests it names, how much of it is its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Passage
from woo_gronden.structure.passages_blocks import Sentence, read_sentence
from woo_gronden.structure.passages_text import PhraseLists, Phrases, fold, sentences
from woo_gronden.taxonomy import all_grounds

Weighing = Literal["weighed", "harm", "stated", "absolute"]

# A word for comparing sentences; figures are taken as one, so that document numbers do not make a sentence new.
_WORD = re.compile(r"[a-z]+|#")
_FIGURE = re.compile(r"\d+")
# Sentences of fewer words say nothing of their own or of others ("Dit belang weegt zwaarder.").
MIN_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Reasoning:
    """How a passage reasons.

    ``weighing``: ``weighed`` (interests are set against each other), ``harm`` (it says what openness would do, without
    weighing), ``stated`` (the ground is only named), or ``absolute`` (the ground asks for no weighing). ``interests``
    are the names of the interests it mentions (see ``data/interests.toml``).
    """

    weighing: Weighing
    interests: tuple[str, ...]


def find_reasoning(passage: Passage) -> Reasoning:
    """Whether ``passage`` weighs, and which interests it names."""
    found = [read_sentence(passage.text, start, end) for start, end in sentences(passage.text)]
    return Reasoning(_weighing(passage, found), find_interests(passage.text))


def find_interests(text: str) -> tuple[str, ...]:
    """The interests that ``text`` names, in the order of the list of interests."""
    words = fold(text)
    interests, lists = _interests()
    return tuple([interests[n][0] for n in lists.possible(words) if interests[n][1].pattern.search(words)])


def own_words_share(passage: Passage, others: Iterable[str]) -> float:
    """The share, 0 to 1, of a passage's words in sentences that stand in none of ``others``.

    Args:
        passage: the passage.
        others: texts of passages of other letters; the passage's own letter left out by the caller.

    Returns:
        1.0 when nothing is shared, also for a passage without a full sentence. Figures and capitals do not count as a
        difference.
    """
    known = {digest for text in others for digest, _ in sentence_digests(text)}
    own = sentence_digests(passage.text)
    total = sum(size for _, size in own)
    return sum(size for digest, size in own if digest not in known) / total if total else 1.0


def sentence_digests(text: str) -> list[tuple[int, int]]:
    """Of each sentence of ``text`` a digest (64 bits) and its number of words; short sentences are left out.

    Sentences that differ in figures, capitals, accents or marks alone have the same digest, so that letters can be
    compared without keeping their text.
    """
    found = []
    for start, end in sentences(text):
        words = _WORD.findall(fold(_FIGURE.sub("#", text[start:end])))
        if len(words) >= MIN_SENTENCE_WORDS:
            digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
            found.append((int.from_bytes(digest), len(words)))
    return found


def _weighing(passage: Passage, found: Sequence[Sentence]) -> Weighing:
    if any(sentence.weighs for sentence in found):
        return "weighed"
    if passage.grounds and all(ground in _absolute() for ground in passage.grounds):
        return "absolute"
    return "harm" if any(sentence.harms for sentence in found) else "stated"


@cache
def _absolute() -> frozenset[str]:
    return frozenset(ground.id for ground in all_grounds() if ground.kind == "absolute")


@cache
def _interests() -> tuple[list[tuple[str, Phrases]], PhraseLists]:
    rows = load_table("woo_gronden.structure", "data/interests.toml")["interests"]
    interests = [(row["name"], Phrases(row["words"])) for row in rows]
    return interests, PhraseLists([phrases for _, phrases in interests])
