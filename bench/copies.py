"""Telling copies: speed at the start and the end of a long stream, and what is told rightly, on a made-up stream.

    python bench/copies.py [--articles 100000] [--words 600] [--seed 1]
    python bench/copies.py --file articles.jsonl.gz     (article lines with "group": what belongs together)

The stream is drawn from a seed: words of a Zipf vocabulary in sentences with names and numbers. Of ten articles six are
new, one is an exact copy, one a reprint (cut, retitled, another tail, edited), one an excerpt, and one a template that
came before with other names and numbers. Beside it, plain MinHash at one threshold, as an exact Jaccard of the same
shingles, on the first part of the same stream. Texts are kept in a temporary file, as the stage keeps them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from beatbook.cli.stage import TextFile
from beatbook.filing.remembered import Copies
from beatbook.filing.signature import Cut
from beatbook.model import Article, Version
from beatbook.work import lines
from beatbook.work.deciders import copies_judge

Labelled = tuple[Article, str]
PLAIN = 2_000
"""Articles of the stream on which plain MinHash is worked out."""
RECENT = 20_000
"""Groups that may be copied again."""


class Stream:
    """Articles with the group that each belongs to."""

    def __init__(self, words: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._numbers = np.random.default_rng(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self._vocabulary = [
            "".join(self._random.choices(letters, k=self._random.randint(2, 10))) for _ in range(50_000)
        ]
        self._names = [w.capitalize() for w in self._vocabulary[-5_000:]]
        weights = 1 / np.arange(1, len(self._vocabulary) + 1)
        self._bounds = np.cumsum(weights / weights.sum())
        self._words = words
        self._recent: list[tuple[str, str, list[str]]] = []
        self._templates = [self._body(3) for _ in range(200)]

    def articles(self, count: int) -> Iterator[Labelled]:
        for number in range(count):
            yield self._article(str(number))

    def _article(self, key: str) -> Labelled:
        kind = self._random.randrange(10)
        if kind < 6 or not self._recent:
            return self._new(
                key, self._body(max(2, round(self._random.gauss(self._words, self._words / 4) / 18)))
            )
        if kind == 9:
            return self._new(key, [self._with_other_facts(s) for s in self._random.choice(self._templates)])
        group, headline, body = self._random.choice(self._recent)
        if kind == 7:
            body, headline = self._reprinted(body), f"{headline}, officials say"
        elif kind == 8:
            start = self._random.randrange(max(1, len(body) // 2))
            body = body[start : start + max(2, len(body) // 4)]
        return _labelled(key, group, headline, body)

    def _new(self, key: str, body: list[str]) -> Labelled:
        headline = " ".join(body[0].split()[:8])
        self._recent.append((key, headline, body))
        if len(self._recent) > RECENT:
            self._recent[self._random.randrange(RECENT)] = self._recent.pop()
        return _labelled(key, key, headline, body)

    def _body(self, sentences: int) -> list[str]:
        lengths = self._numbers.integers(8, 29, size=sentences)
        drawn = np.searchsorted(self._bounds, self._numbers.random(int(lengths.sum()))).tolist()
        body, at = [], 0
        for length in lengths.tolist():
            words = [self._vocabulary[min(i, len(self._vocabulary) - 1)] for i in drawn[at : at + length]]
            words[length // 2] = self._random.choice(self._names)
            words[length // 3] = str(self._random.randrange(1, 2_000))
            body.append(
                f"{' '.join(words).capitalize()}.".replace(words[length // 2].lower(), words[length // 2])
            )
            at += length
        return body

    def _with_other_facts(self, sentence: str) -> str:
        return " ".join(
            self._random.choice(self._names) if word[0].isupper() and i else str(self._random.randrange(2_000)) if word.isdigit() else word
            for i, word in enumerate(sentence.split())
        )  # fmt: skip

    def _reprinted(self, body: list[str]) -> list[str]:
        kept = body[: max(2, len(body) * self._random.randint(5, 10) // 10)]
        kept = [self._edited(s) if self._random.random() < 0.2 else s for s in kept]
        if self._random.random() < 0.5:
            kept.insert(self._random.randrange(len(kept)), self._body(1)[0])
        return [*kept, *self._body(1)]

    def _edited(self, sentence: str) -> str:
        words = sentence.split()
        words[self._random.randrange(1, len(words) - 1)] = self._random.choice(self._vocabulary[:1_000])
        return " ".join(words)


def _labelled(key: str, group: str, headline: str, body: list[str]) -> Labelled:
    text = "\n\n".join(" ".join(body[i : i + 3]) for i in range(0, len(body), 3))
    return Article(key, "bench", None, lines.NEVER, Version(headline=headline, text=text)), group


def from_file(path: Path) -> Iterator[Labelled]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            row = json.loads(line)
            yield lines.article_in(row), str(row["group"])


def pair_scores(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the pairs of articles that are put together."""

    def pairs(groups: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in groups.values())

    both = pairs(Counter((gold[k], found[k]) for k in gold))
    precision = both / max(1, pairs(Counter(found.values())))
    recall = both / max(1, pairs(Counter(gold.values())))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def told(scores: tuple[float, float, float]) -> str:
    return "pairs: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*scores)


def measure(stream: Iterator[Labelled], step: int) -> None:
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    first: list[tuple[str, list[int]]] = []
    with TextFile() as texts:
        copies = Copies(copies_judge(), texts)
        spent, began, words = 0.0, time.process_time(), 0
        for number, (article, group) in enumerate(stream, 1):
            began = time.process_time()
            decision = copies.add(article)
            spent += time.process_time() - began
            gold[article.id] = group
            origin = decision.copy.origin or article.id
            found[article.id] = found.get(origin, origin)
            words += article.version.text.count(" ")
            if len(first) < PLAIN:
                first.append((article.id, Cut(article.version.text).shingles[0].tolist()))
            if number % step == 0:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{number:>10,} articles: {step / spent:>6,.0f} a second, {words / step:.0f} words each, {peak:,.0f} MB"
                )
                spent, words = 0.0, 0
    print(f"all: {told(pair_scores(gold, found))}")
    part = {key: gold[key] for key, _ in first}
    ours = pair_scores(part, {key: found[key] for key in part})
    print(f"the first {len(first):,}: {told(ours)}")
    for threshold in (0.65, 0.5, 0.3):
        print(f"plain MinHash at {threshold}: {told(pair_scores(part, plain(first, threshold)))}")


def plain(rows: list[tuple[str, list[int]]], threshold: float) -> dict[str, str]:
    """The first of those before it that a text has at least this Jaccard similarity with."""
    sets = {key: set(hashes) for key, hashes in rows}
    having: dict[int, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for key, hashes in rows:
        shared = Counter(other for h in set(hashes) for other in having[h])
        best = max(
            ((n / (len(sets[key]) + len(sets[other]) - n), other) for other, n in shared.items()),
            default=(0.0, key),
        )
        found[key] = found[best[1]] if best[0] >= threshold else key
        for h in sets[key]:
            having[h].append(key)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--words", type=int, default=600)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--file", type=Path)
    args = asked.parse_args()
    if args.file:
        measure(from_file(args.file), 10**9)
    else:
        measure(Stream(args.words, args.seed).articles(args.articles), max(1, args.articles // 10))


if __name__ == "__main__":
    main()
