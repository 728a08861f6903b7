"""Whatever stands in whatever field: no page runs it, no link leads to it, no feed breaks over it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from icalendar import Calendar
from starlette.testclient import TestClient

from beatbook.errors import RuleError
from beatbook.model import (
    Act,
    Announcement,
    Announcing,
    Beat,
    Boilerplate,
    BriefOutcome,
    Certainty,
    Cited,
    Days,
    Dropped,
    Fate,
    FeedKind,
    Hit,
    Image,
    Lesson,
    LessonKind,
    LessonState,
    Moment,
    Name,
    Observed,
    Precision,
    Regroup,
    Role,
    Settled,
    Source,
    Version,
    Witness,
)
from beatbook.store import tables as t
from beatbook.store.editions import CloseReport, ReportError, Strike
from beatbook.store.intents import Move
from beatbook.store.sqlite import SqliteStore
from beatbook.store.times import Correct, Note, NotedAnnouncing
from beatbook.web import create_app
from beatbook.web.pages import search

from . import desks, diary
from .reading import all_of, assert_harmless, lines, name, parse

CASES = Path(__file__).parent.parent / "cases" / "payloads.txt"
BITS = [
    "\x00\x01\x0b",
    "\u202eevil",
    "\u2066a\u200f",
    "\ufffe\ufdd0",
    "\x7f\x85\x9f",
    "a\r\nb\tc",
    "\U0001fffe",
]
PAYLOADS = [*CASES.read_text(encoding="utf-8").splitlines(), *(f"{bit}<script>1</script>" for bit in BITS)]


DAY = date(2020, 11, 2)


def slug(i: int) -> str:
    return f"case-{i}"


def announce(store: SqliteStore, bad: str, news: Cited) -> None:
    """What is ahead this week and the next, what was put off, and what became of last month's, all of it in these words."""
    said, stand = [], []
    for n, (first, fate) in enumerate(
        (
            ("2020-12-07", Fate.AHEAD),
            ("2020-12-14", Fate.CANCELLED),
            ("2020-11-03", Fate.HAPPENED),
            ("", Fate.AHEAD),
        )
    ):
        days = diary.on(first) if first else None
        act = Act.MOVED if n % 2 else Act.ANNOUNCED
        one = Announcing(
            bad, news.spans[n % 2], DAY, days, Precision.DAY, Certainty.POSSIBLE, (bad, "a"), act, bad
        )
        announcement = diary.stands(
            f"{bad} {n}", one, settled=Settled(fate, bad, (news,), bad, bad if n % 2 else None)
        )
        before = replace(announcement.trail[0], days=diary.on("2020-11-05"), act=Act.ANNOUNCED)
        said.append(NotedAnnouncing(one, announcement.key))
        stand.append(replace(announcement, trail=(before, *announcement.trail), origins=2))
    store.apply([Note(bad, "v1", DAY, DAY, "en", announced=tuple(said), announcements=tuple(stand))])
    store.apply([Correct(f"{bad} 0", bad, desks.NOW, days=diary.on("2020-12-08"))])


