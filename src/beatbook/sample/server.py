"""Serves the sample press on loopback, for one machine's own use.

`PressServer` is a context manager: it answers from when it is entered until it is left. Its clock can be set at any
time; what is later than the clock does not exist yet, and what has changed since says so (ETag, Last-Modified, 304).
"""

from __future__ import annotations

import hashlib
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from beatbook.model import Tier
from beatbook.sample.pages import Answer, Pages
from beatbook.sample.press import CLOSING, Press, load


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that the press answered, with the conditions it carried."""

    path: str
    status: int
    method: str = "GET"
    if_none_match: str | None = None
    if_modified_since: str | None = None
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """An outlet and where it is served. `tier` is members' if one of its desks writes for members only."""

    slug: str
    name: str
    home: str
    feeds: tuple[str, ...]
    language: str
    tier: Tier


class PressServer:
    """The sample press on 127.0.0.1. `port` 0 takes a free one; `clock` defaults to the end of the three months.

    Threads: requests are answered in threads of their own; `clock` may be set and `requests` read from any thread.
    """

    def __init__(self, port: int = 0, *, clock: datetime = CLOSING, press: Press | None = None) -> None:
        self.press = press or load()
        self.requests: list[Seen] = []
        self._clock = clock
        self._lock = threading.Lock()
        self._http = _Server(("127.0.0.1", port), _Handler)
        self._http.owner = self
        self.port = int(self._http.server_address[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self._pages = Pages(self.press, self.base)
        self._kept: dict[tuple[str, datetime], Answer] = {}
        self._thread: threading.Thread | None = None

    @property
    def clock(self) -> datetime:
        return self._clock

    @clock.setter
    def clock(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("the clock needs a time with its zone")
        with self._lock:
            self._clock = at
            self._kept.clear()

    @property
    def outlets(self) -> tuple[Served, ...]:
        return tuple(
            Served(
                o.slug,
                o.name,
                f"{self.base}/{o.slug}/",
                tuple(f"{self.base}/{o.slug}/{f.path}" for f in o.feeds),
                o.language,
                Tier.MEMBERS if o.member_desk else Tier.OPEN,
            )
            for o in self.press.outlets
        )

    def answer(self, path: str) -> Answer:
        """What is at `path` now."""
        with self._lock:
            clock = self._clock
            kept = self._kept.get((path, clock))
        if kept is None:
            kept = self._pages.answer(path, clock)
            with self._lock:
                self._kept[path, clock] = kept
        return kept

    def log(self, seen: Seen) -> None:
        with self._lock:
            self.requests.append(seen)

    def serve_forever(self) -> None:
        """Answer in this thread until interrupted."""
        self._http.serve_forever()

    def close(self) -> None:
        if self._thread:
            self._http.shutdown()
            self._thread.join()
            self._thread = None
        self._http.server_close()

    def __enter__(self) -> PressServer:
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, name="sample-press", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    """A client that keeps its connection open must not hold up the end."""
    owner: PressServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle of an answer is no fault of the press."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SamplePress"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        said = self.server.owner.answer(self.path)
        etag = f'"{hashlib.sha256(said.body).hexdigest()[:16]}"'
        unchanged = said.status == 200 and self._is_known(etag, said.changed)
        status = 304 if unchanged else said.status
        get = self.headers.get
        self.server.owner.log(
            Seen(
                self.path,
                status,
                self.command,
                get("If-None-Match"),
                get("If-Modified-Since"),
                get("User-Agent"),
            )
        )
        self.send_response(status)
        if said.status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(said.changed.astimezone(UTC), usegmt=True))
            self.send_header("Cache-Control", "no-cache")
        if not unchanged:
            self.send_header("Content-Type", said.content_type)
            self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(said.body)

    def _is_known(self, etag: str, changed: datetime) -> bool:
        """Whether the client's copy is the present one; an ETag outweighs a date (RFC 9110, 13.1.3)."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            return tags.strip() == "*" or etag in (t.strip().removeprefix("W/") for t in tags.split(","))
        if (since := self.headers.get("If-Modified-Since")) is not None:
            try:
                return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
            except (TypeError, ValueError):
                return False
        return False

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on standard error: the requests are in `PressServer.requests`."""
