"""A lone code, as printed on a redaction box or in a list cell and as a recogniser read it, to ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woo_gronden.schema import Law
from woo_gronden.taxonomy.provisions import resolve_provision

# What recognisers read for the letters and digits of a code. c for e and 8 for B are not here: both are codes
# themselves, so no reading would be the only one.
FOLDED_LETTERS = {
    "í": "i", "ì": "i", "ï": "i", "î": "i", "ı": "i", "į": "i", "!": "i", "¡": "i", "|": "i", "l": "i", "1": "i",
    "j": "i", "é": "e", "è": "e", "ê": "e", "ë": "e", "€": "e", "¢": "e", "ę": "e", "£": "f", "ƒ": "f", "9": "g",
    "q": "g", "ğ": "g", "à": "a", "á": "a", "â": "a", "ä": "a", "ç": "c", "ć": "c", "ĥ": "h", "ḥ": "h",
}  # fmt: skip
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende")

_SEP = r"[\s.,:;·•_/\-–—()\[\]]{0,3}"
_LETTER = r"[a-z€¢£ƒíìïîı!¡|éèêëęàáâäçćğ19]"
# Further letters of the same paragraph: "e / h / i", "e.h", "e en i", "e+i". Not the first letter of a word.
_LETTERS = rf"(?P<letters>{_LETTER}(?:(?:\s*(?:[./,+&)(]|\ben\b|\bof\b)\s*){{1,2}}[a-j](?![\w€]))*)"
# Woo 5.1 with paragraph and maybe letters: "5.1.2.e", "512e", "5,1.2 e", "S.1.2e", "(5.1)(2e)", "5.1.5". Not "5128".
_WOO_51 = re.compile(rf"(?<!\w)[5s]{_SEP}[1il|]{_SEP}(?P<par>[1-7])(?:{_SEP}{_LETTERS}(?!\.?\w)|(?!\.?\w))")
# Articles without letters: "5.2.1", "5.2", "5.4", "5.4a", "5.1", "4.1.4", "8.8", "4.6". Not "52".
_WOO_OTHER = re.compile(
    r"(?<!\w)(?P<article>[5s]\s?[.,]\s?(?:4a|[1246])|4\s?[.,]\s?[16]|8\s?[.,]\s?8)"
    r"(?:\s?[.,\s]\s?(?P<par>[1-7]))?(?:[.,\s]{0,2}(?P<letter>[a-i]))?(?!\.?\w)"
)
# Wob 10 with paragraph and letters: "10.2.e", "102e", "10 2 e", "1O.2.e", "(10)(2e)", "10.2". Not "1020", "010-2".
_WOB_10 = re.compile(rf"(?<!\w)[1il|][0o]{_SEP}(?P<par>[127])(?:{_SEP}{_LETTERS}(?!\.?\w)|(?!\.?\w))")
# Wob 11: "11.1", "(11)(1)". Not "111".
_WOB_11 = re.compile(r"(?<!\w)[1il|]{2}(?:\s?[.,:\-]\s?|\)\s?\()(?P<par>[1-4])\)?(?!\w)(?![.:\-]\d)")
# Words that only frame a code.
_FRAME = re.compile(
    r"\b(?:artikel(?:en)?|art|onderdeel|onderdelen|onder|sub|aanhef(?: en)?|van de|van|wet open overheid|"
    r"wet openbaarheid van bestuur|woo|wob|grond|code|jo|juncto|en|of|o\.?g\.?v)\b\.?"
)
_PARAGRAPH_WORD = re.compile(r"[\s.,]*\blid\b[\s.,]*|(?<=\d)[\s.,]*lid[\s.,]*(?=\d)")
_ORDINAL_WORD = re.compile(rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digit>[1-7])\s?(?:e|de|ste))[\s,]+lid\b")
# A code must have a point, a bracket, or its letter glued on, or it could be any number of three figures.
_POINTED = re.compile(r"\d\s?[.,:\-)]\s?\(?\s?\d")
_WORDS = re.compile(r"[^\W_]{1,}")
# The word before a letter, with what may stand before it: "5.1 lid 2 aanhef en onder e", "5.1.2 sub e".
_LETTER_WORD = re.compile(r"(?<=[\d.,\s])\s*(?:aanhef en )?\b(?:sub|onder|onderdeel|letter)\s*(?=[^\W\d](?!\w))")
# A sign that ends a figure of a code: two of them in "5.1.5", one in "5.15".
_POINT_BEHIND = re.compile(r"\d\s?[.,:\-)]")
# A letter that stands alone in the letters of a code: both of "e en i", none of "en".
_LONE_LETTER = re.compile(r"(?<![a-z])[^\s./,+&()](?![a-z])")


def parse_code(raw: str, law: Law | None = None) -> tuple[str, ...]:
    """The ground ids that a lone code names, in order and without repeats; () where it is no ground.

    Tolerant of what recognisers do to codes (``5,1.2.e``, ``512e``, ``5.1.2Ï``, ``1O.2.e``), so only for text that is
    known to be a code's place: a redaction box, a list cell. Running text is for ``woo_gronden.citations``.

    Args:
        raw: as read, with any brackets, article words and several codes: ``art. 10 lid 2 e``, ``5.1.2.e en 5.1.2.i``.
        law: the law that the document applies; it settles ``5.15`` (5.1.5) and shuts out codes without a letter of
            the other law.
    """
    text = _plain(raw)
    found: list[tuple[int, int, tuple[str, ...], bool]] = []
    taken = [False] * len(text)
    for start, end, ids, firm in _readings(text, law):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append((start, end, ids, firm))
    rest = "".join(" " if used else char for used, char in zip(taken, text, strict=True))
    alone = not _WORDS.search(_FRAME.sub(" ", rest))
    kept = [ids for _, _, ids, firm in sorted(found) if firm or alone]
    return tuple(dict.fromkeys(ground for ids in kept for ground in ids))


def _plain(raw: str) -> str:
    text = raw.lower().replace(" ", " ").replace("‚", ",")
    text = _ORDINAL_WORD.sub(lambda m: f".{m['digit'] or _ORDINALS.index(m['word']) + 1} ", text)
    text = _PARAGRAPH_WORD.sub(".", text)
    return _LETTER_WORD.sub(".", text)


def _readings(text: str, law: Law | None) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Start, end, ids and whether the code stands firm beside other words (it has a letter and is no plain number)."""
    for match in _WOO_51.finditer(text):
        ids = _lettered("woo", "5.1", match)
        pointed = bool(_POINTED.search(match[0]))
        if match["letters"] is None and not _settled(match[0], pointed, law):
            continue
        if ids:
            yield match.start(), match.end(), ids, match["letters"] is not None and (pointed or match[0][-1].isalpha())
    for match in _WOB_10.finditer(text):
        ids = _lettered("wob", "10", match)
        pointed = bool(_POINTED.search(match[0]))
        if ids and (match["letters"] or (pointed and law != "woo")):
            yield match.start(), match.end(), ids, bool(match["letters"]) and pointed
    for match in _WOB_11.finditer(text) if law != "woo" else ():
        yield match.start(), match.end(), (f"wob:11.{match['par']}",), False
    for match in _WOO_OTHER.finditer(text) if law != "wob" else ():
        article = re.sub(r"\s", "", match["article"]).replace(",", ".").replace("s", "5")
        found, _ = resolve_provision("woo", article, int(match["par"]) if match["par"] else None, match["letter"])
        if found and (article != "4.1" or found == "woo:4.1.4"):
            yield match.start(), match.end(), (found,), False


def _settled(code: str, pointed: bool, law: Law | None) -> bool:
    """Whether digits alone are a code: "5.1.5" is, "5.15" where the law is known, "515" and "5 1 5" are not."""
    points = len(_POINT_BEHIND.findall(code))
    return points >= 2 or (pointed and law == "woo")


def _lettered(law: Law, article: str, match: re.Match[str]) -> tuple[str, ...]:
    paragraph = int(match["par"])
    if not match["letters"]:
        found, _ = resolve_provision(law, article, paragraph)
        return (found,) if found else ()
    ids = []
    for letter in _LONE_LETTER.findall(match["letters"]):
        found, cut = resolve_provision(law, article, paragraph, letter)
        if cut and letter in FOLDED_LETTERS:
            folded, still_cut = resolve_provision(law, article, paragraph, FOLDED_LETTERS[letter])
            found = found if still_cut else folded
        if found:
            ids.append(found)
    return tuple(ids)
