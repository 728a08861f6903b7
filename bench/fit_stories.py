"""Fit what ties an article to a story (src/beatbook/filing/tie_weights.py), and say how well that generalises.

    python bench/fit_stories.py [--data ../shared/eval/stories] [--write]

DATA holds article lines with a `story`, one set a file; the made-up cases of tests/cases/stories are one more. Two windows
of one agency's year (labelled by reading, in stories.json) teach what dispatches of one source have in common that ties
nothing, articles of many outlets, hardly two of them on one event, what articles in general have, and the made-up stream
(`bench/stream.py`) what a day has on which hundreds of outlets report many events of few kinds. The weights are those of a logistic regression (iteratively reweighted least squares, a small ridge, signs that speak the wrong way left out) over what an article is
compared with, the stories before it being grouped as labelled. The articles that open a story weigh most: one that is
put into a wrong story glues two. The table is from cross-validation: topics (a story with its look-alikes) are parted
into folds, and each article is judged by weights fitted without its topic, in several orders of arrival. Beside it
stands TF-IDF with one threshold, the best that there is for these very sets together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import statistics
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from beatbook.filing import ties
from beatbook.filing.profile import Profile
from beatbook.filing.stories import Stories
from beatbook.filing.terms import Reader
from beatbook.filing.words import fold
from beatbook.model import Article, Moment, Version
from beatbook.sample.press import load as load_press
from beatbook.work.lines import article_in

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.filing.story_cases import story_cases  # noqa: E402

from stream import articles  # noqa: E402

CASES, PRESS = "made-up cases", "sample press"
DATA = ROOT.parent / "shared" / "eval" / "stories"
ARCHIVE = ROOT.parent / "shared" / "eval" / "archive" / "state-agency-2012.jsonl.gz"
REPRINTS = ROOT.parent / "shared" / "eval" / "copies" / "reprints.jsonl.gz"
LABELS = ROOT / "bench" / "stories.json"
WINDOWS, APART = ("archive a", "archive b"), "apart"
STREAM, STREAMED, SEED = "made-up stream", 2_000, 7
"""The stream, of which the articles that are nobody's copy count."""
SHOWN = slice(0, 2500)
TARGET = ROOT / "src/beatbook/filing/tie_weights.py"
FOLDS = 4
ORDERS = (0, 1)
"""Seeds of the orders of arrival; 0 is the file's own."""
OPENING = 8.0
"""What it weighs that an article which opens a story is kept out of another."""
COUNTS = {CASES: 0.3, WINDOWS[0]: 0.5, WINDOWS[1]: 0.5, STREAM: 0.3}
"""What these weigh against the other sets: the cases are all hard, the windows are small and of one source, the stream is
made of words that nobody knows."""
RIDGE = 1.0
LINES = (-2.5, -2.0, -1.5)
"""Log odds that are tried as the line between joining and opening."""

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Labelled:
    article: Article
    story: str
    topic: str


@dataclass(frozen=True)
class Compared:
    """One comparison: its signs, whether the story is the article's own, what it weighs, the fold of its topic."""

    signs: ties.Signs
    own: bool
    weight: float
    fold: int


def fold_of(topic: str) -> int:
    return int(sha256(topic.encode()).hexdigest()[:8], 16) % FOLDS


def load(data: Path) -> dict[str, list[Labelled]]:
    sets: dict[str, list[Labelled]] = {}
    for path in sorted(data.glob("*.jsonl.gz")):
        rows = lines_of(path)
        # Look-alikes bear one number: "37-ecb" and "37-ecbplus" are one topic.
        sets[path.name.split(".")[0]] = [
            Labelled(article_in(row), row["story"], row["story"].split("-")[0]) for row in rows
        ]
    sets[CASES] = [
        Labelled(article, f"{case.name}/{label}", case.name)
        for case in story_cases()
        for article, label in zip(case.articles, case.stories, strict=True)
    ]
    sets[PRESS] = sample_press()
    sets[STREAM] = [
        Labelled(article, story, story)
        for article, group, story in articles(SEED, STREAMED)
        if group == article.id
    ]
    return sets | read_by_hand()


