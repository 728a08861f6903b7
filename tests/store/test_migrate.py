"""The schema: its migrations, its version, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from beatbook.errors import NewerDesk, StoreError
from beatbook.model import Document, Piece, PieceKind
from beatbook.store import engine, migrate
from beatbook.store.engine import Engine, file_system, refuse_network
from beatbook.store.figures import OBSERVE
from beatbook.store.intents import GROUP
from beatbook.store.pieces import PublishDraft, SaveDraft
from beatbook.store.rows import Chosen
from beatbook.store.sqlite import SqliteStore
from beatbook.store.tables import UtcTime, metadata
from tests.conftest import NOW


def test_the_known_revisions_are_the_files_in_order() -> None:
    files = sorted((Path(migrate.__file__).parent / "migrations" / "versions").glob("*.py"))
    assert [f.stem.split("_")[0] for f in files] == list(migrate.KNOWN)


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "archive.db")

    def same_type(
        context: object, column: object, meta: object, there: sa.types.TypeEngine[object], ours: object
    ) -> bool | None:
        return False if isinstance(ours, UtcTime) and isinstance(there, sa.DateTime) else None

    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or not (name or "").startswith(("article_words", "article_terms"))

    with store.engine.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": same_type, "include_name": ours}
        )
        assert compare_metadata(context, metadata) == []
    store.close()


OLD = """
INSERT INTO source (id, slug, name, tier, allow, added_at) VALUES (1, 'tide', 'The Tide', 'open', '[]', '2026-01-01 00:00:00');
INSERT INTO document (id, url, fetched_at, status, content_type, digest, size, file, "offset", length)
    VALUES (1, 'https://tide.example/1', '2026-01-02 00:00:00', 200, 'text/html', 'd', 9, 'a.warc.gz', 0, 9);
INSERT INTO article (id, key, source_id, first_seen, outcome, version, digest, headline, day, sorted_at, partial)
    VALUES (1, 'a', 1, '2026-01-02 00:00:00', 'kept', 2, 'x', 'H', '2026-01-02', '2026-01-02 00:00:00', 0);
INSERT INTO article (id, key, source_id, first_seen, outcome, version, digest, headline, day, sorted_at, partial)
    VALUES (7, 'c', 1, '2026-01-01 00:00:00', 'filed', 1, 'z', 'H', '2026-01-02', '2026-01-02 00:00:00', 0),
           (2, 'r', 1, '2026-01-03 00:00:00', 'refused', 0, NULL, NULL, '2026-01-02', '2026-01-02 00:00:00', 0);
INSERT INTO version (article_id, n, read_at, document_id, reader, digest, headline, byline, partial, boilerplate, text)
    VALUES (1, 1, '2026-01-02 00:00:00', NULL, 'feed', 'y', 'H', '[]', 0, '[]', x'789c030000000001'),
           (1, 2, '2026-01-02 00:00:00', 1, 'careful', 'x', 'H', '[]', 0, '[["a", "b"]]', x'789c030000000001');
INSERT INTO fetch (id, article_id, url, at, size, seconds, document_id)
    VALUES (1, 1, 'https://tide.example/1', '2026-01-02 00:00:00', 9, 0.1, 1);
"""


def old_desk(archive: Path, revision: str, *more: str) -> None:
    """An archive of an earlier schema, which had the same tables then."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    old = Engine(archive)
    with old.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in OLD.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        command.upgrade(config, revision)
        for statement in more:
            connection.exec_driver_sql(statement)
    old.close()


def test_profiles_of_the_third_schema_are_made_anew(tmp_path: Path) -> None:
    old_desk(
        tmp_path / "archive.db",
        "0003",
        "INSERT INTO story (id, key, opened, parted, profile, touched) VALUES (1, 'a', '2026-01-02 00:00:00', 0, x'7b7d', 1),"
        " (2, 'b', '2026-01-02 00:00:00', 0, x'', 2)",
    )
    store = SqliteStore(tmp_path / "archive.db")
    with store.engine.reading() as connection:
        found = connection.exec_driver_sql("SELECT key, profile FROM story ORDER BY key").all()
    assert [tuple(row) for row in found] == [("a", None), ("b", b"")]
    store.close()


