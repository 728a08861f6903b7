"""`/desk/sources/{source}/`: what a source taught, with a button to undo each lesson or to let it count again."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.model import LessonKind, LessonState
from beatbook.store.intents import Overrule
from beatbook.store.rows import READ_AGAIN
from beatbook.web.answers import see_other
from beatbook.web.contexts import EditorsSourceContext, Link
from beatbook.web.memory import memory_part
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line

EDITOR = "editor"
"""Who an overruling is written down to: there are no accounts yet."""


def page(request: Request) -> Response:
    site = Site.of(request)
    source = site.source(request.path_params["source"])
    name, words = line(source.name) or source.slug, site.words
    waiting = site.store.waiting(READ_AGAIN)
    context = EditorsSourceContext(
        page=site.page(request, name, "", here=site.urls.sources(), index=False),
        name=name,
        public=Link(words("public-page"), site.urls.source(source.slug)),
        memory=memory_part(site, source, forms=True),
        waiting=words("to-reread", n=waiting) if waiting else "",
        action=site.urls.editors_source(source.slug),
        token=site.forms.token,
    )
    return site.respond_once(context)


async def overrule(request: Request) -> Response:
    """Undo a lesson, or let it count again, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None:
        raise NotHere("404-form")
    source = await run_in_threadpool(site.source, request.path_params["source"])
    try:
        kind, state = LessonKind(fields.get("kind", "")), LessonState(fields.get("state", ""))
        if state not in (LessonState.UNDONE, LessonState.ACTIVE):
            raise ValueError(state)
        said = Overrule(source.slug, kind, fields.get("key", ""), state, EDITOR, site.now())
        await run_in_threadpool(site.store.apply, [said])
    except (ValueError, InputError) as error:
        raise NotHere("404-form") from error
    return see_other(f"{site.urls.editors_source(source.slug)}#{kind.value}-{said.lesson}")
