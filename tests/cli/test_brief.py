"""Briefs at the command line: shown, struck out, reported, closed, written anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.store.editions import ReportError
from beatbook.work.locks import Lock
from tests.conftest import NOW
from tests.work.test_briefer import BEAT
from tests.writing.pieces import FERRY

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a desk with one story that is filed and one that is not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str) -> Result:
        result = runner.invoke(cli, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    call("init", ".")
    Path("beats/strait.toml").write_text(BEAT, encoding="utf-8")
    lines = [
        {"id": "a", "source": "tide", "headline": "Aground", "published": "2026-11-03", "text": FERRY},
        {"id": "c", "source": "tide", "headline": "Rye", "published": "2026-11-03", "text": "A bakery won."},
    ]
    Path("lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    said = call("import", "lines.jsonl").output
    assert "1 story looked at: 1 brief, 0 with an article's first sentences, 0 with none." in said
    return call


def test_a_brief_is_shown_with_what_it_rests_on(run: Run) -> None:
    said = run("brief", "show", "a", "--dropped").output
    assert said.startswith("story a, brief 1: brief; extractive, as of ")
    assert "\n1. " in said
    assert "tide, 2026-11-03, version 1 of a, characters " in said
    assert "\nnot: " in said
    shown = json.loads(run("brief", "show", "a", "--json").output)
    assert (shown["story"], shown["edition"], shown["outcome"], shown["waits"]) == ("a", 1, "brief", False)
    assert all(s["spans"] for s in shown["sentences"])
    assert "has no brief 7" in run("brief", "show", "a", "--edition", "7").output
    assert "it is filed under no beat" in run("brief", "show", "c").output
    assert "no story and no article 'zz'" in run("brief", "show", "zz").output


def test_a_sentence_is_struck_out_for_good_and_allowed_again(run: Run) -> None:
    first = json.loads(run("brief", "show", "a", "--json").output)["sentences"][0]["text"]
    said = run("brief", "strike", "a", "1").output
    assert f"1. {first}\n   struck out by operator" in said
    assert first not in run("brief", "show", "a").output
    assert first in run("brief", "show", "a", "--edition", "1").output
    assert "there is no sentence 9" in run("brief", "strike", "a", "9").output
    assert "Nothing is struck out." in run("brief", "strike", "a", "1", "--undo").output
    assert first in run("brief", "show", "a").output


def test_reports_are_listed_and_closed(run: Run) -> None:
    assert run("brief", "reports").output == "No report is open.\n"
    with Desk.open(Path()) as desk:
        desk.store.apply([ReportError("a", 1, None, "It was a barge.", NOW)])
    assert "story a, brief 1" in run("brief", "reports").output
    assert "1 report of errors to be looked at" in run("status").output
    assert run("brief", "close", "1", "--answer", "It was not.").output == "0 reports left.\n"
    assert "closed by operator" in run("brief", "reports", "--closed").output
    assert "no report 5" in run("brief", "close", "5").output


def test_briefs_are_written_anew_or_left_to_who_is_at_it(run: Run) -> None:
    assert run("brief", "write").output.startswith("0 stories looked at")
    assert run("brief", "write", "--all").output.startswith("1 story looked at: 1 brief")
    assert run("brief", "write", "--beat", "strait").output.startswith("1 story looked at")
    assert run("brief", "write", "--story", "a").output.startswith("1 story looked at")
    assert "choose one of" in run("brief", "write", "--story", "a", "--all").output
    assert "no beat 'straits' (did you mean 'strait'?)" in run("brief", "write", "--beat", "straits").output
    other = Lock(Path(".brief.lock"))
    assert other.take()
    assert "1 brief to be written; another process" in run("brief", "write", "--all").output
    other.leave()


def test_an_id_that_no_address_leads_to_is_refused(run: Run) -> None:
    Path("dots.jsonl").write_text(
        '{"id": "..", "text": "A ferry sank."}\n{"id": ".", "text": "A ferry sank."}\n'
    )
    refused = run("import", "dots.jsonl").output
    assert "2 refused" in refused
    assert "'id' cannot be '..'" in refused


def test_stories_that_are_filed_are_listed_with_their_keys(run: Run) -> None:
    assert run("story", "list").output == "a  2026-11-03  Aground  (1 page, 1 origin)\n"
    assert json.loads(run("story", "list", "--beat", "strait", "--json").output) == [
        {"story": "a", "headline": "Aground", "day": "2026-11-03", "pages": 1, "origins": 1}
    ]
    assert "no beat 'straits'" in run("story", "list", "--beat", "straits").output
