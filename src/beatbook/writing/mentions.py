"""What an article says of days: when it came out, of which day its news is, and which days its sentences mention.

A timeline is made of a whole archive, so an article is read once and lightly: only lines that have a word of a date are parted into
sentences, and of English ones only the words of the date are read (`read.when`), once for each way in which it is put that day.
What is kept is days and spans, no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from beatbook.filing.words import fold
from beatbook.model import Article, Version
from beatbook.read.language import Languages
from beatbook.read.sentences import sentences
from beatbook.read.when import dates
from beatbook.read.when.sense import looks_ahead

CHARACTERS = 40_000
"""Characters of an article that are looked at."""
MOST = 80
"""Mentions that are kept of an article."""
BACK = 3
"""Days back to which an article's news may reach when its first sentences name the day."""
BEGINNING, LEAD = 5, 700
"""Lines, and characters at most, in which an article names the day of its news."""
SENTENCE = 130
"""Characters of a sentence of news, for telling how dense in words of the question a text is."""
DENSE = 2.0
"""An article is wholly on the question if every second sentence has a word of it."""
REMEMBERED = 50_000
"""Ways to put a date that are remembered before all are forgotten."""
NEAR = 60
"""Characters before and after a date's main word in which the others stand."""

_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec".split()
)
_DAYS = frozenset("Yesterday Today Tonight Tomorrow yesterday today tonight tomorrow".split())
_MAIN_WORDS = _WEEKDAYS | _MONTHS | _DAYS
_MAIN = re.compile(
    r"[MTWFSJAONDYyt](?:onday|uesday|ednesday|hursday|riday|aturday|unday|an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|esterday|o(?:day|night|morrow))[a-z]*"
)
"""What may be such a word: first the letter, which is found quickly."""
_OTHERS = frozenset(
    "on by since until till from to through between and or of the last next this past early late earlier later before after mid "
    "around about morning afternoon evening night noon week month year ago".split()
) | {word.lower() for word in _WEEKDAYS | _MONTHS | _DAYS}
_IN_A_NAME = re.compile(
    rf"\.? \d{{1,2}}(?:st|nd|rd|th)? (?!(?:{'|'.join(sorted(_WEEKDAYS | _MONTHS))})\b)[A-Z]\w"
)
_QUOTES = frozenset('"“‘„«')
_BEFORE_A_THING = re.compile(r"\.? \d{1,2}(?:st|nd|rd|th)? [a-z]{3}")
"""What follows a month that is part of a name ("October 4 Declaration"), or stands before a thing with "the" or a quotation mark."""
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_PIECE = re.compile(r"\d+\.\d+|\d{1,3}(?:,\d{3})+(?!\d)|[^\s,.–—-]+|[,.–—-]")
"""Words and signs. "July, 2.1 percent" and "July, 2,100 boxes" have no 2 that could be a day."""
_FIGURE = re.compile(r"\d")
_DATED = re.compile(r"\d|일|日|曜|周|週|星期|tag\b|woch\b|di\b|manche\b")
"""What lines of other languages have if they name a day."""


_ASIDE = re.compile(
    r"\b(?:that|which|who|when|since|after|where)\s(?:[\w'’]+\s){0,4}"
    rf"(?:{'|'.join(sorted(_WEEKDAYS))}|yesterday|(?:{'|'.join(sorted(_MONTHS))})\.?\s\d)"
)


