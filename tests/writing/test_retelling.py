"""In which sentences a story is told: its lead, what went on, and no detail in place of what is told already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from beatbook.model import Article
from beatbook.writing import retelling
from beatbook.writing.retelling import Teller
from beatbook.writing.themes import Matter, Story
from tests.writing.pieces import article
from tests.writing.town_month import EARS

SINKS = article(
    "a1",
    "The ferry Grey Heron sank off Port Marrow on Tuesday with nobody on board, the harbour office said.\n\n"
    "A gull sat on the funnel until noon.\n\nThe harbour office has four desks and one window.",
    headline="Ferry Grey Heron sinks off Port Marrow",
    published="2025-03-04",
)
AGAIN = article(
    "a2",
    "The Grey Heron, a ferry, sank off Port Marrow on Tuesday, and nobody was on board, the harbour office said.",
    headline="Grey Heron sinks",
    published="2025-03-05",
)
RAISED = article(
    "a3",
    "Two cranes raised the ferry Grey Heron from the sand of Port Marrow on Thursday and set it on a barge.",
    headline="Grey Heron is raised",
    published="2025-03-13",
)
GERMAN = article(
    "a4", "Die Fähre Grey Heron ist am Dienstag vor Port Marrow gesunken, teilte das Hafenamt mit.", published="2025-03-04", language="de"
)  # fmt: skip


def chosen(*origins: Article, struck: frozenset[str] = frozenset(), told_by: Mapping[str, float] | None = None, most: int = 6) -> list[str]:  # fmt: skip
    story = Story("s", origins, 0, date(2025, 3, 4))
    teller = Teller(EARS, [story], "en", lambda key: "", struck, told_by or {})
    return [t.sentence.text for t in teller.choose([Matter(story, {}, 2.0)], most, 2)]


def test_the_lead_and_how_it_went_on_by_their_days() -> None:
    told = chosen(RAISED, SINKS)
    assert ["sank" in t for t in told] == [True, False]
    assert "raised" in told[1]


def test_what_is_told_is_not_told_again_in_other_words() -> None:
    assert sum("sank" in t for t in chosen(SINKS, AGAIN)) == 1


def test_one_event_of_two_stories_of_a_day_is_told_once() -> None:
    told = (
        "A Marrow court on Thursday sentenced the 41-year-old to two years, suspended for three, for stealing the Grey Heron in March.",
        "A Marrow court on Thursday gave a two-year suspended sentence to a man from Lisande who stole a trawler in March.",
    )
    found = [
        article(f"c{n}", text, headline=text[:70], published="2025-09-25") for n, text in enumerate(told)
    ]
    stories = [Story(a.id, (a,), 0, date(2025, 9, 25)) for a in found]
    teller = Teller(EARS, stories, "en", lambda key: "", frozenset(), {})
    assert len(teller.choose([Matter(s, {}, 2.0) for s in stories], 6, 2)) == 1


def test_a_detail_is_no_lead() -> None:
    assert not any("desks" in t or "gull" in t for t in chosen(SINKS, RAISED))


def test_other_languages_are_not_told_beside_the_reviews_own() -> None:
    assert chosen(SINKS, GERMAN, most=1) == [chosen(SINKS, most=1)[0]]
    assert chosen(GERMAN) == [GERMAN.version.text]


def test_what_an_editor_struck_gives_way() -> None:
    (lead,) = chosen(SINKS, AGAIN, most=1)
    (other,) = chosen(SINKS, AGAIN, most=1, struck=frozenset((lead,)))
    assert other != lead
    assert "sank" in other


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Prosecutors say he arranged 23 crossings and sold the debts to a lender.", True),
        ("On Monday the court heard what she had written.", True),
        ("The mayor, Ruth Ansell, said that she would go.", False),
        ("A man who fled nine years ago told a court that he had wanted to go home.", False),
        ("The dam broke at 4 a.m. on Sunday.", False),
    ],
)
def test_who_is_called_he_before_any_name_was_named_in_what_is_not_told(text: str, lacks: bool) -> None:
    assert retelling._lacks_name(text) is lacks