def lines_of(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def read_by_hand() -> dict[str, list[Labelled]]:
    """The windows of the archive and the articles of many outlets, with the stories of stories.json."""
    labels = json.loads(LABELS.read_text("utf-8"))
    archive = lines_of(ARCHIVE)
    first: dict[str, dict[str, str]] = {}
    for row in lines_of(REPRINTS):
        first.setdefault(row["group"], row)
    sets = [
        (name, archive[window["from"] : window["to"]], window["stories"])
        for name, window in zip(WINDOWS, labels["windows"], strict=True)
    ]
    found = {}
    for name, rows, stories in (*sets, (APART, [*first.values()], labels["reprints"])):
        home = {key: story[0] for story in stories for key in story}
        of = [(row, home.get(row["id"], row["id"])) for row in rows]
        found[name] = [Labelled(article_in(row), story, story) for row, story in of]
    return found


def sample_press() -> list[Labelled]:
    """The sample press in order of publication: thirteen outlets of one strait in five languages, over three months. The
    articles of an event are one story, copies left out, the others stand alone."""
    press = load_press()
    truth = tomllib.loads((ROOT / "src/beatbook/sample/truth.toml").read_text("utf-8"))
    home = {key: event["id"] for event in truth["event"] for key in event["articles"]}
    copied = {key for event in truth["event"] for key in event["copies"]}
    found = []
    for one in sorted(press.articles, key=lambda one: one.published):
        if one.id in copied:
            continue
        text = "\n\n".join(block.text for block in one.blocks if block.kind in ("p", "heading", "quote"))
        version = Version(headline=one.headline, deck=one.deck, text=text, published=Moment.of(one.published))
        story = home.get(one.id, one.id)
        found.append(Labelled(Article(one.id, one.outlet, None, one.published, version), story, story))
    return found


def ordered(rows: Sequence[Labelled], seed: int) -> list[Labelled]:
    found = list(rows)
    if seed:
        random.Random(seed).shuffle(found)
    return found


def compare(rows: Iterable[Labelled], reader: Reader) -> list[Compared]:
    """What each article is compared with, the stories before it being as labelled."""
    desk = Stories(reader)
    homes: dict[str, Profile] = {}
    found = []
    for row in rows:
        terms = reader.of(row.article.version)
        sketch = desk.sketch(row.article, terms)
        home = homes.get(row.story)
        for rival in desk.rivals(ties.weighed(sketch, desk.rarity)):
            own = rival.story is home
            weight = OPENING if home is None else 2.0 if own and rival.story.size < 3 else 1.0
            found.append(Compared(rival.signs, own, weight, fold_of(row.topic)))
        if home is None:
            home = homes[row.story] = Profile(row.article.id)
        home.add(sketch, terms.shown)
        desk._put(home)
    return found


def fit(sets: Mapping[str, Sequence[Compared]]) -> Floats:
    """Weights and, last, the bias. A sign that would speak the wrong way gets no weight."""
    parts = list(sets.values())
    x = np.array([[*c.signs, 1.0] for part in parts for c in part])
    y = np.array([float(c.own) for part in parts for c in part])
    shares = [COUNTS.get(name, 1.0) for name in sets]
    evened = [share * _even([c.weight for c in part]) for share, part in zip(shares, parts, strict=True)]
    w = np.concatenate(evened) * len(x) / sum(shares)
    return signed(x, y, w, ties.MUST_BE)


def signed(x: Floats, y: Floats, w: Floats, must_be: Sequence[int]) -> Floats:
    """Weights and, last, the bias of a logistic regression. A sign that would speak the wrong way gets no weight."""
    used = np.ones(x.shape[1], dtype=bool)
    while True:
        beta = np.zeros(x.shape[1])
        beta[used] = regress(x[:, used], y, w)
        wrong = beta[:-1] * np.array(must_be) < 0
        if not wrong.any():
            return beta
        used[:-1] &= ~wrong


def regress(x: Floats, y: Floats, w: Floats) -> Floats:
    """Weights and, last, the bias (iteratively reweighted least squares, a small ridge)."""
    beta = np.zeros(x.shape[1])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [1e-6])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(x @ beta)))
        bend = w * chance * (1 - chance) + 1e-9
        step = np.linalg.solve(x.T @ (bend[:, None] * x) + ridge, x.T @ (w * (y - chance)) - ridge @ beta)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def _even(weights: Sequence[float]) -> Floats:
    found = np.array(weights)
    return found / found.sum()


def group(
    rows: Sequence[Labelled], reader: Reader, weights: Callable[[str], Floats], line: float
) -> list[str]:
    """The story of each article, decided as a desk does, with the weights for its topic."""
    desk = Stories(reader)
    original = ties.score
    answers = []
    try:
        for row in rows:
            beta = weights(row.topic)
            ties.score = lambda signs, beta=beta: float(np.dot(beta[:-1], signs) + beta[-1] - line)
            answers.append(desk.decide(row.article).grouping.story)
    finally:
        ties.score = original
    return answers


