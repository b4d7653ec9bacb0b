"""Find every citation of the Woo and Wob in a text: cheap anchors first, the grammar only where one stands."""

from __future__ import annotations

import re
from functools import lru_cache

from woo_gronden.citations.expression import Group
from woo_gronden.citations.grammar import read_expression
from woo_gronden.citations.resolve import resolve_expression
from woo_gronden.schema import Citation, Law
from woo_gronden.schema.letters import lowered

# Where an expression may start: the word artikel with a figure behind it, figures that begin like a code, and what may
# stand before its article ("tweede lid", "onder e", "e-grond"). The patterns begin with signs that few places have, so
# that a search passes over all others. Words are sought in lowered text.
_ARTICLE_ANCHOR = re.compile(
    r"art(?<!\wart)(?:\s?[il1í]?\s?k\s?[eo](?:(?:\s?[li]|1)(?:en|s)?)?)?[.,]?\s{0,3}(?:nrs?\.\s)?(?=[\dliso(])"
)
# Figures as printed or misread, or a bracket. Not inside a longer number, as "2025.1.2e".
_FIGURE_ANCHOR = re.compile(
    r"[1458S(](?i:(?<=\()(?=(?:5|1[01])[.,)])"
    r"|(?<!\d.)(?<!\d[.,:].)(?:(?<=5)\s?[.,:·‚\-–]?\s?[1-7lI]|(?<=S)[.,]1"
    r"|(?<=1)[0O]\s?[.,\-]{0,2}\s?[1278]|(?<=1)1[.,][1-4]"
    r"|(?<![^\W\d_].)(?<=1)[01](?=[\s,.]{0,3}(?:lid\s*[1-8]|(?:eerste|tweede|derde|vierde|zevende|[1-8]e)\s+lid))"
    r"|(?<=4)\s?[.,]\s?[16]|(?<=8)\s?[.,]\s?8|(?<=4):6))"
)
# Letters for the figures of "10.2", by the point behind them.
_MISREAD_ANCHOR = re.compile(r"[.,](?<=[li][0o].)(?<![^\W_][li][0o].)(?<!\d[.,:][li][0o].)")
# A paragraph: its figure starts no code, as in "lid 5, 1 en 2"; not "2e lid 5.1.2e".
_PARAGRAPH_ANCHOR = re.compile(r"lid(?<!\wlid)(?:(?<!\W[1-7]e\slid)\s+)?[1-7]\b")
# What may stand before an article, with the sign before it; no longer than this many characters.
_HEAD_ANCHOR = re.compile(
    r"\W(?=[a-ilostvz1-7])(?:"
    r"(?:eer-?|twee-?|der-?|v[il1]er-?|v[il1]jf-?|zes-?|zeven-?)\s?(?:ste|de)\b|[1-7]e\s+lid\b|lid\s*[1-7]\b"
    r"|(?:aanhef|onder|onderdeel|onderdelen|sub)\s+[a-i]\b|[a-i]-(?:grond|\s|,)|gronden\s+(?:onder\s+|sub\s+)?[a-i]\b)"
)
_LONGEST_HEAD = 250


def find_citations(text: str, law: Law | None = None) -> list[Citation]:
    """The citations of provisions of the Woo and the Wob in ``text``, in order, without overlap.

    Args:
        text: any text; offsets are into it as given.
        law: the law that the document applies, for citations that name none; None lets the notation decide.

    Returns:
        One :class:`Citation` for each expression; ``method`` is the form (``article``, ``code``) and what settled the
        law (``named``, ``context``, ``form``). ``status`` is left at ``mentioned``: see ``resolve_status``.
    """
    return [citation for groups in _expressions(text) for citation in resolve_expression(text, groups, law)]


class _Anchor:
    """The places of a pattern in a text, each sought when those before it are passed.

    Args:
        pattern: begins with the sign by which it is found.
        text: with a sign before it, for what is looked for there.
        back: how many characters before its sign an expression starts.
    """

    def __init__(self, pattern: re.Pattern[str], text: str, back: int = 0) -> None:
        self._pattern, self._text, self._back = pattern, text, back + 1
        self.place = self._search(0)

    def _search(self, pos: int) -> tuple[int, int] | None:
        match = self._pattern.search(self._text, pos + self._back)
        return (match.start() - self._back, match.end() - 1) if match else None

    def ahead(self, pos: int) -> tuple[int, int] | None:
        """Start and end of the first place that starts at ``pos`` or behind it."""
        if self.place and self.place[0] < pos:
            self.place = self._search(pos)
        return self.place


@lru_cache(maxsize=4)  # a list is read twice: without a law to tell which it applies, and then with that
def _expressions(text: str) -> tuple[list[Group], ...]:
    """The expressions in ``text`` as printed. Resolving changes nothing in them."""
    expressions: list[list[Group]] = []
    low = f" {lowered(text)}"
    articles, figures = _Anchor(_ARTICLE_ANCHOR, low), _Anchor(_FIGURE_ANCHOR, f" {text}")
    anchors = [articles, figures, _Anchor(_MISREAD_ANCHOR, low, back=2), _Anchor(_PARAGRAPH_ANCHOR, low)]
    pos = 0
    while places := [place for anchor in anchors if (place := anchor.ahead(pos))]:
        start, end = min(places)
        start, end = _head(low, pos, start, articles.place) or (start, end)
        groups = read_expression(text, start)
        pos = max(end, start + 1)
        if groups:
            expressions.append(groups)
            pos = max(pos, groups[-1].end, groups[-1].law_end)
    return tuple(expressions)


def _head(low: str, pos: int, before: int, article: tuple[int, int] | None) -> tuple[int, int] | None:
    """What starts between ``pos`` and ``before`` and may belong to the article that comes next."""
    if article is None or (near := max(pos, article[0] - _LONGEST_HEAD)) >= before:
        return None
    head = _HEAD_ANCHOR.search(low, near, article[0] + 1)
    return (head.start(), head.end() - 1) if head and head.start() < before else None
