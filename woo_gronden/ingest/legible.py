"""Whether a page's text layer can be read, or its pixels must be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from woo_gronden.ingest.lists import word_list
from woo_gronden.schema import RawPage, RawWord

FEW_LETTERS = 25
"""Letters and digits under which a page that is a picture counts as having no text layer (a stamp, a page number)."""

PICTURE = 0.3
"""Share of the page under images from which its text may be in the picture."""

OUTLINES = 200
"""Shapes on a page without any words from which its letters may be drawn as paths."""

BROKEN_SHARE = 0.15
"""Share of letters without meaning (private use, replacement, "(cid:12)") from which the encoding is broken."""

ODD_SHARE = 0.30
"""Share of odd tokens from which a layer under a scan is noise. Good layers of real letters: 0.02 to 0.12."""

ODD_SHARE_NATIVE = 0.45
"""The same for text that is painted with ink, which is right unless its encoding is broken (real cases: 0.53 up)."""

ODD_SHARE_STRANGE = 0.25
"""The same where hardly a word of the language stands between the odd tokens."""

ORDINARY_SHARE = 0.02
"""Share of the small words of Dutch and English under which a text is strange; in running text it is 0.3."""

MISREAD_SHARE = 0.10
"""Share of common words that are misread ("artlkel") from which the old recognition is worse than a new one."""

FEW_WORDS = 4
"""Words under which nothing is said about an encoding: a bullet or an icon may be all there is."""

MIN_TOKENS = 20

# What stands for a letter that has no meaning: "(cid:12)", the replacement character, private use, control characters.
_BROKEN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x1f]")
# A token that may stand in a text: word, number, code, date, address. Not: "•‘-1", ".,•-•••", "L421.1I" is let through.
_PLAUSIBLE = re.compile(
    r"[(\[\"'“‘„<]*(?:[^\W\d_]+(?:[-'’/.][^\W\d_]+)*\.?|€?\d[\d.,:/%-]*(?:e|ste|de)?|\S+@\S+|(?:https?|www)\S+"
    r"|[A-Za-z]{0,6}[-./]?\d[\w./-]*)[)\]\"'”’>]*[.,:;!?]*[)\]\"'”’]*|[-–—•&/+=§|>]+|\.{3,}|_{2,}"
)
_VOWEL = re.compile(r"[aeiouyáéëèïóöüAEIOUYIJĳ]")
# Lower, then capital, then lower again inside a word of one case: "clierciE", "oPgaVe".
_MIXED_CASE = re.compile(r"[a-z][A-Z][a-z]|[a-z]{2}[A-Z]{1,2}$")


_LEADERS = frozenset({".", "_", "-", "…", "·", ",", "|", ":"})


def needs_ocr(page: RawPage) -> bool:
    """Whether the page must be read from its pixels: no text layer, or one that is noise."""
    text = "".join([word.text for word in page.words])
    if len(page.words) >= FEW_WORDS and _broken_share(text) > BROKEN_SHARE:
        return True
    letters = sum(map(str.isalnum, text))
    if letters < FEW_LETTERS:
        return _may_hold_text(page, letters)
    if len(page.words) < MIN_TOKENS:
        return False
    under_scan = page.scan_share > PICTURE and sum(not word.visible for word in page.words) * 2 > len(page.words)
    if not under_scan and page.scan_share < 0.8:
        odd = _odd_share(page.words)
        if odd > ODD_SHARE_STRANGE and _ordinary_share(page.words) < ORDINARY_SHARE:
            return True
        return odd > ODD_SHARE_NATIVE
    return _odd_share(page.words) > ODD_SHARE or _misread_share(page.words) > MISREAD_SHARE


def _may_hold_text(page: RawPage, letters: int) -> bool:
    if page.scan_share > PICTURE:
        return True
    return letters == 0 and (len(page.shapes) > OUTLINES or page.scan_share > 0.02)


def _broken_share(text: str) -> float:
    broken = sum(map(len, _BROKEN.findall(text)))
    return broken / len(text) if text else 0.0


def _odd_share(words: Sequence[RawWord]) -> float:
    """Share of the tokens that cannot be a word, number or code; the dots that lead to a page number left out."""
    tokens = [word.text for word in words if word.text not in _LEADERS]
    return sum(map(_is_odd, tokens)) / len(tokens) if len(tokens) >= MIN_TOKENS else 0.0


def _ordinary_share(words: Sequence[RawWord]) -> float:
    ordinary = word_list("ordinary")
    return sum(word.text.lower() in ordinary for word in words) / len(words)


@lru_cache(maxsize=16384)  # the words of a letter come again and again
def _is_odd(text: str) -> bool:
    if not _PLAUSIBLE.fullmatch(text):
        return True
    core = text.strip("()[]\"'“”‘’.,:;!?")
    if len(core) >= 4 and core.isalpha() and not _VOWEL.search(core) and not core.isupper():
        return True
    return bool(_MIXED_CASE.search(core)) and "." not in core


def _folded(text: str) -> str:
    """The word with the letters that recognition takes for each other made the same."""
    return text.lower().translate(_LOOKALIKE).replace("rn", "m")


_LOOKALIKE = str.maketrans({"l": "i", "1": "i", "!": "i", "|": "i", "í": "i", "j": "i", "0": "o", "é": "e", "c": "e"})


@cache
def _folded_common() -> frozenset[str]:
    return frozenset(_folded(word) for word in word_list("common"))


def _misread_share(words: Sequence[RawWord]) -> float:
    """Share of the common words that stand there misread by a look-alike letter."""
    common = word_list("common")
    right = wrong = 0
    for word in words:
        core = word.text.strip("()[]\"'“”‘’.,:;?").lower()
        if core in common:
            right += 1
        elif len(core) >= 5 and _folded(core) in _folded_common():
            wrong += 1
    return wrong / (right + wrong) if right + wrong >= 8 else 0.0
