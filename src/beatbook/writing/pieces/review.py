"""A review as a document: its themes, what changed, when it was, in figures and in words, what became of what was announced, and
what's ahead.

What stands there is a sentence of an article with its mark, or what the desk counted, with the whole of it behind the mark. Before a
sentence that says "on Tuesday" stands the day on which its article came out.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from urllib.parse import quote

from beatbook.model import (
    Announcement,
    Certainty,
    Charted,
    Cited,
    Direction,
    Document,
    Fate,
    Observation,
    Review,
    Section,
    Sentence,
    Settled,
    SubjectKind,
)
from beatbook.read.sentences import sentences
from beatbook.writing.changes import in_words
from beatbook.writing.coverage import statement
from beatbook.writing.periods import one_before, this_one
from beatbook.writing.pieces.building import Building, Cite
from beatbook.writing.pieces.labels import expected, month_name, on
from beatbook.writing.review import ALSO
from beatbook.writing.settling import SPOKEN_OF

CHANGED = "What changed"
TIMELINE = "Timeline"
FIGURES = "Figures"
QUOTED = "In their words"
BECAME = "What became of what was announced"
AHEAD = "What’s ahead"
COVERAGE = "Coverage"
TOGETHER = 3
"""Sentences of a theme that are read as a paragraph."""


def review_document(
    review: Review, charts: Mapping[str, Charted], cite: Cite, language: str = "en"
) -> Document:
    """The document of a review. `charts` are figures as they are drawn, by their slugs; `language` is that of the beat."""
    return _Writing(review, charts, Building(cite, language)).document()


class _Writing:
    """One review while it becomes a document."""

    def __init__(self, review: Review, charts: Mapping[str, Charted], building: Building) -> None:
        self._review, self._charts, self._building = review, charts, building
        first, last = review.period.days
        self._year = first.year if first.year == last.year else None
        """The year that need not be said."""
        self._is_long = (first.year, first.month) != (last.year, last.month)

    def document(self) -> Document:
        for section in self._review.sections:
            self._section(section)
        self._changed()
        self._timeline()
        self._figures()
        self._quotations()
        self._became()
        self._ahead()
        self._coverage()
        return self._building.document(self._review.title, self._review.deck)

    def _section(self, section: Section) -> None:
        """A theme, with the day before each sentence that is of another than the one before, and stories to read on: a paragraph, or
        a list of what is many or belongs to no theme."""
        b = self._building
        b.heading(section.heading)
        told: list[Sentence] = []
        day = None
        for cited in section.sentences:
            now = b.day(cited)
            told.append(b.cited(cited, on(now, self._year) if now and now != day else ""))
            day = now
        if len(told) > TOGETHER or section.heading.startswith(ALSO):
            for sentence in told:
                b.item(sentence)
        elif told:
            b.paragraph(*told)
        for further in section.further:
            b.item(b.link(further.headline, f"/stories/{quote(further.story, safe='')}/"))

    def _changed(self) -> None:
        review, b = self._review, self._building
        if not review.changed:
            return
        b.heading(CHANGED)
        now, before = f"{review.stories:,}", f"{review.stories_before or 0:,}"
        b.paragraph(
            b.counted(
                f"Counted in stories, of which there were {now} {this_one(review.period)} and {before} {one_before(review.period)}."
            )
        )
        parted = len({m.direction for m in review.changed}) > 1
        for direction, moved in groupby(review.changed, key=lambda m: m.direction):
            if parted:
                b.heading(_DIRECTIONS[direction], 3)
            for movement in moved:
                subject = movement.subject
                if movement.kind is SubjectKind.THEME:
                    subject = f"“{subject}”"
                b.item(b.counted(f"{in_words(movement, review.period)}.", f"{subject}:"))

    def _timeline(self) -> None:
        """What happened on each day, in a sentence each; one that was not told under a theme, if there is one."""
        b = self._building
        told = {c.text for section in self._review.sections for c in section.sentences}
        if self._review.timeline:
            b.heading(TIMELINE)
        month = None
        for day, events in groupby(self._review.timeline, key=lambda e: e.day):
            if self._is_long and month != (day.year, day.month):
                month = (day.year, day.month)
                b.heading(month_name(day, self._year), 3)
            chosen = [
                next((c for c in e.sentences if c.text not in told), e.sentences[0])
                for e in events
                if e.sentences
            ]
            said = list({c.text: c for c in chosen}.values())
            if said:
                b.day_item(said, on(day, self._year))

    def _figures(self) -> None:
        b = self._building
        if self._review.figures:
            b.heading(FIGURES)
        for figure, moved in groupby(self._review.figures, key=lambda f: f.latest.figure):
            if figure in self._charts:
                b.chart(self._charts[figure])
            known = [o for f in moved for o in (f.latest, f.before) if o is not None]
            for o in {o.text: o for o in sorted(known, key=_latest)}.values():
                b.item(b.cited(Cited(o.text, (o.span,)), on(o.reported, self._year)))

    def _quotations(self) -> None:
        b = self._building
        if self._review.quotations:
            b.heading(QUOTED)
        for quotation in self._review.quotations:
            b.quote(b.cited(quotation.cited))

    def _became(self) -> None:
        """What had been announced, what the desk knows of it, and the report that says so."""
        b = self._building
        listed = [a for a in self._review.became if a.sentences or a.title]
        if listed:
            b.heading(BECAME)
        open_: dict[Fate, list[Announcement]] = {}
        spoken_of = 0
        for announcement in listed:
            settled = announcement.settled
            if settled.why == SPOKEN_OF:
                spoken_of += 1
                continue
            if settled.fate in _OPEN and settled.who is None:
                open_.setdefault(settled.fate, []).append(announcement)
                continue
            announced = self._announced(announcement, Certainty.SCHEDULED)
            said = [announced, b.became(fate(settled), announced)]
            shown = {c.text for c in announcement.sentences[:1]}
            said += [b.cited(c) for c in settled.sentences[:1] if c.text not in shown]
            b.item(*said)
        for of in _OPEN:
            if of in open_:
                b.heading(_OPEN[of][0], 3)
                b.paragraph(b.counted(_OPEN[of][1]))
            for announcement in open_.get(of, ()):
                b.item(self._announced(announcement, Certainty.SCHEDULED))
        if spoken_of:
            it, was = ("it", "thing was") if spoken_of == 1 else ("them", "things were")
            b.paragraph(
                b.counted(
                    f"{spoken_of} more {was} announced for these days; articles may speak of {it}, and none says plainly what became of {it}."
                )
            )

    def _ahead(self) -> None:
        listed = [a for a in self._review.ahead if a.sentences or a.title]
        if listed:
            self._building.heading(AHEAD)
        for _, announced in groupby(listed, key=self._when):
            said = [self._announced(a, a.certainty, is_first=not n) for n, a in enumerate(announced)]
            self._building.item(*said)

    def _when(self, announcement: Announcement, certainty: Certainty | None = None) -> str:
        days = announcement.days
        return (
            expected(days, announcement.precision, certainty or announcement.certainty, self._year)
            if days
            else ""
        )

    def _announced(self, announcement: Announcement, certainty: Certainty, is_first: bool = True) -> Sentence:
        lead = self._when(announcement, certainty) if is_first else ""
        if announcement.sentences:
            return self._building.cited(announcement.sentences[0], lead)
        return self._building.counted(f"{announcement.title}, by the beat’s calendar.", lead)

    def _coverage(self) -> None:
        b = self._building
        b.heading(COVERAGE)
        said = statement(self._review.coverage, self._review.period)
        b.paragraph(*(b.counted(said[start:end]) for start, end in sentences(said, "en")))


def fate(settled: Settled) -> str:
    """What became of something, as a sentence; by whom and when that was reported is said by the report, if it stands behind it."""
    why = settled.why.strip().rstrip(".")
    if not why or (settled.sentences and settled.who is None and why.startswith("reported")):
        return f"{_FATES[settled.fate]}."
    if settled.fate is Fate.HAPPENED or settled.who is not None:
        return f"{_FATES[settled.fate]}: {why}."
    return f"{why[0].upper()}{why[1:]}."


_DIRECTIONS = {
    Direction.NEW: "New",
    Direction.RISING: "More often",
    Direction.FALLING: "Less often",
    Direction.ENDED: "No more",
}
_FATES = {
    Fate.AHEAD: "Still ahead",
    Fate.HAPPENED: "It happened",
    Fate.POSTPONED: "It was put off",
    Fate.CANCELLED: "It was called off",
    Fate.NOT_CONFIRMED: "No report of it was found",
    Fate.NO_COVERAGE: "No source could be read",
}


_OPEN = {
    Fate.NOT_CONFIRMED: (
        "Not confirmed",
        "Among what came out on these days and the two after, no report of this was found.",
    ),
    Fate.NO_COVERAGE: ("Not known", "No source could be read on these days and the two after."),
    Fate.AHEAD: ("Still open", "These days have only just passed; later reports count."),
}
"""What no report settles, said once for all of it."""


def _latest(o: Observation) -> tuple[int, int, str, int]:
    return -o.as_of.toordinal(), -o.reported.toordinal(), o.span.article, o.span.start
