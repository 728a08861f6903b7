"""Names and themes that are counted: whom and what texts name."""

from __future__ import annotations

from beatbook.filing.terms import Reader
from beatbook.model import SubjectKind
from beatbook.writing.subjects import Census, names_in

READER = Reader()


def named(text: str) -> list[str]:
    return [n.text for n in names_in(text)]


def test_names_are_runs_of_capitals_without_titles_and_days() -> None:
    text = "On Tuesday Mayor Ruth Ansell told Dr. Paul Renner of the Ministry of Settlement that Settlement Minister Ines Tavarel had left."
    assert named(text) == ["Ruth Ansell", "Paul Renner", "Ministry of Settlement", "Ines Tavarel"]


def test_what_somebody_has_is_another_name() -> None:
    assert named("He asked Velm's Assembly and the Workers' Party of Korea.") == [
        "Velm",
        "Assembly",
        "Workers' Party of Korea",
    ]


def census(*texts: str) -> Census:
    found = Census(READER)
    for number, text in enumerate(texts):
        found.add(f"s{number}", "", text)
    return found


def kinds(found: Census, stories: int) -> dict[str, tuple[SubjectKind, int]]:
    now = frozenset(f"s{n}" for n in range(stories))
    return {s.text: (s.kind, len(s.within)) for s in found.subjects(now, frozenset())}


def test_a_surname_counts_with_the_full_name() -> None:
    found = kinds(
        census(
            "The court heard Tavo Lesk on Monday.",
            "Guards brought Lesk in, and Lesk said nothing.",
            "A court freed Tavo Lesk, who said he was tired.",
        ),
        3,
    )
    assert found["Tavo Lesk"] == (SubjectKind.PERSON, 3)
    assert "Lesk" not in found


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name() -> None:
    found = kinds(
        census("Prosecutors charged two men. Then prosecutors left.", "Herons came. The herons went."), 2
    )
    assert not {"Prosecutors", "Herons"} & found.keys()


def test_a_place_and_a_theme() -> None:
    found = kinds(
        census(
            "The strike in Brackwater goes on.",
            "Ships wait off Brackwater because of the strike.",
            "From Brackwater came no word of a strike.",
        ),
        3,
    )
    assert found["Brackwater"] == (SubjectKind.PLACE, 3)
    assert found["strike"] == (SubjectKind.THEME, 3)


def test_a_name_ends_before_what_it_is_for() -> None:
    assert named("He left the Preparatory Committee for Celebrating the fair.") == ["Preparatory Committee"]


def test_parts_of_a_title_and_kinds_of_things_are_no_names() -> None:
    found = kinds(
        census(
            'The paper carried his work "Let Us Hold The Harbour In High Esteem" and spoke of Velm-Karsan trade.',
            'A seminar on "Let Us Hold The Harbour In High Esteem" dealt with Velm-Karsan trade.',
        ),
        2,
    )
    assert not {"High Esteem", "Velm-Karsan"} & found.keys()


def test_a_first_name_that_is_a_word_is_no_title() -> None:
    found = kinds(
        census(
            "They met Park Geun Hye in a park.", "Nobody asked Park Geun Hye.", "He saw Park Geun Hye again."
        ),
        3,
    )
    assert "Park Geun Hye" in found


def test_a_theme_stands_in_headlines() -> None:
    found = Census(READER)
    for n in range(4):
        found.add(f"s{n}", "Drought goes on", "The sorrow of farmers about the drought is great, they said.")
    subjects = {s.text for s in found.subjects(frozenset(f"s{n}" for n in range(4)), frozenset())}
    assert "drought" in subjects
    assert "sorrow" not in subjects
