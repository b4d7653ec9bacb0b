"""Which grounds this letter withholds information on, and which it only names."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.schema import Citation, Document, InventoryItem, Passage, Section
from woo_gronden.structure.passages_grounds import DECLINED_FORM, exemption_ids, narrow


def resolve_applied(
    document: Document,
    sections: Sequence[Section],
    citations: Sequence[Citation],
    passages: Sequence[Passage],
    inventory_grounds: Sequence[InventoryItem | str] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The grounds applied in a letter and those only mentioned, each in order of mention.

    Args:
        document: the letter.
        sections: its parts.
        citations: its citations with their status.
        passages: its reasoning, from ``find_passages``.
        inventory_grounds: the rows of the letter's own list, or the grounds in them: a ground that a row states is
            applied, argued or not.
    """
    argued = [g for p in passages if p.kind == "motivation" for g in p.grounds]
    if not argued:
        argued = [g for p in passages if p.kind == "norm" for g in p.grounds]
    listed = [g for item in inventory_grounds for g in ((item,) if isinstance(item, str) else item.grounds)]
    applied = narrow(g for g in (*argued, *listed) if g in exemption_ids() and g not in DECLINED_FORM)
    named = dict.fromkeys(g for c in citations for g in c.grounds if g in exemption_ids())
    return applied, tuple(g for g in named if g not in applied)
