"""Whom and what a text names: runs of words with capitals, and whether what stands around them says a person or a place.

This counts names for readers ("named in 14 stories"), so a wrong one is worse than a missing one: a word with a capital at the
beginning of a sentence is a name only if the same one stands inside sentences elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from beatbook.filing.terms import Reader
from beatbook.model import SubjectKind
from beatbook.writing.names import STYLES

CHARACTERS = 6_000
"""Characters of a text that are looked through: news names its people in its first thousand words."""
LONGEST = 5
"""Words of a name; what is longer is a headline."""

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ](?:[\w’'-]*\w)?"
_HEADED = (
    "Ministry|Minister|Bank|House|University|Department|Office|Council|Court|Board|Institute|Republic|Union|City|Port|Chamber|Committee|Academy|"
    "Party|Army|Federation|Association|Church|Gulf|Sea|Strait|Bay|Isle|Cape|King|Queen|Day|Friends|Department|Agency|Bureau"
)
_RUN = re.compile(rf"(?<![\w’'-])(?:(?:{_HEADED})\s(?:of|for)\s(?:the\s)?)?{_CAP}(?:(?:\s|-){_CAP})*")
_ENDS = re.compile(r"(?:^|[.!?…:;“\"‘„«»•*\n—–(\[]['\"”’)]?)\s*$")
"""What stands before the first word of a sentence, a line or a quotation."""
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_EMPTY = frozenset(
    "i a an the he she it they we you his her its their our my this that these those in on at of by to for from with and or but so if as not no "
    "mr mrs ms mx dr".split()
)
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
    for run in _RUN.finditer(text):
        words = run[0].split()
        start = run.start()
        is_first = _ENDS.search(text[max(0, start - 4) : start]) is not None
        while words and (_key(words[0]) in STYLES or _key(words[0]) in _EMPTY or _key(words[0]) in _CALENDAR):
            start += len(words[0]) + 1
            is_first = False
            words = words[1:]
        while words and _key(words[-1]) in _CALENDAR:
            words = words[:-1]
        if words and len(words) <= LONGEST:
            name = re.sub(r"[’']s?$", "", " ".join(words))
            if len(name) > 1 and not name.isdigit():
                found.append(Named(name, start, is_first))
    return found


def _key(word: str) -> str:
    return word.strip(".’'").lower()


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is counted, and the stories that name it, of two periods."""

    text: str
    kind: SubjectKind
    now: frozenset[str]
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
        self._things: Counter[str] = Counter()

    def add(self, story: str, headline: str, text: str) -> None:
        """Count an article of a story."""
        text = text[:CHARACTERS]
        for name in names_in(text):
            (self._first if name.is_first else self._stories)[name.text].add(story)
            before, after = (
                text[max(0, name.start - 16) : name.start],
                text[name.start + len(name.text) : name.start + len(name.text) + 14],
            )
            if _PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after):
                self._signs[name.text][SubjectKind.PERSON] += 1
            elif _PLACE_BEFORE.search(before):
                self._signs[name.text][SubjectKind.PLACE] += 1
            else:
                self._signs[name.text][SubjectKind.NAME] += 1
        for match in _COMMON.finditer(f"{headline}\n{text[:LEAD]}"):
            key = match["word"][:STEM]
            self._words[key].add(story)
            self._shown[key][match["word"]] += 1
            self._things[key] += match["led"] is not None

    def subjects(self, now: frozenset[str], before: frozenset[str]) -> list[Subject]:
        """All that is named inside sentences somewhere, each by its longest form, by its text."""
        known = {name: stories | self._first.get(name, set()) for name, stories in self._stories.items()}
        merged = self._merged(known)
        found = [
            Subject(name, self._kind(name), frozenset(stories & now), frozenset(stories & before))
            for name, stories in merged.items()
        ]
        taken = {word.lower()[:STEM] for name in merged for word in name.split()}
        for key, stories in self._words.items():
            shown = max(self._shown[key].items(), key=lambda item: (item[1], item[0]))[0]
            uses = self._shown[key].total()
            if key not in taken and self._things[key] >= THINGS * uses and self._is_telling(shown):
                found.append(
                    Subject(shown, SubjectKind.THEME, frozenset(stories & now), frozenset(stories & before))
                )
        return sorted(found, key=lambda s: (s.text, s.kind))

    def _merged(self, known: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """A name's last part ("Lesk") counts with the name that has it, where only one does, in the stories in which either stands."""
        longer: dict[str, list[str]] = defaultdict(list)
        for name in known:
            words = name.split()
            for n in range(1, len(words)):
                longer[" ".join(words[n:])].append(name)
        into: dict[str, str] = {}
        for short, names in sorted(longer.items()):
            if short not in known:
                continue
            best = max(names, key=lambda n: (len(known[n]), n))
            share = len(known[best]) / sum(len(known[n]) for n in names)
            if len(names) == 1 or share >= ONE:
                if 2 * len(known[best]) < len(known[short]) and len(known[best]) < 3:
                    into[best] = short  # a chance run ("Councillor Hale") around a name that stands alone
                else:
                    into[short] = best
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
        if person >= SIGNS * total and person > place:
            return SubjectKind.PERSON
        return SubjectKind.PLACE if place >= SIGNS * total else SubjectKind.NAME

    def _is_telling(self, word: str) -> bool:
        return self._reader.share(f"~{word[:STEM]}") < COMMON


LEAD = 500
"""Characters at the beginning of a text whose words say what it is about."""
STEM = 6
COMMON = 0.05
"""Share of articles in general that have a word from which it is no theme."""
THINGS = 0.34
"""Share of a word's uses that stand after an article or "of", from which it is a thing."""
SIGNS = 0.3
"""Share of a name's places that must say a person, or a place."""
ONE = 0.7
"""Share of the stories of all names with this last part that one must have to stand for it."""
_COMMON = re.compile(r"(?<![\w’'-])(?P<led>(?:the|an?|of|its|their)\s)?(?P<word>[a-z]{4,}(?:-[a-z]+)*)(?![\w’'-])")
