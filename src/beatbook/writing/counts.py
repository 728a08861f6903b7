"""Counts that change from report to report: the dead, the hurt, the missing, the arrested.

Where reports of one story give different ones, the latest by publication stands, and the older sentence is not shown beside
it as if both held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from beatbook.read.text import STEM
from beatbook.writing.candidates import Sentence

_SMALL = {
    word: n
    for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"], 1)
}  # fmt: skip
_NUMBER = rf"(?P<n>\d[\d,.]*\d|\d|{'|'.join(_SMALL)})(?P<scale>\s(?:hundred|thousand|million))?"
_PEOPLE = r"(?:\s(?:other|more|people|persons?|civilians?|men|women|children|soldiers?|troops|workers|passengers|victims|[a-z]+s|were|have|had|has|are|been|be|confirmed|reported|feared|left|also|now|at|least)){0,5}"
_KINDS = (
    ("dead", r"(?:killed|dead|died|deaths?|drowned|fatalities|lives|slain)"),
    ("hurt", r"(?:injured|wounded|hurt|injuries|hospitali[sz]ed)"),
    ("missing", r"(?:missing|unaccounted)"),
    ("held", r"(?:arrested|detained|arrests|detentions)"),
    ("homeless", r"(?:homeless|displaced|evacuated)"),
)
_ABOUT = r"(?:at\sleast\s|more\sthan\s|about\s|some\s|nearly\s|over\s|up\sto\s|around\s)?"
_COUNTS = (
    *((kind, re.compile(rf"\b{_NUMBER}{_PEOPLE}\s{noun}\b", re.I)) for kind, noun in _KINDS),
    ("dead", re.compile(rf"\bkill(?:ed|ing|s)\s{_ABOUT}{_NUMBER}\b", re.I)),
    (
        "dead",
        re.compile(
            rf"\b(?:death\s)?toll(?:\s\w+){{0,6}}\s(?:to|at|of|passed|reached|passing)\s{_ABOUT}{_NUMBER}\b",
            re.I,
        ),
    ),
    (
        "dead",
        re.compile(
            rf"\b(?:dead|killed|deaths)(?:\s\w+){{0,4}}\s(?:exceeds|exceeded|exceeding|tops|topped|passes|passed|reaches|reached|above|to)\s{_ABOUT}{_NUMBER}\b",
            re.I,
        ),
    ),
    ("hurt", re.compile(rf"\b(?:injur|wound)(?:ed|ing|es|s)\s{_ABOUT}{_NUMBER}\b", re.I)),
)
_ANY = re.compile(
    r"kill|dead|died|death|toll|drown|fatal|slain|lives|injur|wound|hurt|hospital|missing|unaccounted|arrest|detain|detention|homeless|displac|evacuat",
    re.I,
)
_OF_COUNTS = frozenset(
    word[:STEM]
    for word in [
        "killed",
        "dead",
        "died",
        "death",
        "deaths",
        "toll",
        "drowned",
        "fatalities",
        "lives",
        "injured",
        "wounded",
        "hurt",
        "injuries",
        "missing",
        "arrested",
        "detained",
        "homeless",
        "displaced",
        "evacuated",
        "people",
        "persons",
        "least",
        "more",
        "than",
        "some",
        "about",
        "confirmed",
        "reported",
        "number",
    ]
)
"""What every such sentence says, whatever the event."""
SHARED = 2
"""Telling words that two sentences must share, beside the count, to be about one event."""


class Count(NamedTuple):
    kind: str
    number: float


def counts(text: str) -> set[Count]:
    """The counts that a sentence states."""
    found: set[Count] = set()
    if _ANY.search(text) is None:
        return found
    for kind, pattern in _COUNTS:
        for match in pattern.finditer(text):
            said = match["n"].lower()
            number = float(_SMALL[said]) if said in _SMALL else _number(said)
            scale = {"hundred": 100, "thousand": 1000, "million": 1_000_000}.get(
                (match["scale"] or "").strip().lower(), 1
            )
            found.add(Count(kind, number * scale))
    return found


def _number(said: str) -> float:
    digits = said.replace(",", "").strip(".")
    return float(digits) if digits.count(".") <= 1 else float(digits.replace(".", ""))


def outdated(found: Iterable[Sentence], days: Sequence[date | None]) -> dict[Sentence, Sentence]:
    """The sentences whose count a later report of the same event gives otherwise, each with that report's sentence. `days`
    has, by member, when it came out; of members without a day, or of one day, the later in the list is the later one."""
    stated = [(s, counts(s.text)) for s in found]
    stated = [(s, c) for s, c in stated if c]

    def when(s: Sentence) -> tuple[date, int]:
        return days[s.member] or date.min, s.member

    out: dict[Sentence, Sentence] = {}
    for s, mine in stated:
        for other, theirs in stated:
            if other.member == s.member or when(other) <= when(s):
                continue
            kinds = {c.kind for c in mine} & {c.kind for c in theirs}
            differ = any(
                not {c for c in mine if c.kind == k} & {c for c in theirs if c.kind == k} for k in kinds
            )
            if differ and len((set(s.stems) & set(other.stems)) - _OF_COUNTS) >= SHARED:
                out[s] = other
                break
    return out
