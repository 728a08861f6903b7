"""Reading again what is kept: what changes, what stays, and what cannot be read."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.errors import Busy
from beatbook.model import FeedKind, LessonState, Outcome, Source
from beatbook.store.rows import Chosen, Detail, Wanted
from beatbook.work import rereader
from beatbook.work.locks import Lock
from beatbook.work.rereader import Reread
from tests.conftest import Clock
from tests.work.town import Town, desk_of, desk_on_disk, is_sound, killed_and_run, page, prose, rss

HOUSE = (
    "The Tide has told the coast what happens on it since the year of the long winter, and is written and printed in "
    "the old customs house by the people who live there. Its readers own it together, and nobody else does."
)
"""A paragraph that is on every page of the town's paper."""

ITSELF = (
    "The Tide has been written by the people of the strait for longer than any of them can remember, in a house that was "
    "built for the customs and kept by nobody until the first of them moved in with a press and a stove.",
    "It belongs to its readers, who meet in the hall every spring, choose who writes it, and go home before the boats do. "
    "Whoever wants a share may ask at the counter, where the minutes of all meetings hang beside the tables of the tides.",
)
"""What a page says whose article is missing."""
THREE = (("/1", "Ferry stopped"), ("/2", "Pilot boat sold"), ("/3", "Harbour lights"))


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        town.put("/robots.txt", "User-agent: *\nDisallow:\n")
        town.publish(*THREE, more=(HOUSE,))
        yield town


@pytest.fixture
def desk(tmp_path: Path, town: Town, clock: Clock) -> Iterator[Desk]:
    with desk_of(town, tmp_path / "desk", clock, "ferry OR operator") as desk:
        yield desk


def detail_of(desk: Desk, headline: str) -> Detail:
    key = next(a.id for a in desk.store.articles() if a.version.headline == headline)
    detail = desk.store.article(key)
    assert detail is not None
    return detail


def texts(desk: Desk) -> dict[str, str]:
    return {a.version.headline or "": a.version.text for a in desk.store.articles()}


def reread(desk: Desk, chosen: Chosen | None = None) -> Reread:
    if chosen is not None:
        desk.read_again(chosen)
    return asyncio.run(desk.reread())


def test_what_repeats_is_set_apart_from_articles_read_before_too(desk: Desk) -> None:
    tally = asyncio.run(desk.gather())
    assert set(texts(desk)) == {title for _, title in THREE}
    assert not [t for t in texts(desk).values() if HOUSE in t]
    assert tally.again.read == 2
    (lesson,) = [x for x in desk.store.memory("tide").lessons if x.state is LessonState.ACTIVE]
    assert lesson.data["text"] == HOUSE
    for _, title in THREE:
        newest = detail_of(desk, title).versions[-1]
        assert [b.text for b in newest.boilerplate] == [HOUSE]
        assert newest.reader == "2"
    assert desk.store.waiting("read") == 0


def test_an_editor_undoes_a_lesson_for_good_and_recalls_it(desk: Desk, town: Town, clock: Clock) -> None:
    asyncio.run(desk.gather())
    (lesson,) = desk.store.memory("tide").lessons
    desk.overrule("tide", lesson, LessonState.UNDONE, "operator")
    done = reread(desk)
    assert (done.read, done.changed, done.lost) == (3, 3, 0)
    assert all(text.endswith(HOUSE) for text in texts(desk).values())
    town.put("/4", page("Night boats", *prose("Night boats"), HOUSE))
    town.put("/feed", rss(town.base, *THREE, ("/4", "Night boats")))
    clock.go(7200)
    asyncio.run(desk.gather())
    assert HOUSE in texts(desk)["Night boats"]
    (lesson,) = desk.store.memory("tide").lessons
    assert lesson.state is LessonState.UNDONE
    desk.overrule("tide", lesson, LessonState.ACTIVE, "operator")
    assert reread(desk).changed == 4
    assert not [t for t in texts(desk).values() if HOUSE in t]
    whos = [(c.who, c.after) for c in desk.store.lesson_changes("tide")]
    assert whos == [
        ("desk", LessonState.ACTIVE),
        ("operator", LessonState.UNDONE),
        ("operator", LessonState.ACTIVE),
    ]


