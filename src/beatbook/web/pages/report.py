"""`/stories/{story}/report/`: a reader says what is wrong in a brief, and it comes into the editors' queue.

Anybody may send it, so it says nothing but what is asked, rides on nobody's rights, and is bounded: in length, in how many
an address may send (`senders`), and in how many may be open (the store).
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.store.editions import LONGEST_REPORT, MOST_REPORTS, Edition, ReportError
from beatbook.web.answers import see_other
from beatbook.web.asked import asked_under
from beatbook.web.briefcontexts import ReportContext
from beatbook.web.contexts import Link, Option
from beatbook.web.lists import line_of
from beatbook.web.pages import story as story_page
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import find_story, lead_of, manner
from beatbook.web.text import clean, line, shortened

FORM_BYTES = 64_000
"""More than a report may have, so that one that is too long is told so and not lost."""

SENTENCE = 160
"""Characters of a sentence that are shown where one is chosen."""


def page(request: Request) -> Response:
    under = asked_under(request)
    if under is None:
        return story_page.page(request)
    site, key = Site.of(request), under[0]
    said = request.query_params
    story = find_story(site, key, limit=1)
    if story.key != key:
        headers = {"Location": site.urls.report(story.key), "Cache-Control": "no-cache"}
        return Response(status_code=302, headers=headers)
    edition = _edition(site, key, said.get("brief", ""))
    return _form(request, edition, sentence=said.get("sentence", ""), sent=said.get("said") == "sent")


def _edition(site: Site, key: str, number: str) -> Edition:
    """The edition that is meant; the one that is shown where none is named. Raises NotHere if there is no such brief."""
    editions = site.store.editions(key)
    if not editions:
        raise NotHere("404-brief", Link(site.words("back-to-story"), site.urls.story(key)))
    found = next((e for e in editions if str(e.number) == number), None)
    if number and found is None:
        raise NotHere("404-edition", Link(site.words("back-to-story"), site.urls.story(key)))
    return found or editions[-1]


def _form(
    request: Request,
    edition: Edition,
    *,
    sentence: str = "",
    words: str = "",
    wrong: str = "",
    sent: bool = False,
    status: int = 200,
) -> Response:
    site = Site.of(request)
    key = edition.brief.story
    headline = line_of(site, lead_of(find_story(site, key, limit=1)), manner(site)).headline
    options = [Option("", site.words("report-whole"), False)]
    for n, cited in enumerate(edition.brief.sentences, 1):
        text = f"{n}. {shortened(line(cited.text), SENTENCE)}"
        options.append(Option(str(n), text, str(n) == sentence))
    context = ReportContext(
        page=site.page(request, site.words("report-what"), site.urls.report(key), index=False),
        story=Link(headline.text, site.urls.story(key)),
        lang=headline.lang,
        sentences=tuple(options),
        brief=str(edition.number),
        words=words,
        most=LONGEST_REPORT,
        wrong=site.words("report-wrong", why=wrong) if wrong else "",
        sent=sent,
        action=site.urls.report(key),
        token=site.reports.token,
    )
    return site.respond_once(context, status)


async def send(request: Request) -> Response:
    """Put a report into the queue and say so; where that cannot be, say why and keep what was written."""
    site = Site.of(request)
    under = asked_under(request)
    pairs = await site.reports.pairs(request, most_bytes=FORM_BYTES) if under else None
    if under is None or pairs is None:
        raise NotHere("404-form")
    return await run_in_threadpool(_take, request, site, under[0], dict(pairs))


def _take(request: Request, site: Site, key: str, fields: Mapping[str, str]) -> Response:
    edition = _edition(site, key, fields.get("brief", ""))
    sentence, said = fields.get("sentence", ""), clean(fields.get("words", ""))
    # As the store counts them: a browser sends a line's end as two characters.
    length = len(" ".join(said.split()))
    wrong = ""
    if not length:
        wrong = site.words("report-empty")
    elif length > LONGEST_REPORT:
        wrong = site.words("report-long", n=length, most=LONGEST_REPORT)
    elif site.store.open_reports() >= MOST_REPORTS:
        wrong = site.words("report-full")
    if wrong:
        return _form(request, edition, sentence=sentence, words=said, wrong=wrong, status=400)
    if not site.senders.may_send(request.client.host if request.client else None):
        return site.wrong(request, 429, "429-report", headers={"Retry-After": "3600"})
    texts = {str(n): cited.text for n, cited in enumerate(edition.brief.sentences, 1)}
    if sentence and sentence not in texts:
        raise NotHere("404-form")
    try:
        site.store.apply([ReportError(key, edition.number, texts.get(sentence), said, site.now())])
    except InputError as error:
        wrong = line(str(error))
        return _form(request, edition, sentence=sentence, words=said, wrong=wrong, status=400)
    return see_other(f"{site.urls.report(key)}?said=sent")
