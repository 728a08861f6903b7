"""What an event and a timeline are called: "Timeline: from the dam breach to the inquiry".

An event is called by words of those who tell of it: the run after "the" that most of the day's sentences have, which is thus a
thing with a name; one that ends in a capital is somebody's ("the Water Board") and no event. Where they have none in common
(and in languages other than English) the day stands in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from beatbook.model import Event

FEWEST = 2
"""Sentences that must have a run of words for it to name the event."""
WORDS = 4
"""Words of a name at most, after "the"."""
MAIN = 3
"""One event in so many is a main one: a title names the first and the last of these."""
UNTOLD = "Timeline: nothing was found"

_THE = re.compile(r"\b[Tt]he ((?:[\w’'-]+ ?){1,5})")
_ENDS = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being has have had will would can could may might "
    "must should that which who whom whose when where while after before since until over under into about against between during "
    "through than its their his her our it they he she said says told not also first last next this these those more most other "
    "same new next past day days week month year years time end only just now then there here had did do does so if because due "
    "came went made took held began started continued hit struck killed met announced reported called found left broke sank fell rose".split()
)
_VERB = re.compile(r".{3,}(?:ed|ing)$")


def name(sentences: Iterable[str]) -> str | None:
    """What those who tell of an event call it."""
    found: Counter[str] = Counter()
    for sentence in sentences:
        found.update({run for match in _THE.finditer(sentence) for run in _runs(match[1].split())})
    common = [
        run
        for run, count in found.items()
        if count >= FEWEST and " " in run and run.rpartition(" ")[2].islower()
    ]
    best = max(common, key=lambda run: (found[run] * run.count(" "), run), default=None)
    return f"the {best}" if best else None


def _runs(words: Sequence[str]) -> list[str]:
    """The beginnings of a run of words, up to one that ends a thing's name."""
    out: list[str] = []
    for count, word in enumerate(words[:WORDS], 1):
        if word.lower() in _ENDS or _VERB.match(word):
            break
        out.append(" ".join(words[:count]))
    return out


def title(events: Sequence[Event]) -> str:
    """The title of a timeline: from its first main event to its last. `events` are in the order of their days."""
    if not events:
        return UNTOLD
    most = sorted(events, key=lambda e: (-e.score, e.day))[: max(2, len(events) // MAIN)]
    first, last = min(most, key=lambda e: e.day), max(most, key=lambda e: e.day)
    if first.day == last.day:
        return f"Timeline: {_called(first)}"
    return f"Timeline: from {_called(first)} to {_called(last)}"


def _called(event: Event) -> str:
    return event.name or spoken(event.day)


def spoken(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