def test_a_running_gatherer_hears_what_an_editor_decides(desk: Desk, town: Town) -> None:
    """Another process (or a page) overrules while the memory is held."""
    asyncio.run(desk.gather())
    from beatbook.work.memories import Memories

    memories = Memories(desk.store)
    (lesson,) = memories.of("tide").lessons
    with Desk.open(desk.folder, environ={}) as other:
        other.overrule("tide", lesson, LessonState.UNDONE, "operator")
    memories.refresh()
    assert memories.of("tide").lessons[0].state is LessonState.UNDONE


def test_pages_with_nothing_but_boilerplate_are_refused_also_those_read_before(
    desk: Desk, town: Town
) -> None:
    """The desk must not take the paper's word on itself for the article, nor put the feed's headline over it."""
    for path, title in THREE:
        town.put(path, page(title, *ITSELF))
    tally = asyncio.run(desk.gather())
    assert desk.store.counts().outcomes == {Outcome.REFUSED: 3}
    assert set(desk.store.counts().reasons) == {(Outcome.REFUSED, "only boilerplate was found")}
    assert desk.store.listing(Wanted(beat="strait")).total == 0
    assert tally.again.withdrawn == 2


def test_a_feed_that_carried_the_text_has_its_word(desk: Desk, town: Town) -> None:
    text = f"<p>{prose('Harbour lights')[0]}</p><p>{prose('Harbour lights')[1]}</p>"
    whole = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[{text}]]></content:encoded>'
    feed = rss(town.base, *THREE)
    town.put("/feed", feed.replace("</item></channel>", f"{whole}</item></channel>"))
    for path, title in THREE:
        town.put(path, page(title, *ITSELF))
    asyncio.run(desk.gather())
    assert desk.store.counts().outcomes == {Outcome.REFUSED: 2, Outcome.FILED: 1}
    assert detail_of(desk, "Harbour lights").line.partial


def test_reading_again_without_a_change_makes_no_version(desk: Desk, clock: Clock) -> None:
    asyncio.run(desk.gather())
    before, seen = desk.store.counts(), {a.id: a.first_seen for a in desk.store.articles()}
    clock.go(86400)
    done = reread(desk, Chosen())
    assert (done.read, done.changed, done.withdrawn, done.lost, done.left) == (3, 0, 0, 0, 0)
    assert desk.store.counts() == before
    assert {a.id: a.first_seen for a in desk.store.articles()} == seen


def test_the_feeds_word_is_merged_again_as_at_the_first_reading(desk: Desk, clock: Clock) -> None:
    asyncio.run(desk.gather())
    clock.go(400 * 86400)
    assert reread(desk, Chosen()).changed == 0
    newest = detail_of(desk, "Ferry stopped").versions[-1]
    assert newest.version.deck == "About ferry stopped."
    assert ("headline", "feed", True) in [(w.field, w.by, w.taken) for w in newest.witnesses]


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_what_cannot_be_read_again_keeps_what_it_was_and_says_so(desk: Desk, harm: str) -> None:
    asyncio.run(desk.gather())
    before = texts(desk)
    desk.documents.close()
    for file in (desk.folder / "documents").rglob("*.warc.gz"):
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes(b"\0" * file.stat().st_size)
    done = reread(desk, Chosen())
    assert (done.read, done.lost) == (0, 3)
    assert texts(desk) == before
    detail = detail_of(desk, "Ferry stopped")
    assert detail.outcome is Outcome.FILED
    assert (detail.reason or "").startswith("cannot be read again: ")


def test_a_later_visit_that_found_no_article_does_not_hide_the_one_before(
    desk: Desk, town: Town, clock: Clock
) -> None:
    asyncio.run(desk.gather())
    before = texts(desk)["Ferry stopped"]
    town.put("/1", page("Please sign in", "Sign in to continue."))
    town.put("/feed", rss(town.base, ("/1", "Ferry stopped again"), *THREE[1:]))
    clock.go(7200)
    asyncio.run(desk.gather())
    reason = detail_of(desk, "Ferry stopped").reason
    done = reread(desk, Chosen())
    assert (done.withdrawn, done.lost) == (0, 0)
    assert before in texts(desk).values()
    assert detail_of(desk, "Ferry stopped again").reason != "cannot be read again"
    assert reason is not None


