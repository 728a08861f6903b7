"""`/desk/stories/{story}/`: what is in a story and what was left out of its brief, and an editor's word on it: strike a
sentence out, split, move, merge, and take back; have reviews tell of it.

A form's answer is a redirect to the page, which says what came of it; what it said is a word of ours, never the sender's.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.filing.origins import summary
from beatbook.model import Regroup
from beatbook.store.editions import Strike
from beatbook.store.intents import Move
from beatbook.store.pieces import PinStory
from beatbook.store.protocol import free_key
from beatbook.store.rows import Listed, StoryLine
from beatbook.web.answers import see_other
from beatbook.web.asked import asked_id
from beatbook.web.briefs import editors_brief, name_of
from beatbook.web.contexts import Link, Option
from beatbook.web.lists import line_of
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import find_story, lead_of, manner, member_parts, move_parts
from beatbook.web.storycontexts import EditorsStoryContext, PinChoice
from beatbook.web.text import line, shortened

EDITOR = "editor"
"""Who a change is written down to: there are no accounts yet."""

SHOWN = 200
"""Articles that are shown, the earliest. A form may name all of them."""

FORM_BYTES = 256_000
REASON = 500
"""Characters of a reason that are kept."""

WRONG = (
    "nothing-chosen",
    "no-such-story",
    "all-chosen",
    "same-story",
    "no-such-sentence",
    "not-struck",
)
"""Why nothing came of a form, as its page's address says it."""


def page(request: Request) -> Response:
    site = Site.of(request)
    key = asked_id(request, "story")
    story = find_story(site, key, limit=SHOWN)
    if story.key != key:
        return _to(site, story.key, request.query_params.get("said", ""))
    words, lead = site.words, lead_of(story)
    headline = line_of(site, lead, manner(site)).headline
    rest = len(story.copies) - len(story.members)
    said = request.query_params.get("said", "")
    outcome = ""
    if said in WRONG:
        outcome = words("story-wrong", why=words(said))
    elif said == "done":
        outcome = words("story-done")
    context = EditorsStoryContext(
        page=site.page(request, words("story-page", headline=headline.text), "", here=" ", index=False),
        headline=headline,
        key=key,
        summary=summary(story.told, site.wires),
        public=Link(words("public-page"), site.urls.story(key)),
        brief=editors_brief(site, key),
        members=member_parts(site, story.members),
        rest=words("not-on-page", n=rest) if rest else "",
        near=_options((*story.later, *story.earlier)),
        changes=move_parts(site, key, story.changes[-SHOWN:]),
        reviews=_reviews(site, key, lead),
        said=outcome,
        went_wrong=said in WRONG,
        action=site.urls.editors_story(key),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _reviews(site: Site, key: str, lead: Listed) -> tuple[PinChoice, ...]:
    """The beats in whose reviews the story may be told for good, each with whether it is."""
    found = []
    article = site.store.article(lead.key)
    for filed in article.filed if article else ():
        is_pinned = key in site.store.pinned_stories(filed.slug)
        says = site.words("unpin-story" if is_pinned else "pin-story", beat=line(filed.title) or filed.slug)
        found.append(PinChoice(filed.slug, "unpin" if is_pinned else "pin", says))
    return tuple(found)


def _options(stories: Sequence[StoryLine]) -> tuple[Option, ...]:
    return tuple(Option(s.key, shortened(line(s.lead.headline), 100), False) for s in stories)


async def change(request: Request) -> Response:
    """Do what the form says, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    pairs = await site.forms.pairs(request, most_bytes=FORM_BYTES, most_fields=SHOWN + 10)
    if pairs is None:
        raise NotHere("404-form")
    key = asked_id(request, "story")
    return await run_in_threadpool(_carry_out, site, key, pairs)


def _carry_out(site: Site, key: str, pairs: Sequence[tuple[str, str]]) -> Response:
    story = find_story(site, key, limit=SHOWN)
    fields = dict(pairs)
    articles = tuple(value for name, value in pairs if name == "article")
    reason = line(fields.get("why"))[:REASON]
    why = (reason,) if reason else ()
    if fields.get("do") in ("strike", "allow"):
        return _strike(site, story.key, fields["do"], fields.get("sentence", ""))
    if fields.get("do") in ("pin", "unpin"):
        return _pin(site, story.key, fields.get("beat", ""), undo=fields["do"] == "unpin")
    if fields.get("do") == "write-again":
        site.store.write_again(stories=[story.key])
        return _to(site, story.key, "done")
    try:
        match fields.get("do"):
            case "undo":
                number = int(fields.get("number", ""))
                if number not in {c.number for c in story.changes}:
                    raise NotHere("404-form")
                move = Move(Regroup(story.key, story.key, (), why), EDITOR, site.now(), undoes=number)
            case "merge":
                into = _named(site, fields.get("into", ""))
                if into is None or into == story.key:
                    return _to(site, story.key, "same-story" if into else "no-such-story")
                move = Move(Regroup(story.key, into, (), why), EDITOR, site.now())
            case "split" | "move" as do:
                if not articles:
                    return _to(site, story.key, "nothing-chosen")
                if do == "split" and len(set(articles)) >= len(story.copies):
                    return _to(site, story.key, "all-chosen")
                into = (
                    free_key(site.store, story.key, articles)
                    if do == "split"
                    else _named(site, fields.get("into", ""))
                )
                if into is None or into == story.key:
                    return _to(site, story.key, "same-story" if into else "no-such-story")
                move = Move(Regroup(story.key, into, articles, why), EDITOR, site.now())
            case _:
                raise NotHere("404-form")
        site.store.apply([move])
    except (ValueError, InputError) as error:
        raise NotHere("404-form") from error
    return _to(site, story.key, "done")


def _strike(site: Site, key: str, do: str, name: str) -> Response:
    """Strike the sentence of that name out of the brief, or allow it again."""
    if do == "strike":
        edition = site.store.briefs([key]).get(key)
        texts = [cited.text for cited in edition.brief.sentences] if edition else []
    else:
        texts = [struck.text for struck in site.store.struck(key)]
    text = next((t for t in texts if name_of(t) == name), None)
    try:
        if text is None:
            raise InputError(name)
        site.store.apply([Strike(key, text, EDITOR, site.now(), undo=do == "allow")])
    except InputError:
        return _to(site, key, "no-such-sentence" if do == "strike" else "not-struck")
    return _to(site, key, "done")


def _pin(site: Site, key: str, beat: str, *, undo: bool) -> Response:
    """Have every review of a beat tell of the story, or no longer."""
    try:
        site.store.apply([PinStory(beat, key, EDITOR, site.now(), undo)])
    except InputError as error:
        raise NotHere("404-form") from error
    return _to(site, key, "done")


def _named(site: Site, said: str) -> str | None:
    """The story that an editor names: by its id, by the address of its page, or by an article in it."""
    said = said.strip()
    path = urlsplit(said).path if "/" in said else ""
    for folder in ("/stories/", "/articles/"):
        if folder in path:
            said = unquote(path.partition(folder)[2].removesuffix("/"))
    for key in (said, *(c.story for c in site.store.comparable([said]).values() if c.story)):
        story = site.store.story(key, limit=1)
        if story is not None:
            return find_story(site, key, limit=1).key
    return None


def _to(site: Site, key: str, said: str) -> Response:
    mark = f"?said={said}" if said == "done" or said in WRONG else ""
    return see_other(site.urls.editors_story(key) + mark)
