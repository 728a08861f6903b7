"""What's ahead: which sentences announce the same thing, and how it stands after all of them.

* **Joining** (`join`, for one announcing at a time, as articles come in; what is denied and joins nothing is dropped). Repeats agree in their days and share telling words, the
  more the rarer they are; a word that several announcements of these days have tells none of them apart. A sentence that moves or
  calls off may name the day on which it was to be; where it does not, it needs more words in common, and what is nearest ahead is
  meant. A meeting of every month is one announcement for each month: their days do not agree. Words are not compared across
  languages; names and numbers in Latin letters are, and join where the very day agrees and there are three of them.
* **Standing** (`announcement`, of all that was announced, in any order of arrival). The latest sentence that says days says where it is,
  but what is coarser or less firm takes nothing back of what was said before, unless it says that the thing was moved, and what names
  days that it was moved from is old news.

Pure. `ears` are only asked how rare words are, and for the stems of a speaker's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from math import log, sqrt

from beatbook.filing.words import grams, is_run
from beatbook.model import (
    Act,
    Announcement,
    Announcing,
    Certainty,
    Change,
    Cited,
    Days,
    Fate,
    Moment,
    Precision,
    Settled,
)
from beatbook.writing.candidates import Ears
from beatbook.writing.material import spread
from beatbook.writing.naming import spoken
from beatbook.writing.texts import stem

# ---- joining ------------------------------------------------------------------------------------------------------------

SAME = 0.5
"""Likeness from which an announcing belongs to an announcement; set by reading (docs/decisions/0506-held-to-account.md)."""
SAYS_WHICH, COARSE, WITHIN, BY_WORDS = 1.3, 0.9, 0.85, 0.75
"""What likeness in words is worth where a sentence that moves a thing says from which day; where both mean the same week, month or year;
where one's days are within the other's; and where only words say that it is what was moved or called off. Where both mean the
same day it is worth all."""
OTHER_NUMBERS = 0.8
"""What it is worth where both have numbers and none in common: the 25th fair is not the 26th."""
FEWEST = 2
"""Telling words that two must share; across languages one more."""
OTHER_THING = 0.75
"""What it is worth where they part ways after two words in common."""
NAME = 4
"""Words in a row that are a name."""
MUCH, HELD = 9.0, 0.7
"""Weight from which it counts how much of the shorter one's words the longer one has, and what that is worth: a short sentence says what
a long one says among other things."""
OF_WHAT_IS_DENIED = 0.75
"""What part of a denial's words, by their weight, must be said of what it denies: the café that will not close is not the library."""
SEVERAL = 4
"""Other announcements of these days that halve what a word is worth by having it too."""
FOR_THE_OCCASION = 0.3
"""What a word is worth that says what a thing is held for: a feast, a concert and a launch may all be held for one jubilee."""
LOOKED_AT = 40
"""Sentences of an announcement that a new one is compared with, evenly spread: what is announced daily costs no more."""
RAREST, NUMBER = 7.0, 2.5
"""The weight of the rarest word (a logarithm), and of a number: like events have small ones in common."""
PAST = timedelta(7)
"""How long after its day a thing is still said to have been put off."""
FARTHEST = timedelta(400)
"""How far apart the days of one thing can be, when it is moved."""

LITTLE = 0.2
"""The weight of a word that says nothing by itself, in languages of which general texts are not counted."""
_LITTLE = frozenset(
    "der die das den dem des ein eine einen einer eines und oder nicht ist sind war mit von vom zu zum zur auf fur im in am an um bis bei aus als nach "
    "uber unter vor sich auch wird werden wurde wurden soll sollen hat haben noch nur so wie dass er sie es le la les un une et ou de du d l a au aux "
    "en dans que qu qui ne pas ce se s sa son ses sur pour par avec est sont ete sera seront elle il ils ont el los las del y con una para su por lo".split()
)

_OCCASION = re.compile(
    r"\b(?:to\s(?:mark|celebrate|commemorate)|marking|celebrating|commemorating|in\s(?:celebration|commemoration|honou?r)\sof|on\sthe\soccasion\sof|"
    r"zum\s\d+\.|anlässlich|à\sl['’]occasion\sd)\b.*|^.*(?:맞아|맞이해|맞이하여|기념해|기념하여)\s",
    re.I | re.S,
)

_FINENESS = {
    Precision.TIME: 0,
    Precision.DAY: 0,
    Precision.WEEK: 1,
    Precision.MONTH: 2,
    Precision.QUARTER: 3,
    Precision.YEAR: 4,
}


