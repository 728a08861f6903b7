"""Decisions about one item, pure: what a feed and a page said in, what the desk keeps out. No clock, no store."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from beatbook.filing import words
from beatbook.model import (
    ONLY_BOILERPLATE,
    Entry,
    Kind,
    Moment,
    Outcome,
    Reading,
    Source,
    Version,
    Witness,
    names,
)
from beatbook.read.dates import plausible
from beatbook.read.language import normal_code
from beatbook.store.intents import Seen

DECK = 320
"""Characters of a feed's summary that can be a deck; a longer one is the article's beginning."""

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "ocid", "cmpid")
"""Beginnings of query names that say where a reader came from, not what is read."""

BACKOFF = (60.0, 600.0, 3600.0, 6 * 3600.0, 24 * 3600.0)
"""Seconds before a page is tried again, by attempt."""


# ---- identity -----------------------------------------------------------------------------------------------------------


def plain_url(url: str) -> str:
    """An address as a name for what it shows: without fragment and tracking, scheme and host in lower case, http and
    https alike."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith(TRACKING)]
    )
    return urlunsplit(("http", parts.netloc.lower(), parts.path or "/", query, "")).removeprefix("http:")


def host_name(url: str) -> str:
    """The name of an address's host, without "www."; empty if it has none that can be read."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def names_of(entry: Entry) -> tuple[str, ...]:
    """What an article goes by within its source: its guid and its address."""
    found = [f"guid:{entry.key}"] + ([f"url:{plain_url(entry.url)}"] if entry.url else [])
    return tuple(dict.fromkeys(found))


def article_id(source: str, entry: Entry) -> str:
    """The id of an article at its first sight: the source, and ten letters from its key within the source."""
    seed = f"{source}\n{plain_url(entry.url) if entry.url else entry.key}"
    code = (
        b32encode(hashlib.blake2b(seed.encode("utf-8", "replace"), digest_size=10).digest())
        .decode("ascii")
        .lower()
    )
    return f"{source}-{code[:10]}"


# ---- time -----------------------------------------------------------------------------------------------------------------


def placed(published: Moment | None, first_seen: datetime, zone: tzinfo) -> tuple[datetime, Moment]:
    """Where an article stands in lists: its sort key (UTC), and its day in the desk's zone. No date puts it ahead of what
    was seen after it."""
    if published is None:
        return first_seen, Moment(first_seen.astimezone(zone).date())
    day = published.day if published.at is None else published.at.astimezone(zone).date()
    return min(published.instant, first_seen), Moment(day)


# ---- size --------------------------------------------------------------------------------------------------------------

MOST_NAMES, LONGEST_LINE, LONGEST_TEXT = 20, 1_000, 1_000_000
"""Names of a byline, characters of a headline, deck or section, characters of a text: what is beyond is no news, and
would make every page that lists it heavy."""


def fit(version: Version) -> Version:
    """The version within bounds, whatever a page or a line says."""
    return replace(
        version,
        headline=_cut(version.headline),
        deck=_cut(version.deck),
        section=_cut(version.section),
        byline=tuple(replace(n, name=n.name[:120]) for n in version.byline[:MOST_NAMES]),
        text=version.text[:LONGEST_TEXT],
    )


def _cut(line: str | None) -> str | None:
    return line[:LONGEST_LINE] if line else line


# ---- what a feed said -------------------------------------------------------------------------------------------------------


def seen(entry: Entry, source: Source, host: str, now: datetime, zone: tzinfo) -> Seen:
    """An entry of a feed as an article that is to be read."""
    entry = replace(entry, published=plausible(entry.published, now))
    sorted_at, day = placed(entry.published, now, zone)
    return Seen(entry, article_id(source.slug, entry), names_of(entry), host, day.day, sorted_at)


def from_entry(entry: Entry, source: Source) -> Version | None:
    """What can be kept where the page could not be read: the feed's own words. None if it gave no headline."""
    if not entry.headline:
        return None
    return Version(
        headline=entry.headline,
        deck=entry.deck,
        byline=entry.byline,
        published=entry.published,
        modified=entry.modified,
        language=normal_code(entry.language) or source.language,
        section=entry.section,
        text=entry.text or "",
        partial=True,
    )


# ---- what a page said ---------------------------------------------------------------------------------------------------------


