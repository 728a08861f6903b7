"""Briefs: how many a second, in how much memory, and what comes of stories, on a made-up stream or a file.

    python bench/briefs.py [--articles 5000] [--seed 1] [--words 110]
    python bench/briefs.py --file articles.jsonl.gz     (article lines with "story")

The stream is that of bench/stream.py with its true stories, so that only the writing is measured, not the grouping. Says stories
and articles a second with the copies among them told, the slowest story, outcomes, sentences and background, and checks that
every sentence is what its span says.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from beatbook.cli.stage import ScratchFiles
from beatbook.filing.scratch import Place, Texts
from beatbook.model import Article, Role
from beatbook.work.briefs import Briefs
from beatbook.work.lines import article_in
from stream import articles as stream


def made_up(count: int, seed: int) -> Iterator[tuple[str, Article]]:
    for article, _, story in stream(seed, count):
        yield story, article


def from_file(path: Path) -> Iterator[tuple[str, Article]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            row = json.loads(line)
            yield str(row["story"]), article_in(row)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=110)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    with ScratchFiles() as files:
        texts = Texts(files.new())
        briefs, articles = Briefs(texts), 0
        known: dict[str, Place] = {}
        start = time.perf_counter()
        for story, article in from_file(asked.file) if asked.file else made_up(asked.articles, asked.seed):
            briefs.add(story, article)
            known[article.id] = texts.put(article.version.text)
            articles += 1
        outcomes: Counter[str] = Counter()
        sizes: Counter[int] = Counter()
        stories = background = wrong = 0
        slowest, before = 0.0, time.perf_counter()
        for _, written in briefs.written(asked.words):
            now = time.perf_counter()
            slowest, before = max(slowest, now - before), now
            stories += 1
            outcomes[written.outcome.value] += 1
            sizes[len(written.sentences)] += 1
            background += any(c.role is Role.BACKGROUND for c in written.sentences)
            for cited in written.sentences:
                told = " ".join(texts.get(known[s.article])[s.start : s.end] for s in cited.spans)
                wrong += told != cited.text
        seconds = time.perf_counter() - start
    print(f"stories a second      {stories / seconds:,.0f}")
    print(f"articles a second     {articles / seconds:,.0f}")
    print(f"slowest story, with what comes before the first one, seconds   {slowest:.2f}")
    print(f"outcomes              {dict(outcomes)}")
    print(f"sentences of a brief  {dict(sorted(sizes.items()))}")
    print(f"with background       {background} of {stories}")
    print(f"sentences that are not what their span says   {wrong}")
    print(f"peak memory, MB       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


if __name__ == "__main__":
    main()
