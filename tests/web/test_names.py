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


@pytest.fixture
def signed(store: SqliteStore) -> SqliteStore:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    for key, name in (("a", "J. Korhonen"), ("b", "Joan Korhonen"), ("c", "Bo Reed")):
        store.apply(
            [desks.keep(key, "nk-news", Version("One", byline=(Name(name),)), beats=["defector-issues"])]
        )
    return store


LOCAL = "http://127.0.0.1:8765"


def local_client(store: SqliteStore) -> TestClient:
    app = create_app(store, desks.SETTINGS, desks.now)
    return TestClient(app, base_url=LOCAL, client=("127.0.0.1", 5), follow_redirects=False)


def test_editors_page(signed: SqliteStore) -> None:
    app = create_app(signed, desks.SETTINGS, desks.now)
    local = local_client(signed)
    tree = parse(local.get("/desk/authors/").text)
    said = lines(first(tree, "main"))
    assert said[3:] == [
        "J. Korhonen, Joan Korhonen",
        "an initial, or nothing, where the other has a name",
        "All are Joan Korhonen All are J. Korhonen",
    ]
    link = [e.get("href") for e in all_of(parse(local.get("/authors/bo-reed/").text), "a")]
    assert "/desk/authors/" in link
    assert TestClient(app, base_url="https://desk.example").get("/desk/authors/").status_code == 404
    assert "/desk/" not in TestClient(app, base_url="https://desk.example").get("/authors/bo-reed/").text


def test_names_are_joined_and_parted_and_the_old_address_leads_to_the_new(signed: SqliteStore) -> None:
    local = local_client(signed)
    token = first(parse(local.get("/desk/authors/").text), "input").get("value")

    def send(**fields: str) -> int:
        sent = local.post("/desk/authors/", data={"token": token, **fields}, headers={"Origin": LOCAL})
        return int(sent.status_code)

    assert send(join="j-korhonen joan-korhonen") == 303
    old = local.get("/authors/j-korhonen/?page=1")
    assert (old.status_code, old.headers["location"]) == (302, "/authors/joan-korhonen/")
    assert local.get("/authors/j-korhonen.rss").headers["location"].endswith("/authors/joan-korhonen.rss")
    assert {"/articles/a/", "/articles/b/"} <= {
        e.get("href") for e in all_of(parse(local.get("/authors/joan-korhonen/").text), "a")
    }
    said = lines(first(parse(local.get("/desk/authors/").text), "main"))
    assert "J. Korhonen: Joan Korhonen" in said
    assert "J. Korhonen, Joan Korhonen" not in said
    assert send(part="j-korhonen") == 303
    assert local.get("/authors/j-korhonen/").status_code == 200
    assert (send(part="j-korhonen"), send(join="nobody bo-reed"), send()) == (404, 404, 404)
    assert local.post("/desk/authors/", data={"join": "j-korhonen joan-korhonen"}).status_code == 404
