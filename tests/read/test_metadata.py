from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.read.blocks import sheet_of
from beatbook.read.deck import deck_unless_lede
from beatbook.read.headline import likeness, without_site
from beatbook.read.metadata import Metadata, read_metadata
from beatbook.read.page import parse_page

FETCHED = datetime(2020, 12, 5, tzinfo=UTC)


def meta(markup: str, url: str | None = "https://courier.example/a") -> Metadata:
    page = parse_page(f"<html>{markup}".encode())
    return read_metadata(page.tree, sheet_of(page.tree), url, FETCHED)


def data(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Strike ends | The Courier", "The Courier", "Strike ends"),
        ("Strike ends - World - The Courier", "The Courier", "Strike ends - World"),
        ("The Courier: Strike ends", "The Courier", "The Courier: Strike ends"),
        ("Courier.com | Strike ends", "Courier", "Strike ends"),
        ("Left - right - and centre", "The Courier", "Left - right - and centre"),
    ],
)
def test_titles_lose_the_site(title: str, site: str, wanted: str) -> None:
    assert without_site(title, site) == wanted


@given(st.text(alphabet="ab 港동さ.", max_size=6), st.text(alphabet="ab 港동さ.", max_size=6))
def test_likeness_lies_between_nothing_and_one(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0


def test_the_heading_wins_where_the_metadata_agrees() -> None:
    found = meta(
        '<title>Dock strike ends after nine days | Courier</title><meta property="og:title" content="Dock strike ends">'
        "<h1>Courier</h1><h1>Dock strike ends after nine long days</h1>"
    )
    assert found.headline == "Dock strike ends after nine long days"


def test_an_empty_link_home_makes_no_headline_the_sites_name() -> None:
    found = meta("<title>Strike ends</title><h1><a href=/><img src=x></a></h1><h1>Strike ends</h1><p>x")
    assert found.headline == "Strike ends"
    assert found.site is None


def test_words_that_no_reader_sees_are_no_part_of_the_headline() -> None:
    found = meta(
        "<title>Ports | Strike ends | Courier</title><h1><span hidden>Ports | </span>Strike ends at the port</h1><p>x"
    )
    assert found.headline == "Strike ends at the port"


def test_broken_data_scripts_are_forgiven() -> None:
    script = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A\nB","datePublished":"2020-12-03",}</script>'
    assert str(meta(script + "<p>x").published) == "2020-12-03"


def test_data_of_other_articles_is_not_taken() -> None:
    found = meta(
        data(
            **{
                "@type": "NewsArticle",
                "headline": "Other thing",
                "datePublished": "2020-01-01",
                "author": "Mia Other",
            }
        )
        + data(
            **{
                "@type": "NewsArticle",
                "headline": "This thing",
                "datePublished": "2020-12-03",
                "author": "Ida Korhonen",
            }
        )
        + '<meta property="og:title" content="This thing"><h1>This thing</h1>'
    )
    assert str(found.published) == "2020-12-03"
    assert [n.name for n in found.byline] == ["Ida Korhonen"]


def test_a_person_beats_a_desk() -> None:
    found = meta(
        data(**{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Courier"}})
        + '<meta property="og:site_name" content="Courier"><h1>T</h1><p class="byline">By Ida Korhonen</p>'
    )
    assert [n.name for n in found.byline] == ["Ida Korhonen"]


def test_dates_later_than_the_fetch_fall_to_the_next_witness() -> None:
    found = meta(
        '<meta property="article:published_time" content="2031-01-01"><h1>T</h1>',
        "https://c.example/2020/12/03/t",
    )
    assert str(found.published) == "2020-12-03"


def test_the_standfirst_by_the_headline_is_the_deck() -> None:
    found = meta(
        "<main class='wide\n\n page'><h1>Strike ends</h1><div class='a\nb'>x</div><p class='top\nstandfirst'>A night of talks brings a deal</p></main>"
        "<meta name=description content='Something else entirely of some length'>"
    )
    assert found.deck == "A night of talks brings a deal"


def test_the_deck_is_not_the_cut_lede() -> None:
    lede = "Dockers at the port went back to work on Thursday after nine days of strike and talks."
    assert deck_unless_lede("Dockers at the port went back to work on Thursday", [lede]) is None
    assert deck_unless_lede("A night of talks brings a deal", [lede]) == "A night of talks brings a deal"


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("https://www.courier.example/b", "https://www.courier.example/b"),
        ("/b", "https://courier.example/b"),
        ("https://rival.example/b", None),
        ("https://courier.example/", None),
        ("javascript:alert(1)", None),
        ("https://[bad", None),
    ],
)
def test_canonical_addresses_stay_on_the_site(href: str, wanted: str | None) -> None:
    assert meta(f'<link rel="canonical" href="{href}"><p>x').canonical == wanted
