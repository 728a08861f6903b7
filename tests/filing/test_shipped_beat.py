"""The beat that comes with Beatbook, on sentences of our own in the manner of what it should and should not file."""

from __future__ import annotations

from pathlib import Path

import pytest

from beatbook.filing.beatfile import parse_beat, read_beat, write_beat
from beatbook.filing.match import Matcher
from beatbook.model import Version

BEAT = read_beat(Path(__file__).parents[2] / "beats" / "north-korean-defectors.toml")
MATCHER = Matcher([BEAT])


def test_its_sources() -> None:
    assert len(BEAT.watches) == 22
    assert all(w.feeds and w.source.language for w in BEAT.watches)
    assert parse_beat(write_beat(BEAT), "x.toml") == BEAT


@pytest.mark.parametrize(
    "text",
    [
        "Fewer North Korean defectors reached the South this spring",
        "She is one of 31 escapees from North Korea in the choir",
        "A soldier defected across the line, the North Korean army said nothing",
        "Hanawon opens its doors to visitors",
        "China is said to have repatriated dozens of North Korean women against their will",
        "Court strikes down the anti-leaflet law",
        "Activists send balloons with leaflets over the border to North Korea",
        "Ask a North Korean: What did you eat at school?",
        "탈북민 정착 지원금이 오른다",
        "북한이탈주민지원재단",
        "脱北した女性の手記",
        "三名脱北者抵达首尔",
    ],
)
def test_files(text: str) -> None:
    assert MATCHER.file_version("any", Version(headline=text))


@pytest.mark.parametrize(
    "text",
    [
        "Korean carmaker recalls vans over brake defects",
        "Election leaflets in Seoul go digital",
        "Syrian refugees reach Cyprus",
        "North Korea fires two missiles into the sea",
        "Weather balloon lands in a Korean orchard",
        "Soviet defector's papers sold in London",
        "The year in review: cinema",
        "Museum returns a Korean statue; the repatriation took years",
        "북한 축구 대표팀",
    ],
)
def test_leaves(text: str) -> None:
    assert not MATCHER.file_version("any", Version(headline=text))


@pytest.mark.parametrize(
    ("source", "headline", "deck", "filed"),
    [
        ("nk-news", "North Korea in May 2026: A month in review", "", True),
        ("nk-news", "Timeline: From one summit to the next", "", True),
        ("gazette", "Timeline: From one summit to the next", "NK Pro timeline of key events", True),
        ("gazette", "Timeline: From one summit to the next", "", False),
        ("gazette", "Cinema: a month in review", "", False),
    ],
)
def test_the_houses_own_columns(source: str, headline: str, deck: str, filed: bool) -> None:
    assert bool(MATCHER.file_version(source, Version(headline=headline, deck=deck))) == filed
