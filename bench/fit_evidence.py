"""Fit what says that a sentence goes beyond its evidence (src/beatbook/writing/support_weights.py), and how well that generalises.

    python bench/fit_evidence.py [--data ../shared/eval/evidence/news-a.jsonl.gz] [--write]

DATA holds sentences that programs wrote from articles, and whether people found them borne out: `{"id", "text", "sentence",
"supported"}`. The weights are those of a logistic regression (a small ridge, both answers weighing the same, signs that speak
the wrong way left out) over `writing.support.Signs`, of the sentences that are not verbatim. The table is from cross-validation
over articles, in several partings, with all the other checks of the gate in force, for several lines between kept and stopped.
"""

from __future__ import annotations

import argparse
import gzip
import json
from hashlib import sha256
from pathlib import Path

import numpy as np

from beatbook.writing import support
from beatbook.writing.evidence import prepared
from beatbook.writing.gate import Gate
from fit_stories import signed

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "eval" / "evidence" / "news-a.jsonl.gz"
TARGET = ROOT / "src/beatbook/writing/support_weights.py"
FOLDS = 5
PARTINGS = 10
LINE = 0.5
"""Log odds at which a sentence is stopped. At 0 it would be as likely to stop a good one as to keep a bad one; a little
above, fewer good ones are lost, and what contradicts the evidence is caught by the other checks."""
LINES = (0.0, 0.25, 0.5, 0.75, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    rows = [json.loads(line) for line in gzip.decompress(options.data.read_bytes()).decode().splitlines()]
    gates = [Gate(*prepared(row["sentence"], [row["text"]]), "en", None) for row in rows]
    y = np.array([0.0 if row["supported"] else 1.0 for row in rows])
    verbatim = np.array([gate.alignment.is_verbatim for gate in gates])
    stopped = np.array([any(p.why != support.WHY for p in gate.problems()) for gate in gates])
    x = np.array([[*support.signs(gate.alignment, gate.edits, gate.settled), 1.0] for gate in gates])
    w = np.where(y == 1, 0.5 / y.sum(), 0.5 / (1 - y).sum()) * len(y)
    scores = np.zeros((PARTINGS, len(y)))
    for parting in range(PARTINGS):
        keys = [f"{parting}-{row['text']}" for row in rows]
        fold = np.array([int(sha256(key.encode()).hexdigest()[:8], 16) % FOLDS for key in keys])
        for held in range(FOLDS):
            taught = (fold != held) & ~verbatim
            scores[parting, fold == held] = x[fold == held] @ signed(
                x[taught], y[taught], w[taught], support.MUST_BE
            )
    whole = signed(x[~verbatim], y[~verbatim], w[~verbatim], support.MUST_BE)
    print("sign          weight")
    for name, weight in zip((*support.Signs._fields, "bias"), whole, strict=True):
        print(f"{name:12} {weight:6.2f}")
    for line in LINES:
        bad = ((scores > line) & ~verbatim) | stopped
        kept, caught = 1 - bad[:, y == 0].mean(), bad[:, y == 1].mean()
        print(f"line {line:.2f}: kept {kept:.3f}, stopped {caught:.3f}, balanced {(kept + caught) / 2:.3f}")
    if options.write:
        numbers = ", ".join(f"{weight:.2f}" for weight in whole[:-1])
        TARGET.write_text(
            '"""Written by bench/fit_evidence.py: the line between kept and stopped is at 0."""\n\n'
            f"BIAS = {whole[-1] - LINE:.2f}\nWEIGHTS = ({numbers})\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
