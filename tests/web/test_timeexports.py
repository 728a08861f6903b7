"""Timelines as data: the table, TimelineJS, feeds and the whole of it. What goes out is read back."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import feedparser
import pytest
from starlette.testclient import TestClient

from beatbook.model import Beat, Days, Moment, Source, Version
from beatbook.store.sqlite import SqliteStore
from beatbook.web.timeexports import COLUMNS, cell

from . import desks
from .chronicles import Told, attention, event, give
from .reading import all_of, first, parse, text
from .test_hostile import PAYLOADS, check_html
from .test_timeline import ARABIC, DAY, INQUIRY, KOREAN, PAGE, SAVED, STORM, chronicle, desk

__all__ = ["chronicle", "desk"]

MONTH = PAGE + "2020-11"


def rows(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))


def test_table(chronicle: Told, own: TestClient) -> None:
    found = rows(own, f"{MONTH}.csv")
    assert tuple(found[0]) == COLUMNS
    assert [r["sentence"] for r in found] == [STORM, SAVED, SAVED, KOREAN, INQUIRY, ARABIC]
    assert found[0] == {
        "date": "2020-11-02", "day_from": "stated", "score": "9", "name": "the great storm", "sentence": STORM,
        "article": "s1", "source": "tide", "url": "https://tide.example/s1", "start": "0", "end": str(len(STORM)),
        "story": "s1", "origins": "14",
    }  # fmt: skip
    assert (found[4]["day_from"], found[4]["name"], found[4]["story"]) == ("reported", "", "")
    answer = own.get(f"{MONTH}.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="timeline-2020-11.csv"'
    assert answer.headers["etag"]
    assert rows(own, f"{PAGE}2018.csv") == []


def test_spans_are_those_of_the_articles(chronicle: Told, desk: dict[str, object], own: TestClient) -> None:
    for row in rows(own, f"{MONTH}.csv"):
        version = desk[row["article"]].version  # type: ignore[attr-defined]
        assert version.text[int(row["start"]) : int(row["end"])] == row["sentence"]


@pytest.mark.parametrize(
    "said",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        '=HYPERLINK("x")',
    ],
)
def test_no_cell_is_a_formula(said: str) -> None:
    """OWASP, "CSV Injection"."""
    assert cell(said)[0] == "'"
    assert cell(said)[1:] == said.strip()


def test_other_cells_stay_as_they_are() -> None:
    assert [cell(s) for s in ("a-b", '"quoted", twice', "", None, "1,5")] == [
        "a-b",
        '"quoted", twice',
        "",
        "",
        "1,5",
    ]


def test_timeline_js(chronicle: Told, own: TestClient) -> None:
    answer = own.get(f"{MONTH}.timelinejs.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert "access-control-allow-origin" not in answer.headers, "no other site's script reads a desk"
    said = json.loads(answer.content)
    assert said["title"]["text"]["headline"] == "Timeline: from the storm to the inquiry"
    assert said["title"]["text"]["text"] == "<p>The key events from November 1, 2020 to November 30, 2020</p>"
    assert [e["start_date"] for e in said["events"]] == [
        {"year": 2020, "month": 11, "day": 2}, {"year": 2020, "month": 11, "day": 6},
    ]  # fmt: skip
    assert [e["text"]["headline"] for e in said["events"]] == ["the great storm", INQUIRY]
    body = said["events"][0]["text"]["text"]
    check_html(body)
    assert body.startswith(f'<p>{STORM} (<a href="https://desk.example/articles/s1/">The Tide</a>)</p>')
    assert own.get(f"{PAGE.rstrip('/')}.timelinejs.json").status_code == 200


def test_everything(chronicle: Told, own: TestClient) -> None:
    """In the JSON feed, under a name of our own."""
    said = json.loads(own.get(f"{MONTH}.json").content)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    whole = said["_timeline"]
    assert (whole["title"], whole["first"], whole["last"]) == (chronicle.title, "2020-11-01", "2020-11-30")
    storm = whole["events"][0]
    assert (storm["date"], storm["day_from"], storm["score"], storm["origins"]) == (
        "2020-11-02",
        "stated",
        9.0,
        14,
    )
    spans = [len(s["spans"]) for s in storm["sentences"]]
    assert spans == [1, 2, 1]
    assert storm["sentences"][1]["spans"][0] | {"version": ""} == {
        "article": "s2", "version": "", "start": 12, "end": 12 + len(SAVED), "source": "quay",
        "url": "https://quay.example/s2",
    }  # fmt: skip
    assert storm["sentences"][1]["spans"][0]["version"]
    assert whole["attention"][0] == {"date": "2020-11-02", "articles": 5, "mentions": 10, "score": 2.5}


def test_feeds(chronicle: Told, own: TestClient) -> None:
    """Newest first; each leads to the event's place on the page, and has one id wherever it is found."""
    for kind in ("rss", "atom"):
        found = feedparser.parse(own.get(f"{MONTH}.{kind}").content)
        assert not found.bozo
        assert [e.link for e in found.entries] == [
            f"https://desk.example{MONTH}/#d2020-11-06", f"https://desk.example{MONTH}/#d2020-11-02",
        ]  # fmt: skip
        assert found.entries[1].title == "November 2, 2020: the great storm"
        assert STORM in found.entries[1].content[0].value
        assert found.feed.title == "Timeline: from the storm to the inquiry — The Beatbook"
    newest = json.loads(own.get(f"{PAGE.rstrip('/')}.json").content)
    month = json.loads(own.get(f"{MONTH}.json").content)
    assert [i["id"] for i in newest["items"]] == [i["id"] for i in month["items"]]
    assert month["items"][0]["date_published"] == "2020-11-06T00:00:00+00:00"
    assert month["items"][1]["content_text"] == f"{STORM} {SAVED} {KOREAN}"
    assert month["items"][0]["authors"] == [{"name": "The Beatbook"}]


