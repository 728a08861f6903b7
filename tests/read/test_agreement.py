"""Witnesses that mean the same."""

from __future__ import annotations

import pytest

from beatbook.read.agreement import agrees


@pytest.mark.parametrize(
    ("field", "a", "b", "same"),
    [
        ("headline", "Soldier crosses", "soldier  CROSSES", True),
        ("headline", "2020-12-04", "2020-12-04T09:00:00Z", False),
        ("headline", "Soldier crosses | The Paper", "Soldier crosses", True),
        ("headline", "Soldier crosses", "The Paper :: Soldier crosses", True),
        ("headline", "渡船恢复夜航--江岸晚报", "渡船恢复夜航", True),
        ("headline", "Soldier crosses: a night at the river", "Soldier crosses", False),
        ("headline", "Soldier crosses again", "Soldier crosses", False),
        ("headline", "The Paper", "Soldier crosses", False),
        ("byline", "By Nora Quist", "Nora Quist", True),
        ("byline", "Von Jens Carstens, 15. Oktober 2026, 21.30 Uhr", "Jens Carstens", True),
        ("byline", "Friday, 23 October 2026 by Nora Quist", "Nora Quist", True),
        ("byline", "Nora Quist2026.10.28 16:15", "Nora Quist", True),
        ("byline", "한가람 기자 | 승인 2026.10.28 18:10", "한가람", True),
        ("byline", "Par Solène Kerbrat", "Solène Kerbrat", True),
        ("byline", "Nora Quist and Ada Finch", "Ada Finch, Nora Quist", True),
        ("byline", "By Nora Quist and Ada Finch", "Nora Quist", False),
        ("byline", "", "Nora Quist", False),
        ("language", "en_GB", "en", True),
        ("language", "fr", "en", False),
        ("section", "World", "Border", False),
        ("published", "2020-12-04", "2020-12-04T09:00:00+09:00", True),
        ("published", "2020-12-04T00:00:00+00:00", "2020-12-04T09:00:00+09:00", True),
        ("published", "2020-12-04T00:00:00+00:00", "2020-12-04T00:00:00+09:00", False),
        ("published", "Publié le 25 octobre 2026 à 8 h 30", "2026-10-25T08:30:00+09:00", True),
        ("published", "03/04/2026", "2026-03-04", True),
        ("published", "October 24, 2026", "2026-10-25T08:30:00+09:00", False),
        ("modified", "yesterday", "2020-12-04", False),
    ],
)
def test_words_that_mean_the_same_agree(field: str, a: str, b: str, same: bool) -> None:
    assert agrees(field, a, b) is same
    assert agrees(field, b, a) is same
