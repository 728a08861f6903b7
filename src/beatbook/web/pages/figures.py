"""`/beats/{beat}/figures/`, the figures of a beat, and `/beats/{beat}/figures/{figure}/`, one of them: its chart and every value with who
states it; as feeds, as a table, as a picture, and as a page that others may frame."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import Beat
from beatbook.web import figurecharts, figureexports, figures, figuretable
from beatbook.web.answers import FEED_AGE, FRAMED, answer, carry
from beatbook.web.contexts import Link
from beatbook.web.feeds import WRITERS, FeedList
from beatbook.web.figurecontexts import FigureContext, FigureEmbedContext, FigureLine, FiguresContext
from beatbook.web.figureexports import CSV, SVG
from beatbook.web.figuretable import Told, all_told, told
from beatbook.web.site import MEDIA, NotHere, Site, origin
from beatbook.web.text import html, line

CHARTS = 40
"""Figures of a beat's list that have a chart there."""

EMBED_HEIGHT = 480
"""Pixels of the frame that is offered."""


def page(request: Request) -> Response:
    """All figures of a beat."""
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    title, address = line(beat.title) or beat.slug, site.urls.figures(beat.slug)
    found = all_told(site, beat.slug)
    context = FiguresContext(
        page=site.page(
            request,
            site.words("figures-of", beat=title),
            address,
            here=site.urls.beats(),
            description=site.words("figures-feed"),
            feeds=address,
            index=bool(found),
            beat=beat,
        ),
        beat=Link(title, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        figures=tuple(_line(site, beat, one, n) for n, one in enumerate(found)),
        empty="" if found else site.words("figures-none"),
        follow=site.follow(address),
        editors=site.urls.editors_figures(beat.slug) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def _line(site: Site, beat: Beat, one: Told, n: int) -> FigureLine:
    chart = None
    if n < CHARTS:
        chart = figurecharts.chart(site.words, one.charted, f"f{n}", is_small=True)
    return FigureLine(
        link=Link(figures.name(site.words, one.figure), site.urls.figure(beat.slug, one.figure.slug)),
        latest=figures.latest_said(site.words, one.charted),
        source=figuretable.source(site, one) or site.words("figure-empty"),
        chart=chart.drawing if chart else None,
    )


# ---- one of them ----------------------------------------------------------------------------------------------------------------


def _asked(request: Request) -> tuple[Site, Beat, Told]:
    """Which figure is asked for. Raises NotHere if there is none."""
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    return site, beat, told(site, beat.slug, request.path_params["figure"])


def one(request: Request) -> Response:
    site, beat, found = _asked(request)
    words, urls, slug = site.words, site.urls, found.figure.slug
    address = urls.figure(beat.slug, slug)
    chart = figurecharts.chart(words, found.charted)
    title = chart.title if chart else figures.name(words, found.figure)
    rows, more = figuretable.rows(site, found)
    embed = urls.figure_embed(beat.slug, slug)
    context = FigureContext(
        page=site.page(
            request,
            words("figure-of", figure=line(found.figure.title), beat=line(beat.title) or beat.slug),
            address,
            here=urls.beats(),
            description=title,
            feeds=address,
            index=bool(rows),
            beat=beat,
            tab=urls.figures(beat.slug),
        ),
        beat=Link(line(beat.title) or beat.slug, urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        figures=Link(words("figures"), urls.figures(beat.slug)),
        name=figures.name(words, found.figure),
        chart=chart,
        source=figuretable.source(site, found),
        gaps=figuretable.gaps(site, found),
        waits=figuretable.waits(site),
        note=line(found.figure.note),
        counts=figuretable.counts(site, found.figure),
        rows=rows,
        more=more,
        empty="" if rows else words("figure-empty"),
        follow=site.follow(address),
        data=(
            Link(words("as-csv"), urls.feed(address, CSV)),
            Link(words("as-json"), urls.feed(address, "json")),
            *([Link(words("figure-svg"), urls.feed(address, SVG))] if chart else []),
        ),
        embed=Link(words("embed"), embed) if chart else None,
        frame=_frame(title, urls.absolute(embed, origin(request))),
        editors=urls.editors_figure(beat.slug, slug) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def _frame(title: str, address: str) -> str:
    """The line of HTML that puts the chart into another page."""
    return (
        f'<iframe src="{html(address)}" title="{html(title)}" width="100%" height="{EMBED_HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )


def embed(request: Request) -> Response:
    """The chart with its source for other people's pages: the one answer that they may frame."""
    site, beat, found = _asked(request)
    words, address = site.words, site.urls.figure(beat.slug, found.figure.slug)
    chart = figurecharts.chart(words, found.charted)
    context = FigureEmbedContext(
        page=site.page(
            request,
            words("figure-of", figure=line(found.figure.title), beat=line(beat.title) or beat.slug),
            address,
            index=False,
            editors=False,
        ),
        chart=chart,
        name=figures.name(words, found.figure),
        source=figuretable.source(site, found),
        home=Link(words("figure-page"), site.urls.absolute(address, origin(request))),
        desk=words("embed-of", desk=line(site.settings.desk.name)),
        empty="" if chart else words("figure-empty"),
    )
    carry(request, FRAMED)
    return answer(request, site.render(context), "text/html; charset=utf-8", site.noticed, FEED_AGE)


# ---- as data --------------------------------------------------------------------------------------------------------------------


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    return _sent(
        request,
        figureexports.figures_feed(site, beat, all_told(site, beat.slug), kind, origin(request)),
        kind,
    )


def feed_of_one(request: Request, kind: str) -> Response:
    site, beat, found = _asked(request)
    return _sent(request, figureexports.figure_feed(site, beat, found, kind, origin(request)), kind)


def _sent(request: Request, found: FeedList, kind: str) -> Response:
    site = Site.of(request)
    return answer(request, WRITERS[kind](found), f"{MEDIA[kind]}; charset=utf-8", site.noticed, FEED_AGE)


def table(request: Request) -> Response:
    site, _, found = _asked(request)
    made = answer(request, figureexports.table(found), "text/csv; charset=utf-8", site.noticed, FEED_AGE)
    made.headers["Content-Disposition"] = f'attachment; filename="{found.figure.slug}.csv"'
    return made


def picture(request: Request) -> Response:
    site, beat, found = _asked(request)
    body, headers = figureexports.svg(site, found)
    if not body:
        raise NotHere(
            "figure-empty", Link(line(found.figure.title), site.urls.figure(beat.slug, found.figure.slug))
        )
    carry(request, headers)
    return answer(request, body, "image/svg+xml", site.noticed, FEED_AGE)
