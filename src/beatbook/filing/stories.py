"""Which story an article belongs to: online, in order of arrival, one pass, one setting for every beat.

An article is compared with the stories that share its rare names and words; it joins the one it is tied to most, if that
is enough, else it opens one. A story goes by the article that opened it, by our own first sight: a publisher's date is
evidence of likeness, never of identity. Copies go where their origin is and add nothing to a story, so a wire under a
hundred names weighs as one report. If an article is tied to two stories and they to each other, they are merged.

Names and words are weighed by how few articles of the desk have them, articles in general standing in until there are many: what
is in every article of a beat (its country, its leader) ties nothing. Only the stories that were touched last are compared
(`ACTIVE`), so an article costs the same however large the archive is.

The scheme is that of single-pass topic detection and tracking with incremental weights (Yang, Pierce and Carbonell,
SIGIR 1998; Brants, Chen and Farahat, SIGIR 2003), with signs of difference added.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest

from beatbook.filing import ties
from beatbook.filing.profile import (
    MOST_NUMBERS,
    MOST_TERMS,
    Profile,
    Sketch,
    Weights,
    dot,
    from_bytes,
    heaviest,
    to_bytes,
    unit,
)
from beatbook.filing.terms import Reader, Terms, is_name
from beatbook.model import Article, CopyKind, CopyOf, Grouping, Regroup

ACTIVE = 10_000
"""Stories that new articles are compared with: those that were touched last."""
PRIOR = 25.0
"""Articles that general text stands for when names are weighed."""
RAREST = 7.0
"""The most that a name weighs."""
KNOWN = 20_000.0
"""Articles after which those before count half: a desk's weights follow what it writes about."""
FRESH = 0.05
"""Share of its articles by which a desk may have grown before weights are worked out anew."""
LOOKED_UP = 1_500
"""Stories that are looked up by an article's names and words, those first that few stories have; then no more are."""
COMPARED = 8
"""Stories that are compared."""
LOOSEST, AT_LEAST = 0.5, 0.12
"""How little a story's articles may have in common that any others may join; where it is less, those that are alike at
least so much. Else a story that has once taken in too much would take in everything."""
SURE = 4.0
"""Log odds from which two stories that one article ties together may be one, and a flash joins a story."""
ALIKE = 0.75
"""Likeness in names from which two stories are merged."""
COPY_DAYS = 30
"""Days between a report and its reprint: the same words years later are no sign of one event."""
REVIEWED = frozenset((6, 9, 12, 16, 22, 30, 42, 60, 84, 120, 170, 240))
"""Sizes at which a story is looked at anew: whether it is two by now."""
FEWEST = 3
"""Articles that a part must have to become a story of its own."""
PARTED = 0.45
"""Likeness between two parts of a story, against that within the looser one, up to which they are two stories."""
EARLIER = 3
"""Earlier stories that one is linked with."""
RELATED, SURELY_RELATED = 0.35, 3.0
"""Likeness, and log odds if time did not count, from which an earlier story is linked with."""


