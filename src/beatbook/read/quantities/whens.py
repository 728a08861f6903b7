"""What each date of a sentence is there for: a period that numbers hold over, when something was said, as of when it is known, or what is
compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from beatbook.read import numerals
from beatbook.read.quantities.found import is_within
from beatbook.read.when import Dated
from beatbook.read.when.sense import looks_ahead
from beatbook.read.when.values import month_end, shifted

Use = Literal["period", "as of", "base", "said"]


@dataclass(frozen=True, slots=True)
class When:
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

BACK = re.compile(
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
FIRST_MONTHS = re.compile(
    r"\b(?:first|opening)\s(?P<n>[a-z]+|\d{1,2})\smonths(?!\sof\b)|\b(?P<so_far>[a-z]+|\d{1,2})-month\s(?:total|count|figure|tally|sum)\b",
    re.I,
)


def whens_in(text: str, day: date, code: str, dated: Sequence[Dated]) -> Iterator[When]:
    """The dates of a sentence of an article of this day, with words that name a period by another one."""
    korean = code == "ko"
    places: list[tuple[int, int]] = []
    for hit in (_BACK_KO if korean else BACK).finditer(text):
        if (when := _back(text, hit, day, korean)) is not None:
            places.append((when.start, when.end))
            yield when
    for hit in _THIS_YEAR.finditer(text):
        places.append(hit.span())
        yield When(*hit.span(), date(day.year, 1, 1), date(day.year, 12, 31))
    for hit in FIRST_MONTHS.finditer(text):
        if (
            not any(d.start < hit.end() and hit.start() < d.end for d in dated)
            and (n := count(hit["n"] or hit["so_far"]))
            and n <= 12
        ):
            places.append(hit.span())
            yield When(*hit.span(), date(day.year, 1, 1), month_end(day.year, n))
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


def _when(text: str, day: date, code: str, d: Dated, first: date, last: date) -> When:
    before, after, words = text[: d.start], text[d.end :], text[d.start : d.end]
    if "X" in d.timex and first > day and not looks_ahead(text, d.start, d.end, code):
        first, last = _earlier(d.timex, first), _earlier(d.timex, last)
        last = month_end(last.year, last.month) if d.grain == "month" else last
    if (
        d.part == "end"
        and d.grain in ("month", "year", "quarter")
        and (_AS_OF.search(before) or _AS_OF_WORDS.match(words) or code == "ko")
    ):
        return When(d.start, d.end, first, last, "as of")
    if code == "ko":
        return _korean(text, d, first, last, day)
    if code in ("zh", "ja"):
        since = d.relation in ("since", "after") or re.match(r"以来|以後|以降", after) is not None
        return When(d.start, d.end, first, day if since else last, is_since=since)
    if d.part and d.grain in ("decade", "century"):
        return When(d.start, d.end, first, last, "said")
    if opened := _SINCE_IT.search(before):
        return When(opened.start(), d.end, first, max(day, first), is_since=True)
    if d.relation == "since" and re.match(r",?\swhen\b", after):
        return When(d.start, d.end, first, last)
    if d.relation == "since" and not words.lower().startswith(("as of", "as at", "as from")):
        return When(d.start, d.end, first, max(day, first), is_since=True)
    if (_AS_OF_WORDS.match(words) and not words.lower().startswith("at")) or d.relation == "until":
        return When(d.start, d.end, first, last, "as of")
    if d.grain in ("day", "month") and re.search(
        r"\b(?:as\sof|through|up\sto|until|till|by)\s(?:the\send\sof\s)?$", before, re.I
    ):
        return When(d.start, d.end, first, last, "as of")
    if d.grain == "day" and (
        (_SAID_BEFORE.search(before))
        or (
            _SAID_AFTER.match(after)
            and (not before.strip() or re.search(r"(?:^|,)\s?(?:[Oo]n|[Ll]ate)\s$", before))
        )
        or re.search(rf"\b{_SAYING}\s(?:\w+\s)?$", before, re.I)
    ):
        return When(d.start, d.end, first, last, "said")
    if _ASIDE.search(before) and after.startswith(","):
        return When(d.start, d.end, first, last, "said")
    if re.search(r"\bon\s$", before) and re.fullmatch(r"the\s(?:year|month|quarter)", words):
        return When(d.start, d.end, first, last, "base")
    if _BASE_WORDS.search(before) and not _RANGE_FROM.match(words):
        return When(d.start, d.end, first, last, "base")
    return When(d.start, d.end, first, last)


_SINCE_IT = re.compile(r"\bsince\s(?:[\w'’-]+\s){1,5}(?:in|on)?\s?$", re.I)
_BASE_KO = re.compile(
    r"(?:\s?(?:같은\s?(?:기간|달)|동기|동월))?(?:의|에|과|와)?\s?(?:보다|대비|에\s?비해|비해|에\s?비하면|비교)"
)
_SAID_KO = re.compile(r"[가-힣]{2,}(?:은|는|이|가|도|측은|에서)\s(?:지난\s)?$")
_REPORTED_KO = re.compile(r"(?:밝혔|말했|발표|전했|보도|집계|설명|공개|강조|보고|알렸|따르면)")


def _korean(text: str, d: Dated, first: date, last: date, day: date) -> When:
    before, after, words = text[: d.start], text[d.end :], text[d.start : d.end]
    if _BASE_KO.match(after) or words.endswith(("보다", "대비")):
        return When(d.start, d.end, first, last, "base")
    if d.relation == "until" or re.match(r"\s?까지", after):
        year = re.search(r"올해|올\s|들어|지난해|작년|\d{4}년|누적|1월", words + before[-12:])
        if year and d.grain in ("month", "day", "range", "quarter"):
            return When(d.start, d.end, date(first.year, 1, 1), last)
        return When(d.start, d.end, first, last, "as of")
    if re.match(r"\s?(?:말\s?)?(?:기준|현재)", after) or re.search(r"기준|현재", words):
        return When(d.start, d.end, first, last, "as of")
    if d.relation in ("since", "after") or re.match(r"\s?(?:이후|이래|부터)", after):
        return When(d.start, d.end, first, max(day, first), is_since=True)
    if d.grain == "day" and _SAID_KO.search(before) and _REPORTED_KO.search(after):
        return When(d.start, d.end, first, last, "said")
    return When(d.start, d.end, first, last)


def _back(text: str, hit: re.Match[str], day: date, korean: bool) -> When | None:
    """Words that name a period by another one: "a month earlier", "the same period last year", "전년 동기"."""
    start, end = hit.span()
    months, back = 0, (1, "year")
    first, last = date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    if korean:
        unit = next((u for u in ("month", "quarter", "year") if hit[u]), "year")
        back = (1, unit)
        if _BASE_KO.match(text, end):
            return When(start, end, first, last, "base")
        if hit["year"] and re.match(r"도|의\s", text[end:]):
            back = (1, "year")
    else:
        unit = (hit["unit"] or hit["unit2"] or "year").lower()
        if (hit["one"] or "").lower() == "the" and re.search(r"ago$", hit[0]):
            return None
        back = (1, unit)
        if hit["of"] and not re.search(r"year|\d{4}", hit[0]):
            return None
        if hit["count"] and (n := count(hit["count"])):
            months = n
        if hit["year"]:
            back = (day.year - int(hit["year"]), "year")
            first, last = date(int(hit["year"]), 1, 1), date(int(hit["year"]), 12, 31)
        if _BASE.search(text[:start]) and not (
            re.search(r"\bto\s$", text[:start]) and not re.search(r"compared\sto\s$", text[:start])
        ):
            return When(start, end, first, last, "base")
    if unit == "month":
        day_before = day.replace(day=1) - timedelta(1)
        first, last = day_before.replace(day=1), day_before
    elif unit in ("quarter", "week"):
        moved = shifted(day, -1, unit) or day
        first = last = moved
    return When(start, end, first, last, back=back, months=months, is_ago=hit[0].lower().endswith("ago"))


def count(word: str) -> int | None:
    """What a whole number means, in digits or English words."""
    if word.isdigit():
        return int(word)
    value = numerals.value([word.lower()], "en") if numerals.is_word(word.lower(), "en") else None
    return int(value) if value else None
