"""A figure's file, and the words for what is wrong with one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.errors import BeatError
from beatbook.filing.figurefile import parse_figure, printed, read_figure
from beatbook.model import Figure, PeriodKind

FILE = """
title = "Arrivals in the South"
counted = ["North Koreans", "defectors"]
near = [["arriv*", "came", "입국"], ["South"]]
without = ["tourists"]
period = "month"
unit = "percent"
low = 0
high = 99.5
note = "the ministry's count"
"""


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.toml"
    path.write_text(FILE, encoding="utf-8")
    assert read_figure(path) == Figure(
        "arrivals",
        "Arrivals in the South",
        ("North Koreans", "defectors"),
        (("arriv*", "came", "입국"), ("South",)),
        ("tourists",),
        "%",
        PeriodKind.MONTH,
        0,
        99.5,
        "the ministry's count",
    )


def test_what_may_be_left_out() -> None:
    assert parse_figure('title = "A"\ncounted = ["boats"]', "x/boats.toml") == Figure(
        "boats", "A", ("boats",)
    )
    assert parse_figure('slug = "b"\ntitle = "A"\nnear = [["boats"]]', "Boats 1.toml").slug == "b"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('titel = "A"', "f.toml: unknown key 'titel' (did you mean 'title'?)"),
        ("title = 3", "f.toml: 'title' must be a text in quotes, not a number"),
        ('title = " "', "f.toml: 'title' is missing"),
        ("counted = []", "f.toml: 'counted' is missing: nothing says what is counted, nor does 'near'"),
        ('counted = "boats"', "f.toml: 'counted' must be a list of texts, not a text"),
        ("counted = [1]", "f.toml: 'counted' must be a list of texts, and holds a number"),
        ('counted = [""]', "f.toml: 'counted' holds an empty text"),
        (
            'counted = ["a*a*a*a*b"]',
            "f.toml: 'a*a*a*a*b' has a * that is not at the end of a word, where it stands for any ending",
        ),
        (
            'near = [["sailed *off* today"]]',
            "f.toml: 'sailed *off* today' has a * that is not at the end of a word",
        ),
        ('counted = ["*"]', "f.toml: '*' has no letter, and would be in every sentence"),
        (
            'near = ["came"]',
            'f.toml: \'near\' must be a list of lists, as [["came", "arriv*"]], and holds a text',
        ),
        ("near = [[]]", "f.toml: 'near' holds an empty list"),
        ('near = "came"', "f.toml: 'near' must be a list of lists of words, not a text"),
        (
            'period = "week"',
            "f.toml: 'period' must be 'month', 'quarter', 'year', 'total', 'stock', not 'week'",
        ),
        ("low = true", "f.toml: 'low' must be a number, not true or false"),
        ("high = inf", "f.toml: 'high' must be a number, not inf"),
        ("low = 3\nhigh = 2", "f.toml: 'low' (3) is above 'high' (2)"),
        (
            'slug = "A b"',
            "f.toml: 'slug' must be lower-case letters, digits and single hyphens, at most 80, not 'A b'",
        ),
        ("title =", "f.toml: not TOML: "),
    ],
)
def test_what_is_wrong_is_said(change: str, said: str) -> None:
    key = change.split(" = ")[0].split(" =")[0]
    lines = [line for line in ('title = "A"', 'counted = ["boats"]') if not line.startswith(key)]
    with pytest.raises(BeatError) as error:
        parse_figure("\n".join([*lines, change]), "f.toml")
    assert str(error.value).startswith(said)


def test_a_unit_that_is_not_read() -> None:
    with pytest.raises(
        BeatError, match=r"f\.toml: 'unit' must be one that is read in texts \(%, points, .*, not 'parsecs'"
    ):
        parse_figure('title = "A"\ncounted = ["b"]\nunit = "parsecs"', "f.toml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BeatError, match=r"none\.toml: No such file"):
        read_figure(tmp_path / "none.toml")


@given(st.text(max_size=200))
def test_any_text_is_a_figure_or_an_error(text: str) -> None:
    with suppress(BeatError):
        assert parse_figure(text, "f.toml").title


@given(
    st.text(max_size=9),
    st.lists(st.text(max_size=9), max_size=2),
    st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=2), max_size=2),
    st.none() | st.floats(-1e20, 1e20),
)
def test_a_figure_is_printed_as_its_file(
    words: str, counted: list[str], near: list[list[str]], low: float | None
) -> None:
    with suppress(BeatError):
        parsed = parse_figure(
            printed(Figure("a", words, tuple(counted), tuple(map(tuple, near)), low=low, note=words)),
            "a.toml",
        )
        assert parse_figure(printed(parsed), "other.toml") == parsed


def test_what_is_left_out_of_a_printed_file() -> None:
    boats = Figure("boats", 'The "boats"', ("boats",), (("sank", "sunk"),), low=0, high=0.5)
    assert printed(boats) == (
        'slug = "boats"\ntitle = "The \\"boats\\""\ncounted = ["boats"]\nnear = [["sank", "sunk"]]\nperiod = "year"\nlow = 0\nhigh = 0.5\n'
    )
    assert parse_figure(printed(boats), "x.toml") == boats
