"""One article as rules look at it: its fields as words, and where a term stands in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from beatbook.filing import score, words
from beatbook.filing.rule import FIELDS, SUBJECT_FIELDS, Term
from beatbook.filing.words import Words
from beatbook.model import Hit, Version, names

MOST_HITS = 20
"""Hits in a filing's reason: more than a reader looks at, and a bound on what the archive stores per filing."""

ANCHORED = frozenset(("source", "language"))
"""Fields that hold a name, not a text: a term must be the whole of a source, or a language or the first part of one."""

Place = tuple[int, int, int]
"""A field's number in FIELDS, and the start and end of a hit there: what reasons are ordered by."""

_NUMBER = {name: i for i, name in enumerate(FIELDS)}
_NOTHING = Words("")


class Leaf:
    """A term and the fields it is looked for in; rules that write the same share one object, compared by identity.

    `key` is what finds it in `Words.joined`: whole words have a blank at either side, a prefix none after it, and runs
    none, since they are searched inside. `word` is the token that finds it quicker, if it is one whole word.
    """

    __slots__ = ("fields", "key", "term", "word")

    def __init__(self, term: Term, fields: tuple[str, ...] = SUBJECT_FIELDS) -> None:
        self.term, self.fields = term, fields
        first, last = term.words[0], term.words[-1]
        before = "" if words.is_run(first) else " "
        after = "" if term.prefix or words.is_run(last) else " "
        self.key = before + " ".join(term.words) + after
        whole = len(term.words) == 1 and before and after and ANCHORED.isdisjoint(fields)
        self.word = first if whole else None


class Found:
    """Where a leaf stands in an article, in at least one place."""

    __slots__ = ("_page", "_reason", "leaf", "places")

    def __init__(self, page: Page, leaf: Leaf, places: dict[Place, Leaf]) -> None:
        self._page, self.leaf, self.places = page, leaf, places
        self._reason: tuple[float, tuple[Hit, ...]] | None = None

    @property
    def reason(self) -> tuple[float, tuple[Hit, ...]]:
        """Score and hits of a rule that held through this leaf alone."""
        if self._reason is None:
            self._reason = self._page.reason((self,))
        return self._reason


