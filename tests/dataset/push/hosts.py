"""Hosts on this machine that play the documented protocols of a Dataverse and of the Hugging Face hub, with faults."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "hf_secretsecretsecret"


@dataclass
class Fault:
    """Meets the next request of ``method`` whose path holds ``part``, ``times`` over.

    ``lost``: the request is carried out and its answer never comes. ``damage``: what was sent arrives otherwise.
    """

    method: str
    part: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"status": "ERROR", "message": "the host says why"}'
    lost: bool = False
    damage: bool = False
    times: int = 1


class Asked(NamedTuple):
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, tuple[str | None, bytes]]:
        """The parts of a multipart form: file name and content by field."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        found = {}
        for part in message.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            found[name] = (part.get_filename(), part.get_payload(decode=True))
        return found


Answer = tuple[int, Any]


class Host:
    """What every host does: remembers what it was asked, and fails as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []

    def answer(self, asked: Asked, damage: bool) -> Answer:
        raise NotImplementedError

    def count(self, method: str, part: str) -> int:
        return sum(asked.method == method and part in asked.path for asked in self.asked)

    def fault(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == asked.method and fault.part in asked.path:
                fault.times -= 1
                return fault
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes, which would wait for each other.
    disable_nagle_algorithm = True
    host: Host

    def _do(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else self._chunks()
        asked = Asked(
            self.command,
            unquote(parts.path),
            {name: values[-1] for name, values in parse_qs(parts.query).items()},
            {name.lower(): value for name, value in self.headers.items()},
            body,
        )
        self.host.asked.append(asked)
        fault = self.host.fault(asked)
        if fault and fault.status:
            self._send(fault.status, fault.body, fault.headers)
            return
        status, value = self.host.answer(asked, bool(fault and fault.damage))
        if fault and fault.lost:
            self.close_connection = True
            return
        self._send(status, value if isinstance(value, bytes) else json.dumps(value).encode(), {})

    def _chunks(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return b""
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do  # noqa: N815

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def serve(host: Host) -> Iterator[Host]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"host": host}))
    server.daemon_threads = True
    host.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def first(*routes: tuple[bool, Callable[[], Answer]]) -> Answer:
    """The answer of the first route that holds."""
    return next((answer() for holds, answer in routes if holds), (404, {"status": "ERROR", "message": "not found"}))
