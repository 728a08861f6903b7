"""What an edited copy changed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing.difference import Change, difference
from beatbook.filing.signature import Cut

ORIGIN = "The office said on Monday that 12 people were hurt in Alderholm. Police closed the road. Trains ran late."
COPY = "The office stated on Monday that 14 people were hurt in Alderholm. Trains ran late. It rained."


def told(origin: str, copy: str) -> list[tuple[str, str, str]]:
    return [
        (s.change.value, origin[s.start : s.end], copy[s.copy_start : s.copy_end])
        for s in difference(origin, copy)
    ]


def test_what_was_kept_left_out_and_put_in() -> None:
    assert told(ORIGIN, COPY) == [
        ("equal", "The office", "The office"),
        ("deleted", "said", ""),
        ("inserted", "", "stated"),
        ("equal", "on Monday that", "on Monday that"),
        ("deleted", "12", ""),
        ("inserted", "", "14"),
        ("equal", "people were hurt in Alderholm", "people were hurt in Alderholm"),
        ("deleted", "Police closed the road", ""),
        ("equal", "Trains ran late", "Trains ran late"),
        ("inserted", "", "It rained"),
    ]


def test_case_and_signs_do_not_count() -> None:
    assert [s.change for s in difference("“Yes,” said KIM.", "Yes said Kim")] == [Change.EQUAL]
    assert difference("", "") == ()


def test_chinese_goes_by_characters() -> None:
    assert ("deleted", "8", "") not in told("渡轮于1987年建成", "渡轮于1978年建成")
    assert told("渡轮于1987年建成。", "渡轮于1978年建成。")[1:3] == [
        ("deleted", "1987", ""),
        ("inserted", "", "1978"),
    ]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_both_texts_can_be_put_together_again(one: list[str], other: list[str]) -> None:
    origin, copy = " ".join(one), " ".join(other)
    spans = difference(origin, copy)
    kept = [s for s in spans if s.change is not Change.INSERTED]
    new = [s for s in spans if s.change is not Change.DELETED]
    assert " ".join(origin[s.start : s.end] for s in kept).split() == one
    assert " ".join(copy[s.copy_start : s.copy_end] for s in new).split() == other
    for s in spans:
        if s.change is Change.EQUAL:
            assert (
                Cut(origin[s.start : s.end]).hashes.tolist()
                == Cut(copy[s.copy_start : s.copy_end]).hashes.tolist()
            )


@pytest.mark.parametrize(
    ("origin", "copy"),
    [("word " * 200_000, "word " * 190_000), ("a b " * 60_000, "b c " * 60_000), ("中文" * 200_000, "文中" * 200_000),
     (" ".join(map(str, range(100_000))), " ".join(map(str, range(100_000, 0, -1))))],
)  # fmt: skip
def test_long_texts_are_quick(origin: str, copy: str) -> None:
    began = time.process_time()
    difference(origin, copy)
    assert time.process_time() - began < 4
