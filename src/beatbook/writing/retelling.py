"""In which sentences of its main stories a theme is told.

A sentence is worth the more the more it has of the headlines and of what the other reports of its story say, if it opens its report,
names a day, and its report is of an event of the timeline. One of each story is taken; further ones, the freshest first, where the
story went on, or where there are too few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log2, sqrt

from beatbook.model import Article, Dropped
from beatbook.read.language import normal_code
from beatbook.writing import counts, extract
from beatbook.writing.brief import STRUCK, short
from beatbook.writing.candidates import Ears, Read, Sentence
from beatbook.writing.material import Member, spread
from beatbook.writing.subjects import names_in
from beatbook.writing.themes import PINNED, Matter, Story

LONG = 42
"""Words of a sentence from which it is told only if there is no shorter one."""
OPENING, CENTRAL, DATED, EVENT, UNEVEN = 1.2, 1.2, 0.3, 0.6, 0.5
"""What it counts, against the words of the headline, that a sentence opens its report, that others have its words, that it names a day,
and that its report is of an event of the timeline; and what one that is long or short is worth."""
REPORTS = 10
"""Reports of a story that are read for its sentences."""
CHARACTERS = 4_000
"""Characters of a report that are read: its news, not its background."""
EACH = 4
"""Sentences of one story at most."""
FRESH, FRESH_AGAIN = 0.4, 0.5
"""Share of a sentence's telling words that its theme may not have yet; and of one that tells of the same days as another of its story."""
WORTH, LEAST = 0.55, 1.4
"""What a sentence must be worth against the best of its story, be that told already or not; and in any case, for a story whose lead
cannot be taken is rather linked than told by a detail."""
SHORT, SHORT_LEANING = 10, 18
"""Words below which a sentence mostly says less than a lead does; and where it has a "he" or "it", whose name it may lack."""
LATER = timedelta(2)
"""How long after a sentence of a story another one of it tells how it went on."""
LOOKED_AT, ON_THEME = 2, 6.0
"""How many times as many stories of a theme are looked at as are told, and what it counts that a sentence has all words that the
headlines of several have."""
OF_ONE_DAY, STEM = 0.45, 4
"""Share of its words that a sentence has in common with another that came out on the same day from which it tells the same, and how many letters of
a word are compared."""
RETOLD, AGAIN = 0.5, 1.2
"""Share of a sentence's words that a later one of the theme has from which it tells it again, and what the logarithm of how many do
counts: that somebody got a title is told before those who congratulate."""
FURTHER = 12
"""Sentences of a story that are looked at besides the first."""

