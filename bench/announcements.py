"""Announcements: precision and recall on made-up sentences, what an archive gives, and how quickly.

    PYTHONPATH=. python bench/announcements.py                     (the sentences of tests/cases/announcements)
    PYTHONPATH=. python bench/announcements.py --archive articles.jsonl.gz [--show 60] [--seed 1]

Of the sentences: per sentence and announcement, right are days and precision; then how often certainty, and what becomes of it, are
right, too. With --archive (article lines): articles a second, beside parting the same articles into sentences, and announcements
drawn by chance, to be read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.writing.announcing_cases import Count, announcing_cases

from beatbook.errors import InputError
from beatbook.model import Announcing, Article
from beatbook.read.sentences import sentences
from beatbook.work.lines import article_in
from beatbook.writing.announced import Announced
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears


def of_cases(ears: Ears) -> None:
    counts: defaultdict[tuple[str, str], Count] = defaultdict(Count)
    for case in announcing_cases():
        found = case.found(ears)
        counts[case.file, "all"].add(case, found)
        counts[case.file, case.style].add(case, found)
    print(f"{'':44} sentences  none  told  wanted  precision  recall  certainty  act")
    for (file, style), c in counts.items():
        certain, acts = (n / c.right if c.right else 1.0 for n in (c.certain, c.acts))
        print(
            f"{file:16} {style:27} {c.sentences:9} {c.none:5} {c.told:5} {c.wanted:7} {c.precision:10.3f} {c.recall:7.3f} "
            f"{certain:10.3f} {acts:4.2f}"
        )


def articles(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            try:
                article = article_in(json.loads(line))
            except InputError:
                continue
            if article.version.published:
                yield article


def of_archive(path: Path, ears: Ears, show: int, seed: int) -> None:
    given = list(articles(path))
    announcings(given[0], given[0].version.published.day, ears)  # type: ignore[union-attr]  # what is loaded once is not counted
    start = time.process_time()
    for article in given:
        sentences(article.version.text, article.version.language or "en")
    parted = time.process_time() - start
    start = time.process_time()
    found: list[Announcing] = []
    for article in given:
        found += announcings(article, article.version.published.day, ears)  # type: ignore[union-attr]
    took = time.process_time() - start
    start = time.process_time()
    announced = Announced(ears)
    announced.add(found)
    ahead = announced.ahead(min(a.said for a in found)) if found else []
    joined = time.process_time() - start
    print(
        f"{len(given)} articles: {len(given) / took:,.0f}/s ({1000 * took / len(given):.2f} ms each), parted into sentences "
        f"{len(given) / parted:,.0f}/s ({took / parted:.1f} times that time was taken); {len(found)} announcings, joined in {joined:.2f} s "
        f"({len(ahead)} ahead of the first day)"
    )
    print(Counter(f"{a.language} {a.act} {a.precision} {a.certainty}" for a in found).most_common(12))
    for a in random.Random(seed).sample(found, min(show, len(found))):
        days = "undated" if a.days is None else f"{a.days.first}..{a.days.last}"
        print(f"{a.said:%a %Y-%m-%d} | {days} {a.precision} {a.certainty} {a.act} | {a.stated_by} | {a.text}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=Path, action="append", default=[])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ears = Ears()
    if not given.archive:
        of_cases(ears)
    for path in given.archive:
        of_archive(path, ears, given.show, given.seed)


if __name__ == "__main__":
    main()
