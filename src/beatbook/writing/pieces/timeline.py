"""A timeline as a document: the key events of a period by their days, in cited sentences."""

from __future__ import annotations

from itertools import groupby

from beatbook.model import Days, Document, Timeline
from beatbook.writing.naming import UNTOLD
from beatbook.writing.periods import short_day, short_days
from beatbook.writing.pieces.building import Building, Cite
from beatbook.writing.pieces.labels import month_name, on

SENTENCES = 2
"""Sentences of an event at most."""


def timeline_document(
    timeline: Timeline, beat_title: str, sign: str, cite: Cite, language: str = "en"
) -> Document:
    """The document of a timeline, which `sign` signs."""
    building = Building(cite, language)
    first, last = timeline.first, timeline.last
    year = first.year if first.year == last.year else None
    is_long = (first.year, first.month) != (last.year, last.month)
    month = None
    for day, events in groupby(sorted(timeline.events, key=lambda e: e.day), key=lambda e: e.day):
        told = [c for event in events for c in event.sentences[:SENTENCES]]
        said = list({c.text: c for c in told}.values())
        if not said:
            continue
        if is_long and month != (day.year, day.month):
            month = (day.year, day.month)
            building.heading(month_name(day, year))
        building.day_item(said, on(day, year))
    return building.document(_title(timeline, beat_title), _deck(timeline, sign))


def _title(timeline: Timeline, beat_title: str) -> str:
    """ "Timeline: From the dam breach to the inquiry" """
    if not timeline.events or timeline.title == UNTOLD:
        return f"Timeline: {beat_title}"
    head, mark, rest = timeline.title.partition(": ")
    return f"{head}{mark}{rest[:1].upper()}{rest[1:]}"


def _deck(timeline: Timeline, sign: str) -> str:
    """ "Coastline timeline charts the key events from Oct. 1 - Oct. 31" """
    first, last = timeline.first, timeline.last
    days = [short_day(d) if first.year != last.year else short_days(Days(d, d)) for d in (first, last)]
    when = f"of {days[0]}" if first == last else f"from {days[0]} - {days[1]}"
    return f"{sign} timeline charts the key events {when}" if sign else f"The key events {when}"
