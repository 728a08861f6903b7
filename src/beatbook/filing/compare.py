"""Whether two texts are the same report: which sentences both have, and where their words agree but their facts do not.

A reprint keeps whole sentences, also when it is cut, moved or lightly edited. A template (arrivals, weather, results)
keeps most words of each sentence and changes the names, numbers and days in it. So a sentence counts as shared when
the other text has its words in the same order, and what it has in their place is no other name or number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import starmap

import numpy as np

from beatbook.filing.signature import (
    CASELESS,
    DENSE,
    DIGIT,
    UPPER,
    Cut,
    Hashes,
    Mask,
    Places,
    among,
    hashed_words,
)

ALIKE = 0.5
"""Share of a sentence's words that stand in shingles of the other text, from which it may be the same sentence with
other facts; below it is another sentence."""
EDITED = 0.75
"""The share from which it is the same sentence lightly edited; between the two, with the same facts, it does not count."""
TAIL = 40
"""Words of the longest last paragraph that may be an outlet's own tail."""
WIDER = 8
"""Times the length of a sentence that another may have to be looked at as a whole."""
DATELINE = 10
"""Words that a dateline with another day counts for: enough to part two short dispatches, not two long ones."""
CLOSEST = 400
"""Edited sentences that are looked at word by word; texts with more are long enough to be judged by these."""

_NEGATIONS = (
    "not no never nor without cannot t nicht kein keine keinen nie ohne pas jamais sans aucun aucune non sin ningún nunca "
    "не нет ни без não sem nunca 안 않았다 않는다 않은 않기로 아니다 아니라고 못했다 없다 없었다 没 不 未 無 ない"
)
_SAYING = (
    "said says say told tells stated states added noted explained remarked according reported announced "
    "说 表 示 称 道 指 出 强 调 认 为 告 诉 말했다 밝혔다 전했다 했다 설명했다 강조했다 덧붙였다 述 べ た 語 っ"
)
"""Words that editors put for one another without changing a fact. Only scripts without capitals need them."""
_NOT = frozenset(hashed_words(_NEGATIONS))
_SAID = frozenset(hashed_words(_SAYING))


@dataclass(frozen=True, slots=True)
class Side:
    """How one of two texts agrees with the other, in words: those compared; those in sentences that the other has too,
    facts included; those in sentences whose words agree and whose facts differ; those of a short last paragraph that
    the other does not have. `lead_same`: its first sentence is among the same; `lead_changed`: it is among the changed, or
    the day of the dateline is another."""

    size: int
    same: int
    changed: int
    tail: int
    lead_same: bool
    lead_changed: bool


def side(one: Cut, other: Cut, common: Hashes, rare: Hashes) -> Side:
    """How the first of two texts agrees with the second. `common` are shingles that too many texts have to prove
    anything, `rare` those that few have, both in order. A sentence with some of the former and none of the latter is
    a commonplace, and no evidence for a copy; in a large archive every long text has some of the former."""
    first, last = one.core
    if last == first:
        return Side(0, 0, 0, 0, False, False)
    covering = _covered(one, other)
    sentences = one.sentences[first:last] - one.sentences[first]
    lengths = np.bincount(sentences)
    covered = np.bincount(sentences, weights=covering.covered, minlength=len(lengths))
    share = covered / np.maximum(1, lengths)
    proves = np.ones(len(lengths), dtype=np.bool_)
    if len(common):
        hashes, places, _ = one.shingles
        often = np.bincount(sentences[places[among(hashes, common)]], minlength=len(lengths))
        seldom = np.bincount(sentences[places[among(hashes, rare)]], minlength=len(lengths))
        proves = (often == 0) | (seldom > 0)
    days = DATELINE if one.days and other.days and one.days != other.days else 0
    same, has_lead = int(lengths[(share == 1) & proves].sum()), bool(share[0] == 1)
    changed, lead = days, days > 0
    edited = ((share >= ALIKE) & (share < 1)).nonzero()[0][:CLOSEST]
    if len(edited):
        of, there = sentences[covering.words], other.sentences[other.core[0] + covering.there]
        bounds = [first, *(np.cumsum(lengths) + first).tolist()]
        helds = zip(of.searchsorted(edited).tolist(), of.searchsorted(edited, "right").tolist(), strict=True)
        for s, held in zip(edited.tolist(), starmap(slice, helds), strict=True):
            twins, places = there[held], covering.there[held]
            if not len(twins):
                continue  # covered by a shingle that begins in the sentence before
            least = int(twins.min())
            twin = least + int(np.bincount(twins - least).argmax())
            a, b = other.begins[twin : twin + 2]
            if (
                b - a > WIDER * lengths[s]
            ):  # a text without stops: only what stands about the first shared words
                here = other.core[0] + int(places[twins == twin][0])
                a, b = max(a, here - int(lengths[s])), min(b, here + 2 * int(lengths[s]))
            if _facts_differ(one, bounds[s], bounds[s + 1], other, max(a, other.core[0]), b):
                changed += int(lengths[s])
                lead |= s == 0
            else:
                has_lead |= s == 0
                same += int(covered[s]) if share[s] >= EDITED and proves[s] else 0
    return Side(last - first, same, changed, _tail(one, covering.covered), has_lead, lead)


