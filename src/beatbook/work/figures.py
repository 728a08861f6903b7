"""Figures of a desk as they are shown: what was observed of one, put together by its periods, and which others could be kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count

from beatbook.errors import InputError
from beatbook.model import Charted, Days, Figure, Observation, Point, SuggestedFigure
from beatbook.periods import each_day, runs
from beatbook.store.protocol import Store
from beatbook.writing.figures import Wanted, series, suggested

COUNTABLE = 5_000
"""Numbers of a beat's latest articles that suggestions are made from."""


class Figures:
    """The figures of a desk's beats. For use by many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def charted(self, beat: str, figure: str, today: date) -> Charted:
        """A figure of a beat (slugs) with what was stated of it by a day of the desk. Raises InputError if there is no such figure."""
        found = [k.observation for k in self._store.observations(beat, figure)]
        return self.drawn(beat, self.figure(beat, figure), found, today)

    def drawn(self, beat: str, figure: Figure, found: Iterable[Observation], today: date) -> Charted:
        """The same of what was stated of it, where that is at hand."""
        points = tuple(series(figure, [o for o in found if o.reported <= today]))
        return Charted(figure, points, today, self._gaps(beat, points, today))

    def figure(self, beat: str, figure: str) -> Figure:
        """A figure of a beat (slugs). Raises InputError if there is none."""
        for slug, kept in self._store.followed():
            if (slug, kept.slug) == (beat, figure):
                return kept
        raise InputError(
            f"the beat '{beat}' has no figure '{figure}'; its figures: beatbook figures list {beat}"
        )

    def suggested(self, beat: str) -> list[SuggestedFigure]:
        """The figures that articles of a beat state again and again, those that most articles state first, without those that the beat
        keeps; each with a slug that no figure of the beat has."""
        kept = [Wanted.of(figure) for slug, figure in self._store.followed() if slug == beat]
        new = [s for s in suggested(self._store.countables(beat, COUNTABLE)) if not _is_kept(s, kept)]
        taken = {wanted.figure.slug for wanted in kept}
        return [replace(s, figure=_named(s.figure, taken)) for s in new]

    def _gaps(self, beat: str, points: Sequence[Point], today: date) -> tuple[Days, ...]:
        """The days since the first of a figure on which nothing of its beat could be read. What was before the desk watched any source is
        none of them: what came out then may be in the archive whole, or not at all."""
        since = self._store.watched_since()
        if not points or since is None:
            return ()
        days = Days(max(since, min(p.period.first if p.period else p.as_of for p in points)), today)
        read = {c.day for c in self._store.covered(beat, *days) if c.reached}
        return runs(day for day in each_day(days) if day not in read)


def _is_kept(one: SuggestedFigure, kept: Iterable[Wanted]) -> bool:
    """Whether one of these figures counts the same, in the same unit and over the same periods."""
    return any(
        (wanted.figure.period, wanted.unit) == (one.figure.period, one.figure.unit)
        and (wanted.counted.search(one.figure.title) if wanted.counted else wanted.is_near(one.example.text))
        for wanted in kept
    )


def _named(figure: Figure, taken: set[str]) -> Figure:
    """The figure with a slug that is not taken, which it takes: the period tells two of one thing apart."""
    names = chain(
        (figure.slug, f"{figure.slug}-by-{figure.period}"), (f"{figure.slug}-{n}" for n in count(2))
    )
    slug = next(name for name in names if name not in taken)
    taken.add(slug)
    return replace(figure, slug=slug)
