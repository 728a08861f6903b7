"""What an article is about, as terms that can be counted and compared: names, numbers, and its year.

* A *name* is a word written with a capital inside sentences, or one that is written so only and rare. Names are compared
  across languages and scripts: without accents, Cyrillic in Latin letters, one vowel at the end cut (it bends), and
  countries by the name that English has for them.
* In scripts without capitals rare words stand in for names: of those without blanks pairs of letters, of Korean the words
  without the particle at their end.
* *Words* are all others in scripts with capitals, cut to six letters, which does for the endings of most languages
  (McNamee and Mayfield 2004). They say what kind of event it was: like events have them in common, so they count less
  than names, but a report without a name has nothing else.
* *Numbers* are taken as written, without signs for thousands. Days and months are no names: when something was reported
  is known better.

Names and words are told apart by `WORD` before the latter. Paragraphs that have a known form of boilerplate take no part.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import babel

from beatbook.filing import words as fw
from beatbook.filing.background import Background
from beatbook.model import Version
from beatbook.read.boilerplate import known_form
from beatbook.read.dates import parse_date

MOST = 12_000
"""Characters of a text that are looked at: news is told in its first two thousand words."""
LEAD = 400
"""Characters at the beginning of a text that say what it is about; terms in them and in the headline count more."""
SHORT = 3_000
"""Characters of a text that is looked through for boilerplate; in longer ones a paragraph of it changes nothing."""
COMMON = 0.005
"""Share of articles with a word from which a capital at the beginning of a sentence makes no name of it."""

WORD = "~"
"""Stands before words that are no names."""
STEM = 6
"""Letters of a word by which it is compared."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_INSIDE = re.compile(r"(?<=[\w,;)’'][ \xa0])[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ][^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.]\d{3})+")
_ENDS = re.compile(r"[.!?…。”\"'’)]\s*$")
_SURROGATES = re.compile("[\ud800-\udfff]")
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\s*,\s*(?:19|20)\d\d\b"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:19|20)\d\d\b",
    re.I,
)
_CLOCK = ("gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "bst", "cet", "cest", "am", "pm", "sept")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PARTICLE = re.compile(
    r"(?<=..)(?:에서는|으로는|이라고|에서|에게|으로|까지|부터|라고|은|는|이|가|을|를|의|에|와|과|도|로|만)$"
)
_CYRILLIC = str.maketrans(
    dict(zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya yo i yi ye g".replace("-", "").split(" "),
        strict=True,
    ))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one article and how often it has them. `leading` are the names and words in its headline and first
    sentences; `shown` has both as they are written; `year` is the latest that the text mentions, `day` (an ordinal)
    what it says of itself in its first lines."""

    names: dict[str, int]
    words: dict[str, int]
    numbers: dict[str, int]
    leading: frozenset[str]
    shown: dict[str, str]
    year: int | None
    day: int | None


def name_key(folded: str) -> str:
    """What a folded name is compared by."""
    key = folded if folded.isascii() else folded.translate(_CYRILLIC)
    return key[:-1] if len(key) > 5 and key[-1] in "aeiouym" else key


def word_key(folded: str) -> str:
    """What a folded word is compared by."""
    return WORD + folded[:STEM]


def is_name(term: str) -> bool:
    return not term.startswith(WORD)


def pieces(token: str) -> list[str]:
    """A folded token as the words that it holds: of Korean ones the stem, of other runs the pairs of letters."""
    if token.isascii():
        return [token]
    return [_PARTICLE.sub("", token)] if _HANGUL.match(token) else fw.grams(token)


class _Written(NamedTuple):
    """A form as it is written in texts, and what it stands for: a number, a word (a name, if it has a capital and is
    rare or has it inside sentences), or names in a script without capitals, each with how it is written. `word` is
    empty for short words, and in scripts without capitals."""

    folded: str = ""
    name: str = ""
    word: str = ""
    number: str = ""
    is_capital: bool = False
    is_rare: bool = False
    names: tuple[tuple[str, str], ...] = ()


REMEMBERED = 300_000
"""Forms that are remembered; then all are forgotten, as the words of the day come back at once."""


class Reader:
    """Reads the terms of articles. Holds word lists, how often words occur in general, and the forms met so far."""

    def __init__(self) -> None:
        self._names = Background(name_key)
        self._words = Background(word_key)
        self._written: dict[str, _Written] = {}

    @cached_property
    def countries(self) -> frozenset[str]:
        """The keys of countries' English names."""
        return frozenset(self._countries.values())

    def share(self, term: str) -> float:
        """The share of articles in general that have a name or word, from 0 to 1."""
        return (self._names if is_name(term) else self._words).share(term)

    def of(self, version: Version) -> Terms:
        """The terms of an article."""
        text = _SURROGATES.sub("", version.text[:MOST])
        if len(version.text) < SHORT:
            text = "\n".join(p for p in text.split("\n") if p.strip() and not known_form(p))
        head = " . ".join(part for part in (version.headline, version.deck) if part)
        forms = Counter(_TOKEN.findall(text))
        forms.update(_TOKEN.findall(head))
        if len(self._written) > REMEMBERED:
            self._written.clear()

        names: dict[str, int] = {}
        numbers: dict[str, int] = {}
        shown: dict[str, str] = {}
        capitals: list[tuple[str, _Written, int]] = []
        others: list[tuple[str, _Written, int]] = []
        small: set[str] = set()
        for form, count in forms.items():
            written = self._of(form)
            if written.is_capital:
                capitals.append((form, written, count))
            elif written.number:
                numbers[written.number] = numbers.get(written.number, 0) + count
            elif written.folded:
                small.add(written.folded)
                others.append((form, written, count))
                for name, piece in written.names:
                    names[name] = names.get(name, 0) + count
                    shown.setdefault(name, piece)
        inside = {self._of(form).folded for form in _INSIDE.findall(_in_sentences(text))}
        for form, written, count in capitals:
            if written.folded not in small and (written.is_rare or written.folded in inside):
                names[written.name] = names.get(written.name, 0) + count
                shown.setdefault(written.name, form)
            else:
                others.append((form, written, count))
        words: dict[str, int] = {}
        for form, written, count in others:
            if written.word and written.name not in names:
                words[written.word] = words.get(written.word, 0) + count
                shown.setdefault(written.word, form)
        first = map(self._of, _TOKEN.findall(f"{head} {text[:LEAD]}"))
        leading = frozenset(t for w in first for t in (w.name, w.word, *(piece for piece, _ in w.names)))
        return Terms(names, words, numbers, leading, shown, _year(text), _day(text))

    def _of(self, form: str) -> _Written:
        written = self._written.get(form)
        if written is None:
            written = self._written[form] = self._read(form)
        return written

    def _read(self, form: str) -> _Written:
        if form[0].isdigit():
            return _Written(number=re.sub(r"[,.]", "", form) if _THOUSANDS.fullmatch(form) else form)
        folded = _fold(form)
        if len(folded) < 2 or folded in self._calendar:
            return _Written()
        name = name_key(folded)
        rare = self._names.share(name) < COMMON
        if folded.isascii() or form != form.swapcase():
            word = word_key(folded) if len(folded) > 2 else ""
            return _Written(folded, name, word, is_capital=form[0].isupper(), is_rare=rare)
        named = [(self._countries[country], country) for country in self._countries_in.findall(folded)]
        named += [(piece, piece) for piece in pieces(folded) if self._names.share(piece) < COMMON]
        return _Written(folded, names=tuple(named))

    @cached_property
    def _calendar(self) -> frozenset[str]:
        """Names of days and months, and what stands beside times. Not "may" and "mars", which are words."""
        found = set(_CLOCK)
        for code in ("en", "de", "fr", "es", "it", "pt", "nl", "ru"):
            locale = babel.Locale.parse(code)
            for table in (locale.days, locale.months):
                for context in table.values():
                    for width in ("wide", "abbreviated"):
                        found |= {_fold(name) for name in context.get(width, {}).values()}
        return frozenset(found - {"may", "mars", ""})

    @cached_property
    def _countries(self) -> dict[str, str]:
        """Countries as scripts without capitals write them, and the key of their English name."""
        english = babel.Locale.parse("en").territories
        found: dict[str, str] = {}
        for code in ("ko", "zh", "ja"):
            for territory, name in babel.Locale.parse(code).territories.items():
                if territory.isalpha() and len(name) > 1:
                    last = fw.fold(english.get(territory, territory))
                    if last and name[0] not in "0123456789":
                        found[_fold(name)] = name_key(max(last, key=len))
        return found

    @cached_property
    def _countries_in(self) -> re.Pattern[str]:
        names = sorted(self._countries, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names)))


def _fold(form: str) -> str:
    return form.lower() if form.isascii() else "".join(fw.fold(form))


def _in_sentences(text: str) -> str:
    """The text without the lines at its beginning that are set like a headline: there every word has a capital."""
    lines = text.split("\n")
    kept = []
    for line in lines[:6]:
        found = line.split()
        letters = sum(word[:1].isalpha() for word in found)
        capitals = sum(word[:1].isupper() for word in found)
        if not found or len(found) > 25 or capitals < 0.6 * letters or _ENDS.search(line):
            kept.append(line)
    return "\n".join(kept + lines[6:])


def _year(text: str) -> int | None:
    return max(map(int, _YEAR.findall(text)), default=None)


def _day(text: str) -> int | None:
    found = _DAY.search(text[:600])
    moment = parse_date(re.sub(r"\s*,\s*", ", ", found[0])) if found else None
    return moment.day.toordinal() if moment else None
