"""`/me/`: who is signed in, and the feed addresses that are theirs alone; `/sign-out/`. For whoever is not signed in it is the form with
which they can.

A reader's feed addresses are shown in the answer to the form that makes them, and never again, for only a digest of their token is
kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import Reader, TokenKind
from beatbook.web import dates, members
from beatbook.web.answers import see_other
from beatbook.web.contexts import Link
from beatbook.web.membercontexts import MeContext, OwnList
from beatbook.web.pages import sign_in
from beatbook.web.site import NotHere, Site, origin
from beatbook.web.text import line
from beatbook.web.urls import FEEDS
from beatbook.work.readers import digest_of


def page(request: Request) -> Response:
    site = Site.of(request)
    reader = members.reader_of(site, request)
    return sign_in.form(request) if reader is None else _own(request, site, reader)


def _own(request: Request, site: Site, reader: Reader, feeds: str = "") -> Response:
    """The reader's page; with `feeds`, the token of addresses that were made just now, these."""
    words, token = site.words, members.session(site, request)
    digest = digest_of(token)
    ends = next(
        (t.ends for t in site.readers.tokens(reader.slug, TokenKind.SESSION) if t.digest == digest), None
    )
    had = site.readers.tokens(reader.slug, TokenKind.FEED)
    says = words("own-feeds-none")
    if had:
        since = dates.long_day(site.day_of(had[0].at), words.language)
        used = dates.long_day(had[0].used, words.language) if had[0].used else ""
        says = words("own-feeds-used" if used else "own-feeds-since", day=since, used=used)
    context = MeContext(
        page=site.page(request, words("for-members"), "", here=" ", index=False),
        name=line(reader.name) or reader.slug,
        until=words("signed-in-until", day=dates.long_day(site.day_of(ends), words.language)) if ends else "",
        feeds=words("own-feeds-here") if feeds else says,
        new=words("own-feeds-new" if had else "own-feeds-make"),
        new_says=words("own-feeds-new-says") if had else "",
        lists=_lists(request, site, feeds) if feeds else (),
        action=site.urls.me(),
        out=site.urls.sign_out(),
        token=site.sessions.token_of(token),
    )
    return site.respond_once(context)


def _lists(request: Request, site: Site, token: str) -> tuple[OwnList, ...]:
    """The feeds in which members' pieces stand, at this token's addresses."""
    beats = [Link(line(b.title) or b.slug, site.urls.beat(b.slug)) for b in site.store.beats()]
    return tuple(
        OwnList(
            lead,
            tuple(
                Link(
                    site.words(kind),
                    site.urls.absolute(site.urls.own(token, site.urls.feed(lead.url, kind)), origin(request)),
                )
                for kind in FEEDS
            ),
        )
        for lead in (Link(site.words("front"), site.urls.front()), *beats)
    )


async def change(request: Request) -> Response:
    """New feed addresses, or the end of every session."""
    return await run_in_threadpool(_change, request, *await _sent(request))


def _change(request: Request, site: Site, fields: Mapping[str, str]) -> Response:
    reader = _signed_in(request, site)
    match fields.get("do"):
        case "feeds":
            return _own(request, site, reader, site.readers.new_feeds(reader.slug))
        case "everywhere":
            site.readers.sign_out(reader.slug)
            return _out(request, site, "everywhere")
    raise NotHere("404-form")


async def out(request: Request) -> Response:
    """The end of this session."""
    return await run_in_threadpool(_sign_out, request, *await _sent(request))


def _sign_out(request: Request, site: Site, fields: Mapping[str, str]) -> Response:
    site.readers.sign_out(_signed_in(request, site).slug, members.session(site, request))
    return _out(request, site, "out")


async def _sent(request: Request) -> tuple[Site, Mapping[str, str]]:
    """The fields of a form of this session's own page."""
    site = Site.of(request)
    token = members.session(site, request)
    fields = await site.sessions.read(request, token) if token.isascii() and token else None
    if fields is None:
        raise NotHere("404-form")
    return site, fields


def _signed_in(request: Request, site: Site) -> Reader:
    """Raises NotHere if the session has ended meanwhile."""
    reader = members.reader_of(site, request)
    if reader is None:
        raise NotHere("404-form", Link(site.words("sign-in"), site.urls.sign_in()))
    return reader


def _out(request: Request, site: Site, said: str) -> Response:
    answer = see_other(f"{site.urls.sign_in()}?said={said}")
    members.end(site, request, answer)
    return answer
