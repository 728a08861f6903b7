"""Whether a sentence says no more than its evidence, beyond names, numbers and the like.

A sentence that is written from a text may be cut and put together from it; what goes wrong then is that parts are put
together that do not belong together, or that words are put in. Signs of both are weighed by a logistic regression over
sentences that people judged (bench/fit_evidence.py). English only: words of other languages bend in ways not known here.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from beatbook.writing.alignment import Alignment, Edit
from beatbook.writing.support_weights import BIAS, WEIGHTS
from beatbook.writing.texts import FUNCTION

WHY = "it says more than its evidence, or puts together what does not belong together"
MUST_BE = (1, 1, 1, 1, 1, 1)
"""Which way each sign must speak: against the sentence."""
FEWEST = 4
"""Words of meaning that shares are of, at least: one other word does not make a short sentence another."""
LINKS = frozenset(["is", "was", "are", "were", "has", "had"])


class Signs(NamedTuple):
    """What speaks against a sentence, each 0 for one that is verbatim. None of them minds other little words, another order
    inside one sentence, or what was left out.

    * `foreign`: share of its words of meaning that the evidence does not have.
    * `elsewhere`: share of its words of meaning that the evidence has, but not where the sentence is taken from.
    * `jumps`: how often it goes on in another sentence of the evidence, or back, for each ten words.
    * `scattered`: share of the words of meaning outside the one sentence of the evidence that most are from.
    * `linked`: whether it says that something *is* or *has* something, and the evidence has no such word there.
    * `added`: whether it ends in words that are put in.
    """

    foreign: float
    elsewhere: float
    jumps: float
    scattered: float
    linked: float
    added: float


def signs(alignment: Alignment, edits: list[Edit], settled: Container[int] = ()) -> Signs:
    """The signs of a sentence. `settled` are its words that other checks found borne out: dates, numbers, negations."""
    s, e, to = alignment.sentence, alignment.evidence, alignment.to
    keys, of = s.keys, e.of
    foreign = elsewhere = count = 0
    home: dict[int, int] = {}
    linked = False
    loose = {i for edit in edits if not edit.is_local for i in range(edit.start, edit.end)}
    for i, key in enumerate(keys):
        if i in settled:
            continue
        if key in FUNCTION:
            linked = linked or (to[i] < 0 and key in LINKS and i in loose)
            continue
        count += 1
        if to[i] >= 0:
            home[of[to[i]]] = home.get(of[to[i]], 0) + 1
        elif alignment.places[i]:
            elsewhere += 1
        else:
            foreign += 1
    count = max(FEWEST, count)
    scattered = sum(home.values()) - max(home.values(), default=0)
    jumps = sum(_jump(alignment, edit) for edit in edits if not edit.is_local)
    last = len(keys) - 1
    while last >= 0 and (last in settled or keys[last] in FUNCTION):
        last -= 1
    return Signs(
        foreign / count,
        elsewhere / count,
        10 * jumps / max(10, len(s)),
        scattered / count,
        float(linked),
        float(last >= 0 and to[last] < 0),
    )


def _jump(alignment: Alignment, edit: Edit) -> float:
    """How much of a jump there is where the sentence goes on elsewhere: none to the beginning of another sentence after a
    comma, a third of one inside a sentence of the evidence."""
    s, e, to = alignment.sentence, alignment.evidence, alignment.to
    p, q = to[edit.start - 1], to[edit.end]
    if e.of[p] == e.of[q]:
        return 0.3
    begins = q - e.start_of(q) <= 1
    return 0.0 if begins and any(s.gaps[i].strip() for i in range(edit.start, edit.end + 1)) else 1.0


def score(found: Signs) -> float:
    """Log odds that the evidence does not bear the sentence out; above 0 it is stopped."""
    return BIAS + sum(w * x for w, x in zip(WEIGHTS, found, strict=True))
