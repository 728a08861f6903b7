"""A figure as data: a table (CSV), feeds of what was stated last, of which the JSON one carries the whole of it, and its chart."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from urllib.parse import quote

from beatbook.model import Beat, Days, Observation, Point, Stated
from beatbook.web import figurecharts, figures
from beatbook.web.answers import with_style
from beatbook.web.assets import CHART
from beatbook.web.feeds import FeedItem, FeedList
from beatbook.web.figurecontexts import FigureSvgContext
from beatbook.web.figuretable import Told, anchor
from beatbook.web.follow import EPOCH, tag_root
from beatbook.web.lists import FEED_SIZE
from beatbook.web.site import Site
from beatbook.web.text import clean, html, language_tag, line, shortened, web_address
from beatbook.web.timeexports import cell

CSV, SVG = "csv", "svg"
DATA = (CSV, SVG)
"""The suffixes under which a figure is data, besides those of its feeds."""

COLUMNS = (
    *("first", "last", "each", "standing", "value", "bound", "unit", "as_of", "revises", "stated_by"),
    *("reported", "source", "url", "article", "version", "start", "end", "text"),
)

HEADLINE = 200
"""Characters of an item's title in a feed."""

COLOURS = (
    "svg{--paper:#fffdf8;--ink:#16150f;--soft:#5b584e;--line:#d9d4c7;--edge:#857f70;--accent:#8c1c13;--hatch:#b9b2a1;"
    "--sans:system-ui,sans-serif;background:var(--paper)}"
    "@media(prefers-color-scheme:dark){svg{--paper:#14130f;--ink:#ece7da;--soft:#aaa494;--line:#38352c;--edge:#7d7767;--accent:#ff8a75;"
    "--hatch:#57523f}}"
)
"""What the chart's style sheet takes from the pages', for a chart without a page."""


# ---- a picture ------------------------------------------------------------------------------------------------------------------


def svg(site: Site, told: Told) -> tuple[bytes, Mapping[str, str]]:
    """The chart as a picture of its own, and the headers that go with it; no bytes if there is nothing to draw."""
    chart = figurecharts.chart(site.words, told.charted, is_alone=True)
    if chart is None:
        return b"", {}
    style = COLOURS + site.assets[CHART].body.decode("utf-8").partition("*/")[2]
    return site.render(FigureSvgContext(chart.drawing, style)), with_style(style)


# ---- a table --------------------------------------------------------------------------------------------------------------------


def table(told: Told) -> bytes:
    """A row for each observation, in the order of the periods."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, stated, standing in _all(told):
        for one in stated.observations:
            item = told.lines.get(one.span.article)
            period = one.period
            said = (
                period.first.isoformat() if period else "",
                period.last.isoformat() if period else "",
                one.each.value if one.each else "",
                standing,
                f"{one.value:.15g}",
                one.bound.value,
                cell(one.unit),
                one.as_of.isoformat(),
                f"{stated.revises.value:.15g}" if stated.revises else "",
                cell(one.stated_by),
                one.reported.isoformat(),
                cell(item.source if item else ""),
                cell(web_address(item.url) if item else ""),
                cell(one.span.article),
                cell(one.span.version),
                one.span.start,
                one.span.end,
                cell(one.text),
            )
            rows.writerow(said)
    return out.getvalue().encode("utf-8", "replace")


def _all(told: Told) -> list[tuple[Point, Stated, str]]:
    return [
        (point, stated, standing) for point in told.charted.points for standing, stated in point.standing()
    ]


# ---- feeds ----------------------------------------------------------------------------------------------------------------------


def figure_feed(site: Site, beat: Beat, told: Told, kind: str, here: str) -> FeedList:
    """What was stated of a figure last. The JSON one carries the whole of it."""
    page = site.urls.figure(beat.slug, told.figure.slug)
    title = site.words("figure-of", figure=line(told.figure.title), beat=line(beat.title) or beat.slug)
    items = _items(site, beat, [told], here)
    return _feed(
        site, beat, page, title, site.words("figure-feed"), items, kind, here, {"_figure": whole(told)}
    )


def figures_feed(site: Site, beat: Beat, all_told: Sequence[Told], kind: str, here: str) -> FeedList:
    """What was stated of all figures of a beat last."""
    title = site.words("figures-of", beat=line(beat.title) or beat.slug)
    items = _items(site, beat, all_told, here)
    return _feed(
        site, beat, site.urls.figures(beat.slug), title, site.words("figures-feed"), items, kind, here
    )


def _feed(
    site: Site,
    beat: Beat,
    page: str,
    title: str,
    description: str,
    items: Sequence[FeedItem],
    kind: str,
    here: str,
    extra: Mapping[str, Any] | None = None,
) -> FeedList:
    return FeedList(
        id=tag_root(site) + _path(site, page),
        title=site.words("title", page=title, desk=line(site.settings.desk.name)),
        description=description,
        language=language_tag(beat.language),
        page=site.urls.absolute(page, here),
        address=site.urls.absolute(site.urls.feed(page, kind), here),
        pages={},
        items=tuple(items),
        updated=EPOCH,
        extra=extra,
    )


def _items(site: Site, beat: Beat, all_told: Sequence[Told], here: str) -> list[FeedItem]:
    """Observations as items by the desk, the one reported last first, which lead to their places on their figures' pages."""
    found = [
        (stated, point, one, told)
        for told in all_told
        for point, stated, _ in _all(told)
        for one in stated.observations
    ]
    found.sort(key=lambda f: (f[2].reported, f[2].as_of, f[2].span.article, f[2].span.start), reverse=True)
    return [
        _item(site, beat, told, point, stated, one, here) for stated, point, one, told in found[:FEED_SIZE]
    ]