_LEANS = re.compile(r"\b(?:he|she|it|they|him|her|them|his|their|its)\b", re.I)
_INTRODUCES = re.compile(r":[\s,]+[A-Z]|:$")
"""Who leads to what follows, or what follows with who said so: a part of a text in another form."""
_PERSON = re.compile(r"\b(?:he|she|him|her|his)\b", re.I)
_SOMEBODY = re.compile(r"(?:An?|Two|Three|Four|Five|Six|One)\s")
"""Who begins like this says of whom it is told: "A man who fled nine years ago … that he had wanted"."""
_DATED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of a story, and what that is worth."""

    sentence: Sentence
    read: Read
    matter: Matter
    worth: float

    @property
    def is_lead(self) -> bool:
        return self.sentence.position == 0

    @property
    def day(self) -> date:
        assert self.read.day is not None
        return self.read.day


class Teller:
    """Chooses sentences of a review, theme by theme. `said` are those that were shown, which no other may repeat; `dropped`
    those that an editor struck. `told_by` has how much the timeline makes of what an article tells."""

    def __init__(
        self,
        ears: Ears,
        stories: Sequence[Story],
        language: str | None,
        version: Callable[[str], str],
        struck: frozenset[str],
        told_by: Mapping[str, float],
    ) -> None:
        self._ears, self._version, self._struck, self._told_by = ears, version, struck, told_by
        self._reads: dict[str, Read] = {}
        self._languages: dict[str, str | None] = {}
        self.said: list[Sentence] = []
        self.dropped: dict[Dropped, None] = {}
        self.language = self._main_language(stories, language)

    def choose(self, group: Sequence[Matter], most: int, fewest: int) -> list[Told]:
        """The best sentence of each of the heaviest stories; further ones of a story where few stories make the theme and it
        went on. By their days."""
        taken: list[Told] = []
        more: list[Told] = []
        for found in self._by_worth(group[: LOOKED_AT * most]):
            if len(taken) >= most:
                break
            first = next((t for t in found if self._is_new(t, taken, FRESH)), None)
            if first is not None:
                taken.append(first)
                more += [t for t in found if t is not first][:FURTHER]
        while more and len(taken) < most:
            best = min(
                more,
                key=lambda t: (-self._gain(t, taken), t.day, t.sentence.span.article, t.sentence.span.start),
            )
            more.remove(best)
            of_story = [t for t in taken if t.matter is best.matter]
            goes_on = all(abs(t.day - best.day) >= LATER for t in of_story)
            if len(of_story) >= EACH or not (goes_on or len(taken) < fewest):
                continue
            if best.is_lead and any(t.is_lead and abs(t.day - best.day) < LATER for t in of_story):
                continue  # with the same news two papers begin in other words
            if self._is_new(best, taken, FRESH if goes_on else FRESH_AGAIN):
                taken.append(best)
        return sorted(
            taken, key=lambda t: (t.day, t.matter.story.key, t.sentence.span.article, t.sentence.span.start)
        )

    def _by_worth(self, group: Sequence[Matter]) -> list[list[Told]]:
        """What tells of each story of a theme, the stories first that weigh most and are told in the words of the theme's headlines."""
        heads = Counter(w for m in group for w in {w for r in self.read(m.story) for w in r.heads})
        common = {w: n for w, n in heads.items() if n > 1}
        told: list[list[Told]] = []
        for matter in group:
            found = self._ranked(matter)
            least = 0.0 if matter.weight >= PINNED else LEAST
            found = [t for t in found if t.worth >= max(least, WORTH * found[0].worth)]
            if found:
                told.append(found)
        worths: dict[str, float] = {}
        for best, *_ in told:
            words = set(best.sentence.stems)
            on_theme = sum(common.get(w, 0) for w in words) / (sum(common.values()) or 1)
            again = sum(
                len(words & set(other.sentence.stems)) >= RETOLD * len(words)
                for other, *_ in told
                if other.day > best.day and len(words) >= AROUND_NUMBER
            )
            worth = best.worth + ON_THEME * on_theme + AGAIN * log2(1 + again)
            worths[best.matter.story.key] = round(best.matter.weight * worth, 6)
        return sorted(told, key=lambda f: (-worths[f[0].matter.story.key], f[0].matter.story.key))

    def _is_new(self, one: Told, taken: Sequence[Told], fresh: float) -> bool:
        """Whether a sentence says what no sentence of the review says, and mostly in words that its theme does not have yet."""
        if any(_says_same(one.sentence, other) for other in (*self.said, *(t.sentence for t in taken))):
            return False
        if any(t.day == one.day and _share(one, t) >= OF_ONE_DAY for t in taken):
            return False
        return self._fresh(one, taken) >= fresh

    def _gain(self, one: Told, taken: Sequence[Told]) -> float:
        """What a further sentence of a story would add: on the same days as another of it, what is new in it counts twice."""
        is_later = all(abs(t.day - one.day) >= LATER for t in taken if t.matter is one.matter)
        return round(one.matter.weight * one.worth * self._fresh(one, taken) ** (1 if is_later else 2), 6)

    def _fresh(self, one: Told, taken: Sequence[Told]) -> float:
        """The share of a sentence's telling words that those that are taken do not have."""
        words = set(one.sentence.stems)
        return len(words - {w for t in taken for w in t.sentence.stems}) / len(words)

    def _ranked(self, matter: Matter) -> list[Told]:
        """The sentences that tell of a story, the best first: what has the words of its headline, the words of the other reports, and
        stands at the beginning."""
        reads = self.read(matter.story)
        whole = [s for r in reads for s in r.sentences if s.why is None]
        old = set(map(id, counts.outdated(whole, [r.day for r in reads])))
        having = Counter(
            stem for r in reads for stem in {w for s in r.sentences for w in s.stems} | set(r.heads)
        )
        central = {
            id(s): sum(having[w] - 1 for w in set(s.stems)) / sqrt(len(set(s.stems)) or 1) for s in whole
        }
        most = max(central.values(), default=0.0) or 1.0
        heads = Counter(w for r in reads for w in set(r.heads))
        best = max((sum(heads[w] for w in set(s.stems)) for s in whole), default=0) or 1
        found = []
        for s in whole:
            words = set(s.stems)
            if id(s) in old or not words or self._is_struck(s):
                continue
            read = reads[s.member]
            own = set(read.heads)
            headed = len(words & own) / len(own) if len(own) > 1 else 0.5
            headed += sum(heads[w] for w in words) / best
            is_uneven = (
                _INTRODUCES.search(s.text)
                or _lacks_name(s.text)
                or s.size > LONG
                or s.size < (SHORT_LEANING if _LEANS.search(s.text) else SHORT)
            )
            worth = OPENING / (1 + s.position) + headed + CENTRAL * central[id(s)] / most
            worth += DATED if _DATED.search(s.text) else 0.0
            worth += EVENT * self._told_by.get(s.span.article, 0.0)
            worth *= UNEVEN if is_uneven else 1.0
            found.append(Told(s, read, matter, round(worth, 4)))
        return sorted(found, key=lambda t: (-t.worth, t.day, t.sentence.span.article, t.sentence.span.start))

    def _is_struck(self, s: Sentence) -> bool:
        if s.text not in self._struck:
            return False
        self.dropped[Dropped(short(s.text), STRUCK)] = None
        return True

    def read(self, story: Story) -> list[Read]:
        """Some of a story's reports in the review's language, as they are read for it."""
        own = [a for a in story.origins if self.is_ours(a)]
        reads = []
        for number, article in enumerate(spread(own, REPORTS)):
            known = self._reads.get(article.id)
            if known is None:
                cut = replace(article.version, text=_beginning(article.version.text))
                member = Member(replace(article, version=cut), version=self._version(article.id))
                known = self._reads[article.id] = self._ears.read(member, number)
            reads.append(known)
        return [r for r in reads if r.day is not None]

    def is_ours(self, article: Article) -> bool:
        return self.language is None or self._language_of(article) == self.language

    def _language_of(self, article: Article) -> str | None:
        if article.id not in self._languages:
            version = article.version
            found = self._ears.languages.of(version.text[:600], version.language)
            self._languages[article.id] = normal_code(found or "")
        return self._languages[article.id]

    def _main_language(self, stories: Sequence[Story], wanted: str | None) -> str | None:
        """The language that is wanted, if there are articles in it; else that of most."""
        spoken = Counter(self._language_of(a) for s in stories for a in s.origins)
        own = normal_code(wanted)
        return own if spoken[own] else min(spoken, key=lambda code: (-spoken[code], code or ""), default=None)