class Page:
    """An article's fields as words. Everything is worked out when first asked for, and once."""

    def __init__(self, source: str, version: Version) -> None:
        self.words: Mapping[str, Words] = {
            "headline": Words(version.headline) if version.headline else _NOTHING,
            "deck": Words(version.deck) if version.deck else _NOTHING,
            "byline": Words(names(version.byline)) if version.byline else _NOTHING,
            "section": Words(version.section) if version.section else _NOTHING,
            "source": Words(source) if source else _NOTHING,
            "language": Words(version.language) if version.language else _NOTHING,
            "text": Words(version.text) if version.text else _NOTHING,
        }
        self._found: dict[Leaf, Found | None] = {}
        self._hits: dict[tuple[Place, str], Hit] = {}

    # ---- where a term stands

    def find(self, leaf: Leaf) -> Found | None:
        """All the places of a leaf; None if it has none."""
        try:
            return self._found[leaf]
        except KeyError:
            places = [place for name in leaf.fields for place in self._places(leaf, name)]
            found = self._found[leaf] = Found(self, leaf, dict.fromkeys(places, leaf)) if places else None
            return found

    def _places(self, leaf: Leaf, name: str) -> list[Place]:
        number, field = _NUMBER[name], self.words[name]
        if leaf.word is None:
            return [(number, *field.span(start, end)) for start, end in self.stretches(leaf, name)]
        indexes = field.places.get(leaf.word)
        if indexes is None:
            return []
        spans = field.spans
        if leaf.term.cased is None:
            return [(number, *spans[i]) for i in indexes]
        own = leaf.term.cased[0]
        return [(number, *spans[i]) for i in indexes if words.plain(field.text[slice(*spans[i])]) == own]

    def stretches(self, leaf: Leaf, name: str) -> list[tuple[int, int]]:
        """Where a term stands in a field, as start and end in `Words.joined`, without the blanks around it. They may
        overlap: `"a b a"` stands twice in `a b a b a`."""
        field, term, pattern = self.words[name], leaf.term, leaf.key
        found: list[tuple[int, int]] = []
        at = field.joined.find(pattern)
        while at >= 0:
            found.append((at + pattern.startswith(" "), at + len(pattern) - pattern.endswith(" ")))
            at = field.joined.find(pattern, at + 1)
        if found and term.prefix:
            found = [(start, self._word_end(field, end)) for start, end in found]
        if found and name in ANCHORED:
            found = [s for s in found if s[0] == 1 and (term.prefix or _is_all(field, s[1], name))]
        if found and term.cased is not None:
            found = [s for s in found if _is_in_case(field, s[0], term)]
        return found

    @staticmethod
    def _word_end(field: Words, end: int) -> int:
        """The end of the word in which a prefix ends; a run goes on for sentences, so there the prefix is the hit."""
        i = field.token_at(end - 1)
        return end if words.is_run(field.tokens[i]) else field.starts[i] + len(field.tokens[i])

    def near(self, left: Sequence[Leaf], right: Sequence[Leaf], distance: int) -> list[Found]:
        """The leaves of both sides, each with those of its places that have one of the other side near."""
        kept: dict[Leaf, list[Place]] = {}
        for name in dict.fromkeys(name for leaf in left for name in leaf.fields):
            ours = self._all_stretches(left, name)
            theirs = self._all_stretches(right, name) if ours else []
            if theirs:
                field = self.words[name]
                for one, other in ((ours, theirs), (theirs, ours)):
                    for start, end, leaf in _with_company(field, one, other, distance):
                        kept.setdefault(leaf, []).append((_NUMBER[name], *field.span(start, end)))
        return [Found(self, leaf, dict.fromkeys(places, leaf)) for leaf, places in kept.items()]

    def _all_stretches(self, leaves: Sequence[Leaf], name: str) -> list[tuple[int, int, Leaf]]:
        return [(*stretch, leaf) for leaf in leaves for stretch in self.stretches(leaf, name)]

    # ---- what comes of it

    @cached_property
    def lede_end(self) -> int:
        """The offset in the text where its lede ends."""
        field, text = self.words["text"], self.words["text"].text
        if len(field) <= score.LEDE_WORDS:
            return len(text)
        end = text.find("\n", field.spans[score.LEDE_WORDS - 1][1])
        most = field.spans[min(score.LEDE_MOST_WORDS, len(field)) - 1][1]
        return min(end if end >= 0 else len(text), most)

    def reason(self, founds: Collection[Found]) -> tuple[float, tuple[Hit, ...]]:
        """The score and the hits of a rule that held through these; the same place counts once."""
        places: dict[Place, Leaf] = {}
        for found in founds:
            places = found.places | places if places else found.places
        counts: dict[Leaf, list[int]] = {}
        for place, leaf in places.items():
            if leaf in counts:
                count = counts[leaf]
            else:
                count = counts[leaf] = [0, 0, 0, 0]
            number, start, _ = place
            if number == _TEXT:
                count[3] += 1
                count[2] += start < self.lede_end
            elif number <= 1:
                count[number] += 1
        mentions = [score.Mentions(*count) for count in counts.values()]
        chosen = sorted(places)
        if len(chosen) > MOST_HITS:
            chosen = _chosen(chosen, places)
        return score.score(mentions, len(self.words["text"])), tuple(
            self._hit(place, places[place].term.written) for place in chosen
        )

    def _hit(self, place: Place, written: str) -> Hit:
        try:
            return self._hits[place, written]
        except KeyError:
            number, start, end = place
            hit = self._hits[place, written] = Hit(FIELDS[number], start, end, written)
            return hit


_TEXT = _NUMBER["text"]


def _chosen(places: Sequence[Place], leaves: Mapping[Place, Leaf]) -> list[Place]:
    """MOST_HITS of the places, in order: first one for each term, so that none goes unsaid, then the first others."""
    firsts: dict[Leaf, Place] = {}
    for place in places:
        firsts.setdefault(leaves[place], place)
    chosen = dict.fromkeys(list(firsts.values())[:MOST_HITS])
    for place in places:
        if len(chosen) == MOST_HITS:
            break
        chosen[place] = None
    return sorted(chosen)


def _is_all(field: Words, end: int, name: str) -> bool:
    """Whether a term that ends there is the whole name; `en` is, of the language `en-GB`."""
    return end == len(field.joined) - 1 or (name == "language" and field.joined[end] == " ")


def _is_in_case(field: Words, start: int, term: Term) -> bool:
    assert term.cased is not None
    first = field.token_at(start)
    for i, own in enumerate(term.cased):
        if not words.is_run(term.words[i]):
            there = words.plain(field.text[slice(*field.spans[first + i])])
            if not (there.startswith(own) if term.prefix and i == len(term.cased) - 1 else there == own):
                return False
    return True


def _with_company(
    field: Words, ones: list[tuple[int, int, Leaf]], others: list[tuple[int, int, Leaf]], distance: int
) -> Iterable[tuple[int, int, Leaf]]:
    """Those of `ones` that have one of `others` beside them, not overlapping, with at most `distance` words between."""
    by_start = sorted(start for start, _, _ in others)
    by_end = sorted(end for _, end, _ in others)
    for start, end, leaf in ones:
        after = bisect_left(by_start, end)
        before = bisect_right(by_end, start) - 1
        if (
            after < len(by_start) and field.number(by_start[after]) - field.number(end - 1) - 1 <= distance
        ) or (before >= 0 and field.number(start) - field.number(by_end[before] - 1) - 1 <= distance):
            yield start, end, leaf
