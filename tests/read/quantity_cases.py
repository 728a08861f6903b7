"""The made-up sentences of tests/cases/quantities: the first line says language and day, a heading what those that follow are about.

`Sentence. => at_least 1000 @2000..2019/year; 195 @2020`: its quantities in order, each with its bound if it is not exact, its value or
ends, its unit, its period, and what else is said of it: `change`, `average`, `revised`, `unreal` (not said to be so). `/year` alone: of
each year, no years named. `none` for a sentence without any.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from beatbook.model import Bound, PeriodKind
from beatbook.read.quantities import Period, Quantity, quantities

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "quantities"
FLAGS = ("change", "average", "revised", "unreal")


@dataclass(frozen=True)
class Expected:
    value: float
    upper: float | None
    bound: Bound
    unit: str
    period: Period | None
    flags: frozenset[str]


@dataclass(frozen=True)
class Case:
    file: str
    language: str
    day: date
    about: str
    text: str
    expected: tuple[Expected, ...]

    def found(self) -> list[Quantity]:
        return quantities(self.text, self.day, self.language)


def quantity_cases(*names: str) -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        if names and path.stem not in names:
            continue
        about, language, day = "", "", date.min
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                _, language, said = line.split()
                day = date.fromisoformat(said)
            elif line.startswith("## "):
                about = line[3:]
            elif line.strip():
                text, _, told = line.partition(" => ")
                expected = () if told == "none" else tuple(map(_expected, told.split("; ")))
                yield Case(path.stem, language, day, about, text, expected)


def _expected(told: str) -> Expected:
    words = told.split()
    flags = frozenset(w for w in words if w in FLAGS)
    words = [w for w in words if w not in FLAGS]
    bound = Bound(words.pop(0)) if words[0] in list(Bound) else Bound.EXACT
    low, _, high = words.pop(0).partition("..")
    unit = words.pop(0) if words and words[0][0] not in "@/" else ""
    period = _period(words.pop(0)) if words else None
    assert not words, told
    return Expected(float(low), float(high) if high else None, bound, unit, period, flags)


def _period(said: str) -> Period:
    days, _, each = said.lstrip("@").partition("/")
    kind = {"day": PeriodKind.STOCK, "week": PeriodKind.STOCK}.get(each) or (
        PeriodKind(each) if each else None
    )
    if not days:
        return Period(None, None, kind)
    first, _, last = days.partition("..")
    return Period(_days(first)[0], _days(last or first)[1], kind)


def _days(said: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    if re.fullmatch(r"\d{4}-\d\d", said):
        year, month = map(int, said.split("-"))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(said), date.fromisoformat(said)


def flags_of(q: Quantity) -> frozenset[str]:
    said = (q.is_change, q.is_average, q.is_revision, not q.is_stated)
    return frozenset(flag for flag, holds in zip(FLAGS, said, strict=True) if holds)


def same_period(told: Period | None, wanted: Period | None) -> bool:
    if told is None or wanted is None:
        return told is wanted
    return (told.first, told.last, told.each) == (wanted.first, wanted.last, wanted.each)


@dataclass
class Count:
    """Quantities wanted and told; how many have value, bound and unit right, of these the period, and what else is said of them."""

    wanted: int = 0
    told: int = 0
    right: int = 0
    period: int = 0
    flags: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, found: Sequence[Quantity]) -> None:
        self.wanted += len(case.expected)
        self.told += len(found)
        rest = list(found)
        problems = []
        for expected in case.expected:
            met = [
                q
                for q in rest
                if (q.value, q.upper, q.bound, q.unit)
                == (expected.value, expected.upper, expected.bound, expected.unit)
            ]
            if not met:
                problems.append(f"missed {expected.bound.value} {expected.value:g}")
                continue
            best = next((q for q in met if same_period(q.period, expected.period)), met[0])
            rest.remove(best)
            self.right += 1
            is_period = same_period(best.period, expected.period)
            self.period += is_period
            self.flags += flags_of(best) == expected.flags
            if not is_period:
                p = best.period
                problems.append(
                    f"{expected.value:g}: period {(str(p.first), str(p.last), p.each) if p else None}"
                )
            if flags_of(best) != expected.flags:
                problems.append(f"{expected.value:g}: {sorted(flags_of(best))}")
        problems += [f"invented {q.bound.value} {q.value:g} {q.unit}" for q in rest]
        if problems:
            self.wrong.append(f"{case.text}\n      {'; '.join(problems)}")

    @property
    def value(self) -> float:
        """Share of value, bound and unit right, of what is wanted or told."""
        return self.right / max(1, self.wanted + self.told - self.right)

    @property
    def periods(self) -> float:
        return self.period / max(1, self.right)
