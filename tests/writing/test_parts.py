"""The parts that the gate rests on: words, numbers, dates, quotations."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.read import numerals
from beatbook.writing import days
from beatbook.writing.alignment import Alignment
from beatbook.writing.numbers import numbers
from beatbook.writing.quotes import quotes
from beatbook.writing.texts import Text, stem


@pytest.mark.parametrize(("words", "language", "value"), [
    ("two dozen", "en", 24), ("one hundred and five", "en", 105), ("1.5 million", "en", 1.5e6), ("a million", "en", 1e6),
    ("twenty one thousand", "en", 21_000), ("fünfundzwanzig", "de", 25), ("zweihundertdrei", "de", 203), ("1,5 millionen", "de", 1.5e6),
    ("quatre vingt dix", "fr", 90), ("soixante quinze", "fr", 75), ("deux cents", "fr", 200), ("boats", "en", None),
])  # fmt: skip
def test_numbers_in_words(words: str, language: str, value: float | None) -> None:
    assert numerals.value(words.split(), language) == value


@pytest.mark.parametrize(
    ("run", "value"),
    [("三百二十", 320), ("350万", 3.5e6), ("1.5亿", 1.5e8), ("삼백", 300), ("3만5천", 35_000), ("x", None)],
)
def test_numbers_in_eastern_signs(run: str, value: float | None) -> None:
    assert numerals.eastern(run) == value


@pytest.mark.parametrize(("written", "language", "value"), [
    ("1,043", "en", 1043), ("1.5", "en", 1.5), ("1.043", "de", 1043), ("2,5", "de", 2.5), ("1.234.567,8", "de", 1234567.8),
    ("0.125", "de", 0.125), ("1" * 40, "en", None),
])  # fmt: skip
def test_digits(written: str, language: str, value: float | None) -> None:
    assert numerals.digits(written, language) == value


def test_numbers_have_bounds_and_units() -> None:
    found = numbers(Text("At least 12 boats, nearly 200 km, about $1.5 million and 3 per cent"), "en")
    assert [(n.value, n.bound, n.unit) for n in found] == [
        (12, "least", ""), (200, "nearly", "km"), (1.5e6, "about", "$"), (3, "exact", "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "Aug. 12, 2020",
        "12 August 2020",
        "August 12, 2020",
        "2020-08-12",
        "12.08.2020",
        "2020년 8월 12일",
        "2020年8月12日",
        "12 août 2020",
    ],
)
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    (mention,) = days.mentions(Text(written))
    assert (mention.year, mention.month, mention.day) == (2020, 8, 12)


def test_words_that_may_be_dates() -> None:
    assert days.mentions(Text("They may march on")) == []
    assert days.mentions(Text("He sat in the sun")) == []
    assert len(days.mentions(Text("In May they came, on March 3 they left"))) == 2


def test_the_ends_of_the_calendar_are_no_crash() -> None:
    (said,), (told,) = days.mentions(Text("tomorrow")), days.mentions(Text("on Friday"))
    assert not days.bears_out(said, told, date.max)
    assert not days.bears_out(said, told, date.min)


@pytest.mark.parametrize(
    "text",
    [
        'He said "a b" c',
        "He said “a b” c",
        "He said „a b“ c",
        "He said « a b » c",
        "He said »a b« c",
        "He said 「a b」 c",
        "He said ‘a b’ c",
        "He said `` a b '' c",
        "He said ` a b ' c",
    ],
)
def test_quotation_marks_of_all_kinds(text: str) -> None:
    (quote,) = quotes(Text(text))
    assert (quote.start, quote.end, quote.is_open) == (2, 4, False)


def test_apostrophes_quote_nothing() -> None:
    assert quotes(Text("the crews' boats weren't Kim's in the '90s")) == []


def test_a_quotation_may_have_lost_a_mark() -> None:
    assert [(q.start, q.end) for q in quotes(Text("a b,” said Kim"))] == [(0, 2)]
    assert [(q.start, q.end) for q in quotes(Text("Kim said: “a b"))] == [(2, 4)]


def test_an_alignment_prefers_runs_and_takes_no_place_twice() -> None:
    found = Alignment(
        Text("the old mayor of the port"), Text("the port has a mayor, the old mayor of the port")
    )
    assert found.to == [5, 6, 7, 8, 9, 10]
    assert found.is_verbatim
    assert sorted(Alignment(Text("port port port"), Text("the port")).to) == [-1, -1, 1]


def test_forms_of_a_word_have_a_stem() -> None:
    assert stem("killed") == stem("kills") == stem("killing")
    assert stem("paid") == stem("pays")
