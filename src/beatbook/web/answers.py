"""How an answer leaves the desk: validators and 304, the headers that every answer carries, and which requests are
answered at all.

Validators (RFC 9110, section 8.8): the entity tag is a fingerprint of the body, weak because the same body may travel
compressed or not. `Last-Modified` is when this process first noticed that fingerprint under that address; whoever asks
with an older date gets the page anew, at the worst once too often and never once too seldom.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from threading import Lock

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
"""No scripts, no frames, nothing from elsewhere: the pages need none of it."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries, whatever it is."""

FRAMED: Mapping[str, str] = {
    **{name: value for name, value in HEADERS.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
}
"""What an answer carries that other people's pages may have in a frame: it has nothing to click but a link, and no form."""

MAX_QUERY = 4096
"""Bytes after the question mark."""

MAX_PATH = 8192
"""Bytes of a path; an article's id may be an address of its own."""

PAGE_AGE = 60
FEED_AGE = 600
"""Seconds for which a page and a feed may be shown again without asking. A feed's `ttl` says the same."""

NOTICED = 4096
"""Addresses whose fingerprint is remembered."""


PRIVATE = "private, no-store"
"""How long a copy is kept of what is for one reader alone."""


def vary(request: Request, *, private: bool = False) -> None:
    """Say that what is answered depends on who asks and, if `private`, is for them alone. No cache may show it to anybody else: the
    guard sees to that, whatever the page says."""
    state = request.scope.setdefault("state", {})
    state["varies"] = True
    state["private"] = private or state.get("private", False)


_OWN = "beatbook.headers"


def carry(request: Request, headers: Mapping[str, str]) -> None:
    """Have the answer to this request carry these headers in place of `HEADERS`."""
    request.scope[_OWN] = headers


def with_style(style: str) -> Mapping[str, str]:
    """What the answer carries that has this style sheet in it, and no other."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = POLICY.replace("style-src 'self'", f"style-src 'sha256-{digest}'")
    return {**HEADERS, "Content-Security-Policy": policy}


class Noticed:
    """When each address was first seen to have the body it has now."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._seen: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._lock = Lock()

    def since(self, address: str, tag: str) -> datetime:
        """In whole seconds, and later than for any other body that this address had before."""
        with self._lock:
            known, at = self._seen.get(address, ("", None))
            if known != tag or at is None:
                fresh = self._now().astimezone(UTC).replace(microsecond=0)
                at = fresh if at is None else max(fresh, at + timedelta(seconds=1))
            self._seen[address] = (tag, at)
            self._seen.move_to_end(address)
            if len(self._seen) > NOTICED:
                self._seen.popitem(last=False)
            return at


def answer(request: Request, body: bytes, media_type: str, noticed: Noticed, max_age: int) -> Response:
    """The body with its validators, or 304 without it if the asker has it already."""
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    private = request.scope.get("state", {}).get("private", False)
    address = f"{request.headers.get('host', '')}{request.url.path}?{request.url.query}"
    since = noticed.since(f"{address} {PRIVATE}" if private else address, tag)
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(since, usegmt=True),
        "Cache-Control": PRIVATE if private else f"public, max-age={max_age}",
    }
    if is_known(request.headers, tag, since):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def see_other(location: str) -> Response:
    """The answer to a form that was carried out: the page to be shown then. Going back sends nothing again."""
    return Response(status_code=303, headers={"Location": location, "Cache-Control": "no-store"})


def is_known(headers: Headers, tag: str, since: datetime) -> bool:
    """Whether the asker has this body. If-None-Match counts alone where it is sent (RFC 9110, section 13.1.3)."""
    if "if-none-match" in headers:
        sent = ",".join(headers.getlist("if-none-match"))
        bare = tag.removeprefix("W/")
        return sent.strip() == "*" or bare in {t.strip().removeprefix("W/") for t in sent.split(",")}
    try:
        asked = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return since <= (asked if asked.tzinfo else asked.replace(tzinfo=UTC))
    except (TypeError, ValueError, OverflowError):
        return False


def is_ours(host: str, known: frozenset[str]) -> bool:
    """Whether this desk answers under the name in a Host header.

    An address, a name without a dot and the names that no public register gives out are fine: nobody else can make
    them point here. Any other name must be known, unless every name is (`*`).
    """
    match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._\-]{1,253})(?::[0-9]{1,5})?", host)
    if match is None:
        return False
    name = match[1].strip("[]").lower().rstrip(".")
    try:
        ipaddress.ip_address(name)
        return True
    except ValueError:
        pass
    own = "." not in name or name.endswith((".localhost", ".local", ".internal", ".home.arpa"))
    return own or name in known or "*" in known


class Guard:
    """Around every answer: its headers, and a refusal of what this desk does not answer. `wrong` makes the page that
    says so; what is `hidden` from whoever asks is not there."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        known: frozenset[str],
        hidden: Callable[[Scope], bool],
        wrong: Callable[[Request, int, str], Response],
    ) -> None:
        self.app, self.known, self.hidden, self.wrong = app, known, hidden, wrong

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        silent = scope["method"] == "HEAD"
        state = scope.setdefault("state", {})

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(scope.get(_OWN, HEADERS))
                if state.get("varies"):
                    headers.add_vary_header("Cookie")
                if state.get("private"):
                    headers["Cache-Control"] = PRIVATE
            elif silent and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            scope.setdefault("app", None)
            await self.wrong(Request(scope), *refusal)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if len(scope.get("query_string", b"")) > MAX_QUERY or len(scope["path"]) > MAX_PATH:
            return 414, "414-text"
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not is_ours(hosts[0], self.known):
            return 400, "400-host"
        return (404, "404-text") if self.hidden(scope) else None
