"""What a set of articles says is ahead."""

from __future__ import annotations

from datetime import date

from beatbook.writing.announced import Announced
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from tests.writing.pieces import article

EARS = Ears()
OPENS = "The Deepgate basin in Velm will open to ships on Nov. 20, the port authority said."
MOVED = "The opening of the Deepgate basin in Velm has been postponed from Nov. 20 to Dec. 4, the port authority said."
OFF = "The opening of the Deepgate basin in Velm on Nov. 20 has been called off, the port authority said."
TRIAL = "The trial of Tavo Lesk begins in Mordun in December, the court said."


def announced(*texts: tuple[str, str]) -> Announced:
    found = Announced(EARS)
    for number, (day, text) in enumerate(texts):
        found.add(announcings(article(str(number), text, language="en"), date.fromisoformat(day), EARS))
    return found


def days(found: Announced, as_of: str) -> list[str]:
    return [str(a.days.first) for a in found.ahead(date.fromisoformat(as_of)) if a.days]


def test_what_is_ahead_by_its_days_each_once() -> None:
    found = announced(("2020-11-05", TRIAL), ("2020-11-06", OPENS), ("2020-11-07", OPENS))
    first, second = found.ahead(date(2020, 11, 8))
    assert (first.sentences[0].text, first.origins) == (OPENS, 2)
    assert (second.sentences[0].text, second.origins) == (TRIAL, 1)


def test_neither_what_is_past_nor_what_was_not_said_yet() -> None:
    found = announced(("2020-11-05", TRIAL), ("2020-11-18", OPENS))
    assert days(found, "2020-11-10") == ["2020-12-01"]
    assert days(found, "2020-11-20") == ["2020-11-20", "2020-12-01"]
    assert days(found, "2020-11-21") == ["2020-12-01"]
    assert days(found, "2021-01-01") == []


def test_it_stands_where_it_was_moved_to_and_nowhere_once_called_off() -> None:
    moved = announced(("2020-11-05", OPENS), ("2020-11-10", MOVED))
    assert days(moved, "2020-11-09") == ["2020-11-20"]
    assert days(moved, "2020-11-10") == ["2020-12-04"]
    assert days(announced(("2020-11-05", OPENS), ("2020-11-10", OFF)), "2020-11-10") == []


def test_the_order_of_adding_does_not_matter() -> None:
    one = announced(("2020-11-05", OPENS), ("2020-11-10", MOVED))
    other = Announced(EARS)
    for number, (day, text) in reversed(list(enumerate((("2020-11-05", OPENS), ("2020-11-10", MOVED))))):
        other.add(announcings(article(str(number), text, language="en"), date.fromisoformat(day), EARS))
    assert one.ahead(date(2020, 11, 12)) == other.ahead(date(2020, 11, 12))


KEPT = "The pier of Mordun will not close on Nov. 20, the works department said, weeks after announcing that it would."
CLOSES = "The pier of Mordun will close on Nov. 20, the works department said."


def test_what_is_denied_is_called_off_and_nothing_by_itself() -> None:
    assert days(announced(("2020-11-05", CLOSES)), "2020-11-10") == ["2020-11-20"]
    for denial in (
        KEPT,
        "The pier of Mordun won't be closed on Nov. 20.",
        "On Nov. 20 the pier will not close.",
    ):
        assert days(announced(("2020-11-05", CLOSES), ("2020-11-08", denial)), "2020-11-10") == []
        assert announced(("2020-11-08", denial)).joined(date(2020, 11, 10)) == {}


def test_a_denial_is_of_that_deed_on_that_day_and_comes_after() -> None:
    for denial in (
        "The café of Mordun will not close on Nov. 20.",
        "The pier of Mordun will not close on Nov. 27.",
        "The pier of Mordun will not be painted on Nov. 20.",
        "The pier of Mordun will not close on Nov. 20 but on Nov. 27.",
        "The pier of Mordun will not close on Nov. 20 if the council pays.",
        "We will not close the pier of Mordun on Nov. 20.",
    ):
        assert days(announced(("2020-11-05", CLOSES), ("2020-11-08", denial)), "2020-11-10") == ["2020-11-20"]
    assert days(announced(("2020-11-04", KEPT), ("2020-11-05", CLOSES)), "2020-11-10") == ["2020-11-20"]


def test_a_denial_of_days_that_it_was_moved_from_calls_nothing_off() -> None:
    later = "The closing of the pier of Mordun has been postponed from Nov. 20 to Dec. 4, the works department said."
    found = announced(("2020-11-05", CLOSES), ("2020-11-07", later), ("2020-11-08", KEPT))
    assert days(found, "2020-11-10") == ["2020-12-04"]


def test_a_denial_in_korean() -> None:
    found = Announced(EARS)
    texts = ("미역 축제가 20일 해송 광장에서 개막된다.", "미역 축제는 20일 해송 광장에서 개막하지 않는다.")
    for number, text in enumerate(texts):
        found.add(announcings(article(str(number), text, language="ko"), date(2020, 11, 5 + number), EARS))
        assert len(found.ahead(date(2020, 11, 5 + number))) == 1 - number
