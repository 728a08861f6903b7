"""Briefs: how many a second, in how much memory, and what comes of stories, on a made-up stream or a file.

    python bench/briefs.py [--articles 5000] [--seed 1] [--words 110]
    python bench/briefs.py --file articles.jsonl.gz     (article lines with "story")
    python bench/briefs.py --desk articles.jsonl.gz --rule 'korea*'   (article lines, on a desk with one beat)

The stream is that of bench/stream.py with its true stories, so that only the writing is measured, not the grouping. Says stories
and articles a second with the copies among them told, the slowest story, outcomes, sentences and background, and checks that
every sentence is what its span says. On a desk the stories are those that it groups; all briefs are then written a second
time, which must bring no new edition.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import itertools
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from beatbook.cli.stage import ScratchFiles
from beatbook.desk import Desk
from beatbook.filing.scratch import Place, Texts
from beatbook.model import Article, Role
from beatbook.store.rows import StoryLine, Wanted
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


def on_desk(path: Path, rule: str) -> None:
    """Import, group and write on a desk of its own. Times are of the processor."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        Desk.init(folder)
        (folder / "beats" / "all.toml").write_text(
            f"title = 'All'\nrule = {json.dumps(rule)}\n", encoding="utf-8"
        )
        with Desk.open(folder, environ={}) as desk:
            desk.load_beats()
            articles = desk.import_file(path, "made-up").filed
            asyncio.run(desk.group())
            grouped = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            for run in ("first", "second"):
                start = time.process_time()
                done = asyncio.run(desk.write_briefs())
                seconds = time.process_time() - start
                keys = [line.key for line in _stories(desk)]
                shown = desk.store.briefs(keys)
                print(f"{run} run: stories a second   {done.done / seconds:,.0f}")
                print(f"{run} run: articles a second  {articles / seconds:,.0f}")
                print(f"{run} run: editions           {sum(e.number for e in shown.values()):,}")
                desk.store.write_again()
            kinds = Counter(e.brief.outcome.value for e in shown.values())
            behind = sum(any(c.role is Role.BACKGROUND for c in e.brief.sentences) for e in shown.values())
            wrong = 0
            for edition in shown.values():
                spans = [s for c in edition.brief.sentences for s in c.spans]
                passages = desk.store.passages(spans)
                wrong += sum(
                    c.text != " ".join(passages[s].words for s in c.spans) for c in edition.brief.sentences
                )
    print(f"outcomes              {dict(kinds)}")
    print(f"with background       {behind} of {len(shown)}")
    print(f"sentences that are not what their span says   {wrong}")
    print(
        f"memory, MB: after grouping {grouped}, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}"
    )


def _stories(desk: Desk) -> Iterator[StoryLine]:
    for offset in itertools.count(0, 500):
        page = desk.store.stories(Wanted(limit=500, offset=offset)).items
        if not page:
            return
        yield from page


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=110)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--rule", default="the")
    asked = parser.parse_args()
    if asked.desk:
        on_desk(asked.desk, asked.rule)
        return
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
