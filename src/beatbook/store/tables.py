"""The tables: one for each word of the vocabulary that the desk keeps. Migrations hold their own frozen copies.

Lists (`article`, `filing`) carry no bodies; the text of every version is in `version`, compressed. `filing` repeats
the sort key of its article, so that a page of a beat is one walk along one index however large the archive is.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData()


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. A naive one is a bug of ours and is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone: {value}")
        return (
            value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)
        )

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return (
            value
            if value is None
            else value.replace(tzinfo=UTC)
            if value.tzinfo is None
            else value.astimezone(UTC)
        )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _ref(name: str, table: str, *, null: bool = False, **more: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=null, **more)


desk = sa.Table(
    "desk",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

source = sa.Table(
    "source",
    metadata,
    _id(),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("home", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("tier", sa.Text, nullable=False),
    sa.Column("allow", sa.JSON, nullable=False),
    sa.Column("added_at", UtcTime, nullable=False),
)

feed = sa.Table(
    "feed",
    metadata,
    _id(),
    _ref("source_id", "source"),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("digest", sa.Text),
    sa.Column("last_poll", UtcTime),
    sa.Column("last_success", UtcTime),
    sa.Column("last_change", UtcTime),
    sa.Column("status", sa.Integer),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("reason", sa.Text),
    sa.Column("problems", sa.JSON, nullable=False),
    sa.Column("interval", sa.Float, nullable=False),
    sa.Column("moved_to", sa.Text),
    sa.Column("moved_count", sa.Integer, nullable=False, default=0),
    sa.Column("disabled", sa.Text),
    sa.Column("next_poll", UtcTime),
    sa.Column("hold_until", UtcTime),
    sa.UniqueConstraint("source_id", "url"),
)

host = sa.Table(
    "host",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("robots", sa.LargeBinary),
    sa.Column("robots_status", sa.Integer),
    sa.Column("robots_at", UtcTime),
    sa.Column("hold_until", UtcTime),
)

document = sa.Table(
    "document",
    metadata,
    _id(),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("fetched_at", UtcTime, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("offset", sa.Integer, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
)

fetch = sa.Table(
    "fetch",
    metadata,
    _id(),
    _ref("source_id", "source", null=True),
    _ref("feed_id", "feed", null=True),
    _ref("article_id", "article", null=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("reason", sa.Text),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    _ref("document_id", "document", null=True),
    sa.Index("fetch_source", "source_id", "id"),
    sa.Index("fetch_article", "article_id"),
)

article = sa.Table(
    "article",
    metadata,
    _id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    _ref("source_id", "source"),
    sa.Column("url", sa.Text),
    sa.Column("first_seen", UtcTime, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("said", sa.JSON),
    sa.Column("said_digest", sa.Text),
    sa.Column("version", sa.Integer, nullable=False, default=0),
    sa.Column("digest", sa.Text),
    sa.Column("headline", sa.Text),
    sa.Column("deck", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("sorted_at", UtcTime, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("section", sa.Text),
    sa.Column("partial", sa.Boolean, nullable=False, default=False),
    sa.Index("article_outcome", "outcome", "sorted_at", "id"),
    sa.Index("article_source", "source_id", "outcome", "sorted_at", "id"),
)

article_key = sa.Table(
    "article_key",
    metadata,
    _ref("source_id", "source", primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    _ref("article_id", "article"),
)

version = sa.Table(
    "version",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("read_at", UtcTime, nullable=False),
    _ref("document_id", "document", null=True),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("headline", sa.Text),
    sa.Column("deck", sa.Text),
    sa.Column("byline", sa.JSON, nullable=False),
    sa.Column("published", sa.Text),
    sa.Column("modified", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("section", sa.Text),
    sa.Column("partial", sa.Boolean, nullable=False),
    sa.Column("boilerplate", sa.JSON, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("canonical", sa.Text),
    sa.Column("image", sa.JSON(none_as_null=True)),
    sa.Column("witnesses", sa.JSON(none_as_null=True)),
    sa.Column("path", sa.Text),
)

author = sa.Table(
    "author",
    metadata,
    _id(),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    _ref("into_id", "author", null=True),
    sa.Index("author_into", "into_id", sqlite_where=sa.text("into_id IS NOT NULL")),
)
"""`into_id` is the author that an editor has said this name to be another name of."""

signed = sa.Table(
    "signed",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    _ref("author_id", "author"),
    sa.Index("signed_author", "author_id", "article_id"),
)

beat = sa.Table(
    "beat",
    metadata,
    _id(),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("tier", sa.Text, nullable=False),
    sa.Column("filed_rule", sa.Text),
)

filing = sa.Table(
    "filing",
    metadata,
    _ref("beat_id", "beat", primary_key=True),
    _ref("article_id", "article", primary_key=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("why", sa.JSON, nullable=False),
    sa.Column("sorted_at", UtcTime, nullable=False),
    sa.Column("month", sa.Text, nullable=False),
    _ref("source_id", "source"),
    sa.Column("language", sa.Text, nullable=False),
    sa.Index("filing_beat", "beat_id", "sorted_at", "article_id"),
    sa.Index("filing_month", "beat_id", "month", "sorted_at", "article_id"),
    sa.Index("filing_article", "article_id"),
)

tally = sa.Table(
    "tally",
    metadata,
    _ref("beat_id", "beat", primary_key=True),
    sa.Column("facet", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
)

coverage = sa.Table(
    "coverage",
    metadata,
    _ref("source_id", "source", primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("reached", sa.Integer, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
)

work = sa.Table(
    "work",
    metadata,
    sa.Column("stage", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("ready_at", UtcTime, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", UtcTime),
    sa.Index("work_ready", "stage", "ready_at"),
)

lesson = sa.Table(
    "lesson",
    metadata,
    _ref("source_id", "source", primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("learned", UtcTime, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
)

lesson_change = sa.Table(
    "lesson_change",
    metadata,
    _id(),
    _ref("source_id", "source"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("lesson_change_source", "source_id", "id"),
)

recent = sa.Table(
    "recent",
    metadata,
    _ref("source_id", "source", primary_key=True),
    _ref("article_id", "article", primary_key=True),
    sa.Column("paragraphs", sa.LargeBinary, nullable=False),
    sa.Column("places", sa.JSON, nullable=False),
)
"""An article's place among the recent ones is that of its id: the order of first sight, whoever writes when."""

