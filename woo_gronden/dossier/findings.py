"""Checks that run over a whole dossier: where its parts disagree, or the law is not followed.

Each check says one thing, names where to look, and stays silent in doubt: a finding is put to an authority or a court,
and one that is wrong costs more than one that is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from woo_gronden.dossier.findings_boxes import (
    find_boxes_without_code,
    find_recoverable_text,
    find_unargued_boxes,
    find_unargued_rows,
    find_unused_grounds,
)
from woo_gronden.dossier.findings_law import (
    find_515_beside_others,
    find_law_not_in_force,
    find_missing_provisions,
    find_old_information,
    find_unweighed,
)
from woo_gronden.dossier.findings_list import find_list_differs, find_open_but_redacted
from woo_gronden.dossier.findings_paragraphs import find_environment, find_postponed_without_term
from woo_gronden.dossier.link import link
from woo_gronden.dossier.view import Tables, View
from woo_gronden.schema import Finding, Link

_CHECKS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    find_missing_provisions,
    find_law_not_in_force,
    find_515_beside_others,
    find_unweighed,
    find_old_information,
    find_postponed_without_term,
    find_environment,
    find_unargued_boxes,
    find_unargued_rows,
    find_unused_grounds,
    find_open_but_redacted,
    find_list_differs,
    find_boxes_without_code,
    find_recoverable_text,
)


def find_findings(tables: Tables, links: Sequence[Link] | None = None) -> tuple[Finding, ...]:
    """The findings of one dossier.

    Args:
        tables: the rows of its documents by table name, as a run writes them.
        links: what belongs together in it, where that is known already.

    Returns:
        Findings in the order of the checks; within a check in the order of the documents.
    """
    view = View(tables, link(tables) if links is None else links)
    return tuple(finding for check in _CHECKS for finding in check(view))
