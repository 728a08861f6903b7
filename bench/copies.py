"""Telling copies: speed, memory and what is told rightly from the start to the end of a long stream, on a made-up stream.

    python bench/copies.py [--articles 100000] [--words 600] [--seed 1]
    python bench/copies.py --same 100000                (the same text so many times in the midst of the stream)
    python bench/copies.py --file articles.jsonl.gz     (article lines with "group": what belongs together)

The stream is drawn from a seed: words of a Zipf vocabulary in sentences with names and numbers. Of ten articles six are
new, of so many words, one is an exact copy, one a reprint (cut, retitled, another tail, edited), one an excerpt, and one a
template that came before with other names and numbers. It is drawn in a process of its own, so that time and memory are
those of the judging alone, as the stage does it. Times are of the processor. Since other programs slow it too, a fixed
piece of work (the four-word shingles of one text as a Python set) is timed all along: *against it* is how many articles
are judged in the time of a thousand of those. Beside it, plain MinHash at one threshold, as an exact Jaccard of the same
shingles, on the first part of the same stream.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import resource
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from beatbook.cli.stage import ScratchFiles
from beatbook.filing.remembered import Copies
from beatbook.filing.signature import Cut
from beatbook.model import Article, Version
from beatbook.work import lines
from beatbook.work.deciders import copies_judge

Labelled = tuple[Article, int]
"""An article, whose id is its number in the stream, and the number of the first that belongs with it."""
PLAIN = 2_000
"""Articles of the stream on which plain MinHash is worked out."""
RECENT = 20_000
"""Groups that may be copied again."""
BATCH = 250
"""Articles that the drawing process sends at a time."""
OFTEN = 50
"""Articles for each of which the fixed work is done once."""


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
        self._recent: list[tuple[int, str, list[str]]] = []
        self._templates = [self._body(3) for _ in range(200)]

    def articles(self, count: int) -> Iterator[Labelled]:
        for number in range(count):
            yield self._article(number)

    def _article(self, key: int) -> Labelled:
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

    def _new(self, key: int, body: list[str]) -> Labelled:
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


def _labelled(key: int, group: int, headline: str, body: list[str]) -> Labelled:
    text = "\n\n".join(" ".join(body[i : i + 3]) for i in range(0, len(body), 3))
    return Article(str(key), "bench", None, lines.NEVER, Version(headline=headline, text=text)), group


def drawn(words: int, seed: int, count: int) -> Iterator[Labelled]:
    """The stream, drawn by another process."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_draw, args=(sender, words, seed, count), daemon=True)
    child.start()
    sender.close()
    for _ in range(0, count, BATCH):
        yield from receiver.recv()
    child.join()


def _draw(sender: Connection, words: int, seed: int, count: int) -> None:
    stream = Stream(words, seed).articles(count)
    while batch := list(islice(stream, BATCH)):
        sender.send(batch)


def from_file(path: Path) -> Iterator[Labelled]:
    firsts: dict[str, int] = {}
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for number, line in enumerate(file):
            row = json.loads(line)
            group = firsts.setdefault(str(row["group"]), number)
            yield replace(lines.article_in(row), id=str(number)), group


