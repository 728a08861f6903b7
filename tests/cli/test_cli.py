"""The command line as a user meets it: help with examples, one line for each error, and its exit code."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from beatbook.cli import COMMANDS, cli
from beatbook.model import Fetched
from beatbook.store.documents import Documents
from beatbook.work.locks import Lock
from tests.work.town import page, prose

TREES = "(tree* OR forest*)"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str, text: str | bytes | None = None) -> Result:
        result = runner.invoke(cli, list(args), input=text)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def commands(
    group: click.Group, path: tuple[str, ...] = (), parent: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = group.make_context("beatbook", [], parent=parent, resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name), context)


@pytest.mark.parametrize(
    ("path", "command"), list(commands(cli)), ids=lambda x: " ".join(x) if isinstance(x, tuple) else ""
)  # type: ignore[arg-type]
def test_every_command_has_help_with_examples(run, path: tuple[str, ...], command: click.Command) -> None:  # type: ignore[no-untyped-def]
    said = run(*path, "--help").output
    assert "Example" in said
    assert f"beatbook {' '.join(path)}" in said
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_the_overview_says_what_each_command_says_of_itself() -> None:
    context = cli.make_context("beatbook", [], resilient_parsing=True)
    for name, (_, says) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help is not None
        assert says == command.help.split("\n")[0].strip(), name


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from beatbook.cli import cli; cli.main(['--help'], standalone_mode=False); "
        "print([m for m in ('sqlalchemy', 'trafilatura', 'starlette', 'lxml', 'httpx2', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_desk_from_nothing_to_a_beat(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "ready" in run("init", "desk", "--name", "The Grove").output
    rows = [
        {
            "id": "a",
            "headline": "Forest grows",
            "text": "Trees were planted.",
            "published": "2026-11-01",
            "byline": "Ada Quay",
        },
        {"id": "b", "headline": "Ferry", "text": "A boat.", "source": "The Tide"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(r) for r in rows))
    assert run("import", "a.jsonl", "--desk", "desk").exit_code == 0
    added = run("beat", "add", "--title", "Trees", "--rule", TREES, "-d", "desk").output
    assert "1 article of the archive filed" in added
    status = run("status", "-d", "desk").output
    assert "The Grove" in status
    assert "1  filed" in status
    assert "1  kept, not filed" in status
    out = run("export", "-d", "desk", "out.jsonl.gz")
    assert out.exit_code == 0
    with gzip.open("out.jsonl.gz", "rt") as file:
        assert [json.loads(line)["id"] for line in file] == ["a", "b"]
    figures = json.loads(run("status", "-d", "desk", "--json").output)
    assert figures["outcomes"]["filed"] == 1
    assert run("doctor", "-d", "desk").exit_code == 0
    assert "Trees" in run("beat", "list", "-d", "desk").output
    assert "2 articles looked at" in run("refile", "-d", "desk").output


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["gahter"], 2, "no command 'gahter' (did you mean 'gather'?)"),
        (["status"], 3, "no desk here (no desk.toml); make one with: beatbook init"),
        (["stage", "file"], 2, "Missing option '--beat'"),
        (["beat", "check", "nowhere.toml"], 2, "nowhere.toml"),
        (["import", "x.jsonl"], 3, "no desk here"),
    ],
)
def test_errors_are_one_line_and_a_code(run, args: list[str], code: int, says: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*args)
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


def test_bad_lines_of_an_import_are_named_and_the_rest_is_taken(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    (tmp_path / "a.jsonl").write_text(
        '{"id": "a", "text": "x"}\n{broken\n{"id": "b"}\n{"id": "c", "text": "y"}\n'
    )
    result = run("import", "a.jsonl", "-d", "desk")
    assert result.exit_code == 2
    assert "2 new" in result.output
    assert "line 2: not JSON" in result.output
    assert "line 3: there is neither 'text' nor 'headline'" in result.output


def test_a_file_that_breaks_off_gives_what_is_whole(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    whole = gzip.compress(
        "".join(json.dumps({"id": str(n), "text": f"No. {n} " * 50}) + "\n" for n in range(2000)).encode()
    )
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    result = run("import", "a.jsonl.gz", "-d", "desk")
    assert result.exit_code == 2
    assert "the file breaks off" in result.output


def test_a_rule_that_does_not_parse_names_file_and_place(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    (tmp_path / "desk" / "beats" / "bad.toml").write_text('slug = "bad"\ntitle = "Bad"\nrule = "ferry AND"\n')
    result = run("status", "-d", "desk")
    assert result.exit_code == 0
    assert "bad.toml" in result.output
    result = run("refile", "-d", "desk")
    assert result.exit_code == 2
    assert "bad.toml" in result.output
    assert "position" in result.output
    (tmp_path / "desk" / "beats" / "bad.toml").write_text('slug = "bad"\ntitel = "Bad"\nrule = "ferry"\n')
    assert "did you mean 'title'?" in run("refile", "-d", "desk").output


def test_a_port_in_use_is_one_line(run) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("run", "-d", "desk", "--port", str(port))
    assert result.exit_code == 5
    assert f"port {port} on 127.0.0.1 is in use" in result.output


def test_a_folder_that_cannot_be_written_is_one_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("in the way")
    result = run("init", "file/desk")
    assert result.exit_code == 3
    assert "cannot be written" in result.output


def test_two_desks_do_not_fit_one_folder(run) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    result = run("init", "desk")
    assert result.exit_code == 3
    assert "a desk here already" in result.output


# ---- what a source taught, and reading again --------------------------------------------------------------------------------


HOUSE = (
    "The Tide has told the coast what happens on it since the year of the long winter, and is written and printed in "
    "the old customs house by the people who live there."
)


@pytest.fixture
def taught(run, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    """A desk that has read four pages of one paper from a web archive; the key of what it learned."""
    with Documents(tmp_path / "made") as made:
        for n in range(4):
            url, title = f"https://tide.example/{n}", f"Ferry number {n}"
            body = page(title, *prose(title), HOUSE).encode()
            headers = (("Content-Type", "text/html"),)
            at = datetime(2026, 11, 1 + n, tzinfo=UTC)
            row = made.write(Fetched(url, url, 200, headers, body, at, 0.1))
    run("init", "desk")
    said = run("import", f"made/{row.file}", "-d", "desk", "--source", "tide").output
    assert "4 pages found, 4 new" in said
    assert "2 articles read again: 2 changed, 0 unchanged, 0 could not be read." in said
    memory = json.loads(run("source", "memory", "tide", "-d", "desk", "--json").stdout)
    assert (memory["recent"], memory["template"]) == (4, [])
    (lesson,) = memory["boilerplate"]
    assert (lesson["state"], lesson["text"]) == ("active", HOUSE)
    return str(lesson["key"])


def test_what_a_source_taught_is_shown_forgotten_and_recalled(run, taught: str) -> None:  # type: ignore[no-untyped-def]
    said = run("source", "memory", "tide", "-d", "desk").output
    assert said.startswith("tide: 4 recent articles remembered")
    assert f"boilerplate {taught}: in use, since " in said
    assert "“The Tide has told the coast" in said
    assert HOUSE not in run("export", "-d", "desk").stdout
    said = run("source", "forget", "tide", taught[:6].upper(), "-d", "desk").output
    assert f"boilerplate {taught}: undone by an editor." in said
    assert "4 articles to be read again" in said
    assert "4 articles to be read again" in run("status", "-d", "desk").output
    assert "is undone by an editor already" in run("source", "forget", "tide", taught, "-d", "desk").output
    assert "4 articles would be read again." in run("reread", "--queued", "--dry-run", "-d", "desk").output
    assert "4 articles read again: 4 changed" in run("reread", "--queued", "-d", "desk").output
    assert run("export", "-d", "desk").stdout.count(HOUSE) == 4
    assert "in use." in run("source", "recall", "tide", taught, "-d", "desk").output
    assert "4 articles read again: 4 changed" in run("reread", "--queued", "-d", "desk").output
    assert HOUSE not in run("export", "-d", "desk").stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["source", "memory", "tied"], "no source 'tied' (did you mean 'tide'?)"),
        (["source", "forget", "tied", "x"], "no source 'tied' (did you mean 'tide'?)"),
        (["source", "forget", "tide", "nothing"], "'tide' taught nothing with the key 'nothing'"),
        (["reread", "--source", "tied"], "no source 'tied' (did you mean 'tide'?)"),
        (["reread", "--beat", "none"], "no beat 'none'"),
        (["reread", "--queued", "--reader", "1"], "--queued reads what waits already"),
        (["reread", "--from", "2026-10-01", "--to", "2026-09-01"], "--to is before --from"),
        (["reread", "--from", "yesterday"], "'yesterday' does not match the format"),
    ],
)
def test_a_memory_or_rereading_that_cannot_be(run, taught: str, args: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*args, "-d", "desk")
    assert result.exit_code == 2
    assert says in result.output


def test_a_key_that_is_too_short_is_said_to_be(run, taught: str) -> None:  # type: ignore[no-untyped-def]
    result = run("source", "forget", "tide", taught[:2], "-d", "desk")
    assert result.exit_code == 2
    assert f"'{taught[:2]}' is too short: give at least 4 digits of the key" in result.output


def test_a_key_that_is_nearly_right_is_named(run, taught: str) -> None:  # type: ignore[no-untyped-def]
    wrong = taught[:-1] + ("0" if taught[-1] != "0" else "1")
    assert f"did you mean '{taught}'?" in run("source", "forget", "tide", wrong, "-d", "desk").output


def test_kept_pages_are_read_again(run, taught: str) -> None:  # type: ignore[no-untyped-def]
    assert "4 articles would be read again." in run("reread", "--dry-run", "-d", "desk").output
    assert (
        "0 articles would be read again." in run("reread", "--dry-run", "--reader", "1", "-d", "desk").output
    )
    assert "0 articles would" in run("reread", "--dry-run", "--to", "2020-01-01", "-d", "desk").output
    said = run("reread", "--reader", "2", "--source", "tide", "-d", "desk").output
    assert said == "4 articles read again: 0 changed, 4 unchanged, 0 could not be read.\n"
    lock = Lock(Path("desk") / ".read.lock")
    assert lock.take()
    busy = run("reread", "-d", "desk")
    lock.leave()
    assert busy.exit_code == 0
    assert "4 articles to be read again; another process of this desk is reading again" in busy.output
    assert "4 articles read again" in run("reread", "-d", "desk").output


def test_a_source_that_taught_nothing_says_so(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    (tmp_path / "a.jsonl").write_text('{"id": "a", "headline": "H", "text": "T.", "source": "Tide"}\n')
    run("import", "a.jsonl", "-d", "desk")
    assert "Nothing is learned of it yet" in run("source", "memory", "tide", "-d", "desk").output
    assert "0 articles would be read again." in run("reread", "--dry-run", "-d", "desk").output


# ---- stages ----------------------------------------------------------------------------------------------------------------


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines() if line.strip()]


def test_stage_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "t.toml").write_text(f'title = "Trees"\nrule = "{TREES}"\n')
    lines = [
        {"id": 1, "headline": "Forest", "text": "A tree."},
        {"id": "b", "text": "A boat."},
        {"id": "c"},
        {"text": "x"},
    ]
    result = run("stage", "file", "--beat", "t.toml", text="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    filed, *refused = answers(result)
    assert (filed["id"], filed["beat"]) == (1, "t")
    assert filed["why"][0] == {"field": "headline", "start": 0, "end": 6, "term": "forest*"}  # type: ignore[index]
    assert [r["id"] for r in refused] == ["c", None]
    assert all("refused" in r for r in refused)


def test_a_stage_ends_with_the_line_that_is_no_json(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run("stage", "sentences", text='{"id": 1, "text": "One. Two."}\n{broken\n')
    assert result.exit_code == 2
    assert "line 2: not JSON" in result.output
    assert '{"id": 1, "sentences": [{"start": 0, "end": 4}, {"start": 5, "end": 9}]}' in result.stdout


def test_stage_feed(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    feed = "<rss version='2.0'><channel><title>T</title><item><title>One</title><link>https://t.example/1</link></item></channel></rss>"
    (tmp_path / "f.xml.gz").write_bytes(gzip.compress(feed.encode()))
    lines = [
        {"id": "a", "body": feed},
        {"id": "b", "path": "f.xml.gz"},
        {"id": "c", "path": "nowhere"},
        {"id": "d"},
    ]
    result = run("stage", "feed", text="\n".join(map(json.dumps, lines)))
    a, b, c, d = answers(result)
    assert a["title"] == b["title"] == "T"
    assert a["entries"] == b["entries"]
    entry = a["entries"][0]  # type: ignore[index]
    assert (entry["headline"], entry["url"]) == ("One", "https://t.example/1")
    assert "refused" in c
    assert "refused" in d


def test_stage_read(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    prose = "The ferry was stopped in the strait early on Tuesday after the harbour master had closed the channel, he said. "
    page = f"<html lang=en><head><title>Ferry stopped - The Tide</title></head><body><article><h1>Ferry stopped</h1><p>{prose * 2}</p><p>{prose * 3}</p></article></body></html>"
    lines = [
        {"id": 5, "html": page, "url": "https://t.example/1"},
        {"id": "e", "html": ""},
        {"id": "n", "path": "nowhere.html"},
    ]
    result = run("stage", "read", text="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    read, empty, refused = answers(result)
    assert (read["id"], read["kind"], read["headline"]) == (5, "article", "Ferry stopped")
    assert set(read) == {
        "id", "kind", "reason", "headline", "deck", "byline", "published", "published_precision", "modified",
        "language", "text", "boilerplate",
    }  # fmt: skip
    assert empty["id"] == "e"
    assert empty.get("kind") != "article"
    assert refused["id"] == "n"
    assert "refused" in refused


def test_feeds_go_from_desk_to_desk(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "one", "--with", "north-korean-defectors")
    written = run("source", "export", "-d", "one").stdout
    (tmp_path / "list.opml").write_text(written, encoding="utf-8")
    run("init", "two")
    assert "22 feeds found, 22 new" in run("import", "list.opml", "-d", "two").output
    assert "nknews.org/feed" in run("source", "list", "-d", "two").output


def test_a_beat_whose_file_is_gone_is_forgotten_and_comes_back(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    (tmp_path / "a.jsonl").write_text('{"id": "a", "headline": "Forest grows", "text": "Trees."}\n')
    run("import", "a.jsonl", "-d", "desk")
    run("beat", "add", "--title", "Trees", "--rule", TREES, "-d", "desk")
    file = tmp_path / "desk" / "beats" / "trees.toml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    gone = run("status", "-d", "desk").output
    assert "trees" not in gone
    assert "1  kept, not filed" in gone
    file.write_text(text, encoding="utf-8")
    assert "1  filed" in run("status", "-d", "desk").output


def test_an_import_does_not_speak_for_another_source(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("init", "desk")
    (tmp_path / "a.jsonl").write_text(
        '{"id": "a", "headline": "Ours", "text": "x", "source": "Honest Paper"}\n'
    )
    (tmp_path / "b.jsonl").write_text('{"id": "a", "headline": "Theirs", "text": "y", "source": "Rival"}\n')
    run("import", "a.jsonl", "-d", "desk")
    result = run("import", "b.jsonl", "-d", "desk")
    assert result.exit_code == 2
    assert "is the id of an article of 'honest-paper'" in result.output
    assert "Ours" in run("export", "-d", "desk").output
