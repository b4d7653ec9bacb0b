"""How often and how long a host that fails is asked again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from woo_gronden.errors import PushError

log = logging.getLogger(__name__)
T = TypeVar("T")

# Answers after which the same request may succeed.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
# Characters of a host's own words that are passed on.
_WORDS = 300
_MEANING = {
    400: "what was sent is refused",
    401: "the token is missing, wrong or no longer valid",
    403: "the token has no right to do this",
    404: "no such place, or the token may not see it",
    409: "it is there already, or someone else is changing it",
    412: "it changed while this was being sent",
    413: "larger than this host takes",
    429: "too many requests; the host asks to come back later",
    500: "the host failed",
    502: "the host failed",
    503: "the host is not available",
    504: "the host did not answer in time",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How a host that fails is asked again.

    Attributes:
        attempts: in all, the first one counted.
        backoff: seconds before the second; doubled each time.
        longest: most seconds before any, also where the host asks for more.
        timeout: seconds to wait for an answer.
        sleep: waits; a value, so that tests need not.
    """

    attempts: int = 6
    backoff: float = 2.0
    longest: float = 120.0
    timeout: float = 300.0
    sleep: Callable[[float], None] = time.sleep

    def persist(self, step: Callable[[], T], passing: Callable[[PushError], bool] = lambda error: error.passing) -> T:
        """What ``step`` returns, asked again after a fault that may pass."""
        for attempt in range(1, self.attempts):
            try:
                return step()
            except PushError as error:
                if not passing(error):
                    raise
                log.info("attempt %d of %d: %s", attempt, self.attempts, error)
                self.wait(attempt, error.retry_after)
        return step()

    def wait(self, attempt: int, asked: float | None = None) -> None:
        """Wait after the ``attempt``-th failure, from 1; ``asked`` is what the host asks for."""
        self.sleep(min(asked if asked is not None else self.backoff * 2 ** (attempt - 1), self.longest))


PATIENT = Patience()


def refusal(host: str, what: str, status: int, words: str, retry_after: str | None = None) -> PushError:
    """The error for an answer of ``host``: what was being done, what the status means, the host's own words."""
    meaning = _MEANING.get(status) or (HTTPStatus(status).phrase if status in set(HTTPStatus) else "an unknown status")
    said = " ".join(words.split())[:_WORDS]
    # A date in place of seconds is rare, and answered by the usual wait.
    asked = float(retry_after) if retry_after and retry_after.isdecimal() else None
    reason = f"{what}: {meaning}" + (f"; it says: {said}" if said else "")
    return PushError(host, reason, status, passing=status in _PASSING, retry_after=asked)
