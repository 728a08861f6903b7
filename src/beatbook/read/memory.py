"""What a source teaches: which paragraphs it repeats, and where things stand on its pages.

Pure: `learn` takes the source's memory and what one more article showed, and answers what changed. `work` carries the
change to the store, and has those recent articles read again that the change bears on.

A paragraph counts as boilerplate when enough articles that have nothing else in common hold it (docs/decisions/0204).
Reporters repeat themselves too: background within one running story, the frame of a standing report (weather, results,
earnings). Those are told by what the articles share besides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from beatbook.model import Lesson, LessonKind, LessonState, Memory, Observed, Reading, Recent
from beatbook.read import fingerprint
from beatbook.read.template import Template, learn_template

TITLE = "title"
"""Under this name `Observed.places` keeps a fingerprint of the headline: pages without a text of their own are told
apart by it."""
WINDOW = 64
"""Recent articles of a source that are remembered. Memory and cost per article are bounded by it."""

ENOUGH, ENOUGH_SHARE = 3, 0.06
"""On how many articles that have nothing else in common a paragraph must stand before it counts as repeated, and on what
share of the recent ones."""
ENOUGH_BY_ONE_END = 5
"""The same for paragraphs of which only the beginning or only the end is alike: a newsletter's line with a title in it."""
COMMON = 0.4
"""The share of the recent articles that such a paragraph must stand on."""
OFF_TOPIC = 0.4
"""The share of a paragraph's marks that its article may take up elsewhere, on average, if it is to be boilerplate; in
made-up sources of five languages boilerplate has .02 to .36, what reporters repeat mostly more."""
FAR_OFF_TOPIC = 0.25
"""The same for paragraphs known by one end only."""
SAME_FORM = 0.5
"""The share of an article's paragraphs that, found alike in another one, make the two a standing report: their frame is
not boilerplate. At least `SAME_FORM_LEAST` paragraphs."""
SAME_FORM_LEAST = 3
SAME_ARTICLE = 0.6
"""The share of an article's paragraphs that, found word for word in another one, make the two one article."""
EVERYWHERE = 0.5
"""The share of the recent articles on which a paragraph without numbers repeats word for word and can be nothing else,
if enough of them have more than that."""
USUAL = 0.75
"""The share of the recent articles on which a paragraph is too usual to tie two together."""
MOST_LESSONS = 400
"""Paragraphs of one source in its ledger; beyond, the one that was seen longest ago goes."""
LONGEST = 1_000
"""Characters of a paragraph that a lesson keeps as its example."""


@dataclass(frozen=True, slots=True)
class Studied:
    """A page read, and what it shows of its source. `texts` are the paragraphs that `observed.paragraphs` stand for."""

    reading: Reading
    observed: Observed = field(default_factory=Observed)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """What one more article taught. `memory` is the memory from now on; `lessons` are those of it that are new or
    changed; `articles` are the ids of recent articles, without this one, that would now be read otherwise."""

    memory: Memory
    lessons: tuple[Lesson, ...] = ()
    articles: tuple[str, ...] = ()


def learn(memory: Memory, article: str, observed: Observed, texts: Sequence[str], now: datetime) -> Learned:
    """Add one article to the memory. An article that comes again (a new version, a re-reading) takes its old place and
    is not counted twice."""
    this = Recent(article, observed)
    recent = tuple(this if r.article == article else r for r in memory.recent)
    if this not in recent:
        recent = (*recent, this)[-WINDOW:]
    lessons = {(x.kind, x.key): x for x in memory.lessons}
    changed: list[Lesson] = []
    touched: list[str] = []
    version = memory.version + 1

    def note(lesson: Lesson) -> None:
        lessons[lesson.kind, lesson.key] = lesson
        changed.append(lesson)

    known = Remembered.of(lessons.values())
    window = _Window(recent, observed.paragraphs)
    for mark, text in zip(observed.paragraphs, texts, strict=True):
        seen = known.lesson(mark)
        if seen is not None:
            having = _holding(seen, window) if seen.state is LessonState.ACTIVE else 0
            if having and _has_doubled(seen, having):
                data = {**seen.data, **_counts(having, window)}
                note(replace(seen, version=version, changed=now, data=data))
            continue
        found = _repeated(mark, text, window)
        if found is None:
            continue
        how, holding = found
        key, marks = f"{fingerprint.whole(mark):015x}", [f"{how}:{_MARKS[how](mark):x}"]
        data = {"text": text[:LONGEST], "marks": marks, **_counts(len(holding), window)}
        note(Lesson(LessonKind.BOILERPLATE, key, LessonState.ACTIVE, version, now, now, data))
        known = Remembered.of(lessons.values())
        touched += [r.article for r in holding if r.article != article]
    for lesson in learn_template(lessons, [r.observed.places for r in recent], version, now):
        note(lesson)
    _forget_oldest(lessons)
    ordered = tuple(lessons[k] for k in sorted(lessons))
    return Learned(Memory(memory.source, ordered, recent), tuple(changed), tuple(dict.fromkeys(touched)))


