"""Say of each citation whether the authority applies it, rejects it, or only mentions it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from woo_gronden.schema import Citation, Section, SectionRole, Status

# Sections in which a ground is quoted, asked after or explained, never applied.
_QUOTING_ROLES: frozenset[SectionRole] = frozenset({"request", "legal framework", "legend", "annex", "remedies"})
_WITHHOLDS = re.compile(
    r"\b(?:op\s+grond\s+van|weiger\w*|geweigerd|onleesbaar|geanonimiseerd|niet\s+openbaar|verwijderd|gelakt|"
    r"verzet\s+zich|zwaarder|prevaleert|beroep\s+op)\b",
    re.IGNORECASE,
)


def resolve_status(text: str, citations: Sequence[Citation], sections: Sequence[Section] = ()) -> list[Citation]:
    """The citations with their status.

    Args:
        text: the text they stand in.
        citations: from ``find_citations``.
        sections: the parts of the letter; may be empty.
    """
    resolved = []
    for citation in citations:
        role = next((s.role for s in sections if s.start <= citation.start < s.end), "other")
        sentence = text[max(0, citation.start - 300) : citation.end + 300]
        status: Status = "applied" if role not in _QUOTING_ROLES and _WITHHOLDS.search(sentence) else "mentioned"
        resolved.append(replace(citation, status=status))
    return resolved
