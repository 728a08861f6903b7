"""The review of a period, on the made-up town of tests/cases/reviews: what mattered, cited and supported, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from beatbook.model import Bound, DayCovered, Days, Fate, Moment, Observation, Review, Span
from beatbook.writing.coverage import statement
from tests.writing.town_month import articles, case, cited, reviewed, told, unsupported

ALL = articles()
OCTOBER = (date(2027, 10, 1), date(2027, 10, 31))


@cache
def october() -> Review:
    return reviewed(ALL)


@pytest.mark.parametrize("main", case()["main"], ids=lambda main: main["day"])
def test_every_main_event_is_told(main: dict[str, object]) -> None:
    sentences = [c for s in october().sections for c in s.sentences]
    words = main["words"]
    assert isinstance(words, list)
    telling = [c for c in sentences if all(w in c.text for w in words)]
    assert telling, [c.text for c in sentences]
    assert any(c.published and str(c.published.day) >= str(main["day"]) for c in telling)


def test_every_sentence_stands_in_its_span_and_passes_the_gate() -> None:
    assert len(cited(october())) > 20
    assert unsupported(october(), ALL) == []


def test_title_deck_and_coverage() -> None:
    review = october()
    assert review.title == "Aldermere in Oct. 2027: A month in review and what’s ahead"
    assert review.deck == "An analytical look at the main developments from Oct. 1, 2027 to Oct. 31, 2027"
    said = statement(review.coverage, review.period)
    assert "19 articles, 18 of them nobody’s copy" in said
    assert "No article came out Oct. 17–25." in said


def test_themes_have_headings_of_words_that_their_sentences_have() -> None:
    sections = october().sections
    assert 2 <= len(sections) <= 7
    for section in sections[:-1]:
        said = " ".join(c.text for c in section.sentences)
        for part in section.heading.split(" and "):
            assert part.removeprefix("The ").removeprefix("the ").casefold() in said.casefold()
        assert 1 <= len(section.heading.split()) <= 6
        assert 2 <= len(section.sentences) <= 6
    assert sections[-1].heading == "Also this month"
    assert len({s.heading for s in sections}) == len(sections)


def test_sentences_come_by_their_days_and_none_twice() -> None:
    texts = [c.text for s in october().sections for c in s.sentences]
    assert len(texts) == len(set(texts))
    for section in october().sections:
        days = [c.published.day for c in section.sentences if c.published]
        assert days == sorted(days)
        assert len(section.stories) == len(section.sentences)


def test_copies_and_other_languages_are_neither_quoted_nor_linked() -> None:
    quoted = {span.article for c in cited(october()) for span in c.spans}
    assert not {"b3", "b4", "x1"} & quoted
    (other,) = [a.version.headline for a in ALL if a.id == "x1"]
    assert other not in [f.headline for s in october().sections for f in s.further]


def test_nothing_from_after_the_period_is_known() -> None:
    without = reviewed(a for a in ALL if not a.id.startswith("n"))
    assert october() == without
    assert "Mill Bridge" not in told(october())


def test_the_order_of_the_articles_changes_nothing() -> None:
    assert reviewed(reversed(ALL)) == october()
    assert reviewed(sorted(ALL, key=lambda a: (a.version.headline or "")[::-1])) == october()


def test_what_became_of_what_was_announced_and_what_is_ahead() -> None:
    became = {str(a.days.first): a.settled.fate for a in october().became if a.days}
    assert became == {"2027-10-14": Fate.HAPPENED, "2027-10-23": Fate.CANCELLED}
    september = reviewed(ALL, "2027-09")
    assert {"2027-10-14", "2027-10-23"} <= {str(a.days.first) for a in september.ahead if a.days}


def test_quotations_name_who_spoke() -> None:
    quotations = october().quotations
    assert 1 <= len(quotations) <= 3
    for quotation in quotations:
        assert quotation.speaker in quotation.cited.text
    assert len({q.speaker for q in quotations}) == len(quotations)


def test_what_changed_counts_stories() -> None:
    changed = {m.subject: (m.count, m.before) for m in october().changed}
    assert changed["Tollgate Bridge"][1] == 0
    assert october().stories_before == 4


def test_a_quiet_week_says_so_and_is_not_filled() -> None:
    week = reviewed(ALL, "2027-W42")
    assert not any((week.sections, week.timeline, week.quotations, week.changed))
    assert statement(week.coverage, week.period).endswith(
        "No article of this beat came out from Oct. 18, 2027 to Oct. 24, 2027."
    )


def test_with_nothing_before_nothing_is_compared() -> None:
    september = reviewed(ALL, "2027-09")
    assert september.stories_before is None
    assert september.changed == ()


def test_one_article_is_told_under_the_period_alone() -> None:
    only = reviewed([a for a in ALL if a.id == "b1"])
    assert [s.heading for s in only.sections] in (
        ["This month"],
        ["Tollgate Bridge"],
        ["The Tollgate Bridge"],
    )
    assert "Tollgate Bridge" in told(only)


def test_an_editor_has_the_last_word() -> None:
    told_first = october().sections[0].sentences[0].text
    struck = reviewed(ALL, struck=frozenset((told_first,)))
    assert all(c.text != told_first for c in cited(struck))
    assert any(d.text == told_first for d in struck.dropped)
    pinned = reviewed(ALL, pinned=frozenset(("o3",)))
    assert any("Regal cinema" in c.text for s in pinned.sections for c in s.sentences)
    without = reviewed(ALL, struck=frozenset(("f1",)))
    assert "Pelham furniture works" not in told(without)


def test_coverage_that_is_known() -> None:
    days = [OCTOBER[0] + timedelta(n) for n in range(31)]
    kept = [DayCovered(d, ("Post", "Wire"), ("Herald",) if d.day in (9, 10) else ()) for d in days]
    review = reviewed(ALL, coverage=kept)
    assert statement(review.coverage, review.period).startswith(
        "2 of 3 sources could be read; Herald was down Oct. 9–10."
    )


def observed(value: float, first: date, last: date, article: str, said: str) -> Observation:
    text = next(a.version.text for a in ALL if a.id == article)
    start = text.index(said)
    return Observation("cars", value, Bound.EXACT, "cars", Days(first, last), last, last, said, Span(article, start, start + len(said)))  # fmt: skip


def test_figures_move_where_the_periods_are_as_long() -> None:
    said = "The bridge carries 11,000 cars a day between the old town and the station."
    heron = "Volunteers counted 212 herons on the Alder above Aldermere on Sunday, the most since counting began in 1996, the bird society said."
    before = observed(10_500, date(2027, 9, 1), date(2027, 9, 30), "s3", heron)
    now = observed(11_000, date(2027, 10, 1), date(2027, 10, 31), "b1", said)
    (moved,) = reviewed(ALL, observations=[now, before]).figures
    assert (moved.latest, moved.before) == (now, before)
    year = replace(before, period=Days(date(2026, 1, 1), date(2026, 12, 31)))
    assert reviewed(ALL, observations=[year, now]).figures[0].before is None
    made_up = replace(now, text="The bridge carries 99,000 cars a day.")
    assert reviewed(ALL, observations=[made_up]).figures == ()


def test_of_two_announcements_of_one_thing_one_is_listed() -> None:
    one = replace(
        ALL[0],
        id="vote1",
        version=replace(
            ALL[0].version,
            published=Moment(date(2027, 10, 8)),
            text=(
                "The full Assembly votes on the Ferry Act on Nov. 14, committee chairman Edwin Stowe said."
            ),
        ),
    )
    other = replace(
        one,
        id="vote2",
        version=replace(
            one.version,
            text=(
                "A bill that would close the eastern pier altogether comes to a vote in the Assembly on Nov. 14."
            ),
        ),
    )
    found = [
        a.sentences[0].text
        for a in reviewed([*ALL, one, other]).ahead
        if a.days and a.days.first == date(2027, 11, 14)
    ]
    assert len(found) == 1
