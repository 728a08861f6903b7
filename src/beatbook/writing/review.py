"""The review of a period: what mattered and what changed in it, in cited sentences and counts.

    Reviewer(ears).write(archive)

The period's stories are weighed and brought together into themes (`themes`); of a theme's main stories those sentences are taken that
tell their headline best, can stand alone and pass the gate; the others are linked. Names are counted against the period before
(`changes`), quotations are chosen (`quotations`), and the timeline, the announcements and the figures are those that their own
writers found. Pure: the same archive gives the same review, in whatever order its parts come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from beatbook.filing.stories import tells_of_many
from beatbook.model import (
    Announcement,
    Article,
    Beat,
    Certainty,
    Cited,
    DayCovered,
    Dropped,
    Event,
    Fate,
    FigureMoved,
    Further,
    Movement,
    Observation,
    Period,
    Precision,
    Review,
    Section,
    Span,
    Version,
)
from beatbook.read.language import normal_code
from beatbook.writing import changes, evidence, quotations, themes
from beatbook.writing.brief import STRUCK, short, supported
from beatbook.writing.candidates import Ears
from beatbook.writing.coverage import covered
from beatbook.writing.headings import Headings
from beatbook.writing.material import spread
from beatbook.writing.periods import deck, this_one, title
from beatbook.writing.retelling import REPORTS, Teller, Told
from beatbook.writing.subjects import Census
from beatbook.writing.themes import Matter, Story, mass

SENTENCES, FEWEST = 5, 2
"""Sentences of a theme at most, and fewer than which it is told with the rest."""
FURTHER = 8
"""Stories that a theme links to besides those it tells."""
REST = 6
"""Sentences of what belongs to no theme, and of a period that has none."""
REPEATS = 0.3
"""Share of the telling words of the shorter of two announcements of one day from which one of them is listed."""
STEM = 4
"""Letters of a word by which these are compared: "votes" is "vote"."""
ANNOUNCED = 0.5
"""How much one article's announcement makes of what comes of it."""
OF_IT, NAMING, SOON = 0.4, 6, timedelta(2)
"""Share of an announcement's telling words that a story must have to be of it, how many it must have had, and how long after its days
the story may begin."""
RITE = 0.55
"""How much a story is one of a series from which it is no event of the period, on however many days it is told of, and linked after
others."""
HEARD = 12
"""Stories of a theme in which a quotation is looked for."""
AHEAD, BECAME = 12, 12
"""Announcements that are listed."""
EVERY_STORY = 3_000
"""Stories of each period in which names are counted, evenly spread if there are more."""
ALSO = "Also"

_FIRM = {Certainty.SCHEDULED: 0, Certainty.EXPECTED: 1, Certainty.POSSIBLE: 2, Certainty.THREATENED: 2}
_KNOWN = frozenset((Fate.HAPPENED, Fate.POSTPONED, Fate.CANCELLED))
_UNKNOWN = frozenset((Fate.NOT_CONFIRMED, Fate.NO_COVERAGE))
_FINE = {Precision.TIME: 0, Precision.DAY: 0, Precision.WEEK: 1, Precision.MONTH: 2, Precision.QUARTER: 3, Precision.YEAR: 4}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """All that a review may draw on. `stories` are those with articles in the period and `before` those of the period before (None:
    nothing is known of it), each with its articles that are nobody's copy; `articles` and `sources` count all. `version` names the
    version of an article that is cited; `text` has what a span cites, or None. What an editor `pinned` are stories that
    are told whatever they weigh; `struck` are sentences that are never shown and stories that are never told. `until` is the day as
    of which it is, where the period is not over."""

    beat: Beat
    period: Period
    stories: Sequence[Story]
    before: Sequence[Story] | None
    text: Callable[[Span], str | None]
    version: Callable[[str], str] = lambda article: ""
    articles: int = 0
    sources: frozenset[str] = frozenset()
    events: Sequence[Event] = ()
    became: Sequence[Announcement] = ()
    ahead: Sequence[Announcement] = ()
    observations: Sequence[Observation] = ()
    coverage: Sequence[DayCovered] = ()
    pinned: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    until: date | None = None


class Reviewer:
    """Writes reviews. Holds word lists; what it wrote before changes nothing."""

    def __init__(self, ears: Ears | None = None) -> None:
        self.ears = ears or Ears()

    def write(self, archive: Archive) -> Review:
        return _Writing(archive, self.ears).review()


