"""`/desk/reports/`: what readers say is wrong in briefs, with a form to close each report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.store.editions import CloseReport, Reported
from beatbook.store.rows import Listed
from beatbook.web.answers import see_other
from beatbook.web.briefcontexts import EditorsReportsContext, ReportedPart
from beatbook.web.contexts import Link, Said
from beatbook.web.lists import line_of, read_page
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import manner
from beatbook.web.text import at_words, line

EDITOR = "editor"
"""Who a closing is written down to: there are no accounts yet."""

OPEN = 50
CLOSED = 20
"""Reports on one page."""

ANSWER = 500
"""Characters of an answer that are kept."""

FORM_BYTES = 16_000


def page(request: Request) -> Response:
    site, number = Site.of(request), read_page(request)
    words = site.words
    n = site.store.open_reports()
    opened = site.store.reports(limit=OPEN, offset=(number - 1) * OPEN)
    closed = site.store.reports(closed=True, limit=CLOSED) if number == 1 else ()
    # A story goes by the id of the article that opened it.
    openers = {item.key: item for item in site.store.lines(sorted({r.story for r in (*opened, *closed)}))}
    more = None
    if n > number * OPEN:
        more = Link(words("reports-more"), f"{site.urls.editors_reports()}?page={number + 1}")
    context = EditorsReportsContext(
        page=site.page(request, words("reports-head"), "", here=site.urls.editors_reports(), index=False),
        says=words("reports-open", n=n),
        open=tuple(_part(site, r, openers) for r in opened),
        closed=tuple(_part(site, r, openers) for r in closed),
        more=more,
        action=site.urls.editors_reports(),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _part(site: Site, report: Reported, openers: Mapping[str, Listed]) -> ReportedPart:
    words, opener = site.words, openers.get(report.story)
    headline = line_of(site, opener, manner(site)).headline if opener else Said(report.story)
    brief = site.urls.edition(report.story, report.edition)
    closed = ""
    if report.closed_at:
        closed = words("report-closed", at=site.moment(report.closed_at), who=line(report.closed_by))
    return ReportedPart(
        number=report.number,
        at=site.moment(report.at),
        at_iso=report.at.isoformat(timespec="seconds"),
        story=Link(headline.text, site.urls.editors_story(report.story)),
        lang=headline.lang,
        brief=Link(words("report-of"), at_words(brief, line(report.sentence))),
        sentence=line(report.sentence),
        words=line(report.words),
        closed=closed,
        answer=line(report.answer),
    )


async def close(request: Request) -> Response:
    """Close a report, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    pairs = await site.forms.pairs(request, most_bytes=FORM_BYTES)
    if pairs is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_close, site, dict(pairs))


def _close(site: Site, fields: Mapping[str, str]) -> Response:
    answer = line(fields.get("answer"))[:ANSWER]
    if not re.fullmatch(r"[0-9]{1,15}", said := fields.get("number", ""), re.ASCII):
        raise NotHere("404-form")
    number = int(said)
    try:
        site.store.apply([CloseReport(number, EDITOR, site.now(), answer)])
    except InputError as error:
        raise NotHere("404-form") from error
    return see_other(f"{site.urls.editors_reports()}#report-{number}")
