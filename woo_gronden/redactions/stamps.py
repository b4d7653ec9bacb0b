"""What is printed on a box: a code, a short label, or text that makes the box a heading instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from woo_gronden.knowledge import load_list
from woo_gronden.schema import RawWord
from woo_gronden.taxonomy.codes import parse_code

# One word of a code. Must match: 10.2.e 5.1.2.e 5.1.2e 512e 10,2,e (10)(2e) 11.1 11 5.1 2e 5.1.1.c; E, K, BRW (a letter
# or initials of a legend). Must not match: 2019, 144, 070, 12-05-2019, 31.12.2020, 16:05, EUR, 1.250,00, Naam.
_CODE_WORD = re.compile(
    r"""^[(\[]*(?:
        \d{1,2}(?:[.,]\d{1,2}){0,3}[.,]?[a-i]?     # 10.2.e  5.1.2e  11.1  11
      | \d{1,2}[)\]][.,]*[(\[]*\d{1,2}[.,]?[a-i]?   # (10)(2e)  10)2e
      | [58]\d{2}[a-i]                              # 512e
      | \d{1,2}[a-i]                                # 2e
      | [a-iA-Z](?:[.,)]|$)                         # e   E
      | [A-Z]{2,3}                                  # BRW
    )[)\].,;:]*$""",
    re.VERBOSE,
)
# Initials that head a column or stand for money and times rather than for a reason.
_NO_INITIALS = frozenset(
    {"EUR", "NR", "BTW", "CC", "BCC", "ID", "PM", "NL", "OK", "JA", "TEL", "FAX", "RE", "FW", "OP"}
)
# A stamp is short: two codes with "artikel" and "lid" before each are the longest seen.
_MOST_WORDS = 24


@cache
def stamp_words() -> frozenset[str]:
    """The words that may stand on a box beside or instead of a code."""
    return frozenset(load_list("woo_gronden.redactions", "stamp_words.txt"))


def is_stamp(words: Sequence[str]) -> bool:
    """Whether these words, all that stands on a box, are a code or label for what was taken out."""
    return 0 < len(words) <= _MOST_WORDS and all(_is_stamp_word(word) for word in words)


def _is_stamp_word(word: str) -> bool:
    if word.endswith(":") and word[:-1].isalpha():  # the label of a field: "Naam:"
        return False
    bare = word.strip("()[]{}:;,.'\"-–/ ").lower()
    if not bare or bare in stamp_words() or bare + "." in stamp_words():
        return True
    if word.strip("()[]:;,.").upper() in _NO_INITIALS:
        return False
    return all(_CODE_WORD.match(part) is not None for part in re.split(r"[/;&+]", word) if part)


def print_stamp(words: Sequence[RawWord]) -> str | None:
    """The words on a box as one text in reading order, each line once; None where there are none.

    Overlay text is repeated by some programs until it fills the box ("10.2.e 10.2.e 10.2.e"): said once here.
    """
    lines: list[list[RawWord]] = []
    for word in sorted(words, key=lambda w: (w.bbox.y0 + w.bbox.y1) / 2):
        middle = (word.bbox.y0 + word.bbox.y1) / 2
        if lines and lines[-1][-1].bbox.y0 < middle < lines[-1][-1].bbox.y1:
            lines[-1].append(word)
        else:
            lines.append([word])
    said = [" ".join(w.text for w in sorted(line, key=lambda w: w.bbox.x0)) for line in lines]
    return _say_once(" ".join(dict.fromkeys(said))) or None


def print_label(words: Sequence[RawWord]) -> str | None:
    """What a sentence on a box says for its code: the codes in it, else the sentence where it is short."""
    codes = [word for word in words if parse_code(word.text) and _CODE_WORD.match(word.text.strip(",;"))]
    return print_stamp(codes or (words if len(words) <= _MOST_WORDS else ()))


def _say_once(text: str) -> str:
    parts = text.split()
    for size in range(1, len(parts) // 2 + 1):
        if len(parts) % size == 0 and parts == parts[:size] * (len(parts) // size):
            return " ".join(parts[:size])
    return " ".join(parts)
