"""A browser and a served desk. The browser is named by BEATBOOK_CHROMIUM or found as `chromium` or `google-chrome`; where
there is none these tests are skipped, but not on CI."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import uvicorn

from beatbook.model import (
    Beat,
    Boilerplate,
    BriefOutcome,
    Days,
    Dropped,
    FeedKind,
    Hit,
    Lesson,
    LessonKind,
    LessonState,
    Moment,
    Name,
    NameKind,
    Observed,
    Regroup,
    Role,
    Source,
    Version,
    Witness,
)
from beatbook.store import tables as t
from beatbook.store.editions import CloseReport, ReportError, Strike
from beatbook.store.intents import Keep, Move
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from tests.web import desks, diary, figured, newsroom
from tests.web.chronicles import Told, attention, event, note

LEAFLETS = "Thousands of leaflets were sent over the border by night, the police said."
WIND = "The wind blew from the south, and the balloons came down in the hills."
KOREAN = "밤사이 전단 수천 장이 국경을 넘었다고 경찰이 밝혔다."
SECOND = "바람은 남쪽에서 불었다고 주민들이 말했다."
ARABIC = "قالت الشرطة إن آلاف المنشورات أرسلت عبر الحدود ليلا."

ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    named = os.environ.get("BEATBOOK_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    path = chromium()
    if path is None:
        words = "no Chromium found: install chromium or set BEATBOOK_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


def fill(store: SqliteStore) -> None:
    """Beside the reference beat: a Korean one, right-to-left text, versions, sources that fail."""
    store.put_beat(
        Beat("talbuk", "탈북민 소식", "탈북 OR 탈북민", "북한 이탈 주민에 관한 기사", language="ko")
    )
    store.put_source(Source("daily", "데일리 시험", "https://daily.example/", "ko"), desks.NOW)
    store.put_source(Source("sahifa", "صحيفة", "https://sahifa.example/", "ar"), desks.NOW)
    store.put_feed("daily", "https://daily.example/feed", FeedKind.FEED, desks.NOW, title="데일리")
    store.put_feed("sahifa", "https://sahifa.example/feed", FeedKind.FEED, desks.NOW)
    with store.engine.writing() as connection:
        mine = t.feed.c.url == "https://sahifa.example/feed"
        broken = {"failures": 4, "reason": "timeout", "problems": ["not well-formed at line 7"]}
        connection.execute(sa.update(t.feed).where(mine).values(**broken))
        source = sa.select(t.source.c.id).where(t.source.c.slug == "sahifa").scalar_subquery()
        for back, reached in ((0, 0), (1, 3), (4, 2)):
            day = str(desks.NOW.date() - timedelta(days=back))
            row = {"source_id": source, "day": day, "reached": reached, "failed": 1, "reason": "timeout"}
            connection.execute(sa.insert(t.coverage).values(**row))
    korean = [
        desks.keep(
            f"ko{i}",
            "daily",
            Version(
                f"탈북민 정착 지원 예산, 국회서 {i}차 논의",
                "통일부는 내년도 예산안에서 정착 지원금을 늘리겠다고 밝혔다",
                (Name("김하나"),),
                Moment(date(2020, 10, 1) - timedelta(days=i)),
                language="ko",
            ),
            beats=["talbuk"],
        )
        for i in range(14)
    ]
    arabic = Version(
        "عبور الحدود: قصة جندي", "قال مسؤولون إنه عبر ليلا", (Name("ليلى حسن"),), language="ar", partial=True
    )
    first = Version(
        "Soldier crosses at night",
        "He is well",
        (Name("Jeongmin Kim"),),
        Moment(date(2019, 1, 2)),
        language="en",
        text="One two.",
    )
    second = replace(first, headline="Soldier crosses by night", text="One two three.")
    why = (Hit("headline", 0, 7, "soldier"), Hit("text", 0, 3, "one"))
    store.apply(korean)
    taught = (
        Lesson(
            LessonKind.BOILERPLATE, "5e", LessonState.ACTIVE, 1, desks.NOW, desks.NOW, {"text": "تابعونا " * 40, "why": "repeats", "articles": 4}
        ),
        Lesson(
            LessonKind.TEMPLATE, "t1", LessonState.DROPPED, 2, desks.NOW, desks.NOW, {"places": {"body": "body > " * 30 + "article"}}
        ),
    )  # fmt: skip
    kept = desks.keep("ar1", "sahifa", arabic, beats=["talbuk"], url="https://sahifa.example/1")
    heard = (
        Witness("headline", "feed", arabic.headline or "", True),
        Witness("headline", "line by the headline", "another " * 60, False, "a" * 90),
        Witness("image", "meta og:image", "https://sahifa.example/" + "i" * 200, True),
    )
    apart = (Boilerplate("تابعونا " * 40, "repeats on 4 articles"),)
    store.apply(
        [
            replace(
                kept, observed=Observed((1,)), lessons=taught, witnesses=heard, boilerplate=apart, path="fast"
            )
        ]
    )
    for version in (first, second):
        store.apply(
            [desks.keep("changed", "nk-news", version, beats=["talbuk"], why=why, url="https://s.example/1")]
        )
    tell_a_story(store, korean)


def tell_a_story(store: SqliteStore, korean: list[Keep]) -> None:
    """The budget, told by seven papers, two of which copy; in the middle of the list of stories."""
    told = [korean[0]]
    for i, paper in enumerate(
        ("Herald", "Courier", "Mail", "Star", "Post", "Wochenblatt für Zuwanderungsfragen")
    ):
        store.put_source(Source(f"paper-{i}", paper), desks.NOW)
        version = Version(
            f"Settlement budget goes to parliament, {paper} reads",
            "The ministry wants to raise the support",
            (Name(f"{paper} Staff", NameKind.DESK),),
            Moment(date(2020, 10, 2) + timedelta(days=i)),
            language="en",
        )
        told.append(
            desks.keep(f"budget-{i}", f"paper-{i}", version, beats=["talbuk"], url="https://p.example/")
        )
    store.apply(told[1:])
    store.apply([desks.place(kept) for kept in korean])
    store.apply([
        desks.place(kept, "ko0", origin="ko0" if i in (2, 3) else None, wire="yonhap" if i == 2 else None,
                    tie=("rare words: settlement, budget, parliament", "both tell of October 2"), earlier=("ko1",))
        for i, kept in enumerate(told[1:])
    ])  # fmt: skip
    asked = [
        desks.keep(
            f"ask{i}",
            "paper-0",
            Version(f"Ask the clerk: What is form {i} for?", None, (), Moment(date(2020, 8, 3) + timedelta(days=7 * i)), language="en"),
            beats=["talbuk"],
        )
        for i in range(5)
    ]  # fmt: skip
    store.apply(asked)
    store.apply([desks.place(kept) for kept in asked])
    store.apply([Move(Regroup("ko2", "ko0", (), ("one and the same debate",)), "editor", desks.NOW)])
    write_briefs(store)


def write_briefs(store: SqliteStore) -> None:
    """Of the balloons: a brief of several languages, whose first edition rests on an article that has changed since; of the
    three stories before, an article's first lines, no brief with its reason, and a model's brief. Two reports of errors."""
    bodies = {
        "balloon-ko": ("daily", "ko", f"{KOREAN} 통일부는 논평하지 않았다. {SECOND}"),
        "balloon-en": ("paper-0", "en", f"{LEAFLETS} Nobody was seen.\n\n{WIND}"),
        "balloon-ar": ("sahifa", "ar", f"{ARABIC} ولم يعلق أحد."),
        "lede": ("paper-1", "en", f"{WIND} It blew all day."),
        "notice": ("paper-2", "en", "Subscribe to read."),
        "model": ("paper-3", "en", f"{LEAFLETS} {WIND}"),
    }
    keeps = {}
    for i, (key, (source, language, body)) in enumerate(bodies.items()):
        day = Moment(date(2020, 11, 20) - timedelta(days=i))
        version = Version(f"Balloons over the border ({key})", published=day, language=language, text=body)
        keeps[key] = desks.keep(key, source, version, beats=["talbuk"], url=f"https://{source}.example/{key}")
    store.apply(list(keeps.values()))
    store.apply(
        [
            desks.place(k, "balloon-en" if n.startswith("balloon") else "")
            for n, k in sorted(keeps.items(), reverse=True)
        ]
    )
    ko, en, ar = keeps["balloon-ko"], keeps["balloon-en"], keeps["balloon-ar"]
    store.apply([desks.brief("balloon-en", desks.cut(ko, KOREAN), desks.cut(en, LEAFLETS))])
    store.apply(
        [
            desks.brief(
                "balloon-en",
                desks.said(LEAFLETS, (en, LEAFLETS), (ko, KOREAN), origins=2),
                desks.cut(ko, SECOND),
                desks.cut(ar, ARABIC),
                desks.cut(en, WIND, role=Role.BACKGROUND, origins=0, published=Moment(date(2020, 8, 3))),
                dropped=(Dropped("It may land.", "unsupported: nobody says so"),),
            ),
            desks.brief(
                "lede",
                desks.cut(keeps["lede"], WIND),
                outcome=BriefOutcome.LEDE,
                reason="fewer than two sentences could be supported",
            ),
            desks.brief("notice", outcome=BriefOutcome.NONE, reason="only boilerplate was found"),
            desks.brief(
                "model",
                desks.cut(keeps["model"], LEAFLETS),
                desks.cut(keeps["model"], WIND),
                writer="small-1",
            ),
        ]
    )
    version = ko.version
    assert version is not None
    store.apply([replace(ko, version=replace(version, text=version.text + " 더."))])
    store.apply([Strike("balloon-en", LEAFLETS, "editor", desks.NOW)])
    store.apply([ReportError("balloon-en", n, None, "w" * 90, desks.NOW) for n in (1, 2)])
    store.apply([CloseReport(store.reports()[0].number, "editor", desks.NOW, "Struck out.")])


def tell_times(store: SqliteStore) -> Told:
    """The timeline of the balloons: an autumn of events, one of them in three languages, over days on which the sources
    could be read, could not, and were not tried."""
    store.put_beat(Beat("flights", "Balloon flights", "flights"))
    keeps = {}
    for i in range(12):
        body = f"On day {i} of the flights, {LEAFLETS[:1].lower()}{LEAFLETS[1:]}"
        version = Version(
            f"Flights, day {i}",
            published=Moment(date(2020, 9, 3) + timedelta(days=7 * i)),
            language="en",
            text=body,
        )
        keeps[i] = desks.keep(
            f"flight-{i}", f"paper-{i % 5}", version, beats=["flights"], url=f"https://p.example/{i}"
        )
    store.apply(list(keeps.values()))
    store.apply([desks.place(kept, "flight-0") for kept in keeps.values()])
    note(store, keeps.values())
    ko, ar = (
        desks.keep(key, "daily", store.newest([key])[key][0].version) for key in ("balloon-ko", "balloon-ar")
    )
    with store.engine.writing() as connection:
        for slug in ("paper-2", "paper-0", "paper-1"):
            source = sa.select(t.source.c.id).where(t.source.c.slug == slug).scalar_subquery()
            for n in range(94):
                day, failed = date(2020, 9, 3) + timedelta(days=n), slug == "paper-2" and 40 <= n < 55
                if 20 <= n < 24 and slug != "paper-2":
                    failed = True
                if n not in (60, 61, 62) and not (20 <= n < 24 and slug == "paper-2"):
                    row = {
                        "source_id": source,
                        "day": str(day),
                        "reached": 0 if failed else 2,
                        "failed": int(failed),
                    }
                    connection.execute(sa.insert(t.coverage).values(**row))
    events = []
    for i, kept in keeps.items():
        assert kept.version is not None
        day = date(2020, 9, 3) + timedelta(days=7 * i)
        told = [desks.cut(kept, kept.version.text, published=Moment(day))]
        if i == 8:
            told += [desks.cut(ko, KOREAN), desks.cut(ar, ARABIC, published=Moment(date(2020, 11, 18)))]
        names = {3: "the great launch over the western hills", 8: "the night of the leaflets"}
        events.append(
            event(day, *told, score=float(i % 5), name=names.get(i), origins=i + 1, story="balloon-en")
        )
    counts = [(n * n * 7 + n * 3) % 11 * (n % 7 in (0, 1)) + (n % 3 == 0) for n in range(94)]
    first, last = date(2020, 9, 3), date(2020, 12, 5)
    return Told(
        events,
        attention(first, counts),
        "Timeline: From the great launch to the night of the leaflets",
        Days(first, last),
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk served on this machine; its address without the last slash."""
    path = tmp_path_factory.mktemp("served") / "desk.db"
    store = desks.reference_desk(path)
    fill(store)
    diary.fill(store)
    newsroom.fill(store)
    figured.fill(store, [*figured.two_decades(), *figured.months()], [figured.ARRIVALS, figured.RICE])
    app = create_app(store, desks.SETTINGS, desks.now)
    app.state.site.chronicles = tell_times(store)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
    store.close()
