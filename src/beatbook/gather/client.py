"""One request, honestly made and strictly bounded. The only module that opens sockets.

`Client.fetch` gives a `Fetched` whose body is complete and decoded, or raises `FetchError` with a reason from
`reasons.py`; there is nothing between. Each hop of a redirect is judged anew by `guard.py`, on the very address the
socket then connects to. It keeps no cookies, sends no referrer and reads no proxy from the environment.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

import httpcore2
import httpx2

from beatbook import __version__
from beatbook.errors import FetchError, ReadError
from beatbook.gather import guard, reasons
from beatbook.gather.dates import http_date
from beatbook.gather.schedule import RETRY_AFTER_CAP
from beatbook.gather.unpack import Unpacker
from beatbook.model import Fetched

ACCEPT_FEED: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.3"
)
ACCEPT_PAGE: Final = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.3"

KEEPALIVE: Final = 15.0
"""Seconds an idle connection is kept: longer than the gap between two requests to a host, shorter than most
servers keep theirs."""

_WORTH_ASKING_AGAIN = frozenset({408, 421, 423, 425, 429})
_PERMANENT_REDIRECTS = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From host and port to the addresses in order of preference; raises OSError if there are none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost. Times in seconds of wall clock, sizes in bytes."""

    deadline: float = 30.0
    """For the whole exchange: resolving, connecting, every redirect, the body's last byte."""
    connect: float = 10.0
    """For one connection, with its TLS handshake."""
    silence: float = 20.0
    """Between two pieces of an answer."""
    rate_after: float = 10.0
    """From here on the body must have come at `rate` or faster on average."""
    rate: float = 1024.0
    """Bytes per second on the wire; a dripping server is far below, a slow modem above."""
    body: int = 15 * 1024 * 1024
    """Decoded. The largest feeds and pages we have seen are a third of it."""
    header_bytes: int = 64 * 1024
    header_count: int = 256
    hops: int = 5
    """Redirects followed."""
    url: int = 4096
    """Characters of an address; longer ones are traps or mistakes."""

    def __post_init__(self) -> None:
        if min(self.deadline, self.connect, self.silence, self.rate_after) <= 0:
            raise ValueError("times must be above 0")
        if (
            self.hops < 0
            or min(self.body, self.header_bytes, self.header_count, self.url) < 1
            or self.rate < 0
        ):
            raise ValueError("sizes must be positive")


def user_agent(contact: str = "") -> str:
    """How we sign: the name that robots.txt rules match, the version, and where to complain."""
    contact = "".join(c for c in contact if " " < c <= "~")
    return f"Beatbook/{__version__}" + (f" (+{contact})" if contact else "")


async def resolve(host: str, port: int) -> list[str]:
    """What the system says about a name. Its answer is what gets judged, whatever the name looked like."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def trusted() -> ssl.SSLContext:
    """Whom we believe in secure connections. Takes a while to make: share it."""
    return httpx2.create_ssl_context(trust_env=False)


class Elsewhere(FetchError):
    """A redirect to another host, for a caller who wants to ask that host's rules first. `permanently` says whether
    every redirect so far was permanent."""

    def __init__(self, url: str, target: str, permanently: bool) -> None:
        self.target, self.permanently = target, permanently
        super().__init__(reasons.REDIRECTS, url, f"to {target}")


class _Refused(Exception):
    """From inside the connection pool to `fetch`: passes through it untouched."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason, detail)


