"""All the beats of a desk asked of an article at once.

1. Every rule says which terms must be there for it to hold, as clauses ("one of these, and one of these"): `plan`.
2. One pass over the article finds which terms of any rule are there: whole words by looking up the article's own
   words, all else (phrases, prefixes, runs) by one Aho-Corasick automaton over its folded text.
3. A rule that is a list of alternatives holds with each of its terms that is found. Any other rule waits at one of its
   clauses, the one that will be met least; if that is met, and the other clauses are too, and nothing bars the rule, it
   is asked exactly, with positions, case and distances.

So what ten thousand rules cost an article is little more than what it holds of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from beatbook.errors import RuleError
from beatbook.filing import rule
from beatbook.filing.page import ANCHORED, Found, Leaf, Page
from beatbook.filing.plan import Clause, Leaves, Step, alternatives, barred, clauses, leaf_frequency, plan
from beatbook.filing.rule import FIELDS, SUBJECT_FIELDS
from beatbook.model import Article, Beat, Filing, Version

_Sign = str | int
"""What says that a term's words are in an article: the word itself, if it is looked for in the subject fields; else a
number. Leaves that differ only in case or in how they are written have the same."""


class _Spot:
    """What to do where a term's words are in an article: rules that wait there, and leaves with the rules that hold
    where the leaf is there."""

    __slots__ = ("enough", "sign", "waiting")

    def __init__(self, sign: _Sign) -> None:
        self.sign = sign
        self.waiting: list[int] = []
        self.enough: list[tuple[Leaf, list[int]]] = []


class _Zone:
    """What to look for in one field, or in the subject fields together: words, keys by their number in the automaton,
    and keys to try one by one."""

    def __init__(self) -> None:
        self.words: dict[str, _Spot] = {}
        self.keys: dict[int, _Spot] = {}
        self.names: dict[str, _Spot] = {}


class Matcher:
    """The rules of many beats, made ready. Raises RuleError, naming the beat, for the first rule that does not parse.

    Safe to share between threads, since filing changes nothing in it; pickled as its beats.
    """

    def __init__(self, beats: Iterable[Beat]) -> None:
        self.beats = tuple(beats)
        self._slugs = [beat.slug for beat in self.beats]
        leaves = Leaves()
        self._steps: list[Step] = []
        for beat in self.beats:
            try:
                self._steps.append(plan(rule.parse(beat.rule), leaves))
            except RuleError as e:
                raise RuleError(f"beat {beat.slug}: {e.message}", e.rule, e.position, e.expected) from e
        self._others: dict[int, tuple[frozenset[_Sign], ...]] = {}
        """What a rule that waits at one clause needs besides: one of each set."""
        self._barred: dict[int, frozenset[_Sign]] = {}
        self._zones: dict[tuple[str, ...], _Zone] = {}
        numbers: dict[str, int] = {}
        for leaf in leaves:
            if leaf.word is None and not _anchored(leaf.fields):
                leaf.number = numbers.setdefault(leaf.key, len(numbers))
        self._automaton = AhoCorasick(list(numbers), store_patterns=False) if numbers else None
        self._scanned = tuple(
            dict.fromkeys(name for leaf in leaves if leaf.number is not None for name in leaf.fields)
        )
        self._signs = 0
        self._index()
        subject = self._zones.get(SUBJECT_FIELDS, _Zone())
        self._words = frozenset(w for w, spot in subject.words.items() if spot.waiting or spot.enough)

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Beat, ...]]]:
        return type(self), (self.beats,)

    def file(self, article: Article) -> list[Filing]:
        """The beats that an article belongs to, in the order of the beats."""
        return self.file_version(article.source, article.version)

    def file_version(self, source: str, version: Version) -> list[Filing]:
        """As `file`, for a version that is not (yet) an article of the desk."""
        page = Page(source, version)
        held = self._held(page)
        slugs, filings = self._slugs, []
        for i in sorted(held):
            founds = held[i]
            # Where terms share places their order matters; alternatives are found in any.
            score, why = page.reason(founds) or page.reason_in_order(self._steps[i].found(page) or founds)
            filings.append(Filing(slugs[i], score, why))
        return filings

    # ---- which rules hold

    def _held(self, page: Page) -> dict[int, Sequence[Found]]:
        """The numbers of the rules that hold, with what they hold through, not in order."""
        held: dict[int, list[Found]] = {}
        spots = self._spots(page)
        present: set[_Sign] = {spot.sign for spot in spots}
        present |= page.tokens
        waiting: set[int] = set()
        waiting.update(*[spot.waiting for spot in spots if spot.waiting])
        for spot in spots:
            for leaf, numbers in spot.enough:
                found = page.find(leaf)
                if found is not None:
                    for i in numbers:
                        if i in held:
                            held[i].append(found)
                        else:
                            held[i] = [found]
        asked: dict[int, Sequence[Found]] = {}
        others, bars, steps = self._others, self._barred, self._steps
        for i in waiting:
            for clause in others[i]:
                if clause.isdisjoint(present):
                    break
            else:
                if i not in bars or bars[i].isdisjoint(present):
                    founds = steps[i].found(page)
                    if founds:
                        asked[i] = founds
        asked.update(held)
        return asked

    def _spots(self, page: Page) -> list[_Spot]:
        """What is found in the article."""
        spots: list[_Spot] = []
        if self._automaton is not None:
            page.scan = {name: self._scan(page.words[name].joined) for name in self._scanned}
        for fields, zone in self._zones.items():
            if zone.words:
                if fields == SUBJECT_FIELDS:
                    found: Iterable[str] = self._words & page.tokens
                else:
                    found = zone.words.keys() & page.words[fields[0]].tokens
                spots += map(zone.words.__getitem__, found)
            if zone.keys:
                keys = zone.keys
                if len(fields) == 1:
                    numbers: Iterable[int] = page.scan[fields[0]].keys() & keys.keys()
                else:
                    numbers = set().union(*[page.scan[name] for name in fields]) & keys.keys()
                spots += map(keys.__getitem__, numbers)
            if zone.names:
                joined = page.words[fields[0]].joined
                for key, spot in zone.names.items():
                    if joined.startswith(key) or joined.startswith(key, 1):
                        spots.append(spot)
        return spots

    def _scan(self, joined: str) -> dict[int, list[int]]:
        """Where each key starts."""
        starts: dict[int, list[int]] = {}
        if len(joined) > 2:
            assert self._automaton is not None
            for number, start, _ in self._automaton.find_matches_as_indexes(joined, overlapping=True):
                if number in starts:
                    starts[number].append(start)
                else:
                    starts[number] = [start]
        return starts

    # ---- making it ready

    def _index(self) -> None:
        enough: dict[Leaf, list[int]] = defaultdict(list)
        needed: dict[int, list[Clause]] = {}
        # How many rules have a word says most about how many articles have it.
        spread: Counter[_Spot] = Counter()
        for i, step in enumerate(self._steps):
            if either := alternatives(step):
                for leaf in either:
                    enough[leaf].append(i)
            else:
                needed[i] = clauses(step)
                spread.update(self._spot(leaf) for clause in needed[i] for leaf in clause)
        for leaf, numbers in enough.items():
            self._spot(leaf).enough.append((leaf, numbers))

        def crowd(clause: Clause) -> float:
            return sum(leaf_frequency(leaf) * spread[self._spot(leaf)] for leaf in clause)

        for i, its in needed.items():
            its.sort(key=crowd)
            for spot in {self._spot(leaf) for leaf in its[0]}:
                spot.waiting.append(i)
            self._others[i] = tuple(frozenset(self._spot(leaf).sign for leaf in clause) for clause in its[1:])
            if bars := barred(self._steps[i]):
                self._barred[i] = frozenset(self._spot(leaf).sign for leaf in bars)

    def _spot(self, leaf: Leaf) -> _Spot:
        """The spot of a leaf, made if there is none."""
        zone = self._zones.setdefault(leaf.fields, _Zone())
        if leaf.in_subject and leaf.word is not None:
            return zone.words.get(leaf.word) or zone.words.setdefault(leaf.word, _Spot(leaf.word))
        self._signs += 1
        new = _Spot(self._signs)
        if leaf.word is not None:
            return zone.words.setdefault(leaf.word, new)
        if leaf.number is not None:
            return zone.keys.setdefault(leaf.number, new)
        return zone.names.setdefault(leaf.key, new)


def _anchored(fields: tuple[str, ...]) -> bool:
    return not ANCHORED.isdisjoint(fields)


def matches(node: rule.Node, version: Version, source: str = "") -> bool:
    """Whether one rule holds for one text."""
    return bool(plan(node, Leaves()).found(Page(source, version)))


__all__ = ["FIELDS", "SUBJECT_FIELDS", "Matcher", "matches"]
