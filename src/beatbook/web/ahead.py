"""What pages and feeds show of what's ahead: announcements by week and month, where each was put and when, and what became of it.

A date counts to the month in which its last day falls, so that each has one list in which what became of it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from beatbook import periods
from beatbook.model import Act, Announcement, Change, Cited, Days, Fate, Precision, Span
from beatbook.store.rows import Listed
from beatbook.store.times import KeptAnnouncement
from beatbook.web import dates
from beatbook.web.aheadcontexts import EntryPart, FatePart, RowPart, SectionPart, StepPart
from beatbook.web.contexts import Link, Said
from beatbook.web.site import Site
from beatbook.web.text import line

WEEK = timedelta(days=7)

MOVED = timedelta(days=400)
"""How far from a month what was put there may stand now, to be found as having been moved from there."""

MOST = 5_000
"""Announcements that are looked at for a list."""

OFF = (Fate.POSTPONED, Fate.CANCELLED)
"""What may have become of what has no days any more."""

FATES = (*(fate for fate in Fate if fate is not Fate.AHEAD), Fate.AHEAD)
"""In the order in which they are counted: what is still open last."""

_ORDER = {precision: n for n, precision in enumerate(Precision)}


def fate_key(fate: Fate) -> str:
    """What a fate is called in addresses of words, and in forms."""
    return fate.value.replace(" ", "-")


def cited_lines(site: Site, announcements: Iterable[Announcement]) -> Mapping[str, Listed]:
    """The articles that lists name of these announcements, by id; those that are gone are missing."""
    keys: dict[str, None] = {}
    for a in announcements:
        spans = [s for cited in (*a.sentences[:1], *a.settled.sentences[:1]) for s in cited.spans]
        keys |= dict.fromkeys(span.article for span in spans)
    return {item.key: item for item in site.store.lines(list(keys))} if keys else {}


# ---- one announcement -----------------------------------------------------------------------------------------------------


def when(site: Site, announcement: Announcement) -> str:
    """Its days in words."""
    days = announcement.days
    return dates.period(days, site.words.language) if days else site.words("no-day-any-more")


def entry_part(
    site: Site,
    announcement: Announcement,
    lines: Mapping[str, Listed],
    fate: FatePart | None = None,
) -> EntryPart:
    """An announcement as an entry of a list; `lines` are the articles that it rests on."""
    if not announcement.sentences:
        return EntryPart(
            text=Said(line(announcement.title)),
            url="",
            facts=(site.words("from-calendar"),),
            cites=(),
            trail=(),
            fate=None,
        )
    first = announcement.sentences[0]
    return EntryPart(
        text=_said(site, announcement, lines),
        url=site.urls.announcement(announcement.key),
        facts=facts(site, announcement),
        cites=_cites(site, [s.article for s in first.spans[:1]], lines),
        trail=trail_parts(site, announcement, lambda span: site.urls.article(span.article)),
        fate=fate,
    )


def _said(site: Site, announcement: Announcement, lines: Mapping[str, Listed]) -> Said:
    cited = announcement.sentences[0]
    found = (lines[s.article].language for s in cited.spans if s.article in lines)
    return Said(line(cited.text), site.foreign(next(found, None)))


def _cites(site: Site, articles: Iterable[str], lines: Mapping[str, Listed]) -> tuple[Link, ...]:
    """Articles by their source and day."""
    return tuple(
        Link(
            site.words(
                "source-day",
                source=line(lines[key].source_name) or lines[key].source,
                day=short(site, Days(lines[key].day, lines[key].day)),
            ),
            site.urls.article(key),
        )
        for key in articles
        if key in lines
    )


def short(site: Site, days: Days) -> str:
    return dates.short_period(days, site.words.language, site.today().year)


def facts(site: Site, announcement: Announcement) -> tuple[str, ...]:
    """How certain it is, who says so, and how many articles announce it, where several do."""
    words = site.words
    said = [words(f"certainty-{announcement.certainty}")]
    if announcement.stated_by:
        said.append(words("according-to", who=line(announcement.stated_by)))
    if announcement.origins > 1:
        said.append(words("announced-by", n=announcement.origins))
    return tuple(said)


def trail_parts(
    site: Site, announcement: Announcement, address: Callable[[Span], str], *, whole: bool = False
) -> tuple[StepPart, ...]:
    """Where it was put, step by step, each step leading to `address`; nothing where it stands on the days on which it was put
    first. The `whole` trail has the steps too at which only its certainty changed."""
    steps: list[Change] = []
    for change in announcement.trail:
        if not steps or _is_step(change, steps[-1], whole=whole):
            steps.append(change)
    if len(steps) < 2 and all(step.act is Act.ANNOUNCED for step in steps):
        return ()
    return tuple(
        _step(site, n, step, steps[n - 1] if n else None, address(step.span)) for n, step in enumerate(steps)
    )


def _is_step(change: Change, before: Change, *, whole: bool) -> bool:
    if change.days != before.days or change.act is Act.CANCELLED:
        return True
    return whole and change.certainty is not before.certainty


def _step(site: Site, n: int, step: Change, before: Change | None, address: str) -> StepPart:
    words = site.words
    days = short(site, step.days) if step.days else ""
    if step.act is Act.CANCELLED:
        after = words("step-cancelled")
    elif not step.days:
        after = words("step-put-off")
    elif step.act is Act.MOVED:
        after = words("step-moved", days=days)
    elif before is None:
        after = words("step-for", days=days)
    elif before.days != step.days:
        after = words("step-put", days=days)
    else:
        after = words("step-certainty", how=words(f"certainty-{step.certainty}").lower())
    opening = "step-first" if step.act is Act.ANNOUNCED else "step-on-first"
    return StepPart(
        before=words("step-on" if n else opening),
        said=Link(short(site, Days(step.said, step.said)), address),
        after=after,
        iso=step.said.isoformat(),
    )


def trail_text(steps: Sequence[StepPart]) -> str:
    said = "; ".join(f"{s.before} {s.said.text} {s.after}" for s in steps)
    return f"{said}." if said else ""


# ---- what became of it ----------------------------------------------------------------------------------------------------


def fate_part(
    site: Site, announcement: Announcement, lines: Mapping[str, Listed], fate: Fate | None = None
) -> FatePart | None:
    """What became of an announcement, or of its standing on days from which it was moved (`fate`); None while it is ahead."""
    words, settled = site.words, announcement.settled
    fate = fate or settled.fate
    if fate is Fate.AHEAD:
        return None
    why = line(settled.why)
    if fate is Fate.POSTPONED and settled.fate is Fate.AHEAD:
        days = announcement.days
        why = words("moved-to", days=short(site, days)) if days else words("put-off-why")
    elif settled.fate is not fate:
        why = ""
    report, story = None, None
    if settled.fate is fate and settled.sentences:
        cited = settled.sentences[0]
        found = [s.article for s in cited.spans if s.article in lines]
        report = Said(line(cited.text), site.foreign(lines[found[0]].language) if found else None)
        story = next(iter(_cites(site, found[:1], lines)), None)
    if settled.fate is fate and settled.story:
        story = Link(words("the-story"), site.urls.story(settled.story))
    return FatePart(
        word=words(f"fate-{fate_key(fate)}"),
        why=why,
        report=report,
        story=story,
        done=fate is Fate.HAPPENED,
        by=words("said-by-editor") if settled.fate is fate and settled.who else "",
    )


class Past(NamedTuple):
    """An announcement that had been put on `days` of a month, and what became of that. `step` is the one that put it there, where
    it stands elsewhere by now."""

    announcement: Announcement
    days: Days
    fate: Fate
    step: Change | None = None


def of_month(site: Site, beat: str, month: Days) -> Sequence[Past]:
    """What had been announced for a month, by day, and what became of each. Remembered until something is announced, settled or
    corrected: what was moved away from the month is looked for in all that stands around it."""

    def find() -> Sequence[Past]:
        found = [
            *site.store.ahead(beat, *month, limit=MOST),
            *site.store.ahead(beat, month.first - MOVED, month.last + MOVED, limit=MOST),
            *site.store.put_off(beat, month.first - MOVED),
        ]
        kept = {k.announcement.key: k for k in found}
        past = [p for k in kept.values() if (p := _in_month(k, month))]
        return sorted(past, key=lambda p: _by_day(p.announcement, p.days))

    past: Sequence[Past] = site.remembered.get(("month", beat, month), site.store.times_stamp(), find)
    return past


def _in_month(kept: KeptAnnouncement, month: Days) -> Past | None:
    a = kept.announcement
    if a.days and _counts_to(a.days, month):
        is_new_day = a.settled.fate is Fate.POSTPONED and not is_off(kept)
        return Past(a, a.days, Fate.AHEAD if is_new_day else a.settled.fate)
    step = next((s for s in reversed(a.trail) if s.days and _counts_to(s.days, month)), None)
    if step is None or step.days is None:
        return None
    gone = a.settled.fate if a.days is None and a.settled.fate in OFF else Fate.POSTPONED
    return Past(a, step.days, gone, step)


def _counts_to(days: Days, month: Days) -> bool:
    return month.first <= days.last <= month.last


def tally(site: Site, past: Sequence[Past], month: str) -> str:
    """ "Of 14 announcements for October, 9 happened, 2 were postponed and 3 were not confirmed." """
    counts = {fate: sum(p.fate is fate for p in past) for fate in FATES}
    said = [site.words(f"n-{fate_key(fate)}", n=n) for fate, n in counts.items() if n]
    return site.words("of-announced", n=len(past), month=month, what=site.words.joined(said)) if said else ""


def past_entries(site: Site, past: Sequence[Past]) -> tuple[EntryPart, ...]:
    """Each with the sentence that had put it there."""
    spans = [p.step.span for p in past if p.step]
    passages = site.store.passages(spans) if spans else {}
    shown = []
    for p in past:
        announcement = p.announcement
        passage = passages.get(p.step.span) if p.step else None
        if p.step and passage:
            cited = Cited(passage.words, (p.step.span,))
            announcement = replace(announcement, sentences=(cited, *announcement.sentences))
        shown.append(announcement)
    lines = cited_lines(site, shown)
    found = []
    for p, announcement in zip(past, shown, strict=True):
        fate = fate_part(site, p.announcement, lines, p.fate)
        if fate is None:
            settled = p.announcement.settled
            why = line(settled.why) if settled.fate is Fate.AHEAD else ""
            fate = FatePart(site.words("fate-ahead"), why, None, None, "", done=False)
        found.append(entry_part(site, announcement, lines, fate))
    return tuple(found)


def past_rows(site: Site, past: Sequence[Past], month: Days) -> tuple[RowPart, ...]:
    labelled = [
        (_label(site, p.announcement.precision, p.days, month), part)
        for p, part in zip(past, past_entries(site, past), strict=True)
    ]
    return _rows(labelled)


# ---- what is ahead --------------------------------------------------------------------------------------------------------


class Section(NamedTuple):
    """A stretch of what's ahead: this week, the next, then months and what is longer by their ends, the shorter first."""

    rank: int
    last: date
    size: int
    first: date

    @property
    def days(self) -> Days:
        return Days(self.first, self.last)


