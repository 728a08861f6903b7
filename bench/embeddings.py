"""What vectors bring when articles are put into stories, and what they cost.

    python bench/embeddings.py [--active 10000] [--articles 3000] [--dimensions 768] [--seed 1]

What they bring is measured on the sample press (thirteen outlets, five languages) with vectors made up from its truth: what all
have in common, a direction for each of forty kinds of event, one for each event, and noise, so that reports of one event are so near
(*same*) and those of like ones so near (*like*). That is what the rules make of a model as good, not a model.

What they cost: the same articles decided on with vectors and without. The stream is that of `bench/stream.py`, copies left out: first so many stories are opened, one report of each, then the
articles that follow are decided on, each by an engine without vectors and by one with, in turn, so that what else the
machine does slows both. Every second story is called English and Korean by turns, the others one of the two (in truth all are English, so names find
what is one); a vector is what all have
in common, its story's own direction and noise, so that reports of one story are near (.85) and others are not (.5). Times
are of the processor. *Lookups* are the searches for what is near, which only an article that opens a strand asks for.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from zlib import crc32

import numpy as np

from beatbook.filing.meaning import Meaning, Nearest, Vector
from beatbook.filing.stories import Stories
from beatbook.filing.strands import Strands
from beatbook.filing.terms import Reader
from beatbook.model import Article
from beatbook.sample.press import load as load_press
from fit_stories import Quality, quality, sample_press
from stream import articles

NEAR = 0.8
KINDS = 40
SHARED, KIND, EVENT = 0.6, 0.55, 0.35
"""How long the parts of a vector of the press are before its noise."""
NOISES = (0.23, 0.32, 0.40, 0.49)
COMMON, OWN, NOISE = 0.7, 0.6, 0.4
"""How long the parts of a vector are; with length 1 in all, near enough."""


def direction(seed: int, size: int) -> Vector:
    found = np.random.default_rng(seed).standard_normal(size, dtype=np.float32)
    return found / np.float32(np.linalg.norm(found))


def vector_of(article: str, story: str, size: int) -> Vector:
    parts = (0, COMMON), (crc32(story.encode()), OWN), (crc32(article.encode()), NOISE)
    total = np.sum([direction(seed, size) * np.float32(length) for seed, length in parts], axis=0)
    return (total / np.linalg.norm(total)).astype(np.float32)


class Brought(NamedTuple):
    """What came of the press: how near reports of one event and of like ones are, precision and recall of the stories, joins by
    meaning that are right and wrong."""

    same: float
    like: float
    quality: Quality
    right: int
    wrong: int


def press(noise: float | None) -> Brought:
    """The sample press in stories, with vectors that have so much noise, or without."""
    spoken = {outlet.slug: outlet.language for outlet in load_press().outlets}
    rows = [(_in(r.article, spoken[r.article.source]), r.story) for r in sample_press()]
    kinds = {story: crc32(f"kind of {story}".encode()) % KINDS for _, story in rows}
    vectors = {} if noise is None else {a.id: _made_up(a.id, story, kinds[story], noise) for a, story in rows}
    stories = Strands(Stories(), "made-up", NEAR)
    homes: dict[str, str] = {}
    truth: dict[str, str] = {}
    right = wrong = 0
    for article, story in rows:
        placed = stories.decide(article, vector=vectors.get(article.id))
        home = placed.grouping.story
        if any("another language" in tie for tie in placed.grouping.tie):
            is_right = any(truth[key] == story for key, there in homes.items() if there == home)
            right, wrong = right + is_right, wrong + (not is_right)
        homes[article.id], truth[article.id] = home, story
        for change in placed.regroups:
            for key, there in homes.items():
                if there == change.story and (not change.articles or key in change.articles):
                    homes[key] = change.into
    pairs = [(a.id, b.id, s, t) for n, (a, s) in enumerate(rows) for b, t in rows[:n]] if vectors else []
    same = [float(vectors[a] @ vectors[b]) for a, b, s, t in pairs if s == t]
    like = [float(vectors[a] @ vectors[b]) for a, b, s, t in pairs if s != t and kinds[s] == kinds[t]]
    found = quality([story for _, story in rows], [homes[a.id] for a, _ in rows])
    return Brought(float(np.mean(same or [0])), float(np.mean(like or [0])), found, right, wrong)


def _in(article: Article, language: str) -> Article:
    return replace(article, version=replace(article.version, language=language))


def _made_up(article: str, story: str, kind: int, noise: float) -> Vector:
    parts = (("all", SHARED), (f"kind {kind}", KIND), (f"event {story}", EVENT), (article, noise))
    total = np.sum([direction(crc32(what.encode()), 512) * np.float32(long) for what, long in parts], axis=0)
    return (total / np.linalg.norm(total)).astype(np.float32)


def in_a_language(article: Article, story: str) -> Article:
    number = crc32(story.encode())
    is_korean = crc32(article.id.encode()) % 2 if number % 2 else number // 2 % 2
    return _in(article, "ko" if is_korean else "en")


def memory(count: int, size: int) -> float:
    """Megabytes of so many meanings."""
    vectors = [direction(n, size) for n in range(500)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    known = Nearest()
    for n in range(count):
        known.put(f"story-{n}", Meaning.of(vectors[n % 500], "en", n % 7))
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


class Timed(Nearest):
    """Says how long its lookups took."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.spent = 0, 0.0

    def near(self, meaning: Meaning) -> list[tuple[float, str]]:
        began = time.process_time()
        found = super().near(meaning)
        self.asked, self.spent = self.asked + 1, self.spent + time.process_time() - began
        return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--active", type=int, default=10_000)
    asked.add_argument("--articles", type=int, default=3_000)
    asked.add_argument("--dimensions", type=int, default=768)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    taken = memory(args.active, args.dimensions)
    for noise in (None, *NOISES):
        p = press(noise)
        near = "without              " if noise is None else f"same {p.same:.2f}, like {p.like:.2f} "
        q = p.quality
        print(
            f"{near} P {q.precision:.3f} R {q.recall:.3f} F1 {q.f1:.3f}, joined rightly {p.right}, wrongly {p.wrong}"
        )

    reader = Reader()
    plain = Stories(reader, active=args.active)
    strands = Strands(Stories(reader, active=args.active), "made-up", NEAR)
    known = strands._meanings = Timed()
    stream = (
        (in_a_language(article, story), story)
        for article, origin, story in articles(args.seed, 100 * args.active)
        if origin == article.id
    )
    opened: set[str] = set()
    later: list[tuple[Article, str]] = []
    for article, story in stream:
        if story in opened:
            continue
        opened.add(story)
        plain.decide(article)
        strands.decide(article, vector=vector_of(article.id, story, args.dimensions))
        if len(plain) == args.active:
            later = list(islice(stream, args.articles))
            break
    vectors = [vector_of(article.id, story, args.dimensions) for article, story in later]
    known.asked, known.spent = 0, 0.0
    without = with_vectors = 0.0
    joined = 0
    for (article, _), vector in zip(later, vectors, strict=True):
        began = time.process_time()
        plain.decide(article).profiles()  # made for the archive, with vectors and without
        between = time.process_time()
        placed = strands.decide(article, vector=vector)
        done = time.process_time()
        without, with_vectors = without + between - began, with_vectors + done - between
        joined += any("another language" in tie for tie in placed.grouping.tie)
    print(
        f"active stories {len(plain):,}, meanings {len(known):,}, dimensions {args.dimensions}, articles {len(later):,}"
    )
    print(
        f"articles/s without {len(later) / without:,.0f}, with {len(later) / with_vectors:,.0f}: {without / with_vectors:.2f}"
    )
    print(
        f"lookups {known.asked:,}, {1_000 * known.spent / max(1, known.asked):.2f} ms each; joined by meaning {joined:,}"
    )
    print(f"memory of {args.active:,} meanings: {taken:.0f} MB")


if __name__ == "__main__":
    main()
