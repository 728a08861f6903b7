"""What a text is recognised by."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beatbook.filing.signature import LONGEST, MARK_BITS, MOST_MARKS, WIDTH, WINDOW, Cut


def words(text: str) -> list[str]:
    cut = Cut(text)
    return [cut.text[a:b] for a, b in zip(cut.starts.tolist(), cut.ends.tolist(), strict=True)]


def numbered(first: int, last: int) -> str:
    return " ".join(f"word{n}" for n in range(first, last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry, late again: 3.5 hours!", ["The", "ferry", "late", "again", "3", "5", "hours"]),
        ("Le phare « éteint » depuis l'hiver", ["Le", "phare", "éteint", "depuis", "l", "hiver"]),
        ("渡轮 停航", ["渡", "轮", "停", "航"]),
        ("K팝 공연 2회", ["K팝", "공연", "2회"]),
        ("COVID疫情", ["COVID", "疫", "情"]),
        ("soft\xadhyphen zero\u200bwidth", ["soft\xadhyphen", "zero", "width"]),
        ("\U00020000\U00020001 😀 x", ["\U00020000", "\U00020001", "x"]),
        ("", []),
        ("... !!! —", []),
        ("\ud800 lone \udfff", ["lone"]),
    ],
)
def test_words_and_their_places(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Ferry's crew — “safe”", 'the ferry’s CREW - "safe"'),
        ("Café Łódź Ærø", "CAFE\u0301 ŁÓDŹ ÆRØ"),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", "full width 12"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af 신문", "한글 신문"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("עִבְרִית", "עברית"),
    ],
)
def test_case_accents_and_signs_do_not_count(one: str, other: str) -> None:
    assert Cut(one).hashes.tolist() == Cut(other).hashes.tolist()


@pytest.mark.parametrize(
    ("one", "other"), [("abc def", "def abc"), ("14 people", "41 people"), ("か", "が"), ("कि", "की")]
)
def test_other_words_are_told_apart(one: str, other: str) -> None:
    assert Cut(one).signature.exact != Cut(other).signature.exact


def test_a_word_has_the_same_hash_wherever_it_stands() -> None:
    cut = Cut("ferry " + "x " * 5000 + "ferry")
    assert cut.hashes[0] == cut.hashes[-1]


@given(st.integers(0, 80), st.integers(0, 80), st.integers(WINDOW + WIDTH - 1, 60))
@settings(max_examples=60, deadline=None)
def test_a_shared_run_leaves_a_shared_mark(before: int, after: int, run: int) -> None:
    """What winnowing promises: wherever the run stands, in whatever text."""
    shared = numbered(0, run)
    one = f"{numbered(1000, 1000 + before)} {shared} {numbered(2000, 2000 + after)}"
    other = f"{numbered(3000, 3000 + after)} {shared} {numbered(4000, 4000 + before)}"
    assert set(Cut(one).signature.marks) & set(Cut(other).signature.marks)


@given(st.text(max_size=200))
@example("\ud800")
@example("e\u0301" * 90)
@example("\u0301" * 90)
@example("中" * 30)
@example("한국 K팝 中文 words\n" * 9)
@settings(max_examples=150, deadline=None)
def test_any_text_has_a_signature(text: str) -> None:
    cut = Cut(text)
    signature = cut.signature
    assert signature == Cut(text).signature
    assert signature.exact is None or len(signature.exact) == 16
    assert all(0 <= mark < 1 << MARK_BITS for mark in signature.marks)
    assert len(set(signature.marks)) == len(signature.marks) <= MOST_MARKS + 3
    assert bool((cut.starts < cut.ends).all())
    assert bool((cut.ends[:-1] <= cut.starts[1:]).all())
    assert len(cut.sentences) == len(cut.kinds) == len(cut)


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "中" * 500_000, "a" * 1_000_000, "e" + "\u0301" * 1_000_000, "\u1100\u0301" * 300_000, ".\n" * 500_000, numbered(0, 100_000)],
)  # fmt: skip
def test_texts_of_a_megabyte_are_quick(text: str) -> None:
    began = time.process_time()
    cut = Cut(text)
    cut.trim(0, lambda paragraph: True, 2)
    assert len(cut.signature.marks) <= MOST_MARKS + 3
    assert time.process_time() - began < 2


def test_what_comes_late_in_a_long_text_still_tells_it_from_another() -> None:
    text = "word " * LONGEST
    assert Cut(text + "one").signature.exact != Cut(text + "two").signature.exact


def test_the_core_is_without_dateline_and_boilerplate() -> None:
    text = "PORT (AP) — One two three.\n\nFour five six.\n\nFollow us.\n\nSign up."
    cut = Cut(text)
    cut.trim(12, lambda paragraph: paragraph in ("Follow us.", "Sign up."), 2)
    assert [cut.text[cut.starts[i] : cut.ends[i]] for i in range(*cut.core)] == [
        "One",
        "two",
        "three",
        "Four",
        "five",
        "six",
    ]


def test_a_text_of_nothing_but_boilerplate_keeps_its_first_paragraph_or_nothing() -> None:
    cut = Cut("Sign up.\nSign up.\nSign up.")
    cut.trim(0, lambda paragraph: True, 2)
    assert cut.core[0] == cut.core[1] or cut.core == (0, 2)
