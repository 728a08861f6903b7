"""The editors' page of an announcement: what became of it, its days, that it is none, that it is another; and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from beatbook.model import Fate
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks, diary
from .reading import all_of, assert_harmless, first, lines, parse
from .test_editors_story import SENT, send

PAGE = "/desk/announcements/council/"
DONE = "Done. It stands below."


@pytest.fixture
def harbour(store: SqliteStore) -> SqliteStore:
    diary.fill(store)
    return store


@pytest.fixture
def local(harbour: SqliteStore) -> Iterator[TestClient]:
    """A browser on this machine."""
    app = create_app(harbour, desks.SETTINGS, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


def shown(client: TestClient, address: str = PAGE) -> list[str]:
    tree = parse(client.get(address).text)
    assert_harmless(tree)
    return lines(first(tree, "main"))


def test_what_it_shows(local: TestClient) -> None:
    answer = local.get(PAGE)
    assert answer.headers["cache-control"] == "no-store"
    said = shown(local)
    assert said[:4] == [
        "Editors’ side: seen on this machine only.",
        "December 8, 2020",
        "The port council votes on the new harbour dues on December 8.",
        "Scheduled · Quay News, Dec 1",
    ]
    tree = parse(answer.text)
    assert [e.get("value") for e in all_of(tree, "input", type="date")] == ["2020-12-08", ""]
    assert [e.get("value") for e in all_of(tree, "option") if e.get("selected") is not None] == ["ahead"]
    assert '<a class="way" href="/desk/announcements/council/">' in local.get("/announcements/council/").text


def test_it_is_there_for_editors_only(harbour: SqliteStore) -> None:
    app = create_app(harbour, desks.SETTINGS, desks.now)
    with TestClient(app, base_url="https://desk.example") as client:
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, data={"do": "none"}).status_code == 404
        assert "/desk/" not in client.get("/announcements/council/").text


def test_an_editor_says_what_became_of_it(local: TestClient, harbour: SqliteStore) -> None:
    assert send(local, PAGE, do="settle", fate="cancelled", why="  the mayor\n resigned ") == DONE
    kept = harbour.announcement("council")
    assert kept is not None
    assert (kept.announcement.settled.fate, kept.announcement.settled.why) == (
        Fate.CANCELLED,
        "the mayor resigned",
    )
    said = shown(local)
    assert "Cancelled: the mayor resigned (an editor says so)" in said
    assert "Cancelled: the mayor resigned; editor, December 5, 2020, 09:00 UTC" in said
    assert send(local, PAGE, do="undo") == DONE
    assert "What an editor said" not in shown(local)
    assert send(local, PAGE, do="settle", fate="vanished") == "Nothing was changed: nothing was chosen."
    assert send(local, PAGE, do="undo") == "Nothing was changed: an editor has said nothing of it."


def test_an_editor_sets_its_days(local: TestClient) -> None:
    assert send(local, PAGE, do="days", first="2020-12-15", last="") == DONE
    assert shown(local)[1] == "December 15, 2020"
    assert send(local, PAGE, do="days", first="2020-12-15", last="2020-12-17") == DONE
    for first_, last, why in (
        ("", "", "a day is written like 2020-12-05"),
        ("tomorrow", "", "a day is written like 2020-12-05"),
        ("0001-01-01", "", "a day is written like 2020-12-05"),
        ("2020-12-15", "2020-12-14", "the last day is before the first"),
    ):
        assert send(local, PAGE, do="days", first=first_, last=last) == f"Nothing was changed: {why}."
    assert "2020-12-17" in local.get(PAGE).text


def test_an_editor_says_that_it_is_none_and_one_after_all(local: TestClient, harbour: SqliteStore) -> None:
    words = "The port council votes on the new harbour dues on December 8."
    assert send(local, PAGE, do="none") == DONE
    assert words not in local.get("/beats/harbour/ahead/").text
    assert any(said.startswith("It announces nothing, editor") for said in shown(local))
    assert send(local, PAGE, do="one") == DONE
    assert words in local.get("/beats/harbour/ahead/").text


def test_an_editor_joins_two(local: TestClient) -> None:
    wrong = "Nothing was changed: {}."
    assert send(local, PAGE, do="same", into="nowhere") == wrong.format("there is no such announcement")
    assert send(local, PAGE, do="same", into="http://[/") == wrong.format("there is no such announcement")
    assert send(local, PAGE, do="same", into="") == wrong.format("there is no such announcement")
    assert send(local, PAGE, do="same", into="council") == wrong.format("they are the same already")
    address = "https://desk.example/announcements/walkout/"
    assert send(local, PAGE, do="same", into=address) == DONE
    assert local.get("/announcements/council/").headers["location"] == "/announcements/walkout/"
    assert local.get(PAGE).headers["location"] == "/desk/announcements/walkout/"
    assert send(local, "/desk/announcements/walkout/", do="same", into="trial") == DONE
    assert local.get("/announcements/council/").headers["location"] == "/announcements/trial/"


def test_what_could_be_the_same_is_offered(local: TestClient, harbour: SqliteStore) -> None:
    words = "The council votes on the dues on December 9."
    kept = diary.article("again-1", "tide", "2020-12-03", "Vote", words)
    diary.put(harbour, kept)
    diary.tell(harbour, "again", diary.says(kept, words, diary.on("2020-12-09"), stems=("council", "dues")))
    (near,) = all_of(parse(local.get(PAGE).text), "datalist")
    assert [(e.get("value"), e.text) for e in near] == [("again", f"December 9, 2020: {words}")]


def test_forms_that_are_not_ours_lead_nowhere(local: TestClient) -> None:
    assert local.post(PAGE, data={"do": "none"}, headers=SENT).status_code == 404
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert local.post(PAGE, data={"do": "none", "token": token}, headers=elsewhere).status_code == 404
    for fields in ({"do": "burn"}, {}):
        assert local.post(PAGE, data={**fields, "token": token}, headers=SENT).status_code == 404
    assert (
        local.post("/desk/announcements/zz/", data={"do": "none", "token": token}, headers=SENT).status_code
        == 404
    )
    assert local.get(f"{PAGE}?said=<script>").text.count("<script>") == 0
