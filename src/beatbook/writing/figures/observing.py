"""What an article states of a figure.

A sentence is looked at if it has a word of each group that must be near. A number of it is an observation if it counts what the figure
counts, in its unit and over one of its periods, can be believed, and is said to be so: what is forecast, aimed at, asked for
or denied is none, nor is a part, an average, or by how much something changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from beatbook.model import Article, Bound, Cited, Days, Figure, Observation, PeriodKind, Span
from beatbook.read.language import normal_code, script
from beatbook.read.quantities import LONGEST, Period, Quantity, quantities
from beatbook.read.sentences import sentences
from beatbook.read.units import UNITS
from beatbook.read.when.values import made, month_end
from beatbook.writing import edges, evidence, selfstanding
from beatbook.writing.announcing.speakers import english_speaker, korean_speaker
from beatbook.writing.candidates import LED_TO, SAYS_HEADLINE, Ears
from beatbook.writing.material import Member

CHARACTERS = 40_000
"""Characters of an article that are looked at."""
CONTEXT = 2
"""Sentences before one, of its paragraph, that are read with it: what they count it may count, too."""
LARGEST = 1e15
"""No number of a figure is larger: it could not be told from its neighbours, and nobody counts so many."""
SHORT = 120
"""Characters of a text whose language cannot be told by its words: in Latin letters it counts as English."""
BEGINNING = 600
"""Characters by which the language of an article is told."""

_LEANS = frozenset((selfstanding.LEANS, selfstanding.NO_ANTECEDENT, selfstanding.UNNAMED, selfstanding.NO_SPEAKER, selfstanding.TOO_SHORT, selfstanding.LEADS_ON,
                    selfstanding.NO_VERB, selfstanding.HEADING, SAYS_HEADLINE, LED_TO))  # fmt: skip
"""Reasons for which a sentence may not be published alone, and still states a number: it is shown beside it, not as news."""


# ---- the words of a figure ------------------------------------------------------------------------------------------------------

_NO_SPACES = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def _pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """Any of some words or phrases as they stand in texts: `*` is any ending, and of the singular the plural is meant, too."""
    forms = []
    for term in terms:
        words = r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in term.split())
        if _NO_SPACES.search(term):
            forms.append(words)
            continue
        if words.endswith("s") and len(term) > 3 and not words.endswith("ss"):
            words += "?"
        forms.append(rf"(?<!\w){words}(?!\w)")
    return re.compile("|".join(forms), re.I) if forms else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure with its words made ready to be looked for."""

    figure: Figure
    counted: re.Pattern[str] | None
    near: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    unit: str

    @classmethod
    def of(cls, figure: Figure) -> Wanted:
        near = tuple(p for group in figure.near if (p := _pattern(group)) is not None)
        unit = UNITS.get(figure.unit.lower(), figure.unit if figure.unit in UNITS.values() else "")
        return cls(figure, _pattern(figure.counted), near, _pattern(figure.without), unit)

    def is_near(self, text: str) -> bool:
        return all(p.search(text) for p in self.near) and not (self.without and self.without.search(text))


# ---- observations ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an article and its quantities. `before` is the sentence before it, in the same paragraph."""

    start: int
    end: int
    text: str
    found: tuple[Quantity, ...]
    before: Said | None


