"""The made-up sentences of tests/cases/announcements: the first line says language and day, a heading the style of those that follow.

`Sentence. => 2020-11-10 day scheduled; moved 2020-12-03 day scheduled was 2020-11-12`: what it announces, each with what it does if that
is not to announce, its day or days (`first..last`, or `undated`), precision, certainty, and the days on which it was to be; `none` for
a sentence that announces nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beatbook.model import Act, Announcing, Certainty, Days, Precision
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from tests.writing.pieces import article

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "announcements"


@dataclass(frozen=True)
class Expected:
    act: Act
    days: Days | None
    precision: Precision
    certainty: Certainty
    was: Days | None


@dataclass(frozen=True)
class Case:
    file: str
    language: str
    day: date
    style: str
    text: str
    expected: tuple[Expected, ...]

    def found(self, ears: Ears) -> list[Announcing]:
        """What the sentence announces; a denial by itself is nothing."""
        found = announcings(article("case", self.text, language=self.language), self.day, ears)
        return [one for one in found if one.act is not Act.DENIED]


def announcing_cases(*names: str) -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        if names and path.stem not in names:
            continue
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        _, language, day = head.split()
        style = ""
        for line in lines:
            if line.startswith("## "):
                style = line[3:]
            elif line.strip():
                text, _, said = line.partition(" => ")
                expected = () if said == "none" else tuple(map(_expected, said.split("; ")))
                yield Case(path.stem, language, date.fromisoformat(day), style, text, expected)


def _expected(said: str) -> Expected:
    words = said.split()
    act = Act(words.pop(0)) if words[0] in ("moved", "cancelled") else Act.ANNOUNCED
    days, precision, certainty = words[:3]
    was = _days(words[4]) if "was" in words else None
    return Expected(act, _days(days), Precision(precision), Certainty(certainty), was)


def _days(said: str) -> Days | None:
    if said == "undated":
        return None
    first, _, last = said.partition("..")
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@dataclass
class Count:
    """Sentences and announcements, told and wanted. Right are days and precision, and so certainty and act where all agree."""

    sentences: int = 0
    none: int = 0
    told: int = 0
    wanted: int = 0
    right: int = 0
    certain: int = 0
    acts: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, case: Case, found: list[Announcing]) -> None:
        self.sentences += 1
        self.none += not case.expected
        self.told += len(found)
        self.wanted += len(case.expected)
        for expected in case.expected:
            met = [a for a in found if a.days == expected.days and a.precision is expected.precision]
            self.right += bool(met)
            self.certain += any(a.certainty is expected.certainty for a in met)
            self.acts += any(a.act is expected.act and a.was == expected.was for a in met)
