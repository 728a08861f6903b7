"""All articles grouped anew, and single ones whose words changed: by what decides on a desk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from attacks import BEAT, group, kept
from beatbook.model import Article, CopyOf, Grouping, Regroup, Signature
from beatbook.store.codec import version_digest
from beatbook.store.intents import GROUP, Group, Move
from beatbook.store.rows import DESK, Wanted
from beatbook.store.sqlite import SqliteStore
from beatbook.work import grouper
from beatbook.work.deciders import deciders
from beatbook.work.grouper import QUEUED, Grouper
from beatbook.work.locks import Lock
from stream import articles
from tests.conftest import NOW, Clock

STREAM: Sequence[Article] = [a for a, _, _ in articles(2, 160)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "archive.db")
    group(store, STREAM, tmp_path)
    yield store
    store.close()


def stories(store: SqliteStore) -> dict[str, str]:
    """The story of each article."""
    return {k: one.story or "" for k, one in store.comparable([a.id for a in STREAM]).items()}


def parts(store: SqliteStore) -> set[frozenset[str]]:
    by_story: dict[str, set[str]] = {}
    for article, story in stories(store).items():
        by_story.setdefault(story, set()).add(article)
    return {frozenset(s) for s in by_story.values()}


def run(store: SqliteStore, folder: Path, batches: int = 99) -> None:
    made = Grouper(store, deciders, Lock(folder / ".group.lock"), Clock())
    assert made.turn.take()
    if batches == 99:
        asyncio.run(made.run(asyncio.Event()))
    else:
        for _ in range(batches):
            made.batch()
    made.turn.leave()


def scrambled(store: SqliteStore) -> None:
    """Every article in the wrong story, as if by a desk of long ago."""
    wrong = [
        Group(
            a.id, NOW, version_digest(kept(a).version), CopyOf(a.id), Signature("old", None),  # type: ignore[arg-type]
            Grouping(a.id, STREAM[n % 7].id, ("old weights",)), b"",
        )
        for n, a in enumerate(STREAM)
    ]  # fmt: skip
    store.apply(wrong)


def lead_somewhere(store: SqliteStore, keys: set[str]) -> bool:
    """Whether these addresses all show articles."""
    for key in keys:
        story = store.story(key)
        while story is not None and story.into:
            story = store.story(story.into)
        if story is None or not story.members:
            return False
    return True


def test_all_grouped_anew_comes_to_what_a_new_desk_comes_to(desk: SqliteStore, tmp_path: Path) -> None:
    fresh, copies = parts(desk), {k: c.copy for k, c in desk.comparable([a.id for a in STREAM]).items()}
    addresses = set(stories(desk).values())
    scrambled(desk)
    assert parts(desk) != fresh
    desk.group_again([], QUEUED, "()")
    run(desk, tmp_path)
    assert parts(desk) == fresh
    assert {k: c.copy for k, c in desk.comparable([a.id for a in STREAM]).items()} == copies
    assert lead_somewhere(desk, addresses)
    assert (desk.waiting(GROUP), desk.fact(QUEUED)) == (0, "")
    assert sum(s.pages for s in desk.stories(Wanted(beat=BEAT, limit=999)).items) == len(STREAM)


def test_what_is_right_stays_where_it_is(desk: SqliteStore, tmp_path: Path) -> None:
    before = stories(desk)
    desk.group_again([BEAT], QUEUED, "()")
    run(desk, tmp_path)
    assert stories(desk) == before
    assert desk.regroups(9) == []


def test_stopped_and_taken_up_it_ends_with_every_article_decided(
    desk: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = parts(desk)
    scrambled(desk)
    addresses = set(stories(desk).values())
    desk.group_again([], QUEUED, "()")
    monkeypatch.setattr(grouper, "BATCH", 40)
    run(desk, tmp_path, batches=2)
    assert desk.waiting(GROUP) == len(STREAM) - 80
    assert lead_somewhere(desk, addresses)
    run(desk, tmp_path)
    assert desk.waiting(GROUP) == 0
    assert len(parts(desk) & fresh) > 0.9 * len(fresh)
    assert lead_somewhere(desk, addresses)


def test_an_editor_s_merges_splits_and_moves_stand(desk: SqliteStore, tmp_path: Path) -> None:
    by_size = sorted(desk.stories(Wanted(beat=BEAT, limit=999)).items, key=lambda s: -s.pages)
    large, *single = by_size[0], *[s for s in by_size if s.pages == 1][:3]
    story = desk.story(large.key)
    assert story is not None
    members = [m.line.key for m in story.members]
    away, moved = members[1:3], members[3]
    said = [
        Regroup(large.key, away[0], tuple(away)),
        Regroup(large.key, single[0].key, (moved,)),
        Regroup(single[1].key, single[2].key, ()),
    ]
    desk.apply([Move(one, "ada", NOW) for one in said])
    before = stories(desk)
    assert desk.settled() == {large.key, away[0], single[0].key, single[2].key}
    desk.group_again([], QUEUED, "()")
    run(desk, tmp_path)
    after = stories(desk)
    settled = {k: s for k, s in before.items() if s in desk.settled()}
    assert {k: after[k] for k in settled} == settled
    assert not desk.settled() & {r.regroup.story for r in desk.regroups(99) if r.who == DESK}
    assert lead_somewhere(desk, set(before.values()) | {single[1].key})


def rewritten(store: SqliteStore, article: Article, like: Article) -> None:
    version = replace(article.version, headline=like.version.headline, text=like.version.text + " Rewritten.")
    store.apply([kept(replace(article, version=version))])


def several(store: SqliteStore) -> tuple[list[str], list[str]]:
    """Two stories of several reports: their articles that are nobody's copy and nobody's origin."""
    found: list[list[str]] = []
    for line in sorted(store.stories(Wanted(beat=BEAT, limit=999)).items, key=lambda s: -s.origins):
        story = store.story(line.key)
        assert story is not None
        origins = {c.origin for c in story.copies}
        free = [m.line.key for m in story.members if m.copy.origin is None and m.line.key not in origins]
        if len(free) > 1:
            found.append([key for key in free if key != line.key])
    return found[0], found[1]


def test_a_version_that_no_longer_belongs_leaves_its_story_and_one_that_does_stays(
    desk: SqliteStore, tmp_path: Path
) -> None:
    one, other = several(desk)
    by_id = {a.id: a for a in STREAM}
    before = stories(desk)
    moving, staying = by_id[one[0]], by_id[other[0]]
    rewritten(desk, moving, staying)
    rewritten(desk, staying, staying)
    run(desk, tmp_path)
    after = stories(desk)
    assert {k for k in before if before[k] != after[k]} == {moving.id}
    assert after[moving.id] == before[staying.id]
    (change,) = desk.regroups(9)
    assert change.regroup.articles == (moving.id,)


def test_a_version_that_no_longer_belongs_stays_where_an_editor_put_it(
    desk: SqliteStore, tmp_path: Path
) -> None:
    one, other = several(desk)
    by_id = {a.id: a for a in STREAM}
    home = stories(desk)[other[0]]
    desk.apply([Move(Regroup(stories(desk)[one[0]], home, (one[0],)), "ada", NOW)])
    rewritten(desk, by_id[one[0]], by_id[one[-1]])
    run(desk, tmp_path)
    assert stories(desk)[one[0]] == home


def test_a_story_s_only_article_keeps_its_address_whatever_it_says(desk: SqliteStore, tmp_path: Path) -> None:
    single = [s.key for s in desk.stories(Wanted(beat=BEAT, limit=999)).items if s.pages == 1]
    by_id = {a.id: a for a in STREAM}
    flash = replace(by_id[single[0]].version, headline="Nothing that anybody names", text="")
    desk.apply([kept(replace(by_id[single[0]], version=flash))])
    run(desk, tmp_path)
    assert stories(desk)[single[0]] == single[0]
    desk.apply([kept(replace(by_id[single[0]], version=replace(flash, headline="Something else")))])
    run(desk, tmp_path)
    assert stories(desk)[single[0]] == single[0]