class Statements:
    """An article's sentences; the quantities of each are read when they are asked for."""

    def __init__(self, article: Article, day: date, ears: Ears, version: str = "") -> None:
        self.member = Member(article, version=version)
        self.day, self.ears = day, ears
        self.text = article.version.text[:CHARACTERS]
        self.language = ears.languages.of(self.text[:BEGINNING], article.version.language)
        if article.version.language is None and len(self.text) < SHORT and script(self.text) == "latin":
            self.language = "en"
        self.code = normal_code(self.language) or "en"
        self._parts: list[list[tuple[int, int]]] | None = None
        self._read: dict[int, Said] = {}

    @property
    def paragraphs(self) -> list[list[tuple[int, int]]]:
        """The places of the sentences of each line."""
        if self._parts is None:
            self._parts = []
            for line in re.finditer(r"[^\n]+", self.text):
                at = line.start()
                found = sentences(line[0], self.language)
                self._parts.append([(at + a, at + b) for a, b in found if b - a <= LONGEST])
        return self._parts

    def said(self, paragraph: Sequence[tuple[int, int]], n: int) -> Said:
        """A sentence of a paragraph."""
        one = self._one(*paragraph[max(0, n - CONTEXT)], None)
        for start, end in paragraph[max(0, n - CONTEXT) + 1 : n + 1]:
            one = self._one(start, end, one)
        return one

    def _one(self, start: int, end: int, before: Said | None) -> Said:
        if (known := self._read.get(start)) is not None:
            return known
        periods = (q.period for q in reversed(before.found)) if before else ()
        last = next((p for p in periods if p and p.first), None)
        a, b = edges.bare(self.text[start:end], self.ears.wires, may_be_dated=True)
        text = self.text[start + a : start + max(a, b)]
        found = tuple(quantities(text, self.day, self.code, last))
        said = Said(
            start + a, start + max(a, b), text, found, replace(before, before=None) if before else None
        )
        self._read[start] = said
        return said


def observations(
    article: Article,
    figure: Figure | Wanted,
    day: date,
    ears: Ears,
    version: str = "",
    said: Statements | None = None,
) -> list[Observation]:
    """What an article that came out on `day` states of a figure, in order. `version` names the version that is cited. Of several
    figures the sentences are read once, if `said` is given."""
    wanted = figure if isinstance(figure, Wanted) else Wanted.of(figure)
    said = said or Statements(article, day, ears, version)
    if not all(p.search(said.text) for p in wanted.near):
        return []
    out: list[Observation] = []
    for paragraph in said.paragraphs:
        for n in range(len(paragraph)):
            text = said.text[slice(*paragraph[n])]
            here = wanted.is_near(text)
            if not here and not (n and wanted.is_near(f"{said.text[slice(*paragraph[n - 1])]} {text}")):
                continue
            out += _observed(said, said.said(paragraph, n), wanted, is_near=here)
    return out


def _observed(said: Statements, sentence: Said, wanted: Wanted, *, is_near: bool) -> Iterator[Observation]:
    figure, shown = wanted.figure, None
    for q in sentence.found:
        held = held_of(q, figure.period, said.day)
        if (
            held is None
            or not _is_counted(q, sentence, wanted, is_near=is_near)
            or not is_believed(q, figure)
        ):
            continue
        shown = shown or cited(said, sentence)
        if shown is None:
            return
        span = shown.spans[0]
        if not span.start <= sentence.start + q.start < sentence.start + q.end <= span.end:
            continue
        speaker = _speaker(sentence, q, shown.text, said.code)
        for value, bound in _ends(q):
            yield Observation(
                figure.slug,
                value,
                bound,
                wanted.unit,
                held.period,
                held.as_of,
                said.day,
                shown.text,
                span,
                speaker,
                held.each,
                q.is_revision,
            )


def cited(said: Statements, sentence: Said) -> Cited | None:
    """A sentence as it is shown, if it may be."""
    one = said.ears.single(said.member, 0, sentence.start, sentence.end, said.language)
    text = said.member.article.version.text
    if (
        one.why
        and one.why not in _LEANS
        and not (one.why == selfstanding.NOT_WHOLE and _ends_line(text, one.span))
    ):
        return None
    if not evidence.check(one.text, [text[one.span.start : one.span.end]], day=said.day).supported:
        return None
    return Cited(one.text, (one.span,))


def _ends_line(text: str, span: Span) -> bool:
    """Whether a sentence lacks nothing but its stop, as the last of a line or deck."""
    return (
        text[span.start].isalnum()
        and not re.search(r"\d\.\s?$", text[: span.start])
        and text[span.end - 1].isalnum()
        and re.match(r"[^\S\n]*(?:\n|$)", text[span.end :]) is not None
    )


