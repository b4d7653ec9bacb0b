"""A host on this machine that answers as it is told, faults included, and remembers what it was asked."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from woo_gronden.sources.client import Client, Clock, Politeness

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PDF_2 = PDF.replace(b"<<>>", b"<</A 1>>")


@dataclass(frozen=True)
class Answer:
    """``cut``: the connection closes after so many bytes of the body. ``hang``: no answer until the test is over.

    ``validated``: conditional and partial requests are honoured by ``ETag``. ``told``: Content-Length is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang: bool = False
    told: bool = True


def pdf(body: bytes = PDF, **headers: str) -> Answer:
    return Answer(
        body, headers={"Content-Type": "application/pdf"} | {k.replace("_", "-"): v for k, v in headers.items()}
    )


def page(value: Any) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


GONE = Answer(status=404)
NOTICE = Answer(b"<!doctype html><p>log in", headers={"Content-Type": "text/html; charset=utf-8"})


class Host:
    """Answers by path with its query; a list is answered one after another, the last one for good."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()

    def put(self, path: str, *answers: Answer) -> str:
        """Set what ``path`` answers; returns its URL."""
        self.answers[path] = list(answers)
        return self.url + path

    def next(self, path: str) -> Answer:
        waiting = self.answers.get(path)
        if not waiting:
            return GONE
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def times(self, path: str) -> int:
        return self.asked.count(path)

    def sent(self, path: str) -> list[dict[str, str]]:
        """The request headers of every call of ``path``."""
        return [headers for asked, headers in zip(self.asked, self.headers, strict=True) if asked == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        host = self.host
        host.asked.append(self.path)
        host.headers.append({name.lower(): value for name, value in self.headers.items()})
        answer = host.next(self.path)
        if answer.hang:
            host.over.wait(30)
            self.close_connection = True
            return
        status, body, extra = answer.status, answer.body, {}
        etag = answer.headers.get("ETag")
        if etag and status == 200:
            wanted = self.headers.get("Range", "")
            if self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            elif wanted and self.headers.get("If-Range") == etag:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                status, body = 206, body[start:]
        self.send_response(status)
        for name, value in (answer.headers | extra).items():
            self.send_header(name, value)
        if answer.told and status != 304:
            self.send_header("Content-Length", str(len(body)))
        if not answer.told:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body if answer.cut is None else body[: answer.cut])
        if answer.cut is not None or not answer.told:
            self.close_connection = True

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def serve() -> Iterator[Host]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    host = Host(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"host": host})
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Hours:
    """Time that passes only when somebody sleeps, or is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.clock = Clock(lambda: self.seconds, self.sleep, self.now)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime.datetime:
        return datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=self.seconds)


def client(hours: Hours, *, secrets: dict[str, dict[str, str]] | None = None, **rules: Any) -> Client:
    """A client in the time of ``hours``; without pauses and robots.txt unless ``rules`` say so."""
    return Client(Politeness(**({"interval": 0.0, "robots": False} | rules)), clock=hours.clock, secrets=secrets)
