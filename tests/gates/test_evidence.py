"""Floors for the evidence gate: on the made-up cases, and on errors planted in the articles of the bundled press."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from functools import cache
from hashlib import sha256
from pathlib import Path

from beatbook.writing.evidence import check
from tests.writing.evidence_cases import FOLDER, evidence_cases

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from evidence import planted, sample

DIGEST = "b037c756fd5d0071"
KEPT = 0.98
STOPPED = 0.98
EACH = 0.9
"""The least share of the errors of one kind that are stopped, of kinds with some cases."""


@cache
def judged() -> dict[str, list[bool]]:
    """For each kind, whether each sentence was judged rightly."""
    rng = random.Random(1)
    right: dict[str, list[bool]] = defaultdict(list)
    for text in sample():
        for kind, said, told in planted(text, rng):
            keep = kind.startswith(("verbatim", "cut"))
            right[kind].append(check(said, [told], language="en").supported == keep)
    return right


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == DIGEST, "the cases changed: measure again and set the floors"
    assert len(list(evidence_cases())) >= 230


def test_true_sentences_are_kept() -> None:
    found = [
        ok for kind, answers in judged().items() if kind.startswith(("verbatim", "cut")) for ok in answers
    ]
    assert len(found) > 100
    assert share(found) >= KEPT


def test_planted_errors_are_stopped() -> None:
    wrong = {kind: answers for kind, answers in judged().items() if not kind.startswith(("verbatim", "cut"))}
    assert share([ok for answers in wrong.values() for ok in answers]) >= STOPPED
    low = {
        kind: share(answers)
        for kind, answers in wrong.items()
        if len(answers) >= 20 and share(answers) < EACH
    }
    assert low == {}
