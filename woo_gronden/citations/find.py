"""Find every citation of the Woo and Wob in a text: cheap anchors first, the grammar only where one stands."""

from __future__ import annotations

import re
from functools import lru_cache

from woo_gronden.citations.expression import Group
from woo_gronden.citations.grammar import read_expression
from woo_gronden.citations.resolve import resolve_expression
from woo_gronden.schema import Citation, Law

# Where an expression may start: the word artikel with a figure behind it, figures that begin like a code (not inside a
# longer number, as "2025.1.2e"), and what may stand before its article: "tweede lid", "onder e", "e-grond".
# What starts as a word stands first, behind the signs that it can start with: other places are left at once.
_ANCHOR = re.compile(
    r"\b(?=[a-ilostvz1-7])(?:"
    r"art(?:\s?[il1í]?\s?k\s?[eo](?:(?:\s?[li]|1)(?:en|s)?)?)?[.,]?\s{0,3}(?:nrs?\.\s)?(?=[\dlISO(])"
    r"|(?:eer-?|twee-?|der-?|v[il1]er-?|v[il1]jf-?|zes-?|zeven-?)\s?(?:ste|de)\b|[1-7]e\s+lid\b|lid\s*[1-7]\b"
    r"|(?:aanhef|onder|onderdeel|onderdelen|sub)\s+[a-i]\b|[a-i]-(?:grond|\s|,)|gronden\s+(?:onder\s+|sub\s+)?[a-i]\b)"
    r"|(?=[1458SlI])(?<!\d)(?<!\d[.,:])(?:5\s?[.,:·‚\-–]?\s?[1-7lI]|S[.,]1|1[0O]\s?[.,\-]{0,2}\s?[1278]"
    r"|(?<![^\W\d_])[lI][0O][.,]|11[.,][1-4]"
    r"|(?<![^\W\d_])1[01](?=[\s,.]{0,3}(?:lid\s*[1-8]|(?:eerste|tweede|derde|vierde|zevende|[1-8]e)\s+lid))|4\s?[.,]\s?[16]|8\s?[.,]\s?8|4:6)"
    r"|\((?=(?:5|1[01])[.,)])",
    re.IGNORECASE,
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
    while anchor := _ANCHOR.search(text, pos):
        groups = read_expression(text, anchor.start())
        if groups:
            expressions.append(groups)
        pos = max([anchor.end(), anchor.start() + 1, *(max(group.end, group.law_end) for group in groups)])
    return tuple(expressions)
