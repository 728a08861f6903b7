"""Bringing a database to the schema that this program knows. Migrations only go forward, each in its own transaction
with a frozen copy of what it needs (`migrations/versions/`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from beatbook.errors import NewerDesk

if TYPE_CHECKING:
    from beatbook.store.engine import Engine

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every revision of the schema, oldest first. A test compares it with the files."""

HEAD = KNOWN[-1]


def revision(engine: Engine) -> str | None:
    """The schema that the database has, None if it has none yet."""
    with engine.reading() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        value = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if value is None else str(value)


def migrate(engine: Engine) -> None:
    """Bring the database to `HEAD`. Raises NewerDesk if it is of a version that this program does not know."""
    now = revision(engine)
    if now == HEAD:
        return
    if now is not None and now not in KNOWN:
        raise NewerDesk(
            f"{engine.path}: this desk was written by a newer Beatbook (schema {now}; this one knows up to {HEAD}): "
            "install the newer version"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
