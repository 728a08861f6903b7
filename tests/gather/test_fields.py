"""The fields of an entry: text, dates and names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.bylines import all_names, split_byline
from beatbook.gather import dates, plain
from beatbook.model import NameKind


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("", []), ("one", ["one"]), ("<p>a</p><p>b</p>", ["a", "b"]), ("a<br>b", ["a b"]), ("a<div>b</div>c", ["a", "b", "c"]),
        ("x<script>if (a < b) </script>y", ["xy"]), ("x<style>p{}</style>", ["x"]), ("<a title='1 > 2'>t</a>", ["t"]), ("1 < 2", ["1 < 2"]),
        ("a<b", ["a<b"]), ("a<!-- x -->b", ["ab"]), ("a<!-->b", ["ab"]), ("a<!-- open", ["a"]), ("<![CDATA[raw]]>", ["raw"]), ("don't <b>x</b>", ["don't x"]),
        ("&amp;lt; &lt;i&gt; &eacute;&#x2014;&#0;&#xD800;", ["&lt; <i> é—\ufffd\ufffd"]), ("a&nbsp;&nbsp;b\t\n c", ["a b c"]), ("soft\xadhy\u200bphen\ufeff", ["softhyphen"]),
        ("<td>a</td><td>b</td>", ["a b"]), ("</p></p>x", ["x"]), ("<p", ["<p"]), ("<SCRIPT>x</SCRIPT >y", ["y"]), ("<script>never closed", []),
    ],
)  # fmt: skip
def test_paragraphs(markup: str, wanted: list[str]) -> None:
    assert plain.paragraphs(markup) == wanted


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from("<>&;\"'=!-/ps"), max_size=200))
def test_text_is_always_clean(text: str) -> None:
    for line in (*plain.paragraphs(text), plain.line(text), plain.clean(text)):
        line.encode("utf-8")
        assert line == " ".join(line.split())
        assert plain.clean(line) == line


def test_cut() -> None:
    assert plain.cut("one two three", 13) == "one two three"
    assert plain.cut("one two, three", 10) == "one two…"
    assert plain.cut("x" * 50, 10) == "x" * 9 + "…"
    assert all(len(plain.cut("one two three " * 9, n)) <= n for n in range(2, 60))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2026-11-19", "2026-11-19"), ("20261119", "2026-11-19"), ("2026-11-19T10:00:00Z", "2026-11-19T10:00:00+00:00"),
        ("2026-11-19 10:00", "2026-11-19T10:00:00+00:00"), ("2026-11-19T10:00:00.123+0900", "2026-11-19T10:00:00+09:00"),
        ("2026-11-19T24:00:00Z", "2026-11-20T00:00:00+00:00"), ("2026-11-19T10:00:60Z", "2026-11-19T10:00:59+00:00"),
        ("Thu, 19 Nov 2026 10:00:00 GMT", "2026-11-19T10:00:00+00:00"), ("Thu, 19 Nov 26 10:00 EST", "2026-11-19T10:00:00-05:00"),
        ("19 November 2026 10:00:00 +0530", "2026-11-19T10:00:00+05:30"), ("Nov 19, 2026", "2026-11-19"), ("Thursday, November 19th, 2026 3:05 PM KST", "2026-11-19T15:05:00+09:00"),
        ("Thu, 19 Nov 2026 10:00:00 GMT+09:00", "2026-11-19T10:00:00+09:00"), ("Thu, 19 Nov 2026 10:00:00 +0900 (KST)", "2026-11-19T10:00:00+09:00"),
        ("Thu, 19 Nov 2026 10:00:00 QQQ", "2026-11-19"), ("19 Nov 2026 12:30 AM", "2026-11-19T00:30:00+00:00"),
        ("30 Feb 2026", None), ("1970-01-01T00:00:00Z", None), ("1989-12-31", None), ("9999-12-31T23:59:59-12:00", None), ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None), ("", None), ("1763546400000", None), ("19 Foo 2026", None), ("2026-13-01", None), ("2026-11-19T99:00Z", None), ("1" * 500, None),
    ],
)  # fmt: skip
def test_dates(said: str, wanted: str | None) -> None:
    got = dates.parse(said)
    assert (str(got) if got else None) == wanted


@settings(deadline=None)
@given(
    st.text(max_size=60)
    | st.from_regex(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9:]{1,9}[A-Z+-][0-9:]{0,5}", fullmatch=True)
)
def test_any_date_is_read_or_not_and_never_raises(said: str) -> None:
    got = dates.parse(said)
    if got is not None:
        assert dates.EARLIEST <= got.day.year <= dates.LATEST
        assert got.instant.year <= 9999


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("By Ada Lovelock", ["Ada Lovelock"]), ("by: Ada Lovelock and Ben Okoro", ["Ada Lovelock", "Ben Okoro"]), ("Ada Lovelock, Ben Okoro & Cy Tan", ["Ada Lovelock", "Ben Okoro", "Cy Tan"]),
        ("ada@a.example (Ada Lovelock)", ["Ada Lovelock"]), ("Ada Lovelock <ada@a.example>", ["Ada Lovelock"]), ("ada@a.example", []), ("Lovelock, Ada", ["Ada Lovelock"]),
        ("John Smith, Jr.", ["John Smith, Jr."]), ("Ada Lovelock, senior correspondent", ["Ada Lovelock"]), ("정원기 기자", ["정원기"]), ("글=김민수 특파원", ["김민수"]),
        ("<b>Ada</b> Lovelock", ["Ada Lovelock"]), ("n/a", []), ("", []), ("Ada Lovelock; Ada Lovelock", ["Ada Lovelock"]), ("Andy Sand", ["Andy Sand"]),
        ("https://a.example/ada", []), ("x" * 200, []),
    ],
)  # fmt: skip
def test_names(said: str, wanted: list[str]) -> None:
    assert [n.name for n in all_names([plain.line(said)])] == wanted


@pytest.mark.parametrize("desk", ["Reuters", "AFP", "KCNA", "The Associated Press", "Harbour Desk", "News Staff", "NK", "Arts and Culture Desk", "Editorial Board", "gazette.example", "Harbour Gazette", "연합뉴스"])  # fmt: skip
def test_desks(desk: str) -> None:
    found = split_byline(desk, "Harbour Gazette")
    assert [(n.name, n.kind) for n in found] == [(desk, NameKind.DESK)]


@pytest.mark.parametrize("person", ["Ada Lovelock", "Jean-Luc O’Neill", "Kim Min-su", "정원기", "Madonna"])
def test_people(person: str) -> None:
    assert [n.kind for n in split_byline(person, "Harbour Gazette")] == [NameKind.PERSON]
