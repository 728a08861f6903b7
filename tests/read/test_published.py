"""Which of the dates on a page is believed, and what is said of the others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from beatbook.model import Witness
from beatbook.read.blocks import sheet_of
from beatbook.read.metadata import Metadata, read_metadata
from beatbook.read.page import parse_page

FETCHED = datetime(2021, 1, 5, tzinfo=UTC)
TEXT = "<p>" + "Harbour workers in the northern port ended their strike after nine days of talks. " * 6


def read(inner: str, *, head: str = "", url: str | None = None, lang: str = "en") -> Metadata:
    page = parse_page(
        f'<html lang="{lang}"><head>{head}</head><body><h1>Dock strike ends</h1>{inner}{TEXT}'.encode()
    )
    return read_metadata(page.tree, sheet_of(page.tree), url, FETCHED)


def stated(published: str, modified: str = "") -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dock strike ends",'
        f'"datePublished":"{published}","dateModified":"{modified}"}}</script>'
    )


def heard(metadata: Metadata, field: str = "published") -> list[Witness]:
    return [w for w in metadata.witnesses if w.field == field]


@pytest.mark.parametrize(
    ("line", "data", "wanted"),
    [
        # The clock beside the day gives the house's zone.
        ("Dec 3, 2020 5:06pm PT", "2020-12-04T01:06:51+00:00", "2020-12-03T17:06:51-08:00"),
        ("December 4, 2020 — 5.30am", "2020-12-03T18:30:00Z", "2020-12-04T05:30:00+11:00"),
        ("Published 8:00 PM EST, Thu December 3, 2020", "2020-12-04T01:00:21Z", "2020-12-03T20:00:21-05:00"),
        ('<time datetime="2020-12-03T19:46:23-05:00">December 3, 2020</time>', "2020-12-04T00:46:23Z", "2020-12-03T19:46:23-05:00"),
        # Without a clock only the day is known.
        ("December 3, 2020", "2020-12-04T00:46:23Z", "2020-12-03"),
        # The same day: the data give the time.
        ("December 3, 2020", "2020-12-03T07:40:00+01:00", "2020-12-03T07:40:00+01:00"),
        # Another day altogether: the page was moved or issued again.
        ("Ida Korhonen | 31 January 2020", "2020-12-03T07:40:00Z", "2020-01-31"),
        ("01/31/2020 by Ida Korhonen", "2020-12-03T07:40:00Z", "2020-01-31"),
        # The time of a change says nothing of the publication, nor does a picture's or a sentence's.
        ("Updated December 9, 2020", "2020-12-03", "2020-12-03"),
        ("Last updated: 9 Dec 2020 by Ida Korhonen", "2020-12-03", "2020-12-03"),
        ("<span>Updated</span></p><p>9 December 2020", "2020-12-03", "2020-12-03"),
        ("Photo taken on November 9, 2020", "2020-12-03", "2020-12-03"),
        ("The strike that began on November 24, 2020 had cost the port eleven million a day.", "2020-12-03", "2020-12-03"),
        ("An analytical look at the main developments from Nov. 1, 2020 to Nov. 30, 2020", "2020-12-03", "2020-12-03"),
        ("© 2019 The Courier", "2020-12-03", "2020-12-03"),
    ],
)  # fmt: skip
def test_the_day_by_the_headline_and_the_time_of_the_data(line: str, data: str, wanted: str) -> None:
    assert str(read(f"<p>{line}</p>", head=stated(data)).published) == wanted


def test_todays_date_on_top_of_the_page_is_no_publication() -> None:
    page = parse_page(
        f"<html>{stated('2020-12-03')}<p>Tuesday, January 5, 2021<ul><li>World<li>Business<li>Sport</ul><h1>Dock strike ends</h1>{TEXT}".encode()
    )
    assert str(read_metadata(page.tree, sheet_of(page.tree), None, FETCHED).published) == "2020-12-03"


def test_a_time_in_utc_is_told_in_the_zone_of_the_page() -> None:
    found = read(
        '<div><time datetime="2020-12-03T05:30:00+09:00">3 Dec</time></div>',
        head=stated("2020-12-02T20:30:00Z"),
    )
    assert str(found.published) == "2020-12-03T05:30:00+09:00"


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<div class=meta><time datetime='2020-12-03T08:00:00+01:00'>3.12.</time></div>", "2020-12-03T08:00:00+01:00"),
        ("<p>Veröffentlicht am 3. Dezember 2020, 14:05 Uhr", "2020-12-03"),
        ("<p>Ida KorhonenDec 3, 2020 | 3 min read", "2020-12-03"),
        ("<script>window.state = {\"article\": {\"publishedAt\": \"2020-12-03T08:00:00Z\"}}</script>", "2020-12-03T08:00:00+00:00"),
        ("<script data-state='{&quot;datePublished&quot;:&quot;2020-12-03&quot;,&quot;body&quot;:&quot;" + "x" * 300 + "&quot;}'></script>", "2020-12-03"),
        ("<script>a = [{publishDate: '2020-12-03'}, {publishDate: '2020-11-01'}]</script>", "None"),
        (TEXT * 3 + "<p>Posted on December 3, 2020</p>", "2020-12-03"),
        (TEXT * 3 + "<p>Last updated: December 3, 2020</p>", "2020-12-03"),
        (TEXT * 3 + "<p>Site last updated: December 3, 2020</p>", "None"),
        (TEXT * 3 + "<p>© 2020 The Courier</p><p>December 2020</p>", "None"),
        ("<span class='post-date'>Dec 3, 2020</span>", "2020-12-03"),
    ],
)  # fmt: skip
def test_pages_whose_data_state_nothing(inner: str, wanted: str) -> None:
    assert str(read(inner).published) == wanted


@pytest.mark.parametrize(("lang", "wanted"), [("en-US", "2020-12-03"), ("en-GB", "2020-03-12"), ("de", "2020-03-12"), ("en", "None")])  # fmt: skip
def test_the_country_decides_which_number_is_the_month(lang: str, wanted: str) -> None:
    assert str(read("<p>12/03/2020</p>", lang=lang).published) == wanted


def test_the_data_decide_where_the_country_does_not() -> None:
    assert str(read("<p>04/12/2020</p>", head=stated("2020-12-03T23:30:00Z")).published) == "2020-12-04"


def test_what_is_refused_says_why() -> None:
    found = read(
        "<p>3 December 2020</p>",
        head='<meta property="article:published_time" content="2031-01-01">'
        '<meta name="pubdate" content="1970-01-01"><meta name="date" content="soon">',
    )
    assert [(w.by, w.taken, w.why) for w in heard(found)] == [
        ("meta article:published_time", False, "later than the fetch"),
        ("meta pubdate", False, "before the site could have existed"),
        ("meta date", False, "no date"),
        ("line by the headline", True, None),
    ]


def test_the_witness_that_was_overruled_says_why() -> None:
    found = read("<p>31 January 2020</p>", head=stated("2020-12-03T07:40:00Z"))
    assert [(w.by, w.said, w.why) for w in heard(found)] == [
        ("line by the headline", "31 January 2020", None),
        ("JSON-LD", "2020-12-03T07:40:00Z", "the page shows its readers another day"),
    ]


def test_a_change_before_the_publication_is_none() -> None:
    found = read("", head=stated("2020-12-03T07:40:00Z", "2020-12-01T00:00:00Z"))
    assert found.modified is None
    assert [w.why for w in heard(found, "modified")] == ["earlier than the publication"]
    found = read("<p>Updated 4 December 2020", head=stated("2020-12-03T07:40:00Z"))
    assert str(found.modified) == "2020-12-04"
