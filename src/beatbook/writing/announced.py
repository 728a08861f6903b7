"""What a whole set of articles says is ahead of a day: their announcings joined into announcements, as a desk's store keeps them.

Announcings may be added in any order; they are joined in the order in which they were said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from beatbook.model import Act, Announcement, Announcing, Days, Fate
from beatbook.writing import ahead
from beatbook.writing.candidates import Ears

YEARS = 3
"""Years of a period that is looked up by its months; of a longer one only its first are."""


class Announced:
    """Takes announcings and says what is ahead."""

    def __init__(self, ears: Ears) -> None:
        self._ears = ears
        self._said: list[Announcing] = []

    def add(self, announcings: Iterable[Announcing]) -> None:
        self._said += announcings

    def ahead(self, as_of: date) -> list[Announcement]:
        """What had been announced by the end of that day and was not past on it, nor called off: by its days, the finer first."""
        found = []
        for key, announced in self.joined(as_of).items():
            announcement = ahead.announcement(key, announced)
            days = announcement.days
            if announcement.settled.fate is Fate.AHEAD and days and days.last >= as_of:
                found.append((days.first, days.last, key, announcement))
        return [announcement for *_, announcement in sorted(found, key=lambda f: f[:3])]

    def joined(self, as_of: date) -> dict[str, list[Announcing]]:
        """The announcings of each announcement, by its key, of what had been said by the end of that day."""
        entries: dict[str, list[Announcing]] = {}
        by_month: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for one in ahead.ordered(a for a in self._said if a.said <= as_of):
            if one.act is Act.ANNOUNCED:
                near = {key: entries[key] for month in _months(one.days) for key in by_month[month]}
            else:
                near = entries
            key = ahead.join(one, near, self._ears)
            if key is None and one.act is Act.DENIED:
                continue
            key = key or ahead.key_of(one)
            entries.setdefault(key, []).append(ahead.called_off(one))
            for month in (*_months(one.days), *_months(one.was)):
                by_month[month][key] = None
        return entries


def _months(days: Days | None) -> range:
    """The months that a period touches, counted from year 0."""
    if days is None:
        return range(0)
    first, last = (12 * day.year + day.month for day in days)
    return range(first, min(last, first + 12 * YEARS) + 1)
