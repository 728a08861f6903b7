"""Themes: what belongs together, and what weighs more."""

from __future__ import annotations

from collections import Counter
from datetime import date

from beatbook.filing.terms import Reader
from beatbook.model import Article
from beatbook.writing import themes
from beatbook.writing.themes import Matter, Rarity, Story
from tests.writing.pieces import article

READER = Reader()
FERRY = [
    article("f1", "The ferry Grey Heron ran aground off Port Marrow with 142 people on board.", headline="Ferry aground", published="2025-03-04"),
    article("f2", "Tugs freed the ferry Grey Heron at high water off Port Marrow.", headline="Ferry Grey Heron afloat", published="2025-03-05"),
    article("f3", "Captain Ines Calloway of the ferry Grey Heron was questioned at Port Marrow.", headline="Captain questioned", published="2025-03-08"),
]  # fmt: skip
ELECTION = [
    article("e1", "Voters in Alderholm chose Jonas Pell as mayor on Sunday.", headline="Pell wins in Alderholm", published="2025-03-09"),
    article("e2", "Jonas Pell took the mayor's chain of Alderholm on Monday.", headline="Pell takes the chain", published="2025-03-10"),
]  # fmt: skip


def weighed(articles: list[Article], **events: float) -> tuple[list[Matter], Rarity]:
    stories = [Story(a.id, (a,), 0, date(2025, 3, 4)) for a in articles]
    terms = {s.key: themes.terms_of(s, READER) for s in stories}
    rarity = Rarity(READER, Counter(t for of in terms.values() for t in of), {}, len(stories), 0)
    return themes.weighed(stories, terms, rarity, events, {}, {}, frozenset()), rarity


def groups(articles: list[Article]) -> list[list[str]]:
    return sorted(sorted(m.story.key for m in g) for g in themes.grouped(weighed(articles)[0]))


def test_stories_on_one_matter_are_a_theme_whatever_their_order() -> None:
    assert groups([*FERRY, *ELECTION]) == [["e1", "e2"], ["f1", "f2", "f3"]]
    assert groups([*ELECTION, *FERRY][::-1]) == groups([*FERRY, *ELECTION])


def test_one_story_and_none() -> None:
    assert groups(FERRY[:1]) == [["f1"]]
    assert groups([]) == []


def test_an_event_weighs_more() -> None:
    matters, _ = weighed([*FERRY, *ELECTION], e2=1.0)
    assert matters[0].story.key == "e2"


def test_rites_that_are_told_in_the_same_words_add_nothing() -> None:
    rites = [
        article(f"r{n}", "A wreath was laid before the statue on Signal Hill.", published="2025-03-04")
        for n in range(5)
    ]
    matters, _ = weighed([*rites, *FERRY])
    rite = [m for m in matters if m.story.key.startswith("r")]
    ferry = [m for m in matters if m.story.key.startswith("f")]
    assert abs(themes.mass(rite) - rite[0].weight) < 0.01
    assert themes.mass(ferry) > 1.2 * ferry[0].weight


def test_what_the_month_before_told_of_others_is_one_of_a_series() -> None:
    def basket(name: str) -> Article:
        return article(name, f"Envoy {name} laid a floral basket before the statue on Signal Hill.")

    now = {a.id: Story(a.id, (a,), 0, date(2025, 3, 4)) for a in (basket("Belmont"), *FERRY)}
    before = [Story(n, (basket(n),), 0, date(2025, 2, 4)) for n in "Adair Corvo Delane Evers Fenwick".split()]
    terms = {key: themes.terms_of(s, READER) for key, s in now.items()}
    old = [themes.terms_of(s, READER) for s in before] * 9
    rarity = Rarity(
        READER,
        Counter(t for of in terms.values() for t in of),
        Counter(t for of in old for t in of),
        4,
        len(old),
    )
    series = themes.routine(terms, old, rarity)
    assert series["Belmont"] > 0.3 > 3 * series["f1"]
    assert themes.routine(terms, old[:5], rarity) == {}  # of so few nothing is told


def test_what_has_hours_and_places_weighs_more_than_what_is_said_of_it() -> None:
    news = article("n", "At 4:10 a.m. a wave of 3.5 metres took 12 boats and 88 houses at Port Marrow.")
    comment = article("c", "The wave of 1953 at Port Marrow was a lesson, said the 5th speaker.")
    found = [themes.facts(Story(a.id, (a,), 0, date(2025, 3, 4))) for a in (news, comment)]
    assert found == [4, 0]
