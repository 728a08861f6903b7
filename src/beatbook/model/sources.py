"""Sources and their feeds, and what comes over the wire from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from beatbook.model.basis import Moment, Name, Tier

# ---- sources and feeds -------------------------------------------------------------------------------------------------


class FeedKind(StrEnum):
    """What an address was found to be. `FEED` is RSS, Atom or JSON Feed; which one is read from the bytes."""

    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or institution. `slug` is its stable key; `allow` lists the host:port pairs on private addresses or
    odd ports that the operator has allowed for it."""

    slug: str
    name: str
    home: str | None = None
    language: str | None = None
    tier: Tier = Tier.OPEN
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between polls. Validators are kept byte for byte as the server sent them;
    `digest` is the sha-256 of the last body, so that the same bytes are neither kept nor read twice. `interval` is in
    seconds; `hold_until` is when the server lets us ask again (Retry-After); `disabled` is why it is asked no more."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    last_poll: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    status: int | None = None
    failures: int = 0
    reason: str | None = None
    problems: tuple[str, ...] = ()
    interval: float = 3600.0
    moved_to: str | None = None
    moved_count: int = 0
    disabled: str | None = None
    next_poll: datetime | None = None
    hold_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    id: int
    source: str
    url: str
    kind: FeedKind = FeedKind.FEED
    title: str | None = None
    state: FeedState = FeedState()


# ---- gather ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """One request and what came of it. `body` is decoded of its transfer and content codings, capped in size.

    `url` is what was asked for, `final_url` where the last redirect led; `permanent_url` is the target if every
    redirect on the way was permanent (301, 308), else None. `headers` keeps the server's order and repeats.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    seconds: float
    permanent_url: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, as sent; names compare without case."""
        name = name.lower()
        return next((v for k, v in self.headers if k.lower() == name), None)

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty if none was sent."""
        return (self.header("content-type") or "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed said about one article. `key` is its guid, else its link, else a hash of what it says: unique within
    a source. Text fields are plain text. `published` is None where the feed's date is missing or unusable; then
    `raw_published` still holds what was said. `text` is the feed's full text if it carries one, paragraphs parted by
    a blank line."""

    key: str
    url: str | None
    headline: str | None = None
    deck: str | None = None
    byline: tuple[Name, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    raw_published: str | None = None
    language: str | None = None
    section: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What was read from a feed or sitemap. `problems` says in words what was wrong with it; a broken feed gives what
    could be read *and* its problems. `children` are the files a sitemap index points to."""

    title: str | None
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    home: str | None = None
    language: str | None = None
    ttl: float | None = None
    children: tuple[str, ...] = ()
