"""A dossier, and the way through it from a box to the argument for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from woo_gronden.schema.claims import Extraction, Finding, InventoryItem, Link, Passage, Redaction


class Argument(NamedTuple):
    """What is said of one box, or one list row, on one ground.

    ``ground`` is empty where none is known; ``row`` and ``letter`` are None, ``passages`` is empty, where these are not
    known or not there. ``link`` holds what the join rests on (``evidence``), how sure it is (``score``), and whether
    row and letter name the ground (``in_row``, ``argued``).
    """

    ground: str
    row: InventoryItem | None
    letter: Extraction | None
    passages: tuple[Passage, ...]
    link: Link


@dataclass(frozen=True)
class Dossier:
    """The files of one decision together, and what their comparison shows."""

    dossier_id: str
    documents: tuple[Extraction, ...]
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()

    def argument_for(self, redaction: Redaction) -> tuple[Argument, ...]:
        """Why a box is there: one argument for each of its grounds, one without a ground where none is known.

        Args:
            redaction: one of the redactions of ``documents``, itself and no copy of it.

        Returns:
            Nothing for a box that belongs to no document made public, such as one on the letter itself.

        Raises:
            ValueError: the redaction is none of this dossier's.
        """
        for document in self.documents:
            for at, mine in enumerate(document.redactions, 1):
                if mine is redaction:
                    return tuple(self._boxes.get((document.document.document_id, at), ()))
        raise ValueError("this redaction is not in the dossier")

    def document(self, document_id: str | None) -> Extraction | None:
        """The document of that id."""
        return self._documents.get(document_id) if document_id else None

    def arguments(self) -> Iterator[Argument]:
        """Every link with the values that it ties together, in the order of ``links``."""
        for link in self.links:
            passages = tuple(self._passages[name] for name in link.passages if name in self._passages)
            row = self._rows.get((link.list_id, link.row))
            yield Argument(link.ground, row, self.document(link.letter_id), passages, link)

    @cached_property
    def _documents(self) -> dict[str, Extraction]:
        return {document.document.document_id: document for document in self.documents}

    @cached_property
    def _boxes(self) -> dict[tuple[str, int], list[Argument]]:
        found: dict[tuple[str, int], list[Argument]] = {}
        for argument in self.arguments():
            if argument.link.kind == "box":
                found.setdefault((argument.link.document_id, argument.link.box), []).append(argument)
        return found

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {
            passage.id_in(name): passage for name, document in self._documents.items() for passage in document.passages
        }

    @cached_property
    def _rows(self) -> dict[tuple[str | None, int | None], InventoryItem]:
        return {(name, item.row): item for name, document in self._documents.items() for item in document.inventory}
