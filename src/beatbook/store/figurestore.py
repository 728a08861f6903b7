"""Figures in the SQLite engine: see `figures.FigureStore` for what each method promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from beatbook.model import Countable, Figure
from beatbook.store import observations, queues, stamps
from beatbook.store.engine import Engine
from beatbook.store.figures import OBSERVE, KeptFigure, KeptObservation


class SqliteFigures:
    engine: Engine

    def put_figures(self, beat: str, figures: Sequence[Figure]) -> int:
        with self.engine.writing() as connection:
            return observations.put_figures(connection, beat, figures)

    def figures(self, beat: str | None = None) -> Sequence[KeptFigure]:
        with self.engine.reading() as connection:
            return observations.figures(connection, beat)

    def followed(self) -> Sequence[tuple[str, Figure]]:
        with self.engine.reading() as connection:
            return observations.followed(connection)

    def observations(
        self, beat: str, figure: str, *, struck: bool = False, limit: int = 5000
    ) -> Sequence[KeptObservation]:
        with self.engine.reading() as connection:
            return observations.observations(connection, beat, figure, limit, struck=struck)

    def countables(self, beat: str, most: int) -> Sequence[Countable]:
        with self.engine.reading() as connection:
            return observations.countables(connection, beat, most)

    def observe_again(self, beats: Collection[str] = ()) -> int:
        with self.engine.writing() as connection:
            return queues.put_grouped(connection, OBSERVE, beats)

    def figures_stamp(self) -> int:
        with self.engine.reading() as connection:
            return stamps.stamp(connection, stamps.FIGURES)
