"""A model's endpoint on loopback, in a thread, that answers as a test says: a value as JSON, bytes as they are, or pieces of
bytes as they come."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

Answer = dict[str, Any] | list[Any] | bytes | Iterator[bytes]


class Stub:
    """`asked` keeps each question's body as parsed, `heads` its head. `answer` gets the question."""

    def __init__(self, answer: Callable[[Any], Answer] | Answer) -> None:
        self.answer = answer
        self.asked: list[Any] = []
        self.heads: list[str] = []
        stub = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                try:
                    stub._handle(self)
                except OSError:
                    return

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def _handle(self, handler: socketserver.StreamRequestHandler) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = handler.rfile.readline()
            if not line:
                return
            head += line
        self.heads.append(head.decode("latin-1"))
        length = next(
            int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")
        )
        self.asked.append(json.loads(handler.rfile.read(length)))
        answer = self.answer(self.asked[-1]) if callable(self.answer) else self.answer
        if isinstance(answer, dict | list):
            answer = ok(json.dumps(answer).encode())
        for piece in [answer] if isinstance(answer, bytes) else answer:
            handler.wfile.write(piece)

    def __enter__(self) -> Stub:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "".join(h + "\r\n" for h in headers)
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode("latin-1") + body


def failing(status: str, *headers: str) -> bytes:
    return ok(b"", *headers, status=status)
