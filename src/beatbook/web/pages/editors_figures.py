"""`/desk/beats/{beat}/figures/`: the figures of a beat, and what could be one; and `/desk/beats/{beat}/figures/{figure}/`: every
observation of a figure, which an editor may strike out, and take back.

A form's answer is a redirect to the page, which says what came of it (`editors_story`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.filing.figurefile import printed
from beatbook.model import Figure, SuggestedFigure
from beatbook.store.figures import KeptObservation, StrikeObservation
from beatbook.store.rows import Listed
from beatbook.web import dates, figures
from beatbook.web.answers import see_other
from beatbook.web.contexts import Link, Said
from beatbook.web.figurecontexts import (
    EditorsFigureContext,
    EditorsFiguresContext,
    ObservedPart,
    SuggestedPart,
)
from beatbook.web.figuretable import name_of, told
from beatbook.web.pages.editors_story import EDITOR
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line

SHOWN = 300
"""Observations that are shown, the newest; and as many that were struck out."""

SUGGESTED = 20
"""Suggestions that are shown, those that most articles state."""

WRONG = ("no-such-observation", "observation-not-struck")
"""Why nothing came of a form, as its page's address says it."""


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    words, urls = site.words, site.urls
    title = words("figures-editors", beat=line(beat.title) or beat.slug)
    found = site.figures.suggested(beat.slug)[:SUGGESTED]
    keys = {span.article for s in found for span in s.example.spans}
    lines = {item.key: item for item in site.store.lines(sorted(keys))} if keys else {}
    context = EditorsFiguresContext(
        page=site.page(request, title, "", here=" ", index=False),
        title=title,
        public=Link(words("public-page"), urls.figures(beat.slug)),
        kept=tuple(
            (
                Link(figures.name(words, k.figure), urls.editors_figure(beat.slug, k.figure.slug)),
                words("figures-kept-n", n=k.observations),
            )
            for k in site.store.figures(beat.slug)
        ),
        suggested=tuple(_suggested(site, beat.slug, s, lines) for s in found),
    )
    return site.respond_once(context)


def _suggested(site: Site, beat: str, one: SuggestedFigure, lines: Mapping[str, Listed]) -> SuggestedPart:
    words = site.words
    key = one.example.spans[0].article if one.example.spans else ""
    item = lines.get(key)
    name = (line(item.source_name) or item.source) if item else words("article-gone")
    return SuggestedPart(
        title=figures.name(words, one.figure),
        says=words(
            "figures-suggested-n",
            articles=words("articles", n=one.articles),
            periods=words("figure-periods", n=one.periods),
        ),
        example=Said(line(one.example.text), site.foreign(item.language) if item else None),
        article=Link(name, site.urls.article(key)),
        file=printed(one.figure),
        command=f"beatbook figures add {beat} {one.figure.slug}.toml",
    )


# ---- one of them ----------------------------------------------------------------------------------------------------------------


def one(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    figure = told(site, beat.slug, request.path_params["figure"]).figure
    words, urls = site.words, site.urls
    found = list(reversed(site.store.observations(beat.slug, figure.slug, struck=True)))
    stand = [k for k in found if k.struck_by is None]
    struck = [k for k in found if k.struck_by is not None]
    left = max(0, len(stand) - SHOWN) + max(0, len(struck) - SHOWN)
    said = request.query_params.get("said", "")
    outcome = words("figure-done") if said == "done" else ""
    if said in WRONG:
        outcome = words("figure-wrong", why=words(said))
    title = figures.name(words, figure)
    context = EditorsFigureContext(
        page=site.page(request, title, "", here=" ", index=False),
        title=title,
        public=Link(words("public-page"), urls.figure(beat.slug, figure.slug)),
        figures=Link(
            words("figures-editors", beat=line(beat.title) or beat.slug), urls.editors_figures(beat.slug)
        ),
        observations=tuple(_observed(site, figure, k) for k in stand[:SHOWN]),
        struck=tuple(_observed(site, figure, k) for k in struck[:SHOWN]),
        more=words("struck-more", n=left) if left else "",
        said=outcome,
        went_wrong=said in WRONG,
        action=urls.editors_figure(beat.slug, figure.slug),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _observed(site: Site, figure: Figure, kept: KeptObservation) -> ObservedPart:
    words, one = site.words, kept.observation
    language = words.language
    period = dates.period(one.period, language) if one.period else ""
    if one.period and one.each:
        first, last = figures.ends(words, one.period, one.each)
        period = words(f"figure-each-{one.each.value}", first=first, last=last)
    data = [
        period,
        words("as-of", at=dates.long_day(one.as_of, language)),
        words("figure-item-by", who=line(one.stated_by)) if line(one.stated_by) else "",
        words("figure-struck-by", who=line(kept.struck_by)) if kept.struck_by else "",
    ]
    return ObservedPart(
        value=figures.value(words, one, figure.unit),
        data=tuple(said for said in data if said),
        article=Link(
            words(
                "source-day",
                source=line(kept.line.source_name) or kept.line.source,
                day=dates.long_day(one.reported, language),
            ),
            site.urls.editors_article(one.span.article),
        ),
        sentence=Said(line(one.text), site.foreign(kept.line.language)),
        name=name_of(one),
        is_struck=kept.struck_by is not None,
    )


async def change(request: Request) -> Response:
    """Do what the form says, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None or fields.get("do") not in ("strike", "allow"):
        raise NotHere("404-form")
    return await run_in_threadpool(_carry_out, site, request, fields)


def _carry_out(site: Site, request: Request, fields: Mapping[str, str]) -> Response:
    beat = site.beat(request.path_params["beat"]).slug
    figure = told(site, beat, request.path_params["figure"]).figure.slug
    undo = fields["do"] == "allow"
    said = _strike(site, beat, figure, fields.get("observation", ""), undo=undo)
    return see_other(f"{site.urls.editors_figure(beat, figure)}?said={said}")


def _strike(site: Site, beat: str, figure: str, name: str, *, undo: bool) -> str:
    """Carry it out; what came of it, as the page's address says it. All that the sentence says of the figure goes with it."""
    wrong = WRONG[undo]
    kept: Sequence[KeptObservation] = site.store.observations(beat, figure, struck=True)
    found = next((k.observation for k in kept if name_of(k.observation) == name), None)
    if found is None:
        return wrong
    strike = StrikeObservation(beat, figure, found.span.article, found.text, EDITOR, site.now(), undo=undo)
    try:
        site.store.apply([strike])
    except InputError:
        return wrong
    return "done"