decision = sa.Table(
    "decision",
    metadata,
    _id(),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
)

story = sa.Table(
    "story",
    metadata,
    _id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("opened", UtcTime, nullable=False),
    _ref("into_id", "story", null=True),
    sa.Column("parted", sa.Boolean, nullable=False, default=False),
    sa.Column("profile", sa.LargeBinary),
    sa.Column("touched", sa.Integer, nullable=False),
    sa.Index("story_touched", "touched"),
    sa.Index("story_into", "into_id", sqlite_where=sa.text("into_id IS NOT NULL")),
    sa.Index("story_unprofiled", "touched", sqlite_where=sa.text("profile IS NULL AND into_id IS NULL")),
)
"""`parted`: a person took articles out of it or put some in, and did not mean it whole. `touched` counts up, so that
the story touched last has the highest; a `profile` of None is to be made anew from the members."""

grouping = sa.Table(
    "grouping",
    metadata,
    _ref("article_id", "article", primary_key=True),
    _ref("story_id", "story"),
    sa.Column("kind", sa.Text, nullable=False),
    _ref("origin_id", "article", null=True),
    sa.Column("similarity", sa.Float, nullable=False),
    sa.Column("wire", sa.Text),
    sa.Column("algorithm", sa.Text),
    sa.Column("exact", sa.Text),
    sa.Column("marks", sa.LargeBinary, nullable=False),
    sa.Column("tie", sa.JSON, nullable=False),
    sa.Column("joined", UtcTime, nullable=False),
    sa.Column("pinned", sa.Boolean, nullable=False),
    sa.Index("grouping_story", "story_id", "article_id"),
    sa.Index("grouping_pinned", "story_id", sqlite_where=sa.text("pinned")),
    sa.Index("grouping_exact", "exact", sqlite_where=sa.text("exact IS NOT NULL")),
    sa.Index("grouping_origin", "origin_id", sqlite_where=sa.text("origin_id IS NOT NULL")),
)
"""`algorithm`, `exact` and `marks` are what of the article's signature others are compared with."""

pin = sa.Table(
    "pin",
    metadata,
    _ref("article_id", "article", primary_key=True),
    _ref("story_id", "story"),
)
"""Where a person had put an article that was withdrawn since: there it goes if it is one again."""

