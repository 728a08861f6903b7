"""Floors for announcements, on the made-up sentences of tests/cases/announcements: those that the rules were made by, and those that
were written before the rules had read anything like them, each language by itself."""

from __future__ import annotations

from hashlib import sha256

import pytest

from beatbook.writing.candidates import Ears
from tests.writing.announcing_cases import FOLDER, Count, announcing_cases

DIGEST = "7f24249810d7a451"
PRECISION = 0.95
RECALL = 0.9
CERTAIN = 0.95
"""Share of the right ones whose certainty is right, too."""
NONE = 0.34
"""Share of sentences that announce nothing, of each file at least."""


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == DIGEST, "the cases changed: measure again and set the floors"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_days_precision_and_certainty(name: str) -> None:
    count, ears = Count(), Ears()
    for case in announcing_cases(name):
        count.add(case, case.found(ears))
    assert count.none >= NONE * count.sentences
    assert count.precision >= PRECISION, count
    assert count.recall >= RECALL, count
    assert count.certain >= CERTAIN * count.right, count
    assert count.acts >= CERTAIN * count.right, count
