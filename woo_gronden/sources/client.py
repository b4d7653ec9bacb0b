"""A polite reader of the web: one request after another, a pause for each host, patience when told to wait.

Robots exclusion after RFC 9309, ``Retry-After`` after RFC 9110. Redirects are followed by hand, so that each hop meets
the same rules.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from woo_gronden.errors import FetchError

log = logging.getLogger(__name__)
T = TypeVar("T")

USER_AGENT = f"woo-gronden/{version('woo-gronden')} (research on Dutch government decisions)"
# Answers after which the same request may succeed.
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_TAKEN = frozenset({200, 206, 304, 416})
_REDIRECTS = 10
# Requests in a row that a host lets go unanswered, each after all attempts, before it is left alone for this time.
_GIVE_UP_AFTER = 3
# RFC 9309 asks to read at least 500 KiB of robots.txt.
_ROBOTS_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a host is treated.

    Attributes:
        interval: least seconds between the starts of two requests to one host.
        retries: further attempts after a failure that may pass.
        backoff: seconds before the first of them; doubled each time.
        longest_wait: seconds that we wait when a host asks us to; past it the file is left for another day.
        timeout: seconds for a connection, and between two pieces of a body.
        robots: whether robots.txt is obeyed.
        max_bytes: largest body that is taken.
    """

    interval: float = 1.0
    retries: int = 4
    backoff: float = 2.0
    longest_wait: float = 300.0
    timeout: float = 60.0
    robots: bool = True
    max_bytes: int = 2 * 1024**3


