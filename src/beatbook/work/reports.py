"""The articles of a store that may report what was announced: those that have its words, and those of its stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from beatbook.model import Article, Days
from beatbook.store.protocol import Store
from beatbook.writing.reporting import Report

STORIES = 20
"""Stories of an announcement of which the articles are looked at."""
MEMBERS = 200
"""Articles of a story among which those of its days are looked for."""


def reports_of(
    store: Store, words: Sequence[str], within: Days, own: Collection[str], most: int
) -> list[Report]:
    """What came out within those days and has at least two of the words, `most` at most, or is of the stories of the articles that
    announced it (`own`) or of those that go on with them."""
    names = {s.slug: s.name for s in store.sources()}
    found = store.reports_of(words, within.first, within.last, most)
    by_words = {article.id for article, _, _ in found}
    mates = _mates(store, within, own)
    return [
        Report(
            article,
            version,
            story,
            published.day,
            names.get(article.source, ""),
            is_of_story=article.id in mates,
            is_by_words=article.id in by_words,
        )
        for article, version, story in {a[0].id: a for a in (*mates.values(), *found)}.values()
        if (published := article.version.published)
    ]


def _mates(store: Store, within: Days, own: Collection[str]) -> dict[str, tuple[Article, str, str | None]]:
    """By their keys, the articles of those days of the stories that announced it and of later ones that name these."""
    stories = {c.story for c in store.comparable(own).values() if c.story}
    for key in sorted(stories)[:STORIES]:
        story = store.story(key, limit=1)
        stories |= {line.key for line in story.later} if story else set()
    of_story = {
        article.id: story
        for story in sorted(stories)[:STORIES]
        for article in store.members(story, MEMBERS)
        if (published := article.version.published) and within.first <= published.day <= within.last
    }
    newest = store.newest(of_story)
    return {key: (article, version, of_story[key]) for key, (article, version, _) in newest.items()}
