"""One article as rules look at it: its fields as words, and where a term stands in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from beatbook.filing import score, words
from beatbook.filing.rule import FIELDS, MAX_NEAR, MAX_TERM_WORDS, SUBJECT_FIELDS, Term
from beatbook.filing.words import CODE_BITS, CODE_MASK, Words
from beatbook.model import Hit, Version, names

MOST_HITS = 20
"""Hits in a filing's reason: more than a reader looks at, and a bound on what the archive stores per filing."""

ANCHORED = frozenset(("source", "language"))
"""Fields that hold a name, not a text: a term must be the whole of a source, or a language or the first part of one."""

Place = int
"""A field's number in FIELDS, and the start and end of a hit there, packed into one number: what reasons are ordered
by (see words.CODE_BITS)."""


_NUMBER = {name: i for i, name in enumerate(FIELDS)}
_NOTHING = Words("")


class Leaf:
    """A term and the fields it is looked for in; rules that write the same share one object, compared by identity.

    `key` is what finds it in `Words.joined`: whole words have a blank at either side, a prefix none after it, and runs
    none, since they are searched inside. `word` is the token that finds it quicker, if it is one whole word, and
    `in_subject` whether that is looked for in the subject fields. `number` is what it has in the search for many keys at
    once that is made before any rule is asked, if that looks for it; `is_simple` says that it begins and ends with tokens
    and stands in any case.
    """

    __slots__ = ("fields", "in_subject", "is_simple", "key", "number", "term", "word")

    def __init__(self, term: Term, fields: tuple[str, ...] = SUBJECT_FIELDS) -> None:
        self.term, self.fields = term, fields
        first, last = term.words[0], term.words[-1]
        before = "" if words.is_run(first) else " "
        after = "" if term.prefix or words.is_run(last) else " "
        self.key = before + " ".join(term.words) + after
        whole = len(term.words) == 1 and before and after and ANCHORED.isdisjoint(fields)
        self.word = first if whole else None
        self.in_subject = self.word is not None and fields == SUBJECT_FIELDS
        self.number: int | None = None
        self.is_simple = term.cased is None and not any(map(words.is_run, term.words))


