"""What's ahead, month by month: what was announced in each month, and what became of it by the end of the next.

    python bench/ahead.py                                   (the sample press)
    python bench/ahead.py --archive FILE [--sample 40]      (article lines, .jsonl or .jsonl.gz; so many entries, drawn at random)
    python bench/ahead.py --entries                         (every entry, to be read)

Articles are taken in the order in which they came out. Copies say nothing of their own. Each announcement counts in the month in
which it was first announced, and is settled by what came out until the end of the next month. Sources count as read on a day on
which they have an article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from beatbook.cli.stage import ScratchFiles
from beatbook.filing.remembered import Copies
from beatbook.filing.words import fold
from beatbook.model import Act, Announcement, Announcing, Article, CopyKind, Fate, Moment, Version
from beatbook.sample.press import CLOSING, edition, load
from beatbook.store import times
from beatbook.work.deciders import copies_judge
from beatbook.work.lines import article_in
from beatbook.writing.ahead import announcement, called_off, join, key_of
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from beatbook.writing.reporting import REPORTED, Report
from beatbook.writing.settling import settle, words_of

NEAR = timedelta(days=times.NEAR)
"""How far from its days an announcing looks for what it could be a repeat of."""
SHARED = 2
"""Telling words that it must share, as the store asks."""
REPORTS = 60
"""Articles that are looked at for reports of one announcement, as the store gives."""


@dataclass
class Seconds:
    """What the steps took, of one core."""

    announcing: float = 0.0
    joining: float = 0.0
    settling: float = 0.0


@dataclass
class Replay:
    """The articles of an archive with what they announce, joined in the order in which they came out."""

    ears: Ears = field(default_factory=Ears)
    entries: dict[str, list[Announcing]] = field(default_factory=dict)
    seconds: Seconds = field(default_factory=Seconds)
    articles: int = 0
    _by_day: dict[date, list[tuple[Article, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: Article, *, is_copy: bool) -> None:
        version = article.version
        assert version.published is not None
        day = version.published.day
        self.articles += 1
        words = fold(f"{version.headline or ''} {version.text}")
        self._by_day[day].append((article, f" {' '.join(words)} "))
        if is_copy:
            return
        start = time.process_time()
        found = announcings(article, day, self.ears)
        self.seconds.announcing += time.process_time() - start
        start = time.process_time()
        for one in found:
            key = join(one, self._among(one), self.ears)
            if key or one.act is not Act.DENIED:
                self.entries.setdefault(key or key_of(one), []).append(called_off(one))
        self.seconds.joining += time.process_time() - start

    def _among(self, one: Announcing) -> dict[str, list[Announcing]]:
        days = one.days or one.was
        stems = set(one.stems)

        def could_be(other: Announcing) -> bool:
            theirs = other.days or other.was
            near = (
                days is None
                or theirs is None
                or (theirs.first - NEAR <= days.last and days.first <= theirs.last + NEAR)
            )
            return near and len(stems & set(other.stems)) >= SHARED

        return {key: entry for key, entry in self.entries.items() if any(map(could_be, entry))}

    def months(self) -> list[date]:
        """The first days of the months in which something was announced."""
        return sorted({min(a.said for a in entry).replace(day=1) for entry in self.entries.values()})

    def settled(self, month: date) -> list[Announcement]:
        """What was announced first in a month, as it stood at the end of the next, by its first day."""
        today = ending(ending(month) + timedelta(1))
        start = time.process_time()
        found = []
        for key, entry in self.entries.items():
            known = [a for a in entry if a.said <= today]
            if known and min(a.said for a in known).replace(day=1) == month:
                now = announcement(key, known)
                fate = settle(
                    now, known, self._reports(now, known, today), self._covered(now, today), today, self.ears
                )
                found.append(announcement(key, known, fate, now))
        self.seconds.settling += time.process_time() - start
        return sorted(found, key=lambda a: (a.days.first if a.days else date.max, a.key))

    def _reports(self, one: Announcement, announced: Sequence[Announcing], today: date) -> list[Report]:
        if one.days is None:
            return []
        words = [
            f" {' '.join(fold(w))}" if w.isascii() else "".join(fold(w))
            for w in words_of(announced, self.ears)
        ]
        found = []
        for day in each_day(one.days.first, min(one.days.last + REPORTED, today)):
            for article, text in self._by_day.get(day, ()):
                count = sum(word in text for word in words)
                if count >= SHARED:
                    found.append((-count, article.id, Report(article, "", None, day)))
        return [report for _, _, report in sorted(found, key=lambda f: f[:2])[:REPORTS]]

    def _covered(self, one: Announcement, today: date) -> Mapping[date, int]:
        if one.days is None:
            return {}
        days = each_day(one.days.first, min(one.days.last + timedelta(3), today))
        return {day: len({a.source for a, _ in self._by_day[day]}) for day in days if day in self._by_day}


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


def ending(month: date) -> date:
    """The last day of a day's month."""
    return (month.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def press() -> Iterator[Article]:
    """The articles of the sample press as they stand at its end."""
    whole = load()
    languages = {outlet.slug: outlet.language for outlet in whole.outlets}
    for article in whole.articles:
        stands = edition(article, max(CLOSING, article.published))
        if stands:
            version = Version(
                stands.headline,
                stands.deck,
                published=Moment.of(article.published),
                language=languages[article.outlet],
                text=stands.text,
            )
            yield Article(f"{article.outlet}/{article.id}", article.outlet, None, article.published, version)


def archive(path: Path) -> Iterator[Article]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        rows: Iterator[dict[str, Any]] = map(json.loads, lines)
        yield from (article for article in map(article_in, rows) if article.version.published)


def replayed(articles: Iterable[Article]) -> Replay:
    replay = Replay()
    with ScratchFiles() as files:
        copies = Copies(copies_judge(), files.new)
        for article in sorted(
            articles,
            key=lambda a: (a.version.published.instant if a.version.published else a.first_seen, a.id),
        ):
            kind = copies.add(article).copy.kind
            replay.add(article, is_copy=kind not in (CopyKind.OWN, CopyKind.FLASH))
    return replay


def shown(one: Announcement) -> str:
    days = (
        f"{one.days.first}" + (f" to {one.days.last}" if one.days.first != one.days.last else "")
        if one.days
        else "no day"
    )
    rows = [
        f"{days} ({one.precision}, {one.certainty}), {one.origins} origins, {len(one.trail)} in its trail [{one.key}]"
    ]
    rows += [f"    {c.published}  {c.text}  [{c.spans[0].article}]" for c in one.sentences]
    rows.append(f"  {one.settled.fate}: {one.settled.why}")
    rows += [f"    {c.published}  {c.text}  [{c.spans[0].article}]" for c in one.settled.sentences]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--entries", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    replay = replayed(archive(asked.archive) if asked.archive else press())
    print("month    announced  " + "  ".join(fate.replace(" ", "-") for fate in Fate))
    everything: list[Announcement] = []
    for month in replay.months():
        found = replay.settled(month)
        everything += found
        fates = Counter(one.settled.fate for one in found)
        counts = "  ".join(f"{fates[fate]:{len(fate)}}" for fate in Fate)
        print(f"{month:%Y-%m}  {len(found):9}  {counts}")
    said = sum(map(len, replay.entries.values()))
    seconds = replay.seconds
    print(
        f"{replay.articles:,} articles, {said:,} announcing sentences, {len(replay.entries):,} announcements; ms for each: announcing "
        f"{1000 * seconds.announcing / max(1, replay.articles):.2f} (article), joining {1000 * seconds.joining / max(1, said):.2f} (sentence), "
        f"settling {1000 * seconds.settling / max(1, len(everything)):.2f} (announcement)"
    )
    if asked.sample:
        everything = random.Random(asked.seed).sample(everything, min(asked.sample, len(everything)))
    if asked.sample or asked.entries:
        print("\n" + "\n\n".join(map(shown, everything)))


if __name__ == "__main__":
    main()