class _Writing:
    """One review while it is written."""

    def __init__(self, archive: Archive, ears: Ears) -> None:
        self._archive, self._ears = archive, ears
        self._dropped: dict[Dropped, None] = {}
        self._stories = _in_order(archive.stories)
        self._before = _in_order(archive.before or ())
        terms = {s.key: themes.terms_of(s, ears.terms) for s in self._stories}
        self._terms, self._terms_before = terms, [themes.terms_of(s, ears.terms) for s in self._before]
        now, then = (Counter(t for of in each for t in of) for each in (terms.values(), self._terms_before))
        self._rarity = themes.Rarity(ears.terms, now, then, len(self._stories), len(self._before))
        self._routine = themes.routine(terms, self._terms_before, self._rarity)
        self._headings = Headings(self._stories, ears.terms, self._before)
        self._events, self._awaited = self._reports_of_events(), self._reports_awaited()
        told_by = {
            key: self._events.get(key, 0.0) + 2 * self._awaited.get(key, 0.0)
            for key in self._events.keys() | self._awaited.keys()
        }
        self._teller = Teller(
            ears, self._stories, archive.beat.language, archive.version, archive.struck, told_by
        )

    def review(self) -> Review:
        archive = self._archive
        period = archive.period
        published = [day for story in self._stories for day in story.days]
        coverage = covered(
            period,
            archive.coverage,
            published,
            archive.sources,
            archive.articles,
            sum(len(s.origins) for s in self._stories),
            archive.until,
        )
        groups = themes.grouped([m for m in self._weighed() if m.story.key not in archive.struck])
        sections, said = self._sections(groups)
        events = [e for e in (self._event(e) for e in archive.events) if e]
        return Review(
            archive.beat.slug,
            period,
            title(archive.beat.title, period),
            deck(period),
            coverage,
            len(self._stories),
            len(self._before) if archive.before is not None else None,
            tuple(sections),
            tuple(self._changed()),
            tuple(sorted(events, key=lambda e: (e.day, e.sentences[0].text))),
            self._figures(),
            quotations.chosen(said, [c.text for s in sections for c in s.sentences], archive.struck),
            self._listed([a for a in archive.became if _is_telling(a)], BECAME),
            self._listed(archive.ahead, AHEAD),
            tuple(self._dropped | self._teller.dropped),
        )

    # ---- what mattered

    def _weighed(self) -> list[Matter]:
        rarity, terms = self._rarity, self._terms
        told = [s for s in self._stories if not all(tells_of_many(a) for a in s.origins)]
        events, awaited = self._by_story(self._events), self._by_story(self._awaited)
        return themes.weighed(told, terms, rarity, events, awaited, self._routine, self._archive.pinned)

    def _reports_of_events(self) -> dict[str, float]:
        """How much the timeline makes of what an article tells, from 0 to 1: of those of the story that it quotes first, which came out on
        the event's day or the next."""
        story_of = {a.id: s for s in self._stories for a in s.origins}
        best = max((e.score for e in self._archive.events), default=0.0) or 1.0
        found: dict[str, float] = {}
        for event in self._archive.events:
            quoted = [span.article for c in event.sentences[:1] for span in c.spans]
            story = story_of.get(quoted[0]) if quoted else None
            for article in story.origins if story else ():
                published = article.version.published
                if published and 0 <= (published.day - event.day).days <= 1:
                    share = min(1.0, max(0.0, event.score / best))
                    found[article.id] = max(found.get(article.id, 0.0), share)
        return found

    def _by_story(self, of_articles: Mapping[str, float]) -> dict[str, float]:
        """The same of stories."""
        found: dict[str, float] = {}
        for story in self._stories:
            told = [of_articles[a.id] for a in story.origins if a.id in of_articles]
            if told:
                found[story.key] = max(told)
        return found

    def _reports_awaited(self) -> dict[str, float]:
        """How widely what an article reports had been announced, from 0 to 1. What no sentence confirms may still have been what an article
        is on: a launch that failed."""
        found: dict[str, float] = {}
        for one in self._archive.became:
            cited = [span.article for c in one.settled.sentences[:1] for span in c.spans]
            key = cited[0] if cited else None
            if one.settled.fate is Fate.NOT_CONFIRMED and one.precision.is_dated:
                key = self._report_of(one)
            elif one.settled.fate is not Fate.HAPPENED:
                key = None
            if key:
                found[key] = max(found.get(key, 0.0), min(1.0, ANNOUNCED * one.origins))
        return found

    def _report_of(self, announced: Announcement) -> str | None:
        """The article of those days that has most of the names and words of an announcement, by what they weigh; None if none has
        enough."""
        days = announced.days
        said = self._ears.terms.of(Version(text=f"x {' '.join(c.text for c in announced.sentences[:1])}"))
        wanted = {t: self._rarity(t) for t in sorted((*said.names, *said.words))}
        total = sum(wanted.values())
        if days is None or len(wanted) < NAMING:
            return None
        best: tuple[float, str | None] = (0.0, None)
        for article in (a for s in self._stories for a in s.origins):
            published = article.version.published
            if published and days.first <= published.day <= days.last + SOON:
                text = article.version.text[: themes.CHARACTERS]
                own = self._ears.terms.of(replace(article.version, text=text))
                share = round(
                    sum([w for t, w in wanted.items() if t in own.names or t in own.words]) / total, 4
                )
                if share >= OF_IT and share > best[0]:
                    best = (share, article.id)
        return best[1]

    def _sections(
        self, groups: Sequence[Sequence[Matter]]
    ) -> tuple[list[Section], list[list[quotations.Candidate]]]:
        """The themes that are told, and last what is left over; with the quotations of each."""
        heaviest = max(map(mass, groups), default=0.0)
        sections: list[Section] = []
        heard: list[list[quotations.Candidate]] = []
        left: list[Matter] = []
        for group in groups:
            is_main = mass(group) >= themes.HEAVY * heaviest or group[0].weight >= themes.PINNED
            section = None
            if is_main and len(sections) < themes.MOST:
                section = self._section(group, SENTENCES, FEWEST, [s.heading for s in sections])
            if section is None:
                left += group
                continue
            sections.append(section)
            heard.append(self._heard(group))
        left.sort(key=lambda m: (-m.weight, m.story.key))
        rest = self._section(left, REST, 1)
        if rest and not sections:
            when = this_one(self._archive.period)
            rest = replace(rest, heading=when[0].upper() + when[1:])
        if rest:
            sections.append(rest)
            heard.append(self._heard(left))
        return sections, heard

    def _section(
        self,
        group: Sequence[Matter],
        most: int,
        fewest: int,
        headings: Sequence[str] | None = None,
    ) -> Section | None:
        """A theme as it is told; None if too few sentences of it can be, or if no name is left for it by the other headings. Without
        `headings` it has no name of its own."""
        told = self._teller.choose(group, most, FEWEST)
        if len(told) < fewest:
            return None
        shown: list[tuple[Told, Cited]] = []
        for one in told:
            cited = Cited(one.sentence.text, (one.sentence.span,), published=one.read.published)
            passed, failed = supported([(cited, one.read)])
            self._dropped.update(dict.fromkeys(failed))
            shown += [(one, c) for c in passed]
        if len(shown) < fewest:
            return None
        texts = [c.text for _, c in shown]
        heading = f"{ALSO} {this_one(self._archive.period)}" if headings is None else None
        if headings is not None:
            heading = self._headings.of(group, texts, (self._archive.beat.title, *headings))
            if heading is None:
                return None
        assert heading is not None
        self._teller.said += [one.sentence for one, _ in shown]
        keys = [one.matter.story.key for one, _ in shown]
        return Section(heading, tuple(c for _, c in shown), tuple(keys), self._further(group, keys))

    def _further(self, group: Sequence[Matter], told: Sequence[str]) -> tuple[Further, ...]:
        found: list[Further] = []
        for matter in sorted(group, key=lambda m: self._routine.get(m.story.key, 0.0) >= RITE):
            key = matter.story.key
            if key in told or len(found) >= FURTHER:
                continue
            reports = [a for a in matter.story.origins if self._teller.is_ours(a)]
            first = next((a for a in reports if a.version.headline and a.version.published), None)
            if first and first.version.headline and first.version.published:
                found.append(Further(key, first.version.headline, first.version.published.day))
        return tuple(found)

    # ---- quotations

    def _heard(self, group: Sequence[Matter]) -> list[quotations.Candidate]:
        found = []
        for matter in group[:HEARD]:
            for read in self._teller.read(matter.story):
                found += quotations.candidates(matter.story.key, read)
        return found

    # ---- what changed

    def _changed(self) -> list[Movement]:
        if not self._before:
            return []
        census = Census(self._ears.terms)
        counted = [spread(stories, EVERY_STORY) for stories in (self._stories, self._before)]
        for prefix, stories in zip(_SIDES, counted, strict=True):
            for story in stories:
                for article in spread(story.origins, REPORTS):
                    version = article.version
                    if self._teller.is_ours(article) and not tells_of_many(article):
                        census.add(f"{prefix}{story.key}", version.headline or "", version.text)
        now, then = (frozenset(f"{p}{s.key}" for s in own) for p, own in zip(_SIDES, counted, strict=True))
        moved = changes.movements(census.subjects(now, then), len(counted[0]), len(counted[1]))
        return [replace(m, stories=tuple(key[1:] for key in m.stories)) for m in moved]

    # ---- what others wrote

    def _event(self, event: Event) -> Event | None:
        story = {a.id: s.key for s in self._stories for a in s.origins}
        quoted = [story.get(span.article, "") for c in event.sentences[:1] for span in c.spans]
        if any(self._routine.get(key, 0.0) >= RITE for key in quoted):
            return None
        sentences = tuple(c for c in event.sentences if self._stands(c))
        first, last = self._archive.period.days
        return replace(event, sentences=sentences) if sentences and first <= event.day <= last else None

    def _listed(self, announcements: Iterable[Announcement], most: int) -> tuple[Announcement, ...]:
        """The surest, finest and most often announced, by their days."""
        found = []
        for one in announcements:
            sentences = tuple(c for c in one.sentences if self._stands(c))
            reports = tuple(c for c in one.settled.sentences if self._stands(c))
            if (sentences and self._is_read(sentences[0])) or one.title:
                found.append(
                    replace(one, sentences=sentences, settled=replace(one.settled, sentences=reports))
                )
        found.sort(
            key=lambda a: (
                a.settled.fate in _UNKNOWN,
                _FINE[a.precision],
                _FIRM[a.certainty],
                -a.origins,
                _day_of(a),
                a.key,
            )
        )
        listed: list[Announcement] = []
        for one in found:
            if len(listed) < most and not any(self._is_repeat(one, other) for other in listed):
                listed.append(one)
        return tuple(sorted(listed, key=lambda a: (_day_of(a), a.key)))

    def _is_read(self, cited: Cited) -> bool:
        """Whether a sentence is in the review's language."""
        found = normal_code(self._ears.languages.of(cited.text, None) or "")
        return self._teller.language is None or found in (None, self._teller.language)

    def _is_repeat(self, one: Announcement, other: Announcement) -> bool:
        """Whether an announcement says of the same days, or of one of them, what another does, in words that were too few to join them."""
        if not one.days or not other.days or not (one.sentences and other.sentences):
            return False
        if one.days.first > other.days.last or other.days.first > one.days.last:
            return False
        a, b = (
            {w[:STEM] for w in self._ears.stems(x.sentences[0].text) if not w[0].isdigit()}
            for x in (one, other)
        )
        return len(a & b) >= REPEATS * min(len(a), len(b))

    def _stands(self, cited: Cited) -> bool:
        """Whether a sentence passes the gate against what its spans cite, and nobody struck it."""
        told = [self._archive.text(span) for span in cited.spans]
        if cited.text in self._archive.struck:
            why = STRUCK
        elif not told or None in told:
            why = "what it cites is not at hand"
        else:
            day = cited.published.day if cited.published else None
            verdict = evidence.check(cited.text, [t for t in told if t is not None], day=day)
            why = "; ".join(f"{p.kind}: {p.why}" for p in verdict.problems)
            if verdict.supported:
                return True
        self._dropped[Dropped(short(cited.text), why)] = None
        return False

    def _figures(self) -> tuple[FigureMoved, ...]:
        first, last = self._archive.period.days
        found: dict[tuple[str, str], list[Observation]] = {}
        for o in sorted(
            self._archive.observations, key=lambda o: (o.as_of, o.reported, o.span.article, o.span.start)
        ):
            cited = Cited(o.text, (o.span,))
            if o.reported <= last and o.each is None and self._stands(cited):
                found.setdefault((o.figure, o.stated_by or ""), []).append(o)
        moved = []
        for _, known in sorted(found.items()):
            now = max(
                (o for o in known if o.reported >= first),
                key=lambda o: (o.as_of, o.reported, o.span.article),
                default=None,
            )
            if now is not None:
                like = [
                    o
                    for o in known
                    if o.as_of < now.as_of and _length(o) == _length(now) and o.unit == now.unit
                ]
                moved.append(FigureMoved(now, like[-1] if like else None))
        return tuple(moved)


_SIDES = (">", "<")
"""What stands before a story's key where it is counted: of this period, and of the one before."""


def _length(o: Observation) -> int:
    """How long the period of an observation is, in months about; 0 for a stock."""
    return 0 if o.period is None else round(((o.period.last - o.period.first).days + 1) / 30.4)


def _is_telling(announcement: Announcement) -> bool:
    """Whether it is worth telling what became of it: what is known, and what had a day or a week and is not."""
    return announcement.settled.fate in _KNOWN or _FINE[announcement.precision] <= _FINE[Precision.WEEK]


def _day_of(announcement: Announcement) -> date:
    return announcement.days.first if announcement.days else date.max


def _in_order(stories: Iterable[Story]) -> list[Story]:
    """Stories by their keys, each with its articles by day and id: the order in which they come decides nothing."""

    def when(article: Article) -> tuple[float, str]:
        published = article.version.published
        return published.instant.timestamp() if published else 0.0, article.id

    ordered = (replace(s, origins=tuple(sorted(s.origins, key=when))) for s in stories)
    return sorted(ordered, key=lambda s: s.key)
