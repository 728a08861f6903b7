"""The beats' calendars of a desk, `calendars/{beat}.toml`: read when they are asked for, and again when a file has changed.

A file that cannot be used gives no dates, and `wrong` says why: an editor's slip must take no page down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from beatbook.errors import BeatError
from beatbook.filing.calendarfile import Recurring, occurrences, read_calendar
from beatbook.model import Announcement, Days

log = structlog.get_logger("beatbook.calendar")


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """What a file says, or what is `wrong` with it; `stamp` changes when the file does."""

    stamp: tuple[int, int]
    dates: tuple[Recurring, ...] = ()
    wrong: str = ""


class Calendars:
    """Those in a folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, CalendarRead] = {}

    def dates(self, beat: str, days: Days) -> Sequence[Announcement]:
        """The dates of a beat's calendar that touch a period, by their days."""
        found = self._of(beat)
        return occurrences(found.dates, *days) if found else ()

    def wrong(self, beat: str) -> str:
        """What is wrong with the beat's file; empty if nothing is, or it has none."""
        found = self._of(beat)
        return found.wrong if found else ""

    def check(self) -> Iterator[tuple[str, CalendarRead]]:
        """Every file of the folder, by the beat that it is named for."""
        for path in sorted(self._folder.glob("*.toml")):
            if found := self._of(path.stem):
                yield path.stem, found

    def _of(self, beat: str) -> CalendarRead | None:
        path = self._folder / f"{beat}.toml"
        try:
            stat = path.stat()
        except OSError:
            return None
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._read.get(beat)
        if known and known.stamp == stamp:
            return known
        try:
            found = CalendarRead(stamp, read_calendar(path))
        except BeatError as error:
            log.error("calendar not read", beat=beat, error=str(error))
            found = CalendarRead(stamp, wrong=str(error))
        self._read[beat] = found
        return found