def test_the_page_names_them(chronicle: Told, own: TestClient) -> None:
    tree = parse(own.get(f"{MONTH}/?events=1").text)
    found = {text(e): e.get("href") for e in all_of(first(tree, "aside"), "a")}
    for name, kind in (
        ("RSS", "rss"),
        ("Table (CSV)", "csv"),
        ("Everything (JSON)", "json"),
        ("TimelineJS", "timelinejs.json"),
    ):
        assert found[name] == f"{MONTH}.{kind}?events=1"
        assert own.get(found[name] or "").status_code == 200
    assert len(all_of(tree, "link", rel="alternate")) == 3
    assert len(rows(own, f"{MONTH}.csv?events=1")) == 4


def test_of_a_search(chronicle: Told, own: TestClient) -> None:
    assert rows(own, "/search/timeline/2020-11.csv?q=Limpet")
    assert own.get("/search/timeline.csv").status_code == 404


def test_whatever_stands_in_whatever_field(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    events = []
    for n, bad in enumerate(PAYLOADS):
        store.put_source(Source(f"case-{n}", bad), desks.NOW)
        version = Version(bad, published=Moment(DAY), language="en", text=bad)
        kept = desks.keep(f"{bad}{n}", f"case-{n}", version, beats=["strait"], url=bad)
        store.apply([kept])
        events.append(event(date(2020, 1, 1) + timedelta(days=n), desks.cut(kept, bad), name=bad, story=bad))
    days = Days(date(2020, 1, 1), date(2020, 12, 31))
    give(own, Told(events, attention(days.first, [1] * 90), PAYLOADS[0], days))
    for start in range(0, len(PAYLOADS), 30):
        first_day = days.first + timedelta(days=start)
        address = f"{PAGE}{first_day}..{first_day + timedelta(days=29)}"
        for kind in ("rss", "atom"):
            for element in ET.fromstring(own.get(f"{address}.{kind}").content).iter():
                if element.tag.rsplit("}", 1)[-1] in ("content", "encoded"):
                    check_html(element.text or "")
        for item in json.loads(own.get(f"{address}.json").content)["items"]:
            check_html(item["content_html"])
            assert item["url"].startswith("https://desk.example/beats/strait/timeline/")
        for found in json.loads(own.get(f"{address}.timelinejs.json").content)["events"]:
            check_html(found["text"]["text"])
            check_html(f"<p>{found['text']['headline']}</p>")
        for row in rows(own, f"{address}.csv"):
            for name in ("name", "sentence", "article", "url", "story"):
                assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert row["url"] == "" or row["url"].startswith(("http://", "https://"))
