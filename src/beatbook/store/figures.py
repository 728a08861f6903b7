"""What an archive keeps of figures. A part of `protocol`, which says what holds for all of it.

Each article that is grouped is *observed* (stage `observe`): what it states of every figure of every beat, and what numbers it has
that a figure could keep. Copies say nothing of their own, so nothing of them is kept. Which beats an article is filed in is asked
when observations are read, so that filing it anew changes what a figure shows and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from beatbook.model import Countable, Figure, Observation

if TYPE_CHECKING:
    from beatbook.store.intents import Claim
    from beatbook.store.rows import Listed

OBSERVE = "observe"
"""The stage of work whose keys are those of articles whose numbers are to be read, the article first seen first."""


# ---- what is written ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Observe:
    """What an article states of figures, by their beats (slugs), and what else of it could be kept, in place of what was kept of it
    before. An article that has no day or is none any more, and a copy, has none. Of a figure that the archive does not have, nothing
    is kept. If the claim is not held any more, it counts as late."""

    key: str
    observed: tuple[tuple[str, Observation], ...] = ()
    countable: tuple[Countable, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class StrikeObservation:
    """An editor says that an article's sentence (`text`) says nothing of a figure, for good, whatever is read of it again; with `undo`, it
    does. It is written down as a decision. Raises InputError if there is no such figure or article, or nothing to undo."""

    beat: str
    figure: str
    article: str
    text: str
    who: str
    at: datetime
    undo: bool = False

    @property
    def key(self) -> str:
        return f"{self.beat} {self.figure} {self.article} {self.text}"


# ---- what is read -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure of a beat, how many observations of it stand, and the day of the last article that states one."""

    beat: str
    figure: Figure
    observations: int = 0
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class KeptObservation:
    """An observation with its article as lists show it. `struck_by` is the editor who said that it is none."""

    observation: Observation
    line: Listed
    struck_by: str | None = None


class FigureStore(Protocol):
    """The part of a store that keeps figures."""

    def put_figures(self, beat: str, figures: Sequence[Figure]) -> int:
        """The figures of a beat are these from now on. Of one that is gone, or of which something else is to be read (all but its
        title and note say what), nothing is kept but what editors said; for that and for one that is new all articles that are in a
        story are put up to be observed. Returns how many were put. Raises InputError if there is no such beat."""

    def figures(self, beat: str | None = None) -> Sequence[KeptFigure]:
        """The figures of a beat (None: of all), by beat and title."""

    def followed(self) -> Sequence[tuple[str, Figure]]:
        """The beat (slug) and the figure of each, by beat and slug: what is stated of them is not looked at."""

    def observations(
        self, beat: str, figure: str, *, struck: bool = False, limit: int = 5000
    ) -> Sequence[KeptObservation]:
        """What articles of the beat state of a figure, by the days on which they came out, then as they stand; with those that an
        editor struck if `struck`. Of more than `limit` those that came out last."""

    def countables(self, beat: str, most: int) -> Sequence[Countable]:
        """The numbers that articles of a beat have which a figure could keep, of those that came out last, at most so many."""

    def observe_again(self, beats: Collection[str] = ()) -> int:
        """Put all articles that are in a story, or those of these beats, up to be observed. Returns how many were put."""

    def figures_stamp(self) -> int:
        """A number that grows whenever a figure, what is stated of one, or what is filed changes."""
