"""What's ahead: the page of a beat, last month's list, one announcement, feeds and the calendar."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
import sqlalchemy as sa
from icalendar import Calendar
from starlette.testclient import TestClient

from beatbook.model import (
    Act,
    Fate,
    Outcome,
    Precision,
    Settled,
    Source,
)
from beatbook.store.sqlite import SqliteStore
from beatbook.store.times import Correct, SameAnnouncement
from beatbook.web import create_app, dates
from beatbook.web.ahead import section_of
from beatbook.work.calendars import Calendars

from . import desks, diary
from .diary import article, on, put, says, tell
from .reading import all_of, assert_harmless, first, lines, parse, text

PAGE = "/beats/harbour/ahead/"
TODAY = date(2020, 12, 5)


@pytest.fixture
def harbour(store: SqliteStore) -> SqliteStore:
    diary.fill(store)
    return store


def main_of(client: TestClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    tree = parse(answer.text)
    assert_harmless(tree)
    return lines(first(tree, "main"))


def links_of(client: TestClient, address: str) -> dict[str, str]:
    return {text(e): e.get("href") or "" for e in all_of(parse(client.get(address).text), "a")}


# ---- the page of a beat -----------------------------------------------------------------------------------------------------


def test_the_diary_line_for_line(harbour: SqliteStore, own: TestClient) -> None:
    """This week and the next by day; then months, quarters and years, in each what has a day first; what was put off last."""
    assert main_of(own, PAGE) == [
        "The Harbour",
        "What articles of this beat say is coming, and who says so. As of December 5, 2020.",
        "This week Dec 5 – 11",
        "Until Dec 6",
        "The winter regatta runs from December 3 to 6 off the north mole.",
        "Scheduled · The Tide, Nov 20",
        "Mon, Dec 7",
        "The inquiry into the grounding of the Limpet will hear its first witnesses on December 7, the ministry said.",
        "Scheduled · according to the ministry · announced by 3 articles · The Tide, Dec 2",
        "First announced Oct 20 for Nov 16; on Nov 11 moved to Dec 7.",
        "Tue, Dec 8",
        "The port council votes on the new harbour dues on December 8.",
        "Scheduled · Quay News, Dec 1",
        "Dockers threaten to walk out on December 8 if the rosters are not withdrawn.",
        "Threatened · according to Dockers · Quay News, Dec 3",
        "Thu, Dec 10",
        "새 여객선은 12월 10일 취항한다고 해운사가 밝혔다.",
        "Scheduled · according to 해운사 · 바다 신문, Dec 2",
        "Next week Dec 12 – 18",
        "Mon, Dec 14",
        "تصل الرافعة الجديدة إلى الميناء في 14 كانون الأول.",
        "Expected · أخبار الميناء, Dec 1",
        "Week of Dec 14",
        "Dredging of the south channel is expected to begin in the week of December 14.",
        "Expected · The Tide, Nov 28",
        "Later in December 2020",
        "Tue, Dec 22",
        "The winter timetable ends on December 22.",
        "Scheduled · The Tide, Nov 29",
        "No day named",
        "The auditors will publish their report on the quay wall in December.",
        "Scheduled · according to The auditors · Quay News, Nov 30",
        "January 2021",
        "Mon, Jan 18",
        "The trial of the harbour pilot opens on January 18, 2021.",
        "Scheduled · The Tide, Dec 1",
        "1st quarter 2021",
        "No day named",
        "A levy on cruise passengers could come in the first quarter of 2021, the mayor said.",
        "Possible · according to the mayor · The Tide, Dec 4",
        "2021",
        "No day named",
        "The new breakwater is to be finished in 2021.",
        "Expected · Quay News, Nov 15",
        "Postponed with no new day, or cancelled",
        "The reopening of the fish market, planned for December 12, was put off with no new date, the port said.",
        "Postponed: no new day is named",
        "according to the port · announced by 2 articles · Quay News, Dec 3",
        "First announced Nov 18 for Dec 12; on Dec 3 postponed, with no new day.",
    ]


@pytest.mark.parametrize(
    ("day", "heading"), [("2020-12-10", "Later in December 2020"), ("2020-12-22", "December 2020")]
)
def test_nothing_is_later_in_a_month_that_ends_next_week(
    harbour: SqliteStore, day: str, heading: str
) -> None:
    now = datetime.fromisoformat(f"{day}T09:00:00+00:00")
    with TestClient(create_app(harbour, desks.SETTINGS, lambda: now)) as client:
        assert heading in main_of(client, PAGE)


def test_each_entry_leads_to_its_page_its_article_and_the_steps_of_its_trail(
    harbour: SqliteStore, own: TestClient
) -> None:
    found = links_of(own, PAGE)
    assert found["The port council votes on the new harbour dues on December 8."] == "/announcements/council/"
    assert found["The Tide, Dec 2"] == "/articles/inquiry-3/"
    assert (found["Oct 20"], found["Nov 11"]) == ("/articles/inquiry-1/", "/articles/inquiry-2/")
    tree = parse(own.get(PAGE).text)
    assert [e.get("datetime") for e in all_of(tree, "time")][1:4] == [
        "2020-12-06",
        "2020-12-07",
        "2020-10-20",
    ]
    assert {"2020-W51", "2020-12", "2021"} <= {e.get("datetime") for e in all_of(tree, "time")}


def test_last_month_stands_beside_it_in_short(harbour: SqliteStore, own: TestClient) -> None:
    side = lines(first(parse(own.get(PAGE).text), "aside"))
    start = side.index("November 2020, and what became of it")
    assert side[start + 1 : start + 6] == [
        "Of 7 announcements for November 2020, 2 happened, 1 was postponed, 1 was cancelled, 1 was not confirmed, "
        "1 had no coverage and 1 is still open.",
        "The boats are blessed on November 1. Happened",
        "The Martinmas fair is on November 11. Cancelled",
        "The lighthouse passes to the town on November 12. Happened",
        "The inquiry is to open on November 16, the ministry said. Postponed",
    ]
    assert links_of(own, PAGE)["What became of each"] == f"{PAGE}2020-11/"


def test_texts_are_in_their_own_language_and_direction(harbour: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get(PAGE).text)
    for lang in ("ko", "ar"):
        (said,) = all_of(first(tree, "main"), "p", lang=lang)
        assert said.get("dir") == "auto"


def test_a_beat_without_announcements_says_so(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(diary.HARBOUR)
    assert main_of(own, PAGE)[-1] == "Nothing that articles announce is ahead."
    assert "and what became of it" not in own.get(PAGE).text
    assert main_of(own, f"{PAGE}2020-11/")[-1] == "Nothing had been announced for November 2020."
    assert own.get("/beats/nowhere/ahead/").status_code == 404
    for kind in ("rss", "atom", "json", "ics"):
        assert own.get(f"/beats/harbour/ahead.{kind}").status_code == 200
        assert own.get(f"/beats/nowhere/ahead.{kind}").status_code == 404


def test_more_than_a_page_shows_leads_on_to_the_month(
    harbour: SqliteStore, own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beatbook.web.pages.ahead.SHOWN", 8)
    assert links_of(own, PAGE)["The list goes on: December 2020"] == f"{PAGE}2020-12/"


def test_what_is_only_of_this_year_does_not_hide_this_week(
    harbour: SqliteStore, own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beatbook.web.pages.ahead.SHOWN", 3)
    for n in range(5):
        words = f"Ship {n} is to be built this year."
        kept = article(f"ship-{n}", "tide", "2020-01-02", "Ships", words)
        put(harbour, kept)
        year = on("2020-01-01", "2020-12-31")
        tell(
            harbour,
            f"ship-{n}",
            says(kept, words, year, precision=Precision.YEAR, stems=(f"ship{n}", "built")),
        )
    assert "Mon, Dec 7" in main_of(own, PAGE)
    assert any("Mon, Dec 7" in line for line in lines(first(parse(own.get("/").text), "aside")))


def test_what_an_editor_cancelled_is_not_ahead(harbour: SqliteStore, own: TestClient) -> None:
    def put_off() -> list[str]:
        said = main_of(own, PAGE)
        return said[said.index("Postponed with no new day, or cancelled") :]

    council = "The port council votes on the new harbour dues on December 8."
    for fate, word in ((Fate.CANCELLED, "Cancelled"), (Fate.POSTPONED, "Postponed")):
        harbour.apply([Correct("council", "editor", desks.NOW, fate=fate, why="the roof leaks")])
        assert council in put_off()
        assert f"{word}: the roof leaks (an editor says so)" in put_off()
    harbour.apply([Correct("council", "editor", desks.NOW, days=on("2020-12-15"))])
    assert council not in put_off(), "it is on the days that the editor named"
    assert council in main_of(own, PAGE)


def test_what_was_reported_already_says_so(harbour: SqliteStore, own: TestClient) -> None:
    told = article(
        "regatta-2", "quay", "2020-12-04", "Regatta under way", "The regatta began on Thursday. It rained."
    )
    put(harbour, told)
    words = "The winter regatta runs from December 3 to 6 off the north mole."
    kept = article(
        "regatta-1", "tide", "2020-11-20", "Port of Marrow, regatta", f"{words} More is not known."
    )
    report = desks.cut(told, "The regatta began on Thursday.")
    tell(harbour, "regatta", says(kept, words, on("2020-12-03", "2020-12-06")),
         settled=Settled(Fate.HAPPENED, "reported on December 4 by Quay News", (report,), None))  # fmt: skip
    said = main_of(own, PAGE)
    at = said.index(words)
    assert said[at + 1 : at + 3] == [
        "Happened: reported on December 4 by Quay News",
        "The regatta began on Thursday. Quay News, Dec 4",
    ]


def test_dates_of_the_calendar_stand_among_the_rest(harbour: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(
        '[[date]]\ntitle = "Founding of the <b>port</b>"\non = "12-08"\nsince = 1870\n'
        '[[date]]\ntitle = "Blessing"\non = "04"\n',
        encoding="utf-8",
    )
    app = create_app(harbour, desks.SETTINGS, desks.now, Calendars(tmp_path))
    with TestClient(app, base_url="https://desk.example") as client:
        said = main_of(client, PAGE)
        at = said.index("Founding of the <b>port</b> (150th anniversary)")
        assert said[at + 1] == "From the beat’s calendar"
        assert said.index("Tue, Dec 8") < at < said.index("Thu, Dec 10")
        at = said.index("April 2021")
        assert said[at + 1 : at + 3] == ["No day named", "Blessing"]
        front = lines(first(parse(client.get("/").text), "aside"))
        assert any("Founding of the <b>port</b>" in line for line in front)
        assert not any("Founding" in line for line in main_of(client, f"{PAGE}2020-12/")), (
            "no article announced it"
        )
        events = Calendar.from_ical(client.get("/beats/harbour/ahead.ics").content).walk("VEVENT")
        assert "Founding of the <b>port</b> (150th anniversary)" in [e["SUMMARY"] for e in events]


def test_a_calendar_that_is_wrong_takes_no_page_down(harbour: SqliteStore, tmp_path: Path) -> None:
    """The page says that its dates are missing, and why to editors only: the file's path is nobody else's business."""
    (tmp_path / "harbour.toml").write_text('[[date]]\ntitle = "Founding"\non = "13-41"\n', encoding="utf-8")
    app = create_app(harbour, desks.SETTINGS, desks.now, Calendars(tmp_path))
    with TestClient(app, base_url="https://desk.example") as client:
        said = main_of(client, PAGE)
        assert "The dates of the beat’s own calendar are missing here." in said
        assert "Tue, Dec 8" in said
        for address in ("/", "/beats/harbour/ahead.ics", "/beats/harbour/ahead.rss"):
            assert client.get(address).status_code == 200
    local = TestClient(app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5))
    assert any("there is no day '13-41'" in said for said in main_of(local, PAGE))


def test_it_costs_a_constant_number_of_questions(harbour: SqliteStore, own: TestClient) -> None:
    asked: list[str] = []

    def counted(*said: Any) -> None:
        asked.append(said[2])

    def cost(address: str) -> int:
        own.get(address)
        asked.clear()
        own.get(address)
        return len(asked)

    addresses = (
        PAGE,
        f"{PAGE}2020-11/",
        "/beats/harbour/ahead.atom",
        "/beats/harbour/ahead.ics",
        "/",
        "/announcements/council/",
    )
    sa.event.listen(sa.Engine, "before_cursor_execute", counted)
    before = [cost(a) for a in addresses]
    for n in range(20):
        words = f"Ship {n} sails."
        kept = article(f"ship-{n}", "tide", "2020-12-01", "Ships", f"{words} It does.")
        put(harbour, kept)
        day = f"2020-{11 + n % 2}-{6 + n % 20:02}"
        tell(harbour, f"ship-{n}", says(kept, words, on(day), stems=(f"ship{n}", "sail")))
    assert all(cost(a) <= n for a, n in zip(addresses, before, strict=True))
    sa.event.remove(sa.Engine, "before_cursor_execute", counted)


# ---- where it stands --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first_", "last", "precision", "rank", "ends"),
    [
        ("2020-12-05", "2020-12-05", Precision.DAY, 0, "2020-12-11"),
        ("2020-12-11", "2020-12-11", Precision.TIME, 0, "2020-12-11"),
        ("2020-11-01", "2021-06-30", Precision.DAY, 0, "2020-12-11"),
        ("2020-12-12", "2020-12-12", Precision.DAY, 1, "2020-12-18"),
        ("2020-12-19", "2020-12-19", Precision.DAY, 2, "2020-12-31"),
        ("2020-11-30", "2020-12-06", Precision.WEEK, 0, "2020-12-11"),
        ("2020-12-01", "2020-12-10", Precision.MONTH, 2, "2020-12-31"),
        ("2020-10-01", "2020-12-31", Precision.QUARTER, 2, "2020-12-31"),
        ("2020-12-15", "2021-01-15", Precision.MONTH, 2, "2021-01-15"),
        ("2021-01-01", "2021-06-30", Precision.YEAR, 2, "2021-06-30"),
    ],
)
def test_sections(first_: str, last: str, precision: Precision, rank: int, ends: str) -> None:
    section = section_of(on(first_, last), precision, TODAY)
    assert (section.rank, section.last.isoformat()) == (rank, ends)


@pytest.mark.parametrize(
    ("first_", "last", "said", "shortly"),
    [
        ("2020-12-10", "2020-12-10", "December 10, 2020", "Dec 10"),
        ("2021-01-10", "2021-01-10", "January 10, 2021", "Jan 10, 2021"),
        ("2020-12-07", "2020-12-13", "Dec 7 – 13, 2020", "Dec 7 – 13"),
        ("2020-12-28", "2021-01-03", "Dec 28, 2020 – Jan 3, 2021", "Dec 28, 2020 – Jan 3, 2021"),
        ("2020-12-01", "2020-12-31", "December 2020", "December"),
        ("2020-10-01", "2020-12-31", "4th quarter 2020", "4th quarter 2020"),
        ("2020-11-01", "2021-01-31", "November 2020 – January 2021", "November 2020 – January 2021"),
        ("2021-01-01", "2021-12-31", "2021", "2021"),
    ],
)
def test_days_in_words(first_: str, last: str, said: str, shortly: str) -> None:
    days = on(first_, last)
    assert re.sub(r"\s", " ", dates.period(days, "en")) == said
    assert re.sub(r"\s", " ", dates.short_period(days, "en", 2020)) == shortly


@pytest.mark.parametrize(
    ("first_", "last", "precision", "said"),
    [
        ("2020-12-10", "2020-12-10", Precision.DAY, "2020-12-10"),
        ("2020-12-14", "2020-12-20", Precision.WEEK, "2020-W51"),
        ("2020-12-13", "2020-12-19", Precision.WEEK, "2020-12-13"),
        ("2020-12-01", "2020-12-31", Precision.MONTH, "2020-12"),
        ("2020-12-01", "2020-12-10", Precision.MONTH, "2020-12-01"),
        ("2021-01-01", "2021-12-31", Precision.YEAR, "2021"),
        ("2021-01-01", "2021-03-31", Precision.QUARTER, "2021-01-01"),
    ],
)
def test_days_for_machines(first_: str, last: str, precision: Precision, said: str) -> None:
    assert dates.for_machines(on(first_, last), precision) == said


# ---- what became of a month ---------------------------------------------------------------------------------------------------


def test_what_became_of_a_month_line_for_line(harbour: SqliteStore, own: TestClient) -> None:
    assert main_of(own, f"{PAGE}2020-11/") == [
        "The Harbour",
        "November 2020, and what became of it",
        "Of 7 announcements for November 2020, 2 happened, 1 was postponed, 1 was cancelled, 1 was not confirmed, "
        "1 had no coverage and 1 is still open.",
        "Sun, Nov 1",
        "The boats are blessed on November 1.",
        "Happened: an article of the next day reports it",
        "The boats were blessed on Sunday in the rain. the story",
        "Scheduled · The Tide, Oct 22",
        "Wed, Nov 11",
        "The Martinmas fair is on November 11.",
        "Cancelled: an article of November 2 says that it was called off",
        "Scheduled · Quay News, Oct 10",
        "Thu, Nov 12",
        "The lighthouse passes to the town on November 12.",
        "Happened: an article of the same day reports it",
        "The lighthouse was handed over to the town on Thursday. the story",
        "Scheduled · The Tide, Oct 30",
        "Mon, Nov 16",
        "The inquiry is to open on November 16, the ministry said.",
        "Postponed: moved to Dec 7",
        "Scheduled · according to the ministry · announced by 3 articles · The Tide, Oct 20",
        "First announced Oct 20 for Nov 16; on Nov 11 moved to Dec 7.",
        "Fri, Nov 20",
        "Divers will survey the wreck on November 20.",
        "Not confirmed: of 4 sources 4 could be read until December 5, and none reports it",
        "Scheduled · Quay News, Oct 28",
        "Fri, Nov 27",
        "Bids for the tug contract close on November 27.",
        "No coverage: no source could be read from November 26 to December 5",
        "Scheduled · The Tide, Oct 25",
        "No day named",
        "The port's budget is due in November.",
        "Still open",
        "Expected · The Tide, Nov 2",
        "← October 2020 December 2020 →",
    ]
    found = links_of(own, f"{PAGE}2020-11/")
    assert found["the story"] == "/stories/lighthouse-2/"
    assert found["← October 2020"] == f"{PAGE}2020-10/"
    assert found["What’s ahead now"] == PAGE
    nav = all_of(parse(own.get(f"{PAGE}2020-11/").text), "nav", class_="tabs")[0]
    assert [text(e) for e in all_of(nav, "a", aria_current="true")] == ["What’s ahead"]


def test_each_date_counts_to_one_month_and_a_moved_one_to_both(harbour: SqliteStore, own: TestClient) -> None:
    december = main_of(own, f"{PAGE}2020-12/")
    assert any(said.startswith("The inquiry into the grounding") for said in december)
    assert "Still open" in december
    assert "The auditors will publish their report on the quay wall in December." in december
    assert "The new breakwater is to be finished in 2021." in main_of(own, f"{PAGE}2021-12/")
    assert "A levy on cruise passengers could come in the first quarter of 2021, the mayor said." in main_of(
        own, f"{PAGE}2021-03/"
    )


def test_what_was_postponed_to_a_day_ahead_is_ahead(harbour: SqliteStore, own: TestClient) -> None:
    """The rules say `postponed` of the day that passed, and the announcement is on its new one."""
    inquiry = harbour.announcement("inquiry")
    assert inquiry is not None
    settled = Settled(Fate.POSTPONED, "put off from November 16 to December 7")
    diary.announce(harbour, replace(inquiry.announcement, settled=settled), *inquiry.announced)
    assert "Mon, Dec 7" in main_of(own, PAGE)
    assert not any(said.startswith("Postponed: put off from") for said in main_of(own, PAGE))
    assert "Postponed: put off from November 16 to December 7" in main_of(own, f"{PAGE}2020-11/")
    december = main_of(own, f"{PAGE}2020-12/")
    at = next(i for i, said in enumerate(december) if said.startswith("The inquiry into the grounding"))
    assert december[at + 1] == "Still open"


def test_months_end_where_the_archive_does(harbour: SqliteStore, own: TestClient) -> None:
    assert 'rel="prev"' not in own.get(f"{PAGE}2020-09/").text
    assert 'rel="next"' not in own.get(f"{PAGE}2022-06/").text
    for wrong in ("2020-13", "2020", "november", "1700-01", "9999-12", "2020-10..2020-11", "2020-1", "%00"):
        assert own.get(f"{PAGE}{wrong}/").status_code == 404, wrong
    bare = own.get(f"{PAGE}2020-11", follow_redirects=False)
    assert (bare.status_code, bare.headers["location"]) == (308, f"{PAGE}2020-11/")


# ---- one announcement -----------------------------------------------------------------------------------------------------------


def test_an_announcement_with_all_that_announced_it(harbour: SqliteStore, own: TestClient) -> None:
    said = main_of(own, "/announcements/inquiry/")
    assert said[:6] == [
        "Announcement, The Harbour",
        "December 7, 2020",
        "The inquiry into the grounding of the Limpet will hear its first witnesses on December 7, the ministry said.1",
        "Scheduled · according to the ministry · announced by 3 articles",
        "How the date moved",
        "First announced Oct 20 for Nov 16; on Nov 11 moved to Dec 7.",
    ]
    tree = parse(own.get("/announcements/inquiry/").text)
    items = all_of(all_of(tree, "ol", class_="evidence")[0], "li")
    assert [text(first(e, "mark")).split(",")[0] for e in items] == [
        "The inquiry into the grounding of the Limpet will hear its first witnesses on December 7",
        "The inquiry is to open on November 16",
        "The inquiry into the Limpet",
    ]
    found = links_of(own, "/announcements/inquiry/")
    assert (found["Oct 20"], found["Nov 11"], found["The Harbour"]) == ("#e2", "#e3", PAGE)
    anchors = {(e.get("href") or "")[1:] for e in all_of(tree, "a") if (e.get("href") or "").startswith("#")}
    assert anchors - {"content"} <= {e.get("id") for e in tree.iter()}


def test_an_announcement_that_happened(harbour: SqliteStore, own: TestClient) -> None:
    said = main_of(own, "/announcements/lighthouse/")
    at = said.index("What became of it")
    assert said[at + 1 : at + 3] == [
        "Happened: an article of the same day reports it · the story",
        "The lighthouse was handed over to the town on Thursday.2 (reported November 12, 2020)"
        if "(reported" in said[at + 2]
        else "The lighthouse was handed over to the town on Thursday.2",
    ]
    assert "No day any more" in main_of(own, "/announcements/market/")


def test_one_that_is_the_same_as_another_leads_there(harbour: SqliteStore, own: TestClient) -> None:
    harbour.apply([SameAnnouncement("walkout", "council", "editor", desks.NOW)])
    harbour.apply([SameAnnouncement("council", "inquiry", "editor", desks.NOW)])
    for key in ("walkout", "council"):
        answer = own.get(f"/announcements/{key}/", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, "/announcements/inquiry/")
    assert "The port council votes on the new harbour dues on December 8." in " ".join(
        main_of(own, "/announcements/inquiry/")
    )


def test_one_that_is_none_says_so_and_is_not_listed(harbour: SqliteStore, own: TestClient) -> None:
    harbour.apply([Correct("council", "editor", desks.NOW, is_none=True)])
    answer = own.get("/announcements/council/")
    assert "An editor of this desk found that this announces nothing. It is in no list." in answer.text
    assert "noindex" in answer.text
    for address in (PAGE, "/", f"{PAGE}2020-12/", "/beats/harbour/ahead.atom", "/beats/harbour/ahead.ics"):
        assert "port council" not in own.get(address).text, address
    assert own.get("/announcements/none/").status_code == 404
    assert (
        own.get("/announcements/council", follow_redirects=False).headers["location"]
        == "/announcements/council/"
    )


def test_of_what_is_announced_often_some_words_are_shown(
    harbour: SqliteStore, own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beatbook.web.announcements.MOST", 1)
    said = main_of(own, "/announcements/inquiry/")
    assert "1 more sentence that announces it is not shown." in said
    assert links_of(own, "/announcements/inquiry/")["Nov 11"] == "/articles/inquiry-2/"


def test_days_that_an_editor_set_are_told(harbour: SqliteStore, own: TestClient) -> None:
    harbour.apply([Correct("council", "editor", desks.NOW, days=on("2020-12-15", "2020-12-16"))])
    said = main_of(own, "/announcements/council/")
    assert re.sub(r"\s", " ", said[1]) == "Dec 15 – 16, 2020"
    assert "An editor of this desk set these days." in said


def test_an_article_that_is_gone_takes_its_name_along(harbour: SqliteStore, own: TestClient) -> None:
    words = "The winter timetable ends on December 22."
    kept = article(
        "timetable-1", "tide", "2020-11-29", "Port of Marrow, timetable", f"{words} More is not known."
    )
    harbour.apply([replace(kept, version=None, withdrawn=True, filings=(), outcome=Outcome.REFUSED)])
    assert "The article is no longer there." in main_of(own, "/announcements/timetable/")


# ---- the front, the tabs ----------------------------------------------------------------------------------------------------


def test_the_front_has_this_week_over_all_beats(harbour: SqliteStore, own: TestClient) -> None:
    side = lines(first(parse(own.get("/").text), "aside"))
    assert side[:5] == [
        "Ahead this week",
        "Until Dec 6 The winter regatta runs from December 3 to 6 off the north mole. The Harbour",
        "Mon, Dec 7 The inquiry into the grounding of the Limpet will hear its first witnesses on December 7, the ministry said. "
        "The Harbour",
        "Tue, Dec 8 The port council votes on the new harbour dues on December 8. The Harbour",
        "Tue, Dec 8 Dockers threaten to walk out on December 8 if the rosters are not withdrawn. The Harbour",
    ]
    assert not any("auditors" in line or "fish market" in line for line in side)
    found = links_of(own, "/")
    assert found["The port council votes on the new harbour dues on December 8."] == "/announcements/council/"
    for address in ("/", "/beats/", "/beats/harbour/", "/beats/harbour/briefs/"):
        assert links_of(own, address)["What’s ahead"] == PAGE


# ---- to follow it -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds(harbour: SqliteStore, own: TestClient, kind: str) -> None:
    answer = own.get(f"/beats/harbour/ahead.{kind}")
    assert answer.headers["content-type"] == f"application/{kind}+xml; charset=utf-8"
    read = feedparser.parse(answer.content)
    assert not read.bozo
    titles = [re.sub(r"\s", " ", e.title) for e in read.entries]
    assert titles[:2] == [
        "Jan 1 – Mar 31, 2021: A levy on cruise passengers could come in the first quarter of 2021, the mayor said."
        if titles[0].startswith("Jan 1")
        else "1st quarter 2021: A levy on cruise passengers could come in the first quarter of 2021, the mayor said.",
        titles[1],
    ]
    assert all(e.link.startswith("https://desk.example/announcements/") for e in read.entries)
    assert len({e.id for e in read.entries}) == len(read.entries) == 13
    moved = next(e for e in read.entries if e.link.endswith("/inquiry/"))
    assert moved.id.endswith(":announcements/inquiry")
    assert "on Nov 11 moved to Dec 7." in moved.summary
    assert 'href="https://desk.example/announcements/inquiry/#e1"' in moved.content[0].value
    assert moved.updated.startswith("2020-11-11")


def test_json_feed(harbour: SqliteStore, own: TestClient) -> None:
    said = json.loads(own.get("/beats/harbour/ahead.json").content)
    assert said["home_page_url"] == f"https://desk.example{PAGE}"
    assert said["items"][0]["authors"] == [{"name": "The Beatbook"}]
    ET.fromstring(own.get("/beats/harbour/ahead.rss").content)


def test_the_calendar(harbour: SqliteStore, own: TestClient) -> None:
    answer = own.get("/beats/harbour/ahead.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=600"
    again = own.get("/beats/harbour/ahead.ics", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    events = {str(e["UID"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}
    inquiry = events["inquiry@desk.example"]
    assert (inquiry.start, inquiry["SEQUENCE"]) == (date(2020, 12, 7), 1)
    assert inquiry["URL"] == "https://desk.example/announcements/inquiry/"
    assert events["fair@desk.example"]["STATUS"] == "CANCELLED"
    assert "market@desk.example" not in events
    found = links_of(own, PAGE)
    assert found["Subscribe"] == "webcal://desk.example/beats/harbour/ahead.ics"
    assert found["iCalendar file"] == "/beats/harbour/ahead.ics"
    assert 'type="text/calendar"' in own.get(PAGE).text


def test_a_desk_under_a_path(harbour: SqliteStore) -> None:
    web = replace(desks.SETTINGS.web, base="https://desk.example/news")
    app = create_app(harbour, replace(desks.SETTINGS, web=web), desks.now)
    with TestClient(app, base_url="https://desk.example") as client:
        found = links_of(client, PAGE)
        assert found["Subscribe"] == "webcal://desk.example/news/beats/harbour/ahead.ics"
        assert found["iCalendar file"] == "/news/beats/harbour/ahead.ics"
        feed = json.loads(client.get("/beats/harbour/ahead.json").content)
        assert feed["items"][0]["url"].startswith("https://desk.example/news/announcements/")
        assert ":announcements/" in feed["items"][0]["id"]


def test_a_key_may_hold_anything(store: SqliteStore, own: TestClient) -> None:
    store.put_source(Source("tide", "The Tide"), desks.NOW)
    store.put_beat(diary.HARBOUR)
    words = "Ships sail on December 9."
    kept = article("a", "tide", "2020-12-01", "Ships", words)
    put(store, kept)
    for key in ("a/b?c#d", "% 100", "..x", "한국"):
        tell(store, key, says(kept, words, on("2020-12-09"), act=Act.ANNOUNCED))
        address = links_of(own, PAGE)[words]
        answer = own.get(address, follow_redirects=False)
        assert answer.status_code == 200, key