@dataclass(slots=True)
class Clock:
    """Time, so that tests need not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime.datetime] = field(default=lambda: datetime.datetime.now(datetime.UTC))

    def stamp(self) -> str:
        """Now, ISO 8601 in UTC to the second."""
        return self.now().astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Client:
    """Reads from the web under the rules of ``politeness``.

    ``secrets`` are headers for one origin (scheme, host and port) each; no other host is shown them.
    """

    def __init__(
        self,
        politeness: Politeness | None = None,
        *,
        clock: Clock | None = None,
        secrets: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.politeness, self.clock = politeness or Politeness(), clock or Clock()
        self._secrets = {origin_of(url): dict(headers) for url, headers in (secrets or {}).items()}
        self._http = httpx.Client(
            headers={"User-Agent": USER_AGENT}, timeout=self.politeness.timeout, follow_redirects=False
        )
        self._next: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | None] = {}
        self._lost: dict[str, int] = defaultdict(int)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get_json(self, url: str) -> Any:
        """The JSON at ``url``.

        Raises:
            FetchError: it cannot be had, or is no JSON.
        """

        def consume(response: httpx.Response) -> Any:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                self.check_size(url, len(body))
            try:
                return httpx.Response(200, content=bytes(body)).json()
            except ValueError as error:
                kind = response.headers.get("content-type", "no content type")
                raise FetchError(url, "content", f"the answer is no JSON ({kind})") from error

        return self.fetch(url, consume, lambda: {"Accept": "application/json"})

    def fetch(
        self,
        url: str,
        consume: Callable[[httpx.Response], T],
        headers: Callable[[], Mapping[str, str]] = dict,
        *,
        ruled: bool = True,
    ) -> T:
        """What ``consume`` makes of the answer (200, 206, 304 or 416), tried again where that may help.

        ``headers`` is asked before every attempt: what was had of a body decides from where it goes on.
        ``ruled``: robots.txt is looked at first.

        Raises:
            FetchError: refused, gone, not reachable, cut off, or not allowed.
        """
        host = urlsplit(url).netloc if _is_web(url) else ""
        if self._lost[host] >= _GIVE_UP_AFTER:
            raise FetchError(url, "wait", "its host did not answer before; left for the next fetch")
        for attempt in range(self.politeness.retries + 1):
            wait = min(self.politeness.backoff * 2**attempt, self.politeness.longest_wait)
            try:
                with self._send(url, headers(), ruled) as response:
                    self._lost[host] = 0
                    if response.status_code in _TAKEN:
                        return consume(response)
                    failure = _refusal(url, response)
                    if response.status_code not in _TRY_AGAIN:
                        raise failure
                    wait = max(wait, self._asked_wait(response))
            except httpx.TimeoutException:
                failure = FetchError(url, "timeout", f"no answer within {self.politeness.timeout:g} seconds")
            except httpx.RemoteProtocolError as error:
                failure = FetchError(url, "cut-off", f"the answer was cut off ({error})")
            except httpx.RequestError as error:
                failure = FetchError(url, "connection", f"no connection ({error or type(error).__name__})")
            except httpx.InvalidURL as error:
                raise FetchError(url, "scheme", f"not a URL ({error})") from error
            if wait > self.politeness.longest_wait:
                self._lost[host] = _GIVE_UP_AFTER
                raise FetchError(url, "wait", f"{failure.reason}; the host asks to wait {wait:.0f} seconds")
            if attempt < self.politeness.retries:
                log.info("%s; again in %.0f seconds", failure, wait)
                self.clock.sleep(wait)
        self._lost[host] += failure.kind in {"timeout", "connection"}
        raise failure

    def check_size(self, url: str, size: int) -> None:
        """Refuse a body past the bound."""
        if size > self.politeness.max_bytes:
            bound = self.politeness.max_bytes / 1024**2
            raise FetchError(url, "size", f"larger than {bound:g} MB, the most that is taken")

    @contextmanager
    def _send(self, url: str, headers: Mapping[str, str], ruled: bool) -> Iterator[httpx.Response]:
        target = url
        for _ in range(_REDIRECTS):
            self._check_allowed(target, ruled)
            self._pause(target)
            own = dict(headers) | self._secrets.get(origin_of(target), {})
            with self._http.stream("GET", target, headers=own) as response:
                if not response.has_redirect_location:
                    yield response
                    return
                target = str(response.url.join(response.headers["location"]))
        raise FetchError(url, "status", f"redirected more than {_REDIRECTS} times")

    def _check_allowed(self, url: str, ruled: bool) -> None:
        if not _is_web(url):
            raise FetchError(url, "scheme", "only http and https are fetched")
        if not ruled or not self.politeness.robots:
            return
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if rules is None:
            raise FetchError(url, "robots", "the host's robots.txt cannot be had now, so nothing is fetched from it")
        if not rules.can_fetch(USER_AGENT, url):
            raise FetchError(url, "robots", "the host's robots.txt asks not to fetch this")

    def _read_robots(self, origin: str) -> RobotFileParser | None:
        """The rules of a host: all is allowed where it has none; None where they cannot be had (RFC 9309, 2.3.1)."""

        def consume(response: httpx.Response) -> list[str]:
            return b"".join(_up_to(response.iter_bytes(), _ROBOTS_BYTES)).decode("utf-8", "replace").splitlines()

        try:
            lines = self.fetch(f"{origin}/robots.txt", consume, ruled=False)
        except FetchError as error:
            if error.kind not in {"gone", "status"}:
                return None
            lines = []
        rules = RobotFileParser()
        rules.parse(lines)
        return rules

    def _pause(self, url: str) -> None:
        host = urlsplit(url).netloc
        rules = self._robots.get(origin_of(url))
        asked = rules.crawl_delay(USER_AGENT) if rules else None
        interval = max(self.politeness.interval, float(asked or 0))
        wait = self._next.get(host, 0.0) - self.clock.monotonic()
        if wait > 0:
            self.clock.sleep(wait)
        self._next[host] = self.clock.monotonic() + interval

    def _asked_wait(self, response: httpx.Response) -> float:
        """Seconds that ``Retry-After`` asks for, as a number or a date; 0 where it does not."""
        value = response.headers.get("retry-after", "").strip()
        if value.isdigit():
            return float(value)
        try:
            return (parsedate_to_datetime(value) - self.clock.now()).total_seconds()
        except (ValueError, TypeError):
            return 0.0


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _refusal(url: str, response: httpx.Response) -> FetchError:
    code = response.status_code
    said = f"the host answers {code} {response.reason_phrase}".rstrip()
    kind = "gone" if code in {404, 410} else "unavailable" if code in _TRY_AGAIN else "status"
    return FetchError(url, kind, said)


def _up_to(pieces: Iterator[bytes], bound: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:bound]
        bound -= len(piece)
        if bound <= 0:
            return
