"""The dates of feeds, sitemaps and headers: as precise as they were stated, with their zone.

A time without a zone is read as UTC, which is what RFC 822 feeds mean more often than not; a time in a zone we do
not know counts as its day. Before 1990 and after 9998 a date is a mistake or a trap, and None.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

from beatbook.model import Moment

EARLIEST: Final = 1990
"""Year. The web is younger; what comes before is an unset clock (1970) or a default."""

LATEST: Final = 9998
"""Year: the last one that survives a change of zone."""

_ISO = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:(?:[Tt]|[ ]+)([0-9]{1,2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]{1,9})?)?[ ]*([A-Za-z]{1,5}|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?$"
)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?[ ]*)?"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?[ ]([0-9]{1,2})(?:st|nd|rd|th)?),?[ -]([0-9]{4}|[0-9]{2})"
    r"(?:,?[ ]+(?:at[ ])?([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.[0-9]{1,6})?)?(?:[ ]*([AaPp])\.?[Mm]\.?)?"
    r"[ ]*((?:Etc/)?[A-Za-z]{1,5}(?:[+-][0-9]{1,2}:?[0-9]{2})?|[+-][0-9]{1,2}:?[0-9]{2})?"
    r"(?:[ ]*\([^()]{0,40}\))?)?$"
)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MINUTES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet", ""), 0),
    "at": -240, "ast": -240, "adt": -180, "et": -300, "est": -300, "edt": -240, "ct": -360, "cst": -360,
    "cdt": -300, "mt": -420, "mst": -420, "mdt": -360, "pt": -480, "pst": -480, "pdt": -420, "akst": -540,
    "akdt": -480, "hst": -600, "brt": -180, "art": -180, "met": 60, "mest": 120, "bst": 60, "west": 60, "cet": 60,
    "cest": 120, "sast": 120, "eet": 120, "eest": 180, "msk": 180, "pkt": 300, "ict": 420, "wib": 420, "hkt": 480,
    "sgt": 480, "pht": 480, "awst": 480, "kst": 540, "jst": 540, "acst": 570, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "a": -60, "n": 60, "m": -720, "y": 720,
}  # fmt: skip
"""Zone names as feeds use them; where several zones share one (CST, BST), the one that feeds mean. Not IST."""


def parse(text: str, parsed: time.struct_time | None = None) -> Moment | None:
    """What a feed's date says. `parsed` is what another reader made of it (in UTC), taken where we cannot read it."""
    text = " ".join(text.split())
    if len(text) > 100:
        return None
    for reading in (_iso, _rfc822):
        if (found := reading(text)) is not None:
            return found if EARLIEST <= found.day.year <= LATEST else None
    if parsed is None or not EARLIEST <= parsed.tm_year <= LATEST:
        return None
    if not re.search(r"[0-9]:[0-9]|[Tt][0-9]{2}", text):
        return Moment(date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday))
    try:
        return Moment.of(datetime(*parsed[:5], min(parsed.tm_sec, 59), tzinfo=UTC))
    except ValueError:
        return None


def _iso(text: str) -> Moment | None:
    if not (m := _ISO.match(text)):
        return None
    year, month, day, hour, minute, second, zone = m.groups()
    return _moment((int(year), int(month), int(day)), hour, minute, second, zone)


def _rfc822(text: str) -> Moment | None:
    if not (m := _RFC822.match(text)):
        return None
    day, name, other_name, other_day, year, hour, minute, second, half, zone = m.groups()
    month = _MONTHS.get((name or other_name)[:3].lower())
    if month is None:
        return None
    full_year = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 90 else 2000)
    if half and hour:
        hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
    zone = re.sub(r"^(?:etc/)?(?:gmt|utc)?(?=[+-])|^etc/", "", zone or "", flags=re.IGNORECASE)
    return _moment((full_year, month, int(day or other_day)), hour, minute, second, zone)


def _moment(
    ymd: tuple[int, int, int], hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> Moment | None:
    try:
        day = date(*ymd)
        if hour is None:
            return Moment(day)
        offset = _offset(zone or "")
        if offset is None:
            return Moment(day)
        h, late = int(hour), 0
        if h == 24 and not int(minute or 0):
            h, late = 0, 1
        at = datetime(*ymd, h, int(minute or 0), min(int(second or 0), 59), tzinfo=offset) + timedelta(
            days=late
        )
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment.of(at)


def _offset(zone: str) -> timezone | None:
    zone = zone.lower()
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "")
        digits = digits if len(digits) != 3 else "0" + digits
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes)) if minutes else UTC
    if zone not in _MINUTES:
        return None
    return timezone(timedelta(minutes=_MINUTES[zone])) if _MINUTES[zone] else UTC


def http_date(said: str) -> datetime | None:
    """The date of an HTTP header (RFC 9110 5.6.7), aware; None if it is none."""
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