def _ends(q: Quantity) -> list[tuple[float, Bound]]:
    """A range is what a figure is at least, and what it is at most."""
    if q.upper is None:
        return [(q.value, q.bound)]
    return [(q.value, Bound.AT_LEAST), (q.upper, Bound.AT_MOST)]


def is_believed(q: Quantity, figure: Figure) -> bool:
    """Whether a number is said to be so, of all that are counted, and is within what can be."""
    if not q.is_stated or q.is_average or q.is_part:
        return False
    if q.is_change and q.unit not in ("%", "points"):
        return False
    low = max(figure.low if figure.low is not None else -LARGEST, -LARGEST)
    high = min(figure.high if figure.high is not None else LARGEST, LARGEST)
    return low <= q.value <= high and (q.upper is None or q.upper <= high)


def _is_counted(q: Quantity, sentence: Said, wanted: Wanted, *, is_near: bool) -> bool:
    """Whether a number counts what the figure does. One whose noun is left out counts what the number before it does; if there is none,
    the words that must be near say it."""
    if q.unit != wanted.unit:
        return False
    if wanted.counted is None:
        return is_near
    if q.counted is not None:
        return is_near and wanted.counted.search(q.counted) is not None
    if not _is_of(q, sentence.text, wanted):
        return False
    before = [o for o in sentence.found if o.start < q.start]
    for other in reversed([*(sentence.before.found if sentence.before else ()), *before]):
        if other.counted is not None and not other.is_part:
            if other.unit == q.unit:
                return wanted.counted.search(other.counted) is not None
            break
    around = f"{sentence.before.text if sentence.before else ''} {sentence.text}"
    return wanted.counted.search(around) is not None or (is_near and bool(wanted.near))


_DONE = re.compile(r"(?P<verb>\w+(?:ed|ing))\s$")
_DOES = re.compile(r"\s(?:(?:were|was|are|is|have|has|had|been|being|also|\w+ly)\s){0,3}(?P<verb>\w+ed)\b")
_COUNTING = re.compile(
    r"(?:count|record|register|report|total|number|receiv|tall|list|logg|admitt|document|reach|add)\w*|compared|including|bringing|making",
    re.I,
)


def _is_of(q: Quantity, text: str, wanted: Wanted) -> bool:
    """Whether the verb beside a number without a noun is one that the figure is about: "killed 12 and injured 20" has 12 dead."""
    for hit in (_DONE.search(text[: q.start]), _DOES.match(text, q.end)):
        if (
            hit
            and not _COUNTING.fullmatch(hit["verb"])
            and not any(p.search(hit["verb"]) for p in wanted.near)
        ):
            return False
    return True


# ---- periods ----------------------------------------------------------------------------------------------------------------------

_PART_OF_YEAR = 45
"""Days that a count from New Year on must have to be one of the year so far: January alone is a month."""


@dataclass(frozen=True, slots=True)
class Held:
    """The period of a figure that a number counts, None where it has none; the last day that it can know of; and the kind of each of the
    periods in it, if it holds for each."""

    period: Days | None
    as_of: date
    each: PeriodKind | None = None


def held_of(q: Quantity, kind: PeriodKind, day: date) -> Held | None:
    """What a number counts of a figure with periods of this kind; None if it is no such period."""
    period = q.period
    if kind is PeriodKind.STOCK:
        return _stock(q, period, day)
    if period is None or period.first is None or period.last is None:
        return (
            Held(None, min(q.as_of or day, day))
            if kind is PeriodKind.TOTAL and q.is_total and period is None
            else None
        )
    first, last = period.first, period.last
    if first > day:
        return None
    as_of = min(q.as_of if q.as_of and first <= q.as_of <= last else last, day)
    if period.each is not None:
        return Held(Days(first, last), as_of, kind) if period.each is kind else None
    if kind is PeriodKind.TOTAL:
        return Held(Days(first, as_of), as_of) if _is_long(period, day) else None
    whole = whole_period(first, kind)
    if first != whole.first or last > whole.last:
        return None
    so_far = period.is_since or (kind is PeriodKind.YEAR and (last - first).days >= _PART_OF_YEAR)
    return Held(whole, as_of) if last == whole.last or so_far else None


