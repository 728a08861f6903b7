"""What groups the articles of a desk: `filing.copies` and `filing.stories`, over what the archive knows.

Where an article belongs is decided again when its words change or all is compared anew. When its words changed it stays
while it is still tied to its story, so that little moves under a reader; where all is decided anew, in the order of first
sight, it goes where it would go today. What is in a story that an editor had a hand in stays there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from beatbook.filing.copies import CANDIDATES, LEAST_SHARED, Earlier, Found, Judge
from beatbook.filing.origins import Wires
from beatbook.filing.signature import ALGORITHM
from beatbook.filing.stories import Stories
from beatbook.filing.strands import Strands
from beatbook.model import Article, CopyKind, CopyOf, Grouping, Regroup, Signature
from beatbook.read.boilerplate import known_form
from beatbook.work import grouper
from beatbook.work.grouper import Lookup

STAYS = "where it was put before"
"""What ties an article to its story that comes up again."""


def copies_judge() -> Judge:
    """Decides on copies as the desk does."""
    return Judge(Wires.shipped(), lambda paragraph: known_form(paragraph) is not None)


class _Before:
    """What is known of articles but one: that which is being decided on."""

    def __init__(self, known: Lookup, but: str) -> None:
        self._known, self._but = known, but
        self.has_twin = False

    def exact(self, digest: str) -> CopyOf | None:
        key = self._known.same_words(ALGORITHM, digest)
        if key is None or key == self._but:
            return None
        found = self._known.comparable([key]).get(key)
        if found is None:  # it was withdrawn just now
            return None
        self.has_twin = True
        if found.copy.origin is None:
            return CopyOf(key, wire=found.copy.wire)
        origin = self._known.comparable([found.copy.origin])[found.copy.origin]
        return replace(found.copy, wire=origin.copy.wire)

    def candidates(self, marks: Sequence[int]) -> Found:
        shared, common = self._known.sharing(ALGORITHM, marks, LEAST_SHARED, CANDIDATES + 1)
        return Found(tuple(key for key, _ in shared if key != self._but)[:CANDIDATES], common)

    def earlier(self, key: str) -> Earlier:
        found = self._known.comparable([key])[key]
        origin = found.copy.origin or key
        seen = found.seen if origin == key else self._known.comparable([origin])[origin].seen
        article, version = found.article, found.article.version
        return Earlier(
            key,
            origin,
            seen,
            article.source,
            version.headline or "",
            version.text,
            found.copy.wire,
            version.partial,
        )


class Copies:
    """Says whose words articles have."""

    def __init__(self, known: Lookup, judge: Judge) -> None:
        self._known, self._judge = known, judge

    def decide(self, article: Article) -> tuple[CopyOf, Signature, Sequence[CopyOf]]:
        before = _Before(self._known, article.id)
        decision = self._judge.decide(article, before)
        signature = decision.signature
        if (
            not signature.marks or before.has_twin
        ):  # too short for its words to say anything, or others say it
            signature = replace(signature, exact=None)
        if not decision.is_marked:
            signature = replace(signature, marks=())
        return decision.kept, signature, decision.repointed


class Grouped:
    """Says which stories articles belong to."""

    def __init__(self, known: Lookup, stories: Strands) -> None:
        self._known, self._stories = known, stories

    def load(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        self._stories.load(profiles)

    def decide(
        self, article: Article, copy: CopyOf
    ) -> tuple[Grouping, Sequence[Regroup], Mapping[str, bytes]]:
        asked = [article.id, *((copy.origin,) if copy.origin else ())]
        found = self._known.comparable(asked)
        vector = self._known.vectors([article.id]).get(article.id)
        own = found.get(article.id)
        opens = None
        if own is not None and own.story is not None:
            self._stories.take_out(article.id, own.story)
            tie = self._stays(article, own.story, copy)
            if tie is not None:
                profile = (
                    self._stories.put_in(article, own.story, vector)
                    if copy.kind is CopyKind.OWN
                    else self._kept(own.story, article)
                )
                return Grouping(article.id, own.story, tie), (), {own.story: profile}
            if not self._stories.knows(own.story):  # nothing else keeps it
                opens = own.story
        origin = found.get(copy.origin) if copy.origin else None
        grouping, regroups, profiles = self._stories.decide(
            article, copy, origin.story if origin else None, opens, vector
        )
        if grouping.story not in profiles and origin is not None:
            profiles = {**profiles, grouping.story: self._kept(grouping.story, origin.article)}
        return grouping, regroups, profiles

    def _stays(self, article: Article, story: str, copy: CopyOf) -> tuple[str, ...] | None:
        """What keeps an article in its story, if anything does."""
        if self._known.is_settled(story):
            return (STAYS,)
        if self._known.anew or copy.origin is not None:
            return None
        return self._stories.tie(article, story)

    def _kept(self, story: str, member: Article) -> bytes:
        """The profile of a story that nothing was added to; one that is no longer compared is made from a member."""
        return self._stories.kept(story) if self._stories.knows(story) else self.profile(story, [member])

    def profile(self, story: str, members: Sequence[Article]) -> bytes:
        return self._stories.made(story, members, self._known.vectors([m.id for m in members]))


def deciders(known: Lookup, model: str = "", near: float = 1.0) -> tuple[grouper.Copies, grouper.Stories]:
    """What decides. `model` is whose vectors the articles come with, if any; `near` the cosine from which two articles in
    different languages are on the same thing."""
    return Copies(known, copies_judge()), Grouped(known, Strands(Stories(), model, near))
