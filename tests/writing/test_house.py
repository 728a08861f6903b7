"""Outlets about themselves, made up, in several languages; and news about news houses."""

from __future__ import annotations

import pytest

from beatbook.writing.house import is_of_house, of_house

OWN = [
    "Meridian Press, founded in 1871, is an independent global news agency dedicated to accurate reporting.",
    "The Coastline is the region's leading news site and is read by two million people every month.",
    "Northwire is a nonprofit news organization covering the courts, and depends on its readers.",
    "Our newsroom delivers trusted journalism to readers around the world.",
    "Die Nordkante ist eine 1952 gegründete, unabhängige Nachrichtenagentur mit Sitz in Alderholm.",
    "Agence Littoral est une agence de presse indépendante, fondée en 1948, qui diffuse des dépêches dans 40 pays.",
    "Costa Viva es una agencia de noticias independiente fundada en 1960 que ofrece información en todo el mundo.",
    "해안통신은 1965년 창립된 독립 뉴스통신사로 전 세계 40개국에 뉴스를 제공하고 있다.",
    "海岸通讯社成立于1951年，是一家独立的新闻机构，总部设在某市。",
    "海岸通信社は1950年に設立された独立の通信社で、30カ国に支局がある。",
    "Агентство «Берег» — независимое информационное агентство, основано в 1990 году.",
    "وكالة الساحل وكالة أنباء مستقلة تأسست عام 1970 وتقدم خدماتها حول العالم.",
]
NEWS = [
    "Meridian Press, the news agency, said on Tuesday that it would close its bureau in Alderholm.",
    "Police arrested two reporters of the independent news agency Meridian Press on Monday.",
    "The newspaper Coastline won the prize for its reporting on the dam.",
    "Die unabhängige Nachrichtenagentur Nordkante teilte am Dienstag den Abbau von 40 Stellen mit.",
    "해안통신은 3일 직원 40명을 줄인다고 밝혔다.",
    "A ferry with 142 people on board ran aground.",
    "The hospital, founded in 1931, serves 40,000 people across the country.",
]


@pytest.mark.parametrize("said", OWN)
def test_an_outlet_about_itself(said: str) -> None:
    assert is_of_house(said)


@pytest.mark.parametrize("said", NEWS)
def test_news_of_a_news_house_is_news(said: str) -> None:
    assert not is_of_house(said)


def test_what_goes_on_about_the_house_goes_with_it() -> None:
    said = [
        OWN[0],
        "MP remains the most trusted source of fast news in all formats.",
        "A ferry ran aground on Tuesday.",
    ]
    assert of_house(said) == [True, True, False]


def test_one_sign_is_enough_under_a_headline_that_it_has_nothing_of() -> None:
    said = "The newspaper serves its readers."
    assert is_of_house(said, "Soldier crosses heavily fortified border")
    assert not is_of_house(said)