class Hostile:
    """A calendar whose every date is called like this."""

    def dates(self, beat: str, days: Days) -> list[Announcement]:
        return [
            Announcement(f"c{i}", diary.on("2020-12-09"), Precision.DAY, Certainty.SCHEDULED, (), title=bad)
            for i, bad in enumerate(PAYLOADS)
        ]

    def wrong(self, beat: str) -> str:
        return PAYLOADS[0]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk where every field of everything is a payload."""
    store = SqliteStore(tmp_path_factory.mktemp("hostile") / "desk.db")
    keeps = []
    for i, bad in enumerate(PAYLOADS):
        store.put_source(Source(slug(i), bad, bad, bad), desks.NOW)
        store.put_beat(Beat(slug(i), bad, bad, bad, bad))
        store.put_feed(slug(i), bad, FeedKind.FEED, desks.NOW, title=bad)
        version = Version(bad, bad, (Name(bad), Name(f"{bad} again")), None, None, bad, bad, bad, i % 2 == 0)
        if i % 3:
            version = Version(bad, bad, (Name(bad),), Moment(date(2020, 12, 1)), None, bad, bad, bad)
        why = [
            Hit("headline", 0, 9, bad),
            Hit("text", 0, 5, bad),
            Hit("section", 0, 99, bad),
            Hit(bad, 0, 1, bad),
        ]
        kept = desks.keep(bad, slug(i), version, beats=[slug(i)], why=why, url=bad)
        data = {"text": bad, "why": bad, "articles": 1, "places": {"body": bad, bad: bad}}
        taught = tuple(
            Lesson(kind, "ab12", LessonState.ACTIVE, 1, desks.NOW, desks.NOW, data) for kind in LessonKind
        )
        heard = tuple(Witness(field, bad, bad, i % 2 == 0, bad) for field in ("headline", "image", bad))
        keeps.append(
            replace(kept, lessons=taught, witnesses=heard, canonical=bad, image=Image(bad, bad), path=bad,
                    boilerplate=(Boilerplate(bad, bad),), observed=Observed((1,)))
        )  # fmt: skip
        changed = Version(bad + "!", bad + "?", (), None, None, bad, bad, bad + "\n\n" + bad)
        keeps.append(desks.keep(bad, slug(i), changed, beats=[slug(i)], why=why, url=bad))
        keeps.append(desks.keep(f"{slug(i)}-signed", slug(i), version, beats=[slug(i)], why=why, url=bad))
    store.apply(keeps)
    for bad, changed_, signed in zip(PAYLOADS, keeps[1::3], keeps[2::3], strict=True):
        store.apply([desks.place(changed_), desks.place(signed, bad, origin=bad, wire=bad, tie=(bad, bad))])
        store.apply([Move(Regroup(bad, signed.key, (signed.key,), (bad,)), bad, desks.NOW)])
        store.apply([Move(Regroup(signed.key, bad, (signed.key,), (bad,)), bad, desks.NOW)])
    for i, (bad, changed_) in enumerate(zip(PAYLOADS, keeps[1::3], strict=True)):
        whole = changed_.version.text if changed_.version else ""
        news = desks.said(bad, (changed_, whole), (changed_, bad))
        dropped = (Dropped(bad, bad),)
        for outcome in (BriefOutcome.NONE, BriefOutcome.LEDE, BriefOutcome.BRIEF)[: 1 + i % 3]:
            old = replace(news, role=Role.BACKGROUND)
            brief = desks.brief(bad, news, old, outcome=outcome, reason=bad, writer=bad, dropped=dropped)
            store.apply([brief])
        store.apply([Strike(bad, bad, bad, desks.NOW)])
        store.apply([ReportError(bad, 1, bad, bad + "!", desks.NOW) for _ in range(2)])
        store.apply([CloseReport(store.reports(limit=1)[0].number, bad, desks.NOW, bad)])
        announce(store, bad, news)
    with store.engine.writing() as connection:
        for i, bad in enumerate(PAYLOADS):
            values = {"reason": bad, "problems": [bad, bad], "moved_to": bad, "failures": i % 2}
            values["disabled"] = bad if i % 5 == 0 else None
            values["hold_until"] = desks.NOW + timedelta(hours=1)
            connection.execute(sa.update(t.feed).where(t.feed.c.url == bad).values(**values))
            source = sa.select(t.source.c.id).where(t.source.c.slug == slug(i)).scalar_subquery()
            row = {"source_id": source, "day": "2020-12-01", "reached": 1, "failed": 1, "reason": bad}
            connection.execute(sa.insert(t.coverage).values(**row))
        connection.execute(sa.update(t.article).values(reason=PAYLOADS[0]))
        authors = list(connection.execute(sa.select(t.author.c.slug)).scalars())
    settings = desks.SETTINGS
    app = create_app(store, settings, desks.now, Hostile())
    with TestClient(app, base_url="https://desk.example") as client:
        client.authors = authors  # type: ignore[attr-defined]
        client.editors = TestClient(  # type: ignore[attr-defined]
            app, base_url="http://localhost", client=("127.0.0.1", 1)
        )
        yield client
    store.close()


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule can be read: each search is shown with its mistake."""

    def parse_rule(text: str) -> object:
        raise RuleError(f"no such word: {text}", text, len(text) // 2, text)

    monkeypatch.setattr(search, "parse", parse_rule)


def check_page(client: TestClient, address: str, status: int = 200) -> None:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, address
    assert "set-cookie" not in answer.headers
    if status == 302:
        assert answer.headers["location"].startswith("/stories/")
        return
    tree = parse(answer.text)
    assert_harmless(tree)
    for link in all_of(tree, "a"):
        href = link.get("href") or ""
        if href.startswith("http"):
            assert "noopener" in (link.get("rel") or "")


@pytest.mark.parametrize("i", range(len(PAYLOADS)))
def test_pages(hostile: TestClient, i: int) -> None:
    for address in (f"/beats/{slug(i)}/", f"/sources/{slug(i)}/"):
        check_page(hostile, address)
    bad = PAYLOADS[i]
    if bad != "..":  # a path of two dots is another path to every client
        check_page(hostile, f"/articles/{quote(bad, safe='')}/")
        check_page(hostile, f"/stories/{quote(bad, safe='')}/?since=2020-12-01&merged={quote(bad)}")
        check_page(hostile, f"/stories/{slug(i)}-signed/", 302)
        check_page(hostile, f"/stories/{quote(bad, safe='')}/briefs/1/")
        check_page(hostile, f"/stories/{quote(bad, safe='')}/timeline/2020/")
        check_page(hostile, f"/stories/{quote(bad, safe='')}/report/?brief=1&sentence={quote(bad)}")
    check_page(hostile, f"/beats/{slug(i)}/briefs/?month=2020-12")
    check_page(hostile, f"/beats/{slug(i)}/briefs/")
    check_page(hostile, f"/beats/{slug(i)}/timeline/2020-12/")
    check_page(hostile, f"/search/timeline/?q={quote(bad)}", 404)
    check_page(hostile, f"/beats/{slug(i)}/?view=articles")
    for address in (f"/beats/{slug(i)}/ahead/", f"/beats/{slug(i)}/ahead/2020-11/"):
        check_page(hostile, address)
        assert "/announcements/" in hostile.get(address).text
    for n in range(4):
        key = quote(f"{bad} {n}", safe="")
        check_page(hostile, f"/announcements/{key}/")
        check_page(hostile.editors, f"/desk/announcements/{key}/?said={quote(bad)}")  # type: ignore[attr-defined]
    editors: TestClient = hostile.editors  # type: ignore[attr-defined]
    check_page(editors, f"/desk/sources/{slug(i)}/")
    check_page(editors, f"/desk/beats/{slug(i)}/timeline/2020-12/")
    if bad != "..":
        check_page(editors, f"/desk/articles/{quote(bad, safe='')}/?version=2&mark=1-7")
        check_page(editors, f"/stories/{quote(bad, safe='')}/")
        check_page(editors, f"/desk/stories/{quote(bad, safe='')}/?said={quote(bad)}")
    check_page(hostile, f"/search/?q={quote(bad)}&beat={quote(bad)}")
    check_page(hostile, f"/beats/{slug(i)}/?source={quote(bad)}&language={quote(bad)}&author={quote(bad)}")
    check_page(hostile, f"/beats/{slug(i)}/by/author/")
    check_page(hostile, f"/beats/none?{quote(bad)}".replace("?", "/?"), 404)


def test_pages_of_all(hostile: TestClient) -> None:
    for address in ("/", "/beats/", "/sources/", "/search/"):
        check_page(hostile, address)
    authors: list[str] = hostile.authors  # type: ignore[attr-defined]
    assert len(authors) > 30
    for author in authors:
        check_page(hostile, f"/authors/{quote(author, safe='')}/")
        check_page(hostile, f"/authors/{quote(author, safe='')}/timeline/")
    editors: TestClient = hostile.editors  # type: ignore[attr-defined]
    for address in ("/desk/reports/", "/desk/authors/"):
        check_page(editors, address)


def check_html(html: str) -> None:
    """What a feed carries of a brief, as a reader that shows it unchecked would have it."""
    tree = parse(f"<!doctype html><title>x</title>{html}")
    assert_harmless(tree)
    assert {name(e) for e in tree.iter()} <= {"html", "head", "title", "body", "p", "a"}


def test_feeds(hostile: TestClient) -> None:
    lists = ["/front", *(f"/{kind}/{slug(i)}" for kind in ("beats", "sources") for i in range(len(PAYLOADS)))]
    lists += [f"/beats/{slug(i)}/{part}" for i in range(len(PAYLOADS)) for part in ("briefs", "ahead")]
    for address in lists:
        for kind in ("rss", "atom"):
            tree = ET.fromstring(hostile.get(f"{address}.{kind}").content)
            for element in tree.iter():
                assert element.tag.rsplit("}", 1)[-1] not in ("script", "img", "svg", "iframe")
                addresses = [
                    element.get("href"),
                    element.text if element.tag in ("link", "comments") else None,
                ]
                for url in addresses:
                    assert url is None or url.startswith(("https://", "http://")), (address, url)
                if element.tag.rsplit("}", 1)[-1] in ("content", "encoded"):
                    check_html(element.text or "")
        for item in json.loads(hostile.get(f"{address}.json").content)["items"]:
            assert item["url"].startswith(
                tuple(f"https://desk.example/{part}/" for part in ("articles", "stories", "announcements"))
            )
            assert item.get("external_url", "https://").startswith(("https://", "http://"))
            check_html(item.get("content_html", ""))
    ET.fromstring(hostile.get("/opml").content)


def test_calendars(hostile: TestClient) -> None:
    """Whatever a sentence holds, it is one property of its event, and no line is its own."""
    for i in range(len(PAYLOADS)):
        body = hostile.get(f"/beats/{slug(i)}/ahead.ics").content
        read = Calendar.from_ical(body)
        assert {e.name for e in read.walk()} == {"VCALENDAR", "VEVENT"}
        assert len(read.walk("VEVENT")) == 2 + 1 + len(PAYLOADS)
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_what_is_taken_out_leaves_the_words(hostile: TestClient) -> None:
    i = next(i for i, p in enumerate(PAYLOADS) if "evil<" in p)
    tree = parse(hostile.get(f"/beats/{slug(i)}/").text)
    assert lines(all_of(tree, "h1")[0]) == ["evil<script>1</script>"]