def section_of(days: Days, precision: Precision, today: date) -> Section:
    """Where something on these days stands in what is ahead of today."""
    first = max(days.first, today)
    if precision.is_dated or precision is Precision.WEEK:
        for week in (0, 1):
            if first < today + WEEK * (week + 1):
                start = today + WEEK * week
                return Section(week, start + WEEK - timedelta(days=1), 0, start)
        month = periods.month_of(first)
        return Section(2, month.last, 0, month.first)
    month = periods.month_of(first)
    if days.last <= month.last:
        return Section(2, month.last, 0, month.first)
    return Section(2, days.last, periods.length(days), days.first)


def ahead_of(site: Site, beat: str | None, last: date | None = None) -> Sequence[KeptAnnouncement]:
    """The announcements of a beat, or of all, that are not over, those put off or called off among them. Remembered until something
    is announced, settled or corrected."""
    today = site.today()
    found: Sequence[KeptAnnouncement] = site.remembered.get(
        ("ahead", beat, today, last),
        site.store.times_stamp(),
        lambda: site.store.ahead(beat, today, last, limit=MOST),
    )
    return found


class Placed(NamedTuple):
    """An announcement in its section."""

    section: Section
    announcement: Announcement
    days: Days


def in_order(site: Site, ahead: Iterable[Announcement]) -> list[Placed]:
    """Announcements that have days and are ahead, by week and month; in each, what has a day first."""
    today = site.today()
    placed = [Placed(section_of(a.days, a.precision, today), a, a.days) for a in ahead if a.days]
    return sorted(placed, key=lambda p: (p.section, _by_day(p.announcement, p.days)))