# ---- what is repeated -------------------------------------------------------------------------------------------------

_MARKS: Mapping[str, Callable[[int], int]] = {
    "whole": fingerprint.whole,
    "ends": fingerprint.both_ends,
    "beginning": fingerprint.beginning,
    "end": fingerprint.ending,
}
"""How a paragraph is recognised, the strictest way first."""


_NUMBER = re.compile(r"\d")
_Related = Callable[[Sequence[int], Sequence[int]], bool]


class _Window:
    """The recent articles, with what is asked of them over and over while one article is learned from."""

    def __init__(self, recent: Sequence[Recent], marks: Sequence[int]) -> None:
        self.recent = recent
        self._marks = marks
        self._having: dict[str, dict[int, dict[int, list[int]]]] = {}
        self._related: dict[tuple[_Related, int, int], bool] = {}

    def having(self, how: str, wanted: int) -> Mapping[int, Sequence[int]]:
        """By the place of each article that has it: the paragraphs that are known `how` by this number."""
        if how not in self._having:
            part = _MARKS[how]
            found: dict[int, dict[int, list[int]]] = {part(mark): {} for mark in self._marks}
            for i, r in enumerate(self.recent):
                for one in r.observed.paragraphs:
                    held = found.get(part(one))
                    if held is not None:
                        held.setdefault(i, []).append(one)
            self._having[how] = found
        return self._having[how].get(wanted, {})

    def unrelated(self, having: Iterable[int], is_related: _Related) -> int:
        """How many of the articles have nothing else in common: related ones count as one. Those that hold nothing but
        what is usual are one article if they bear one headline."""
        groups: list[list[int]] = []
        for one in having:
            related = [g for g in groups if any(self._are(is_related, one, other) for other in g)]
            groups = [g for g in groups if g not in related] + [[one, *(i for g in related for i in g)]]
        return len(groups)

    def _are(self, is_related: _Related, one: int, other: int) -> bool:
        pair = is_related, one, other
        if pair not in self._related:
            mine, its = self.own[one], self.own[other]
            titles = [self.recent[i].observed.places.get(TITLE) for i in (one, other)]
            self._related[pair] = is_related(mine, its) if mine or its else titles[0] == titles[1]
        return self._related[pair]

    @cached_property
    def own(self) -> list[list[int]]:
        """The paragraphs of each article that are not usual."""
        usual, both = _usual(self.recent), fingerprint.both_ends
        return [[p for p in r.observed.paragraphs if both(p) not in usual] for r in self.recent]


