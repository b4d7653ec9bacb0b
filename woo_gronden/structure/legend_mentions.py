"""Where a letter refers to a line of its own key instead of an article: "Deze maken wij niet openbaar (code 2)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woo_gronden.schema import Citation, Document
from woo_gronden.structure.legends import LegendEntry

# "code 2", "lakcode B", "codes 1"; not "code 2.1", "code 2a", nor a postal code's figures.
_CODE = re.compile(r"\b(?:lak|weigerings)?codes?\s+[\"'“‘]?(?P<mark>\d{1,2}|[A-Za-z])(?![\w.]\w|\w)", re.IGNORECASE)


def find_code_mentions(document: Document, entries: Sequence[LegendEntry]) -> list[Citation]:
    """Citations of the grounds that the key in ``entries`` gives for its marks, outside the key itself."""
    grounds = {entry.mark.lower(): entry.grounds for entry in entries}
    found = []
    for match in _CODE.finditer(document.text, 0, document.body_end) if grounds else ():
        named = grounds.get(match["mark"].lower())
        if named and not any(entry.start <= match.start() < entry.end for entry in entries):
            start, end = match.span()
            page = document.pages_of(start, end)[0]
            found.append(Citation(start, end, match.group(), named, page=page, method="code:legend"))
    return found
