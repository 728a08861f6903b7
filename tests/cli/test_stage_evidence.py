"""`beatbook stage evidence`, as docs/reference/stages.md says."""

from __future__ import annotations

import json

from click.testing import CliRunner

from beatbook.cli import cli


def test_each_line_is_answered_in_order() -> None:
    told = "The mayor resigned on Tuesday. Three people were hurt."
    lines = [
        {"id": 7, "sentence": "The mayor resigned on Tuesday.", "evidence": [told]},
        {"id": "b", "sentence": "Four people were hurt.", "evidence": [told]},
        {"id": "c", "sentence": "The mayor resigned on Nov. 3.", "evidence": [told], "day": "2020-11-05"},
        {
            "id": "d",
            "sentence": "시장이 3일 사임했다.",
            "evidence": ["시장은 사임했다고 3일 밝혔다."],
            "language": "ko",
        },
        {"id": "e", "sentence": "x"},
        {"id": "f", "sentence": "x", "evidence": "x"},
        {"id": "g", "evidence": ["x"]},
        {"id": "h", "sentence": "x \ud800", "evidence": ["x"], "day": "soon"},
        {"sentence": "x", "evidence": ["x"]},
    ]
    result = CliRunner().invoke(cli, ["stage", "evidence"], input="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers[0] == {"id": 7, "supported": True, "problems": []}
    assert answers[1] == {"id": "b", "supported": False, "problems": [{"kind": "number", "text": "Four"}]}
    assert answers[2] == {"id": "c", "supported": True, "problems": []}
    assert answers[3]["unchecked"] == ["name", "unsupported"]
    assert ["refused" in answer for answer in answers[4:]] == [True] * 5
