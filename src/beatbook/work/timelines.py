"""Timelines of a whole set of articles at once: a desk's store knows what was noted of each; here it is noted from the lines given,
for the stage. Texts are kept where they are put, so that memory holds a line and some days for each article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from beatbook.errors import InputError
from beatbook.filing.scratch import Place, Texts
from beatbook.model import Article, Event
from beatbook.writing.candidates import Ears
from beatbook.writing.mentions import Noted, Notes
from beatbook.writing.timeline import SENTENCES, Asked, Chronicler

NO_DAY = "'published' is missing: nothing says from which day its dates are counted"


class Timelines:
    """Takes articles in any order and writes timelines of them, by a question's words."""

    def __init__(self, texts: Texts, query: Sequence[str] = (), ears: Ears | None = None) -> None:
        self._texts, self._ears = texts, ears or Ears()
        self._reader = Notes(query, self._ears.languages)
        self._is_asked = any(query)
        self._notes: list[Noted] = []
        self._articles: list[tuple[Article, Place]] = []
        self._stories: list[str | None] = []

    def add(self, article: Article, story: str | None = None) -> None:
        """Note an article. Raises InputError if nothing says when it came out."""
        version = article.version
        if version.published is None:
            raise InputError(NO_DAY)
        self._notes.append(self._reader.of(article, len(self._notes), version.published.day))
        self._articles.append(
            (replace(article, version=replace(version, text="")), self._texts.put(version.text))
        )
        self._stories.append(story)

    def written(
        self,
        first: date | None = None,
        last: date | None = None,
        events: int | None = None,
        sentences: int = SENTENCES,
    ) -> list[Event]:
        """The events of a period by their days; of all days on which an article came out, if none is given."""
        days = [note.day for note in self._notes]
        if not days:
            return []
        asked = Asked(
            first or date.fromordinal(min(days)), last or date.fromordinal(max(days)), events, sentences
        )
        return Chronicler(self._notes, self, self._ears, self._stories, is_asked=self._is_asked).events(asked)

    def text(self, number: int) -> str:
        """The text of an article, by how many were added before it."""
        return self._texts.get(self._articles[number][1])

    def article(self, number: int) -> Article:
        """The article with its text."""
        article = self._articles[number][0]
        return replace(article, version=replace(article.version, text=self.text(number)))
