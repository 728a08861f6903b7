"""What models answered, and what was spent on them."""

from __future__ import annotations

from datetime import date

from beatbook.store.protocol import Store
from beatbook.store.rows import Spent
from tests.conftest import NOW

DAY = date(2026, 11, 20)


def test_an_answer_is_kept_by_what_was_asked(store: Store) -> None:
    assert store.answer("k") is None
    store.keep_answer("k", "small", NOW, "Wörter\n" * 1000)
    store.keep_answer("other", "small", NOW, "")
    assert store.answer("k") == "Wörter\n" * 1000
    assert store.answer("other") == ""
    for _ in range(2):
        store.keep_answer("k", "large", NOW, "later")
    assert store.answer("k") == "later"


def test_what_was_spent_adds_up_by_day_and_model(store: Store) -> None:
    assert store.spent(DAY) == {}
    store.spend(DAY, "small", Spent(1, 100, 20, 0.25))
    store.spend(DAY, "small", Spent(1, 1, 0, 0.5))
    store.spend(DAY, "large", Spent(1, 7, 7, 0.0))
    store.spend(date(2026, 11, 21), "small", Spent(9))
    assert store.spent(DAY) == {"large": Spent(1, 7, 7, 0.0), "small": Spent(2, 101, 20, 0.75)}
