"""Names that may be one person's."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from beatbook.model import Name, Version
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.names import INITIAL, ORDER, alike

from . import desks
from .reading import all_of, first, lines, parse


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("J. Korhonen", "Joan Korhonen", INITIAL),
        ("Joan Korhonen", "Joan M. Korhonen", INITIAL),
        ("Eunha Bak", "Bak Eunha", ORDER),
        ("Eun-ha Bak", "Bak Eunha", ORDER),
        ("Eun Ha Bak", "Eun-ha Bak", ORDER),
        ("Zoë Łęcka", "Łęcka Zoe", ORDER),
    ],
)
def test_one_person(one: str, other: str, why: str) -> None:
    first_, second = sorted((one, other))
    assert alike([other, one]) == ((first_, second, why),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joan Korhonen", "Jane Korhonen"),
        ("Joan Korhonen", "Joan Virtanen"),
        ("J. Korhonen", "J. K. Korhonen"),
        ("Joan A. Korhonen", "Joan B. Korhonen"),
        ("Korhonen", "Joan Korhonen"),
        ("Harbour News Desk", "News Harbour Desk"),
        ("M. Bak", "K. Bak"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert alike([one, other]) == ()


def test_a_common_name_says_nothing() -> None:
    names = [f"J{letter}an Bak" for letter in "abcdefghijklmnop"]
    assert alike([*names, "J. Bak"]) == ()


def test_editors_page(store: SqliteStore) -> None:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    for key, name in (("a", "J. Korhonen"), ("b", "Joan Korhonen"), ("c", "Bo Reed")):
        store.apply(
            [desks.keep(key, "nk-news", Version("One", byline=(Name(name),)), beats=["defector-issues"])]
        )
    app = create_app(store, desks.SETTINGS, desks.now)
    local = TestClient(app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5))
    tree = parse(local.get("/desk/authors/").text)
    said = lines(first(tree, "main"))
    assert said[3:] == ["J. Korhonen, Joan Korhonen", "an initial, or nothing, where the other has a name"]  # fmt: skip
    link = [e.get("href") for e in all_of(parse(local.get("/authors/bo-reed/").text), "a")]
    assert "/desk/authors/" in link
    assert TestClient(app, base_url="https://desk.example").get("/desk/authors/").status_code == 404
    assert "/desk/" not in TestClient(app, base_url="https://desk.example").get("/authors/bo-reed/").text
