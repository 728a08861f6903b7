"""`/beats/{beat}/series/`: the standing columns of a beat; and `/beats/{beat}/series/{series}/`: the instalments of one,
and since when one is missing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from beatbook.filing.series import Series
from beatbook.model import Beat
from beatbook.store.rows import Listing
from beatbook.web import dates
from beatbook.web.contexts import AllSeriesContext, Link, SeriesContext, SeriesPart
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, Manner, list_part, read_page
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line
from beatbook.web.urls import Asked


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    address, title = site.urls.all_series(beat.slug), line(beat.title) or beat.slug
    context = AllSeriesContext(
        page=site.page(request, site.words("series-of", beat=title), address, here=site.urls.beats()),
        beat=Link(title, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        series=tuple(series_part(site, beat, series) for series in site.series(beat.slug).values()),
    )
    return site.respond(request, context)


def one(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    series, asked = _series(site, request, beat), Asked(page=read_page(request))

    def address(asked: Asked) -> str:
        return site.urls.series(beat.slug, series.slug, asked)

    part, title = series_part(site, beat, series), line(beat.title) or beat.slug
    listing = _listing(site, series, asked, site.settings.web.page_size)
    heading = f"{part.series.text}, {title}"
    context = SeriesContext(
        page=site.page(
            request,
            heading if asked.page == 1 else f"{heading}, {site.words('page', n=asked.page)}",
            address(asked),
            here=site.urls.beats(),
            description=part.says,
            feeds=address(asked.on(1)),
        ),
        beat=Link(title, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        part=part,
        list=list_part(site, listing, asked, address, Manner(beat.language, several=False)),
    )
    return site.respond(request, context)


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    series, asked = _series(site, request, beat), Asked(page=read_page(request))
    return feed_response(
        request,
        kind,
        _listing(site, series, asked, FEED_SIZE),
        asked,
        lambda asked: site.urls.series(beat.slug, series.slug, asked),
        title=site.words("title", page=line(series.name), desk=line(site.settings.desk.name)),
        language=beat.language,
    )


def _series(site: Site, request: Request, beat: Beat) -> Series:
    found = site.series(beat.slug).get(request.path_params["series"])
    if found is None:
        raise NotHere("404-series", Link(site.words("series"), site.urls.all_series(beat.slug)))
    return found


def _listing(site: Site, series: Series, asked: Asked, size: int) -> Listing:
    start = (asked.page - 1) * size
    return Listing(tuple(site.store.lines(series.articles[start : start + size])), len(series.articles))


def series_part(site: Site, beat: Beat, series: Series) -> SeriesPart:
    words = site.words
    rhythm = words(f"rhythm-{series.rhythm}") if series.rhythm else words("rhythm-days", n=round(series.gap))
    last = words("series-last", day=dates.long_day(series.last, words.language))
    missing = series.missing_since(site.today())
    name = next((line(s.name) for s in site.store.sources() if s.slug == series.source), "")
    return SeriesPart(
        series=Link(line(series.name), site.urls.series(beat.slug, series.slug)),
        source=Link(name or series.source, site.urls.source(series.source)),
        says=words("comma").join([words("instalments", n=len(series.articles)), rhythm, last]),
        missing=words("series-missing", day=dates.long_day(missing, words.language)) if missing else "",
    )
