"""Measure reading: pages per second on one core, and how many pages take the careful path.

    python bench/reading.py DATA [--limit N]     the table: ours against trafilatura with metadata, in the same run
    python bench/reading.py --stage [--host]     a filter over JSON Lines, as `beatbook stage read` is

DATA is a folder with a `truth.jsonl` whose lines have `url` and `file`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from beatbook.errors import ReadError
from beatbook.model import Reading
from beatbook.read.article import read_page
from beatbook.read.batch import PageInput, PageOutput, read_pages
from beatbook.read.language import Languages


def page_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def page_input(line: dict[str, Any], by_host: bool) -> PageInput:
    body: bytes | ReadError
    try:
        if line.get("html") is not None:
            body = str(line["html"]).encode("utf-8", "replace")
        else:
            body = page_bytes(Path(line["path"]))
        fetched = datetime.fromisoformat(line["fetched"]) if line.get("fetched") else None
        fetched = fetched if fetched and fetched.tzinfo else None
    except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
        body, fetched = ReadError("unreadable", str(error)), None
    return PageInput(
        str(line.get("id")), body, line.get("url"), line.get("host") if by_host else None, "", fetched
    )


def answer(output: PageOutput) -> dict[str, Any]:
    if output.reading is None:
        return {"id": output.id, "refused": str(output.refused)}
    return {"id": output.id, **as_line(output.reading)}


def as_line(reading: Reading) -> dict[str, Any]:
    version = reading.version
    return {
        "kind": reading.kind.value,
        "reason": reading.reason,
        "headline": version.headline,
        "deck": version.deck,
        "byline": [{"name": n.name, "kind": n.kind.value} for n in version.byline],
        "published": str(version.published) if version.published else None,
        "published_precision": version.published.precision.value if version.published else None,
        "modified": str(version.modified) if version.modified else None,
        "language": version.language,
        "text": version.text,
        "boilerplate": [{"text": b.text, "why": b.why} for b in reading.boilerplate],
        "path": reading.path,
    }


def stage(lines: Iterable[str], by_host: bool) -> Iterator[str]:
    inputs = (page_input(json.loads(line), by_host) for line in lines if line.strip())
    for output in read_pages(inputs):
        yield json.dumps(answer(output), ensure_ascii=False)


def table(data: Path, limit: int) -> None:
    import trafilatura

    rows = [json.loads(line) for line in (data / "truth.jsonl").read_text("utf-8").splitlines()]
    step = max(1, len(rows) // limit)
    pages = [(row["url"], page_bytes(data / row["file"])) for row in rows[::step]]
    languages = Languages()
    trafilatura.bare_extraction(pages[0][1], with_metadata=True)
    read_page(pages[0][1], url=pages[0][0], languages=languages)

    start = time.perf_counter()
    paths = Counter(read_page(body, url=url, languages=languages).path for url, body in pages)
    ours = len(pages) / (time.perf_counter() - start)
    start = time.perf_counter()
    for url, body in pages:
        trafilatura.bare_extraction(body, url=url, with_metadata=True, include_comments=False)
    theirs = len(pages) / (time.perf_counter() - start)
    print(f"pages                          {len(pages)}")
    print(f"ours, pages/s per core         {ours:.0f}")
    print(f"  fast answer taken            {paths['fast'] / len(pages):.1%}")
    print(f"  careful answer taken         {paths['careful'] / len(pages):.1%}")
    print(f"trafilatura with metadata      {theirs:.0f}")
    print(f"ratio                          {ours / theirs:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--stage", action="store_true")
    parser.add_argument("--host", action="store_true")
    parser.add_argument("--limit", type=int, default=200)
    args = parser.parse_args()
    if args.stage:
        for line in stage(sys.stdin, args.host):
            print(line)
    elif args.data:
        table(args.data, args.limit)
    else:
        parser.error("DATA or --stage")


if __name__ == "__main__":
    main()
