"""Ids in addresses. An article's id may be any string and a story goes by the id of an article, so what stands for one in a
path is read from the path as it was sent, where the server hands that on, and decoded exactly once."""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.requests import Request


def asked_id(request: Request, name: str, end: str = "/") -> str:
    """The id that the path parameter `name` holds, behind a folder that is called by its plural; `end` is what follows it."""
    folder = {"article": b"/articles/", "story": b"/stories/", "announcement": b"/announcements/"}[name]
    _, mark, sent = request.scope.get("raw_path", b"").partition(folder)
    if mark:
        return unquote(sent.removesuffix(end.encode("ascii")).decode("ascii", "replace"))
    return str(request.path_params[name])


UNDER = re.compile(rb"([^/]+)/(briefs/[1-9][0-9]{0,6}|report)/?")
"""A page under a story's address, as it was sent."""


def asked_under(request: Request) -> tuple[str, str] | None:
    """The story whose page is asked for, and which page under its address; None where what looks like such a page is a part
    of the story's id."""
    path = request.scope.get("raw_path") or request.scope["path"].encode("utf-8", "replace")
    match = UNDER.fullmatch(path.partition(b"/stories/")[2])
    return (unquote(match[1].decode("ascii", "replace")), match[2].decode("ascii")) if match else None


TIMELINE = re.compile(rb"([^/]+)/timeline(?:/([^/]+))?")


def asked_timeline(request: Request, end: str = "/") -> tuple[str, str] | None:
    """The story whose timeline is asked for, and of which period (empty: none is named); None as for `asked_under`. `end` is what
    the path ends in."""
    path = request.scope.get("raw_path") or request.scope["path"].encode("utf-8", "replace")
    match = TIMELINE.fullmatch(path.partition(b"/stories/")[2].removesuffix(end.encode("ascii")))
    if match is None:
        return None
    story, period = (unquote((part or b"").decode("ascii", "replace")) for part in match.groups())
    return story, period
