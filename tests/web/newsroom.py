"""A desk that publishes pieces of its own among other people's articles, for the tests of their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from beatbook.model import (
    Beat,
    Citation,
    Days,
    Document,
    Moment,
    Name,
    Piece,
    PieceKind,
    Tier,
    Version,
)
from beatbook.settings import DeskSettings
from beatbook.store.intents import Keep
from beatbook.store.pieces import Append, SaveDraft, Withdraw
from beatbook.store.sqlite import SqliteStore
from beatbook.work.figures import Figures

from . import desks, figured

BEAT = desks.BEAT.slug
NOVEMBER = Days(date(2020, 11, 1), date(2020, 11, 30))
OCTOBER = Days(date(2020, 10, 1), date(2020, 10, 31))
OPEN = replace(desks.SETTINGS, desk=replace(desks.SETTINGS.desk, sign="NK Pro"))
"""A desk whose pieces are open."""
TWO = replace(
    desks.SETTINGS,
    desk=DeskSettings(name="The Beatbook", description="A record", sign="NK News", sign_members="NK Pro"),
)
"""One with two signs."""

FINES = "Ferrymen who carry letters over the strait face fines of up to 900 crowns."
LEFT = "Two members left the room before the vote."
COUNT = "So far 195 people have come over the strait this year."


def reference_desk(path: Path, tier: Tier = Tier.OPEN, older: int = 480) -> SqliteStore:
    """The desk of the reference page whose reviews and timeline are pieces of its own, of that tier."""
    store = SqliteStore(path)
    store.set_fact("id", "0b6f8a52-6f6c-4a53-9c5e-3f0f3c6a7d11")
    store.set_fact("created", "2020-01-02T03:04:05+00:00")
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    told = [t for t in desks.reference_items() if t.byline != "NK Pro"]
    keeps = []
    for i, item in reversed(list(enumerate([*told, *desks.older_items(older)]))):
        kept = desks.told_keep(f"nk{i:05d}", item)
        assert kept.version is not None
        noon = datetime(item.day.year, item.day.month, item.day.day, 12, tzinfo=UTC)
        version = replace(kept.version, published=Moment(item.day, noon))
        keeps.append(replace(kept, version=version, sorted_at=noon))
    store.apply(keeps)
    store.apply([desks.place(kept) for kept in keeps])
    of = {
        "North Korea in Nov.": Piece(BEAT, "review-2020-11", PieceKind.REVIEW, tier, "en", NOVEMBER),
        "North Korea in Oct.": Piece(BEAT, "review-2020-10", PieceKind.REVIEW, tier, "en", OCTOBER),
        "Timeline: From": Piece(BEAT, "timeline-2020-10", PieceKind.TIMELINE, tier, "en", OCTOBER),
    }
    for item in reversed(desks.reference_items()):
        for begins, piece in of.items():
            if item.headline.startswith(begins):
                at = datetime(item.day.year, item.day.month, item.day.day, 9, tzinfo=UTC)
                desks.publish(store, piece, Document(item.headline, item.deck, "Nothing more is said."), at)
    return store


def strait(store: SqliteStore, beat: Beat = desks.BEAT) -> dict[str, Keep]:
    """A small beat with three articles, one of them Korean."""
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_source(replace(desks.NK_NEWS, slug="daily", name="데일리", language="ko"), desks.NOW)
    store.put_beat(beat)
    bodies = {
        "bill": ("nk-news", "en", "The letters bill moves on", f"{FINES} {LEFT}", date(2020, 11, 4)),
        "count": (
            "nk-news",
            "en",
            "Fewer come over the strait",
            f"{COUNT} Nobody knows why.",
            date(2020, 11, 20),
        ),
        "korean": (
            "daily",
            "ko",
            "해협을 건너는 사람들",
            "올해 지금까지 195명이 건너왔다.",
            date(2020, 11, 21),
        ),
    }
    keeps = {
        key: desks.keep(
            key,
            source,
            Version(headline, published=Moment(day), language=language, text=text),
            beats=[beat.slug],
            url=f"https://{source}.example/{key}",
        )
        for key, (source, language, headline, text, day) in bodies.items()
    }
    store.apply(list(keeps.values()))
    store.apply([desks.place(kept) for kept in keeps.values()])
    return keeps


BODY = f"""## Fines and a walk-out

