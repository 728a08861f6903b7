"""Briefs as a desk writes them: of what is filed, from what is there now, again when it changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.model import Brief, BriefOutcome, Regroup, Role
from beatbook.store.editions import BRIEF, Edition, Publish
from beatbook.store.intents import Applied, Intent
from beatbook.store.sqlite import SqliteStore
from beatbook.work.briefer import Briefer, Written, material
from beatbook.work.locks import Lock
from beatbook.writing.brief import Writer
from beatbook.writing.material import Material
from tests.conftest import Clock
from tests.writing.pieces import FERRY, FERRY_TOO, WRITER

BEAT = """
title = "The strait"
rule = "ferry OR ferries"
"""
EARLIER = (
    "The ferry Grey Heron ran into the pier of Port Marrow on Aug. 3, 2024, and three people were hurt.\n\nThe owner, Alderholm "
    "Line, paid for a new pier. The Grey Heron was back in service within a week."
)
LATE = (
    "Ministers of Vessland agreed on Monday to buy eleven ferries from a yard in Tarn, the treasury said.\n\nThe ferries will replace "
    "ships built in the 1970s. The first one is to sail in 2028, the yard said."
)
OTHER = (
    "A bakery in Stonemouth won the national prize for rye bread on Friday.\n\nThe jury praised its crust. The baker, Ilse Tamm, "
    "has worked there since 1990."
)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    Desk.init(tmp_path / "desk")
    (tmp_path / "desk" / "beats" / "strait.toml").write_text(BEAT, encoding="utf-8")
    with Desk.open(tmp_path / "desk", now=clock, environ={}) as desk:
        desk.load_beats()
        yield desk


def told(desk: Desk, *rows: tuple[str, str, str], source: str = "tide") -> None:
    """Articles by id, day and text, imported and grouped."""
    lines = [
        {
            "id": key,
            "source": source,
            "published": day,
            "headline": text.partition(".")[0],
            "language": "en",
            "text": text,
        }
        for key, day, text in rows
    ]
    path = desk.folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert not desk.import_file(path).refused
    asyncio.run(desk.group())


def write(desk: Desk) -> Written:
    return asyncio.run(desk.write_briefs())


def brief_of(desk: Desk, story: str) -> Edition:
    return desk.store.briefs([story])[story]


def test_what_is_filed_has_a_brief_that_cites_the_versions_there_are(desk: Desk) -> None:
    told(desk, ("a", "2026-11-03", FERRY), ("c", "2026-11-03", OTHER))
    done = write(desk)
    assert (done.done, done.briefs, done.left, desk.store.waiting(BRIEF)) == (1, 1, 0, 0)
    assert set(desk.store.briefs(["a", "c"])) == {"a"}
    edition = brief_of(desk, "a")
    spans = [s for c in edition.brief.sentences for s in c.spans]
    passages = desk.store.passages(spans)
    assert [c.text for c in edition.brief.sentences] == [
        passages[c.spans[0]].words for c in edition.brief.sentences
    ]
    assert (edition.changed, edition.gone, edition.waits) == (frozenset(), frozenset(), False)


def test_it_is_written_again_when_its_words_change_and_the_old_one_stays(desk: Desk, clock: Clock) -> None:
    told(desk, ("a", "2026-11-03", FERRY))
    write(desk)
    first = brief_of(desk, "a")
    told(desk, ("a", "2026-11-03", FERRY.replace("142", "144")))
    assert brief_of(desk, "a").changed == {"a"}
    assert brief_of(desk, "a").waits
    clock.go(60)
    write(desk)
    second = brief_of(desk, "a")
    assert (second.number, second.changed, second.waits) == (2, frozenset(), False)
    assert any("144" in c.text for c in second.brief.sentences)
    assert desk.store.editions("a")[0].brief.sentences == first.brief.sentences


def test_written_again_from_the_same_archive_it_is_the_same_edition(desk: Desk, clock: Clock) -> None:
    told(desk, ("a", "2026-11-03", FERRY), ("b", "2026-11-03", FERRY_TOO), source="tide")
    write(desk)
    before = {e.brief.story: e for e in desk.store.briefs(["a", "b"]).values()}
    clock.go(3600)
    assert desk.store.write_again() == len(before)
    write(desk)
    for story, edition in before.items():
        again = brief_of(desk, story)
        assert (again.number, again.at, again.brief) == (edition.number, edition.at, edition.brief)
        assert again.checked > edition.checked


def test_background_comes_from_what_went_before_and_is_dated(desk: Desk) -> None:
    told(desk, ("old", "2024-08-04", EARLIER), ("a", "2026-11-03", FERRY))
    write(desk)
    behind = [c for c in brief_of(desk, "a").brief.sentences if c.role is Role.BACKGROUND]
    assert {c.spans[0].article for c in behind} == {"old"}
    assert str(behind[0].published) == "2024-08-04"
    assert not [c for c in brief_of(desk, "old").brief.sentences if c.role is Role.BACKGROUND]


def test_what_an_editor_struck_out_never_comes_back(desk: Desk) -> None:
    told(desk, ("a", "2026-11-03", FERRY))
    write(desk)
    gone = brief_of(desk, "a").brief.sentences[0].text
    desk.strike("a", gone, "ada")
    write(desk)
    desk.store.write_again()
    write(desk)
    assert gone not in [c.text for c in brief_of(desk, "a").brief.sentences]
    desk.strike("a", gone, "ada", undo=True)
    write(desk)
    assert gone in [c.text for c in brief_of(desk, "a").brief.sentences]


def test_copies_are_no_origins_of_a_brief(desk: Desk) -> None:
    told(desk, ("a", "2026-11-03", FERRY))
    told(desk, ("b", "2026-11-03", FERRY), source="quay")
    found = material(desk.store, "a", WRITER.ears.terms)
    assert found is not None
    assert [(m.article.id, m.is_copy) for m in found.members] == [("a", False)]
    desk.regroup(Regroup("a", "b2", ("b",)), "ada")
    alone = material(desk.store, "b2", WRITER.ears.terms)
    assert alone is not None
    assert [(m.article.id, m.is_copy) for m in alone.members] == [("b", True)]


class Failing:
    """Fails on one story, and lets something happen while it writes another."""

    ears = WRITER.ears

    def __init__(self, desk: Desk) -> None:
        self.desk, self.happened = desk, False

    def write(self, material: Material) -> Brief:
        if material.story == "a":
            raise ValueError("no")
        if not self.happened:
            self.happened = True
            told(self.desk, (material.story, "2026-11-03", LATE.replace("eleven", "twelve")))
        return WRITER.write(material)


def test_a_story_that_our_code_fails_on_says_so_and_one_that_changes_meanwhile_is_written_again(
    desk: Desk,
) -> None:
    told(desk, ("a", "2026-11-03", FERRY), ("x", "2026-10-03", LATE))
    briefer = Briefer(desk.store, lambda: Failing(desk), Lock(desk.folder / ".brief.lock"), desk.now)
    assert briefer.turn.take()
    done = asyncio.run(briefer.run(asyncio.Event()))
    briefer.turn.leave()
    failed = brief_of(desk, "a").brief
    assert (failed.outcome, failed.reason) == (
        BriefOutcome.NONE,
        "the brief could not be written: ValueError",
    )
    assert done.failed >= 1
    assert brief_of(desk, "x").changed == frozenset()
    assert desk.store.waiting(BRIEF) == 0


def test_stopped_it_keeps_what_is_written_and_gives_back_the_rest(desk: Desk) -> None:
    texts = [FERRY.replace("Grey Heron", f"Swan {n}").replace("142", str(1000 + n)) for n in range(3)]
    told(desk, *[(f"k{n}", f"2026-0{n + 1}-03", text) for n, text in enumerate(texts)])
    stories = desk.store.waiting(BRIEF)
    calls: list[str] = []

    def stopped() -> bool:
        calls.append("asked")
        return len(calls) > 1

    briefer = Briefer(desk.store, Writer, Lock(desk.folder / ".brief.lock"), desk.now)
    assert briefer.turn.take()
    briefer.batch(stopped)
    assert (briefer.tally.done, desk.store.waiting(BRIEF)) == (1, stories - 1)
    other = Briefer(desk.store, Writer, Lock(desk.folder / ".brief.lock"), desk.now)
    assert not other.turn.take()
    briefer.turn.leave()
    assert write(desk).done == stories - 1


def test_a_story_that_was_put_up_again_meanwhile_is_counted_each_time(desk: Desk) -> None:
    told(desk, ("a", "2026-11-03", FERRY))

    class Slow:
        ears = WRITER.ears
        asked = 0

        def write(self, material: Material) -> Brief:
            self.asked += 1
            if self.asked == 1:
                desk.store.write_again()
            return WRITER.write(material)

    writer = Slow()
    briefer = Briefer(desk.store, lambda: writer, Lock(desk.folder / ".brief.lock"), desk.now)
    assert briefer.turn.take()
    done = asyncio.run(briefer.run(asyncio.Event()))
    briefer.turn.leave()
    assert (done.done, done.briefs, done.left) == (2, 2, 0)
    assert len(desk.store.editions("a")) == 1


def test_a_brief_that_cannot_be_kept_takes_no_other_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(desk, ("a", "2026-11-03", FERRY), ("x", "2026-10-03", LATE))
    apply = SqliteStore.apply

    def picky(store: SqliteStore, intents: Sequence[Intent]) -> Applied:
        done = apply(store, [])
        for intent in intents:
            if isinstance(intent, Publish) and intent.key == "a" and intent.brief.sentences:
                raise ValueError("no")
        return done + apply(store, intents)

    monkeypatch.setattr(SqliteStore, "apply", picky)
    assert write(desk).failed == 1
    assert brief_of(desk, "a").brief.reason == "the brief could not be kept: ValueError"
    assert brief_of(desk, "x").brief.sentences
    assert desk.store.waiting(BRIEF) == 0
