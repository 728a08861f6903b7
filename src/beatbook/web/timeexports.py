"""A timeline as data: a table (CSV), what TimelineJS shows, and feeds, of which the JSON one carries the whole of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from urllib.parse import quote

from beatbook.model import Cited, Event, Timeline
from beatbook.web import dates
from beatbook.web.feeds import FeedItem, FeedList
from beatbook.web.follow import EPOCH, tag_root
from beatbook.web.site import Site
from beatbook.web.text import clean, html, language_tag, line, shortened, web_address
from beatbook.web.timelines import Cites, Matter, anchor

TIMELINE_JS = "timelinejs.json"
CSV = "csv"
DATA = (TIMELINE_JS, CSV)
"""The suffixes under which a timeline is data, besides those of its feeds. The longest comes first: each ends an address."""

COLUMNS = (
    *("date", "day_from", "score", "name", "sentence"),
    *("article", "source", "url", "start", "end", "story", "origins"),
)

HEADLINE = 100
"""Characters of what an event is called, or of the sentence that stands for its name."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula (OWASP, "CSV Injection", July 2024)."""


# ---- a table ------------------------------------------------------------------------------------------------------------------


def table(timeline: Timeline, cites: Cites) -> bytes:
    """A row for each sentence of each event; for each of its passages, where it rests on several."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for event in timeline.events:
        for cited in event.sentences:
            for span in cited.spans:
                item = cites.line(span)
                said: tuple[str | None, ...] = (
                    event.name,
                    cited.text,
                    span.article,
                    item.source if item else "",
                    web_address(item.url) if item else "",
                )
                row = [event.day.isoformat(), event.day_from.value, f"{event.score:g}", *map(cell, said)]
                rows.writerow([*row, span.start, span.end, cell(event.story), event.origins])
    return out.getvalue().encode("utf-8", "replace")


def cell(text: str | None) -> str:
    """A text as a cell of a table: one that would be a formula begins with an apostrophe."""
    said = line(text)
    return f"'{said}" if said.startswith(_FORMULA) else said


# ---- TimelineJS -----------------------------------------------------------------------------------------------------------------


def timeline_js(site: Site, timeline: Timeline, cites: Cites, title: str, deck: str, here: str) -> bytes:
    """What TimelineJS 3 reads (https://timeline.knightlab.com/docs/json-format.html). It puts texts into its page as HTML."""
    said: dict[str, Any] = {
        "title": {"text": {"headline": html(title), "text": f"<p>{html(deck)}</p>"}},
        "events": [
            {
                "unique_id": anchor(event.day),
                "start_date": {"year": event.day.year, "month": event.day.month, "day": event.day.day},
                "text": {
                    "headline": html(headline(event)),
                    "text": "".join(
                        f"<p>{html(c.text)} {_reported(site, c, cites, here)}</p>" for c in event.sentences
                    ),
                },
            }
            for event in timeline.events
        ],
    }
    return _written(said)


def headline(event: Event) -> str:
    """What an event is called, or how it is told."""
    return shortened(line(event.name) or line(event.sentences[0].text), HEADLINE)


def _reported(site: Site, cited: Cited, cites: Cites, here: str) -> str:
    """Links to the desk's pages of the articles that a sentence is cut from, in brackets, as HTML."""
    links = []
    for span in cited.spans:
        item = cites.line(span)
        name = (line(item.source_name) or item.source) if item else site.words("article-gone")
        url = site.urls.absolute(site.urls.article(span.article), here)
        links.append(f'<a href="{html(url)}">{html(name)}</a>')
    return f"({', '.join(dict.fromkeys(links))})"


# ---- feeds ----------------------------------------------------------------------------------------------------------------------


def events_feed(
    site: Site, timeline: Timeline, cites: Cites, title: str, deck: str, matter: Matter, page: str, kind: str, here: str
) -> FeedList:  # fmt: skip
    """The events, newest first, as items by the desk that lead to their places on the timeline at `page`; `here` is the host that
    was asked. The JSON one carries the whole timeline."""
    root = tag_root(site)
    address = site.urls.absolute(page, here)
    language = matter.beat.language if matter.beat else site.settings.desk.language
    name = line(site.settings.desk.name)
    items = tuple(
        FeedItem(
            id=f"{root}{quote(_path(site, matter.link.url), safe='/')}timeline/{event.day.isoformat()}",
            headline=site.words(
                "chart-mark", day=dates.long_day(event.day, site.words.language), name=headline(event)
            ),
            deck="",
            link=None,
            page=f"{address}#{anchor(event.day)}",
            authors=(name,),
            source=name,
            at=datetime.combine(event.day, time(), site.settings.desk.zone),
            dated=True,
            language=None,
            html="".join(f"<p>{html(c.text)} {_reported(site, c, cites, here)}</p>" for c in event.sentences),
            text=" ".join(line(c.text) for c in event.sentences),
        )
        for event in reversed(timeline.events)
    )
    return FeedList(
        id=root + _path(site, page),
        title=line(title),
        description=deck,
        language=language_tag(language),
        page=address,
        address=site.urls.absolute(site.urls.feed(page, kind), here),
        pages={},
        items=items,
        updated=EPOCH,
        extra={"_timeline": whole(timeline, cites)},
    )


def _path(site: Site, address: str) -> str:
    return address.removeprefix(site.urls.prefix).lstrip("/")


def whole(timeline: Timeline, cites: Cites) -> Mapping[str, Any]:
    """All that there is of a timeline, with spans and attention."""
    return {
        "title": line(timeline.title),
        "first": timeline.first.isoformat(),
        "last": timeline.last.isoformat(),
        "events": [
            {
                "date": event.day.isoformat(),
                "day_from": event.day_from.value,
                "score": event.score,
                "name": line(event.name) or None,
                "origins": event.origins,
                "story": clean(event.story) if event.story else None,
                "sentences": [
                    {
                        "text": line(cited.text),
                        "published": str(cited.published) if cited.published else None,
                        "spans": [
                            {
                                "article": clean(span.article),
                                "version": span.version,
                                "start": span.start,
                                "end": span.end,
                                "source": item.source if (item := cites.line(span)) else None,
                                "url": web_address(item.url) if item else None,
                            }
                            for span in cited.spans
                        ],
                    }
                    for cited in event.sentences
                ],
            }
            for event in timeline.events
        ],
        "attention": [
            {"date": a.day.isoformat(), "articles": a.articles, "mentions": a.mentions, "score": a.score}
            for a in timeline.attention
        ],
    }


def _written(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
