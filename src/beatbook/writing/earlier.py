"""Background: a sentence or two of earlier stories on the same people or matter.

Taken away from its day, a sentence must not say "on Tuesday": it is shown with the day on which its article came out, and
may name no other than a full one. What makes it belong are rare names that it shares with the story.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from beatbook.filing.terms import Reader
from beatbook.model import Version
from beatbook.writing.candidates import Read, Sentence
from beatbook.writing.extract import says_same

MOST = 2
"""Background sentences of a brief."""
SHARE = 0.3
"""Share of the budget that they may take."""
BEGINNING = 3
"""Sentences at the beginning of an earlier article that are looked at: what it was about."""
TELLING = 6
"""Members of a story whose names say what it is about."""
STORIES, ARTICLES = 3, 4
"""Earlier stories that a brief may draw on, and articles of each."""
HEADS = 2
"""Telling words of the headline that a background sentence must have: features begin with a kettle or a dog."""
NAMES = 2
"""Rare names of the story that a background sentence must have."""
WEIGHT = 11.0
"""What their rarity must come to: two names that each one article in 250 has, so that two countries are not enough."""

_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:this|last|next)\s(?:week(?:end)?|month|year|night|morning|evening|afternoon|\w+day)|(?:earlier|later)\s(?:this|that|in\sthe)|now|currently|so\sfar|recent(?:ly)?|the\s(?:next|past|last|previous|following|same)\s(?:\w+\s)?(?:days?|hours?|weeks?|months?|morning)|ago|"
    r"heute|gestern|morgen|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|vergangenen?|kommenden?|aujourd['’]hui|hier|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hoy|ayer|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|сегодня|вчера|завтра|понедельник\w*|вторник\w*|сред[уы]|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*)\b"
    r"|오늘|어제|내일|이날|지난|다음|\d+일(?!\s?까지)|今日|昨日|明日|今天|昨天|明天|本月|同日|今年|去年|去年|اليوم|أمس|غدا",
    re.I,
)
_QUOTES = "\"“„«「『‘'"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Subject:
    """The rare names of a story, each with how much sharing it says."""

    names: dict[str, float]

    def shared(self, other: set[str]) -> float:
        """What the names in common weigh; 0 where there are too few."""
        common = self.names.keys() & other
        return sum(sorted(self.names[n] for n in common)) if len(common) >= NAMES else 0.0


SMALL = 25
"""Added to the number of stories that a desk has: in a small one, what one of them has is not yet rare."""
COMMON, COMMON_FROM = 0.02, 10
"""Share of a desk's stories, and their number, from which a name says nothing of what one of them is about."""


def rarity(name: str, terms: Reader) -> float:
    return -math.log(terms.share(name))


def is_common(having: int, total: int) -> bool:
    """Whether a name that so many of all stories have says nothing of what one of them is about."""
    return having > max(COMMON_FROM, round(COMMON * total))


def weight(name: str, having: int, total: int, terms: Reader) -> float:
    """What sharing a name says that so many of all stories of the desk have: by how rare it is anywhere, and here."""
    return min(rarity(name, terms), -math.log(having / (total + SMALL)))


def is_near(weights: Sequence[float]) -> bool:
    """Whether names that weigh so much, shared with a story, are enough to look at another one for background."""
    return len(weights) >= NAMES and sum(weights) >= WEIGHT / 2


def subject(versions: Sequence[Version], terms: Reader, common: frozenset[str] = frozenset()) -> Subject:
    """The names that lead the articles of a story, without those that are common on the desk."""
    found: dict[str, float] = {}
    for version in versions:
        said = terms.of(version)
        for name in (said.names.keys() & said.leading) - common:
            found[name] = rarity(name, terms)
    return Subject(found)


def leading_up(about: Subject, earlier: Sequence[Read], terms: Reader) -> list[Sentence]:
    """The sentences of `earlier` that tell what their headline says, have to do with the story and can be told apart from
    their day, the weightiest first."""
    rated: list[tuple[float, int, Sentence]] = []
    for n, read in enumerate(earlier):
        if read.day is None:
            continue
        heads = set(read.heads)
        for s in read.sentences:
            tells = len(heads.intersection(s.stems)) >= min(HEADS, len(heads))
            if s.why is not None or s.position >= BEGINNING or not tells:
                continue
            if s.text[0] in _QUOTES or _RELATIVE.search(s.text):
                continue
            weight = about.shared(set(terms.of(Version(text=s.text)).names))
            if weight >= WEIGHT:
                told = weight * (1 + 1 / (1 + s.position)) * (1.5 if _YEAR.search(s.text) else 1.0)
                rated.append((-told, n, s))
    rated.sort(key=lambda row: (row[0], row[1], row[2].position))
    return [s for _, _, s in rated]


def background(rated: Sequence[Sentence], news: Sequence[Sentence], words: int) -> list[Sentence]:
    """Of the sentences that lead up to the story, the first `MOST` that fit and say nothing that was said."""
    chosen: list[Sentence] = []
    room = round(words * SHARE)
    for s in rated:
        told = any(says_same(s, other) for other in (*news, *chosen))
        if len(chosen) < MOST and s.size <= room and not told:
            chosen.append(s)
            room -= s.size
    return chosen
