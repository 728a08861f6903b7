"""The editors' pages of figures: what could be kept, and every observation of one, to strike out and take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from beatbook.filing.figurefile import parse_figure
from beatbook.model import Cited, Span, SuggestedFigure
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.figuretable import name_of

from . import desks
from .figured import ARRIVALS, LATER, REFERENCE, fill, told
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_editors_story import SENT, send

ALL = "/desk/beats/strait/figures/"
PAGE = ALL + "arrivals/"
PUBLIC = "/beats/strait/figures/arrivals/"


@pytest.fixture
def filled(store: SqliteStore) -> SqliteStore:
    keeps = [
        told("ref", "herald", REFERENCE, date(2020, 10, 21)),
        told("later", "tide", LATER, date(2020, 12, 1)),
    ]
    fill(store, keeps, [ARRIVALS])
    return store


@pytest.fixture
def local(filled: SqliteStore) -> Iterator[TestClient]:
    """A browser on this machine."""
    app = create_app(filled, desks.SETTINGS, desks.now)
    with TestClient(
        app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5), follow_redirects=False
    ) as client:
        yield client


class Suggests:
    """Suggests one figure of a beat."""

    def suggested(self, beat: str) -> list[SuggestedFigure]:
        figure = replace(ARRIVALS, slug="landings", title="Landings <b>")
        return [SuggestedFigure(figure, 4, 3, Cited("In 2019, 12 came.", (Span("ref", 0, 5),)))]


def names(client: TestClient, do: str) -> dict[str, str]:
    """The observations with a form that does this: what its button says, and the observation."""
    found = {}
    for form in all_of(parse(client.get(PAGE).text), "form"):
        sent = {e.get("name"): e.get("value") or "" for e in all_of(form, "input")}
        if sent.get("do") == do:
            found[first(form, "button").get("aria-label") or ""] = sent["observation"]
    return found


def test_what_it_shows(local: TestClient) -> None:
    answer = local.get(PAGE)
    assert answer.headers["cache-control"] == "no-store"
    tree = parse(answer.text)
    assert_harmless(tree)
    said = lines(first(tree, "main"))
    assert "229 2020 · as of December 1, 2020 · Stated by the Ministry of Settlement." in said
    assert "at least 1,000 each year, 2000 to 2019 · as of December 31, 2019" in said
    links = [e.get("href") for e in all_of(tree, "a")]
    assert {PUBLIC, ALL, "/desk/articles/ref/"} <= set(links)
    assert PAGE in [e.get("href") for e in all_of(parse(local.get(PUBLIC).text), "a")]
    assert ALL in [e.get("href") for e in all_of(parse(local.get("/beats/strait/figures/").text), "a")]
    assert local.get(PAGE.rstrip("/")).headers["location"] == PAGE
    for none in ("/desk/beats/none/figures/", "/desk/beats/none/figures/arrivals/", f"{ALL}none/"):
        assert local.get(none).status_code == 404


def test_it_is_not_there_for_anybody_else(filled: SqliteStore) -> None:
    with TestClient(create_app(filled, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        assert client.get(PAGE).status_code == client.get(ALL).status_code == 404
        assert client.post(PAGE, data={"do": "strike"}).status_code == 404
        assert "/desk/" not in client.get(PUBLIC).text


def test_strike_out_and_take_back(local: TestClient, filled: SqliteStore) -> None:
    (label,) = [what for what in names(local, "strike") if what.startswith("Strike out: 229")]
    name = names(local, "strike")[label]
    assert send(local, PAGE, do="strike", observation=name).startswith("Done.")
    assert "229" not in text(first(parse(local.get(PUBLIC).text), "main"))
    assert "struck out by editor" in local.get(PAGE).text
    assert send(local, PAGE, do="strike", observation="none").startswith(
        "Nothing was changed: the figure has no such"
    )
    assert list(names(local, "allow").values()) == [name]
    assert send(local, PAGE, do="allow", observation=name).startswith("Done.")
    assert not names(local, "allow")
    assert send(local, PAGE, do="allow", observation=name).startswith(
        "Nothing was changed: that observation is not"
    )
    assert "229" in text(first(parse(local.get(PUBLIC).text), "main"))
    kept = filled.observations("strait", "arrivals")
    assert name in [name_of(k.observation) for k in kept]


def test_a_form_that_is_not_ours_changes_nothing(local: TestClient, filled: SqliteStore) -> None:
    token = all_of(parse(local.get(PAGE).text), "input", name="token")[0].get("value") or ""
    name = next(iter(names(local, "strike").values()))
    fields = {"do": "strike", "observation": name}
    for data, headers in (
        (fields, SENT),
        ({**fields, "token": "x"}, SENT),
        ({**fields, "token": token}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
        ({**fields, "do": "sell", "token": token}, SENT),
        ({"token": token}, SENT),
    ):
        assert local.post(PAGE, data=data, headers=headers).status_code == 404, data
    assert len(filled.observations("strait", "arrivals")) == 3


def test_what_could_be_kept(local: TestClient) -> None:
    assert "No quantity was found" in local.get(ALL).text
    local.app.state.site.figures = Suggests()  # type: ignore[attr-defined]
    tree = parse(local.get(ALL).text)
    assert_harmless(tree)
    said = lines(first(tree, "main"))
    assert "Landings <b> a year" in said
    assert "4 articles over 3 periods" in said
    assert "beatbook figures add strait landings.toml" in said
    file, _ = all_of(tree, "code")
    assert parse_figure("".join(file.itertext()), "landings.toml") == Suggests().suggested("strait")[0].figure
    assert "Arrivals in the South a year 3 observations" in said
    assert {"/articles/ref/", PAGE} <= {e.get("href") for e in all_of(tree, "a")}
