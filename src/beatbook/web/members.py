"""Who may read the members' pieces: the session that a browser holds, and the readers' own feed addresses
(docs/decisions/0311-readers.md).

Whoever asks is looked up once for each request, and only when a members' piece is asked for. From then on the answer is known to depend
on them (`answers.vary`), so that no cache shows one reader what was made for another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import Reader, Tier, TokenKind
from beatbook.web.answers import vary

if TYPE_CHECKING:
    from beatbook.web.site import Site

DAY = 24 * 60 * 60


def may_read(site: Site, request: Request, tier: Tier) -> bool:
    """Whether whoever asks may read the whole of a piece of this tier: the open ones all, the others the desk's readers and those who
    may see the editors' side."""
    if tier is Tier.OPEN:
        return True
    found = site.is_open(request) or reader_of(site, request) is not None
    vary(request, private=found)
    return found


def reader_of(site: Site, request: Request) -> Reader | None:
    """The reader who asks: by the address, if it is a reader's own, else by the session."""
    state = request.scope.setdefault("state", {})
    if "reader" not in state:
        token = session(site, request)
        found = site.readers.of(token, TokenKind.SESSION) if token else None
        state["reader"] = found
        vary(request, private=found is not None)
    reader: Reader | None = state["reader"]
    return reader


def own_feed(site: Site, request: Request) -> Reader | None:
    """The reader whose own address this is; None if it is nobody's (any more)."""
    state = request.scope.setdefault("state", {})
    state["reader"] = reader = site.readers.of(request.path_params["token"], TokenKind.FEED)
    vary(request, private=True)
    return reader


def own_address(site: Site, request: Request, address: str) -> str:
    """The address of a feed as it was asked for: a reader's own, or the one that is everybody's."""
    token = request.path_params.get("token")
    return site.urls.own(token, address) if token else address


# ---- the cookie ---------------------------------------------------------------------------------------------------------------


def session(site: Site, request: Request) -> str:
    """The token of the session that the browser says it is in; empty if it says none."""
    return request.cookies.get(_cookie(site, request), "")


def begin(site: Site, request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        _cookie(site, request),
        token,
        max_age=site.settings.web.session_days * DAY,
        path=f"{site.urls.prefix}/",
        secure=_is_secure(site, request),
        httponly=True,
        samesite="lax",
    )


def end(site: Site, request: Request, response: Response) -> None:
    response.delete_cookie(
        _cookie(site, request),
        path=f"{site.urls.prefix}/",
        secure=_is_secure(site, request),
        httponly=True,
        samesite="lax",
    )


def _is_secure(site: Site, request: Request) -> bool:
    return request.url.scheme == "https" or site.urls.origin.startswith("https:")


def _cookie(site: Site, request: Request) -> str:
    """The cookie's name. By its beginning a browser takes it only over https and, where the desk has a host of its own, from no other host
    of the domain (RFC 6265bis, section 4.1.3)."""
    if not _is_secure(site, request):
        return "beatbook"
    return "__Secure-beatbook" if site.urls.prefix else "__Host-beatbook"
