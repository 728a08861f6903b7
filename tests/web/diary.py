"""A made-up beat with a diary: what its articles announce, how it was moved, and what became of last month's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from beatbook.model import (
    Act,
    Announcement,
    Announcing,
    Beat,
    Certainty,
    Change,
    Cited,
    Days,
    Fate,
    Moment,
    Precision,
    Settled,
    Source,
    Version,
)
from beatbook.store.intents import Keep
from beatbook.store.protocol import Store
from beatbook.store.times import Note, NotedAnnouncing

from . import desks

HARBOUR = Beat("harbour", "The Harbour", "harbour", "The port of Marrow, its ferries and its works")
SOURCES = (
    Source("tide", "The Tide", "https://tide.example/", "en"),
    Source("quay", "Quay News", "https://quay.example/", "en"),
    Source("bada", "바다 신문", "https://bada.example/", "ko"),
    Source("mina", "أخبار الميناء", "https://mina.example/", "ar"),
)


def on(first: str, last: str = "") -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def article(
    key: str, source: str, day: str, headline: str, body: str, language: str = "en", beat: str = HARBOUR.slug
) -> Keep:
    version = Version(headline, published=Moment(date.fromisoformat(day)), language=language, text=body)
    return desks.keep(key, source, version, beats=[beat], url=f"https://{source}.example/{key}")


def put(store: Store, *keeps: Keep) -> None:
    store.apply(list(keeps))
    store.apply([desks.place(kept) for kept in keeps])


def says(
    kept: Keep,
    words: str,
    days: Days | None,
    *,
    precision: Precision = Precision.DAY,
    certainty: Certainty = Certainty.SCHEDULED,
    act: Act = Act.ANNOUNCED,
    by: str | None = None,
    stems: Sequence[str] = ("harbour", "ferri"),
) -> Announcing:
    """What a sentence of an article announces."""
    version = kept.version
    assert version is not None
    assert version.published is not None
    return Announcing(
        text=words,
        span=desks.cut(kept, words).spans[0],
        said=version.published.day,
        days=days,
        precision=precision,
        certainty=certainty,
        stems=tuple(stems),
        act=act,
        stated_by=by,
        language=version.language,
    )


AHEAD = Settled(Fate.AHEAD)


def stands(key: str, *said: Announcing, settled: Settled = AHEAD) -> Announcement:
    """An announcement as it stands after these sentences; the last one is its best."""
    last = said[-1]
    trail: list[Change] = []
    for one in said:
        step = Change(one.said, one.act, one.days, one.precision, one.certainty, one.span)
        if not trail or (trail[-1].days, trail[-1].certainty) != (step.days, step.certainty):
            trail.append(step)
    return Announcement(
        key=key,
        days=last.days,
        precision=last.precision,
        certainty=last.certainty,
        sentences=(Cited(last.text, (last.span,), published=Moment(last.said)),),
        stated_by=last.stated_by,
        origins=len({one.span.article for one in said}),
        trail=tuple(trail),
        settled=settled,
        sequence=len(trail) - 1,
    )


def announce(store: Store, announcement: Announcement, *said: Announcing) -> None:
    """Keep an announcement with what was said of it."""
    by_article: dict[str, list[NotedAnnouncing]] = {}
    for one in said:
        by_article.setdefault(one.span.article, []).append(NotedAnnouncing(one, announcement.key))
    days = {one.span.article: one.said for one in said}
    store.apply([
        Note(key, "v1", days[key], days[key], "en", announced=tuple(rows), announcements=(announcement,))
        for key, rows in by_article.items()
    ])  # fmt: skip


def tell(store: Store, key: str, *said: Announcing, settled: Settled = AHEAD) -> Announcement:
    announcement = stands(key, *said, settled=settled)
    announce(store, announcement, *said)
    return announcement


def fill(store: Store) -> None:
    """The harbour's diary, as of December 5, 2020."""
    for source in SOURCES:
        store.put_source(source, desks.NOW)
    store.put_beat(HARBOUR)
    _coming(store)
    _past(store)


def _one(
    store: Store,
    key: str,
    source: str,
    day: str,
    words: str,
    days: Days | None,
    language: str = "en",
    settled: Settled = AHEAD,
    **more: object,
) -> Announcement:
    """An announcement that one article makes."""
    headlines = {"en": f"Port of Marrow, {key}", "ko": f"항구 소식 {key}", "ar": f"أخبار الميناء {key}"}
    kept = article(f"{key}-1", source, day, headlines[language], f"{words} More is not known.", language)
    put(store, kept)
    return tell(store, key, says(kept, words, days, **more), settled=settled)  # type: ignore[arg-type]


