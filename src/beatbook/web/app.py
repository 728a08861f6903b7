"""The app: every route of the desk's public side and of its editors', and what is answered when something is wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from urllib.parse import quote, urlsplit

import structlog
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from beatbook.errors import StoreError
from beatbook.settings import Settings
from beatbook.store.protocol import Store
from beatbook.web.answers import Guard
from beatbook.web.asked import asked_id, asked_timeline, asked_under
from beatbook.web.editors import is_editors, is_open
from beatbook.web.members import own_feed
from beatbook.web.pages import (
    ahead,
    announcement,
    article,
    author,
    beat,
    beats,
    briefs,
    edition,
    editors_announcement,
    editors_article,
    editors_authors,
    editors_figures,
    editors_piece,
    editors_pieces,
    editors_reports,
    editors_source,
    editors_story,
    editors_timeline,
    figures,
    front,
    me,
    piece,
    pieces,
    plain,
    report,
    search,
    series,
    sign_in,
    source,
    sources,
    story,
    timeline,
)
from beatbook.web.site import NO_CALENDAR, Calendar, NotHere, Site
from beatbook.web.timeexports import DATA
from beatbook.web.urls import FEEDS, OWN, AskedTimeline, without_token

log = structlog.get_logger(__name__)

Endpoint = Callable[[Request], Response]

TIMELINES: tuple[tuple[str, timeline.Finder], ...] = (
    ("/beats/{beat}/timeline", timeline.of_beat),
    ("/stories/{story:any}/timeline", timeline.of_story),
    ("/authors/{author}/timeline", timeline.of_author),
    ("/search/timeline", timeline.of_search),
)
"""What has a timeline: the newest, and under it one of every period. They come before what they are under, for a story's id
may hold anything."""

OF_TIMELINES = tuple((address, find) for path, find in TIMELINES for address in (path, f"{path}/{{period}}"))

PAGES: tuple[tuple[str, Endpoint], ...] = (
    *((f"{path}/", partial(timeline.page, find=find)) for path, find in OF_TIMELINES),
    ("/", front.page),
    ("/beats/", beats.page),
    ("/beats/{beat}/", beat.page),
    ("/beats/{beat}/by/{facet}/", beat.by),
    ("/beats/{beat}/briefs/", briefs.page),
    ("/beats/{beat}/ahead/", ahead.page),
    ("/beats/{beat}/ahead/{month}/", ahead.month),
    ("/beats/{beat}/figures/", figures.page),
    ("/beats/{beat}/figures/{figure}/", figures.one),
    ("/beats/{beat}/figures/{figure}/embed/", figures.embed),
    ("/announcements/{announcement:any}/", announcement.page),
    ("/beats/{beat}/reviews/", partial(pieces.page, kinds=pieces.REVIEWS)),
    ("/beats/{beat}/reviews/{period}/", piece.page),
    ("/beats/{beat}/reviews/{period}/{number}/", piece.page),
    ("/beats/{beat}/pieces/", partial(pieces.page, kinds=pieces.ALL)),
    ("/beats/{beat}/pieces/{slug}/", piece.page),
    ("/beats/{beat}/pieces/{slug}/{number}/", piece.page),
    ("/beats/{beat}/series/", series.page),
    ("/beats/{beat}/series/{series}/", series.one),
    ("/articles/{article:any}/", article.page),
    ("/stories/{story:any}/briefs/{number}/", edition.page),
    ("/stories/{story:any}/report/", report.page),
    ("/stories/{story:any}/", story.page),
    ("/sources/", sources.page),
    ("/sources/{source}/", source.page),
    ("/authors/{author}/", author.page),
    ("/search/", search.page),
    ("/sign-in/", sign_in.page),
    ("/me/", me.page),
    ("/sign-out/", me.page),
)
"""Each page at its address. Without the last slash an address leads to the one with it."""

EDITORS: tuple[tuple[str, Endpoint], ...] = (
    ("/desk/articles/{article:any}/", editors_article.page),
    ("/desk/beats/{beat}/timeline/", editors_timeline.newest),
    ("/desk/beats/{beat}/timeline/{period}/", editors_timeline.page),
    ("/desk/beats/{beat}/figures/", editors_figures.page),
    ("/desk/beats/{beat}/figures/{figure}/", editors_figures.one),
    ("/desk/stories/{story:any}/", editors_story.page),
    ("/desk/announcements/{announcement:any}/", editors_announcement.page),
    ("/desk/authors/", editors_authors.page),
    ("/desk/pieces/", editors_pieces.page),
    ("/desk/pieces/{beat}/{slug}/", editors_piece.page),
    ("/desk/reports/", editors_reports.page),
    ("/desk/sources/{source}/", editors_source.page),
)
"""The editors' side, which is there only for some (`editors.is_open`)."""

