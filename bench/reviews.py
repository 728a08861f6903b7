"""Reviews: what the reviews of a year's months cost, and what they say.

    python bench/reviews.py --archive FILE --year 2012 [--title WORDS] [--read MONTH]...
    python bench/reviews.py --desk FOLDER --year 2012 [--beat SLUG]

FILE has article lines (.jsonl or .jsonl.gz). One beat takes them all. Deciding on copies and stories, which a desk has done as
articles came in, is timed apart. Seconds are of the process, so that neighbours on the machine do not count. Every sentence is put to
the gate once more, against its span; how many stand is said for each month. With --read the reviews of some months are written out.

With --desk the months are drafted on a copy of a desk, checked, drafted once more for the same bytes, and published; then it is asked
what is late.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from beatbook import periods
from beatbook.cli.stage import ScratchFiles
from beatbook.desk import Desk
from beatbook.model import Beat, Cited, Review
from beatbook.work.lines import article_in
from beatbook.work.reviews import Reviews
from beatbook.writing import evidence
from beatbook.writing.changes import in_words
from beatbook.writing.coverage import statement

EVERYTHING = "the OR a OR of OR to"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def cited(review: Review) -> list[Cited]:
    found = [c for s in review.sections for c in s.sentences]
    found += [c for e in review.timeline for c in e.sentences]
    found += [q.cited for q in review.quotations]
    for announcement in (*review.became, *review.ahead):
        found += [*announcement.sentences, *announcement.settled.sentences]
    return found


def supported(review: Review, texts: dict[str, str]) -> tuple[int, int]:
    """How many of its sentences stand in their spans and pass the gate, and of how many."""
    sentences = cited(review)
    stand = 0
    for c in sentences:
        told = [texts[s.article][s.start : s.end] for s in c.spans]
        stand += c.text in told and evidence.check(c.text, told).supported
    return stand, len(sentences)


def written_out(review: Review) -> None:
    print(f"\n{review.title}\n{review.deck}\n{statement(review.coverage, review.period)}")
    for section in review.sections:
        print(f"\n{section.heading}")
        for c in section.sentences:
            print(f"  {c.published.day if c.published else ''}  {' '.join(c.text.split())}")
        for further in section.further:
            print(f"      > {further.day}  {further.headline}")
    print("\nChanged")
    for movement in review.changed:
        print(
            f"  {movement.direction:8} {movement.kind:7} {movement.subject}: {in_words(movement, review.period)}"
        )
    print("\nTimeline")
    for event in review.timeline:
        print(f"  {event.day}  {' '.join(event.sentences[0].text.split())}")
    print("\nQuotations")
    for quotation in review.quotations:
        print(f"  {quotation.speaker}: {' '.join(quotation.cited.text.split())}")
    for name, announcements in (("Became", review.became), ("Ahead", review.ahead)):
        print(f"\n{name}")
        for a in announcements:
            said = " ".join(a.sentences[0].text.split()) if a.sentences else a.title
            print(f"  {a.days.first if a.days else ''}  {a.settled.fate}  {said}  {a.settled.why}")


def on_a_desk(folder: Path, slug: str, year: int) -> None:
    with TemporaryDirectory() as copies:
        copy = shutil.copytree(folder, Path(copies) / "desk")
        with Desk.open(copy) as desk:
            beat = slug or desk.store.beats()[0].slug
            pieces, total = desk.pieces(), 0.0
            desk.ears()
            for month in range(1, 13):
                period = periods.named(f"{year}-{month:02}")
                articles = len(desk.store.of_period(beat, period.days))
                if not articles:
                    print(f"{period.name}  no article")
                    continue
                start = time.process_time()
                draft = pieces.draft_review(beat, period, "bench", desk.now(), again=True)
                drafted = time.process_time()
                faults = pieces.faults(draft)
                checked = time.process_time()
                total += checked - start
                again = pieces.draft_review(beat, period, "bench", desk.now(), again=True)
                same = "the same" if again.document == draft.document else "OTHERS"
                print(
                    f"{period.name}  {articles:5} articles  drafted in {drafted - start:4.1f} s  checked in {checked - drafted:4.2f} s  "
                    f"{len(draft.document.citations)} citations  {len(faults)} faults  bytes again: {same}"
                )
                if not faults:
                    pieces.publish(beat, again.piece.slug, again.number, "bench", desk.now())
            start = time.process_time()
            late = pieces.append_late(desk.now())
            looked = time.process_time() - start
            print(f"drafted and checked in {total:.1f} s; {late} late, known in {1000 * looked:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--beat", default="")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--title", default="The beat")
    parser.add_argument("--read", action="append", default=[])
    asked = parser.parse_args()
    if asked.desk:
        on_a_desk(asked.desk, asked.beat, asked.year)
        return
    if not asked.archive:
        parser.error("one of --archive and --desk is needed")
    texts: dict[str, str] = {}
    with ScratchFiles() as files:
        reviews = Reviews(Beat("beat", asked.title, EVERYTHING), files.new)
        for row in rows(asked.archive):
            article = article_in(row)
            texts[article.id] = article.version.text
            reviews.add(article)
        total = 0.0
        for month in range(1, 13):
            period = periods.named(f"{asked.year}-{month:02}")
            start = time.process_time()
            reviews.decide(period.days.last)
            decided = time.process_time() - start
            start = time.process_time()
            review = reviews.written(period)
            seconds = time.process_time() - start
            total += seconds
            stand, count = supported(review, texts)
            print(
                f"{period.name}  {review.coverage.articles:5} articles  {review.stories:5} stories  decided in {decided:5.1f} s  "
                f"written in {seconds:5.1f} s  {stand} of {count} sentences stand"
            )
            if period.name in asked.read:
                written_out(review)
        print(f"written in {total:.1f} s")


if __name__ == "__main__":
    main()
