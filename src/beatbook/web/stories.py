"""What pages show of a story: whose words each of its articles has, what tied it there, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from beatbook.filing.origins import summary
from beatbook.model import CopyKind, CopyOf
from beatbook.store.rows import DESK, Listed, Member, Regrouped, Story
from beatbook.web import dates
from beatbook.web.contexts import Link, PlacePart
from beatbook.web.lists import Manner, line_of
from beatbook.web.site import NotHere, Site
from beatbook.web.storycontexts import MemberPart, MovePart
from beatbook.web.text import line, shortened

ELSEWHERE = 20
"""Origins that stand on another page, or in another story, and are looked up for one page."""

HEADLINE = 80
"""Characters of the headline of such an origin that are shown."""


def find_story(site: Site, key: str, *, limit: int, offset: int = 0) -> Story:
    """The story, or the one that it is part of now. Raises NotHere if there is none, or nothing is left of it."""
    story = site.store.story(key, limit=limit, offset=offset)
    passed = {key}
    while story is not None and story.into and story.into not in passed:
        passed.add(story.into)
        story = site.store.story(story.into, limit=limit, offset=offset)
    if story is None or not story.copies:
        raise NotHere("404-story", Link(site.words("beats"), site.urls.beats()))
    return story


def lead_of(story: Story) -> Listed:
    """The article that stands for the story: its first report that is nobody's copy."""
    if story.line:
        return story.line.lead
    return min(story.members, key=lambda m: (m.copy.kind is not CopyKind.OWN, m.line.first_seen)).line


@dataclass(frozen=True, slots=True)
class Since:
    """From when on an article is new to the reader: `said` is that time in words."""

    at: datetime
    inclusive: bool
    said: str

    def is_new(self, joined: datetime) -> bool:
        return joined >= self.at if self.inclusive else joined > self.at


def manner(site: Site) -> Manner:
    return Manner(site.settings.desk.language, several=True)


def member_parts(site: Site, members: Sequence[Member], since: Since | None = None) -> tuple[MemberPart, ...]:
    origins = _origins(site, members)
    return tuple(_member_part(site, m, origins, since) for m in members)


def _member_part(site: Site, member: Member, origins: Mapping[str, str], since: Since | None) -> MemberPart:
    words, copy = site.words, member.copy
    return MemberPart(
        line=line_of(site, member.line, manner(site)),
        what=words(f"copy-{copy.kind}"),
        origin=_origin(site, copy, origins),
        more=_more(site, copy, pinned=member.pinned),
        tie=tuple(line(said) for said in member.tie),
        new=words("new") if since and since.is_new(member.joined) else "",
        key=member.line.key,
    )


def _origin(site: Site, copy: CopyOf, called: Mapping[str, str]) -> Link | None:
    if copy.origin is None:
        return None
    return Link(called.get(copy.origin, copy.origin), site.urls.article(copy.origin))


def _more(site: Site, copy: CopyOf, *, pinned: bool = False) -> tuple[str, ...]:
    words = site.words
    said = []
    if copy.kind in (CopyKind.REPRINT, CopyKind.EXCERPT):
        said.append(words("same-share", share=dates.share(copy.similarity, words.language)))
    if copy.wire:
        said.append(words("from-wire", wire=line(site.wires.name(copy.wire))))
    if pinned:
        said.append(words("pinned"))
    return tuple(said)


def _origins(site: Site, members: Sequence[Member]) -> Mapping[str, str]:
    """What the origins of these articles are called: by their source where they are among them, else by their headline."""
    here = {m.line.key: line(m.line.source_name) or m.line.source for m in members}
    away = list(dict.fromkeys(m.copy.origin for m in members if m.copy.origin and m.copy.origin not in here))
    return {**here, **_headlines(site, away[:ELSEWHERE])}


def _headlines(site: Site, keys: Sequence[str]) -> Mapping[str, str]:
    found = site.store.comparable(keys) if keys else {}
    return {key: shortened(line(c.article.version.headline) or key, HEADLINE) for key, c in found.items()}


def place_part(site: Site, key: str) -> PlacePart | None:
    """The story that an article belongs to, and whose words it has; None if it is in no story."""
    known = site.store.comparable([key]).get(key)
    story = site.store.story(known.story, limit=1) if known and known.story else None
    if known is None or story is None or not story.members:
        return None
    words, copy = site.words, known.copy
    headline = line_of(site, lead_of(story), manner(site)).headline
    others = sum(c.origin == (copy.origin or key) and c.article != key for c in story.copies)
    return PlacePart(
        story=Link(headline.text, site.urls.story(story.key)),
        lang=headline.lang,
        summary=summary(story.told, site.wires) if len(story.copies) > 1 else words("story-alone"),
        what=words(f"copy-{copy.kind}"),
        origin=_origin(site, copy, _headlines(site, [copy.origin]) if copy.origin else {}),
        more=_more(site, copy),
        copies=words("copies-more", n=others) if others else "",
    )


def move_parts(site: Site, key: str, changes: Sequence[Regrouped]) -> tuple[MovePart, ...]:
    """What happened to a story, newest first."""
    parts = []
    for change in reversed(changes):
        came = change.regroup.into == key
        other = change.regroup.story if came else change.regroup.into
        who = "desk" if change.who == DESK else "editor"
        parts.append(
            MovePart(
                number=change.number,
                at=site.moment(change.at),
                at_iso=change.at.isoformat(timespec="seconds"),
                says=site.words(f"{'came' if came else 'left'}-{who}", n=len(change.regroup.articles)),
                other=Link(site.words("another-story"), site.urls.story(other)),
                why=tuple(line(said) for said in change.regroup.why),
                back=site.words("taken-back") if change.undone_by else "",
            )
        )
    return tuple(parts)
