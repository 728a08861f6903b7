"""Announcements of single sentences and articles: what is cited, who says so, what is left out (the sentences are in tests/cases)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.model import Act, Announcing, Certainty, Days, Precision
from beatbook.writing.announcing import MOST, announcings
from beatbook.writing.candidates import Ears
from tests.writing.pieces import article

EARS = Ears()
DAY = date(2020, 11, 5)


def read(text: str, language: str | None = "en") -> list[Announcing]:
    return announcings(article("a", text, language=language), DAY, EARS, "v1")


def test_a_sentence_is_cited_where_it_stands() -> None:
    text = "VELM, Nov. 5 (Coastline) -- The pier was closed on Monday.\n\nThe pier of Mordun will reopen on Nov. 20, the works department said.\n\nIt rained."
    (found,) = read(text)
    assert found.span.version == "v1"
    assert (
        text[found.span.start : found.span.end]
        == found.text
        == ("The pier of Mordun will reopen on Nov. 20, the works department said.")
    )
    assert (found.said, found.days) == (DAY, Days(date(2020, 11, 20), date(2020, 11, 20)))
    assert (found.precision, found.certainty, found.act) == (
        Precision.DAY,
        Certainty.SCHEDULED,
        Act.ANNOUNCED,
    )
    assert (found.stated_by, found.language) == ("the works department", "en")


def test_a_dateline_is_no_day_of_what_is_announced() -> None:
    (found,) = read("VELM, Nov. 5 (Coastline) -- The pier of Mordun will reopen on Nov. 20.")
    assert found.text == "The pier of Mordun will reopen on Nov. 20."


def test_stems_leave_out_days_speakers_and_what_only_announces() -> None:
    plain, longer = read(
        "The pier of Mordun is scheduled to reopen on Nov. 20.\n\n"
        "On Thursday the works department said the pier of Mordun will reopen on Nov. 20."
    )
    assert plain.stems == longer.stems == EARS.stems("pier Mordun reopen")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The pier of Mordun will reopen on Nov. 20, mayor Ida Korhonen said on Thursday.", "mayor Ida Korhonen"),
        ("According to the Harbour Office, the pier will reopen on Nov. 20.", "the Harbour Office"),
        ("The Harbour Office announced on Thursday that the pier will reopen on Nov. 20.", "the Harbour Office"),
        ('"The pier of Mordun will reopen on Nov. 20," said Ida Korhonen.', "Ida Korhonen"),
        ("The pier of Mordun will reopen on Nov. 20.", None),
    ],
)  # fmt: skip
def test_who_says_so(text: str, who: str | None) -> None:
    (found,) = read(text)
    assert found.stated_by == who


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "The council of Mordun plans to hold a Christmas market on the pier from December 11 to 13.",
            11,
            13,
        ),
        ("Mordun will open its Christmas market on December 11.", 11, 11),
        ("A Christmas Day service will be held in the hall of Mordun.", 25, 25),
        ("The pier of Mordun will be shut on Christmas Day.", 25, 25),
    ],
)
def test_a_feast_that_names_a_thing_is_not_its_day(text: str, first: int, last: int) -> None:
    (found,) = read(text)
    assert found.days == Days(date(2020, 12, first), date(2020, 12, last))


def test_what_is_named_after_a_feast_alone_has_no_day() -> None:
    assert read("The council of Mordun will hold a Christmas market on the pier.") == []


def test_the_day_on_which_votes_were_counted_is_not_ahead() -> None:
    assert (
        read("The dockers of Mordun voted to strike by 240 votes to 31 on Wednesday, Ida Korhonen said.")
        == []
    )
    (found,) = read("The council of Mordun voted to meet again on Monday, Ida Korhonen said.")
    assert found.days == Days(date(2020, 11, 9), date(2020, 11, 9))


def test_who_says_so_in_korean() -> None:
    (found,) = read("통일부는 오는 10일 남북 실무회담을 판문점에서 개최할 예정이라고 5일 밝혔다.", "ko")
    assert found.stated_by == "통일부"
    assert found.stems == EARS.stems("남북 실무회담 판문점")


@pytest.mark.parametrize(
    "text",
    [
        "He will meet the owners of the Mordun pier on Nov. 20.",  # leans on what was before it
        "We will reopen the pier of Mordun on Nov. 20.",  # the writer's own voice
        "Will the pier of Mordun reopen on Nov. 20 as the mayor has promised?",
        "Read more: the pier of Mordun will reopen on Nov. 20",
    ],
)
def test_a_sentence_that_cannot_stand_alone_is_not_given(text: str) -> None:
    assert read("It rained in Velm all through the week.\n\n" + text) == []


def test_what_is_put_off_without_a_new_day_says_which_day_it_was_to_be() -> None:
    (found,) = read("The Mordun regatta, planned for Nov. 14, has been postponed, organisers said.")
    assert (found.act, found.days, found.was) == (Act.MOVED, found.was, Days(*[date(2020, 11, 14)] * 2))


def test_other_languages_in_their_plainest_forms() -> None:
    for language, text, day in (
        ("de", "Die Zahlen für Oktober werden am 13. November vom Amt vorgelegt.", date(2020, 11, 13)),
        ("fr", "Le nouveau port de Velm sera inauguré le 20 novembre par le maire.", date(2020, 11, 20)),
        ("zh", "港口委员会定于11月20日在维尔姆举行听证会。", date(2020, 11, 20)),
        ("ja", "ヴェルム港の公聴会は11月20日に開かれる予定だと市が発表した。", date(2020, 11, 20)),
    ):
        (found,) = read(text, language)
        assert found.days == Days(day, day), language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Abstimmung wurde nicht auf den 20. November verschoben, sagte der Sprecher."),
        ("de", "Das Amt legte die Zahlen für Oktober am 3. November vor, wie es mitteilte."),
        ("fr", "Le port de Velm a été inauguré le 3 novembre par le maire de la ville."),
        ("zh", "港口委员会11月3日在维尔姆举行了听证会。"),
        ("ja", "ヴェルム港の公聴会は11月3日に開かれたと市が発表した。"),
        ("es", "El puerto de Velm reabrirá el 20 de noviembre, dijo la alcaldesa."),
    ],
)
def test_what_is_not_plain_is_left_out(language: str, text: str) -> None:
    assert read(text, language) == []


def test_an_article_gives_no_more_than_a_calendar_would() -> None:
    lines = [
        f"The court of Mordun will hear case number {n + 100} of the dockers on Nov. 20." for n in range(80)
    ]
    assert len(read("\n\n".join(lines))) == MOST


PIECES = [
    *"abc .,\n'\"“”()-0123",
    *(
        "will ",
        "Nov. 3",
        " on Friday",
        "postponed ",
        " from ",
        " to ",
        "said",
        " until ",
        "cancelled ",
        "The pier ",
    ),
    *("예정", "3일", " 오는 ", "연기", "次", "日", "würde ", "wird "),
]


@settings(deadline=None)  # the first text without a language loads what tells languages apart
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from(["en", "ko", "de", "fr", "zh", None]),
)
def test_any_text_is_read_and_cited_verbatim(text: str, language: str | None) -> None:
    for found in read(text, language):
        assert text[found.span.start : found.span.end] == found.text
        assert found.days is None or found.days.last >= DAY


def test_a_text_that_is_all_dates_takes_no_longer_than_others() -> None:
    for piece in (
        "will Nov. 3 ",
        "put a ",
        "postponed from Friday ",
        "said, who will on Monday, ",
        "오는 3일 연기 ",
        "for May ",
    ):
        lines = (piece * (650 // len(piece)) + ".\n") * 60
        assert len(read(lines, None)) <= MOST
