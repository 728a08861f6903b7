"""The editors' page of a story: split, move, merge and take back; and what an edited copy changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from beatbook.model import Version
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.differences import edits

from . import desks
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_stories import strait

__all__ = ["strait"]

SENT = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
PAGE = "/desk/stories/f1/"


@pytest.fixture
def local(strait: SqliteStore) -> Iterator[TestClient]:
    """A browser on this machine."""
    app = create_app(strait, desks.SETTINGS, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


def send(client: TestClient, address: str = PAGE, **fields: str | list[str]) -> str:
    """What the page says after its form was sent."""
    token = all_of(parse(client.get(address).text), "input", name="token")[0].get("value") or ""
    answer = client.post(address, data={"token": token, **fields}, headers=SENT)
    assert answer.status_code == 303, answer.text
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    tree = parse(answer.text)
    said = [text(e) for e in all_of(tree, "p", role="status")]
    return said[0] if said else ""


def members(store: SqliteStore, key: str) -> set[str]:
    story = store.story(key)
    return {m.line.key for m in story.members} if story else set()


def test_what_it_shows(local: TestClient) -> None:
    answer = local.get(PAGE)
    assert answer.headers["cache-control"] == "no-store"
    tree = parse(answer.text)
    assert_harmless(tree)
    boxes = [e.get("value") for e in all_of(tree, "input", type="checkbox")]
    assert boxes == ["f1", "f2", "f3", "f5", "f4"]
    assert [e.get("value") for e in all_of(tree, "option")] == ["g1"]
    assert "No articles have come or gone." in answer.text
    assert local.get("/desk/stories/none/").status_code == 404
    assert local.get("/desk/stories/f1").headers["location"] == PAGE
    assert PAGE in [e.get("href") for e in all_of(parse(local.get("/stories/f1/").text), "a")]
    assert PAGE in [e.get("href") for e in all_of(parse(local.get("/desk/articles/f2/").text), "a")]


def test_it_is_not_there_for_anybody_else(strait: SqliteStore, own: TestClient) -> None:
    assert own.get(PAGE).status_code == 404
    assert own.post(PAGE, data={"do": "undo"}).status_code == 404
    assert "/desk/" not in own.get("/stories/f1/").text


def test_a_form_that_is_not_ours_changes_nothing(strait: SqliteStore, local: TestClient) -> None:
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    fields = {"do": "split", "article": "f3"}
    for data, headers in (
        (fields, SENT),
        ({**fields, "token": "x"}, SENT),
        ({**fields, "token": token}, {}),
        ({**fields, "token": token}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
        ({"do": "sell", "token": token}, SENT),
        ({"do": "undo", "number": "x", "token": token}, SENT),
        ({"do": "undo", "number": "7", "token": token}, SENT),
        ({"do": "move", "article": "none", "into": "g1", "token": token}, SENT),
        ({**fields, "why": "x" * 300_000, "token": token}, SENT),
    ):
        assert local.post(PAGE, data=data, headers=headers).status_code == 404, data
    assert members(strait, "f1") == {"f1", "f2", "f3", "f4", "f5"}


def test_split_and_take_back(strait: SqliteStore, local: TestClient) -> None:
    said = send(local, do="split", article=["f3", "f5"], why="another day's matter")
    assert said.startswith("Done.")
    assert members(strait, "f1") == {"f1", "f2", "f4"}
    assert members(strait, "f3") == {"f3", "f5"}
    tree = parse(local.get(PAGE).text)
    change = lines(all_of(tree, "ol", class_="changes")[0])
    assert (
        change[0]
        == "December 5, 2020, 09:00 UTC: An editor put 2 articles from here into another story: another day's matter"
    )
    number = all_of(tree, "input", name="number")[0].get("value") or ""
    assert send(local, do="undo", number=number).startswith("Done.")
    assert members(strait, "f1") == {"f1", "f2", "f3", "f4", "f5"}
    assert "taken back since" in local.get(PAGE).text


@pytest.mark.parametrize("named", ["g1", " g1 ", "https://desk.example/stories/g1/", "/articles/g1/"])
def test_move_by_any_name_of_the_story(strait: SqliteStore, local: TestClient, named: str) -> None:
    assert send(local, do="move", article="f3", into=named).startswith("Done.")
    assert members(strait, "g1") == {"g1", "f3"}


def test_merge(strait: SqliteStore, local: TestClient) -> None:
    assert send(local, "/desk/stories/g1/", do="merge", into="f1", why="one evening").startswith("Done.")
    assert members(strait, "f1") >= {"g1", "f1"}
    assert local.get("/desk/stories/g1/").headers["location"] == PAGE


def test_what_cannot_be_done_is_said(strait: SqliteStore, local: TestClient) -> None:
    for fields, why in (
        ({"do": "split"}, "no article was chosen"),
        ({"do": "split", "article": ["f1", "f2", "f3", "f4", "f5"]}, "all of its articles were chosen, and they are a story already"),
        ({"do": "move", "article": "f3", "into": "nowhere"}, "there is no such story"),
        ({"do": "merge", "into": ""}, "there is no such story"),
        ({"do": "merge", "into": "f2"}, "that is this story"),
    ):  # fmt: skip
        assert send(local, **fields) == f"Nothing was changed: {why}.", fields  # type: ignore[arg-type]
    assert members(strait, "f1") == {"f1", "f2", "f3", "f4", "f5"}


# ---- what a copy changed ----------------------------------------------------------------------------------------------------


def test_edits_show_what_changed_and_a_little_around_it() -> None:
    same = " ".join(f"word{i}" for i in range(60))
    found = edits(f"{same}. Nine people drowned. The end.", f"{same}. Eight people drowned. The end.")
    assert found[1:3] == (("gone", "Nine"), ("new", "Eight"))
    assert found[0][1].split()[0] == "…"
    assert len(found[0][1].split()) == 13
    assert edits("The same words.", "the SAME words") == ()
    assert edits("", "") == ()


def test_editors_see_what_a_copy_changed_and_nobody_else(strait: SqliteStore, local: TestClient) -> None:
    text_ = "The ferry lay in the strait for a night and a day with ninety people on board. Divers looked at its hull."
    for key, source, words in (("o", "tide", text_), ("c", "quay", text_.replace("ninety", "nine"))):
        kept = desks.keep(
            key, source, Version("Ferry lay still", text=words, language="en"), beats=["strait"]
        )
        strait.apply([kept])
        strait.apply([desks.place(replace(kept), "o", origin="o" if key == "c" else None)])
    main = first(parse(local.get("/desk/articles/c/").text), "main")
    assert [text(e) for e in all_of(main, "del")] == ["ninety"]
    assert [text(e) for e in all_of(main, "ins")] == ["nine"]
    assert "What it changed of its origin" not in local.get("/desk/articles/o/").text
    assert "ninety" not in local.get("/articles/c/").text
    assert "ninety" not in local.get("/stories/o/").text


def test_a_story_is_told_in_every_review(strait: SqliteStore, local: TestClient) -> None:
    assert send(local, do="pin", beat="strait").startswith("Done.")
    assert strait.pinned_stories("strait") == {"f1"}
    assert "No longer tell it in every review of" in local.get(PAGE).text
    assert send(local, do="unpin", beat="strait").startswith("Done.")
    assert not strait.pinned_stories("strait")
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    for fields in ({"do": "pin", "beat": "none"}, {"do": "unpin", "beat": "strait"}, {"do": "pin"}):
        assert local.post(PAGE, data={"token": token, **fields}, headers=SENT).status_code == 404
