"""Who may read the members' pieces, and by what they are known (docs/decisions/0311-readers.md).

A token is 256 bits from the system's source of randomness. The store is given its digest and nothing else, so that a copy of
the archive lets nobody in; a plain SHA-256 is enough, for nobody tries 2^256 of them.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from beatbook.errors import InputError
from beatbook.model import Reader, TokenKind
from beatbook.settings import nearest
from beatbook.store.pieces import DropReader, PutReader, PutToken, RevokeTokens, Token
from beatbook.store.protocol import Store
from beatbook.work.decide import slug_of

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""What a token can be; anything else need not be looked up."""

SESSIONS = 20
"""Browsers in which one reader can be signed in; one more, and the session begun first ends."""

LONGEST_NAME = 200
_ATOM = r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+"
ADDRESS = re.compile(rf"(?=.{{1,254}}\Z){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
"""An address that mail can be sent to, as people have them: atoms of ASCII, no comment, no quoted part, nothing that a header is made
of."""


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def checked_address(address: str) -> str:
    """A mail address as it can stand in a header. Raises InputError."""
    if not ADDRESS.fullmatch(address):
        raise InputError(f"not a mail address: {address!r}")
    return address


class Readers:
    """The readers of a desk. What they are given to hold is returned once and kept nowhere."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store, self.now = store, now

    # ---- by an editor

    def add(self, name: str, who: str, mail: str = "") -> tuple[Reader, str]:
        """A new reader, and the key with which they sign in. Raises InputError."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise InputError(f"a reader's name is one line of at most {LONGEST_NAME} characters")
        slug = slug_of(name, (r.slug for r in self.store.readers()), otherwise="reader")
        reader = Reader(slug, name, checked_address(mail) if mail else "")
        key, at = new_token(), self.now()
        self.store.apply([PutReader(reader, who, at), PutToken(slug, TokenKind.KEY, digest_of(key), at)])
        return reader, key

    def find(self, slug: str) -> Reader:
        """Raises InputError naming the nearest if there is none."""
        found = self.store.reader(slug)
        if found is None:
            raise InputError(f"no reader '{slug}'{nearest(slug, [r.slug for r in self.store.readers()])}")
        return found

    def new_key(self, slug: str, *, feeds: bool = False) -> str:
        """A new key. The old one ends with every session, for whoever has the one may have begun the others; with `feeds`, so do the
        reader's own feed addresses. Raises InputError."""
        reader, at, key = self.find(slug), self.now(), new_token()
        kinds = [TokenKind.KEY, TokenKind.SESSION, *([TokenKind.FEED] if feeds else [])]
        self.store.apply(
            [
                *(RevokeTokens(reader.slug, kind, at) for kind in kinds),
                PutToken(reader.slug, TokenKind.KEY, digest_of(key), at),
            ]
        )
        return key

    def drop(self, slug: str, who: str) -> None:
        """All their tokens end. Raises InputError."""
        self.store.apply([DropReader(self.find(slug).slug, who, self.now())])

    def tokens(self, slug: str, kind: TokenKind) -> Sequence[Token]:
        """Those that hold, the newest first."""
        return [token for token in self.store.tokens(slug) if token.kind is kind]

    # ---- by a reader

    def of(self, token: str, kind: TokenKind) -> Reader | None:
        """Whose token this is. What can be none is not looked up."""
        if not TOKEN.fullmatch(token):
            return None
        return self.store.reader_of(digest_of(token), kind, self.now())

    def sign_in(self, key: str, days: int) -> tuple[Reader, str] | None:
        """Who signs in with this key, and the token of a new session; None if the key is nobody's."""
        reader = self.of(key, TokenKind.KEY)
        if reader is None:
            return None
        at, token = self.now(), new_token()
        ended = [
            RevokeTokens(reader.slug, TokenKind.SESSION, at, old.digest)
            for old in self.tokens(reader.slug, TokenKind.SESSION)[SESSIONS - 1 :]
        ]
        put = PutToken(reader.slug, TokenKind.SESSION, digest_of(token), at, at + timedelta(days=days))
        self.store.apply([*ended, put])
        return reader, token

    def sign_out(self, reader: str, token: str | None = None) -> None:
        """This session ends, or every one."""
        digest = digest_of(token) if token is not None else None
        self.store.apply([RevokeTokens(reader, TokenKind.SESSION, self.now(), digest)])

    def new_feeds(self, reader: str) -> str:
        """The token of new feed addresses; the old ones end."""
        at, token = self.now(), new_token()
        revoked = RevokeTokens(reader, TokenKind.FEED, at)
        self.store.apply([revoked, PutToken(reader, TokenKind.FEED, digest_of(token), at)])
        return token