def section_parts(
    site: Site, placed: Iterable[Placed], lines: Mapping[str, Listed]
) -> tuple[SectionPart, ...]:
    """What is in order, section by section."""
    parts = []
    for section, group in groupby(placed, key=lambda p: p.section):
        labelled = [
            (
                _label(site, a.precision, days, section.days),
                entry_part(site, a, lines, _so_far(site, a, lines)),
            )
            for _, a, days in group
        ]
        heading, says = _heading(site, section)
        parts.append(SectionPart(heading, says, _rows(labelled)))
    return tuple(parts)


def _so_far(site: Site, a: Announcement, lines: Mapping[str, Listed]) -> FatePart | None:
    """What has become of what is ahead: that it was put off is said by its trail."""
    return None if a.settled.fate is Fate.POSTPONED else fate_part(site, a, lines)


def _by_day(a: Announcement, days: Days) -> tuple[bool, date, int, date, str]:
    return not a.precision.is_dated, days.first, _ORDER[a.precision], days.last, a.key


def _heading(site: Site, section: Section) -> tuple[str, str]:
    words, language = site.words, site.words.language
    if section.rank < 2:
        return words(("this-week", "next-week")[section.rank]), short(site, section.days)
    name = dates.period(section.days, language)
    if not section.size and section.first < site.today() + 2 * WEEK <= section.last:
        return words("later-in", month=name), ""
    return name, ""


