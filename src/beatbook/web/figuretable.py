"""The table under the chart of a figure: every value with who states it and in which words; and the line that says where all of it
comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from beatbook.model import Charted, Figure, Observation, Point, Stated
from beatbook.periods import length
from beatbook.store.figures import OBSERVE, KeptObservation
from beatbook.store.rows import Listed
from beatbook.web import dates, figures
from beatbook.web.contexts import Link, Said
from beatbook.web.figurecontexts import FigureRow, ReportedPart
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line

ROWS = 400
"""Values of the table, those of the newest periods."""

ARTICLES = 4
"""Articles of a value that are named."""

WORDS = 24
"""Words of a figure's file that its page says, of each list."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as pages tell it: its series, and its observations with their articles."""

    charted: Charted
    kept: Sequence[KeptObservation]
    lines: Mapping[str, Listed] = field(default_factory=dict)

    @property
    def figure(self) -> Figure:
        return self.charted.figure


def told(site: Site, beat: str, slug: str) -> Told:
    """A figure of a beat. Raises NotHere if there is none."""
    stamp, today = site.store.figures_stamp(), site.today()
    figures: Mapping[tuple[str, str], Figure] = site.remembered.get(
        "followed", stamp, lambda: {(of, figure.slug): figure for of, figure in site.store.followed()}
    )
    if (beat, slug) not in figures:
        raise NotHere("404-figure", Link(site.words("figures"), site.urls.figures(beat)))

    def make() -> Told:
        return _made(site, beat, figures[beat, slug], today)

    found: Told = site.remembered.get(("figure", beat, slug, today), stamp, make)
    return found


def all_told(site: Site, beat: str) -> Sequence[Told]:
    """The figures of a beat by their titles. They are remembered together, for there may be more than are remembered one by one."""
    today = site.today()

    def make() -> Sequence[Told]:
        return tuple(_made(site, beat, kept.figure, today) for kept in site.store.figures(beat))

    found: Sequence[Told] = site.remembered.get(("figures", beat, today), site.store.figures_stamp(), make)
    return found


def _made(site: Site, beat: str, figure: Figure, today: date) -> Told:
    kept = [k for k in site.store.observations(beat, figure.slug) if k.observation.reported <= today]
    drawn = site.figures.drawn(beat, figure, [k.observation for k in kept], today)
    return Told(drawn, kept, {k.line.key: k.line for k in kept})


def name_of(one: Observation) -> str:
    """What an observation is called in addresses and forms."""
    said = "\x00".join(
        (one.span.article, one.text, f"{one.value!r} {one.bound} {one.period} {one.each} {one.as_of}")
    )
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def anchor(one: Observation) -> str:
    """Where an observation stands on its figure's page."""
    return f"o{name_of(one)}"


# ---- where it comes from ------------------------------------------------------------------------------------------------------


def source(site: Site, told: Told) -> str:
    """Who states it, in how many articles of how many sources, and as of when; empty if nobody does."""
    words, language = site.words, site.words.language
    if not told.kept:
        return ""
    names = figures.speakers(k.observation for k in told.kept)
    return words(
        "figure-by" if names else "figure-by-nobody",
        who=figures.named(words, names),
        articles=words("articles", n=len(told.lines)),
        sources=words("figure-sources", n=len({item.source for item in told.lines.values()})),
        day=dates.long_day(max(k.observation.reported for k in told.kept), language),
        today=dates.long_day(told.charted.as_of, language),
    )


def gaps(site: Site, told: Told) -> str:
    """On how many days no source could be read; empty if on none."""
    n = sum(map(length, told.charted.gaps))
    return site.words("figure-gaps", n=n) if n else ""


def waits(site: Site) -> str:
    """That articles wait to be read for figures; empty if none does."""
    return site.words("figure-waits") if site.store.next_ready(OBSERVE) is not None else ""


