"""Charts: round numbers, room for words, and places across and down."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook import periods
from beatbook.model import Days
from beatbook.web import charts
from beatbook.web.charts import Across, Down, Lanes
from beatbook.web.timecharts import BARS, TICKS, bars_of, ticks, unit_of

from .chronicles import attention


@pytest.mark.parametrize(
    ("most", "found"),
    [(0, (1,)), (1, (1,)), (3, (1, 2, 3)), (5, (2, 4, 6)), (7, (2, 4, 6, 8)), (34, (10, 20, 30, 40)), (1000, (500, 1000))],
)  # fmt: skip
def test_steps(most: int, found: tuple[int, ...]) -> None:
    assert charts.steps(most) == found


@given(st.integers(0, 10**7))
def test_steps_are_few_and_reach(most: int) -> None:
    found = charts.steps(most)
    assert found[-1] >= most
    assert 1 <= len(found) <= 4
    assert {b - a for a, b in zip((0, *found), found, strict=False)} == {found[0]}


def test_text_width_is_rather_more_than_less() -> None:
    """Against what Chromium measured of 11 px Noto Sans, semi-bold."""
    for text, measured in (
        ("October 21", 59.9), ("Sep 24", 35.0), ("10월 21일", 48.3), ("illi", 13.4), ("WWW", 31.9),
        ("the military parade", 106.2), ("2020", 25.2), ("Q3 talks (off)", 71.0), ("8 articles", 49.9),
    ):  # fmt: skip
        assert measured <= charts.text_width(text) + 1, text
        assert charts.text_width(text) <= measured * 1.25, text
    assert charts.text_width("") == 0
    assert charts.text_width("é") == charts.text_width("e\u0301")


def test_days_are_alike_wide() -> None:
    x = Across(date(2020, 2, 1), date(2020, 2, 29))
    assert x.start(date(2020, 2, 1)) == 0
    assert x.end(date(2020, 2, 29)) == 100
    assert x.middle(date(2020, 2, 15)) == pytest.approx(50)


def test_down() -> None:
    y = Down(10, 20, 120)
    assert (y.at(0), y.at(10), y.at(5)) == (120, 20, 70)
    assert Down(0, 20, 120).at(3) == 120


def test_anchors() -> None:
    assert [charts.anchor(x, 60) for x in (1, 50, 99)] == ["start", "middle", "end"]
    assert charts.taken(50, 60, 600, 6) == (267, 333)


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(1, 90)), max_size=40), st.integers(1, 4))
def test_nothing_lies_on_anything(things: list[tuple[float, float]], most: int) -> None:
    lanes, rows = Lanes(most), {}  # type: ignore[var-annotated]
    for left, width in things:
        lane = lanes.take((left, left + width))
        assert lane is None or 0 <= lane < most
        if lane is not None:
            for other in rows.setdefault(lane, []):
                assert left + width <= other[0] or other[1] <= left
            rows[lane].append((left, left + width))


def test_a_phone_has_less_room() -> None:
    lanes = Lanes(1)
    assert lanes.take((0, 24), (0, 24)) == 0
    assert lanes.take((30, 54), (15, 39)) is None, "beside it on a wide page, upon it on a phone"
    assert lanes.take((30, 54)) == 0


def test_numbers_are_written_short() -> None:
    assert [charts.per_cent(x) for x in (0, 100, 33.3333, 2.5, 1e-9)] == [
        "0%",
        "100%",
        "33.33%",
        "2.5%",
        "0%",
    ]
    assert [charts.pixels(y) for y in (0, 12.04, 12.06)] == ["0", "12", "12.1"]


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda d: Days(min(d), max(d)))


@given(PERIODS)
def test_bars_have_each_day_once_and_are_not_too_many(days: Days) -> None:
    bars = bars_of(days, attention(days.first, [3, 0, 2]))
    assert len(bars) <= BARS
    assert bars[0].days.first == days.first
    assert bars[-1].days.last == days.last
    assert sum(periods.length(bar.days) for bar in bars) == periods.length(days)
    assert sum(bar.articles for bar in bars) == sum((3, 0, 2)[: periods.length(days)])


@given(PERIODS)
def test_ticks_are_few_and_in_the_period(days: Days) -> None:
    found = [day for day, _ in ticks(days)]
    assert len(found) <= TICKS + 1
    assert found == sorted(set(found))
    assert all(days.first <= day <= days.last for day in found)
    if periods.length(days) < 90 or periods.length(days) > 2 * 366:
        assert found or periods.length(days) < 10 * 366


@pytest.mark.parametrize(
    ("said", "unit"), [("2020-10", "day"), ("2020-09..2020-12", "day"), ("2020", "week"), ("2018..2020", "month"), ("1990..2020", "year")]
)  # fmt: skip
def test_units(said: str, unit: str) -> None:
    assert unit_of(periods.read(said)) == unit


def test_ticks_name_the_year_once() -> None:
    assert [skeleton for _, skeleton in ticks(periods.read("2019-07..2020-06"))] == [
        "yMMM", "MMM", "yMMM", "MMM",
    ]  # fmt: skip
