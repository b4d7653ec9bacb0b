"""Take the citations, or the law's own words, out of a text, so that a model reads the argument alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from woo_gronden.knowledge import load_list

_LETTERS = r"(?:[a-j](?![\w])(?:\s*(?:,|/|\+|en|of|t/m|jo\.?)\s*[a-j](?!\w))*)"
_ORDINAL = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|[1-7]\s?(?:e|de|ste))"
_PARAGRAPH = rf"(?:{_ORDINAL}[\s,]+(?:en\s+{_ORDINAL}\s+)?lid|lid\s*[1-7](?!\d)(?:\s*(?:,|en|of)\s*[1-7](?!\d))*)"
_QUOTE = r"[\"'‘’“”]?"
_PART = (
    r"(?:(?:aanhef(?:\s+en)?[\s,]*)?(?:onder(?:deel|delen)?|sub|letter|aanhef en)"
    rf"\s*{_QUOTE}(?:\d|{_LETTERS}){_QUOTE})"
)
_LAW = r"(?:(?:van\s+(?:de\s+)?|de\s+)?(?:Woo|Wob|WOO|WOB|Wet open(?:\s|-)?overheid|Wet openbaarheid van bestuur)\b)"
_GLUE = r"[\s,.;:()]*(?:en|of|jo\.?|juncto|van|het|de|j°)?[\s,.;:()]*"
_NUMBER = r"\d{1,2}(?:[.,:]\s?\d{1,2}a?)*\.?(?:\s?[a-i]\b)?(?:\s?\.\s?[a-i]\b)?"
# "artikel 10, tweede lid, aanhef en onder e, van de Wob", "art. 5.1 lid 2 sub e Woo", also misread ("artlkel"), also of
# other acts ("artikel 87 van de AVG"): their numbers tell a ground as well. Never more than the article and its parts.
_ARTICLE = re.compile(
    rf"(?i)\b(?:art[il1]kel(?:en|s)?|artt?\.?)\s*{_NUMBER}"
    rf"(?:{_GLUE}(?:{_PARAGRAPH}|{_PART}|{_NUMBER}(?=\W)|{_LAW}))*"
)
# Codes: "5.1.2.e", "5.1.2e", "10.2.g", "(10)(2e)", "11.1", "512e". Not amounts, dates or plain numbers of other shapes.
_CODE = re.compile(
    r"(?i)(?<![\w.,])(?:\(?(?:5[.,\s]{0,2}[124]a?|10|11)\)?[.,:\s()]{1,3}[1-7]\)?(?:[.,\s]{0,2}\(?[a-j]\b\)?)?"
    r"|5\.[1-7]a?|51[12][a-j]|10[127][a-g])(?!\w|[.,]?\d)"
)
# Paragraph and letter without an article: "het tweede lid, onder e", "de e-grond", "sub g".
_LOOSE = re.compile(
    rf"(?i)\b(?:{_PARAGRAPH}(?:[\s,]*{_PART})?|{_PART}(?!\s?[a-z]{{2}})|[a-i][-‑]grond(?:en)?)(?!\w)(?:\s*{_LAW})?"
)
# Without one of these no pattern below can match: most arguments have none.
_MAY_CITE = re.compile(r"(?i)\d|\blid\b|-grond|‑grond|\bsub\b|\bonder|\bletter\b")
_SPACES = re.compile(r"[ \t]{2,}")


def mask_citations(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """``text`` without the provisions it cites, in whatever notation.

    Args:
        text: a passage.
        spans: ``[start, end)`` of citations that a finder found. What it missed goes by pattern.

    Returns:
        The text, a space where a citation stood.
    """
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    if _MAY_CITE.search(text):
        for pattern in (_ARTICLE, _CODE, _LOOSE):
            text = pattern.sub(" ", text)
    return _SPACES.sub(" ", text)


@cache
def _statute() -> re.Pattern[str]:
    ordered = sorted(load_list("woo_gronden.classify", "data/statute.txt"), key=len, reverse=True)
    return re.compile("(?i)" + "|".join(re.escape(p).replace(r"\ ", r"[\s,]+") for p in ordered))


def mask_statute(text: str) -> str:
    """``text`` without the law's own words for the grounds: what is left is the writer's argument.

    Copying the law is the easy half of naming a ground; this leaves the other half.
    """
    return _SPACES.sub(" ", _statute().sub(" ", text))
