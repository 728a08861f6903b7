"""The made-up cases of tests/cases/stories: articles in order of arrival, and which of them are one story.

All of it was written for this project; nearly all places, people, firms and events are invented. A story is all the
articles on one event or one running development. Each file holds cases:

    [[case]]
    name = "dam-wall"             # lower-case words joined by hyphens, no two cases alike
    about = "What is hard."       # and, where editors could differ, why the labels are as they are
    kind = "no-shared-word"       # one of KINDS

    [[case.articles]]             # two to eight
    id = "wire"                   # no two of the case alike
    source = "northwire"
    published = "2025-05-02"      # a date, or a time with its zone; left out where the page has none
    language = "en"
    headline = "Cracks found in Orlec dam wall"
    deck = "…"                    # may be left out
    text = "…"                    # paragraphs parted by a blank line; empty where the headline is all there is
    story = "cracks"              # articles with the same label are one story
    earlier = "drill"             # may be left out: the earlier story that this one's page should lead to
    about_events = ["…"]          # on round-ups and reviews: the stories that they name and do not join

Labels are the case's own. An article without a date is taken to be first seen an hour after the one before it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from beatbook.model import Article, Moment, Version

FOLDER = Path(__file__).parents[1] / "cases" / "stories"

KINDS = {
    "no-shared-word": "one event under headlines without a common word",
    "same-place-same-week": "two events in one place within a week",
    "correction": "a correction joins the story that it corrects",
    "anniversary": "a day of remembrance is a story of its own, the event an earlier one",
    "round-up": "a piece on several events joins none of them and does not join them with each other",
    "month-review": "the same, over a month",
    "follow-up": "a like event weeks later is another story, reports on the first join the first",
    "developing": "one story over weeks, with gaps",
    "recurring": "counts, rates and tables that come again and again: each is of its own day",
    "languages": "one event in several languages",
    "no-date": "articles without a date",
    "headline-only": "articles of which only the headline is known",
    "quote-piece": "a page of quotes, an interview",
    "opinion": "a leading article, an analysis or a column on one event joins it",
    "live-update": "a live page at different hours",
    "merge": "what seemed to be two events is one",
    "split": "out of one event comes another that goes its own way",
    "wire-and-local": "a wire's short report and a local paper's long one",
    "numbers-change": "tolls, prices and areas that change from report to report",
    "two-trials": "two trials at one time",
    "two-quakes": "two disasters or accidents of one kind at one time",
    "two-defections": "two defections at one time",
    "results": "results of matches, votes and companies, from one form",
    "weather": "forecasts and records",
    "personnel": "appointments and resignations",
    "same-person-other-matter": "one person in the news for two matters in a week",
    "same-series": "parts of a standing column or of a series",
    "obituary-later": "a person's death after an earlier event of theirs",
    "spelling-variants": "one name in several spellings, or two names of nearly one spelling",
    "template": "the same sentences with other facts",
}
"""What the kinds of cases mean."""

UNDATED = datetime(2025, 1, 1, tzinfo=UTC)
"""When the first article of a case is taken to be seen, if it has no date."""


@dataclass(frozen=True, slots=True)
class StoryCase:
    """`stories` are the labels of `articles`, in their order, without a gap. `earlier` has the label of the earlier
    story, or None, for each article, `about_events` the labels of the events that it names, mostly none."""

    name: str
    about: str
    kind: str
    articles: tuple[Article, ...]
    stories: tuple[str, ...]
    earlier: tuple[str | None, ...]
    about_events: tuple[tuple[str, ...], ...]


def story_cases() -> tuple[StoryCase, ...]:
    """All cases, in order of file and place. Ids of articles begin with the name of their case."""
    return tuple(
        _case(said)
        for path in sorted(FOLDER.glob("*.toml"))
        for said in tomllib.loads(path.read_text("utf-8"))["case"]
    )


def _case(said: Mapping[str, Any]) -> StoryCase:
    articles: list[Article] = []
    for row in said["articles"]:
        articles.append(_article(said["name"], row, articles[-1].first_seen if articles else None))
    return StoryCase(
        said["name"],
        said["about"],
        said["kind"],
        tuple(articles),
        tuple(row["story"] for row in said["articles"]),
        tuple(row.get("earlier") for row in said["articles"]),
        tuple(tuple(row.get("about_events", ())) for row in said["articles"]),
    )


def _article(case: str, row: Mapping[str, Any], before: datetime | None) -> Article:
    published = Moment.parse(row["published"]) if "published" in row else None
    if published is not None:
        seen = published.instant
    else:
        seen = UNDATED if before is None else before + timedelta(hours=1)
    version = Version(
        headline=row["headline"],
        deck=row.get("deck"),
        published=published,
        language=row["language"],
        text=row["text"].strip(),
    )
    return Article(
        f"{case}/{row['id']}", row["source"], None, seen if before is None else max(seen, before), version
    )
