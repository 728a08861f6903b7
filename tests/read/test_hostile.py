"""Whatever a page holds, what comes out is valid, visible text, and no page raises."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.model import Reading
from beatbook.read.article import read_page
from beatbook.read.language import Languages
from beatbook.read.text import clean

_NEVER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ud800-\udfff\ufeff\U000e0000-\U000e007f]")
_PARTS = st.sampled_from(
    [
        b"<p>", b"</p>", b"<div hidden>", b"<div>", b"</div>", b"<article>", b"</article>", b"<h1>", b"<br><br>", b"<table><tr><td>",
        b"<script>", b"</script>", b"<!--", b"-->", b"<a href='", b"'>", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
        b"&#x202e;", b"\xe2\x80\x8b", "다.".encode("cp949"), "统".encode("gb18030"), b"<meta charset=utf-16>", b"<template>",
        b'<script type="application/ld+json">{"@type":"NewsArticle","headline":["x",{"y":1}],"author":[[{"name":3}]],"datePublished":{}}</script>',
        b'<script type="application/ld+json">[[[[{"@graph":null,"@type":[1,null,"Article"]}]]]]</script>',
        b"<meta name=author content='\x01By \x02'>", b"<meta property=og:image content='/a\x0b.jpg\xe2\x80\x8b'>", b"<figure><img src=a.jpg><figcaption>Photo: \x01X\xe2\x80\x8bY", b"<meta property=article:section content='\xc2\x85 x'>", b"<time datetime='9999-99-99'>", b"<link rel=canonical href='http://[::1'>",
        b"The quick harbour master told the court on Monday that the ship had sunk before it left. ", b"\x1b$B", b"<svg><p>", b"<b id=1>",
    ]
)  # fmt: skip


LANGUAGES = Languages()


def read(body: bytes, content_type: str) -> Reading:
    url = "https://a.example/2020/12/03/x"
    return read_page(b"<html>" + body, url=url, content_type=content_type, languages=LANGUAGES)


def texts(reading: Reading) -> list[str]:
    version = reading.version
    return [
        version.headline or "",
        version.deck or "",
        version.section or "",
        *(n.name for n in version.byline),
        *version.text.split("\n\n"),
        *(b.text for b in reading.boilerplate),
        *(w.said for w in reading.witnesses),
        *((reading.image.url, reading.image.credit or "") if reading.image else ()),
    ]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(_PARTS, max_size=40).map(b"".join),
    st.sampled_from(["", "text/html; charset=euc-kr", "text/html; charset=x"]),
)
def test_nothing_unclean_comes_out(body: bytes, content_type: str) -> None:
    for text in texts(
        read_page(b"<html>" + body, url="https://a.example/2020/12/03/x", content_type=content_type)
    ):
        assert not _NEVER.search(text)
        text.encode()


BOMBS = {
    "nested data": b'<script type="application/ld+json">{"@type":"NewsArticle","author":'
    + b"[" * 900
    + b"]" * 900
    + b"}</script>",
    "nested objects": b'<script type="application/ld+json">'
    + b'{"@type":"Article","author":' * 900
    + b"1"
    + b"}" * 900
    + b"</script>",
    "title parts": b'<meta property="og:site_name" content="X"><title>' + b"X | " * 100_000 + b"</title>",
    "long words": b"<h1>" + b"x" * 3_000_000 + b"</h1><p>" + b"." * 500_000 + b"!" + b'"' * 500_000,
    "links": b"<a href=x>The harbour was quiet on the morning</a> " * 60_000,
    "times": b"<time datetime='2020-12-03T08:00:00Z'>3 Dec 2020</time>" * 60_000,
    "signed lines": b"<h1>T</h1>"
    + b"<p class=byline>By A B, C D and E F, G | H / I on 3 Dec 2020 at 3:04 pm</p>" * 20_000,
    "standfirsts": b"<h1>T</h1>" + b"<div class=deck>" * 3_000 + b"x",
    "states": b"<script>" + b"publishedAt publishDate: " * 100_000 + b"</script>",
    "captions": b"<figure><img src=a.jpg><figcaption>" + b"Photo: " * 50_000 + b"</figcaption></figure>",
    "names": b"<meta name=author content='"
    + b"By A, " * 60
    + b"'><p>By "
    + b"on " * 80
    + b"<p>"
    + "기자 ".encode() * 80,
    "digits": b"<h1>T</h1><p>" + b"20" * 120 + b"<p>" + b"2020-1-" * 35 + b"<p>" + b"1/2/" * 60 + b"2020",
    "pieces": b'<section class="article-body"><p>The harbour was quiet after the storm.</p></section>'
    * 5_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_for_the_readers_end(name: str) -> None:
    assert read(BOMBS[name] + b"<p>" + b"word " * 100, "").kind


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=100))
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not _NEVER.search(once)


def test_direction_marks_stay_only_with_right_to_left_letters() -> None:
    assert clean("evil \u202etxt") == "evil txt"
    assert clean("\u05e9\u200f!") == "\u05e9\u200f!"


PROSE = (
    "<p>The harbour master told the court on Monday that the ship had sunk before it left the bay.</p>" * 12
)
PARTS = 1_500


@pytest.mark.parametrize(
    "page",
    [
        "<article>" + PROSE + "<h2>A heading</h2>" * 60_000 + PROSE,
        "".join(f'<div hidden=until-found id="S:{n}">' for n in range(PARTS))
        + PROSE * 8
        + "</div>" * PARTS
        + "".join(f'<template id="B:{n}"></template>' for n in range(PARTS)),
        "".join(f"<p>contributed {'[' * 2500} contributed</p>" for _ in range(600)) + PROSE,
        PROSE + f"<div class='{'creat' * 20_000} byline-date'>on the pier</div>" * 40,
    ],
    ids=["headings", "late-parts", "signs", "class"],
)
def test_no_page_costs_more_than_its_size(page: str) -> None:
    began = process_time()
    found = read(f"<title>The ship</title><h1>The ship</h1>{page}".encode(), "text/html")
    assert process_time() - began < 8
    assert "sunk before it left" in found.version.text
    assert len(found.version.text) < len(page)
