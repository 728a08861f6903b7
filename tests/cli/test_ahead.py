"""What's ahead at the command line: on articles as they are imported."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from beatbook.cli import cli

Run = Callable[..., Result]

BEAT = 'title = "The Strait"\nrule = "harbour"\n'
VOTE = "The Marrow harbour council will vote on the new ferry dues on December 8, the mayor said."
TRIAL = "The trial of harbour pilot Ida Korhonen will open in Sallow on December 15."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a desk of December 5, 2020, whose two articles announce something."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str) -> Result:
        result = runner.invoke(cli, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    call("init", ".")
    settings = Path("desk.toml")
    settings.write_text('[desk]\nname = "Test"\nas_of = "2020-12-05"\n', encoding="utf-8")
    Path("beats/strait.toml").write_text(BEAT, encoding="utf-8")
    rows = [
        {"id": "a", "source": "tide", "headline": "Dues", "published": "2020-12-01", "language": "en", "text": f"{VOTE} It sits at noon."},
        {"id": "b", "source": "quay", "headline": "Trial", "published": "2020-12-02", "language": "en", "text": f"{TRIAL} He denies it."},
    ]  # fmt: skip
    Path("lines.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "2 announcements" in call("import", "lines.jsonl").output
    return call


def keys(run: Run) -> dict[str, str]:
    """The announcements' keys by their texts."""
    return {row["text"]: row["key"] for row in json.loads(run("ahead", "list", "strait", "--json").output)}


def test_list(run: Run) -> None:
    known = keys(run)
    said = run("ahead", "list", "strait").output.splitlines()
    assert said == [f"{known[VOTE]}  2020-12-08  {VOTE}", f"{known[TRIAL]}  2020-12-15  {TRIAL}"]
    assert run("ahead", "list", "strait", "--to", "2020-12-10").output.splitlines() == said[:1]
    assert (
        run("ahead", "list", "strait", "--from", "2021-01-01").output
        == "Nothing is announced for these days.\n"
    )
    row = json.loads(run("ahead", "list", "strait", "--json").output)[0]
    assert (row["first"], row["certainty"], row["fate"], row["stated_by"]) == (
        "2020-12-08",
        "scheduled",
        "ahead",
        "the mayor",
    )
    assert row["spans"][0]["article"] == "a"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("list", "straits"), "no beat 'straits' (did you mean 'strait'?)"),
        (("list", "strait", "--from", "tomorrow"), "'tomorrow' is no day; one is written like 2020-12-05"),
        (("list", "strait", "--to", "2020-12-01"), "the last day, 2020-12-01, is before the first, 2020-12-05"),
        (("show", "zz"), "no announcement 'zz'; the keys are in: beatbook ahead list BEAT"),
        (("settle", "zz", "happened"), "no announcement 'zz'"),
        (("settle", "calendar-a-2020-12", "happened"), "is a date of the beat's calendar: change it in calendars/"),
        (("days", "zz", "2020-12-09", "2020-12-08"), "the last day, 2020-12-08, is before the first"),
        (("same", "zz", "yy"), "no announcement 'zz'"),
        (("read", "--all", "--beat", "strait"), "choose one of --all and --beat"),
        (("ics", "straits"), "no beat 'straits'"),
        (("ics", "strait", "-o", "nowhere/x.ics"), "nowhere/x.ics: cannot be written"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_plainly(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run("ahead", *args)
    assert result.exit_code == 2
    assert says in result.output


def test_show(run: Run) -> None:
    key = keys(run)[VOTE]
    said = run("ahead", "show", key).output
    assert said.startswith(f"{key}: 2020-12-08 (day), scheduled\n  {VOTE}\n")
    assert "  according to the mayor\n  announced by 1 article; beats: strait\n  ahead\n" in said
    assert f"2020-12-01  announced, 2020-12-08: {VOTE}\n   a, characters 0 to {len(VOTE)}\n" in said
    shown = json.loads(run("ahead", "show", key, "--json").output)
    assert (shown["key"], shown["beats"], shown["announced"][0]["text"]) == (key, ["strait"], VOTE)


def test_an_editor_says_what_became_of_it_and_takes_it_back(run: Run) -> None:
    key = keys(run)[VOTE]
    said = run("ahead", "settle", key, "cancelled", "--why", "the  mayor\nresigned").output
    assert "  cancelled: the mayor resigned (says operator)\n" in said
    assert "(cancelled)" in run("ahead", "list", "strait").output
    said = run("ahead", "days", key, "2020-12-16", "2020-12-17").output
    assert f"{key}: 2020-12-16..2020-12-17" in said
    assert "operator says that it is on 2020-12-16..2020-12-17" in said
    assert "operator says that it is none" in run("ahead", "none", key).output
    assert VOTE not in run("ahead", "list", "strait").output
    said = run("ahead", "undo", key).output
    assert "operator" not in said
    assert f"{key}: 2020-12-08" in said
    assert f"nobody said anything of the announcement '{key}'" in run("ahead", "undo", key).output


def test_two_that_are_the_same(run: Run) -> None:
    known = keys(run)
    said = run("ahead", "same", known[VOTE], known[TRIAL]).output
    assert VOTE in said
    assert TRIAL in said
    assert len(keys(run)) == 1
    assert run("ahead", "show", known[VOTE]).output == run("ahead", "show", known[TRIAL]).output
    assert "are the same announcement already" in run("ahead", "same", known[VOTE], known[TRIAL]).output


def test_read_again(run: Run) -> None:
    before = keys(run)
    assert run("ahead", "read").output.startswith("0 articles noted")
    assert run("ahead", "read", "--all").output.startswith("2 articles noted: 2 announcements")
    assert run("ahead", "read", "--beat", "strait").output.startswith("2 articles noted")
    assert keys(run) == before


def test_calendars_are_checked_and_shown(run: Run) -> None:
    assert run("ahead", "check").output == "No beat has a calendar.\n"
    Path("calendars").mkdir()
    good = Path("calendars/strait.toml")
    good.write_text('[[date]]\ntitle = "Founding"\non = "12-09"\nsince = 1920\n', encoding="utf-8")
    assert (
        run("ahead", "check").output == "ok  strait: 1 date\n      2020-12-09  Founding (100th anniversary)\n"
    )
    assert "2020-12-09  Founding (100th anniversary)" in run("ahead", "list", "strait").output
    assert "ok  calendar strait: 1 date understood" in run("doctor").output
    Path("calendars/gone.toml").write_text("", encoding="utf-8")
    assert "ok  gone: 0 dates; no beat 'gone' is there to show them" in run("ahead", "check").output
    good.write_text('[[date]]\ntitle = "Founding"\non = "12-39"\n', encoding="utf-8")
    result = run("ahead", "check")
    assert result.exit_code == 2
    assert "there is no day '12-39'" in result.output
    assert "1 calendar cannot be used" in result.output
    assert "The dates of the beat's calendar are missing" in run("ahead", "list", "strait").output
    assert "BAD calendar strait: " in run("doctor").output


def test_the_calendar_file(run: Run) -> None:
    body = run("ahead", "ics", "strait").stdout_bytes
    assert run("ahead", "ics", "strait", "-o", "strait.ics").output == ""
    assert Path("strait.ics").read_bytes() == body
    events = Calendar.from_ical(body).walk("VEVENT")
    assert [e.start for e in events] == [date(2020, 12, 8), date(2020, 12, 15)]
