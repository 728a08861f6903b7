"""When, who and what came of it: what the rest of the vocabulary is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

# ---- time -----------------------------------------------------------------------------------------------------------


class Precision(StrEnum):
    """How precisely somebody stated when something was, or is to be."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def is_dated(self) -> bool:
        """Whether it stands on its days; all else stands only somewhere between them."""
        return self in (Precision.TIME, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precisely as somebody stated it: a day (`at` is None), or a time with its zone."""

    day: date
    at: datetime | None = None

    @classmethod
    def of(cls, at: datetime) -> Moment:
        """The moment of an aware datetime; its day is the day in its own zone."""
        return cls(at.date(), at)

    @classmethod
    def parse(cls, text: str) -> Moment:
        """From ISO 8601: a date, or a date and time with zone. A time without a zone counts as a day.

        Raises ValueError if it is neither.
        """
        text = text.strip()
        if len(text) <= 10:
            return cls(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
        if not 1 < at.year < 9999:
            raise ValueError(f"a year that cannot be: {text}")
        return cls(at.date(), at if at.tzinfo else None)

    @property
    def precision(self) -> Precision:
        return Precision.TIME if self.at else Precision.DAY

    @property
    def instant(self) -> datetime:
        """For ordering, in UTC; a day counts as its first moment in UTC."""
        return (self.at or datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)).astimezone(UTC)

    def __str__(self) -> str:
        return self.at.isoformat() if self.at else self.day.isoformat()


class Days(NamedTuple):
    """A period, both days included."""

    first: date
    last: date


# ---- who --------------------------------------------------------------------------------------------------------------


class NameKind(StrEnum):
    PERSON = "person"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a byline: a person's, or a desk's ("NK Pro", an agency, "Staff")."""

    name: str
    kind: NameKind = NameKind.PERSON


class Tier(StrEnum):
    OPEN = "open"
    MEMBERS = "members"


# ---- outcomes -----------------------------------------------------------------------------------------------------------


ONLY_BOILERPLATE = "only boilerplate was found"
"""Why a page is no article, and why a story has no brief, where nothing was found but what is known not to be reporting."""


class Outcome(StrEnum):
    """What came of an item. Each ends in exactly one; `WAITING` is the state before the end."""

    WAITING = "waiting"
    FILED = "filed"
    KEPT = "kept"
    REFUSED = "refused"
    RETRY = "retry"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.WAITING: "waiting",
    Outcome.FILED: "filed",
    Outcome.KEPT: "kept, not filed",
    Outcome.REFUSED: "refused",
    Outcome.RETRY: "retry later",
}
"""The same words wherever an outcome is shown or logged."""


def names(byline: Sequence[Name]) -> str:
    """A byline as one line of text: "Won-Gi Jung and Jeongmin Kim"."""
    said = [n.name for n in byline]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1] if said else ""
