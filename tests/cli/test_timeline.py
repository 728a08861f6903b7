"""Timelines at the command line: shown, titled, pinned, struck."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli

Run = Callable[..., Result]

ROWS = (
    (
        "a",
        "2020-10-10",
        "The harbour of Marrow opened its new pier on Saturday, with a band of four and 212 guests.",
    ),
    (
        "b",
        "2020-10-21",
        "The harbour council counted 195 arrivals so far this year on Wednesday, clerk Ida Korhonen said.",
    ),
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str) -> Result:
        result = runner.invoke(cli, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    call("init", ".")
    Path("beats/harbour.toml").write_text('title = "Harbour"\nrule = "harbour"\n', encoding="utf-8")
    rows = [
        {
            "id": key,
            "source": "tide",
            "published": day,
            "headline": f"News {key}",
            "language": "en",
            "text": text,
        }
        for key, day, text in ROWS
    ]
    Path("articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert call("import", "articles.jsonl").exit_code == 0
    return call


def test_the_events_of_a_period_are_shown_with_their_sources(run: Run) -> None:
    shown = run("timeline", "show", "harbour", "2020-10", "--events", "5").output
    assert "2020-10-10\n  " + ROWS[0][2] + "  [tide, a]" in shown
    assert shown.index("2020-10-10") < shown.index("2020-10-21\n")
    assert (
        run("timeline", "show", "harbour", "--events", "5").output.splitlines()[2:] == shown.splitlines()[2:]
    )
    assert "Nothing is known" in run("timeline", "show", "harbour", "2019").output


def test_as_json_it_has_spans(run: Run) -> None:
    made = json.loads(run("timeline", "show", "harbour", "2020-10", "--events", "1", "--json").output)
    (event,) = made["events"]
    assert (made["first"], made["last"]) == ("2020-10-01", "2020-10-31")
    assert event["sentences"][0]["spans"][0]["article"] in ("a", "b")


def test_an_editors_word_is_kept_and_taken_back(run: Run) -> None:
    assert (
        run("timeline", "title", "harbour", "2020-10", "Timeline: From the pier to the count").exit_code == 0
    )
    assert run("timeline", "strike", "harbour", ROWS[0][2]).exit_code == 0
    assert run("timeline", "pin", "harbour", "2020-10-21").exit_code == 0
    shown = run("timeline", "show", "harbour", "2020-10", "--events", "5").output
    assert shown.startswith("Timeline: From the pier to the count\n")
    assert ROWS[0][2] not in shown
    run("timeline", "title", "harbour", "2020-10", "--undo")
    run("timeline", "strike", "harbour", ROWS[0][2], "--undo")
    again = run("timeline", "show", "harbour", "2020-10", "--events", "5").output
    assert ROWS[0][2] in again
    assert not again.startswith("Timeline: From the pier")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("show", "harbor"), "no beat 'harbor'"),
        (("show", "harbour", "2020-13"), "is in no calendar"),
        (("show", "harbour", "2020-02..2020-01"), "ends before it begins"),
        (("show", "harbour", "soon"), "is no period"),
        (("title", "harbour", "2020-10"), "say a TITLE, or --undo"),
        (("pin", "harbour", "2020-10-21", "--undo"), "nothing to take back"),
        (("pin", "elsewhere", "2020-10-21"), "no such beat"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run("timeline", *args)
    assert result.exit_code != 0
    assert says in result.output or says in str(result.exception)