FORMS: tuple[tuple[str, Callable[[Request], Awaitable[Response]]], ...] = (
    ("/desk/stories/{story:any}/", editors_story.change),
    ("/desk/announcements/{announcement:any}/", editors_announcement.change),
    ("/desk/beats/{beat}/timeline/{period}/", editors_timeline.change),
    ("/desk/beats/{beat}/figures/{figure}/", editors_figures.change),
    ("/desk/authors/", editors_authors.change),
    ("/desk/pieces/", editors_pieces.change),
    ("/desk/pieces/{beat}/{slug}/", editors_piece.change),
    ("/desk/reports/", editors_reports.close),
    ("/stories/{story:any}/report/", report.send),
    ("/desk/sources/{source}/", editors_source.overrule),
    ("/sign-in/", sign_in.send),
    ("/me/", me.change),
    ("/sign-out/", me.out),
)
"""What the editors' pages send, a reader's report, and what a reader of members' pieces asks for, each to its page's own address."""

LISTS: tuple[tuple[str, Callable[..., Response]], ...] = (
    ("/front", front.feed),
    ("/beats/{beat}", beat.feed),
    ("/beats/{beat}/briefs", briefs.feed),
    ("/beats/{beat}/ahead", ahead.feed),
    ("/beats/{beat}/reviews", partial(pieces.feed, kinds=pieces.REVIEWS)),
    ("/beats/{beat}/pieces", partial(pieces.feed, kinds=pieces.ALL)),
    ("/beats/{beat}/figures", figures.feed),
    ("/beats/{beat}/figures/{figure}", figures.feed_of_one),
    ("/beats/{beat}/series/{series}", series.feed),
    ("/stories/{story:any}", story.feed),
    ("/sources/{source}", source.feed),
    ("/authors/{author}", author.feed),
    ("/search", search.feed),
)
"""Each list, as a feed at its address with a suffix."""

OWN_LISTS = ("/front", "/beats/{beat}", "/beats/{beat}/reviews", "/beats/{beat}/pieces")
"""The lists in which members' pieces stand, which readers have at addresses of their own too."""

PLAIN: tuple[tuple[str, Endpoint], ...] = (
    ("/opml", beats.opml),
    ("/beats/{beat}/ahead.ics", ahead.calendar),
    ("/beats/{beat}/reviews/{period}.md", piece.markdown),
    ("/beats/{beat}/reviews/{period}/{number}.md", piece.markdown),
    ("/beats/{beat}/pieces/{slug}.md", piece.markdown),
    ("/beats/{beat}/pieces/{slug}/{number}.md", piece.markdown),
    ("/beats/{beat}/figures/{figure}.csv", figures.table),
    ("/beats/{beat}/figures/{figure}.svg", figures.picture),
    ("/healthz", plain.healthz),
    ("/robots.txt", plain.robots),
    ("/static/{name}", plain.static),
)


class Anything(Convertor[str]):
    """A part of a path that may hold whatever an id may hold, slashes and line ends included."""

    regex = r"(?s:.+)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return quote(value, safe="")


register_url_convertor("any", Anything())


def create_app(
    store: Store, settings: Settings, now: Callable[[], datetime], calendar: Calendar = NO_CALENDAR
) -> Starlette:
    """The desk's pages and feeds over this store. `now` gives aware times. The store stays the caller's to close."""
    site = Site(store, settings, now, calendar)
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(
                Guard,
                known=known_hosts(settings),
                hidden=lambda scope: is_editors(scope["path"]) and not is_open(scope, settings),
                wrong=site.wrong,
            ),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        ],
        exception_handlers={HTTPException: _wrong, StoreError: _busy, Exception: _mistake},
    )
    app.router.redirect_slashes = False
    app.state.site = site
    return app


