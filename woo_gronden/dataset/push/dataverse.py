"""Calls of Dataverse's native API, with its answers as values and its refusals as errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from woo_gronden.dataset.push.patience import Patience, refusal
from woo_gronden.errors import PushError

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Dataverse:
    """One Dataverse, as the holder of a token sees it.

    Raises:
        PushError: the address is none, or would send the token over a line that others can read.
    """

    def __init__(self, server: str, token: str, patience: Patience) -> None:
        parts = urlsplit(server)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise PushError(server, "is no address: https://, then the name of the host")
        if parts.scheme == "http" and parts.hostname not in _HERE:
            raise PushError(server, "the token would go over a line that others can read; use https://")
        self._server, self._patience = server.rstrip("/"), patience
        # Redirects are not followed: the token is for this host.
        self._client = httpx.Client(
            base_url=f"{self._server}/api/v1/",
            headers={"X-Dataverse-key": token, "User-Agent": f"woo-gronden/{version('woo-gronden')}"},
            timeout=patience.timeout,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str, what: str, params: Mapping[str, str] | None = None) -> Any:
        """The data of an answer."""
        return self._patience.persist(lambda: self._once("GET", path, what, params=params))

    def put(self, path: str, what: str, value: Any, params: Mapping[str, str]) -> None:
        """Set something to a value; the same twice is the same once."""
        self._patience.persist(lambda: self._once("PUT", path, what, params=params, json=value))

    def delete(self, path: str, what: str) -> None:
        """Take something away; when it is gone already that is well."""
        try:
            self._patience.persist(lambda: self._once("DELETE", path, what))
        except PushError as error:
            if error.status != httpx.codes.NOT_FOUND:
                raise

    def post(self, path: str, what: str, params: Mapping[str, str]) -> None:
        """Start something that is not to be started twice: asked again only where it was surely not begun."""
        self._patience.persist(lambda: self._once("POST", path, what, params=params), _was_not_begun)

    def create(self, path: str, value: Any) -> Any:
        """Make something that is not to be made twice."""
        what = "making the dataset"
        try:
            return self._patience.persist(lambda: self._once("POST", path, what, json=value), _was_not_begun)
        except PushError as error:
            if not error.passing or _was_not_begun(error):
                raise
            raise PushError(
                error.host,
                f"{error.reason}; a draft may have been made: look there, and go on with --doi",
                error.status,
            ) from error

    def upload(self, path: str, file: Path, name: str, said: str, params: Mapping[str, str]) -> Any:
        """Send a file, once; ``said`` is its description in JSON."""
        with file.open("rb") as stream:
            return self._once(
                "POST", path, f"sending {name}", params=params, files={"file": (name, stream)}, data={"jsonData": said}
            )

    def _once(self, method: str, path: str, what: str, **sent: Any) -> Any:
        try:
            answer = self._client.request(method, path, **sent)
        except httpx.TransportError as error:
            raise PushError(self._server, f"{what}: the connection failed ({error})", passing=True) from error
        if answer.is_redirect:
            raise PushError(
                self._server, f"{what}: it sends on to {answer.headers.get('Location')}; give that as --server"
            )
        try:
            value: Any = answer.json()
        except ValueError:
            value = {}
        if not isinstance(value, dict):
            value = {}
        if not answer.is_success:
            raise refusal(self._server, what, answer.status_code, _words(value), answer.headers.get("Retry-After"))
        if value.get("status") not in {"OK", "WORKFLOW_IN_PROGRESS"}:
            raise PushError(self._server, f"{what}: its answer is none of a Dataverse", answer.status_code)
        return value.get("data")


def _was_not_begun(error: PushError) -> bool:
    return error.status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}


def _words(value: Mapping[str, Any]) -> str:
    said = value.get("message", "")
    return said if isinstance(said, str) else json.dumps(said)
