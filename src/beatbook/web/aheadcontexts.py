"""What the templates of what's ahead are given (see `contexts`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from beatbook.web.briefcontexts import PassagePart, SentencePart
from beatbook.web.contexts import Link, Option, Page, Said


@dataclass(frozen=True, slots=True)
class StepPart:
    """A step of an announcement's trail."""

    before: A[str, "what stands before the day on which it was said"]
    said: A[Link, "that day; leads to the article, or to its words on the same page"]
    after: A[str, "what was said that day: the days it was put on, that it was put off or called off"]
    iso: A[str, "the day for machines"]


@dataclass(frozen=True, slots=True)
class FatePart:
    """What became of an announcement."""

    word: A[str, "happened, postponed, …"]
    why: A[str, "the rule that says so, in words"]
    report: A[Said | None, "the sentence that reports it"]
    story: A[Link | None, "the story that the report is of, or the article where that is not known"]
    by: A[str, "that an editor said so; empty where it was a rule"]
    done: A[bool, "whether it happened"]


@dataclass(frozen=True, slots=True)
class EntryPart:
    """An announcement, or a date of the beat's calendar, in a list."""

    text: A[Said, "the sentence that announces it; of a date of the calendar its title"]
    url: A[str, "its own page; empty for a date of the calendar"]
    facts: A[tuple[str, ...], "how certain it is, who says so, how many articles announce it"]
    cites: A[tuple[Link, ...], "the article that the sentence stands in, by its source; empty if it is gone"]
    trail: A[tuple[StepPart, ...], "where it was put and when, if it was moved; else empty"]
    fate: A[FatePart | None, "what became of it; None while it is ahead"]


@dataclass(frozen=True, slots=True)
class RowPart:
    """What stands on the same days."""

    label: A[str, "the days, as short as the section allows"]
    iso: A[str, "the same for machines; empty where there is no day"]
    entries: A[tuple[EntryPart, ...], "the announcements"]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A week, a month, a quarter or a year of what's ahead."""

    heading: A[str, "which"]
    says: A[str, "from when to when; empty where the heading says it"]
    rows: A[tuple[RowPart, ...], "its days in order, what has none at the end"]


@dataclass(frozen=True, slots=True)
class PastPart:
    """A month's list and what became of it, in short."""

    month: A[Link, "the month, and its page"]
    says: A[str, "how many announcements there were, and what became of them"]
    entries: A[tuple[EntryPart, ...], "the first of them"]


@dataclass(frozen=True, slots=True)
class AheadContext:
    """What's ahead in a beat."""

    template: ClassVar[str] = "ahead.html"
    page: A[Page, "the frame"]
    title: A[str, "the beat's title"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    says: A[str, "what the page is, and as of which day"]
    sections: A[tuple[SectionPart, ...], "what is ahead, the nearest first"]
    off: A[tuple[EntryPart, ...], "what was put off with no new day, or called off, the last first"]
    empty: A[str, "what to say if there is nothing; empty otherwise"]
    wrong: A[str, "that the beat's calendar cannot be used, and why if an editor asks; empty otherwise"]
    more: A[Link | None, "where the list goes on; None where this is all"]
    past: A[PastPart | None, "last month's list; None if nothing had been announced for it"]
    follow: A[tuple[Link, ...], "the list as feeds"]
    calendar: A[tuple[Link, ...], "the list as a calendar: to subscribe to, and as a file"]


@dataclass(frozen=True, slots=True)
class AheadMonthContext:
    """What had been announced for a month, and what became of it."""

    template: ClassVar[str] = "ahead_month.html"
    page: A[Page, "the frame"]
    title: A[str, "the beat's title"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    month: A[str, "the month"]
    says: A[str, "how many announcements there were, and what became of them; empty if none"]
    rows: A[tuple[RowPart, ...], "the announcements by day, what had none at the end"]
    empty: A[str, "what to say if there is nothing; empty otherwise"]
    means: A[tuple[tuple[str, str], ...], "what the words for what became of it mean"]
    previous: A[Link | None, "the month before"]
    next: A[Link | None, "the month after"]
    ahead: A[Link, "what's ahead now"]


@dataclass(frozen=True, slots=True)
class AnnouncementContext:
    """One announcement with all that was said of it."""

    template: ClassVar[str] = "announcement.html"
    page: A[Page, "the frame"]
    beats: A[tuple[Link, ...], "what's ahead in the beats that it is filed under"]
    when: A[str, "its days in words, or that it has none"]
    iso: A[str, "the same for machines; empty where it has none"]
    denied: A[str, "that an editor said that it is no announcement; empty otherwise"]
    sentences: A[tuple[SentencePart, ...], "the sentences that announce it, the best first"]
    facts: A[tuple[str, ...], "how certain it is, who says so, how many articles announce it"]
    fate: A[FatePart | None, "what became of it; None while it is ahead"]
    reports: A[tuple[SentencePart, ...], "the sentences that report what became of it"]
    trail: A[tuple[StepPart, ...], "where it was put and when; empty where it was said once"]
    evidence: A[tuple[PassagePart, ...], "the words of the articles that announced or reported it"]
    more: A[str, "how many more articles announce it; empty if none"]
    corrected: A[str, "that an editor corrected its days; empty otherwise"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class EditorsAnnouncementContext:
    """The editors' page of an announcement."""

    template: ClassVar[str] = "editors_announcement.html"
    page: A[Page, "the frame"]
    entry: A[EntryPart, "the announcement as lists show it"]
    when: A[str, "its days in words, or that it has none"]
    key: A[str, "its key, as commands take it"]
    public: A[Link, "its public page"]
    corrections: A[tuple[str, ...], "what an editor said of it; empty if nothing"]
    is_none: A[bool, "whether an editor said that it is none"]
    fates: A[tuple[Option, ...], "what may have become of it"]
    first: A[str, "its first day, for the form"]
    last: A[str, "its last day, for the form"]
    near: A[tuple[Option, ...], "announcements that it could be the same as"]
    said: A[str, "what came of a form; empty if none was sent"]
    went_wrong: A[bool, "whether nothing came of it"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]
