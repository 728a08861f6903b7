"""A made-up matter over some weeks: a dam breaks, people are moved, a minister goes, the valley road opens later than planned."""

from __future__ import annotations

from collections.abc import Sequence

from beatbook.filing.scratch import Held, Texts
from beatbook.model import Article, Event
from beatbook.work.timelines import Timelines
from beatbook.writing.candidates import Ears
from tests.writing.pieces import article

EARS = Ears()

BREACH = (
    article("b1", "KELMOOR (Coastline) — The Arrow Dam above Kelmoor broke on Tuesday and flooded 300 houses in the lower town, the county said.\n\n"
            "Nine people died when the Arrow Dam broke, the county said.", published="2025-03-04"),
    article("b2", "The Arrow Dam broke yesterday after a week of rain, and the flood carried away the bridge at Kelmoor.\n\n"
            "Engineers had warned of cracks in the Arrow Dam for years, the water board said.", published="2025-03-05"),
    article("b3", "Divers searched the flooded cellars of Kelmoor for a third day.\n\n"
            "The Arrow Dam broke on March 4 and killed nine people in Kelmoor.", published="2025-03-07"),
)  # fmt: skip
RESIGNED = (
    article("r1", "Water minister Odile Brandt resigned on Wednesday over the inspections of the Arrow Dam.\n\n"
            "Brandt told parliament that she had not read the inspectors' report on the dam.", published="2025-03-12"),
    article("r2", "Odile Brandt resigned as water minister on Wednesday after the inspectors' report on the Arrow Dam became known.",
            published="2025-03-13"),
    article("r3", "Parliament elected Jonas Pell to lead the water ministry, from which Odile Brandt resigned on March 12.\n\n"
            "Pell promised an inquiry into all dams of the county.", published="2025-03-18"),
)  # fmt: skip
MOVED = (
    article("m1", "The valley road to Kelmoor will open again on March 20, the county said.", published="2025-03-10"),
    article("m2", "The opening of the valley road to Kelmoor was moved from March 20 to March 27 because a slope slid, the county said.",
            published="2025-03-17"),
    article("m3", "The valley road to Kelmoor opened on Thursday, a week late, and the first buses reached the lower town.\n\n"
            "The county paid 4 million crowns for the valley road.", published="2025-03-27"),
    article("m4", "Traders in Kelmoor sold out on the first days after the valley road opened on March 27.", published="2025-03-30"),
)  # fmt: skip
ECHO = (
    article("e1", "The Arrow Dam above Kelmoor broke on March 4 and flooded 300 houses in the lower town.", published="2025-03-22"),
)  # fmt: skip
ANNIVERSARY = (
    article("y1", "Bells rang in Kelmoor for the nine people who died when the Arrow Dam broke on March 4, 2025.", published="2026-03-03"),
    article("y2", "Kelmoor has a new bridge a year after the Arrow Dam broke on March 4 of last year.", published="2026-03-06"),
)  # fmt: skip


def timelines(articles: Sequence[Article], query: str = "", stories: Sequence[str | None] = ()) -> Timelines:
    found = Timelines(Texts(Held()), query.split(), EARS)
    for number, each in enumerate(articles):
        found.add(each, stories[number] if stories else None)
    return found


def days(events: Sequence[Event]) -> list[str]:
    return [event.day.isoformat() for event in events]


def said(events: Sequence[Event]) -> str:
    return " ".join(cited.text for event in events for cited in event.sentences)