class _Guarded(httpcore2.AsyncNetworkBackend):
    """Resolve once, judge every answer, connect to one of those very addresses."""

    def __init__(
        self, inner: httpcore2.AsyncNetworkBackend, resolver: Resolver, allow: frozenset[str]
    ) -> None:
        self._inner, self._resolver, self._allow = inner, resolver, allow

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class has it
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        if why := guard.judge_port(host, port, self._allow):
            raise _Refused(reasons.PORT, why)
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as e:
            raise _Refused(reasons.DNS, f"{host}: {e}") from None
        if not addresses:
            raise _Refused(reasons.DNS, f"{host} has no address")
        if why := guard.judge_all(host, port, addresses, self._allow):
            raise _Refused(reasons.ADDRESS, f"{host}: {why}")
        failure: Exception | None = None
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                failure = e
        assert failure is not None
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class has it
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        raise _Refused(reasons.ADDRESS, "not a network address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


_ADDRESSES_TRIED = 3
"""Of a name with many addresses; with `Limits.connect` this stays inside the deadline."""


class Client:
    """Makes requests. Use it as an async context manager, in one event loop.

    Connections are kept for a moment and shared only among requests with the same `allow`, so that one source's
    leave to reach a private address is never another's. It holds back nobody: how often and how many at once is
    `hosts.HostGate`'s matter.
    """

    def __init__(
        self,
        agent: str,
        *,
        limits: Limits = Limits(),
        resolver: Resolver = resolve,
        backend: httpcore2.AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not agent or any(not " " <= c <= "~" for c in agent):
            raise ValueError("the user agent must be printable ASCII")
        self._agent, self._limits, self._resolver, self._now = agent, limits, resolver, now
        self._backend = backend or httpcore2.AnyIOBackend()
        self._tls = tls
        self._pools: dict[frozenset[str], httpcore2.AsyncConnectionPool] = {}

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            await pool.aclose()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        allow: frozenset[str] = frozenset(),
        accept: str | None = None,
        limits: Limits | None = None,
        stay: bool = False,
    ) -> Fetched:
        """GET `url`. With `stay`, a redirect to another host and port raises Elsewhere instead of being followed. Validators are sent as given, to every hop; a 304 to them is a `Fetched` with status 304.

        `allow` holds the host:port pairs (as `guard.pair` writes them) that the operator allowed for this source.
        Raises FetchError; `permanent` on it means that the same request will fail again.
        """
        limits = limits or self._limits
        exchange = _Exchange(url, allow, limits, self._headers(etag, last_modified, accept), self._now, stay)
        return await self._bounded(exchange, url, allow, limits)

    async def post(
        self,
        url: str,
        content: bytes,
        headers: Sequence[tuple[bytes, bytes]],
        *,
        allow: frozenset[str] = frozenset(),
        limits: Limits | None = None,
    ) -> Fetched:
        """POST `content` to `url` with these headers besides our name. A redirect is a failure, so that what was meant
        for one address never reaches another. Raises FetchError, whose text has none of the headers."""
        limits = limits or self._limits
        headers = [(b"User-Agent", self._agent.encode("ascii")), *headers]
        exchange = _Exchange(url, allow, limits, headers, self._now, False, content)
        return await self._bounded(exchange, url, allow, limits)

    async def _bounded(self, exchange: _Exchange, url: str, allow: frozenset[str], limits: Limits) -> Fetched:
        try:
            async with asyncio.timeout(limits.deadline):
                return await exchange.run(self._pool(allow))
        except TimeoutError:
            raise FetchError(reasons.TIMEOUT, url, f"not done after {limits.deadline:g} seconds") from None

    def _pool(self, allow: frozenset[str]) -> httpcore2.AsyncConnectionPool:
        if allow not in self._pools:
            if self._tls is None:
                self._tls = trusted()
            self._pools[allow] = httpcore2.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=None,
                max_keepalive_connections=_IDLE_KEPT,
                keepalive_expiry=KEEPALIVE,
                network_backend=_Guarded(self._backend, self._resolver, allow),
            )
        return self._pools[allow]

    def _headers(
        self, etag: str | None, last_modified: str | None, accept: str | None
    ) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"User-Agent", self._agent.encode("ascii")),
            (b"Accept", (accept or "*/*").encode("ascii")),
            (b"Accept-Encoding", b"gzip, deflate"),
        ]
        for name, value in ((b"If-None-Match", etag), (b"If-Modified-Since", last_modified)):
            if value and (raw := _as_sent(value)):
                headers.append((name, raw))
        return headers


_IDLE_KEPT = 32
"""Idle connections kept in all; more would be a burden to others for no gain to us."""


Answer = tuple[int, tuple[tuple[str, str], ...], bytes]
"""Status, headers and decoded body of one hop."""


