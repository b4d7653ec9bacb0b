"""Find every citation of the Woo and Wob in a text: cheap anchors first, the grammar only where one stands."""

from __future__ import annotations

import re

from woo_gronden.citations.grammar import Group, Reader
from woo_gronden.citations.resolve import resolve_expression
from woo_gronden.schema import Citation, Law

# Where an expression may start: the word artikel with a figure behind it, or figures that begin like a code. Not
# figures inside a longer number ("2025.1.2e") or date.
_ANCHOR = re.compile(
    r"\bart(?:[il1\u00ed]k[eo][l1i](?:en|s)?)?\.?\s?(?:nrs?\.\s?)?(?=[\dlISO(])"
    r"|(?<!\d)(?<!\d[.,:])(?:5\s?[.,:\u00b7\u2022\u201a\-\u2013]?\s?[1-7lI]|S[.,]1|1[0O]\s?[.,\-]?\s?[1278]|l0[.,]|11[.,][1-4]|4\s?[.,]\s?[16]|8\s?[.,]\s?8)"
    r"|\((?=(?:5|1[01])[.,)])"
    r"|\b(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|[1-7]e)\s+lid\b|\blid\s*[1-7]\b|\b(?:onder|onderdeel|sub)\s+[a-i]\b|\b[a-i]-?\s?(?:,|en|of|grond)",
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
    reader = Reader(text)
    citations: list[Citation] = []
    pos = 0
    while anchor := _ANCHOR.search(text, pos):
        groups = _read(reader, anchor.start())
        if not groups:
            pos = anchor.end() if anchor.end() > anchor.start() else anchor.start() + 1
            continue
        citations += resolve_expression(text, groups, law)
        pos = max(groups[-1].end, groups[-1].law_end, anchor.start() + 1)
    return citations


def _read(reader: Reader, pos: int) -> list[Group]:
    if reader.text[pos].isdigit() or reader.text[pos] in "aA(SlI":
        return reader.expression(pos)
    return []
