"""What's ahead as a calendar to subscribe to (iCalendar, RFC 5545). Pure: announcements in, bytes out, the same for the same.

Each is an event of whole days that keeps its UID; when it is moved or called off, its SEQUENCE has grown, and calendars that
have it change theirs. What is only known to a week, month or year spans all of it without taking anybody's time (TRANSPARENT), and says so.
What was put off with no new day named is not in the file. Who reads it in a calendar has no page around it, so the sentence,
who says so and how certain it is are in the description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from beatbook.model import Announcement, Certainty, Days, Fate
from beatbook.web import dates
from beatbook.web.text import line, web_address

PRODUCT = "-//Beatbook//What's ahead//EN"
LONGEST = 90
"""Characters of a summary: about what a calendar shows of it."""
LONGEST_TEXT = 1_000
"""Characters of a sentence or name in a description."""
REFRESH = timedelta(hours=4)
"""How often a calendar is to look again."""
UNDATED = date(2000, 1, 1)
"""Since when a date of the beat's calendar stands, which nobody announced."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar says of itself. `desk` is the desk's own id, by which the UIDs are its own; `page` is the page of
    an announcement, as an address."""

    desk: str
    title: str
    page: Callable[[Announcement], str]
    description: str = ""
    language: str | None = None


def ical(file: CalendarFile, announcements: Iterable[Announcement]) -> bytes:
    """The announcements as a file, by their days."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(line(file.title)))
    if file.description:
        calendar.add("description", line(file.description))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in sorted(announcements, key=lambda a: (a.days or Days(date.max, date.max), a.key)):
        if one.days is not None:
            calendar.add_component(_event(file, one, one.days))
    return bytes(calendar.to_ical())


def _event(file: CalendarFile, one: Announcement, days: Days) -> Event:
    event = Event()
    event.add("uid", line(f"{one.key}@{file.desk}").replace(" ", "-"))
    event.add("dtstamp", datetime.combine(_changed(one), time(), UTC))
    event.add("sequence", one.sequence)
    event.add("dtstart", days.first)
    event.add("dtend", days.last + timedelta(1) if days.last < date.max else days.last)
    event.add("summary", _summary(one, days, file.language))
    event.add("description", _description(one, file))
    event.add("status", _status(one))
    event.add("transp", "OPAQUE" if one.precision.is_dated else "TRANSPARENT")
    event.add("categories", [line(file.title), str(one.certainty)])
    if page := web_address(file.page(one)):
        event.add("url", page)
    return event


def _changed(one: Announcement) -> date:
    """When it last changed, by what is known of it: no clock is asked."""
    announced = [change.said for change in one.trail]
    reported = [c.published.day for c in one.settled.sentences if c.published]
    return max((*announced, *reported), default=UNDATED)


def _status(one: Announcement) -> str:
    if one.settled.fate is Fate.CANCELLED:
        return "CANCELLED"
    is_sure = one.settled.fate is Fate.HAPPENED or one.certainty is Certainty.SCHEDULED
    return "CONFIRMED" if is_sure else "TENTATIVE"


def _said(one: Announcement) -> str:
    return line(one.title or (one.sentences[0].text if one.sentences else "")) or line(one.key)


def _summary(one: Announcement, days: Days, language: str | None) -> str:
    text = _to_word(_said(one), LONGEST)
    return text if one.precision.is_dated else f"{text} ({dates.period(days, language)})"


def _description(one: Announcement, file: CalendarFile) -> str:
    parts = [_to_word(_said(one), LONGEST_TEXT)]
    if one.stated_by:
        parts.append(f"Said by: {_to_word(line(one.stated_by), LONGEST_TEXT)}")
    parts.append(f"Certainty: {one.certainty}")
    was = [change.days for change in one.trail if change.days and change.days != one.days]
    if was:
        parts.append(f"Before: {dates.period(was[-1], file.language)}")
    if one.settled.why:
        parts.append(f"{str(one.settled.fate).capitalize()}: {_to_word(line(one.settled.why), LONGEST_TEXT)}")
    if page := web_address(file.page(one)):
        parts.append(page)
    return "\n".join(parts)


def _to_word(text: str, most: int) -> str:
    """A text cut at the end of a word, with an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    cut = text[:most]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut[:-1]).rstrip(" ,;:–—-") + "…"
