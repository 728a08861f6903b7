"""`beatbook stage brief`, as docs/reference/stages.md says."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from beatbook.cli import cli
from tests.writing.pieces import FERRY, FERRY_TOO


def stage(lines: list[dict[str, Any]], *options: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["stage", "brief", *options], input="\n".join(map(json.dumps, lines)))
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_answer_for_each_story_in_the_order_in_which_they_came() -> None:
    lines = [
        {"id": 1, "story": "ferry", "text": FERRY, "published": "2025-03-04"},
        {"id": "x", "story": "empty", "headline": "Only a headline"},
        {"id": "copy", "story": "ferry", "headline": "Ferry stopped", "text": FERRY.partition("— ")[2]},
        {"id": "b", "story": "ferry", "text": FERRY_TOO, "published": "2025-03-04"},
    ]
    ferry, empty = stage(lines)
    assert (ferry["story"], ferry["outcome"], "reason" in ferry) == ("ferry", "brief", False)
    texts: dict[Any, str] = {line["id"]: line.get("text", "") for line in lines}
    assert ferry["sentences"]
    for sentence in ferry["sentences"]:
        (span,) = sentence["spans"]
        assert span["article"] in (1, "b")
        assert texts[span["article"]][span["start"] : span["end"]] == sentence["text"]
        assert sentence["role"] == "news"
    assert all(set(d) == {"text", "why"} for d in ferry["dropped"])
    assert empty == {"story": "empty", "outcome": "none", "reason": "no text", "sentences": [], "dropped": []}


def test_lines_that_cannot_be_used_are_answered() -> None:
    answers = stage(
        [
            {"id": "a", "text": FERRY},
            {"id": "b", "story": True, "text": FERRY},
            {"id": "c", "story": "s"},
            {"story": "s", "text": "x"},
        ]
    )
    assert [a["id"] for a in answers] == ["a", "b", "c", None]
    assert all("refused" in a for a in answers)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "\x01\x01\r\nGrey Heron\x02 sank.\r\n\r\n" + FERRY
    (found,) = stage([{"id": "a", "story": 5, "text": text}])
    assert found["story"] == 5
    assert found["sentences"]
    for sentence in found["sentences"]:
        (span,) = sentence["spans"]
        assert text[span["start"] : span["end"]] == sentence["text"]


def test_background_comes_from_stories_that_ended_before() -> None:
    lines = [
        {"id": "old", "story": "swim", "published": "2024-08-11", "headline": "Karel Dostrik swims to Brannoy", "text": "Karel Dostrik of Ostmark swam to the Vessland island of Brannoy in 2024, hiding under a sheet of foam."},
        {"id": "new", "story": "again", "published": "2025-07-31", "headline": "Ostmark man swims to Brannoy", "text": "An Ostmark man swam ten hours to the Vessland island of Brannoy, the Vessland coast guard said.\n\nPatrol boats found the swimmer off Brannoy before dawn."},
        {"id": "far", "story": "fair", "published": "2024-05-02", "text": "The book fair of Alderholm drew 80,000 visitors in 2024, its director said."},
    ]  # fmt: skip
    again = stage(lines)[1]
    last = again["sentences"][-1]
    assert (last["role"], last["spans"][0]["article"], last["published"]) == (
        "background",
        "old",
        "2024-08-11",
    )


def test_words_are_kept_to() -> None:
    (short,) = stage(
        [{"id": "a", "story": "s", "text": FERRY}, {"id": "b", "story": "s", "text": FERRY_TOO}],
        "--words",
        "40",
    )
    assert sum(len(s["text"].split()) for s in short["sentences"]) <= 40
