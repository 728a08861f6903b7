"""Periods: how they are asked for, which comes before, and titles."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.errors import InputError
from beatbook.model import Days, Precision
from beatbook.periods import named, preceding
from beatbook.writing.periods import deck, one_before, short_days, title

CASES = {
    "2020-11": ("2020-11-01", "2020-11-30", "2020-10", "Korea in Nov. 2020: A month in review and what’s ahead"),
    "2020-01": ("2020-01-01", "2020-01-31", "2019-12", "Korea in Jan. 2020: A month in review and what’s ahead"),
    "2020-07": ("2020-07-01", "2020-07-31", "2020-06", "Korea in July 2020: A month in review and what’s ahead"),
    "2020": ("2020-01-01", "2020-12-31", "2019", "Korea in 2020: A year in review and what’s ahead"),
    "2020-Q1": ("2020-01-01", "2020-03-31", "2019-Q4", "Korea in the first quarter of 2020: A quarter in review and what’s ahead"),
    "2020-Q4": ("2020-10-01", "2020-12-31", "2020-Q3", "Korea in the fourth quarter of 2020: A quarter in review and what’s ahead"),
    "2020-W01": ("2019-12-30", "2020-01-05", "2019-W52", "Korea in the week of Dec. 30, 2019: A week in review and what’s ahead"),
    "2020-W53": ("2020-12-28", "2021-01-03", "2020-W52", "Korea in the week of Dec. 28, 2020: A week in review and what’s ahead"),
    "2020-11-03..2020-11-17": ("2020-11-03", "2020-11-17", "2020-10-19..2020-11-02",
                               "Korea in the days from Nov. 3, 2020 to Nov. 17, 2020: 15 days in review and what’s ahead"),
    "2020-11-03": ("2020-11-03", "2020-11-03", "2020-11-02", "Korea on Nov. 3, 2020: A day in review and what’s ahead"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_period_its_days_the_one_before_and_its_title(name: str) -> None:
    first, last, earlier, called = CASES[name]
    period = named(name)
    assert (str(period.days.first), str(period.days.last)) == (first, last)
    assert preceding(period).name == earlier
    assert title("Korea", period) == called
    assert named(period.name) == period


@pytest.mark.parametrize(
    "name",
    ["", "20", "2020-13", "2020-00", "2020-W54", "2020-W00", "2020-Q5", "2020-11-31", "2020-11-17..2020-11-03", "0001-01-01..2020-01-01",
     "november", "..", "2020-11-31..2020-12-01", "9999-12"],
)  # fmt: skip
def test_what_is_no_period_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="no period"):
        named(name)


def test_the_first_year_has_none_before() -> None:
    with pytest.raises(InputError):
        preceding(named("0001"))


def test_the_deck_and_days_in_words() -> None:
    assert (
        deck(named("2020-11"))
        == "An analytical look at the main developments from Nov. 1, 2020 to Nov. 30, 2020"
    )
    assert one_before(named("2020-11")) == "the month before"
    assert one_before(named("2020-11-03..2020-11-17")) == "the 15 days before"
    assert short_days(Days(date(2020, 11, 3), date(2020, 11, 7))) == "Nov. 3–7"
    assert short_days(Days(date(2020, 11, 28), date(2020, 12, 2))) == "Nov. 28–Dec. 2"
    assert named("2020-11").kind is Precision.MONTH
