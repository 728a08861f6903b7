"""Over which period each number of a sentence counts, and as of which day it is known.

Each date that is there for a period (`whens`) belongs to the numbers that it stands nearest to, in the order of words of its language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from beatbook.model import PeriodKind
from beatbook.read.quantities.found import OF_TIME, Found, Place, parted
from beatbook.read.quantities.whens import BACK, FIRST_MONTHS, When, count, whens_in
from beatbook.read.when import Dated
from beatbook.read.when.values import made, month_end, shifted


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a number counts, as they are named; those of an unfinished year reach to its end. `each`: the number holds for each
    year or month in it, not for all together; of such a number alone the days may be unknown. `is_since`: only the first day is
    named."""

    first: date | None
    last: date | None
    each: PeriodKind | None = None
    is_since: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """When a number holds: over which period, and as of which day if one is named. `is_base`: it is what another number is compared with."""

    period: Period | None = None
    as_of: date | None = None
    is_base: bool = False


_FAR = 34.0
"""Cost of the way from a number to a date beyond which they have nothing to do with each other; a word costs 1."""

_EACH = re.compile(
    r"\b(?:every|each)\s(?:single\s|calendar\s)?(?P<unit>year|month|quarter|week|day)\b|\b(?:every|each)(?:\s(?:single\s)?one)?\sof\s(?:the|these|those)\s(?=(?:last|past|previous|first)?\s?\w*\s?(?P<units>year|month|quarter|week|day|decade)s\b)"
    r"|(?<!in\s)(?<!half\s)(?<!once\s)(?<!once)\b(?:a|per)\s(?P<rate>year|month|quarter|week|day|night)\b(?!\s(?:earlier|ago|before|later|old|after|on(?!\saverage)|from|and|in\sprison|or|since|to\sdate))(?!-)"
    r"|\b(?:on|in|within)\s(?:one|a\ssingle|any\ssingle|any\sone)\s(?P<lone>day|night|morning|week|weekend)\b|\b(?:in|within)\s(?:24|48)\shours\b"
    r"|\b(?P<adverb>annually|yearly|per\sannum|monthly|weekly|daily)\b|\b(?:years|(?P<row>months|quarters))\s(?:in\sa\srow|running|straight)\b|\bannual\s(?!report|conference|meeting|congress|festival|review|exercise|survey)",
    re.I,
)
_IN_ONE = re.compile(
    r"\bin\s(?:a|any|one|any\sone|a\ssingle|any\ssingle)\s(?P<unit>year|month|quarter)\b", re.I
)
_EACH_KO = re.compile(
    r"(?P<year>매년|해마다|매해|연간(?=\s)|연평균|한\s?해(?=\s?평균|에)|每年|毎年)|(?P<month>매달|매월|다달이|달마다|월평균|한\s?달(?=\s?평균|에\s))|(?P<quarter>분기마다|매\s?분기)|(?P<day>매일|하루(?=\s?(?:평균|에)))|(?P<week>매주)"
)
_SPAN = re.compile(
    r"\b(?:for|over|in|during|through)\s(?:more\sthan\s|nearly\s|almost\s|about\s|over\s)?(?:the\s)?(?:last\s|past\s|previous\s)?(?P<n>[a-z]+|\d{1,3})\s(?P<unit>years?|decades?|months)\b",
    re.I,
)
_SPAN_KO = re.compile(r"(?P<n>\d{1,3})\s?년\s?(?:간|동안|째|연속|이어)")
_CHAIN = re.compile(
    r"\b(?:for\s)?(?P<n>[a-z]+|\d{1,3})\s(?P<unit>years|months)\s(?:in\sa\srow|running|straight)\b", re.I
)
_NAMING = (BACK, FIRST_MONTHS, _CHAIN)
_NO_PAIRS = re.compile(r"\brespectively\b|각각|分别|分別|それぞれ|beziehungsweise|respectivement", re.I)
_KIND = {"year": PeriodKind.YEAR, "month": PeriodKind.MONTH, "quarter": PeriodKind.QUARTER}


def spent(text: str, code: str) -> list[Place]:
    """Where numbers stand that only say of which period another number holds: "the same seven months", "for twenty years in a row"."""
    if code == "ko":
        return [hit.span("n") for hit in _SPAN_KO.finditer(text)]
    if code != "en":
        return []
    places = [hit.span() for form in _NAMING for hit in form.finditer(text)]
    if _EACH.search(text) or re.search(r"\bnever\b", text):
        places += [hit.span() for hit in _SPAN.finditer(text)]
    return places


