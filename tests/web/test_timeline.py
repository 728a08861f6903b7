"""The page of a timeline: which period, its events with what they rest on, the chart, the way to other periods, and why it is empty."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from beatbook.model import (
    Attention,
    Beat,
    DayFrom,
    Days,
    FeedKind,
    Moment,
    Name,
    Outcome,
    Regroup,
    Source,
    Version,
)
from beatbook.store import tables as t
from beatbook.store.intents import Keep, Move
from beatbook.store.sqlite import SqliteStore
from beatbook.store.times import Choose
from beatbook.web import create_app

from . import desks
from .chronicles import Told, attention, event, give, note
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_hostile import PAYLOADS

PAGE = "/beats/strait/timeline/"
STORM = "A storm sank the ferry Limpet off Port Marrow on Monday."
SAVED = "Ninety people were taken off by lifeboats, the harbour master said."
INQUIRY = "An inquiry into the sinking opened at Sallow on Friday."
KOREAN = "월요일 폭풍으로 여객선이 침몰했다."
ARABIC = "غرقت العبارة قبالة الميناء يوم الاثنين."
DAY = date(2020, 11, 2)


def told(key: str, source: str, body: str, day: date, language: str = "en") -> Keep:
    version = Version(
        f"Headline of {key}", byline=(Name("Ann Lee"),), published=Moment(day), language=language, text=body
    )
    return desks.keep(key, source, version, beats=["strait"], url=f"https://{source}.example/{key}")


@pytest.fixture
def desk(store: SqliteStore) -> dict[str, Keep]:
    """Three sources on a ferry: a storm on November 2, an inquiry on the 6th, in three languages."""
    for slug, name in (("tide", "The Tide"), ("quay", "Quay News"), ("bada", "바다 신문")):
        store.put_source(Source(slug, name), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    keeps = [
        told("s1", "tide", f"{STORM} It was dark.\n\n{SAVED} More to come.", DAY),
        told("s2", "quay", f"It is over. {SAVED}", DAY + timedelta(days=1)),
        told("i1", "tide", f"{INQUIRY} It sits for a month.", date(2020, 11, 6)),
        told("ko", "bada", KOREAN, DAY, "ko"),
        told("ar", "bada", ARABIC, DAY, "ar"),
    ]
    store.apply(keeps)
    store.apply([desks.place(k, "s1" if k.key in ("s2", "ko") else "") for k in keeps])
    return {k.key: k for k in keeps}


@pytest.fixture
def chronicle(desk: dict[str, Keep], own: TestClient) -> Told:
    s1, s2, i1 = desk["s1"], desk["s2"], desk["i1"]
    events = [
        event(
            DAY,
            desks.cut(s1, STORM, published=Moment(DAY)),
            desks.said(SAVED, (s2, SAVED), (s1, SAVED), published=Moment(DAY + timedelta(days=1))),
            desks.cut(desk["ko"], KOREAN, published=Moment(DAY)),
            score=9.0, name="the great storm", origins=14, story="s1",
        ),
        event(
            date(2020, 11, 6),
            desks.cut(i1, INQUIRY, published=Moment(date(2020, 11, 6))),
            desks.cut(desk["ar"], ARABIC, published=Moment(DAY)),
            score=3.0, day_from=DayFrom.REPORTED,
        ),
    ]  # fmt: skip
    counts = attention(date(2020, 11, 1), [0, 5, 9, 2, 0, 4, 1])
    return give(own, Told(events, counts, days=Days(date(2019, 10, 20), date(2020, 11, 20))))


def main_of(client: TestClient, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    tree = parse(answer.text)
    assert_harmless(tree)
    return first(tree, "main")


def hrefs(element: ET.Element) -> dict[str, str]:
    return {(e.get("aria-label") or text(e)): e.get("href") or "" for e in all_of(element, "a")}


# ---- the events -------------------------------------------------------------------------------------------------------------


def test_as_text(chronicle: Told, own: TestClient) -> None:
    """As the desk writes it: title, deck, the events by their days, each sentence with who reported it."""
    said = lines(main_of(own, f"{PAGE}2020-11/"))
    assert said[:3] == [
        "The Strait",
        "Timeline: from the storm to the inquiry",
        "The key events from November 1, 2020 to November 30, 2020",
    ]
    start = said.index("November 2, 2020 Monday")
    assert said[start : start + 5] == [
        "November 2, 2020 Monday",
        f"{STORM}1 The Tide",
        f"{SAVED}23 Quay News, The Tide, November 3, 2020",
        f"{KOREAN}4 바다 신문",
        "reported by 14 articles · the day as stated · Story",
    ]
    start = said.index("November 6, 2020 Friday")
    assert said[start + 3] == "reported by 1 article · the day on which it was reported"


def test_each_sentence_leads_to_its_words_and_its_article(chronicle: Told, own: TestClient) -> None:
    main = main_of(own, f"{PAGE}2020-11/")
    links = [(e.get("href") or "") for e in all_of(main, "a")]
    for n in range(1, 7):
        assert f"#e{n}" in links
        assert len([e for e in main.iter() if e.get("id") == f"e{n}"]) == 1
    assert {"/articles/s1/", "/articles/s2/", "/articles/i1/", "/stories/s1/"} <= set(links)
    event_ = next(e for e in main.iter() if e.get("id") == "d2020-11-02")
    marked = [text(e) for e in all_of(event_, "mark")]
    assert marked == [STORM, SAVED, SAVED, KOREAN]
    back = [e.get("href") for e in all_of(event_, "a") if text(e).startswith("↑")]
    assert back == ["#s1", "#s2", "#s2", "#s3"]
    classes = [e.get("class") for e in all_of(event_, "span") if e.get("id", "").startswith("s")]
    assert classes == ["s k1", "s k2 k3", "s k4"]
    assert (
        next(e.get("data-cite") for e in all_of(event_, "span", class_="from")) == "https://tide.example/s1"
    )


def test_what_two_events_rest_on_stands_once(chronicle: Told, desk: dict[str, Keep], own: TestClient) -> None:
    """No id twice on a page."""
    s1 = desk["s1"]
    chronicle.events = [
        event(DAY, desks.cut(s1, STORM)),
        event(DAY + timedelta(days=2), desks.cut(s1, SAVED), desks.cut(s1, STORM)),
        event(DAY + timedelta(days=4), desks.cut(s1, SAVED), desks.cut(desk["i1"], INQUIRY)),
    ]
    main = main_of(own, f"{PAGE}2020-11/")
    ids = [e.get("id") for e in main.iter() if re.fullmatch(r"[es]\d+", e.get("id") or "")]
    assert ids == ["s1", "e1", "s2", "s3", "e2", "s4", "s5", "e3"]
    assert [e.get("href") for e in all_of(main, "a") if (e.get("href") or "").startswith("#e")] == [
        "#e1", "#e2", "#e1", "#e2", "#e3",
    ]  # fmt: skip


def test_other_languages(chronicle: Told, own: TestClient) -> None:
    main = main_of(own, f"{PAGE}2020-11/")
    spans = {e.get("id"): e for e in all_of(main, "span") if e.get("id")}
    assert spans["s1"].get("lang") is None
    assert (spans["s3"].get("lang"), spans["s5"].get("lang")) == ("ko", "ar")
    told_ = all_of(main, "p", class_="brief")
    assert len(told_) == 5
    assert all(p.get("dir") == "auto" for p in told_)
    assert not any(e.get("dir") for p in told_ for e in all_of(p, "span")), (
        "it would not count for the paragraph's own"
    )


def test_what_is_gone_is_said(
    chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    """An article may be taken down after a timeline was written."""
    gone = desks.keep("i1", "tide", Version("Gone"), outcome=Outcome.REFUSED)
    store.apply([gone])
    answer = own.get(f"{PAGE}2020-11/")
    assert answer.status_code == 200
    parse(answer.text)


def test_long_texts(chronicle: Told, own: TestClient, desk: dict[str, Keep]) -> None:
    long = "word " * 3000
    chronicle.events = [event(DAY, desks.cut(desk["s1"], STORM), name=long)]
    chronicle.title = long
    page = own.get(f"{PAGE}2020-11/").text
    tree = parse(page)
    marks = all_of(all_of(tree, "svg", class_="chart rows1")[0], "a")
    assert len(text(marks[0])) < 150


# ---- which period -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first_day", "last_day"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-11", "2020-11-01", "2020-11-30"),
        ("2020-11-02", "2020-11-02", "2020-11-02"),
        ("2020-10-01..2020-11-15", "2020-10-01", "2020-11-15"),
    ],
)
def test_periods(chronicle: Told, own: TestClient, period: str, first_day: str, last_day: str) -> None:
    main_of(own, f"{PAGE}{period}/")
    assert chronicle.asked == [("strait", date.fromisoformat(first_day), date.fromisoformat(last_day), None)]
    assert own.get(f"{PAGE}{period}", follow_redirects=False).headers["location"] == f"{PAGE}{period}/"


def test_the_newest(chronicle: Told, own: TestClient) -> None:
    """Twelve calendar months up to the last day that has coverage."""
    main_of(own, PAGE)
    assert chronicle.asked == [("strait", date(2019, 12, 1), date(2020, 11, 20), None)]
    tree = parse(own.get(PAGE).text)
    assert f"{PAGE}2019-12-01..2020-11-20/" in [e.get("href") for e in all_of(tree, "a")]
    assert all_of(tree, "link", rel="canonical")[0].get("href") == f"https://desk.example{PAGE}"
    assert [text(e) for e in all_of(all_of(tree, "nav", class_="tabs")[0], "a", aria_current="true")] == [
        "Timeline"
    ]


def test_one_period_has_one_address(chronicle: Told, own: TestClient) -> None:
    for said, there in (
        ("2020-11-01..2020-11-30", "2020-11"),
        ("2020..2020", "2020"),
        ("2020-11-02..2020-11-02", "2020-11-02"),
        ("2020-10..2020-11", "2020-10-01..2020-11-30"),
    ):
        answer = own.get(f"{PAGE}{said}/?events=5", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"{PAGE}{there}/?events=5")
        answer = own.get(f"{PAGE}{said}.csv", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"{PAGE}{there}.csv")
    assert chronicle.asked == []


def test_the_form(chronicle: Told, own: TestClient) -> None:
    tree = parse(own.get(f"{PAGE}2020-11/").text)
    form = all_of(tree, "form", class_="period")[0]
    assert form.get("action") == PAGE
    assert form.get("method") in (None, "get")
    fields = {e.get("name"): e.get("value") for e in all_of(form, "input")}
    assert fields == {"from": "2020-11-01", "to": "2020-11-30", "events": ""}
    for sent, there in (
        ("from=2020-10&to=2020-11", "2020-10-01..2020-11-30/"),
        ("from=2020&to=", "2020/"),
        ("from=&to=2020-11-02&events=3", "2020-11-02/?events=3"),
        ("from=+2020-11+&to=2020-11&events=", "2020-11/"),
    ):
        answer = own.get(f"{PAGE}?{sent}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, PAGE + there)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("2020-13/", "There is no such month or day."),
        ("2020-02-30/", "There is no such month or day."),
        ("0000/", "Timelines are of the years 1800 to 2199."),
        ("9999/", "Timelines are of the years 1800 to 2199."),
        ("2020-11..2020-10/", "This period ends before it begins."),
        ("1800..2199/", "A period has at most a hundred years."),
        ("soon/", "A period is written as a year"),
        ("2020-11%2F01/", ""),
        ("%00/", "A period is written as a year"),
        ("2020-11/?events=0", "The number of events is a whole number from 1 to 100."),
        ("2020-11/?events=101", "The number of events"),
        ("2020-11/?events=x", "The number of events"),
        ("?from=2020-11&to=2020-10", "This period ends before it begins."),
        ("?from=x", "A period is written as a year"),
        ("?to=9999-12-31", "Timelines are of the years 1800 to 2199."),
    ],
)
def test_what_is_no_period_is_said(chronicle: Told, own: TestClient, address: str, why: str) -> None:
    for there in (PAGE + address, *([PAGE + address.rstrip("/") + ".rss"] if address.endswith("/") else [])):
        answer = own.get(there)
        assert answer.status_code == 404, there
        tree = parse(answer.text)
        assert_harmless(tree)
        assert why in text(first(tree, "main"))
    assert chronicle.asked == []


def test_a_number_of_events(chronicle: Told, own: TestClient) -> None:
    tree = parse(own.get(f"{PAGE}2020-11/?events=1").text)
    assert chronicle.asked[0][-1] == 1
    assert [e.get("id") for e in all_of(tree, "li", class_="event")] == ["d2020-11-02"]
    assert all_of(tree, "meta", name="robots"), "one timeline has one page for search engines"
    inside = [h for h in hrefs(all_of(tree, "nav", class_="zoom")[0]).values() if "2020-11-" in h]
    assert inside
    assert all(h.endswith("?events=1") for h in inside)


# ---- other periods ----------------------------------------------------------------------------------------------------------


def test_from_the_year_to_its_months_and_days(chronicle: Told, own: TestClient) -> None:
    year = all_of(main_of(own, f"{PAGE}2020/"), "nav", class_="zoom")[0]
    assert hrefs(year)["November 2020"] == f"{PAGE}2020-11/"
    assert "December 2020" not in hrefs(year), "there is no coverage of it"
    assert "Dec" in text(year)
    assert hrefs(year)["The newest"] == PAGE
    month = main_of(own, f"{PAGE}2020-11/")
    zoom, ends = all_of(month, "nav", class_="zoom")[0], all_of(month, "nav", class_="zoom ends")[0]
    assert hrefs(zoom)["2020"] == f"{PAGE}2020/"
    assert hrefs(zoom)["November 2, 2020"] == f"{PAGE}2020-11-02/"
    assert "November 21, 2020" not in hrefs(zoom)
    assert hrefs(ends) == {"The period before: October 2020": f"{PAGE}2020-10/"}
    day = main_of(own, f"{PAGE}2020-11-02/")
    assert hrefs(all_of(day, "nav", class_="zoom")[0]) == {
        "The newest": PAGE, "2020": f"{PAGE}2020/", "November 2020": f"{PAGE}2020-11/",
    }  # fmt: skip
    assert list(hrefs(all_of(day, "nav", class_="zoom ends")[0]).values()) == [
        f"{PAGE}2020-11-01/", f"{PAGE}2020-11-03/",
    ]  # fmt: skip
    newest = all_of(main_of(own, PAGE), "nav", class_="zoom")[0]
    assert hrefs(newest) == {"2019": f"{PAGE}2019/", "2020": f"{PAGE}2020/"}
    heads = parse(own.get(f"{PAGE}2020/").text)
    assert [e.get("href") for e in all_of(heads, "link", rel="prev")] == [f"{PAGE}2019/"]


def test_no_way_leads_out_of_the_coverage(chronicle: Told, own: TestClient) -> None:
    """A crawler comes to an end."""
    seen: set[str] = set()
    wanted = [PAGE]
    while wanted and len(seen) < 1000:
        address = wanted.pop()
        seen.add(address)
        for link in all_of(parse(own.get(address).text), "a"):
            href = (link.get("href") or "").partition("#")[0]
            if href.startswith(PAGE) and href.endswith("/") and href not in seen:
                wanted.append(href)
    assert 400 < len(seen) < 450


# ---- when there is nothing --------------------------------------------------------------------------------------------------


def test_empty_periods_say_so_and_why(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    main = lines(main_of(own, f"{PAGE}2018-03/"))
    assert main[1:3] == ["Timeline: March 2018", "March 1, 2018 to March 31, 2018"]
    assert main[-2:] == [
        "No event of this period is told here.",
        "The coverage begins on October 20, 2019 and ends on November 20, 2020, and little of what it says is of other days.",
    ]
    assert "An event is told where" in text(main_of(own, f"{PAGE}2020-10/"))
    chronicle.days = None
    assert lines(main_of(own, PAGE))[-1] == "Nothing is here yet of which the day is known."
    assert store.next_ready("note")
    assert "Some articles wait to be read for the days" in " ".join(lines(main_of(own, PAGE)))


# ---- the chart and what was read --------------------------------------------------------------------------------------------


def cover(store: SqliteStore, *rows: tuple[str, str, int, int]) -> None:
    """Days on which sources were asked: source, day, answers, failures."""
    with store.engine.writing() as connection:
        for slug, day, reached, failed in rows:
            source = sa.select(t.source.c.id).where(t.source.c.slug == slug).scalar_subquery()
            values = {"source_id": source, "day": day, "reached": reached, "failed": failed}
            connection.execute(sa.insert(t.coverage).values(**values))


def watched(store: SqliteStore) -> None:
    """From November 3 to 9: the Quay failed on the 5th and 6th, all three on the 7th, nothing was tried on the 8th."""
    store.set_fact("created", "2020-11-03T08:00:00+00:00")
    store.put_feed("tide", "https://tide.example/feed", FeedKind.FEED, desks.NOW)
    for n in (3, 4, 5, 6, 9):
        quay = (0, 2) if n in (5, 6) else (3, 0)
        cover(
            store,
            ("tide", f"2020-11-0{n}", 2, 0),
            ("quay", f"2020-11-0{n}", *quay),
            ("bada", f"2020-11-0{n}", 1, 0),
        )
    cover(store, *((slug, "2020-11-07", 0, 1) for slug in ("tide", "quay", "bada")))


def test_chart(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    watched(store)
    main = main_of(own, f"{PAGE}2020-11-01..2020-11-09/")
    figure = first(main, "figure")
    assert text(first(figure, "figcaption")) == "Most was reported of November 3, 2020: 9 articles"
    chart = next(e for e in all_of(figure, "svg") if "chart" in (e.get("class") or ""))
    said = all_of(chart, "g", role="img")[0].get("aria-label") or ""
    assert said.startswith("Chart: Articles by the day of their news. Most was reported")
    assert "2 events are marked" in said
    bars = [e for e in all_of(chart, "rect") if e.get("class") in ("bar", "told")]
    assert [text(e) for e in bars][:2] == ["November 2, 2020: 5 articles", "November 3, 2020: 9 articles"]
    assert [e.get("class") for e in bars] == ["told", "bar", "bar", "told", "bar"]
    assert hrefs(chart) == {
        "November 2, 2020: the great storm": "#d2020-11-02", f"November 6, 2020: {INQUIRY}": "#d2020-11-06",
    }  # fmt: skip
    bands = [
        (e.get("class"), text(e))
        for e in all_of(chart, "rect")
        if e.get("class") in ("dark", "partly", "before")
    ]
    assert bands == [
        ("dark", "Nov 7 – 8, 2020: no source was read".replace("–", "–")),
        ("partly", "Nov 5 – 6, 2020: some sources could not be read"),
        ("before", "Nov 1 – 2, 2020: the desk did not watch yet"),
    ]
    key = [e.get("class") for e in all_of(all_of(figure, "p", class_="data key")[0], "span")]
    assert key == ["mark", "dark", "partly", "before"]


def test_a_chart_says_what_it_shows(chronicle: Told, own: TestClient, desk: dict[str, Keep]) -> None:
    def title() -> str:
        return text(first(main_of(own, f"{PAGE}2020-11/?events={len(chronicle.asked) + 1}"), "figcaption"))

    assert title() == "Most was reported of November 3, 2020: 9 articles"
    chronicle.attention = attention(date(2020, 11, 1), [1, 0, 1])
    assert title() == "Most was reported of November 1, 2020 and November 3, 2020: 1 article each"
    chronicle.attention = attention(date(2020, 11, 1), [1, 0, 1, 1])
    assert title() == "No day has more than 1 article"
    chronicle.attention = [Attention(DAY, 0, 7, 1.0)]
    assert title() == "These days are spoken of, but no article here has its news of them"


def test_a_headline_names_a_mark_without_its_quotation_marks(
    chronicle: Told, own: TestClient, desk: dict[str, Keep]
) -> None:
    chronicle.events = [
        event(DAY, desks.cut(desk["s1"], STORM), name="“Storm sinks the Limpet off Port Marrow”")
    ]
    chart = next(e for e in all_of(main_of(own, f"{PAGE}2020-11/"), "svg"))
    labels = [text(e) for e in all_of(chart, "text", class_="wide")]
    assert labels == ["Storm sinks the Limpet off Po…"]


def test_coverage_in_words(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    watched(store)
    said = text(first(main_of(own, f"{PAGE}2020-11-01..2020-11-09/"), "figure"))
    for part in (
        "Source: 21 articles filed under The Strait in this desk’s archive.",
        "None of the 3 sources could be read on every day on which they were tried.",
        "Quay News could not on Nov 5 – 7, 2020.",
        "The Tide could not on November 7, 2020.",
        "On November 8, 2020 none was tried.",
        "Which could be read before November 3, 2020, when the desk began to watch, is not known.",
    ):
        assert part in said, said
    said = text(first(main_of(own, f"{PAGE}2020-11-03..2020-11-05/"), "figure"))
    assert "2 of 3 sources could be read on every day" in said


def test_both_sources_could_be_read(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    cover(store, *((slug, f"2020-11-0{n}", 1, 0) for slug in ("tide", "quay") for n in (3, 4, 5)))
    said = text(first(main_of(own, f"{PAGE}2020-11-03..2020-11-05/"), "figure"))
    assert "Both sources could be read on every day on which they were tried." in said
    assert "began to watch" not in said


def test_a_period_does_not_say_that_the_desk_began_to_watch_in_it(
    chronicle: Told, own: TestClient, store: SqliteStore
) -> None:
    watched(store)
    said = text(first(main_of(own, f"{PAGE}2020-11-07..2020-11-09/"), "figure"))
    assert "On November 8, 2020 none was tried." in said
    assert "began to watch" not in said


def test_what_is_not_known_is_said(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    said = text(main_of(own, f"{PAGE}2020-11/"))
    assert "Which sources could be read then is not known: the desk watched none." in said
    watched(store)
    said = text(main_of(own, f"{PAGE}2020-10/"))
    assert (
        "Which sources could be read then is not known: the desk has watched since November 3, 2020." in said
    )


def test_table_behind_the_chart(chronicle: Told, own: TestClient, store: SqliteStore) -> None:
    watched(store)
    main = main_of(own, f"{PAGE}2020-11-01..2020-11-09/")
    table = first(first(main, "details"), "table")
    rows = [[text(c) for c in row] for row in all_of(table, "tr")]
    assert rows[0] == [
        "Day",
        "Articles with news of it",
        "Sentences that speak of it within a week",
        "Sources",
    ]
    assert rows[1] == ["November 1, 2020", "0", "0", "not known"]
    assert rows[3] == ["November 3, 2020", "9", "18", "all read"]
    assert [row[3] for row in rows[5:]] == [
        "2 of 3 read",
        "2 of 3 read",
        "0 of 3 read",
        "none was tried",
        "all read",
    ]
    year = [[text(c) for c in row] for row in all_of(main_of(own, f"{PAGE}2020/"), "tr")]
    assert year[0][0] == "Week"
    assert len(year) == 54
    week = next(row for row in year if row[0] == "Nov 2 – 8, 2020")
    assert week[1:] == [
        "21",
        "42",
        "2 days all read, 2 days some read, 1 day none could be read, 1 day none was tried, 1 day not known",
    ]


@pytest.mark.parametrize(
    "period", ["2020-08-20..2020-12-20", "2018-11..2020-11", "2011-01..2020-11", "1921..2020"]
)
def test_chart_is_small(
    chronicle: Told, own: TestClient, store: SqliteStore, desk: dict[str, Keep], period: str
) -> None:
    """As many bars, marks and bands as there can be."""
    watched(store)
    days = [date(2020, 11, 20) - timedelta(days=n) for n in range(0, 36525, 1)]
    chronicle.attention = [a for day in days for a in attention(day, [100 + day.day])]
    chronicle.events = [
        event(days[n * 3], desks.cut(desk["s1"], STORM), name="the long and winding road", score=n)
        for n in range(40)
    ]
    cover(
        store, *(("quay", (date(2020, 10, 31) - timedelta(days=2 * n)).isoformat(), 0, 1) for n in range(60))
    )
    page = own.get(f"{PAGE}{period}/").text
    svg = re.search(r'<svg class="chart.*?\n</svg>', page, re.DOTALL)
    assert svg
    assert len(svg[0].encode()) < 30_000, len(svg[0])
    parse(page)


def test_a_short_period_has_no_chart(chronicle: Told, own: TestClient) -> None:
    assert not all_of(main_of(own, f"{PAGE}2020-11-02/"), "figure")
    chronicle.attention = ()
    assert not all_of(main_of(own, f"{PAGE}2020-11/"), "figure")


# ---- of other things --------------------------------------------------------------------------------------------------------


def test_of_a_story(chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    note(store, desk.values())
    link = "/stories/s1/timeline/"
    assert link in [e.get("href") for e in all_of(parse(own.get("/stories/s1/").text), "a")]
    assert "/timeline/" not in [e.get("href") for e in all_of(parse(own.get("/stories/i1/").text), "a")]
    main = main_of(own, link)
    assert lines(main)[0] == "Headline of s1"
    assert chronicle.asked == [(("s1", "s2", "ko"), DAY, DAY + timedelta(days=1), None)]
    assert "Story" not in text(main), "it is the story that this page is of"
    assert own.get(f"{link}2020-11/").status_code == 200
    assert own.get(f"{link}2020-13/").status_code == 404
    assert own.get("/stories/none/timeline/").status_code == 404
    assert own.get("/stories/s1/timeline", follow_redirects=False).headers["location"] == link
    assert own.get("/stories/s1/timeline/2020", follow_redirects=False).headers["location"] == f"{link}2020/"
    answer = own.get(f"{link}?from=2020&to=2020", follow_redirects=False)
    assert answer.headers["location"] == f"{link}2020/"
    for kind in ("rss", "atom", "json", "csv", "timelinejs.json"):
        assert own.get(f"/stories/s1/timeline.{kind}").status_code == 200
        assert own.get(f"/stories/s1/timeline/2020.{kind}").status_code == 200


def test_of_a_merged_story(
    chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    store.apply([Move(Regroup("i1", "s1", ()), "editor", desks.NOW)])
    for end, there in (
        ("/timeline/", "/timeline/"),
        ("/timeline/2020/", "/timeline/2020/"),
        ("/timeline/2020.csv", "/timeline/2020.csv"),
    ):
        answer = own.get(f"/stories/i1{end}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/stories/s1{there}")


@pytest.mark.parametrize(
    "key", ["a/timeline", "a/timeline/2020", "https://x.example/timeline/", "timeline", "a.rss/b"]
)
def test_a_story_s_id_may_hold_anything(
    chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient, key: str
) -> None:
    kept = told(key, "tide", STORM, DAY)
    store.apply([kept])
    store.apply([desks.place(kept)])
    note(store, [kept])
    path = f"/stories/{quote(key, safe='')}"
    assert lines(main_of(own, f"{path}/"))[1] == f"Headline of {key}"
    assert lines(main_of(own, f"{path}/timeline/"))[0] == f"Headline of {key}"
    assert lines(main_of(own, f"{path}/timeline/2020/"))[0] == f"Headline of {key}"
    assert chronicle.asked[-1][0] == (key,)
    assert own.get(f"{path}.rss").status_code == 200
    assert own.get(f"{path}/timeline.rss").status_code == 200
    if not key.endswith("/"):
        assert own.get(path, follow_redirects=False).headers["location"] == f"{path}/"
    assert own.get(f"{path}/timeline", follow_redirects=False).headers["location"] == f"{path}/timeline/"


def test_of_an_author(chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    note(store, desk.values())
    link = "/authors/ann-lee/timeline/"
    assert link in [e.get("href") for e in all_of(parse(own.get("/authors/ann-lee/").text), "a")]
    assert lines(main_of(own, link))[0] == "Ann Lee"
    assert set(chronicle.asked[0][0]) == set(desk)  # type: ignore[call-overload]
    assert own.get("/authors/nobody/timeline/").status_code == 404
    assert "Source: 5 articles in this desk’s archive." in text(main_of(own, f"{link}2020-11/"))
    assert own.get("/authors/ann-lee/timeline/2020-11.csv").status_code == 200


def test_of_a_search(chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    note(store, desk.values())
    found = parse(own.get("/search/?q=lifeboats&source=tide").text)
    link = "/search/timeline/?q=lifeboats&source=tide"
    assert link in [e.get("href") for e in all_of(found, "a")]
    tree = parse(own.get(link).text)
    assert lines(first(tree, "main"))[0] == "lifeboats"
    assert chronicle.asked[0][0] == ("s1",)
    fields = {
        e.get("name"): e.get("value") for e in all_of(all_of(tree, "form", class_="period")[0], "input")
    }
    assert (fields["q"], fields["source"]) == ("lifeboats", "tide")
    answer = own.get("/search/timeline/?q=lifeboats&from=2020-11&to=2020-11", follow_redirects=False)
    assert answer.headers["location"] == "/search/timeline/2020-11/?q=lifeboats"
    assert own.get("/search/timeline/2020-11.json?q=lifeboats").status_code == 200
    for bad in ("", "?q=", "?q=a+(b", f"?q={'x' * 600}"):
        answer = own.get(f"/search/timeline/{bad}")
        assert answer.status_code == 404
        parse(answer.text)


def test_of_more_than_can_be_told(
    chronicle: Told, desk: dict[str, Keep], own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beatbook.web.pages import timeline

    monkeypatch.setattr(timeline, "MOST", 2)
    assert "Made of the 2 newest of 5 articles." in text(main_of(own, "/authors/ann-lee/timeline/"))


def test_other_sources_coverage(
    chronicle: Told, desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    watched(store)
    note(store, desk.values())
    said = text(first(main_of(own, "/search/timeline/2020-11/?q=lifeboats"), "figure"))
    assert "Quay News could not on Nov 5 – 7, 2020." in said
    assert "바다" not in said, "it has nothing of what was found"


# ---- all together -----------------------------------------------------------------------------------------------------------


def test_a_desk_s_own_timeline(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    """Nothing made up: noted, chosen, written and shown."""
    note(store, desk.values())
    main = main_of(own, f"{PAGE}2020-11/")
    assert STORM in text(main)
    assert "Story" in text(main)
    title = text(first(main, "h1"))
    assert title.startswith("Timeline: ")
    store.apply(
        [
            Choose(
                "strait",
                "editor",
                desks.NOW,
                period=Days(date(2020, 11, 1), date(2020, 11, 30)),
                title="The storm",
            )
        ]
    )
    assert text(first(main_of(own, f"{PAGE}2020-11/"), "h1")) == "The storm"
    assert text(first(main_of(own, f"{PAGE}2020/"), "h1")) == title
    store.apply([Choose("strait", "editor", desks.NOW, struck=STORM)])
    assert STORM not in text(main_of(own, f"{PAGE}2020-11/"))


def test_an_empty_desk(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    assert "Nothing is here yet of which the day is known." in lines(main_of(own, PAGE))
    assert own.get("/beats/none/timeline/").status_code == 404


def test_whatever_stands_in_whatever_field(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    events, days, client = [], [], own
    for n, bad in enumerate(PAYLOADS):
        store.put_source(Source(f"case-{n}", bad), desks.NOW)
        version = Version(bad, published=Moment(DAY), language=bad, text=bad)
        kept = desks.keep(f"{bad}{n}", f"case-{n}", version, beats=["strait"], url=bad)
        store.apply([kept])
        days.append(date(2019, 1, 1) + timedelta(days=7 * n))
        events.append(
            event(days[-1], desks.cut(kept, bad, published=Moment(DAY)), name=bad, story=bad, score=n)
        )
    told_ = give(client, Told(events, attention(days[0], [3] * 30), PAYLOADS[0], Days(days[0], days[-1])))
    for n, bad in enumerate(PAYLOADS):
        told_.title = bad
        tree = parse(client.get(f"{PAGE}{days[n].isoformat()}..{days[n] + timedelta(days=20)}/").text)
        assert_harmless(tree)
        for link in all_of(tree, "a"):
            if (link.get("href") or "").startswith("http"):
                assert "noopener" in (link.get("rel") or "")
        answer = client.get(f"{PAGE}{quote(bad, safe='')}/?events={quote(bad)}&from={quote(bad)}")
        assert answer.status_code in (200, 302, 404, 414)
    answer = client.get(f"{PAGE}?events=100")
    assert answer.status_code == 200
    assert_harmless(parse(answer.text))


def test_policy_holds_on_a_desk_of_the_network(store: SqliteStore) -> None:
    """Its pages lead to the editors' side only for those who see it."""
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    with TestClient(create_app(store, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        assert "/desk/" not in client.get(PAGE).text
