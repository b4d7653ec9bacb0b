"""Which provisions a row of groups names in a law: misread letters undone, ranges written out, the rest cut back."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.citations.expression import Group, Item
from woo_gronden.schema import Law
from woo_gronden.taxonomy.codes import FOLDED_LETTERS
from woo_gronden.taxonomy.provisions import articles, ladder, paragraph_of, provision_id, resolve_provision

Place = tuple[str, int | None, str | None]


def article_in(law: Law, group: Group) -> tuple[str, list[Item]] | None:
    """The article that a group's figures name in ``law``, with its items; None where ``law`` has none such.

    The Woo numbers by chapter (5.1), the Wob does not: "11.1" is article 11, paragraph 1.
    """
    numbers, items = group.numbers, group.items
    if law == "woo":
        name = f"{numbers[0]}.{numbers[1]}{group.suffix}" if len(numbers) > 1 else ""
        return (name, items) if name in articles("woo") else None
    if len(numbers) > 1:
        if any(item.paragraph is not None for item in items):
            return None
        items = [Item(numbers[1], item.letter, item.to, item.listed) for item in items or [Item()]]
    name = f"{numbers[0]}{group.suffix if len(numbers) == 1 else ''}"
    return (name, items) if name in articles("wob") else None


def read_item(law: Law, article: str, item: Item) -> tuple[int | None, str | None, str | None]:
    """Paragraph and letter that an item means, and its letter as the writer put it.

    A lone j is a writer's j and is cut; in a row of letters, or as any other sign that is no letter, it is a misread i.
    """
    paragraph, letter = item.paragraph, item.letter
    if letter is None:
        return paragraph, None, None
    where = paragraph if paragraph is not None else paragraph_of(law, article, letter)
    if _exists(law, article, where, letter):
        return where, letter, letter
    if letter in FOLDED_LETTERS and (letter != "j" or item.listed):
        folded = FOLDED_LETTERS[letter]
        where = paragraph if paragraph is not None else paragraph_of(law, article, folded)
        if _exists(law, article, where, folded):
            return where, folded, folded
    return paragraph, None, letter if letter.isascii() and letter.isalpha() else None


def _exists(law: Law, article: str, paragraph: int | None, letter: str | None) -> bool:
    return resolve_provision(law, article, paragraph, letter)[1] is None


def exists_in_full(law: Law, article: str, items: Sequence[Item]) -> bool:
    """Whether all that is cited of an article exists as cited."""
    for item in items:
        paragraph, letter, _ = read_item(law, article, item)
        if (item.letter is not None and letter is None) or not _exists(law, article, paragraph, letter):
            return False
    return True


def places(law: Law, groups: Sequence[Group]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of a row of groups in order of mention, and the same as the writer put them (() where that is equal)."""
    ids: list[str] = []
    written: list[str] = []
    last: Place | None = None
    for group in groups:
        found = article_in(law, group)
        if found is None:
            continue
        article, items = found
        writer: Law = "woo" if group.law == "woo" else "wob" if group.law == "wob" else law
        for index, item in enumerate(items or [Item()]):
            paragraph, letter, raw = read_item(law, article, item)
            resolved, _ = resolve_provision(law, article, paragraph, letter)
            here: Place = (article, paragraph, letter)
            if last is not None and (item.to or (group.joined == "range" and index == 0)):
                between = _between(law, last, here)
                ids += between
                written += between
            ids.append(resolved or f"{law}:{article}")
            written.append(provision_id(writer, article, item.paragraph, raw))
            last = here
    return tuple(dict.fromkeys(ids)), (tuple(dict.fromkeys(written)) if written != ids else ())


def _between(law: Law, first: Place, last: Place) -> list[str]:
    """The ids strictly between two ends of a range of the same depth; none where they do not make one."""
    rungs = ladder(law, 3 if last[2] else 2 if last[1] else 1)
    if first in rungs and last in rungs and rungs.index(first) < rungs.index(last):
        return [provision_id(law, *rung) for rung in rungs[rungs.index(first) + 1 : rungs.index(last)]]
    return []
