"""What an event and a timeline are called: "Timeline: from the dam breach to the inquiry".

An event is called by words of those who tell of it: the run after "the" or "a", or after what somebody has ("Ida Korhonen's
letter"), that most of their sentences and headlines have, which is thus a thing with a name; one that ends in a capital is
somebody ("the Water Board") and no event. Where they have none in common (and in languages other than English) a headline is
quoted, or the day stands in its place.
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
HEADLINE = 70
"""Characters of a headline that may stand in a title."""
MAIN = 3
"""One event in so many is a main one: a title names the first and the last of these."""
UNTOLD = "Timeline: nothing was found"

_LED = re.compile(r"\b(?:[Tt]he|[Aa]n?) ((?:[\w’'-]+ ?){1,5})")
_OWNED = re.compile(r"\b((?:[A-Z][\w-]+ ){0,3}[A-Z][\w-]+[’']s) ((?:[\w-]+ ?){1,4})")
_WORD = re.compile(r"[\w']+")
_QUOTED = re.compile(r"[‘“\"'].+[’”\"']: (.+)")
_CLAUSES = re.compile(r"(?:[,;:，：；] ?| [–—-] )(?=\D)")
_ENDS = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being has have had will would can could may might "
    "must should that which who whom whose when where while after before since until over under into about against between during "
    "through than its their his her our it they he she said says told not also first last next this these those more most other "
    "same new next past day days week month year years time end only just now then there here had did do does so if because due "
    "came went made took held began started continued hit struck killed met announced reported called found left broke sank fell rose".split()
)
_VERB = re.compile(
    r"(?!(?:meet|hear|shoot|bomb|kill|rul|open|clos|sink|wedd|brief|cross|land|launch|gather|fir|sentenc|sitt|strand)ing$).{3,}(?:ed|ing)$"
)
"""What looks like a verb, but for deeds that are things."""


def is_weak(word: str) -> bool:
    """Whether no thing's name ends with a word, in small letters, and none goes on with it."""
    return word in _ENDS


def is_verb(word: str) -> bool:
    """Whether a word, in small letters, looks like a verb."""
    return _VERB.match(word) is not None


def name(sentences: Iterable[str], headlines: Sequence[str] = ()) -> str | None:
    """What those who tell of an event call it, in their sentences and, where they have headlines, in one of those too; else the
    first headline itself, if it is short."""
    found: Counter[str] = Counter()
    for sentence in sentences:
        found.update(things(sentence))
    over = [f" {_folded(headline)} " for headline in headlines]
    in_headlines = {run: sum(f" {_folded(run)} " in h for h in over) for run in found}
    common = [
        run
        for run, count in found.items()
        if count + in_headlines[run] >= FEWEST and _is_thing(run) and (in_headlines[run] or not over)
    ]
    best = max(common, key=lambda run: (found[run] * run.count(" "), run), default=None)
    if best:
        return best if _OWNED.match(best) else f"the {best}"
    first = _clause(headlines[0]) if headlines else ""
    return f"“{first}”" if 0 < len(first) <= HEADLINE else None


def _clause(headline: str) -> str:
    """What a headline says first, or behind the quotation that it begins with."""
    said = " ".join(headline.split())
    quoted = _QUOTED.match(said)
    if quoted:
        return quoted[1][:1].upper() + quoted[1][1:]
    first = _CLAUSES.split(said, maxsplit=1)[0]
    return first if first.count(" ") >= 2 else said


def things(sentence: str) -> set[str]:
    """The things that a sentence may be about: what follows an article, and what somebody has ("Ida Korhonen's letter")."""
    led = {run for match in _LED.finditer(sentence) for run in _runs(match[1].split())}
    owned = {f"{match[1]} {run}" for match in _OWNED.finditer(sentence) for run in _runs(match[2].split())}
    return led | owned


def _is_thing(run: str) -> bool:
    return " " in run and run.rpartition(" ")[2].islower()


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))


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
