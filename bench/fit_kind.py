"""Fit what the signs of an article weigh (src/beatbook/read/weights.py), and say how well that generalises.

    python bench/fit_kind.py [--intact ../shared/eval/read] [--gutted ../shared/eval/gutted] [--write]

INTACT holds article pages (`truth.jsonl` with `url`, `file`), GUTTED pages whose article was taken out (`pages.jsonl`).
The method is boosting of single steps (Friedman 2001, "Greedy function approximation", logistic loss), so that the
result is a sum with one step function for each sign and can be read. The table printed is from cross-validation over
sites: each site's pages are judged by weights fitted without that site.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import astuple, fields
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from beatbook.errors import ReadError
from beatbook.read.article import draft_page, sift
from beatbook.read.kind import Evidence, evidence
from beatbook.read.text import size

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "eval"
WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "beatbook" / "read" / "weights.py"
SIGNS = (
    "told",
    "paragraphs",
    "sentences",
    "ended",
    "prose",
    "headline",
    "headline_first",
    "deck",
    "deck_first",
    "coherence",
    "gap",
    "careful",
)
"""The signs that are weighed; what else `Evidence` has is used by hand-written rules."""
ROUNDS = 400
SHRINK = 0.05
SOME_SIGNS, SOME_PAGES = 5, 0.7
"""Signs and share of the pages that each step is chosen from (Friedman 2002, "Stochastic gradient boosting"): no sign
then stands in for all that it goes along with."""
LEAST = 12
"""Pages on each side of a step."""
CUTS = 24
"""Places at which a sign may be cut: quantiles of its values."""
FOLDS = 8
KEPT = (0.995, 0.99, 0.98, 0.97)

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--intact", type=Path, default=SHARED / "read")
    parser.add_argument("--gutted", type=Path, default=SHARED / "gutted")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    rows = [(1.0, *row) for row in pages(options.intact, "truth.jsonl")]
    rows += [(0.0, *row) for row in pages(options.gutted, "pages.jsonl")]
    truth = np.array([row[0] for row in rows])
    folds = np.array([int(sha256(row[1].encode()).hexdigest()[:8], 16) % FOLDS for row in rows])
    names = [f.name for f in fields(Evidence)]
    signs = np.array([[float(astuple(row[2])[names.index(s)]) for s in SIGNS] for row in rows])
    held = np.zeros(len(rows))
    for fold in range(FOLDS):
        base, steps = fit(signs[folds != fold], truth[folds != fold])
        held[folds == fold] = weigh(signs[folds == fold], base, steps)
    print(f"intact pages {int(truth.sum())}, gutted pages {int((1 - truth).sum())}, {FOLDS} folds by site")
    print("kept of the intact   refused of the gutted")
    for kept in KEPT:
        enough = np.quantile(held[truth == 1], 1 - kept)
        print(f"{kept:18.1%} {(held[truth == 0] < enough).mean():21.1%}")
    if options.write:
        base, steps = fit(signs, truth)
        # The threshold is taken from pages that the weights had not seen.
        WEIGHTS.write_text(module(base, float(np.quantile(held[truth == 1], 0.01)), steps), encoding="utf-8")


def pages(folder: Path, index: str) -> Iterator[tuple[str, Evidence]]:
    """The site and the evidence of each page that can be read."""
    for line in (folder / index).read_text("utf-8").splitlines():
        row = json.loads(line)
        body = (folder / row["file"]).read_bytes()
        try:
            draft = draft_page(gzip.decompress(body) if row["file"].endswith(".gz") else body, url=row["url"])
        except ReadError:
            continue
        kept, _ = sift(draft.paragraphs)
        signs = evidence(
            draft.sheet,
            draft.metadata,
            draft.body,
            kept,
            [size(p) for p in kept],
            careful=draft.path == "careful",
        )
        site = (urlsplit(row["url"] or "").hostname or row["id"]).removeprefix("www.")
        yield site, signs


Steps = list[tuple[list[float], list[float]]]


def fit(signs: Floats, truth: Floats) -> tuple[float, Steps]:
    """The base, and for each sign its bounds and the value of each interval between them."""
    cuts = [np.unique(np.quantile(column, np.linspace(0.01, 0.99, CUTS))) for column in signs.T]
    above = [column[:, None] >= bounds[None, :] for column, bounds in zip(signs.T, cuts, strict=True)]
    share = truth.mean()
    base = float(np.log(share / (1 - share)))
    score = np.full(len(truth), base)
    gains = [np.zeros(len(bounds) + 1) for bounds in cuts]
    random = np.random.default_rng(0)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-score))
        seen = random.random(len(truth)) < SOME_PAGES
        slope, bend = seen * (truth - chance), seen * chance * (1 - chance)
        best = (0.0, 0, 0, 0.0, 0.0)
        for i in random.choice(len(above), SOME_SIGNS, replace=False):
            side = above[i]
            right_s, right_b = slope @ side, bend @ side
            left_s, left_b = slope.sum() - right_s, bend.sum() - right_b
            gain = left_s**2 / (left_b + 3) + right_s**2 / (right_b + 3)
            enough = (side.sum(0) >= LEAST) & ((~side).sum(0) >= LEAST)
            gain = np.where(enough, gain, -1.0)
            j = int(gain.argmax())
            if gain[j] > best[0]:
                best = (
                    float(gain[j]),
                    i,
                    j,
                    float(left_s[j] / (left_b[j] + 3)),
                    float(right_s[j] / (right_b[j] + 3)),
                )
        _, i, j, low, high = best
        score += SHRINK * np.where(above[i][:, j], high, low)
        gains[i][: j + 1] += SHRINK * low
        gains[i][j + 1 :] += SHRINK * high
    steps: Steps = []
    for bounds, values in zip(cuts, gains, strict=True):
        edges, kept = [], [float(values[0])]
        for bound, value in zip(bounds, values[1:], strict=True):
            if abs(value - kept[-1]) > 1e-9:
                edges.append(float(bound))
                kept.append(float(value))
        steps.append((edges, kept))
    return base, steps


def weigh(signs: Floats, base: float, steps: Steps) -> Floats:
    total = np.full(len(signs), base)
    for column, (edges, values) in zip(signs.T, steps, strict=True):
        total += np.array(values)[np.searchsorted(edges, column, side="right")]
    return total


def module(base: float, enough: float, steps: Steps) -> str:
    """The weights as the source of their module, rounded."""
    lines = [
        '"""What each sign of an article weighs. Written by `bench/fit_kind.py`, which says how; fit again rather than edit.',
        "",
        "`STEPS` gives for each sign of `kind.Evidence` the bounds between its intervals and the weight of each interval; a page",
        "whose weights and `BASE` sum up to `ENOUGH` is an article. `ENOUGH` keeps 99 % of article pages that were not fitted on.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        f"BASE = {base:.2f}",
        f"ENOUGH = {enough:.2f}",
        "STEPS: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {",
    ]
    for name, (edges, values) in zip(SIGNS, steps, strict=True):
        if edges:
            bounds = ", ".join(f"{edge:.4g}" for edge in edges)
            weights = ", ".join(f"{value:.2f}" for value in values)
            lines.append(f'    "{name}": (({bounds},), ({weights})),')
    return "\n".join([*lines, "}  # fmt: skip", ""])


if __name__ == "__main__":
    main()
