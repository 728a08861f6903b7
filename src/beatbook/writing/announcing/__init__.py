"""Announcements: what the sentences of an article say is coming, is put off, or is called off.

    announcings(article, date(2020, 11, 5), ears)

A line is looked at only if it has a word of a date and one of what is to come; of such lines each sentence is read by the rules of
its language (`english`, `korean`, `others`), which say for which days it announces something and how certain that is. What they
find is given only if the sentence can stand alone and passes the gate. That something will not be done on a day is given as a denial
(`Act.DENIED`): whoever joins announcings drops it where nobody had announced the thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from beatbook.model import Announcing, Article
from beatbook.read.language import normal_code
from beatbook.read.sentences import sentences
from beatbook.writing import evidence
from beatbook.writing.announcing import english, korean, others
from beatbook.writing.announcing.found import Found, Place
from beatbook.writing.candidates import Ears
from beatbook.writing.material import Member

__all__ = ["announcings"]

CHARACTERS = 40_000
"""Characters of an article that are looked at."""
LONGEST = 700
"""Characters of a sentence that announces something."""
MOST = 40
"""Announcements of one article, at most: what has more is a calendar."""
BEGINNING = 600
"""Characters by which the language of an article is told."""

_WORDS = {
    "en": re.compile(
        r"\b(?:scheduled?|slated|set|due|will|shall|be|is|are|to|for|on|in|at|by|from|until|plans?|planned|planning|expected|expects?|upcoming|held|hold|take|takes|"
        r"place|said|says|announced|also|would|could|may|might|originally|postponed|cancelled|canceled|likely)\b",
        re.I,
    ),
    "ko": re.compile(r"예정|계획|방침|전망|개최|열린다|열릴|밝혔다|이라고|것으로|한다고"),
}


def announcings(article: Article, day: date, ears: Ears, version: str = "") -> list[Announcing]:
    """What an article that came out on `day` says is coming, in order. `version` names the version that is cited."""
    text = article.version.text[:CHARACTERS]
    language = ears.languages.of(text[:BEGINNING], article.version.language)
    code = normal_code(language) or "en"
    rules = _rules(code)
    if rules is None:
        return []
    likely, found_in = rules
    member = Member(article, version=version)
    out: list[Announcing] = []
    for start, end in _likely(text, likely(text), language):
        found = found_in(text[start:end], day)
        if found and len(out) < MOST:
            out += _cited(member, start, end, found, day, ears, language)
    return out


Rules = tuple[Callable[[str], list[tuple[int, bool]]], Callable[[str, date], list[Found]]]


def _rules(code: str) -> Rules | None:
    """Where a text of a language may announce something, and what finds it in a sentence."""
    if code == "en":
        return english.likely, english.found
    if code == "ko":
        return korean.likely, korean.found
    if code in others.CODES:
        return partial(others.likely, code=code), partial(others.found, code=code)
    return None


def _likely(text: str, marks: Sequence[tuple[int, bool]], language: str | None) -> Iterator[Place]:
    """The sentences that have a mark of a date and one of the future; only lines that have both are parted."""
    for first, last, here in _spread(marks, _lines(text, marks)):
        parts = [(first + a, first + b) for a, b in sentences(text[first:last], language)]
        yield from ((a, b) for a, b, _ in _spread(here, parts) if b - a <= LONGEST)


def _lines(text: str, marks: Sequence[tuple[int, bool]]) -> Iterator[Place]:
    last = -1
    for at, _ in marks:
        if at > last:
            last = text.find("\n", at + 1)
            last = len(text) if last < 0 else last
            yield text.rfind("\n", 0, at + 1) + 1, last


def _spread(
    marks: Sequence[tuple[int, bool]], places: Iterable[Place]
) -> Iterator[tuple[int, int, list[tuple[int, bool]]]]:
    """Of places in order, those in which there are marks of both kinds, with these."""
    at = 0
    for start, end in places:
        while at < len(marks) and marks[at][0] < start - 1:
            at += 1
        after = at
        while after < len(marks) and marks[after][0] < end:
            after += 1
        here = marks[at:after]
        if len({kind for _, kind in here}) == 2:
            yield start, end, list(here)


def _cited(
    member: Member, start: int, end: int, found: Sequence[Found], day: date, ears: Ears, language: str | None
) -> list[Announcing]:
    """What was found in a sentence, if the sentence may be published and names the days itself."""
    sentence = ears.single(member, 0, start, end, language)
    if sentence.why:
        return []
    text = member.article.version.text
    span = sentence.span
    if not evidence.check(sentence.text, [text[span.start : span.end]], day=day).supported:
        return []
    return [
        Announcing(
            sentence.text,
            span,
            day,
            each.days,
            each.precision,
            each.certainty,
            _stems(text[start:end], each, ears, language),
            each.act,
            each.stated_by,
            each.was,
            language,
        )
        for each in found
        if span.start <= start + each.at[0] and start + each.at[1] <= span.end
    ]


def _stems(text: str, found: Found, ears: Ears, language: str | None) -> tuple[str, ...]:
    """The telling words of what is to come: those of the sentence that are not spent on saying when, who says so, and that it comes."""
    kept, at = [], 0
    for start, end in sorted(found.spent):
        if start > at:
            kept.append(text[at:start])
        at = max(at, end)
    rest = " ".join([*kept, text[at:]])
    words = _WORDS.get(language or "")
    deed = ears.stems(text[slice(*found.deed)]) if found.deed else ()
    return (*deed, *ears.stems(words.sub(" ", rest) if words else rest))