def counts(site: Site, figure: Figure) -> tuple[str, ...]:
    """What a number must be to be one of the figure."""
    words = site.words
    found = []
    if figure.counted:
        found.append(words("figure-counted", words=_listed(site, figure.counted)))
    found += [words("figure-near", words=_listed(site, group)) for group in figure.near]
    if figure.without:
        found.append(words("figure-without", words=_listed(site, figure.without)))
    low, high = (
        figures.amount(words, n, figure.unit) if n is not None else "" for n in (figure.low, figure.high)
    )
    if low and high:
        found.append(words("figure-believed", low=low, high=high))
    elif low or high:
        found.append(words("figure-believed-low" if low else "figure-believed-high", low=low, high=high))
    return tuple(found)


def _listed(site: Site, said: Sequence[str]) -> str:
    shown = [line(s) for s in said[:WORDS]]
    if len(said) > WORDS:
        shown.append(site.words("more", n=len(said) - WORDS))
    return site.words("comma").join(shown)


# ---- the rows -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    point: Point
    stated: Stated
    is_earlier: bool = False


def rows(site: Site, told: Told) -> tuple[tuple[FigureRow, ...], str]:
    """The values, those of the newest period first, and how many more there are in words."""
    found = list(_rows(told.charted))
    places = {id(row.stated): f"v{n}" for n, row in enumerate(found, 1)}
    shown = tuple(_row(site, told, row, places, found) for row in found[:ROWS])
    left = len(found) - len(shown)
    return shown, site.words("figure-rows-more", n=left) if left else ""


def _rows(charted: Charted) -> Iterator[_Row]:
    for point in reversed(charted.points):
        yield from (_Row(point, s) for s in (*point.values, *point.bounds))
        yield from (_Row(point, s, is_earlier=True) for s in sorted(point.earlier, key=_newest, reverse=True))


def _newest(stated: Stated) -> tuple[date, date]:
    return stated.as_of, stated.observations[-1].reported


def _row(site: Site, told: Told, row: _Row, places: Mapping[int, str], found: Sequence[_Row]) -> FigureRow:
    words, language, unit = site.words, site.words.language, told.figure.unit
    point, stated = row.point, row.stated
    notes = []
    if figures.is_open(point, stated):
        notes.append(words("figure-open"))
    if row.is_earlier:
        notes.append(words("figure-earlier"))
    elif len(point.values) > 1 and stated in point.values:
        notes.append(words("figure-rival", n=len(point.values)))
    revises = None
    if stated.revises:
        place = next((places[id(r.stated)] for r in found if r.is_earlier and r.stated == stated.revises), "")
        revises = Link(figures.value(words, stated.revises, unit), f"#{place}" if place else "")
    of = {o.span.article: o for o in reversed(stated.observations)}
    first = stated.observations[0]
    item = told.lines.get(first.span.article)
    return FigureRow(
        anchor=places[id(stated)],
        period=figures.period(words, told.figure, point),
        value=figures.value(words, stated, unit),
        notes=tuple(notes),
        is_earlier=row.is_earlier,
        revises=revises,
        as_of=dates.long_day(stated.as_of, language),
        iso=stated.as_of.isoformat(),
        by=tuple(figures.speakers(stated.observations)),
        reported=tuple(_reported(site, told, o) for o in list(reversed(of.values()))[:ARTICLES]),
        more=words("figure-more", n=len(of) - ARTICLES) if len(of) > ARTICLES else "",
        sentence=Said(line(first.text), site.foreign(item.language) if item else None),
    )


def _reported(site: Site, told: Told, one: Observation) -> ReportedPart:
    item = told.lines.get(one.span.article)
    name = (line(item.source_name) or item.source) if item else site.words("article-gone")
    return ReportedPart(
        anchor=anchor(one),
        source=Link(name, site.urls.article(one.span.article)),
        date=dates.long_day(one.reported, site.words.language),
        iso=one.reported.isoformat(),
    )
