from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beatbook.filing.words import Words, fold, grams, is_run, plain, tokens, words_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea's “New Start”", ["north", "korea", "new", "start"]),
        ("defector’s defectors’ O’Brien", ["defector", "defectors", "o", "brien"]),
        ("anti-leaflet snake_case U.S.", ["anti", "leaflet", "snake", "case", "u", "s"]),
        ("Café CAFE\u0301 ÉCOLE", ["cafe", "cafe", "ecole"]),
        ("Straße ẞ ﬁne Łódź Ørsted", ["strasse", "ss", "fine", "lodz", "orsted"]),
        ("İstanbul ISTANBUL ıstanbul istanbul", ["istanbul"] * 4),
        ("ΣΊΣΥΦΟΣ σίσυφος", ["σισυφοσ"] * 2),
        ("Ёлка", ["елка"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", ["full", "width", "12"]),
        ("ｶﾞｷﾞ が か\u3099", ["ガギ", "が", "が"]),
        ("한글 \u1112\u1161\u11ab글", ["한글", "한글"]),
        ("K팝 K-팝 BTS가", ["k", "팝", "k", "팝", "bts", "가"]),
        ("脱北者が来た。北", ["脱北者が来た", "北"]),
        ("हिन्दी", ["हिन्दी"]),
        ("עִבְרִית عَرَبِيّ", ["עברית", "عربي"]),
        ("de\xadfector zero\u200bwidth \u202eabc\u202c", ["defector", "zero", "width", "abc"]),
        ("5½ № ①", ["5", "1", "2", "no", "1"]),
        ("1️⃣ 👨‍👩‍👧 🇰🇷", ["1"]),
        ("a\x00b\ud800c\x1cd", ["a", "b", "c", "d"]),
        ("", []),
        ("'s 's", ["s", "s"]),
    ],
)
def test_fold(text: str, expected: list[str]) -> None:
    assert fold(text) == expected


def test_tokens_know_their_places() -> None:
    text = "  É\u0301cole’s ½ ﬁ탈북자 ｶﾞ"
    assert [(t.text, text[t.start : t.end]) for t in tokens(text)] == [
        ("ecole", "É\u0301cole"),
        ("1", "½"),
        ("2", "½"),
        ("fi", "ﬁ"),
        ("탈북자", "탈북자"),
        ("ガ", "ｶﾞ"),
    ]


def test_spans_inside_joined() -> None:
    words = Words("국내탈북자, Seoul")
    assert words.joined == " 국내탈북자 seoul "
    assert words.span(3, 5) == (2, 4)
    assert words.span(7, 12) == (7, 12)


def test_numbers_count_words_in_runs() -> None:
    words = Words("a 脱北者支援 b 탈북자들이 c")
    assert [words.number(words.starts[i]) for i in range(5)] == [0, 1, 4, 5, 6]
    assert words.number(words.starts[1] + 4) == 3
    assert words_in("탈북자들이") == 1
    assert words_in("脱北者支援") == 3


def test_runs_and_grams() -> None:
    assert all(map(is_run, ["脱北", "탈북", "カナ", "ไทย"]))
    assert not any(map(is_run, ["abc", "ქართული", "हिन्दी", "42"]))
    assert grams("탈북자들") == ["탈북", "북자", "자들"]
    assert (grams("脱"), grams("脱北"), grams("defector")) == (["脱"], ["脱北"], ["defector"])


def test_plain_keeps_case() -> None:
    assert [plain(t) for t in ("ÉCOLE", "Straße", "ＵＳ", "e\u0301", "Łódź")] == [
        "ECOLE",
        "Strasse",
        "US",
        "e",
        "Lodz",
    ]


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(codec="ascii"), max_size=40),
    st.text(
        "aéＡßİ½ 'ʼ’s\u0301\u0307\u3099ｶﾞ가ᄀ\u1161\u11a8脱ｶ̈\u0345िー\u200d\u200b\xad\ud800\ufe0f\u094d\u093c\n",
        max_size=30,
    ),
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("ｶ\u0345ﾞ")
def test_folding_is_steady_and_places_are_sound(text: str) -> None:
    found = tokens(text)
    assert fold(" ".join(t.text for t in found)) == [t.text for t in found]
    last = 0
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert last <= token.start  # more than one token may come of one sign, as of ½
        last = token.start
        assert token.text in "".join(fold(text[token.start : token.end])) or not token.text.isascii()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_folds_the_same_in_any_case_of_ascii(text: str) -> None:
    upper = "".join(c.upper() if c.isascii() else c for c in text)
    assert fold(upper) == fold("".join(c.lower() if c.isascii() else c for c in text))


@pytest.mark.parametrize(
    "text", ["a" * 100, "́" * 1_000_000, "़्" * 500_000, "a" + "\u0345\u0301" * 300_000, "ｶﾞ" * 300_000]
)
def test_a_million_marks_take_no_longer_than_a_million_letters(text: str) -> None:
    tokens(text)
