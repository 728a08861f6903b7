"""A loopback web server that says exactly what a test scripts, byte by byte, and a resolver that lies on demand."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import httpcore2

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


class Lab:
    """`requests` keeps every request head that came in, raw. Paths map to raw answers or to handlers."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Handler] = {}
        self.requests: list[bytes] = []
        self.connections = 0
        self.port = 0
        self.writers: list[asyncio.StreamWriter] = []

    @property
    def allow(self) -> frozenset[str]:
        names = ("127.0.0.1", "lab.test", "other.test")
        return frozenset(f"{name}:{self.port}" for name in names)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def head(self, n: int = -1) -> dict[str, str]:
        """The headers of a request, names in lower case."""
        lines = self.requests[n].decode("latin-1").split("\r\n")[1:]
        return {k.lower(): v.removeprefix(" ") for k, _, v in (line.partition(":") for line in lines) if k}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.requests.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1")
                answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                    if b"content-length" not in answer.lower() and b"chunked" not in answer.lower():
                        break
                else:
                    await answer(head, writer)
                    break
        with contextlib.suppress(ConnectionError):
            writer.close()


@contextlib.asynccontextmanager
async def lab(**answers: bytes | Handler) -> AsyncIterator[Lab]:
    found = Lab()
    found.answers = {"/" + name: answer for name, answer in answers.items()}
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        for writer in found.writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)


def ok(body: bytes, *headers: str) -> bytes:
    head = "".join(h + "\r\n" for h in headers)
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode("latin-1") + body


def moved(status: int, to: str) -> bytes:
    return f"HTTP/1.1 {status} X\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")


class Recorder(httpcore2.AsyncNetworkBackend):
    """Counts what would have been connected to, and connects to nothing unless told."""

    def __init__(self, really: bool = False) -> None:
        self.connects: list[tuple[str, int]] = []
        self._inner = httpcore2.AnyIOBackend() if really else None

    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # noqa: ASYNC109
        self.connects.append((host, port))
        if self._inner is None:
            raise httpcore2.ConnectError("nothing is there")
        return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)


def resolving(*answers: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """Gives each answer once, the last for ever: a name whose address changes between two looks."""
    left = list(answers)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve
