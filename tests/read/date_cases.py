"""The made-up sentences of tests/cases/dates: the first line says language and day, dates stand in braces.

`{on Tuesday = XXXX-WXX-2 @ 2020-11-03}`: what the text says, its TIMEX3 value and, where that leaves something open, the day or
days (`first..last`) that are meant; a `*` at the end where a time of day is said with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "dates"
_MARKED = re.compile(r"\{(.+?) = (\S+?)(?: @ (\S+?))?( \*)?\}")


@dataclass(frozen=True)
class Expected:
    start: int
    end: int
    timex: str
    days: tuple[date, date] | None
    clock: bool


@dataclass(frozen=True)
class Case:
    language: str
    reference: date
    text: str
    dates: tuple[Expected, ...]


def date_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        _, language, day = head.split()
        for line in lines:
            yield _case(line, language, date.fromisoformat(day))


def _case(line: str, language: str, reference: date) -> Case:
    text, found, at = "", [], 0
    for mark in _MARKED.finditer(line):
        text += line[at : mark.start()]
        said, timex, days, clock = mark.groups()
        first, _, last = (days or "").partition("..")
        meant = (date.fromisoformat(first), date.fromisoformat(last or first)) if first else None
        found.append(Expected(len(text), len(text) + len(said), timex, meant, bool(clock)))
        text += said
        at = mark.end()
    return Case(language, reference, text + line[at:], tuple(found))
