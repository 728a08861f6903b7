"""Floors for what became of announcements: the bundled press, month by month, as `bench/ahead.py` replays it.

Every announcement is settled by what is known at the end of the next month. What is told to have happened, to be called off or to be
put off was read by a person: another report that is found for it must be read too, and added here if it is one.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

from beatbook.model import Announcement, Fate
from beatbook.writing.settling import AWAITED

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
from ahead import Replay, ending, press, replayed

TOLD = {
    ("sinbo/bill", "sinbo/bill-committee"): Fate.POSTPONED,
    ("haesong/lowmarsh-wing", "sinbo/lowmarsh-rally"): Fate.HAPPENED,
    ("ows/bill-hearing-moved", "ows/bill-committee"): Fate.HAPPENED,
    ("farshore/unsent-letters-announced", "gull/talk-cancelled"): Fate.CANCELLED,
    ("ows/meridian-aground", "ows/meridian-first-pull"): Fate.HAPPENED,
    ("ows/deepgate-hearing", "ows/deepgate-vote-moved"): Fate.POSTPONED,
    ("ows/deepgate-vote-moved", "ows/deepgate-approved"): Fate.HAPPENED,
    ("ows/brann-delayed", "ows/brann-verdict"): Fate.HAPPENED,
    ("ows/lowmarsh-wing", "ows/lowmarsh-kept"): Fate.CANCELLED,
}
"""What is right, by the article that announces it and the one that reports it. The last is a denial."""
LEAST = 6
"""How many of them must be found."""
TOGETHER = (
    ("ows/bill-hearing-moved", "ows/launches-bill"),
    ("ows/brann-delayed", "farshore/karsa-september-2026-review"),
    ("ows/launches-bill", "ows/bill-committee"),
)
"""Articles of which the first two sentences of one announcement are: moved from a day that is named, twice, and October made finer."""


@cache
def replay() -> Replay:
    return replayed(press())


@cache
def settled() -> tuple[Announcement, ...]:
    return tuple(one for month in replay().months() for one in replay().settled(month))


def article(one: str) -> str:
    """ "ows/bill" of "ows/ows/bill"."""
    return one.partition("/")[2]


def told() -> dict[tuple[str, str], Fate]:
    return {
        (
            article(one.sentences[0].spans[0].article),
            article(one.settled.sentences[0].spans[0].article),
        ): one.settled.fate
        for one in settled()
        if one.settled.sentences and one.settled.sentences[0].spans != one.sentences[0].spans
    }


def test_every_announcement_is_settled_in_the_next_month() -> None:
    assert len(settled()) == len(replay().entries) > 80
    for one in settled():
        until = ending(ending(one.trail[0].said) + timedelta(1))
        is_ahead = one.days is not None and until <= one.days.last + AWAITED
        is_off = one.settled.fate is Fate.CANCELLED  # which may be known before its day
        assert (one.settled.fate is Fate.AHEAD) == (is_ahead and not is_off), one
        assert is_ahead or one.settled.why


def test_nothing_is_told_that_nobody_reports() -> None:
    assert {pair: fate for pair, fate in told().items() if TOLD.get(pair) is not fate} == {}


def test_what_is_reported_is_found() -> None:
    assert len(told()) >= LEAST


def test_repeats_and_moves_are_joined() -> None:
    entries = [{article(a.span.article) for a in entry} for entry in replay().entries.values()]
    assert [pair for pair in TOGETHER if not any(set(pair) <= entry for entry in entries)] == []
