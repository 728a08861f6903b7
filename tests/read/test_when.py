"""Dates in texts: the made-up sentences, feasts, and what must hold of any text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beatbook.read.when import dates
from beatbook.read.when.feasts import FIXED, WEEKDAYS, feast
from tests.read.date_cases import Case, date_cases

DAY = date(2020, 11, 5)
LANGUAGES = ("en", "ko", "de", "fr", "zh", "ja", "es", None)
WORDS = (
    "on in at the from to until since before after between and of next last this two 3 12 31 2020 99 Tuesday Nov. May first second week month "
    "year day quarter ago later mid- end early Christmas, . - / 10/12 5.12 2020-11-03 20201103 s ' ( ) 다음 주 3일 11월 2020년 부터 까지 전 昨年 3月 5日 从 到 "
    "vor zwei Wochen letzten Montag il y a deux semaines mardi dernier\n\n \ud800 \x00 𝟛 ٣ every 0 9999 century decade 10:30"
).split(" ")


def said(text: str, language: str = "en", day: date = DAY) -> list[str]:
    return [d.timex for d in dates(text, day, language)]


@pytest.mark.parametrize("case", list(date_cases()), ids=lambda case: f"{case.language}: {case.text[:60]}")
def test_the_dates_of_a_sentence(case: Case) -> None:
    found = dates(case.text, case.reference, case.language)
    assert [(d.start, d.end, d.timex, d.clock) for d in found] == [
        (e.start, e.end, e.timex, e.clock) for e in case.dates
    ]
    for told, expected in zip(found, case.dates, strict=True):
        if expected.days:
            assert (told.first, told.last) == expected.days


def test_there_are_cases_of_all_languages_and_many_traps() -> None:
    cases = list(date_cases())
    assert len(cases) >= 380
    assert sum(not case.dates for case in cases) >= 60
    assert {case.language for case in cases} == {"en", "ko", "de", "fr", "zh", "ja"}


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(LANGUAGES), st.dates())
@settings(deadline=None, max_examples=400)
def test_offsets_are_in_order_apart_and_within_and_days_are_in_order(
    words: list[str], language: str | None, day: date
) -> None:
    text = " ".join(words)
    at = 0
    for told in dates(text, day, language):
        assert at <= told.start < told.end <= len(text)
        assert not text[told.start : told.end].isspace()
        assert (told.first is None) == (told.last is None)
        if told.first and told.last:
            assert told.first <= told.last
        at = told.end


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_any_text_is_read_the_same_twice(text: str, language: str | None) -> None:
    assert dates(text, DAY, language) == dates(text, DAY, language)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_a_whole_date_is_itself(day: date) -> None:
    for text in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}"):
        assert [(d.first, d.timex) for d in dates(text, DAY, "en")] == [(day, day.isoformat())]
    assert said(f"{day.year}년 {day.month}월 {day.day}일", "ko") == [day.isoformat()]
    assert said(f"{day.year}年{day.month}月{day.day}日", "zh") == [day.isoformat()]


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.integers(1, 900))
def test_days_ago_and_days_ahead(day: date, count: int) -> None:
    assert said(f"{count} days ago", day=day) == [(day - timedelta(count)).isoformat()]
    assert said(f"in {count} days", day=day) == [(day + timedelta(count)).isoformat()]
    assert said(f"{count}일 전", "ko", day) == [(day - timedelta(count)).isoformat()]


@pytest.mark.parametrize("edge", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    [
        "last week",
        "next century",
        "in 900 years",
        "two days ago",
        "the weekend",
        "3 months after Easter",
        "tomorrow",
        "next 12 months",
    ],
)
def test_the_ends_of_the_calendar(text: str, edge: date) -> None:
    dates(text, edge, "en")


def test_days_that_are_none_have_a_value_and_no_days() -> None:
    (told,) = dates("It was on Feb 30.", DAY, "en")
    assert (told.timex, told.first) == ("XXXX-02-30", None)


def test_what_stands_beside_is_told() -> None:
    (told,) = dates("It has been shut since early March.", DAY, "en")
    assert (told.relation, told.part, told.grain) == ("since", "start", "month")


def test_a_language_without_rules_has_dates_in_digits_and_one_not_said_is_told_by_its_letters() -> None:
    assert said("El 2020-11-03, martes pasado", "es") == ["2020-11-03"]
    assert [d.timex for d in dates("회의는 어제 열렸다.", DAY)] == ["2020-11-04"]
    assert [d.timex for d in dates("It rained yesterday.", DAY)] == ["2020-11-04"]


@pytest.mark.parametrize(
    "unit",
    [
        "may ",
        "12 may ",
        "1, ",
        "1-2-",
        "from ",
        "the next last ",
        " \n\n",
        "2 and ",
        "https://a ",
        "다음 주 ",
        "월",
        "三年",
        "\ud800",
        "1",
        "'",
    ],
)
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    for language in ("en", "ko", "zh", "de"):
        start = time.perf_counter()
        dates(text, DAY, language)
        assert time.perf_counter() - start < 6  # seconds; a slow machine, ten times what it takes


def test_offsets_in_a_long_text_are_those_of_the_whole() -> None:
    text = "Nothing happened here. " * 2000 + "It was on Nov. 3, 2020."
    (told,) = dates(text, DAY, "en")
    assert text[told.start : told.end] == "Nov. 3, 2020"


MOON = {
    "lunar new year": ["2012-01-23", "2019-02-05", "2020-01-25", "2024-02-10", "2034-02-19"],
    "chuseok": ["2012-09-30", "2017-10-04", "2020-10-01", "2025-10-06"],
    "dragon boat": ["2020-06-25", "2023-06-22"], "buddha": ["2020-04-30", "2023-05-27"], "qingming": ["2020-04-04", "2023-04-05"],
    "eid al-fitr": ["2019-06-04", "2020-05-24", "2022-05-02", "2024-04-10"], "rosh hashanah": ["2019-09-30", "2020-09-19", "2023-09-16"],
    "passover": ["2020-04-09", "2022-04-16"], "hanukkah": ["2019-12-23", "2022-12-19"], "diwali": ["2019-10-27", "2020-11-14", "2023-11-12"],
    "easter": ["2019-04-21", "2020-04-12", "2024-03-31"], "orthodox easter": ["2019-04-28", "2021-05-02"],
}  # fmt: skip
"""Days as calendars of those years print them."""


@pytest.mark.parametrize(("name", "day"), [(n, d) for n, days in MOON.items() for d in days])
def test_feasts_that_move(name: str, day: str) -> None:
    found = feast(name, int(day[:4]), DAY)
    assert found is not None
    assert found.timex == day


@given(st.integers(1, 9999), st.sampled_from([*FIXED, *WEEKDAYS, *MOON]))
@example(7030, "hanukkah")
def test_a_feast_is_in_its_year_or_unknown(year: int, name: str) -> None:
    found = feast(name, year, DAY)
    assert found is None or (found.first is not None and found.first.year == year)
