"""The gate as a function: what always holds, and hostile input."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.writing.evidence import LONGEST, Problem, Verdict, check

TEXT = (
    'PORT MARROW — Mayor Anna Kim (62) said "we won\'t sell the port" on Tuesday... 12 boats, worth $1.5m, did not sail! '
    "Why? “Nobody told us,” said a captain.\n- Tickets: 4 to 6 p.m.\n\nThe fee may rise by 3 per cent."
)


def test_nothing_wrong_says_nothing() -> None:
    assert check("The fee may rise by 3 per cent.", [TEXT]) == Verdict(True)


def test_a_problem_names_the_words_and_the_reason() -> None:
    verdict = check("The fee may rise by 5 per cent.", [TEXT])
    assert not verdict.supported
    assert verdict.problems == (Problem("number", "5", "the evidence does not have this number"),)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_what_stands_there_from_a_line_on_passes(start: int, end: int) -> None:
    line = TEXT.rfind("\n", 0, start) + 1
    while end < len(TEXT) and TEXT[end - 1].isalnum():
        end += 1
    said = TEXT[line : max(line, end)]
    if said.strip():
        assert check(said, [TEXT]).supported


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=300), max_size=3),
    st.sampled_from([None, "en", "de", "fr", "ko", "zh", "xx"]),
)
def test_any_text_is_judged(said: str, told: list[str], language: str | None) -> None:
    verdict = check(said, told, language=language)
    assert verdict.supported == (not verdict.problems)
    assert verdict == check(said, told, language=language)


def test_a_sentence_without_words_or_evidence_is_not_borne_out() -> None:
    assert not check("", ["text"]).supported
    assert not check("—", ["text"]).supported
    assert not check("Kim resigned.", []).supported


def test_evidence_is_all_the_texts_together() -> None:
    assert check(
        "Anna Kim, 62, is the mayor.", ["Anna Kim is the mayor.", "Anna Kim, 62, likes boats."]
    ).supported


def test_verbatim_is_verbatim_at_the_end_of_a_very_long_text_too() -> None:
    assert check("The fee may rise by 3 per cent.", ["Nothing happened. " * 20_000 + TEXT]).supported


def test_a_verbatim_piece_of_a_longer_quotation_keeps_its_marks() -> None:
    told = (
        "She said: `` We came, '' and went. '' He added: '' This will take weeks if not months. It is new. ''"
    )
    assert check("He added: '' This will take weeks if not months.", [told]).supported


@pytest.mark.parametrize(("language", "unchecked"), [
    ("en", ()), ("de", ("unsupported",)), ("fr", ("unsupported",)), ("ko", ("name", "unsupported")), ("zh", ("name", "unsupported")),
    ("fi", ("number", "date", "name", "negation", "unsupported")),
])  # fmt: skip
def test_what_was_not_checked_is_said(language: str, unchecked: tuple[str, ...]) -> None:
    assert check("Kim 3.", ["Kim oder 3 Boote."], language=language).unchecked == unchecked


def test_invisible_characters_and_digits_of_other_scripts_change_nothing() -> None:
    assert check("\u202e12\u202c bo\u200bats did not sail", [TEXT]).supported
    assert check("１２ boats did not sail", [TEXT]).supported
    assert not check("１３ boats did not sail", [TEXT]).supported
    assert not check("l2 boats did not sail", [TEXT]).supported


def test_long_numbers_are_told_apart() -> None:
    assert not check("The code is " + "9" * 40 + ".", ["The code is " + "9" * 39 + "8."]).supported


HOSTILE = {
    "words": "foo ", "names": "Anna Kim and ", "open quotes": "“a ", "quotes": '"a" ', "brackets": "“a [b] … ", "numbers": "12 boats ",
    "number words": "two million and ", "dates": "May 5, 2020 ", "nots": "not a ", "titles": "President Lee ", "said": "“a b” said Lee ",
    "digits": "1", "han": "三百万亿", "hangul": "삼백만 명 ", "marks": "a\u0301", "dots": "U.S.", "apostrophes": " 'a", "rose": "fell ",
    "surrogates": "\ud800 Kim ", "deep": "([{“", "stops": "a. ",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_input_costs_little(piece: str, language: str) -> None:
    evidence = piece * (1_000_000 // len(piece))
    turned = ("x " + piece.replace("12", "13").replace("Lee", "Kim").replace("fell", "rose")) * LONGEST
    began = time.process_time()
    check(turned[:LONGEST], [evidence], language=language)
    check(turned[:1_000_000], [evidence], language=language)
    assert time.process_time() - began < 8


def test_a_denial_with_a_day_in_it_is_one() -> None:
    told = "Officials denied on Tuesday that the bridge over the Aller had collapsed, and went home."
    assert not check("The bridge over the Aller had collapsed.", [told]).supported
    assert check("Officials denied that the bridge over the Aller had collapsed.", [told]).supported
