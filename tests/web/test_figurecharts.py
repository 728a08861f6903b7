"""The chart of a figure: what is drawn of what was stated, where, and how little room it takes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import Bound, Charted, Days, Figure, Observation, PeriodKind, Span
from beatbook.periods import month_of, year_of
from beatbook.web import charts, figurecharts, figurelayout
from beatbook.web.figurecontexts import FigureChart
from beatbook.web.site import environment
from beatbook.web.words import Words
from beatbook.writing.figures import series

WORDS = Words("en")
ARRIVALS = Figure("arrivals", "Arrivals in the South", ("people",))
RICE = Figure("rice", "Rice sold", ("rice",), unit="t", period=PeriodKind.MONTH)
TWENTY = Days(date(2000, 1, 1), date(2019, 12, 31))
TEMPLATE = environment(WORDS).from_string(
    '{% import "charts.html" as charts with context %}{{ charts.figure(c.drawing) }}{{ charts.figure_key(c.key, c.drawing.id) }}'
)


def year(number: int) -> Days:
    return year_of(date(number, 1, 1))


def stated(value: float, period: Days | None, as_of: date | None = None, **more: object) -> Observation:
    assert period or as_of
    at = as_of or (period.last if period else date.min)
    given: dict[str, object] = {"bound": Bound.EXACT, "unit": "", "reported": at, "text": f"{value}."}
    given |= {"figure": "arrivals", "span": Span(f"{value}-{period}-{at}-{more}", 0, 4)} | more
    return Observation(value=value, period=period, as_of=at, **given)  # type: ignore[arg-type]


def charted(found: Sequence[Observation], figure: Figure = ARRIVALS, as_of: date = date(2021, 1, 25), gaps: tuple[Days, ...] = ()) -> Charted:  # fmt: skip
    points = series(figure, [replace(o, figure=figure.slug) for o in found])
    return Charted(figure, tuple(points), as_of, gaps)


def chart(*found: Observation, **more: object) -> FigureChart:
    made = figurecharts.chart(WORDS, charted(found, **more))  # type: ignore[arg-type]
    assert made is not None
    return made


def spots(made: FigureChart, kind: str) -> list[tuple[str, str, str]]:
    return [(s.shape, s.x, s.beside) for k, found in made.drawing.spots if k == kind for s in found]


def line(made: FigureChart, kind: str) -> str:
    return dict(made.drawing.lines).get(kind, "")


def months(n: int) -> list[Days]:
    found = [month_of(date(2000, 1, 1))]
    while len(found) < n:
        found.append(month_of(found[-1].last + timedelta(days=1)))
    return found


LEAST = stated(1000, TWENTY, bound=Bound.AT_LEAST, each=PeriodKind.YEAR, reported=date(2020, 10, 21))
SO_FAR = stated(195, year(2020), date(2020, 10, 21))
FINAL = stated(229, year(2020), reported=date(2021, 1, 20), stated_by="the Ministry of Settlement")


def test_the_reference() -> None:
    """One band over twenty years; the number so far, and how far that is; then the final one with the other faint behind it."""
    made = chart(LEAST, SO_FAR, as_of=date(2020, 10, 25))
    assert made.title == (
        "Arrivals in the South a year: 195 in 2020 so far, as of October 21; at least 1,000 in each year from 2000 to 2019"
    )
    (band,) = made.drawing.bands
    assert (band.x, band.width, band.kind) == ("0%", "95.23%", "least")
    assert line(made, "far").startswith("M952.3 ")
    assert [label.text for label in made.drawing.labels] == ["195 so far, as of Oct 21", "at least 1,000"]
    assert not spots(made, "earlier")

    made = chart(LEAST, SO_FAR, FINAL)
    assert made.title == (
        "Arrivals in the South a year: 229 in 2020; at least 1,000 in each year from 2000 to 2019"
    )
    assert len(made.drawing.bands) == len(spots(made, "exact")) == len(spots(made, "earlier")) == 1
    assert not line(made, "far")
    assert line(made, "earlier")
    assert [k.shape for k in made.key] == ["circle", "least", "ring"]


def test_only_neighbours_that_are_counted_whole_are_joined() -> None:
    made = chart(
        *(stated(100 + n, year(2000 + n)) for n in (0, 1, 2, 4, 5)),
        stated(110, year(2007), bound=Bound.ABOUT),
        stated(111, year(2008)),
        stated(112, year(2009), stated_by="A Council"),
        stated(113, year(2009), stated_by="B Council"),
        stated(114, year(2010)),
        stated(60, year(2011), date(2011, 6, 30)),
    )
    path = line(made, "join")
    assert (path.count("M"), path.count("L")) == (2, 3), "2000 to 2002, 2004 to 2005"
    assert len(spots(made, "about")) == 1


def test_nothing_is_joined_without_periods() -> None:
    stock, total = replace(ARRIVALS, period=PeriodKind.STOCK), replace(ARRIVALS, period=PeriodKind.TOTAL)
    days = [date(2020, 3, n) for n in (1, 2, 3)]
    made = chart(*(stated(n, None, day) for n, day in enumerate(days)), figure=stock)
    assert not line(made, "join")
    assert len({x for _, x, _ in spots(made, "exact")}) == 3
    made = chart(*(stated(n, Days(date(1998, 1, 1), day), day) for n, day in enumerate(days)), figure=total)
    assert not line(made, "join")
    assert len({x for _, x, _ in spots(made, "exact")}) == 3, "as of which day, not since when"
    assert made.title == "Arrivals in the South: 2 from 1998 to March 3, 2020; 1 from 1998 to March 2, 2020"


def test_rivals_stand_beside_one_another_in_shapes_of_their_own() -> None:
    made = chart(
        *(stated(100 + n, year(2000 + n), stated_by="the Ministry") for n in range(4)),
        stated(130, year(2001), stated_by="A Council"),
        stated(140, year(2003), stated_by="A Council", bound=Bound.ABOUT),
        stated(150, year(2003), stated_by="Border Watch"),
    )
    shapes = spots(made, "exact")
    assert [(shape, beside) for shape, x, beside in shapes if x == shapes[1][1]] == [
        ("circle", "-4.5"),
        ("diamond", "4.5"),
    ]
    assert [shape for shape, _, _ in spots(made, "about")] == ["diamond"]
    assert {shape for shape, _, _ in shapes} == {"circle", "diamond", "triangle"}
    said = {k.shape: k.says for k in made.key if k.kind == "exact"}
    assert said == {
        "circle": "as the Ministry has it",
        "diamond": "as A Council has it",
        "triangle": "as Border Watch has it",
    }
    assert "103, about 140 or 150 in 2003" in made.title


def test_bounds_are_half_open() -> None:
    """A broad one is hatched on its open side, a range between, a short one has an arrow."""
    made = chart(
        stated(300, year(2000), bound=Bound.AT_LEAST),
        stated(350, year(2000), bound=Bound.AT_MOST),
        stated(400, year(2001), bound=Bound.AT_MOST),
        *(stated(300, year(n)) for n in range(2002, 2006)),
    )
    assert [b.kind for b in made.drawing.bands] == ["between", "most"]
    assert "at least 300 and at most 350" in [label.text for label in made.drawing.labels]
    made = chart(
        stated(300, year(2000), bound=Bound.AT_LEAST),
        stated(400, year(2001), bound=Bound.AT_MOST),
        *(stated(300, year(n)) for n in range(2002, 2030)),
    )
    assert not made.drawing.bands
    assert [shape for shape, _, _ in spots(made, "bound")] == ["up", "down"]
    assert line(made, "edge").count("M") == 2
    assert {"least", "most"} <= {k.shape for k in made.key}


def test_gaps_are_hatched_where_they_are() -> None:
    gaps = (Days(date(1999, 5, 1), date(2000, 1, 10)), Days(date(2000, 7, 1), date(2000, 7, 2)))
    made = chart(stated(1, year(2000)), stated(2, year(2001)), gaps=gaps, as_of=date(2001, 12, 31))
    assert [g.x for g in made.drawing.gaps] == ["0%", "24.9%"]
    assert made.key[-1].kind == "gap"
    many = tuple(Days(d, d) for n in range(300) if (d := date(2000, 1, 1) + timedelta(days=2 * n)))
    made = chart(stated(1, year(2000)), stated(2, year(2001)), gaps=many, as_of=date(2001, 12, 31))
    assert len(made.drawing.gaps) == figurelayout.GAPS


def test_what_has_passed_since_is_seen() -> None:
    made = chart(*(stated(n, year(n)) for n in (2000, 2001, 2002)), as_of=date(2004, 5, 5))
    assert [t.label for t in made.drawing.across] == ["2000", "2001", "2002", "2003", "2004"]
    made = chart(*(stated(n, year(n)) for n in (2000, 2001)), as_of=date(2021, 5, 5))
    assert made.drawing.across[-1].label == "2003", "no more than what there is"


def test_months_are_named_as_months() -> None:
    july, august = (month_of(date(2026, n, 1)) for n in (7, 8))
    rice = [stated(n, month, unit="t") for n, month in ((31, july), (38, august))]
    made = chart(*rice, figure=RICE, as_of=date(2026, 8, 31))
    assert [t.label for t in made.drawing.across] == ["Jul 2026", "Aug"], "of two months no days"
    made = chart(*rice, figure=RICE, as_of=date(2026, 9, 3))
    assert [t.label for t in made.drawing.across] == ["Jul 2026", "Aug", "Sep"]
    assert all(float(t.at.removesuffix("%")) < 100 for t in made.drawing.across), "a month not over, too"


def test_axis() -> None:
    made = chart(stated(900, year(2000)), stated(1010, year(2001)))
    assert made.drawing.down[0].label == "0", "counts begin at nothing"
    percent = replace(ARRIVALS, unit="%", period=PeriodKind.QUARTER)
    quarters = [Days(date(2020, 1, 1), date(2020, 3, 31)), Days(date(2020, 4, 1), date(2020, 6, 30))]
    made = chart(stated(-2.5, quarters[0]), stated(1.25, quarters[1]), figure=percent)
    assert [t.label for t in made.drawing.down] == ["0", "-3", "-2", "-1", "1", "2"]
    assert made.drawing.ground != made.drawing.bottom
    assert made.title.endswith(": 1.25% in the 2nd quarter 2020; -2.5% in the 1st quarter 2020")
    assert made.drawing.unit == "in %"


@pytest.mark.parametrize("most", [1e15, 1e25, 1e39, 1.7e308])
def test_numbers_of_any_size_are_drawn(most: float) -> None:
    made = chart(stated(most, year(2019)), stated(-most, year(2020)), stated(5e-324, year(2018)))
    assert len(rendered(made)) < 30_000
    assert len(made.title) < 200


def test_of_thousands_of_rivals_some_are_named() -> None:
    made = chart(*(stated(float(n), year(2020), stated_by=f"Speaker{n} Quay{n}") for n in range(2_000)))
    assert made.title.endswith("or 1,992 others in 2020")
    assert len(rendered(made)) < 30_000


def test_nothing_to_draw() -> None:
    assert figurecharts.chart(WORDS, charted([])) is None
    assert figurecharts.chart(WORDS, charted([stated(float("inf"), year(2000))])) is None


def rendered(made: FigureChart) -> str:
    return TEMPLATE.render(c=made)


@pytest.mark.parametrize("speakers", [1, 2, 3])
@pytest.mark.parametrize("kind", ["values", "bounds", "revised", "alone"])
def test_under_30_kb(speakers: int, kind: str) -> None:
    """Two hundred months, of which several speakers say different things, with as many gaps as there can be."""
    found = []
    for n, month in enumerate(months(200)):
        for who in range(speakers):
            bound = (Bound.AT_LEAST, Bound.AT_MOST)[who % 2] if kind == "bounds" else Bound.EXACT
            value = 1000.123 + n * 17 % 101 + who * 3
            found.append(stated(value, month, bound=bound, stated_by=f"Council {who}"))
            if kind == "revised":
                found.append(
                    stated(value / 2, month, month.first, stated_by=f"Council {who}", reported=month.first)
                )
    gaps = tuple(Days(d, d) for n in range(2000) if (d := date(2000, 1, 1) + timedelta(days=3 * n)))
    made = figurecharts.chart(WORDS, charted(found, RICE, gaps=gaps), is_alone=kind == "alone")
    assert made is not None
    said = rendered(made)
    ET.fromstring(f"<div>{said}</div>")
    assert len(said.encode()) < 30_000
    drawn = sum(len(s) for _, s in made.drawing.spots)
    if speakers * 200 > figurelayout.MARKS and kind != "bounds":
        assert not drawn
        assert line(made, "range").count("M") <= figurelayout.COLUMNS
        assert made.key[0].says == "from the lowest to the highest value of about 2 periods"
    if kind == "revised":
        assert made.notes == (f"Earlier values are in the table only: {speakers * 200}.",)


def test_a_small_one_has_no_words_in_it() -> None:
    made = figurecharts.chart(WORDS, charted([LEAST, SO_FAR, FINAL]), "f1", is_small=True)
    assert made is not None
    assert not made.drawing.labels
    assert not made.key
    assert float(made.drawing.height) < 100
    assert 'id="f1-circle"' in rendered(made)


def test_for_those_who_do_not_see_it() -> None:
    tree = ET.fromstring(rendered(chart(LEAST, SO_FAR, FINAL)).partition("</svg>\n<ul")[0] + "</svg>")
    assert tree.get("role") == "img"
    names = (tree.get("aria-labelledby") or "").split()
    said = [e.text for e in tree if e.get("id") in names]
    assert said[0] == chart(LEAST, SO_FAR, FINAL).title
    assert said[1] == (
        "Chart of what was stated. 1 value, from 229 to 229, January 1, 2000 to December 31, 2021. 1 lower or upper bound. "
        "The table below has the numbers."
    )


def test_each_mark_says_what_it_is() -> None:
    said = rendered(chart(LEAST, SO_FAR, FINAL))
    assert "<title>229 in 2020</title>" in said
    assert "<title>195 in 2020 so far, as of October 21</title>" in said


NUMBERS = st.one_of(st.integers(0, 5000), st.floats(-1e9, 1e9, allow_nan=False))


@given(
    st.lists(
        st.tuples(
            NUMBERS, st.integers(1990, 2030), st.sampled_from(list(Bound)), st.sampled_from(["", "A", "B"])
        ),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_is_stated_is_drawn(said: list[tuple[float, int, Bound, str]]) -> None:
    """No mark leaves the field, and no word lies on another."""
    found = [stated(v, year(y), bound=b, stated_by=who or None) for v, y, b, who in said]
    made = chart(*found, as_of=date(2031, 1, 1))
    bottom = float(made.drawing.bottom)
    for _, there in made.drawing.spots:
        for spot in there:
            assert 0 <= float(spot.y) <= bottom
            assert 0 <= float(spot.x.rstrip("%")) <= 100
    for _, path in made.drawing.lines:
        assert re.fullmatch(r"[MLHVhvm0-9. -]+", path), path
    for room in (figurelayout.ROOMS[0],):
        boxes = []
        for label in made.drawing.labels:
            left, right = charts.taken(float(label.x.rstrip("%")), charts.text_width(label.text), room)
            boxes.append((left, float(label.y) - 10, right, float(label.y) + 3))
        for n, a in enumerate(boxes):
            assert not any(
                a[0] < b[2] - 0.1 and b[0] < a[2] - 0.1 and a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1
                for b in boxes[:n]
            )


@pytest.mark.parametrize(
    ("least", "most", "found"),
    [
        (0, 0, (0.0, 1.0)),
        (0, 7, (0.0, 2.0, 4.0, 6.0, 8.0)),
        (3, 1047, (0.0, 500.0, 1000.0, 1500.0)),
        (-2.25, 4, (-4.0, -2.0, 0.0, 2.0, 4.0)),
        (0, 0.3, (0.0, 0.1, 0.2, 0.3)),
        (-5, -1, (-6.0, -4.0, -2.0, 0.0)),
    ],
)
def test_levels(least: float, most: float, found: tuple[float, ...]) -> None:
    assert charts.levels(least, most) == found


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_levels_reach(a: float, b: float) -> None:
    found, nearly = charts.levels(min(a, b), max(a, b)), 1e-8 * (abs(a) + abs(b)) + 1e-299
    assert found[0] <= min(a, b) + nearly
    assert found[-1] >= max(a, b) - nearly
    assert 2 <= len(found) <= 8
    assert 0.0 in found
