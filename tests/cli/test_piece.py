"""Pieces at the command line: listed, shown, changed, checked, published, withdrawn, dropped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.newsroom import Run, commands, make

SLUG = "review-2027-10"
WORDS = "The council of Aldermere closed the Tollgate Bridge to all traffic on Monday"
ANALYSIS = f"""+++
title = "What the bridge cost"
deck = "A costly autumn"
byline = ["Ida Korhonen"]
+++
It was a costly autumn.

{WORDS}.[^1]

[^1]: /articles/b1/ "{WORDS}"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    make(folder)
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return commands(tmp_path, monkeypatch)


def test_nothing_is_there_at_first(run: Run) -> None:
    assert "Nothing is there yet" in run("piece", "list").stdout
    assert "Nothing has a draft" in run("piece", "list", "aldermere", "--drafts").stdout


def test_a_file_that_was_changed_is_kept_checked_and_published(run: Run) -> None:
    run("review", "aldermere", "2027-10", "--out", "october.md")
    file = Path("october.md")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("to all traffic on Monday", "to all traffic on Friday", 1), encoding="utf-8")
    kept = run("piece", "edit", "aldermere", SLUG, "october.md")
    assert kept.exit_code == 0
    assert "citations." in kept.stdout
    assert "It cannot be published yet, for 1 sentence:" in kept.stderr
    checked = run("piece", "check", "aldermere", SLUG)
    assert checked.exit_code == 1
    assert "on Friday" in checked.stderr
    refused = run("piece", "publish", "aldermere", SLUG)
    assert refused.exit_code == 2
    assert "cannot be published for 1 sentence" in refused.stderr
    file.write_text(text.replace("A month in review", "October in review"), encoding="utf-8")
    assert run("piece", "edit", "aldermere", SLUG, "october.md").stderr == ""
    assert run("piece", "check", "aldermere", SLUG).stdout == "Every sentence stands.\n"
    assert (
        "Published: Aldermere in Oct. 2027: October in review"
        in run("piece", "publish", "aldermere", SLUG).stderr
    )
    assert f"'{SLUG}' has no draft" in run("piece", "publish", "aldermere", SLUG).stderr


def test_a_draft_that_is_another_by_now_is_not_overwritten(run: Run) -> None:
    text = run("review", "aldermere", "2027-10").stdout.replace("A month in review", "October in review")
    refused = run("piece", "edit", "aldermere", SLUG, "-", "--base", "999", stdin=text)
    assert refused.exit_code == 2
    assert run("piece", "edit", "aldermere", SLUG, "-", stdin=text).exit_code == 0


def test_an_analysis_is_written_and_published(run: Run) -> None:
    kept = run("piece", "edit", "aldermere", "what-the-bridge-cost", "-", stdin=ANALYSIS)
    assert "of what-the-bridge-cost: 1 citation." in kept.stdout
    assert "signed by Ida Korhonen" in run("piece", "publish", "aldermere", "what-the-bridge-cost").stderr
    shown = run("piece", "show", "aldermere", "what-the-bridge-cost")
    assert shown.stdout.startswith("What the bridge cost\n")
    assert "traffic on Monday.[1]" in shown.stdout
    assert run("piece", "show", "aldermere", "what-the-bridge-cost", "--markdown").stdout.startswith("+++\n")
    assert (
        "has no article at /articles/b1/ with these words"
        in run(
            "piece", "edit", "aldermere", "x", "-", stdin=ANALYSIS.replace('"The council', '"A council')
        ).stderr
    )


def test_timelines_are_drafted_and_published(run: Run) -> None:
    drafted = run("piece", "draft-timeline", "aldermere", "2027-10")
    assert 'title = "Timeline: ' in drafted.stdout
    assert (
        "timeline-2027-10, edition 1"
        in run("piece", "draft-timeline", "aldermere", "2027-10", "--publish").stderr
    )
    listed = run("piece", "list", "aldermere", "--kind", "timeline").stdout
    assert "timeline-2027-10" in listed
    assert "Timeline: " in listed
    assert "nothing is known" in run("piece", "draft-timeline", "aldermere", "2019-10").stderr
    assert "has no figure 'eels'" in run("piece", "draft-figure", "aldermere", "eels").stderr


def test_a_piece_is_withdrawn_and_brought_back(run: Run) -> None:
    run("review", "aldermere", "2027-10", "--publish")
    assert "say WHY, or --undo" in run("piece", "withdraw", "aldermere", SLUG).stderr
    assert (
        run("piece", "withdraw", "aldermere", SLUG, "The count was another beat's.").stdout == "Withdrawn.\n"
    )
    assert "withdrawn  aldermere" in run("piece", "list").stdout
    assert "It was withdrawn: The count was another beat's." in run("piece", "show", "aldermere", SLUG).stderr
    assert run("piece", "withdraw", "aldermere", SLUG, "--undo").stdout == "It is there again.\n"


def test_a_draft_is_dropped_and_what_was_published_stays(run: Run) -> None:
    run("review", "aldermere", "2027-10", "--publish")
    run("review", "aldermere", "2027-10")
    assert "changed    aldermere" in run("piece", "list").stdout
    assert run("piece", "drop", "aldermere", SLUG).stdout == "The draft is given up.\n"
    assert (
        json.loads(run("piece", "show", "aldermere", SLUG, "--edition", "1", "--json").stdout)["edition"] == 1
    )
    assert "has 1 edition" in run("piece", "show", "aldermere", SLUG, "--edition", "2").stderr


def test_what_is_not_there_names_what_is_near(run: Run) -> None:
    run("review", "aldermere", "2027-10")
    assert f"did you mean '{SLUG}'?" in run("piece", "show", "aldermere", "review-2027-11").stderr
    assert "no beat 'alder'" in run("piece", "list", "alder").stderr


def test_a_story_is_pinned_and_let_go(run: Run) -> None:
    assert "is pinned." in run("piece", "pin", "aldermere", "o2").stdout
    assert run("piece", "pin", "aldermere", "o2", "--undo").stdout == "Let go.\n"
    assert "no story and no article 'nope'" in run("piece", "pin", "aldermere", "nope").stderr


def test_what_came_late_is_appended(run: Run) -> None:
    run("review", "aldermere", "2027-10", "--publish")
    late = {
        "id": "late1",
        "source": "herald",
        "published": "2027-10-20",
        "language": "en",
        "headline": "Lighthouse of Aldermere goes dark after a lightning strike",
        "text": "The lighthouse of Aldermere went dark on Wednesday after lightning struck its lamp room, keeper Tobias Wren said.",
    }
    Path("late.jsonl").write_text(json.dumps(late), encoding="utf-8")
    assert "1 addendum to published reviews." in run("import", "late.jsonl").stdout
    assert run("piece", "late").stdout == "0 addenda appended.\n"
    shown = run("piece", "show", "aldermere", SLUG)
    assert "what came in late" in shown.stdout
    assert "lighthouse of Aldermere went dark" in shown.stdout


def test_words_that_changed_since_are_named(run: Run) -> None:
    run("review", "aldermere", "2027-10", "--publish")
    lines = Path("articles.jsonl").read_text(encoding="utf-8")
    Path("again.jsonl").write_text(
        lines.replace("to all traffic on Monday", "to lorries on Monday"), encoding="utf-8"
    )
    run("import", "again.jsonl")
    assert "its words are in the article no more: “" in run("piece", "show", "aldermere", SLUG).stderr
