"""Whether a sentence says no more than its evidence, beyond names, numbers and the like.

A sentence that is written from a text may be cut and put together from it; what goes wrong then is that parts are put
together that do not belong together, or that words are put in. Signs of both are weighed by a logistic regression over
sentences that people judged (bench/fit_evidence.py). English only: words of other languages bend in ways not known here.
"""

from __future__ import annotations

from typing import NamedTuple

from beatbook.writing.alignment import Alignment, Edit
from beatbook.writing.support_weights import BIAS, WEIGHTS
from beatbook.writing.texts import FUNCTION

MUST_BE = (1, 1, 1, 1, 1, 1)


class Signs(NamedTuple):
    """What speaks against a sentence, each 0 for one that is verbatim.

    * `foreign`: share of its words of meaning that the evidence does not have.
    * `elsewhere`: share of its words of meaning that the evidence has, but not where the sentence is taken from.
    * `jumps`: how often it goes on in another sentence of the evidence, or back, for each ten words.
    * `scattered`: share of the words of meaning outside the one sentence of the evidence that most are from.
    * `broken`: share of neighbouring words that are no neighbours in the evidence.
    * `rejoined`: whether a jump joins what is no whole: in the middle of a clause on both sides.
    """

    foreign: float
    elsewhere: float
    jumps: float
    scattered: float
    broken: float
    rejoined: float


def signs(alignment: Alignment, edits: list[Edit]) -> Signs:
    s, e, to = alignment.sentence, alignment.evidence, alignment.to
    meaning = [i for i, key in enumerate(s.keys) if key not in FUNCTION]
    count = max(1, len(meaning))
    foreign = sum(not alignment.places[i] for i in meaning)
    elsewhere = sum(to[i] < 0 and bool(alignment.places[i]) for i in meaning)
    home: dict[int, int] = {}
    for i in meaning:
        if to[i] >= 0:
            home[e.of[to[i]]] = home.get(e.of[to[i]], 0) + 1
    scattered = sum(home.values()) - max(home.values(), default=0)
    jumps = [d for d in edits if not d.is_local]
    broken = sum(not (a >= 0 and b == a + 1) for a, b in zip(to, to[1:], strict=False))
    rejoined = 0
    for jump in jumps:
        p, q = to[jump.start - 1], to[jump.end]
        leaves = p + 1 < len(e) and e.of[p + 1] == e.of[p] and not e.gaps[p + 1].strip()
        enters = q > 0 and e.of[q - 1] == e.of[q] and not e.gaps[q].strip()
        rejoined += leaves and enters
    return Signs(
        foreign / count,
        elsewhere / count,
        10 * len(jumps) / max(10, len(s)),
        scattered / count,
        broken / max(1, len(s) - 1),
        float(min(2, rejoined)),
    )


def score(found: Signs) -> float:
    """Log odds that the evidence does not bear the sentence out; above 0 it is stopped."""
    return BIAS + sum(w * x for w, x in zip(WEIGHTS, found, strict=True))
