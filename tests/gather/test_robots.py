"""RFC 9309, section by section, and what protego alone would get wrong."""

from __future__ import annotations

import time

import pytest

from beatbook.gather import robots
from beatbook.gather.robots import Robots

ME = "Beatbook/0.1 (+https://desk.example)"


def allows(text: str, path: str = "/x", agent: str = ME) -> bool:
    return Robots.parse(text.encode()).allows(f"https://a.example{path}", agent)


@pytest.mark.parametrize(("status", "taken"), [(200, True), (404, True), (401, True), (403, True), (301, True), (429, False), (500, False), (503, False), (0, False)])  # fmt: skip
def test_statuses(status: int, taken: bool) -> None:
    assert Robots.parse(b"", status).allows("https://a.example/x", ME) is taken


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: beatbook\nDisallow: /", False),
        ("User-agent: BEATBOOK/2.0\nDisallow: /", False),
        ("User-agent: Beat\nDisallow: /", True),
        ("User-agent: Book\nDisallow: /", True),
        ("User-agent: Beatbook-News\nDisallow: /", True),
        ("User-agent: Beatbook\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: Beatbook\n\nUser-agent: *\nDisallow: /", False),
        ("User-agent: Beatbook\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: a\nNonsense: b\nUser-agent: *\nDisallow: /", False),
        ("User-agent: a\nSitemap: https://a.example/s\nUser-agent: *\nDisallow: /", False),
        (
            "User-agent: Beatbook\nDisallow: /y\n\nUser-agent: z\nDisallow: /\n\nUser-agent: Beatbook\nDisallow: /x",
            False,
        ),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\rDisallow: /", False),
        ("User-agent\t:\t*\nDISALLOW : /x # why", False),
        ("User agent *\nDisallow /", False),
        ("Disallow: /", True),
        ("User-agent: *\nDisallow: /\nAllow: /x", True),
        ("User-agent: *\nDisallow: /x\nAllow: /x", True),
        ("User-agent: *\nDisallow: /*x$", False),
        ("User-agent: *\nDisallow: /x\u2028Allow: /", True),
        ("<html><body>User-agent: *</body></html>", True),
    ],
)
def test_rules(text: str, taken: bool) -> None:
    assert allows(text) is taken


def test_bytes_that_are_no_utf8_do_not_hide_the_rules() -> None:
    assert not Robots.parse(b"# caf\xe9\nUser-agent: *\nDisallow: /").allows("https://a.example/", ME)
    assert not Robots.parse(b"\xef\xbb\xbfUser-agent: *\n\0Disallow: /").allows("https://a.example/", ME)


def test_escapes_make_no_difference() -> None:
    text = "User-agent: *\nDisallow: /ä/\nDisallow: /%7Ejoe"
    assert not allows(text, "/%C3%A4/1")
    assert not allows(text, "/ä/1")
    assert not allows(text, "/~joe")


def test_only_so_much_is_read_and_no_half_line() -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    body = b"User-agent: *\n" + filler * (robots.SIZE_CAP // 100) + b"Disallow: /\n"
    assert Robots.parse(body).allows("https://a.example/", ME)
    cut = b"User-agent: *\nAllow: /x\n" + b"#" * (robots.SIZE_CAP - 24 - 1 - 11) + b"\nDisallow: /x/y/z"
    assert Robots.parse(cut).allows("https://a.example/x/y", ME)


def test_delay_and_sitemaps() -> None:
    text = b"Sitemap: https://a.example/one\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /p\nsitemap:https://a.example/two"
    found = Robots.parse(text)
    assert found.crawl_delay(ME) == 2.5
    assert found.sitemaps == ("https://a.example/one", "https://a.example/two")
    assert Robots.parse(b"User-agent: *\nCrawl-delay: soon").crawl_delay(ME) is None
    assert Robots.closed().crawl_delay(ME) is None


def test_many_names_with_many_rules_are_read_in_time() -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(10_000))
    rules = "".join(f"Disallow: /*a*b*{n}$\n" for n in range(10_000))
    begun = time.monotonic()
    assert allows(names + "User-agent: *\n" + rules, "/" + "ab" * 1_000)
    assert time.monotonic() - begun < 10
