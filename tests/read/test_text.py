from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from beatbook.read.text import held, marks, one_of


@given(st.text(max_size=80), st.text(max_size=300))
def test_marks_are_held_by_a_text_that_has_them(wanted: str, text: str) -> None:
    assert held(marks(wanted), text) == marks(wanted) & marks(text)


def test_what_begins_a_word_is_held_and_what_stands_inside_one_is_not() -> None:
    wanted = marks("launches ships over 배가")
    assert held(wanted, "They launched four ships") == {"launch", "ships"}
    assert held(wanted, "relaunched, warships, overdue") == set()
    assert held(wanted, "그 배가 떠났다") == {"배가"}


def test_one_of_finds_what_its_words_find() -> None:
    pattern = re.compile(rf"\b(?:{one_of(['may', 'mays?t', 'june', 'jul[iy]'])})\b")
    assert pattern.findall("mayst may june juli august maybe") == ["mayst", "may", "june", "juli"]
