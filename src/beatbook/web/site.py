"""What all pages share: the store, the settings, the clock, the words, the templates and the frame of a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from beatbook.filing.origins import Wires
from beatbook.filing.series import Headline, Series, recognised
from beatbook.model import Announcement, Beat, Days, Source
from beatbook.settings import Settings
from beatbook.store.protocol import Store
from beatbook.store.rows import Facets, Wanted
from beatbook.web import dates
from beatbook.web.answers import HEADERS, PAGE_AGE, Noticed, answer
from beatbook.web.assets import read_assets
from beatbook.web.contexts import Context, Filled, Link, Page, WrongContext
from beatbook.web.editors import Forms, is_open
from beatbook.web.remembered import Remembered
from beatbook.web.senders import Senders
from beatbook.web.text import clean, language_tag, line, shortened
from beatbook.web.urls import FEEDS, Urls
from beatbook.web.words import Words
from beatbook.web.written import Written
from beatbook.work.chronicle import Chronicles
from beatbook.work.figures import Figures
from beatbook.work.pieces import Pieces
from beatbook.work.readers import Readers

MEDIA = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}

FACETS_AGE = 5.0
"""Seconds for which a beat's facets are remembered; a page itself may be shown for longer (`answers.PAGE_AGE`)."""

FACETS_KEPT = 64
"""Beats whose facets are remembered, and whose series."""

SERIES_AGE = 60.0
"""Seconds for which a beat's series are remembered."""

PRINTED = 400
"""Pieces whose text in feeds is remembered: some 10 MB."""

READERS_AGE = 60
"""Seconds for which it is remembered whether the desk has any readers."""

HEADLINES = 4000
"""Newest articles of a beat among which series are looked for."""


class Calendar(Protocol):
    """The dates that the beats' calendars have."""

    def dates(self, beat: str, days: Days) -> Sequence[Announcement]: ...

    def wrong(self, beat: str) -> str:
        """What is wrong with the beat's calendar; empty if nothing is."""


class NoCalendar:
    """That of a desk without any."""

    def dates(self, beat: str, days: Days) -> Sequence[Announcement]:
        return ()

    def wrong(self, beat: str) -> str:
        return ""


NO_CALENDAR = NoCalendar()


class NotHere(HTTPException):
    """404 with a reason in the desk's words and with somewhere to go."""

    def __init__(self, key: str, *links: Link, n: int | None = None) -> None:
        super().__init__(404)
        self.key, self.links, self.n = key, links, n


