"""Figures as a desk keeps them: read from its files, observed when articles are grouped, put together by their periods."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from beatbook.desk import Desk
from beatbook.errors import BeatError, StoreError
from beatbook.filing.figurefile import printed, read_figure
from beatbook.model import Bound, Charted, Days, Figure, PeriodKind, Point
from beatbook.store.figures import OBSERVE
from beatbook.work import observer
from beatbook.writing.candidates import Ears
from tests.conftest import Clock

BEAT = 'title = "The North"\nrule = "North OR Northerners"\n'
ARRIVALS = Figure("arrivals", "Arrivals in the South", ("North Koreans", "defectors", "arrivals"), (("arriv*", "came", "reached"),), low=0, high=5000)  # fmt: skip
LONG_AGO = "At least 1,000 North Koreans came to the South every year for the last two decades."
SO_FAR = "But so far, only 195 arrived in 2020."
YEAR = "Only 229 North Koreans arrived in 2020, the ministry in charge of the two lands said on Wednesday."
REST = "The border has been closed since the winter, and the boats of the fishing villages stay on the beach."
Y2020 = Days(date(2020, 1, 1), date(2020, 12, 31))
EARS = Ears()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    Desk.init(tmp_path / "desk")
    (tmp_path / "desk" / "beats" / "north.toml").write_text(BEAT, encoding="utf-8")
    clock.at = datetime(2021, 2, 1, 12, tzinfo=UTC)
    with Desk.open(tmp_path / "desk", now=clock, environ={}) as desk:
        put(desk, ARRIVALS)
        monkeypatch.setattr(desk, "ears", lambda: EARS)  # their word lists take a second to read
        yield desk


def put(desk: Desk, *figures: Figure, beat: str = "north") -> None:
    folder = desk.folder / "figures" / beat
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.toml"):
        old.unlink()
    for figure in figures:
        (folder / f"{figure.slug}.toml").write_text(printed(figure), encoding="utf-8")
    desk.load_beats()


def told(desk: Desk, *rows: tuple[str, str, str], source: str = "tide") -> None:
    """Articles by id, day and text, imported, grouped and observed."""
    lines = [
        {"id": key, "source": source, "published": day, "headline": f"News from the North: {key}", "language": "en", "text": text}
        for key, day, text in rows
    ]  # fmt: skip
    path = desk.folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert not desk.import_file(path).refused
    asyncio.run(desk.group())
    asyncio.run(desk.observe())


def charted(desk: Desk, figure: str = "arrivals", today: date | None = None) -> Charted:
    return desk.figures().charted("north", figure, today or desk.today())


def values(point: Point) -> list[tuple[float, Bound, date, list[str]]]:
    return [(s.value, s.bound, s.as_of, [o.span.article for o in s.observations]) for s in point.values]


def test_a_count_of_october_one_of_the_year_and_a_bound_of_twenty_years(desk: Desk) -> None:
    told(desk, ("a", "2020-10-21", f"{LONG_AGO} {SO_FAR}\n\n{REST}"))
    twenty, year = charted(desk, today=date(2020, 11, 1)).points
    assert (values(year), year.is_open) == ([(195, Bound.EXACT, date(2020, 10, 21), ["a"])], True)
    told(desk, ("b", "2021-01-20", f"{YEAR}\n\nNobody came in December. The huts stand empty."))
    found = charted(desk)
    assert (found.figure, found.as_of, found.gaps) == (ARRIVALS, date(2021, 2, 1), ())
    twenty, year = found.points
    assert (twenty.period, twenty.each, twenty.values) == (
        Days(date(2000, 1, 1), date(2019, 12, 31)),
        PeriodKind.YEAR,
        (),
    )
    (bound,) = twenty.bounds
    assert (bound.value, bound.bound, [o.text for o in bound.observations]) == (
        1000,
        Bound.AT_LEAST,
        [LONG_AGO],
    )
    assert (year.period, year.is_open, values(year)) == (
        Y2020,
        False,
        [(229, Bound.EXACT, date(2020, 12, 31), ["b"])],
    )
    (earlier,) = year.earlier
    assert (earlier.value, earlier.as_of, [o.text for o in earlier.observations]) == (
        195,
        date(2020, 10, 21),
        [SO_FAR],
    )
    article, version, _ = desk.store.newest(["a"])["a"]
    span = earlier.observations[0].span
    assert (article.version.text[span.start : span.end], span.version) == (SO_FAR, version)


def test_copies_count_once(desk: Desk) -> None:
    told(desk, ("a", "2021-01-20", f"{YEAR}\n\n{REST}"))
    told(desk, ("b", "2021-01-21", f"{YEAR}\n\n{REST}"), source="quay")
    assert values(charted(desk).points[0])[0][3] == ["a"]
    assert [k.line.key for k in desk.store.observations("north", "arrivals")] == ["a"]


def test_an_edited_article_states_what_its_newest_version_does(desk: Desk) -> None:
    told(desk, ("a", "2021-01-20", f"{YEAR}\n\n{REST}"))
    told(desk, ("a", "2021-01-20", f"{YEAR.replace('229', '231')}\n\n{REST}"))
    (point,) = charted(desk).points
    assert ([s.value for s in point.values], point.earlier) == ([231], ())
    assert point.values[0].observations[0].span.version == desk.store.newest(["a"])["a"][1]


def test_what_an_editor_struck_is_not_charted_whatever_is_read_again(desk: Desk) -> None:
    told(desk, ("a", "2020-10-21", f"{LONG_AGO} {SO_FAR}\n\n{REST}"))
    desk.strike_observation("north", "arrivals", "a", SO_FAR, "eva")
    desk.store.observe_again()
    asyncio.run(desk.observe())
    assert [p.period for p in charted(desk).points] == [Days(date(2000, 1, 1), date(2019, 12, 31))]
    desk.strike_observation("north", "arrivals", "a", SO_FAR, "eva", undo=True)
    assert len(charted(desk).points) == 2


def test_a_figure_that_comes_later_is_read_from_the_whole_archive(desk: Desk) -> None:
    told(desk, ("a", "2021-01-20", f"{YEAR}\n\nIn December, 12 swans died in the North."))
    put(desk, ARRIVALS, Figure("swans", "Swans", ("swans",), (("died",),), period=PeriodKind.MONTH))
    assert desk.store.waiting(OBSERVE) == 1
    asyncio.run(desk.observe())
    (point,) = charted(desk, "swans").points
    assert [s.value for s in point.values] == [12]
    put(desk, ARRIVALS)
    assert ([k.figure.slug for k in desk.store.figures()], desk.store.waiting(OBSERVE)) == (["arrivals"], 0)


def test_an_article_that_cannot_be_read_takes_no_other_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = observer.countable

    def fails(article: object, *more: object) -> object:
        if getattr(article, "id", "") == "b":
            raise ZeroDivisionError
        return read(article, *more)  # type: ignore[arg-type]

    told(
        desk,
        ("a", "2021-01-20", f"{YEAR}\n\n{REST}"),
        ("b", "2021-01-21", "Some 40 North Koreans came in 2019."),
    )
    assert len(charted(desk).points) == 2
    monkeypatch.setattr(observer, "countable", fails)
    desk.store.observe_again()
    done = asyncio.run(desk.observe())
    assert (done.done, done.stated, done.failed, done.left) == (2, 1, 1, 0)
    assert [o.span.article for p in charted(desk).points for s in p.values for o in s.observations] == ["a"]


def test_an_archive_that_cannot_be_written_ends_the_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told(desk, ("a", "2021-01-20", f"{YEAR}\n\n{REST}"))
    desk.store.observe_again()

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(desk.store, "apply", full)
    with pytest.raises(StoreError, match="the disk is full"):
        asyncio.run(desk.observe())


def test_an_article_that_is_a_table_is_kept_in_part(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observer, "MOST", 3)
    told(
        desk,
        (
            "a",
            "2021-01-20",
            " ".join(f"In {year}, {n} North Koreans came." for n, year in enumerate(range(2000, 2012), 30)),
        ),
    )
    assert len(desk.store.observations("north", "arrivals")) == 3
    assert len(desk.store.countables("north", 99)) == 3


# ---- files ------------------------------------------------------------------------------------------------------------------


def test_files_that_cannot_be_used_are_named_and_nothing_changes(desk: Desk) -> None:
    folder = desk.folder / "figures"
    wrong = folder / "north" / "other.toml"
    wrong.write_text('slug = "arrivals"\ntitle = "Other"\ncounted = ["boats"]\n', encoding="utf-8")
    with pytest.raises(
        BeatError, match=r"north/other\.toml: the slug 'arrivals' is taken by .*north/arrivals\.toml"
    ):
        desk.load_beats()
    wrong.write_text('titel = "Other"\n', encoding="utf-8")
    with pytest.raises(BeatError, match=r"north/other\.toml: unknown key 'titel'"):
        desk.load_beats()
    wrong.unlink()
    (folder / "south").mkdir()
    (folder / "north" / "arrivals.toml").rename(folder / "south" / "arrivals.toml")
    with pytest.raises(BeatError, match=r"south/arrivals\.toml: there is no beat 'south' \(known: north\)"):
        desk.load_beats()
    assert desk.store.followed() == [("north", ARRIVALS)]


def test_a_beat_that_goes_takes_its_figures_along_and_brings_them_back(desk: Desk) -> None:
    file = desk.folder / "beats" / "north.toml"
    figures, aside = desk.folder / "figures", desk.folder / "aside"
    file.rename(file.with_suffix(".off"))
    figures.rename(aside)
    desk.load_beats()
    assert desk.store.followed() == []
    file.with_suffix(".off").rename(file)
    aside.rename(figures)
    desk.load_beats()
    assert desk.store.followed() == [("north", ARRIVALS)]


def test_a_figure_is_added_as_a_file(desk: Desk) -> None:
    swans = Figure("swans", 'The "swans"', ("swans",), period=PeriodKind.MONTH)
    path = desk.add_figure("north", swans)
    assert (path.parent.name, read_figure(path)) == ("north", swans)
    assert [f.slug for _, f in desk.store.followed()] == ["arrivals", "swans"]
    with pytest.raises(BeatError, match="the beat 'north' has a figure 'swans' already"):
        desk.add_figure("north", swans)
    with pytest.raises(BeatError, match="there is no beat 'south'"):
        desk.add_figure("south", swans)
