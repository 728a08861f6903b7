"""`/beats/{beat}/ahead/`, what's ahead in a beat: as a page, as feeds and as a calendar; and `/beats/{beat}/ahead/2020-10/`, what had
been announced for a month and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import Response

from beatbook import periods
from beatbook.errors import PeriodError
from beatbook.model import Announcement, Beat, Days, Fate
from beatbook.periods import month_of
from beatbook.store.times import KeptAnnouncement
from beatbook.web import dates, ical
from beatbook.web.ahead import (
    FATES,
    OFF,
    ahead_of,
    cited_lines,
    facts,
    fate_key,
    in_order,
    is_off,
    of_month,
    off_parts,
    past_entries,
    past_rows,
    section_parts,
    tally,
    trail_parts,
    trail_text,
    when,
)
from beatbook.web.aheadcontexts import AheadContext, AheadMonthContext, PastPart
from beatbook.web.answers import FEED_AGE, answer
from beatbook.web.contexts import Link
from beatbook.web.feeds import WRITERS, FeedItem, FeedList
from beatbook.web.follow import EPOCH, tag_root
from beatbook.web.lists import FEED_SIZE
from beatbook.web.site import MEDIA, NotHere, Site, origin
from beatbook.web.text import html, language_tag, line, shortened

SHOWN = 100
"""Announcements that are shown, the nearest; a month's page has all of it."""

CALENDAR_AHEAD = timedelta(days=400)
"""How far ahead dates of the beat's calendar are shown."""

OFF_SINCE = timedelta(days=90)
OFF_SHOWN = 20
"""For how long what was put off or called off is shown, and how much of it."""

PAST_SHOWN = 4
"""Of last month's list, how many are shown beside what is ahead."""

ICS_PAST = timedelta(days=62)
"""For how long a calendar keeps what is over: a program that subscribes forgets what is no longer in it."""

TITLE = 250
"""Characters of an item's title in a feed."""


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    words, today = site.words, site.today()
    address = site.urls.ahead(beat.slug)
    found = ahead_of(site, beat.slug)
    off = [k.announcement for k in (*_put_off(site, beat, today), *found) if is_off(k)]
    coming = [k.announcement for k in found if not is_off(k)]
    placed = in_order(site, [*coming, *site.calendar.dates(beat.slug, Days(today, today + CALENDAR_AHEAD))])
    placed, left = placed[:SHOWN], placed[SHOWN:]
    month = month_of(month_of(today).first - timedelta(days=1))
    past = of_month(site, beat.slug, month)
    lines = cited_lines(site, [*(p.announcement for p in placed), *off])
    name = dates.period(month, words.language)
    title = line(beat.title) or beat.slug
    context = AheadContext(
        page=site.page(
            request,
            words("ahead-of", beat=title),
            address,
            here=site.urls.beats(),
            description=words("ahead-feed"),
            feeds=address,
            beat=beat,
        ),
        title=title,
        lang=site.foreign(beat.language),
        says=words("ahead-lede", day=dates.long_day(today, words.language)),
        sections=section_parts(site, placed, lines),
        off=off_parts(site, off, lines)[:OFF_SHOWN],
        empty="" if placed or off else words("ahead-empty"),
        wrong=_wrong(site, beat, editors=site.is_open(request)),
        more=_month_link(site, beat, month_of(left[0].days.last), "ahead-more") if left else None,
        past=PastPart(
            _month_link(site, beat, month, "became-title"),
            tally(site, past, name),
            past_entries(site, past[:PAST_SHOWN]),
        )
        if past
        else None,
        follow=site.follow(address),
        calendar=(
            Link(words("webcal"), site.urls.webcal(site.urls.feed(address, "ics"), origin(request))),
            Link(words("ics"), site.urls.feed(address, "ics")),
        ),
    )
    return site.respond(request, context)


def _wrong(site: Site, beat: Beat, *, editors: bool) -> str:
    """That the beat's calendar is missing here; why it is, is for editors."""
    why = site.calendar.wrong(beat.slug)
    if not why:
        return ""
    return site.words("calendar-wrong-why", why=line(why)) if editors else site.words("calendar-wrong")


def _month_link(site: Site, beat: Beat, month: Days, key: str) -> Link:
    said = site.words(key, month=dates.period(month, site.words.language))
    return Link(said, site.urls.ahead(beat.slug, periods.written(month)))


def _put_off(site: Site, beat: Beat, today: date) -> Sequence[KeptAnnouncement]:
    return [
        k
        for k in site.store.put_off(beat.slug, today - OFF_SINCE)
        if k.announcement.settled.fate in (*OFF, Fate.AHEAD)
    ]


# ---- what became of a month -------------------------------------------------------------------------------------------------


