"""`/sign-in/`: a reader of members' pieces gives their key, and the browser gets a session.

The key is sent in a form and stands in no address, so that it comes into no log and no history; nothing but the form signs in. A
session is begun anew each time, so that none can be foisted on anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.web import members
from beatbook.web.answers import see_other
from beatbook.web.membercontexts import SignInContext
from beatbook.web.site import NotHere, Site

PATH = re.compile(r"/(?:[A-Za-z0-9._~%-]+/)*")
"""An address of this desk that can be led to once somebody is signed in: a page, without a question."""

LONGEST_PATH = 500

SAID = {"out": "signed-out", "everywhere": "signed-out-everywhere"}


def page(request: Request) -> Response:
    said = request.query_params.get("said", "")
    return form(request, to=request.query_params.get("to", ""), said=SAID.get(said, ""))


def form(request: Request, *, to: str = "", said: str = "", wrong: str = "", status: int = 200) -> Response:
    """The form; `said` and `wrong` are keys of words."""
    site, words = Site.of(request), Site.of(request).words
    context = SignInContext(
        page=site.page(request, words("sign-in"), "", here=" ", index=False),
        said=words(said) if said else "",
        wrong=words(wrong) if wrong else "",
        to=_checked(site, to),
        action=site.urls.sign_in(),
        token=site.sessions.token,
    )
    return site.respond_once(context, status)


async def send(request: Request) -> Response:
    """Sign in; where the key is nobody's, say so."""
    site = Site.of(request)
    fields = await site.sessions.read(request)
    if fields is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_take, request, site, fields)


def _take(request: Request, site: Site, fields: Mapping[str, str]) -> Response:
    sender = request.client.host if request.client else None
    if not site.wrong_keys.may_send(sender):
        return site.wrong(request, 429, "429-key", headers={"Retry-After": "3600"})
    found = site.readers.sign_in(fields.get("key", "").strip(), site.settings.web.session_days)
    to = _checked(site, fields.get("to", ""))
    if found is None:
        return form(request, to=to, wrong="sign-in-wrong", status=400)
    site.wrong_keys.forgive(sender)
    before = members.reader_of(site, request)
    if before is not None:
        site.readers.sign_out(before.slug, members.session(site, request))
    answer = see_other(to or site.urls.me())
    members.begin(site, request, answer, found[1])
    return answer


def _checked(site: Site, to: str) -> str:
    """An address that one can be led to, or nothing: none that a browser could take for another host's."""
    path = to.removeprefix(site.urls.prefix)
    return to if len(to) <= LONGEST_PATH and to.startswith(site.urls.prefix) and PATH.fullmatch(path) else ""
