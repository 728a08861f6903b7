"""Who signed a page."""

from __future__ import annotations

import json

import pytest

from beatbook.read.blocks import sheet_of
from beatbook.read.metadata import Metadata, read_metadata
from beatbook.read.page import parse_page

TEXT = (
    "<p>" + "Harbour workers in the northern port ended their strike after nine days of talks. " * 6 + "</p>"
)


def read(inner: str, *, head: str = "", after: str = "") -> Metadata:
    head += '<meta property="og:site_name" content="The Vellmar Courier">'
    page = parse_page(
        f"<html><head>{head}</head><body><h1>Dock strike ends</h1>{inner}{TEXT}{after}".encode()
    )
    return read_metadata(page.tree, sheet_of(page.tree), "https://courier.example/a")


def names(metadata: Metadata) -> list[str]:
    return [n.name for n in metadata.byline]


def author(*said: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": said})}</script>'
    )


IDA, HOUSE = {"@type": "Person", "name": "Ida Korhonen"}, {"@type": "Person", "name": "The Vellmar Courier"}


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<p>By Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<p>By</p><p>Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<p>Written by:</p><ul><li>Ida Korhonen<li>Paul Mbeki</ul><p>Edited by: Ruth Sand</p>", ["Ida Korhonen", "Paul Mbeki"]),
        ("<p>03/12/2020 by Ida Korhonen, Candidate for the Harbour Board</p>", ["Ida Korhonen"]),
        ("<p>Words by Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<p>Photos and story by Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<p>Ida Korhonen • December 3, 2020 • 4 min read</p>", ["Ida Korhonen"]),
        ("<p>December 3, 2020 | Travel, Food</p>", []),
        ("<p class=byline>Ida Korhonen The Vellmar Courier</p>", ["Ida Korhonen"]),
        ("<p class=ArticleAuthor_name>Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<address rel=author>Ida Korhonen</address>", ["Ida Korhonen"]),
        ("<p>Edited by Ida Korhonen</p>", []),
        ("<p>Photo by Ida Korhonen</p>", []),
        ("<p><a href='/authors/ida'>Ida Korhonen</a></p>", ["Ida Korhonen"]),
        ("<p>来源：海潭新闻网 2020-12-03 08:30</p>", []),
        ("<p>作者：周明 2020-12-03 08:30</p>", ["周明"]),
        ("<p>김하늘 기자 | 입력 2020.12.03 08:30</p>", ["김하늘"]),
        ("<p>송고시간 2020.12.03 08:30</p><p>김하늘 기자</p>", ["김하늘"]),
    ],
)  # fmt: skip
def test_lines_by_the_headline(inner: str, wanted: list[str]) -> None:
    assert names(read(inner)) == wanted


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ("<p>Reporting by Ida Korhonen in Vellmar; editing by Paul Mbeki</p>", ["Ida Korhonen"]),
        ("<p>This post was written by Ida Korhonen, who covers ports.</p>", ["Ida Korhonen"]),
        ("<h3>About the author</h3><p>Ida Korhonen</p>", ["Ida Korhonen"]),
        ("<div class=author-box><span class=author-box__name>Ida Korhonen</span><span class=author-box__role>Founder</span></div>", ["Ida Korhonen"]),
        ("<p>김하늘 기자 sky@haedam.example</p>", ["김하늘"]),
        ("<p>（记者 周明 李华）</p>", ["周明", "李华"]),
        ("<p>© 2020 The Vellmar Courier</p>", []),
    ],
)  # fmt: skip
def test_signatures_after_the_text(after: str, wanted: list[str]) -> None:
    assert names(read("", after=after)) == wanted


def test_the_line_that_names_more_is_taken() -> None:
    found = read("<p>By Ida Korhonen and Paul Mbeki, CNN</p>", head=author(IDA))
    assert names(found) == ["Ida Korhonen", "Paul Mbeki"]
    assert [(w.by, w.taken, w.why) for w in found.witnesses if w.field == "byline"] == [
        ("JSON-LD", False, "names fewer of them"),
        ("line by the headline", True, None),
    ]


def test_a_name_takes_its_accents_from_any_witness() -> None:
    found = read("<p>By Solène Riché</p>", head=author({"@type": "Person", "name": "Solene Riche"}))
    assert names(found) == ["Solène Riché"]


def test_the_house_as_author_gives_way() -> None:
    found = read("<p>By Ida Korhonen</p>", head=author(HOUSE))
    assert names(found) == ["Ida Korhonen"]
    assert (
        next(w.why for w in found.witnesses if w.by == "JSON-LD" and w.field == "byline")
        == "names only the site"
    )


def test_a_desk_that_the_page_itself_signs_with_stays() -> None:
    found = read(
        "<p>By Courier Staff</p><p><a href='/author/mia'>Mia Photographer</a></p>",
        head='<meta name="author" content="Courier Staff">',
    )
    assert names(found) == ["Courier Staff"]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ('<script>s = {"article": {"authors": [{"id": 3, "name": "Ida Korhonen"}]}}</script>', ["Ida Korhonen"]),
        ('<script data-state="' + "{&quot;author&quot;:{&quot;name&quot;:&quot;Ida Korhonen&quot;}}".ljust(300) + '"></script>', ["Ida Korhonen"]),
        ('<script>s = [{"author": {"name": "Ida Korhonen"}}, {"author": {"name": "Paul Mbeki"}}]</script>', []),
        ('<script>s = {"quote": {"author": "Ida Korhonen"}}</script>', []),
    ],
)  # fmt: skip
def test_the_state_of_a_page_is_the_last_witness(script: str, wanted: list[str]) -> None:
    assert names(read("", after=script)) == wanted
    assert names(read("<p>By Ruth Sand</p>", after=script)) == ["Ruth Sand"]


def test_the_house_that_the_data_name_is_cut_from_the_line() -> None:
    head = author("", {"@type": "Organization", "name": "The Vellmar Gazette & Tribune"})
    assert names(read("<p class=attribution>By Ida Korhonen Vellmar Gazette & Tribune</p>", head=head)) == [
        "Ida Korhonen"
    ]


def test_a_role_is_better_than_nobody() -> None:
    assert names(read("", head='<meta name="author" content="Staff Writer">')) == ["Staff Writer"]


@pytest.mark.parametrize("label", ["Written by", "Author", "Von"])
def test_cards_for_other_sites_name_the_author(label: str) -> None:
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ida Korhonen">'
    assert names(read("", head=head)) == ["Ida Korhonen"]
