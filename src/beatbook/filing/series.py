"""Standing columns, recognised from headlines: which articles of one source are instalments of a series, how often it
comes, and since when one is missing.

A name before a colon proves nothing: places, speakers, subjects and labels stand there too ("UK: …", "Ferry disaster: …",
"Live updates: …"). Taken for a series is what shows one of these (docs/decisions/0305-stories-on-pages.md):

1. a date or a number that changes each time within words that stay ("The strait in Nov. 2026: …", "Letters, No. 12");
2. a word by which columns are called ("Timeline: …", "The week ahead: …"), and a rhythm;
3. questions after the name, most of the time ("Ask a pilot: Why do ferries …?"), and nothing else of that name in the news;
4. a strict rhythm over at least five instalments of a name of several words that the source uses for nothing else.

Whatever comes several times a day is none. Precision comes first: an unusual column is missed rather than a subject taken
for one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from beatbook.filing.words import slug

# ---- what goes in and what comes out ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as far as a series is concerned: its id, its source's slug, its headline and its day."""

    article: str
    source: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Series:
    """A standing column. `slug` is of its name and its source, for two sources may have a column of one name, and stays as
    long as they do; `articles` are its instalments, the newest
    first; `gap` is the median number of days from one to the next."""

    slug: str
    name: str
    source: str
    articles: tuple[str, ...]
    last: date
    gap: float

    @property
    def rhythm(self) -> str | None:
        """`daily`, `weekly`, `fortnightly`, `monthly`, `quarterly` or `yearly`; None if it is another."""
        return next((name for name, (low, high) in RHYTHMS.items() if low <= self.gap <= high), None)

    def missing_since(self, today: date) -> date | None:
        """The day on which an instalment was to be expected, if one is overdue by then half its rhythm."""
        if (today - self.last).days <= LATE * self.gap:
            return None
        return self.last + timedelta(days=round(self.gap))


RHYTHMS: Mapping[str, tuple[float, float]] = {
    "daily": (1, 1.5),
    "weekly": (6, 8),
    "fortnightly": (13, 15),
    "monthly": (27, 33),
    "quarterly": (84, 98),
    "yearly": (350, 380),
}
"""Days from one instalment to the next."""

LATE = 1.5
"""Rhythms after the last instalment from which on one is missing."""

# ---- thresholds, set by thought on made-up headlines (tests/filing/test_series.py), November 2026 --------------------------

LEAST = 3
"""Instalments, and days on which there is one."""

LEAST_UNNAMED = 5
"""The same for a name that nothing but its rhythm speaks for."""

ON_DAYS_OF_THEIR_OWN = 0.8
"""Of the instalments, at least this part as many days; what comes several times a day is a subject."""

FRESH = 0.6
"""Of the instalments, at least this part as many fillings of a place that changes."""

QUESTIONS = 0.6
"""Of the instalments, the part that asks."""

STEADY = 0.75
"""Of the gaps, the part that must be about the rhythm, or twice that where one was left out."""

ABOUT = 0.25
"""Share of the rhythm by which a gap may differ."""

SLOW = 5
"""Days between instalments below which only a column's own word or a changing place is believed."""

ELSEWHERE = 1
"""Other headlines of the source in which the name may occur."""

LONGEST = 60
MOST_WORDS = 8
"""Characters and words of a name."""

_NEVER = re.compile(
    r"\b(?:live|liveblog|breaking|developing|exclusive|just in|updates?|alert|urgent|correction|corrected|sponsored|"
    r"속보|단독|긴급|速報|快讯|独家)\b",
    re.I,
)
"""What stands before a colon in the heat of the day: no column is called so."""

_LABELS = re.compile(
    r"\b(?:watch|opinion|analysis|comment|editorial|explain(?:er|ed)|fact check|video|photos?|review|interview|report|"
    r"obituary|종합)\b",
    re.I,
)
"""What says of what kind an article is; a column may have it in its name besides a word of its own ("The week in review")."""

