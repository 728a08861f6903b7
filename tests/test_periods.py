"""Periods: how they are written, and what lies around them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook import periods
from beatbook.errors import PeriodError
from beatbook.model import Days
from beatbook.periods import Unit

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda d: Days(min(d), max(d)))


@pytest.mark.parametrize(
    ("said", "first", "last", "written"),
    [
        ("2020", "2020-01-01", "2020-12-31", "2020"),
        ("2020-02", "2020-02-01", "2020-02-29", "2020-02"),
        ("2020-10-21", "2020-10-21", "2020-10-21", "2020-10-21"),
        ("2020-10-01..2020-11-15", "2020-10-01", "2020-11-15", "2020-10-01..2020-11-15"),
        ("2020-10-01..2020-10-31", "2020-10-01", "2020-10-31", "2020-10"),
        ("2020-01..2020", "2020-01-01", "2020-12-31", "2020"),
        ("2020-10..2020-11-15", "2020-10-01", "2020-11-15", "2020-10-01..2020-11-15"),
        (" 2019 .. 2020 ", "2019-01-01", "2020-12-31", "2019-01-01..2020-12-31"),
    ],
)
def test_read(said: str, first: str, last: str, written: str) -> None:
    days = periods.read(said)
    assert days == Days(date.fromisoformat(first), date.fromisoformat(last))
    assert periods.written(days) == written


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2020-13", "day"),
        ("2020-00", "day"),
        ("2020-02-30", "day"),
        ("0000", "year"),
        ("0001-01-01", "year"),
        ("9999", "year"),
        ("9999-12-31", "year"),
        ("2020-11..2020-10", "order"),
        ("1800..1999", "long"),
        ("", "form"),
        ("..", "form"),
        ("2020..", "form"),
        ("2020-1", "form"),
        ("20201021", "form"),
        ("٢٠٢٠", "form"),
        ("2020-10-21T00:00", "form"),
        ("2020..2021..2022", "form"),
        ("-2020", "form"),
        ("last year", "form"),
        ("2020\n", "nothing"),
    ],
)
def test_what_is_no_period(said: str, why: str) -> None:
    if why == "nothing":
        assert periods.written(periods.read(said)) == "2020", "white space around it is nothing"
        return
    with pytest.raises(PeriodError) as raised:
        periods.read(said)
    assert raised.value.reason == why


@given(PERIODS)
def test_a_period_is_read_as_it_is_written(days: Days) -> None:
    if periods.length(days) <= periods.LONGEST:
        assert periods.read(periods.written(days)) == days


@given(PERIODS)
def test_inside_and_around(days: Days) -> None:
    smaller = periods.inside(days)
    if periods.unit(days) is Unit.DAY:
        assert smaller == ()
    else:
        assert smaller[0].first <= days.first
        assert smaller[-1].last >= days.last
        for one, other in pairwise(smaller):
            assert other.first - one.last == timedelta(days=1)
        assert len(smaller) <= 100
    larger = periods.around(days)
    if larger is not None:
        assert larger.first <= days.first <= days.last <= larger.last
        assert periods.length(larger) > periods.length(days)


@given(PERIODS)
def test_neighbours_touch_and_have_the_same_kind(days: Days) -> None:
    previous, following = periods.before(days), periods.after(days)
    if previous is not None:
        assert days.first - previous.last == timedelta(days=1)
    if following is not None:
        assert following.first - days.last == timedelta(days=1)
    kind = periods.unit(days)
    if kind in (Unit.YEAR, Unit.MONTH, Unit.DAY):
        assert {periods.unit(n) for n in (previous, following) if n} == {kind}


def test_years_end() -> None:
    assert periods.before(periods.read("1800")) is None
    assert periods.after(periods.read("2199-12")) is None
    assert periods.before(Days(date(1800, 1, 3), date(1800, 2, 7))) is None


def test_a_month_has_its_days_and_a_long_period_its_years() -> None:
    assert [periods.written(d) for d in periods.inside(periods.read("2020-02"))][-1] == "2020-02-29"
    assert len(periods.inside(periods.read("2020"))) == 12
    assert [periods.written(y) for y in periods.inside(periods.read("2015-05..2019-02"))] == [
        "2015", "2016", "2017", "2018", "2019",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "today", "newest"),
    [
        ("2015-01-02", "2020-12-03", "2020-12-05", "2020-01-01..2020-12-03"),
        ("2020-10-20", "2020-12-03", "2020-12-05", "2020-10-20..2020-12-03"),
        ("2015-01-02", "2020-10-31", "2026-12-05", "2019-11-01..2020-10-31"),
        ("2020-01-01", "2022-06-01", "2020-12-05", "2020-01-01..2020-12-05"),
        ("2030-01-01", "2030-06-01", "2020-12-05", "2030-01-01..2030-06-01"),
    ],
)
def test_newest(first: str, last: str, today: str, newest: str) -> None:
    span = Days(date.fromisoformat(first), date.fromisoformat(last))
    assert periods.written(periods.newest(span, date.fromisoformat(today))) == newest


def test_runs_of_days() -> None:
    days = [date(2020, 11, d) for d in (7, 3, 4, 5, 3)]
    assert periods.runs(days) == (
        Days(date(2020, 11, 3), date(2020, 11, 5)),
        Days(date(2020, 11, 7), date(2020, 11, 7)),
    )
