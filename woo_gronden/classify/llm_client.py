"""Ask an OpenAI-compatible endpoint, with patience and a memory; nothing but the standard library."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from woo_gronden.drafts import write_whole
from woo_gronden.errors import ModelError

log = logging.getLogger(__name__)

KEY_VARIABLE = "WOO_GRONDEN_LLM_KEY"
# What a server answers when it is worth asking again: too many requests, or trouble of its own.
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """Whom to ask and how.

    ``url`` is the base, as servers give it (``http://localhost:11434/v1``); ``cache`` a folder for the answers, None
    for no memory; ``timeout`` seconds for one answer; ``tries`` how often to ask in all; ``wait`` seconds before the
    second try, doubled each time.
    """

    url: str
    model: str
    cache: Path | None = None
    timeout: float = 120.0
    tries: int = 4
    wait: float = 1.0
    seed: int = 20220501


@dataclass(slots=True)
class LlmReport:
    """What was asked, what came back, and what of it was dropped."""

    asked: int = 0
    cached: int = 0
    retried: int = 0
    failed: int = 0
    refused: int = 0
    bad_json: int = 0
    claims: int = 0
    dropped_quotes: int = 0
    dropped_ids: int = 0
    characters_sent: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, {self.cached} from memory, {self.retried} asked again, {self.failed} failed, "
            f"{self.refused} refused, {self.bad_json} unreadable; {self.claims} claims kept, {self.dropped_quotes} "
            f"dropped for a quote that is not in the text, {self.dropped_ids} for a ground that is not in the law; "
            f"{self.prompt_tokens} + {self.completion_tokens} tokens, {self.seconds:.1f} s"
        )


class LlmClient:
    """One endpoint. ``sleep`` is a parameter so that tests need not wait."""

    def __init__(self, options: LlmOptions, report: LlmReport, sleep: Callable[[float], None] = time.sleep) -> None:
        if not options.url.startswith(("http://", "https://")):
            raise ModelError(f"{options.url!r} is no address of a server: it starts with http:// or https://")
        self.options = options
        self.report = report
        self._sleep = sleep

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], parse: Callable[[str], Any]) -> Any:
        """``parse`` of the answer to ``messages``, from memory where it was given before; None when none could be had.

        Args:
            messages: as the protocol has them.
            schema: JSON Schema of the answer.
            parse: raises ValueError on an answer that cannot be used; the question is then asked again.
        """
        body = {
            "model": self.options.model,
            "messages": messages,
            "temperature": 0,
            "seed": self.options.seed,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        kept = self._recall(body)
        if kept is not None:
            self.report.cached += 1
            return parse(kept)
        for attempt in range(self.options.tries):
            if attempt:
                self.report.retried += 1
            # The same seed would bring the same unreadable answer.
            answer, wait = self._try(body | {"seed": self.options.seed + attempt}, attempt)
            if answer is not None:
                try:
                    value = parse(answer)
                except ValueError as error:
                    self.report.bad_json += 1
                    log.warning("unreadable answer from %s: %s", self.options.model, error)
                    continue
                self._remember(body, answer)
                return value
            if wait is None:
                break
            if attempt + 1 < self.options.tries:
                self._sleep(wait)
        self.report.failed += 1
        return None

    def _try(self, body: dict[str, Any], attempt: int) -> tuple[str | None, float | None]:
        """The answer, or how long to wait before asking again (None: do not)."""
        wait = min(self.options.wait * 2**attempt, _LONGEST_WAIT)
        start = time.perf_counter()
        self.report.asked += 1
        try:
            return self._post(body), None
        except urllib.error.HTTPError as error:
            self.report.errors.append(f"HTTP {error.code}")
            if error.code == 400 and "response_format" in body:
                # Older servers know no schema; the prompt asks for JSON as well.
                del body["response_format"]
                return self._try(body, attempt)
            asked = error.headers.get("Retry-After", "") if error.headers else ""
            wait = min(float(asked), _LONGEST_WAIT) if asked.isdigit() else wait
            return None, wait if error.code in _PASSING else None
        except (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError) as error:
            # Time-outs, broken connections, and bodies that are not the protocol's.
            self.report.errors.append(type(error).__name__)
            return None, wait
        finally:
            self.report.seconds += time.perf_counter() - start

    def _post(self, body: dict[str, Any]) -> str:
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY_VARIABLE):
            headers["Authorization"] = f"Bearer {key}"
        address = self.options.url.rstrip("/") + "/chat/completions"
        request = urllib.request.Request(address, data, headers)
        self.report.characters_sent += sum(len(message["content"]) for message in body["messages"])
        with urllib.request.urlopen(request, timeout=self.options.timeout) as response:
            answer = json.load(response)
        usage = answer.get("usage") or {}
        self.report.prompt_tokens += int(usage.get("prompt_tokens") or 0)
        self.report.completion_tokens += int(usage.get("completion_tokens") or 0)
        choice = answer["choices"][0]
        message = choice["message"]
        if message.get("refusal") or choice.get("finish_reason") == "content_filter":
            self.report.refused += 1
            return '{"claims": []}'
        return str(message["content"] or "")

    def _place(self, body: dict[str, Any]) -> Path | None:
        if self.options.cache is None:
            return None
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        return self.options.cache / digest[:2] / f"{digest}.json"

    def _recall(self, body: dict[str, Any]) -> str | None:
        place = self._place(body)
        try:
            return str(json.loads(place.read_text(encoding="utf-8"))["answer"]) if place else None
        except (OSError, ValueError, KeyError):
            return None

    def _remember(self, body: dict[str, Any], answer: str) -> None:
        if place := self._place(body):
            # The answer alone: the question holds the letter's text.
            write_whole(place, json.dumps({"model": self.options.model, "answer": answer}))