def key_of(announcing: Announcing) -> str:
    """The key of an announcement that is first known by this one. A sentence may announce several things, on different days."""
    span, days = announcing.span, announcing.days
    said = f"{span.article}\n{span.start}\n{span.end}" + (f"\n{days.first}\n{days.last}" if days else "")
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def join(one: Announcing, among: Mapping[str, Sequence[Announcing]], ears: Ears) -> str | None:
    """The key of the announcement that this one belongs to, or None. Of several that are alike as much, the one whose days
    come next after it was said."""
    if not among:
        return None
    having = Counter(
        word for entry in among.values() for word in {s for a in entry if _agreement(one, a) for s in a.stems}
    )
    best: tuple[float, int, str] | None = None
    for key, entry in among.items():
        own = {s for a in entry for s in a.stems}
        common = {word: n - (word in own) for word, n in having.items()}
        likeness = same(one, entry, ears, common)
        if likeness >= SAME:
            found = (-round(likeness, 6), _away(one, entry), key)
            best = min(best, found) if best else found
    return best[2] if best else None


def same(
    one: Announcing, entry: Sequence[Announcing], ears: Ears, common: Mapping[str, int] | None = None
) -> float:
    """How much an announcing is like a repeat of others, from 0 to 1. `common`: how many other announcements have a word."""
    mine = weights(one, ears, common or {})
    if one.act is Act.DENIED:
        entry = [other for other in entry if _denies(one, other, ears)]
    best = 0.0
    if any(other.span == one.span for other in entry):
        return best  # a sentence that announces two things announces two
    for other in spread(entry, LOOKED_AT):
        agreement = _agreement(one, other)
        if agreement:
            best = max(best, agreement * _likeness(one, mine, other, ears, common or {}))
    return min(1.0, best)


def _denies(one: Announcing, other: Announcing, ears: Ears) -> bool:
    """Whether a denial is of that: of what another article had said would be done, by that word, on a day that it denies, and
    with few words that are not said of it. One without telling words denies nothing."""
    if (
        one.days is None
        or other.days is None
        or not one.stems
        or other.act not in (Act.ANNOUNCED, Act.MOVED)
        or _order(other) > _order(one)
        or other.span.article == one.span.article
        or one.language != other.language
        or not _holds(one.days, other.days)
    ):
        return False
    mine, theirs = weights(one, ears, {}), weights(other, ears, {})
    said = sum(weight for word, weight in mine.items() if word in theirs)
    return said >= OF_WHAT_IS_DENIED * sum(mine.values()) and not theirs.keys().isdisjoint(
        _parts(one.stems[0])
    )


def called_off(one: Announcing) -> Announcing:
    """An announcing as it counts once it is joined: a denial of what was announced calls it off."""
    return replace(one, act=Act.CANCELLED) if one.act is Act.DENIED else one


def rarity(word: str, ears: Ears) -> float:
    """How much a telling word tells: the logarithm of how many articles in general there are to one that has it."""
    if word in _LITTLE:
        return LITTLE
    if word[0].isdigit():
        return NUMBER
    return min(RAREST, -log(ears.terms.share(f"~{word}" if word != word.swapcase() else word)))


def weights(one: Announcing, ears: Ears, common: Mapping[str, int]) -> dict[str, float]:
    """The telling words of what is to come, without those that name who says so, and what each weighs. Words of Korean and of scripts
    without blanks are their pairs of letters, as one writes together what another parts."""
    speaker = frozenset(ears.stems(one.stated_by)) if one.stated_by else frozenset()
    occasion = frozenset(ears.stems(said[0])) if (said := _OCCASION.search(one.text)) else frozenset()
    found: dict[str, float] = {}
    for word in one.stems:
        if word not in speaker:
            weight = rarity(word, ears) * SEVERAL / (SEVERAL + common.get(word, 0))
            weight *= FOR_THE_OCCASION if word in occasion else 1.0
            of_word = _parts(word)
            for part in of_word:
                found[part] = max(found.get(part, 0.0), weight / len(of_word))
    return found


def parts(text: str, ears: Ears) -> frozenset[str]:
    """The telling words of a text, as they are compared."""
    return frozenset(part for word in ears.stems(text) for part in _parts(word))


def words_of(one: Announcing) -> list[str]:
    """The telling words of an announcing, as they are compared, in order."""
    return list(dict.fromkeys(part for word in one.stems for part in _parts(word)))


def _parts(word: str) -> list[str]:
    return grams(word) if is_run(word) else [stem(word)]


