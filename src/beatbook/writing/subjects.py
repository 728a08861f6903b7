"""Whom and what a text names: runs of words with capitals, and whether what stands around them says a person or a place.

This counts names for readers ("named in 14 stories"), so a wrong one is worse than a missing one: a word with a capital at the
beginning of a sentence is a name only if the same one stands inside sentences elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from beatbook.filing.terms import Reader, word_key
from beatbook.model import SubjectKind
from beatbook.writing.names import STYLES

CHARACTERS = 3_000
"""Characters of a text that are looked through: news names its people in its first five hundred words."""
LONGEST = 5
"""Words of a name; what is longer is a headline."""

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ](?:[\w’'-]*\w)?"
_HEADED = (
    "Ministry|Minister|Bank|House|University|Department|Office|Council|Court|Board|Institute|Republic|Union|City|Port|Chamber|Committee|Academy|"
    "Party|Army|Federation|Association|Church|Gulf|Sea|Strait|Bay|Isle|Cape|King|Queen|Day|Friends|Department|Agency|Bureau"
)
_UNIT = rf"(?:(?:{_HEADED})\s(?:of|for)\s(?:the\s)?)?{_CAP}"
_RUN = re.compile(rf"(?<![\w’'-]){_UNIT}(?:(?:[’']?\s|-){_UNIT})*")
_OWNER = re.compile(r"([^\s’']+[’']s)\s+")
_ENDS = re.compile(r"(?:^|[.!?…:;“\"‘„«»•*\n—–(\[]['\"”’)]?)\s*$")
"""What stands before the first word of a sentence, a line or a quotation."""
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_EMPTY = frozenset(
    "i a an the he she it they we you his her its their our my this that these those in on at of by to for from with and or but so if as not no "
    "mr mrs ms mx dr".split()
)
_BEFORE = (
    STYLES | _EMPTY | CALENDAR | frozenset("comrade generalissimo marshal premier syndic justice".split())
)
"""What stands with a capital before a name and is no part of it."""
_PERSON_AFTER = re.compile(
    r"(?:'s|’s)?,?\s(?:said|says|told|added|asked|who|whose|wrote|insisted|replied|warned|called|argued|recalled|\d{1,2},)\b"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Sir|Dame|Lord|Lady)\.?|said|says|told|asked|added|\b(?:"
    + "|".join(sorted(STYLES))
    + r"))\s$"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|off|towards?|from|outside|across|around|reached|left)\s$")


class Named(NamedTuple):
    """A name in a text: `is_first` where every word has a capital, so that it may be none."""

    text: str
    start: int
    is_first: bool


def names_in(text: str) -> list[Named]:
    """The runs of words with capitals, without the titles before a name, in order."""
    found: list[Named] = []
    for start, run in _runs(text):
        words = run.split()
        is_first = _ENDS.search(text[max(0, start - 4) : start]) is not None
        while words and _key(words[0]) in _BEFORE:
            start += len(words[0]) + 1
            is_first = False
            words = words[1:]
        for n in range(len(words) - 2, 0, -1):  # "Settlement Minister Ines Tavarel"
            if _key(words[n]) in STYLES:
                start += len(" ".join(words[: n + 1])) + 1
                words, is_first = words[n + 1 :], False
                break
        while words and _key(words[-1]) in CALENDAR:
            words = words[:-1]
        if len(words) > 3 and words[-1].endswith("ing") and words[-2] in ("for", "of"):
            words = words[:-2]  # "Committee for Celebrating the …"
        if words and len(words) <= LONGEST:
            name = re.sub(r"[’']s?$", "", " ".join(words))
            if len(name) > 1 and not any(p[:1].islower() for p in name.split("-")):
                found.append(Named(name, start, is_first))
    return found


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of words with capitals and where they begin; "Velm's Assembly" is two, "People's Armed Forces" may be one."""
    for run in _RUN.finditer(text):
        owner = _OWNER.match(run[0])
        if owner:
            yield run.start(), owner[1]
            yield run.start() + owner.end(), run[0][owner.end() :]
        else:
            yield run.start(), run[0]


