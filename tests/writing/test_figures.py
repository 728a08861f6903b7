"""What articles state of a figure, and the series that it makes."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from beatbook.model import Bound, Days, Figure, Observation, PeriodKind, Point, Stated
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import countable, observations, series, suggested
from tests.writing.pieces import article

EARS = Ears()
ARRIVALS = Figure(
    "arrivals",
    "Arrivals in the South",
    ("North Koreans", "defectors", "refugees", "arrivals", "people", "탈북민", "입국자"),
    (("arriv*", "came", "entered", "reached", "입국"),),
    low=0,
    high=5000,
)
MONTHLY = replace(ARRIVALS, slug="monthly", period=PeriodKind.MONTH)
TWENTY_YEARS = Days(date(2000, 1, 1), date(2019, 12, 31))


def year(number: int) -> Days:
    return Days(date(number, 1, 1), date(number, 12, 31))


def told(
    text: str,
    day: date = date(2020, 10, 21),
    figure: Figure = ARRIVALS,
    key: str = "a",
    language: str | None = None,
) -> list[Observation]:
    return observations(article(key, text, language=language), figure, day, EARS)


def values(text: str, day: date = date(2020, 10, 21), figure: Figure = ARRIVALS) -> list[tuple[float, str]]:
    return [(o.value, o.bound.value) for o in told(text, day, figure)]


# ---- the reference ------------------------------------------------------------------------------------------------------------


REFERENCE = "At least 1,000 North Koreans came to the South every year for the last two decades. But so far, only 195 arrived in 2020"
LATER = "SEOUL (Harbour Wire) — The Ministry of Settlement said on Wednesday that 229 arrived in 2020."


def test_the_reference_sentence() -> None:
    least, so_far = told(REFERENCE)
    assert (least.value, least.bound, least.period, least.each) == (
        1000,
        Bound.AT_LEAST,
        TWENTY_YEARS,
        PeriodKind.YEAR,
    )
    assert (so_far.value, so_far.bound, so_far.period) == (195, Bound.EXACT, year(2020))
    assert (so_far.as_of, so_far.reported) == (date(2020, 10, 21), date(2020, 10, 21))
    assert [REFERENCE[o.span.start : o.span.end] for o in (least, so_far)] == [least.text, so_far.text]


def test_the_series_of_the_reference() -> None:
    found = told(REFERENCE) + told(LATER, date(2021, 1, 20), key="b")
    for order in permutations(found):
        decades, of_2020 = series(ARRIVALS, order)
        assert (decades.period, decades.each, decades.values) == (TWENTY_YEARS, PeriodKind.YEAR, ())
        (bound,) = decades.bounds
        assert (bound.value, bound.bound, [o.span.article for o in bound.observations]) == (
            1000,
            Bound.AT_LEAST,
            ["a"],
        )
        ((now,), (before,)) = of_2020.values, of_2020.earlier
        assert (now.value, now.stated_by, [o.span.article for o in now.observations]) == (
            229,
            ("the Ministry of Settlement",),
            ["b"],
        )
        assert (before.value, before.as_of, of_2020.is_open) == (195, date(2020, 10, 21), False)


# ---- what is an observation -----------------------------------------------------------------------------------------------------


def test_another_period_is_another_observation() -> None:
    found = told("In 2019, 1,047 defectors came, compared with 1,137 in 2018.")
    assert [(o.value, o.period) for o in found] == [(1047, year(2019)), (1137, year(2018))]
    found = told("Only 27 defectors arrived in September, down from 41 a month earlier.", figure=MONTHLY)
    assert [(o.value, o.period and o.period.first) for o in found] == [
        (27, date(2020, 9, 1)),
        (41, date(2020, 8, 1)),
    ]


def test_a_total_is_no_count_of_a_year() -> None:
    text = "Since 1998 a total of 33,700 North Koreans have entered the South, 195 of them this year."
    wide = replace(ARRIVALS, high=None)
    assert values(text, figure=wide) == []
    (total,) = told(text, figure=replace(wide, period=PeriodKind.TOTAL))
    assert (total.value, total.period) == (33700, Days(date(1998, 1, 1), date(2020, 10, 21)))


def test_a_count_from_new_year_on_is_one_of_the_year_so_far() -> None:
    for text in (
        "From January to September 195 defectors arrived.",
        "By the end of September 195 defectors had arrived this year.",
        "올해 1∼9월 입국한 탈북민 입국자는 195명이다.",
    ):
        (found,) = told(text)
        assert (found.period, found.as_of) == (year(2020), date(2020, 9, 30)), text
    assert values("In January, 41 defectors arrived.") == []
    (since,) = told("Since January 195 defectors have arrived.")
    assert (since.period, since.as_of) == (year(2020), date(2020, 10, 21))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry expects that 500 defectors will have arrived in 2020.",
        "As many as 300 defectors could have come this year.",
        "The ministry denied that 900 defectors arrived in 2019.",
        "If 900 refugees came this year, the centre would be full.",
        "The target was that 800 refugees came in 2019.",
        "In 2019, 96 more refugees came than in 2018.",
        "Among those who came in 2019 were 30 soldiers.",
        "An average of 110 refugees came each year.",
        "Some 200 of the refugees who came in 2019 were children.",
        "More than 9,000 refugees came in 2019.",
        "In 2019, 40 percent of the defectors came by boat.",
        "올해 입국자는 500명에 이를 것으로 예상된다.",
    ],
)
def test_what_is_no_observation(text: str) -> None:
    assert values(text) == []


def test_a_range_is_two_bounds_and_about_is_not_exact() -> None:
    assert values("Between 300 and 350 defectors came in 2019.") == [(300, "at_least"), (350, "at_most")]
    assert values("About 300 defectors came in 2019.") == [(300, "about")]
    assert values("No defectors came in 2019.") == [(0, "exact")]


def test_a_number_without_its_noun_counts_what_the_one_before_it_does() -> None:
    text = "In 2018, 1,137 {} came in over the bridge. In 2019 only 1,047 came."
    assert [v for v, _ in values(text.format("refugees"))] == [1137, 1047]
    assert values(text.format("lorries")) == []


def test_a_part_or_another_verb_is_no_count_of_all() -> None:
    assert [v for v, _ in values("In 2019, 40 refugees came, three from Karsa, and 12 were arrested.")] == [
        40
    ]
    assert values("The figure includes 30 refugees who came in 2019.") == []


def test_words_that_must_not_be_near() -> None:
    text = "In 2019, 1,047 people came to the South as tourists."
    assert [v for v, _ in values(text)] == [1047]
    assert values(text, figure=replace(ARRIVALS, without=("tourist*",))) == []


def test_units_and_stocks() -> None:
    rate = Figure("jobless", "Jobless", (), (("unemployment",),), unit="percent", period=PeriodKind.MONTH)
    text = "Unemployment rose 0.3 percentage points to 4.2 percent in September, and 600 men looked for work."
    assert [(o.value, o.unit) for o in told(text, figure=rate)] == [(4.2, "%")]
    held = Figure("held", "Prisoners", ("prisoners", "inmates"), period=PeriodKind.STOCK)
    (stock,) = told("At the end of June the camp held 5,100 prisoners.", figure=held)
    assert (stock.value, stock.period, stock.as_of) == (5100, None, date(2020, 6, 30))


def test_only_sentences_that_may_be_shown_are_cited() -> None:
    assert values("Read more: 1,047 defectors arrived in 2019.") == []
    assert values("How many of the 1,047 defectors who came in 2019 stayed?") == []


def test_a_paragraph_of_any_length_is_read() -> None:
    found = told("Boats lay at the quay. " * 1500 + "In 2019, 1,047 defectors came to the South.")
    assert [o.value for o in found] == [1047]


# ---- series ---------------------------------------------------------------------------------------------------------------------


def stated(points: list[Point]) -> list[tuple[float, ...]]:
    return [tuple(s.value for s in p.values) for p in points]


def test_rivals_stand_side_by_side_with_their_sources() -> None:
    found = told(
        "The Ministry of Settlement counted 41 arrivals in August. The Open Shore Network counted 52 arrivals in August.",
        figure=MONTHLY,
    )
    (point,) = series(MONTHLY, found)
    assert {(s.value, s.stated_by) for s in point.values} == {
        (41, ("the Ministry of Settlement",)),
        (52, ("the Open Shore Network",)),
    }


def test_repeats_are_one_value_with_all_its_sources() -> None:
    found = [
        o
        for key, text in (
            ("a", "In August 38 defectors arrived, the ministry said."),
            ("b", "Only 38 refugees came in August."),
        )
        for o in told(text, date(2020, 9, 4), MONTHLY, key)
    ]
    (point,) = series(MONTHLY, found)
    (value,) = point.values
    assert [o.span.article for o in value.observations] == ["a", "b"]


def test_a_revision_points_at_what_it_revises() -> None:
    first = told("In August 38 defectors arrived, the ministry said.", date(2020, 9, 4), MONTHLY)
    then = told(
        "The ministry revised the number of people who came in August to 41 from 38.",
        date(2020, 10, 6),
        MONTHLY,
        "b",
    )
    assert [(o.value, o.revises) for o in then] == [(41, True)]
    (point,) = series(MONTHLY, first + then)
    (value,) = point.values
    assert isinstance(value.revises, Stated)
    assert (value.value, value.revises.value, [s.value for s in point.earlier]) == (41, 38, [38])


def test_of_two_that_differ_on_one_day_both_stand() -> None:
    """Whatever one speaker is said to have counted: nobody knows which is the newer, unless one says that it corrects the other."""
    day = date(2020, 1, 20)
    one, other = (
        told(f"The Ministry of Settlement said that {n:,} defectors arrived in 2019.", day, key=key)
        for n, key in ((1047, "a"), (1074, "b"))
    )
    (point,) = series(ARRIVALS, one + other)
    assert [s.value for s in point.values] == [1047, 1074]
    assert not point.earlier
    (point,) = series(ARRIVALS, [*one, replace(other[0], revises=True)])
    assert [(s.value, s.revises and s.revises.value) for s in point.values] == [(1074, 1047)]


def test_of_an_unfinished_year_the_latest_value_holds() -> None:
    found = [
        *told("So far this year 168 defectors have arrived, the ministry said.", date(2020, 8, 4), key="a"),
        *told("So far this year 206 defectors have arrived, the ministry said.", date(2020, 9, 3), key="b"),
        *told(
            "So far this year 211 defectors have arrived, the Open Shore Network said.",
            date(2020, 8, 4),
            key="c",
        ),
    ]
    (point,) = series(ARRIVALS, found)
    assert point.is_open
    assert [(s.value, s.as_of) for s in point.values] == [(206, date(2020, 9, 3)), (211, date(2020, 8, 4))]
    assert [s.value for s in point.earlier] == [168]


def test_exact_is_never_mixed_with_about() -> None:
    found = told("In 2019, 1,047 defectors came.") + told("About 1,000 defectors came in 2019.", key="b")
    (point,) = series(ARRIVALS, found)
    assert {(s.value, s.bound) for s in point.values} == {(1047, Bound.EXACT), (1000, Bound.ABOUT)}


def test_other_figures_are_left_out_and_order_does_not_matter() -> None:
    found = told(REFERENCE) + told(LATER, date(2021, 1, 20), key="b")
    assert series(MONTHLY, found) == []
    assert len({repr(series(ARRIVALS, order)) for order in permutations(found)}) == 1


@pytest.mark.parametrize("name", ["Speaker{0} Quay{0}", "", "Minister Quay{0}", "the Ministry"])
def test_thousands_of_values_of_one_period_are_put_in_order_soon(name: str) -> None:
    (one,) = told("In 2020, 229 people arrived in the South.", date(2021, 1, 5))
    many = [
        replace(one, value=float(n), stated_by=name.format(n), span=replace(one.span, article=f"a{n}"))
        for n in range(3_000)
    ]
    began = time.process_time()
    (point,) = series(ARRIVALS, many)
    assert time.process_time() - began < 5
    assert len(point.values) + len(point.earlier) == len(many)


# ---- suggestions ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", ["9 trillion trillion", "9" * 30, "2,000 trillion", "9 " + "trillion " * 26])
def test_numbers_that_nobody_counts_to_are_none(n: str) -> None:
    text = f"In 2020, {n} people arrived in the South."
    assert told(text, figure=replace(ARRIVALS, high=float("inf"))) == []
    assert countable(article("a", text), date(2020, 10, 21), EARS) == []


def test_figures_that_articles_state_again_and_again_are_suggested() -> None:
    texts = [
        ("The port of Velm handled 184,300 containers in July.", date(2020, 8, 5)),
        ("The port handled 179,000 containers in August, the authority said.", date(2020, 9, 5)),
        ("In September 139,800 containers were unloaded at the quay.", date(2020, 10, 5)),
        ("The police arrested 12 smugglers in September.", date(2020, 10, 6)),
    ]
    found = [n for i, (text, day) in enumerate(texts) for n in countable(article(str(i), text), day, EARS)]
    (one,) = suggested(found)
    assert (one.figure.counted, one.figure.period, one.articles, one.periods) == (
        ("containers",),
        PeriodKind.MONTH,
        3,
        3,
    )
    assert one.example.text in texts[0][0]
    assert suggested(found[:2]) == []


def test_each_part_of_a_sentence_has_its_own_speaker() -> None:
    found = told(
        "In 2019 131 people arrived, says the Ministry of Settlement; 137 people arrived in 2019, say shippers."
    )
    assert [(o.value, o.stated_by) for o in found] == [(131, "the Ministry of Settlement"), (137, None)]
