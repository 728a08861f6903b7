"""The page that the desk exists to produce: as text, it is the reference page line for line."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from . import desks
from .reading import all_of, first, lines, name, parse, text

ARCHIVE = "/beats/defector-issues/"


def test_page_is_the_reference_line_for_line(client: TestClient) -> None:
    tree = parse(client.get(ARCHIVE).text)
    masthead = next(e for e in tree.iter() if e.get("class") == "day")
    assert lines(masthead) + lines(first(tree, "main")) == desks.reference_lines()


def test_page_is_the_reference_with_its_tags_taken_out(client: TestClient) -> None:
    source = client.get(ARCHIVE).text
    said = [line.strip() for line in html.unescape(re.sub(r"<[^>]*>", "", source)).splitlines()]
    said = [line for line in said if line]
    start, wanted = said.index("December 05, 2020"), desks.reference_lines()
    assert said[start : start + len(wanted)] == wanted


def test_frame(client: TestClient) -> None:
    tree = parse(client.get(ARCHIVE).text)
    assert text(first(tree, "title")) == "Defector Issues — The Beatbook"
    assert tree.get("lang") == "en"
    assert [text(e) for e in all_of(tree, "h1")] == ["Defector Issues"]
    assert all_of(tree, "link", rel="canonical")[0].get("href") == "https://desk.example" + ARCHIVE
    assert [name(e) for e in first(tree, "body")] == ["a", "header", "div", "footer"]


@pytest.mark.parametrize(
    ("page", "row"),
    [
        (1, "1 2 3 4 … 49"),
        (2, "1 2 3 4 … 49"),
        (25, "1 … 24 25 26 … 49"),
        (48, "1 … 46 47 48 49"),
        (49, "1 … 46 47 48 49"),
    ],
)
def test_pages(client: TestClient, page: int, row: str) -> None:
    tree = parse(client.get(ARCHIVE, params={"page": page} if page > 1 else {}).text)
    nav = all_of(tree, "nav", aria_label="Pages")[0]
    assert lines(nav) == [row]
    assert [text(e) for e in all_of(nav, "a", aria_current="page")] == [str(page)]
    links = {text(e): e.get("href") for e in all_of(nav, "a")}
    assert links["1"] == ARCHIVE
    assert links["49"] == f"{ARCHIVE}?page=49"
    before, after = all_of(tree, "link", rel="prev"), all_of(tree, "link", rel="next")
    assert len(before) == (page > 1)
    assert len(after) == (page < 49)
    if page == 2:
        assert before[0].get("href") == ARCHIVE
    assert len(all_of(first(tree, "main"), "h2")) == 10


def test_every_article_is_on_one_page_and_in_order(client: TestClient) -> None:
    found, days = [], []
    for page in (1, 2, 3, 48, 49):
        tree = parse(client.get(ARCHIVE, params={"page": page}).text)
        found += [e.get("href") for e in all_of(tree, "a", itemprop="url")]
        days += [e.get("datetime") or "" for e in all_of(tree, "time", itemprop="datePublished")]
    assert len(set(found)) == 50
    assert days == sorted(days, reverse=True)


def test_first_page_has_one_address(client: TestClient) -> None:
    answer = client.get(ARCHIVE, params={"page": "1"})
    assert answer.content == client.get(ARCHIVE).content


@pytest.mark.parametrize("page", ["50", "9999999", "0", "-1", "x", "1.5", "٣", "1e3", "99999999999999999999"])
def test_no_such_page(client: TestClient, page: str) -> None:
    answer = client.get(ARCHIVE, params={"page": page})
    assert answer.status_code == 404
    parse(answer.text)
    if page == "50":
        assert "This list has 49 pages." in answer.text
        assert f'href="{ARCHIVE}?page=49"' in answer.text


@pytest.mark.parametrize("address", [ARCHIVE, f"{ARCHIVE}?page=25", f"{ARCHIVE}?month=2020-11"])
def test_page_is_small(client: TestClient, address: str) -> None:
    assert len(client.get(address).content) < 40_000