@dataclass(frozen=True)
class Quality:
    """BCubed precision and recall (Bagga and Baldwin 1998), how many clusters were found, how many hold one article."""

    precision: float
    recall: float
    found: float
    alone: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def quality(truth: Sequence[str], answer: Sequence[str]) -> Quality:
    gold, found = Counter(truth), Counter(answer)
    both = Counter(zip(truth, answer, strict=True))
    precision = statistics.mean(both[t, a] / found[a] for t, a in zip(truth, answer, strict=True))
    recall = statistics.mean(both[t, a] / gold[t] for t, a in zip(truth, answer, strict=True))
    return Quality(precision, recall, len(found), sum(n == 1 for n in found.values()))


def mean(found: Sequence[Quality]) -> Quality:
    return Quality(*(statistics.mean(getattr(q, f) for q in found) for f in Quality.__dataclass_fields__))


def tfidf(rows: Sequence[Labelled], line: float, cache: dict[int, list[dict[str, float]]]) -> list[str]:
    """Single pass over TF-IDF vectors of the whole text, to the nearest centroid."""
    vectors = cache.get(id(rows))
    if vectors is None:
        counts = [Counter(fold(f"{r.article.version.headline or ''} {r.article.version.text}")) for r in rows]
        having = Counter(word for count in counts for word in count)
        vectors = []
        for count in counts:
            v = {w: (1 + math.log(n)) * math.log(len(rows) / having[w]) for w, n in count.items()}
            size = math.sqrt(sum(x * x for x in v.values())) or 1.0
            vectors.append({w: x / size for w, x in v.items()})
        cache[id(rows)] = vectors
    sums: list[dict[str, float]] = []
    sizes: list[float] = []
    answers = []
    for vector in vectors:
        best, at = 0.0, -1
        for i, total in enumerate(sums):
            likeness = sum(x * total.get(w, 0.0) for w, x in vector.items()) / sizes[i]
            if likeness > best:
                best, at = likeness, i
        if best < line:
            at = len(sums)
            sums.append({})
            sizes.append(0.0)
        for w, x in vector.items():
            sums[at][w] = sums[at].get(w, 0.0) + x
        sizes[at] = math.sqrt(sum(x * x for x in sums[at].values()))
        answers.append(str(at))
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--plain", action="store_true", help="TF-IDF with one threshold beside it (slow)")
    options = parser.parse_args()
    reader = Reader()
    sets = load(options.data)
    orders = {
        name: [ordered(rows, seed) for seed in ORDERS[: 1 if name in (*WINDOWS, STREAM, PRESS) else None]]
        for name, rows in sets.items()
    }
    compared = {name: [c for rows in lists for c in compare(rows, reader)] for name, lists in orders.items()}
    year = [Labelled(article_in(row), "", "") for row in lines_of(ARCHIVE)[SHOWN]]
    betas = [
        fit({name: [c for c in part if c.fold != held] for name, part in compared.items()})
        for held in range(FOLDS)
    ]
    whole = fit(compared)
    print("sign             weight, and without each fold")
    for i, name in enumerate((*ties.Signs._fields, "bias")):
        print(f"{name:16} {whole[i]:6.2f}   " + " ".join(f"{beta[i]:6.2f}" for beta in betas))
    best = (0.0, 0.0)
    for line in LINES:
        total = 0.0
        shown = [f"line {line:5.1f}"]
        for name, lists in orders.items():
            found = mean(
                [
                    quality([r.story for r in rows], group(rows, reader, lambda t: betas[fold_of(t)], line))
                    for rows in lists
                ]
            )
            total += found.f1 / len(orders)
            shown.append(
                f"{name} P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"
                f" ({found.found:.0f} clusters, {found.alone:.0f} alone)"
            )
        sizes = Counter(group(year, reader, lambda t: whole, line))
        largest = ", ".join(str(n) for _, n in sizes.most_common(3))
        shown.append(f"{len(year)} dispatches: {len(sizes)} stories, largest {largest}")
        print("\n  ".join(shown), f"\n  mean {total:.3f}", flush=True)
        best = max(best, (total, line))
    if options.plain:
        cache: dict[int, list[dict[str, float]]] = {}
        for line in (0.1, 0.15, 0.2, 0.25, 0.3):
            shown = [f"TF-IDF {line:.2f}"]
            for name, rows in sets.items():
                found = quality([r.story for r in rows], tfidf(rows, line, cache))
                shown.append(f"{name} P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}")
            print(" | ".join(shown), flush=True)
    if options.write:
        numbers = ", ".join(f"{w:.3f}" for w in whole[:-1])
        TARGET.write_text(
            '"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""\n\n'
            f"BIAS = {whole[-1] - best[1]:.3f}\nWEIGHTS = ({numbers})\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
