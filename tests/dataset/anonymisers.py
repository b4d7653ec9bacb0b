"""Anonymisers for the tests."""

from __future__ import annotations

import os
import signal

from tests.dataset.runs import NAME
from woo_gronden.dataset import Replacement


class OneName:
    """Knows one name; a document that comes back after another is an error, as the protocol promises it does not."""

    name = "one name, for tests"

    def __init__(self) -> None:
        self._now = ""
        self._before: set[str] = set()

    def replace(self, document_id: str, text: str) -> tuple[str, list[Replacement]]:
        if document_id != self._now:
            assert document_id not in self._before
            self._before.add(document_id)
            self._now = document_id
        if NAME not in text:
            return text, []
        start = text.index(NAME)
        return text.replace(NAME, "[NAAM-1]"), [Replacement("name", start, start + len(NAME))]


class Killer(OneName):
    """Kills its own process in the middle of a build, as a power cut would."""

    def replace(self, document_id: str, text: str) -> tuple[str, list[Replacement]]:
        if len(self._before) > 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().replace(document_id, text)
