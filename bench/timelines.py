"""Timelines: how well they match those of journalists, how quickly, and what a year's archive gives.

    python bench/timelines.py --data FOLDER      (folders with articles.jsonl.gz, gold.jsonl and query.json)
    python bench/timelines.py --archive FILE [--events 20] [--sentences 2] [--query WORDS]

With --data: AR1 and AR2 (aligned ROUGE, m:1, of Martschat and Markert 2017, without stop words, endings cut), date F1, the share of
neighbouring events on neighbouring days beside that of the journalists, and seconds, for each timeline of each topic. Each topic
is written with the weights as they are, and for the three weights that move most it is said what the other topics alone would
have set and what that gives on this one (`left out`). With --archive: the timeline itself, with its title.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from statistics import mean
from typing import Any

from beatbook.cli.stage import ScratchFiles
from beatbook.filing.scratch import Texts
from beatbook.model import Event
from beatbook.work.lines import article_in
from beatbook.work.timelines import Timelines
from beatbook.writing import attention, naming, telling
from beatbook.writing.candidates import Ears

Told = dict[str, list[str]]
Pair = tuple[float, float]

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:'s|ments?|ings?|edly|ed|es|ly|s|e)$")
_SMALL = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can could did do does down for from had "
    "has have he her here him his how i if in into is it its just may me more most my new no nor not now of off on once only or other "
    "our out over own said same say says she should so some such than that the their them then there these they this those through "
    "to too under until up us very was we were what when where which while who whom why will with would you your s t".split()
)
CHOICES = {"SURROUNDINGS": (0.25, 0.4, 0.5), "OPENING": (0.1, 0.2, 0.3), "PAIRS": (0.1, 0.2, 0.3)}
"""The weights that are left to the other topics, and what they may choose."""


@dataclass
class Case:
    topic: str
    name: str
    gold: Told
    sentences: int
    timelines: Timelines
    seconds: float


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def grams(sentences: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        words = [w for w in _WORD.findall(sentence.lower()) if w not in _SMALL]
        words = [_ENDING.sub("", w) if len(w) > 4 else w for w in words]
        found.update(zip(*(words[i:] for i in range(n)), strict=False))
    return found


def f1(pair: Pair) -> float:
    return 2 * pair[0] * pair[1] / (sum(pair) or 1.0)


def aligned(mine: Told, theirs: Told, n: int) -> float:
    """The share of my n-grams that the entry of theirs nearest in day and words has, less for each day between."""
    ones = {id(ss): grams(ss, 1) for ss in (*mine.values(), *theirs.values())}

    def apart(a: str, b: str) -> int:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)

    def cost(a: str, b: str) -> float:
        x, y = ones[id(mine[a])], ones[id(theirs[b])]
        both = sum((x & y).values())
        return (1 - 1 / (apart(a, b) + 1)) * (1 - f1((both / (x.total() or 1), both / (y.total() or 1))))

    hits = total = 0.0
    for day, sentences in mine.items():
        best = min(theirs, key=lambda other: (cost(day, other), apart(day, other)))
        said = grams(sentences, n)
        hits += sum((said & grams(theirs[best], n)).values()) / (apart(day, best) + 1)
        total += said.total()
    return hits / total if total else 0.0


def measured(gold: Told, events: Sequence[Event]) -> tuple[Pair, Pair, Pair]:
    """Precision and recall of AR1, AR2 and dates."""
    found = {e.day.isoformat(): [c.text for c in e.sentences] for e in events}
    if not found:
        return ((0.0, 0.0),) * 3  # type: ignore[return-value]
    hits = len(found.keys() & gold.keys())
    one, two = ((aligned(found, gold, n), aligned(gold, found, n)) for n in (1, 2))
    return one, two, (hits / len(found), hits / len(gold))


def adjacent(days: Sequence[str]) -> float:
    ordered = sorted(map(date.fromisoformat, days))
    return mean([(b - a).days == 1 for a, b in pairwise(ordered)] or [False])


def cases(folder: Path, files: ScratchFiles, ears: Ears) -> Iterator[Case]:
    for topic in sorted(p.parent for p in folder.glob("*/gold.jsonl")):
        lines = list(rows(topic / "articles.jsonl.gz"))
        query = json.loads((topic / "query.json").read_text(encoding="utf-8"))
        for row in rows(topic / "gold.jsonl"):
            gold: Told = {}
            for day, sentences in row["events"]:
                gold.setdefault(day, []).extend(sentences)
            first, last = min(gold), max(gold)
            start = time.process_time()
            timelines = Timelines(Texts(files.new()), query, ears)
            for line in lines:
                if first <= line["published"][:10] <= last:
                    timelines.add(article_in(line))
            most = max(1, round(sum(map(len, gold.values())) / len(gold)))
            yield Case(topic.name, row["name"], gold, most, timelines, time.process_time() - start)


def written(case: Case) -> list[Event]:
    first, last = date.fromisoformat(min(case.gold)), date.fromisoformat(max(case.gold))
    return case.timelines.written(first, last, len(case.gold), case.sentences)


def together(scores: Sequence[tuple[Pair, Pair, Pair]]) -> tuple[float, float, float]:
    """F1 of the mean precision and the mean recall."""
    one, two, dates = (f1((mean(s[i][0] for s in scores), mean(s[i][1] for s in scores))) for i in range(3))
    return one, two, dates


def weigh(values: Sequence[float]) -> None:
    attention.SURROUNDINGS, telling.OPENING, telling.PAIRS = values


def data(folder: Path) -> None:
    with ScratchFiles() as files:
        known = list(cases(folder, files, Ears()))
        scores = []
        print(f"{'':28}  AR1   AR2  date  adjacent (theirs)  seconds")
        for case in known:
            start = time.process_time()
            events = written(case)
            seconds = case.seconds + time.process_time() - start
            scores.append(measured(case.gold, events))
            one, two, dates = map(f1, scores[-1])
            days = [e.day.isoformat() for e in events]
            print(
                f"{case.topic}/{case.name:22} {one:.3f} {two:.3f} {dates:.3f}  "
                f"{adjacent(days):.2f} ({adjacent(list(case.gold)):.2f})  {seconds:.1f}"
            )
        print("all                          {:.3f} {:.3f} {:.3f}".format(*together(scores)))
        left_out(known)


def left_out(known: Sequence[Case]) -> None:
    """Each topic with the weights that the other topics would choose."""
    usual = attention.SURROUNDINGS, telling.OPENING, telling.PAIRS
    by_weights = {}
    for values in product(*CHOICES.values()):
        weigh(values)
        by_weights[values] = [measured(case.gold, written(case)) for case in known]
    weigh(usual)
    outside: list[tuple[Pair, Pair, Pair]] = []
    for topic in dict.fromkeys(case.topic for case in known):
        inside = [i for i, case in enumerate(known) if case.topic == topic]

        def gain(values: tuple[float, ...], inside: Sequence[int] = inside) -> float:
            one, two, dates = together([s for i, s in enumerate(by_weights[values]) if i not in inside])
            return one / 0.134 + two / 0.035 + dates / 0.712

        best = max(by_weights, key=gain)
        chosen = [by_weights[best][i] for i in inside]
        outside += chosen
        print(
            f"left out {topic:8} "
            + ", ".join(f"{name} {value}" for name, value in zip(CHOICES, best, strict=True))
            + "  {:.3f} {:.3f} {:.3f}".format(*together(chosen))
        )
    print("all, each left out           {:.3f} {:.3f} {:.3f}".format(*together(outside)))


def archive(asked: argparse.Namespace) -> None:
    start = time.process_time()
    with ScratchFiles() as files:
        timelines, count = Timelines(Texts(files.new()), asked.query.split()), 0
        for line in rows(asked.archive):
            timelines.add(article_in(line))
            count += 1
        events = timelines.written(None, None, asked.events, asked.sentences)
        seconds = time.process_time() - start
        print(naming.title(events))
        for event in events:
            print(f"{event.day}  {event.score:.2f}  {event.day_from}, {event.origins} origins")
            for cited in event.sentences:
                print(f"    {cited.text}  [{cited.spans[0].article}]")
        print(f"{count:,} articles in {seconds:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--events", type=int)
    parser.add_argument("--sentences", type=int, default=2)
    parser.add_argument("--query", default="")
    asked = parser.parse_args()
    if asked.data:
        data(asked.data)
    if asked.archive:
        archive(asked)


if __name__ == "__main__":
    main()
