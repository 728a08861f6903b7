"""Floors for reviews, on the bundled sample press: for each beat and month the three main events are told, and every sentence stands;
headings are whole names and things, no news is told twice; and on a made-up agency what happened comes before rites.

The main events were chosen by reading all of the press, and go by their names in `sample/truth.toml`: one of an event's own reports
must be cited under a heading of the review.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from beatbook import periods
from beatbook.filing.beatfile import read_beat
from beatbook.model import Article, Beat, Moment, PieceKind, Review, Span, Version
from beatbook.sample.press import HERE, edition, load
from beatbook.work.lines import NEVER
from beatbook.work.reviews import Reviews
from beatbook.writing.naming import is_weak
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
    return reviews(beat).written(periods.named(month))


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


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_a_heading_is_a_whole_name_or_thing(beat: str, month: str) -> None:
    for section in review(beat, month).sections:
        if section.heading.startswith(("Also ", "This ")):
            continue
        words = section.heading.split()
        said = " ".join(c.text for c in section.sentences).lower()
        assert len(words) <= 6
        assert all(part.lower().removeprefix("the ") in said for part in section.heading.split(" and "))
        assert not is_weak(words[-1].lower())
        assert len(words) > 1 or words[0][0].isupper()


@pytest.mark.parametrize(("beat", "month"), MAIN)
def test_no_two_papers_begin_with_the_same_news(beat: str, month: str) -> None:
    for section in review(beat, month).sections:
        begin = [
            (story, c.published.day)
            for story, c in zip(section.stories, section.sentences, strict=True)
            if c.published and c.spans[0].start == 0
        ]
        assert len(set(begin)) == len(begin)


PLACES = "Adair Belmont Corvo Delane Evers Fenwick Garrow Halden Ister Jarrow Kelso Lorne Marrow Nairn Orme Perth".split()
"""Made-up countries whose envoys lay wreaths."""


def agency() -> list[Article]:
    """An agency that reports a rite for every country each month, announces a launch for weeks, and reports in four sentences that it
    failed; that reports a flood in five parts; and one that the chief of a bank was dismissed."""
    found: list[Article] = []

    def put(day: str, headline: str, text: str) -> None:
        at = Moment.of(datetime.fromisoformat(f"{day}T09:00:00+00:00"))
        version = Version(headline=headline, published=at, language="en", text=text)
        found.append(Article(f"a{len(found):03}", "agency", None, NEVER, version))

    for month in ("03", "04"):
        for n, place in enumerate(PLACES):
            put(
                f"2025-{month}-{n + 3:02}",
                f"Floral basket from ambassador of {place}",
                f"The ambassador of {place} laid a floral basket before the statue of the founder on Signal Hill on the national day of {place}. "
                "He wrote in the visitors' book. Members of the embassy were with him.",
            )
            put(
                f"2025-{month}-{n + 4:02}",
                f"President greets president of {place}",
                f"The president sent a message of greeting to the president of {place} on the anniversary of its independence. "
                "The message wished the people well-being and prosperity.",
            )
    for n, who in enumerate(("engineers", "scholars", "farmers", "students", "dock workers")):
        put(
            f"2025-03-{n + 14:02}",
            f"Lantern-2 launch delights {who}",
            "The satellite Lantern-2 will be launched from the Cape Orrin station between April 12 and 14, the Space Bureau said. "
            f"The {who} of Karsa were glad to hear of the satellite Lantern-2.",
        )
    put(
        "2025-04-13",
        "Satellite fails to enter orbit",
        "The satellite Lantern-2 was launched from the Cape Orrin station at 7:38 a.m. on Sunday. It did not enter its orbit. "
        "Engineers are looking into the cause. The Space Bureau said no more.",
    )
    for day, headline, text in (
        ("18", "Heavy rain in Tarn valley", "Rain of 240 mm fell in the Tarn valley on Friday and the river Tarn rose by 3.2 metres."),
        ("19", "Flood kills 31 in Tarn valley", "The flood in the Tarn valley killed 31 people and left 4,100 without homes on Saturday, rescuers said."),
        ("20", "Flood cuts railway", "The flood in the Tarn valley cut the railway at 12 places on Sunday."),
        ("22", "Flood toll rises", "The number of people killed by the flood in the Tarn valley rose to 47 on Tuesday, the rescuers said."),
        ("25", "Help for flood victims", "Boats brought 60 tonnes of flour to flood victims in the Tarn valley on Friday."),
    ):  # fmt: skip
        put(f"2025-04-{day}", headline, text)
    return found


@cache
def agency_month() -> Review:
    reviews = Reviews(Beat("karsa", "Karsa", "the OR a OR of"), ears=EARS)
    for each in agency():
        reviews.add(each)
    return reviews.written(periods.named("2025-04"))


def test_a_report_of_what_had_been_announced_and_a_flood_come_before_rites() -> None:
    found = agency_month()
    told = [[c.text for c in s.sentences] for s in found.sections]
    launch = next((n for n, s in enumerate(told) if any("Lantern-2 was launched" in t for t in s)), None)
    flood = next((n for n, s in enumerate(told) if any("flood" in t for t in s)), None)
    assert launch is not None
    assert flood is not None
    rites = [n for n, s in enumerate(told) if any("basket" in t or "greeting" in t for t in s)]
    assert flood < min(rites, default=len(told))
    assert unsupported(found, agency()) == []


def test_what_is_told_every_month_is_no_event_of_it() -> None:
    assert not any("basket" in c.text for e in agency_month().timeline for c in e.sentences)
