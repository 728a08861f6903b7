"""What joins across languages and what does not, in the reports of tests/cases/languages."""

from __future__ import annotations

import pytest

from beatbook.filing import languages
from beatbook.filing.languages import Shared, belong, names_cross
from beatbook.filing.stories import Stories
from beatbook.filing.strands import Strands
from beatbook.filing.terms import Reader

from .meanings import MODEL, Pair, meant, pairs

READER = Reader()
PAIRS = pairs()
NEAR = 0.8


def joined(pair: Pair, *, by_meaning: bool = True) -> bool:
    stories = Strands(Stories(READER), MODEL, NEAR)
    for article in (pair.one, pair.other):
        placed = stories.decide(article, vector=meant(article) if by_meaning else None)
    return placed.grouping.story == pair.one.id


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.name)
def test_pair(pair: Pair) -> None:
    assert joined(pair) == pair.joins


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.alone], ids=lambda p: p.name)
def test_where_nothing_else_is_said_another_near_report_leaves_it_open(pair: Pair) -> None:
    """Two like events of one day in one language: which of them is meant cannot be told."""
    stories = Strands(Stories(READER), MODEL, NEAR)
    stories.decide(pair.one, vector=meant(pair.one))
    twin = Stories(READER).made("twin", [pair.one])
    assert twin.size == 1
    stories._stories._put(twin)  # another event in the same words, which names would not have told apart
    meaning = stories._meanings.get(pair.one.id)
    assert meaning is not None
    stories._meanings.put("twin", meaning)
    assert stories.decide(pair.other, vector=meant(pair.other)).grouping.story == pair.other.id


def test_the_cases_ask_something() -> None:
    wanted = [p for p in PAIRS if p.joins]
    unwanted = [p for p in PAIRS if not p.joins]
    assert len([p for p in wanted if not joined(p, by_meaning=False)]) >= 12
    assert len(unwanted) >= 12
    assert all(float(meant(p.one) @ meant(p.other)) >= NEAR for p in unwanted)
    assert not any(joined(p, by_meaning=False) for p in unwanted)


@pytest.mark.parametrize(
    ("cosine", "points", "is_other", "lead", "cross", "belongs"),
    [
        (0.79, 9, False, 1.0, False, False),
        (0.81, 2, False, 0.0, True, True),
        (0.81, 1, False, 1.0, False, False),
        (0.91, 0, False, 0.02, False, True),
        (0.91, 0, False, 0.01, False, False),
        (0.91, 0, False, 1.0, True, False),
        (0.91, -1, False, 1.0, False, False),
        (0.99, 9, True, 1.0, False, False),
    ],
)
def test_how_much_must_be_shared(
    cosine: float, points: int, is_other: bool, lead: float, cross: bool, belongs: bool
) -> None:
    assert belong(cosine, NEAR, lead, Shared((), (), points, is_other), cross) == belongs


def test_which_languages_write_names_alike() -> None:
    assert names_cross({"en"}, {"de"})
    assert names_cross({"en"}, {"ru"})
    assert names_cross({"zh"}, {"ja"})
    assert not names_cross({"en"}, {"ko"})
    assert not names_cross({"ko"}, {"zh"})
    assert names_cross({"ko", "fr"}, {"en"})


def test_a_number_tells_unless_it_is_a_year_or_a_day_or_a_handful() -> None:
    counted = {
        n: languages._counts(n, {"14", "15"}) for n in ("7", "14", "93", "2025", "300", "217", "6.1", "2350")
    }
    assert counted == {"7": 0, "14": 0, "93": 1, "2025": 0, "300": 1, "217": 2, "6.1": 2, "2350": 2}