Label = tuple[str, str]
"""What stands beside entries on the same days, and the same for machines."""


def _label(site: Site, precision: Precision, days: Days, among: Days) -> Label:
    words, language = site.words, site.words.language
    iso = dates.for_machines(days, precision)
    if precision.is_dated:
        if days.first == days.last:
            return dates.weekday_and_day(days.first, language), iso
        if days.first < site.today() <= days.last:
            return words("until", day=short(site, Days(days.last, days.last))), days.last.isoformat()
        return short(site, days), iso
    if precision is Precision.WEEK:
        return words("week-of", day=short(site, Days(days.first, days.first))), iso
    if days.first <= among.first and among.last <= days.last:
        return words("no-day-named"), iso
    return short(site, days), iso


def _rows(labelled: Iterable[tuple[Label, EntryPart]]) -> tuple[RowPart, ...]:
    return tuple(
        RowPart(text, iso, tuple(entry for _, entry in group))
        for (text, iso), group in groupby(labelled, key=lambda pair: pair[0])
    )


def off_parts(site: Site, off: Iterable[Announcement], lines: Mapping[str, Listed]) -> tuple[EntryPart, ...]:
    """What was put off or called off, the last first; the trail says when, so the entry need not."""
    found = []
    for a in sorted(off, key=lambda a: max((step.said for step in a.trail), default=date.min), reverse=True):
        fate = fate_part(site, a, lines, a.settled.fate if a.settled.fate in OFF else Fate.POSTPONED)
        entry = entry_part(site, a, lines, fate)
        # How certain it was is no news of what does not come.
        found.append(replace(entry, facts=entry.facts[1:]))
    return tuple(found)


def is_off(kept: KeptAnnouncement) -> bool:
    """Whether it is not to be on the days that it has, if any. What was postponed to days that are named is on those; an editor who
    says that it was postponed and names none means that it is not on these."""
    a, said = kept.announcement, kept.said
    if a.settled.fate is Fate.POSTPONED and a.days:
        return a.settled.who is not None and not (said and said.days)
    return a.days is None or a.settled.fate is Fate.CANCELLED


def this_week(site: Site, kept: Iterable[KeptAnnouncement]) -> list[KeptAnnouncement]:
    """Of these, what is on days of this week, in their order."""
    known = {k.announcement.key: k for k in kept if not is_off(k)}
    placed = in_order(site, (k.announcement for k in known.values()))
    return [known[p.announcement.key] for p in placed if p.section.rank == 0]


def week_ahead(site: Site) -> Days:
    return Days(site.today(), site.today() + WEEK - timedelta(days=1))


def label_of(site: Site, announcement: Announcement) -> Label:
    """The days of what is on this week."""
    assert announcement.days is not None
    return _label(site, announcement.precision, announcement.days, week_ahead(site))
