"""`beatbook stage announcements`, as docs/reference/stages.md says."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from beatbook.cli import cli

OPENS = "The Deepgate basin in Velm will open to ships on Nov. 20, the port authority said."
TRIAL = "The trial of Tavo Lesk is expected to begin in Mordun in early December, the court said."
FAIR = "The Velm book fair will be held from Nov. 12 to 15 at the Customs House."
LINES: list[dict[str, Any]] = [
    {"id": 7, "published": "2020-11-05", "language": "en", "text": "\x01\r\n" + OPENS},
    {"id": "t", "published": "2020-11-06", "language": "en", "text": TRIAL},
    {"id": "f", "published": "2020-11-14", "language": "en", "text": FAIR},
]


def stage(lines: list[dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(
        cli, ["stage", "announcements", *options], input="\n".join(map(json.dumps, lines))
    )
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_is_ahead_comes_by_date_with_precision_text_and_spans() -> None:
    opens, trial = stage(LINES, "--as-of", "2020-11-10")
    assert (opens["date"], opens["precision"], opens["certainty"]) == ("2020-11-20", "day", "scheduled")
    assert "until" not in opens
    assert opens["text"] == OPENS
    (span,) = opens["spans"]
    assert span["article"] == 7
    assert LINES[0]["text"][span["start"] : span["end"]] == OPENS
    assert (trial["date"], trial["until"], trial["precision"]) == ("2020-12-01", "2020-12-10", "month")
    assert (trial["certainty"], trial["stated_by"]) == ("expected", "the court")


def test_without_a_day_it_is_that_of_the_newest_article() -> None:
    assert [a["date"] for a in stage(LINES)] == ["2020-11-12", "2020-11-20", "2020-12-01"]
    assert stage(LINES)[0]["until"] == "2020-11-15"


def test_lines_that_cannot_be_used_are_answered_first() -> None:
    bad = [{"id": "n", "text": OPENS}, {"id": 5}, {"id": "d", "text": "x", "published": "soon"}]
    answers = stage([*bad, LINES[0]])
    assert [a.get("id") for a in answers] == ["n", 5, "d", None]
    assert all("refused" in a for a in answers[:3])
    assert stage([]) == []
