"""Timelines: which days, told once, from reports, with their evidence."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.errors import InputError
from beatbook.model import Cited, DayFrom, Event
from beatbook.writing import naming
from tests.writing.dam import ANNIVERSARY, BREACH, ECHO, MOVED, RESIGNED, days, said, timelines
from tests.writing.pieces import article

ALL = (*BREACH, *RESIGNED, *MOVED, *ECHO)
MARCH = (date(2025, 3, 1), date(2025, 3, 31))


def test_an_event_reported_on_three_days_under_three_datings_is_one_of_the_day_it_happened() -> None:
    (event,) = timelines(BREACH).written(*MARCH, events=1)
    assert (event.day, event.day_from) == (date(2025, 3, 4), DayFrom.STATED)
    assert "broke" in event.sentences[0].text
    assert event.origins >= 2


def test_the_main_events_are_found_and_each_is_stated_once() -> None:
    events = timelines(ALL).written(*MARCH, events=3, sentences=1)
    assert days(events) == ["2025-03-04", "2025-03-12", "2025-03-27"]
    assert ["broke" in e.sentences[0].text for e in events] == [True, False, False]
    assert "resigned" in events[1].sentences[0].text
    assert "opened" in events[2].sentences[0].text


def test_a_quiet_day_is_not_filled_with_an_echo() -> None:
    events = timelines((*BREACH, *ECHO)).written(*MARCH, events=31, sentences=1)
    assert "2025-03-22" not in days(events)
    assert said(events).count("300 houses") <= 1


def test_a_day_for_which_something_was_only_planned_is_no_event() -> None:
    events = timelines(MOVED).written(*MARCH, events=31)
    assert "2025-03-20" not in days(events)
    assert "2025-03-27" in days(events)


def test_an_anniversary_tells_of_the_day_that_it_remembers() -> None:
    chronicle = timelines((*BREACH, *ANNIVERSARY))
    assert days(chronicle.written(date(2025, 1, 1), date(2026, 12, 31), events=1)) == ["2025-03-04"]
    assert "2026-03-04" not in days(chronicle.written(date(2026, 1, 1), date(2026, 12, 31), events=31))


def test_a_day_in_a_name_is_no_mention_of_the_day() -> None:
    named = [
        article(
            str(day),
            f"Deputies debated the June 15 declaration in the town hall, point {day}.",
            published=f"2025-06-{day:02}",
        )
        for day in (16, 17, 18, 19)
    ]
    assert "2025-06-15" not in days(timelines(named).written(events=9))


def test_articles_outside_the_period_count_as_mentions() -> None:
    later = (BREACH[2], ECHO[0])
    (event,) = timelines(later).written(date(2025, 3, 1), date(2025, 3, 5), events=5, sentences=1)
    assert event.day == date(2025, 3, 4)
    assert event.sentences[0].spans[0].article in ("b3", "e1")


def test_every_sentence_is_what_its_span_says_and_can_stand_alone() -> None:
    texts = {a.id: a.version.text for a in ALL}
    events = timelines(ALL).written(*MARCH, events=31, sentences=3)
    assert events
    for cited in (cited for event in events for cited in event.sentences):
        (span,) = cited.spans
        assert texts[span.article][span.start : span.end] == cited.text
    assert "KELMOOR (" not in said(events)


def test_a_question_chooses_among_matters() -> None:
    other = article(
        "f",
        "The ferry Grey Heron ran aground off Port Marrow on Tuesday with 142 people on board.",
        published="2025-03-18",
    )
    assert days(timelines((*BREACH, other), "ferry").written(*MARCH, events=5)) == ["2025-03-18"]
    assert "Heron" not in said(timelines((*BREACH, other), "dam").written(*MARCH, events=5))


def test_the_number_of_events_is_asked_for_or_what_the_matter_deserves() -> None:
    assert len(timelines(ALL).written(*MARCH, events=2)) == 2
    assert {"2025-03-04", "2025-03-12"} <= set(days(timelines(ALL).written(*MARCH)))
    assert timelines(()).written(*MARCH) == []


def test_the_story_and_the_origins_are_those_of_what_is_quoted() -> None:
    (event,) = timelines(BREACH, stories=("s1", "s1", None)).written(*MARCH, events=1)
    assert event.story == "s1"


def test_where_no_day_is_named_the_event_is_of_the_day_it_was_reported() -> None:
    plain = article(
        "p", "The county council of Kelmoor has elected Ida Korhonen as its chair.", published="2025-03-09"
    )
    (event,) = timelines((plain,)).written()
    assert (event.day, event.day_from) == (date(2025, 3, 9), DayFrom.REPORTED)


def test_the_order_of_the_lines_changes_no_day() -> None:
    assert days(timelines(ALL).written(*MARCH, events=3)) == days(
        timelines(ALL[::-1]).written(*MARCH, events=3)
    )


def test_an_article_without_a_day_is_refused() -> None:
    with pytest.raises(InputError, match="published"):
        timelines((article("x", "The dam broke on Tuesday."),))


def event(day: str, score: float, name: str | None) -> Event:
    return Event(date.fromisoformat(day), score, (Cited("x", ()),), DayFrom.STATED, name)


def test_a_title_goes_from_the_first_main_event_to_the_last() -> None:
    events = [
        event("2025-03-01", 0.5, "the warning"),
        event("2025-03-04", 4.0, "the Arrow Dam"),
        event("2025-03-12", 3.0, None),
        event("2025-03-20", 0.2, "the slope"),
    ]
    assert naming.title(events) == "Timeline: from the Arrow Dam to March 12, 2025"
    assert naming.title(events[1:2]) == "Timeline: the Arrow Dam"
    assert naming.title(()) == naming.UNTOLD


def test_an_event_is_called_what_several_call_it() -> None:
    told = ["The valley road to Kelmoor opened.", "Buses use the valley road again.", "The first bus came."]
    assert naming.name(told) == "the valley road"
    assert naming.name(["The mayor spoke.", "The rain fell."]) is None
    assert naming.name(["The Water Board met.", "Members of the Water Board were paid."]) is None
