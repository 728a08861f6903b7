"""What a desk keeps of days: how fast articles are noted and announcements settled, what a timeline costs, and whether that grows.

    python bench/days.py articles.jsonl.gz --rule 'korea*'      (article lines, on a desk with one beat)

Noting is measured beside the same articles' mere parting into sentences, in thirds of the archive, so that growth shows. A year's and
a month's timeline are written from what was noted. Then everything is noted and settled a second time, which must change nothing.
Times are of the processor.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from beatbook.desk import Desk
from beatbook.model import Announcement
from beatbook.read.sentences import sentences
from beatbook.store.times import NOTE, SETTLE
from beatbook.work.noter import BATCH
from beatbook.writing.mentions import CHARACTERS

THIRDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rule", required=True)
    parser.add_argument("--events", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        Desk.init(folder)
        beat = f"title = 'All'\nrule = '''{asked.rule}'''\n"
        (folder / "beats" / "all.toml").write_text(beat, encoding="utf-8")
        with Desk.open(folder, environ={}) as desk:
            desk.load_beats()
            desk.import_file(asked.articles, "made-up")
            asyncio.run(desk.group())
            note(desk)
            settle(desk)
            timelines(desk, asked.events)
            again(desk)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of the process, grouping included: {peak:,.0f} MB")


def note(desk: Desk) -> None:
    """Article by article in the order of first sight, a third at a time."""
    texts = [a.version.text[:CHARACTERS] for a in desk.export()]
    desk.ears()
    noter = desk._noter()
    noter.turn.take()
    for third in range(THIRDS):
        begun, done = time.process_time(), 0
        while desk.store.waiting(NOTE) and (done < len(texts) // THIRDS or third == THIRDS - 1):
            done += noter.batch()
        spent = time.process_time() - begun
        part = texts[third * len(texts) // THIRDS :][:done]
        begun = time.process_time()
        for text in part:
            sentences(text, "en")
        peer = time.process_time() - begun
        print(
            f"noting, third {third + 1}: {done / spent:,.0f} articles/s, "
            f"{spent / peer:.1f} times as long as parting them into sentences"
        )
    noter.turn.leave()
    print(
        f"{noter.tally.done:,} articles (in batches of {BATCH}), {noter.tally.announced:,} announcing sentences"
    )


def settle(desk: Desk) -> None:
    begun = time.process_time()
    done = asyncio.run(desk.settle())
    spent = time.process_time() - begun
    fates = Counter(a.settled.fate.value for a in announcements(desk))
    print(f"settling: {done.done:,} announcements, {done.done / spent:,.0f}/s: {dict(fates.most_common())}")


def announcements(desk: Desk) -> list[Announcement]:
    return [kept.announcement for kept in desk.store.ahead("all", date(1, 1, 2), limit=1_000_000)]


def timelines(desk: Desk, events: int) -> None:
    span = desk.timelines().span("all")
    assert span is not None
    month = (span.last - timedelta(29), span.last)
    for period in (tuple(span), month):
        begun = time.process_time()
        made = desk.timelines().of_beat("all", *period, events)
        first = time.process_time() - begun
        print(
            f"timeline of {(period[1] - period[0]).days + 1} days: {len(made.events)} events in {first:.2f} s"
        )


def again(desk: Desk) -> None:
    """The same archive, noted and settled once more."""
    before = announcements(desk)
    desk.store.note_again()
    asyncio.run(desk.note())
    asyncio.run(desk.settle())
    after = announcements(desk)
    changed = [b.key for b, a in zip(before, after, strict=False) if b != a]
    print(
        f"noted and settled again: {len(changed)} of {len(before)} announcements changed, "
        f"{desk.store.waiting(NOTE)} articles and {desk.store.waiting(SETTLE)} announcements wait"
    )


if __name__ == "__main__":
    main()