mark = sa.Table(
    "mark",
    metadata,
    sa.Column("mark", sa.BigInteger, primary_key=True),
    sa.Column("article_id", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which articles have a mark. One that too many have is left with a single row, whose article is 0."""

story_line = sa.Table(
    "story_line",
    metadata,
    _ref("story_id", "story", primary_key=True),
    sa.Column("beat_id", sa.Integer, primary_key=True),
    _ref("lead_id", "article"),
    sa.Column("others", sa.JSON, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("sorted_at", UtcTime, nullable=False),
    sa.Column("month", sa.Text, nullable=False),
    sa.Index("story_line_beat", "beat_id", "sorted_at", "story_id"),
    sa.Index("story_line_month", "beat_id", "month", "sorted_at", "story_id"),
    sqlite_with_rowid=False,
)
"""A story as it shows in a beat's list; the beat 0 is all that is filed, here and in the two tables below."""

story_source = sa.Table(
    "story_source",
    metadata,
    _ref("story_id", "story", primary_key=True),
    sa.Column("beat_id", sa.Integer, primary_key=True),
    _ref("source_id", "source", primary_key=True),
    sa.Column("day", sa.Text),
    sa.Column("at", UtcTime),
    sqlite_with_rowid=False,
)
"""A source of a story's line; `day` is the last one on which it had a report of its own, `at` the first one's time."""

story_count = sa.Table(
    "story_count",
    metadata,
    sa.Column("beat_id", sa.Integer, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
)
"""How many stories a list has, by month."""

regroup = sa.Table(
    "regroup",
    metadata,
    _id(),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    _ref("story_id", "story"),
    _ref("into_id", "story"),
    sa.Column("articles", sa.JSON, nullable=False),
    sa.Column("pinned", sa.JSON, nullable=False),
    sa.Column("why", sa.JSON, nullable=False),
    sa.Column("merged", sa.Boolean, nullable=False),
    _ref("undoes", "regroup", null=True),
    _ref("undone_by", "regroup", null=True),
    sa.Index("regroup_story", "story_id"),
    sa.Index("regroup_into", "into_id"),
)
"""`pinned` are those of the `articles` that were pinned before."""

earlier = sa.Table(
    "earlier",
    metadata,
    _ref("story_id", "story", primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    _ref("earlier_id", "story"),
    sa.Index("earlier_later", "earlier_id"),
)

brief = sa.Table(
    "brief",
    metadata,
    _id(),
    _ref("story_id", "story"),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("checked", UtcTime, nullable=False),
    sa.Column("writer", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("sentences", sa.LargeBinary, nullable=False),
    sa.Column("dropped", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("story_id", "n"),
)
"""Every brief of a story that was shown, `n` counting from 1; the last one stands. It was written `at` a time, and found to
be what would be written again when it was last `checked`."""

cite = sa.Table(
    "cite",
    metadata,
    _ref("article_id", "article", primary_key=True),
    _ref("story_id", "story", primary_key=True),
    sa.Index("cite_story", "story_id"),
    sqlite_with_rowid=False,
)
"""The articles that the brief of a story that stands rests on, so that a change of one has it written again."""

struck = sa.Table(
    "struck",
    metadata,
    _ref("story_id", "story", primary_key=True),
    sa.Column("text", sa.Text, primary_key=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)
"""A sentence that an editor will not have in the brief of a story."""

reported = sa.Table(
    "reported",
    metadata,
    _id(),
    _ref("story_id", "story"),
    sa.Column("brief_n", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("sentence", sa.Text),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("closed_at", UtcTime),
    sa.Column("closed_by", sa.Text),
    sa.Column("answer", sa.Text),
    sa.Index("reported_story", "story_id"),
    sa.Index("reported_open", "id", sqlite_where=sa.text("closed_at IS NULL")),
)
"""What readers say is wrong with a brief, open until an editor closes it."""

answer = sa.Table(
    "answer",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""What a model answered, by a digest of all that it was asked: the same is not asked twice."""

spent = sa.Table(
    "spent",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("requests", sa.Integer, nullable=False),
    sa.Column("tokens_in", sa.Integer, nullable=False),
    sa.Column("tokens_out", sa.Integer, nullable=False),
    sa.Column("cost", sa.Float, nullable=False),
)
"""What was asked of a model on a day of the desk, and what that cost by the prices in the settings."""

embedding = sa.Table(
    "embedding",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
"""An article's meaning as a model has it: `vector` are 32-bit floats of length 1, made from the version `digest`. Vectors of
different models are never compared."""

note = sa.Table(
    "note",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("news", sa.Integer, nullable=False),
    sa.Column("language", sa.Text),
    sa.Index("note_day", "day", "article_id"),
    sa.Index("note_news", "news", "article_id"),
)
"""An article that was noted: what came out when, and of which day its news is. Days are proleptic ordinals, here and below."""

mention = sa.Table(
    "mention",
    metadata,
    sa.Column("day", sa.Integer, primary_key=True),
    sa.Column("said", sa.Integer, primary_key=True),
    _ref("article_id", "article", primary_key=True),
    sa.Column("start", sa.Integer, primary_key=True),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Index("mention_article", "article_id"),
    sqlite_with_rowid=False,
)
"""A sentence that mentions a day; `said` is the day on which its article came out."""

announcement = sa.Table(
    "announcement",
    metadata,
    _id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    _ref("into_id", "announcement", null=True),
    sa.Column("first", sa.Integer),
    sa.Column("last", sa.Integer),
    sa.Column("said", sa.Integer, nullable=False),
    sa.Column("fate", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("corrected", sa.JSON(none_as_null=True)),
    sa.Column("is_none", sa.Boolean, nullable=False, default=False),
    sa.Index("announcement_last", "last", "first"),
    sa.Index("announcement_put_off", "said", sqlite_where=sa.text("last IS NULL")),
)
"""`said` is the day on which it was last announced; `body` is all of it, as it stands, `corrected` what an editor said."""

announced = sa.Table(
    "announced",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    _ref("announcement_id", "announcement"),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("announced_announcement", "announcement_id", "article_id", "n"),
)
"""What one sentence of an article announces."""

announcement_word = sa.Table(
    "announcement_word",
    metadata,
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("late", sa.Integer, primary_key=True),
    _ref("announcement_id", "announcement", primary_key=True),
    sa.Column("early", sa.Integer, nullable=False),
    sa.Index("announcement_word_of", "announcement_id"),
    sqlite_with_rowid=False,
)
"""A telling word of an announcement, with the earliest and the latest day that it was ever said to be on: the latest comes before
it in the key, so that what is long past is not looked at."""

figure = sa.Table(
    "figure",
    metadata,
    _id(),
    _ref("beat_id", "beat"),
    sa.Column("slug", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.UniqueConstraint("beat_id", "slug"),
)
"""A quantity that a beat follows; `body` is all that its file says."""

observation = sa.Table(
    "observation",
    metadata,
    _ref("figure_id", "figure", primary_key=True),
    sa.Column("reported", sa.Integer, primary_key=True),
    _ref("article_id", "article", primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("bound", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("first", sa.Integer),
    sa.Column("last", sa.Integer),
    sa.Column("as_of", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("stated_by", sa.Text),
    sa.Column("each", sa.Text),
    sa.Column("revises", sa.Boolean, nullable=False),
    sa.Index("observation_article", "article_id"),
    sqlite_with_rowid=False,
)
"""What an article states of a figure: `n` is its place among all that the article states of figures; `first` and `last` are those of the
period that it counts. Days are ordinals. Every article states what it does whichever beats it is filed in."""

observation_struck = sa.Table(
    "observation_struck",
    metadata,
    sa.Column("beat", sa.Text, primary_key=True),
    sa.Column("figure", sa.Text, primary_key=True),
    _ref("article_id", "article", primary_key=True),
    sa.Column("text", sa.Text, primary_key=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)
"""A sentence of an article that an editor says states nothing of a figure. By slugs, for it holds if the figure goes and comes back."""

countable = sa.Table(
    "countable",
    metadata,
    _ref("article_id", "article", primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""The numbers of an article that a figure could keep, all of them together."""

timeline_choice = sa.Table(
    "timeline_choice",
    metadata,
    sa.Column("beat", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)
"""What an editor said of a beat's timelines: the `title` of a period, a sentence `struck`, a day `pinned`. By the beat's slug, for it
holds if the beat goes and comes back."""

piece = sa.Table(
    "piece",
    metadata,
    _id(),
    sa.Column("beat", sa.Text, nullable=False),
    sa.Column("slug", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("piece", sa.JSON, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("deck", sa.Text, nullable=False),
    sa.Column("byline", sa.JSON, nullable=False),
    sa.Column("editions", sa.Integer, nullable=False),
    sa.Column("draft", sa.Integer, nullable=False),
    sa.Column("published_at", UtcTime),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.UniqueConstraint("beat", "slug"),
    sa.Index("piece_beat", "beat", "state", "published_at", "id"),
    sa.Index("piece_state", "state", "published_at", "id"),
)
"""A piece as a line of lists, so that these load no bodies: what its last edition says, or its draft where there is none yet. `draft`
is the number of its draft, 0 for none. By the beat's slug, for pieces are there again if the beat comes back."""

piece_draft = sa.Table(
    "piece_draft",
    metadata,
    _ref("piece_id", "piece", primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("piece", sa.JSON, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

piece_edition = sa.Table(
    "piece_edition",
    metadata,
    _ref("piece_id", "piece", primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("piece", sa.JSON, nullable=False),
    sa.Column("byline", sa.JSON, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""What was published, never changed."""

piece_addendum = sa.Table(
    "piece_addendum",
    metadata,
    _ref("piece_id", "piece", primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

review_pin = sa.Table(
    "review_pin",
    metadata,
    sa.Column("beat", sa.Text, primary_key=True),
    _ref("story_id", "story", primary_key=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)
"""A story that every review of a beat tells of."""

reader = sa.Table(
    "reader",
    metadata,
    _id(),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mail", sa.Text, nullable=False),
    sa.Column("added_at", UtcTime, nullable=False),
)

token = sa.Table(
    "token",
    metadata,
    _id(),
    _ref("reader_id", "reader"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("ends", UtcTime),
    sa.Column("used", sa.Text),
    sa.Index("token_reader", "reader_id", "kind"),
)
"""What a reader shows to be let in, known by its digest alone. One that was revoked is gone."""