def pair_scores(gold: Iterable[int], found: Iterable[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the pairs of articles that are put together."""

    def pairs(groups: np.ndarray) -> int:
        counts = np.unique(groups, return_counts=True)[1]
        return int((counts * (counts - 1) // 2).sum())

    ours, theirs = np.array(found, dtype=np.uint64), np.array(gold, dtype=np.uint64)
    both = pairs(ours << np.uint64(32) | theirs)
    precision, recall = both / max(1, pairs(ours)), both / max(1, pairs(theirs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def told(scores: tuple[float, float, float]) -> str:
    return "pairs: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*scores)


class Clock:
    """Time of the processor for judging, and for the fixed work beside it."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        rng = random.Random(0)
        self._text = " ".join("".join(rng.choices("etaoins", k=5)) for _ in range(600))
        self.clear()

    def clear(self) -> None:
        self.articles = self.works = 0
        self.judging = self.working = 0.0

    def add(self, article: Article) -> int:
        """The number of the article that it is a copy of, or its own."""
        began = time.process_time()
        decision = self._copies.add(article)
        self.judging += time.process_time() - began
        self.articles += 1
        if self.articles % OFTEN == 0:
            began = time.process_time()
            words = self._text.split()
            {hash(shingle) for shingle in zip(words, words[1:], words[2:], words[3:], strict=False)}
            self.working += time.process_time() - began
            self.works += 1
        return int(decision.copy.origin or article.id)

    @property
    def speed(self) -> float:
        """Articles a second."""
        return self.articles / self.judging

    @property
    def against(self) -> float:
        """Articles in the time of a thousand of the fixed works."""
        return 1000 * self.speed * self.working / max(1, self.works)


def measure(stream: Iterable[Labelled], step: int) -> None:
    gold, found = array("I"), array("I")
    first: list[list[int]] = []
    with ScratchFiles() as files:
        copies = Copies(copies_judge(), files.new)
        clock = Clock(copies)
        words = 0
        print("| articles | a second | against fixed work | processor, s | words each | peak MB | growing MB | precision | recall |\n|---|---|---|---|---|---|---|---|---|")  # fmt: skip
        for number, (article, group) in enumerate(stream, 1):
            origin = clock.add(article)
            gold.append(group)
            found.append(found[origin] if origin < len(found) else origin)
            words += article.version.text.count(" ")
            if len(first) < PLAIN:
                first.append(Cut(article.version.text).shingles[0].tolist())
            if number % step == 0:
                _row(number, clock, words, copies, pair_scores(gold, found))
                clock.clear()
                words = 0
        if clock.articles:
            _row(len(gold), clock, words, copies, pair_scores(gold, found))
    print(f"all: {told(pair_scores(gold, found))}")
    gold, found = gold[:PLAIN], found[:PLAIN]
    print(f"the first {len(gold):,}: {told(pair_scores(gold, found))}")
    for threshold in (0.65, 0.5, 0.3):
        print(f"plain MinHash at {threshold}: {told(pair_scores(gold, plain(first, threshold)))}")


def _row(number: int, clock: Clock, words: int, copies: Copies, scores: tuple[float, float, float]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {number:,} | {clock.speed:,.0f} | {clock.against:,.0f} | {clock.judging:.1f} | {words / clock.articles:.0f} "
        f"| {peak:,.0f} | {copies.bytes / 1e6:,.1f} | {scores[0]:.4f} | {scores[1]:.4f} |",
        flush=True,
    )


def measure_same(stream: Iterator[Labelled], part: int, same: int) -> None:
    """Two parts of the stream, one text again and again, the next part; then, a fifth as often, the same text with a last
    line of its own each time, and another part."""
    with ScratchFiles() as files:
        clock = Clock(Copies(copies_judge(), files.new))

        def say(what: str, articles: Iterable[Article]) -> None:
            clock.clear()
            origins = {clock.add(article) for article in articles}
            print(
                f"{what}: {clock.articles:,} articles, {clock.speed:,.0f} a second, {clock.against:,.0f} against fixed work, "
                f"{len(origins):,} origins",
                flush=True,
            )

        def again(start: int, end: int, tail: str) -> Iterator[Article]:
            for n in range(start, end):
                version = replace(text.version, text=text.version.text + tail.format(n))
                yield replace(text, id=str(10**8 + n), version=version)

        text = next(stream)[0]
        say("stream, to begin with", (a for a, _ in islice(stream, part)))
        say("stream", (a for a, _ in islice(stream, part)))
        say("the same text", again(0, same, ""))
        say("stream", (a for a, _ in islice(stream, part)))
        say(
            "the same with another last line each time",
            again(same, same + same // 5, "\n\nMore in paper {0} of {0}."),
        )
        say("stream", (a for a, _ in islice(stream, part)))


def plain(rows: list[list[int]], threshold: float) -> list[int]:
    """The first of those before it that a text has at least this Jaccard similarity with."""
    sets = [set(hashes) for hashes in rows]
    having: dict[int, list[int]] = defaultdict(list)
    found: list[int] = []
    for key, hashes in enumerate(sets):
        shared = Counter(other for h in hashes for other in having[h])
        best = max(
            ((n / (len(hashes) + len(sets[other]) - n), other) for other, n in shared.items()),
            default=(0.0, key),
        )
        found.append(found[best[1]] if best[0] >= threshold else key)
        for h in hashes:
            having[h].append(key)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--words", type=int, default=600)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--same", type=int, default=0)
    asked.add_argument("--file", type=Path)
    args = asked.parse_args()
    if args.file:
        measure(from_file(args.file), 10**9)
    elif args.same:
        part = max(1, args.same // 10)
        measure_same(drawn(args.words, args.seed, 4 * part + 1), part, args.same)
    else:
        step = min(100_000, max(1, args.articles // 10))
        measure(drawn(args.words, args.seed, args.articles), step)


if __name__ == "__main__":
    main()
