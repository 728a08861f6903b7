"""From an address that somebody names to a source with feeds: look at what is there, then at what it points to.

The page's own links are tried first, guesses last, and only until one answers: every try costs the site a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from beatbook.errors import FetchError, InputError, ReadError
from beatbook.gather.client import ACCEPT_FEED, ACCEPT_PAGE, Client
from beatbook.gather.discovery import Found, describe, discover, guesses
from beatbook.gather.feeds import parse_feed
from beatbook.gather.robots import Robots
from beatbook.gather.sitemaps import parse_sitemap
from beatbook.model import Feed, FeedKind, FeedReading, Source
from beatbook.read.language import normal_code
from beatbook.work import decide

TRIES = 12
"""Requests that looking for one source's feeds may cost."""


async def discover_source(
    client: Client, url: str, allow: frozenset[str], taken: Iterable[str]
) -> tuple[Source, Sequence[tuple[str, FeedKind]]]:
    """The source at `url` as it names itself, and its feeds, best first.

    Raises FetchError if the address cannot be read, InputError if no feed is found.
    """
    fetched = await client.fetch(url, allow=allow, accept=ACCEPT_PAGE)
    kind = fetched.content_type
    page = describe(fetched.body, fetched.final_url, kind)
    found = discover(fetched.body, fetched.final_url, kind)
    good: list[tuple[str, FeedKind]] = []
    first: FeedReading | None = None
    failures: list[str] = []
    candidates: list[Found] = list(found) or guesses(
        fetched.final_url, await _sitemaps(client, fetched.final_url, allow)
    )
    for candidate in candidates[:TRIES]:
        body, address = fetched.body, fetched.final_url
        try:
            if candidate.url != fetched.final_url:
                answer = await client.fetch(candidate.url, allow=allow, accept=ACCEPT_FEED)
                body, address = answer.body, answer.permanent_url or candidate.url
            reading = _read(body, address, candidate.kind)
        except (FetchError, ReadError) as error:
            failures.append(str(error))
            continue
        first = first or reading
        good.append((address, candidate.kind))
        if not found:
            break
    if first is None:
        why = (
            f"what it names as its feed cannot be had: {failures[0]}"
            if found
            else "it names none, and guesses found none"
        )
        raise InputError(f"{url}: no feed found: {why}; name the feed itself")
    host = (urlsplit(fetched.final_url).hostname or "").removeprefix("www.")
    name = page.name or first.title or host
    source = Source(
        slug=decide.slug_of(name, taken, otherwise=_last_word(fetched.final_url)),
        name=name,
        home=first.home or (fetched.final_url if good[0][0] != fetched.final_url else None),
        language=normal_code(page.language or first.language),
    )
    return source, good


def _last_word(url: str) -> str:
    """What an address calls the site: its last folder, else the host's own name."""
    parts = urlsplit(url)
    folders = [p for p in parts.path.split("/") if p and "." not in p]
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    return folders[-1] if folders else labels[-2] if len(labels) > 1 else labels[0]


async def _sitemaps(client: Client, url: str, allow: frozenset[str]) -> Sequence[str]:
    parts = urlsplit(url)
    try:
        answer = await client.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", allow=allow)
    except FetchError:
        return ()
    return Robots.parse(answer.body, answer.status).sitemaps


def _read(body: bytes, url: str, kind: FeedKind) -> FeedReading:
    reading = parse_sitemap(body, url=url) if kind is FeedKind.SITEMAP else parse_feed(body, url=url)
    if not reading.entries and not reading.children and reading.title is None:
        raise ReadError("not-a-feed", "nothing is listed")
    return reading


async def ask_feed(client: Client, feed: Feed, allow: frozenset[str]) -> str:
    """What a feed answers now, in words. Raises FetchError or ReadError."""
    answer = await client.fetch(feed.url, allow=allow, accept=ACCEPT_FEED)
    reading = _read(answer.body, answer.final_url, feed.kind)
    problems = f"; {len(reading.problems)} problems: {reading.problems[0]}" if reading.problems else ""
    moved = f"; moved for good to {answer.permanent_url}" if answer.permanent_url else ""
    return f"answers with {len(reading.entries)} entries{problems}{moved}"
