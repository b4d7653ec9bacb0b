"""Numbers of rows that recognition lost, where the rows around them leave one candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from woo_gronden.schema import InventoryItem

# A list must have this many numbers that were read, and run on without a gap between them.
_READ_AT_LEAST = 1


def fill_numbers(items: Sequence[InventoryItem], marks: Sequence[str]) -> tuple[InventoryItem, ...]:
    """The rows with a lost number counted from those around it, ``method`` then ends in ``:counted``.

    Only in a list numbered 1, 2, 3 ... from row to row. A row is counted where its cell holds a mark that could not
    be read, or where the rows before and after it leave room for exactly its number; the rows before the first number
    likewise, from 1, the last of a list alone behind two numbers or more, and all of them where each has something in
    its number's place and none could be read.

    Args:
        items: the rows of one table, in order.
        marks: what stands in the number's cell of each.
    """
    read = [n for n, item in enumerate(items) if item.number]
    in_step = all(items[n].number == str(n + 1) for n in read)
    lost = bool(items) and not read and all(mark.strip() for mark in marks)
    if not lost and (len(read) < _READ_AT_LEAST or not in_step or len(read) == len(items)):
        return tuple(items)
    return tuple(
        replace(item, number=str(n + 1), method=f"{item.method}:counted")
        if not item.number and (marks[n].strip() or n < max(read, default=0) or _ends_list(n, items, read))
        else item
        for n, item in enumerate(items)
    )


def _ends_list(at: int, items: Sequence[InventoryItem], read: Sequence[int]) -> bool:
    """Whether row ``at`` is the last, alone behind two numbers or more, and something was decided of its document."""
    return (
        len(read) > 1
        and at == len(items) - 1 == max(read, default=-1) + 1
        and bool(items[at].title and items[at].assessment)
    )
