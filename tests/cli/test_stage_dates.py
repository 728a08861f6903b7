"""`beatbook stage dates`, as docs/reference/stages.md says."""

from __future__ import annotations

import json

from click.testing import CliRunner

from beatbook.cli import cli


def test_each_line_is_answered_in_order() -> None:
    lines = [
        {"id": 7, "text": "It opens on Tuesday.", "reference": "2020-11-05", "language": "en"},
        {"id": "b", "text": "3일 \ud83d\ude00 밝혔다. 11월 5일", "reference": "2020-11-05T23:30:00+09:00", "language": "ko"},
        {"id": "c", "text": "It opens on Tuesday at 3 p.m.; on Nov. 9 it shuts.", "reference": "2020-11-05"},
        {"id": "d", "text": "None."  , "reference": "2020-11-05"},
        {"id": "e", "text": "None."},
        {"id": "f", "text": "None.", "reference": "soon"},
        {"id": "g", "reference": "2020-11-05"},
        {"id": "h", "text": 5, "reference": "2020-11-05"},
        {"text": "None.", "reference": "2020-11-05"},
    ]  # fmt: skip
    result = CliRunner().invoke(cli, ["stage", "dates"], input="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers[0] == {"id": 7, "dates": [{"start": 9, "end": 19, "timex": "XXXX-WXX-2"}]}
    assert answers[1]["dates"][-1] == {"start": 10, "end": 16, "timex": "XXXX-11-05"}
    assert [d["timex"] for d in answers[2]["dates"]] == ["XXXX-11-09"]
    assert answers[3] == {"id": "d", "dates": []}
    assert ["refused" in answer for answer in answers[4:]] == [True] * 5
