"""Putting articles into stories: in order, in batches that know of themselves, and whatever goes wrong."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.errors import Busy, InputError
from beatbook.model import Article, CopyKind, CopyOf, Grouping, Regroup, Signature, Source
from beatbook.store.intents import GROUP, Group, Keep, Move
from beatbook.store.protocol import Store
from beatbook.work import grouper
from beatbook.work.grouper import Deciders, Grouped, Grouper, Lookup
from beatbook.work.locks import Lock
from tests.conftest import NOW, Clock, keep
from tests.work.town import Town, desk_of, is_sound, killed_and_run, page, prose, rss

WORDS = "fake-1"


class SameText:
    """The same text is a copy, most of the same words a reprint; an earlier text becomes the reprint of a longer one."""

    def __init__(self, known: Lookup) -> None:
        self.known = known

    def decide(self, article: Article) -> tuple[CopyOf, Signature, Sequence[CopyOf]]:
        said = article.version.text.split()
        if "crash" in said:
            raise ValueError("crash")
        marks = sorted({int(hashlib.md5(w.encode()).hexdigest()[:15], 16) for w in said})
        signature = Signature(WORDS, " ".join(said), tuple(marks))
        exact = self.known.same_words(WORDS, " ".join(said))
        if exact and exact != article.id:
            return CopyOf(article.id, exact, CopyKind.EXACT, 1.0), signature, ()
        for key, n in self.known.sharing(WORDS, marks, 0.0, 3)[0]:
            if key == article.id or n < 4:
                continue
            other = self.known.comparable([key])[key]
            if len(said) > len(other.article.version.text.split()) + 2:
                return CopyOf(article.id), signature, (CopyOf(key, article.id, CopyKind.EXCERPT, 1.0),)
            return CopyOf(article.id, other.copy.origin or key, CopyKind.REPRINT, 0.8), signature, ()
        return CopyOf(article.id), signature, ()


class SameHeadline:
    """The same headline is the same story; one that says `A = B` makes those two one."""

    def __init__(self, known: Lookup) -> None:
        self.known = known
        self.stories: dict[str, str] = {}
        self.made_anew: list[tuple[str, list[str]]] = []

    def load(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        self.stories |= {profile.decode(): key for key, profile in profiles}

    def decide(
        self, article: Article, copy: CopyOf
    ) -> tuple[Grouping, Sequence[Regroup], Mapping[str, bytes]]:
        headline = article.version.headline or ""
        regroups: list[Regroup] = []
        if " = " in headline:
            one, headline = headline.split(" = ")
            if one in self.stories and headline in self.stories:
                regroups = [Regroup(self.stories.pop(one), self.stories[headline], (), ("said so",))]
        story = self.stories.setdefault(headline, article.id)
        tie = (f"the headline “{headline}”",) if story != article.id else ()
        return Grouping(article.id, story, tie), regroups, {story: headline.encode()}

    def profile(self, story: str, members: Sequence[Article]) -> bytes:
        headlines = [m.version.headline or "" for m in members]
        self.made_anew.append((story, headlines))
        self.stories = {h: k for h, k in self.stories.items() if k != story} | {headlines[0]: story}
        return headlines[0].encode()


def fakes(known: Lookup) -> tuple[SameText, SameHeadline]:
    return SameText(known), SameHeadline(known)


Making = Callable[..., Grouper]


@pytest.fixture
def grouper_of(store: Store, tmp_path: Path) -> Iterator[Making]:
    """Groupers that have the lock, and give it back at the end."""
    every: list[Grouper] = []

    def make(deciders: Deciders = fakes) -> Grouper:
        every.append(Grouper(store, deciders, Lock(tmp_path / ".group.lock"), Clock()))
        assert every[-1].turn.take()
        return every[-1]

    yield make
    for made in every:
        made.turn.leave()


def run(made: Grouper) -> Grouped:
    return asyncio.run(made.run(asyncio.Event()))


def told(key: str, headline: str, text: str) -> Keep:
    return keep(key, headline=headline, text=text)


NEWS = [
    told("a", "Fire", "one two three four five"),
    told("b", "Flood", "six seven eight nine ten"),
    told("c", "Fire", "one two three four five"),
    told("d", "Fire", "one two three four six"),
    told("e", "Storm", "wind and rain all day long"),
    told("f", "Flood", "before six seven eight nine ten and after"),
    told("g", "Flood", "six seven eight nine ten"),
    told("h", "Storm = Flood", "the wind was what brought the water"),
    told("i", "Storm", "another wind"),
    told("j", "Fire", "one two three four five"),
]


def found(store: Store, keys: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    return {k: (one.story, one.copy.origin) for k, one in sorted(store.comparable(list(keys)).items())}


EXPECTED = {
    "a": ("a", None),
    "b": ("b", "f"),
    "c": ("a", "a"),
    "d": ("a", "a"),
    "e": ("b", None),
    "f": ("b", None),
    "g": ("b", "f"),
    "h": ("b", None),
    "i": ("i", None),
    "j": ("a", "a"),
}


@pytest.mark.parametrize("size", [1, 3, 500])
def test_it_comes_to_the_same_in_batches_of_any_size(
    store: Store, grouper_of: Making, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(grouper, "BATCH", size)
    store.apply(NEWS)
    done = run(grouper_of())
    assert found(store, "abcdefghij") == EXPECTED
    assert (done.done, done.failed, done.left) == (10, 0, 0)
    assert (done.copies, done.opened) == (4, 4)
    assert store.waiting(GROUP) == 0


def test_what_comes_later_is_put_to_what_is_there(store: Store, grouper_of: Making) -> None:
    made = grouper_of()
    for one in NEWS:
        store.apply([one])
        run(made)
    assert found(store, "abcdefghij") == EXPECTED
    made.turn.leave()
    store.apply([told("k", "Fire", "one two three four five")])
    run(grouper_of())
    assert found(store, "k") == {"k": ("a", "a")}


def test_what_our_code_fails_on_opens_a_story_and_says_so(store: Store, grouper_of: Making) -> None:
    store.apply([NEWS[0], told("x", "Fire", "a crash"), NEWS[2]])
    assert run(grouper_of()).failed == 1
    assert found(store, "acx") == {"a": ("a", None), "c": ("a", "a"), "x": ("x", None)}
    story = store.story("x")
    assert story is not None
    assert story.members[0].tie == ("could not be compared: ValueError",)


def test_what_cannot_be_kept_harms_no_other(
    store: Store, grouper_of: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(NEWS[:3])
    apply = store.apply

    def fails(intents: Sequence[Group]) -> object:
        if any(i.key == "b" for i in intents):
            raise KeyError("b")
        return apply(intents)

    monkeypatch.setattr(store, "apply", fails)
    made = grouper_of()
    assert run(made).failed == 1
    assert found(store, "abc") == {"a": ("a", None), "b": (None, None), "c": ("a", "a")}
    monkeypatch.undo()
    made.turn.leave()
    run(grouper_of())
    assert found(store, "b") == {"b": ("b", None)}


def test_a_version_that_comes_in_meanwhile_is_looked_at_again(store: Store, grouper_of: Making) -> None:
    store.apply(NEWS[:2])

    class Slow(SameText):
        def decide(self, article: Article) -> tuple[CopyOf, Signature, Sequence[CopyOf]]:
            if article.version.text == NEWS[0].version.text:  # type: ignore[union-attr]
                store.apply([told("a", "Flood", "other words")])
            return super().decide(article)

    done = run(grouper_of(lambda known: (Slow(known), SameHeadline(known))))
    assert done.done == 2
    assert found(store, "ab") == {"a": ("b", None), "b": ("b", None)}


def test_it_goes_on_from_where_an_editor_put_things(store: Store, grouper_of: Making) -> None:
    deciders: list[SameHeadline] = []

    def remembered(known: Lookup) -> tuple[SameText, SameHeadline]:
        deciders.append(SameHeadline(known))
        return SameText(known), deciders[-1]

    made = grouper_of(remembered)
    store.apply(NEWS[:4])
    run(made)
    store.apply([Move(Regroup("a", "c", ("c", "d")), "ada", NOW), told("k", "Fire", "something else")])
    run(made)
    assert len(deciders) == 2
    assert sorted(deciders[-1].made_anew) == [("a", ["Fire"]), ("c", ["Fire", "Fire"])]
    assert found(store, "acd") == {"a": ("a", None), "c": ("c", "a"), "d": ("c", "a")}
    assert found(store, "k")["k"][0] in ("a", "c")
    store.group_again([], "asked", "all")
    run(made)
    assert found(store, "cd") == {"c": ("c", "a"), "d": ("c", "a")}


def test_a_profile_that_cannot_be_made_keeps_nothing_from_being_grouped(
    store: Store, grouper_of: Making
) -> None:
    class Failing(SameHeadline):
        def profile(self, story: str, members: Sequence[Article]) -> bytes:
            raise ValueError("no")

    made = grouper_of(lambda known: (SameText(known), Failing(known)))
    store.apply(NEWS[:3])
    run(made)
    store.apply([Move(Regroup("a", "c", ("c",)), "ada", NOW), *NEWS[3:5]])
    run(made)
    assert found(store, "e") == {"e": ("e", None)}
    assert store.unprofiled(9) == {}


def test_stopped_it_keeps_what_is_decided_and_leaves_the_rest(store: Store, grouper_of: Making) -> None:
    store.apply(NEWS)
    made = grouper_of()
    looks = iter([False] * 4 + [True] * 9)
    made.batch(lambda: next(looks))
    assert (made.tally.done, store.waiting(GROUP)) == (4, 6)
    assert store.next_ready(GROUP) is not None
    run(made)
    assert found(store, "abcdefghij") == EXPECTED


def test_what_a_killed_process_held_is_work_for_the_next(store: Store, tmp_path: Path) -> None:
    store.apply([told("a", "Ferry", "one two three four")])
    assert store.claim(GROUP, "dead", 9, NOW, 1800.0)
    made = Grouper(store, fakes, Lock(tmp_path / ".group.lock"), Clock())
    assert made.turn.has_work
    assert made.turn.take()
    run(made)
    assert (store.waiting(GROUP), made.turn.has_work) == (0, False)
    made.turn.leave()


def test_one_process_of_a_desk_groups_at_a_time(store: Store, tmp_path: Path, grouper_of: Making) -> None:
    store.apply(NEWS)
    first = grouper_of()
    second = Grouper(store, fakes, Lock(tmp_path / ".group.lock"), Clock())
    assert not second.turn.take()
    store.claim(GROUP, "killed", 3, NOW, 1800.0, per_host=9)
    first.turn.leave()
    assert second.turn.take()
    assert run(second).done == 10
    second.turn.leave()


# ---- a desk ---------------------------------------------------------------------------------------------------------------

THREE = (("/1", "Ferry stopped"), ("/2", "Pilot boat sold"), ("/3", "Ferry stopped again"))


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        town.put("/robots.txt", "User-agent: *\nDisallow:\n")
        for path, title in THREE:
            town.put(path, page(title, *prose(title[:13])))
        town.put("/feed", rss(town.base, *THREE))
        yield town


@pytest.fixture
def desk(tmp_path: Path, town: Town, clock: Clock) -> Iterator[Desk]:
    with desk_of(town, tmp_path / "desk", clock, "ferry") as desk:
        yield desk


def stories(desk: Desk) -> dict[str, list[str]]:
    by_story: dict[str, list[str]] = {}
    for article in desk.store.articles():
        one = desk.store.comparable([article.id])[article.id]
        by_story.setdefault(one.story or "", []).append(article.version.headline or "")
    return by_story


def test_what_is_gathered_is_put_into_stories(desk: Desk) -> None:
    asyncio.run(desk.gather())
    assert desk.store.waiting(GROUP) == 0
    assert sorted(map(sorted, stories(desk).values())) == [
        ["Ferry stopped", "Ferry stopped again"],
        ["Pilot boat sold"],
    ]


def test_a_gatherer_leaves_grouping_to_whoever_is_at_it(desk: Desk) -> None:
    other = Lock(desk.folder / ".group.lock")
    assert other.take()
    asyncio.run(desk.gather())
    assert desk.store.waiting(GROUP) == 3
    with pytest.raises(Busy, match="is grouping"):
        asyncio.run(desk.group())
    other.leave()
    assert asyncio.run(desk.group()).done == 3


def test_grouping_that_fails_keeps_nothing_from_being_gathered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(made: Grouper, stopped: Callable[[], bool]) -> int:
        raise ValueError("no")

    monkeypatch.setattr(Grouper, "batch", fails)
    assert asyncio.run(desk.gather()).done == 3
    assert desk.store.waiting(GROUP) == 3


def test_the_same_articles_asked_for_again_are_taken_up_where_they_were_left(desk: Desk) -> None:
    asyncio.run(desk.gather())
    assert desk.group_again() == 3
    with desk.store.engine.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM work WHERE rowid = (SELECT min(rowid) FROM work WHERE stage = 'group')"
        )
    assert desk.group_again() == 2
    assert desk.group_again(("strait",)) == 3
    assert asyncio.run(desk.group()).done == 3
    assert desk.store.fact("regroup") == ""
    assert desk.group_again(("strait",)) == 3


def test_an_editor_splits_and_takes_back(desk: Desk) -> None:
    asyncio.run(desk.gather())
    (story,) = [k for k, titles in stories(desk).items() if len(titles) == 2]
    before = stories(desk)
    opener = desk.split(story, [story], "ada")
    assert opener == f"{story}-2"
    assert sorted(map(len, stories(desk).values())) == [1, 1, 1]
    desk.take_back(1, "ada")
    assert stories(desk) == before
    with pytest.raises(InputError, match="change 1 was taken back already, by change 2"):
        desk.take_back(1, "ada")
    with pytest.raises(InputError, match="no change 9"):
        desk.take_back(9, "ada")
    other = next(m.line.key for m in desk.store.story(story).members if m.line.key != story)  # type: ignore[union-attr]
    assert desk.split(story, [other], "ada") == other


@pytest.mark.slow
def test_killed_at_any_moment_the_rest_is_grouped_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    Desk.init(folder)
    texts = [" ".join(prose(f"Ferry {n % 700}")) for n in range(3000)]

    def put(desk: Desk) -> None:
        desk.store.put_source(Source("tide", "The Tide"), NOW)
        for part in range(0, 3000, 500):
            desk.store.apply([told(f"a{n:04}", "Ferry", texts[n]) for n in range(part, part + 500)])

    with Desk.open(folder, environ={}) as desk:
        put(desk)
    killed_and_run("regroup", folder, (0.9, 1.1, 1.3, 1.5))
    with Desk.open(folder, environ={}) as desk:
        assert desk.store.waiting(GROUP) == 0
        one = desk.store.comparable([f"a{n:04}" for n in range(3000)])
        assert {k: c.copy.origin for k, c in one.items()} == {
            f"a{n:04}": (f"a{n % 700:04}" if n >= 700 else None) for n in range(3000)
        }
        assert all(c.story == one[c.copy.origin].story for c in one.values() if c.copy.origin)
        assert is_sound(desk)