_MANY_EVENTS = re.compile(
    r"""^\W*(?:timeline|chronology|chronik|chronologie|zeitleiste|타임라인|大事记)\b | \b(?:month|week|year)\ in\ review\b
    | \bnews\ in\ brief\b | \b(?:morning|evening|daily|weekly)\ (?:briefing|digest|round-?up|news)\b
    | \b(?:round-?up|digest)\s*(?:$|[:,]) | ^\W*(?:round-?up|digest|week\ in)\b
    | \b(?:monatsrückblick|wochenrückblick|jahresrückblick|rétrospective|revue\ de\ (?:la\ )?presse)\b | 돌아보기 | 一周要闻
    | ^\W*ask\ (?:a|an|the)\ [^:]{2,40}: | ^\W*(?:readers['’]?\ )?letters(?:\ to\ the\ editor|\ page)?\s*(?:$|[:,])
    | ^\W*(?:leserbriefe|courrier\ des\ lecteurs|cartas\ al\ director|독자\ ?투고|读者来信)\b""",
    re.I | re.X,
)
"""Headlines of pieces that tell of many events, or of none: accounts of a period, timelines, digests, readers' questions and
letters."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A story that an article was compared with."""

    story: Profile
    signs: ties.Signs
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an article belongs, the merges that it brought about, and the stories that it touched."""

    grouping: Grouping
    regroups: tuple[Regroup, ...] = ()
    touched: tuple[Profile, ...] = ()

    def profiles(self) -> dict[str, bytes]:
        return {profile.key: to_bytes(profile) for profile in self.touched}


class Rarities(dict[str, float]):
    """What terms weigh on a desk now: the logarithm of how many articles there are to one that has it, RAREST at the most.
    Worked out when first asked for, until the desk has grown."""

    def __init__(self, desk: Stories) -> None:
        super().__init__()
        self._desk = desk

    def __missing__(self, term: str) -> float:
        desk = self._desk
        having = desk._with.get(term, 0.0) + PRIOR * desk.reader.share(term)
        found = self[term] = min(RAREST, math.log((desk._articles + PRIOR) / having))
        return found


@dataclass(slots=True)
class Stories:
    """The active stories of a desk. Not for use by several threads at a time."""

    reader: Reader = field(default_factory=Reader)
    active: int = ACTIVE
    _stories: OrderedDict[str, Profile] = field(default_factory=OrderedDict)
    _having: dict[str, set[str]] = field(default_factory=dict)
    _found_by: dict[str, set[str]] = field(default_factory=dict)
    _articles: float = 0.0
    _with: dict[str, float] = field(default_factory=dict)
    rarity: Rarities = field(init=False)
    _weighed_at: float = 0.0
    _cores: dict[str, ties.Core] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rarity = Rarities(self)

    def __len__(self) -> int:
        return len(self._stories)

    def load(self, profiles: Iterable[bytes]) -> list[str]:
        """Take up stories as they were kept, the one touched last last. Their keys, in this order."""
        keys = []
        for data in profiles:
            profile = from_bytes(data)
            keys.append(profile.key)
            self._put(profile)
            self._articles += profile.size
            for term, count in profile.spread.items():
                self._with[term] = self._with.get(term, 0.0) + count
        self._weigh_anew()
        return keys

    def forget(self, key: str) -> None:
        """Compare nothing with a story any more."""
        if key in self._stories:
            self._drop(key)

    def known(self, key: str) -> Profile | None:
        """The profile of a story that is active."""
        return self._stories.get(key)

    def made(self, key: str, members: Iterable[Article]) -> Profile:
        """A story's profile made anew from its articles, in order of first sight; from now on it is known."""
        if key in self._stories:
            self._drop(key)
        story = Profile(key)
        for article in members:
            story.alone |= tells_of_many(article)
            terms = self.reader.of(article.version)
            story.add(self.sketch(article, terms), terms.shown)
        if story.size:
            self._put(story)
        return story

    # ---- deciding ----

    def decide(
        self,
        article: Article,
        copy: CopyOf | None = None,
        home: str | None = None,
        opens: str | None = None,
    ) -> Decision:
        """Where an article belongs. `home` is the story of the article that it is a copy of, if it is one; `opens` is what
        a story that it opens is to go by, if not by its own id."""
        if (
            copy is not None
            and copy.origin is not None
            and home is not None
            and self._is_timely(article, home)
        ):
            self._touch(home)
            return Decision(Grouping(article.id, home, (f"{copy.kind.value} of {copy.origin}",)))
        terms = self.reader.of(article.version)
        # A flash joins only what it surely belongs to, adds nothing to it, and nothing joins it: a few words prove little.
        is_flash = copy is not None and copy.kind is CopyKind.FLASH
        sketch = self.sketch(article, terms, counts=not is_flash)
        alone = tells_of_many(article)
        weighed = ties.weighed(sketch, self.rarity)
        rivals = [] if alone else self.rivals(weighed)
        best = rivals[0] if rivals else None
        if best is None or best.score < (SURE if is_flash else 0.0):
            # An id that a story goes by already is that of an article that was moved out of it.
            key = opens or (article.id if article.id not in self._stories else f"{article.id}-2")
            story = Profile(key, alone=alone or is_flash)
            if not is_flash:
                story.add(sketch, terms.shown)
            self._put(story)
            return Decision(Grouping(article.id, story.key, (), self._earlier(rivals)), (), (story,))
        tie = ties.in_words(weighed, best.story, terms.shown)
        if is_flash:
            return Decision(Grouping(article.id, best.story.key, tie), (), (best.story,))
        best.story.add(sketch, terms.shown)
        self._put(best.story)
        if best.story.size in REVIEWED and (parts := self._part(best.story)) is not None:
            stays, leaves = parts
            part = leaves if any(m.article == article.id for m in leaves.members) else stays
            moved = tuple(m.article for m in leaves.members if m.article != article.id)
            regroup = Regroup(stays.key, leaves.key, moved, _unlike(stays, leaves))
            return Decision(Grouping(article.id, part.key, tie), (regroup,), (stays, leaves))
        regroups, touched = self._merge(rivals, tie)
        kept = touched[0] if touched else best.story
        return Decision(Grouping(article.id, kept.key, tie), regroups, (kept,))

    def _earlier(self, rivals: list[Rival]) -> tuple[str, ...]:
        """Stories on the article's matter that ended before it."""
        found = [
            (ties.score_at_any_time(r.signs), r.story.key)
            for r in rivals
            if r.signs.far > 0 and r.signs.alike >= RELATED
        ]
        return tuple(key for score, key in sorted(found, reverse=True)[:EARLIER] if score >= SURELY_RELATED)

    def _merge(self, rivals: list[Rival], tie: tuple[str, ...]) -> tuple[tuple[Regroup, ...], list[Profile]]:
        """If the article ties another story to its own, and they are alike as wholes, the later opened joins."""
        best = rivals[0].story
        for other in rivals[1:]:
            if other.score < SURE:
                break
            a, b = best, other.story
            if (
                b.key in a.parted
                or not _overlap(a, b)
                or dot(self._names(a.terms), self._names(b.terms)) < ALIKE
            ):
                continue
            into, gone = (a, b) if a.size >= b.size else (b, a)
            self._drop(gone.key)
            into.take(gone)
            self._put(into)
            return (Regroup(gone.key, into.key, (), tie),), [into]
        return (), []

    def _part(self, story: Profile) -> tuple[Profile, Profile] | None:
        """If a story has become two, those: its articles are joined again, the most alike first, until two parts are
        left (average linkage), and these are compared with what holds each together."""
        members = story.members
        names = [self._names(member.terms) for member in members]
        alike = [[dot(a, b) for b in names] for a in names]
        parts = [[i] for i in range(len(members))]
        while len(parts) > 2:
            _, i, j = max(
                (_between(alike, parts[i], parts[j]), j, i) for i in range(len(parts)) for j in range(i)
            )
            parts[i] += parts.pop(j)
        one, two = parts
        if min(len(one), len(two)) < FEWEST:
            return None
        within = min(_within(alike, one), _within(alike, two))
        if _between(alike, one, two) > PARTED * within:
            return None
        leaving = two if 0 in one else one
        stays, leaves = story.part([members[i] for i in sorted(leaving)])
        self._put(stays)
        self._put(leaves)
        return stays, leaves

    def rivals(self, article: ties.Weighed) -> list[Rival]:
        """The stories that an article may belong to, the most likely first."""
        found = []
        for story in self._candidates(article):
            core = self._core(story)
            signs = ties.signs(article, story, core, self.rarity)
            if core.loose <= LOOSEST or signs.alike >= AT_LEAST:
                found.append(Rival(story, signs, ties.score(signs)))
        found.sort(key=lambda rival: -rival.score)
        return found

    def _candidates(self, article: ties.Weighed) -> list[Profile]:
        """The stories that have most of the article's rare names and words, by what these weigh in it."""
        having = [(self._having[term], term) for term in article.terms if term in self._having]
        having.sort(key=lambda found: len(found[0]))
        asked: dict[str, float] = {}
        left = LOOKED_UP
        for keys, term in having:
            left -= len(keys)
            if left < 0:
                break
            counted = article.terms[term] * self.rarity[term]
            for key in keys:
                asked[key] = asked.get(key, 0.0) + counted
        most = nlargest(COMPARED, [(weight, key) for key, weight in asked.items()])
        return [self._stories[key] for _, key in most]

    def _core(self, story: Profile) -> ties.Core:
        found = self._cores.get(story.key)
        if found is None:
            found = self._cores[story.key] = ties.core(story, self.rarity)
        return found

    def _names(self, terms: Weights) -> Weights:
        """Names as they weigh on this desk, as a vector of length 1."""
        return unit({t: weight * self.rarity[t] for t, weight in terms.items() if is_name(t)})

    # ---- weighing ----

    def sketch(self, article: Article, terms: Terms, *, counts: bool = True) -> Sketch:
        """An article as terms, by what the desk knows of them now; from now on it knows this article's, too, if it counts."""
        prominent = _prominent(terms.names, terms.leading) | {
            word: ties.A_WORD * weight for word, weight in _prominent(terms.words, terms.leading).items()
        }
        rarity = self.rarity
        kept = nlargest(MOST_TERMS, [(rarity[term] * p, term) for term, p in prominent.items()])
        numbers = {n: (1 + 0.5 * math.log(count)) * number_weight(n) for n, count in terms.numbers.items()}
        published = article.version.published
        if counts:
            self._count(prominent)
        return Sketch(
            article.id,
            {term: prominent[term] for _, term in kept},
            unit(heaviest({n: w for n, w in numbers.items() if w}, MOST_NUMBERS)),
            published.day.toordinal() if published else terms.day,
            published.day.year if published else terms.year,
            article.source,
        )

    def _count(self, terms: Iterable[str]) -> None:
        self._articles += 1
        counts = self._with
        for term in terms:
            counts[term] = counts.get(term, 0.0) + 1
        if self._articles > KNOWN:
            self._articles /= 2
            self._with = {term: n / 2 for term, n in counts.items() if n >= 1}
        if not (1 - FRESH) * self._articles <= self._weighed_at <= self._articles:
            self._weigh_anew()

    def _weigh_anew(self) -> None:
        self.rarity.clear()
        self._cores.clear()
        self._weighed_at = self._articles

    # ---- deciding again ----

    def take_out(self, article: str, key: str) -> None:
        """Forget what an article brought to a story, as far as it is kept; a story of which nothing is left is forgotten."""
        story = self._stories.get(key)
        if story is None:
            return
        kept = next((m for m in story.members if m.article == article), None)
        if story.size == (kept is not None):
            self._drop(key)
        elif kept is not None:
            story.remove(kept)
            self._put(story)

    def tie(self, article: Article, key: str) -> tuple[str, ...] | None:
        """What ties an article to a story that it was taken out of, if it still belongs there."""
        story = self._stories.get(key)
        if story is None or story.alone or tells_of_many(article):
            return None
        terms = self.reader.of(article.version)
        weighed = ties.weighed(self.sketch(article, terms, counts=False), self.rarity)
        if ties.score(ties.signs(weighed, story, self._core(story), self.rarity)) < 0.0:
            return None
        return ties.in_words(weighed, story, terms.shown)

    def put_in(self, article: Article, key: str) -> Profile:
        """Count an article into a story, wherever it would belong."""
        story = self._stories.get(key) or Profile(key, alone=tells_of_many(article))
        terms = self.reader.of(article.version)
        story.add(self.sketch(article, terms), terms.shown)
        self._put(story)
        return story

    # ---- keeping ----

    def _is_timely(self, copy: Article, home: str) -> bool:
        """Whether a copy is of the days of its origin's story, as far as is known."""
        story, published = self._stories.get(home), copy.version.published
        if story is None or story.days is None or published is None:
            return True
        day = published.day.toordinal()
        return story.days[0] - COPY_DAYS <= day <= story.days[1] + COPY_DAYS

    def _touch(self, key: str) -> None:
        if key in self._stories:
            self._stories.move_to_end(key)

    def _put(self, story: Profile) -> None:
        self._stories[story.key] = story
        self._stories.move_to_end(story.key)
        self._cores.pop(story.key, None)
        terms = set() if story.alone else set(story.terms)
        before = self._found_by.get(story.key, set())
        for term in terms - before:
            self._having.setdefault(term, set()).add(story.key)
        self._unlist(story.key, before - terms)
        self._found_by[story.key] = terms
        while len(self._stories) > self.active:
            self._drop(next(iter(self._stories)))

    def _drop(self, key: str) -> None:
        del self._stories[key]
        self._cores.pop(key, None)
        self._unlist(key, self._found_by.pop(key))

    def _unlist(self, key: str, terms: Iterable[str]) -> None:
        for term in terms:
            having = self._having[term]
            having.discard(key)
            if not having:
                del self._having[term]


