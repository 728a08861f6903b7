"""What every engine must do with readers and their tokens: the specification in store/pieces.py, sentence by sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from beatbook.errors import Busy, InputError
from beatbook.model import Reader, TokenKind
from beatbook.store import readers
from beatbook.store.pieces import DropReader, PutReader, PutToken, RevokeTokens, Token
from beatbook.store.protocol import Store
from beatbook.store.sqlite import SqliteStore
from tests.conftest import NOW
from tests.contract.test_pieces import told

LATER = NOW + timedelta(hours=1)
MIRA = Reader("mira", "Mira Vale", "mira@tide.example")


def put(store: Store, *readers: Reader) -> None:
    store.apply([PutReader(r, "ada", NOW) for r in readers])


def token(
    store: Store, secret: str, kind: TokenKind = TokenKind.KEY, reader: str = "mira", **more: object
) -> str:
    digest = sha256(secret.encode()).hexdigest()
    store.apply([PutToken(reader, kind, digest, **{"at": NOW} | more)])  # type: ignore[arg-type]
    return digest


def test_readers_are_added_changed_and_listed_by_name(store: SqliteStore) -> None:
    put(store, MIRA, Reader("bo", "Bo Ness"))
    put(store, Reader("mira", "Mira Ash", "mira@quay.example"), Reader("bo", "Bo Ness"))
    assert store.readers() == [Reader("bo", "Bo Ness"), Reader("mira", "Mira Ash", "mira@quay.example")]
    assert store.reader("bo") == Reader("bo", "Bo Ness")
    assert store.reader("nobody") is None
    assert told(store) == ["reader added", "reader added", "reader changed"]


@pytest.mark.parametrize("slug", ["", "Mira", "mira vale", "../mira", "m" * 121])
def test_a_reader_with_a_slug_that_is_none_is_refused(store: Store, slug: str) -> None:
    with pytest.raises(InputError, match="a reader is named by"):
        put(store, Reader(slug, "Mira"))


def test_a_token_says_whose_it_is_while_it_holds_and_of_its_kind_alone(store: Store) -> None:
    put(store, MIRA)
    digest = token(store, "one", TokenKind.SESSION, ends=LATER)
    assert store.reader_of(digest, TokenKind.SESSION, NOW) == MIRA
    assert store.reader_of(digest, TokenKind.KEY, NOW) is None
    assert store.reader_of(digest, TokenKind.SESSION, LATER) is None
    assert store.reader_of("0" * 64, TokenKind.SESSION, NOW) is None
    endless = token(store, "two", TokenKind.FEED)
    assert store.reader_of(endless, TokenKind.FEED, NOW + timedelta(days=9999)) == MIRA


def test_the_day_on_which_a_token_was_used_last_is_kept(store: Store) -> None:
    put(store, MIRA)
    digest = token(store, "one")
    (one,) = store.tokens("mira")
    assert one == Token(TokenKind.KEY, digest, NOW, None, None)
    store.reader_of(digest, TokenKind.KEY, NOW)
    (one,) = store.tokens("mira")
    assert one.used == NOW.date()
    store.reader_of(digest, TokenKind.KEY, NOW + timedelta(days=1))
    store.reader_of(digest, TokenKind.KEY, NOW)
    (one,) = store.tokens("mira")
    assert one.used == date(2026, 11, 21)


def test_a_use_is_written_once_a_day_and_keeps_nobody_out(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, MIRA)
    digest = token(store, "one")
    written = []
    use = readers.use

    def counted(connection: sa.Connection, digest: str, at: datetime) -> None:
        written.append(at)
        use(connection, digest, at)

    monkeypatch.setattr(readers, "use", counted)
    for hours in (0, 1, 2, 13):
        assert store.reader_of(digest, TokenKind.KEY, NOW + timedelta(hours=hours)) == MIRA
    assert len(written) == 2

    def busy(*said: object) -> None:
        raise Busy("another process writes")

    monkeypatch.setattr(readers, "use", busy)
    assert store.reader_of(digest, TokenKind.KEY, NOW + timedelta(days=5)) == MIRA


def test_tokens_are_listed_the_newest_first(store: Store) -> None:
    put(store, MIRA, Reader("bo", "Bo Ness"))
    older = token(store, "one")
    newer = token(store, "two", TokenKind.FEED, at=LATER)
    token(store, "three", reader="bo")
    assert [t.digest for t in store.tokens("mira")] == [newer, older]
    assert store.tokens("nobody") == []


def test_the_same_token_is_put_once_and_is_nobody_elses(store: Store) -> None:
    put(store, MIRA, Reader("bo", "Bo Ness"))
    token(store, "one")
    token(store, "one", at=LATER)
    assert [t.at for t in store.tokens("mira")] == [NOW]
    with pytest.raises(InputError, match="such a token already"):
        token(store, "one", reader="bo")
    with pytest.raises(InputError, match="such a token already"):
        token(store, "one", TokenKind.FEED)
    with pytest.raises(InputError, match="no such reader: 'nobody'"):
        token(store, "two", reader="nobody")


def test_tokens_that_have_ended_are_forgotten_when_another_is_put(store: Store) -> None:
    put(store, MIRA)
    token(store, "one", TokenKind.SESSION, ends=LATER)
    token(store, "two", TokenKind.SESSION, at=NOW, ends=LATER + timedelta(hours=1))
    assert len(store.tokens("mira")) == 2
    last = token(store, "three", TokenKind.SESSION, at=LATER, ends=LATER + timedelta(hours=2))
    assert len(store.tokens("mira")) == 2
    assert store.tokens("mira")[0].digest == last


def test_tokens_are_revoked_by_kind_or_one_by_one(store: Store) -> None:
    put(store, MIRA, Reader("bo", "Bo Ness"))
    key = token(store, "one")
    feed, other = token(store, "two", TokenKind.FEED), token(store, "three", TokenKind.FEED)
    bos = token(store, "four", TokenKind.FEED, reader="bo")
    store.apply([RevokeTokens("mira", TokenKind.FEED, LATER, feed)])
    assert {t.digest for t in store.tokens("mira")} == {key, other}
    store.apply([RevokeTokens("mira", TokenKind.FEED, LATER, bos)])
    assert store.reader_of(bos, TokenKind.FEED, NOW) is not None
    store.apply([RevokeTokens("mira", TokenKind.FEED, LATER)] * 2)
    assert {t.digest for t in store.tokens("mira")} == {key}
    assert store.reader_of(other, TokenKind.FEED, NOW) is None
    store.apply([RevokeTokens("nobody", TokenKind.FEED, LATER)])


def test_who_is_removed_may_read_no_more(store: SqliteStore) -> None:
    put(store, MIRA)
    digest = token(store, "one")
    store.apply([DropReader("mira", "ada", LATER)])
    assert store.reader("mira") is None
    assert store.reader_of(digest, TokenKind.KEY, NOW) is None
    with pytest.raises(InputError, match="no such reader: 'mira'"):
        store.apply([DropReader("mira", "ada", LATER)])
    assert told(store)[-1] == "reader removed"
    put(store, MIRA)
    assert store.tokens("mira") == []


def test_a_token_is_looked_up_by_its_digest(store: SqliteStore) -> None:
    query = "SELECT reader.* FROM token JOIN reader ON reader.id = token.reader_id WHERE token.digest = 'x'"
    with store.engine.reading() as connection:
        plan = [r[3] for r in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert all(step.startswith("SEARCH") for step in plan)