@dataclass(frozen=True, slots=True)
class _Covering:
    covered: Mask
    """For each word of the core, whether a shingle of it stands in the other text."""
    words: Places
    """The words at which such shingles begin, and where in the other's core the same one begins."""
    there: Places


def _covered(one: Cut, other: Cut) -> _Covering:
    hashes, places, widths = one.shingles
    known, order = other.sorted
    size = len(one.words)
    if not len(known) or not len(hashes):
        none = np.zeros(0, dtype=np.int64)
        return _Covering(np.zeros(size, dtype=np.bool_), none, none)
    at = np.minimum(known.searchsorted(hashes), len(known) - 1)
    hit = known[at] == hashes
    words = places[hit]
    steps = np.bincount(words, minlength=size + 1) - np.bincount(words + widths[hit], minlength=size + 1)
    return _Covering(np.cumsum(steps)[:size] > 0, words, other.shingles[1][order[at[hit]]])


def _tail(one: Cut, covered: Mask) -> int:
    """Words of the last paragraph, if it is short, not the only one, and none of it stands in the other text."""
    first, last = one.core
    start = one.last_paragraph
    if start == first or last - start > TAIL or covered[start - first :].any():
        return 0
    return last - start


def _facts_differ(one: Cut, a: int, b: int, other: Cut, c: int, d: int) -> bool:
    """Whether the words of a sentence that its twin lacks, and the other way round, are facts: names, numbers, days, or
    a negation that only one has. A name that only one has was cut or put in; it takes another to change it."""
    mine, theirs = one.hashes[a:b].tolist(), other.hashes[c:d].tolist()
    more: dict[int, int] = Counter(mine)
    for word in theirs:
        more[word] = more.get(word, 0) - 1
    gone = {word for word, n in more.items() if n > 0}
    new = {word for word, n in more.items() if n < 0}
    if (_NOT & gone) or (_NOT & new):
        return not (_NOT & gone and _NOT & new)
    if not gone or not new:
        return False
    kinds_gone = _kinds(one, a, mine, gone)
    kinds_new = _kinds(other, c, theirs, new)
    both = kinds_gone & kinds_new
    if (
        both & (DIGIT | UPPER)
        or (kinds_gone & DIGIT and kinds_new & UPPER)
        or (kinds_new & DIGIT and kinds_gone & UPPER)
    ):
        return True
    if both & CASELESS:
        return not (gone | new) <= _SAID
    return False


def _kinds(cut: Cut, start: int, words: list[int], wanted: set[int]) -> int:
    """What the wanted words of a sentence are; a capital at its beginning says nothing."""
    found = 0
    kinds = cut.kinds[start : start + len(words)].tolist()
    for i, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        if word in wanted:
            found |= kind & (DIGIT | CASELESS | DENSE) | (kind & UPPER if i else 0)
    return found