def test_a_fault_of_our_own_ends_with_the_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(desk.gather())

    def stumble(*args: object, **more: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(rereader, "from_page", stumble)
    done = reread(desk, Chosen())
    assert (done.lost, desk.store.waiting("read")) == (3, 0)
    assert detail_of(desk, "Ferry stopped").reason == "cannot be read again: failed: KeyError"


def test_two_processes_do_not_read_again_at_once(desk: Desk) -> None:
    asyncio.run(desk.gather())
    desk.read_again(Chosen())
    lock = Lock(desk.folder / ".read.lock")
    assert lock.take()
    with pytest.raises(Busy, match="another process of this desk is reading again"):
        asyncio.run(desk.reread())
    assert asyncio.run(desk.gather()).again.read == 0
    lock.leave()
    assert asyncio.run(desk.gather()).again.read == 3


def test_the_same_articles_asked_for_again_are_taken_up_where_they_were_left(desk: Desk) -> None:
    asyncio.run(desk.gather())
    assert desk.read_again(Chosen()) == 3
    (claim,) = desk.store.claim("read", "killed", 1, desk.now(), 1800)
    keep_one = [k for k in desk.store.articles() if k.id == claim.key]
    assert keep_one
    with desk.store.engine.writing() as connection:
        connection.exec_driver_sql("DELETE FROM work WHERE stage = 'read' AND key = ?", (claim.key,))
    assert desk.read_again(Chosen()) == 2
    assert desk.read_again(Chosen(sources=("tide",))) == 3
    assert reread(desk).read == 3
    assert desk.store.fact("reread") == ""
    assert desk.read_again(Chosen(sources=("tide",))) == 3


@pytest.mark.slow
def test_killed_at_any_moment_the_rest_is_read_by_the_next(tmp_path: Path, town: Town) -> None:
    items = tuple((f"/{n}", f"Ferry number {n}") for n in range(60))
    town.publish(*items)
    folder = tmp_path / "killed"
    desk_on_disk(town, folder)
    with Desk.open(folder, environ={}) as desk:
        asyncio.run(desk.gather())
        before = desk.store.counts()
    said = killed_and_run("reread", folder, (1.2, 1.8, 2.4))
    assert "0 could not be read." in said
    with Desk.open(folder, environ={}) as desk:
        assert desk.store.waiting("read") == 0
        after = desk.store.counts()
        assert replace(after, waiting={}) == replace(before, waiting={})


@pytest.mark.slow
def test_gathering_and_reading_again_at_once_harm_neither(tmp_path: Path, town: Town) -> None:
    items = tuple((f"/{n}", f"Ferry number {n}") for n in range(30))
    for path, title in items:
        town.put(path, page(title, *prose(title), HOUSE))
    town.put("/feed", rss(town.base, *items))
    folder = tmp_path / "both"
    Desk.init(folder)
    with Desk.open(folder, environ={}) as desk:
        desk.add_source(
            Source("tide", "The Tide", allow=(town.pair,)), [(f"{town.base}/feed", FeedKind.FEED)]
        )
    beatbook = [sys.executable, "-m", "beatbook"]
    for round_ in range(3):
        feed = rss(town.base, *((path, f"{title}, take {round_}") for path, title in items))
        town.put("/feed", feed)
        both = [
            subprocess.Popen(
                [*beatbook, command, "--desk", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for command in ("gather", "reread")
        ]
        for process in both:
            _, errors = process.communicate(timeout=120)
            assert process.returncode == 0, errors
    subprocess.run([*beatbook, "reread", "--queued", "--desk", str(folder)], check=True, capture_output=True)
    with Desk.open(folder, environ={}) as desk:
        assert desk.store.waiting("read") == 0
        articles = list(desk.store.articles())
        assert sorted(a.version.headline or "" for a in articles) == sorted(f"{t}, take 2" for _, t in items)
        assert not [a for a in articles if HOUSE in a.version.text]
        assert is_sound(desk)


def test_the_order_is_that_of_publication(desk: Desk, clock: Clock) -> None:
    asyncio.run(desk.gather())
    with desk.store.engine.writing() as connection:
        for i, (_, title) in enumerate(reversed(THREE)):
            at = clock() - timedelta(days=10 - i)
            connection.exec_driver_sql(
                "UPDATE article SET sorted_at = ? WHERE headline = ?",
                (at.replace(tzinfo=None).isoformat(" "), title),
            )
    desk.read_again(Chosen())
    claims = desk.store.claim("read", "me", 10, clock(), 60)
    ids = {a.id: a.version.headline for a in desk.store.articles()}
    assert [ids[c.key] for c in claims] == [title for _, title in reversed(THREE)]
