"""One article as rules look at it: its fields as words, and where a term stands in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Literal

from beatbook.filing import score, words
from beatbook.filing.rule import FIELDS, SUBJECT_FIELDS, Term
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
    `in_subject` whether that is looked for in the subject fields. `scanned` is set where a search for many keys at once
    looks for this one, in its fields, before any rule is asked; `is_simple` where it begins and ends with tokens and in
    any case.
    """

    __slots__ = ("fields", "in_subject", "is_simple", "key", "scanned", "term", "word")

    def __init__(self, term: Term, fields: tuple[str, ...] = SUBJECT_FIELDS) -> None:
        self.term, self.fields = term, fields
        first, last = term.words[0], term.words[-1]
        before = "" if words.is_run(first) else " "
        after = "" if term.prefix or words.is_run(last) else " "
        self.key = before + " ".join(term.words) + after
        whole = len(term.words) == 1 and before and after and ANCHORED.isdisjoint(fields)
        self.word = first if whole else None
        self.in_subject = self.word is not None and fields == SUBJECT_FIELDS
        self.scanned = False
        self.is_simple = term.cased is None and not any(map(words.is_run, term.words))


class Found:
    """Where a leaf stands in an article, in at least one place; places are in order."""

    __slots__ = ("_hits", "_page", "_reason", "counts", "leaf", "places")

    def __init__(self, page: Page, leaf: Leaf, places: Sequence[Place]) -> None:
        self._page, self.leaf, self.places = page, leaf, places
        self.counts = page.counts(places)
        self._hits: dict[Place, Hit] | None = None
        self._reason: tuple[float, tuple[Hit, ...]] | None = None

    @property
    def hits(self) -> dict[Place, Hit]:
        """The first MOST_HITS places, as hits."""
        if self._hits is None:
            written = self.leaf.term.written
            self._hits = {
                p: Hit(FIELDS[p >> 2 * CODE_BITS], p >> CODE_BITS & CODE_MASK, p & CODE_MASK, written)
                for p in islice(self.places, MOST_HITS)
            }
        return self._hits

    @property
    def reason(self) -> tuple[float, tuple[Hit, ...]]:
        """Score and hits of a rule that held through this leaf alone."""
        if self._reason is None:
            self._reason = self._page.score(self.counts), tuple(self.hits.values())
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
        self.tokens: set[str] = set()
        """The tokens of the subject fields."""
        for name in SUBJECT_FIELDS:
            self.tokens.update(self.words[name].tokens)
        self.scan: Mapping[str, Mapping[str, Sequence[int]]] | None = None
        """What a search for many keys at once found, if there was one: for each key and field, where it starts in
        `Words.joined`. A scanned leaf that is not among them is not there."""
        self._found: dict[Leaf, Found | Literal[False] | None] = {}
        self._stretches: dict[tuple[Leaf, str], list[tuple[int, int]]] = {}
        self._scores: dict[Counts, float] = {}

    # ---- where a term stands

    def find(self, leaf: Leaf) -> Found | None:
        """All the places of a leaf; None if it has none."""
        if leaf.in_subject:
            if leaf.word not in self.tokens:
                return None
        elif leaf.scanned and self.scan is not None and leaf.key not in self.scan:
            return None
        found = self._found.get(leaf, False)
        if found is False:
            found = self._found[leaf] = self._find(leaf)
        return found

    def _find(self, leaf: Leaf) -> Found | None:
        if leaf.in_subject and leaf.term.cased is None:
            assert leaf.word is not None
            return Found(self, leaf, self._places[leaf.word])
        if leaf.scanned and leaf.is_simple and self.scan is not None:
            return self._scanned(leaf, self.scan[leaf.key])
        places = set()
        for name in leaf.fields:
            field, number = self.words[name], _NUMBER[name] << 2 * CODE_BITS
            if leaf.word is not None and leaf.word not in field.tokens:
                continue
            for start, end in self.stretches(leaf, name):
                start, end = field.span(start, end)
                places.add(number | start << CODE_BITS | end)
        return Found(self, leaf, sorted(places)) if places else None

    def _scanned(self, leaf: Leaf, starts: Mapping[str, Sequence[int]]) -> Found | None:
        """The places of a leaf of whole words, from what the scan found: they begin and end with tokens."""
        places = []
        for name, found in starts.items():
            if name in leaf.fields:
                field, number = self.words[name], _NUMBER[name] << 2 * CODE_BITS
                codes, more = field.codes, len(leaf.term.words) - 1
                for start in found:
                    i = field.token_at(start + 1)
                    place = codes[i] & ~CODE_MASK | codes[i + more] & CODE_MASK
                    places.append(number | place)
        if len(places) > 1:
            places = sorted(set(places))
        return Found(self, leaf, places) if places else None

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        """Where each token of the subject fields stands, in order."""
        places: dict[str, list[Place]] = {}
        for name in SUBJECT_FIELDS:
            field, number = self.words[name], _NUMBER[name] << 2 * CODE_BITS
            for token, code in zip(field.tokens, field.codes, strict=True):
                if (known := places.get(token)) is None:
                    places[token] = [number | code]
                elif known[-1] != number | code:  # a sign such as ½ may give the same token twice
                    known.append(number | code)
        return places

    def stretches(self, leaf: Leaf, name: str) -> list[tuple[int, int]]:
        """Where a leaf stands in a field, as start and end in `Words.joined`, without the blanks around it. They may
        overlap: `"a b a"` stands twice in `a b a b a`."""
        found = self._stretches.get((leaf, name))
        if found is None:
            found = self._stretches[leaf, name] = self._search(leaf, name)
        return found

    def _search(self, leaf: Leaf, name: str) -> list[tuple[int, int]]:
        field, term, pattern = self.words[name], leaf.term, leaf.key
        if leaf.scanned and self.scan is not None:
            starts = self.scan.get(pattern, {}).get(name, ())
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
        kept: dict[Leaf, set[Place]] = {}
        for name in dict.fromkeys(name for leaf in left for name in leaf.fields):
            ours = self._all_stretches(left, name)
            theirs = self._all_stretches(right, name) if ours else []
            if theirs:
                field = self.words[name]
                for one, other in ((ours, theirs), (theirs, ours)):
                    for start, end, leaf in _with_company(field, one, other, distance):
                        start, end = field.span(start, end)
                        place = _NUMBER[name] << 2 * CODE_BITS | start << CODE_BITS | end
                        kept.setdefault(leaf, set()).add(place)
        return [Found(self, leaf, sorted(places)) for leaf, places in kept.items()]

    def _all_stretches(self, leaves: Sequence[Leaf], name: str) -> list[tuple[int, int, Leaf]]:
        return [(*stretch, leaf) for leaf in leaves for stretch in self.stretches(leaf, name)]

    # ---- what comes of it

    @cached_property
    def _lede_end(self) -> Place:
        """The first place after the text's lede."""
        field, text = self.words["text"], self.words["text"].text
        end = len(text)
        if len(field) > score.LEDE_WORDS:
            line = text.find("\n", field.spans[score.LEDE_WORDS - 1][1])
            most = field.spans[min(score.LEDE_MOST_WORDS, len(field)) - 1][1]
            end = min(line if line >= 0 else end, most)
        return _TEXT | end << CODE_BITS

    def counts(self, places: Sequence[Place]) -> Counts:
        """How one term with these places counts."""
        if places[0] >= _TEXT:
            return 0, 0, places[0] < self._lede_end, 1, len(places)
        text = len(places) - bisect_left(places, _TEXT)
        lede = text > 0 and places[-text] < self._lede_end
        headline = places[0] < _DECK
        deck = _DECK <= places[bisect_left(places, _DECK)] < _BYLINE if places[-1] >= _DECK else False
        return headline, deck, lede, text > 0, text

    def score(self, counts: Counts) -> float:
        if counts not in self._scores:
            headline, deck, lede, terms, mentions = counts
            self._scores[counts] = score.score(
                headline=headline,
                deck=deck,
                lede=lede,
                terms=terms,
                mentions=mentions,
                length=len(self.words["text"]),
            )
        return self._scores[counts]

    def reason(self, founds: Sequence[Found]) -> tuple[float, tuple[Hit, ...]]:
        """The score and the hits of a rule that held through these; the same place counts once."""
        hits: dict[Place, Hit] = {}
        size = headline = deck = lede = terms = mentions = 0
        for found in reversed(founds):
            mine = found.hits
            size += len(mine)
            hits |= mine
            h, d, le, t, m = found.counts
            headline += h
            deck += d
            lede += le
            terms += t
            mentions += m
        if len(hits) != size:
            return self._reason_of_overlapping(founds)
        if size > MOST_HITS:
            hits = _chosen(founds, hits)
        why = tuple([hits[place] for place in sorted(hits)])
        return self.score((headline, deck, lede, terms, mentions)), why

    def _reason_of_overlapping(self, founds: Sequence[Found]) -> tuple[float, tuple[Hit, ...]]:
        """The same where terms share places, as `defector` and `defect*` do: each place belongs to the first of them."""
        taken: set[Place] = set()
        own = []
        for found in founds:
            places = [p for p in found.places if p not in taken]
            taken.update(places)
            if places:
                own.append(Found(self, found.leaf, places))
        return own[0].reason if len(own) == 1 else self.reason(own)


Counts = tuple[int, int, int, int, int]
"""How many terms stand in the headline, the deck, the lede and the text, and how often in the text."""

_DECK, _BYLINE, _TEXT = (_NUMBER[name] << 2 * CODE_BITS for name in ("deck", "byline", "text"))


def _chosen(founds: Sequence[Found], hits: Mapping[Place, Hit]) -> dict[Place, Hit]:
    """MOST_HITS of the hits: first one for each term, so that none goes unsaid, then the first others."""
    firsts = sorted(found.places[0] for found in founds)[:MOST_HITS]
    chosen = dict.fromkeys([*firsts, *sorted(hits)])
    return {place: hits[place] for place in islice(chosen, MOST_HITS)}


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