class Mention(NamedTuple):
    """A sentence, by its span, that mentions a day (an ordinal)."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Noted:
    """An article as a timeline keeps it. `day` is when it came out, `news` the day of its news, both ordinals; `share`
    says from 0 to 1 how much of it is on what was asked."""

    number: int
    day: int
    news: int
    share: float
    language: str | None
    mentions: tuple[Mention, ...]


class Question:
    """A few words that a timeline is asked for by, or none."""

    def __init__(self, query: Sequence[str]) -> None:
        self._words = sorted({folded for word in query for folded in fold(word)})

    def share(self, version: Version) -> float:
        """How much of a text is on the question, by words that begin as its words do; all of it if nothing is asked."""
        if not self._words:
            return 1.0
        text = f" {version.headline or ''} {version.text[:CHARACTERS]}".lower().replace("\n", " ")
        hits = sum(text.count(f" {word}" if word.isascii() else word) for word in self._words)
        return min(1.0, DENSE * hits / max(1.0, len(text) / SENTENCE))


class Notes:
    """Reads articles for a question: a few words, or none if everything counts alike."""

    def __init__(self, query: Sequence[str] = (), languages: Languages | None = None) -> None:
        self._languages = languages or Languages()
        self._question = Question(query)
        self._known: dict[tuple[str, bool | None, int], tuple[int, ...]] = {}

    def of(self, article: Article, number: int, day: date) -> Noted:
        version = article.version
        text = version.text[:CHARACTERS]
        language = self._languages.of(text[:600], version.language)
        share = self._question.share(version)
        mentions = tuple(self._mentions(text, day, language)) if share else ()
        return Noted(
            number, day.toordinal(), _news(mentions, text, day.toordinal()), share, language, mentions
        )

    def _mentions(self, text: str, day: date, language: str | None) -> list[Mention]:
        found: list[Mention] = []
        is_english = language == "en"
        hits = _main_words(text) if is_english else (m.span() for m in _DATED.finditer(text))
        spans: list[tuple[int, int]] = []
        line = (0, 0)
        for start, end in hits:
            if len(found) >= MOST:
                break
            if start >= line[1]:
                first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
                line = (first, last if last >= 0 else len(text))
                spans = [(first + a, first + b) for a, b in sentences(text[slice(*line)], language)]
            span = next((s for s in spans if s[0] <= start < s[1]), None)
            if span is None:
                continue
            if is_english:
                days = self._put(text, start, end, span, day)
            else:
                days = _days(text[slice(*span)], day, language)
                spans.remove(span)
            for each in days:
                mention = Mention(each, *span)
                if mention not in found[-3:]:
                    found.append(mention)
        return found

    def _put(self, text: str, start: int, end: int, span: tuple[int, int], day: date) -> tuple[int, ...]:
        """The days that the words of a date around its main word mean."""
        if text[start:end] in _MONTHS and _is_name(text, start, end):
            return ()
        words = _around(text, start, end, span)
        ahead = None if text[start:end] in _DAYS else looks_ahead(text, start, end, "en")
        # Without a figure all is reckoned in weeks, and what is said on one Tuesday holds for all of them.
        ordinal = day.toordinal()
        key = (words, ahead, ordinal if _FIGURE.search(words) else day.weekday())
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            verb = {None: "", True: "will meet ", False: "met "}[ahead]
            known = tuple(found - ordinal for found in _days(verb + words, day, "en"))
            self._known[key] = known
        return tuple(ordinal + shift for shift in known)


def _main_words(text: str) -> Iterator[tuple[int, int]]:
    """Weekdays, months that have a number beside them, yesterday and its like: one for each date, or two."""
    for hit in _MAIN.finditer(text):
        word = hit[0]
        if word not in _MAIN_WORDS or text[max(0, hit.start() - 1) : hit.start()].isalnum():
            continue
        if word not in _MONTHS:
            yield hit.span()
        else:
            before, after = text[max(0, hit.start() - 6) : hit.start()], text[hit.end() : hit.end() + 4]
            if any(c.isdigit() for c in after) or any(c.isdigit() for c in before):
                yield hit.span()


def is_aside(sentence: str) -> bool:
    """Whether an English sentence names a day in a clause that depends on another."""
    return _ASIDE.search(sentence) is not None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a month and day name a thing: "the October 4 declaration" of any year, not what happened on October 4."""
    if _IN_A_NAME.match(text, end):
        return True
    is_led = text[max(0, start - 4) : start].lower() == "the " or text[max(0, start - 1) : start] in _QUOTES
    return is_led and _BEFORE_A_THING.match(text, end) is not None


def _around(text: str, start: int, end: int, span: tuple[int, int]) -> str:
    """The main word of a date with the words around it that may belong to it."""
    before = _PIECE.findall(text[max(span[0], start - NEAR) : start])
    after = _PIECE.findall(text[end : min(span[1], end + NEAR)])
    first = len(before)
    while first and _belongs(before[first - 1]):
        first -= 1
    last = 0
    while last < len(after) and _belongs(after[last]):
        last += 1
    return " ".join([*before[first:], text[start:end], *after[:last]])


def _belongs(piece: str) -> bool:
    return piece in ",.–—-" or piece.lower() in _OTHERS or _NUMBER.fullmatch(piece) is not None


def _days(text: str, day: date, language: str | None) -> tuple[int, ...]:
    """The single days that a text mentions."""
    found = (
        d.first for d in dates(text, day, language) if d.grain == "day" and d.first and d.first == d.last
    )
    return tuple(dict.fromkeys(first.toordinal() for first in found))


def _news(mentions: Sequence[Mention], text: str, day: int) -> int:
    """The first day just past that the first lines name, else the day when the article came out."""
    end = 0
    for _ in range(BEGINNING):
        end = text.find("\n", end + 1)
        if end < 0:
            end = len(text)
            break
    end = min(end, LEAD)
    return next((m.day for m in mentions if m.start < end and day - BACK <= m.day <= day), day)
