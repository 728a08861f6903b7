"""Keys, sessions and feed addresses: what is kept of them, and when they end."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from beatbook.errors import InputError
from beatbook.model import TokenKind
from beatbook.store.sqlite import SqliteStore
from beatbook.work.readers import SESSIONS, TOKEN, Readers, digest_of
from tests.conftest import Clock

KEY, SESSION, FEED = TokenKind.KEY, TokenKind.SESSION, TokenKind.FEED
DAY = 24 * 60 * 60


@pytest.fixture
def readers(store: SqliteStore, clock: Clock) -> Readers:
    return Readers(store, clock)


def test_a_reader_and_their_key(readers: Readers) -> None:
    ada, key = readers.add(" Ada \n Quay ", "editor", "ada@paper.example")
    assert (ada.slug, ada.name, ada.mail) == ("ada-quay", "Ada Quay", "ada@paper.example")
    assert TOKEN.fullmatch(key)
    assert readers.of(key, KEY) == ada
    assert readers.of(key, SESSION) is None
    assert readers.of(key, FEED) is None
    other, its = readers.add("Ada Quay", "editor")
    assert (other.slug, its != key) == ("ada-quay-2", True)
    assert readers.add("박 에이다", "editor")[0].slug == "reader"
    assert [r.slug for r in readers.store.readers()] == ["ada-quay", "ada-quay-2", "reader"]


@pytest.mark.parametrize(
    "mail", ["a@b.example", "ada.quay+desk@mail.paper.example", "o'hara@x", "a=b.example@c.example"]
)
def test_addresses_as_people_have_them(readers: Readers, mail: str) -> None:
    assert readers.add("Ada", "editor", mail)[0].mail == mail
    header = EmailMessage(policy=SMTP)
    header["To"] = Address(addr_spec=mail)
    assert header.as_bytes() == f"To: {mail}\r\n\r\n".encode()


def test_a_name_as_long_as_names_may_be(readers: Readers) -> None:
    assert readers.add("a" * 200, "editor")[0].slug == "a" * 60


def test_nothing_but_digests_is_kept(tmp_path: Path, clock: Clock) -> None:
    store = SqliteStore(tmp_path / "own.db")
    readers = Readers(store, clock)
    ada, key = readers.add("Ada", "editor")
    found = readers.sign_in(key, 30)
    assert found is not None
    tokens = [key, found[1], readers.new_feeds(ada.slug)]
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for token in tokens:
        assert token.encode() not in kept
        assert digest_of(token).encode() in kept


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Ada\x00", "Ada\x1b[31m", "Ada\u202e"])
def test_names_that_are_none(readers: Readers, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        readers.add(name, "editor")


@pytest.mark.parametrize(
    "mail",
    [
        "ada",
        "ada@",
        "@paper.example",
        "a b@paper.example",
        "ada@paper.example\nBcc: all@paper.example",
        "ada@paper.example\r\n",
        "ada@paper.example, eve@paper.example",
        "Ada <ada@paper.example>",
        "ada@paper.example;eve@paper.example",
        '"a"@paper.example',
        "ada@[127.0.0.1]",
        "ada@paper.example>",
        "a\u2028da@paper.example",
        "ad\u00e9@paper.example",
        "a..b@paper.example",
        ".a@paper.example",
        "a.@paper.example",
        "a@paper..example",
        "=?utf-8?q?x?=@paper.example",
        f"{'a' * 250}@paper.example",
    ],
)
def test_addresses_that_are_none(readers: Readers, mail: str) -> None:
    with pytest.raises(InputError, match="mail address"):
        readers.add("Ada", "editor", mail)
    assert readers.store.readers() == []


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 42, "x" * 44, "x" * 42 + "\n", "é" * 43, "' OR 1=1 --", "\x00" * 43]
)
def test_what_can_be_no_token_is_not_looked_up(
    readers: Readers, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(readers.store, "reader_of", never)
    assert readers.of(token, KEY) is None


def test_a_session_ends(readers: Readers, clock: Clock) -> None:
    ada, key = readers.add("Ada", "editor")
    assert readers.sign_in("x" * 43, 30) is None
    found = readers.sign_in(key, 30)
    assert found is not None
    assert found[0] == ada
    clock.go(30 * DAY - 1)
    assert readers.of(found[1], SESSION) == ada
    clock.go(1)
    assert readers.of(found[1], SESSION) is None
    assert readers.of(key, KEY) == ada


def signed_in(readers: Readers, key: str) -> str:
    found = readers.sign_in(key, 30)
    assert found is not None
    return found[1]


def test_signing_out_here_and_everywhere(readers: Readers) -> None:
    ada, key = readers.add("Ada", "editor")
    eve, its = readers.add("Eve", "editor")
    first, second, eves = signed_in(readers, key), signed_in(readers, key), signed_in(readers, its)
    readers.sign_out(ada.slug, first)
    assert [readers.of(t, SESSION) for t in (first, second, eves)] == [None, ada, eve]
    third = signed_in(readers, key)
    readers.sign_out(ada.slug)
    assert [readers.of(t, SESSION) for t in (second, third, eves)] == [None, None, eve]


def test_sessions_are_so_many_at_most(readers: Readers, clock: Clock) -> None:
    ada, key = readers.add("Ada", "editor")
    begun = []
    for _ in range(SESSIONS + 2):
        begun.append(signed_in(readers, key))
        clock.go(60)
    assert [readers.of(t, SESSION) for t in begun] == [None, None, *[ada] * SESSIONS]
    assert len(readers.tokens(ada.slug, SESSION)) == SESSIONS


def test_a_new_key_ends_the_old_one_and_what_was_begun_with_it(readers: Readers) -> None:
    ada, key = readers.add("Ada", "editor")
    session, feed = signed_in(readers, key), readers.new_feeds(ada.slug)
    second = readers.new_key("ada")
    assert readers.of(key, KEY) is None
    assert readers.of(session, SESSION) is None
    assert readers.of(feed, FEED) == ada
    assert readers.of(second, KEY) == ada
    third = readers.new_key("ada", feeds=True)
    assert readers.of(feed, FEED) is None
    assert readers.of(third, KEY) == ada


def test_new_feed_addresses_end_the_old_ones(readers: Readers) -> None:
    ada, key = readers.add("Ada", "editor")
    session = signed_in(readers, key)
    first = readers.new_feeds(ada.slug)
    second = readers.new_feeds(ada.slug)
    assert [readers.of(t, FEED) for t in (first, second)] == [None, ada]
    assert readers.of(session, SESSION) == ada


def test_whoever_is_dropped_reads_no_more(readers: Readers) -> None:
    ada, key = readers.add("Ada", "editor")
    tokens = [(key, KEY), (signed_in(readers, key), SESSION), (readers.new_feeds(ada.slug), FEED)]
    with pytest.raises(InputError, match=r"no reader 'aday' .did you mean 'ada'"):
        readers.drop("aday", "editor")
    readers.drop("ada", "editor")
    assert [readers.of(*t) for t in tokens] == [None] * 3
    for what in (readers.find, readers.new_key):
        with pytest.raises(InputError, match="no reader"):
            what("ada")
