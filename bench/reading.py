"""How fast pages are read: pages per second on one core, against trafilatura with metadata in the same run.

    python bench/reading.py [--data ../shared/eval/read] [--limit 200]

DATA is a folder with a `truth.jsonl` whose lines have `url` and `file`. Quality is scored with `beatbook stage read`.

*First reading*: each page by itself, of a source that nothing is known of. *Remembered sources*: each page of the hosts
that have several, as a desk reads it (`study_page`, what the page teaches in turn included), with the memory that the
next page of its host left. The data have at most three pages of a host, where a desk needs six that agree to follow a
template; so that one page is learned from six times over. It says nothing of how often real sources change.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from beatbook.model import Memory, Reading
from beatbook.read.article import read_page, study_page
from beatbook.read.language import Languages
from beatbook.read.memory import learn
from beatbook.read.template import AGREE

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "read"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
Page = tuple[str, bytes]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.data / "truth.jsonl").read_text("utf-8").splitlines()]
    every = [(row["url"], page_bytes(options.data / row["file"])) for row in rows]
    pages = every[:: max(1, len(rows) // options.limit)]
    languages = Languages()

    def first(page: Page) -> Reading:
        return read_page(page[1], url=page[0], languages=languages)

    # Both load what they need once before the clock starts: trafilatura's modules, our model of languages.
    theirs(pages[0])
    first(pages[0])
    languages.of("Rettet forsinkelse av tog nord for byen i natt")

    read, seconds = timed(first, pages)
    print("FIRST READING")
    show(pages, read, seconds, timed(theirs, pages)[1])

    known = remembered(every, languages)
    pages = [page for page, _ in known]
    whole, seconds_whole = timed(first, pages)
    read, seconds = timed(
        lambda case: study_page(case[0][1], url=case[0][0], memory=case[1], languages=languages).reading,
        known,
    )
    print("REMEMBERED SOURCES")
    show(pages, read, seconds, timed(theirs, pages)[1])
    print(f"the same, first reading        {len(pages) / seconds_whole:.0f}")
    followed = [pair for pair in zip(read, whole, strict=True) if pair[0].path == "template"]
    for name in ("text", "headline", "deck", "byline", "published"):
        same = sum(getattr(a.version, name) == getattr(b.version, name) for a, b in followed)
        print(f"  by template, {name:18}{same / max(1, len(followed)):.1%} as on the first reading")


def remembered(pages: Sequence[Page], languages: Languages) -> list[tuple[Page, Memory]]:
    """The pages of hosts that have several, each with the memory that another one of its host left."""
    hosts: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        hosts[urlsplit(page[0]).hostname or page[0]].append(page)
    out = []
    for host, own in hosts.items():
        for page, other in zip(own, [*own[1:], own[0]], strict=True):
            if other is page:
                continue
            memory, studied = Memory(host), study_page(other[1], url=other[0], languages=languages)
            for n in range(AGREE):
                memory = learn(memory, str(n), studied.observed, studied.texts, NOW).memory
            out.append((page, memory))
    return out


def timed(reader: Callable[[Any], Any], cases: Sequence[Any]) -> tuple[list[Any], float]:
    """The answers, and the seconds of one core that they took."""
    start = time.process_time()
    answers = [reader(case) for case in cases]
    return answers, time.process_time() - start


def theirs(page: Page) -> None:
    trafilatura.bare_extraction(page[1], url=page[0], with_metadata=True, include_comments=False)


def show(pages: Sequence[Page], read: Sequence[Reading], ours: float, other: float) -> None:
    paths = Counter(reading.path for reading in read)
    print(f"pages                          {len(pages)}")
    print(f"ours, pages/s per core         {len(pages) / ours:.0f}")
    for path, count in paths.most_common():
        print(f"  {path or 'refused':29}{count / len(pages):.1%}")
    print(f"trafilatura with metadata      {len(pages) / other:.0f}")
    print(f"ratio                          {other / ours:.1f}")


def page_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


if __name__ == "__main__":
    main()
