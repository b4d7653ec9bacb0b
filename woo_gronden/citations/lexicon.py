"""The words and marks that citations are made of, as patterns."""

from __future__ import annotations

import re
from functools import cache

from woo_gronden.knowledge import load_list

FLAGS = re.IGNORECASE


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of a word list of this package, longest first."""
    return tuple(sorted(set(load_list("woo_gronden.citations", name)), key=lambda w: (-len(w), w)))


def last_word(text: str) -> str:
    """The last word of ``text``, with the marks that touch it; "" where there is none.

    What a pattern finds at the end of a text, it finds only where this can end it.
    """
    return text.rsplit(maxsplit=1)[-1] if text and not text.isspace() else ""


# -- words ------------------------------------------------------------------------------------------------------------

# "artikel", "art.", "artikelen", and as recognisers read it ("artike1", "artlkel"); not "artsen", "start".
ARTICLE_WORD = re.compile(
    r"\bart(?:\s?[il1í]?\s?k\s?[eo](?:(?:\s?[li]|1)(?:en|s)?)?)?(?![^\W\d_])[.,]?\s*+(?:nrs?\.\s*)?", FLAGS
)
# In the plural, so that a second article follows: "de artikelen 10 en 11".
ARTICLES_WORD = re.compile(r"\bart(?:ikelen|t)\b", FLAGS)
# Words between a connector and the next article: "en (van) (de) artikelen".
ARTICLE_LEAD = re.compile(r"\s*+(?:(?:de|het)\s+)?(?=art|\d|\()", FLAGS)
# What stands between two citations, or two parts of one, without ending it.
CONNECTOR = re.compile(
    r"\s*+(?:(?P<range>\b(?:t/m|tot\s+en\s+met|t\.?\s?e\.?\s?m\.|tm)(?!\w))"
    r"|[,‚;/+&]"
    r"|\b(?:en/of|en|én|of|jo|juncto|resp|respectievelijk|c\.?q|dan\s+wel|danwel|subsidiair|subs|alsmede|alsook|evenals"
    r"|tevens|ook|meer\s+subsidiair|(?:gelezen\s+|bezien\s+)?in\s+(?:onderlinge\s+)?(?:samenhang|verbinding|combinatie)\s+"
    r"(?:gelezen\s+|bezien\s+)?met|i\.?[sc]\.?m)(?!\w)\.?"
    r"|\bj[°º]\.?)",
    FLAGS,
)
# A dash that writes a range: "a-e", "1 – 3".
DASH = re.compile(r"\s?[-–—‐]\s?")
SPACE = re.compile(r"\s++")
SPACE_IN_LINE = re.compile(r"[^\S\n\f]++")

# The ordinals, also broken over a line ("twee- de") and misread ("vljfde").
_BREAK = r"(?:-\s{0,3}|\s)?"
_ORDINALS = (
    rf"eer{_BREAK}ste", rf"twee{_BREAK}de", rf"der{_BREAK}de", rf"v[il1]er{_BREAK}de", rf"v[il1]jf{_BREAK}de",
    rf"zes{_BREAK}de", rf"ze{_BREAK}ven{_BREAK}de", rf"acht{_BREAK}ste", rf"ne{_BREAK}gen{_BREAK}de",
)  # fmt: skip
_ORDINAL_STARTS = ("ee", "tw", "de", "vier", "vijf", "zes", "zev", "ac", "ne")
NUMERALS = {
    "i": 1, "l": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "een": 1, "één": 1, "twee": 2, "drie": 3,
    "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
}  # fmt: skip
# "tweede", "2e", "1ste", "2de", "1°"; the word lid must follow somewhere.
ORDINAL = re.compile(
    rf"\s*+(?:(?:het|de)\s+)?(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digit>[1-9])\s?(?:e|de|ste|°|º))-?(?!\w)",
    FLAGS,
)


def ordinal_value(match: re.Match[str]) -> int:
    """The number that an ``ORDINAL`` names."""
    if match["digit"]:
        return int(match["digit"])
    word = re.sub(r"[^a-z1]", "", match["word"].lower()).replace("v1", "vi").replace("vl", "vi")
    return next(i for i, start in enumerate(_ORDINAL_STARTS, 1) if word.startswith(start))


# "lid", "leden", and as recognisers read it ("Iid", "ld").
LID = re.compile(r"[\s,‚]*+(?:leden|[l1i|][il1]d|ld)(?![^\W\d_])\.?", FLAGS)
# The number after "lid": "2", "II", "twee", with a letter glued on ("1c") unless that makes an ordinal ("2e lid").
LID_NUMBER = re.compile(
    r"[\s.,:]*+(?P<number>\d{1,2}|[IVl]{1,3}(?![^\W_])|(?:één|een|twee|drie|vier|vijf|zes|zeven)(?!\w))(?!\d|[.,]\d)"
    r"(?:(?P<letter>[a-z])(?![^\W_])(?!\s*lid\b))?",
    FLAGS,
)
# "lid" whose number is lost at the end of a stamp: "art. 5.1 lid".
LID_BARE = re.compile(r"[\s.,]*+\blid(?=\s*(?:$|[|)\]]|(?-i:[A-Z])))", FLAGS)
# "sub" whose letter is lost there too.
LETTER_WORD_BARE = re.compile(r"[\s.,]*+\b(?:sub|onder)(?=\s*(?:$|[|)\]]|(?-i:[A-Z][a-z])))", FLAGS)
# What may part the article's number from what follows: "5.1. lid", "10, (tweede lid".
GAP = re.compile(r"[\s.,‚:]*+\(?\s*+(?:het\s+)?", FLAGS)
SENTENCE_PART = re.compile(r"[\s,]*+(?:eerste|tweede|derde|laatste|slot)[\s-]*(?:volzin|zin|zinsnede)\b", FLAGS)
# "aanhef en onder", "sub", "onderdelen", "letter"; maybe with the row number of a table fallen in before it.
LETTER_WORD = re.compile(
    r"[\s,.‚;:—–-]*+(?:\d{1,3}\.\s+)?\(?(?:(?:de\s+|onder\s+)?aan\s?hef\b[\s,]*(?:(?:[ec]n|&)\b[\s,]*)?)?"
    r"(?:en\s+)?(?:(?<![^\W\d_])(?:on\s?d[ec]r(?:deel|delen|d\.)?|ond\.|[s5]ub(?:onderdeel)?|letters?|littera|lit\.)"
    # the letter may be glued on: "sube"
    r"(?:(?![^\W\d_])|(?=[a-i](?![^\W_])))[\s.:]*+"
    r"(?:(?:de\s+)?(?:letters?|onderdeel|onderdelen|sub)\s+)?)(?:(?:en|,)\s+)?(?:lid\s+)?",
    FLAGS,
)
AANHEF = re.compile(r"[\s,]*+(?:de\s+)?aanhef(?:\s+en(?:\s+onder)?)?(?!\w)", FLAGS)
AS_READ = "€¢£ƒíìïîıéèêëęàáâäçć"
# A letter by itself: "e", "e)", "'e'"; not the first of "e-mail", "i.v.m.", "en".
LETTER = re.compile(
    rf"\s*+(?P<open>[\"'‘’“(]?)(?P<letter>[a-z{AS_READ}])(?![^\W_]|\.[^\W_]|[-–‐][^\W_]{{2,}})"
    r"(?:(?<=[(].)\)|[\"'’”]|\)(?=\s*,?\s*(?:en|of)\s+[\"'‘“(]?[a-i]\)))?",
    FLAGS,
)
# A full stop behind a letter in a list of letters: "onder e. en i.".
POINT_IN_LIST = re.compile(r"\.(?=\s(?:en|of)\s(?:(?:onder|sub)\s)?[a-i](?![^\W_]|-))")
# A figure in a letter's place: "sub 1" is i, "onder 2" is nothing.
FIGURE = re.compile(r"\s*+(?P<letter>[1-9])(?=\s*(?:[,.;)]|van\b|wo|$)|\s+[A-Z])(?![.,]\d)")
# Before a letter without "onder": "lid 2 e", "lid 2, e", "lid 2-e", "lid 2(e)".
BARE_LETTER_GAP = re.compile(r"[\s,.‚]++|(?=\()|-(?=[a-i](?![^\W_]))")
LETTER_THEN_LID = re.compile(r"\s*lid\b", FLAGS)
# What may follow a capital in a letter's place; a word would make it an initial.
CLOSES = re.compile(r"\s*(?:[.,;:)\]|/+]|$|en\b|of\b|van\b|W[o0][ob]\b)")
# Behind a figure that continues a list of articles or paragraphs; not a noun ("en 3 documenten").
AFTER_PLAIN = re.compile(
    r"\s*(?:[,.;:)(/]|$|(?:en|of|jo|juncto|t/m|tot\s+en\s+met|van|uit|onder|sub|aanhef|lid|leden|letter|resp|alsmede)\b"
    r"|W[o0][ob]\b|Wet\b|[A-Z]\w*(?:wet|besluit)\b|(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende)\b"
    r"|\d(?:e|de|ste)\s+lid)",
    FLAGS,
)

# -- figures ----------------------------------------------------------------------------------------------------------

# Between the figures of a code: "5.1", "5,1", "5. 1", "5-1", "5:1", "5..1".
POINT = r"\s?(?:\.\.|[.,:·‚\-–])\s?"
_NOT_ORDINAL = r"(?!\d|\s?(?:e|de|ste)\s+lid)"
# 5.1 with a paragraph in one code: "5.1.2", "512", "5 1 2", "S.1.2", "5-1-2"; what follows decides whether it holds.
CODE_51 = re.compile(rf"[5S](?P<one>{POINT}|\s)?[1lI](?P<two>{POINT}|\s)?(?P<par>[1-7]){_NOT_ORDINAL}")
# Wob 10 with a paragraph: "10.2", "1O.2", "10-2", "10 2".
CODE_10 = re.compile(rf"[1lI][0O](?P<one>{POINT}|\s)?(?P<par>[1-8]){_NOT_ORDINAL}")
# The figures in brackets: "(10)(2e)", "(5.1)(2)(e)", "(11)(1)", "5.1(2)(e)", "5.1 (2) e".
BRACKETED = re.compile(
    r"(?:\(\s?(?P<article>5[.,]1|5[.,]2|10|11)\s?\)\s?\(\s?(?P<par>[1-8])\s?(?P<letter>[a-i])?\s?\)"
    r"(?:\s?\(\s?(?P<apart>[a-i])\s?\))?"
    r"|(?P<article2>5[.,]1|10)\s?\((?P<par2>[1-8])(?:\)\s?\()?(?P<letter2>[a-i])\)"
    r"|(?P<article3>5[.,]1|10)\s?\((?P<par3>[1-7])\)\s?(?P<letter3>[a-i])(?![^\W_]|[-–‐]))",
    FLAGS,
)
# Any article number with a point: "5.1", "4. 1", "3.3a", "4:6"; the letter is part of it only where it exists.
DOTTED = re.compile(r"(?P<one>\d{1,2})(?P<point>\s?[.·]\s?|[,:]|\s\.)(?P<two>\d{1,2})(?!\d)(?P<suffix>[ab](?![^\W_]))?")
DOTTED_DASH = re.compile(r"(?P<one>5)(?P<point>[-–])(?P<two>[12])(?=[\s,‚]*lid)(?P<suffix>)", FLAGS)
THIRD = re.compile(rf"(?P<point>\s?[.,·‚:]\s?)(?P<par>[1-9]){_NOT_ORDINAL}")
PLAIN = re.compile(r"(?P<one>\d{1,2})(?P<suffix>[ab](?![^\W_]))?(?!\d|[.,:]\d|\.\s\d\d(?!\d))")
# 5.1 without its point, which only a following "lid" makes an article: "art 51 lid 2 e".
UNPOINTED = re.compile(r"5\s?1(?=[\s,.]*lid)", FLAGS)
# Wob 10 or 11 without the word artikel, which only a following paragraph makes a citation: "10 lid 2 sub e".
KEYED_WOB = re.compile(
    r"1[01](?=[\s,.]{0,3}(?:lid\s*[1-8]|(?:eerste|tweede|derde|vierde|zevende)\s+lid|[1-8]e\s+lid)(?!\w*-))", FLAGS
)
# The same misread, behind the word artikel: "S.1", "5.l", "1O"; torn apart, "1 0" and "1 1", only before a paragraph.
_THEN_PARAGRAPH = r"(?=[\s,.]{1,3}(?:lid\s|(?:eerste|tweede|derde|vierde|zevende)\s))"
MISREAD_51 = re.compile(r"[5S]\s?[.,]\s?[1lI](?![^\W_])(?!\s?[.,]\s?\d)")
MISREAD_10 = re.compile(rf"(?:(?:1O|[lI][0O])(?![^\W_])|1\s0{_THEN_PARAGRAPH})")
MISREAD_11 = re.compile(rf"(?:1\s?[1lI]|[lI]\s?1){_THEN_PARAGRAPH}")
# The letter of a code: glued (".e", "e", ",e"), in brackets, or after white space.
_SIGNS = rf"[a-z!|{AS_READ}19]"
GLUED_LETTER = re.compile(
    rf"(?:\s?\(\s?(?P<bracketed>{_SIGNS})\s?\)|(?:\s?(?:\.\.|[.,·‚:\-])\s?)?(?P<letter>{_SIGNS})(?:(?![^\W_]|[-–‐][^\W_]{{2,}})|(?=en[a-jíï](?![^\W_])|5[.,]1[.,]|10[.,][127])))",
    FLAGS,
)
SPACED_LETTER = re.compile(rf"\s(?P<letter>[a-iA-I{AS_READ}])(?![^\W_]|\.[^\W_]|[-–‐][^\W_]{{2,}})")
# More letters of the same code: ".h.i", and "eni" where the spaces of "e en i" are lost.
MORE_GLUED = re.compile(r"(?:\.(?P<letter>[a-i£])|en(?P<after>[a-jíï]))(?![^\W_])", FLAGS)
DIGIT_AFTER = re.compile(r"[.,:\-‐]\d|\s?[%‰]")

# -- reversed order ---------------------------------------------------------------------------------------------------

# "d- en g-grond", "e-grond", "gronden b en e", "weigeringsgronden onder b en e".
LETTER_GROUND = re.compile(
    r"(?P<before>(?:[a-i]-?\s?(?:,|en|of|t/m|tot\s+en\s+met)\s*){0,8}[a-i]-?\s?grond(?:en)?)(?!\w)"
    r"|(?:weigerings|uitzonderings)?grond(?:en)?\s+(?:onder\s+|sub\s+)?(?P<behind>[a-i](?:\s?(?:,|en|of|t/m|tot\s+en\s+met)\s?[a-i])*)(?![\w-])",
    FLAGS,
)
RANGE_BEFORE = re.compile(r"(?:t/m|tot\s+en\s+met)\s*$", FLAGS)
SINGLE_LETTER = re.compile(r"(?<!\w)[a-i](?!\w)", FLAGS)
# From what stands first to the article: "van", "uit", "genoemd in", "als bedoeld in".
OF_ARTICLE = re.compile(r"[\s,]*+(?:van|uit|in|bij)\s+(?:het\s+|de\s+)?", FLAGS)

# -- laws -------------------------------------------------------------------------------------------------------------

WOO = r"(?:W[o0O][o0O]|VVoo|W\.o\.o\.|wet\s+op[eoc]n\w{0,2}\s+o[vu]\w*heid)"
WOB = r"(?:W[o0O][bB6]|VVob|W\.o\.b\.|wet\s+op[eoc]n\s?b\w+(?:\s\w{2,5}){0,2}\s+b[eoc]s\w+)"
# A law's name damaged by a recogniser, right behind an article: "Wo+", "Wot". Not WOR, WOZ, or a word.
_DAMAGED = r"(?:W[o0][+*†tch]|Wc[ob])"
_FORMER = r"(?:\(?(?:oude|toenmalige|voormalige|nieuwe|destijds\s+geldende)\)?\s+)?"
_OF = rf"(?:\b(?:van|uit|in|der)\s*(?:de\s*|het\s+)?{_FORMER})?"
LAW_AFTER = re.compile(
    rf"(?:\.(?=,|\s+van\s))?[\s,‚]*+{_OF}(?:(?P<woo>{WOO})|(?P<wob>{WOB})|(?P<damaged>(?-i:{_DAMAGED})))(?![^\W_]|-\w|\s+BES\b)",
    FLAGS,
)
LAW_IN_BRACKETS = re.compile(rf"\s*+\((?:(?P<woo>{WOO})|(?P<wob>{WOB}))\)", FLAGS)
# "van die wet", and "van de wet" where no name follows.
SAME_LAW = re.compile(
    r"[\s,]*+van\s+(?:(?:deze(?:lfde)?|dezelfde|die|voornoemde|genoemde|de\s+(?:voornoemde|genoemde))\s+wet(?![^\W_])"
    r"|de\s+(?-i:wet)(?![^\W_])(?=\s*(?:[.,;:)]|$|(?:genoemd|bedoeld|opgenomen|vermeld)\w*\b|is\b|niet\b|en\b|kan\b)))",
    FLAGS,
)
# With the sign before it, which most places lack.
LAW_BEFORE = re.compile(rf"\W(?:(?P<woo>{WOO})|(?P<wob>{WOB}))[^\S\n]?[,:]?[^\S\n]*(?:de[^\S\n])?$", FLAGS)
LAW_NAMED = re.compile(rf"(?<!\w)(?:(?P<woo>{WOO})|(?P<wob>{WOB}))(?!\w)", FLAGS)
