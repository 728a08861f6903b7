"""Dates in texts: sentences a second, against splitting the same text into sentences and, where it is installed, dateparser.

python bench/dates.py --file articles.jsonl.gz     (article lines; repeatable)
python bench/dates.py                              (the made-up sentences of tests/cases/dates)
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from beatbook.read.sentences import sentences
from beatbook.read.when import dates

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "dates"
DAY = date(2020, 11, 5)
FEW = 300
"""Sentences for dateparser, which takes its time."""


def texts(files: list[Path]) -> list[tuple[str, str]]:
    """Language and text of articles, or of the cases."""
    if not files:
        found = []
        for path in sorted(CASES.glob("*.txt")):
            head, *lines = path.read_text(encoding="utf-8").splitlines()
            found.append((head.split()[1], "\n".join(line.replace("{", "") for line in lines)))
        return found
    rows = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as given:
            rows += [json.loads(line) for line in given]
    return [(row.get("language") or "en", row["text"]) for row in rows]


def timed(work: Callable[[str, str], Any], parts: list[tuple[str, str]]) -> float:
    start = time.process_time()
    for language, text in parts:
        work(language, text)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, action="append", default=[])
    given = texts(parser.parse_args().file)
    single = [(language, text[a:b]) for language, text in given for a, b in sentences(text, language)][
        :20_000
    ]
    found = sum(len(dates(text, DAY, language)) for language, text in single)
    ours = timed(lambda language, text: dates(text, DAY, language), single)
    splitting = timed(lambda language, text: sentences(text, language), single)
    print(f"{len(single):,} sentences, {found:,} dates: {len(single) / ours:,.0f} sentences a second")
    print(f"{ours / splitting:.1f} times the work of splitting the same sentences")
    try:
        search = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        print("dateparser is not installed")
        return
    few = single[:: max(1, len(single) // FEW)][:FEW]
    mine = timed(lambda language, text: dates(text, DAY, language), few)
    theirs = timed(lambda language, text: search(text, languages=[language]), few)
    print(f"dateparser.search takes {theirs / mine:.0f} times as long")


if __name__ == "__main__":
    main()
