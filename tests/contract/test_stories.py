"""What every engine must do with copies and stories: the specification in store/protocol.py, sentence by sentence."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from beatbook.errors import InputError
from beatbook.model import (
    COMMON,
    Beat,
    CopyKind,
    CopyOf,
    Filing,
    Grouping,
    Outcome,
    Regroup,
    Signature,
    Source,
)
from beatbook.store.codec import version_digest
from beatbook.store.intents import EARLIER, GROUP, OTHERS, Claim, Group, Keep, Move, Refile
from beatbook.store.protocol import Store, free_key
from beatbook.store.rows import DESK, Story, StoryListing, Wanted
from beatbook.store.sqlite import SqliteStore
from tests.conftest import NOW, keep

WORDS = "test-1"


def decided(
    kept: Keep,
    story: str = "",
    *,
    origin: str | None = None,
    kind: CopyKind = CopyKind.EXACT,
    exact: str | None = None,
    marks: Sequence[int] = (),
    tie: tuple[str, ...] = (),
    earlier: tuple[str, ...] = (),
    profile: bytes = b"p",
    **more: object,
) -> Group:
    """A decision in one line: by default the article is its own and opens a story."""
    assert kept.version is not None
    copy = CopyOf(kept.key, origin, kind, 1.0) if origin else CopyOf(kept.key)
    grouping = Grouping(kept.key, story or kept.key, tie, earlier)
    signature = Signature(WORDS, exact, tuple(marks))
    digest = version_digest(kept.version)
    return Group(kept.key, NOW, digest, copy, signature, grouping, profile, **more)  # type: ignore[arg-type]


def all_kept(store: Store, *keys: str, **more: object) -> list[Keep]:
    keeps = [keep(key, text=f"What {key} says.", **more) for key in keys]  # type: ignore[arg-type]
    store.apply(keeps)
    return keeps


def story_of(store: Store, key: str) -> Story:
    story = store.story(key)
    assert story is not None
    return story


def members(store: Store, key: str) -> list[str]:
    return [m.line.key for m in story_of(store, key).members]


def moved(story: str, into: str, *articles: str, undoes: int | None = None) -> Move:
    return Move(Regroup(story, into, articles), "ada", NOW, undoes)


def queue(store: Store) -> list[str]:
    claims = store.claim(GROUP, "looker", 1000, NOW, 60.0, per_host=1000)
    store.free(GROUP)
    return [c.key for c in claims]


# ---- the queue ----------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_put_up_once_in_the_order_of_first_sight(store: Store) -> None:
    keeps = all_kept(store, "c", "a", "b")
    store.apply(keeps)
    store.apply([replace(keeps[1], version=replace(keeps[1].version, text="Other words."))])  # type: ignore[type-var]
    refused = Keep("r", "tide", NOW, Outcome.REFUSED, keeps[0].day, NOW, reason="a list")
    store.apply([refused])
    assert queue(store) == ["c", "a", "b"]


def test_a_new_version_of_what_is_grouped_puts_it_up_again_and_the_same_one_does_not(store: Store) -> None:
    (one,) = all_kept(store, "a")
    store.apply([decided(one)])
    assert queue(store) == []
    store.apply([one])
    assert queue(store) == []
    store.apply([keep("a", text="Other words.")])
    assert queue(store) == ["a"]
    assert members(store, "a") == ["a"]


def test_the_end_of_a_claim_comes_with_its_result_and_late_ones_are_refused(store: Store) -> None:
    one, two = all_kept(store, "a", "b")
    claims = {c.key: c for c in store.claim(GROUP, "me", 10, NOW, 60.0, per_host=10)}
    store.apply([keep("b", text="Newer words.")])
    done = store.apply([decided(one, claim=claims["a"]), decided(two, claim=claims["b"])])
    assert done.late == 1
    assert queue(store) == ["b"]
    assert store.story("b") is None
    store.free(GROUP)
    assert store.apply([decided(one, claim=claims["a"])]).late == 1


def test_a_decision_on_an_older_version_comes_late_and_the_article_comes_up_again(store: Store) -> None:
    (old,) = all_kept(store, "a")
    store.apply([keep("a", text="Newer words.")])
    assert store.apply([decided(old)]).late == 1
    assert queue(store) == ["a"]


def test_articles_are_put_up_again_all_or_by_beat_and_what_waits_stays(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait")
    keeps = [*all_kept(store, "a", "b"), *all_kept(store, "c", beats=("strait",))]
    store.apply([decided(k) for k in keeps])
    assert store.group_again(["strait"], "asked", "one") == 1
    assert (queue(store), store.fact("asked")) == (["c"], "one")
    assert store.group_again([], "asked", "all") == 2
    assert queue(store) == ["a", "b", "c"]


def test_what_is_to_be_grouped_comes_with_its_fingerprint(store: Store) -> None:
    one, _ = all_kept(store, "a", "b")
    store.apply([replace(keep("b"), version=None, outcome=Outcome.REFUSED, reason="none", withdrawn=True)])
    found = store.newest(["a", "b", "nobody"])
    assert list(found) == ["a"]
    article, digest, _ = found["a"]
    assert one.version is not None
    assert (article.version.text, digest) == ("What a says.", version_digest(one.version))
    assert queue(store) == ["a"]


# ---- comparing ------------------------------------------------------------------------------------------------------------


def having(store: Store, *marks: int, algorithm: str = WORDS) -> dict[int, str]:
    """The articles that have each mark, as one word; a commonplace has a star."""
    found, common = store.marked(algorithm, marks)
    assert not common & found.keys()
    return {m: "".join(one.key for one in found[m]) for m in found} | dict.fromkeys(common, "*")


def test_the_same_words_are_found_where_they_were_kept_first(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(b, exact="x"), decided(a, exact="x"), decided(c, exact="y", origin="a")])
    assert store.same_words(WORDS, "x") == "a"
    assert store.same_words(WORDS, "y") == "c"
    assert store.same_words("test-2", "x") is None


def test_articles_are_found_by_their_marks_in_the_order_of_first_sight(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply(
        [decided(b, marks=(2, 3, 4)), decided(a, marks=(1, 2, 3)), decided(c, marks=(4, 5), origin="a")]
    )
    assert having(store, 2, 3, 4, 2**62) == {2: "ab", 3: "ab", 4: "bc"}
    assert having(store, 2, 3, algorithm="test-2") == {}
    found = {one.key: one for ones in store.marked(WORDS, (2, 5))[0].values() for one in ones}
    assert {k: one.size for k, one in found.items()} == {"a": 3, "b": 3, "c": 2}
    assert found["a"].seen < found["b"].seen < found["c"].seen
    assert found["a"].seen == store.comparable(["a"])["a"].seen == store.newest(["a"])["a"][2]


def test_what_waits_to_be_grouped_again_is_not_found(store: Store) -> None:
    a, b = all_kept(store, "a", "b")
    store.apply([decided(a, exact="x", marks=(1,)), decided(b, marks=(1,))])
    store.group_again([], "asked", "all")
    assert (having(store, 1), store.same_words(WORDS, "x")) == ({}, None)
    store.apply([decided(a, exact="x", marks=(1,))])
    assert (having(store, 1), store.same_words(WORDS, "x")) == ({1: "a"}, "a")
    store.apply([decided(b, marks=(1,))])
    assert having(store, 1) == {1: "ab"}


def test_a_mark_that_too_many_have_says_nothing_any_more(store: Store) -> None:
    keeps = all_kept(store, *(f"a{i:03}" for i in range(COMMON + 1)))
    store.apply([decided(k, marks=(7, 1000 + i)) for i, k in enumerate(keeps[: COMMON - 1])])
    assert len(having(store, 7)[7]) == 4 * (COMMON - 1)
    store.apply([decided(keeps[COMMON - 1], marks=(7,))])
    assert having(store, 7, 1001) == {7: "*", 1001: "a001"}
    gone = replace(keeps[0], version=None, filings=(), outcome=Outcome.REFUSED, reason="no", withdrawn=True)
    store.apply([gone, decided(keeps[COMMON], marks=(7,))])
    assert having(store, 7) == {7: "*"}


def test_a_changed_article_has_its_new_marks_only(store: Store) -> None:
    (a,) = all_kept(store, "a")
    store.apply([decided(a, exact="x", marks=(1, 2))])
    new = keep("a", text="Other words.")
    store.apply([new, decided(new, exact="y", marks=(2, 3))])
    assert having(store, 1, 2, 3) == {2: "a", 3: "a"}
    assert (store.same_words(WORDS, "x"), store.same_words(WORDS, "y")) == (None, "a")


def test_what_is_compared_says_what_it_is_to_others(store: Store) -> None:
    a, b, _ = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b, "a", origin="a")])
    found = store.comparable(["a", "b", "c", "nobody"])
    assert {k: (f.copy.origin, f.story) for k, f in found.items()} == {
        "a": (None, "a"),
        "b": ("a", "a"),
        "c": (None, None),
    }
    assert found["b"].article.version.text == "What b says."


# ---- copies -----------------------------------------------------------------------------------------------------------------


def origins(store: Store, *keys: str) -> dict[str, str | None]:
    return {k: c.copy.origin for k, c in store.comparable(keys).items()}


def test_the_copies_of_what_turns_out_a_copy_are_its_origin_s(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(b, marks=(1,)), decided(c, origin="b"), decided(a)])
    again = CopyOf("b", "a", CopyKind.REPRINT, 0.8)
    store.apply([decided(d, origin="c", repointed=(again,))])
    assert origins(store, "a", "b", "c", "d") == {"a": None, "b": "a", "c": "a", "d": "a"}
    assert having(store, 1) == {1: "b"}, "its words are still compared with"
    assert queue(store) == []


def test_what_is_nobody_s_copy_any_more_comes_up_again_for_its_signature(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b, origin="a")])
    store.apply([decided(c, repointed=(CopyOf("b"),))])
    assert origins(store, "b") == {"b": None}
    assert queue(store) == ["b"]


def test_a_decision_that_would_make_a_circle_is_not_taken_over(store: Store) -> None:
    a, b = all_kept(store, "a", "b")
    store.apply([decided(a, exact="x"), decided(b, origin="a")])
    store.apply([decided(a, origin="b", exact="x"), decided(b, origin="b")])
    assert origins(store, "a", "b") == {"a": None, "b": None}
    assert store.same_words(WORDS, "x") == "a"


def test_an_origin_that_is_gone_makes_nobody_a_copy(store: Store) -> None:
    (a,) = all_kept(store, "a")
    store.apply([decided(a, origin="never")])
    assert origins(store, "a") == {"a": None}


def test_a_withdrawn_article_leaves_its_story_and_its_copies_come_up_again(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait")
    a, b = all_kept(store, "a", "b", beats=("strait",))
    store.apply([decided(a, marks=(1,), exact="x"), decided(b, "a", origin="a")])
    gone = replace(a, version=None, filings=(), outcome=Outcome.REFUSED, reason="no", withdrawn=True)
    for _ in range(2):
        store.apply([gone])
        assert members(store, "a") == ["b"]
        assert origins(store, "a", "b") == {"b": None}
        assert (store.same_words(WORDS, "x"), having(store, 1)) == (None, {})
        assert queue(store) == ["b"]
    store.apply([a])
    assert queue(store) == ["a", "b"]


# ---- lists of stories -------------------------------------------------------------------------------------------------------


def seen(listing: StoryListing) -> list[tuple[str, str, list[str], int, int, int]]:
    return [
        (s.key, s.lead.key, [o.line.key for o in s.others], s.pages, s.origins, s.sources)
        for s in listing.items
    ]


def test_a_story_s_line_has_its_first_report_and_some_others(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait", "harbour")
    names = [f"s{i}" for i in range(OTHERS + 2)]
    for name in names:
        store.put_source(Source(name, name), NOW)
    keeps = [
        keep(f"a{i}", f"2026-11-{i + 1:02}", source=name, text=f"What {name} says.", beats=("strait",))
        for i, name in enumerate(names)
    ]
    more = keep("b", "2026-11-20", source="s1", text="More of it.", beats=("strait", "harbour"))
    store.apply([*keeps, more])
    store.apply([decided(k, "a0", origin="a1" if k.key == "a6" else None) for k in (*keeps, more)])
    assert seen(store.stories(Wanted(beat="strait"))) == [
        ("a0", "a0", ["b", "a5", "a4", "a3", "a2"], 8, 7, 7)
    ]
    assert seen(store.stories(Wanted(beat="harbour"))) == [("a0", "b", [], 1, 1, 1)]
    assert seen(store.stories(Wanted())) == seen(store.stories(Wanted(beat="strait")))


def test_stories_run_by_when_they_were_last_reported_anew(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")

    def at(key: str, day: str, source: str = "tide") -> Keep:
        return keep(key, day, source=source, text=f"What {key} says.", beats=("strait",))

    keeps = [
        at("old", "2026-10-01T08:00:00+00:00"),
        at("new", "2026-11-01T08:00:00+00:00"),
        at("copy", "2026-11-05T08:00:00+00:00", "quay"),
        at("again", "2026-10-01T20:00:00+00:00"),
        at("other", "2026-11-02T09:00:00+00:00", "quay"),
    ]
    store.apply(keeps)
    store.apply([decided(keeps[0]), decided(keeps[1])])
    store.apply([decided(keeps[2], "old", origin="old"), decided(keeps[3], "old")])
    listing = store.stories(Wanted(beat="strait"))
    assert [(s.key, s.sorted_at) for s in listing.items] == [
        ("new", keeps[1].sorted_at),
        ("old", keeps[0].sorted_at),
    ]
    store.apply([decided(keeps[4], "old")])
    assert [s.key for s in store.stories(Wanted()).items] == ["old", "new"]
    assert [s.key for s in store.stories(Wanted(month="2026-10")).items] == []
    november = store.stories(Wanted(beat="strait", month="2026-11", limit=1, offset=1))
    assert ([s.key for s in november.items], november.total) == (["new"], 2)


def test_an_article_filed_under_another_beat_brings_its_story_there(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait", "harbour")
    a, b = all_kept(store, "a", "b")
    store.apply([decided(a), decided(b, "a")])
    assert store.stories(Wanted()).total == 0
    assert b.version is not None
    store.apply([Refile("b", version_digest(b.version), ("harbour",), (Filing("harbour", 0.5),))])
    assert seen(store.stories(Wanted(beat="harbour"))) == [("a", "b", [], 1, 1, 1)]
    assert store.stories(Wanted(beat="strait")) == StoryListing((), 0)
    store.drop_beat("harbour")
    assert store.stories(Wanted()).total == 0
    assert store.stories(Wanted(beat="harbour")).total == 0
    assert members(store, "a") == ["a", "b"]


def test_earlier_stories_are_named_by_later_ones_and_followed(
    store: Store, beats: Callable[..., None]
) -> None:
    beats("strait")
    a, b, c, d = all_kept(store, "a", "b", "c", "d", beats=("strait",))
    store.apply([decided(a), decided(b), decided(c, earlier=("b", "a", "never"))])
    assert [s.key for s in story_of(store, "c").earlier] == ["b", "a"]
    assert [s.key for s in story_of(store, "a").later] == ["c"]
    store.apply([decided(d, "c"), moved("b", "a")])
    assert [s.key for s in story_of(store, "c").earlier] == ["a"]
    assert [s.key for s in story_of(store, "a").later] == ["c"]
    many = tuple(f"x{i:02}" for i in range(EARLIER + 3))
    keeps = all_kept(store, *many, beats=("strait",))
    store.apply([*(decided(k) for k in keeps), decided(d, "c", earlier=many)])
    assert [s.key for s in story_of(store, "c").earlier] == list(many[:EARLIER])


def test_members_come_by_date_page_by_page(store: Store) -> None:
    keeps = [keep(k, f"2026-11-{d:02}", text=f"What {k} says.") for k, d in (("a", 9), ("b", 3), ("c", 5))]
    store.apply(keeps)
    store.apply([decided(k, "a", tie=("so",)) for k in keeps])
    story = store.story("a", limit=2, offset=1)
    assert story is not None
    assert [m.line.key for m in story.members] == ["c", "a"]
    assert [c.article for c in story.copies] == ["a", "b", "c"]
    assert (story.members[0].tie, story.members[0].joined, story.members[0].pinned) == (("so",), NOW, False)
    assert (story.opened, story.line) == (NOW, None)


# ---- what the desk changes ------------------------------------------------------------------------------------------------


def test_a_merge_takes_all_members_along_and_the_address_leads_on(store: Store) -> None:
    a, b, c, d, e = all_kept(store, "a", "b", "c", "d", "e")
    merge = Regroup("b", "a", (), ("one event",))
    store.apply([decided(a), decided(b), decided(c, "b")])
    store.apply([decided(d, "a", regroups=(merge,), profiles={"a": b"both"})])
    assert members(store, "a") == ["a", "b", "c", "d"]
    story = story_of(store, "b")
    assert (story.into, story.members) == ("a", ())
    (change,) = story.changes
    assert (change.who, change.regroup) == (DESK, Regroup("b", "a", ("b", "c"), ("one event",)))
    assert store.regrouped(change.number) == change
    assert store.regroups(9) == [change]
    assert dict(store.profiles(9)) == {"a": b"both"}
    store.apply([decided(e, "b", regroups=(merge,))])
    assert members(store, "a") == ["a", "b", "c", "d", "e"]
    assert len(store.regroups(9)) == 1


def test_merges_of_merges_are_followed_and_never_run_in_a_circle(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b), decided(c)])
    regroups = (Regroup("a", "b", ()), Regroup("b", "c", ()), Regroup("c", "a", ()), Regroup("a", "c", ()))
    store.apply([decided(d, "a", regroups=regroups)])
    assert members(store, "c") == ["a", "b", "c", "d"]
    assert [story_of(store, k).into for k in "abc"] == ["b", "c", None]


def test_a_split_opens_a_story_and_one_that_was_merged_is_there_again(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b), decided(c, "a", regroups=(Regroup("b", "a", ()),))])
    store.apply([decided(d, "a", regroups=(Regroup("a", "b", ("b",)), Regroup("a", "c", ("c",))))])
    assert [members(store, k) for k in "abc"] == [["a", "d"], ["b"], ["c"]]
    assert story_of(store, "b").into is None


def test_what_the_desk_parts_into_a_story_that_was_merged_away_does_not_follow_that_merge(
    store: Store,
) -> None:
    keeps = {k.key: k for k in all_kept(store, *"abcdef")}
    store.apply([decided(keeps["a"]), decided(keeps["b"]), decided(keeps["c"])])
    store.apply([decided(keeps["d"], "a", regroups=(Regroup("b", "a", (), ("alike",)),))])
    assert members(store, "a") == ["a", "b", "d"]
    split = Regroup("a", "b", ("b",), ("two by now",))
    store.apply([decided(keeps["e"], "b", regroups=(split,), profiles={"a": b"a"})])
    assert (members(store, "a"), members(store, "b")) == (["a", "d"], ["b", "e"])
    # The same where it was merged into yet another, which its first article has left since.
    store.apply([decided(keeps["f"], "c", regroups=(Regroup("b", "c", (), ()),)), moved("c", "a", "b")])
    store.apply([moved("a", "d", "b", "d")])
    assert story_of(store, "b").into == "c"
    store.apply([Move(Regroup("d", free_key(store, "d", ("b",)), ("b",)), "ada", NOW)])
    assert (members(store, "d"), members(store, "b-2")) == (["d"], ["b"])
    assert story_of(store, "b").into == "c"


def test_a_free_name_is_nobody_s_or_that_of_a_story_merged_into_this_one(store: Store) -> None:
    keeps = {k.key: k for k in all_kept(store, *"abcd")}
    store.apply([decided(keeps["a"]), decided(keeps["b"]), decided(keeps["c"]), decided(keeps["d"], "a")])
    assert (free_key(store, "a", ("d", "a")), free_key(store, "a", ("a", "d"))) == ("d", "d")
    assert free_key(store, "a", ("a",)) == "a-2"
    store.apply([moved("b", "a")])
    assert (free_key(store, "a", ("b",)), free_key(store, "c", ("b",))) == ("b", "b-2")


def test_an_article_that_goes_elsewhere_is_written_down(store: Store) -> None:
    a, b = all_kept(store, "a", "b")
    store.apply([decided(a), decided(b)])
    store.apply([decided(b, "a", tie=("the same fire",))])
    (change,) = store.regroups(9)
    assert change.regroup == Regroup("b", "a", ("b",), ("the same fire",))
    assert (members(store, "a"), story_of(store, "b").into) == (["a", "b"], "a")


def test_profiles_come_in_the_order_they_were_touched(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a, profile=b"1"), decided(b, profile=b"2"), decided(c, "a", profile=b"3")])
    assert store.profiles(9) == [("b", b"2"), ("a", b"3")]
    store.apply([decided(b, profile=b"4")])
    assert store.profiles(9) == [("a", b"3"), ("b", b"4")]
    assert store.profiles(1) == [("b", b"4")]


def test_a_profile_is_to_be_made_anew_when_articles_came_or_left_otherwise(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b), decided(c, "a")])
    assert store.unprofiled(9) == {}
    store.apply([moved("a", "b", "c")])
    outdated = store.unprofiled(9)
    assert set(outdated) == {"a", "b"}
    store.apply([moved("b", "a", "c")])
    store.put_profiles({"a": (outdated["a"], b"late")})
    assert store.profiles(9) == []
    store.put_profiles({k: (n, k.encode()) for k, n in store.unprofiled(9).items()})
    assert dict(store.profiles(9)) == {"a": b"a", "b": b"b"}
    assert store.unprofiled(9) == {}


def test_a_decision_can_be_carried_out_twice(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    a, b, c = all_kept(store, "a", "b", "c", beats=("strait",))
    batch = [
        decided(a, marks=(1, 2), exact="x"),
        decided(b, "b", marks=(2, 3), earlier=("a",)),
        decided(c, "b", origin="a", repointed=(CopyOf("b", "a", CopyKind.EXCERPT, 0.5),)),
    ]
    store.apply(batch[:2])
    told = []
    for _ in range(2):
        store.apply(batch[2:])
        found = [store.story(k) for k in "abc"]
        told.append((found, store.stories(Wanted()), having(store, 1, 2, 3), store.comparable("abc")))
    assert told[0] == told[1]
    assert store.regroups(9) == []
    store.apply(batch[:1])
    assert (store.story("a"), store.stories(Wanted())) == (told[0][0][0], told[0][1])


# ---- what a person says ---------------------------------------------------------------------------------------------------


def test_what_a_person_puts_into_a_story_stays_there(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b), decided(c, "a"), moved("a", "b", "c")])
    before = store.decisions()
    store.apply([decided(c, "a", tie=("no",)), decided(d, "a", regroups=(Regroup("b", "a", ("c",)),))])
    assert members(store, "b") == ["b", "c"]
    pinned = {m.line.key: m.pinned for m in story_of(store, "b").members}
    assert pinned == {"b": False, "c": True}
    store.apply([decided(d, "a", regroups=(Regroup("b", "a", ()), Regroup("a", "b", ())))])
    assert [members(store, k) for k in "ab"] == [["a", "d"], ["b", "c"]]
    assert before == store.decisions()
    assert len(store.regroups(9)) == 1


def test_what_a_person_put_somewhere_is_there_again_after_it_was_withdrawn(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b), decided(c, "a"), decided(d), moved("a", "b", "c")])
    gone = replace(c, version=None, filings=(), outcome=Outcome.REFUSED, reason="no", withdrawn=True)
    store.apply([gone, moved("b", "d")])
    store.apply([c])
    for _ in range(2):
        store.apply([decided(c, "a")])
        assert [members(store, k) for k in "ad"] == [["a"], ["b", "c", "d"]]


def test_a_move_can_run_twice_and_is_written_down_once(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b), decided(c, "a")])
    for _ in range(2):
        store.apply([moved("a", "c", "c"), moved("b", "a")])
    assert [members(store, k) for k in "abc"] == [["a", "b"], [], ["c"]]
    assert [(c.who, c.regroup.articles) for c in store.regroups(9)] == [("ada", ("c",)), ("ada", ("b",))]
    assert store.decisions() == 2


def test_a_move_of_what_is_not_there_is_refused_by_name(store: Store) -> None:
    a, b, c, _ = all_kept(store, "a", "b", "c", "waiting")
    store.apply([decided(a), decided(b), decided(c)])
    for said, why in (
        (moved("nobody", "a"), "no story 'nobody'"),
        (moved("a", "nobody"), "no story 'nobody'"),
        (moved("a", "b", "c"), "article 'c' is not in the story 'a'"),
        (moved("a", "b", "waiting"), "article 'waiting' is in no story"),
        (moved("a", "b", undoes=7), "no change 7"),
    ):
        with pytest.raises(InputError, match=why):
            store.apply([said])


def test_undoing_restores_what_was_and_leaves_later_ones_where_they_are(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b), decided(c, "b"), moved("b", "a")])
    store.apply([decided(d, "a")])
    for _ in range(2):
        store.apply([moved("a", "b", undoes=1)])
        assert [members(store, k) for k in "ab"] == [["a", "d"], ["b", "c"]]
    assert story_of(store, "b").into is None
    assert not any(m.pinned for k in "ab" for m in story_of(store, k).members)
    first, second = store.regroups(9)
    assert (first.undone_by, second.undone_by) == (second.number, None)
    # The desk may merge them now as before, and a person may take back the taking back.
    store.apply([moved("b", "a", undoes=2)])
    assert members(store, "a") == ["a", "b", "c", "d"]
    assert [m.pinned for m in story_of(store, "a").members] == [False, True, True, False]
    assert store.regroups(9)[0].undone_by is None


def test_what_the_desk_merged_and_a_person_parted_stays_parted(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    merge = (Regroup("b", "a", ()),)
    store.apply([decided(a), decided(b), decided(c, "a", regroups=merge), moved("a", "b", undoes=1)])
    back = Regroup("a", "b", ())
    profiles = {"a": b"both", "b": b"both"}
    store.apply([decided(d, "a", regroups=(*merge, back), profiles=profiles)])
    assert set(store.unprofiled(9)) == {"a", "b"}
    store.apply([decided(b, "a")])
    assert [members(store, k) for k in "ab"] == [["a", "c", "d"], ["b"]]


def test_of_a_story_that_a_person_parted_the_last_article_stays(store: Store) -> None:
    a, b, c, d = all_kept(store, "a", "b", "c", "d")
    store.apply([decided(a), decided(b, "a"), decided(c, "a"), decided(d), moved("a", "d", "c")])
    store.apply([decided(a, "d"), decided(b, "d")])
    assert [members(store, k) for k in "ad"] == [["b"], ["a", "c", "d"]]
    store.apply([decided(b, "d")])
    assert (members(store, "a"), story_of(store, "a").into) == (["b"], None)


def test_a_story_that_a_person_parted_may_be_merged_again_when_they_changed_their_mind(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b, "a"), moved("a", "b", "b")])
    merge = (Regroup("a", "b", ()),)
    store.apply([decided(c, regroups=merge)])
    assert members(store, "a") == ["a"]
    store.apply([moved("b", "a", undoes=1)])
    assert (members(store, "a"), story_of(store, "b").into) == (["a", "b"], "a")
    store.apply([decided(c, regroups=(Regroup("a", "c", ()),))])
    assert members(store, "c") == ["a", "b", "c"]


def test_nothing_is_taken_back_where_nothing_is_left(store: Store) -> None:
    a, b, c = all_kept(store, "a", "b", "c")
    store.apply([decided(a), decided(b), decided(c, "a"), moved("a", "b", "c"), moved("b", "a", "c")])
    with pytest.raises(InputError, match="nothing is left of change 1"):
        store.apply([moved("b", "a", undoes=1)])


# ---- whatever happens -----------------------------------------------------------------------------------------------------


@dataclass
class Newsroom:
    """A desk to which anything happens, and what must hold then."""

    store: SqliteStore
    dice: random.Random
    kept: dict[str, Keep] = field(default_factory=dict)
    n: int = 0
    stories: set[str] = field(default_factory=set)

    def step(self) -> None:
        happens = [
            self.keeps, self.keeps, self.groups, self.groups, self.groups, self.changes, self.withdraws, self.moves,
            self.undoes, self.refiles, self.drops,
        ]  # fmt: skip
        self.dice.choice(happens)()

    def beats(self) -> tuple[str, ...]:
        return tuple(b for b in ("one", "two") if self.dice.random() < 0.5)

    def written(self, key: str, source: str, text: str) -> Keep:
        at = datetime(2026, 10, 28, tzinfo=NOW.tzinfo) + timedelta(hours=self.dice.randrange(200))
        return keep(key, at.isoformat(), source=source, text=text, beats=self.beats())

    def keeps(self) -> None:
        self.n += 1
        new = self.written(f"a{self.n:03}", self.dice.choice(["tide", "quay", "mole"]), f"Text {self.n}.")
        self.kept[new.key] = new
        self.store.apply([new])

    def changes(self) -> None:
        if self.kept:
            old = self.dice.choice(list(self.kept.values()))
            assert old.version is not None
            text = self.dice.choice([old.version.text, f"Other {self.dice.random()}."])
            self.kept[old.key] = self.written(old.key, old.source, text)
            self.store.apply([self.kept[old.key]])

    def withdraws(self) -> None:
        if self.kept and self.dice.random() < 0.3:
            old = self.kept.pop(self.dice.choice(list(self.kept)))
            gone = replace(
                old, version=None, filings=(), outcome=Outcome.REFUSED, reason="no", withdrawn=True
            )
            self.store.apply([gone])

    def groups(self) -> None:
        claims = self.store.claim(GROUP, "me", self.dice.randrange(1, 5), NOW, 60.0, per_host=9)
        self.store.apply([self.group(c) for c in claims])

    def group(self, claim: Claim) -> Group:
        dice, every = self.dice, list(self.kept)
        story = dice.choice([claim.key, *sorted(self.stories)])
        self.stories.add(story)
        origin = dice.choice(every) if dice.random() < 0.4 else None
        repointed = tuple(
            CopyOf(k, dice.choice([None, claim.key, dice.choice(every)]), CopyKind.REPRINT)
            for k in dice.sample(every, min(len(every), dice.choice([0, 0, 0, 2])))
            if k != claim.key
        )
        regroups: list[Regroup] = []
        if dice.random() < 0.2:
            regroups.append(Regroup(dice.choice(sorted(self.stories)), dice.choice(sorted(self.stories)), ()))
        if dice.random() < 0.2:
            some = tuple(dice.sample(every, min(len(every), 3)))
            regroups.append(Regroup(dice.choice(sorted(self.stories)), dice.choice(some), some))
        self.stories.update(r.into for r in regroups)
        return decided(
            self.kept[claim.key],
            story,
            origin=origin,
            marks=dice.sample(range(30), 4),
            exact=str(dice.randrange(9)),
            claim=claim,
            repointed=tuple(replace(c, kind=CopyKind.OWN) if c.origin is None else c for c in repointed),
            regroups=tuple(regroups),
        )

    def moves(self) -> None:
        self.stories = {k for k in self.stories if self.store.story(k)}
        if not self.stories:
            return
        story = self.dice.choice(sorted(self.stories))
        into = self.dice.choice([*sorted(self.stories), *self.kept])
        there = [m.line.key for m in story_of(self.store, story).members]
        some = tuple(self.dice.sample(there, min(len(there), self.dice.randrange(3))))
        if some or into in self.stories:
            self.stories.add(into)
            self.store.apply([moved(story, into, *some)])

    def undoes(self) -> None:
        changes = [c for c in self.store.regroups(99) if c.undone_by is None]
        if changes:
            change = self.dice.choice(changes)
            back = moved(change.regroup.into, change.regroup.story, undoes=change.number)
            try:
                self.store.apply([back])
            except InputError as error:
                assert "nothing is left" in str(error)  # noqa: PT017

    def refiles(self) -> None:
        if self.kept:
            old = self.dice.choice(list(self.kept.values()))
            assert old.version is not None
            beats = self.beats()
            filings = tuple(Filing(b, 0.5) for b in beats)
            self.store.apply([Refile(old.key, version_digest(old.version), ("one", "two"), filings)])
            self.kept[old.key] = replace(old, filings=filings)

    def drops(self) -> None:
        if self.dice.random() < 0.1:
            self.store.drop_beat("two")
            self.store.put_beat(Beat("two", "Two", "ferry"))

    def check(self) -> None:
        self.check_copies()
        found = {k: story_of(self.store, k) for k in self.stories if self.store.story(k)}
        waiting = set(queue(self.store))
        placed = [m.line.key for s in found.values() for m in s.members]
        assert len(placed) == len(set(placed))
        assert self.kept.keys() - waiting <= set(placed) <= self.kept.keys()
        for story in found.values():
            assert not (story.into and story.members)
            self.end_of(found, story)
        for beat in (None, "one", "two"):
            self.check_list(found, beat)

    def end_of(self, found: dict[str, Story], story: Story) -> None:
        passed = set()
        while story.into:
            assert story.key not in passed
            passed.add(story.key)
            story = found[story.into]

    def check_copies(self) -> None:
        found = self.store.comparable(list(self.kept))
        for one in found.values():
            assert (one.copy.kind is CopyKind.OWN) == (one.copy.origin is None)
            if one.copy.origin:
                assert found[one.copy.origin].copy.origin is None

    def check_list(self, found: dict[str, Story], beat: str | None) -> None:
        """Every line as one would count it by hand."""
        lines = sorted(self.counted(found, beat), reverse=True)
        listing = self.store.stories(Wanted(beat=beat, limit=999))
        assert listing.total == len(lines) == len(listing.items)
        got = {
            s.key: (s.sorted_at, s.lead.key, [o.line.key for o in s.others], s.pages, s.origins, s.sources)
            for s in listing.items
        }
        assert got == {key: (at, *rest) for at, key, *rest in lines}
        assert [s.sorted_at for s in listing.items] == [at for at, *_ in lines]
        for month in ("2026-10", "2026-11"):
            some = self.store.stories(Wanted(beat=beat, month=month, limit=999))
            assert some.total == len(some.items)
            assert {s.key for s in some.items} == {k for at, k, *_ in lines if f"{at:%Y-%m}" == month}

    def counted(self, found: dict[str, Story], beat: str | None) -> Iterator[tuple[datetime, str, object]]:
        for story in found.values():
            there = []
            for member in sorted(story.members, key=lambda m: m.line.key):
                detail = self.store.article(member.line.key)
                assert detail is not None
                filed = {f.slug for f in detail.filed}
                if filed and (beat is None or beat in filed):
                    there.append(member)
            if not there:
                continue
            own = [m for m in there if m.copy.origin is None]
            lead = (own or there)[0]
            reported = []
            for source in {m.line.source for m in own}:
                ours = [m.line for m in own if m.line.source == source]
                last = max(line.day for line in ours)
                reported.append(min(line.sorted_at for line in ours if line.day == last))
            best = {}
            for m in sorted(there, key=lambda m: (m.copy.origin is None, m.line.sorted_at, m.line.key)):
                if m.line.source != lead.line.source:
                    best[m.line.source] = m
            order = sorted(
                best.values(),
                key=lambda m: (m.copy.origin is None, m.line.sorted_at, m.line.key),
                reverse=True,
            )
            yield (
                max(reported, default=lead.line.sorted_at),
                story.key,
                lead.line.key,
                [m.line.key for m in order[:OTHERS]],
                len(there),
                len(own),
                len({m.line.source for m in there}),
            )  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_lists_are_as_counted_by_hand(store: SqliteStore, seed: int) -> None:
    for slug in ("one", "two"):
        store.put_beat(Beat(slug, slug.title(), "ferry"))
    store.put_source(Source("mole", "The Mole"), NOW)
    room = Newsroom(store, random.Random(seed))
    for n in range(120):
        room.step()
        if n % 15 == 14:
            room.check()
