"""`beatbook stage timeline`, as docs/reference/stages.md says."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from beatbook.cli import cli
from tests.writing.dam import BREACH, RESIGNED

LINES: list[dict[str, Any]] = [
    {"id": a.id, "published": str(a.version.published), "text": a.version.text, "story": 7}
    for a in (*BREACH, *RESIGNED)
]


def stage(lines: list[dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["stage", "timeline", *options], input="\n".join(map(json.dumps, lines)))
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_events_come_by_date_with_score_sentences_and_spans() -> None:
    asked = ["--from", "2025-03-01", "--to", "2025-03-31", "--events", "2", "--sentences", "1"]
    breach, resigned = stage(LINES, *asked)
    assert (breach["date"], resigned["date"]) == ("2025-03-04", "2025-03-12")
    texts = {line["id"]: line["text"] for line in LINES}
    for found in (breach, resigned):
        assert found["score"] > 0
        assert (found["story"], found["day_from"]) == (7, "stated")
        (sentence,) = found["sentences"]
        (span,) = sentence["spans"]
        assert texts[span["article"]][span["start"] : span["end"]] == sentence["text"]


def test_lines_that_cannot_be_used_are_answered_first() -> None:
    bad = [{"id": "n", "text": "No day."}, {"id": 5}, {"id": "d", "text": "x", "published": "soon"}]
    answers = stage([*bad, *LINES], "--events", "1")
    assert [a.get("id") for a in answers] == ["n", 5, "d", None]
    assert all("refused" in a for a in answers[:3])
    assert answers[3]["date"] == "2025-03-04"


def test_ids_and_offsets_are_those_that_were_given() -> None:
    text = "\x01\r\n" + BREACH[0].version.text
    (found,) = stage(
        [{"id": 3, "published": "2025-03-04", "text": text}], "--events", "1", "--sentences", "1"
    )
    (span,) = found["sentences"][0]["spans"]
    assert span["article"] == 3
    assert text[span["start"] : span["end"]] == found["sentences"][0]["text"]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    done = CliRunner().invoke(
        cli, ["stage", "timeline", "--from", "2025-03-02", "--to", "2025-03-01"], input=""
    )
    assert done.exit_code == 2
    assert "after the last" in done.output


def test_nothing_in_is_nothing_out() -> None:
    assert stage([]) == []
