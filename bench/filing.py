"""How many articles a second a desk files, by how many rules it has: the filing table of docs/performance.md.

    python bench/filing.py [--data FILE.jsonl.gz] [--articles N] [--profile NAME …] [--counts N …]

Rules are made from the articles' own words, the same ones on every run. Profiles:

* narrow   what ten thousand subjects of a desk look like: two to six terms, each rule drawn around one article, from its
           phrases, from words that stand near each other, from its headline, with a NOT now and then, so that an
           article is filed under a few of 10,000 beats
* desk     broader rules of the same kinds, each resting on a word or phrase of one article in fifty or fewer: an article
           is filed under thirty
* mixed    two to four words drawn from the vocabulary, AND and OR at random: an article is filed under a hundred
* or       the same, joined by OR only: an article is filed under hundreds
* phrases  two or three phrases of two or three words from the text, joined by OR, `of the` not less than others
* and      two to four words drawn as they occur in the text, so mostly the commonest, joined by AND
* hostile  such words with AND, OR, near and NOT at random: an article is filed under thousands

All is one core's CPU time, the faster of two passes where one is short. Beside it stands the time to cut the same texts
into words and no more (`cost` is the time per article in units of it), since machines differ and a ratio does not.
`growth` is the time per article against that of the profile's first row, `µs/filing` the time that filings take beyond
that of the first row, and `ready` and MB what it takes to make the rules ready. For the whole archive: --articles 0.
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

COUNTS = (10, 10_000)
ARTICLES = 1_500
"""Articles of the archive, evenly spread, unless told otherwise."""
COMMONEST = 100
"""Words that the desk profile leaves out, as editors do."""
_WORD = re.compile(r"[a-z]+")


class Vocabulary:
    def __init__(self, versions: list[tuple[str, Version]], seed: int) -> None:
        self.random = random.Random(seed)
        self.topics = [(v, words) for _, v in versions if len(words := _WORD.findall(v.text.lower())) > 10]
        self.texts = [words for _, words in self.topics]
        counts = Counter(w for t in self.texts for w in t)
        self.words = sorted(counts)
        common = {w for w, _ in counts.most_common(COMMONEST)}
        self.useful = [w for w in self.words if w not in common and len(w) > 3 and counts[w] > 1]
        articles = Counter(w for t in self.texts for w in set(t))
        self.selective = {w for w in self.useful if articles[w] * 50 < len(self.texts)}
        self.selective_words = sorted(self.selective)
        self.useful_set = set(self.useful)
        self.rare = {w for w in self.useful if articles[w] * 1_000 < len(self.texts)}

    def any(self) -> str:
        return self.random.choice(self.words)

    def as_in_text(self) -> str:
        return self.random.choice(self.random.choice(self.texts))

    def telling(self) -> str:
        """A word as editors pick them to narrow a rule: half of them frequent, none of the commonest."""
        word = self.as_in_text() if self.random.random() < 0.5 else self.random.choice(self.useful)
        return word if word in self.useful_set else self.random.choice(self.useful)

    def phrase(self, selective: bool = False) -> str:
        """Words that stand together in a text; if `selective`, one of them in fewer than one article in fifty."""
        text = self.random.choice(self.texts)
        at, size = self.random.randrange(len(text) - 3), self.random.randint(2, 3)
        while selective and self.selective.isdisjoint(text[at : at + size]):
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text) - 3)
        return '"' + " ".join(text[at : at + size]) + '"'


def narrow(v: Vocabulary) -> str:
    """A subject that one article is about, and few others."""
    r = v.random
    while True:
        version, text = r.choice(v.topics)
        places = [i for i, word in enumerate(text) if word in v.rare]
        head = [word for word in _WORD.findall((version.headline or "").lower()) if word in v.useful_set]
        if len(places) > 3 and head:
            break

    def name() -> str:
        """A rare word alone or, mostly, with those beside it."""
        at = r.choice(places)
        if r.random() < 0.3:
            return text[at]
        start = max(0, at - r.randint(0, 1))
        return '"' + " ".join(text[start : start + r.randint(2, 3)]) + '"'

    def other() -> str:
        """A word of the article that tells something, without being rare."""
        return r.choice([word for word in r.sample(text, min(len(text), 40)) if word in v.useful_set] or head)

    def near() -> str:
        at = r.choice(places)
        beside = [word for word in text[max(0, at - 6) : at + 7] if word in v.useful_set and word != text[at]]
        return f"{text[at]} near/{r.randint(5, 15)} {r.choice(beside or head)}"

    kind = r.random()
    if kind < 0.25:
        return f"{name()} OR {name()} OR ({near()})"
    if kind < 0.5:
        return f"{name()} AND ({other()} OR {other()} OR {name()})"
    if kind < 0.65:
        return f"({near()}) OR ({other()} AND {name()} AND {name()})"
    if kind < 0.75:
        return f"headline:{r.choice(head)} AND {name()}"
    if kind < 0.85:
        return f"({name()} OR {text[r.choice(places)][:8]}*) AND {other()} AND {other()}"
    return f"({name()} OR ({near()})) AND NOT ({v.telling()} OR headline:{v.telling()})"


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
    "narrow": narrow,
    "desk": desk,
    "mixed": lambda v: words_of(v, v.any, ("AND", "OR")),
    "or": lambda v: words_of(v, v.any, ("OR",)),
    "phrases": lambda v: " OR ".join(v.phrase() for _ in range(v.random.randint(2, 3))),
    "and": lambda v: words_of(v, v.as_in_text, ("AND",)),
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
    parser.add_argument("--articles", type=int, default=ARTICLES, help="so many, evenly spread; 0 for all")
    parser.add_argument("--profile", nargs="*", choices=[*PROFILES], default=[*PROFILES])
    parser.add_argument("--counts", nargs="*", type=int, default=[*COUNTS], help="how many rules")
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()

    with gzip.open(args.data, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    archive = [
        (
            a.get("source") or "",
            Version(headline=a.get("headline"), deck=a.get("deck"), text=a.get("text") or ""),
        )
        for a in articles
    ]
    del articles
    versions = archive[:: max(1, len(archive) // args.articles)] if args.articles else archive
    gc.collect()
    gc.freeze()  # the articles are the bench's, not the matcher's: the collector need not walk them
    print(
        f"{len(versions):,} of {len(archive):,} articles; Python {sys.version.split()[0]}; CPU time of one core\n\n"
        f"{'profile':9}{'rules':>7}{'articles/s':>12}{'growth':>8}{'filings/article':>17}{'µs/filing':>11}{'cost':>7}"
        f"{'ready in s':>12}{'MB':>6}"
    )
    for name in args.profile:
        first: float | None = None
        for count in args.counts:
            vocabulary = Vocabulary(archive, args.seed)
            beats = [Beat(f"b-{i}", "", PROFILES[name](vocabulary)) for i in range(count)]
            del vocabulary
            gc.collect()
            before, start = memory(), time.process_time()
            matcher = Matcher(beats)
            ready = time.process_time() - start
            used = memory() - before
            peers = peer(versions)
            seconds, filings = measured(matcher, versions)
            if seconds < 3:
                seconds = min(seconds, measured(matcher, versions)[0])
            cost = seconds / min(peers, peer(versions))
            first = first or seconds
            each = (seconds - first) / filings * 1e6 if filings and seconds > first else 0
            print(
                f"{name:9}{count:>7,}{len(versions) / seconds:>12,.0f}{seconds / first:>7.1f}x"
                f"{filings / len(versions):>17.1f}{each:>11.1f}{cost:>7.1f}{ready:>12.2f}{max(used, 0):>6.0f}",
                flush=True,
            )


def measured(matcher: Matcher, versions: list[tuple[str, Version]]) -> tuple[float, int]:
    """CPU seconds to file the versions, and how many filings came of it."""
    start = time.process_time()
    filings = sum(len(matcher.file_version(source, version)) for source, version in versions)
    return time.process_time() - start, filings


if __name__ == "__main__":
    main()