class Found:
    """Where a leaf stands in an article, in at least one place; places are in order."""

    __slots__ = ("_hits", "counts", "leaf", "places")

    def __init__(self, leaf: Leaf, places: Sequence[Place], counts: Counts) -> None:
        self.leaf, self.places, self.counts = leaf, places, counts
        self._hits: dict[Place, Hit] | None = None

    @property
    def hits(self) -> dict[Place, Hit]:
        """The first MOST_HITS places, as hits."""
        if self._hits is None:
            written, places = self.leaf.term.written, self.places
            self._hits = {
                p: Hit(FIELDS[p >> 2 * CODE_BITS], p >> CODE_BITS & CODE_MASK, p & CODE_MASK, written)
                for p in (places if len(places) <= MOST_HITS else places[:MOST_HITS])
            }
        return self._hits


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
        self.tokens: set[str] = set()
        """The tokens of the subject fields."""
        for name in SUBJECT_FIELDS:
            self.tokens.update(self.words[name].tokens)
        self.scan: Mapping[str, Mapping[int, Sequence[int]]] = {}
        """What a search for many keys at once found, if there was one: for each field it looked at and each key's number,
        where that starts in `Words.joined`. A leaf that has a number and is not among them is not there."""
        self._found: dict[Leaf, Found | Literal[False] | None] = {}
        self._stretches: dict[tuple[Leaf, str], list[tuple[int, int]]] = {}
        self._scores: dict[Counts, float] = {}
        self._reasons: dict[Found, tuple[float, tuple[Hit, ...]]] = {}

    # ---- where a term stands

    def find(self, leaf: Leaf) -> Found | None:
        """All the places of a leaf; None if it has none."""
        found = self._found.get(leaf, False)
        if found is False:
            if leaf.in_subject and leaf.word not in self.tokens:
                return None
            found = self._found[leaf] = self._find(leaf)
        return found

    def _find(self, leaf: Leaf) -> Found | None:
        if leaf.is_simple and (leaf.in_subject or leaf.number is not None):
            codes = self._codes
            if leaf.in_subject:
                assert leaf.word is not None
                places = [codes[i] for i in self._index[leaf.word]]
            else:
                more = len(leaf.term.words) - 1
                places = [codes[i] & ~CODE_MASK | codes[i + more] & CODE_MASK for i in self._firsts(leaf)]
            if len(places) > 1 and not self._is_even:
                places = sorted(set(places))  # a sign such as ½ may give the same token twice
            return Found(leaf, places, self.counts(places)) if places else None
        found = set()
        for name in leaf.fields:
            field, number = self.words[name], _NUMBER[name] << 2 * CODE_BITS
            if leaf.word is not None and leaf.word not in field.tokens:
                continue
            for start, end in self.stretches(leaf, name):
                start, end = field.span(start, end)
                found.add(number | start << CODE_BITS | end)
        if not found:
            return None
        places = sorted(found)
        return Found(leaf, places, self.counts(places))

    # Tokens of all the fields have numbers in one row, so far apart from one field to the next that nothing is near.

    @cached_property
    def _bases(self) -> dict[str, int]:
        """The number of each field's first token."""
        bases, at = {}, 0
        for name in FIELDS:
            bases[name] = at
            at += len(self.words[name]) + _APART
        return bases

    @cached_property
    def _codes(self) -> list[Place]:
        """For each token of all fields, where it stands."""
        codes: list[Place] = []
        for name in FIELDS:
            field, number = self.words[name], _NUMBER[name] << 2 * CODE_BITS
            if field.tokens:
                codes += [number | code for code in field.codes] if number else field.codes
            codes += _GAP
        return codes

    @cached_property
    def _is_even(self) -> bool:
        """Whether no two tokens of a field stand in the same place."""
        return not any(field.is_uneven for field in self.words.values())

    @cached_property
    def _has_runs(self) -> bool:
        return any(field.has_runs for field in self.words.values())

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """The numbers of each token of the subject fields, in order."""
        index: dict[str, list[int]] = {}
        for name in SUBJECT_FIELDS:
            for i, token in enumerate(self.words[name].tokens, self._bases[name]):
                if token in index:
                    index[token].append(i)
                else:
                    index[token] = [i]
        return index

    def _firsts(self, leaf: Leaf) -> list[int]:
        """The numbers of a simple leaf's first tokens, in order; it must be a word or have a number."""
        if leaf.in_subject:
            assert leaf.word is not None
            return self._index.get(leaf.word, [])
        firsts: list[int] = []
        for name in leaf.fields:
            field = self.words[name]
            if leaf.number is None:
                if leaf.word in field.tokens:
                    base = self._bases[name]
                    firsts += [base + i for i, token in enumerate(field.tokens) if token == leaf.word]
            elif starts := self.scan[name].get(leaf.number):
                base, token_at = self._bases[name], field.token_at
                firsts += [base + token_at(start + 1) for start in starts]
        return firsts

    def stretches(self, leaf: Leaf, name: str) -> list[tuple[int, int]]:
        """Where a leaf stands in a field, as start and end in `Words.joined`, without the blanks around it. They may
        overlap: `"a b a"` stands twice in `a b a b a`."""
        found = self._stretches.get((leaf, name))
        if found is None:
            found = self._stretches[leaf, name] = self._search(leaf, name)
        return found

    def _search(self, leaf: Leaf, name: str) -> list[tuple[int, int]]:
        field, term, pattern = self.words[name], leaf.term, leaf.key
        starts: Sequence[int]
        if leaf.number is not None:
            starts = self.scan[name].get(leaf.number, ())
        else:
            starts = _starts(field.joined, pattern)
        first, last = pattern.startswith(" "), len(pattern) - pattern.endswith(" ")
        found = [(at + first, at + last) for at in starts]
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
        left = [leaf for leaf in left if self.find(leaf) is not None]
        right = [leaf for leaf in right if self.find(leaf) is not None] if left else []
        if not right:
            return []
        if not self._has_runs and all(
            leaf.is_simple and (leaf.word is not None or leaf.number is not None) for leaf in (*left, *right)
        ):
            pairs: Iterable[tuple[Leaf, Place]] = self._near_tokens(left, right, distance)
        else:
            pairs = self._near_stretches(left, right, distance)
        kept: dict[Leaf, set[Place]] = {}
        for leaf, place in pairs:
            if leaf in kept:
                kept[leaf].add(place)
            else:
                kept[leaf] = {place}
        found = ((leaf, sorted(places)) for leaf, places in kept.items())
        return [Found(leaf, places, self.counts(places)) for leaf, places in found]

    def _near_tokens(
        self, left: Sequence[Leaf], right: Sequence[Leaf], distance: int
    ) -> list[tuple[Leaf, Place]]:
        """The leaves and places that are near, where tokens alone decide it, as their numbers do."""
        ours, theirs = (
            [
                (first, first + more, leaf)
                for leaf in leaves
                for more in (len(leaf.term.words) - 1,)
                for first in self._firsts(leaf)
            ]
            for leaves in (left, right)
        )
        codes, pairs = None, []
        for ones, others in ((ours, theirs), (theirs, ours)):
            starts = sorted([first for first, _, _ in others])
            ends = sorted([last for _, last, _ in others]) if len(right) + len(left) > 2 else None
            if ends is None:  # one term: in order already
                ends = [last for _, last, _ in others]
            for first, last, leaf in ones:
                after = bisect_right(starts, last)
                if after == len(starts) or starts[after] - last - 1 > distance:
                    before = bisect_left(ends, first) - 1
                    if before < 0 or first - ends[before] - 1 > distance:
                        continue
                codes = codes or self._codes
                pairs.append((leaf, codes[first] & ~CODE_MASK | codes[last] & CODE_MASK))
            if not pairs:
                return pairs  # who is near has somebody near
        if len(pairs) > 2:
            pairs.sort(key=lambda pair: pair[1] >> 2 * CODE_BITS)
        return pairs

    def _near_stretches(
        self, left: Sequence[Leaf], right: Sequence[Leaf], distance: int
    ) -> Iterable[tuple[Leaf, Place]]:
        """The same for all leaves."""
        for name in dict.fromkeys(name for leaf in left for name in leaf.fields):
            ours = self._all_stretches(left, name)
            theirs = self._all_stretches(right, name) if ours else []
            if theirs:
                field = self.words[name]
                for one, other in ((ours, theirs), (theirs, ours)):
                    for start, end, leaf in _with_company(field, one, other, distance):
                        start, end = field.span(start, end)
                        yield leaf, _NUMBER[name] << 2 * CODE_BITS | start << CODE_BITS | end

    def _all_stretches(self, leaves: Sequence[Leaf], name: str) -> list[tuple[int, int, Leaf]]:
        return [(*stretch, leaf) for leaf in leaves for stretch in self.stretches(leaf, name)]

    # ---- what comes of it

    @cached_property
    def _lede_end(self) -> Place:
        """The first place after the text's lede."""
        field, text = self.words["text"], self.words["text"].text
        end = len(text)
        if len(field) > score.LEDE_WORDS:
            line = text.find("\n", field.codes[score.LEDE_WORDS - 1] & CODE_MASK)
            most = field.codes[min(score.LEDE_MOST_WORDS, len(field)) - 1] & CODE_MASK
            end = min(line if line >= 0 else end, most)
        return _TEXT | end << CODE_BITS

    def counts(self, places: Sequence[Place]) -> Counts:
        """How one term with these places counts."""
        if places[0] >= _TEXT:
            return (len(places) << _MENTIONS | 1 << _TERMS) + (
                1 << _LEDE if places[0] < self._lede_end else 0
            )
        text = len(places) - bisect_left(places, _TEXT)
        lede = text > 0 and places[-text] < self._lede_end
        headline = places[0] < _DECK
        deck = _DECK <= places[bisect_left(places, _DECK)] < _BYLINE if places[-1] >= _DECK else False
        return text << _MENTIONS | (text > 0) << _TERMS | lede << _LEDE | deck << _IN_DECK | headline

    def score(self, counts: Counts) -> float:
        value = self._scores.get(counts)
        if value is None:
            value = self._scores[counts] = score.score(
                headline=counts & _COUNT,
                deck=counts >> _IN_DECK & _COUNT,
                lede=counts >> _LEDE & _COUNT,
                terms=counts >> _TERMS & _COUNT,
                mentions=counts >> _MENTIONS,
                length=len(self.words["text"]),
            )
        return value

    def reason(self, founds: Sequence[Found]) -> tuple[float, tuple[Hit, ...]] | None:
        """The score and the hits of a rule that held through these, in any order; None if they share places."""
        if len(founds) == 1:
            return self._alone(founds[0])
        hits: dict[Place, Hit] = {}
        size = counts = 0
        for found in founds:
            mine = found.hits
            size += len(mine)
            hits |= mine
            counts += found.counts
        if len(hits) != size:
            return None
        places = sorted(hits) if size <= MOST_HITS else _chosen(founds, hits)
        return self.score(counts), tuple(map(hits.__getitem__, places))

    def _alone(self, found: Found) -> tuple[float, tuple[Hit, ...]]:
        """Score and hits of a rule that held through one leaf: many rules do, through the same."""
        reason = self._reasons.get(found)
        if reason is None:
            reason = self._reasons[found] = self.score(found.counts), tuple(found.hits.values())
        return reason

    def reason_in_order(self, founds: Sequence[Found]) -> tuple[float, tuple[Hit, ...]]:
        """The same for terms in the order of the rule: where some share places, as `defector` and `defect*` do, each
        place belongs to the first of them, and counts once."""
        reason = self.reason(founds)
        if reason is not None:
            return reason
        taken: set[Place] = set()
        own = []
        for found in dict.fromkeys(founds):
            if taken.isdisjoint(found.places):
                taken.update(found.places)
                own.append(found)
            elif places := [p for p in found.places if p not in taken]:
                taken.update(places)
                own.append(Found(found.leaf, places, self.counts(places)))
        reason = self.reason(own)
        assert reason is not None
        return reason


Counts = int
"""How many terms stand in the headline, the deck, the lede and the text, and how often in the text, packed into one
number, so that several terms are counted by adding. A rule has room for fewer terms than _COUNT."""

_IN_DECK, _LEDE, _TERMS, _MENTIONS = 20, 40, 60, 80
_COUNT = (1 << 20) - 1

_DECK, _BYLINE, _TEXT = (_NUMBER[name] << 2 * CODE_BITS for name in ("deck", "byline", "text"))

_APART = MAX_NEAR + MAX_TERM_WORDS
_GAP = [0] * _APART


def _chosen(founds: Sequence[Found], hits: Mapping[Place, Hit]) -> list[Place]:
    """MOST_HITS of the places: first one for each term, so that none goes unsaid, then the first others; in order."""
    firsts = sorted([found.places[0] for found in founds])[:MOST_HITS]
    others = sorted(hits.keys() - firsts)
    return sorted(firsts + others[: MOST_HITS - len(firsts)])


def _starts(text: str, pattern: str) -> list[int]:
    """Where a pattern starts, also where it overlaps itself."""
    starts = []
    at = text.find(pattern)
    while at >= 0:
        starts.append(at)
        at = text.find(pattern, at + 1)
    return starts


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