def _stock(q: Quantity, period: Period | None, day: date) -> Held | None:
    if q.is_base and period is None:
        return None
    if period is not None and (
        period.each is not None or period.is_since or (period.first and period.first > day)
    ):
        return None
    at = q.as_of or (period.last if period else None) or day
    return Held(None, min(at, day))


def _is_long(period: Period, day: date) -> bool:
    """Whether a period is more than a year, or is open and began before this one: what is counted in it is counted in all."""
    assert period.first is not None
    assert period.last is not None
    return (period.last - period.first).days > 366 or (
        period.is_since and period.first < date(day.year, 1, 1)
    )


def whole_period(day: date, kind: PeriodKind) -> Days:
    """The month, quarter or year of a day."""
    if kind is PeriodKind.MONTH:
        return Days(day.replace(day=1), month_end(day.year, day.month))
    if kind is PeriodKind.QUARTER:
        month = (day.month - 1) // 3 * 3 + 1
        return Days(made(day.year, month, 1) or day, month_end(day.year, month + 2))
    return Days(date(day.year, 1, 1), date(day.year, 12, 31))


# ---- who says so ------------------------------------------------------------------------------------------------------------------

_COUNTS = re.compile(
    r"(?:^|[,;:]\s|\band\s|\bwhile\s|\bbut\s|\b(?:last|this)\s(?:year|month)\s)(?P<name>(?:[Tt]he\s)?(?:[A-Z][\w'’.&-]*|ministry|agency|group|network|organi[sz]ation|government|coastguard|police|office|union|bureau|institute|centre|center|council|charity)"
    r"(?:\s(?:of\s|for\s|and\s|the\s)*[A-Z][\w'’.&-]*|\s(?:ministry|agency|group|network|office|police)){0,6})\s(?:has\s|had\s|have\s|also\s)?(?:counts?|counted|records?|recorded|registered|registers|puts?|estimates?|estimated|tallied|tallies|lists?|listed|logged|documented)\b"
)
_ELLIPTIC = re.compile(
    r"[,;]\s(?:and\s|while\s)?(?P<name>the\s(?:(?:[A-Z][\w'’-]*|of|for)\s){0,4}?(?:[A-Z][\w'’-]*|ministry|agency|group|network|organi[sz]ation|government|coastguard|police|office|union|charity))(?:\sonly|\sjust)?\s?$"
)
_SAID_WHEN = re.compile(
    r"^(?:On|In|Late|Early)\s(?:late\s|early\s)?\w+day\s(?:(?:morning|afternoon|evening|night)\s)?|\s(?:in|on|late|early)\s(?:[A-Z]\w+day|January|February|March|April|May|June|July|August|September|October|November|December)\b.*$"
)
_NOT_NAMES = re.compile(
    r"^(?:In|On|At|By|From|Since|The\s(?:number|total|figure|count|toll)|There|It|He|She|They|We|This|That)\b",
    re.I,
)


def _speaker(sentence: Said, q: Quantity, shown: str, code: str) -> str | None:
    """The words that name who states a number."""
    text = sentence.text
    if code == "ko":
        said = korean_speaker(shown)
        return said.name if said else None
    if code != "en":
        return None
    last = max((o.end for o in sentence.found if o.end <= q.start), default=0)
    if last and (hit := _ELLIPTIC.search(text[last : q.start])):
        return hit["name"]
    name = None
    for hit in _COUNTS.finditer(text[: q.start]):
        if not _NOT_NAMES.match(hit["name"]):
            name = hit["name"]
    if name:
        return f"the {name[4:]}" if name.startswith("The ") else name
    part = text[text.rfind(";", 0, q.start) + 1 :].partition(";")[0] if ";" in text else shown
    told = english_speaker(part.strip())
    return _SAID_WHEN.sub("", told.name) if told else None
