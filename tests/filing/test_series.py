"""Standing columns, recognised from made-up headlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from beatbook.filing.series import Headline, Series, recognised

FIRST = date(2026, 1, 5)


def told(texts: list[str], days: list[int], source: str = "tide", key: str = "a") -> list[Headline]:
    return [
        Headline(f"{key}{i}", source, text, FIRST + timedelta(days=day))
        for i, (text, day) in enumerate(zip(texts, days, strict=True))
    ]


def every(days: int, n: int, start: int = 0) -> list[int]:
    return [start + days * i for i in range(n)]


def names(headlines: list[Headline]) -> list[str]:
    return [s.name for s in recognised(headlines)]


NEWS = told(
    ["Port of Velm closes for repairs", "Minister Orlo visits Velm", "Ferry fares rise", "Velm strikes a deal", "Orlo resigns"],
    [1, 9, 20, 33, 41],
    key="n",
)  # fmt: skip


def ask(n: int) -> list[str]:
    return [f"Ask a pilot: Why do ferries need {what}?" for what in ("tugs", "fog", "tide tables", "paint", "salt", "rope")[:n]]  # fmt: skip


def test_a_column_that_answers_questions() -> None:
    (series,) = recognised([*told(ask(4), [0, 9, 25, 33]), *NEWS])
    assert series == Series("ask-a-pilot-tide", "Ask a pilot", "tide", ("a3", "a2", "a1", "a0"), FIRST + timedelta(33), 9)  # fmt: skip
    assert names(told(ask(2), [0, 9])) == []
    assert names(told(ask(3), [0, 0, 0])) == []


def test_a_place_that_changes_in_words_that_stay() -> None:
    months = ["Oct. 2026", "Nov. 2026", "Dec. 2026"]
    rests = ["A month review and what’s ahead", *["A month in review and what’s ahead"] * 2]
    texts = [f"The strait in {m}: {rest}" for m, rest in zip(months, rests, strict=True)]
    (series,) = recognised(told(texts, [0, 30, 61]))
    assert series.name == "The strait in …: A month in review and what’s ahead"
    assert series.slug == "the-strait-in-tide"
    assert series.rhythm == "monthly"
    assert names(told([f"Letters to the editor, No. {n}" for n in (12, 13, 14)], [0, 7, 14])) == [
        "Letters to the editor, No. …"
    ]
    assert names(told([f"{d} briefing: {i} things" for i, d in enumerate(["Monday", "Tuesday", "Friday"])], [0, 1, 4])) == ["… briefing"]  # fmt: skip
    assert names(told([f"해협 {n}월 결산: 무엇이 남았나" for n in (8, 9, 10)], [0, 31, 61])) == ["해협 … 결산: 무엇이 남았나"]  # fmt: skip


def test_a_number_that_stays_the_same_is_part_of_a_subject() -> None:
    texts = [f"Election 2026: {what}" for what in ("Polls open", "Orlo concedes", "Who won", "What now")]
    assert names(told(texts, [0, 7, 14, 21])) == []
    years = [f"{y} election: {what}" for y in (2018, 2022, 2026) for what in ("polls", "count", "winners")]
    assert names(told(years, every(3, 9))) == []
    counts = [f"{n} dead: Fire in the port of Velm" for n in (3, 5, 9)]
    assert names(told(counts, [0, 1, 2])) == []


@pytest.mark.parametrize("days", [every(7, 3), [0, 30, 61], every(1, 5), [0, 7, 21, 28, 35]])
def test_a_columns_own_word_and_a_rhythm(days: list[int]) -> None:
    texts = [f"Timeline: From quay {i} to quay {i + 1}" for i in range(len(days))]
    assert names([*told(texts, days), *NEWS]) == ["Timeline"]


@pytest.mark.parametrize("days", [[0, 2, 40, 41, 90], [0, 0, 0, 7, 14], [0, 100, 103]])
def test_a_columns_own_word_without_one_is_a_label(days: list[int]) -> None:
    texts = [f"Timeline: How ferry {i} sank" for i in range(len(days))]
    assert names(told(texts, days)) == []


def test_a_rhythm_alone_needs_five_and_a_name_of_its_own() -> None:
    texts = [
        f"Notes of a keeper: The lamp and the {what}" for what in ("gale", "moth", "boat", "frost", "gull")
    ]
    assert names([*told(texts, every(7, 5)), *NEWS]) == ["Notes of a keeper"]
    assert names(told(texts[:4], every(7, 4))) == []
    assert names(told(texts, [0, 3, 19, 22, 60])) == []
    assert names([*told(texts, every(7, 5)), *told(["Notes of a keeper found", "Notes of a keeper stolen"], [3, 5], key="x")]) == []  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Velm", "UK", "Orlo", "Live updates", "Breaking", "Opinion", "Video", "Exclusive", "속보"]
)
def test_places_speakers_and_labels_are_none(name: str) -> None:
    texts = [f"{name}: Something happened to ship {i}" for i in range(8)]
    assert names([*told(texts, every(7, 8)), *NEWS]) == []
    assert names([*told([f"[{name}] {t}" for t in ask(6)], every(7, 6)), *NEWS]) == []


def test_a_speaker_of_two_names_is_none() -> None:
    texts = [f"Ada Orlo: “The port will open in {i} days”" for i in range(6)]
    assert names(told(texts, every(7, 6))) == []


def test_a_subject_that_is_told_of_in_bursts_is_none() -> None:
    texts = [f"Ferry disaster: What we know of hour {i}" for i in range(9)]
    assert names(told(texts, [0, 0, 0, 1, 1, 2, 3, 5, 9])) == []
    assert names(told([f"Harbour war: Day of talks {i}" for i in range(20)], every(1, 20))) == []


def test_a_label_is_no_column_but_may_be_in_the_name_of_one() -> None:
    def weekly(name: str) -> list[str]:
        return names(told([f"{name}: Ships, fog and fish {i}" for i in range(6)], every(7, 6)))

    assert weekly("The week in review") == ["The week in review"]
    assert weekly("Film review") == []
    assert weekly("Live briefing") == []
    months = [f"Harbour report, {m} 2026: Fewer ships" for m in ("June", "July", "August")]
    assert names(told(months, [0, 30, 61])) == ["Harbour report, …: Fewer ships"]
    updates = [f"Live updates, {m} 3: Fewer ships" for m in ("June", "July", "August")]
    assert names(told(updates, [0, 30, 61])) == []


def test_parts_of_several_things_are_none() -> None:
    assert names(told([f"Part {i}: What the keeper saw" for i in (1, 2, 3)], [0, 7, 14])) == []


def test_sources_are_apart() -> None:
    mixed = told(ask(4), [0, 9, 25, 33])
    mixed = [Headline(h.article, f"s{i % 3}", h.text, h.day) for i, h in enumerate(mixed)]
    assert names(mixed) == []
    both = [*told(ask(4), every(7, 4)), *told(ask(4), every(14, 4), source="quay", key="b")]
    assert [s.slug for s in recognised(both)] == ["ask-a-pilot-quay", "ask-a-pilot-tide"]


def test_an_instalment_is_missing_after_one_and_a_half_rhythms() -> None:
    (series,) = recognised(told(ask(4), every(7, 4)))
    assert series.rhythm == "weekly"
    assert series.missing_since(FIRST + timedelta(days=31)) is None
    assert series.missing_since(FIRST + timedelta(days=32)) == FIRST + timedelta(days=28)


def test_brackets_and_other_scripts() -> None:
    asked = [f"[선장에게 묻다] 배는 왜 {what} 필요한가?" for what in ("등대가", "안개가", "밧줄이")]
    (series,) = recognised(told(asked, every(7, 3)))
    assert series.name == "선장에게 묻다"
    assert series.slug == "선장에게-묻다-tide"


def test_nothing_breaks_it() -> None:
    assert recognised([]) == ()
    odd = [
        "",
        ":",
        "::::",
        "[",
        "[] x",
        "…: …",
        "a" * 5000,
        "x: " * 500,
        "2026",
        "\x00: \x00",
        "：：",
        "#1 #2 #3: x",
    ]
    recognised(
        [Headline(f"o{i}{j}", "tide", t, FIRST + timedelta(j)) for i, t in enumerate(odd) for j in range(4)]
    )