def timings(
    text: str, day: date, code: str, dated: Sequence[Dated], found: Sequence[Found], before: Period | None
) -> list[Timing]:
    """When each number of a sentence of an article of this day holds. `before` is the period of the last number before the sentence."""
    if not found:
        return []
    whens = list(whens_in(text, day, code, dated))
    out = [_timing(text, code, one, whens, found, day) for one in found]
    placed = [_placed(one, out, n, before, day) for n, one in enumerate(out)]
    return [replace(t, is_base=_is_base(text, code, one)) for t, one in zip(placed, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Chosen:
    timing: Timing
    when: When | None = None


# ---- which date is whose ----------------------------------------------------------------------------------------------------------

_FROM = re.compile(
    r"\b(?:from|than|compared\s(?:with|to)|against|versus|vs\.?|down\sfrom|up\sfrom|after)\s(?:the\s|a\s|only\s|just\s|about\s|some\s|revised\s|initial\s)*$",
    re.I,
)
_ENDS = re.compile(r"[,;:—–]|\s(?:and|but|while|to)\s")


def _timing(
    text: str, code: str, one: Found, whens: Sequence[When], found: Sequence[Found], day: date
) -> _Chosen:
    if _NO_PAIRS.search(text):
        return _Chosen(Timing())
    numbers = [(f.start, f.end) for f in found if f is not one]
    is_base = _is_base(text, code, one)
    best, least = None, _FAR
    bases = [f for f in found if f is not one and _is_base(text, code, f)] if code != "ko" else []
    for when in whens if one.unit not in OF_TIME else ():
        if when.use != "period":
            continue
        if any(
            _is_own(text, code, base, when, [(f.start, f.end) for f in found if f is not base])
            for base in bases
        ):
            continue
        cost = _cost(text, code, one, when, numbers)
        if is_base and not _is_own(text, code, one, when, numbers):
            continue
        if cost < least:
            best, least = when, cost
    as_of = _as_of(text, code, one, whens, numbers)
    each = _each(text, code, one, numbers)
    if each is not None and not (best is not None and not best.is_since and _is_one(best, each)):
        span = best if best is not None and (best.is_since or (best.last - best.first).days > 300) else None
        period = _snapped(span, each, day) if span else _chain(text, each, day) or Period(None, None, each)
        return _Chosen(Timing(period, as_of))
    if best is None:
        return _Chosen(Timing(None, as_of))
    return _Chosen(Timing(Period(best.first, best.last, None, best.is_since), as_of), best)


def _is_one(when: When, each: PeriodKind) -> bool:
    """Whether a date names a single year or month, so that what is said of each is said of it: "annual arrivals peaked in 2009"."""
    longest = {PeriodKind.YEAR: 366, PeriodKind.QUARTER: 92, PeriodKind.MONTH: 31}.get(each, 0)
    return 27 < (when.last - when.first).days + 1 <= longest


def _is_base(text: str, code: str, one: Found) -> bool:
    """Whether a number is what another is compared with: "from 38", "38명에서"."""
    if code == "ko":
        return re.match(r"(?:에서|보다)", text[one.end :]) is not None
    return _FROM.search(text[: one.start]) is not None


def _is_own(text: str, code: str, one: Found, when: When, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether a date is said of nothing but this number: "from 38 in July"; Korean "7월 38명에서"."""
    if code == "ko":
        between = text[when.end : one.start]
        return when.end <= one.start and len(between) < 16 and not re.search(r"(?:은|는|이|가)\s|,", between)
    between = text[one.end : when.start]
    return (
        when.start >= one.end
        and not parted(numbers, one.end, when.start)
        and len(between.split()) <= 7
        and not _ENDS.search(between)
    )


def _cost(text: str, code: str, one: Found, when: When, numbers: Sequence[tuple[int, int]]) -> float:
    is_after = when.start >= one.end
    a, b = (one.end, when.start) if is_after else (when.end, one.start)
    if a > b:
        return 0.0
    between = text[a:b]
    words = len(between) / (3 if code in ("ko", "zh", "ja") else 6)
    stops = (
        between.count(",") * 3
        + (between.count(";") + between.count("—")) * 9
        + len(re.findall(r"\s(?:and|while|but|whereas)\s", between)) * 3
    )
    cost = min(words, 14) + min(stops, 12) + 12 * parted(numbers, a, b)
    if code in ("ko", "zh", "ja"):
        return cost + (7 if is_after else 0)
    return cost + (0 if is_after else 1.5)


def _as_of(
    text: str, code: str, one: Found, whens: Sequence[When], numbers: Sequence[tuple[int, int]]
) -> date | None:
    named = [w for w in whens if w.use == "as of"]
    if not named:
        return None
    best = min(named, key=lambda w: _cost(text, code, one, w, numbers))
    return best.last if _cost(text, code, one, best, numbers) < _FAR else None


def _each(text: str, code: str, one: Found, numbers: Sequence[tuple[int, int]]) -> PeriodKind | None:
    """The kind of the periods for each of which a number holds; STOCK for days and weeks, which no figure counts, one of them named
    or not ("on one day in October")."""
    hits = list((_EACH_KO if code in ("ko", "zh", "ja") else _EACH).finditer(text))
    if code == "en" and re.search(r"\bnever\b|\bnot\sonce\b", text):
        hits += list(_IN_ONE.finditer(text))
    best, least = None, 60
    for hit in hits:
        a, b = (one.end, hit.start()) if hit.start() >= one.end else (hit.end(), one.start)
        if parted(numbers, a, b) or re.search(r"[;]|,\s(?:and|but|while)", text[a:b]):
            continue
        if 0 <= b - a < least or a > b:
            best, least = hit, max(0, b - a)
    if best is None:
        return None
    said = best.groupdict()
    unit = next((v for k, v in said.items() if v and k in ("unit", "units", "rate", "lone")), None)
    if unit is None:
        unit = next((k for k in ("year", "month", "quarter", "day", "week") if said.get(k)), None)
    if unit is None:
        words = best[0].lower()
        unit = (
            "month"
            if "month" in words
            else "quarter"
            if "quarter" in words
            else "week"
            if "week" in words
            else "day"
            if "dai" in words or "hours" in words
            else "year"
        )
    return _KIND.get("year" if unit.lower() == "decade" else unit.lower(), PeriodKind.STOCK)


def _chain(text: str, each: PeriodKind, day: date) -> Period | None:
    """The years or months up to the last whole one that a sentence counts: "for twenty years in a row"."""
    hit = _CHAIN.search(text) or _SPAN.search(text)
    if hit is not None and (n := count(hit["n"])):
        unit = hit["unit"].lower().rstrip("s")
        n, unit = (10 * n, "year") if unit == "decade" else (n, unit)
        return _last_of(n, unit, each, day)
    if hit := _SPAN_KO.search(text):
        return _last_of(int(hit["n"]), "year", each, day)
    return None


def _last_of(n: int, unit: str, each: PeriodKind, day: date) -> Period | None:
    if unit == "year" and 0 < n < day.year:
        return Period(date(day.year - n, 1, 1), date(day.year - 1, 12, 31), each)
    if unit == "month":
        last = day.replace(day=1) - timedelta(1)
        first = shifted(day.replace(day=1), -n, "month")
        return Period(first, last, each) if first else None
    return None


def _snapped(when: When, each: PeriodKind, day: date) -> Period:
    """Whole years or months: "the last twenty years" of a day are the twenty before its own."""
    first, last = when.first, when.last
    if each is PeriodKind.YEAR and (when.is_since or first.day != 1 or first.month != 1):
        years = round((last - first).days / 365.25)
        last = (
            date(min(day.year, last.year) - 1, 12, 31)
            if last >= day - timedelta(3)
            else date(last.year, 12, 31)
        )
        first = made(last.year - years + 1, 1, 1) or first if not when.is_since else date(first.year, 1, 1)
    elif each is PeriodKind.MONTH and (when.is_since or first.day != 1):
        last = day.replace(day=1) - timedelta(1) if last >= day - timedelta(3) else last
        first = first.replace(day=1)
    return Period(first, max(first, last), each)


def _placed(chosen: _Chosen, all_: Sequence[_Chosen], n: int, before: Period | None, day: date) -> Timing:
    """A timing with its period known, where it was named by that of another number."""
    when = chosen.when
    if when is None or when.back is None or chosen.timing.period is None:
        return chosen.timing
    others = [
        c
        for c in (*reversed(all_[:n]), *all_[n + 1 :])
        if c.timing.period and (c.when is None or c.when.back is None)
    ]
    main = others[0].timing if others else Timing(before) if before else None
    count, unit = when.back
    if when.months:
        year = (main.period.first.year if main and main.period and main.period.first else day.year) - 1
        if unit == "year" and when.first.year != day.year - 1:
            year = when.first.year
        return replace(chosen.timing, period=Period(date(year, 1, 1), month_end(year, min(12, when.months))))
    if main is None and not when.is_ago:
        return replace(chosen.timing, period=None)
    if (
        main is None
        or main.period is None
        or main.period.first is None
        or main.period.last is None
        or main.period.each
    ):
        return chosen.timing
    period = main.period
    first, last = period.first, period.last
    assert first is not None
    assert last is not None
    if unit == "year" and when.first.year < day.year - 1:
        count = first.year - when.first.year
    long = (last - first).days
    if (unit == "month" and long > 31) or (unit == "quarter" and long > 92):
        return chosen.timing
    moved = shifted(first, -count, unit)
    moved_last = shifted(last, -count, unit)
    if moved is None or moved_last is None:
        return chosen.timing
    if last == month_end(last.year, last.month):
        moved_last = month_end(moved_last.year, moved_last.month)
    known = main.as_of or (min(last, day) if last > day else None)
    as_of = shifted(known, -count, unit) if known and unit == "year" and known < last else None
    return Timing(Period(moved, moved_last), as_of)
