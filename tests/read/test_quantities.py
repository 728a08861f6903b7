"""Quantities of sentences: where they stand, what they count, when they hold. What is right how often, tests/gates measures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import Bound, PeriodKind
from beatbook.read.quantities import LONGEST, MOST, Period, Quantity, quantities
from tests.read.quantity_cases import quantity_cases

DAY = date(2020, 10, 21)
SEPTEMBER = Period(date(2020, 9, 1), date(2020, 9, 30))


def one(sentence: str, before: Period | None = None, language: str | None = None) -> Quantity:
    (found,) = quantities(sentence, DAY, language, before)
    return found


def test_the_span_has_the_words_of_the_bound_and_the_unit() -> None:
    for sentence, words in (
        ("The quay cost at least $3.5 million to build.", "at least $3.5 million"),
        ("Some 5,000 tons of rice were unloaded.", "Some 5,000 tons"),
        ("The ferry carried between 300 and 350 passengers.", "300 and 350"),
        ("It sank 30 percentage points.", "30 percentage points"),
        ("주민 3만5천여 명이 대피했다.", "3만5천여 명"),
        ("최소 12명이 숨졌다.", "최소 12명"),
    ):
        found = one(sentence)
        assert sentence[found.start : found.end] == words


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("So far 195 North Koreans arrived.", "North Koreans"),
        ("The number of defectors fell to 27.", "defectors"),
        ("Arrivals in August were 38.", "Arrivals"),
        ("About 300 of the old fishing boats sank.", "old fishing boats"),
        ("Only 195 arrived.", None),
        ("올해 탈북민 195명이 왔다.", "탈북민"),
        ("195명의 북한 주민이 왔다.", "북한 주민"),
        ("8월 입국자는 모두 38명이다.", "입국자"),
    ],
)
def test_what_is_counted(sentence: str, counted: str | None) -> None:
    assert one(sentence).counted == counted


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("They hurled 690 000 troops and 13 656 000 shells.", [690_000, 13_656_000]),
        ("In 2020 229 boats sank.", [229]),
        ("In August 38 boats sank.", [38]),
        ("It happened on April 11 and 15.", []),
        ("Twelve men met on June 23, two of them brothers.", [12, 2]),
        ("A man in his 30s was among 12 people held.", [12]),
        ("Call 911 before the 40 odd boats leave.", [40]),
        ("Targets at 37 degrees 56 minutes 83 seconds North.", []),
        ("Boys, ages 11-16, hid between the ages of 3 and 5.", []),
        ("One in five people swam, and Channel 12 News saw it.", []),
        ("Thirty people sank two U.S. gunboats.", [30, 2]),
        ("It was three hours ago, every two weeks.", []),
        ("Officials cite Resolution 1718 the committee adopts.", []),
        ("북한은 2번 버스와 3대 세습, 제7차 대회를 말했다.", []),
        ("트럭 30대가 지나갔다.", [30]),
        ("30대 남성이 지나갔다.", []),
    ],
)
def test_what_is_a_number(sentence: str, values: list[float]) -> None:
    assert [q.value for q in quantities(sentence, DAY)] == values


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("That takes the nine-month total to 195.", date(2020, 1, 1), date(2020, 9, 30)),
        ("Annual arrivals peaked at 2,914 in 2009.", date(2009, 1, 1), date(2009, 12, 31)),
        ("The centre has treated 640 men since it opened in June 2017.", date(2017, 6, 1), DAY),
        ("It was the lowest since 2001, when 583 people came.", date(2001, 1, 1), date(2001, 12, 31)),
        ("올해 3분기까지 입국한 탈북민은 모두 195명이다.", date(2020, 1, 1), date(2020, 9, 30)),
    ],
)
def test_when_it_holds(sentence: str, first: date, last: date) -> None:
    period = one(sentence).period
    assert period is not None
    assert (period.first, period.last, period.each) == (first, last, None)


def test_what_another_period_is_named_by() -> None:
    assert one("In the same month last year, 97 people came.", SEPTEMBER).period == Period(
        date(2019, 9, 1), date(2019, 9, 30)
    )
    assert one("In the same month last year, 97 people came.").period is None
    assert one("In the same nine months of last year the ministry counted 771.", SEPTEMBER).period == Period(
        date(2019, 1, 1), date(2019, 9, 30)
    )
    assert one("지난해 같은 달에는 97명이 왔다.", SEPTEMBER).period == Period(
        date(2019, 9, 1), date(2019, 9, 30)
    )


def test_as_of_which_day() -> None:
    found = one("By the end of September, 195 defectors had arrived this year.")
    assert (found.as_of, found.period) == (
        date(2020, 9, 30),
        Period(date(2020, 1, 1), date(2020, 12, 31)),
    )


def test_an_entry_is_told_as_of_its_day() -> None:
    found = one("Sept. 3: The ministry counts 206 arrivals since January.")
    assert found.period == Period(date(2020, 1, 1), date(2020, 9, 3), is_since=True)


def test_a_number_of_each_period() -> None:
    found = one("At least 1,000 people came every year.")
    assert found.period == Period(None, None, PeriodKind.YEAR)
    assert found.bound is Bound.AT_LEAST


def test_when_it_was_said_is_no_period() -> None:
    assert one("The ministry said on Tuesday that 12 swimmers were missing.").period is None


def test_numbers_that_could_be_either_of_two_have_no_period() -> None:
    found = quantities("In July and August, 31 and 38 people came, respectively.", DAY)
    assert [q.period for q in found] == [None, None]


def test_parts_and_totals() -> None:
    total, part = quantities("In all 38 people came, including 12 children.", DAY)
    assert (total.is_total, total.is_part, part.is_part) == (True, False, True)
    assert one("Of the August arrivals, 11 came in a skiff.").is_part
    assert one("이 가운데 11명이 배로 왔다.").is_part


def test_a_language_without_rules_has_none() -> None:
    assert quantities("В сентябре прибыли 27 человек.", DAY) == []
    assert quantities("En septiembre llegaron 27 personas.", DAY, "es") == []


def test_a_sentence_without_end_is_not_read() -> None:
    assert quantities("12 men " * LONGEST, DAY) == []


def test_a_table_is_no_sentence() -> None:
    assert quantities("Rows: " + ", ".join(f"{n} men" for n in range(10, 10 + MOST + 1)), DAY) == []


@given(
    st.text(
        st.sampled_from("0123456789.,-–/:%$ aeo만천백명년월여약\n千人約零한두") | st.characters(),
        max_size=120,
    ),
    st.sampled_from(["en", "ko", "de", "fr", "zh", "ja", None]),
)
def test_whatever_is_read_quantities_stand_in_it(text: str, language: str | None) -> None:
    for q in quantities(text, DAY, language):
        assert 0 <= q.start < q.end <= len(text)
        assert q.upper is None or q.upper > q.value
        if q.period and q.period.first and q.period.last:
            assert q.period.first <= q.period.last


def test_every_sentence_of_the_cases_is_one_reading() -> None:
    """What stands around a sentence does not change what is read in it."""
    for case in quantity_cases():
        assert case.found() == case.found()
        assert all(0 <= q.start < q.end <= len(case.text) for q in case.found())
