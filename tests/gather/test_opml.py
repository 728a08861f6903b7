"""OPML in, out, and in again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.errors import ReadError
from beatbook.gather import plain
from beatbook.gather.opml import Subscription, read_opml, write_opml

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_reads_folders_and_says_what_was_wrong() -> None:
    body = b"""<opml version="1.0"><body><outline text="Sea &amp;amp; sky"><outline title="Inner"><outline type="rss" text="" title="A" xmlURL=" https://a.example/f " htmlUrl="https://a.example"/>
    </outline><outline text="B" xmlUrl="feed://b.example/f"/></outline><outline text="again" xmlUrl="https://a.example/f"/><outline type="rss" text="none"/>
    <outline text="bad" xmlUrl="file:///etc/passwd"/><outline type="include" url="https://c.example/list.opml"/></body></opml>"""
    found, problems = read_opml(body)
    assert found == [
        Subscription("A", "https://a.example/f", "https://a.example", ("Sea & sky", "Inner")),
        Subscription("B", "http://b.example/f", None, ("Sea & sky",)),
    ]
    assert problems == ["without a usable address (left out): 2", "repeated (the first is kept): 1"]


def test_a_broken_list_gives_what_could_be_read() -> None:
    found, problems = read_opml(
        b'<opml><body><outline text="A" xmlUrl="https://a.example/f"><outline text="B" xml'
    )
    assert [s.title for s in found] == ["A"]
    assert problems[0].startswith("not well-formed XML")


@pytest.mark.parametrize("body", [b"", b"words", b"<html/>", b"\0\0"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(ReadError, match="not-opml"):
        read_opml(body)


def test_entities_do_nothing(tmp_path: object) -> None:
    found, _ = read_opml(
        b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]><opml><body><outline text="x&b;" xmlUrl="https://a.example/f"/></body></opml>'
    )
    assert all("\n" not in s.title for s in found)


names = (
    st.text(min_size=1, max_size=30)
    .map(lambda t: plain.line(t))
    .filter(lambda t: t and not plain.looks_marked_up(t))
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(names, st.integers(0, 50), st.lists(names, max_size=3)),
        max_size=8,
        unique_by=lambda t: t[1],
    )
)
def test_round_trip(lines: list[tuple[str, int, list[str]]]) -> None:
    said = [
        Subscription(name, f"https://a.example/{n}?x=1&y=<2>", "https://a.example/", tuple(folder))
        for name, n, folder in lines
    ]
    found, problems = read_opml(write_opml(said, "Desk", NOW))
    assert sorted(found, key=lambda s: s.url) == sorted(said, key=lambda s: s.url)
    assert problems == ([] if said else ["no feeds"])
