from __future__ import annotations

import pytest

from beatbook.model import Kind
from beatbook.read.article import read_page
from tests.read.page_cases import NAMES, expected, read, said


@pytest.mark.parametrize("name", NAMES)
def test_made_up_pages(name: str) -> None:
    want, reading = expected(name), read(name)
    got = said(reading)
    assert {key: got[key] for key in got if key in want} == {key: want[key] for key in got if key in want}
    left = [b.text for b in reading.boilerplate]
    for paragraph in want.get("boilerplate", ()):
        assert paragraph in left
    assert all(b.why for b in reading.boilerplate)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "not-html"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "not-html"),
        (b"just words", "not-html"),
        (b"<html>" + b" " * 20_000_001, "too-large"),
    ],
)
def test_bytes_that_are_no_page(body: bytes, reason: str) -> None:
    reading = read_page(body)
    assert reading.kind is Kind.EMPTY
    assert reading.reason is not None
    assert reading.reason.startswith(reason)
