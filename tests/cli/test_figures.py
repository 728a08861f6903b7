"""Figures at the command line: on articles as they are imported."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli

Run = Callable[..., Result]

BEAT = 'title = "The North"\nrule = "North OR Northerners OR swans"\n'
FIGURE = 'title = "Arrivals"\ncounted = ["North Koreans"]\nnear = [["arriv*", "came"]]\nnote = "By hand."\n'
LONG_AGO = "At least 1,000 North Koreans came to the South every year for the last two decades."
SO_FAR = "But so far, only 195 arrived in 2020."
YEAR = "Only 1,229 North Koreans arrived in 2020, the ministry said on Wednesday."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a desk of February 1, 2021, with a figure that two of its articles state."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str) -> Result:
        result = runner.invoke(cli, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    call("init", ".")
    Path("desk.toml").write_text('[desk]\nname = "Test"\nas_of = "2021-02-01"\n', encoding="utf-8")
    Path("beats/north.toml").write_text(BEAT, encoding="utf-8")
    Path("figures/north").mkdir(parents=True)
    Path("figures/north/arrivals.toml").write_text(FIGURE, encoding="utf-8")
    swans = [f"In {2016 + n}, {40 + n} swans nested in the North at the lake of {place}." for n, place in enumerate(("Orr", "Tarn", "Kes"))]  # fmt: skip
    texts = [("a", "2020-10-21", f"{LONG_AGO} {SO_FAR}"), ("b", "2021-01-20", YEAR)]
    texts += [(f"s{n}", f"2021-01-0{n + 1}", text) for n, text in enumerate(swans)]
    rows = [
        {"id": key, "source": "tide", "headline": f"News {key}", "published": day, "language": "en", "text": text}
        for key, day, text in texts
    ]  # fmt: skip
    Path("lines.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "5 articles observed: 3 observations of figures in them." in call("import", "lines.jsonl").output
    return call


def test_list(run: Run) -> None:
    assert (
        run("figures", "list", "north").output
        == "arrivals  Arrivals: 3 observations, the last of 2021-01-20\n"
    )
    (row,) = json.loads(run("figures", "list", "north", "--json").output)
    assert (row["slug"], row["counted"], row["observations"]) == ("arrivals", ["North Koreans"], 3)
    Path("figures/north/arrivals.toml").unlink()
    assert (
        "No figures are kept; what could be: beatbook figures suggest north"
        in run("figures", "list", "north").output
    )


def test_show(run: Run) -> None:
    said = run("figures", "show", "north", "arrivals").output
    assert (
        said
        == f"""arrivals: Arrivals, as of 2021-02-01
  By hand.
2000-01-01..2019-12-31, each year
  at least 1,000 as of 2019-12-31
    2020-10-21  tide: {LONG_AGO}
      a, characters 0 to {len(LONG_AGO)}
2020
  1,229 as of 2020-12-31, says the ministry
    2021-01-20  tide: {YEAR}
      b, characters 0 to {len(YEAR)}
  195 as of 2020-10-21 (earlier)
    2020-10-21  tide: {SO_FAR}
      a, characters {len(LONG_AGO) + 1} to {len(LONG_AGO) + 1 + len(SO_FAR)}
