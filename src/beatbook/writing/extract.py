"""Choosing sentences: what most origins say, told once, from where it is told first.

A sentence is worth the pairs of telling words that no chosen sentence has yet, each weighing as many origins as have it
(concept coverage: Gillick and Favre, "A Scalable Global Model for Summarization", 2009), for each word that it takes (the
greedy choice of Lin and Bilmes, "A Class of Submodular Functions for Document Summarization", 2011). It is worth more the
nearer it stands to the beginning of its article, and the more of its words other origins have; less, the more was taken from
its article already, so that each origin is heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beatbook.writing.candidates import Read, Sentence

BEGINNING = 2.0
"""How much more the first sentence of an article is worth, the second by half of it, the third by a third."""
CENTRAL = 4.0
"""How much more a sentence is worth whose words most origins have."""
TAKEN = 0.25
"""How much less for each sentence that was taken from the same article."""
SAME = 0.7
"""Share of the telling words of the shorter of two sentences from which they say the same."""
FRESH, FRESH_OF_ONE_EVENT = 0.3, 0.6
"""Share of a sentence's telling words that no chosen sentence may have yet, else it says the same in other words. Origins
of the same days are on one event, which each tells from the beginning; those of a story that goes on share names and
tell what is new."""
DAYS = 2
"""Days within which all origins of one event come out."""
WORDS_EACH = 22
"""Words of a budget for one sentence: of the usual 110, five."""
FEWEST = 3
"""Sentences for which there is room in any budget."""

# All four weights are round numbers from the middle of a range over which the outcome stays the same within what
# leaving out an article changes it (docs/decisions/0502-extractive-briefs.md).

SAID = "says what another sentence says"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, first the one that tells most (of those that open their article, if any does), and what was passed over for saying the same."""

    sentences: tuple[Sentence, ...]
    repeated: tuple[Sentence, ...]


def most(words: int) -> int:
    """How many sentences a brief of so many words may have."""
    return max(FEWEST, words // WORDS_EACH)


def choose(reads: Sequence[Read], candidates: Iterable[Sentence], words: int, sentences: int) -> Chosen:
    """So many sentences at most, of so many words. `candidates` are sentences of `reads`, by their number."""
    left = [s for s in candidates if s.size <= words // 2]
    weights = _weights(reads)
    central = _central(left, weights)
    worth = {
        id(s): (1 + BEGINNING / (1 + s.position)) * (1 + CENTRAL * central[id(s)]) / s.size for s in left
    }
    pairs = {id(s): s.pairs for s in left}
    words_of = {id(s): set(s.stems) for s in left}
    covered: set[tuple[str, str]] = set()
    said: set[str] = set()
    bar = FRESH_OF_ONE_EVENT if _is_one_event(reads) else FRESH
    taken: Counter[int] = Counter()
    chosen: list[Sentence] = []
    repeated: list[Sentence] = []
    room = words
    while left and len(chosen) < sentences:
        best, gain = None, 0.0
        for s in left:
            if s.size > room:
                continue
            new = sum(weights[pair] for pair in pairs[id(s)] - covered)
            value = new * worth[id(s)] / (1 + TAKEN * taken[s.member])
            if value > gain:
                best, gain = s, value
        if best is None:
            break
        left.remove(best)
        fresh = len(words_of[id(best)] - said) >= bar * len(words_of[id(best)])
        if not fresh or any(says_same(best, other) for other in chosen):
            repeated.append(best)
            continue
        chosen.append(best)
        covered |= pairs[id(best)]
        said |= words_of[id(best)]
        taken[best.member] += 1
        room -= best.size

    def tells(s: Sentence) -> float:
        return sum(weights[pair] for pair in pairs[id(s)]) * worth[id(s)] * s.size

    openers = [s for s in chosen if s.position == 0]
    lead = max(openers or chosen, key=tells, default=None)
    rest = [s for s in chosen if s is not lead]
    return Chosen((lead, *rest) if lead else (), tuple(repeated))


def _is_one_event(reads: Sequence[Read]) -> bool:
    """Whether the origins came out within a few days; so do those that say no day."""
    days = [r.day for r in reads if r.day]
    return not days or (max(days) - min(days)).days <= DAYS


def says_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences have so many words in common that a reader learns nothing from the second."""
    a, b = set(one.stems), set(other.stems)
    return bool(a and b) and len(a & b) >= SAME * min(len(a), len(b))


def _weights(reads: Sequence[Read]) -> Counter[object]:
    """How many origins have a telling word, and a pair of them, anywhere: headlines count with their texts."""
    found: Counter[object] = Counter()
    for read in reads:
        have: set[object] = set(read.heads) | set(zip(read.heads, read.heads[1:], strict=False))
        for s in read.sentences:
            have.update(s.stems)
            have.update(s.pairs)
        found.update(have)
    return found


def _central(sentences: Sequence[Sentence], weights: Counter[object]) -> dict[int, float]:
    """For each sentence how many other origins have its words, on average, from 0 to 1 for the one with the most."""
    found = {id(s): sum(weights[w] - 1 for w in set(s.stems)) / max(1, len(set(s.stems))) for s in sentences}
    top = max(found.values(), default=0.0) or 1.0
    return {key: value / top for key, value in found.items()}


def in_order(sentences: Sequence[Sentence], reads: Sequence[Read]) -> list[Sentence]:
    """The order in which they read: what the article of the one that tells most has, then the others by when they came out; those
    of one article as they stand there."""
    if not sentences:
        return []
    lead = sentences[0]
    days = [r.day for r in reads]

    def key(s: Sentence) -> tuple[bool, int, int, int]:
        day = days[s.member]
        return s.member != lead.member, day.toordinal() if day else 0, s.member, s.position

    return sorted(sentences, key=key)


def language_of(reads: Sequence[Read], least: int) -> str | None:
    """The language that a brief is written in: that of most origins (of as many, of the first), if so many sentences of
    it may be published; else the next."""
    common = Counter(read.language for read in reads)
    having = Counter(read.language for read in reads for s in read.sentences if s.why is None)
    languages = [language for language, _ in common.most_common()]
    return next((language for language in languages if having[language] >= least), languages[0])


def origins_of(sentence: Sentence, reads: Sequence[Read]) -> int:
    """How many origins say it, its own among them: with its numbers."""
    numbers = {stem for stem in sentence.stems if stem[0].isdigit()}
    return 1 + sum(
        number != sentence.member
        and any(numbers.issubset(s.stems) and says_same(sentence, s) for s in read.sentences if s.stems)
        for number, read in enumerate(reads)
    )