def _key(word: str) -> str:
    return word.strip(".’'").lower()


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is counted, and the stories that name it, of two periods."""

    text: str
    kind: SubjectKind
    within: frozenset[str]
    before: frozenset[str]


class Census:
    """Counts in which stories names and themes are."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._stories: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, set[str]] = defaultdict(set)
        self._signs: dict[str, Counter[SubjectKind]] = defaultdict(Counter)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, Counter[str]] = defaultdict(Counter)
        self._led: Counter[str] = Counter()
        self._ending: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._over: dict[str, set[str]] = defaultdict(set)
        self._closed: Counter[str] = Counter()

    def add(self, story: str, headline: str, text: str) -> None:
        """Count an article of a story."""
        text = text[:CHARACTERS]
        for name in names_in(_TITLE.sub(_untitled, text)):
            (self._first if name.is_first else self._stories)[name.text].add(story)
            before, after = (
                text[max(0, name.start - 16) : name.start],
                text[name.start + len(name.text) : name.start + len(name.text) + 14],
            )
            if "-" in name.text:
                self._closed[name.text] += _CLOSES.match(after) is not None
            if _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after):
                self._signs[name.text][SubjectKind.PERSON] += 1
            elif _PLACE_BEFORE.search(before):
                self._signs[name.text][SubjectKind.PLACE] += 1
            else:
                self._signs[name.text][SubjectKind.NAME] += 1
        self._small.update(set(_SMALL.findall(text)))
        for word in re.findall(r"[^\W\d_]{3,}", headline.lower()):
            self._over[_key_of(word)].add(story)
        for match in _COMMON.finditer(f"{headline}\n{text[:LEAD]}"):
            key = _key_of(match["word"])
            self._words[key].add(story)
            self._shown[key][match["word"]] += 1
            self._led[key] += match["led"] is not None
            self._ending[key] += match["ends"] is not None

    def subjects(self, now: frozenset[str], before: frozenset[str]) -> list[Subject]:
        """All that is named inside sentences somewhere, each by its longest form, by its text."""
        known = {
            name: stories | self._first.get(name, set())
            for name, stories in self._stories.items()
            if not self._is_joined(name)
        }
        known = {
            name: stories
            for name, stories in known.items()
            if " " in name
            or (
                self._small[name.lower()] * OFTEN <= len(stories)
                and self._reader.share(word_key(name.lower())) < PLAIN
            )
        }
        merged = self._merged(self._bare(known))
        found = [
            Subject(name, self._kind(name), frozenset(stories & now), frozenset(stories & before))
            for name, stories in merged.items()
        ]
        taken = {_key_of(word.lower()) for name in merged for word in name.split()}
        for key, stories in self._words.items():
            shown = max(self._shown[key].items(), key=lambda item: (item[1], item[0]))[0]
            uses = self._shown[key].total()
            is_thing = self._led[key] >= LED * uses and self._ending[key] >= ENDING * uses
            is_headed = not self._over or len(self._over[key] & stories) >= HEADED * len(stories)
            if key not in taken and is_thing and is_headed and self._is_telling(shown):
                found.append(
                    Subject(shown, SubjectKind.THEME, frozenset(stories & now), frozenset(stories & before))
                )
        return sorted(found, key=lambda s: (s.text, s.kind))

    def _is_joined(self, name: str) -> bool:
        """Whether it says of what kind a thing is ("Sino-Karsan friendship"), and names none."""
        uses = self._signs[name].total()
        return "-" in name and self._closed[name] < CLOSED * uses

    def _bare(self, known: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """Names without a title that no list has: "Staff Jong Sung Jo", where "staff" is a word and the others are none."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, stories in known.items():
            first, _, rest = name.partition(" ")
            is_titled = (
                " " in rest
                and len(known.get(rest, ())) >= ALONE * len(stories)
                and self._small[first.lower()]
                and not any(self._small[word.lower()] for word in rest.split())
            )
            found[rest if is_titled else name] |= stories
        return found

    def _merged(self, known: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """A name's last word ("Lesk") counts with the name that has it, where only one does or one mostly does; a longer name with the
        shorter one that stands more often without what is before it."""
        longer: dict[str, list[str]] = defaultdict(list)
        for name in known:
            words = name.split()
            for n in range(1, len(words)):
                longer[" ".join(words[n:])].append(name)
        into: dict[str, str] = {}
        for short, names in sorted(longer.items()):
            if short not in known:
                continue
            if " " in short:
                into.update({name: short for name in names if len(known[name]) <= len(known[short])})
                continue
            best = max(names, key=lambda n: (len(known[n]), n))
            if len(known[best]) >= ONE * sum(len(known[n]) for n in names):
                is_chance = 2 * len(known[best]) < len(known[short]) and len(known[best]) < 3
                into[best if is_chance else short] = short if is_chance else best
        merged: dict[str, set[str]] = defaultdict(set)
        for name, stories in known.items():
            end = name
            for _ in range(LONGEST):
                end = into.get(end, end)
            merged[end] |= stories
        return merged

    def _kind(self, name: str) -> SubjectKind:
        signs = self._signs[name] + self._signs[name.split()[-1]] if " " in name else self._signs[name]
        person, place, total = signs[SubjectKind.PERSON], signs[SubjectKind.PLACE], signs.total()
        is_plain = self._small[name.split()[-1].lower()] > 0  # "Quay Workers" said something, too
        if person >= SIGNS * total and person > place and not is_plain:
            return SubjectKind.PERSON
        return SubjectKind.PLACE if place >= MOSTLY * total and not person else SubjectKind.NAME

    def _is_telling(self, word: str) -> bool:
        return self._reader.share(word_key(word)) < COMMON and not NO_THING.search(word)


def _untitled(match: re.Match[str]) -> str:
    """Blanks for the title of a work, whose words have capitals and are no names; else what was said."""
    words = [w for w in match[0].strip('"“”„«»').split() if w[:1].isalpha()]
    is_title = len(words) > 3 and 2 * sum(w[:1].isupper() for w in words) > len(words)
    return " " * len(match[0]) if is_title else match[0]


def _key_of(word: str) -> str:
    """What a word is counted by, in one or many."""
    return word.removesuffix("s")[:STEM]


LEAD = 500
"""Characters at the beginning of a text whose words say what it is about."""
STEM = 6
COMMON = 0.05
"""Share of articles in general that have a word from which it is no theme."""
LED, ENDING = 0.2, 0.5
"""Shares of a word's uses that stand after an article or "of", and that end what they stand in, from which it is a thing."""
HEADED = 0.2
"""Share of the stories with a word that must have it in a headline, for it to be a theme."""
CLOSED = 0.3
"""Share of the places at which a name with a hyphen stands that it must end, or it is no name."""
ALONE = 0.2
"""How often, against how often it has a word before it, a name must stand without, for that word to be a title."""
PLAIN = 0.004
"""Share of articles in general that have a word ("timed") from which it is no name by itself."""
OFTEN = 4
"""A word is no name that is written small in more than one article for so many that have it with a capital."""
SIGNS, MOSTLY = 0.3, 0.6
"""Share of the places at which a name stands that must say a person; and a place, with none that says a person."""
ONE = 0.7
"""Share of the stories of all names with this last part that one must have to stand for it."""
_COMMON = re.compile(
    r"(?<![\w’'-])(?P<led>(?:the|an?|of|its|their|this)\s)?(?P<word>[a-z]{4,})(?![\w’'-])"
    r"(?P<ends>(?=[.,;:!?)”\n]|\s(?:of|in|on|at|to|for|and|or|but|was|were|is|are|had|has|have|will|would|that|which|who|with|from|by|as|said|after|before)\b))?"
)
NO_THING = re.compile(
    r"(?:ed|ly|less|ous|ful|able|ible|ical)$|^(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|"
    r"first|second|third|fourth|half|quarter|others?|same|next|last|former|latter|bottom|top|"
    r"morning|noon|afternoon|evening|night|midnight|weekend|week|month|year|decade|century)s?$"
)
_TITLE = re.compile(r"[\"“„«][^\"“”„«»\n]{8,160}[\"”“»]")
_CLOSES = re.compile(
    r"(?:['’]s\b|\s*(?:[.,;:!?)(\"”\]–—]|$)|\s(?:of|in|on|at|to|for|and|or|but|was|were|is|are|had|has|have|will|would|that|which|who|with|from|by|as|said)\b)"
)
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'])")