def _coming(store: Store) -> None:
    _one(store, "regatta", "tide", "2020-11-20", "The winter regatta runs from December 3 to 6 off the north mole.",
         on("2020-12-03", "2020-12-06"), stems=("winter", "regatta"))  # fmt: skip
    inquiry = "The inquiry into the grounding of the Limpet will hear its first witnesses on December 7, the ministry said."
    earlier = "The inquiry is to open on November 16, the ministry said."
    later = "The inquiry into the Limpet, which was to open on November 16, has been moved to December 7, the ministry said."
    first = article(
        "inquiry-1",
        "tide",
        "2020-10-20",
        "Inquiry into the Limpet called",
        f"{earlier} It has three members.",
    )
    second = article(
        "inquiry-2", "quay", "2020-11-11", "Limpet inquiry put back", f"A judge fell ill. {later}"
    )
    third = article(
        "inquiry-3", "tide", "2020-12-02", "First witnesses next week", f"{inquiry} The master is the first."
    )
    put(store, first, second, third)
    tell(
        store,
        "inquiry",
        says(first, earlier, on("2020-11-16"), by="the ministry", stems=("inquiry", "limpet")),
        says(second, later, on("2020-12-07"), act=Act.MOVED, by="the ministry", stems=("inquiry", "limpet")),
        says(third, inquiry, on("2020-12-07"), by="the ministry", stems=("inquiry", "limpet")),
    )
    _one(store, "council", "quay", "2020-12-01", "The port council votes on the new harbour dues on December 8.",
         on("2020-12-08"), stems=("council", "dues"))  # fmt: skip
    _one(store, "walkout", "quay", "2020-12-03", "Dockers threaten to walk out on December 8 if the rosters are not withdrawn.",
         on("2020-12-08"), certainty=Certainty.THREATENED, by="Dockers", stems=("docker", "walk"))  # fmt: skip
    _one(store, "ferry-ko", "bada", "2020-12-02", "새 여객선은 12월 10일 취항한다고 해운사가 밝혔다.", on("2020-12-10"), "ko",
         by="해운사", stems=("여객선", "취항"))  # fmt: skip
    _one(store, "crane-ar", "mina", "2020-12-01", "تصل الرافعة الجديدة إلى الميناء في 14 كانون الأول.", on("2020-12-14"), "ar",
         certainty=Certainty.EXPECTED, stems=("رافعة", "ميناء"))  # fmt: skip
    _one(store, "dredging", "tide", "2020-11-28", "Dredging of the south channel is expected to begin in the week of December 14.",
         on("2020-12-14", "2020-12-20"), precision=Precision.WEEK, certainty=Certainty.EXPECTED, stems=("dredg", "channel"))  # fmt: skip
    _one(store, "report", "quay", "2020-11-30", "The auditors will publish their report on the quay wall in December.",
         on("2020-12-01", "2020-12-31"), precision=Precision.MONTH, by="The auditors", stems=("audit", "wall"))  # fmt: skip
    _one(store, "timetable", "tide", "2020-11-29", "The winter timetable ends on December 22.", on("2020-12-22"),
         stems=("winter", "timetabl"))  # fmt: skip
    _one(store, "levy", "tide", "2020-12-04", "A levy on cruise passengers could come in the first quarter of 2021, the mayor said.",
         on("2021-01-01", "2021-03-31"), precision=Precision.QUARTER, certainty=Certainty.POSSIBLE, by="the mayor",
         stems=("levi", "cruis"))  # fmt: skip
    _one(store, "breakwater", "quay", "2020-11-15", "The new breakwater is to be finished in 2021.", on("2021-01-01", "2021-12-31"),
         precision=Precision.YEAR, certainty=Certainty.EXPECTED, stems=("breakwat", "finish"))  # fmt: skip
    _one(store, "trial", "tide", "2020-12-01", "The trial of the harbour pilot opens on January 18, 2021.", on("2021-01-18"),
         stems=("trial", "pilot"))  # fmt: skip
    opening, stopped = (
        "The fish market reopens on December 12.",
        "The reopening of the fish market, planned for December 12, was put off with no new date, the port said.",
    )
    one = article(
        "market-1", "tide", "2020-11-18", "Fish market to reopen", f"{opening} It has forty stalls."
    )
    two = article("market-2", "quay", "2020-12-03", "Fish market stays shut", f"{stopped} The roof leaks.")
    put(store, one, two)
    tell(store, "market", says(one, opening, on("2020-12-12"), stems=("fish", "market")),
         says(two, stopped, None, act=Act.MOVED, by="the port", stems=("fish", "market")))  # fmt: skip


def _past(store: Store) -> None:
    """November: two things that happened, one that was moved (the inquiry), and one of each other kind."""
    told = "The lighthouse was handed over to the town on Thursday."
    done = article(
        "lighthouse-2", "quay", "2020-11-12", "Town takes over the lighthouse", f"{told} A band played."
    )
    put(store, done)
    _one(store, "lighthouse", "tide", "2020-10-30", "The lighthouse passes to the town on November 12.", on("2020-11-12"),
         stems=("lighthous", "town"),
         settled=Settled(Fate.HAPPENED, "an article of the same day reports it", (desks.cut(done, told),), "lighthouse-2"))  # fmt: skip
    blessed = "The boats were blessed on Sunday in the rain."
    boats = article("boats-2", "tide", "2020-11-02", "Boats blessed in the rain", f"{blessed} Few came.")
    put(store, boats)
    _one(store, "boats", "tide", "2020-10-22", "The boats are blessed on November 1.", on("2020-11-01"), stems=("boat", "bless"),
         settled=Settled(Fate.HAPPENED, "an article of the next day reports it", (desks.cut(boats, blessed),), "boats-2"))  # fmt: skip
    _one(store, "fair", "quay", "2020-10-10", "The Martinmas fair is on November 11.", on("2020-11-11"), stems=("martinma", "fair"),
         settled=Settled(Fate.CANCELLED, "an article of November 2 says that it was called off"))  # fmt: skip
    _one(store, "survey", "quay", "2020-10-28", "Divers will survey the wreck on November 20.", on("2020-11-20"), stems=("diver", "wreck"),
         settled=Settled(Fate.NOT_CONFIRMED, "of 4 sources 4 could be read until December 5, and none reports it"))  # fmt: skip
    _one(store, "tender", "tide", "2020-10-25", "Bids for the tug contract close on November 27.", on("2020-11-27"), stems=("bid", "tug"),
         settled=Settled(Fate.NO_COVERAGE, "no source could be read from November 26 to December 5"))  # fmt: skip
    _one(store, "budget", "tide", "2020-11-02", "The port's budget is due in November.", on("2020-11-01", "2020-11-30"),
         precision=Precision.MONTH, certainty=Certainty.EXPECTED, stems=("budget", "port"))  # fmt: skip
