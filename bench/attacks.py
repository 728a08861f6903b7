"""What hostile sources can change: a day of made-up news, grouped by a real desk's store, without and with each attack.

    python bench/attacks.py [--articles 2000] [--seed 1]
    python bench/attacks.py --same 100000

The twenty top stories (those with most origins) and the twenty that stand first in the list must keep their identity, their
headline and their order among themselves; how many stories of the attackers' own stand among the first twenty is printed
too. With `--same` articles of one text: they are one origin, and the last come in as fast as the first.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from itertools import islice
from pathlib import Path

from beatbook.model import Article, Beat, Filing, Moment, Outcome, Source
from beatbook.read.dates import plausible
from beatbook.store.intents import Keep
from beatbook.store.rows import StoryLine, Wanted
from beatbook.store.sqlite import SqliteStore
from beatbook.work.decide import placed
from beatbook.work.deciders import deciders
from beatbook.work.grouper import Grouper
from beatbook.work.locks import Lock
from stream import START, articles

BEAT = "news"
TOP = 20
HOSTS = 100
"""Sources that an attacker has who has many."""

Reports = Sequence[Article]
"""The articles of one story, the one first seen first."""

Attack = Callable[[random.Random, Sequence[Reports]], Iterator[Article]]
"""What comes in besides, given the top stories as they really are."""


# ---- attacks ---------------------------------------------------------------------------------------------------------------


def backdated(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """Reports of its own and copies, dated before the story began, to be taken for the first."""
    for reports in top:
        first = reports[0]
        before = Moment.of(first.first_seen - timedelta(days=2))
        for n, told in enumerate((other_words(chance, first), first.version.text, with_tail(chance, first))):
            yield planted("backdated", f"Exclusive {n}: {first.version.headline}", told, first, n, before)


def postdated(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """Copies and one report of its own, dated as far ahead as is believed, to stand above all others."""
    for reports in top:
        last = reports[-1]
        ahead = (
            Moment.of(last.first_seen + timedelta(minutes=59)),
            Moment((last.first_seen + timedelta(hours=14)).date()),
            Moment.of(last.first_seen + timedelta(days=300)),
        )
        for n, moment in enumerate(ahead):
            yield planted("postdated", last.version.headline or "", with_tail(chance, last), last, n, moment)


def mirrored(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """Big stories, each time with one claim changed."""
    for reports in top:
        for n, one in enumerate(reports[:5]):
            words = one.version.text.split(" ")
            numbers = [i for i, word in enumerate(words) if word[:1].isdigit()]
            at = chance.choice(numbers or range(len(words)))
            words[at] = str(chance.randrange(10_000, 99_999))
            yield planted("mirror", f"Revealed: {one.version.headline}", " ".join(words), one, n)


def repeated(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """The first report of each story under many host names, each with a tail of its own."""
    for reports in top:
        for n in range(HOSTS):
            one = reports[0]
            at = planted(f"host{n}", one.version.headline or "", with_tail(chance, one), one, n)
            yield replace(at, url=f"https://host{n}.example/{at.id}")


def rotated(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """One text under ever other headlines, to look new."""
    for reports in top:
        words = (reports[0].version.headline or "").split()
        for n in range(24):
            title = " ".join(chance.sample(words, len(words)))
            yield planted("rotating", f"{title} {n}", reports[0].version.text, reports[0], n)


def headlines(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """Headlines without a text, or with a few words, that name what the top stories name."""
    for reports in top:
        for n in range(HOSTS // 4):
            one = chance.choice(reports)
            title = f"{one.version.headline} {' '.join(chance.sample(named(reports), 4))}"
            yield planted(
                f"flood{n % 3}", title, chance.choice(("", "Read more.", "Watch the video here.")), one, n
            )


def merging(chance: random.Random, top: Sequence[Reports]) -> Iterator[Article]:
    """Two top stories in one article, to have them joined."""
    for one, other in zip(top, [*top[1:], top[0]], strict=True):
        last = max(one[-1], other[-1], key=lambda a: a.first_seen)
        for n in range(4):
            both = f"{other_words(chance, one[n % len(one)])}\n\n{other_words(chance, other[n % len(other)])}"
            title = f"{one[0].version.headline} and {other[0].version.headline}"
            yield planted(f"joiner{n}", title, both, last, n)


RAISING = frozenset(("merging",))
"""Attacks with reports of their own, each of which may raise a story once for its source and day: of these the order is not
asked."""

ATTACKS: Mapping[str, Attack] = {
    a.__name__: a for a in (backdated, postdated, mirrored, repeated, rotated, headlines, merging)
}


def planted(
    source: str, headline: str, text: str, after: Article, number: int, published: Moment | None = None
) -> Article:
    """An attacker's article that is seen some minutes after another."""
    key = f"{source}-{after.id}-{number}"
    seen = after.first_seen + timedelta(minutes=3 * number + 1)
    version = replace(
        after.version, headline=headline, text=text, byline=(), published=published or Moment.of(seen)
    )
    return Article(key, source, f"https://{source}.example/{key}", seen, version)


