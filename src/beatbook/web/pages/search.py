"""`/search/`: the archive searched in the rule language that beats are written in."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import RuleError
from beatbook.filing.rule import parse
from beatbook.store.rows import Listing, Wanted
from beatbook.web.contexts import Option, RulePart, SearchContext
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, MAX_RULE, Manner, list_part, read_asked, wanted
from beatbook.web.site import Site
from beatbook.web.text import line
from beatbook.web.urls import Asked

EXAMPLES = (
    ("defector border", "help-1"),
    ('"human rights"', "help-2"),
    ("leaflet OR balloon", "help-3"),
    ("defector NOT soldier", "help-4"),
    ("headline:timeline", "help-5"),
    ("defect*", "help-6"),
    ("border near/5 soldier", "help-7"),
    ("byline:kim", "help-8"),
)
"""Searches that the page offers to try, with what they find."""


def searched(site: Site, asked: Asked, size: int) -> tuple[Listing | None, RulePart | None]:
    """What was found, or why the search could not be read; neither if nothing was asked."""
    words = site.words
    if not asked.rule:
        return None, None
    if len(asked.rule) > MAX_RULE:
        cut = asked.rule[:MAX_RULE]
        return None, RulePart(words("too-long", n=MAX_RULE), cut, asked.rule[MAX_RULE:][:20], "…", "")
    try:
        rule = parse(asked.rule)
    except RuleError as error:
        place = max(0, min(error.position, len(asked.rule)))
        return None, RulePart(
            message=words("rule-at", message=line(error.message)),
            before=asked.rule[:place],
            at=asked.rule[place : place + 1],
            after=asked.rule[place + 1 :],
            expected=words("rule-expected", expected=line(error.expected)) if error.expected else "",
        )
    question: Wanted = replace(wanted(asked, size, beat=asked.beat), rule=rule)
    return site.store.listing(question), None


def page(request: Request) -> Response:
    site = Site.of(request)
    asked = read_asked(request)
    words = site.words
    listing, wrong = searched(site, asked, site.settings.web.page_size)
    beats, sources = site.store.beats(), site.store.sources()
    found, part = "", None
    if listing is not None:
        labels = {("source", s.slug): s.name for s in sources}
        manner = Manner(site.settings.desk.language, several=True)
        part = list_part(site, listing, asked, site.urls.search, manner, labels=labels)
        part = replace(part, empty="")
        found = words("found", n=listing.total) if listing.total else words("found-none")
    title = line(asked.rule) or words("search")
    context = SearchContext(
        page=site.page(
            request,
            title,
            site.urls.search(asked),
            here=site.urls.search(),
            feeds=site.urls.search(asked.on(1)) if listing is not None else "",
            index=not asked.rule,
        ),
        action=site.urls.search(),
        rule=asked.rule,
        beats=_options(words("any-beat"), [(b.slug, b.title) for b in beats], asked.beat),
        sources=_options(words("any-source"), [(s.slug, s.name) for s in sources], asked.source),
        month=asked.month or "",
        language=asked.language or "",
        wrong=wrong,
        found=found,
        list=part,
        timeline=site.urls.timeline(site.urls.search(asked.on(1))) if listing and listing.total else "",
        examples=tuple((rule, site.urls.search(Asked(rule=rule)), words(says)) for rule, says in EXAMPLES),
    )
    return site.respond(request, context)


def _options(whole: str, values: list[tuple[str, str]], chosen: str | None) -> tuple[Option, ...]:
    named = sorted(((line(title) or slug, slug) for slug, title in values), key=lambda v: v[0].casefold())
    return (
        Option("", whole, not chosen),
        *(Option(slug, title, slug == chosen) for title, slug in named),
    )


def feed(request: Request, kind: str) -> Response:
    """The search as a feed; one that cannot be read, or none, has no feed."""
    site = Site.of(request)
    asked = read_asked(request)
    listing, wrong = searched(site, asked, FEED_SIZE)
    if listing is None:
        return site.wrong(request, 400 if wrong else 404)
    title = f"{site.words('search')}: {line(asked.rule)}"
    return feed_response(
        request,
        kind,
        listing,
        asked,
        site.urls.search,
        title=site.words("title", page=title, desk=line(site.settings.desk.name)),
        language=site.settings.desk.language,
    )
