"""What's ahead as a calendar: read back with the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as IcalEvent

from beatbook.model import (
    Act,
    Announcement,
    Certainty,
    Change,
    Cited,
    Days,
    Fate,
    Moment,
    Precision,
    Settled,
    Span,
)
from beatbook.web.ical import LONGEST, CalendarFile, ical

SPAN = Span("a", 0, 9)
TENTH = Days(date(2020, 11, 10), date(2020, 11, 10))
FILE = CalendarFile("desk-1", "Harbour", lambda a: f"https://desk.example/ahead/{a.key}/", language="en")
VOTE = Announcement(
    "k1",
    TENTH,
    Precision.DAY,
    Certainty.SCHEDULED,
    (Cited("The council votes on the ferry on Nov. 10.", (SPAN,), published=Moment(date(2020, 11, 1))),),
    "mayor Ida Korhonen",
    trail=(Change(date(2020, 11, 1), Act.ANNOUNCED, TENTH, Precision.DAY, Certainty.SCHEDULED, SPAN),),
)


def read(*announcements: Announcement, file: CalendarFile = FILE) -> list[IcalEvent]:
    return list(Calendar.from_ical(ical(file, announcements)).walk("VEVENT"))


def test_an_event_of_one_day() -> None:
    (event,) = read(VOTE)
    assert (event.start, event.end) == (date(2020, 11, 10), date(2020, 11, 11))
    assert event["UID"] == "k1@desk-1"
    assert event["SEQUENCE"] == 0
    assert event["DTSTAMP"].dt == datetime(2020, 11, 1, tzinfo=UTC)
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert event["SUMMARY"] == "The council votes on the ferry on Nov. 10."
    assert event["URL"] == "https://desk.example/ahead/k1/"
    assert event.categories == ["Harbour", "scheduled"]
    assert event["DESCRIPTION"].split("\n") == [
        "The council votes on the ferry on Nov. 10.",
        "Said by: mayor Ida Korhonen",
        "Certainty: scheduled",
        "https://desk.example/ahead/k1/",
    ]


def test_the_file_is_as_the_standard_has_it() -> None:
    body = ical(FILE, [VOTE])
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20201110\r\n" in body
    assert all(len(row) <= 75 for row in body.split(b"\r\n"))
    assert body == ical(FILE, [VOTE])
    other = replace(VOTE, key="k0")
    assert ical(FILE, [VOTE, other]) == ical(FILE, [other, VOTE])
    assert read() == []


@pytest.mark.parametrize(
    ("precision", "first", "last", "said"),
    [
        (Precision.MONTH, "2020-11-01", "2020-11-30", "November 2020"),
        (Precision.YEAR, "2020-01-01", "2020-12-31", "2020"),
        (Precision.WEEK, "2020-11-02", "2020-11-08", "Nov 2\u2009–\u20098, 2020"),
        (Precision.QUARTER, "2020-10-01", "2020-12-31", "4th quarter 2020"),
        (Precision.YEAR, "9999-01-01", "9999-12-31", "9999"),
    ],
)
def test_what_is_not_known_to_the_day_says_so_and_takes_no_time(
    precision: Precision, first: str, last: str, said: str
) -> None:
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    (event,) = read(replace(VOTE, days=days, precision=precision))
    assert event["SUMMARY"] == f"The council votes on the ferry on Nov. 10. ({said})"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.start == days.first


def test_status_and_what_became_of_it() -> None:
    moved = replace(
        VOTE,
        days=Days(date(2020, 11, 17), date(2020, 11, 17)),
        certainty=Certainty.EXPECTED,
        sequence=1,
        trail=(*VOTE.trail, replace(VOTE.trail[0], said=date(2020, 11, 8), act=Act.MOVED)),
    )
    (event,) = read(moved)
    assert (event["STATUS"], event["SEQUENCE"]) == ("TENTATIVE", 1)
    assert event["DTSTAMP"].dt.date() == date(2020, 11, 8)
    assert "Before: November 10, 2020" in event["DESCRIPTION"]
    (off,) = read(replace(VOTE, settled=Settled(Fate.CANCELLED, "called off")))
    assert off["STATUS"] == "CANCELLED"
    assert "Cancelled: called off" in off["DESCRIPTION"]
    (done,) = read(replace(moved, settled=Settled(Fate.HAPPENED, "reported")))
    assert done["STATUS"] == "CONFIRMED"
    assert read(replace(VOTE, days=None, settled=Settled(Fate.POSTPONED))) == []


def test_a_date_of_the_beats_calendar_has_its_title() -> None:
    (event,) = read(replace(VOTE, title="Harbour day", sentences=(), trail=(), stated_by=None))
    assert event["SUMMARY"] == "Harbour day"
    assert event["DTSTAMP"].dt.date() == date(2000, 1, 1)


def test_a_long_sentence_is_cut_at_a_word() -> None:
    (event,) = read(replace(VOTE, sentences=(Cited("council " * 40 + "votes.", (SPAN,)),)))
    assert event["SUMMARY"].endswith("council…")
    assert len(event["SUMMARY"]) <= LONGEST
    (unbroken,) = read(replace(VOTE, sentences=(Cited("한" * 400, (SPAN,)),)))
    assert len(unbroken["SUMMARY"]) == LONGEST


HOSTILE = st.text() | st.sampled_from(
    [
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
        "x\nATTACH:http://evil.example",
        "\x1f",
        "\x00\x07\u2028\u202eabc\ud800",
        "\\n\\,;:\"^'",
        "a" * 10_000,
        "é" * 5_000,
    ]
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_the_file(text: str, who: str, why: str, title: str) -> None:
    one = replace(
        VOTE, key=text, sentences=(Cited(text, (SPAN,)),), stated_by=who, settled=Settled(Fate.HAPPENED, why)
    )
    file = CalendarFile("desk-1", title, lambda a: f"https://desk.example/{a.key}", title, "en")
    body = ical(file, [one])
    assert body == ical(file, [one])
    rows = body.split(b"\r\n")
    assert sum(row == b"BEGIN:VEVENT" for row in rows) == 1
    assert not any(row.startswith((b"ATTACH", b"SUMMARY:mine")) for row in rows)
    assert all(len(row) <= 75 for row in rows)
    assert not any(b < 32 and b not in (9, 10, 13) for b in body)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event.start == TENTH.first
