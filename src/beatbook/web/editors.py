"""Who may see the editors' side (`/desk/…`), and which forms it takes (docs/decisions/0304-the-editors-side.md).

There are no accounts yet, so it is open to whoever sits at this machine and to nobody else: the connection comes from
this machine, the browser asked for a name that means this machine (a name of somebody else's that points here does not
count: DNS rebinding), and nothing in the request says that it was passed on by a proxy.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from beatbook.settings import Settings

ROOT = "/desk"

PASSED_ON = re.compile(
    r"forwarded|x-forwarded.*|x-real-ip|via|true-client-ip|x-client-ip|x-cluster-client-ip|x-original-.*|cf-.*|cdn-loop|fly-.*"
)
"""Headers with which a proxy says that it is one."""

FORM_BYTES = 4096
FORM_FIELDS = 20
"""The largest form that is read, unless a page says otherwise."""


def is_editors(path: str) -> bool:
    return path == ROOT or path.startswith(f"{ROOT}/")


def is_open(scope: Scope, settings: Settings) -> bool:
    """Whether the editors' side is there for whoever asks."""
    if settings.web.editors != "local":
        return False
    # No browser has spoken HTTP/1.0 for twenty years; a proxy that sets no header at all often does.
    if scope.get("http_version") == "1.0":
        return False
    client = scope.get("client")
    headers = Headers(scope=scope)
    if not client or not _is_loopback(client[0]) or any(map(PASSED_ON.fullmatch, headers)):
        return False
    hosts = headers.getlist("host")
    match = (
        re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?", hosts[0])
        if len(hosts) == 1
        else None
    )
    if match is None:
        return False
    name = match[1].strip("[]").lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost") or _is_loopback(name)


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return found.is_loopback or (mapped is not None and mapped.is_loopback)


class Forms:
    """The forms of this process: each carries a token that no page from elsewhere can know. Those that are public have
    tokens of their own, and may come from the desk's public `origins`."""

    def __init__(self, origins: Collection[str] = (), *, is_public: bool = False) -> None:
        self.token = secrets.token_urlsafe(32)
        self._origins, self._is_public = frozenset(origins) - {""}, is_public

    def token_of(self, session: str) -> str:
        """The token of the forms of a page that is shown in this session alone, which nobody else can know; without one, that of all."""
        if not session:
            return self.token
        return hmac.new(self.token.encode("ascii"), session.encode("ascii"), hashlib.sha256).hexdigest()

    async def read(self, request: Request, session: str = "") -> Mapping[str, str] | None:
        """The fields of a form that one of our own pages (of that session) sent, or None."""
        pairs = await self.pairs(request, session=session)
        return None if pairs is None else dict(pairs)

    async def pairs(
        self,
        request: Request,
        *,
        most_bytes: int = FORM_BYTES,
        most_fields: int = FORM_FIELDS,
        session: str = "",
    ) -> Sequence[tuple[str, str]] | None:
        """The same as they were sent, for forms in which a field occurs more than once."""
        if not self._is_ours(request):
            return None
        if (
            request.headers.get("content-type", "").split(";")[0].strip()
            != "application/x-www-form-urlencoded"
        ):
            return None
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > most_bytes:
                return None
        try:
            pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most_fields)
        except ValueError:
            return None
        sent = dict(pairs).get("token", "").encode("utf-8", "replace")
        fields = [(name, value) for name, value in pairs if name != "token"]
        return fields if hmac.compare_digest(sent, self.token_of(session).encode("ascii")) else None

    def _is_ours(self, request: Request) -> bool:
        """Whether the browser says that the form stood on a page of ours. Our pages send no referrer, so that a browser may
        call their origin `null`; then it must say that it is the same one in `Sec-Fetch-Site`. It says that only to https
        and to its own machine, so a public form, which rides on nobody's rights, is taken without."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        ours = {f"{request.url.scheme}://{request.headers.get('host', '')}", *self._origins}
        if site is not None:
            return site == "same-origin" and (origin in (None, "null") or origin in ours)
        return origin in ours or (self._is_public and origin in (None, "null"))
