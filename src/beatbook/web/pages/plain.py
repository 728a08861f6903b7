"""What is no page: the health check, robots.txt and the files that pages use."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from beatbook.web.site import NotHere, Site

FOREVER = "public, max-age=31536000, immutable"
"""The address of an asset holds its fingerprint, so what it answers never changes."""


def healthz(request: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


def robots(request: Request) -> Response:
    """Everything may be read but for searches, of which there is no end, and readers' own feeds."""
    site = Site.of(request)
    text = f"User-agent: *\nDisallow: {site.urls.search()}\nDisallow: {site.urls.own('', '')}\n"
    return PlainTextResponse(text, headers={"Cache-Control": "public, max-age=86400"})


def static(request: Request) -> Response:
    for asset in Site.of(request).assets.values():
        if asset.name == request.path_params["name"]:
            return Response(asset.body, media_type=asset.media_type, headers={"Cache-Control": FOREVER})
    raise NotHere("404-text")