class Site:
    """One desk on the web. Frozen after it is made, but for what it remembers for a while."""

    def __init__(
        self, store: Store, settings: Settings, now: Callable[[], datetime], calendar: Calendar = NO_CALENDAR
    ) -> None:
        self.store, self.settings, self.now, self.calendar = store, settings, now, calendar
        self.urls = Urls(settings.web.base)
        self.words = Words(settings.desk.language)
        self.assets = read_assets()
        self.wires = Wires.shipped()
        self.noticed = Noticed(now)
        self.forms = Forms()
        self.reports = Forms({self.urls.origin}, is_public=True)
        self.senders = Senders()
        self.readers = Readers(store, now)
        self.sessions = Forms({self.urls.origin}, is_public=True)
        self.wrong_keys = Senders()
        self.remembered: Remembered[Any] = Remembered()
        self.printed: Remembered[tuple[str, str]] = Remembered(PRINTED)
        self.written = Written()
        self._templates = environment(self.words)
        self._facets: dict[tuple[str, int], tuple[float, Facets]] = {}
        self._series: dict[str, tuple[float, Mapping[str, Series]]] = {}
        self._lock = Lock()

    @staticmethod
    def of(request: Request) -> Site:
        site: Site = request.app.state.site
        return site

    # ---- days and languages

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.settings.desk.zone).date()

    def today(self) -> date:
        return self.settings.desk.today(self.now())

    def moment(self, at: datetime) -> str:
        """A time in words, in the desk's zone and the interface's language."""
        return dates.day_and_time(at, self.settings.desk.zone, self.words.language)

    def foreign(self, language: str | None) -> str | None:
        """The language for a `lang` attribute, where it is not the page's own."""
        tag = language_tag(language)
        return tag if tag and tag.split("-")[0].lower() != self.words.language else None

    # ---- looking up

    @cached_property
    def chronicles(self) -> Chronicles:
        """What writes the timelines of this desk."""
        return Chronicles(self.store)

    @cached_property
    def figures(self) -> Figures:
        """What puts the figures of this desk together."""
        return Figures(self.store)

    @cached_property
    def pieces(self) -> Pieces:
        """What drafts, checks and publishes the pieces of this desk."""
        return Pieces(self.store, self.settings, calendar=self.calendar)

    def beat(self, slug: str) -> Beat:
        for beat in self.store.beats():
            if beat.slug == slug:
                return beat
        raise NotHere("404-beat", Link(self.words("beats"), self.urls.beats()))

    def source(self, slug: str) -> Source:
        for source in self.store.sources():
            if source.slug == slug:
                return source
        raise NotHere("404-source", Link(self.words("sources"), self.urls.sources()))

    def facets(self, beat: str, total: int) -> Facets:
        """What a beat of `total` articles can be narrowed by. Remembered for a few seconds, for a beat may have
        thousands of authors and every page of it shows the first of them."""
        key, at = (beat, total), time.monotonic()
        with self._lock:
            known = self._facets.get(key)
        if known and at - known[0] < FACETS_AGE:
            return known[1]
        found = self.store.facets(Wanted(beat=beat))
        with self._lock:
            if len(self._facets) >= FACETS_KEPT:
                self._facets.clear()
            self._facets[key] = (at, found)
        return found

    def series(self, beat: str) -> Mapping[str, Series]:
        """The series of a beat, by slug, the one with the newest instalment first. They are recognised anew at most once in
        a while, from its newest articles, so that the cost does not grow with the archive."""
        at = time.monotonic()
        with self._lock:
            known = self._series.get(beat)
        if known and at - known[0] < SERIES_AGE:
            return known[1]
        rows = self.store.headlines(beat, HEADLINES)
        found = {s.slug: s for s in recognised(Headline(*row) for row in rows)}
        with self._lock:
            if len(self._series) >= FACETS_KEPT:
                self._series.clear()
            self._series[beat] = (at, found)
        return found

    def has_readers(self) -> bool:
        """Whether anybody may read members' pieces, so that pages lead to where they sign in."""
        stamp = int(time.monotonic() // READERS_AGE)
        found: bool = self.remembered.get("readers", stamp, lambda: bool(self.store.readers()))
        return found

    # ---- answering

    def page(
        self,
        request: Request,
        title: str,
        address: str,
        *,
        here: str = "",
        description: str = "",
        feeds: str = "",
        index: bool = True,
        beat: Beat | None = None,
        tab: str = "",
        editors: bool = True,
    ) -> Page:
        """The frame of the page at `address`; `feeds` is the address of its list if it can be followed, `beat` the one whose
        pages stand beside it as tabs, `tab` the one that it is under if that has another address. Without `editors` the
        store is not asked anything."""
        urls, words = self.urls, self.words
        today = self.today()
        ways = [
            Link(words("front"), urls.front()),
            Link(words("beats"), urls.beats()),
            Link(words("sources"), urls.sources()),
            Link(words("search"), urls.search()),
        ]
        if editors and self.is_open(request):
            ways.append(Link(words("pieces-way"), urls.editors_pieces()))
            ways.append(Link(words("reports-way", n=self.store.open_reports()), urls.editors_reports()))
        desk = line(self.settings.desk.name)
        return Page(
            title=words("title", page=line(title), desk=desk) if title else desk,
            lang=words.language,
            desk=desk,
            day=dates.masthead_day(today, self.settings.desk.language),
            day_iso=today.isoformat(),
            day_lang=self.foreign(self.settings.desk.language),
            ways=tuple(ways),
            tabs=(
                Link(words("archive"), urls.beat(beat.slug)),
                Link(words("briefs"), urls.briefs(beat.slug)),
                Link(words("timeline"), urls.timeline(urls.beat(beat.slug))),
                Link(words("ahead"), urls.ahead(beat.slug)),
                Link(words("figures"), urls.figures(beat.slug)),
                Link(words("reviews"), urls.reviews(beat.slug)),
            )
            if beat
            else (),
            tab=tab or address.partition("?")[0],
            tabs_of=(line(beat.title) or beat.slug) if beat else "",
            here=here or address,
            front=urls.front(),
            opml=urls.opml(),
            me=urls.me() if editors and self.has_readers() else "",
            style=urls.static(self.assets["beatbook.css"].name),
            icon=urls.static(self.assets["beatbook.svg"].name),
            canonical=urls.absolute(address, origin(request)) if address else "",
            description=shortened(line(description), 300),
            feeds=tuple((MEDIA[k], words(k), urls.feed(feeds, k)) for k in FEEDS) if feeds else (),
            index=index,
        )

    def follow(self, address: str) -> tuple[Link, ...]:
        """Links to the feeds of the list at `address`."""
        return tuple(Link(self.words(k), self.urls.feed(address, k)) for k in FEEDS)

    def render(self, context: Filled) -> bytes:
        values = {f.name: getattr(context, f.name) for f in fields(context)}
        template = self._templates.get_template(context.template)
        return template.render(values).encode("utf-8", "replace")

    def fragment(self, template: str, **values: object) -> str:
        """Markup that is no page, for a feed or a mail."""
        return self._templates.get_template(template).render(values)

    def is_open(self, request: Request) -> bool:
        """Whether the editors' side is there for whoever asks."""
        return is_open(request.scope, self.settings)

    def respond(self, request: Request, context: Context) -> Response:
        """A public page. Whoever may see the editors' side finds links to it, so that answer is theirs alone."""
        made = answer(request, self.render(context), "text/html; charset=utf-8", self.noticed, PAGE_AGE)
        if self.is_open(request):
            made.headers["Cache-Control"] = "private, no-cache"
        return made

    def respond_once(self, context: Context, status: int = 200) -> Response:
        """A page of which no copy is kept anywhere: one of the editors' side, or one with a form to send."""
        return Response(
            self.render(context),
            status_code=status,
            media_type="text/html; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )

    def wrong(
        self,
        request: Request,
        status: int,
        key: str = "",
        *,
        n: int | None = None,
        links: Sequence[Link] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The page that says why there is no page."""
        named = (400, 403, 404, 405, 414, 429, 503)
        heading = str(status) if status in named else "500" if status >= 500 else "400"
        context = WrongContext(
            page=self.page(request, self.words(heading), "", here=" ", index=False, editors=False),
            heading=self.words(heading),
            text=self.words(key or f"{heading}-text", n=n),
            links=(*links, Link(self.words("front"), self.urls.front())),
        )
        return Response(
            self.render(context),
            status_code=status,
            media_type="text/html; charset=utf-8",
            headers={**HEADERS, "Cache-Control": "no-store", **(headers or {})},
        )


def origin(request: Request) -> str:
    """Scheme and host that the desk was asked under; the guard has checked the host."""
    return f"{request.url.scheme}://{request.headers.get('host', 'localhost')}"


def environment(words: Words) -> Environment:
    """Templates escape everything; `clean` takes out of every text what escaping leaves in."""
    env = Environment(
        loader=PackageLoader("beatbook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_clean,
    )
    env.globals["w"] = words
    return env


def _clean(value: Any) -> Any:
    return clean(value) if type(value) is str else value
