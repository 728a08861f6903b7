"""The editors' page of a timeline: its title, sentences that are in none, days that always are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from beatbook.model import Days
from beatbook.store.intents import Keep
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.briefs import name_of

from . import desks
from .chronicles import note
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_editors_story import SENT, send
from .test_timeline import DAY, INQUIRY, STORM, desk

__all__ = ["desk"]

PAGE = "/desk/beats/strait/timeline/2020-11/"
PUBLIC = "/beats/strait/timeline/2020-11/"
NOVEMBER = Days(date(2020, 11, 1), date(2020, 11, 30))


@pytest.fixture
def local(desk: dict[str, Keep], store: SqliteStore) -> Iterator[TestClient]:
    """A browser on this machine, with a desk that has noted its articles."""
    note(store, desk.values())
    app = create_app(store, desks.SETTINGS, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


def test_what_it_shows(local: TestClient) -> None:
    answer = local.get(PAGE)
    assert answer.headers["cache-control"] == "no-store"
    tree = parse(answer.text)
    assert_harmless(tree)
    assert STORM in text(first(tree, "main"))
    assert "The key events from November 1, 2020 to November 30, 2020" in lines(first(tree, "main"))
    assert PUBLIC in [e.get("href") for e in all_of(tree, "a")]
    assert PAGE in [e.get("href") for e in all_of(parse(local.get(PUBLIC).text), "a")]
    assert local.get("/desk/beats/strait/timeline/2020-11-01..2020-11-30/").headers["location"] == PAGE
    assert (
        local.get("/desk/beats/strait/timeline/")
        .headers["location"]
        .startswith("/desk/beats/strait/timeline/2020-")
    )
    assert local.get(PAGE.rstrip("/")).headers["location"] == PAGE
    assert local.get("/desk/beats/strait/timeline/2020-13/").status_code == 404
    assert local.get("/desk/beats/none/timeline/2020-11/").status_code == 404


def test_it_is_not_there_for_anybody_else(desk: dict[str, Keep], own: TestClient) -> None:
    assert own.get(PAGE).status_code == 404
    assert own.post(PAGE, data={"do": "pin"}).status_code == 404
    assert "/desk/" not in own.get(PUBLIC).text


def test_a_form_that_is_not_ours_changes_nothing(local: TestClient, store: SqliteStore) -> None:
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    fields = {"do": "title", "title": "Ours now"}
    for data, headers in (
        (fields, SENT),
        ({**fields, "token": "x"}, SENT),
        ({**fields, "token": token}, {}),
        ({**fields, "token": token}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
        ({"do": "sell", "token": token}, SENT),
        ({"token": token}, SENT),
        ({**fields, "title": "x" * 5000, "token": token}, SENT),
    ):
        assert local.post(PAGE, data=data, headers=headers).status_code == 404, data
    assert not store.timeline_choices("strait").titles


def test_title(local: TestClient, store: SqliteStore) -> None:
    before = text(first(parse(local.get(PUBLIC).text), "h1"))
    assert send(local, PAGE, do="title", title="  From the storm\n to <b>Sallow</b> ").startswith("Done.")
    assert store.timeline_choices("strait").titles == {NOVEMBER: "From the storm to <b>Sallow</b>"}
    assert text(first(parse(local.get(PUBLIC).text), "h1")) == "From the storm to <b>Sallow</b>"
    assert "An editor said so." in local.get(PAGE).text
    assert text(first(parse(local.get("/beats/strait/timeline/2020/").text), "h1")) == before
    assert send(local, PAGE, do="untitle").startswith("Done.")
    assert text(first(parse(local.get(PUBLIC).text), "h1")) == before


def test_strike_and_allow(local: TestClient, store: SqliteStore) -> None:
    assert send(local, PAGE, do="strike", sentence=name_of(STORM)).startswith("Done.")
    assert store.timeline_choices("strait").struck == {STORM}
    assert STORM not in text(first(parse(local.get(PUBLIC).text), "main"))
    assert STORM in local.get(PAGE).text
    assert send(local, PAGE, do="allow", sentence=name_of(STORM)).startswith("Done.")
    assert STORM in text(first(parse(local.get(PUBLIC).text), "main"))


def test_pin(local: TestClient, store: SqliteStore) -> None:
    assert send(local, PAGE, do="pin", day="2020-11-06").startswith("Done.")
    assert store.timeline_choices("strait").pinned == {date(2020, 11, 6)}
    assert INQUIRY in text(first(parse(local.get(f"{PUBLIC}?events=2").text), "main"))
    assert send(local, PAGE, do="pin", day="2020-11-25").startswith("Done.")
    assert "November 25, 2020: Nothing is told of it that could be shown." in lines(
        first(parse(local.get(PAGE).text), "main")
    )
    for day in ("2020-11-06", "2020-11-25"):
        assert send(local, PAGE, do="unpin", day=day).startswith("Done.")
    assert not store.timeline_choices("strait").pinned


def test_what_cannot_be_done_is_said(local: TestClient, store: SqliteStore) -> None:
    for fields, why in (
        ({"do": "title", "title": "  "}, "no title was given"),
        ({"do": "title", "title": "x" * 201}, "the title is too long"),
        ({"do": "untitle"}, "no editor has given this period a title"),
        ({"do": "strike", "sentence": "x"}, "that sentence is not in this timeline any more"),
        ({"do": "allow", "sentence": name_of(STORM)}, "that sentence is not struck out any more"),
        ({"do": "pin", "day": "soon"}, "that is no day of this period"),
        ({"do": "pin", "day": "2020-12-01"}, "that is no day of this period"),
        ({"do": "unpin", "day": DAY.isoformat()}, "that day is not kept any more"),
    ):
        assert send(local, PAGE, **fields) == f"Nothing was changed: {why}.", fields
    choices = store.timeline_choices("strait")
    assert not any((choices.titles, choices.struck, choices.pinned))
