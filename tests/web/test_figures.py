"""The pages of figures: the list, one of them with its table, its embedding, and the same as data."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import feedparser
import pytest
from starlette.testclient import TestClient

from beatbook.model import Bound, Days, Figure, Observation, PeriodKind, Span
from beatbook.store.codec import version_digest
from beatbook.store.figures import Observe, StrikeObservation
from beatbook.store.intents import Keep
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.answers import HEADERS
from beatbook.web.figureexports import COLUMNS

from . import desks
from .figured import ARRIVALS, BEAT, LATER, REFERENCE, fill, told
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_hostile import PAYLOADS, check_html

PAGE = "/beats/strait/figures/"
ONE = PAGE + "arrivals/"
NOW = datetime(2021, 1, 25, 9, 0, tzinfo=UTC)
DECADES, SO_FAR = REFERENCE.split(". ")[0] + ".", REFERENCE.split(". ")[1]


@pytest.fixture
def desk(store: SqliteStore) -> dict[str, Keep]:
    """The reference's sentence, a later count, a year before by two who differ; and a figure that nobody states."""
    keeps = [
        told("ref", "herald", REFERENCE, date(2020, 10, 21)),
        told("later", "tide", f"It rained. {LATER} He said no more.", date(2021, 1, 20)),
        told("m18", "tide", "The Ministry of Settlement said that 1,137 defectors arrived in 2018.", date(2019, 1, 20)),
        told("c18", "herald", "The Council for Refugees said that 1,210 defectors arrived in 2018.", date(2019, 2, 3)),
        told("so", "quay", "In 2018, 1,137 defectors arrived, the Ministry of Settlement said.", date(2019, 3, 1)),
    ]  # fmt: skip
    rice = Figure("rice", "The price of rice", ("rice",), (("price",),), period=PeriodKind.STOCK, unit="₩")
    fill(store, keeps, [ARRIVALS, rice])
    return {k.key: k for k in keeps}


@pytest.fixture
def client(desk: dict[str, Keep], store: SqliteStore) -> Iterator[TestClient]:
    with TestClient(
        create_app(store, desks.SETTINGS, lambda: NOW), base_url="https://desk.example"
    ) as client:
        yield client