def merged(reading: Reading, entry: Entry | None, source: Source, now: datetime) -> Version:
    """The version of a page that is an article: the feed's word for headline and date, which it states outright; the
    page's for all that a feed cuts short."""
    page = reading.version
    if entry is None:
        return replace(
            page, published=plausible(page.published, now), language=page.language or source.language
        )
    published = entry.published or plausible(page.published, now)
    if (
        published
        and published.at is None
        and page.published
        and page.published.at
        and page.published.day == published.day
    ):
        published = page.published
    return replace(
        page,
        headline=entry.headline or page.headline,
        deck=_deck(page.deck, entry.deck),
        byline=page.byline or entry.byline,
        published=published,
        modified=plausible(page.modified or entry.modified, now),
        language=normal_code(page.language) or normal_code(entry.language) or source.language,
        section=page.section or entry.section,
    )


def _deck(page: str | None, feed: str | None) -> str | None:
    """The feed's summary where it is a deck; a long or cut one is the article's beginning, and the page knows better."""
    whole = feed and len(feed) <= DECK and not feed.rstrip().endswith(("…", "...", "[…]", "[...]"))
    return feed if whole else page or None


def unread(reading: Reading, entry: Entry | None, source: Source) -> tuple[Outcome, Version | None]:
    """What becomes of a page that is no article. A notice stands in front of an article that we have the feed's word
    for; a list, an empty page and one with nothing but boilerplate on it stand in front of nothing, unless the feed
    carried the text itself."""
    said = from_entry(entry, source) if entry else None
    before = reading.kind is Kind.NOTICE and reading.reason != ONLY_BOILERPLATE
    if said and entry and (before or entry.text):
        return Outcome.KEPT, said
    return Outcome.REFUSED, None


# ---- who says so --------------------------------------------------------------------------------------------------------

FEED = "feed"

SHOWN_WORDS = 400
"""Characters of a witness's word that are kept."""

FIRST = "the feed states it outright"


def _words(version: Version | Entry) -> Mapping[str, str]:
    """What a version or a feed says of each field, as one line."""
    said = {
        "headline": version.headline,
        "deck": version.deck,
        "byline": names(version.byline),
        "published": str(version.published or ""),
        "modified": str(version.modified or ""),
        "language": version.language,
        "section": version.section,
    }
    return {field: " ".join(word.split())[:SHOWN_WORDS] for field, word in said.items() if word}


def feed_witnesses(entry: Entry) -> tuple[Witness, ...]:
    """The feed as the only witness."""
    return tuple(Witness(field, FEED, word, taken=True) for field, word in _words(entry).items())


def witnesses(reading: Reading, entry: Entry | None, version: Version) -> tuple[Witness, ...]:
    """The page's witnesses with the feed among them: before those of the page where its word was taken, else after
    them. `version` is what was made of both."""
    heard = _words(entry) if entry else {}
    taken = _words(version)
    fields = list(dict.fromkeys([*(w.field for w in reading.witnesses), *heard]))
    found: list[Witness] = []
    for field in fields:
        page = [w for w in reading.witnesses if w.field == field and w.by != FEED]
        if field not in heard:
            found += page
            continue
        wins = heard[field] == taken.get(field)
        feed = Witness(field, FEED, heard[field], wins)
        if wins:
            page = [replace(w, taken=False, why=w.why or FIRST) if w.taken else w for w in page]
        found += [feed, *page] if wins else [*page, feed]
    return tuple(found)


def backoff(attempt: int, retry_after: float | None) -> float:
    """Seconds until a page is tried again after its `attempt`th failure (from 1)."""
    return max(BACKOFF[min(attempt, len(BACKOFF)) - 1], retry_after or 0.0)


def slug_of(name: str, taken: Iterable[str] = (), otherwise: str = "") -> str:
    """A slug from a name, as "NK News" → "nk-news"; numbered if it is taken. Where no letter of the name is usable,
    from `otherwise` (an address's last word); then from the name's hash."""
    slug = words.slug(name)
    if not any(c.isalpha() for c in slug):
        slug = ""
    if not slug and otherwise:
        return slug_of(otherwise, taken)
    if not slug:
        slug = "source-" + hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4).hexdigest()
    used, number, base = set(taken), 2, slug
    while slug in used:
        slug, number = f"{base}-{number}", number + 1
    return slug
