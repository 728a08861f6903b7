"""What rose, fell, began and ended: counts of stories, told only where chance does not give them."""

from __future__ import annotations

from beatbook.model import Direction, Movement, SubjectKind
from beatbook.periods import named
from beatbook.writing.changes import in_words, movements
from beatbook.writing.subjects import Subject


def subject(
    text: str, now: int, before: int, kind: SubjectKind = SubjectKind.NAME, first: int = 0
) -> Subject:
    return Subject(
        text,
        kind,
        frozenset(f">{n}" for n in range(first, first + now)),
        frozenset(f"<{n}" for n in range(first, first + before)),
    )


def test_the_four_directions_in_their_order() -> None:
    found = movements(
        [
            subject("Ended", 0, 9, first=30),
            subject("Fell", 3, 20, first=60),
            subject("Rose", 20, 4),
            subject("New", 8, 0, first=40),
            subject("Same", 9, 10, first=80),
        ],
        100,
        100,
    )
    assert [(m.subject, m.direction.value) for m in found] == [
        ("New", "new"),
        ("Rose", "rising"),
        ("Fell", "falling"),
        ("Ended", "ended"),
    ]


def test_a_period_with_more_stories_makes_nothing_rise() -> None:
    assert movements([subject("Same", 20, 10)], 200, 100) == []


def test_of_names_in_the_same_stories_one_is_told() -> None:
    found = movements(
        [subject("Grey Lark", 9, 0), subject("Mordun", 8, 0), subject("Other", 6, 0, first=50)], 100, 100
    )
    assert [m.subject for m in found] == ["Grey Lark", "Other"]


def test_what_most_stories_name_is_no_news_and_nothing_is_compared_with_nothing() -> None:
    assert movements([subject("Korea", 90, 60)], 100, 100) == []
    assert movements([subject("New", 9, 0)], 100, 0) == []


def test_of_few_stories_two_are_enough_for_what_is_new() -> None:
    assert [m.count for m in movements([subject("Okren", 2, 0)], 18, 17)] == [2]
    assert movements([subject("Okren", 2, 0)], 180, 170) == []


def test_the_order_of_subjects_changes_nothing() -> None:
    subjects = [subject(f"N{n}", 5, 0, first=10 * n) for n in range(8)]
    assert movements(subjects, 100, 100) == movements(subjects[::-1], 100, 100)


def test_in_words() -> None:
    month = named("2020-11")

    def said(count: int, before: int) -> str:
        return in_words(Movement("x", SubjectKind.NAME, Direction.NEW, count, before), month)

    assert said(14, 5) == "named in 14 stories, 5 the month before"
    assert said(1, 0) == "named in 1 story, none the month before"
    assert said(0, 1) == "named in no story, 1 story the month before"
