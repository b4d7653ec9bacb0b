"""Resolve: what a found expression means. Which law, which provisions, or no citation of the Woo or Wob at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from woo_gronden.citations.expression import Group, Named
from woo_gronden.citations.laws import law_before, law_in_brackets
from woo_gronden.citations.notation import WOB_GROUNDS, WOO_GROUNDS, Setting, is_firm, law_by_form, near_law
from woo_gronden.citations.provisions_cited import article_in, exists_in_full, places
from woo_gronden.schema import Citation, Law

# Provisions that must agree before a list without a law's name is taken to be of their law.
MIN_AGREED = 3


def resolve_expression(text: str, groups: list[Group], context: Law | None) -> list[Citation]:
    """The citations that an expression makes: one for each stretch of groups of one law."""
    before = None if groups[0].reversed else law_before(text, groups[0].start)
    named = _named_laws(text, groups, before)
    setting = Setting(text, context, head=groups[0], firm=any(is_firm(group) for group in groups))
    rows: list[tuple[Law | None, list[tuple[Group, Named | None]]]] = []
    for group, name in zip(groups, named, strict=True):
        law = _law(group, name, setting)
        if not rows or rows[-1][0] != law:
            rows.append((law, []))
        rows[-1][1].append((group, name))
    citations = [_citation(text, law, row, context) for law, row in rows if law is not None]
    if citations and before and before[0] in ("woo", "wob") and citations[0].start == groups[0].start:
        start = before[1]
        citations[0] = replace(citations[0], start=start, text=text[start : citations[0].end])
    return citations


def law_agreed(citations: Sequence[Citation]) -> Law | None:
    """The law that all ``citations`` are of, where there are a few: what a list without a law's name applies."""
    laws = [ground.partition(":")[0] for citation in citations for ground in citation.grounds]
    if len(laws) < MIN_AGREED or len(set(laws)) > 1:
        return None
    return "woo" if laws[0] == "woo" else "wob"


def _citation(text: str, law: Law, row: list[tuple[Group, Named | None]], context: Law | None) -> Citation:
    groups = [group for group, _ in row]
    grounds, written = places(law, groups)
    start, end = groups[0].start, groups[-1].end
    rule = "named" if row[0][1] else "context" if context == law else "form"
    form = "article" if groups[0].worded else "code"
    return Citation(start, end, text[start:end], grounds, method=f"{form}:{rule}", as_written=written)


def _named_laws(text: str, groups: list[Group], before: tuple[Named, int] | None) -> list[Named | None]:
    """The law of each group: its own, else the next one named behind it, else the one before the expression."""
    laws: list[Named | None] = [group.law for group in groups]
    if laws[-1] is None and (bracketed := law_in_brackets(text, groups[-1].end)):
        laws[-1] = bracketed
    for i, group in enumerate(groups):
        # An article that neither law has, so the row is of a third.
        if laws[i] is None and group.worded and not article_in("woo", group) and not article_in("wob", group):
            laws[i] = "other"
    for i in range(len(groups) - 2, -1, -1):
        following = laws[i + 1]
        if laws[i] is None and following is not None:
            if following == "other" and _stands_alone(groups[i], groups[i + 1]):
                continue
            laws[i] = following
    for i, law in enumerate(laws):
        if before is None or groups[i].law is not None:
            break
        laws[i] = law or before[0]
    return laws


def _stands_alone(group: Group, following: Group) -> bool:
    """Whether a group is a Woo ground although another act is named behind the next article: its numbering differs."""
    return is_firm(group) and len(group.numbers) > 1 and (len(following.numbers) == 1 or following.joined == "space")


def _law(group: Group, named: Named | None, setting: Setting) -> Law | None:
    if named is None:
        return law_by_form(group, setting)
    if named == "other":
        return None
    if named == "same":
        near = near_law(setting.text, group) or setting.context
        return _law_by_name(group, near) if near else law_by_form(group, setting)
    if named == "damaged":
        by_number: Law = "woo" if len(group.numbers) > 1 and group.numbers[0] not in WOB_GROUNDS else "wob"
        return _law_by_name(group, setting.context or by_number)
    return _law_by_name(group, named)


def _law_by_name(group: Group, named: Law | None) -> Law | None:
    """The law whose article it is: the one named, or the other where only that has such a number."""
    if named is None:
        return None
    if named == "woo" and group.numbers[0] in WOB_GROUNDS and group.lettered and article_in("wob", group):
        return "wob"
    found = article_in(named, group)
    if found and (named == "woo" or len(group.numbers) == 1 or exists_in_full(named, *found)):
        return named
    other: Law = "wob" if named == "woo" else "woo"
    grounds = group.numbers[0] in (WOB_GROUNDS if other == "wob" else {WOO_GROUNDS})
    return other if grounds and article_in(other, group) else None
