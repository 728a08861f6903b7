"""Which words of a sentence come from which words of its evidence.

A sentence that was written from a text keeps most of its words, in runs: cut, joined, some put in the place of others. So
the best way through the evidence is looked for, in which each word of the sentence is taken from one place or from none:
a run goes on for nothing, to go on farther ahead in the same sentence costs a little, to go back or to another sentence
more (a Viterbi search whose only states are the places of the sentence's own words, so it costs what the sentence has of
words, and not what the evidence has).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from beatbook.writing.claims import is_not
from beatbook.writing.texts import FUNCTION, Text, stem

MOST = 48
"""Places of one word that are looked at: a word with more says nothing about where a sentence comes from."""
WEIGHT = 2.0
LIGHT = 0.5
"""What it is worth to find a word, and one that says nothing by itself."""
AHEAD = 0.5
BACK = 1.8
ELSEWHERE = 2.2
"""What it costs to go on farther ahead in the same sentence, before, and in another."""

Path = tuple[float, int, int, "Path | None"]
"""Worth so far, word of the sentence, word of the evidence, and how it came there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the sentence, and the words of the evidence that stand where they stand. `is_local` says that what is
    before and after them is in one sentence of the evidence and in order; else there is nothing that they replace."""

    start: int
    end: int
    there: int
    until: int
    is_local: bool


class Alignment:
    """Where each word of a sentence stands in the evidence: `to[i]`, -1 for nowhere."""

    def __init__(self, sentence: Text, evidence: Text, stems: bool = True) -> None:
        self.sentence, self.evidence = sentence, evidence
        self.places = _places(sentence, evidence, stems)
        self.to = _best(sentence, evidence, self.places)
        self.pairs = [(i, p) for i, p in enumerate(self.to) if p >= 0]

    @property
    def is_verbatim(self) -> bool:
        """Whether the sentence is one run of the evidence."""
        pairs = self.pairs
        return (
            len(pairs) == len(self.to)
            and bool(pairs)
            and pairs[-1][1] - pairs[0][1] == len(pairs) - 1
            and all(b - a == 1 for (_, a), (_, b) in itertools.pairwise(pairs))
        )

    def edits(self) -> Iterator[Edit]:
        """Where the sentence leaves the evidence, or the evidence the sentence, first to last."""
        of, evidence = self.evidence.of, self.evidence
        if not self.pairs:
            return
        i, p = self.pairs[0]
        start = evidence.start_of(p)
        if i or start < p:
            yield Edit(0, i, start, p, True)
        for (i, p), (j, q) in zip(self.pairs, self.pairs[1:], strict=False):
            if j == i + 1 and q == p + 1:
                continue
            local = of[p] == of[q] and p < q
            yield Edit(i + 1, j, p + 1, q if local else p + 1, local)
        i, p = self.pairs[-1]
        end = evidence.end_of(p)
        if i + 1 < len(self.to) or p + 1 < end:
            yield Edit(i + 1, len(self.to), p + 1, end, True)


def _places(sentence: Text, evidence: Text, stems: bool) -> list[list[int]]:
    """For each word of the sentence, where the evidence has it."""
    found: dict[str, list[int]] = {key: [] for key in sentence.keys}
    for place, key in enumerate(evidence.keys):
        if key in found and len(found[key]) < MOST:
            found[key].append(place)
    if stems and (missing := {key for key, where in found.items() if not where and len(key) > 3}):
        wanted = {stem(key): key for key in missing if key.isalpha()}
        heads = {s[:2] for s in wanted}
        for place, key in enumerate(evidence.keys):
            if key[:2] in heads and (of := wanted.get(stem(key))) is not None and len(found[of]) < MOST:
                found[of].append(place)
    return [found[key] for key in sentence.keys]


def _best(sentence: Text, evidence: Text, places: list[list[int]]) -> list[int]:
    of, keys, known = evidence.of, evidence.keys, len(evidence)
    at: dict[int, Path] = {}
    inside: dict[int, Path] = {}
    best: Path | None = None
    last: list[int] = []
    for i, (key, where) in enumerate(zip(sentence.keys, places, strict=True)):
        light = key in FUNCTION or is_not(key)
        weight = LIGHT if light else WEIGHT
        new: list[Path] = []
        if len(where) >= MOST or light:
            ends = [p + 1 for p in last if p + 1 < known and keys[p + 1] == key]
            candidates = ends if light and ends else [*dict.fromkeys((*ends, *where))][: 2 * MOST]
        else:
            candidates = where
        for p in candidates:
            worth, way = weight, None
            before = at.get(p - 1)
            number = of[p]
            if before is not None and of[p - 1] == number:
                worth, way = before[0] + weight, before
                if before[1] == i - 1:
                    worth += 0.2
            if (near := inside.get(number)) is not None and near[2] != p:
                value = near[0] + weight - (AHEAD if near[2] < p else BACK)
                if value > worth:
                    worth, way = value, near
            if best is not None and best[0] + weight - ELSEWHERE > worth:
                worth, way = best[0] + weight - ELSEWHERE, best
            new.append((worth, i, p, way))
        last = []
        for path in new:
            p = path[2]
            last.append(p)
            if (old := at.get(p)) is None or path[0] >= old[0]:
                at[p] = path
            number = of[p]
            if (old := inside.get(number)) is None or path[0] > old[0]:
                inside[number] = path
            if best is None or path[0] > best[0]:
                best = path
    to = [-1] * len(sentence)
    while best is not None:
        to[best[1]] = best[2]
        best = best[3]
    return _filled(_once(to), sentence, evidence)


def _filled(to: list[int], sentence: Text, evidence: Text) -> list[int]:
    """The same with the little words at the ends of a run, where the evidence has them there too."""
    keys, told, taken = sentence.keys, evidence.keys, set(to)
    for i in range(1, len(to)):
        if to[i] < 0 <= to[i - 1]:
            p = to[i - 1] + 1
            if p < len(told) and told[p] == keys[i] and p not in taken:
                to[i] = p
                taken.add(p)
    for i in range(len(to) - 2, -1, -1):
        if to[i] < 0 < to[i + 1]:
            p = to[i + 1] - 1
            if told[p] == keys[i] and p not in taken:
                to[i] = p
                taken.add(p)
    return to


def _once(to: list[int]) -> list[int]:
    """The same, but no place of the evidence twice: the longer run keeps it."""
    owner: dict[int, int] = {}
    runs = [0] * len(to)
    start = 0
    for i in range(1, len(to) + 1):
        if i == len(to) or to[i] < 0 or to[i] != to[i - 1] + 1:
            runs[start:i] = [i - start] * (i - start)
            start = i
    for i, p in enumerate(to):
        if p < 0:
            continue
        other = owner.get(p)
        if other is None:
            owner[p] = i
        elif runs[i] > runs[other]:
            to[other] = -1
            owner[p] = i
        else:
            to[i] = -1
    return to
