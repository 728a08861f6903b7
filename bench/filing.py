"""How many articles a second a desk files, by how many rules it has: the filing table of docs/performance.md.

    python bench/filing.py [--data FILE.jsonl.gz] [--articles N] [--profile NAME …]

Rules are made from the articles' own words, the same ones on every run. Profiles:

* desk     what editors write: two to five parts of words, phrases, prefixes, near, NOT and fields, words of all
           frequencies but the commonest, so that an article is filed under a few of 10,000 beats
* and      two to four words drawn as they occur in the text, joined by AND
* phrases  two or three phrases of two or three words from the text, joined by OR
* mixed    two to four words drawn from the vocabulary, AND and OR at random: an article is filed under a hundred
* or       the same, joined by OR only: an article is filed under hundreds
* hostile  words drawn as they occur in the text, so mostly the commonest, AND, OR, near and NOT at random

All is one core's CPU time. Beside it stands the time to cut the same texts into words and no more (`peer`), since
machines differ and a ratio does not: `cost` is the time per article in units of the peer's.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from beatbook.filing.match import Matcher
from beatbook.model import Beat, Version

COUNTS = (10, 100, 1_000, 10_000)
COMMONEST = 100
"""Words that the desk profile leaves out, as editors do."""
_WORD = re.compile(r"[a-z]+")


class Vocabulary:
    def __init__(self, versions: list[tuple[str, Version]], seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = [_WORD.findall(v.text.lower()) for _, v in versions]
        self.texts = [t for t in self.texts if len(t) > 10]
        counts = Counter(w for t in self.texts for w in t)
        self.words = sorted(counts)
        common = {w for w, _ in counts.most_common(COMMONEST)}
        self.useful = [w for w in self.words if w not in common and len(w) > 3 and counts[w] > 1]
        articles = Counter(w for t in self.texts for w in set(t))
        self.selective = {w for w in self.useful if articles[w] * 50 < len(self.texts)}
        self.selective_words = sorted(self.selective)

    def any(self) -> str:
        return self.random.choice(self.words)

    def as_in_text(self) -> str:
        return self.random.choice(self.random.choice(self.texts))

    def telling(self) -> str:
        """A word as editors pick them to narrow a rule: half of them frequent, none of the commonest."""
        word = self.as_in_text() if self.random.random() < 0.5 else self.random.choice(self.useful)
        return word if word in self._useful else self.random.choice(self.useful)

    @property
    def _useful(self) -> set[str]:
        if not hasattr(self, "_useful_set"):
            self._useful_set = set(self.useful)
        return self._useful_set

    def phrase(self, selective: bool = False) -> str:
        """Words that stand together in a text; if `selective`, one of them in fewer than one article in fifty."""
        text = self.random.choice(self.texts)
        at, size = self.random.randrange(len(text) - 3), self.random.randint(2, 3)
        while selective and self.selective.isdisjoint(text[at : at + size]):
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text) - 3)
        return '"' + " ".join(text[at : at + size]) + '"'


def desk(v: Vocabulary) -> str:
    """Each rule rests on something selective, as a rule that an editor keeps does; frequent words only narrow it."""
    r, selective = v.random, v.selective_words

    def core() -> str:
        kind = r.random()
        if kind < 0.5:
            return v.phrase(selective=True)
        return r.choice(selective)[:7] + "*" if kind < 0.6 else r.choice(selective)

    kind = r.random()
    if kind < 0.25:
        return f"{core()} OR {core()} OR {core()}"
    if kind < 0.5:
        return f"{core()} AND ({v.telling()} OR {v.telling()} OR {v.phrase()})"
    if kind < 0.7:
        return f"({core()} OR {core()}) near/{r.randint(2, 10)} ({v.telling()} OR {v.phrase()})"
    if kind < 0.85:
        return f"headline:({v.telling()} OR {v.phrase()}) AND {core()}"
    return f"({core()} OR {v.telling()} AND {v.telling()}) AND NOT ({v.telling()} OR headline:{v.telling()})"


def words_of(v: Vocabulary, pick: Callable[[], str], operators: tuple[str, ...]) -> str:
    rule = pick()
    for _ in range(v.random.randint(1, 3)):
        rule += f" {v.random.choice(operators)} {pick()}"
    return rule


def hostile(v: Vocabulary) -> str:
    rule = v.as_in_text()
    for _ in range(v.random.randint(1, 3)):
        operator = v.random.choice(("AND", "AND", "OR", "AND NOT", "near"))
        if operator == "near":
            rule += f" AND ({v.as_in_text()} near/5 {v.as_in_text()})"
        else:
            rule += f" {operator} {v.as_in_text()}"
    return rule


PROFILES: dict[str, Callable[[Vocabulary], str]] = {
    "desk": desk,
    "and": lambda v: words_of(v, v.as_in_text, ("AND",)),
    "phrases": lambda v: " OR ".join(v.phrase() for _ in range(v.random.randint(2, 3))),
    "mixed": lambda v: words_of(v, v.any, ("AND", "OR")),
    "or": lambda v: words_of(v, v.any, ("OR",)),
    "hostile": hostile,
}


def peer(versions: list[tuple[str, Version]]) -> float:
    """CPU seconds to cut the texts into lower-case words: what no reader of them can save."""
    start = time.process_time()
    for _, v in versions:
        _WORD.findall(((v.headline or "") + " " + v.text).lower())
    return time.process_time() - start


def memory() -> float:
    """This process's present memory in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = Path(__file__).parents[2] / "shared/eval/archive/state-agency-2012.jsonl.gz"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--articles", type=int, default=None, help="only the first so many")
    parser.add_argument("--profile", nargs="*", choices=[*PROFILES], default=[*PROFILES])
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()

    with gzip.open(args.data, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    versions = [
        (
            a.get("source") or "",
            Version(headline=a.get("headline"), deck=a.get("deck"), text=a.get("text") or ""),
        )
        for a in articles
    ][: args.articles]
    del articles
    gc.collect()
    gc.freeze()  # the articles are the bench's, not the matcher's: the collector need not walk them
    print(f"{len(versions):,} articles; Python {sys.version.split()[0]}; CPU time of one core\n")
    print(
        f"{'profile':9}{'rules':>7}{'articles/s':>12}{'cost':>7}{'filings/article':>17}{'ready in s':>12}{'MB':>6}   growth"
    )
    for name in args.profile:
        first = 0.0
        for count in COUNTS:
            vocabulary = Vocabulary(versions, args.seed)
            beats = [Beat(f"b-{i}", "", PROFILES[name](vocabulary)) for i in range(count)]
            del vocabulary
            gc.collect()
            before, start = memory(), time.process_time()
            matcher = Matcher(beats)
            ready = time.process_time() - start
            used = memory() - before
            peers = peer(versions)
            start = time.process_time()
            filings = sum(len(matcher.file_version(source, version)) for source, version in versions)
            seconds = time.process_time() - start
            peers = (peers + peer(versions)) / 2
            cost = seconds / peers
            first = first or cost
            print(
                f"{name:9}{count:>7,}{len(versions) / seconds:>12,.0f}{cost:>7.1f}{filings / len(versions):>17.1f}"
                f"{ready:>12.2f}{max(used, 0):>6.0f}   {cost / first:.1f}x",
                flush=True,
            )


if __name__ == "__main__":
    main()