_COLUMN = re.compile(
    r"\b(?:timeline|ask (?:an?|the|our)|diary|diaries|digest|brief(?:ing)?s?|round-?up|recap|quiz|crossword|puzzle|podcast|"
    r"newsletter|column|letters?|notebook|scorecard|tracker|calendar|mailbag|corner|weekly|monthly|weekend|in review|"
    r"in brief|in pictures|in numbers|in quotes|at a glance|of the (?:day|week|month|year)|(?:the|this|last) (?:week|month)|"
    r"(?:week|month|year|day) ahead|what to watch|what[’']s ahead|from the archives?|주간|월간|칼럼|日記|周报|週刊)(?!\w)",
    re.I,
)
"""What columns are called by."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar\.|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|avril|juin|juillet|août|septembre|"
    r"octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:19|20)\d\d"
_SLOT = re.compile(
    rf"(?<!\w)(?:(?:{_DAY}\s+)?(?:{_MONTH}|(?:May|March)(?=\s+\d))(?:\s+{_DAY}(?!\d))?(?:,?\s+{_YEAR})?"
    rf"|{_DAY}\s+(?:May|March)(?:,?\s+{_YEAR})?"
    rf"|(?:\d{{4}}[년年]\s?)?\d{{1,2}}[월月](?:\s?\d{{1,2}}[일日])?|\d{{4}}[년年]"
    rf"|{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d\d)|{_YEAR}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?<=\bno\. )\d+|(?<=\bno )\d+|(?<=#)\d+|(?<=\bpart )\d+|(?<=\bepisode )\d+|(?<=\bweek )\d+|(?<=\bday )\d+|(?<=\bissue )\d+"
    r"|(?<=제)\d+|(?<=第)\d+)(?!\w(?<![호회期号回]))",
    re.I,
)
"""A date, or a number that counts instalments."""

_COUNTING = frozenset(("part", "no", "episode", "week", "day", "issue"))
"""Words before a number that say nothing of what it counts."""

_PARTED = re.compile(
    r"[\[【〔](?P<bracket>[^\[\]【】〔〕]{2,60})[\]】〕]\s*|(?P<name>[^:：|]{2,60}?)(?::\s|：\s?|\s\|\s)"
)
_HOLE = "…"
_QUOTE = "\"'“”‘’«»„「『"


@dataclass(frozen=True, slots=True)
class _Use:
    """A headline that may be an instalment: what it is called, with holes where something changes, what stood there,
    and what follows."""

    headline: Headline
    filling: str
    rest: str


def recognised(headlines: Iterable[Headline]) -> tuple[Series, ...]:
    """The series among these headlines, the one with the newest instalment first. Other headlines of the same sources
    help: what is also news is no name of a series."""
    by_source: dict[str, list[Headline]] = defaultdict(list)
    for headline in headlines:
        by_source[headline.source].append(headline)
    found = [s for source, mine in by_source.items() for s in _of_source(source, mine)]
    return tuple(sorted(found, key=lambda s: (-s.last.toordinal(), s.slug)))


def _of_source(source: str, headlines: Sequence[Headline]) -> Iterable[Series]:
    holed: dict[str, list[_Use]] = defaultdict(list)
    plain: dict[str, list[_Use]] = defaultdict(list)
    for headline in headlines:
        text = " ".join(headline.text.split())
        parted = _PARTED.match(text)
        if parted:
            name, rest = (parted["bracket"] or parted["name"]).strip(), text[parted.end() :].strip()
            if name and rest and len(name) <= LONGEST and len(name.split()) <= MOST_WORDS:
                _put(holed, name, headline, rest)
                plain[name].append(_Use(headline, "", rest))
                continue
        if _SLOT.search(text):
            _put(holed, text, headline, "")
    taken: set[str] = set()
    for name, uses in holed.items():
        if _comes_alone(uses) and _changes(name, uses) and not _NEVER.search(name):
            taken |= {u.headline.article for u in uses}
            yield _series(source, name, uses)
    for name, uses in plain.items():
        left = [u for u in uses if u.headline.article not in taken]
        if len(left) >= LEAST and _comes_alone(left) and _is_column(name, left, headlines):
            yield _series(source, name, left)


def _put(holed: dict[str, list[_Use]], text: str, headline: Headline, rest: str) -> None:
    filling = " ".join(m[0] for m in _SLOT.finditer(text))
    if filling:
        holed[_SLOT.sub(_HOLE, text)].append(_Use(headline, filling, rest))


# ---- is it one? -----------------------------------------------------------------------------------------------------------


def _comes_alone(uses: Sequence[_Use]) -> bool:
    days = len({u.headline.day for u in uses})
    return days >= LEAST and days >= ON_DAYS_OF_THEIR_OWN * len(uses)


def _changes(name: str, uses: Sequence[_Use]) -> bool:
    """Whether what stands in the holes is another thing each time, and enough words stay."""
    words = set(re.findall(r"[^\W\d_]{2,}", name.casefold())) - _COUNTING
    fillings = len({u.filling.casefold() for u in uses})
    return bool(words) and fillings >= max(LEAST, FRESH * len(uses))


def _is_column(name: str, uses: Sequence[_Use], headlines: Sequence[Headline]) -> bool:
    if _NEVER.search(name):
        return False
    gaps = _gaps(uses)
    several = len(name.split()) > 1 or not name.isascii()
    if _COLUMN.search(name):
        return _is_steady(gaps) and (several or _has_a_name(gaps))
    if (
        not several
        or _LABELS.search(name)
        or median(gaps) < SLOW
        or _mostly_quotes(uses)
        or _is_news(name, uses, headlines)
    ):
        return False
    asks = sum(u.rest.rstrip(_QUOTE).endswith(("?", "？")) for u in uses)
    if asks >= QUESTIONS * len(uses):
        return True
    return len(uses) >= LEAST_UNNAMED and _is_steady(gaps) and _has_a_name(gaps)


def _gaps(uses: Sequence[_Use]) -> list[int]:
    days = sorted({u.headline.day for u in uses})
    return [(b - a).days for a, b in pairwise(days)]


def _is_steady(gaps: Sequence[int]) -> bool:
    rhythm = median(gaps)
    near = [abs(gap - times * rhythm) <= max(ABOUT * rhythm, 0.5) for gap in gaps for times in (1, 2)]
    once, twice = near[::2], near[1::2]
    kept = sum(a or b for a, b in zip(once, twice, strict=True))
    return kept >= STEADY * len(gaps) and 2 * sum(once) > len(gaps)


def _has_a_name(gaps: Sequence[int]) -> bool:
    return any(low <= median(gaps) <= high for low, high in RHYTHMS.values())


def _mostly_quotes(uses: Sequence[_Use]) -> bool:
    """Whether somebody speaks: what follows is a quotation."""
    return 2 * sum(u.rest[:1] in _QUOTE for u in uses) >= len(uses)


def _is_news(name: str, uses: Sequence[_Use], headlines: Sequence[Headline]) -> bool:
    """Whether the source has the name in other headlines too, as the places, people and subjects it writes of."""
    mine = {u.headline.article for u in uses}
    other = (h.text for h in headlines if h.article not in mine)
    return sum(name.casefold() in text.casefold() for text in other) > ELSEWHERE


# ---- what it is called -----------------------------------------------------------------------------------------------------


def _series(source: str, name: str, uses: Sequence[_Use]) -> Series:
    newest = sorted(uses, key=lambda u: u.headline.day, reverse=True)
    called = name
    if _HOLE in name:
        called = _with_rest(name, uses)
    return Series(
        slug=f"{slug(name) or slug(name, every_script=True)}-{source}",
        name=called,
        source=source,
        articles=tuple(u.headline.article for u in newest),
        last=newest[0].headline.day,
        gap=float(median(_gaps(uses))),
    )


def _with_rest(name: str, uses: Sequence[_Use]) -> str:
    """A name with holes says little; what follows it most often goes along."""
    (rest, n), *_ = Counter(u.rest for u in uses).most_common(1)
    return f"{name}: {rest}" if rest and n > 1 else name