def routes() -> list[Route]:
    """Feeds before pages, for a page's last part would take in a feed's suffix; redirects last."""
    data = [
        Route(f"{path}.{kind}", partial(timeline.data, find=find, kind=kind), name=f"{path}.{kind}")
        for path, find in OF_TIMELINES
        for kind in (*DATA, *FEEDS)
    ]
    feeds = [
        Route(f"{path}.{kind}", partial(endpoint, kind=kind), name=f"{path}.{kind}")
        for path, endpoint in LISTS
        for kind in FEEDS
    ]
    own = [
        Route(f"/{OWN}/{{token}}{path}.{kind}", _own(partial(endpoint, kind=kind)), name=f"own {path}.{kind}")
        for path, endpoint in LISTS
        if path in OWN_LISTS
        for kind in FEEDS
    ]
    pages = [Route(path, endpoint, name=path) for path, endpoint in (*PLAIN, *EDITORS, *PAGES)]
    forms = [Route(path, endpoint, methods=["POST"]) for path, endpoint in FORMS]
    slashed = [path for path, _ in (*EDITORS, *PAGES) if path != "/"]
    bare = [Route(path.rstrip("/"), _with_slash, name=f"bare {path}") for path in slashed]
    return [*data, *own, *feeds, *forms, *pages, *bare]


def _own(endpoint: Endpoint) -> Endpoint:
    """The same feed at a reader's own address, with the members' pieces whole."""

    def feed(request: Request) -> Response:
        if own_feed(Site.of(request), request) is None:
            raise NotHere("404-text")
        answer = endpoint(request)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return feed


def known_hosts(settings: Settings) -> frozenset[str]:
    """Names that the desk answers under besides addresses and names that mean this machine or its own network.

    A desk that is served to the network without a public address answers under any name; one that listens to this
    machine only does not, so that no page from elsewhere can read it by pointing its own name here (DNS rebinding).
    """
    base = urlsplit(settings.web.base).hostname
    host = settings.web.host.strip("[]").lower()
    if not base and host not in ("localhost", "::1") and not host.startswith("127."):
        return frozenset({"*"})
    return frozenset(name for name in (base, host) if name)


def _with_slash(request: Request) -> Response:
    """The same address with the slash that it lacks. Relative, so that no Host header has a say in it."""
    site = Site.of(request)
    path = quote(request.scope["path"].lstrip("/"), safe="/")
    if is_editors(request.scope["path"]):
        location = f"/{path}/"
    elif "story" in request.path_params and (under := asked_under(request)):
        location = f"{site.urls.story(under[0])}{under[1]}/"
    elif "story" in request.path_params and (timeline := asked_timeline(request, "")):
        story, period = timeline
        location = site.urls.timeline(site.urls.story(story), AskedTimeline(quote(period, safe="")))
    elif "article" in request.path_params:
        location = site.urls.article(asked_id(request, "article"))
    elif "announcement" in request.path_params:
        location = site.urls.announcement(asked_id(request, "announcement"))
    elif "story" in request.path_params:
        location = site.urls.story(asked_id(request, "story"))
    else:
        location = f"{site.urls.prefix}/{path}/"
    query = request.scope.get("query_string", b"").decode("ascii", "ignore")
    headers = {"Location": location + ("?" + quote(query, safe="=&%+-._~") if query else "")}
    return Response(status_code=308, headers={**headers, "Cache-Control": "public, max-age=3600"})


def _wrong(request: Request, error: Exception) -> Response:
    site = Site.of(request)
    if isinstance(error, NotHere):
        return site.wrong(request, 404, error.key, n=error.n, links=error.links)
    if isinstance(error, HTTPException):
        return site.wrong(request, error.status_code, headers=error.headers)
    raise error


def _busy(request: Request, error: Exception) -> Response:
    log.error("page not made", path=without_token(request.url.path), error=str(error))
    return Site.of(request).wrong(request, 503, headers={"Retry-After": "30"})


def _mistake(request: Request, error: Exception) -> Response:
    """Our own bug: the server logs it, the page says nothing of it."""
    return Site.of(request).wrong(request, 500)