def month(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    words, language = site.words, site.words.language
    chosen = _month(request.path_params["month"])
    name = dates.period(chosen, language)
    past = of_month(site, beat.slug, chosen)
    title = line(beat.title) or beat.slug
    context = AheadMonthContext(
        page=site.page(
            request,
            words("became-of", beat=title, month=name),
            site.urls.ahead(beat.slug, periods.written(chosen)),
            here=site.urls.beats(),
            description=words("became-lede", month=name),
            index=bool(past),
            beat=beat,
            tab=site.urls.ahead(beat.slug),
        ),
        title=title,
        lang=site.foreign(beat.language),
        month=name,
        says=tally(site, past, name),
        rows=past_rows(site, past, chosen),
        empty="" if past else words("became-none", month=name),
        means=tuple(
            (words(f"fate-{fate_key(fate)}"), words(f"means-{fate_key(fate)}"))
            for fate in FATES
            if any(p.fate is fate for p in past)
        ),
        previous=_link(site, beat, periods.before(chosen)),
        next=_link(site, beat, periods.after(chosen)),
        ahead=Link(words("ahead-way"), site.urls.ahead(beat.slug)),
    )
    return site.respond(request, context)


def _month(said: str) -> Days:
    """The month that an address names. Raises NotHere if it cannot be one."""
    try:
        found = periods.read(said)
    except PeriodError as error:
        raise NotHere("404-month") from error
    if periods.unit(found) is not periods.Unit.MONTH or periods.written(found) != said:
        raise NotHere("404-month")
    return found


def _link(site: Site, beat: Beat, month: Days | None) -> Link | None:
    """A month's page, where the archive has something of it or of later: links must end somewhere."""
    noted = site.store.noted_span(beat.slug)
    if (
        month is None
        or noted is None
        or month.last < noted.first
        or month.first > max(noted.last, site.today()) + CALENDAR_AHEAD
    ):
        return None
    return Link(dates.period(month, site.words.language), site.urls.ahead(beat.slug, periods.written(month)))


# ---- to follow it -----------------------------------------------------------------------------------------------------------


def feed(request: Request, kind: str) -> Response:
    """What is ahead as a feed of what was announced or changed last."""
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    here, root = origin(request), tag_root(site)
    address = site.urls.ahead(beat.slug)
    today = site.today()
    found = [k.announcement for k in ahead_of(site, beat.slug)]
    found += [k.announcement for k in _put_off(site, beat, today)]
    found.sort(key=lambda a: (_last_said(a), a.key), reverse=True)
    items = found[:FEED_SIZE]
    lines = cited_lines(site, items)
    feed = FeedList(
        id=root + address.removeprefix(site.urls.prefix).lstrip("/"),
        title=site.words(
            "title",
            page=site.words("ahead-of", beat=line(beat.title) or beat.slug),
            desk=line(site.settings.desk.name),
        ),
        description=site.words("ahead-feed"),
        language=language_tag(beat.language),
        page=site.urls.absolute(address, here),
        address=site.urls.absolute(site.urls.feed(address, kind), here),
        pages={},
        items=tuple(
            _item(
                site,
                root,
                a,
                here,
                next(
                    iter(lines[s.article].language for s in a.sentences[0].spans if s.article in lines), None
                ),
            )
            for a in items
        ),
        updated=EPOCH,
    )
    return answer(request, WRITERS[kind](feed), f"{MEDIA[kind]}; charset=utf-8", site.noticed, FEED_AGE)


def _last_said(announcement: Announcement) -> date:
    return max((step.said for step in announcement.trail), default=date.min)


def _item(site: Site, root: str, a: Announcement, here: str, language: str | None) -> FeedItem:
    """An announcement as an item by the desk, which leads to its page. It is changed when its days or certainty are."""
    page = site.urls.absolute(site.urls.announcement(a.key), here)
    sentence = line(a.sentences[0].text)
    about = [site.words("comma").join(facts(site, a)) + "."]
    if moved := trail_text(trail_parts(site, a, lambda span: "")):
        about.append(moved)
    at = _midnight(min((step.said for step in a.trail), default=EPOCH.date()))
    changed = _midnight(_last_said(a)) if a.trail else at
    return FeedItem(
        id=f"{root}announcements/{site.urls.announcement(a.key).rstrip('/').rpartition('/')[2]}",
        headline=shortened(site.words("announcement-page", when=when(site, a), sentence=sentence), TITLE),
        deck=" ".join(about),
        link=None,
        page=page,
        authors=(line(site.settings.desk.name),),
        source=line(site.settings.desk.name),
        at=at,
        dated=True,
        language=language_tag(language),
        html=f'<p>{html(sentence)} <a href="{html(page)}#e1">[1]</a></p><p>{html(" ".join(about))}</p>',
        text=f"{sentence}\n\n{' '.join(about)}",
        changed=changed if changed > at else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def calendar(request: Request) -> Response:
    site = Site.of(request)
    body = as_calendar(site, site.beat(request.path_params["beat"]), origin(request))
    return answer(request, body, "text/calendar; charset=utf-8", site.noticed, FEED_AGE)


def as_calendar(site: Site, beat: Beat, here: str) -> bytes:
    """What is ahead, and what was lately, as a calendar to subscribe to. `here` is the origin that it is asked under, if it is.
    Remembered until something changes: programs that subscribe ask often, and a thousand events take a second to write."""
    since = site.today() - ICS_PAST
    again = tuple(site.calendar.dates(beat.slug, Days(since, site.today() + CALENDAR_AHEAD)))
    whole = site.urls.absolute(site.urls.ahead(beat.slug), here)
    file = ical.CalendarFile(
        desk=site.store.fact("id") or site.urls.host or "beatbook.invalid",
        title=site.words("ahead-of", beat=line(beat.title) or beat.slug),
        page=lambda a: site.urls.absolute(site.urls.announcement(a.key), here) if a.sentences else whole,
        description=site.words("ahead-calendar"),
        language=site.words.language,
    )

    def make() -> bytes:
        kept = site.store.ahead(beat.slug, since)
        found = [a for k in kept if (a := k.announcement).settled.fate is Fate.CANCELLED or not is_off(k)]
        return ical.ical(file, [*found, *again])

    key = ("calendar", whole, file.title, since, again)
    body: bytes = site.remembered.get(key, site.store.times_stamp(), make)
    return body
