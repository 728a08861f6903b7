"""`beatbook stage copies`, as docs/reference/stages.md says."""

from __future__ import annotations

import json

from click.testing import CliRunner

from beatbook.cli import cli
from beatbook.cli.stage import ScratchFiles

TEXT = (
    "PORT MARROW (AP) — The ferry line between Port Marrow and Alderholm was suspended on Tuesday after a fire in the engine "
    "room of the Grey Heron, the harbour office said.\n\nNone of the 142 people on board was hurt. The crew put out the "
    "flames within twenty minutes and the ship was towed back by two tugs, harbour master Ines Calloway said."
)


def test_each_line_is_answered_in_order() -> None:
    lines = [
        {"id": 7, "headline": "Fire on ferry", "text": TEXT},
        {"id": "b", "headline": "Ferry stopped", "text": TEXT.partition("— ")[2]},
        {"id": "c"},
        {"id": "d", "headline": "Only a headline", "text": None},
        {"id": "e", "text": 5},
        {"text": "x"},
        {"id": "f", "text": TEXT + " \ud800"},
    ]
    result = CliRunner().invoke(cli, ["stage", "copies"], input="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    first, second, third, fourth, fifth, sixth, seventh = map(json.loads, result.stdout.splitlines())
    assert first == {"id": 7, "origin": 7, "kind": "own", "similarity": 0.0, "wire": "ap"}
    assert second == {"id": "b", "origin": "7", "kind": "reprint", "similarity": 1.0, "wire": "ap"}
    assert (third["id"], "refused" in third) == ("c", True)
    assert fourth == {"id": "d", "origin": "d", "kind": "own", "similarity": 0.0}
    assert "refused" in fifth
    assert "refused" in sixth
    assert (seventh["origin"], seventh["kind"]) == ("7", "exact")


def test_what_is_put_in_a_file_comes_back_as_it_was() -> None:
    with ScratchFiles() as files:
        one, other = files.new(), files.new()
        one.append(b"one")
        other.append(b"other")
        assert (one.read(0, 3), other.read(1, 4)) == (b"one", b"ther")
        one.append("zwei – \ud800 한글".encode("utf-8", "surrogatepass"))
        assert one.read(3, 99).decode("utf-8", "surrogatepass") == "zwei – \ud800 한글"
        other.close()
        assert one.read(0, 1) == b"o"
