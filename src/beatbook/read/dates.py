"""Dates as pages give them: ISO 8601, RFC 2822, epochs, and dates in words in a dozen languages.

`parse_date` is for whole strings that are meant as a date (metadata, a time stamp), `stamps` for a line that says when,
and perhaps who ("Ida Korhonen | Published Dec. 3, 2020 7:40 pm | Updated Dec. 4, 2020"). Time expressions inside
sentences are another subject and get their own module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from beatbook.model import Moment

EARLIEST = date(1990, 1, 1)
"""Dates before this are refused: on the web they are defaults (1970-01-01, 0001-01-01) or slips."""
AHEAD = timedelta(hours=1)
"""How far after the fetch a time may lie: clocks differ."""

_MONTHS = {
    1: "january jan januar jänner jän janvier janv enero ene gennaio janeiro januari",
    2: "february feb februar feber février févr fév fevrier febrero febbraio fevereiro februari",
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
_DOTTED = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<d>\d{1,2})(?!\d)\.?"
)
_DAY_FIRST_DOTS = re.compile(
    r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d|\d\d(?=[\s,|–-]|$))(?!\d)"
)
_SLASHED = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})(?P<sep>[/-])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s-](?:de\s|of\s)?(?P<mon>{_MONTH_WORD})\b\.?,?[\s-](?:de[l]?\s)?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?P<mon>{_MONTH_WORD})\b\.?\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:at\s)?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d:])(?:(?P<half_before>오전|오후|上午|下午|午前|午後)\s?)?(?P<H>\d{1,2})\s?(?:[:h.時时点點시]|[:h]\s)\s?(?P<M>\d\d?)(?::(?P<S>\d\d))?[分분]?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?\s?\(?(?P<z>Z\b|UTC\b|GMT\b(?![+-])|(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?|[A-Z]{1,4}T\b)?(?![\d:])",
    re.I,
)
_BARE_HOUR = re.compile(
    r"(?<![\d:])(?P<H>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)(?:\s(?P<z>[A-Z]{2,4}T\b|UTC\b))?", re.I
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
        if (found := pattern.search(text)) and (moment := _made(found)):
            return moment
    if _EPOCH.fullmatch(text):
        value = float(text)
        value = value / 1000 if value > 1e11 else value
        return Moment.of(datetime.fromtimestamp(value, UTC))
    stamp = next(iter(_found(text, day_first)), None)
    return stamp.moment if stamp else None


class Stamp(NamedTuple):
    """A date that a line states. `clock` is the hour and minute beside it, in a zone that may be unknown; `start` and
    `end` enclose date and clock; `later` says that the line calls it the time of a change ("Updated")."""

    moment: Moment
    clock: tuple[int, int] | None
    start: int
    end: int
    later: bool = False


LATER = re.compile(
    r"(?:\b(?:up-?dated?|last\s(?:reviewed|modified|edited|changed)|modified|revised|reviewed|edited|amended|"
    r"aktualisiert|geändert|überarbeitet|stand|mis(?:e)?\s(?:à|a)\sjour|actualisée?|modifiée?|actualizad[oa]|modificad[oa]|atualizad[oa]|"
    r"aggiornat[oa]|modificato|bijgewerkt|gewijzigd|обновлено|изменено)\b|수정|업데이트|최종|更新|修改|編集日)",
    re.I,
)
"""Words for a later change of what was published."""
_OTHER = re.compile(
    r"(?:\b(?:photo|picture|image|foto|copyright|expires?|deadline|born|until|accessed|retrieved|event|starts?|ends?|due)\b|사진|©)",
    re.I,
)
"""Words before a date that is not the text's own."""
_YEAR = re.compile(r"(?:19|20)\d\d|\d\.\d\d(?!\d)")


def stamps(text: str, *, day_first: bool | None = None) -> list[Stamp]:
    """The dates that one line states of its text, in its order; not those of a picture or an event."""
    if "20" not in text and "19" not in text and "." not in text:
        return []
    text = text[:LINE]
    if not _YEAR.search(text):
        return []
    out: list[Stamp] = []
    before = 0
    for stamp in _found(text, day_first):
        words = text[before : stamp.start]
        before = stamp.end
        if not _OTHER.search(words):
            out.append(stamp._replace(later=bool(LATER.search(words))))
    return out


LINE = 250
"""Code points of a line in which dates are looked for."""


