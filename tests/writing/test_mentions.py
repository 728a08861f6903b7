"""Which days an article mentions, of which day its news is, and which days mattered."""

from __future__ import annotations

from datetime import date

import pytest

from beatbook.writing.attention import counts, scores
from beatbook.writing.mentions import Mention, Noted, Notes, is_aside
from tests.writing.pieces import article

NOTES = Notes()


def noted(text: str, day: str = "2025-03-05", language: str = "en") -> Noted:
    return NOTES.of(article("a", text, published=day, language=language), 0, date.fromisoformat(day))


def mentioned(text: str, day: str = "2025-03-05", language: str = "en") -> list[str]:
    return [date.fromordinal(m.day).isoformat() for m in noted(text, day, language).mentions]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The dam broke on Tuesday.", ["2025-03-04"]),
        ("The road will open on Tuesday.", ["2025-03-11"]),
        ("The dam broke yesterday.", ["2025-03-04"]),
        ("The dam broke on Tuesday, March 4, and again on February 11, 2024.", ["2025-03-04", "2024-02-11"]),
        ("Deputies praised the October 4 declaration and the October 4 Declaration.", []),
        ("Many may march in May.", []),
        ("The dam held 40 billion litres in January, 2.1 percent more than before.", []),
        ("The dam was seen in January, 2,100 visitors among them.", []),
    ],
)
def test_days_that_an_english_sentence_mentions(text: str, days: list[str]) -> None:
    assert mentioned(text) == days


def test_the_same_words_mean_another_day_in_another_week() -> None:
    text = "The dam broke on Tuesday."
    assert mentioned(text) == ["2025-03-04"]
    assert mentioned(text, "2025-03-12") == ["2025-03-11"]


def test_other_languages() -> None:
    assert mentioned("Der Damm brach am 4. März 2025.", language="de") == ["2025-03-04"]
    assert mentioned("댐이 3월 4일 무너졌다.", language="ko") == ["2025-03-04"]


def test_the_news_is_of_the_day_that_the_first_lines_name() -> None:
    assert date.fromordinal(noted("The dam broke on Tuesday.").news) == date(2025, 3, 4)
    assert date.fromordinal(noted("The dam broke.").news) == date(2025, 3, 5)
    assert date.fromordinal(noted("Talks begin on March 20, 2025.").news) == date(2025, 3, 5)


def test_an_article_without_a_word_of_the_question_counts_nothing() -> None:
    day = date(2025, 3, 5)
    asked = Notes(["Dams"])
    assert asked.of(article("a", "The ferry sank on Tuesday."), 0, day).share == 0.0
    assert asked.of(article("b", "Dams broke on Tuesday."), 0, day).share == 1.0


def test_a_day_named_in_passing() -> None:
    assert is_aside("The strike that began on Monday closed the port.")
    assert not is_aside("Dockers walked out on Monday.")


def note(number: int, day: int, *days: int) -> Noted:
    return Noted(number, day, day, 1.0, "en", tuple(Mention(d, 0, 9) for d in days))


def test_a_day_that_is_remembered_matters_more_than_one_that_is_only_reported() -> None:
    notes = [note(0, 100, 100), note(1, 110, 110), note(2, 125, 100), note(3, 126, 100)]
    found = scores(counts(notes), 90, 130)
    assert found[100] > found[110] > 0


def test_a_day_spoken_of_before_it_came_as_much_as_after_is_an_anniversary() -> None:
    before = [note(n, 80 + n, 100) for n in range(4)]
    after = [note(9 + n, 117 + n, 100) for n in range(4)]
    assert 100 not in scores(counts([*before, *after]), 60, 140)
    assert scores(counts(after), 60, 140)[100] > 0


def test_only_days_of_the_period() -> None:
    assert scores(counts([note(0, 100, 100, 50)]), 60, 99) == {}