def other_words(chance: random.Random, one: Article) -> str:
    """A report on the same in other words: the names and numbers stay, the rest is mixed up."""
    words = one.version.text.split()
    plain = [w for w in words if w.isalpha() and w.islower()]
    chance.shuffle(plain)
    return " ".join(plain.pop() if w.isalpha() and w.islower() else w for w in words[:80])


def with_tail(chance: random.Random, one: Article) -> str:
    words = one.version.text.split()
    return f"{one.version.text}\n\nFor more {' '.join(chance.sample(words, min(12, len(words))))}."


def named(reports: Reports) -> list[str]:
    """The names that most of these reports have."""
    every = Counter(
        w for r in reports for w in {w.strip(".,“”") for w in r.version.text.split()} if w[:1].isupper()
    )
    return [name for name, _ in every.most_common(12)]


# ---- a desk ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """The archive page of a desk: every story's line, the one last reported anew first."""

    lines: tuple[StoryLine, ...]

    @property
    def first(self) -> list[str]:
        return [line.key for line in self.lines[:TOP]]

    @property
    def top(self) -> list[str]:
        """The stories with most origins, in the order of the page."""
        most = sorted(self.lines, key=lambda line: -line.origins)[:TOP]
        return [line.key for line in self.lines if line in most]

    def shows(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        """Those of these stories that there are, in order, with their headlines."""
        wanted = set(keys)
        return [(line.key, line.lead.headline) for line in self.lines if line.key in wanted]


def page_of(day: Iterable[Article]) -> Page:
    """The archive page of a new desk that these articles came to."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "archive.db")
        try:
            group(store, sorted(day, key=lambda a: (a.first_seen, len(a.id), a.id)), Path(folder))
            return Page(tuple(store.stories(Wanted(beat=BEAT, limit=100_000)).items))
        finally:
            store.close()


def group(store: SqliteStore, day: Sequence[Article], folder: Path) -> None:
    """Keep these articles, filed under one beat, and put them into stories."""
    store.put_beat(Beat(BEAT, "News", "news"))
    known = {s.slug for s in store.sources()}
    for source in {a.source for a in day} - known:
        store.put_source(Source(source, source.capitalize()), START)
    for at in range(0, len(day), 500):
        store.apply([kept(a) for a in day[at : at + 500]])
    grouper = Grouper(store, deciders, Lock(folder / ".group.lock"), lambda: day[-1].first_seen)
    if not grouper.turn.take():
        raise RuntimeError("the lock of a new folder is taken")
    try:
        asyncio.run(grouper.run(asyncio.Event()))
    finally:
        grouper.turn.leave()


def kept(article: Article) -> Keep:
    """An article as it is kept when it is read at its first sight."""
    published = plausible(article.version.published, article.first_seen)
    sorted_at, moment = placed(published, article.first_seen, UTC)
    return Keep(
        key=article.id,
        source=article.source,
        first_seen=article.first_seen,
        outcome=Outcome.FILED,
        day=moment.day,
        sorted_at=sorted_at,
        url=article.url,
        version=replace(article.version, published=published),
        filings=(Filing(BEAT, 0.5),),
    )


def real_day(seed: int, count: int, most: int | None = None) -> tuple[list[Article], list[Reports]]:
    """A day's articles, and those of its largest stories. With `most` only the first so many of a story, and one other
    story in six."""
    stories: dict[str, list[Article]] = {}
    for article, _, story in articles(seed, count):
        stories.setdefault(story, []).append(article)
    every = sorted(stories.values(), key=lambda reports: -len(reports))
    top = [reports[:most] for reports in every[:TOP]]
    rest = every[TOP:] if most is None else every[TOP::6]
    day = sorted(
        (a for reports in (*top, *rest) for a in reports), key=lambda a: (a.first_seen, len(a.id), a.id)
    )
    return day, top


def changed(clean: Page, attacked: Page, keys: Sequence[str]) -> list[str]:
    """What of these stories' identity, headline and order an attack changed, in words."""
    before, after = clean.shows(keys), attacked.shows(keys)
    said = [f"{key} is gone" for key, _ in before if key not in dict(after)]
    said += [
        f"{key}: “{title}” became “{dict(after)[key]}”"
        for key, title in before
        if dict(after).get(key, title) != title
    ]
    there = [key for key, _ in before if key in dict(after)]
    if there != [key for key, _ in after]:
        moved = sum(a != b for a, (b, _) in zip(there, after, strict=True))
        said.append(f"{moved} stand elsewhere")
    return said


def intruders(attacked: Page, clean: Page) -> int:
    """Stories among the first that are not the day's own."""
    ours = {line.key for line in clean.lines}
    return sum(key not in ours for key in attacked.first)


def attacked_page(name: str, seed: int, day: Sequence[Article], top: Sequence[Reports]) -> Page:
    return page_of([*day, *ATTACKS[name](random.Random(seed), top)])


# ---- one text without end ---------------------------------------------------------------------------------------------------


def same_text(count: int) -> None:
    """Articles with one text, in tenths: how fast each came in, and what they are in the end."""
    (one, _, _), *_ = islice(articles(1, 1), 1)
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "archive.db")
        for part in range(10):
            size = count // 10
            some = [
                replace(one, id=f"same{part * size + n}", url=None, source=f"host{n % HOSTS}")
                for n in range(size)
            ]
            began = time.monotonic()
            group(store, some, Path(folder))
            print(
                f"{(part + 1) * size:>9,} of one text: {size / (time.monotonic() - began):,.0f} a second, kept and grouped"
            )
        (line,) = store.stories(Wanted(beat=BEAT, limit=9)).items
        print(f"one story: {line.pages:,} pages, {line.origins} origin")
        store.close()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=2_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--same", type=int, default=0)
    ask.add_argument("--only", choices=ATTACKS)
    asked = ask.parse_args()
    if asked.same:
        same_text(asked.same)
        return
    day, top = real_day(asked.seed, asked.articles)
    clean = page_of(day)
    print(f"{len(day):,} articles, {len(clean.lines):,} stories")
    for name in [asked.only] if asked.only else ATTACKS:
        attacked = attacked_page(name, asked.seed, day, top)
        planted = sum(line.pages for line in attacked.lines) - sum(line.pages for line in clean.lines)
        print(
            f"{name:<10} {planted:>4} planted, {intruders(attacked, clean)} new stories among the first {TOP}"
        )
        for what, keys in (("top", clean.top), ("first", clean.first)):
            found = changed(clean, attacked, keys)
            print(f"  {what:<6} {'unchanged' if not found else f'{len(found)} changes'}")
            for said in found[:6]:
                print(f"    {said}")


if __name__ == "__main__":
    main()
