"""What a review rests on, in figures and in words: unknown is not zero."""

from __future__ import annotations

from datetime import date, timedelta

from beatbook.model import DayCovered
from beatbook.periods import named
from beatbook.writing.coverage import covered, statement

NOVEMBER = named("2020-11")
DAYS = [date(2020, 11, 1) + timedelta(n) for n in range(30)]


def words(days: list[DayCovered], published: list[date], articles: int = 9, origins: int = 8) -> str:
    coverage = covered(NOVEMBER, days, published, {"post", "herald"}, articles, origins)
    return statement(coverage, NOVEMBER)


def test_sources_that_were_down_are_named_with_their_days() -> None:
    days = [
        DayCovered(d, ("Post", "Herald"), ("Bote", *(("Wire",) if 3 <= d.day <= 7 else ())))
        if not 3 <= d.day <= 7
        else DayCovered(d, ("Post", "Herald"), ("Bote", "Wire"))
        for d in DAYS
    ]
    days[20] = DayCovered(DAYS[20], ("Post", "Herald", "Wire"), ("Bote",))
    assert words(days, DAYS) == (
        "3 of 4 sources could be read; Bote was down Nov. 1–30; Wire was down Nov. 3–7. The review rests on 9 articles, 8 of them "
        "nobody’s copy."
    )


def test_a_day_on_which_nothing_was_tried_is_no_quiet_one() -> None:
    days = [DayCovered(d, ("Post",)) for d in DAYS if d.day not in (12, 13)]
    said = words(days, [d for d in DAYS if not 18 <= d.day <= 24], origins=9)
    assert "No source was tried Nov. 12–13." in said
    assert said.endswith("The review rests on 9 articles. No article came out Nov. 18–24.")


def test_without_any_record_it_is_not_known_what_could_be_read() -> None:
    said = words([], DAYS)
    assert said.startswith("2 sources have articles here; it is not known which others could be read.")
    empty = covered(NOVEMBER, [], [], set(), 0, 0)
    assert not empty.is_known
    assert statement(empty, NOVEMBER) == (
        "It is not known which sources could be read. No article of this beat came out from Nov. 1, 2020 to Nov. 30, 2020."
    )


def test_many_outages_are_counted() -> None:
    failed = tuple(f"Source {n}" for n in range(6))
    said = words([DayCovered(d, ("Post",), failed) for d in DAYS], DAYS)
    assert "Source 3 was down Nov. 1–30; 2 others were down on some days." in said


def test_days_that_are_to_come_are_neither_untried_nor_silent() -> None:
    days = [DayCovered(d, ("Post",)) for d in DAYS[:9]]
    coverage = covered(NOVEMBER, days, DAYS[:9], {"post"}, 3, 3, until=DAYS[9])
    assert statement(coverage, NOVEMBER) == (
        "This is as of Nov. 10, 2020, and more days are to come. 1 of 1 source could be read. No source was tried Nov. 10. "
        "The review rests on 3 articles."
    )