def tells_of_many(article: Article) -> bool:
    return _MANY_EVENTS.search(article.version.headline or "") is not None


def _prominent(counts: Mapping[str, int], leading: frozenset[str]) -> Weights:
    """How prominent each term is in an article: 1 if it has it once, more if often or in its first sentences."""
    return {term: 1 + math.log(count) + (term in leading) for term, count in counts.items()}


def _between(alike: list[list[float]], one: list[int], two: list[int]) -> float:
    """The mean likeness between the articles of two parts."""
    return sum([alike[i][j] for i in one for j in two]) / (len(one) * len(two))


def _within(alike: list[list[float]], part: list[int]) -> float:
    """The mean likeness between the articles of a part."""
    pairs = [alike[i][j] for i in part for j in part if i < j]
    return sum(pairs) / len(pairs)


def _unlike(stays: Profile, leaves: Profile) -> tuple[str, ...]:
    """What each of two parts has that the other lacks, in words for an editor."""
    found = []
    for one, other in ((stays, leaves), (leaves, stays)):
        own = [term for term in one.terms if is_name(term) and term not in other.spread]
        own.sort(key=lambda name: -one.terms[name])
        if own:
            found.append(f"only one part names {', '.join(one.shown.get(name, name) for name in own[:3])}")
    return tuple(found)


def _overlap(a: Profile, b: Profile) -> bool:
    """Whether two stories ran at one time, as far as is known."""
    if a.days is None or b.days is None:
        return True
    return max(a.days[0], b.days[0]) - min(a.days[1], b.days[1]) <= ties.QUIET


def number_weight(number: str) -> float:
    """How much a number says: a count in the hundreds or a decimal much, a year little, a digit nothing."""
    if "." in number or "," in number:
        return 2.5
    if len(number) == 4 and number[:2] in ("19", "20"):
        return 0.7
    return (0.0, 1.0)[len(number) - 1] if len(number) < 3 else 2.5
