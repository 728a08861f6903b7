from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.read.sentences import sentences

CASES = [
    line.split("\t", 1)
    for line in (Path(__file__).parents[1] / "cases" / "sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_hard_cases(language: str, marked: str) -> None:
    wanted = [part.strip() for part in marked.split("‖")]
    text = marked.replace(" ‖ ", " ").replace("‖", "")
    assert [text[a:b] for a, b in sentences(text, language)] == wanted


def test_line_breaks_always_end_a_sentence() -> None:
    text = "A heading\n\nThe first line\nand the second. The third."
    assert [text[a:b] for a, b in sentences(text, "en")] == [
        "A heading",
        "The first line",
        "and the second.",
        "The third.",
    ]


def test_offsets_count_code_points_of_the_original() -> None:
    text = "  🙂🙂 Here it is. \u00a0 Next one.  "
    assert [text[a:b] for a, b in sentences(text, "en")] == ["🙂🙂 Here it is.", "Next one."]


def test_an_unknown_language_is_read_by_its_script() -> None:
    text = "会议结束。代表离开。"
    assert [text[a:b] for a, b in sentences(text)] == ["会议结束。", "代表离开。"]


def test_a_long_speech_is_taken_apart() -> None:
    text = "“" + "We shall go on as before and say so. " * 20 + "”"
    assert len(sentences(text, "en")) > 10


_PIECES = st.sampled_from(
    ["Mr. ", "U.S. ", "“", "”", " ", "\n", "\n\n", "다.", "。", "「", "」", "3.", "Kim ", "a", "A. ", '"', "é", "🙂", "\u00a0",
     "\t", "!", "? ", "(", ")", "«", "»", "\u2028", "\x00", "\ud800", "e\u0301", "\r\n", "der 2. "]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map("".join)),
    st.sampled_from([None, "en", "ko", "zh", "ja", "de", "fr", "es", "xx"]),
)
def test_nothing_is_lost(text: str, language: str | None) -> None:
    spans = sentences(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_paragraphs_put_together_with_a_comma_are_taken_apart() -> None:
    text = "It opened in 1990.,  The hall seats 400. , The roof leaks., at times.\n,  \n"
    assert [text[a:b] for a, b in sentences(text, "en")] == [
        "It opened in 1990.",
        ",",
        "The hall seats 400.",
        ",",
        "The roof leaks., at times.",
        ",",
    ]
    text = "He of Stone Inc., The Tide reported, left."
    assert [text[a:b] for a, b in sentences(text, "en")] == [text]