"""
    )


def test_show_as_data(run: Run) -> None:
    shown = json.loads(run("figures", "show", "north", "arrivals", "--json").output)
    assert (shown["figure"]["title"], shown["as_of"], shown["gaps"]) == ("Arrivals", "2021-02-01", [])
    twenty, year = shown["points"]
    assert (twenty["first"], twenty["each"], twenty["bounds"][0]["bound"]) == (
        "2000-01-01",
        "year",
        "at_least",
    )
    assert [(s["value"], s["stated_by"]) for s in year["values"]] == [(1229, ["the ministry"])]
    (observed,) = year["earlier"][0]["observations"]
    assert (observed["article"], observed["source"], observed["text"]) == ("a", "tide", SO_FAR)
    assert observed["end"] - observed["start"] == len(SO_FAR)
    rows = list(csv.DictReader(run("figures", "show", "north", "arrivals", "--csv").output.splitlines()))
    assert [(r["standing"], float(r["value"]), r["first"], r["as_of"], r["article"]) for r in rows] == [
        ("bound", 1000, "2000-01-01", "2019-12-31", "a"),
        ("value", 1229, "2020-01-01", "2020-12-31", "b"),
        ("earlier", 195, "2020-01-01", "2020-10-21", "a"),
    ]
    assert (rows[2]["text"], int(rows[2]["start"]), len(rows[2]["version"])) == (
        SO_FAR,
        len(LONG_AGO) + 1,
        24,
    )


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("list", "norht"), "no beat 'norht' (did you mean 'north'?)"),
        (("show", "north", "arrival"), "the beat 'north' has no figure 'arrival' (did you mean 'arrivals'?)"),
        (("show", "north", "arrivals", "--json", "--csv"), "choose one of --json and --csv"),
        (("add", "north"), "give a FILE, or --suggested"),
        (("add", "north", "x.toml", "--suggested", "swans"), "give a FILE, or --suggested"),
        (("add", "north", "nowhere.toml"), "nowhere.toml: No such file"),
        (("add", "north", "figures/north/arrivals.toml"), "has a figure 'arrivals' already"),
        (("add", "north", "--suggested", "swan"), "no figure 'swan' is suggested (did you mean 'swans'?)"),
        (("strike", "north", "arrivals", "a", "Other words."), "the article 'a' states nothing of 'arrivals' in that sentence"),
        (("strike", "north", "arrivals", "b", YEAR, "--undo"), "nothing like that of the article 'b' is struck"),
        (("read", "north", "--all"), "name beats, or choose --all"),
        (("read", "nowhere"), "no beat 'nowhere'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_plainly(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run("figures", *args)
    assert result.exit_code == 2
    assert says in result.output


def test_an_editor_strikes_a_sentence_and_takes_it_back(run: Run) -> None:
    assert run("figures", "strike", "north", "arrivals", "b", YEAR).output == "Struck.\n"
    run("figures", "read", "--all")
    said = run("figures", "show", "north", "arrivals").output
    assert "2020 (not over)\n  195 as of 2020-10-21\n" in said
    assert said.endswith(f"Struck by operator: {YEAR}\n  b\n")
    assert run("figures", "strike", "north", "arrivals", "b", YEAR, "--undo").output == "Taken back.\n"
    assert "1,229" in run("figures", "show", "north", "arrivals").output


def test_what_is_suggested_can_be_kept(run: Run) -> None:
    said = run("figures", "suggest", "north").output
    assert said.startswith("swans  swans by year: 3 articles, 3 periods\n  In 201")
    assert said.endswith("To keep one: beatbook figures add north --suggested swans\n")
    (one,) = json.loads(run("figures", "suggest", "north", "--json").output)
    assert (one["slug"], one["articles"], 'counted = ["swans"]\n' in one["file"]) == ("swans", 3, True)
    said = run("figures", "add", "north", "--suggested", "swans").output
    assert said.startswith("swans: figures/north/swans.toml\n5 articles observed: 6 observations")
    assert Path("figures/north/swans.toml").read_text(encoding="utf-8") == one["file"]
    assert "2017\n  41 as of 2017-12-31" in run("figures", "show", "north", "swans").output
    assert run("figures", "suggest", "north").output.startswith("Nothing that is not kept")


def test_a_figure_from_a_file_is_read_for_at_once(run: Run) -> None:
    Path("nests.toml").write_text('title = "Nests"\ncounted = ["swans"]\n', encoding="utf-8")
    assert "5 articles observed: 6 observations" in run("figures", "add", "north", "nests.toml").output
    assert "nests  Nests: 3 observations" in run("figures", "list", "north").output


def test_read_again_and_what_waits_is_said(run: Run) -> None:
    assert run("figures", "read").output.startswith("0 articles observed")
    assert run("figures", "read", "north").output.startswith("5 articles observed: 3 observations")
    Path("figures/north/arrivals.toml").write_text(f"{FIGURE}high = 200\n", encoding="utf-8")
    assert "5 articles to be read for figures" in run("status").output
    assert json.loads(run("status", "--json").output)["waiting"] == {"observe": 5}
    said = run("figures", "show", "north", "arrivals").output
    assert "Nothing is stated of it yet.\n" in said
    assert "5 articles to be read for figures: beatbook figures read" in said


def test_doctor_reads_the_files(run: Run) -> None:
    assert "ok  figure north/arrivals: its words are understood" in run("doctor").output
    Path("figures/south").mkdir()
    Path("figures/south/x.toml").write_text(FIGURE, encoding="utf-8")
    Path("figures/north/y.toml").write_text("title = 1\n", encoding="utf-8")
    said = run("doctor").output
    assert "BAD figure south/x.toml: figures/south/x.toml: there is no beat 'south' (known: north)" in said
    assert "BAD figure north/y.toml: figures/north/y.toml: 'title' must be a text in quotes" in said
