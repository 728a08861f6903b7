"""Ids in addresses. An article's id may be any string and a story goes by the id of an article, so what stands for one in a
path is read from the path as it was sent, where the server hands that on, and decoded exactly once."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.requests import Request


def asked_id(request: Request, name: str, end: str = "/") -> str:
    """The id that the path parameter `name` holds, behind a folder that is called by its plural; `end` is what follows it."""
    folder = {"article": b"/articles/", "story": b"/stories/"}[name]
    _, mark, sent = request.scope.get("raw_path", b"").partition(folder)
    if mark:
        return unquote(sent.removesuffix(end.encode("ascii")).decode("ascii", "replace"))
    return str(request.path_params[name])
