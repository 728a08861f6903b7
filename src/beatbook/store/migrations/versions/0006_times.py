"""Days that articles mention, what they announce and what became of it, and what editors say of timelines. Every article
that is in a story is put up to be noted."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("news", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("note_day", "note", ["day", "article_id"])
    op.create_index("note_news", "note", ["news", "article_id"])
    op.create_table(
        "mention",
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("day", "said", "article_id", "start"),
        sqlite_with_rowid=False,
    )
    op.create_index("mention_article", "mention", ["article_id"])
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=True),
        sa.Column("is_none", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["announcement.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("announcement_last", "announcement", ["last", "first"])
    op.create_index("announcement_put_off", "announcement", ["said"], sqlite_where=sa.text("last IS NULL"))
    op.create_table(
        "announced",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"]),
        sa.PrimaryKeyConstraint("article_id", "n"),
    )
    op.create_index("announced_announcement", "announced", ["announcement_id", "article_id", "n"])
    op.create_table(
        "announcement_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("early", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"]),
        sa.PrimaryKeyConstraint("word", "late", "announcement_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("announcement_word_of", "announcement_word", ["announcement_id"])
    op.create_table(
        "timeline_choice",
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("beat", "kind", "what"),
    )
    op.execute(
        "INSERT INTO work (stage, key, host, ready_at, attempt) "
        "SELECT 'note', article.key, '', strftime('%Y-%m-%d %H:%M:%S.000000', article.id, 'unixepoch'), 0 "
        "FROM article JOIN grouping ON grouping.article_id = article.id"
    )
