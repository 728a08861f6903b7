"""Copies and stories: where articles belong, whose words they have, how stories show in lists, and what changed them.
Every article that the desk has is put up to be grouped, the one first seen first."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("parted", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=True),
        sa.Column("touched", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["story.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("story_touched", "story", ["touched"], unique=False)
    op.create_index(
        "story_into", "story", ["into_id"], unique=False, sqlite_where=sa.text("into_id IS NOT NULL")
    )
    op.create_index(
        "story_unprofiled",
        "story",
        ["touched"],
        unique=False,
        sqlite_where=sa.text("profile IS NULL AND into_id IS NULL"),
    )
    op.create_table(
        "grouping",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("wire", sa.Text(), nullable=True),
        sa.Column("algorithm", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("tie", sa.JSON(), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["origin_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("grouping_story", "grouping", ["story_id", "article_id"], unique=False)
    op.create_index(
        "grouping_exact", "grouping", ["exact"], unique=False, sqlite_where=sa.text("exact IS NOT NULL")
    )
    op.create_index(
        "grouping_origin",
        "grouping",
        ["origin_id"],
        unique=False,
        sqlite_where=sa.text("origin_id IS NOT NULL"),
    )
    op.create_table(
        "mark",
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_line",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("beat_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["lead_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("story_id", "beat_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("story_line_beat", "story_line", ["beat_id", "sorted_at", "story_id"], unique=False)
    op.create_index(
        "story_line_month", "story_line", ["beat_id", "month", "sorted_at", "story_id"], unique=False
    )
    op.create_table(
        "story_source",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("beat_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.PrimaryKeyConstraint("story_id", "beat_id", "source_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_count",
        sa.Column("beat_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("beat_id", "month"),
    )
    op.create_table(
        "regroup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("pinned", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["into_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["undoes"], ["regroup.id"]),
        sa.ForeignKeyConstraint(["undone_by"], ["regroup.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("regroup_story", "regroup", ["story_id"], unique=False)
    op.create_index("regroup_into", "regroup", ["into_id"], unique=False)
    op.create_table(
        "earlier",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"]),
        sa.ForeignKeyConstraint(["earlier_id"], ["story.id"]),
        sa.PrimaryKeyConstraint("story_id", "position"),
    )
    op.create_index("earlier_later", "earlier", ["earlier_id"], unique=False)
    # An article's place in the queue is its id, as so many seconds after 1970: see store/stories.py.
    op.execute(
        "INSERT INTO work (stage, key, host, ready_at, attempt) "
        "SELECT 'group', key, '', strftime('%Y-%m-%d %H:%M:%S.000000', id, 'unixepoch'), 0 FROM article "
        "WHERE outcome IN ('filed', 'kept') AND version > 0 ORDER BY id"
    )