def _likeness(
    one: Announcing, mine: Mapping[str, float], other: Announcing, ears: Ears, common: Mapping[str, int]
) -> float:
    """The share of their words that two have in common, after A. Bhattacharyya (1943), each word by its weight; or that part of the shorter
    one that the longer one has, where it is much."""
    theirs = weights(other, ears, common)
    shared = mine.keys() & theirs.keys()
    fewest = FEWEST
    if one.language != other.language and one.language and other.language:
        shared = {word for word in shared if word.isascii()}
        fewest += 1
        if one.days != other.days or _FINENESS[one.precision] or _FINENESS[other.precision]:
            return 0.0
    if len(shared) < fewest or all(word[0].isdigit() for word in shared):
        return 0.0
    weight = sum(sqrt(mine[word] * theirs[word]) for word in shared)
    one_all, other_all = sum(mine.values()), sum(theirs.values())
    likeness = weight / sqrt(one_all * other_all)
    if weight >= MUCH:
        likeness = max(likeness, HELD * min(1.0, weight / min(one_all, other_all)))
    numbers = [{word for word in words if word[0].isdigit()} for words in (mine, theirs)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        likeness *= OTHER_NUMBERS
    return likeness * (OTHER_THING if _parts_ways(one.stems, other.stems) else 1.0)


def _parts_ways(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two go on with other words where they say the same: "the council will vote on the ferry", "… on the school". A longer run
    that they have in common is a name, and what follows it is by the way."""
    places = {word: at for at, word in reversed(list(enumerate(theirs)))}
    others = frozenset(mine)
    run = 0
    for at, word in enumerate(mine):
        there = places.get(word, -1)
        follows = at > 0 and there > 0 and theirs[there - 1] == mine[at - 1]
        run = run + 1 if follows else int(there >= 0)
        next_mine, next_theirs = mine[at + 1 : at + 3], theirs[there + 1 : there + 3]
        if (
            1 < run < NAME
            and len(next_mine) == len(next_theirs) == 2
            and not is_run(word)
            and places.keys().isdisjoint(next_mine)
            and others.isdisjoint(next_theirs)
        ):
            return True
    return False


def _agreement(one: Announcing, other: Announcing) -> float:
    """How well the days of two agree, from 0 to 1."""
    early, late = (one, other) if _order(one) <= _order(other) else (other, one)
    if late.act is not Act.ANNOUNCED and late.was and early.days and (fit := _fit(late.was, early.days)):
        return SAYS_WHICH if fit == 1.0 else fit
    if early.act is Act.MOVED and early.was and late.days and (fit := _fit(early.was, late.days)):
        return fit
    if early.days and late.days and (fit := _fit(early.days, late.days)):
        return fit
    if late.act is not Act.ANNOUNCED and late.was is None:
        if early.days is None:
            return BY_WORDS if late.said - early.said <= FARTHEST else 0.0
        if early.days.last >= late.said - PAST and (
            late.days is None or (late.act is Act.MOVED and _gap(early.days, late.days) <= FARTHEST)
        ):
            return BY_WORDS
    if early.act is Act.MOVED and early.days is None and late.days and late.said - early.said <= FARTHEST:
        return BY_WORDS
    return 0.0


def _fit(a: Days, b: Days) -> float:
    """What likeness in words is worth for two things on these days; 0 where they are on different days."""
    if a == b:
        return 1.0 if (a.last - a.first).days < 7 else COARSE
    if _holds(a, b) or _holds(b, a):
        return WITHIN if max(_length(a), _length(b)) <= 31 else BY_WORDS
    if a.first <= b.last and b.first <= a.last:
        return BY_WORDS
    return 0.0


def _holds(a: Days, b: Days) -> bool:
    return a.first <= b.first and b.last <= a.last


def _length(days: Days) -> int:
    return (days.last - days.first).days + 1


def _gap(a: Days, b: Days) -> timedelta:
    return max(a.first - b.last, b.first - a.last, timedelta(0))


def _away(one: Announcing, entry: Sequence[Announcing]) -> int:
    """Days from when one was said to when the entry is to be, the nearest ahead; what is past is far."""
    ahead = [(a.days.last - one.said).days for a in entry if a.days]
    return min((n if n >= 0 else FARTHEST.days - n for n in ahead), default=2 * FARTHEST.days)


# ---- standing -----------------------------------------------------------------------------------------------------------

SENTENCES = 3
"""Sentences that are cited of an announcement."""
STILL = 2
"""Articles of later days that must announce a thing again after one has called it off: then it is on."""
LEFT = 20
"""Days that a thing was moved from of which is known that they are old news."""
TELLING = 12
"""Telling words of a sentence from which more say nothing more."""

_FIRMNESS = {
    Certainty.SCHEDULED: 3,
    Certainty.EXPECTED: 2,
    Certainty.POSSIBLE: 1,
    Certainty.THREATENED: 1,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thing stands: where it is now, `by` the sentence that put it there or called it off, and every change on the way.
    `moved` says that its days are not those on which it was to be first; `left` are those. `still` are the articles that
    announce it after it was called off."""

    days: Days | None
    precision: Precision
    certainty: Certainty
    by: Announcing
    trail: tuple[Change, ...] = ()
    moved: bool = False
    left: tuple[Days, ...] = ()
    still: frozenset[str] = frozenset()

    @property
    def fate(self) -> Fate:
        """What the announcing sentences themselves say became of it."""
        if self.by.act is Act.CANCELLED:
            return Fate.CANCELLED
        return Fate.POSTPONED if self.days is None else Fate.AHEAD


def announcement(
    key: str,
    announced: Iterable[Announcing],
    settled: Settled | None = None,
    before: Announcement | None = None,
) -> Announcement:
    """An announcement as it stands. `announced`: all that was announced of it, without what copies say, one at least.
    `settled`: what became of it, if that is known; who announced it may have said so too. `before`: as it stood, so that its
    sequence only grows."""
    known = ordered(announced)
    standing = standing_of(known)
    if settled is None or (settled.who is None and _is_told_anew(settled, standing, known)):
        settled = told(standing, known)
    saying = [a for a in known if a.days and standing.days and _fit(a.days, standing.days)] or known
    chosen = _chosen(saying, standing)
    now = Announcement(
        key,
        standing.days,
        standing.precision,
        standing.certainty,
        tuple(map(cited, chosen)),
        next((a.stated_by for a in chosen if a.stated_by), None),
        len({a.span.article for a in saying}),
        standing.trail,
        settled,
        len(standing.trail) - 1 + (settled.fate not in (standing.fate, Fate.AHEAD)),
    )
    return later(now, before)


def _is_told_anew(settled: Settled, standing: Standing, known: Sequence[Announcing]) -> bool:
    """Whether what became of it is said by those who announced it: they may have said otherwise since."""
    own = {one.span for one in known}
    return (
        standing.fate is not Fate.AHEAD
        or settled.fate is Fate.AHEAD
        or any(span in own for sentence in settled.sentences for span in sentence.spans)
    )


def later(now: Announcement, before: Announcement | None) -> Announcement:
    """An announcement after what it was before, with a sequence that only grows."""
    if before is None:
        return now
    changed = (now.days, now.certainty, now.settled.fate) != (
        before.days,
        before.certainty,
        before.settled.fate,
    )
    return replace(now, sequence=max(now.sequence, before.sequence + changed))


def ordered(announced: Iterable[Announcing]) -> list[Announcing]:
    """Each announcing once, in the order in which they were said."""
    return sorted(dict.fromkeys(announced), key=lambda a: (_order(a), repr(a)))


def cited(announcing: Announcing) -> Cited:
    return Cited(announcing.text, (announcing.span,), published=Moment(announcing.said))


def told(standing: Standing, known: Iterable[Announcing]) -> Settled:
    """What the announcing sentences themselves (`known`) say became of it. That one article alone says so is told."""
    on = spoken(standing.by.said)
    saying = {a.span.article for a in known if a.act is standing.by.act}
    by = f"as {'one article' if len(saying) == 1 else f'{len(saying)} articles'} reported"
    who = f", according to {standing.by.stated_by}" if standing.by.stated_by else ""
    why = {
        Fate.CANCELLED: f"called off, {by} on {on}{who}",
        Fate.POSTPONED: f"put off, {by} on {on}{who}; no new day was named",
    }.get(standing.fate, "")
    return Settled(standing.fate, why, (cited(standing.by),) if why else ())


def standing_of(known: Sequence[Announcing]) -> Standing:
    """How it stands after these, which are in order."""
    now = _begun(known[0])
    for one in known[1:]:
        now = _after(now, one)
    return now


def _begun(one: Announcing) -> Standing:
    days = None if _puts_off(one) else one.days or one.was
    left = (one.was,) if one.was else ()
    return Standing(
        days,
        one.precision,
        one.certainty,
        one,
        (_change(one, days),),
        moved=one.act is Act.MOVED,
        left=left,
    )


def _after(now: Standing, one: Announcing) -> Standing:
    if one.act is Act.CANCELLED:
        if now.by.act is Act.CANCELLED or _is_left(one, now):
            return now
        return _changed(now, one, now.days or one.days or one.was, now.precision, left=now.left)
    if one.act is Act.MOVED:
        return _moved(now, one)
    if one.days is None:
        return now
    if now.by.act is Act.CANCELLED:
        if one.said <= now.by.said:
            return now
        still = now.still | {one.span.article}
        if len(still) < STILL:
            return replace(now, still=still)
        return _changed(now, one, one.days, one.precision, left=now.left)
    if now.days is None:
        is_old = any(_fit(one.days, days) for days in now.left)
        return now if is_old else _changed(now, one, one.days, one.precision, moved=True)
    return _said_again(now, one, now.days, one.days)


def _is_left(one: Announcing, now: Standing) -> bool:
    """Whether it calls off days on which the thing is to be no more."""
    return one.days is not None and now.days is not None and not _fit(one.days, now.days)


def _moved(now: Standing, one: Announcing) -> Standing:
    """Moved from where it stands; that it was, said once more, changes nothing."""
    if _puts_off(one):
        if now.days is None or (one.was and not _fit(one.was, now.days)):
            return now
        return _changed(now, one, None, now.precision, moved=True, left=(*now.left, now.days)[-LEFT:])
    days = one.days
    is_known = (
        now.moved and days is not None and now.days is not None and _fit(days, now.days) > 0
    ) and now.by.act is not Act.CANCELLED
    if days is None or (is_known and (days == now.days or _holds(days, now.days or days))):
        return now
    left = tuple(d for d in (*now.left, now.days, one.was) if d and d != days)
    return _changed(now, one, days, one.precision, moved=True, left=tuple(dict.fromkeys(left))[-LEFT:])


def _puts_off(one: Announcing) -> bool:
    """Whether it is put off and no new day is named: then the days, if any, are those on which it was to be."""
    return one.act is Act.MOVED and (one.days is None or one.days == one.was)


def _said_again(now: Standing, one: Announcing, at: Days, days: Days) -> Standing:
    firmer = _FIRMNESS[one.certainty] > _FIRMNESS[now.certainty]
    finer, coarser = (
        _FINENESS[one.precision] < _FINENESS[now.precision],
        _FINENESS[one.precision] > _FINENESS[now.precision],
    )
    if days == at:
        precision = one.precision if finer else now.precision
        return _changed(now, one, at, precision) if firmer else replace(now, precision=precision)
    if any(days == d or _holds(d, days) for d in now.left):
        return now
    if _holds(at, days):
        if finer:
            return _changed(now, one, days, one.precision)
        return _changed(now, one, at, now.precision) if firmer else now
    if _holds(days, at):
        if coarser:
            return _changed(now, one, at, now.precision) if firmer else now
        return _changed(now, one, days, one.precision)
    return now if coarser else _changed(now, one, days, one.precision)


def _changed(
    now: Standing,
    one: Announcing,
    days: Days | None,
    precision: Precision,
    *,
    moved: bool | None = None,
    left: tuple[Days, ...] | None = None,
) -> Standing:
    calls_off = one.act is Act.CANCELLED or days is None
    certainty = now.certainty if calls_off else one.certainty
    change = replace(_change(one, days), precision=precision, certainty=certainty)
    return Standing(
        days,
        precision,
        certainty,
        one,
        (*now.trail, change),
        now.moved if moved is None else moved,
        now.left if left is None else left,
    )


def _change(one: Announcing, days: Days | None) -> Change:
    return Change(one.said, one.act, days, one.precision, one.certainty, one.span)


def _chosen(saying: Sequence[Announcing], standing: Standing) -> list[Announcing]:
    """The best sentences, of different articles and each once."""

    def worth(one: Announcing) -> tuple[object, ...]:
        return (
            one.act is Act.CANCELLED or one.days is None,
            one.days != standing.days,
            _FINENESS[one.precision],
            -min(TELLING, len(set(one.stems))),
            -one.said.toordinal(),
            *_order(one),
        )

    found: list[Announcing] = []
    for one in sorted(saying, key=worth):
        is_new = all(one.span.article != f.span.article and one.text != f.text for f in found)
        if is_new and len(found) < SENTENCES:
            found.append(one)
    return found


def _order(one: Announcing) -> tuple[date, str, int, int]:
    return one.said, one.span.article, one.span.start, one.span.end
