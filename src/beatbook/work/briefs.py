"""Briefs of a whole set of articles at once: which belong to a story, which of them are copies, what went before.

A desk's store knows all this; here it is worked out from the lines given, for the stage. Texts are kept where they are put, so
that memory holds a line for each article and the names of each story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from beatbook.filing.remembered import Copies
from beatbook.filing.scratch import Place, Texts
from beatbook.model import Article, Brief
from beatbook.work.deciders import copies_judge
from beatbook.writing import earlier
from beatbook.writing.brief import WORDS, Writer
from beatbook.writing.material import Material, Member, spread

MEMBERS = 200
"""Members of a story among which copies are looked for."""

Kept = tuple[Article, Place]
"""An article without its text, and where that was put aside."""


@dataclass(slots=True)
class _Story:
    members: list[Kept] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    names: frozenset[str] = frozenset()


class Briefs:
    """Takes articles story by story, in any order, and writes a brief of each."""

    def __init__(self, texts: Texts, writer: Writer | None = None) -> None:
        self._texts, self._writer = texts, writer or Writer()
        self._judge = copies_judge()
        self._stories: dict[str, _Story] = {}

    def add(self, story: str, article: Article) -> None:
        """Put an article into its story."""
        found = self._stories.setdefault(story, _Story())
        version = article.version
        found.members.append(
            (replace(article, version=replace(version, text="")), self._texts.put(version.text))
        )
        if version.published:
            day = version.published.day
            found.first = min(found.first or day, day)
            found.last = max(found.last or day, day)

    def written(self, words: int = WORDS) -> Iterator[tuple[str, Brief]]:
        """Each story with its brief, in the order in which the stories were first seen."""
        terms = self._writer.ears.terms
        sharing: dict[str, list[str]] = defaultdict(list)
        for key, story in self._stories.items():
            if story.first is None:
                continue
            names: Counter[str] = Counter()
            for article in self._articles(spread(story.members, earlier.TELLING)):
                said = terms.of(article.version)
                names.update(said.names.keys() & said.leading)
            story.names = frozenset(names)
            for name in names:
                sharing[name].append(key)
        total = len(self._stories)
        common = frozenset(name for name, keys in sharing.items() if earlier.is_common(len(keys), total))
        for key, story in self._stories.items():
            members = self._members(story)
            before = tuple(
                Member(article)
                for other in self._earlier(story, sharing, common)
                for article in self._articles(spread(self._stories[other].members, earlier.ARTICLES))
            )
            yield key, self._writer.write(Material(key, members, before, common), words)

    def _articles(self, members: Sequence[Kept]) -> Iterator[Article]:
        for article, place in members:
            yield replace(article, version=replace(article.version, text=self._texts.get(place)))

    def _members(self, story: _Story) -> tuple[Member, ...]:
        copies = Copies(self._judge)
        articles = [*self._articles(spread(story.members, MEMBERS))]
        copied: set[str] = set()
        for article in articles:
            decision = copies.add(article)
            copied.update(c.article for c in (decision.kept, *decision.repointed) if c.origin is not None)
        return tuple(Member(article, article.id in copied) for article in articles)

    def _earlier(self, story: _Story, sharing: dict[str, list[str]], common: frozenset[str]) -> list[str]:
        """The stories that ended before this one began and share rare names with it, the nearest first."""
        if story.first is None:
            return []
        terms = self._writer.ears.terms
        weights: dict[str, list[float]] = defaultdict(list)
        for name in sorted(story.names - common):
            weight = earlier.weight(name, len(sharing[name]), len(self._stories), terms)
            for key in sharing[name]:
                last = self._stories[key].last
                if last is not None and last < story.first:
                    weights[key].append(weight)
        near = [key for key, shared in weights.items() if earlier.is_near(shared)]
        return sorted(near, key=lambda key: (-sum(weights[key]), key))[: earlier.STORIES]
