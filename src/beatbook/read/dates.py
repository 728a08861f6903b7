"""Dates as pages give them: ISO 8601, RFC 2822, epochs, and dates in words in eight languages.

Only for whole strings that are meant as a date (metadata, a byline's time stamp). Time expressions inside sentences
are another subject and get their own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

from beatbook.model import Moment

EARLIEST = date(1990, 1, 1)
"""Dates before this are refused: on the web they are defaults (1970-01-01, 0001-01-01) or slips."""
AHEAD = timedelta(hours=1)
"""How far after the fetch a time may lie: clocks differ."""

_MONTHS = {
    1: "january jan januar jänner jän janvier janv enero ene gennaio janeiro januari",
    2: "february feb february. februar feber février févr fév fevrier febrero febbraio fevereiro februari",
    3: "march mar märz maerz mär mrz mars marzo março maart",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio maio mei",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet juil julio luglio julho",
    8: "august aug août aout agosto ago augustus",
    9: "september sept sep septembre septiembre setiembre settembre setembro",
    10: "october oct oktober okt octobre octubre ottobre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro",
}
_MONTH = {name.rstrip("."): number for number, names in _MONTHS.items() for name in names.split()}
_MONTH_WORD = "|".join(sorted(map(re.escape, _MONTH), key=len, reverse=True))

_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"(?:[Tt ]\s?(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,:]\d+)?)?\s?(?P<z>Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_BASIC = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?P<z>Z)?)?(?!\d)"
)
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_CJK = re.compile(r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]?")
_DOTTED = re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?[./]\s?(?P<m>\d{1,2})\s?[./]\s?(?P<d>\d{1,2})(?!\d)")
_DAY_FIRST_DOTS = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-](?:de\s|of\s)?(?P<mon>{_MONTH_WORD})\b\.?,?[\s-](?:de[l]?\s)?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<mon>{_MONTH_WORD})\b\.?\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:at\s)?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d:])(?P<H>\d{1,2})[:h.](?P<M>\d\d)(?::(?P<S>\d\d))?\s?(?P<half>[ap]\.?m\.?)?\s?"
    r"(?P<z>Z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?|[A-Z]{2,4}T)?(?![\d:])",
    re.I,
)
_BARE_HOUR = re.compile(
    r"(?<![\d:])(?P<H>\d{1,2})\s?(?P<half>[ap]\.?m\.?)(?:\s(?P<z>[A-Z]{2,4}T|UTC))?", re.I
)
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "ist": 330, "wet": 0, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "hst": -600, "kst": 540, "jst": 540, "hkt": 480, "sgt": 480, "pht": 480, "aest": 600, "aedt": 660,
    "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780, "sast": 120, "wib": 420,
}  # fmt: skip
"""Minutes east of UTC. `ET`, `CT`, `PT` are left out: they mean two offsets, so a time in them counts as a day."""


def parse_date(text: str, *, day_first: bool | None = None) -> Moment | None:
    """The moment that a whole string states, or None. A time without a zone counts as a day.

    `day_first` decides 3/4/2020; None takes it only where the numbers leave one reading.
    """
    text = " ".join(text.split())[:200]
    if not text:
        return None
    for pattern in (_ISO, _BASIC):
        if found := pattern.search(text):
            moment = _made(found)
            if moment:
                return moment
    if _EPOCH.fullmatch(text):
        value = float(text)
        value = value / 1000 if value > 1e11 else value
        return Moment.of(datetime.fromtimestamp(value, UTC))
    if found := _CJK.search(text):
        return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if found := pattern.search(text):
            day = _day(int(found["y"]), _MONTH[found["mon"].lower()], int(found["d"]))
            return _with_clock(day, text[found.end() :], text[: found.start()]) if day else None
    for pattern in (_DOTTED, _DAY_FIRST_DOTS):
        if found := pattern.search(text):
            return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _SLASHED.search(text):
        a, b, y = int(found["a"]), int(found["b"]), int(found["y"])
        if a > 12 or day_first:
            return _day(y, b, a)
        if b > 12 or day_first is False or a == b:
            return _day(y, a, b)
    return None


def _day(y: int, m: int, d: int) -> Moment | None:
    try:
        return Moment(date(y, m, d))
    except ValueError:
        return None


def _made(found: re.Match[str]) -> Moment | None:
    moment = _day(int(found["y"]), int(found["m"]), int(found["d"]))
    zone = found["z"]
    if moment is None or found["H"] is None or zone is None:
        return moment
    return _at(moment.day, int(found["H"]), int(found["M"]), int(found["S"] or 0), zone) or moment


def _at(day: date, hour: int, minute: int, second: int, zone: str) -> Moment | None:
    offset = _offset(zone)
    if offset is None:
        return None
    try:
        at = datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=offset)
        at.astimezone(UTC)
        return Moment.of(at)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timezone | None:
    zone = zone.strip().lower()
    minutes = _ZONES.get(zone)
    if minutes is None:
        found = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d\d?):?(\d\d)?", zone)
        if not found:
            return None
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        minutes = -minutes if found[1] == "-" else minutes
    return timezone(timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else None


def _with_clock(day: Moment, *around: str) -> Moment:
    """The day with the clock time that stands beside it, if that has a zone."""
    for text in around:
        found = _CLOCK.search(text) or _BARE_HOUR.search(text)
        if not found or not found["z"]:
            continue
        hour = int(found["H"])
        half = (found["half"] or "").lower()[:1]
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        groups = found.groupdict()
        moment = _at(day.day, hour, int(groups.get("M") or 0), int(groups.get("S") or 0), found["z"])
        if moment:
            return moment
    return day


def plausible(moment: Moment | None, fetched: datetime | None = None) -> Moment | None:
    """The moment, unless it lies before 1990 or after the fetch."""
    if moment is None or moment.day < EARLIEST:
        return None
    if fetched is not None:
        if moment.at is not None:
            return moment if moment.at <= fetched + AHEAD else None
        # A day is that day somewhere: the first time zone is 14 hours ahead of UTC.
        return moment if moment.day <= (fetched.astimezone(UTC) + timedelta(hours=14)).date() else None
    return moment if moment.day.year < 2100 else None


def first_plausible(texts: Iterable[str | None], fetched: datetime | None = None) -> Moment | None:
    for text in texts:
        if text and (moment := plausible(parse_date(text), fetched)):
            return moment
    return None


_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/._-]|$)"
)
_IN_ADDRESS_WORD = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(?P<d>0?[1-9]|[12]\d|3[01])(?=[/._-]|$)"
)
_IN_ADDRESS_RUN = re.compile(
    r"(?<![\d])(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\d{3,9}(?!\d)|(?!\d))"
)


def date_in_address(url: str) -> Moment | None:
    """The day an address carries: /2020/12/03/, /2020/dec/03/, 20201203."""
    for pattern in (_IN_ADDRESS, _IN_ADDRESS_RUN):
        if found := pattern.search(url):
            return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _IN_ADDRESS_WORD.search(url.lower()):
        return _day(int(found["y"]), _MONTH[found["m"]], int(found["d"]))
    return None
