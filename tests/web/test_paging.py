from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.web.paging import pages, row


def said(current: int, last: int) -> str:
    return " ".join("…" if n is None else str(n) for n in row(current, last))


@pytest.mark.parametrize(
    ("current", "last", "wanted"),
    [
        (1, 1, "1"),
        (1, 2, "1 2"),
        (3, 5, "1 2 3 4 5"),
        (1, 6, "1 2 3 4 5 6"),
        (1, 7, "1 2 3 4 … 7"),
        (1, 49, "1 2 3 4 … 49"),
        (4, 49, "1 2 3 4 5 … 49"),
        (5, 49, "1 … 4 5 6 … 49"),
        (25, 49, "1 … 24 25 26 … 49"),
        (46, 49, "1 … 45 46 47 48 49"),
        (49, 49, "1 … 46 47 48 49"),
    ],
)
def test_row(current: int, last: int, wanted: str) -> None:
    assert said(current, last) == wanted


@given(st.integers(1, 2000), st.data())
def test_row_always_leads_on(last: int, data: st.DataObject) -> None:
    current = data.draw(st.integers(1, last))
    numbers = row(current, last)
    shown = [n for n in numbers if n is not None]
    assert shown == sorted(set(shown))
    assert {1, last, current} | ({current - 1, current + 1} & set(range(1, last + 1))) <= set(shown)
    assert len(numbers) <= 9
    for before, gap, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if gap is None:
            assert before is not None
            assert after is not None
            assert after - before > 2


def test_pages() -> None:
    assert [pages(n, 10) for n in (0, 1, 10, 11, 490)] == [1, 1, 1, 2, 49]
