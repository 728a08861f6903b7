"""Grouping into stories: speed, memory and what is grouped rightly from the start to the end of a long made-up stream.

    python bench/stories.py [--articles 100000] [--seed 1] [--rows 20]

The stream is that of `bench/stream.py`, drawn in a process of its own, so that time and memory are those of grouping
alone; whose copy an article is comes from its label. Times are of the processor. Since other programs slow it too, a fixed
piece of work (the four-word shingles of one text as a Python set) is timed all along: *against it* is how many articles
are grouped in the time of a thousand of those. BCubed (Bagga and Baldwin 1998) is that of each row's own reports, copies
left out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection

from beatbook.filing.stories import Stories
from beatbook.model import Article, CopyKind, CopyOf
from fit_stories import quality
from stream import articles

BATCH = 250
"""Articles that the drawing process sends at a time."""
OFTEN = 50
"""Articles for each of which the fixed work is done once."""

Drawn = tuple[Article, str, str]
"""An article, the one that it is a copy of (itself if none), and its story."""


def drawn(seed: int, count: int) -> Iterator[Drawn]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_draw, args=(sender, seed, count), daemon=True)
    process.start()
    sender.close()
    while batch := receiver.recv():
        yield from batch
    process.join()


def _draw(sender: Connection, seed: int, count: int) -> None:
    batch: list[Drawn] = []
    for one in articles(seed, count):
        batch.append(one)
        if len(batch) == BATCH:
            sender.send(batch)
            batch = []
    sender.send(batch)
    if batch:
        sender.send([])


def fixed(words: list[str]) -> int:
    return len({tuple(words[i : i + 4]) for i in range(len(words) - 3)})


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rows", type=int, default=20)
    args = asked.parse_args()
    step = max(1, args.articles // args.rows)
    grouped = Stories()
    homes: dict[str, str] = {}
    truth: list[str] = []
    found: list[str] = []
    spent = peer = 0.0
    words: list[str] = []
    print("articles    articles/s  against it  active stories   P      R      F1     clusters/true  peak MB")
    for number, (article, origin, story) in enumerate(drawn(args.seed, args.articles), 1):
        if number == 1:
            words = (article.version.text.split() * 10)[:600]
        copy = CopyOf(article.id, origin, CopyKind.REPRINT, 1.0) if origin != article.id else None
        began = time.process_time()
        decision = grouped.decide(article, copy, homes.get(origin))
        spent += time.process_time() - began
        if number % OFTEN == 0:
            began = time.process_time()
            fixed(words)
            peer += time.process_time() - began
        if copy is None:
            homes[article.id] = decision.grouping.story
            truth.append(story)
            found.append(decision.grouping.story)
        if number % step == 0:
            q = quality(truth, found)
            speed, against = step / spent, (step / spent) / (step / OFTEN / peer) * 1_000
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{number:9,}  {speed:10,.0f}  {against:10,.0f}  {len(grouped):14,}   {q.precision:.3f}  {q.recall:.3f}"
                f"  {q.f1:.3f}  {q.found:6,.0f}/{len(Counter(truth)):,}  {peak:7,.0f}",
                flush=True,
            )
            truth, found, spent, peer = [], [], 0.0, 0.0
            if len(homes) > 400_000:  # the copies of a report come within weeks
                homes = dict(list(homes.items())[200_000:])


if __name__ == "__main__":
    main()
