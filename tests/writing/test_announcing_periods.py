"""Which days and what precision an announcement has, from the date as a sentence says it."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.model import Precision
from beatbook.read.when import dates
from beatbook.writing.announcing.periods import period

DAY = date(2020, 11, 5)


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("It will open on Nov. 20.", "2020-11-20..2020-11-20", Precision.DAY),
        ("It will be held from Nov. 10 to 13.", "2020-11-10..2020-11-13", Precision.DAY),
        ("It will be held from Monday until Nov. 27.", "2020-11-09..2020-11-27", Precision.DAY),
        ("It will open next week.", "2020-11-09..2020-11-15", Precision.WEEK),
        ("It will open this weekend.", "2020-11-07..2020-11-08", Precision.WEEK),
        ("It will open within two weeks.", "2020-11-05..2020-11-18", Precision.MONTH),
        ("It will open in December.", "2020-12-01..2020-12-31", Precision.MONTH),
        ("It will open in early December.", "2020-12-01..2020-12-10", Precision.MONTH),
        ("It will open in mid-December.", "2020-12-11..2020-12-20", Precision.MONTH),
        ("It will open in late December.", "2020-12-21..2020-12-31", Precision.MONTH),
        ("It will open later this month.", "2020-11-01..2020-11-30", Precision.MONTH),
        ("It will open in the first quarter of 2021.", "2021-01-01..2021-03-31", Precision.QUARTER),
        ("It will open in the second half of 2021.", "2021-07-01..2021-12-31", Precision.QUARTER),
        ("It will open in the spring of 2021.", "2021-03-01..2021-05-31", Precision.QUARTER),
        ("It will run from May to July next year.", "2021-05-01..2021-07-31", Precision.QUARTER),
        ("It will open in 2023.", "2023-01-01..2023-12-31", Precision.YEAR),
        ("It will open late next year.", "2021-09-01..2021-12-31", Precision.YEAR),
        ("It will stand in the 2030s.", None, None),
        ("It will stand until 2099.", None, None),
        ("It will open in October.", None, None),
    ],
)
def test_days_and_precision(text: str, days: str | None, precision: Precision | None) -> None:
    (dated,) = dates(text, DAY, "en")
    found = period(dated, text, DAY, is_ahead=True)
    if days is None:
        assert found is None
    else:
        assert found is not None
        assert ("..".join(map(str, found.days)), found.precision) == (days, precision)


def test_a_range_of_next_year_keeps_its_days_over_a_leap_day() -> None:
    text = "They decided on it from Feb. 27 to April 30."
    (dated,) = dates(text, date(2012, 1, 29), "en")
    found = period(dated, text, date(2012, 1, 29), is_ahead=True)
    assert found is not None
    assert tuple(map(str, found.days)) == ("2012-02-27", "2012-04-30")
