"""What became of an announcement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.model import Act, Announcing, Certainty, Fate, Settled
from beatbook.writing.ahead import announcement
from beatbook.writing.reporting import Report
from beatbook.writing.settling import SPOKEN_OF, settle, words_of
from tests.writing.coming import EARS, on, said
from tests.writing.pieces import article

TENTH, NOVEMBER = on("2020-11-10"), on("2020-11-01", "2020-11-30")
FERRY = said(
    "2020-11-01",
    "The harbour council will vote on the contract for the ferry Grey Heron on Nov. 10, mayor Ida Korhonen said.",
    TENTH,
    what="harbour council vote contract ferry Grey Heron",
    stated_by="mayor Ida Korhonen",
)
KOREAN = said(
    "2020-11-01",
    "통일부는 오는 10일 판문점에서 남북 고위급 회담이 열린다고 밝혔다.",
    TENTH,
    what="판문점 남북 고위급 회담",
    language="ko",
)
VOTED = "The harbour council voted for the Grey Heron contract on Tuesday, eight to three."


def report(
    text: str, day: str = "2020-11-11", key: str = "r1", language: str = "en", headline: str | None = None
) -> Report:
    return Report(
        article(key, text, published=day, language=language, headline=headline),
        "v",
        f"story-{key}",
        date.fromisoformat(day),
    )


def settled(
    announced: Sequence[Announcing],
    *reports: Report,
    today: str = "2020-12-31",
    covered: Mapping[date, int] | None = None,
) -> Settled:
    entry = announcement("k", announced)
    days = {date(2020, 11, 1) + timedelta(n): 3 for n in range(60)} if covered is None else covered
    return settle(entry, announced, reports, days, date.fromisoformat(today), EARS)


def test_happened_by_a_report_that_names_the_day() -> None:
    found = settled([FERRY], report(VOTED), report(f"{VOTED} It took an hour.", "2020-11-12", "r2"))
    assert (found.fate, found.story) == (Fate.HAPPENED, "story-r1")
    assert found.why == "reported on November 11, 2020 by bench"
    assert found.sentences[0].text == VOTED
    assert found.sentences[0].spans[0].article == "r1"
    named = settled([FERRY], replace(report(VOTED), by="Harbour News"))
    assert named.why == "reported on November 11, 2020 by Harbour News"


def test_happened_by_the_news_of_the_day() -> None:
    text = "The harbour council voted for the contract of the Grey Heron ferry after a long debate.\n\nIt was late."
    assert settled([FERRY], report(text, "2020-11-10")).fate is Fate.HAPPENED
    assert settled([FERRY], report(text, "2020-11-14")).fate is Fate.NOT_CONFIRMED


def test_happened_in_korean() -> None:
    text = "남북 고위급 회담이 10일 판문점에서 열렸다. 양측은 공동보도문을 발표했다."
    assert settled([KOREAN], report(text, "2020-11-10", language="ko")).fate is Fate.HAPPENED


@pytest.mark.parametrize(
    "text",
    [
        "The harbour council will vote on the Grey Heron ferry contract on Tuesday.",
        "The harbour council did not vote on the Grey Heron ferry contract on Tuesday.",
        "The vote on the Grey Heron ferry contract on Tuesday may be called off by the harbour council.",
        "Anglers denounced the vote of the harbour council on the Grey Heron ferry contract on Tuesday.",
        "The harbour council prepared for the vote on the Grey Heron ferry contract on Tuesday.",
        "The harbour council voted on the Grey Heron ferry contract on Monday.",
        "The vote of the harbour council on the Grey Heron contract planned for Tuesday drew a crowd.",
        "The harbour council votes on the Grey Heron ferry contract on Tuesday, the mayor said.",
        "The harbour council votes on the Grey Heron ferry contract on Tuesday, said the mayor, who met anglers.",
        "The harbour council, which met on Tuesday, will vote on the Grey Heron ferry contract.",
        "The council of Alderholm voted on Tuesday to paint the school.",
        "The Grey Heron sailed on Tuesday.",
        "If the harbour council voted for the Grey Heron ferry contract on Tuesday, prices rose.",
        "The harbour council failed to vote on the Grey Heron ferry contract on Tuesday.",
        "Did the harbour council vote on the Grey Heron ferry contract on Tuesday?",
    ],
)
def test_not_everything_that_sounds_like_it_reports_it(text: str) -> None:
    found = settled([FERRY], report(text), report(text, "2020-11-10", "r2"))
    assert found.fate is Fate.NOT_CONFIRMED
    speaks_of_it = "contract" in text or "Heron ferry" in text
    told = "3 sources were read on the day and the two after; no report of it was found"
    assert found.why == (SPOKEN_OF if speaks_of_it else told)


@pytest.mark.parametrize(
    "text",
    [
        "남북 고위급 회담이 10일 판문점에서 열릴 예정이다.",
        "남북 고위급 회담이 10일 판문점에서 열리지 않았다.",
        "남북은 고위급 회담을 10일 판문점에서 열기로 합의했다.",
        "10일 판문점 남북 고위급 회담이 연기될 가능성이 있었다.",
        "남북 고위급 회담이 9일 판문점에서 열렸다.",
    ],
)
def test_nor_in_korean(text: str) -> None:
    assert settled([KOREAN], report(text, "2020-11-10", language="ko")).fate is Fate.NOT_CONFIRMED


def test_reports_of_another_time_or_language_do_not_count() -> None:
    assert settled([FERRY], report(VOTED, "2020-11-26")).fate is Fate.NOT_CONFIRMED
    assert settled([FERRY], report(VOTED, "2020-11-09")).fate is Fate.NOT_CONFIRMED
    assert settled([KOREAN], report(VOTED)).fate is Fate.NOT_CONFIRMED


def test_within_a_month_it_may_happen_early() -> None:
    month = replace(FERRY, days=NOVEMBER, precision=said("2020-11-01", "x", NOVEMBER).precision)
    text = "The harbour council voted on the contract for the ferry Grey Heron on Tuesday."
    assert settled([month], report(text), today="2020-11-12").fate is Fate.HAPPENED
    assert settled([month], today="2020-11-12").fate is Fate.AHEAD
    found = settled([month], today="2020-12-31")
    assert found.why == "3 sources were read on these days and the two after; no report of it was found"


@pytest.mark.parametrize(
    ("text", "fate", "how"),
    [
        (
            "The harbour council called off the vote on the Grey Heron contract on Tuesday.",
            Fate.CANCELLED,
            "called off",
        ),
        (
            "Tuesday's council vote on the contract for the Grey Heron ferry was postponed.",
            Fate.POSTPONED,
            "put off",
        ),
    ],
)
def test_a_report_may_say_that_it_is_off(text: str, fate: Fate, how: str) -> None:
    found = settled([FERRY], report(text))
    assert (found.fate, found.why) == (fate, f"reported to be {how} on November 11, 2020 by bench")
    assert settled([FERRY], report(text), report(VOTED, "2020-11-12", "r2")).fate is Fate.HAPPENED
    entry = announcement("k", [FERRY], found)
    assert entry.settled == found
    assert (
        settled(
            [KOREAN], report("10일 판문점 남북 고위급 회담이 취소됐다.", "2020-11-10", language="ko")
        ).fate
        is Fate.CANCELLED
    )


def test_who_announces_it_does_not_report_it() -> None:
    same = replace(FERRY, span=replace(FERRY.span, article="r1"))
    assert settled([FERRY, same], report(VOTED)).fate is Fate.NOT_CONFIRMED


def test_the_26th_is_not_the_25th() -> None:
    fair = replace(
        FERRY,
        text="The 25th Marrow Boat Fair opens on Nov. 10.",
        stems=EARS.stems("25th Marrow Boat Fair opens"),
    )
    for number, fate in (("26th", Fate.NOT_CONFIRMED), ("25th", Fate.HAPPENED)):
        text = f"The {number} Marrow Boat Fair opened at the quay on Tuesday."
        assert settled([fair], report(text)).fate is fate


def test_what_every_article_says_tells_nothing() -> None:
    """In an archive on one council all articles have its name."""
    one = replace(FERRY, stems=EARS.stems("seminar tides institute Otis Calloway founder Port Marrow"))
    other = "Guests paid respect to the founder Otis Calloway of Port Marrow on Tuesday."
    assert settled([one], report(other)).fate is Fate.HAPPENED
    assert settled([one], *(report(other, key=f"r{i}") for i in range(20))).fate is Fate.NOT_CONFIRMED


def test_called_off_and_put_off() -> None:
    off = said("2020-11-08", "The vote was called off.", None, act=Act.CANCELLED)
    assert settled([FERRY, off], report(VOTED)).fate is Fate.CANCELLED
    gone = said("2020-11-08", "The vote was put off.", None, act=Act.MOVED)
    assert settled([FERRY, gone]).fate is Fate.POSTPONED
    later = said("2020-11-08", "The vote was moved to Dec. 8.", on("2020-12-08"), act=Act.MOVED)
    assert settled([FERRY, later], today="2020-11-09").fate is Fate.AHEAD
    found = settled([FERRY, later], today="2020-11-20")
    assert (found.fate, found.why) == (Fate.POSTPONED, "put off from November 10, 2020 to December 8, 2020")
    assert found.sentences[0].text == later.text
    text = "The harbour council voted for the Grey Heron contract on Tuesday."
    assert settled([FERRY, later], report(text, "2020-12-09")).fate is Fate.HAPPENED


def test_unknown_is_not_no() -> None:
    assert settled([FERRY], covered={}).fate is Fate.NO_COVERAGE
    found = settled([FERRY], covered={date(2020, 11, 9): 3, date(2020, 11, 10): 0, date(2020, 11, 13): 2})
    assert (found.fate, found.why) == (
        Fate.NO_COVERAGE,
        "no source could be read on the day and the two after",
    )
    assert (
        settled([FERRY], covered={date(2020, 11, 12): 1}).why
        == "1 source was read on the day and the two after; no report of it was found"
    )


def test_its_day_is_waited_for_and_two_more() -> None:
    assert settled([FERRY], today="2020-11-10") == Settled(Fate.AHEAD)
    assert settled([FERRY], report(VOTED), today="2020-11-11").fate is Fate.HAPPENED
    waiting = settled([FERRY], today="2020-11-12")
    assert (waiting.fate, waiting.why) == (
        Fate.AHEAD,
        "its day has passed; what is reported until November 12, 2020 counts",
    )
    assert settled([FERRY], today="2020-11-13").fate is Fate.NOT_CONFIRMED


def test_an_editors_word_stands() -> None:
    word = Settled(Fate.CANCELLED, "she told me", who="ida")
    entry = announcement("k", [FERRY], word)
    assert settle(entry, [FERRY], [report(VOTED)], {}, date(2021, 1, 1), EARS) == word


def test_words_to_search_by_are_as_written_names_first() -> None:
    words = words_of([FERRY], EARS)
    assert set(words[:2]) == {"Grey", "Heron"}
    assert {"harbour", "ferry", "contract"} <= set(words)
    assert not {"Korhonen", "Nov", "10", "on"} & set(words)
    assert {"판문점", "고위급"} <= set(words_of([KOREAN], EARS))
    many = said("2020-11-01", " ".join(f"Aster{chr(97 + i)}tor" for i in range(20)), TENTH)
    assert len(words_of([many], EARS)) == 8
    assert words_of([], EARS) == []


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ko", "de", "fr", "zh", "ja", None, "xx"]))
def test_nothing_that_is_written_breaks_it(text: str, language: str | None) -> None:
    found = settled(
        [replace(FERRY, text=text)],
        Report(article("r", text, published="2020-11-10", language=language), "", None, TENTH.first),
    )
    assert found.fate is Fate.NOT_CONFIRMED
    words_of([replace(FERRY, text=text)], EARS)


def test_threats_are_settled_alike() -> None:
    threat = replace(FERRY, certainty=Certainty.THREATENED)
    assert settled([threat], report(VOTED)).fate is Fate.HAPPENED


VERDICT = said(
    "2020-11-01",
    "Judge Ida Korhonen said the court would give its verdict on Nov. 10.",
    TENTH,
    what="court give verdict",
    stated_by="Judge Ida Korhonen",
)
SENTENCED = "A Marrow court on Tuesday sentenced the pilot to two years, suspended for three, for stealing a ferry in April."


def of_story(text: str, day: str = "2020-11-10") -> Report:
    return replace(report(text, day), is_of_story=True, is_by_words=False)


def test_an_article_of_the_same_story_may_tell_it_in_other_words() -> None:
    assert settled([VERDICT], of_story(SENTENCED)).fate is Fate.HAPPENED
    assert settled([VERDICT], report(SENTENCED, "2020-11-10")).fate is Fate.NOT_CONFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "The court did not sentence the pilot on Tuesday.",
        "The court will sentence the pilot on Tuesday.",
        "A court sentenced the pilot's brother on Monday.",
        "A court had sentenced the pilot in April.",
        "The verdict of the court was awaited on Tuesday in the rain.",
        "A hundred people marched to the court on Tuesday.",
        "A jury of anglers convicted the mayor of bad taste on Tuesday.",
    ],
)
def test_nor_does_all_that_the_story_brings_tell_it(text: str) -> None:
    assert settled([VERDICT], of_story(text)).fate is Fate.NOT_CONFIRMED