def _lacks_name(text: str) -> bool:
    """Whether a "he" or "she" stands before any name: of whom it is told stood in the report before."""
    found = _PERSON.search(text)
    if found is None or _SOMEBODY.match(text):
        return False
    return all(n.is_first and " " not in n.text for n in names_in(text[: found.start()]))


def _says_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences say the same, be it in other words around the same great number."""
    if extract.says_same(one, other):
        return True
    both = set(one.stems) & set(other.stems)
    return len(both) >= AROUND_NUMBER and any(
        sum(c.isdigit() for c in w) >= 3 and not _YEAR.fullmatch(w) for w in both
    )


def _share(one: Told, other: Told) -> float:
    """The share of the telling words of the shorter of two sentences that the other has, too, by how they begin."""
    mine, theirs = ({w[:STEM] for w in t.sentence.stems} for t in (one, other))
    return len(mine & theirs) / (min(len(mine), len(theirs)) or 1)


AROUND_NUMBER = 3
"""Words that two sentences share, one of them a number of three digits, from which they say the same."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def _beginning(text: str) -> str:
    """The paragraphs with which a text begins, whole."""
    if len(text) <= CHARACTERS:
        return text
    end = text.rfind("\n", 0, CHARACTERS)
    return text[:end] if end > 0 else text
