"""Floors for grouping: on the made-up cases of tests/cases/stories, which are all hard, as one stream."""

from __future__ import annotations

from collections import Counter
from functools import cache
from hashlib import sha256
from statistics import mean

from beatbook.filing.stories import Stories
from tests.filing.story_cases import FOLDER, story_cases

DIGEST = "c190a3d3098d4649"
PRECISION = 0.9
RECALL = 0.86
WHOLE = 53
"""Cases of which every article is where it belongs."""


@cache
def grouped() -> tuple[tuple[str, str, str], ...]:
    """Case, the true story and the one found, of each article."""
    stories = Stories()
    return tuple(
        (case.name, f"{case.name}/{label}", stories.decide(article).grouping.story)
        for case in story_cases()
        for article, label in zip(case.articles, case.stories, strict=True)
    )


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == DIGEST, "the cases changed: measure again and set the floors"


def test_precision_and_recall() -> None:
    """BCubed (Bagga and Baldwin 1998)."""
    rows = grouped()
    both = Counter((truth, found) for _, truth, found in rows)
    truths, founds = Counter(truth for _, truth, _ in rows), Counter(found for _, _, found in rows)
    precision = mean(both[truth, found] / founds[found] for _, truth, found in rows)
    recall = mean(both[truth, found] / truths[truth] for _, truth, found in rows)
    assert precision >= PRECISION, precision
    assert recall >= RECALL, recall


def test_cases_that_are_right_as_a_whole() -> None:
    cases: dict[str, list[tuple[str, str]]] = {}
    for case, truth, found in grouped():
        cases.setdefault(case, []).append((truth, found))
    right = sum(
        len({found for _, found in rows}) == len(set(rows)) == len({truth for truth, _ in rows})
        for rows in cases.values()
    )
    assert right >= WHOLE, right