def test_what_is_in_a_story_is_put_up_to_be_observed_by_the_seventh_schema(tmp_path: Path) -> None:
    old_desk(
        tmp_path / "archive.db",
        "0006",
        "INSERT INTO story (id, key, opened, parted, touched) VALUES (1, 'a', '2026-01-02 00:00:00', 0, 1)",
        "INSERT INTO grouping (article_id, story_id, kind, similarity, marks, tie, joined, pinned)"
        " SELECT id, 1, 'own', 0, x'', '[]', first_seen, 0 FROM article WHERE outcome <> 'refused'",
    )
    store = SqliteStore(tmp_path / "archive.db")
    assert [c.key for c in store.claim(OBSERVE, "me", 9, NOW, 60.0)] == ["a", "c"]
    assert (store.figures(), store.followed(), store.figures_stamp()) == ([], [], 0)
    store.close()


def test_a_desk_of_the_first_schema_is_brought_up_with_what_it_has(tmp_path: Path) -> None:
    old_desk(tmp_path / "archive.db", "0001")
    store = SqliteStore(tmp_path / "archive.db")
    assert migrate.revision(store.engine) == migrate.HEAD
    detail = store.article("a")
    assert detail is not None
    assert [(v.reader, v.path, v.witnesses, v.image) for v in detail.versions] == [
        ("feed", None, (), None),
        ("1", "careful", (), None),
    ]
    assert store.memory("tide").lessons == ()
    assert store.chosen(Chosen(readers=("1",))) == 1
    claims = store.claim(GROUP, "me", 9, NOW, 60.0, per_host=9)
    assert [c.key for c in claims] == ["a", "c"]
    assert store.next_ready(GROUP) is None
    with store.engine.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()


def test_a_desk_of_the_seventh_schema_keeps_what_it_has_and_can_publish(tmp_path: Path) -> None:
    old_desk(
        tmp_path / "archive.db",
        "0007",
        "INSERT INTO beat (id, slug, title, description, rule, language, tier)"
        " VALUES (1, 'strait', 'Strait', '', 'ferry', 'en', 'open')",
    )
    store = SqliteStore(tmp_path / "archive.db")
    assert store.article("a") is not None
    assert (store.pieces(), store.readers(), store.pieces_stamp()) == ([], [], 0)
    piece = Piece("strait", "ferries", PieceKind.ANALYSIS)
    store.apply([SaveDraft(piece, Document("Ferries", "", "They sail."), 0, "ada", NOW)])
    store.apply([PublishDraft("strait", "ferries", 1, (), "ada", NOW)])
    assert [line.title for line in store.pieces("strait")] == ["Ferries"]
    with store.engine.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()


def test_a_desk_of_a_newer_version_is_refused_by_name(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "archive.db")
    with store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(NewerDesk, match=r"schema 9999; this one knows up to"):
        SqliteStore(tmp_path / "archive.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"this is not a database" * 100)
    with pytest.raises(StoreError, match="not a database"):
        SqliteStore(tmp_path / "archive.db")


def test_a_sqlite_with_the_wal_bug_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.driver, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(StoreError, match="can corrupt the archive"):
        Engine(tmp_path / "archive.db")


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount() -> None:
    mounts = "/dev/a / ext4 rw 0 0\nserver:/x /mnt/desk nfs4 rw 0 0\n/dev/b /mnt/desk/local\\040disk ext4 rw 0 0\nbad line"
    assert file_system(Path("/home/me"), mounts) == "ext4"
    assert file_system(Path("/mnt/desk/mine"), mounts) == "nfs4"
    assert file_system(Path("/mnt/desk/local disk/x"), mounts) == "ext4"


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "file_system", lambda path, mounts: "nfs4")
    with pytest.raises(StoreError, match="network file system"):
        refuse_network(tmp_path)
