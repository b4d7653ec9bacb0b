"""The words and marks that citations are made of, as patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

FLAGS = re.IGNORECASE


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of a word list of this package, longest first."""
    lines = (files("woo_gronden.citations") / name).read_text(encoding="utf-8").splitlines()
    return tuple(sorted({line for line in lines if line and not line.startswith("#")}, key=lambda w: (-len(w), w)))


# "artikel", "art.", "artikelen", and as recognisers read it ("artike1", "artikei"); not "artsen", "start".
ARTICLE_WORD = re.compile(r"\bart(?:[il1í]k[eo][l1i](?:en|s)?)?(?![^\W\d_])\.?\s*+(?:nrs?\.\s*)?", FLAGS)

# What stands between two citations, or two parts of one, without ending it. Groups: range, or a list.
CONNECTOR = re.compile(
    r"\s*+(?:(?P<range>\b(?:t/m|tot\s+en\s+met|t\.?\s?e\.?\s?m\.|tm)(?!\w))"
    r"|[,‚;/+&]"
    r"|\b(?:en/of|en|én|of|jo|juncto|resp|respectievelijk|c\.?q|dan\s+wel|danwel|subsidiair|subs|alsmede|alsook|evenals|tevens"
    r"|(?:gelezen\s+)?in\s+(?:onderlinge\s+)?(?:samenhang|verbinding|combinatie)\s+(?:gelezen\s+|bezien\s+)?met"
    r"|i\.?[sc]\.?m)(?!\w)\.?"
    r"|\bj[°º]\.?)",
    FLAGS,
)
# A dash that writes a range: "a-e", "1 – 3".
DASH = re.compile(r"\s?[-–—]\s?")

ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10,
}  # fmt: skip
NUMERALS = {"i": 1, "l": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "een": 1, "één": 1, "twee": 2,
            "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7}  # fmt: skip
# "tweede", "2e", "1ste", "2de", "1°"; the word lid must follow somewhere.
ORDINAL = re.compile(
    rf"\s*+(?:het\s+|de\s+)?(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digit>[1-9])\s?(?:e|de|ste|°|º))-?(?!\w)", FLAGS
)
LID = re.compile(r"[\s,]*+(?:leden|[l1i|][il1]d)(?![^\W\d_])\.?", FLAGS)
# The number after "lid": "2", "II", "twee", with a letter glued on ("1c") unless that makes an ordinal ("2e lid").
LID_NUMBER = re.compile(
    r"[\s.,:]*+(?P<number>\d{1,2}|[IVl]{1,3}(?![^\W_])|(?:één|een|twee|drie|vier|vijf|zes|zeven)(?!\w))(?!\d|[.,]\d)"
    r"(?:(?P<letter>[a-z])(?![^\W_])(?!\s*lid\b))?",
    FLAGS,
)
# What may part the article's number from what follows: "5.1. lid", "10, (tweede lid".
GAP = re.compile(r"[\s.,‚]*+\(?\s*+")
SENTENCE_PART = re.compile(r"[\s,]*+(?:eerste|tweede|derde|laatste|slot)[\s-]*(?:vol)?(?:zin|zinsnede)\b", FLAGS)

# "aanhef en onder", "sub", "onderdelen", "letter"; maybe with the row number of a table fallen in before it.
LETTER_WORD = re.compile(
    r"[\s,.‚;:]*+(?:\d{1,3}\.\s+)?\(?(?:\ben\s+)?(?:(?:de\s+|onder\s+)?aanhef\b[\s,]*(?:(?:en|&)\b[\s,]*)?)?"
    r"(?:\b(?:onder(?:deel|delen|d\.)?|ond\.|sub|letters?|littera|lit\.)(?![^\W\d_])[\s.:]*+(?:(?:de\s+)?(?:letters?|onderdeel|onderdelen|sub)\s+)?)"
    r"(?:(?:en|,)\s+)?(?:lid\s+)?",
    FLAGS,
)
AANHEF = re.compile(r"[\s,]*+(?:de\s+)?aanhef(?:\s+en)?\b(?:\s+onder\b)?", FLAGS)
_AS_READ = "€¢£ƒíìïîı!¡|éèêëęàáâäçć"
# A letter by itself: "e", "e)", "'e'"; not the first of "e-mail", "i.v.m.", "en".
LETTER = re.compile(
    rf"\s*+[\"'‘“(]?(?P<letter>[a-z{_AS_READ}])(?![^\W_]|\.[^\W_]|[-–][^\W_]{{2,}})(?:['’”]|\)(?=\s*[,;]?\s*(?:en|of)\b))?",
    FLAGS,
)
# A figure in a letter's place: "sub 1" is i, "onder 2" is nothing.
FIGURE = re.compile(r"\s*+(?P<letter>[1-9])(?=\s*(?:[,.;)]|van\b|wo|$)|\s+[A-Z])(?![.,]\d)")

# Between the figures of a code: "5.1", "5,1", "5. 1", "5-1", "5:1".
POINT = r"\s?[.,:·•‚\-–]\s?"
_CODE_LETTER = rf"[a-z{_AS_READ}]"
# 5.1 with a paragraph in one code: "5.1.2", "512", "5 1 2", "S.1.2", "5-1-2"; what follows decides whether it holds.
CODE_51 = re.compile(rf"[5S](?P<one>{POINT}|\s)?[1lI](?P<two>{POINT}|\s)?(?P<par>[1-7])(?!\d|\s?(?:e|de|ste)\s+lid)")
# Wob 10 with a paragraph: "10.2", "1O.2", "10-2", "10 2".
CODE_10 = re.compile(rf"[1lI][0O](?P<one>{POINT}|\s)?(?P<par>[1-8])(?!\d|\s?(?:e|de|ste)\s+lid)")
# The figures in brackets: "(10)(2e)", "(5.1)(2)(e)", "(11)(1)".
BRACKETED = re.compile(
    r"\(\s?(?P<article>5[.,]1|5[.,]2|10|11)\s?\)\s?\(\s?(?P<par>[1-8])\s?(?P<letter>[a-i])?\s?\)(?:\s?\(\s?(?P<apart>[a-i])\s?\))?",
    FLAGS,
)
# Any article number with a point: "5.1", "4. 1", "3.3a", "4:6"; the letter is part of it only where such an article is.
DOTTED = re.compile(
    r"(?P<one>\d{1,2})(?P<point>\s?[.·•]\s?|[,:]|\s\.)(?P<two>\d{1,2})(?!\d)(?P<suffix>[ab](?![^\W_]))?"
)
DOTTED_DASH = re.compile(r"(?P<one>5)(?P<point>[-–])(?P<two>[12])(?=[\s,‚]*lid)(?P<suffix>)")
THIRD = re.compile(r"(?:\s?[.,·•‚:]\s?)(?P<par>[1-9])(?!\d|\s?(?:e|de|ste)\s+lid)")
PLAIN = re.compile(r"(?P<one>\d{1,2})(?P<suffix>[ab](?![^\W_]))?(?!\d|[.,:]\d)")
# 5.1 without its point, which only a following "lid" makes an article: "art 51 lid 2 e".
UNPOINTED = re.compile(r"51(?=[\s,]*lid)")
# The letter of a code: glued (".e", "e", ",e"), in brackets, or after white space.
GLUED_LETTER = re.compile(
    rf"(?:\s?\(\s?(?P<bracketed>{_CODE_LETTER})\s?\)|(?:\s?[.,·‚:\-]\s?)?(?P<letter>{_CODE_LETTER})(?![^\W_]))", FLAGS
)
SPACED_LETTER = re.compile(rf"\s(?P<letter>[a-iA-I{_AS_READ}])(?![^\W_]|\.[^\W_]|[-–][^\W_]{{2,}})")
# More letters of the same code: ".h.i"
MORE_GLUED = re.compile(rf"\.(?P<letter>[a-i£])(?![^\W_])", FLAGS)

WOO = r"(?:W[o0O][o0O]|VVoo|W\.o\.o\.|wet\s+op[eo]n\w{0,2}\s+o[vu]\w*heid)"
WOB = r"(?:W[o0O][bB6]|VVob|W\.o\.b\.|wet\s+op[eo]nb\w+(?:\s+van)?\s+b\w+uu?r)"
# A law's name damaged by a recogniser, right behind an article: "Wo+", "Wot". Not WOR, WOZ, or a word.
_DAMAGED = r"(?:W[o0][+*†tch])"
_OF = r"(?:\b(?:van|uit|in|der)\s*(?:de\s+|het\s+)?)?"
LAW_AFTER = re.compile(
    rf"[\s,‚]*+{_OF}(?:(?P<woo>{WOO})|(?P<wob>{WOB})|(?P<damaged>(?-i:{_DAMAGED})))(?![^\W_]|-\w|\s+BES\b)", FLAGS
)
LAW_IN_BRACKETS = re.compile(rf"\s*+\((?:(?P<woo>{WOO})|(?P<wob>{WOB}))\)", FLAGS)
SAME_LAW = re.compile(
    r"[\s,]*+van\s+(?:de(?:ze|zelfde)?|die|voornoemde)\s+(?:voornoemde\s+|genoemde\s+)?wet(?!\w)", FLAGS
)
LAW_BEFORE = re.compile(rf"(?<!\w)(?:(?P<woo>{WOO})|(?P<wob>{WOB}))[ \u00a0]?[,:]?[ \u00a0]*(?:de[ \u00a0])?$", FLAGS)
LAW_NAMED = re.compile(rf"(?<!\w)(?:(?P<woo>{WOO})|(?P<wob>{WOB}))(?!\w)", FLAGS)