{FINES}[^1]
{LEFT}[^2]

* {COUNT}[^3][^4]
* **Nobody** knows [why](/beats/{BEAT}/).

> “A quotation,” she said.

### Coverage

2 of 3 sources could be read.[^c1]

1. First
2. Second

## What’s ahead

More is *expected*.
"""


def document(keeps: dict[str, Keep], body: str = BODY, title: str = "The strait in Nov. 2020") -> Document:
    return Document(
        title,
        "An analytical look at the main developments",
        body,
        (
            desks.citation("1", keeps["bill"], FINES),
            desks.citation("2", keeps["bill"], LEFT),
            desks.citation("3", keeps["count"], COUNT),
            desks.citation("4", keeps["korean"], "올해 지금까지 195명이 건너왔다."),
            Citation("c1", "2 of 3 sources could be read."),
        ),
    )


def review(tier: Tier = Tier.OPEN, *byline: str) -> Piece:
    names = tuple(Name(name) for name in byline)
    return Piece(BEAT, "review-2020-11", PieceKind.REVIEW, tier, "en", NOVEMBER, names)


def analysis(slug: str = "why-fewer", tier: Tier = Tier.OPEN, *byline: str) -> Piece:
    return Piece(BEAT, slug, PieceKind.ANALYSIS, tier, "en", None, tuple(Name(name) for name in byline))


# ---- for browsers ------------------------------------------------------------------------------------------------------------

FERRIES = Beat("ferries", "Ferries over the strait", "ferry")
ARABIC = "قال القبطان إن العبارة لم تبحر."


def fill(store: SqliteStore) -> None:
    """Of the ferries: a review with a chart in two editions, whose sources have changed in part and which has an addendum; one in Arabic; a
    members' piece; one that was withdrawn; a draft."""
    keeps = strait(store, FERRIES)
    stated = [figured.told("arrived", "tide", figured.REFERENCE, date(2020, 10, 21), FERRIES.slug)]
    figured.fill(store, stated, [figured.ARRIVALS], FERRIES)
    chart = Figures(store).charted(FERRIES.slug, "arrivals", date(2020, 11, 30))
    piece = replace(review(), beat=FERRIES.slug)
    body = f"{BODY}\n## The count\n\n![Arrivals](figure:arrivals)\n\n{COUNT}[^3]\n\n{'And so on. ' * 40}\n"
    whole = replace(document(keeps, body, "The strait in Nov. 2020: A month in review"), charts=(chart,))
    for n in (3, 2):
        desks.publish(store, piece, whole, desks.NOW - timedelta(days=n))
    desks.publish(
        store,
        replace(piece, slug="review-2020-10", period=OCTOBER),
        document(keeps, "Little happened.", "The strait in Oct. 2020: A month in review"),
        desks.NOW - timedelta(days=30),
    )
    late = Document(
        "", "", f"## What came late\n\n{COUNT}[^9]", (desks.citation("9", keeps["count"], COUNT),)
    )
    store.apply([Append(piece.beat, piece.slug, 2, late, desks.NOW)])
    changed = Version("The letters bill moves on", language="en", text=f"{LEFT} Nothing else.")
    desks.add_version(store, "bill", "nk-news", changed, desks.NOW, beats=[FERRIES.slug])
    arabic = replace(analysis("abbara"), beat=FERRIES.slug, language="ar")
    desks.publish(
        store,
        arabic,
        document(keeps, f"## العبارة\n\n{ARABIC}[^3] {ARABIC}\n\n* {ARABIC}\n", "عن العبارة التي لم تبحر"),
    )
    closed = replace(analysis("for-few", Tier.MEMBERS, "Ida Korhonen"), beat=FERRIES.slug)
    desks.publish(store, closed, document(keeps, title="What members read of the ferries"))
    gone = replace(analysis("gone"), beat=FERRIES.slug)
    desks.publish(store, gone, document(keeps, title="What was wrong"))
    store.apply([Withdraw(FERRIES.slug, "gone", "The count was of another year.", "editor", desks.NOW)])
    draft = replace(analysis("not-yet"), beat=FERRIES.slug)
    unfinished = replace(document(keeps, f"{COUNT}[^3]\n\n{'W' * 90}", "What is not yet written"))
    store.apply([SaveDraft(draft, unfinished, 0, "editor", desks.NOW)])
