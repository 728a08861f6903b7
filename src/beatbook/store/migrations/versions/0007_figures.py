"""Figures of beats, what articles state of them, which numbers could be kept besides, and what editors struck. Every article that is in a
story is put up to be observed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beat_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["beat_id"], ["beat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("beat_id", "slug"),
    )
    op.create_table(
        "observation",
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("stated_by", sa.Text(), nullable=True),
        sa.Column("each", sa.Text(), nullable=True),
        sa.Column("revises", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["figure_id"], ["figure.id"]),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("figure_id", "reported", "article_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("observation_article", "observation", ["article_id"])
    op.create_table(
        "observation_struck",
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("beat", "figure", "article_id", "text"),
    )
    op.create_table(
        "countable",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.execute(
        "INSERT INTO work (stage, key, host, ready_at, attempt) "
        "SELECT 'observe', article.key, '', strftime('%Y-%m-%d %H:%M:%S.000000', article.id, 'unixepoch'), 0 "
        "FROM article JOIN grouping ON grouping.article_id = article.id"
    )