class _Exchange:
    """One `fetch` from the first hop to the last byte, or one `post` of `content`."""

    def __init__(
        self,
        url: str,
        allow: frozenset[str],
        limits: Limits,
        headers: list[tuple[bytes, bytes]],
        now: Callable[[], datetime],
        stay: bool,
        content: bytes | None = None,
    ) -> None:
        self._stay, self._content = stay, content
        self._url, self._allow, self._limits, self._headers, self._now = url, allow, limits, headers, now
        self._conditional = any(name.startswith(b"If-") for name, _ in headers)
        self._begun = time.monotonic()
        self._hops: list[str] = []

    async def run(self, pool: httpcore2.AsyncConnectionPool) -> Fetched:
        here = self._parse(self._url)
        permanent = True
        while True:
            self._hops.append(_key(here))
            status, headers, body = await self._one(pool, here)
            if status in _REDIRECTS:
                if self._content is not None:
                    raise self._failed(reasons.REDIRECTS, "not followed with what was sent")
                permanent = permanent and status in _PERMANENT_REDIRECTS
                before, here = here, self._next(here, _first(headers, "location"))
                if self._stay and (before.host, _port(before)) != (here.host, _port(here)):
                    raise Elsewhere(self._url, str(here), permanent)
                continue
            return Fetched(
                url=self._url,
                final_url=self._url if len(self._hops) == 1 else str(here),
                status=status,
                headers=headers,
                body=body,
                at=self._now(),
                seconds=time.monotonic() - self._begun,
                permanent_url=str(here) if permanent and len(self._hops) > 1 else None,
            )

    # ---- where to -------------------------------------------------------------------------------------------------

    def _parse(self, text: str, base: httpx2.URL | None = None) -> httpx2.URL:
        """An address we can use, without its fragment. What browsers and libraries read differently is refused."""
        if len(text) > self._limits.url:
            raise self._failed(reasons.URL, f"longer than {self._limits.url} characters", permanent=True)
        if any(c <= " " or c in "\\\x7f" for c in text):
            raise self._failed(
                reasons.URL, "a space, backslash or control character in the address", permanent=True
            )
        try:
            url = httpx2.URL(text) if base is None else base.join(text)
            url = url.copy_with(fragment=None)
        except (httpx2.InvalidURL, ValueError, TypeError) as e:
            raise self._failed(reasons.URL, str(e), permanent=True) from None
        if url.scheme not in ("http", "https"):
            raise self._failed(
                reasons.URL, f"{url.scheme or 'no'} scheme; only http and https", permanent=True
            )
        if url.userinfo:
            raise self._failed(reasons.URL, "a user name in the address", permanent=True)
        if not url.host or "%" in url.host or not 0 < _port(url) < 65536:
            raise self._failed(reasons.URL, "no usable host and port in the address", permanent=True)
        return url

    def _next(self, here: httpx2.URL, location: str | None) -> httpx2.URL:
        if not location or not location.strip():
            raise self._failed(reasons.REDIRECTS, "a redirect without a target")
        url = self._parse(location.strip(" \t"), here)
        if _key(url) in self._hops:
            raise self._failed(reasons.REDIRECTS, "a loop: " + " → ".join([*self._hops, _key(url)]))
        if len(self._hops) > self._limits.hops:
            raise self._failed(reasons.REDIRECTS, f"more than {self._limits.hops}")
        return url

    # ---- one hop --------------------------------------------------------------------------------------------------

    async def _one(self, pool: httpcore2.AsyncConnectionPool, url: httpx2.URL) -> Answer:
        """One request, its failures in our words."""
        try:
            return await self._ask(pool, url)
        except _Refused as e:
            raise self._failed(e.reason, e.detail, permanent=e.reason == reasons.PORT) from None
        except httpcore2.TimeoutException as e:
            raise self._failed(reasons.TIMEOUT, type(e).__name__) from None
        except httpcore2.RemoteProtocolError as e:
            raise self._failed(_protocol_reason(str(e)), str(e)) from None
        except (httpcore2.LocalProtocolError, httpcore2.UnsupportedProtocol) as e:
            raise self._failed(reasons.URL, str(e), permanent=True) from None
        except (httpcore2.NetworkError, OSError) as e:
            raise self._failed(
                reasons.TLS if _is_tls(e) else reasons.CONNECT, str(e) or type(e).__name__
            ) from None

    async def _ask(self, pool: httpcore2.AsyncConnectionPool, url: httpx2.URL) -> Answer:
        if why := guard.judge_port(url.raw_host.decode("ascii"), _port(url), self._allow):
            raise self._failed(reasons.PORT, why, permanent=True)
        request = httpcore2.Request(
            b"GET" if self._content is None else b"POST",
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(b"Host", url.netloc), *self._headers, *self._size()],
            content=self._content,
            extensions={
                "timeout": {
                    "connect": self._limits.connect,
                    "read": self._limits.silence,
                    "write": self._limits.silence,
                }
            },
        )
        response = await pool.handle_async_request(request)
        try:
            status, headers = response.status, self._checked(response.headers)
            if status in _REDIRECTS:
                return status, headers, b""
            self._judge_status(status, headers)
            if status == 304:
                async for _ in _pieces(response):
                    pass  # nothing comes; reading to the end keeps the connection for the next request
                return status, headers, b""
            return status, headers, await self._body(response, headers)
        finally:
            await response.aclose()

    def _size(self) -> list[tuple[bytes, bytes]]:
        return [] if self._content is None else [(b"Content-Length", b"%d" % len(self._content))]

    def _checked(self, raw: Sequence[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
        if len(raw) > self._limits.header_count:
            raise _Refused(reasons.HEADERS, f"more than {self._limits.header_count}")
        if sum(len(k) + len(v) for k, v in raw) > self._limits.header_bytes:
            raise _Refused(reasons.HEADERS, f"more than {self._limits.header_bytes} bytes")
        return tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in raw)

    def _judge_status(self, status: int, headers: tuple[tuple[str, str], ...]) -> None:
        if status == 304 and self._conditional:
            return
        if 200 <= status < 300 and status != 206:
            return
        if status < 200:
            raise _Refused(reasons.PROTOCOL, f"status {status}")
        wait = retry_after(headers, self._now()) if status in (429, 503) else None
        raise self._failed(
            f"http-{status}",
            retry_after=wait,
            permanent=400 <= status < 500 and status not in _WORTH_ASKING_AGAIN,
        )

    async def _body(self, response: httpcore2.Response, headers: tuple[tuple[str, str], ...]) -> bytes:
        body, size = bytearray(), 0
        cap = self._limits.body
        codings = [c for k, v in headers if k.lower() == "content-encoding" for c in _codings(v)]
        unpacker: Unpacker | None = None
        if len(codings) > 1:
            raise _Refused(reasons.ENCODING, "compressed more than once: " + ", ".join(codings)[:80])
        if codings:
            coding = codings[0].removeprefix("x-")
            if coding not in ("gzip", "deflate"):
                raise _Refused(reasons.ENCODING, f"{coding[:40]!r} was not asked for")
            unpacker = Unpacker(coding, cap)
        elif (length := _length(headers)) is not None and length > cap:
            raise _Refused(reasons.TOO_LARGE, f"{length} bytes announced, {cap} taken")
        try:
            async for chunk in _pieces(response):
                size += len(chunk)
                self._check_rate(size)
                if unpacker is None:
                    body += chunk
                    if len(body) > cap:
                        raise ReadError(reasons.TOO_LARGE)
                    continue
                for piece in unpacker.feed(chunk):
                    body += piece
            if unpacker is not None and size:
                for piece in unpacker.finish():
                    body += piece
        except ReadError as e:
            raise _Refused(e.reason, e.detail or f"more than {cap} bytes") from None
        return bytes(body)

    def _check_rate(self, size: int) -> None:
        spent = time.monotonic() - self._begun
        if spent > self._limits.rate_after and size / spent < self._limits.rate:
            raise _Refused(reasons.SLOW, f"{size} bytes in {spent:.0f} seconds")

    # ---- what went wrong --------------------------------------------------------------------------------------------

    def _failed(
        self, reason: str, detail: str = "", *, retry_after: float | None = None, permanent: bool = False
    ) -> FetchError:
        if len(self._hops) > 1:
            detail = f"after a redirect to {self._hops[-1]}" + (f": {detail}" if detail else "")
        return FetchError(reason, self._url, detail, retry_after=retry_after, permanent=permanent)


def retry_after(headers: Iterable[tuple[str, str]], now: datetime) -> float | None:
    """Seconds that the server asks us to wait, at most `RETRY_AFTER_CAP`; None if it did not say, or not clearly.

    A date is read against the server's own `Date`, so that its clock being wrong does no harm (RFC 9110 10.2.3).
    """
    headers = list(headers)
    said = (_first(headers, "retry-after") or "").strip()
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return min(float(said[:12]), RETRY_AFTER_CAP)
    until, its_now = http_date(said), http_date(_first(headers, "date") or "")
    if until is None:
        return None
    return min(max((until - (its_now or now)).total_seconds(), 0.0), RETRY_AFTER_CAP)


async def _pieces(response: httpcore2.Response) -> AsyncIterator[bytes]:
    """The body as it comes off the wire, chunk framing removed, nothing else."""
    assert not isinstance(response.stream, bytes)
    async for piece in response.aiter_stream():
        yield piece


def _codings(value: str) -> list[str]:
    return [c for part in value.split(",") if (c := part.strip().lower()) and c != "identity"]


def _length(headers: Iterable[tuple[str, str]]) -> int | None:
    value = (_first(headers, "content-length") or "").strip()
    return int(value[:20]) if value.isascii() and value.isdigit() else None


def _first(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    return next((v for k, v in headers if k.lower() == name), None)


def _as_sent(value: str) -> bytes | None:
    """A stored validator as the bytes it came as; None if it could not have come in a header.

    White space around it was never part of the value (RFC 9110 5.5)."""
    try:
        raw = value.encode("latin-1").strip(b" \t")
    except UnicodeEncodeError:
        return None
    return None if not raw or any((b < 0x20 and b != 0x09) or b == 0x7F for b in raw) else raw


def _port(url: httpx2.URL) -> int:
    return url.port if url.port is not None else 443 if url.scheme == "https" else 80


def _key(url: httpx2.URL) -> str:
    return str(url)


def _is_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _protocol_reason(message: str) -> str:
    """httpcore2 passes on h11's words; these are the ones that tell the cases apart."""
    if "peer closed connection" in message or "incomplete" in message.lower():
        return reasons.TRUNCATED
    if "Receive buffer too long" in message:
        return reasons.HEADERS
    if "without sending a response" in message:
        return reasons.CONNECT
    return reasons.PROTOCOL
