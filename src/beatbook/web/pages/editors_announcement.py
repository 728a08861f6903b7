"""`/desk/announcements/{key}/`: an editor's word on an announcement: what became of it, on which days it is, that it is none, that it
is the same as another; and taking that back.

A form's answer is a redirect to the page, which says what came of it in a word of ours, never the sender's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.model import Days, Fate
from beatbook.periods import FIRST_YEAR, LAST_YEAR
from beatbook.store.times import Correct, KeptAnnouncement, SameAnnouncement
from beatbook.web.ahead import cited_lines, entry_part, fate_key, fate_part, when
from beatbook.web.aheadcontexts import EditorsAnnouncementContext
from beatbook.web.announcements import corrections, find_announcement
from beatbook.web.answers import see_other
from beatbook.web.asked import asked_id
from beatbook.web.contexts import Link, Option
from beatbook.web.pages.editors_story import EDITOR, REASON
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line, shortened

NEAR = 10
"""Announcements that it could be the same as, which are offered."""

WRONG = (
    "no-such-announcement",
    "same-announcement",
    "no-such-date",
    "days-reversed",
    "no-such-fate",
    "nothing-to-take-back",
)
"""Why nothing came of a form, as its page's address says it."""


def page(request: Request) -> Response:
    site = Site.of(request)
    key = asked_id(request, "announcement")
    kept = find_announcement(site, key)
    announcement = kept.announcement
    said = request.query_params.get("said", "")
    if announcement.key != key:
        return _to(site, announcement.key, said)
    words = site.words
    outcome = ""
    if said in WRONG:
        outcome = words("ahead-wrong", why=words(said))
    elif said == "done":
        outcome = words("ahead-done")
    lines = cited_lines(site, [announcement])
    days = announcement.days
    context = EditorsAnnouncementContext(
        page=site.page(request, words("announcement"), "", here=" ", index=False),
        entry=entry_part(site, announcement, lines, fate_part(site, announcement, lines)),
        when=when(site, announcement),
        key=key,
        public=Link(words("public-page"), site.urls.announcement(key)),
        corrections=corrections(site, kept.said),
        is_none=kept.said is not None and bool(kept.said.is_none),
        fates=tuple(
            Option(
                fate_key(fate),
                words(f"fate-{fate_key(fate)}"),
                fate is announcement.settled.fate,
            )
            for fate in Fate
        ),
        first=days.first.isoformat() if days else "",
        last=days.last.isoformat() if days and days.last != days.first else "",
        near=_near(site, kept),
        said=outcome,
        went_wrong=said in WRONG,
        action=site.urls.editors_announcement(key),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _near(site: Site, kept: KeptAnnouncement) -> tuple[Option, ...]:
    a = kept.announcement
    stems = {stem for announcing in kept.announced for stem in announcing.stems}
    found = site.store.could_be(a.days, stems, NEAR) if a.days and stems else ()
    return tuple(
        Option(
            k.announcement.key,
            shortened(f"{when(site, k.announcement)}: {line(k.announcement.sentences[0].text)}", 120),
            False,
        )
        for k in found
        if k.announcement.key != a.key and k.announcement.sentences
    )


async def change(request: Request) -> Response:
    """Do what the form says, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None:
        raise NotHere("404-form")
    key = asked_id(request, "announcement")
    return await run_in_threadpool(_carry_out, site, key, fields)


def _carry_out(site: Site, key: str, fields: Mapping[str, str]) -> Response:
    kept = find_announcement(site, key)
    key, at = kept.announcement.key, site.now()
    match fields.get("do"):
        case "settle":
            fate = next((f for f in Fate if fate_key(f) == fields.get("fate")), None)
            if fate is None:
                return _to(site, key, "no-such-fate")
            intent: Correct | SameAnnouncement = Correct(
                key, EDITOR, at, fate=fate, why=line(fields.get("why"))[:REASON]
            )
        case "days":
            first = _day(fields.get("first", ""))
            last = _day(fields.get("last", "") or fields.get("first", ""))
            if first is None or last is None:
                return _to(site, key, "no-such-date")
            if last < first:
                return _to(site, key, "days-reversed")
            intent = Correct(key, EDITOR, at, days=Days(first, last))
        case "none" | "one" as do:
            intent = Correct(key, EDITOR, at, is_none=do == "none")
        case "undo":
            if kept.said is None:
                return _to(site, key, "nothing-to-take-back")
            intent = Correct(key, EDITOR, at, undo=True)
        case "same":
            into = _named(site, fields.get("into", ""))
            if into is None or into == key:
                return _to(site, key, "same-announcement" if into else "no-such-announcement")
            intent = SameAnnouncement(key, into, EDITOR, at)
        case _:
            raise NotHere("404-form")
    try:
        site.store.apply([intent])
    except InputError as error:
        raise NotHere("404-form") from error
    return _to(site, key, "done")


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said.strip())
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _named(site: Site, said: str) -> str | None:
    """The announcement that an editor names by its key or by the address of its page."""
    said = said.strip()
    try:
        _, mark, rest = urlsplit(said).path.partition("/announcements/") if "/" in said else ("", "", "")
    except ValueError:
        return None
    key = unquote(rest.removesuffix("/")) if mark else said
    try:
        return find_announcement(site, key).announcement.key
    except NotHere:
        return None


def _to(site: Site, key: str, said: str) -> Response:
    mark = f"?said={said}" if said == "done" or said in WRONG else ""
    return see_other(site.urls.editors_announcement(key) + mark)