def _repeated(mark: int, text: str, window: _Window) -> tuple[str, list[Recent]] | None:
    """How a paragraph repeats on the recent articles, and on which, if it does so as boilerplate does."""
    recent = window.recent
    for how, part in _MARKS.items():
        found = window.having(how, part(mark))
        having = [recent[i] for i in found]
        by_one_end = how in ("beginning", "end")
        least, share = (ENOUGH_BY_ONE_END, COMMON) if by_one_end else (ENOUGH, ENOUGH_SHARE)
        if len(having) < max(least, share * len(recent)):
            continue
        has_number = _NUMBER.search(text) is not None
        if how == "whole" and len(having) >= EVERYWHERE * len(recent) and not has_number:
            if window.unrelated(found, _is_same_article) >= ENOUGH:
                return how, having
            continue
        topics = [fingerprint.topic(one) for ones in found.values() for one in ones]
        if sum(topics) / len(topics) >= (FAR_OFF_TOPIC if by_one_end else OFF_TOPIC):
            continue
        # The frame of a standing report has numbers in it; what has none and comes with each of them is boilerplate.
        is_related = _is_same_form if has_number else _is_same_article
        if window.unrelated(found, is_related) >= ENOUGH:
            return how, having
    return None


def _usual(recent: Sequence[Recent]) -> frozenset[int]:
    """The paragraphs that are on so many of the articles that they say nothing of any, by their ends."""
    counts = Counter(mark for r in recent for mark in {*map(fingerprint.both_ends, r.observed.paragraphs)})
    return frozenset(mark for mark, n in counts.items() if n > USUAL * len(recent))


def _is_same_form(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two articles are instalments of one standing report: many of their paragraphs begin or end alike."""
    begin, end = set(map(fingerprint.beginning, b)), set(map(fingerprint.ending, b))
    shared = sum(fingerprint.beginning(one) in begin or fingerprint.ending(one) in end for one in a)
    return shared >= SAME_FORM_LEAST and shared >= SAME_FORM * min(len(a), len(b))


def _is_same_article(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two are one article under two ids: most of their paragraphs are the same."""
    shared = len(set(map(fingerprint.whole, a)) & set(map(fingerprint.whole, b)))
    return shared > 1 and shared >= SAME_ARTICLE * min(len(a), len(b))


def _has_doubled(lesson: Lesson, having: int) -> bool:
    """Whether it is time to write down that so many articles have it: rarely, for each change is kept."""
    counted = lesson.data.get("articles")
    return isinstance(counted, int) and having >= 2 * counted


def _counts(having: int, window: _Window) -> dict[str, object]:
    return {"articles": having, "why": f"repeats on {having} of {len(window.recent)} articles"}


def _holding(lesson: Lesson, window: _Window) -> int:
    return len({i for how, number in Remembered.of([lesson]).by_mark for i in window.having(how, number)})


def _forget_oldest(lessons: dict[tuple[LessonKind, str], Lesson]) -> None:
    held = [x for x in lessons.values() if x.kind is LessonKind.BOILERPLATE and x.state is LessonState.ACTIVE]
    for lesson in sorted(held, key=lambda x: x.changed)[: max(0, len(held) - MOST_LESSONS)]:
        del lessons[lesson.kind, lesson.key]


# ---- what is known ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remembered:
    """The lessons of a source as its pages are read by them. Undone lessons are known and not acted on."""

    by_mark: Mapping[tuple[str, int], Lesson] = field(default_factory=dict)
    template: Template | None = None

    @classmethod
    def of(cls, lessons: Iterable[Lesson]) -> Remembered:
        by_mark: dict[tuple[str, int], Lesson] = {}
        template = None
        for lesson in lessons:
            if lesson.kind is LessonKind.TEMPLATE:
                if lesson.state is LessonState.ACTIVE:
                    template = Template.of(lesson)
                continue
            marks = lesson.data.get("marks")
            for said in marks if isinstance(marks, (list, tuple)) else ():
                how, _, number = str(said).partition(":")
                by_mark[how, int(number, 16)] = lesson
        return cls(by_mark, template)

    def lesson(self, mark: int) -> Lesson | None:
        """The lesson that a paragraph with this fingerprint falls under."""
        for how, part in _MARKS.items():
            found = self.by_mark.get((how, part(mark)))
            if found is not None:
                return found
        return None

    def why(self, mark: int) -> str | None:
        """Why the paragraph with this fingerprint is boilerplate here, in words, or None."""
        found = self.lesson(mark) if self.by_mark else None
        if found is None or found.state is not LessonState.ACTIVE:
            return None
        return str(found.data.get("why", "repeats"))
