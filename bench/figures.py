"""Numbers in texts and the figures kept of them: how many are right, and how fast they are read.

    PYTHONPATH=. python bench/figures.py                              (the made-up sentences, and the sample press)
    PYTHONPATH=. python bench/figures.py --archive FILE               (article lines, .jsonl or .jsonl.gz)
    PYTHONPATH=. python bench/figures.py --archive FILE --shown 30    (so many numbers, drawn at random, to be read)
    PYTHONPATH=. python bench/figures.py --desk FOLDER                (a copy of a desk, all of whose articles are observed again)

Beside it a plain expression that takes every number in digits as it stands. One core, processor time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tests.read.quantity_cases import Count, quantity_cases

from beatbook import sample
from beatbook.desk import Desk
from beatbook.filing.figurefile import read_figure
from beatbook.model import Article, Bound, Figure, PeriodKind
from beatbook.read.language import Languages
from beatbook.read.quantities import Quantity, quantities
from beatbook.read.sentences import sentences
from beatbook.sample.press import CLOSING, edition, load
from beatbook.store.figures import OBSERVE
from beatbook.work.lines import article_in
from beatbook.work.observer import BATCH, LEASE
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import Statements, Wanted, countable, observations, suggested

PLAIN = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
ARRIVALS = Path(sample.__file__).parent / "figures" / "crossings" / "arrivals-by-month.toml"
DEATHS = Figure("deaths", "Deaths", ("people", "dead", "civilians", "men", "women", "soldiers", "workers", "명"), (("kill*", "died", "dead", "숨*"),), period=PeriodKind.STOCK)  # fmt: skip


def plain(text: str) -> list[Quantity]:
    found = []
    for hit in PLAIN.finditer(text):
        said = hit[0].replace(",", "").rstrip(".")
        found.append(Quantity(hit.start(), hit.end(), float(said), Bound.EXACT))
    return found


def accuracy() -> None:
    print("| sentences | | value and bound, of wanted or told | of wanted | period | plain expression |")
    print("|---|---|---|---|---|---|")
    for name in (
        "english",
        "english-blind",
        "english-second",
        "korean",
        "korean-blind",
        "korean-second",
        "others",
    ):
        ours, theirs, cases = Count(), Count(), list(quantity_cases(name))
        for case in cases:
            ours.add(case, case.found())
            theirs.add(case, plain(case.text))
        share = ours.right / ours.wanted
        print(
            f"| {name} | {len(cases)} | {ours.value:.3f} | {share:.3f} | {ours.periods:.3f} | {theirs.value:.3f} |"
        )
        for wrong in ours.wrong:
            print("   ", wrong)


def archive(path: Path) -> Iterator[Article]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("published"):
                yield article_in(row)


def press() -> Iterator[Article]:
    whole = load()
    languages = {outlet.slug: outlet.language for outlet in whole.outlets}
    for each in whole.articles:
        if stands := edition(each, CLOSING):
            yield article_in(
                {
                    "id": f"{each.outlet}/{each.slug}",
                    "published": each.published.date().isoformat(),
                    "language": languages[each.outlet],
                    "text": stands.text,
                }
            )


def speed(articles: Sequence[Article], shown: int) -> None:
    languages = Languages()
    said: list[tuple[str, date, str | None]] = []
    for article in articles:
        assert article.version.published is not None
        text, day = article.version.text, article.version.published.day
        language = article.version.language or languages.of(text[:600], None)
        for line in text.splitlines():
            said += [(line[a:b], day, language) for a, b in sentences(line, language)]
    start = time.process_time()
    found = [(q, text) for text, day, language in said for q in quantities(text, day, language)]
    ours = time.process_time() - start
    start = time.process_time()
    theirs = sum(len(plain(text)) for text, _, _ in said)
    plainly = time.process_time() - start
    print(f"\n{len(articles)} articles, {len(said)} sentences")
    print(f"quantities: {len(found)}, {len(said) / ours:,.0f} sentences a second")
    print(f"plain expression: {theirs} numbers, {len(said) / plainly:,.0f} sentences a second")
    figure(articles)
    random.Random(7).shuffle(found)
    for q, text in found[:shown]:
        period = q.period and f"{q.period.first}..{q.period.last}"
        print(
            f"\n{text[max(0, q.start - 100) : q.start]}[[{text[q.start : q.end]}]]{text[q.end : q.end + 80]}"
        )
        print(f"    {q.bound.value} {q.value:g} {q.upper or ''} {q.unit} | {q.counted} | {period}")


def figure(articles: Iterable[Article]) -> None:
    ears, count, found, notes = Ears(), 0, 0, []
    wanted = [Wanted.of(DEATHS), Wanted.of(read_figure(ARRIVALS))]
    start = time.process_time()
    for article in articles:
        assert article.version.published is not None
        day = article.version.published.day
        said = Statements(article, day, ears)
        found += sum(len(observations(article, one, day, ears, said=said)) for one in wanted)
        count += 1
    seconds = time.process_time() - start
    print(f"two figures: {found} observations, {count / seconds:,.0f} articles a second")
    start = time.process_time()
    for article in articles:
        assert article.version.published is not None
        day = article.version.published.day
        notes += countable(article, day, ears, said=Statements(article, day, ears))
    seconds = time.process_time() - start
    print(f"suggestions: {len(suggested(notes))}, {count / seconds:,.0f} articles a second")
    for one in suggested(notes)[:8]:
        print(
            f"    {one.figure.title} {one.figure.unit} by {one.figure.period}: {one.articles} articles, {one.periods} periods"
        )


def desk(folder: Path) -> None:
    """What observing an article costs, over the thirds of an archive, beside parting its text into sentences."""
    languages = Languages()
    with Desk.open(folder) as opened:
        opened.load_beats()
        count = opened.store.observe_again()
        opened.ears()
        observer = opened._observer()
        assert observer.turn.take(), "another process observes"
        print(f"{count} articles, {len(opened.store.followed())} figures")
        print("| third | observing an article | parting it into sentences | ratio |")
        print("|---|---|---|---|")
        try:
            for third in range(3):
                claims, ours, parted = 0, 0.0, 0.0
                while claims < count // 3:
                    keys = [
                        c.key
                        for c in opened.store.claim(OBSERVE, observer.turn.owner, BATCH, opened.now(), LEASE)
                    ]
                    if not keys:
                        break
                    opened.store.free(OBSERVE)
                    articles = [found[0] for found in opened.store.newest(keys).values()]
                    start = time.process_time()
                    for one in articles:
                        text = one.version.text
                        language = languages.of(text[:600], one.version.language)
                        for line in text.splitlines():
                            sentences(line, language)
                    parted += time.process_time() - start
                    start = time.process_time()
                    claims += observer.batch()
                    ours += time.process_time() - start
                print(
                    f"| {third + 1} | {ours / claims * 1000:.2f} ms | {parted / claims * 1000:.2f} ms | {ours / parted:.1f} |"
                )
        finally:
            observer.turn.leave()
        print(f"{observer.tally.stated} observations, {observer.tally.failed} articles failed")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--archive", type=Path)
    asked.add_argument("--desk", type=Path)
    asked.add_argument("--shown", type=int, default=0)
    options = asked.parse_args()
    if options.desk is not None:
        desk(options.desk)
        raise SystemExit
    if options.archive is None:
        accuracy()
    speed(list(archive(options.archive) if options.archive else press()), options.shown)
