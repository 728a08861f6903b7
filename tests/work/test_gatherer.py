"""The whole line over real HTTP: feeds polled, pages fetched, read, filed and kept, each item with one outcome."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.errors import Busy, StoreError
from beatbook.model import FeedKind, Outcome, Source
from beatbook.store.rows import Detail, Wanted
from beatbook.work.gatherer import Tally
from beatbook.work.locks import only_one
from tests.conftest import NOW, Clock
from tests.work.town import (
    PROSE,
    Answer,
    Town,
    desk_of,
    desk_on_disk,
    is_sound,
    killed_and_run,
    page,
    prose,
    rss,
)

TWO = (("/1", "Ferry stopped"), ("/2", "Pilot boat sold"))


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        town.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
        for path, title in TWO:
            town.put(path, page(title))
        town.put("/feed", rss(town.base, *TWO))
        yield town


@pytest.fixture
def desk(tmp_path: Path, town: Town, clock: Clock) -> Iterator[Desk]:
    with desk_of(town, tmp_path / "desk", clock, "ferry") as desk:
        yield desk


def gather(desk: Desk) -> Tally:
    return asyncio.run(desk.gather())


def one(desk: Desk, headline: str) -> Detail:
    lines = desk.store.listing(Wanted(limit=100)).items
    detail = desk.store.article(next(line.key for line in lines if line.headline == headline))
    assert detail is not None
    return detail


def test_from_feed_to_archive(desk: Desk, town: Town) -> None:
    tally = gather(desk)
    assert tally.outcomes == {Outcome.FILED: 2}
    listing = desk.store.listing(Wanted(beat="strait"))
    assert [line.headline for line in listing.items] == ["Ferry stopped", "Pilot boat sold"]
    detail = one(desk, "Ferry stopped")
    assert detail.line.deck == "About ferry stopped."
    assert detail.versions[0].version.text == "\n\n".join(PROSE)
    assert desk.store.counts().documents == 3
    assert len(list((desk.folder / "documents").rglob("*.warc.gz"))) == 1


def test_a_second_run_makes_only_conditional_requests_and_adds_nothing(desk: Desk, town: Town) -> None:
    gather(desk)
    before, asked = desk.store.counts(), len(town.asked)
    tally = gather(desk)
    assert [(path, status) for path, _, status in town.asked[asked:]] == [("/feed", 304)]
    assert (tally.new, tally.unchanged) == (0, 1)
    assert desk.store.counts() == before


def test_validators_go_back_byte_for_byte_also_after_a_restart(desk: Desk, town: Town, clock: Clock) -> None:
    town.put("/feed", rss(town.base, *TWO), ETag='W/"odd  tag"', Last_Modified="yesterday, about noon")
    gather(desk)
    desk.close()
    with Desk.open(desk.folder, now=clock, environ={}) as again:
        gather(again)
    headers = town.asked[-1][1]
    assert headers["If-None-Match"] == 'W/"odd  tag"'
    assert headers["If-Modified-Since"] == "yesterday, about noon"
    assert headers["User-Agent"].startswith("Beatbook/")


def test_a_correction_makes_a_version(desk: Desk, town: Town, clock: Clock) -> None:
    gather(desk)
    clock.go(7200)
    town.put(
        "/1",
        page(
            "Ferry stopped",
            *PROSE,
            "Correction: an earlier version said that forty-four passengers had waited on the deck.",
        ),
    )
    town.put("/feed", rss(town.base, ("/1", "Ferry stopped, then towed"), TWO[1]))
    asked = len(town.asked)
    gather(desk)
    assert sorted(town.paths(asked)) == ["/1", "/feed"]
    detail = one(desk, "Ferry stopped, then towed")
    assert [v.version.headline for v in detail.versions] == ["Ferry stopped", "Ferry stopped, then towed"]
    assert "Correction" in detail.versions[1].version.text
    assert detail.outcome is Outcome.FILED


def test_a_page_that_is_gone_leaves_the_feeds_word_and_says_so(desk: Desk, town: Town) -> None:
    town.put("/1", "gone", 404)
    gather(desk)
    detail = one(desk, "Ferry stopped")
    assert (detail.outcome, detail.reason) == (Outcome.FILED, "http-404")
    assert detail.line.partial


def test_a_page_that_fails_is_tried_later_and_then_the_feeds_word_stands(
    desk: Desk, town: Town, clock: Clock
) -> None:
    town.put("/1", "down", 503)
    assert gather(desk).outcomes[Outcome.RETRY] == 1
    assert desk.store.counts().reasons == {(Outcome.RETRY, "http-503"): 1}
    asked = len(town.asked)
    gather(desk)
    assert "/1" not in town.paths(asked)
    for _ in range(desk.settings.gather.retries):
        clock.go(25 * 3600)
        gather(desk)
    detail = one(desk, "Ferry stopped")
    assert (detail.outcome, detail.reason) == (Outcome.FILED, "http-503")
    assert desk.store.counts().waiting == {"poll": 1}


def test_a_page_that_comes_back_is_read(desk: Desk, town: Town, clock: Clock) -> None:
    town.put("/1", "down", 503)
    gather(desk)
    town.put("/1", page("Ferry stopped"))
    clock.go(3600)
    gather(desk)
    detail = one(desk, "Ferry stopped")
    assert (detail.outcome, detail.reason, detail.line.partial) == (Outcome.FILED, None, False)


def test_retry_after_is_heard_by_pages_feeds_and_the_next_process(
    desk: Desk, town: Town, clock: Clock
) -> None:
    town.put("/feed", "slow down", 429, Retry_After="7200")
    gather(desk)
    (feed,) = desk.store.feeds()
    assert feed.state.hold_until is not None
    assert feed.state.hold_until > NOW
    asked = len(town.asked)
    clock.go(7000)
    gather(desk)
    assert len(town.asked) == asked
    clock.go(600)
    town.put("/feed", rss(town.base, *TWO))
    assert gather(desk).new == 2


def test_robots_txt_is_obeyed_and_read_once_a_day(desk: Desk, town: Town, clock: Clock) -> None:
    town.put("/feed", rss(town.base, ("/private/1", "Ferry papers leaked"), TWO[1]))
    town.put("/private/1", page("Ferry papers leaked"))
    gather(desk)
    assert "/private/1" not in town.paths()
    assert one(desk, "Ferry papers leaked").reason == "robots"
    clock.go(3600)
    gather(desk)
    assert town.paths().count("/robots.txt") == 1
    clock.go(24 * 3600)
    gather(desk)
    assert town.paths().count("/robots.txt") == 2


def test_a_site_that_cannot_say_its_rules_is_left_alone_for_now(desk: Desk, town: Town, clock: Clock) -> None:
    town.put("/robots.txt", "down", 500)
    gather(desk)
    assert town.paths() == ["/robots.txt"]
    town.put("/robots.txt", "User-agent: *\nDisallow:\n")
    clock.go(2 * 3600)
    assert gather(desk).new == 2


def test_a_broken_feed_gives_what_could_be_read_and_what_was_wrong(desk: Desk, town: Town) -> None:
    town.put("/feed", rss(town.base, *TWO).replace("About pilot", "Smith & Sons <b>about</i> pilot"))
    assert gather(desk).new >= 1
    (feed,) = desk.store.feeds()
    assert feed.state.problems
    assert feed.state.reason is None


def test_what_is_no_feed_is_named(desk: Desk, town: Town) -> None:
    town.put("/feed", page("We have moved"))
    gather(desk)
    (feed,) = desk.store.feeds()
    assert feed.state.problems or feed.state.reason
    assert "HTML" in " ".join((*feed.state.problems, feed.state.reason or ""))


def test_a_page_that_is_no_article_is_refused_with_its_reason(desk: Desk, town: Town) -> None:
    links = "".join(f'<li><a href="/{n}">Story number {n} of the day</a></li>' for n in range(60))
    town.put(
        "/1",
        f"<html><head><title>All stories</title></head><body><h1>All stories</h1><ul>{links}</ul></body></html>",
    )
    gather(desk)
    refused = {r: n for (o, r), n in desk.store.counts().reasons.items() if o is Outcome.REFUSED}
    assert sum(refused.values()) == 1
    assert next(iter(refused))


def test_an_entry_in_two_feeds_of_a_source_is_one_article(desk: Desk, town: Town) -> None:
    town.put("/other", rss(town.base, *TWO, ("/3", "Harbour lights")))
    town.put("/3", page("Harbour lights"))
    desk.add_feed("tide", f"{town.base}/other")
    gather(desk)
    assert sum(desk.store.counts().outcomes.values()) == 3
    assert sorted(town.paths().count(p) for p in ("/1", "/2", "/3")) == [1, 1, 1]


def test_news_sitemaps_and_their_indexes_are_followed(desk: Desk, town: Town) -> None:
    def news(path: str, title: str) -> str:
        return (
            f"<url><loc>{town.base}{path}</loc><news:news><news:publication><news:name>The Tide</news:name><news:language>en"
            f"</news:language></news:publication><news:publication_date>2026-11-19</news:publication_date><news:title>{title}"
            "</news:title></news:news></url>"
        )

    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    town.put(
        "/sitemap.xml",
        f'<?xml version="1.0"?><sitemapindex {space}><sitemap><loc>{town.base}/news.xml</loc></sitemap></sitemapindex>',
    )
    extension = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    old = f"<url><loc>{town.base}/2</loc><lastmod>2019-01-01</lastmod></url>"
    town.put(
        "/news.xml",
        f'<?xml version="1.0"?><urlset {space} {extension}>{news("/3", "Ferry lights")}{old}</urlset>',
    )
    town.put("/3", page("Ferry lights"))
    town.put("/feed", rss(town.base))
    desk.add_feed("tide", f"{town.base}/sitemap.xml")
    gather(desk)
    assert [line.headline for line in desk.store.listing(Wanted(beat="strait")).items] == ["Ferry lights"]


def test_an_address_on_a_private_network_that_nobody_allowed_is_never_asked(desk: Desk, town: Town) -> None:
    desk.add_source(Source("sly", "Sly"), [(f"{town.base}/feed?sly", FeedKind.FEED)])
    gather(desk)
    assert not any("sly" in p for p in town.paths())
    (feed,) = desk.store.feeds("sly")
    assert (feed.state.reason or "").split(":")[0] in ("address", "port")


def test_a_fault_of_our_own_ends_with_the_item_and_harms_no_other(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beatbook.work import decide, gatherer

    real = decide.merged

    def stumble(reading: object, entry: object, *rest: object) -> object:
        if getattr(entry, "headline", "") == "Ferry stopped":
            raise KeyError("a bug")
        return real(reading, entry, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(gatherer.decide, "merged", stumble)
    assert gather(desk).outcomes == {Outcome.FILED: 2}
    assert desk.store.counts().reasons == {(Outcome.FILED, "failed: KeyError"): 1}
    assert one(desk, "Ferry stopped").line.partial


def test_one_gatherer_to_a_desk(desk: Desk) -> None:
    with (
        only_one(desk.folder / ".gather.lock", "a gatherer"),
        pytest.raises(Busy, match="a gatherer is already running"),
    ):
        gather(desk)


def test_what_is_due_later_is_left_for_later(desk: Desk, town: Town, clock: Clock) -> None:
    gather(desk)
    asked = len(town.asked)
    asyncio.run(desk.gather(all_now=False))
    assert len(town.asked) == asked
    clock.go(24 * 3600)
    asyncio.run(desk.gather(all_now=False))
    assert len(town.asked) > asked


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path, town: Town) -> None:
    items = tuple((f"/{n}", f"Ferry number {n}") for n in range(40))

    def slowly(title: str) -> Answer:
        time.sleep(0.02)
        return Answer(page(title, *prose(title)).encode(), 200, {"Content-Type": "text/html"})

    for path, title in items:
        town.pages[path] = lambda title=title: slowly(title)  # type: ignore[misc]
    town.put("/feed", rss(town.base, *items))
    folder = tmp_path / "killed"
    desk_on_disk(town, folder)
    killed_and_run("gather", folder, (0.9, 1.3, 1.7, 2.1))
    with Desk.open(folder, environ={}) as desk:
        counts = desk.store.counts()
        assert counts.outcomes == {Outcome.FILED: 40}
        assert counts.versions == 40
        assert counts.waiting == {"poll": 1}
        assert desk.store.listing(Wanted(beat="strait")).total == 40
        assert is_sound(desk)


def test_told_to_stop_it_ends_soon_and_the_rest_is_left_for_the_next_run(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beatbook.work import gatherer

    monkeypatch.setattr(gatherer, "GRACE", 0.2)
    begun, release = threading.Event(), threading.Event()

    def held() -> Answer:
        begun.set()
        release.wait(30)
        return Answer(page("Ferry stopped").encode(), 200, {"Content-Type": "text/html"})

    town.pages["/1"] = held

    async def work() -> Tally:
        stop = asyncio.Event()
        task = asyncio.create_task(desk.gather(stop=stop))
        await asyncio.to_thread(begun.wait, 20)
        stop.set()
        return await asyncio.wait_for(task, 20)

    asyncio.run(work())
    release.set()
    town.put("/1", page("Ferry stopped"))
    gather(desk)
    assert desk.store.counts().outcomes == {Outcome.FILED: 2}


def test_results_that_cannot_be_kept_end_the_run_with_one_error(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(intents: object) -> None:
        raise StoreError("archive.db: database or disk is full")

    monkeypatch.setattr(desk.store, "apply", full)
    with pytest.raises(StoreError, match="disk is full"):
        gather(desk)
    monkeypatch.undo()
    gather(desk)
    assert desk.store.counts().outcomes == {Outcome.FILED: 2}


def test_a_host_that_cannot_be_reached_is_not_blamed_on_its_robots_txt(desk: Desk, town: Town) -> None:
    desk.add_source(Source("gone", "Gone"), [("https://gone.invalid/feed", FeedKind.FEED)])
    assert gather(desk).failures == {"dns": 1}
    (feed,) = desk.store.feeds("gone")
    assert (feed.state.reason or "").startswith("dns")


def test_what_was_read_stands_when_the_page_is_gone_later(desk: Desk, town: Town, clock: Clock) -> None:
    gather(desk)
    clock.go(7200)
    town.put("/1", "gone", 404)
    town.put("/feed", rss(town.base, ("/1", "Ferry stopped, says feed"), TWO[1]))
    gather(desk)
    detail = one(desk, "Ferry stopped")
    assert len(detail.versions) == 1
    assert detail.versions[0].version.text == "\n\n".join(PROSE)
    assert (detail.outcome, detail.reason) == (Outcome.FILED, "http-404")


def test_pages_of_a_host_that_asks_for_rest_are_given_back_until_then(
    desk: Desk, town: Town, clock: Clock
) -> None:
    for path, _ in TWO:
        town.put(path, "slow down", 429, Retry_After="7200")
    begun = time.monotonic()
    assert gather(desk).outcomes == {Outcome.RETRY: 2}
    assert time.monotonic() - begun < 60
    assert sum(path in ("/1", "/2") for path in town.paths()) == 1
    for path, title in TWO:
        town.put(path, page(title))
    clock.go(7300)
    gather(desk)
    assert desk.store.counts().outcomes == {Outcome.FILED: 2}


def test_a_site_that_could_not_say_its_rules_is_asked_again_by_the_same_process(
    desk: Desk, town: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beatbook.work import gatherer

    monkeypatch.setattr(gatherer, "SLEEP", 0.1)
    town.put("/robots.txt", "down", 500)

    async def work() -> None:
        stop = asyncio.Event()
        task = asyncio.create_task(desk.gather(once=False, stop=stop))
        await until(lambda: desk.store.feeds()[0].state.reason == "robots-down")
        town.put("/robots.txt", "User-agent: *\nDisallow:\n")
        clock.go(2 * 3600)
        await until(lambda: desk.store.counts().outcomes.get(Outcome.FILED) == 2)
        stop.set()
        await task

    asyncio.run(work())


async def until(holds: Callable[[], bool]) -> None:
    """Wait for the desk to come so far; a minute is more than it ever takes."""
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it never came so far")
