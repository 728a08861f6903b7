"""Floors for timelines: on the made-up matters of tests/cases/timelines."""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

from beatbook.model import Event
from tests.writing.dam import timelines
from tests.writing.pieces import article

FILE = Path(__file__).parent.parent / "cases" / "timelines" / "matters.toml"
DIGEST = "376a4fbb4faf5b67"
DAYS = 1.0
"""Share of the days that are right; as many are chosen as are right."""
ADJACENT = 0.1
"""Share of neighbouring events on neighbouring days, at most: none of the matters has any."""


def written() -> list[tuple[dict[str, Any], list[Event]]]:
    found = []
    for case in tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]:
        articles = [
            article(a["id"], a["text"].strip(), published=a["published"], language=a.get("language", "en"))
            for a in case["articles"]
        ]
        events = timelines(articles, case["query"]).written(events=len(case["days"]), sentences=1)
        found.append((case, events))
    return found


def test_the_cases_are_those_that_the_floors_are_for() -> None:
    assert sha256(FILE.read_bytes()).hexdigest()[:16] == DIGEST, (
        "the cases changed: measure again and set the floors"
    )


def test_days_and_sentences() -> None:
    right, adjacent = [], []
    for case, events in written():
        days = [event.day for event in events]
        right += [date.fromisoformat(day) in days for day in case["days"]]
        adjacent += [(after - before).days == 1 for before, after in pairwise(days)]
        told = {e.day.isoformat(): " ".join(c.text for c in e.sentences) for e in events}
        missing = {day: piece for day, piece in case["must"].items() if piece not in told.get(day, "")}
        assert not missing, (case["name"], missing, told)
        assert not [piece for piece in case["never"] if piece in " ".join(told.values())], case["name"]
    assert mean(right) >= DAYS, mean(right)
    assert mean(adjacent) <= ADJACENT, mean(adjacent)
