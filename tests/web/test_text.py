from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.web.text import at_words, clean, language_tag, line, shortened, web_address

BIDI = [chr(c) for c in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def test_direction_controls_go_where_no_letter_needs_them() -> None:
    assert len(BIDI) == 12
    for control in BIDI:
        assert clean(f"safe{control}gnp.exe") == "safegnp.exe"
        assert clean(f"탈북{control}민") == "탈북민"
        assert clean(f"שלום{control}!") == f"שלום{control}!"


def test_line() -> None:
    assert line(None) == ""
    assert line("  a\n\tb\u00a0c\x00 ") == "a b c"
    assert line("👩‍👩‍👧 família") == "👩‍👩‍👧 família"


def test_shortened() -> None:
    assert [shortened("abc def", n) for n in (7, 6, 5)] == ["abc def", "abc d…", "abc…"]


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_text_fits_a_document_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    element = ET.Element("a")
    element.text = cleaned
    ET.fromstring(ET.tostring(element, encoding="unicode"))


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://A.example:8080/", "http://a.example:8080/"),
        ("https://a.example/북한?q=탈북", "https://a.example/%EB%B6%81%ED%95%9C?q=%ED%83%88%EB%B6%81"),
        ("https://a.example/100%/x%20y", "https://a.example/100%25/x%20y"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ('https://a.example/"<x>', "https://a.example/%22%3Cx%3E"),
        ("https://a.example", "https://a.example"),
    ],
)
def test_address(url: str, wanted: str) -> None:
    assert web_address(url) == wanted


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "//a.example/", "/a", "ftp://a.example/", "data:text/html,x", "https://",
        "https:///a", "https://u:p@a.example/", "https://u@a.example/", "https://a.example:port/", "https://a b/",
        "https://a.example/\n", "java\tscript:x", "https://a.example\\@b.example/", "mailto:a@b.example",
        "https://a.example/\u202eb", "https://[::1", "https://<a>/", "https://" + "a" * 3000, "http://..b\ud800/",
    ],
)  # fmt: skip
def test_no_address(url: str | None) -> None:
    assert web_address(url) is None


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80))
def test_an_address_is_one_for_good(text: str) -> None:
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        found = web_address(url)
        if found is not None:
            assert urlsplit(found).scheme in ("http", "https")
            assert found.isascii()
            assert web_address(found) == found


def test_language() -> None:
    assert [language_tag(x) for x in ("ko", "pt_BR", "zh-Hans-CN", None, "", '"x', "english", "e")] == [
        "ko", "pt-BR", "zh-Hans-CN", None, None, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "words", "wanted"),
    [
        ("https://a.example/1", "Two tugs, one-eyed & slow.", "https://a.example/1#:~:text=Two%20tugs%2C%20one%2Deyed%20%26%20slow."),
        ("https://a.example/1#top", "A b", "https://a.example/1#top:~:text=A%20b"),
        ("https://a.example/1#:~:text=x", "A b", "https://a.example/1#:~:text=A%20b"),
        ("https://a.example/1", " ".join("abcdefghijklmn"), "https://a.example/1#:~:text=a%20b%20c%20d%20e,j%20k%20l%20m%20n"),
        ("https://a.example/1", "One.\n\nTwo.", "https://a.example/1#:~:text=One.,Two."),
        ("https://a.example/1", "배는", "https://a.example/1#:~:text=%EB%B0%B0%EB%8A%94"),
        ("https://a.example/1", "한" * 400, "https://a.example/1"),
        ("https://a.example/1", " \n", "https://a.example/1"),
    ],
)  # fmt: skip
def test_at_words(address: str, words: str, wanted: str) -> None:
    assert at_words(address, words) == wanted
