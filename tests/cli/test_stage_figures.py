"""`beatbook stage figures`, as docs/reference/stages.md says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from beatbook import sample
from beatbook.cli import cli
from beatbook.filing.figurefile import read_figure
from beatbook.sample.press import CLOSING, edition, load
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import observations, series
from tests.writing.pieces import article
from tests.writing.test_figures import LATER, REFERENCE

FIGURES = Path(sample.__file__).parent / "figures" / "crossings"
ARRIVALS = """
title = "Arrivals in the South"
counted = ["North Koreans", "defectors", "refugees", "arrivals"]
near = [["arriv*", "came", "entered", "reached", "입국"]]
period = "year"
low = 0
high = 5000
"""


def run(lines: list[dict[str, Any]], *files: Path) -> Result:
    options = [part for path in files for part in ("--figure", str(path))]
    return CliRunner().invoke(cli, ["stage", "figures", *options], input="\n".join(map(json.dumps, lines)))


def stage(lines: list[dict[str, Any]], *files: Path) -> list[dict[str, Any]]:
    done = run(lines, *files)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def arrivals(folder: Path) -> Path:
    path = folder / "arrivals.toml"
    path.write_text(ARRIVALS, encoding="utf-8")
    return path


def test_the_reference(tmp_path: Path) -> None:
    lines = [
        {"id": 7, "published": "2020-10-21", "text": REFERENCE},
        {"id": "later", "published": "2021-01-20T09:00:00+09:00", "text": LATER},
    ]
    decades, so_far, whole = stage(lines, arrivals(tmp_path))
    end = REFERENCE.index(" But")
    assert decades == {
        "figure": "arrivals",
        "value": 1000,
        "bound": "at_least",
        "unit": "",
        "period": {"from": "2000-01-01", "to": "2019-12-31"},
        "each": "year",
        "as_of": "2019-12-31",
        "text": REFERENCE[:end],
        "spans": [{"article": 7, "start": 0, "end": end}],
    }
    assert (so_far["value"], so_far["as_of"]) == (195, "2020-10-21")
    assert (whole["value"], whole["as_of"], whole["stated_by"]) == (
        229,
        "2020-12-31",
        "the Ministry of Settlement",
    )
    assert so_far["period"] == whole["period"] == {"from": "2020-01-01", "to": "2020-12-31"}


def test_copies_say_nothing_of_their_own_and_bad_lines_are_refused(tmp_path: Path) -> None:
    text = "\x01\r\n" + "\n\n".join(
        [
            f"{REFERENCE}.",
            *(
                f"The {n} boats of the {n} harbours were counted, too, on a quiet day."
                for n in ("old", "new", "big")
            ),
        ]
    )
    lines: list[dict[str, Any]] = [
        {"id": key, "published": "2020-10-21", "source": key, "text": text} for key in "ab"
    ]
    answers = stage([*lines, {"id": "n", "text": REFERENCE}, {"text": "x"}], arrivals(tmp_path))
    assert [(a.get("value"), a.get("id")) for a in answers] == [
        (1000, None),
        (195, None),
        (None, "n"),
        (None, None),
    ]
    assert answers[2]["refused"].startswith("'published' is missing")
    (span,) = answers[1]["spans"]
    assert text[span["start"] : span["end"]] == answers[1]["text"]


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    one, other = arrivals(tmp_path), tmp_path / "other.toml"
    other.write_text(ARRIVALS + 'slug = "arrivals"', encoding="utf-8")
    done = run([], one, other)
    assert done.exit_code != 0
    assert "two figures 'arrivals'" in done.output
    other.write_text("title = 1", encoding="utf-8")
    assert run([], other).exit_code == 2


def test_the_sample_press() -> None:
    """What its outlets count of those who cross the strait: two months as they were first counted, one as it was revised, the year
    so far, and the twenty years before."""
    by_month, by_year = (read_figure(FIGURES / f"arrivals-by-{period}.toml") for period in ("month", "year"))
    whole, ears = load(), Ears()
    languages = {outlet.slug: outlet.language for outlet in whole.outlets}
    found = []
    for each in whole.articles:
        if stands := edition(each, CLOSING):
            day = each.published.date()
            told = article(f"{each.outlet}/{each.slug}", stands.text, language=languages[each.outlet])
            found += [o for f in (by_month, by_year) for o in observations(told, f, day, ears)]
    months = {p.period.first.isoformat()[:7]: p for p in series(by_month, found) if p.period}
    assert {m: [s.value for s in p.values] for m, p in months.items()} == {
        "2025-09": [97],
        "2026-07": [31],
        "2026-08": [41],
        "2026-09": [27],
    }
    (august,) = months["2026-08"].values
    assert august.revises is not None
    assert august.revises.value == 38
    assert len(months["2026-07"].values[0].observations) >= 5
    decades, before, now = series(by_year, found)
    assert ([s.value for s in decades.bounds], decades.values) == ([1000], ())
    assert [s.value for s in before.values] == [1041]
    assert (now.is_open, [s.value for s in now.values], [s.value for s in now.earlier]) == (
        True,
        [236],
        [168, 206],
    )
