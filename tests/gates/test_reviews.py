"""Floors for reviews, on the bundled sample press: for each beat and month the three main events are told, and every sentence stands; of lines
and, published, on a desk.

The main events were chosen by reading all of the press, and go by their names in `sample/truth.toml`: one of an event's own reports
must be cited under a heading of the review.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from beatbook.desk import Desk
from beatbook.filing.beatfile import read_beat
from beatbook.model import Article, Fate, Moment, PieceKind, Review, Span, Version
from beatbook.sample.press import HERE, edition, load
from beatbook.work.archives import Archives
from beatbook.work.lines import NEVER, article_out
from beatbook.work.reviews import Reviews
from beatbook.writing import periods
from beatbook.writing.pieces import Passage, faults, review_document
from tests.writing.town_month import EARS, cited, unsupported

MAIN = {
    ("crossings", "2026-08"): ("lark-rescue", "bill-introduced", "swimmer"),
    ("crossings", "2026-09"): ("wren-rescue", "lesk-verdict", "lowmarsh-kept"),
    ("crossings", "2026-10"): ("guard-crosses", "bill-passed", "brann-verdict"),
    ("harbour", "2026-08"): ("strike-ballot", "strike-begins", "deepgate-plan"),
    ("harbour", "2026-09"): ("deepgate-hearing", "strike-suspended", "meridian-aground"),
    ("harbour", "2026-10"): ("meridian-refloated", "deepgate-vote", "freight-september"),
    ("crossings-ko", "2026-09"): ("lowmarsh-protest", "wren-rescue", "lesk-verdict"),
    ("crossings-ko", "2026-10"): ("guard-crosses", "bill-passed", "brann-verdict"),
}


@cache
def press() -> tuple[Article, ...]:
    """All articles as they were first published."""
    loaded = load()
    language = {outlet.slug: outlet.language for outlet in loaded.outlets}
    found = []
    for each in loaded.articles:
        stands = edition(each, each.published)
        assert stands is not None
        version = Version(
            headline=stands.headline,
            deck=stands.deck,
            published=Moment.of(each.published),
            language=language[each.outlet],
            text=stands.text,
        )
        found.append(Article(each.id, each.outlet, None, NEVER, version))
    return tuple(found)


@cache
def events() -> dict[str, dict[str, Any]]:
    truth = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))
    return {event["id"]: event for event in truth["event"]}


@cache
def reviews(beat: str) -> Reviews:
    found = Reviews(read_beat(HERE / "beats" / f"{beat}.toml"), ears=EARS)
    for each in press():
        found.add(each)
    return found


@cache
def review(beat: str, month: str) -> Review:
    return reviews(beat).written(periods.parse(month))


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_the_main_events_are_told(beat: str, month: str) -> None:
    quoted = {
        span.article
        for section in review(beat, month).sections
        for c in section.sentences
        for span in c.spans
    }
    missing = [name for name in MAIN[beat, month] if quoted.isdisjoint(events()[name]["articles"])]
    assert missing == []


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_every_sentence_stands(beat: str, month: str) -> None:
    found = review(beat, month)
    assert len(cited(found)) >= 8
    assert unsupported(found, press()) == []


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_its_document_may_be_published(beat: str, month: str) -> None:
    articles = {article.id: article for article in press()}

    def words(span: Span) -> str:
        return articles[span.article].version.text[span.start : span.end]

    def cite(span: Span) -> Passage:
        article = articles[span.article]
        published = article.version.published
        assert published is not None
        return Passage(words(span), article.source, article.version.headline or "", None, published.day)

    document = review_document(review(beat, month), {}, cite, beat.partition("-")[2] or "en")
    assert faults(document, PieceKind.REVIEW, words, date(2026, 11, 5)) == ()
    assert len(document.citations) >= 12


# ---- on a desk --------------------------------------------------------------------------------------------------------------

BECAME = {Fate.HAPPENED: 3, Fate.POSTPONED: 2, Fate.CANCELLED: 1}
"""How many announcements of the press's months are told, at least, to have come to this, over all reviews."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("press") / "desk"
    Desk.init(folder)
    for file in sorted((HERE / "beats").glob("*.toml")):
        shutil.copy(file, folder / "beats")
    with Desk.open(folder, environ={"BEATBOOK_DESK_TIME_ZONE": "Asia/Seoul"}) as desk:
        desk.load_beats()
        lines = folder / "press.jsonl"
        lines.write_text("\n".join(json.dumps(article_out(a)) for a in press()), encoding="utf-8")
        desk.import_file(lines)
        asyncio.run(desk.group())
        asyncio.run(desk.note())
        asyncio.run(desk.settle())
        yield desk


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_what_a_desk_publishes_stands_and_tells_the_main_events(desk: Desk, beat: str, month: str) -> None:
    pieces, now = desk.pieces(), desk.now()
    draft = pieces.draft_review(beat, periods.parse(month), "gate", now)
    assert pieces.faults(draft) == ()
    edition = pieces.publish(beat, draft.piece.slug, draft.number, "gate", now)
    body, _, _ = edition.document.body.partition("\n## What changed\n")
    told = {c.span.article for c in edition.document.citations if c.span and f"[^{c.label}]" in body}
    missing = [name for name in MAIN[beat, month] if told.isdisjoint(events()[name]["articles"])]
    assert missing == []
    again = pieces.draft_review(beat, periods.parse(month), "gate", now)
    assert again.document == edition.document


def test_what_was_announced_is_settled(desk: Desk) -> None:
    archives = Archives(desk.store, lambda: EARS, desk.calendars.dates)
    found: Counter[Fate] = Counter()
    for beat in desk.store.beats():
        for month in ("2026-08", "2026-09", "2026-10"):
            found.update(a.settled.fate for a in archives.of(beat, periods.parse(month)).became)
    assert all(found[fate] >= least for fate, least in BECAME.items()), found
