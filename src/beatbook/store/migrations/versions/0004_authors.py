"""Authors whose names an editor has joined: which other one each is. A way to find what editors put into stories. And the
profiles of stories, which have another form from here on, are made anew."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE author ADD COLUMN into_id INTEGER REFERENCES author (id)")
    op.execute("CREATE INDEX author_into ON author (into_id) WHERE into_id IS NOT NULL")
    op.execute("CREATE INDEX grouping_pinned ON grouping (story_id) WHERE pinned")
    op.execute("UPDATE story SET profile = NULL WHERE length(profile) > 0")
