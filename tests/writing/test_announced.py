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