def beside(text: str, found: Sequence[Stamp]) -> list[str]:
    """What a line says before, between and after its dates."""
    starts, ends = [s.start for s in found], [s.end for s in found]
    return [text[start:end] for start, end in zip([0, *ends], [*starts, len(text)], strict=True)]


_FORMS = (
    (_ISO, "-"), (_CJK, "年년"), (_DAY_MONTH, ""), (_MONTH_DAY, ""), (_DOTTED, "./-"), (_DAY_FIRST_DOTS, "."), (_SLASHED, "/-"),
)  # fmt: skip
"""The forms of dates in their order of belief, each with signs of which it holds one."""


def _found(text: str, day_first: bool | None) -> list[Stamp]:
    """Every date in a text with the clock beside it, in order."""
    spans: list[tuple[int, int, Moment]] = []
    for pattern, needed in _FORMS:
        if needed and not any(sign in text for sign in needed):
            continue
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < e and s < end for s, e, _ in spans):
                continue
            moment = _made(found) if pattern is _ISO else _dated(found, pattern is _SLASHED, day_first)
            if moment:
                spans.append((start, end, moment))
    spans.sort(key=lambda span: span[0])
    out: list[Stamp] = []
    for i, (start, end, moment) in enumerate(spans):
        if moment.at is not None:
            out.append(Stamp(moment, (moment.at.hour, moment.at.minute), start, end))
            continue
        if (told := _ISO.fullmatch(text, start, end)) and told["H"]:
            out.append(Stamp(moment, (int(told["H"]) % 24, int(told["M"]) % 60), start, end))
            continue
        next_start = spans[i + 1][0] if i + 1 < len(spans) else len(text)
        previous = out[-1].end if out else 0
        clock = _clock(text, end, min(next_start, end + 40)) or _clock(text, max(previous, start - 40), start)
        if clock is None:
            out.append(Stamp(moment, None, start, end))
            continue
        hour, minute, second, zone, clock_start, clock_end = clock
        timed = _at(moment.day, hour, minute, second, zone) if zone else None
        out.append(Stamp(timed or moment, (hour, minute), min(start, clock_start), max(end, clock_end)))
    return out


def _dated(found: re.Match[str], slashed: bool, day_first: bool | None) -> Moment | None:
    groups = found.groupdict()
    year = int(groups["y"])
    year += 2000 if year < 100 else 0
    if "mon" in groups:
        return _day(year, _MONTH[groups["mon"].lower()], int(groups["d"]))
    month, day = int(groups["m"]), int(groups["d"])
    if slashed:
        if day > 12 or day == month or day_first:
            return _day(year, month, day)
        return _day(year, day, month) if month > 12 or day_first is False else None
    return _day(year, month, day)


def _clock(text: str, start: int, end: int) -> tuple[int, int, int, str, int, int] | None:
    """Hour, minute, second, zone and place of the first clock between two places of a text."""
    found = _CLOCK.search(text, start, end) or _BARE_HOUR.search(text, start, end)
    if not found:
        return None
    groups = found.groupdict()
    hour, minute = int(groups["H"]), int(groups.get("M") or 0)
    half = (groups["half"] or "").lower()[:1] or _HALVES.get(groups.get("half_before") or "", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return hour, minute, int(groups.get("S") or 0), groups["z"] or "", found.start(), found.end()


_HALVES = {"오전": "a", "上午": "a", "午前": "a", "오후": "p", "下午": "p", "午後": "p"}


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


REFUSED_EARLY = "before the site could have existed"
REFUSED_LATE = "later than the fetch"


def doubt(moment: Moment, fetched: datetime | None = None) -> str | None:
    """Why a date cannot be the page's: it lies before 1990 or after the fetch."""
    if moment.day < EARLIEST:
        return REFUSED_EARLY
    if fetched is None:
        return REFUSED_LATE if moment.day.year >= 2100 else None
    if moment.at is not None:
        return REFUSED_LATE if moment.at > fetched + AHEAD else None
    # A day is that day somewhere: the first time zone is 14 hours ahead of UTC.
    return REFUSED_LATE if moment.day > (fetched.astimezone(UTC) + timedelta(hours=14)).date() else None


def plausible(moment: Moment | None, fetched: datetime | None = None) -> Moment | None:
    """The moment, unless there is a doubt."""
    return moment if moment is not None and doubt(moment, fetched) is None else None


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
