"""Find every citation of the Woo and Wob in a text: cheap anchors first, the grammar only where one stands."""

from __future__ import annotations

import re
from functools import lru_cache

from woo_gronden.citations.expression import Group
from woo_gronden.citations.grammar import read_expression
from woo_gronden.citations.resolve import resolve_expression
from woo_gronden.schema import Citation, Law
from woo_gronden.schema.letters import lowered

# Where an expression may start: the word artikel with a figure behind it, figures that begin like a code (not inside a
# longer number, as "2025.1.2e"), and what may stand before its article: "tweede lid", "onder e", "e-grond".
# In two patterns, each of which begins with a sign that few places have, so that a search passes over all others: of
# words, what is no letter stands before them (a space before the text's first), over lowered text;
_WORD_ANCHOR = re.compile(
    r"[\W_](?:(?<!_)(?=[a-ilostvz1-7])(?:"
    r"art(?:\s?[il1í]?\s?k\s?[eo](?:(?:\s?[li]|1)(?:en|s)?)?)?[.,]?\s{0,3}(?:nrs?\.\s)?(?=[\dliso(])"
    r"|(?:eer-?|twee-?|der-?|v[il1]er-?|v[il1]jf-?|zes-?|zeven-?)\s?(?:ste|de)\b|[1-7]e\s+lid\b|lid\s*[1-7]\b"
    r"|(?:aanhef|onder|onderdeel|onderdelen|sub)\s+[a-i]\b|[a-i]-(?:grond|\s|,)|gronden\s+(?:onder\s+|sub\s+)?[a-i]\b)"
    r"|(?<!\d[.,:])[li][0o][.,])"
)
# of figures, the first, as printed or misread, or a bracket.
_FIGURE_ANCHOR = re.compile(
    r"[1458Ss\u017f(](?i:(?<=\()(?=(?:5|1[01])[.,)])"
    r"|(?<!\d.)(?<!\d[.,:].)(?:(?<=5)\s?[.,:·‚\-–]?\s?[1-7lI]|(?<=S)[.,]1|(?<=1)[0O]\s?[.,\-]{0,2}\s?[1278]|(?<=1)1[.,][1-4]"
    r"|(?<![^\W\d_].)(?<=1)[01](?=[\s,.]{0,3}(?:lid\s*[1-8]|(?:eerste|tweede|derde|vierde|zevende|[1-8]e)\s+lid))"
    r"|(?<=4)\s?[.,]\s?[16]|(?<=8)\s?[.,]\s?8|(?<=4):6))"
)


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


@lru_cache(maxsize=4)  # a letter is read twice: without a law to tell which it applies, and then with that
def _expressions(text: str) -> tuple[list[Group], ...]:
    """The expressions in ``text`` as printed. Resolving changes nothing in them."""
    expressions: list[list[Group]] = []
    pos = 0
    spaced = f" {lowered(text)}"
    word, figure = _WORD_ANCHOR.search(spaced), _FIGURE_ANCHOR.search(text)
    while word or figure:
        if word and (figure is None or word.start() <= figure.start()):
            start, end = word.start(), word.end() - 1
        elif figure:
            start, end = figure.span()
        groups = read_expression(text, start)
        if groups:
            expressions.append(groups)
        pos = max([end, start + 1, *(max(group.end, group.law_end) for group in groups)])
        word = _WORD_ANCHOR.search(spaced, pos) if word and word.start() < pos else word
        figure = _FIGURE_ANCHOR.search(text, pos) if figure and figure.start() < pos else figure
    return tuple(expressions)
