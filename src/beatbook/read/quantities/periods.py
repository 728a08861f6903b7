"""Over which period each number of a sentence counts, and as of which day it is known.

Of the dates of a sentence some say when it was said, some what is compared, some as of when; each of the others belongs to the numbers
it stands nearest to, in the order of words of its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from beatbook.model import PeriodKind
from beatbook.read import numerals
from beatbook.read.quantities.found import Found, Place, is_within, parted
from beatbook.read.when import Dated
from beatbook.read.when.sense import looks_ahead
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


Use = Literal["period", "as of", "base", "said"]


@dataclass(frozen=True, slots=True)
class _When:
    """A date of the sentence and what it is there for. `back` says how far before the period of another number it lies, or
    (`is_ago`) before the article."""

    start: int
    end: int
    first: date
    last: date
    use: Use = "period"
    is_since: bool = False
    back: tuple[int, str] | None = None
    months: int = 0
    is_ago: bool = False


_OF_TIME = frozenset(("h", "min", "d", "w", "mo", "y"))
_FAR = 34.0
"""Cost of the way from a number to a date beyond which they have nothing to do with each other; a word costs 1."""

# ---- what a date is there for -----------------------------------------------------------------------------------------------------

_SAYING = r"(?:said|says|told|announced|reported|reports|released|published|showed|shows|added|confirmed|statement|stated|according\sto|wrote|revealed|disclosed|briefing|briefed|data|interview|unveiled|issued|testified)"
_SAID_BEFORE = re.compile(
    rf"\b{_SAYING}\b(?:\s[\w'’-]+){{0,4}}\s(?:on\s|late\s|early\s|in\sa\sstatement\s)*$", re.I
)
_SAID_AFTER = re.compile(rf",?\s(?:[\w'’-]+\s){{1,7}}{_SAYING}\b", re.I)
_AS_OF = re.compile(
    r"(?:\bas\sof|\bby|\bup\sto|\buntil|\btill|\bthrough|\bto|\bas\sat|\bat)\s(?:the\send\sof\s)?$", re.I
)
_AS_OF_WORDS = re.compile(r"(?:as\sof|as\sat|by|until|till|through|up\sto|at)\b", re.I)
_BASE = re.compile(
    r"\b(?:than|with|against|versus|vs\.?|over|from|to|on|above|below|like)\s(?:(?:that|those|the\s(?:figure|number|total|count|level))\s)?(?:(?:in|of|on|for|at|during)\s)?(?:(?:all|the\swhole|the)\s(?:of\s)?)?$",
    re.I,
)
_BASE_WORDS = re.compile(
    r"\b(?:than|compared\s(?:with|to)|against|versus|vs\.?|from)\s(?:(?:that|those)\s)?(?:(?:in|of|on|for|at|during)\s)?(?:all\sof\s)?$",
    re.I,
)
_ASIDE = re.compile(
    r",\s(?:\w+ed|built|born|made|which|who|set\sup|held|begun|bought|lost|sunk|seen)\b[^,]{0,40}\s$"
)
"""The beginning of an aside, which tells something else: ", built in 1987,"."""
_RANGE_FROM = re.compile(r"^(?:from|between)\b", re.I)

_UNIT_DAYS = {"year": "year", "month": "month", "quarter": "quarter", "week": "week"}
_BACK = re.compile(
    r"\b(?:(?:in\s|during\s|for\s)?(?:the\s)?(?:same|corresponding|equivalent|year-ago|year-earlier)\s(?:(?P<count>\w+)\s)?(?P<of>period|month|months|quarter|time|stretch|span|week|weeks|point)"
    r"(?:\s(?:of|in|the|a)\s(?:the\s)?(?P<when>last\syear|previous\syear|year\s(?:earlier|ago|before)|prior\syear|preceding\syear|(?P<year>(?:19|20)\d\d))|\slast\syear|\sthe\syear\sbefore|\sthe\sprevious\syear|\sa\syear\s(?:earlier|ago|before))?"
    r"|(?:(?P<one>a|one|the)\s)(?P<unit>year|month|quarter|week)\s(?:earlier|before(?!\s(?:the|that|\w+ing))|ago)|the\s(?:previous|preceding|prior)\s(?P<unit2>year|month|quarter|week))\b",
    re.I,
)
_BACK_KO = re.compile(
    r"(?P<same>(?:작년|지난해|전년|1년\s전)의?\s?(?:같은\s?(?:기간|달|분기|시기)|동기|동월|이맘때))|(?P<month>전월|전달|한\s?달\s전|1개월\s전)|(?P<quarter>전\s?분기|직전\s?분기)|(?P<year>전년(?!\s?(?:동|같))|1년\s전|한\s?해\s전)"
)
_THIS_YEAR = re.compile(
    r"\b(?:since|from)\sthe\s(?:start|beginning|turn)\sof\s(?:the|this)\syear\b|\b(?:in\sthe\s)?year[\s-]to[\s-]date\b|올\s?들어|연초\s?(?:이후|부터)|今年以来|今年に入って"
)
_FIRST_MONTHS = re.compile(
    r"\b(?:first|opening)\s(?P<n>[a-z]+|\d{1,2})\smonths(?!\sof\b)|\b(?P<so_far>[a-z]+|\d{1,2})-month\s(?:total|count|figure|tally|sum)\b",
    re.I,
)

_EACH = re.compile(
    r"\b(?:every|each)\s(?:single\s|calendar\s)?(?P<unit>year|month|quarter|week|day)\b|\b(?:every|each)(?:\s(?:single\s)?one)?\sof\s(?:the|these|those)\s(?=(?:last|past|previous|first)?\s?\w*\s?(?P<units>year|month|quarter|week|day|decade)s\b)"
    r"|(?<!in\s)(?<!half\s)(?<!once\s)(?<!once)\b(?:a|per)\s(?P<rate>year|month|quarter|week|day|night)\b(?!\s(?:earlier|ago|before|later|old|after|on(?!\saverage)|from|and|in\sprison|or|since|to\sdate))(?!-)"
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
_NAMING = (_BACK, _FIRST_MONTHS, _CHAIN)
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
    whens = list(_whens(text, day, code, dated, found))
    out = [_timing(text, code, one, whens, found, day) for one in found]
    placed = [_placed(one, out, n, before, day) for n, one in enumerate(out)]
    return [replace(t, is_base=_is_base(text, code, one)) for t, one in zip(placed, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Chosen:
    timing: Timing
    when: _When | None = None


def _whens(
    text: str, day: date, code: str, dated: Sequence[Dated], found: Sequence[Found]
) -> Iterator[_When]:
    korean = code == "ko"
    places: list[tuple[int, int]] = []
    for hit in (_BACK_KO if korean else _BACK).finditer(text):
        if (when := _back(text, hit, day, korean, found)) is not None:
            places.append((when.start, when.end))
            yield when
    for hit in _THIS_YEAR.finditer(text):
        places.append(hit.span())
        yield _When(*hit.span(), date(day.year, 1, 1), date(day.year, 12, 31))
    for hit in _FIRST_MONTHS.finditer(text):
        if (
            not any(d.start < hit.end() and hit.start() < d.end for d in dated)
            and (n := _count(hit["n"] or hit["so_far"]))
            and n <= 12
        ):
            places.append(hit.span())
            yield _When(*hit.span(), date(day.year, 1, 1), month_end(day.year, n))
    for d in dated:
        if d.first is None or d.last is None or d.clock or is_within(d.start, d.end, places):
            continue
        when = _when(text, day, code, d, d.first, d.last)
        if when.first <= day or not re.search(r"later|after", text[d.start : d.end]):
            yield when


def _earlier(timex: str, day: date) -> date:
    """The same day a week, month or year before, by what is left open of it."""
    unit = "week" if "W" in timex else "month" if timex.startswith("XXXX-XX") else "year"
    return shifted(day, -1, unit) or day


def _when(text: str, day: date, code: str, d: Dated, first: date, last: date) -> _When:
    before, after, words = text[: d.start], text[d.end :], text[d.start : d.end]
    if "X" in d.timex and first > day and not looks_ahead(text, d.start, d.end, code):
        first, last = _earlier(d.timex, first), _earlier(d.timex, last)
        last = month_end(last.year, last.month) if d.grain == "month" else last
    if (
        d.part == "end"
        and d.grain in ("month", "year", "quarter")
        and (_AS_OF.search(before) or _AS_OF_WORDS.match(words) or code == "ko")
    ):
        return _When(d.start, d.end, first, last, "as of")
    if code == "ko":
        return _korean(text, d, first, last, day)
    if code in ("zh", "ja"):
        since = d.relation in ("since", "after") or re.match(r"以来|以後|以降", after) is not None
        return _When(d.start, d.end, first, day if since else last, is_since=since)
    if d.part and d.grain in ("decade", "century"):
        return _When(d.start, d.end, first, last, "said")
    if opened := _SINCE_IT.search(before):
        return _When(opened.start(), d.end, first, max(day, first), is_since=True)
    if d.relation == "since" and re.match(r",?\swhen\b", after):
        return _When(d.start, d.end, first, last)
    if d.relation == "since" and not words.lower().startswith(("as of", "as at", "as from")):
        return _When(d.start, d.end, first, max(day, first), is_since=True)
    if (_AS_OF_WORDS.match(words) and not words.lower().startswith("at")) or d.relation == "until":
        return _When(d.start, d.end, first, last, "as of")
    if d.grain in ("day", "month") and re.search(
        r"\b(?:as\sof|through|up\sto|until|till|by)\s(?:the\send\sof\s)?$", before, re.I
    ):
        return _When(d.start, d.end, first, last, "as of")
    if d.grain == "day" and (
        (_SAID_BEFORE.search(before))
        or (
            _SAID_AFTER.match(after)
            and (not before.strip() or re.search(r"(?:^|,)\s?(?:[Oo]n|[Ll]ate)\s$", before))
        )
        or re.search(rf"\b{_SAYING}\s(?:\w+\s)?$", before, re.I)
    ):
        return _When(d.start, d.end, first, last, "said")
    if _ASIDE.search(before) and after.startswith(","):
        return _When(d.start, d.end, first, last, "said")
    if re.search(r"\bon\s$", before) and re.fullmatch(r"the\s(?:year|month|quarter)", words):
        return _When(d.start, d.end, first, last, "base")
    if _BASE_WORDS.search(before) and not _RANGE_FROM.match(words):
        return _When(d.start, d.end, first, last, "base")
    return _When(d.start, d.end, first, last)


_SINCE_IT = re.compile(r"\bsince\s(?:[\w'’-]+\s){1,5}(?:in|on)?\s?$", re.I)
_BASE_KO = re.compile(
    r"(?:\s?(?:같은\s?(?:기간|달)|동기|동월))?(?:의|에|과|와)?\s?(?:보다|대비|에\s?비해|비해|에\s?비하면|비교)"
)
_SAID_KO = re.compile(r"[가-힣]{2,}(?:은|는|이|가|도|측은|에서)\s(?:지난\s)?$")
_REPORTED_KO = re.compile(r"(?:밝혔|말했|발표|전했|보도|집계|설명|공개|강조|보고|알렸|따르면)")


def _korean(text: str, d: Dated, first: date, last: date, day: date) -> _When:
    before, after, words = text[: d.start], text[d.end :], text[d.start : d.end]
    if _BASE_KO.match(after) or words.endswith(("보다", "대비")):
        return _When(d.start, d.end, first, last, "base")
    if d.relation == "until" or re.match(r"\s?까지", after):
        year = re.search(r"올해|올\s|들어|지난해|작년|\d{4}년|누적|1월", words + before[-12:])
        if year and d.grain in ("month", "day", "range", "quarter"):
            return _When(d.start, d.end, date(first.year, 1, 1), last)
        return _When(d.start, d.end, first, last, "as of")
    if re.match(r"\s?(?:말\s?)?(?:기준|현재)", after) or re.search(r"기준|현재", words):
        return _When(d.start, d.end, first, last, "as of")
    if d.relation in ("since", "after") or re.match(r"\s?(?:이후|이래|부터)", after):
        return _When(d.start, d.end, first, max(day, first), is_since=True)
    if d.grain == "day" and _SAID_KO.search(before) and _REPORTED_KO.search(after):
        return _When(d.start, d.end, first, last, "said")
    return _When(d.start, d.end, first, last)


def _back(text: str, hit: re.Match[str], day: date, korean: bool, found: Sequence[Found]) -> _When | None:
    """Words that name a period by another one: "a month earlier", "the same period last year", "전년 동기"."""
    start, end = hit.span()
    months, back = 0, (1, "year")
    first, last = date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    if korean:
        unit = next((u for u in ("month", "quarter", "year") if hit[u]), "year")
        back = (1, unit)
        if _BASE_KO.match(text, end):
            return _When(start, end, first, last, "base")
        if hit["year"] and re.match(r"도|의\s", text[end:]):
            back = (1, "year")
    else:
        unit = (hit["unit"] or hit["unit2"] or "year").lower()
        if (hit["one"] or "").lower() == "the" and re.search(r"ago$", hit[0]):
            return None
        back = (1, unit)
        if hit["of"] and not re.search(r"year|\d{4}", hit[0]):
            return None
        if hit["count"] and (n := _count(hit["count"])):
            months = n
        if hit["year"]:
            back = (day.year - int(hit["year"]), "year")
            first, last = date(int(hit["year"]), 1, 1), date(int(hit["year"]), 12, 31)
        if _BASE.search(text[:start]) and not (
            re.search(r"\bto\s$", text[:start]) and not re.search(r"compared\sto\s$", text[:start])
        ):
            return _When(start, end, first, last, "base")
    if unit == "month":
        day_before = day.replace(day=1) - timedelta(1)
        first, last = day_before.replace(day=1), day_before
    elif unit in ("quarter", "week"):
        moved = shifted(day, -1, unit) or day
        first = last = moved
    return _When(start, end, first, last, back=back, months=months, is_ago=hit[0].lower().endswith("ago"))


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    value = numerals.value([word.lower()], "en") if numerals.is_word(word.lower(), "en") else None
    return int(value) if value else None


# ---- which date is whose ----------------------------------------------------------------------------------------------------------

_FROM = re.compile(
    r"\b(?:from|than|compared\s(?:with|to)|against|versus|vs\.?|down\sfrom|up\sfrom|after)\s(?:the\s|a\s|only\s|just\s|about\s|some\s|revised\s|initial\s)*$",
    re.I,
)
_ENDS = re.compile(r"[,;:—–]|\s(?:and|but|while|to)\s")


def _timing(
    text: str, code: str, one: Found, whens: Sequence[_When], found: Sequence[Found], day: date
) -> _Chosen:
    if _NO_PAIRS.search(text):
        return _Chosen(Timing())
    numbers = [(f.start, f.end) for f in found if f is not one]
    is_base = _is_base(text, code, one)
    best, least = None, _FAR
    bases = [f for f in found if f is not one and _is_base(text, code, f)] if code != "ko" else []
    for when in whens if one.unit not in _OF_TIME else ():
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


def _is_one(when: _When, each: PeriodKind) -> bool:
    """Whether a date names a single year or month, so that what is said of each is said of it: "annual arrivals peaked in 2009"."""
    longest = {PeriodKind.YEAR: 366, PeriodKind.QUARTER: 92, PeriodKind.MONTH: 31}.get(each, 0)
    return 27 < (when.last - when.first).days + 1 <= longest


def _is_base(text: str, code: str, one: Found) -> bool:
    """Whether a number is what another is compared with: "from 38", "38명에서"."""
    if code == "ko":
        return re.match(r"(?:에서|보다)", text[one.end :]) is not None
    return _FROM.search(text[: one.start]) is not None


def _is_own(text: str, code: str, one: Found, when: _When, numbers: Sequence[tuple[int, int]]) -> bool:
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


def _cost(text: str, code: str, one: Found, when: _When, numbers: Sequence[tuple[int, int]]) -> float:
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
    text: str, code: str, one: Found, whens: Sequence[_When], numbers: Sequence[tuple[int, int]]
) -> date | None:
    named = [w for w in whens if w.use == "as of"]
    if not named:
        return None
    best = min(named, key=lambda w: _cost(text, code, one, w, numbers))
    return best.last if _cost(text, code, one, best, numbers) < _FAR else None


def _each(text: str, code: str, one: Found, numbers: Sequence[tuple[int, int]]) -> PeriodKind | None:
    """The kind of the periods for each of which a number holds; STOCK for days and weeks, which no figure counts."""
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
    unit = next((v for k, v in said.items() if v and k in ("unit", "units", "rate")), None)
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
            if "dai" in words
            else "year"
        )
    return _KIND.get("year" if unit.lower() == "decade" else unit.lower(), PeriodKind.STOCK)


def _chain(text: str, each: PeriodKind, day: date) -> Period | None:
    """The years or months up to the last whole one that a sentence counts: "for twenty years in a row"."""
    hit = _CHAIN.search(text) or _SPAN.search(text)
    if hit is not None and (n := _count(hit["n"])):
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


def _snapped(when: _When, each: PeriodKind, day: date) -> Period:
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
