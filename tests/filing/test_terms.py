"""What an article is about, as terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.filing.terms import Reader, Terms, name_key
from beatbook.model import Version

READER = Reader()


def terms(text: str, headline: str | None = None, language: str | None = None) -> Terms:
    return READER.of(Version(headline=headline, text=text, language=language))


def test_names_are_what_has_a_capital_inside_sentences() -> None:
    found = terms(
        "The council of Orlec met on Monday. Mayor Ida Brunt said the dam was safe. Nobody asked."
    ).names
    assert {"orlec", "ida", "brunt"} <= found.keys()
    assert not found.keys() & {"the", "nobody", "council", "monday", "dam"}


def test_a_rare_word_that_only_begins_sentences_is_a_name() -> None:
    assert "zorvik" in terms("Zorvik fell silent. The harbour was empty.").names


def test_a_line_set_like_a_headline_makes_no_names() -> None:
    text = "Woman Killed By Falling Tree In Park\n\nA woman was killed by a falling tree in a park in Orlec."
    assert "killed" not in terms(text).names
    assert "orlec" in terms(text).names


def test_days_and_months_are_no_names() -> None:
    assert not terms("He left on Tuesday, 3 November, and came back in März.").names.keys() & {
        "tuesday", "november", "marz", "tuesda",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haïti", "Haiti"),
        ("Северодвинск", "Severodvinsk"),
        ("Бишкеке", "Bishkek"),
        ("Ukraina", "Ukraine"),
    ],
)
def test_names_are_the_same_across_scripts_and_endings(one: str, other: str) -> None:
    first, second = (terms(f"People in {name} waited.").names.keys() for name in (one, other))
    assert first & second, (first, second)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("아이티에서 지진이 발생했다.", "아이티"),
        ("海地发生地震。", "海地"),
        ("ハイチで地震が起きた。", "ハイチ"),
    ],
)
def test_countries_are_known_without_capitals(text: str, shown: str) -> None:
    found = terms(text)
    assert found.names["haiti"] == 1
    assert found.shown["haiti"] == shown


def test_korean_words_lose_their_particle() -> None:
    assert terms("압록강은 얼었다. 압록강을 건넜다.").names["압록강"] == 2


def test_numbers_are_one_however_thousands_are_parted() -> None:
    assert terms("1,300 people, 1.300 Menschen, 7.5 per cent").numbers == {"1300": 2, "7.5": 1}


def test_known_boilerplate_takes_no_part() -> None:
    text = "Rovik won in Orlec.\n\nSubscribe to our newsletter for updates from Zendal."
    assert "zendal" not in terms(text).names


def test_year_and_day_are_what_the_text_says() -> None:
    found = terms("Jan 05, 2011\n\nThe team of 2009 was better, said Brunt.")
    assert found.year == 2011
    assert found.day is not None
    assert terms("No date at all.").year is None


def test_names_in_headline_and_lead_lead() -> None:
    found = terms(
        "In Orlec nothing happened. " + "It was quiet in the town. " * 40 + "So said Brunt.", "Zorvik quiet"
    )
    assert {"orlec", "zorvik"} <= found.leading
    assert "brunt" not in found.leading


@given(st.text(max_size=400))
def test_any_text_has_terms(text: str) -> None:
    found = terms(text, text)
    assert all(count > 0 for count in (*found.names.values(), *found.words.values()))
    assert found.shown.keys() == found.names.keys() | found.words.keys()
    assert found == terms(text, text)


@given(st.text(min_size=1, max_size=20))
def test_a_key_is_no_longer_than_the_name_in_latin_letters(name: str) -> None:
    assert len(name_key(name)) <= 4 * len(name)
