"""All the beats of a desk asked of an article at once.

1. Every rule says which terms must be there for it to hold, as clauses ("one of these, and one of these"): `plan`.
2. One pass over the article finds which terms of any rule are there: whole words by looking up the article's own
   words, all else (phrases, prefixes, runs) by one Aho-Corasick automaton over its folded text.
3. Each term found sets the marks of the rules it helps, in one row of bytes per clause; the rows, as large numbers, are
   joined by AND, so that what ten thousand rules cost is a few operations on numbers of ten thousand bytes.
4. Only the rules whose mark is left are asked exactly, with positions, case and distances; most of those hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from beatbook.errors import RuleError
from beatbook.filing import rule
from beatbook.filing.page import ANCHORED, Leaf, Page
from beatbook.filing.plan import MOST_CLAUSES, Leaves, Step, barred, clauses, plan
from beatbook.filing.rule import FIELDS, SUBJECT_FIELDS
from beatbook.model import Article, Beat, Filing, Version

_BARRED = MOST_CLAUSES
"""The row for rules that a term rules out, after one for each clause."""
_ROWS = MOST_CLAUSES + 1

_MANY = 64
"""A term that helps more rules than this in one row has the whole row ready (a byte for each rule, so that 10,000 rules
of three terms can need 5 MB of them at most); one that helps fewer lists their places. About here both take as long."""

_Help = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
"""What a term does: the places to mark in the rows laid end to end, and the numbers of rows with what to add to them."""


class _Zone:
    """What to look for in one field, or in the subject fields together."""

    def __init__(self) -> None:
        self.words: dict[str, _Help] = {}
        self.keys: dict[str, _Help] = {}


class Matcher:
    """The rules of many beats, made ready. Raises RuleError, naming the beat, for the first rule that does not parse.

    Safe to share between threads, since filing changes nothing in it; pickled as its beats.
    """

    def __init__(self, beats: Iterable[Beat]) -> None:
        self.beats = tuple(beats)
        leaves = Leaves()
        self._steps: list[Step] = []
        for beat in self.beats:
            try:
                self._steps.append(plan(rule.parse(beat.rule), leaves))
            except RuleError as e:
                raise RuleError(f"beat {beat.slug}: {e.message}", e.rule, e.position, e.expected) from e
        self._marks = bytearray(_ROWS * len(self.beats))
        self._zones: dict[tuple[str, ...], _Zone] = {}
        self._index(leaves)
        keys = list(
            dict.fromkeys(
                key for fields, zone in self._zones.items() for key in zone.keys if not _anchored(fields)
            )
        )
        self._keys = keys
        self._automaton = AhoCorasick(keys, store_patterns=False) if keys else None
        self._scanned = {
            name
            for fields, zone in self._zones.items()
            if zone.keys and not _anchored(fields)
            for name in fields
        }

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Beat, ...]]]:
        return type(self), (self.beats,)

    def file(self, article: Article) -> list[Filing]:
        """The beats that an article belongs to, in the order of the beats."""
        return self.file_version(article.source, article.version)

    def file_version(self, source: str, version: Version) -> list[Filing]:
        """As `file`, for a version that is not (yet) an article of the desk."""
        page = Page(source, version)
        filings = []
        for i in self._candidates(page):
            found = self._steps[i].found(page)
            if found:
                score, why = found[0].reason if len(found) == 1 else page.reason(found)
                filings.append(Filing(self.beats[i].slug, score, why))
        return filings

    # ---- which rules may hold

    def _candidates(self, page: Page) -> Iterator[int]:
        """The numbers of the rules whose clauses are all met and that nothing bars, in order."""
        size = len(self.beats)
        marks, rows = bytearray(self._marks), [0] * _ROWS
        for few, many in self._helps(page):
            for place in few:
                marks[place] = 1
            for row, more in many:
                rows[row] |= more
        for row in range(_ROWS):
            rows[row] |= int.from_bytes(marks[row * size : (row + 1) * size], "little")
        left = ~rows[_BARRED]
        for row in range(MOST_CLAUSES):
            left &= rows[row]
        flags = left.to_bytes(size, "little")
        i = flags.find(1)
        while i >= 0:
            yield i
            i = flags.find(1, i + 1)

    def _helps(self, page: Page) -> Iterator[_Help]:
        """What each term found in the article does."""
        scan: dict[str, dict[str, list[int]]] = {}
        if self._automaton is not None:
            for name in self._scanned:
                field = page.words[name]
                if field.tokens:
                    for i, start, _ in self._automaton.find_matches_as_indexes(
                        field.joined, overlapping=True
                    ):
                        scan.setdefault(self._keys[i], {}).setdefault(name, []).append(start)
            page.scan = scan
        for fields, zone in self._zones.items():
            if zone.words:
                tokens = set(page.words[fields[0]].tokens).union(
                    *(page.words[name].tokens for name in fields[1:])
                )
                for token in tokens:
                    if (help_ := zone.words.get(token)) is not None:
                        yield help_
            if zone.keys:
                if _anchored(fields):
                    joined = page.words[fields[0]].joined
                    for key, help_ in zone.keys.items():
                        if joined.startswith(key) or joined.startswith(key, 1):
                            yield help_
                else:
                    for key, places in scan.items():
                        if (found := zone.keys.get(key)) is not None and not places.keys().isdisjoint(fields):
                            yield found

    # ---- making it ready

    def _index(self, leaves: Leaves) -> None:
        helped: dict[Leaf, list[list[int]]] = defaultdict(lambda: [[] for _ in range(_ROWS)])
        for i, step in enumerate(self._steps):
            needed = clauses(step)
            for row, clause in enumerate(needed):
                for leaf in clause:
                    helped[leaf][row].append(i)
            for row in range(len(needed), MOST_CLAUSES):
                self._marks[row * len(self.beats) + i] = 1
            for leaf in barred(step):
                helped[leaf][_BARRED].append(i)
        # Leaves that differ only in case or in how they are written are found alike.
        merged: dict[tuple[tuple[str, ...], str | None, str], list[list[int]]] = {}
        for leaf in leaves:
            # A term that helps no rule is still worth scanning for: rules are asked about it later.
            leaf.scanned = leaf.word is None and not _anchored(leaf.fields)
            if leaf not in helped and not leaf.scanned:
                continue
            rows = helped[leaf]
            same = (leaf.fields, leaf.word, leaf.key)
            if same in merged:
                for mine, more in zip(merged[same], rows, strict=True):
                    mine.extend(more)
            else:
                merged[same] = rows
        for (fields, word, key), rows in merged.items():
            zone = self._zones.setdefault(fields, _Zone())
            if word is not None:
                zone.words[word] = self._help(rows)
            else:
                zone.keys[key] = self._help(rows)

    def _help(self, rows: Sequence[Sequence[int]]) -> _Help:
        few: list[int] = []
        many: list[tuple[int, int]] = []
        for row, numbers in enumerate(rows):
            if len(numbers) > _MANY:
                marks = bytearray(len(self.beats))
                for i in numbers:
                    marks[i] = 1
                many.append((row, int.from_bytes(marks, "little")))
            else:
                few += [row * len(self.beats) + i for i in numbers]
        return tuple(few), tuple(many)


def _anchored(fields: tuple[str, ...]) -> bool:
    return not ANCHORED.isdisjoint(fields)


def matches(node: rule.Node, version: Version, source: str = "") -> bool:
    """Whether one rule holds for one text."""
    return bool(plan(node, Leaves()).found(Page(source, version)))


__all__ = ["FIELDS", "SUBJECT_FIELDS", "Matcher", "matches"]