def main_of(client: TestClient, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    tree = parse(answer.text)
    assert_harmless(tree)
    return first(tree, "main")


def rows(main: ET.Element) -> list[tuple[list[str], str, list[str]]]:
    """Each value of the table: its cells, its sentence, where its articles are."""
    found = []
    for body in all_of(main, "tbody"):
        cells = [text(e) for e in body[0]]
        links = [e.get("href") or "" for e in all_of(body[0], "a")]
        found.append((cells, text(first(body, "blockquote")), links))
    return found


# ---- the page of one --------------------------------------------------------------------------------------------------------


def test_the_reference(client: TestClient) -> None:
    """229 for the year, 195 as of October before it, and the lower bound as one row over twenty years: each with its source."""
    main = main_of(client, ONE)
    said = lines(main)
    assert said[:3] == [
        "The Strait › Figures",
        "Arrivals in the South a year",
        "By the ministry’s own count.",
    ]
    found = rows(main)
    assert found[0] == (
        ["2020", "229", "December 31, 2020", "the Ministry of Settlement", "Tide, January 20, 2021"],
        LATER,
        ["/articles/later/"],
    )
    assert found[1] == (
        ["2020", "195 so far earlier; a later value took its place", "October 21, 2020", "nobody named", "Herald, October 21, 2020"],
        SO_FAR,
        ["/articles/ref/"],
    )  # fmt: skip
    assert found[2] == (
        ["each year, 2000 to 2019", "at least 1,000", "December 31, 2019", "nobody named", "Herald, October 21, 2020"],
        DECADES,
        ["/articles/ref/"],
    )  # fmt: skip
    assert text(first(main, "figcaption")) == (
        "Arrivals in the South a year: 229 in 2020; at least 1,000 in each year from 2000 to 2019"
    )


def test_before_the_later_count(client: TestClient, desk: dict[str, Keep], store: SqliteStore) -> None:
    app = create_app(store, desks.SETTINGS, lambda: datetime(2020, 12, 5, 9, 0, tzinfo=UTC))
    with TestClient(app, base_url="https://desk.example") as before:
        main = main_of(before, ONE)
        assert rows(main)[0][0][:3] == ["2020", "195 so far", "October 21, 2020"]
        assert "195 in 2020 so far, as of October 21; at least 1,000 in each year" in text(
            first(main, "figcaption")
        )
        assert "229" not in text(main)
        assert "195 so far, as of Oct 21" in [text(e) for e in all_of(main, "text")]


def test_rivals_stand_side_by_side_and_copies_of_a_value_together(client: TestClient) -> None:
    found = rows(main_of(client, ONE))
    of_2018 = [(cells, links) for cells, _, links in found if cells[0] == "2018"]
    assert [cells[1:4:2] for cells, _ in of_2018] == [
        ["1,137 one of 2 that differ", "the Ministry of Settlement"],
        ["1,210 one of 2 that differ", "the Council for Refugees"],
    ]
    assert [links for _, links in of_2018] == [["/articles/m18/", "/articles/so/"], ["/articles/c18/"]]


def test_where_it_comes_from(client: TestClient) -> None:
    main = main_of(client, ONE)
    assert (
        "Stated by the Ministry of Settlement and the Council for Refugees in 5 articles of 3 sources, the last on January 20, 2021. "
        "As of January 25, 2021."
    ) in text(main)
    page = parse(client.get(ONE).text)
    side = text(first(page, "aside"))
    assert "Numbers of: North Koreans, defectors, refugees, arrivals, people." in side
    assert "Not believed below 0 or above 5,000." in side
    assert [e.get("href") for e in all_of(page, "link", rel="alternate")] == [
        f"{ONE.rstrip('/')}.{kind}" for kind in ("rss", "atom", "json")
    ]
    links = {e.get("href") for e in all_of(page, "a")}
    assert {
        f"{ONE}embed/",
        "/beats/strait/figures/arrivals.csv",
        "/beats/strait/figures/arrivals.svg",
    } <= links
    assert first(page, "code").text == (
        '<iframe src="https://desk.example/beats/strait/figures/arrivals/embed/" title="Arrivals in the South a year: 229 in 2020; at '
        'least 1,000 in each year from 2000 to 2019" width="100%" height="480" loading="lazy" style="border:0"></iframe>'
    )


def observe(store: SqliteStore, kept: Keep, figure: str, *found: Observation) -> None:
    store.apply([Observe(kept.key, tuple((BEAT.slug, replace(one, figure=figure)) for one in found))])


def stated(kept: Keep, value: float, period: Days | None, as_of: date, **more: object) -> Observation:
    assert kept.version is not None
    assert kept.version.published is not None
    span = Span(kept.key, 0, len(kept.version.text), version_digest(kept.version))
    given: dict[str, object] = {"bound": Bound.EXACT, "unit": "", "reported": kept.version.published.day}
    given |= {"text": kept.version.text, "stated_by": "the Ministry"} | more
    return Observation(figure="", value=value, period=period, as_of=as_of, span=span, **given)  # type: ignore[arg-type]


def test_a_revision_points_at_what_it_revises(
    client: TestClient, desk: dict[str, Keep], store: SqliteStore
) -> None:
    year = Days(date(2017, 1, 1), date(2017, 12, 31))
    observe(store, desk["m18"], "arrivals", stated(desk["m18"], 1127, year, year.last))
    observe(store, desk["so"], "arrivals", stated(desk["so"], 1131, year, year.last, revises=True))
    main = main_of(client, ONE)
    found = {cells[1]: cells[0] for cells, _, _ in rows(main) if cells[0] == "2017"}
    assert list(found) == ["1,131 corrects 1,127", "1,127 earlier; a later value took its place"]
    (link,) = [e for e in all_of(main, "a") if text(e) == "1,127"]
    row = next(e for e in main.iter() if e.get("id") == (link.get("href") or "").lstrip("#"))
    assert text(row).startswith("20171,127 earlier")


def test_stocks_and_totals(client: TestClient, desk: dict[str, Keep], store: SqliteStore) -> None:
    day = date(2020, 10, 20)
    observe(store, desk["ref"], "rice", stated(desk["ref"], 5200.5, None, day, unit="₩"))
    main = main_of(client, f"{PAGE}rice/")
    assert text(first(main, "figcaption")) == "The price of rice: ₩5,200.5 on October 20, 2020"
    assert rows(main)[0][0][:3] == ["October 20, 2020", "₩5,200.5", "October 20, 2020"]


def test_one_that_nobody_states(client: TestClient) -> None:
    main = main_of(client, f"{PAGE}rice/")
    assert "No article of this beat has stated it yet." in lines(main)
    assert not all_of(main, "svg")
    assert not all_of(main, "table")
    assert client.get("/beats/strait/figures/rice.svg").status_code == 404
    assert client.get("/beats/strait/figures/rice.csv").text.strip() == ",".join(COLUMNS)
    assert "No article of this beat has stated it yet." in client.get(f"{PAGE}rice/embed/").text


@pytest.mark.parametrize("end", ["/", "/embed/", ".csv", ".svg", ".json", ".rss", ".atom"])
def test_what_there_is_not(client: TestClient, end: str) -> None:
    for path in ("/beats/strait/figures/none", "/beats/none/figures/arrivals"):
        assert client.get(path + end).status_code == 404
        assert client.head(path + end).status_code == 404
    known = client.head(f"/beats/strait/figures/arrivals{end}")
    assert known.status_code == 200
    assert known.content == b""


def test_a_struck_observation_is_gone_at_once(
    client: TestClient, desk: dict[str, Keep], store: SqliteStore
) -> None:
    assert "229 in 2020" in client.get(ONE).text
    store.apply([StrikeObservation("strait", "arrivals", "later", LATER, "editor", desks.NOW)])
    main = main_of(client, ONE)
    assert "229" not in text(main)
    assert rows(main)[0][0][1] == "195 so far"


def test_what_waits_is_said(client: TestClient, store: SqliteStore) -> None:
    assert "wait to be read" not in client.get(ONE).text
    store.put_figures("strait", [replace(ARRIVALS, high=9000)])
    assert "Some articles wait to be read for figures" in client.get(ONE).text


# ---- the list -----------------------------------------------------------------------------------------------------------------


def test_all_figures(client: TestClient) -> None:
    main = main_of(client, PAGE)
    assert lines(main)[:2] == ["The Strait", "Figures"]
    assert {text(e): e.get("href") for e in all_of(main, "a")}["Arrivals in the South a year"] == ONE
    assert "229 in 2020" in lines(main)
    assert len(all_of(main, "svg", role="img")) == 1
    assert "/beats/strait/figures/" in {
        e.get("href") for e in all_of(parse(client.get("/beats/strait/").text), "a")
    }


def test_a_beat_without_figures(client: TestClient, store: SqliteStore) -> None:
    store.put_beat(replace(BEAT, slug="other", title="Other"))
    assert "This beat follows no figure yet." in lines(main_of(client, "/beats/other/figures/"))
    assert client.get("/beats/other/figures.rss").status_code == 200


# ---- to put it elsewhere ------------------------------------------------------------------------------------------------------


def test_only_the_embedding_may_be_framed(client: TestClient) -> None:
    for address in (PAGE, ONE, "/beats/strait/figures/arrivals.svg", "/beats/strait/figures/none/embed/"):
        answer = client.get(address)
        assert answer.headers["x-frame-options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], address
    for answer in (client.get(f"{ONE}embed/"), client.head(f"{ONE}embed/")):
        assert "x-frame-options" not in answer.headers
        policy = answer.headers["content-security-policy"]
        assert policy == HEADERS["Content-Security-Policy"].replace(
            "frame-ancestors 'none'", "frame-ancestors *"
        )
        for header in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert answer.headers[header] == HEADERS[header]


def test_the_embedding(client: TestClient) -> None:
    answer = client.get(f"{ONE}embed/")
    tree = parse(answer.text)
    assert_harmless(tree)
    said = text(first(tree, "main"))
    assert "229 in 2020; at least 1,000" in said
    assert "Stated by the Ministry of Settlement" in said
    assert "From The Beatbook" in said
    (link,) = all_of(tree, "a")
    assert (link.get("href"), link.get("target")) == (f"https://desk.example{ONE}", "_top")
    assert not all_of(tree, "form")
    assert len(answer.content) < 40_000


def test_the_picture(client: TestClient) -> None:
    """It stands alone: with its colours, and no other style sheet may be in it."""
    answer = client.get("/beats/strait/figures/arrivals.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert len(answer.content) < 30_000
    tree = ET.fromstring(answer.content)
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    style = next(e for e in tree if e.tag.endswith("style")).text or ""
    assert "prefers-color-scheme:dark" in style
    assert set(re.findall(r"var\((--\w+)\)", style)) <= set(re.findall(r"(--\w+):", style))
    policy = answer.headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy


# ---- as data --------------------------------------------------------------------------------------------------------------------


def test_table(client: TestClient, desk: dict[str, Keep]) -> None:
    answer = client.get("/beats/strait/figures/arrivals.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="arrivals.csv"'
    found = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
    assert tuple(found[0]) == COLUMNS
    assert [
        (r["first"][:4], r["each"], r["standing"], r["value"], r["bound"], r["article"]) for r in found
    ] == [
        ("2018", "", "value", "1137", "exact", "m18"),
        ("2018", "", "value", "1137", "exact", "so"),
        ("2018", "", "value", "1210", "exact", "c18"),
        ("2000", "year", "bound", "1000", "at_least", "ref"),
        ("2020", "", "value", "229", "exact", "later"),
        ("2020", "", "earlier", "195", "exact", "ref"),
    ]
    for row in found:
        version = desk[row["article"]].version
        assert version is not None
        assert version.text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["version"] == version_digest(version)
        assert row["url"] == f"https://{row['source']}.example/{row['article']}"


def test_feeds(client: TestClient) -> None:
    for path, title in (
        ("/beats/strait/figures/arrivals", "Arrivals in the South, The Strait — The Beatbook"),
        ("/beats/strait/figures", "The Strait, figures — The Beatbook"),
    ):
        for kind in ("rss", "atom"):
            feed = feedparser.parse(client.get(f"{path}.{kind}").content)
            assert not feed.bozo
            assert feed.feed.title == title
            assert [e.title for e in feed.entries][:2] == [
                "Arrivals in the South a year: 229 in 2020",
                "Arrivals in the South a year: 195 in 2020 so far, as of October 21",
            ]
            assert len({e.id for e in feed.entries}) == len(feed.entries) == 6
    page = client.get(ONE).text
    for entry in feedparser.parse(client.get("/beats/strait/figures/arrivals.rss").content).entries:
        where, _, anchor = entry.link.partition("#")
        assert where == f"https://desk.example{ONE}"
        assert f'id="{anchor}"' in page


def test_everything(client: TestClient) -> None:
    said = json.loads(client.get("/beats/strait/figures/arrivals.json").content)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    item = said["items"][0]
    assert item["content_text"] == f"{LATER} (Tide) Stated by the Ministry of Settlement."
    assert 'href="https://desk.example/articles/later/"' in item["content_html"]
    whole = said["_figure"]
    assert (whole["figure"], whole["period"], whole["as_of"]) == ("arrivals", "year", "2021-01-25")
    point = whole["points"][-1]
    assert (point["first"], point["last"], point["is_open"]) == ("2020-01-01", "2020-12-31", False)
    (value,), (earlier,) = point["values"], point["earlier"]
    assert (value["value"], earlier["value"], earlier["as_of"]) == (229, 195, "2020-10-21")
    (one,) = value["observations"]
    assert (one["article"], one["start"], one["text"]) == ("later", len("It rained. "), LATER)


# ---- whatever stands in it ----------------------------------------------------------------------------------------------------


def test_hostile(store: SqliteStore) -> None:
    """Titles, units, notes, words, speakers and sentences, all of it somebody's trick."""
    figures = [
        Figure(f"bad-{n}", bad, (bad,), ((bad,),), (bad,), bad, list(PeriodKind)[n % 5], 0, 1e6, bad)
        for n, bad in enumerate(PAYLOADS)
    ]
    kept = [told(f"k{n}", "tide", f"{bad} 195 came.", date(2020, 10, 21)) for n, bad in enumerate(PAYLOADS)]
    fill(store, kept, figures)
    year = Days(date(2020, 1, 1), date(2020, 12, 31))
    for n, (bad, one) in enumerate(zip(PAYLOADS, kept, strict=True)):
        given = {"text": bad, "stated_by": bad, "unit": bad}
        said = (stated(one, 195, year, date(2020, 10, 21), **given), stated(one, 200, year, date(2020, 10, 21), bound=Bound.AT_LEAST, **given))  # fmt: skip
        observe(store, one, f"bad-{n}", *said)
    app = create_app(store, desks.SETTINGS, lambda: NOW)
    with TestClient(app, base_url="https://desk.example") as client:
        for n in range(len(PAYLOADS)):
            path = f"/beats/strait/figures/bad-{n}"
            for address in (f"{path}/", f"{path}/embed/"):
                answer = client.get(address)
                assert answer.status_code == 200
                tree = parse(answer.text)
                assert_harmless(tree)
                assert "\u202e" not in answer.text
            drawn = ET.fromstring(client.get(f"{path}.svg").content)
            assert not [e for e in drawn.iter() if e.tag.endswith(("script", "foreignObject", "image"))]
            for kind in ("rss", "atom"):
                ET.fromstring(client.get(f"{path}.{kind}").content)
            for item in json.loads(client.get(f"{path}.json").content)["items"]:
                check_html(item["content_html"])
            for row in csv.reader(io.StringIO(client.get(f"{path}.csv").content.decode(), newline="")):
                assert not any(re.match(r"[=+@\t\r\n＝＋－＠-]", c) for c in row)
        assert_harmless(parse(client.get("/beats/strait/figures/").text))


def test_a_list_of_many_figures_is_made_once(
    desk: dict[str, Keep], store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once for each request, nor with all figures read for each of them."""
    assert desk
    store.put_figures(BEAT.slug, [replace(ARRIVALS, slug=f"f-{n}", title=f"Figure {n}") for n in range(100)])
    asked = 0

    def counted(was: Callable[..., object]) -> Callable[..., object]:
        def ask(*given: object, **named: object) -> object:
            nonlocal asked
            asked += 1
            return was(*given, **named)

        return ask

    for name in ("followed", "observations"):
        monkeypatch.setattr(store, name, counted(getattr(store, name)))
    with TestClient(create_app(store, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        for _ in range(3):
            assert client.get(f"/beats/{BEAT.slug}/figures/").status_code == 200
            assert client.get(f"/beats/{BEAT.slug}/figures.atom").status_code == 200
    assert asked <= 101
