"""`/desk/beats/{beat}/timeline/{period}/`: an editor's word on a beat's timelines: the title of this period's, sentences that are in
none, days that always are.

A form's answer is a redirect to the page, which says what came of it (`editors_story`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook import periods
from beatbook.errors import InputError
from beatbook.model import Days, Event
from beatbook.store.times import Choices, Choose
from beatbook.web import dates
from beatbook.web.answers import see_other
from beatbook.web.briefcontexts import StrikePart
from beatbook.web.briefs import name_of
from beatbook.web.contexts import Link
from beatbook.web.pages.editors_story import EDITOR
from beatbook.web.pages.timeline import read_period
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line
from beatbook.web.timecontexts import DayChoice, EditorsTimelineContext
from beatbook.web.timelines import Cites, deck, title
from beatbook.web.urls import AskedTimeline

TITLE = 200
"""Characters of a title."""

SHOWN = 100
"""Sentences that were struck out that are shown, by their letters: the store does not keep them in another order."""

WRONG = (
    "no-such-title",
    "title-too-long",
    "not-titled",
    "not-told",
    "not-struck",
    "no-such-day",
    "not-pinned",
)
"""Why nothing came of a form, as its page's address says it."""


def newest(request: Request) -> Response:
    """To the period that is the newest now: what an editor says of a title is said of a period that stays."""
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    span, today = site.chronicles.span(beat.slug), site.today()
    days = periods.newest(span, today) if span else periods.month_of(today)
    location = site.urls.editors_timeline(beat.slug, periods.written(days))
    return RedirectResponse(location, 302, {"Cache-Control": "no-store"})


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    days = read_period(request.path_params["period"])
    period = periods.written(days)
    if period != request.path_params["period"]:
        location = site.urls.editors_timeline(beat.slug, period)
        return RedirectResponse(location, 302, {"Cache-Control": "no-store"})
    words = site.words
    timeline = site.chronicles.of_beat(beat.slug, days.first, days.last)
    choices = site.store.timeline_choices(beat.slug)
    heading, _ = title(site, timeline, days, choices.titles.get(days, ""))
    cites = Cites.of(site, timeline)
    told = {event.day for event in timeline.events}
    said = request.query_params.get("said", "")
    outcome = ""
    if said in WRONG:
        outcome = words("timeline-wrong", why=words(said))
    elif said == "done":
        outcome = words("timeline-done")
    struck = sorted(choices.struck)
    context = EditorsTimelineContext(
        page=site.page(request, heading, "", here=" ", index=False),
        of=Link(line(beat.title) or beat.slug, site.urls.beat(beat.slug)),
        of_lang=site.foreign(beat.language),
        public=Link(
            words("public-page"), site.urls.timeline(site.urls.beat(beat.slug), AskedTimeline(period))
        ),
        deck=deck(site, timeline),
        title=heading,
        titled=days in choices.titles,
        most=TITLE,
        days=tuple(_day(site, event, choices, cites) for event in timeline.events),
        pinned=tuple(
            (day.isoformat(), dates.long_day(day, words.language))
            for day in sorted(choices.pinned)
            if days.first <= day <= days.last and day not in told
        ),
        struck=tuple(StrikePart(line(text), None, name_of(text)) for text in struck[:SHOWN]),
        more=words("struck-more", n=len(struck) - SHOWN) if len(struck) > SHOWN else "",
        said=outcome,
        went_wrong=said in WRONG,
        action=site.urls.editors_timeline(beat.slug, period),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _day(site: Site, event: Event, choices: Choices, cites: Cites) -> DayChoice:
    sentences = []
    for cited in event.sentences:
        item = next(filter(None, map(cites.line, cited.spans)), None)
        lang = site.foreign(item.language) if item else None
        sentences.append(StrikePart(line(cited.text), lang, name_of(cited.text)))
    return DayChoice(
        iso=event.day.isoformat(),
        says=dates.long_day(event.day, site.words.language),
        pinned=event.day in choices.pinned,
        sentences=tuple(sentences),
    )


async def change(request: Request) -> Response:
    """Do what the form says, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_carry_out, site, request, fields)


def _carry_out(site: Site, request: Request, fields: Mapping[str, str]) -> Response:
    beat = site.beat(request.path_params["beat"]).slug
    days = read_period(request.path_params["period"])
    match fields.get("do"):
        case "title":
            said = _give_title(site, beat, days, line(fields.get("title")))
        case "untitle":
            said = _say(site, Choose(beat, EDITOR, site.now(), period=days), "not-titled")
        case "strike":
            timeline = site.chronicles.of_beat(beat, days.first, days.last)
            texts = [cited.text for event in timeline.events for cited in event.sentences]
            said = _strike(site, beat, texts, fields.get("sentence", ""), undo=False)
        case "allow":
            texts = list(site.store.timeline_choices(beat).struck)
            said = _strike(site, beat, texts, fields.get("sentence", ""), undo=True)
        case "pin" | "unpin" as do:
            said = _pin(site, beat, days, fields.get("day", ""), undo=do == "unpin")
        case _:
            raise NotHere("404-form")
    return see_other(f"{site.urls.editors_timeline(beat, periods.written(days))}?said={said}")


def _give_title(site: Site, beat: str, days: Days, text: str) -> str:
    if not text:
        return "no-such-title"
    if len(text) > TITLE:
        return "title-too-long"
    return _say(site, Choose(beat, EDITOR, site.now(), period=days, title=text), "no-such-title")


def _strike(site: Site, beat: str, texts: list[str], name: str, *, undo: bool) -> str:
    wrong = "not-struck" if undo else "not-told"
    text = next((t for t in texts if name_of(t) == name), None)
    if text is None:
        return wrong
    return _say(site, Choose(beat, EDITOR, site.now(), struck=text, undo=undo), wrong)


def _pin(site: Site, beat: str, days: Days, said: str, *, undo: bool) -> str:
    try:
        day = date.fromisoformat(said.strip())
    except ValueError:
        return "no-such-day"
    if not days.first <= day <= days.last:
        return "no-such-day"
    return _say(site, Choose(beat, EDITOR, site.now(), pinned=day, undo=undo), "not-pinned")


def _say(site: Site, choice: Choose, wrong: str) -> str:
    """Carry it out; what came of it, as the page's address says it."""
    try:
        site.store.apply([choice])
    except InputError:
        return wrong
    return "done"
