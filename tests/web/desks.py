"""Desks made for the tests of the pages: real archives with articles put in through `apply`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from beatbook.model import (
    Beat,
    Brief,
    BriefOutcome,
    Citation,
    Cited,
    CopyKind,
    CopyOf,
    Document,
    Filing,
    Grouping,
    Hit,
    Moment,
    Name,
    NameKind,
    Outcome,
    Piece,
    Signature,
    Source,
    Span,
    Tier,
    Version,
)
from beatbook.settings import DeskSettings, Settings, WebSettings
from beatbook.store.codec import version_digest
from beatbook.store.editions import Publish
from beatbook.store.intents import Group, Keep
from beatbook.store.pieces import PublishDraft, SaveDraft
from beatbook.store.protocol import Store
from beatbook.store.sqlite import SqliteStore

REFERENCE = Path(__file__).parent.parent / "cases" / "reference.txt"
NOW = datetime(2020, 12, 5, 9, 0, tzinfo=UTC)
SETTINGS = Settings(
    desk=DeskSettings(name="The Beatbook", description="A record of a few subjects, kept daily"),
    web=WebSettings(base="https://desk.example"),
)
BEAT = Beat(
    "defector-issues",
    "Defector Issues",
    "defector OR defectors OR escapee",
    "Information related to North Korean defector issues",
)
NK_NEWS = Source("nk-news", "NK News", "https://www.nknews.example/", "en", Tier.MEMBERS)
DESKS = ("NK News", "NK Pro")


def now() -> datetime:
    return NOW


@dataclass(frozen=True)
class Told:
    """An item as the reference page tells it."""

    headline: str
    deck: str
    byline: str
    day: date


def reference_lines() -> list[str]:
    """The reference page as text, line for line."""
    return REFERENCE.read_text(encoding="utf-8").splitlines()


def reference_items() -> list[Told]:
    """The ten items of the reference page, newest first."""
    lines, items = reference_lines()[3:-1], []
    for headline, deck, signed in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        *byline, month, day, year = signed.split()
        when = datetime.strptime(f"{month} {day} {year}", "%B %d, %Y").date()
        items.append(Told(headline, deck, " ".join(byline), when))
    return items


def older_items(n: int, before: date = date(2020, 10, 20), authors: int = 30, every: int = 3) -> list[Told]:
    """`n` items older than the reference's, newest first, one every few days."""
    return [
        Told(
            f"Report {i} on the border and those who cross it",
            f"What officials said of case {i}, and what they left out",
            "NK News" if i % 7 == 0 else f"Writer {chr(65 + i % 26)}{i % authors}",
            before - timedelta(days=i * every // 2),
        )
        for i in range(n)
    ]


def keep(
    key: str,
    source: str,
    version: Version,
    *,
    beats: Iterable[str] = (),
    why: Sequence[Hit] = (),
    first_seen: datetime = NOW,
    url: str | None = None,
    outcome: Outcome | None = None,
) -> Keep:
    """An article's outcome as the pipeline would hand it in."""
    at = version.published.instant if version.published else first_seen
    filings = tuple(Filing(beat, 0.8, tuple(why)) for beat in beats)
    return Keep(
        key=key,
        source=source,
        first_seen=first_seen,
        outcome=outcome or (Outcome.FILED if filings else Outcome.KEPT),
        day=version.published.day if version.published else first_seen.date(),
        sorted_at=at,
        url=url,
        version=version,
        filings=filings,
        reader="test",
    )


def place(
    kept: Keep,
    story: str = "",
    *,
    origin: str | None = None,
    kind: CopyKind = CopyKind.REPRINT,
    share: float = 0.93,
    wire: str | None = None,
    tie: tuple[str, ...] = (),
    earlier: tuple[str, ...] = (),
    at: datetime = NOW,
) -> Group:
    """What the desk decides of an article: by default it is nobody's copy and opens a story."""
    assert kept.version is not None
    copy = CopyOf(kept.key, origin, kind if origin else CopyKind.OWN, share if origin else 0.0, wire)
    grouping = Grouping(kept.key, story or kept.key, tie, earlier)
    digest = version_digest(kept.version)
    return Group(kept.key, at, digest, copy, Signature("test", None), grouping, b"")


def told_keep(key: str, told: Told, source: str = "nk-news", beat: str = "defector-issues") -> Keep:
    kind = NameKind.DESK if told.byline in DESKS else NameKind.PERSON
    version = Version(
        headline=told.headline,
        deck=told.deck,
        byline=(Name(told.byline, kind),) if told.byline else (),
        published=Moment(told.day),
        language="en",
        text=f"{told.headline}. {told.deck}.",
    )
    where = told.headline.lower().find("defector")
    why = [Hit("headline", where, where + 8, "defector")] if where >= 0 else []
    url = f"https://www.nknews.example/{told.day:%Y/%m}/{key}/"
    return keep(key, source, version, beats=(beat,), why=why, url=url)


def reference_desk(path: Path, older: int = 480, authors: int = 30, *, grouped: bool = True) -> SqliteStore:
    """The desk of the reference page: its ten items and `older` ones before them, each a story of its own unless none is
    `grouped`."""
    store = SqliteStore(path)
    store.set_fact("id", "0b6f8a52-6f6c-4a53-9c5e-3f0f3c6a7d11")
    store.set_fact("created", "2020-01-02T03:04:05+00:00")
    store.put_source(NK_NEWS, NOW)
    store.put_beat(BEAT)
    every = 3 if older < 1000 else 2
    items = [*reference_items(), *older_items(older, authors=authors, every=every)]
    keeps = [told_keep(f"nk{i:05d}", told) for i, told in reversed(list(enumerate(items)))]
    for start in range(0, len(keeps), 500):
        store.apply(keeps[start : start + 500])
        if grouped:
            store.apply([place(kept) for kept in keeps[start : start + 500]])
    return store


def add_version(store: Store, key: str, source: str, version: Version, at: datetime, **more: object) -> None:
    """Another version of an article."""
    kept = keep(key, source, version, **more)  # type: ignore[arg-type]
    store.apply([replace(kept, first_seen=at)])


def cut(kept: Keep, words: str, **more: object) -> Cited:
    """A sentence that stands in an article like this."""
    return said(words, (kept, words), **more)


def said(sentence: str, *rests_on: tuple[Keep, str], **more: object) -> Cited:
    """A sentence that rests on these words of these articles."""
    spans = []
    for kept, words in rests_on:
        assert kept.version is not None
        start = kept.version.text.index(words)
        spans.append(Span(kept.key, start, start + len(words), version_digest(kept.version)))
    return Cited(sentence, tuple(spans), **more)  # type: ignore[arg-type]


def brief(story: str, *sentences: Cited, **more: object) -> Publish:
    """A brief, written at `NOW` unless it is said when (`at`)."""
    at = more.pop("at", NOW)
    written = Brief(story, BriefOutcome.BRIEF, None, sentences)
    return Publish(replace(written, **more), at)  # type: ignore[arg-type]


# ---- the desk's own pieces ---------------------------------------------------------------------------------------------------


def citation(label: str, kept: Keep, words: str) -> Citation:
    """What a sentence cites of an article, with what was known of it then."""
    assert kept.version is not None
    start = kept.version.text.index(words)
    span = Span(kept.key, start, start + len(words), version_digest(kept.version))
    day = kept.version.published.day if kept.version.published else None
    return Citation(label, words, span, kept.source.title(), kept.version.headline or "", kept.url, day)


def publish(store: Store, piece: Piece, document: Document, at: datetime = NOW) -> Piece:
    """A piece, or its next edition, published as it is."""
    store.apply([SaveDraft(piece, document, 0, "editor", at)])
    draft = store.draft_of(piece.beat, piece.slug)
    assert draft is not None
    store.apply([PublishDraft(piece.beat, piece.slug, draft.number, piece.byline, "editor", at)])
    return piece
