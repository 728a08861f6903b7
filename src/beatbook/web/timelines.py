"""What pages and exports show of a timeline: its events with the passages that they rest on, what it is called, and the way
to other periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from beatbook import periods
from beatbook.model import Beat, Brief, BriefOutcome, Cited, DayFrom, Days, Event, Span, Timeline
from beatbook.periods import Unit
from beatbook.store.editions import Edition, Passage
from beatbook.store.rows import Listed
from beatbook.store.times import NOTE
from beatbook.web import dates
from beatbook.web.briefcontexts import PassagePart
from beatbook.web.briefs import passage_parts, spans_of
from beatbook.web.contexts import Choice, Link
from beatbook.web.site import Site
from beatbook.web.text import line, web_address
from beatbook.web.timecontexts import EventPart, ToldPart, ZoomPart
from beatbook.web.urls import AskedTimeline

NEIGHBOURS = 400
"""Smaller periods to which a page leads at most; a hundred years have as many."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a timeline is of: a beat, a story, an author or a search. `span` are the first and last day on which an article of it
    came out, None if none did; `made` writes the timeline of a period; `sources` are those of its articles (None where
    there is a beat to ask). `articles` says how many there are, and `note` that these are not all. `story` is its own id, if it is one."""

    link: Link
    lang: str | None
    span: Days | None
    made: Callable[[Days, int | None], Timeline]
    articles: str = ""
    note: str = ""
    beat: Beat | None = None
    sources: frozenset[str] | None = None
    story: str = ""


# ---- what it is called ------------------------------------------------------------------------------------------------------


def period_said(site: Site, days: Days) -> str:
    """A period in words."""
    language = site.words.language
    match periods.unit(days):
        case Unit.YEAR:
            return dates.short(days.first, "y", language)
        case Unit.MONTH:
            return dates.long_month(f"{days.first:%Y-%m}", language)
        case Unit.DAY:
            return dates.long_day(days.first, language)
        case _:
            first, last = (dates.long_day(day, language) for day in days)
            return site.words("period", first=first, last=last)


def deck(site: Site, timeline: Timeline) -> str:
    """Which period a timeline is of, as the desk writes it under the title."""
    words = site.words
    first, last = (dates.long_day(day, words.language) for day in (timeline.first, timeline.last))
    if first == last:
        return words("timeline-day", day=first) if timeline.events else first
    return words("timeline-deck" if timeline.events else "period", first=first, last=last)


def title(site: Site, timeline: Timeline, days: Days, chosen: str = "") -> tuple[str, str | None]:
    """What a timeline is called, and the language of that where it differs from the page's. What its events suggest is in
    English; without events it goes by its period. `chosen` is what an editor said."""
    if chosen:
        return line(chosen), None
    if timeline.events and line(timeline.title):
        return line(timeline.title), site.foreign("en")
    return site.words("timeline-of", what=period_said(site, days)), None


# ---- its events -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cites:
    """What the events of a timeline rest on: passages, each with its number, as far as the archive has them."""

    numbers: Mapping[Span, int]
    passages: Mapping[Span, Passage]
    brief: Brief

    @classmethod
    def of(cls, site: Site, timeline: Timeline) -> Cites:
        told = tuple(cited for event in timeline.events for cited in event.sentences)
        brief = Brief("", BriefOutcome.BRIEF, sentences=told)
        numbers = spans_of(brief)
        return cls(numbers, site.store.passages(numbers) if numbers else {}, brief)

    def line(self, span: Span) -> Listed | None:
        """The article that a span is cut from, as lists show it; None if it is an article no more."""
        passage = self.passages.get(span)
        return passage.line if passage else None


def anchor(day: date) -> str:
    """Where the event of a day stands on its page."""
    return f"d{day.isoformat()}"


def event_parts(
    site: Site, timeline: Timeline, cites: Cites, *, editors: bool = False, story: str = ""
) -> tuple[EventPart, ...]:
    """The events of a timeline; `editors` says whether the editors' side is open to whoever asks, `story` is the one whose page
    this is."""
    edition = Edition(0, site.now(), site.now(), cites.brief)
    found = passage_parts(site, edition, cites.passages, (), editors=editors)
    parts, n, shown = [], 1, 0
    for event in timeline.events:
        spans = [span for cited in event.sentences for span in cited.spans]
        # Numbers grow in the order of the events, so that what two of them rest on stands under the first.
        own = {span: place for place, span in enumerate(
            (s for s in dict.fromkeys(spans) if cites.numbers[s] > shown), 1
        )}  # fmt: skip
        parts.append(
            _event_part(site, event, n, cites, [found[cites.numbers[s] - 1] for s in own], own, story)
        )
        n += len(event.sentences)
        shown += len(own)
    return tuple(parts)


def _event_part(
    site: Site,
    event: Event,
    n: int,
    cites: Cites,
    found: Sequence[PassagePart],
    places: Mapping[Span, int],
    story: str,
) -> EventPart:
    """An event whose first sentence has the number `n`, with the passages `found` under it in these `places`."""
    words, language = site.words, site.words.language
    day = dates.long_day(event.day, language)
    own = {f"#s{n + i}" for i in range(len(event.sentences))}
    evidence = [replace(p, back=tuple(Link(day, b.url) for b in p.back if b.url in own)) for p in found]
    return EventPart(
        anchor=anchor(event.day),
        date=day,
        iso=event.day.isoformat(),
        weekday=dates.weekday(event.day, language),
        sentences=tuple(_told(site, event, n + i, c, cites, places) for i, c in enumerate(event.sentences)),
        data=(
            words("reported-by", n=event.origins),
            words("day-stated" if event.day_from is DayFrom.STATED else "day-reported"),
        ),
        story=site.urls.story(event.story) if event.story and event.story != story else "",
        evidence=tuple(evidence),
    )


def _told(
    site: Site, event: Event, n: int, cited: Cited, cites: Cites, places: Mapping[Span, int]
) -> ToldPart:
    lines = {span.article: cites.line(span) for span in cited.spans}
    sources = {}
    for key, item in lines.items():
        name = (line(item.source_name) or item.source) if item else site.words("article-gone")
        sources[key] = Link(name, site.urls.article(key))
    first = next((item for item in lines.values() if item), None)
    dated = ""
    if cited.published and cited.published.day != event.day:
        dated = dates.long_day(cited.published.day, site.words.language)
    return ToldPart(
        n=n,
        text=line(cited.text),
        lang=site.foreign(first.language) if first else None,
        cites=tuple(
            Link(str(number), f"#e{number}") for number in sorted({cites.numbers[s] for s in cited.spans})
        ),
        lit=" ".join(f"k{place}" for place in sorted({places[s] for s in cited.spans if s in places})),
        sources=tuple(sources.values()),
        dated=dated,
        paper=(web_address(first.url) or "") if first else "",
    )


def why_empty(site: Site, matter: Matter, days: Days) -> tuple[str, ...]:
    """That nothing was found in a period, and why."""
    words = site.words
    if matter.span is None:
        return (words("timeline-nothing"),)
    first, last = (dates.long_day(day, words.language) for day in matter.span)
    if not periods.touch(days, matter.span):
        return words("timeline-none"), words("timeline-outside", first=first, last=last)
    return words("timeline-none"), words("timeline-unsaid")


def is_waiting(site: Site) -> bool:
    """Whether articles wait to be read for the days that they speak of."""
    return site.store.next_ready(NOTE) is not None


# ---- other periods ------------------------------------------------------------------------------------------------------------


def zoom_part(site: Site, matter: Matter, days: Days, events: int | None, *, is_newest: bool) -> ZoomPart:
    """The way to other periods of which there is coverage."""

    def link(period: Days, text: str = "") -> Link:
        asked = AskedTimeline(periods.written(period), events)
        return Link(text or period_said(site, period), site.urls.timeline(matter.link.url, asked))

    def near(period: Days | None) -> Link | None:
        is_there = period is not None and matter.span is not None and periods.touch(period, matter.span)
        return link(period) if period is not None and is_there else None

    around: list[Link] = []
    larger = periods.around(days)
    while larger is not None:
        around.insert(0, link(larger))
        larger = periods.around(larger)
    if not is_newest:
        newest = site.urls.timeline(matter.link.url, AskedTimeline(events=events))
        around.insert(0, Link(site.words("timeline-newest"), newest))
    smaller = periods.inside(days)
    if is_newest and matter.span:
        years = periods.years(matter.span)
        smaller = years if len(years) > 1 else periods.inside(matter.span)
    choices = [
        Choice(
            _short(site, period),
            link(period).url if matter.span and periods.touch(period, matter.span) else "",
            period_said(site, period),
        )
        for period in smaller[:NEIGHBOURS]
        if period != days
    ]
    return ZoomPart(
        around=tuple(around),
        here=period_said(site, days),
        previous=near(periods.before(days)),
        next=near(periods.after(days)),
        inside=tuple(choices),
    )


def _short(site: Site, period: Days) -> str:
    """A period as short as it can be told among its neighbours."""
    match periods.unit(period):
        case Unit.DAY:
            return str(period.first.day)
        case Unit.MONTH:
            return dates.short(period.first, "MMM", site.words.language)
        case _:
            return dates.short(period.first, "y", site.words.language)