def _item(
    site: Site, beat: Beat, told: Told, point: Point, stated: Stated, one: Observation, here: str
) -> FeedItem:
    words, root = site.words, tag_root(site)
    path = site.urls.figure(beat.slug, told.figure.slug)
    page = f"{site.urls.absolute(path, here)}#{anchor(one)}"
    item = told.lines.get(one.span.article)
    source = (line(item.source_name) or item.source) if item else words("article-gone")
    said = figures.said(words, told.figure, point, (stated,))
    by = (
        words("figure-item-by", who=shortened(line(one.stated_by), figures.NAME))
        if line(one.stated_by)
        else ""
    )
    sentence, article = line(one.text), site.urls.absolute(site.urls.article(one.span.article), here)
    desk = line(site.settings.desk.name)
    return FeedItem(
        id=f"{root}{quote(_path(site, path), safe='/')}{anchor(one)}",
        headline=shortened(
            words("figure-title", figure=figures.name(words, told.figure), said=said), HEADLINE
        ),
        deck=by,
        link=None,
        page=page,
        authors=(desk,),
        source=desk,
        at=datetime.combine(one.reported, time(), site.settings.desk.zone),
        dated=True,
        language=language_tag(item.language) if item else None,
        html=f'<p>{html(sentence)} (<a href="{html(article)}">{html(source)}</a>)</p>'
        + (f"<p>{html(by)}</p>" if by else ""),
        text=" ".join(filter(None, [sentence, f"({source})", by])),
    )


def _path(site: Site, address: str) -> str:
    return address.removeprefix(site.urls.prefix).lstrip("/")


def whole(told: Told) -> Mapping[str, Any]:
    """All that there is of a figure, with spans."""
    figure = told.figure
    return {
        "figure": figure.slug,
        "title": line(figure.title),
        "unit": line(figure.unit) or None,
        "period": figure.period.value,
        "note": line(figure.note) or None,
        "as_of": told.charted.as_of.isoformat(),
        "points": [
            {
                **_days(point.period),
                "as_of": point.as_of.isoformat(),
                "each": point.each.value if point.each else None,
                "is_open": point.is_open,
                "values": [_stated(told, s) for s in point.values],
                "bounds": [_stated(told, s) for s in point.bounds],
                "earlier": [_stated(told, s) for s in point.earlier],
            }
            for point in told.charted.points
        ],
        "gaps": [_days(gap) for gap in told.charted.gaps],
    }


def _days(days: Days | None) -> Mapping[str, str | None]:
    first, last = (day.isoformat() for day in days) if days else (None, None)
    return {"first": first, "last": last}


def _stated(told: Told, stated: Stated) -> Mapping[str, Any]:
    return {
        "value": stated.value,
        "bound": stated.bound.value,
        "as_of": stated.as_of.isoformat(),
        "stated_by": [line(name) for name in stated.stated_by],
        "revises": stated.revises.value if stated.revises else None,
        "observations": [_observed(told, one) for one in stated.observations],
    }


def _observed(told: Told, one: Observation) -> Mapping[str, Any]:
    item = told.lines.get(one.span.article)
    return {
        "text": line(one.text),
        "reported": one.reported.isoformat(),
        "stated_by": line(one.stated_by) or None,
        "article": clean(one.span.article),
        "version": one.span.version,
        "start": one.span.start,
        "end": one.span.end,
        "source": item.source if item else None,
        "url": web_address(item.url) if item else None,
    }
