"""What every engine must do with days: the specification in store/times.py, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from beatbook.errors import InputError
from beatbook.model import (
    Act,
    Announcement,
    Announcing,
    Certainty,
    Change,
    Cited,
    CopyKind,
    Days,
    Fate,
    Precision,
    Settled,
    Span,
)
from beatbook.store.intents import Keep
from beatbook.store.protocol import Store
from beatbook.store.times import (
    NOTE,
    SETTLE,
    Choose,
    Correct,
    Mentioned,
    Note,
    NotedAnnouncing,
    SameAnnouncement,
    Settle,
)
from tests.conftest import NOW, keep
from tests.contract.test_stories import decided

NOV = date(2026, 11, 1)
TEXT = "The ferry sailed on Nov. 3. It will sail again on Dec. 5, the line said."


def day(n: int) -> date:
    return NOV + timedelta(n - 1)


@pytest.fixture(autouse=True)
def two_beats(store: Store, beats: Callable[..., None]) -> None:
    beats("strait", "harbour")


def told(
    store: Store, *keys: str, on: int = 1, beats: tuple[str, ...] = ("strait",), text: str = TEXT
) -> list[Keep]:
    keeps = [keep(key, day(on).isoformat(), text=f"{text} {key}", beats=beats) for key in keys]
    store.apply(keeps)
    store.apply([decided(k) for k in keeps])
    return keeps


def note(key: str, on: int, *mentions: int, news: int | None = None, **more: object) -> Note:
    found = tuple(Mentioned(day(n).toordinal(), 10 * i, 10 * i + 9) for i, n in enumerate(mentions))
    return Note(key, f"v-{key}", day(on), day(news or on), "en", found, **more)  # type: ignore[arg-type]


def announcing(key: str, said: int, first: int | None, last: int | None = None, **more: object) -> Announcing:
    days = Days(day(first), day(last or first)) if first else None
    values: dict[str, object] = {
        "text": "It will sail again on Dec. 5.",
        "span": Span(key, 28, 57, f"v-{key}"),
        "said": day(said),
        "days": days,
        "precision": Precision.DAY,
        "certainty": Certainty.SCHEDULED,
        "stems": ("ferry", "sail"),
    }
    return Announcing(**values | more)  # type: ignore[arg-type]


def standing(key: str, *announced: Announcing, **more: object) -> Announcement:
    trail = tuple(Change(a.said, a.act, a.days, a.precision, a.certainty, a.span) for a in announced)
    last = announced[-1]
    cited = tuple(Cited(a.text, (a.span,)) for a in announced)
    made = Announcement(key, last.days, last.precision, last.certainty, cited, trail=trail)
    return replace(made, **more)  # type: ignore[arg-type]


def announce(store: Store, key: str, *announced: Announcing) -> Announcement:
    """Keep an announcement that these sentences make."""
    entry = standing(key, *announced)
    for n, one in enumerate(announced):
        last = n == len(announced) - 1
        store.apply(
            [
                note(
                    one.span.article,
                    (one.said - NOV).days + 1,
                    announced=(NotedAnnouncing(one, key),),
                    announcements=(entry if last else standing(key, *announced[: n + 1]),),
                )
            ]
        )
    return entry


def waiting(store: Store, stage: str, until: datetime = NOW + timedelta(3650)) -> list[str]:
    found = [c.key for c in store.claim(stage, "looker", 1000, until, 60.0)]
    store.free(stage)
    return found


# ---- the queue --------------------------------------------------------------------------------------------------------------


def test_what_is_grouped_is_put_up_to_be_noted_in_the_order_of_first_sight(store: Store) -> None:
    told(store, "a", "b")
    store.apply([keep("alone", beats=("strait",))])
    assert waiting(store, NOTE) == ["a", "b"]


def test_what_was_noted_is_finished_and_comes_late_without_its_claim(store: Store) -> None:
    told(store, "a")
    (claim,) = store.claim(NOTE, "me", 10, NOW, 60.0)
    assert store.apply([note("a", 1, 3, claim=claim)]).late == 0
    assert waiting(store, NOTE) == []
    told(store, "a", text="Other words.")
    (claim,) = store.claim(NOTE, "me", 10, NOW, 60.0)
    told(store, "a", text="Other words again.")
    assert store.apply([note("a", 1, 4, claim=claim)]).late == 1
    assert waiting(store, NOTE) == ["a"]
    assert [m.day for m in store.noted(["a"])[0].mentions] == [day(3).toordinal()]


def test_all_that_is_in_a_story_or_in_a_beat_can_be_noted_again(store: Store) -> None:
    told(store, "a")
    told(store, "b", beats=("harbour",))
    store.apply([note("a", 1), note("b", 1)])
    assert (store.note_again(["harbour"]), waiting(store, NOTE)) == (1, ["b"])
    assert (store.note_again(), waiting(store, NOTE)) == (2, ["a", "b"])


# ---- timelines ------------------------------------------------------------------------------------------------------------


def test_days_are_spoken_of_by_how_long_before_or_after(store: Store) -> None:
    told(store, "before", "same", "next", "week", "later", "elsewhere")
    told(store, "elsewhere", beats=("harbour",))
    store.apply(
        [
            note("before", 1, 20),
            note("same", 20, 20, 20, 20),
            note("next", 21, 20),
            note("week", 24, 20),
            note("later", 30, 20, 20),
            note("elsewhere", 20, 20),
        ]
    )
    (of,) = store.spoken("strait", day(20), day(20), 7)
    assert (of.soon, of.still, of.after, of.before) == (5, 1, 2, 1)
    assert (of.articles, of.articles_after, of.articles_before, of.reported) == (3, 1, 1, 1)
    assert [s.reported for s in store.spoken("strait", day(21), day(30), 7)] == [1, 1, 1]
    assert store.spoken("nowhere", day(1), day(30), 7) == []


def test_what_tells_of_a_day_is_found_by_its_news_by_when_it_came_out_and_by_what_it_mentions(
    store: Store,
) -> None:
    told(store, "a", "b", "c")
    store.apply([note("a", 5, 4, news=4), note("b", 5, 3, 4), note("c", 2, 4)])
    assert [(n.key, n.mentions[0].day) for n in store.reporting("strait", day(4), 9)] == [
        ("a", day(4).toordinal())
    ]
    assert [n.key for n in store.published("strait", day(5), 9)] == ["a", "b"]
    assert [n.key for n in store.published("strait", day(5), 1)] == ["a"]
    assert [(t.article.key, t.start, t.end) for t in store.telling("strait", day(4), 9)] == [
        ("a", 0, 9),
        ("b", 10, 19),
    ]
    assert [n.key for n in store.sampled("strait", day(1), day(30), 2)] == ["b", "c"]
    assert store.noted_span("strait") == Days(day(2), day(5))
    assert store.noted_span("harbour") is None


def test_a_copy_and_what_is_withdrawn_says_nothing(store: Store) -> None:
    kept = told(store, "a")
    store.apply([note("a", 1, 3)])
    store.apply([Note("a")])
    assert store.noted(["a"]) == []
    store.apply([note("a", 1, 3), replace(kept[0], version=None, withdrawn=True)])
    assert waiting(store, NOTE) == ["a"]


def test_what_bears_on_timelines_is_counted(store: Store) -> None:
    told(store, "a")
    before = store.times_stamp()
    store.apply([note("a", 1, 3)])
    between = store.times_stamp()
    assert before < between
    store.apply([Choose("strait", "ada", NOW, pinned=day(3))])
    assert between < store.times_stamp()


def test_an_editor_titles_strikes_and_pins_and_takes_it_back(store: Store) -> None:
    period = Days(day(1), day(30))
    said = [
        Choose("strait", "ada", NOW, period=period, title="Timeline: a month of gales"),
        Choose("strait", "ada", NOW, struck="A sentence."),
        Choose("strait", "ada", NOW, pinned=day(9)),
    ]
    store.apply(said)
    store.apply(said)
    found = store.timeline_choices("strait")
    assert found.titles == {period: "Timeline: a month of gales"}
    assert (found.struck, found.pinned) == ({"A sentence."}, {day(9)})
    store.apply([replace(said[0], title=None), *(replace(s, undo=True) for s in said[1:])])
    found = store.timeline_choices("strait")
    assert (dict(found.titles), found.struck, found.pinned) == ({}, frozenset(), frozenset())
    with pytest.raises(InputError, match="take back"):
        store.apply([replace(said[2], undo=True)])
    with pytest.raises(InputError, match="no such beat"):
        store.apply([replace(said[2], beat="nowhere")])


def test_a_source_with_an_article_of_the_day_could_be_read(store: Store) -> None:
    told(store, "a", on=3)
    store.apply([note("a", 3)])
    assert [(c.day, c.reached, c.failed, c.read) for c in store.covered("strait", day(1), day(30))] == [
        (day(3), 1, (), ("tide",))
    ]
    assert store.covered("harbour", day(1), day(30)) == []
    assert len(store.covered(None, day(1), day(30))) == 1


# ---- what's ahead ---------------------------------------------------------------------------------------------------------


def test_an_announcement_comes_back_as_it_was_put_with_its_beats(store: Store) -> None:
    told(store, "a", "b", beats=("strait", "harbour"))
    was = Days(day(9), day(9))
    said = (
        announcing("a", 1, 10, stated_by="the line", language="en"),
        announcing("b", 2, 12, 13, act=Act.MOVED, was=was, certainty=Certainty.POSSIBLE),
    )
    entry = announce(store, "k1", *said)
    kept = store.announcement("k1")
    assert kept is not None
    assert (kept.announcement, kept.beats, kept.announced, kept.said) == (
        entry,
        ("harbour", "strait"),
        said,
        None,
    )
    assert store.announcement("k2") is None
    assert [k.announcement.key for k in store.announced_by(["b"])] == ["k1"]


def test_a_list_has_what_touches_its_period_by_first_day_then_precision(store: Store) -> None:
    told(store, "a", "b", "c", "d")
    told(store, "e", beats=("harbour",))
    announce(store, "month", announcing("a", 1, 1, 30, precision=Precision.MONTH))
    announce(store, "day", announcing("b", 1, 1, 1))
    announce(store, "late", announcing("c", 1, 40))
    announce(store, "off", announcing("d", 5, None, act=Act.MOVED))
    announce(store, "other", announcing("e", 1, 2))
    assert [k.announcement.key for k in store.ahead("strait", day(1), day(30))] == ["day", "month"]
    assert [k.announcement.key for k in store.ahead("strait", day(2))] == ["month", "late"]
    assert [k.announcement.key for k in store.ahead(None, day(2), day(2))] == ["month", "other"]
    assert [k.announcement.key for k in store.ahead(None, day(1), limit=1)] == ["day"]
    assert [k.announcement.key for k in store.put_off("strait", day(5))] == ["off"]
    assert store.put_off("strait", day(6)) == []


def test_what_could_be_a_repeat_shares_two_words_and_lies_near(store: Store) -> None:
    told(store, "a", "b", "c")
    announce(store, "near", announcing("a", 1, 10))
    announce(store, "far", announcing("b", 1, 200))
    announce(store, "unlike", announcing("c", 1, 10, stems=("ferry", "gale")))
    days = Days(day(30), day(30))
    assert [k.announcement.key for k in store.could_be(days, ("ferry", "sail", "port"), 9)] == ["near"]
    assert [len(k.announced) for k in store.could_be(days, ("ferry", "sail"), 9)] == [1]
    assert store.could_be(days, ("ferry",), 9) == []
    assert store.could_be(days, ("ferry", "sail"), 9, but={"near"}) == []


def test_what_an_article_no_more_announces_is_in_no_list(store: Store) -> None:
    told(store, "a")
    announce(store, "k", announcing("a", 1, 10))
    store.apply([note("a", 1)])
    assert store.ahead("strait", day(1)) == []
    kept = store.announcement("k")
    assert kept is not None
    assert kept.announced == ()
    assert store.could_be(Days(day(10), day(10)), ("ferry", "sail"), 9) == []


def test_it_is_due_the_day_after_and_again_as_asked(store: Store) -> None:
    told(store, "a")
    entry = announce(store, "k", announcing("a", 1, 10))

    def at(n: int) -> datetime:
        return datetime(2026, 11, n, tzinfo=UTC)

    assert waiting(store, SETTLE, at(10)) == []
    assert waiting(store, SETTLE, at(11)) == ["k"]
    (claim,) = store.claim(SETTLE, "me", 9, at(11), 60.0)
    settled = replace(entry, settled=Settled(Fate.NOT_CONFIRMED, "why"), sequence=1)
    assert store.apply([Settle(settled, at(14), claim)]).late == 0
    kept = store.announcement("k")
    assert kept is not None
    assert kept.announcement == settled
    assert (waiting(store, SETTLE, at(13)), waiting(store, SETTLE, at(14))) == ([], ["k"])
    told(store, "b")
    store.apply([note("b", 9), note("b", 40)])
    assert waiting(store, SETTLE, at(12)) == []
    store.apply([note("b", 12)])
    assert waiting(store, SETTLE, at(12)) == ["k"]
    store.apply([Settle(replace(settled, settled=Settled(Fate.HAPPENED)), None)])
    store.apply([note("b", 12)])
    assert waiting(store, SETTLE) == []


def test_what_an_editor_says_while_articles_are_noted_holds_when_they_are_kept(store: Store) -> None:
    told(store, "a", "b")
    one = announcing("a", 1, 10)
    announce(store, "k", one)
    announce(store, "l", announcing("b", 1, 11))
    store.apply([Correct("k", "ada", NOW, fate=Fate.CANCELLED)])
    (claim,) = store.claim(SETTLE, "me", 9, datetime(2026, 11, 1, tzinfo=UTC), 60.0)
    kept = store.announcement("k")
    assert kept is not None
    store.apply([Settle(kept.announcement, None, claim)])
    again = note("a", 1, announced=(NotedAnnouncing(one, "k"),), announcements=(standing("k", one),))
    store.apply([again])
    assert waiting(store, SETTLE, datetime(2026, 11, 1, tzinfo=UTC)) == ["k"]
    store.apply([SameAnnouncement("k", "l", "ada", NOW)])
    before = store.announcement("l")
    store.apply([again])
    after = store.announcement("l")
    assert before is not None
    assert after is not None
    assert (after.announcement, after.announced) == (before.announcement, before.announced)
    assert {one.span.article for one in after.announced} == {"a", "b"}


@pytest.mark.parametrize("days", [Days(date.min, day(2)), Days(day(2), date.max)])
def test_no_editor_names_days_beyond_the_calendar(store: Store, days: Days) -> None:
    told(store, "a")
    announce(store, "k", announcing("a", 1, 10))
    with pytest.raises(InputError, match="1800 to 2199"):
        store.apply([Correct("k", "ada", NOW, days=days)])


def test_an_editors_word_stays_until_it_is_taken_back(store: Store) -> None:
    told(store, "a")
    entry = announce(store, "k", announcing("a", 1, 10))
    said = Correct("k", "ada", NOW, fate=Fate.CANCELLED, why="The line wrote to us.")
    store.apply([said])
    store.apply([Correct("k", "ada", NOW, days=Days(day(11), day(11)))])
    kept = store.announcement("k")
    assert kept is not None
    assert kept.said is not None
    assert (kept.said.fate, kept.said.days) == (Fate.CANCELLED, Days(day(11), day(11)))
    assert kept.announcement.settled == Settled(Fate.CANCELLED, said.why, who="ada")
    assert (kept.announcement.days, kept.announcement.sequence) == (Days(day(11), day(11)), 2)
    store.apply([Correct("k", "ada", NOW, is_none=True)])
    assert store.ahead("strait", day(1)) == []
    store.apply([Correct("k", "ada", NOW, undo=True)])
    kept = store.announcement("k")
    assert kept is not None
    assert (kept.said, kept.announcement.settled.fate) == (None, Fate.AHEAD)
    assert kept.announcement.sequence > entry.sequence
    assert waiting(store, SETTLE, NOW) == ["k"]
    with pytest.raises(InputError, match="taken back"):
        store.apply([Correct("k", "ada", NOW, undo=True)])
    with pytest.raises(InputError, match="no announcement 'x'"):
        store.apply([Correct("x", "ada", NOW, fate=Fate.HAPPENED)])


def test_two_that_are_the_same_are_one_and_the_address_leads_there(store: Store) -> None:
    told(store, "a", "b")
    announce(store, "k1", announcing("a", 1, 10))
    announce(store, "k2", announcing("b", 2, 12))
    store.apply([SameAnnouncement("k2", "k1", "ada", NOW)])
    kept, other = store.announcement("k1"), store.announcement("k2")
    assert kept is not None
    assert other is not None
    assert ([a.span.article for a in kept.announced], other.into) == (["a", "b"], "k1")
    assert waiting(store, SETTLE, NOW) == ["k1"]
    with pytest.raises(InputError, match="same announcement"):
        store.apply([SameAnnouncement("k2", "k1", "ada", NOW)])


def test_reports_have_two_of_the_words_and_came_out_in_time(store: Store) -> None:
    told(store, "a", on=10, text="The ferry Grey Wren sailed from Port Marrow.")
    told(store, "b", on=11, text="The ferry Grey Wren sailed again.")
    told(store, "c", on=10, text="A gale closed the road.")
    told(store, "d", on=30, text="The ferry Grey Wren sailed from Port Marrow.")
    store.apply([note("a", 10), note("b", 11), note("c", 10), note("d", 30)])
    found = store.reports_of(["Wren", "Marrow", "ferry"], day(9), day(20), 9)
    assert [(article.id, story) for article, _, story in found] == [("a", "a"), ("b", "b")]
    assert store.reports_of(["Wren"], day(9), day(20), 9) == []
    assert len(store.reports_of(["Wren", "Marrow", "ferry"], day(9), day(20), 1)) == 1


def test_copies_are_grouped_before_they_are_noted(store: Store) -> None:
    (one,) = told(store, "a")
    copy = keep("copy", text=one.version.text if one.version else "", beats=("strait",))
    store.apply([copy])
    grouped = decided(copy, "a")
    store.apply([replace(grouped, copy=replace(grouped.copy, origin="a", kind=CopyKind.EXACT))])
    assert waiting(store, NOTE) == ["a", "copy"]
    assert store.comparable(["copy"])["copy"].copy.origin == "a"
