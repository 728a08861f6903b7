"""Which sentence of a day is told first."""

from __future__ import annotations

from beatbook.writing.telling import LATE, Choice, Material, Said, matter

REPORTS = (
    ("dam", "broke", "valley"),
    ("dam", "broke", "valley", "village"),
    ("dam", "broke", "village"),
    ("dam", "broke", "flood"),
)


def said(number: int, *words: str, position: int = LATE) -> Said:
    return Said(number, 0, 10, words, frozenset(words), 1.0, position, names_day=True)


def first(*sentences: Said) -> Said | None:
    whole = matter([(words, 1.0, 5) for words in REPORTS])
    beginnings = tuple((frozenset(words), 1.0) for words in REPORTS)
    reports = tuple(said(10 + n, *words) for n, words in enumerate(REPORTS))
    choice = Choice(Material((*reports, *sentences), beginnings, beginnings), whole, is_asked=True)
    while (best := choice.next()) is not None:
        if best in sentences:
            return best
    return None


def test_of_two_that_say_as_much_the_beginning_of_an_article_is_told() -> None:
    late, opening = said(1, "dam", "broke", "valley"), said(2, "dam", "broke", "valley", position=0)
    assert first(late, opening) is opening


def test_a_beginning_that_sets_a_scene_gives_way_to_what_happened() -> None:
    scene = said(1, "dam", "farmer", "morning", position=0)
    assert first(scene, said(2, "dam", "broke", "village", position=6)) is not scene


def test_nothing_is_told_twice() -> None:
    one, two = said(1, "dam", "broke", "valley"), said(2, "dam", "broke", "valley")
    choice = Choice(Material((one, two), (), ()), matter(()), is_asked=True)
    taken = choice.next()
    assert taken is not None
    choice.take(taken)
    assert choice.next() is None
