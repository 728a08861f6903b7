"""Whose copy each article of a stream is and which story it belongs to, by those before it: for the stages. A desk keeps the same in
its store (`grouper`).
"""

from __future__ import annotations

from collections.abc import Callable

from beatbook.filing.remembered import Copies
from beatbook.filing.scratch import Held, Scratch
from beatbook.filing.stories import Stories
from beatbook.model import Article, CopyOf, Grouping
from beatbook.work.deciders import copies_judge


class Decided:
    """Decides on articles in the order in which they are given, and remembers what was decided."""

    def __init__(self, scratch: Callable[[], Scratch] = Held) -> None:
        self._copies, self._stories = Copies(copies_judge(), scratch), Stories()
        self._homes: dict[str, str] = {}
        self._merged: dict[str, str] = {}
        self._copied: dict[str, CopyOf] = {}

    def add(self, article: Article) -> Grouping:
        """The story of an article; it may be another one later (`story_of`)."""
        decision = self._copies.add(article)
        copy = decision.kept
        for moved in (copy, *decision.repointed):
            if moved.origin is not None:
                self._copied[moved.article] = moved
            else:
                self._copied.pop(moved.article, None)
        home = self._home(copy.origin) if copy.origin else None
        found = self._stories.decide(article, copy, home)
        for regroup in found.regroups:
            if regroup.articles:
                # A split: the story itself lives on, and the new one is nobody's any more.
                self._merged.pop(regroup.into, None)
                self._homes.update(dict.fromkeys(regroup.articles, regroup.into))
            else:
                self._merged[regroup.story] = regroup.into
        self._homes[article.id] = found.grouping.story
        return found.grouping

    def _home(self, article: str) -> str | None:
        home = self._homes.get(article)
        while home in self._merged:
            home = self._merged[home]
        return home

    def story_of(self, article: str) -> str:
        """The story that an article belongs to by now."""
        return self._home(article) or article

    def is_copy(self, article: str) -> bool:
        return article in self._copied
