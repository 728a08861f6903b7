"""Pieces among articles: which of either a page has, without reading either list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import log2

from hypothesis import given
from hypothesis import strategies as st

from beatbook.web.merging import in_one, merged

START = datetime(2020, 1, 1, tzinfo=UTC)


def times(hours: list[int]) -> list[datetime]:
    return sorted((START + timedelta(hours=h) for h in hours), reverse=True)


HOURS = st.lists(st.integers(0, 30), max_size=40).map(times)


def naive(pieces: list[datetime], articles: list[datetime]) -> list[tuple[str, int]]:
    both = [(at, "piece", n) for n, at in enumerate(pieces)] + [
        (at, "article", n) for n, at in enumerate(articles)
    ]
    both.sort(key=lambda one: one[0], reverse=True)
    return [(what, n) for _, what, n in both]


@given(HOURS, HOURS, st.integers(0, 90), st.integers(0, 50))
def test_a_page_has_what_it_has_of_both_lists_in_one(
    pieces: list[datetime], articles: list[datetime], offset: int, limit: int
) -> None:
    asked = []

    def at(n: int) -> datetime | None:
        asked.append(n)
        return articles[n] if n < len(articles) else None

    cut, ours = merged(pieces, at, len(articles), offset, limit)
    line_of_piece = [(time, ("piece", n)) for n, time in enumerate(pieces)]
    line_of_article = [(time, ("article", n)) for n, time in enumerate(articles)]
    found = in_one(line_of_piece[ours], line_of_article[cut.offset : cut.offset + cut.limit])
    assert cut.limit >= 0
    assert found == naive(pieces, articles)[offset : offset + limit]
    assert len(asked) <= log2(len(pieces) + 1) + log2(limit + 1) + 2


def test_the_pages_of_a_long_list_have_every_line_once() -> None:
    pieces = times(list(range(0, 9000, 700)))
    articles = times(list(range(0, 9000, 3)))
    seen: list[tuple[str, int]] = []
    for offset in range(0, 3100, 25):
        cut, ours = merged(pieces, lambda n: articles[n], len(articles), offset, 25)
        seen += [("piece", n) for n in range(len(pieces))[ours]]
        seen += [("article", n) for n in range(cut.offset, cut.offset + cut.limit)]
    assert sorted(seen) == sorted(naive(pieces, articles))


def test_beyond_the_end_is_nothing() -> None:
    cut, ours = merged(times([1, 2]), lambda n: START, 3, 5, 25)
    assert (cut.limit, ours.stop - ours.start) == (0, 0)
