"""A review at the command line: drafted, written out, published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from beatbook.filing import piecefile
from tests.cli.newsroom import Run, commands, make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    make(folder)
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return commands(tmp_path, monkeypatch)


def test_a_draft_is_printed_as_its_file(run: Run) -> None:
    found = run("review", "aldermere", "2027-10")
    assert found.exit_code == 0
    assert found.stderr == ""
    written = piecefile.parse(found.stdout)
    assert written.title == "Aldermere in Oct. 2027: A month in review and what’s ahead"
    assert len(written.cited) > 20
    assert run("review", "aldermere", "2027-10").stdout == found.stdout
    assert run("review", "aldermere", "2027-10", "--again").stdout == found.stdout


def test_it_is_published_once_every_sentence_stands(run: Run) -> None:
    found = run("review", "aldermere", "2027-10", "--publish", "--tier", "members")
    assert found.exit_code == 0
    assert found.stdout == ""
    assert "edition 1, signed by The Aldermere Desk, members" in found.stderr
    assert "review-2027-10 (members)" in run("piece", "list", "aldermere").stdout
    again = run("review", "aldermere", "2027-10", "--publish", "--json")
    assert json.loads(again.stdout)["edition"] == 2


def test_it_is_written_to_a_file_in_the_form_of_its_name(run: Run) -> None:
    for name, begins in (("a.md", "+++"), ("a.txt", "Aldermere in Oct. 2027"), ("a.json", "{")):
        found = run("review", "aldermere", "2027-10", "--out", name)
        assert f"Written to {name}" in found.stderr
        assert found.stdout == ""
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert "cannot be written" in run("review", "aldermere", "2027-10", "--out", "no/such/a.md").stderr


def test_json_says_what_each_citation_is(run: Run) -> None:
    found = json.loads(run("review", "aldermere", "2027-10", "--json").stdout)
    assert (found["kind"], found["from"], found["to"]) == ("review", "2027-10-01", "2027-10-31")
    cited = [c for c in found["citations"] if "article" in c]
    assert all(len(c["words"]) == c["end"] - c["start"] for c in cited)
    assert any(c.get("counted") for c in found["citations"])


def test_a_period_that_is_not_over_says_so(run: Run) -> None:
    found = run("review", "aldermere", "2027-Q4")
    assert found.exit_code == 0
    assert "2027-Q4 is not over: this is how far it goes." in found.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("aldermer", "2027-10"), "no beat 'aldermer' (did you mean 'aldermere'?)"),
        (("aldermere", "October"), "no period: 'October'"),
        (("aldermere", "2020-10"), "has no article that came out from 2020-10-01 to 2020-10-31"),
    ],
)
def test_what_cannot_be_reviewed_is_said(run: Run, args: tuple[str, ...], says: str) -> None:
    found = run("review", *args)
    assert found.exit_code == 2
    assert says in found.stderr


def test_another_tier_than_the_draft_has_is_refused(run: Run) -> None:
    run("review", "aldermere", "2027-10")
    found = run("review", "aldermere", "2027-10", "--tier", "members")
    assert 'the draft that there is says tier = "open"' in found.stderr
    assert run("review", "aldermere", "2027-10", "--tier", "members", "--again").exit_code == 0
