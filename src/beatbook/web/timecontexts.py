"""What the templates of timelines are given (see `contexts`).

Sentences and the passages that they rest on are numbered through the page, in the order in which they are read: sentence 2 is
`#s2`, passage 3 is `#e3`, the event of a day is `#d2020-10-21`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.briefcontexts import PassagePart, StrikePart
from beatbook.web.charts import Drawing
from beatbook.web.contexts import Choice, Link, Page


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A sentence of an event."""

    n: A[int, "its number on the page, from 1"]
    text: A[str, "the sentence, one line"]
    lang: A[str | None, "its language where it differs from the page's"]
    cites: A[
        tuple[Link, ...], "the numbers of the passages that it rests on; the sentence leads to the first"
    ]
    lit: A[str, "classes by which the style sheet lights it with its passages"]
    sources: A[tuple[Link, ...], "who reported it; each leads to the page of its article"]
    dated: A[str, "when that was reported, where it was not on the day; empty otherwise"]
    paper: A[str, "the address of the first article at its source, for paper; empty if it has none"]


@dataclass(frozen=True, slots=True)
class EventPart:
    """An event of a timeline."""

    anchor: A[str, "its place on the page"]
    date: A[str, "its day in words"]
    iso: A[str, "the same for machines"]
    weekday: A[str, "the day of the week"]
    sentences: A[tuple[ToldPart, ...], "what happened, the sentence that tells most first"]
    data: A[tuple[str, ...], "how many articles report it, and how its day is known"]
    story: A[str, "the page of its story; empty if it has none, or it is the one that this page is of"]
    evidence: A[tuple[PassagePart, ...], "what its sentences rest on"]


@dataclass(frozen=True, slots=True)
class BarPart:
    """A bar of a chart as a row of the table behind it: a day, a week, a month or a year."""

    says: A[str, "which one"]
    articles: A[str, "how many articles there are with news of it"]
    mentions: A[str, "how many sentences mention it"]
    coverage: A[str, "how the sources could be read; empty where that is not known of any"]


@dataclass(frozen=True, slots=True)
class ChartPart:
    """How much was said of each day of a period."""

    title: A[str, "what it shows, in one sentence"]
    below: A[str, "what its bars are"]
    drawing: A[Drawing, "the chart"]
    key: A[tuple[tuple[str, str], ...], "what its marks and hatches mean: kind and words"]
    source: A[str, "what is counted"]
    unit: A[str, "what a row of the table is"]
    rows: A[tuple[BarPart, ...], "the table behind it"]
    has_coverage: A[bool, "whether it says how the sources could be read"]


@dataclass(frozen=True, slots=True)
class ZoomPart:
    """The way to other periods."""

    around: A[tuple[Link, ...], "larger periods, the largest first; the newest timeline before all"]
    here: A[str, "the period that is shown"]
    previous: A[Link | None, "the period before it; None where there is no coverage any more"]
    next: A[Link | None, "the period after it, likewise"]
    inside: A[tuple[Choice, ...], "smaller periods; those of which there is no coverage have no address"]


@dataclass(frozen=True, slots=True)
class AskPart:
    """The form that asks for a period."""

    action: A[str, "where it is sent"]
    hidden: A[tuple[tuple[str, str], ...], "what the address says besides"]
    first: A[str, "the first day shown"]
    last: A[str, "the last day shown"]
    events: A[str, "at most how many events; empty if that is left to the matter"]


@dataclass(frozen=True, slots=True)
class TimelineContext:
    """A timeline of a beat, a story, an author or a search."""

    template: ClassVar[str] = "timeline.html"
    page: A[Page, "the frame"]
    of: A[Link, "what it is of"]
    of_lang: A[str | None, "the language of that where it differs from the page's"]
    title: A[str, "what it is called"]
    title_lang: A[str | None, "the language of that where it differs from the page's"]
    deck: A[str, "which period it is of"]
    zoom: A[ZoomPart, "the way to other periods"]
    chart: A[ChartPart | None, "how much was said of each day; None where there is too little to draw"]
    coverage: A[tuple[str, ...], "which sources could be read on which days, in sentences"]
    notes: A[tuple[str, ...], "what is missing, and why"]
    events: A[tuple[EventPart, ...], "the events, by their days"]
    empty: A[tuple[str, ...], "that there are none, and why; empty otherwise"]
    ask: A[AskPart, "the form for another period"]
    follow: A[tuple[Link, ...], "its feeds"]
    data: A[tuple[Link, ...], "the same as data"]
    permanent: A[Link | None, "this period at an address of its own; None where that is this page's"]
    editors: A[str, "the editors' page of it; empty where there is none or it is not open"]


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day that an editor can have in the timeline always."""

    iso: A[str, "the day for machines"]
    says: A[str, "the day in words"]
    pinned: A[bool, "whether it is in it always now"]
    sentences: A[tuple[StrikePart, ...], "what is told of it"]


@dataclass(frozen=True, slots=True)
class EditorsTimelineContext:
    """The editors' page of a beat's timeline of a period."""

    template: ClassVar[str] = "editors_timeline.html"
    page: A[Page, "the frame"]
    of: A[Link, "the beat"]
    of_lang: A[str | None, "the language of its title where it differs from the page's"]
    public: A[Link, "the public page"]
    deck: A[str, "which period it is of"]
    title: A[str, "what it is called now"]
    titled: A[bool, "whether an editor said so"]
    most: A[int, "characters that a title may have"]
    days: A[tuple[DayChoice, ...], "its events, by their days"]
    pinned: A[
        tuple[tuple[str, str], ...],
        "days that are in it always and of which nothing is told: for machines, in words",
    ]
    struck: A[tuple[StrikePart, ...], "sentences that are never in a timeline of the beat"]
    more: A[str, "how many more were struck out; empty if none"]
    said: A[str, "what came of the last form; empty if none was sent"]
    went_wrong: A[bool, "whether nothing came of it"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]
