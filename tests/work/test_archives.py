"""What a desk's archive has for a review: the same as lines have for the stage, and what only a desk knows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from beatbook import periods
from beatbook.desk import Desk
from beatbook.model import Announcement, Certainty, Days, Fate, Precision, Review
from beatbook.store.editions import Strike
from beatbook.store.pieces import PinStory
from beatbook.store.times import Choose, Correct
from beatbook.work.archives import Archives
from beatbook.writing.review import Archive, Reviewer
from tests.conftest import Clock
from tests.work.month import BEAT, bring, rows, town_desk
from tests.writing.town_month import EARS, articles, case, cited, reviewed, told, unsupported

OCTOBER = periods.named("2027-10")
AFTER = datetime(2027, 12, 10, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "desk"
    with town_desk(folder, Clock(AFTER), rows()):
        return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(made, tmp_path / "desk")
    with Desk.open(tmp_path / "desk", now=Clock(AFTER), environ={}) as desk:
        yield desk


def archive(desk: Desk, period: str = "2027-10", coming: tuple[Announcement, ...] = ()) -> Archive:
    beat = next(b for b in desk.store.beats() if b.slug == BEAT)
    return Archives(desk.store, lambda: EARS, lambda beat, days: coming).of(beat, periods.named(period))


def review(desk: Desk, period: str = "2027-10") -> Review:
    return Reviewer(EARS).write(archive(desk, period))


def test_it_has_what_the_stage_has_of_the_same_lines(desk: Desk) -> None:
    ours, lines = review(desk), reviewed(articles())
    for main in case()["main"]:
        assert any(all(w in c.text for w in main["words"]) for s in ours.sections for c in s.sentences), main
    assert [(e.day, e.sentences[0].text) for e in ours.timeline] == [
        (e.day, e.sentences[0].text) for e in lines.timeline
    ]
    assert [(a.sentences[0].text, a.settled.fate) for a in ours.became] == [
        (a.sentences[0].text, a.settled.fate) for a in lines.became
    ]
    assert [a.sentences[0].text for a in ours.ahead] == [a.sentences[0].text for a in lines.ahead]
    assert ours.coverage.articles == lines.coverage.articles
    assert ours.coverage.origins == lines.coverage.origins


def test_every_sentence_cites_the_version_that_is_kept(desk: Desk) -> None:
    found = review(desk)
    spans = {s for c in cited(found) for s in c.spans}
    passages = desk.store.passages(spans)
    assert spans == passages.keys()
    assert {c.text for c in cited(found)} == {p.words for p in passages.values()}
    assert unsupported(found, articles()) == []


def test_it_is_the_same_whenever_it_is_written_and_whatever_came_out_since(tmp_path: Path) -> None:
    until = [row for row in rows() if row["published"] < "2027-11-01"]
    with town_desk(tmp_path / "early", Clock(datetime(2027, 11, 1, 9, tzinfo=UTC)), until) as early:
        then = review(early)
        bring(early, rows())
        assert [c.text for c in cited(review(early))] == [c.text for c in cited(then)]


def test_what_an_editor_said_holds(desk: Desk) -> None:
    before = review(desk)
    sentence, story = before.sections[0].sentences[0].text, before.sections[0].stories[0]
    desk.store.apply([Strike(story, sentence, "ada", AFTER)])
    assert sentence not in told(review(desk))
    event = before.timeline[0].sentences[0].text
    desk.store.apply([Choose(BEAT, "ada", AFTER, struck=event)])
    assert event not in [e.sentences[0].text for e in review(desk).timeline]
    desk.store.apply([PinStory(BEAT, story, "ada", AFTER)])
    assert archive(desk).pinned == {story}
    one = before.became[0]
    desk.store.apply([Correct(one.key, "ada", AFTER, fate=Fate.CANCELLED, why="The clerk said so.")])
    found = next(a for a in review(desk).became if a.key == one.key)
    assert (found.settled.fate, found.settled.who) == (Fate.CANCELLED, "ada")


def test_dates_of_the_calendar_are_ahead_while_they_are_near(desk: Desk) -> None:
    near = Announcement(
        "fair",
        Days(date(2027, 11, 30), date(2027, 11, 30)),
        Precision.DAY,
        Certainty.SCHEDULED,
        (),
        title="The fair",
    )
    far = replace(near, key="far", days=Days(date(2029, 1, 1), date(2029, 1, 1)))
    found = Reviewer(EARS).write(archive(desk, coming=(near, far)))
    assert [a.title for a in found.ahead if a.title] == ["The fair"]


def test_only_days_since_the_desk_watched_are_known(desk: Desk) -> None:
    assert not archive(desk).coverage
    assert not review(desk).coverage.is_known


def test_what_waits_to_be_put_into_a_story_is_counted_and_not_told(desk: Desk) -> None:
    known = archive(desk)
    path = desk.folder / "late.jsonl"
    path.write_text(
        '{"id": "late1", "source": "post", "published": "2027-10-20", "headline": "Aldermere lamp lit", "language": "en", '
        '"text": "The lamp on the quay of Aldermere was lit again on Wednesday, the harbour office said."}',
        encoding="utf-8",
    )
    desk.import_file(path)
    found = archive(desk)
    assert found.articles == known.articles + 1
    assert len(found.stories) == len(known.stories)
