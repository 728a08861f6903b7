"""The sample's beats against what is true of it, with the real rules: nothing of a beat missed, little else taken."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from beatbook import sample
from beatbook.filing.beatfile import read_beat
from beatbook.filing.match import Matcher
from beatbook.model import Article, Version
from beatbook.sample.press import load

FOLDER = Path(sample.__file__).parent
SEEN = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def filed() -> dict[str, set[str]]:
    beats = [read_beat(path) for path in sorted((FOLDER / "beats").glob("*.toml"))]
    matcher = Matcher(beats)
    found: dict[str, set[str]] = {beat.slug: set() for beat in beats}
    press = load()
    languages = {outlet.slug: outlet.language for outlet in press.outlets}
    for a in press.articles:
        text = "\n\n".join(block.text for block in a.blocks if block.text)
        version = Version(headline=a.headline, deck=a.deck, language=languages[a.outlet], text=text)
        for filing in matcher.file(Article(a.id, a.outlet, None, SEEN, version)):
            found[filing.beat].add(a.id)
    return found


@pytest.mark.parametrize("beat", ["crossings", "harbour", "crossings-ko", "harbour-ko"])
def test_a_beat_takes_what_belongs_to_it(filed: dict[str, set[str]], beat: str) -> None:
    truth = set(tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))["beats"][beat])
    missed, extra = truth - filed[beat], filed[beat] - truth
    assert (sorted(missed), sorted(extra)) == ([], [])
