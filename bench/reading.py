"""How fast pages are read: pages per second on one core, against trafilatura with metadata in the same run.

    python bench/reading.py [--data ../shared/eval/read] [--limit 200]

DATA is a folder with a `truth.jsonl` whose lines have `url` and `file`. Quality is scored with `beatbook stage read`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from pathlib import Path

import trafilatura

from beatbook.read.article import read_page
from beatbook.read.language import Languages

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "read"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.data / "truth.jsonl").read_text("utf-8").splitlines()]
    step = max(1, len(rows) // options.limit)
    pages = [(row["url"], page_bytes(options.data / row["file"])) for row in rows[::step]]
    languages = Languages()
    # Both load what they need once before the clock starts: trafilatura's modules, our model of languages.
    trafilatura.bare_extraction(pages[0][1], with_metadata=True)
    read_page(pages[0][1], url=pages[0][0], languages=languages)
    languages.of("Rettet forsinkelse av tog nord for byen i natt")

    start = time.process_time()
    paths = Counter(read_page(body, url=url, languages=languages).path for url, body in pages)
    ours = len(pages) / (time.process_time() - start)
    start = time.process_time()
    for url, body in pages:
        trafilatura.bare_extraction(body, url=url, with_metadata=True, include_comments=False)
    theirs = len(pages) / (time.process_time() - start)
    print(f"pages                          {len(pages)}")
    print(f"ours, pages/s per core         {ours:.0f}")
    print(f"  fast answer taken            {paths['fast'] / len(pages):.1%}")
    print(f"  careful answer taken         {paths['careful'] / len(pages):.1%}")
    print(f"trafilatura with metadata      {theirs:.0f}")
    print(f"ratio                          {ours / theirs:.1f}")


def page_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


if __name__ == "__main__":
    main()
