"""One file from the web to disk: whole, or not there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from woo_gronden.errors import FetchError
from woo_gronden.sources.client import Client

# Content-Range of a part: "bytes 100-199/200".
_RANGE_START = "bytes {}-"


@dataclass(frozen=True, slots=True)
class Download:
    """A body on disk, and what the host said of it. ``whole``: its length was told and met."""

    path: Path
    final_url: str
    content_type: str
    etag: str
    last_modified: str
    disposition: str
    whole: bool


def download(client: Client, url: str, part: Path, *, etag: str = "", last_modified: str = "") -> Download | None:
    """Fetch ``url`` into ``part``; None when it has not changed since ``etag`` or ``last_modified``.

    What an earlier attempt left in ``part`` is gone on with where the host can do that and says that the file is the
    same (``If-Range``); else it starts again. On an error the part stays for the next attempt.

    Raises:
        FetchError: see ``Client.fetch``; also a body that is too large, or a web page in place of a file.
    """
    state = part.with_suffix(".json")
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}

    def headers() -> Mapping[str, str]:
        asked = {"Accept-Encoding": "identity"}
        kept = _kept(part, state, url)
        if kept:
            return asked | {"Range": f"bytes={part.stat().st_size}-", "If-Range": kept}
        return asked | {name: value for name, value in conditions.items() if value}

    def consume(response: httpx.Response) -> Download | None:
        if response.status_code == 304:
            return None
        if response.status_code == 416:
            _forget(part, state)
            raise httpx.RemoteProtocolError("the part that was kept fits no more")
        _check_head(client, url, response)
        _write_body(client, url, response, part, state)
        return Download(
            part,
            str(response.url),
            response.headers.get("content-type", ""),
            response.headers.get("etag", ""),
            response.headers.get("last-modified", ""),
            response.headers.get("content-disposition", ""),
            whole="content-length" in response.headers,
        )

    try:
        return client.fetch(url, consume, headers)
    except FetchError as error:
        if error.kind in {"content", "size", "gone"}:
            _forget(part, state)
        raise


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_head(client: Client, url: str, response: httpx.Response) -> None:
    """Refuse by the headers alone what need not be read."""
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media in {"text/html", "application/xhtml+xml"}:
        # A log-in page, a notice, a "not found" that answers 200.
        raise FetchError(url, "content", f"a web page came in place of a file ({media})")
    length = response.headers.get("content-length", "")
    if length.isdigit():
        client.check_size(url, int(length))


def _write_body(client: Client, url: str, response: httpx.Response, part: Path, state: Path) -> None:
    size = 0
    if response.status_code == 206:
        size = part.stat().st_size if part.exists() else 0
        if not response.headers.get("content-range", "").startswith(_RANGE_START.format(size)):
            _forget(part, state)
            raise httpx.RemoteProtocolError("another part came than was asked for")
    else:
        _forget(part, state)
        validator = _validator(response)
        if validator and "content-encoding" not in response.headers:
            state.write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")
    with part.open("ab") as file:
        for piece in response.iter_bytes():
            size += len(piece)
            client.check_size(url, size)
            file.write(piece)


def _validator(response: httpx.Response) -> str:
    """What tells whether two answers are parts of one file: a strong ETag, else the time of the last change."""
    etag: str = response.headers.get("etag", "")
    changed: str = response.headers.get("last-modified", "")
    return etag if etag and not etag.startswith("W/") else changed


def _kept(part: Path, state: Path, url: str) -> str:
    """The validator of what is kept in ``part``; empty where nothing can be gone on with."""
    if not part.exists() or not part.stat().st_size:
        return ""
    try:
        said = json.loads(state.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return ""
    return str(said.get("validator", "")) if said.get("url") == url else ""


def _forget(part: Path, state: Path) -> None:
    part.unlink(missing_ok=True)
    state.unlink(missing_ok=True)
