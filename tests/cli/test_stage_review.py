"""`beatbook stage review`, as docs/reference/stages.md says."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from beatbook.cli import cli
from tests.writing.town_month import case, rows


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "aldermere.toml"
    path.write_text(f'title = "Aldermere"\nrule = "{case()["rule"]}"\n', encoding="utf-8")
    return path


def stage(town: Path, lines: list[dict[str, Any]], period: str = "2027-10") -> list[str]:
    done = CliRunner().invoke(
        cli,
        ["stage", "review", "--beat", str(town), "--period", period],
        input="\n".join(map(json.dumps, lines)),
    )
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_one_answer_whose_sentences_stand_in_their_spans(town: Path) -> None:
    (line,) = stage(town, rows())
    review = json.loads(line)
    assert review["title"] == "Aldermere in Oct. 2027: A month in review and what’s ahead"
    assert (review["period"], review["from"], review["to"]) == ("2027-10", "2027-10-01", "2027-10-31")
    assert "19 articles" in review["coverage"]["text"]
    texts = {row["id"]: row["text"] for row in rows()}
    sentences = [s for section in review["sections"] for s in section["sentences"]]
    sentences += [s for event in review["timeline"] for s in event["sentences"]]
    sentences += review["quotations"] + [s for a in review["became"] for s in a["reports"]]
    assert len(sentences) > 15
    for sentence in sentences:
        for span in sentence["spans"]:
            assert texts[span["article"]][span["start"] : span["end"]] == sentence["text"]
    for announcement in (*review["became"], *review["ahead"]):
        span = announcement["spans"][0]
        assert texts[span["article"]][span["start"] : span["end"]] == announcement["text"]
    assert all(m["text"].startswith("named in ") for m in review["changed"])
    assert review["figures"] == []


def test_the_same_bytes_whatever_the_order_of_lines(town: Path) -> None:
    lines = rows()
    first = stage(town, lines)
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        assert stage(town, lines) == first


def test_lines_that_cannot_be_used_are_answered_before(town: Path) -> None:
    *answers, last = map(json.loads, stage(town, [{"id": 7, "text": "Aldermere"}, {"text": "x"}, *rows()]))
    assert [a["id"] for a in answers] == [7, None]
    assert all("refused" in a for a in answers)
    assert last["sections"]


def test_ids_and_stories_are_given_back_as_they_came(town: Path) -> None:
    lines = [row | {"id": number, "story": 5} for number, row in enumerate(rows())]
    (line,) = stage(town, lines)
    sentence = json.loads(line)["sections"][0]["sentences"][0]
    assert sentence["story"] == 5
    assert isinstance(sentence["spans"][0]["article"], int)


def test_other_periods_and_none(town: Path) -> None:
    (line,) = stage(town, rows(), "2027-W42")
    assert json.loads(line)["sections"] == []
    assert "No article of this beat came out" in json.loads(line)["coverage"]["text"]
    done = CliRunner().invoke(cli, ["stage", "review", "--beat", str(town), "--period", "soon"], input="")
    assert done.exit_code == 2 or done.exit_code == 1
    assert "no period" in done.output
