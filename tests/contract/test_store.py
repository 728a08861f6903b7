"""What every engine must do: the specification in store/protocol.py, sentence by sentence."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatbook.errors import InputError
from beatbook.model import (
    Beat,
    Boilerplate,
    Entry,
    FeedKind,
    FeedState,
    Filing,
    Image,
    Lesson,
    LessonKind,
    LessonState,
    Moment,
    Observed,
    Outcome,
    Source,
    Version,
    Witness,
)
from beatbook.store.codec import version_digest
from beatbook.store.intents import (
    MOST_LESSONS,
    WINDOW,
    Claim,
    DocumentRow,
    FetchRow,
    Keep,
    Overrule,
    Poll,
    Refile,
    Seen,
)
from beatbook.store.protocol import Store
from beatbook.store.rows import Chosen, HostState, Listing, Wanted
from beatbook.store.sqlite import SqliteStore
from tests.conftest import NOW, Clock, day, keep


def keys(listing: Listing) -> list[str]:
    return [line.key for line in listing.items]


def refile(store: Store, key: str, beats: tuple[str, ...], filings: tuple[Filing, ...]) -> Refile:
    """A refiling of the version that the article has now."""
    detail = store.article(key)
    digest = version_digest(detail.versions[-1].version) if detail and detail.versions else ""
    return Refile(key, digest, beats, filings)


# ---- keeping ----------------------------------------------------------------------------------------------------------


def test_what_is_kept_comes_back(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    store.apply([keep("a1", beats=("strait",), by=("Ada Quay", "Bo Reed"))])
    detail = store.article("a1")
    assert detail is not None
    assert detail.outcome is Outcome.FILED
    assert [a.name for a in detail.line.byline] == ["Ada Quay", "Bo Reed"]
    assert detail.versions[0].version.text == "The ferry was stopped in the strait."
    assert detail.filed[0].slug == "strait"
    assert detail.filed[0].why[0].term == "ferry"


def test_keeping_again_changes_nothing(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    batch = [keep(f"a{i}", beats=("strait",), by=("Ada Quay",)) for i in range(5)]
    first = store.apply(batch)
    before = store.counts()
    again = store.apply(batch)
    assert (first.new, first.changed) == (5, 5)
    assert (again.new, again.changed) == (0, 0)
    assert store.counts() == before


def test_a_change_of_words_makes_a_version_and_the_id_stays(store: Store) -> None:
    store.apply([keep("a1", text="Nine were saved.")])
    done = store.apply([keep("a1", text="Eight were saved.")])
    detail = store.article("a1")
    assert done.changed == 1
    assert detail is not None
    assert [v.version.text for v in detail.versions] == ["Nine were saved.", "Eight were saved."]
    assert detail.line.changed


def test_a_new_stamp_alone_makes_no_version(store: Store) -> None:
    first = keep("a1")
    assert first.version is not None
    stamped = replace(first, version=replace(first.version, modified=Moment.parse("2026-11-02")))
    store.apply([first])
    assert store.apply([stamped]).changed == 0


def test_of_two_intents_for_one_article_the_later_one_wins(store: Store) -> None:
    store.apply([keep("a1", headline="One"), keep("a2"), keep("a1", headline="Two")])
    detail = store.article("a1")
    assert detail is not None
    assert detail.line.headline == "Two"
    assert len(detail.versions) == 2


def test_an_unknown_source_is_our_bug_and_nothing_is_kept(store: Store) -> None:
    with pytest.raises(LookupError):
        store.apply([keep("a1"), keep("a2", source="nobody")])
    assert store.article("a1") is None


def test_a_refused_item_has_its_reason_and_no_place_in_lists(store: Store) -> None:
    refused = Keep("r1", "tide", NOW, Outcome.REFUSED, day("2026-11-01"), NOW, reason="a list of 30 links")
    store.apply([refused])
    assert store.counts().reasons == {(Outcome.REFUSED, "a list of 30 links"): 1}
    assert store.listing(Wanted(source="tide")).total == 0


def test_an_article_stays_what_it_is_when_a_later_visit_brings_nothing(store: Store) -> None:
    store.apply([keep("a1")])
    store.apply([replace(keep("a1"), version=None, outcome=Outcome.REFUSED, reason="http-404")])
    detail = store.article("a1")
    assert detail is not None
    assert (detail.outcome, detail.reason, detail.line.headline) == (
        Outcome.KEPT,
        "http-404",
        "Ferry stopped",
    )


# ---- lists --------------------------------------------------------------------------------------------------------------


def test_lists_run_newest_first_and_equals_later_kept_first(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    store.apply(
        [
            keep("old", "2026-10-01", beats=("strait",)),
            keep("x", beats=("strait",)),
            keep("y", beats=("strait",)),
        ]
    )
    store.apply([keep("new", "2026-11-09T08:00:00+09:00", beats=("strait",))])
    assert keys(store.listing(Wanted(beat="strait"))) == ["new", "y", "x", "old"]
    assert keys(store.listing(Wanted(beat="strait", limit=2, offset=1))) == ["y", "x"]


def test_filters_narrow_alone_and_together(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    f = ("strait",)
    store.apply(
        [
            keep("a", "2026-10-05", beats=f, by=("Ada Quay",)),
            keep("b", "2026-11-05", beats=f, by=("Ada Quay",), source="quay"),
            keep("c", "2026-11-06", beats=f, language="ko"),
            keep("d", "2026-11-07"),
        ]
    )
    cases = [
        (Wanted(beat="strait"), "cba"),
        (Wanted(beat="strait", month="2026-11"), "cb"),
        (Wanted(beat="strait", source="quay"), "b"),
        (Wanted(beat="strait", language="ko"), "c"),
        (Wanted(beat="strait", author="ada-quay"), "ba"),
        (Wanted(beat="strait", author="ada-quay", month="2026-11"), "b"),
        (Wanted(beat="strait", author="ada-quay", month="2026-11", source="tide"), ""),
        (Wanted(beat="nothing"), ""),
        (Wanted(), "dcba"),
        (Wanted(source="tide", month="2026-11"), "dc"),
        (Wanted(author="ada-quay"), "ba"),
    ]
    for wanted, expected in cases:
        listing = store.listing(wanted)
        assert "".join(keys(listing)) == expected, wanted
        assert listing.total == len(expected), wanted


def test_lines_of_some_articles_come_in_the_order_asked_for(store: Store) -> None:
    store.apply([keep("a", headline="One"), keep("b", headline="Two")])
    store.apply([Keep("r", "tide", NOW, Outcome.REFUSED, NOW.date(), NOW, reason="a list")])
    assert [item.headline for item in store.lines(["b", "none", "r", "a"])] == ["Two", "One"]
    assert store.lines([]) == []


def test_headlines_of_a_beat_newest_first(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    for key, when in (("a", "2026-11-01"), ("b", "2026-11-03"), ("c", "2026-11-02")):
        store.apply([keep(key, when, headline=f"Told by {key}", beats=("strait",))])
    store.apply([keep("d", "2026-11-04")])
    newest = ("b", "tide", "Told by b", day("2026-11-03"))
    assert store.headlines("strait", 2) == [newest, ("c", "tide", "Told by c", day("2026-11-02"))]
    assert len(store.headlines("strait", 9)) == 3
    assert store.headlines("none", 9) == []


def test_facets_count_what_the_list_has(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    f = ("strait",)
    store.apply(
        [keep("a", "2026-10-05", beats=f, by=("Ada Quay",)), keep("b", "2026-11-05", beats=f, source="quay")]
    )
    facets = store.facets(Wanted(beat="strait"))
    assert facets.months == (("2026-11", "2026-11", 1), ("2026-10", "2026-10", 1))
    assert facets.sources == (("quay", "Quay News", 1), ("tide", "The Tide", 1))
    assert facets.authors == (("ada-quay", "Ada Quay", 1),)
    assert store.facets(Wanted(source="quay")).months == (("2026-11", "2026-11", 1),)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["2026-10-01", "2026-11-01"]),
            st.sets(st.sampled_from(["strait", "harbour"])),
            st.lists(st.sampled_from(["Ada Quay", "Bo Reed", "ada quay"]), max_size=3),
            st.sampled_from(["en", "ko"]),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_tallies_are_what_a_recount_gives(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[object, ...]]
) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("tally") / "archive.db")
    store.put_source(Source("tide", "The Tide"), NOW)
    for slug in ("strait", "harbour"):
        store.put_beat(Beat(slug, slug, "ferry"))
    for n, day_, filed, by, language, anew in story:
        if anew:
            store.apply(
                [
                    refile(
                        store,
                        f"a{n}",
                        ("strait",),
                        tuple(Filing("strait", 0.5) for b in filed if b == "strait"),
                    )
                ]
            )  # type: ignore[attr-defined]
        else:
            store.apply(
                [keep(f"a{n}", str(day_), beats=tuple(sorted(filed)), by=tuple(by), language=str(language))]
            )  # type: ignore[call-overload]
    for beat in ("strait", "harbour"):
        lines = store.listing(Wanted(beat=beat, limit=100)).items
        facets = store.facets(Wanted(beat=beat))
        assert store.listing(Wanted(beat=beat, limit=1)).total == len(lines)
        assert {v: n for v, _, n in facets.months} == Counter(line.day.isoformat()[:7] for line in lines)
        assert {v: n for v, _, n in facets.languages} == Counter(line.language for line in lines)
        assert {v: n for v, _, n in facets.authors} == Counter(a.slug for line in lines for a in line.byline)
    store.close()


def test_refiling_touches_only_the_beats_it_names(store: Store, beats: Callable[..., None]) -> None:
    beats("strait", "harbour")
    store.apply([keep("a", beats=("strait", "harbour"))])
    store.apply([refile(store, "a", ("strait",), ())])
    detail = store.article("a")
    assert detail is not None
    assert [f.slug for f in detail.filed] == ["harbour"]
    assert detail.outcome is Outcome.FILED
    store.apply([refile(store, "a", ("harbour",), ())])
    assert store.counts().outcomes == {Outcome.KEPT: 1}


def test_a_beat_whose_rule_changed_wants_filing(store: Store) -> None:
    assert store.put_beat(Beat("b", "B", "ferry"))
    assert list(store.beats_to_file()) == ["b"]
    store.beats_filed({"b": "ferry"})
    assert not store.put_beat(Beat("b", "Another title", "ferry"))
    assert list(store.beats_to_file()) == []
    assert store.put_beat(Beat("b", "B", "boat"))


def test_every_article_is_walked_once_in_the_order_kept(store: Store) -> None:
    names = [f"a{i:04}" for i in range(1203)]
    store.apply([keep(n) for n in names])
    assert [a.id for a in store.articles()] == names
    assert [a.id for a in store.articles(after="a1200")] == ["a1201", "a1202"]


# ---- feeds and polls ------------------------------------------------------------------------------------------------------


def polled(store: Store, clock: Clock, *entries: Entry, feed: str = "https://tide.example/feed") -> Poll:
    """A poll of the feed that listed these entries, claimed as the runner would."""
    made = store.put_feed("tide", feed, FeedKind.FEED, clock())
    store.poll_now(clock())
    claim = next(c for c in store.claim("poll", "me", 10, clock(), 60, per_host=10) if c.key == str(made.id))
    seen = tuple(
        Seen(
            e,
            f"tide-{e.key}",
            (f"guid:{e.key}", *((f"url:{e.url}",) if e.url else ())),
            "tide.example",
            clock().date(),
            clock(),
        )
        for e in entries
    )
    state = FeedState(etag='"x"', next_poll=clock() + timedelta(hours=1))
    return Poll(claim, made.id, state, FetchRow(feed, clock(), 200, None, 10, 0.1), seen=seen)


def test_a_feed_is_there_once_and_due_at_once(store: Store, clock: Clock) -> None:
    one = store.put_feed("tide", "https://tide.example/feed", FeedKind.FEED, clock())
    two = store.put_feed("tide", "https://tide.example/feed", FeedKind.FEED, clock())
    assert one == two
    assert [c.key for c in store.claim("poll", "me", 10, clock(), 60)] == [str(one.id)]


def test_a_poll_keeps_state_and_makes_pages_of_new_entries(store: Store, clock: Clock) -> None:
    done = store.apply(
        [
            polled(
                store,
                clock,
                Entry("2", "https://tide.example/2", "Two"),
                Entry("1", "https://tide.example/1", "One"),
            )
        ]
    )
    assert done.new == 2
    (feed,) = store.feeds("tide")
    assert feed.state.etag == '"x"'
    assert store.next_ready("poll") == clock() + timedelta(hours=1)
    assert [c.key for c in store.claim("page", "me", 10, clock(), 60)] == ["tide-1", "tide-2"]
    item = store.item("tide-1")
    assert item is not None
    assert item.entry is not None
    assert (item.entry.headline, item.outcome) == ("One", Outcome.WAITING)


def test_the_same_entry_by_guid_or_address_is_the_same_article(store: Store, clock: Clock) -> None:
    store.apply([polled(store, clock, Entry("1", "https://tide.example/1", "One"))])
    clock.go(3600)
    moved = Entry("1", "https://tide.example/1-new", "One")
    other_guid = Entry("other", "https://tide.example/1", "One")
    assert store.apply([polled(store, clock, moved)]).new == 0
    assert store.apply([polled(store, clock, other_guid, feed="https://tide.example/other")]).new == 0
    assert sum(store.counts().outcomes.values()) == 1
    assert store.known("tide", ["guid:1", "guid:other", "guid:nobody"]) == {"guid:1", "guid:other"}
    assert store.named(["guid:1", "guid:nobody"]) == store.named(["guid:1"]) is not None
    assert store.named(["guid:nobody"]) is None


def test_an_entry_that_says_something_else_is_read_again(store: Store, clock: Clock) -> None:
    first = Entry("1", "https://tide.example/1", "Nine saved")
    store.apply([polled(store, clock, first)])
    (claim,) = store.claim("page", "me", 10, clock(), 60)
    store.apply([replace(keep("tide-1"), claim=claim)])
    assert store.claim("page", "me", 10, clock(), 60) == []
    clock.go(3600)
    store.apply([polled(store, clock, first)])
    assert store.claim("page", "me", 10, clock(), 60) == []
    store.apply([polled(store, clock, replace(first, headline="Eight saved"))])
    assert [c.key for c in store.claim("page", "me", 10, clock(), 60)] == ["tide-1"]


def test_a_page_that_is_being_read_when_its_entry_changes_is_read_again(store: Store, clock: Clock) -> None:
    first = Entry("1", "https://tide.example/1", "Nine saved")
    store.apply([polled(store, clock, first)])
    (claim,) = store.claim("page", "me", 10, clock(), 60)
    store.apply([polled(store, clock, replace(first, headline="Eight saved"))])
    assert store.apply([replace(keep("tide-1"), claim=claim)]).late == 1
    assert [c.key for c in store.claim("page", "me", 10, clock(), 60)] == ["tide-1"]


def test_coverage_tells_reached_from_failed_from_not_tried(store: Store, clock: Clock) -> None:
    store.apply([polled(store, clock)])
    clock.go(2 * 86400)
    failed = polled(store, clock)
    store.apply([replace(failed, fetch=replace(failed.fetch, status=None, reason="dns"))])
    days = store.coverage("tide", NOW.date())
    assert [(d.day, d.reached, d.failed, d.reason) for d in days] == [
        (NOW.date(), 1, 0, None),
        (NOW.date() + timedelta(days=2), 0, 1, "dns"),
    ]


def test_a_desk_watches_since_it_first_asked_a_feed(store: Store, clock: Clock) -> None:
    assert store.watched_since() is None
    store.apply([polled(store, clock)])
    clock.go(2 * 86400)
    store.apply([polled(store, clock)])
    assert store.watched_since() == NOW.date()


def test_asking_all_feeds_now_spares_those_that_asked_for_rest(store: Store, clock: Clock) -> None:
    fine = polled(store, clock, feed="https://tide.example/fine")
    held = polled(store, clock, feed="https://tide.example/held")
    gone = polled(store, clock, feed="https://tide.example/gone")
    later = clock() + timedelta(hours=5)
    store.apply(
        [
            fine,
            replace(held, state=replace(held.state, next_poll=later, hold_until=later)),
            replace(gone, state=replace(gone.state, next_poll=None, disabled="gone (410)")),
        ]
    )
    assert store.claim("poll", "me", 10, clock(), 60) == []
    assert store.poll_now(clock()) == 1
    assert [c.key for c in store.claim("poll", "me", 10, clock(), 60)] == [str(fine.feed)]


def test_a_feed_that_moved_keeps_its_place(store: Store, clock: Clock) -> None:
    store.apply([replace(polled(store, clock), url="https://tide.example/moved")])
    assert [f.url for f in store.feeds("tide")] == ["https://tide.example/moved"]


# ---- work -------------------------------------------------------------------------------------------------------------------


def waiting(store: Store, clock: Clock, n: int = 3) -> None:
    store.apply(
        [polled(store, clock, *(Entry(str(i), f"https://tide.example/{i}", f"No. {i}") for i in range(n)))]
    )


def test_claimed_work_is_nobody_elses_until_the_lease_ends(store: Store, clock: Clock) -> None:
    waiting(store, clock)
    assert len(store.claim("page", "me", 10, clock(), 60)) == 3
    assert store.claim("page", "you", 10, clock(), 60) == []
    clock.go(61)
    again = store.claim("page", "you", 10, clock(), 60)
    assert [c.attempt for c in again] == [2, 2, 2]


def test_a_late_result_is_refused(store: Store, clock: Clock) -> None:
    waiting(store, clock, 1)
    (mine,) = store.claim("page", "me", 1, clock(), 60)
    clock.go(61)
    (yours,) = store.claim("page", "you", 1, clock(), 60)
    assert store.apply([replace(keep("tide-0"), claim=mine)]).late == 1
    assert store.apply([replace(keep("tide-0"), claim=yours)]).late == 0
    assert store.apply([replace(keep("tide-0"), claim=yours)]).late == 1


def test_work_to_be_tried_again_comes_back_when_due(store: Store, clock: Clock) -> None:
    waiting(store, clock, 1)
    (claim,) = store.claim("page", "me", 1, clock(), 60)
    retry = Keep("tide-0", "tide", NOW, Outcome.RETRY, NOW.date(), NOW, reason="timeout", claim=claim)
    store.apply([replace(retry, again_at=clock() + timedelta(minutes=10))])
    assert store.counts().outcomes == {Outcome.RETRY: 1}
    assert store.claim("page", "me", 1, clock(), 60) == []
    clock.go(600)
    assert [c.attempt for c in store.claim("page", "me", 1, clock(), 60)] == [2]


def test_no_host_takes_the_whole_queue(store: Store, clock: Clock) -> None:
    waiting(store, clock, 30)
    assert len(store.claim("page", "me", 100, clock(), 60, per_host=5)) == 5
    assert store.claim("page", "me", 100, clock(), 60, per_host=5) == []
    assert len(store.claim("page", "me", 100, clock(), 60, per_host=8)) == 3


def test_what_the_dead_held_can_be_freed(store: Store, clock: Clock) -> None:
    waiting(store, clock, 2)
    store.claim("page", "dead", 1, clock(), 6000)
    store.claim("page", "me", 1, clock(), 6000)
    assert store.free("page", but="me") == 1
    assert len(store.claim("page", "me", 10, clock(), 60)) == 1


def test_many_claimers_never_get_the_same_work(store: Store, clock: Clock) -> None:
    waiting(store, clock, 200)
    got: list[Claim] = []

    def take(owner: str) -> None:
        while claims := store.claim("page", owner, 7, clock(), 600, per_host=1000):
            got.extend(claims)

    threads = [threading.Thread(target=take, args=(f"w{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len({c.key for c in got}) == 200


# ---- the rest ------------------------------------------------------------------------------------------------------------


def test_facts_hosts_and_decisions(store: Store, clock: Clock) -> None:
    assert store.fact("id") is None
    store.set_fact("id", "one")
    store.set_fact("id", "two")
    assert store.fact("id") == "two"
    state = HostState("tide.example", b"User-agent: *\n", 200, clock(), None)
    store.put_host(state)
    store.put_host(replace(state, hold_until=clock()))
    assert store.host("tide.example") == replace(state, hold_until=clock())
    assert store.host("nobody") is None
    store.decide(clock(), "operator", "source added", "tide", {"feeds": []})


def test_what_does_not_exist_is_none(store: Store) -> None:
    assert store.article("nobody") is None
    assert store.item("nobody") is None
    assert store.listing(Wanted(beat="nobody")).items == ()


def test_a_naive_time_is_our_bug(store: Store) -> None:
    with pytest.raises(Exception, match="without zone"):
        store.apply([keep("a", sorted_at=NOW.replace(tzinfo=None))])
    assert store.article("a") is None


def test_the_front_has_every_beat_newest_first(store: Store, beats: Callable[..., None]) -> None:
    beats("strait", "harbour", "empty")
    store.apply([keep("a", "2026-11-01", beats=("strait",)), keep("b", "2026-11-02", beats=("harbour",))])
    assert [(b.slug, keys(items)) for b, items in store.front(3)] == [
        ("harbour", ["b"]),
        ("strait", ["a"]),
        ("empty", []),
    ]


def test_an_archive_can_be_opened_again(tmp_path: Path) -> None:
    one = SqliteStore(tmp_path / "archive.db")
    one.put_source(Source("tide", "The Tide"), NOW)
    one.apply([keep("a", version=Version(headline="H", text="T"))])
    one.close()
    one.close()
    two = SqliteStore(tmp_path / "archive.db")
    assert two.article("a") is not None
    two.close()


def test_items_that_ended_with_a_reason_are_listed_newest_first(store: Store) -> None:
    store.apply(
        [
            keep("a"),
            Keep("r1", "tide", NOW, Outcome.REFUSED, day("2026-11-01"), NOW, reason="a list of links"),
        ]
    )
    later = NOW + timedelta(hours=1)
    store.apply([Keep("r2", "tide", later, Outcome.RETRY, day("2026-11-01"), NOW, reason="timeout")])
    assert [(e.key, e.outcome, e.reason) for e in store.endings("tide", 10)] == [
        ("r2", Outcome.RETRY, "timeout"),
        ("r1", Outcome.REFUSED, "a list of links"),
    ]
    assert store.endings("quay", 10) == []


def test_a_refiling_of_words_that_have_changed_since_is_passed_over(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait")
    store.apply([keep("a", text="The ferry.")])
    late = refile(store, "a", ("strait",), (Filing("strait", 0.5),))
    store.apply([keep("a", text="The barge.")])
    store.apply([late])
    detail = store.article("a")
    assert detail is not None
    assert detail.filed == ()


def test_an_imported_article_is_known_when_its_feed_lists_it(store: Store, clock: Clock) -> None:
    store.apply([keep("tide-1", url=None)])
    assert store.apply([polled(store, clock, Entry("1", None, "One"))]).new == 0


def test_sitemaps_of_sitemaps_become_feeds_up_to_a_limit(store: Store, clock: Clock) -> None:
    many = tuple(f"https://tide.example/map{n}.xml" for n in range(500))
    store.apply([replace(polled(store, clock), children=many)])
    assert len(store.feeds("tide")) == 200
    store.apply([replace(polled(store, clock), children=many)])
    assert len(store.feeds("tide")) == 200


def test_of_entries_with_one_address_the_first_in_the_feed_counts(store: Store, clock: Clock) -> None:
    first = Entry("g1", "https://tide.example/1", "The first")
    store.apply([polled(store, clock, first, Entry("g2", "https://tide.example/1", "The second"))])
    item = store.item("tide-g1")
    assert item is not None
    assert item.entry == first
    assert store.item("tide-g2") is None


# ---- what sources taught --------------------------------------------------------------------------------------------------


def lesson(
    key: str = "a1", state: LessonState = LessonState.ACTIVE, version: int = 1, **data: object
) -> Lesson:
    return Lesson(LessonKind.BOILERPLATE, key, state, version, NOW, NOW, {"text": "Follow us.", **data})


def document(n: int = 1) -> DocumentRow:
    return DocumentRow(
        f"https://tide.example/{n}", NOW, 200, "text/html", "d" * 64, 10, "2026-11/a.warc.gz", n, 9
    )


def overrule(state: LessonState, key: str = "a1") -> Overrule:
    return Overrule("tide", LessonKind.BOILERPLATE, key, state, "operator", NOW)


def queued(store: Store) -> list[str]:
    """What waits to be read again, in its order; it is given back."""
    found = [c.key for c in store.claim("read", "test", 1000, NOW, 60, per_host=1000)]
    store.free("read")
    return found


def test_what_an_article_showed_and_taught_is_kept_with_it(store: Store) -> None:
    observed = Observed((1, 2**64 - 1), {"body": "article"})
    template = replace(lesson("t1"), kind=LessonKind.TEMPLATE)
    store.apply([keep("a", observed=observed, lessons=(lesson(), template))])
    memory = store.memory("tide")
    assert memory.lessons == (lesson(), template)
    assert [(r.article, r.observed) for r in memory.recent] == [("a", observed)]
    assert memory.version == 1
    assert store.memory("quay").lessons == store.memory("nobody").recent == ()


def test_a_memory_looks_at_so_many_articles_the_oldest_goes_first(store: Store) -> None:
    store.apply([keep("first", observed=Observed((7,)))])
    names = [f"n{i:03}" for i in range(WINDOW)]
    for name in names:
        store.apply([keep(name, observed=Observed((1,)))])
    assert [r.article for r in store.memory("tide").recent] == names
    store.apply([keep("first", observed=Observed((8,)))])
    store.apply([keep("n005", observed=Observed((9,)))])
    recent = store.memory("tide").recent
    assert [r.article for r in recent] == names
    assert recent[5].observed == Observed((9,))
    store.apply([keep(f"m{i:03}", observed=Observed((1,))) for i in range(2 * WINDOW)])
    assert [r.article for r in store.memory("tide").recent] == [f"m{i:03}" for i in range(WINDOW, 2 * WINDOW)]


def test_a_source_cannot_flood_the_ledger(store: Store) -> None:
    undone = lesson("undone")
    store.apply([keep("a", lessons=(undone,))])
    store.apply([Overrule("tide", undone.kind, undone.key, LessonState.UNDONE, "ida", NOW)])
    taught = [
        replace(lesson(f"{n:04}"), changed=NOW + timedelta(seconds=n)) for n in range(1, MOST_LESSONS + 51)
    ]
    store.apply([keep("b", lessons=tuple(taught))])
    held = store.memory("tide").lessons
    assert [x.key for x in held] == [*(x.key for x in taught[50:]), "undone"]


def test_every_change_of_a_lessons_state_is_written_down(store: Store) -> None:
    for state, version in ((LessonState.DROPPED, 1), (LessonState.DROPPED, 2), (LessonState.ACTIVE, 3)):
        store.apply([keep("a", lessons=(lesson(state=state, version=version),))])
    store.apply([overrule(LessonState.UNDONE)])
    store.apply([overrule(LessonState.UNDONE)])
    store.apply([overrule(LessonState.ACTIVE)])
    assert [(c.who, c.before, c.after, c.version) for c in store.lesson_changes("tide")] == [
        ("desk", None, LessonState.DROPPED, 1),
        ("desk", LessonState.DROPPED, LessonState.ACTIVE, 3),
        ("operator", LessonState.ACTIVE, LessonState.UNDONE, 4),
        ("operator", LessonState.UNDONE, LessonState.ACTIVE, 5),
    ]
    assert store.decisions() == 2


def test_what_an_editor_undid_stays_undone_whatever_the_desk_learns_later(store: Store) -> None:
    store.apply([keep("a", lessons=(lesson(),))])
    store.apply([overrule(LessonState.UNDONE)])
    for state in (LessonState.ACTIVE, LessonState.DROPPED):
        store.apply([keep("b", lessons=(lesson(state=state, version=99, articles=9),))])
    (kept,) = store.memory("tide").lessons
    assert (kept.state, kept.version) == (LessonState.UNDONE, 2)


def test_the_desk_itself_undoes_nothing(store: Store) -> None:
    store.apply([keep("a", lessons=(lesson(),))])
    store.apply([keep("b", lessons=(lesson(state=LessonState.UNDONE, version=9),))])
    (kept,) = store.memory("tide").lessons
    assert kept.state is LessonState.ACTIVE


def test_of_two_writers_states_of_a_lesson_the_higher_version_stands(store: Store) -> None:
    store.apply([keep("a", lessons=(lesson(version=5),))])
    store.apply([keep("b", lessons=(lesson(state=LessonState.DROPPED, version=3),))])
    (kept,) = store.memory("tide").lessons
    assert (kept.state, kept.version) == (LessonState.ACTIVE, 5)
    store.apply([keep("c", lessons=(lesson(state=LessonState.DROPPED, version=7), lesson(version=6)))])
    (kept,) = store.memory("tide").lessons
    assert (kept.state, kept.version) == (LessonState.DROPPED, 7)


def test_a_lesson_that_nobody_learned_cannot_be_overruled(store: Store) -> None:
    with pytest.raises(InputError, match="'tide' taught no boilerplate with the key 'a1'"):
        store.apply([overrule(LessonState.UNDONE)])
    assert store.decisions() == 0


def test_undoing_puts_back_what_it_may_bear_on(store: Store) -> None:
    apart = (Boilerplate("Follow us.", "repeats"),)
    refused = Keep(
        "r", "tide", NOW, Outcome.REFUSED, day("2026-11-01"), NOW, document=document(), fetch=FETCH
    )
    store.apply(
        [
            keep("a", "2026-11-02", boilerplate=apart, document=document(1), lessons=(lesson(),)),
            keep("b", "2026-11-03", document=document(2)),
            keep("c", "2026-11-01", boilerplate=apart),
            keep("d", boilerplate=apart, source="quay", document=document(3)),
            refused,
        ]
    )
    store.apply([overrule(LessonState.UNDONE)])
    assert queued(store) == ["a", "r"]
    store.apply([overrule(LessonState.ACTIVE)])
    assert sorted(queued(store)) == ["a", "b", "r"]


def test_a_page_read_by_what_was_overruled_meanwhile_is_read_once_more(store: Store) -> None:
    store.apply([keep("a", lessons=(lesson(),))])
    before = store.decisions()
    store.apply([overrule(LessonState.UNDONE)])
    late = [
        keep("b", document=document(1), decisions=before),
        keep("c", document=document(2), decisions=store.decisions()),
        keep("d", document=document(3), decisions=before, source="quay"),
        keep("e", document=document(4)),
    ]
    store.apply(late)
    assert queued(store) == ["b"]


FETCH = FetchRow("https://tide.example/r", NOW, 200, None, 10, 0.1)


# ---- reading again --------------------------------------------------------------------------------------------------------


def test_what_else_a_page_gave_is_kept_and_makes_no_version(store: Store) -> None:
    said = (
        Witness("headline", "JSON-LD", "Ferry stopped", True),
        Witness("headline", "heading", "F.", False, "cut"),
    )
    first = keep("a", reader="1", path="fast", canonical="https://tide.example/c", witnesses=said)
    store.apply([first])
    image = Image("https://tide.example/i.jpg", "Ada Quay")
    again = replace(first, reader="2", path="template", image=image)
    assert store.apply([again]).changed == 0
    detail = store.article("a")
    assert detail is not None
    (version,) = detail.versions
    assert (version.reader, version.path, version.image, version.witnesses) == ("2", "template", image, said)
    assert version.canonical == "https://tide.example/c"
    store.apply([replace(keep("a"), reader="import")])
    detail = store.article("a")
    assert detail is not None
    assert detail.versions[0].reader == "2"


def test_articles_are_chosen_to_be_read_again(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    store.apply(
        [
            keep("a", "2026-11-03", document=document(1), reader="1", beats=("strait",)),
            keep("b", "2026-11-02", document=document(2), reader="2"),
            keep("c", "2026-11-01", document=document(3), reader="1", source="quay"),
            keep("lines", "2026-11-01", reader="import"),
        ]
    )
    cases = [
        (Chosen(), ["c", "b", "a"]),
        (Chosen(sources=("tide",)), ["b", "a"]),
        (Chosen(beats=("strait",)), ["a"]),
        (Chosen(since=day("2026-11-02")), ["b", "a"]),
        (Chosen(until=day("2026-11-02")), ["c", "b"]),
        (Chosen(readers=("1",)), ["c", "a"]),
        (Chosen(readers=("1",), sources=("tide",)), ["a"]),
        (Chosen(readers=("9",)), []),
    ]
    for chosen, expected in cases:
        assert store.chosen(chosen) == len(expected), chosen
        assert store.read_again(chosen, "asked", str(chosen)) == len(expected)
        assert store.fact("asked") == str(chosen)
        assert sorted(queued(store)) == sorted(expected)
        assert store.read_again(chosen, "asked", "") == 0
        for claim in store.claim("read", "me", 10, NOW, 60):
            source = "quay" if claim.key == "c" else "tide"
            store.apply([Keep(claim.key, source, NOW, Outcome.KEPT, day("2026-11-01"), NOW, claim=claim)])
        assert store.waiting("read") == 0


def test_what_reading_again_needs(store: Store) -> None:
    assert store.to_read("a") is None
    store.apply([keep("a", document=document(1), fetch=FETCH)])
    later = Keep("a", "tide", NOW, Outcome.REFUSED, day("2026-11-01"), NOW, document=document(2), fetch=FETCH)
    store.apply([later])
    again = store.to_read("a")
    assert again is not None
    assert [row for _, row in again.documents] == [document(2), document(1)]
    assert again.made_from == again.documents[1][0]
    assert again.memorable
    detail = store.article("a")
    assert detail is not None
    assert again.digest == version_digest(detail.versions[0].version)
    assert detail.versions[0].fetched_at == NOW


def test_an_article_older_than_all_that_are_remembered_is_not_memorable(store: Store) -> None:
    store.apply([keep("old", document=document(1))])
    store.apply([keep(f"n{i}", observed=Observed((1,))) for i in range(WINDOW)])
    again = store.to_read("old")
    assert again is not None
    assert not again.memorable


def test_a_page_that_comes_in_anew_is_not_overwritten_by_an_older_reading(store: Store) -> None:
    store.apply([keep("a", text="Old.", document=document(1))])
    store.read_again(Chosen(), "asked", "")
    (claim,) = store.claim("read", "me", 10, NOW, 60)
    store.apply([keep("a", text="New.", document=document(2))])
    assert store.apply([replace(keep("a", text="Old, read better."), claim=claim, document_id=1)]).late == 1
    detail = store.article("a")
    assert detail is not None
    assert detail.versions[-1].version.text == "New."
    assert queued(store) == ["a"]


def test_an_article_that_is_none_after_all_leaves_every_list_and_can_come_back(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait")
    first = keep("a", beats=("strait",), document=document(1), by=("Ada Quay",))
    store.apply([first])
    gone = Keep("a", "tide", NOW, Outcome.REFUSED, first.day, NOW, reason="only boilerplate", withdrawn=True)
    store.apply([gone])
    assert store.listing(Wanted(beat="strait")).total == store.listing(Wanted()).total == 0
    assert store.listing(Wanted(author="ada-quay")).items == ()
    assert list(store.articles()) == []
    assert store.facets(Wanted(beat="strait")).months == ()
    detail = store.article("a")
    assert detail is not None
    assert (detail.outcome, detail.reason, len(detail.versions)) == (Outcome.REFUSED, "only boilerplate", 1)
    store.apply([refile(store, "a", ("strait",), (Filing("strait", 0.5),))])
    assert store.listing(Wanted(beat="strait")).total == 0
    assert store.apply([first]).changed == 0
    assert keys(store.listing(Wanted(beat="strait"))) == ["a"]


def test_an_article_may_send_a_later_one_of_its_batch_back(store: Store) -> None:
    done = [keep("b", again=("a",)), keep("a", document=document(1)), keep("b", headline="Another")]
    store.apply(done)
    assert queued(store) == ["a"]
    store.apply([keep("c", again=("a", "nobody", "b"))])
    assert queued(store) == ["a"]


def test_what_is_being_read_again_and_sent_back_meanwhile_comes_once_more(store: Store) -> None:
    store.apply([keep("a", document=document(1))])
    store.read_again(Chosen(), "asked", "")
    (claim,) = store.claim("read", "me", 10, NOW, 60)
    store.apply([keep("b", again=("a",))])
    assert store.apply([replace(keep("a"), claim=claim)]).late == 1
    assert queued(store) == ["a"]


def test_the_window_is_the_readers() -> None:
    from beatbook.read import memory

    assert memory.WINDOW == WINDOW
    assert memory.MOST_LESSONS == MOST_LESSONS
