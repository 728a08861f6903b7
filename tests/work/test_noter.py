"""Days as a desk keeps them: noted when articles are grouped, announced once however often, settled when their day has passed,
told in timelines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.model import Announcement, Announcing, DayFrom, Days, Fate, Precision, Regroup
from beatbook.store.intents import Move
from beatbook.store.times import NOTE, SETTLE, Choose, Correct, SameAnnouncement
from beatbook.writing.candidates import Ears
from tests.conftest import Clock
from tests.work.test_briefer import BEAT

PLANNED = (
    "The ferry Grey Heron will make its first crossing to Tarn on Nov. 12, the Alderholm Line said on Tuesday.\n\nTickets cost "
    "forty crowns. The ferry was built in Marrow."
)
AGAIN = (
    "Islanders wait for the ferry. The Grey Heron is to make its first crossing to Tarn on Nov. 12, and the mayor of Tarn has "
    "ordered a band.\n\nThe band has four members."
)
PUT_OFF = (
    "The Alderholm Line has postponed the first crossing of the ferry Grey Heron to Tarn from Nov. 12 to Nov. 19, the mayor said on "
    "Monday.\n\nA pump had failed. The ferry lies at Marrow."
)
SAILED = (
    "The ferry Grey Heron made its first crossing to Tarn on Thursday, with 212 people on board.\n\nA band of four played on "
    "the quay. The ferry turned back at noon."
)
OTHER = (
    "The council of Tarn has voted to paint the ferry pier of the town green.\n\nThe paint will cost little."
)


EARS = Ears()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    Desk.init(tmp_path / "desk")
    (tmp_path / "desk" / "beats" / "strait.toml").write_text(BEAT, encoding="utf-8")
    clock.at = datetime(2026, 11, 10, 12, tzinfo=UTC)
    with Desk.open(tmp_path / "desk", now=clock, environ={}) as desk:
        desk.load_beats()
        monkeypatch.setattr(desk, "ears", lambda: EARS)  # their word lists take a second to read
        yield desk


def told(desk: Desk, *rows: tuple[str, str, str], source: str = "tide") -> None:
    """Articles by id, day and text, imported and grouped."""
    lines = [
        {"id": key, "source": source, "published": day, "headline": f"News from the quay: {key}", "language": "en", "text": text}
        for key, day, text in rows
    ]  # fmt: skip
    path = desk.folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert not desk.import_file(path).refused
    asyncio.run(desk.group())


def catch_up(desk: Desk, *rows: tuple[str, str, str]) -> None:
    if rows:
        told(desk, *rows)
    asyncio.run(desk.note())
    asyncio.run(desk.settle())


def ahead(desk: Desk, first: date = date(2026, 11, 1)) -> list[Announcement]:
    return [kept.announcement for kept in desk.store.ahead("strait", first)]


def on(day: int) -> Days:
    return Days(date(2026, 11, day), date(2026, 11, day))


def test_what_is_announced_twice_is_one_announcement_with_both_articles(desk: Desk) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED), ("b", "2026-11-04", AGAIN))
    (one,) = ahead(desk)
    assert (one.days, one.precision, one.origins, one.settled.fate) == (on(12), Precision.DAY, 2, Fate.AHEAD)
    assert one.stated_by == "the Alderholm Line"
    assert desk.store.waiting(NOTE) == 0


def test_whoever_announces_hundreds_of_things_for_one_day_does_not_make_each_be_compared_with_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    among: list[int] = []

    def join(one: Announcing, known: Mapping[str, Sequence[Announcing]], ears: Ears) -> None:
        among.append(len(known))

    monkeypatch.setattr("beatbook.writing.ahead.join", join)
    monkeypatch.setattr("beatbook.work.noter.AMONG", 5)
    said = "\n\n".join(
        f"The ferry {a}{b} of Tarn will sail to Marrow on Nov. 12, the council of {a}{b} said."
        for a in ("Wol", "Bir", "Kes", "Dun") for b in ("mar", "fen", "lock")
    )  # fmt: skip
    catch_up(desk, ("a", "2026-11-03", said))
    assert (len(among), max(among)) == (12, 5)
    assert len(ahead(desk)) == 12


def test_every_sentence_is_the_words_that_it_cites(desk: Desk) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED), ("b", "2026-11-04", AGAIN))
    (one,) = ahead(desk)
    found = desk.store.passages([s for c in one.sentences for s in c.spans])
    assert [found[c.spans[0]].words for c in one.sentences] == [c.text for c in one.sentences]


def test_it_is_the_same_whether_noted_at_once_or_one_by_one_and_in_which_order(
    desk: Desk, tmp_path: Path
) -> None:
    rows = (("a", "2026-11-03", PLANNED), ("b", "2026-11-04", AGAIN), ("c", "2026-11-09", PUT_OFF))
    catch_up(desk, *rows)
    (one,) = ahead(desk)
    assert one.days == on(19)
    Desk.init(tmp_path / "other")
    (tmp_path / "other" / "beats" / "strait.toml").write_text(BEAT, encoding="utf-8")
    with Desk.open(tmp_path / "other", now=desk.now, environ={}) as other:
        other.load_beats()
        for row in reversed(rows):
            catch_up(other, row)
        (two,) = ahead(other)
    assert (two.days, two.sentences, two.trail) == (one.days, one.sentences, one.trail)


def test_a_moved_date_keeps_its_trail_and_its_key_and_counts_its_changes(desk: Desk, clock: Clock) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    (before,) = ahead(desk)
    catch_up(desk, ("c", "2026-11-09", PUT_OFF))
    (after,) = ahead(desk)
    assert (after.key, after.days) == (before.key, on(19))
    assert after.sequence > before.sequence
    assert [(c.said.day, c.days) for c in after.trail] == [(3, on(12)), (9, on(19))]


def test_a_denial_calls_off_what_is_known_and_is_nothing_by_itself(desk: Desk) -> None:
    stays = "The ferry Grey Heron will not make its first crossing to Tarn on Nov. 12, the Alderholm Line said.\n\nA pump had failed."
    catch_up(desk, ("d", "2026-11-09", stays))
    assert ahead(desk) == []
    catch_up(desk, ("e", "2026-11-10", stays.replace("failed", "burst")), ("a", "2026-11-03", PLANNED))
    (one,) = ahead(desk)
    assert (one.settled.fate, one.days) == (Fate.CANCELLED, on(12))
    desk.store.note_again()
    catch_up(desk)
    assert [a.settled.fate for a in ahead(desk)] == [Fate.CANCELLED]


def test_days_that_an_editor_said_change_nothing_when_all_is_noted_again(desk: Desk) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    (one,) = ahead(desk)
    desk.store.apply([Correct(one.key, "ada", desk.now(), days=on(17))])
    catch_up(desk)
    before = ahead(desk)
    assert [a.days for a in before] == [on(17)]
    desk.store.note_again()
    catch_up(desk)
    assert ahead(desk) == before


def test_when_the_day_has_passed_its_report_settles_it(desk: Desk, clock: Clock) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    clock.at = datetime(2026, 11, 13, 12, tzinfo=UTC)
    catch_up(desk, ("s", "2026-11-12", SAILED))
    (one,) = ahead(desk)
    assert (one.settled.fate, one.settled.story) == (Fate.HAPPENED, "s")
    assert "first crossing" in one.settled.sentences[0].text
    assert one.settled.why
    assert desk.store.waiting(SETTLE) == 0


def test_without_a_report_it_is_not_confirmed_until_one_comes_in_late(desk: Desk, clock: Clock) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    clock.at = datetime(2026, 11, 16, 12, tzinfo=UTC)
    catch_up(desk, ("o", "2026-11-12", OTHER))
    (one,) = ahead(desk)
    assert one.settled.fate is Fate.NOT_CONFIRMED
    catch_up(desk, ("s", "2026-11-12", SAILED))
    (late,) = ahead(desk)
    assert late.settled.fate is Fate.HAPPENED
    assert late.sequence > one.sequence


def test_where_no_source_was_read_that_is_said(desk: Desk, clock: Clock) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    clock.at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    catch_up(desk)
    (one,) = ahead(desk)
    assert one.settled.fate is Fate.NO_COVERAGE


def test_what_its_story_reported_on_the_day_is_pointed_at(desk: Desk, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 16, 12, tzinfo=UTC)
    queue = "Passengers of the Grey Heron complained on Thursday of the price of tea and of the wind on the quay.\n\nThe ferry was late."
    catch_up(desk, ("a", "2026-11-11", PLANNED), ("q", "2026-11-12", queue))
    (one,) = ahead(desk)
    story = desk.store.comparable(["q"])["q"].story
    assert one.settled.fate is Fate.NOT_CONFIRMED
    assert (one.settled.story == story) == (story == desk.store.comparable(["a"])["a"].story)
    desk.store.apply([Move(Regroup(story or "", "a", ()), "ada", desk.now())] if story != "a" else [])
    desk.store.note_again()
    catch_up(desk)
    (one,) = ahead(desk)
    assert one.settled.story == "a"
    assert one.settled.why.endswith("its story was reported on then")


def test_an_editors_word_survives_every_re_run(desk: Desk, clock: Clock) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    key = ahead(desk)[0].key
    said = Correct(key, "ada", desk.now(), fate=Fate.CANCELLED, why="The line wrote to us.", days=on(14))
    desk.store.apply([said])
    clock.at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    catch_up(desk, ("s", "2026-11-12", SAILED), ("b", "2026-11-04", AGAIN))
    desk.store.note_again()
    catch_up(desk)
    (one,) = ahead(desk)
    assert (one.settled.fate, one.settled.who, one.days) == (Fate.CANCELLED, "ada", on(14))
    desk.store.apply([Correct(key, "ada", desk.now(), undo=True)])
    catch_up(desk)
    (one,) = ahead(desk)
    assert (one.settled.fate, one.days) == (Fate.HAPPENED, on(12))


def test_what_an_editor_joined_stays_joined_when_its_article_is_noted_again(desk: Desk) -> None:
    painted = "The council of Tarn will paint the ferry pier green on Nov. 12.\n\nThe paint is cheap."
    catch_up(desk, ("a", "2026-11-03", PLANNED), ("p", "2026-11-03", painted))
    one, two = ahead(desk)
    desk.store.apply([SameAnnouncement(two.key, one.key, "ada", desk.now())])
    desk.store.note_again()
    catch_up(desk)
    assert [a.key for a in ahead(desk)] == [one.key]
    kept = desk.store.announcement(one.key)
    assert kept is not None
    assert {a.span.article for a in kept.announced} == {"a", "p"}


def test_what_leads_to_another_announcement_drops_nothing_of_the_batch(desk: Desk) -> None:
    painted = "The council of Tarn will paint the ferry pier green on Nov. 12.\n\nThe paint is cheap."
    catch_up(desk, ("a", "2026-11-03", PLANNED), ("p", "2026-11-03", painted))
    one, two = ahead(desk)
    desk.store.apply([SameAnnouncement(two.key, one.key, "ada", desk.now())])
    mine, other = ("a", "p") if one.sentences[0].spans[0].article == "a" else ("p", "a")
    texts = {"a": PLANNED, "p": painted}
    catch_up(desk, (other, "2026-11-03", OTHER))
    catch_up(
        desk,
        (mine, "2026-11-03", texts[mine].replace("Nov. 12", "Nov. 13")),
        (other, "2026-11-03", texts[other]),
    )
    (found,) = ahead(desk)
    assert {change.days for change in found.trail} == {on(12), on(13)}


def test_an_article_that_announces_it_no_more_is_taken_out(desk: Desk) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    catch_up(desk, ("a", "2026-11-03", OTHER))
    assert ahead(desk) == []


def test_an_edited_articles_announcement_stays_the_same_one(desk: Desk) -> None:
    catch_up(desk, ("a", "2026-11-03", PLANNED))
    (before,) = ahead(desk)
    catch_up(
        desk,
        (
            "a",
            "2026-11-03",
            "Islanders are glad, the mayor of Tarn said.\n\n" + PLANNED.replace("Nov. 12", "Nov. 13"),
        ),
    )
    (after,) = ahead(desk)
    assert (after.key, after.days) == (before.key, on(13))
    assert after.sequence > before.sequence
    desk.store.note_again()
    catch_up(desk)
    assert ahead(desk) == [after]


def test_a_copy_announces_nothing_of_its_own(desk: Desk) -> None:
    told(desk, ("a", "2026-11-03", PLANNED * 3))
    told(desk, ("b", "2026-11-03", PLANNED * 3), source="quay")
    catch_up(desk)
    (one,) = ahead(desk)
    assert one.origins == 1
    assert [n.key for n in desk.store.noted(["a", "b"])] == ["a"]


def test_an_article_that_our_code_fails_on_costs_no_other_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beatbook.work import noter

    real = noter.announcings

    def failing(article, *more):  # type: ignore[no-untyped-def]
        if article.id == "o":
            raise RuntimeError("odd")
        return real(article, *more)

    monkeypatch.setattr(noter, "announcings", failing)
    told(desk, ("a", "2026-11-03", PLANNED), ("o", "2026-11-04", OTHER))
    done = asyncio.run(desk.note())
    assert (done.done, done.failed, done.left) == (2, 1, 0)
    assert len(ahead(desk)) == 1


# ---- timelines ------------------------------------------------------------------------------------------------------------

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def test_a_beats_timeline_tells_its_days(desk: Desk, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    catch_up(desk, ("a", "2026-11-03", PLANNED), ("s", "2026-11-12", SAILED), ("o", "2026-11-13", OTHER))
    timelines = desk.timelines()
    made = timelines.of_beat("strait", *NOVEMBER)
    assert date(2026, 11, 12) in [e.day for e in made.events]
    event = next(e for e in made.events if e.day == date(2026, 11, 12))
    assert (event.day_from, event.story) == (DayFrom.STATED, "s")
    assert "first crossing" in event.sentences[0].text
    assert event.sentences[0].spans[0].version
    assert timelines.of_beat("strait", *NOVEMBER) == made
    assert timelines.span("strait") == Days(date(2026, 11, 3), date(2026, 11, 13))


def test_a_timeline_is_the_same_from_the_desk_and_from_its_articles(desk: Desk, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    rows = (("a", "2026-11-03", PLANNED), ("s", "2026-11-12", SAILED), ("c", "2026-11-09", PUT_OFF))
    catch_up(desk, *rows)
    timelines = desk.timelines()
    whole = timelines.of_beat("strait", *NOVEMBER, 3)
    some = timelines.of_articles([key for key, _, _ in rows], *NOVEMBER, 3)
    assert (some.events, some.attention) == (whole.events, whole.attention)
    asked = timelines.of_articles([key for key, _, _ in rows], query=["band"])
    assert "band" in asked.events[0].sentences[0].text or asked.events[0].day == date(2026, 11, 12)
    assert timelines.of_articles([], *NOVEMBER).events == ()


def test_what_an_editor_chose_holds(desk: Desk, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    catch_up(desk, ("s", "2026-11-12", SAILED), ("o", "2026-11-13", OTHER))
    timelines = desk.timelines()
    first = timelines.of_beat("strait", *NOVEMBER, 1).events[0]
    other = date(2026, 11, 12) if first.day.day == 13 else date(2026, 11, 13)
    said = [
        Choose("strait", "ada", desk.now(), period=Days(*NOVEMBER), title="Timeline: a ferry and a pier"),
        Choose("strait", "ada", desk.now(), pinned=other),
    ]
    desk.store.apply(said)
    made = timelines.of_beat("strait", *NOVEMBER, 1)
    assert (made.title, [e.day for e in made.events]) == ("Timeline: a ferry and a pier", [other])
    gone = made.events[0].sentences[0].text
    desk.store.apply([Choose("strait", "ada", desk.now(), struck=gone)])
    assert gone not in [c.text for e in timelines.of_beat("strait", *NOVEMBER).events for c in e.sentences]
