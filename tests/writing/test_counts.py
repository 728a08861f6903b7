"""Counts that change from report to report."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.model import Span
from beatbook.writing.candidates import Sentence
from beatbook.writing.counts import Count, counts, outdated


def sentence(text: str, member: int) -> Sentence:
    stems = tuple(word.lower().strip(".,")[:6] for word in text.split() if len(word) > 4)
    return Sentence(text, Span(str(member), 0, len(text)), member, 0, len(text.split()), stems)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("At least 12 people were killed in Alderholm.", {Count("dead", 12)}),
        ("The blast killed three and injured at least 40.", {Count("dead", 3), Count("hurt", 40)}),
        ("The death toll of the Alderholm flood rose to 1,204.", {Count("dead", 1204)}),
        ("Some two thousand people are missing.", {Count("missing", 2000)}),
        ("Police arrested 12 officials.", set()),
        ("Twelve boats were lost.", set()),
    ],
)
def test_what_is_counted(said: str, found: set[Count]) -> None:
    assert counts(said) == found


def test_the_latest_count_stands() -> None:
    first = sentence("At least 12 people were killed in the Alderholm flood.", 0)
    second = sentence("The Alderholm flood killed 31 people along the river.", 1)
    assert outdated([first, second], [date(2025, 3, 1), date(2025, 3, 2)]) == {first: second}
    assert outdated([first, second], [date(2025, 3, 2), date(2025, 3, 1)]) == {second: first}


def test_of_undated_reports_the_later_in_order_is_the_latest() -> None:
    first = sentence("At least 12 people were killed in the Alderholm flood.", 0)
    second = sentence("The Alderholm flood killed 31 people along the river.", 1)
    assert outdated([first, second], [None, None]) == {first: second}


def test_other_events_keep_their_counts() -> None:
    first = sentence("At least 12 people were killed in the Alderholm flood.", 0)
    second = sentence("Three guards were killed during a Vessland prison riot.", 1)
    assert outdated([first, second], [date(2025, 3, 1), date(2025, 3, 2)]) == {}
