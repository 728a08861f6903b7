"""A beat's calendar, and what of it is ahead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.errors import BeatError
from beatbook.filing.calendarfile import occurrences, ordinal, parse_calendar, read_calendar
from beatbook.model import Certainty, Fate, Precision
from beatbook.read.when.feasts import NAMES

YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def told(on: str, more: str = "", first: date = YEAR[0], last: date = YEAR[1]) -> list[tuple[str, str, str]]:
    """Key, first day and title of what a date comes to."""
    dates = parse_calendar(f'[[date]]\ntitle = "Harbour day"\non = {on}\n{more}', "c.toml")
    return [
        (
            a.key.removeprefix("calendar-harbour-day-"),
            a.days.first.isoformat() if a.days else "",
            a.title or "",
        )
        for a in occurrences(dates, first, last)
    ]


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ('"10-10"', "2020-10-10"),
        ('"2020-11-03"', "2020-11-03"),
        ("2020-11-03", "2020-11-03"),
        ('"second Tuesday of March"', "2020-03-10"),
        ('"Last  friday in May"', "2020-05-29"),
        ('"first Sunday of November"', "2020-11-01"),
        ('"04"', "2020-04-01"),
        ('"Lunar New Year"', "2020-01-25"),
        ('"chuseok"', "2020-10-01"),
        ('"02-29"', "2020-02-29"),
    ],
)
def test_when_it_is(on: str, day: str) -> None:
    ((key, found, title),) = told(on)
    assert (key[:4], found, title) == ("2020", day, "Harbour day")


def test_what_an_occurrence_is() -> None:
    (one,) = occurrences(parse_calendar('[[date]]\ntitle = "Harbour day"\non = "04"', "c.toml"), *YEAR)
    assert (one.key, one.precision, one.certainty) == (
        "calendar-harbour-day-2020",
        Precision.MONTH,
        Certainty.SCHEDULED,
    )
    assert one.days is not None
    assert one.days.last == date(2020, 4, 30)
    assert (one.settled.fate, one.origins, one.sequence, one.sentences) == (Fate.AHEAD, 0, 0, ())


def test_anniversaries_are_counted_within_their_years() -> None:
    more = "since = 1945\nuntil = 2021"
    last = date(2023, 1, 1)
    assert told('"10-10"', more, last=last) == [
        ("2020", "2020-10-10", "Harbour day (75th anniversary)"),
        ("2021", "2021-10-10", "Harbour day (76th anniversary)"),
    ]
    assert told('"10-10"', "since = 2020") == [("2020", "2020-10-10", "Harbour day")]
    assert told('"10-10"', "since = 2021") == []
    assert [
        ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112, 123)
    ] == "1st 2nd 3rd 4th 11th 12th 13th 21st 112th 123rd".split()


def test_every_month_has_its_own_key() -> None:
    found = told('"last Friday of every month"', "since = 2019", last=date(2020, 3, 31))
    assert found == [
        ("2020-01", "2020-01-31", "Harbour day"),
        ("2020-02", "2020-02-28", "Harbour day"),
        ("2020-03", "2020-03-27", "Harbour day"),
    ]


def test_what_lasts_is_ahead_until_it_is_over() -> None:
    new_year = date(2020, 1, 1)
    assert told('"12-30"', "days = 4", new_year, new_year) == [("2019", "2019-12-30", "Harbour day")]
    assert told('"12-30"', "days = 2", new_year, new_year) == []
    assert told('"12-30"', "days = 4", date(9999, 12, 31), date.max)[0][1] == "9999-12-30"


def test_several_are_in_order_of_their_days() -> None:
    text = '[[date]]\ntitle = "B"\non = "06-01"\n[[date]]\ntitle = "해방 기념일"\non = "08-15"\n[[date]]\ntitle = "A"\non = "06-01"'
    found = occurrences(parse_calendar(text, "c.toml"), *YEAR)
    assert [a.title for a in found] == ["A", "B", "해방 기념일"]
    assert found[2].key.isascii()
    assert parse_calendar("", "c.toml") == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("date = 3", "'date' must be [[date]] tables, not a number"),
        ("date = [3]", "date 1: must be a [[date]] table, not a number"),
        ("[[dates]]", "unknown key 'dates' (did you mean 'date'?)"),
        ('[[date]]\ntitle = "A"\non = "10-10"\nwhen = 3', "date 1: unknown key 'when'"),
        ('[[date]]\non = "10-10"', "date 1: 'title' is missing"),
        ('[[date]]\ntitle = "A"', "date 1: 'on' is missing"),
        ('[[date]]\ntitle = "A"\non = 10', "'on' must be a text in quotes, not a number"),
        ('[[date]]\ntitle = "A"\non = "02-30"', "there is no day '02-30'"),
        ('[[date]]\ntitle = "A"\non = "2021-02-29"', "there is no day '2021-02-29'"),
        ('[[date]]\ntitle = "A"\non = "lunar newyear"', "did you mean 'lunar new year'?"),
        ('[[date]]\ntitle = "A"\non = "fifth Tuesday of March"', "'on' must be a day as '10-10'"),
        ('[[date]]\ntitle = "A"\non = "10-10"\ndays = 0', "'days' must be from 1 to 366, not 0"),
        (f'[[date]]\ntitle = "A"\non = "10-10"\nsince = 0x{"f" * 9000}', "'since' must be from 1 to 9999"),
        ('[[date]]\ntitle = "A"\non = "04"\ndays = 2', "'days' is for what has a first day"),
        (
            '[[date]]\ntitle = "A"\non = "10-10"\nsince = true',
            "'since' must be a whole number, not true or false",
        ),
        (
            '[[date]]\ntitle = "A"\non = "10-10"\nsince = 2020\nuntil = 2019',
            "'since' (2020) is after 'until' (2019)",
        ),
        ('[[date]]\ntitle = "A"\non = "2020-10-10"\nsince = 2020', "are for what comes again"),
        (
            '[[date]]\ntitle = "A"\non = "10-10"\n[[date]]\ntitle = "a"\non = "10-11"',
            "date 2: a second date 'a'",
        ),
        ('[[date]]\ntitle = "' + "A" * 300 + '"\non = "10-10"', "'title' has more than 200 characters"),
        ("[[date]", "not TOML: "),
    ],
)
def test_what_is_wrong_is_named_with_its_file(text: str, what: str) -> None:
    with pytest.raises(BeatError) as error:
        parse_calendar(text, "calendars/harbour.toml")
    assert str(error.value).startswith("calendars/harbour.toml: ")
    assert what in str(error.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text('\ufeff[[date]]\r\ntitle = "A"\r\non = "10-10"\r\nnote = "at ten"', encoding="utf-8")
    assert read_calendar(path)[0].note == "at ten"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(BeatError, match="not UTF-8"):
        read_calendar(path)
    with pytest.raises(BeatError, match=r"gone\.toml"):
        read_calendar(tmp_path / "gone.toml")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_feast_can_be_named(name: str) -> None:
    assert len(told(f'"{name}"')) <= 1


@given(st.text(max_size=60), st.text(max_size=30))
def test_nothing_that_is_written_breaks_it(title: str, on: str) -> None:
    quoted = [
        text.encode("unicode_escape").decode().replace("\\x", "\\u00").replace('"', "'")
        for text in (title, on)
    ]
    try:
        dates = parse_calendar(f'[[date]]\ntitle = "{quoted[0]}"\non = "{quoted[1]}"', "c.toml")
    except BeatError:
        return
    keys = [a.key for a in occurrences(dates, *YEAR)]
    assert len(set(keys)) == len(keys)
