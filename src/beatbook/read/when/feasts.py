"""Feasts: fixed days, weekdays of a month, and those that move with the moon, reckoned for any year.

Easter by the Gregorian and Julian computus; Jewish and Islamic feasts by their arithmetical calendars (the Islamic one may be a
day off what is seen in the sky); Chinese and Korean feasts and Diwali by new moons and the sun's longitude after J. Meeus,
*Astronomical Algorithms*, in the main terms, good to some minutes. A day is that of the place that keeps the feast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import floor, pi, sin

from beatbook.read.when.values import Days, Value, made

Day = Callable[[int], date | None]


def _fixed(month: int, day: int) -> Day:
    return lambda year: made(year, month, day)


def _weekday_of(month: int, weekday: int, count: int) -> Day:
    """The count-th weekday (Monday is 1) of a month, from its end if negative."""

    def day(year: int) -> date | None:
        if count > 0:
            first = made(year, month, 1)
            return first + timedelta((weekday - 1 - first.weekday()) % 7 + 7 * (count - 1)) if first else None
        last = made(year + month // 12, month % 12 + 1, 1)
        return last - timedelta((last.weekday() - weekday) % 7 + 1) if last else None

    return day


def easter(year: int) -> date | None:
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    total = h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114
    return made(year, total // 31, total % 31 + 1)


def orthodox_easter(year: int) -> date | None:
    a = (19 * (year % 19) + 15) % 30
    b = (2 * (year % 4) + 4 * (year % 7) - a + 34) % 7
    julian = made(year, (a + b + 114) // 31, (a + b + 114) % 31 + 1)
    return julian + timedelta(year // 100 - year // 400 - 2) if julian else None


def _from(origin: Day, days: int) -> Day:
    def day(year: int) -> date | None:
        found = origin(year)
        return found + timedelta(days) if found else None

    return day


def _islamic(month: int, day: int) -> Day:
    """The first time in a year that a day of the Islamic calendar comes: the arithmetical calendar says which month, the new moon
    which day, if it came before the evening in Mecca."""

    def found(year: int) -> date | None:
        if not 1000 < year < 3000:
            return None
        for hijri in range((year - 623) * 33 // 32, (year - 620) * 33 // 32 + 2):
            start = 227015 + (59 * (month - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 - _J2000
            k = round((start - 6.5) / 29.530588861)
            seen = date.fromordinal(_J2000 + floor(_new_moon(k) + 9 / 24) + day)
            if seen.year == year:
                return seen
        return None

    return found


def _jewish_new_year(year: int) -> date | None:
    """Rosh Hashanah of the Jewish year that begins in a year."""
    jewish = year + 3761
    months = (235 * jewish - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    if 3 * (days + 1) % 7 < 3:
        days += 1

    def elapsed(y: int) -> int:
        m = (235 * y - 234) // 19
        d = 29 * m + (12084 + 13753 * m) // 25920
        return d + 1 if 3 * (d + 1) % 7 < 3 else d

    now, after, before = days, elapsed(jewish + 1), elapsed(jewish - 1)
    if after - now == 356:
        now += 2
    elif now - before == 382:
        now += 1
    ordinal = now - 1373427
    return date.fromordinal(ordinal) if 0 < ordinal < date.max.toordinal() else None


def _passover(year: int) -> date | None:
    """163 days before the new year that follows."""
    found = _jewish_new_year(year)
    return found - timedelta(163) if found else None


def _hanukkah(year: int) -> date | None:
    """25 Kislev: the year's length decides how long the two months before are."""
    now, after = _jewish_new_year(year), _jewish_new_year(year + 1)
    if now is None or after is None:
        return None
    return now + timedelta(84 if (after - now).days in (355, 385) else 83)


_J2000 = date(2000, 1, 1).toordinal()


def _new_moon(k: int) -> float:
    """The k-th new moon since that of January 6, 2000, in days since 2000-01-01 00:00 UT."""
    t = k / 1236.85
    rad = pi / 180
    sun = (2.5534 + 29.1053567 * k) * rad
    moon = (201.5643 + 385.81693528 * k + 0.0107582 * t * t) * rad
    arg = (160.7108 + 390.67050284 * k - 0.0016118 * t * t) * rad
    e = 1 - 0.002516 * t
    correction = (
        -0.4072 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * arg)
        + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * arg) - 0.00057 * sin(moon + 2 * arg) + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon) + 0.00042 * e * sin(sun + 2 * arg) + 0.00038 * e * sin(sun - 2 * arg)
        - 0.00024 * e * sin(2 * moon - sun)
    )  # fmt: skip
    dynamical = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t + correction
    return dynamical - 2451544.5 - 0.0008


def _sun_at(longitude: float, year: int) -> float:
    """When the sun reaches a longitude in a year, in days since 2000-01-01 00:00 UT."""
    days = (year - 2000) * 365.2422 + ((longitude - 280) % 360) / 360 * 365.2422
    for _ in range(4):
        n = days - 0.5
        g = (357.528 + 0.9856003 * n) * pi / 180
        reached = 280.460 + 0.9856474 * n + 1.915 * sin(g) + 0.020 * sin(2 * g) - 0.0057
        days += ((longitude - reached + 180) % 360 - 180) * 365.2422 / 360
    return days


def _lunar(longitude: int, day: int, hours: float) -> Day:
    """A day of the lunar month that holds the sun's longitude, at a place so many hours east of Greenwich."""

    def found(year: int) -> date | None:
        if not 1000 < year < 3000:
            return None
        term = floor(_sun_at(longitude, year) + hours / 24)
        k = round(term / 29.530588861)
        starts = [floor(_new_moon(i) + hours / 24) for i in range(k - 2, k + 3)]
        start = max(s for s in starts if s <= term)
        if longitude == 330 and date.fromordinal(_J2000 + start) < date(year, 1, 21):
            start = starts[starts.index(start) + 1]  # a leap month in the winter before, as in 2034
        return date.fromordinal(_J2000 + start + day - 1)

    return found


def _term(longitude: int, hours: float) -> Day:
    def found(year: int) -> date | None:
        return (
            date.fromordinal(_J2000 + floor(_sun_at(longitude, year) + hours / 24))
            if 1000 < year < 3000
            else None
        )

    return found


def _diwali(year: int) -> date | None:
    """The new moon of the month after the equinox in October or November."""
    if not 1000 < year < 3000:
        return None
    first = date(year, 10, 17).toordinal() - _J2000
    k = round(first / 29.530588861)
    moons = [floor(_new_moon(i) - 12.5 / 24) for i in range(k - 2, k + 4)]
    return date.fromordinal(_J2000 + min(m for m in moons if m >= first))


FIXED = {
    "new year": (1, 1), "new year eve": (12, 31), "epiphany": (1, 6), "groundhog": (2, 2), "valentine": (2, 14),
    "liberation of korea": (8, 15), "independence movement": (3, 1), "women": (3, 8), "patrick": (3, 17), "april fools": (4, 1),
    "earth": (4, 22), "anzac": (4, 25), "may day": (5, 1), "korean children": (5, 5), "children": (6, 1), "youth": (5, 4),
    "victory in europe": (5, 8), "victory": (5, 9), "juneteenth": (6, 19), "independence": (7, 4), "bastille": (7, 14),
    "canada": (7, 1), "memorial of korea": (6, 6), "constitution of korea": (7, 17), "foundation of korea": (10, 3),
    "hangul": (10, 9), "party foundation": (10, 10), "sun": (4, 15), "shining star": (2, 16), "north korea": (9, 9),
    "victory of war": (7, 27), "china national": (10, 1), "german unity": (10, 3), "assumption": (8, 15), "teachers": (9, 10),
    "halloween": (10, 31), "all saints": (11, 1), "guy fawkes": (11, 5), "armistice": (11, 11), "singles": (11, 11),
    "st nicholas": (12, 6), "christmas eve": (12, 24), "christmas": (12, 25), "boxing": (12, 26), "australia": (1, 26),
    "republic of india": (1, 26), "independence of india": (8, 15), "inauguration": (1, 20), "parents": (5, 8), "star wars": (5, 4),
    "buddha fixed": (4, 8), "culture": (11, 3), "showa": (4, 29), "greenery": (5, 4), "constitution of japan": (5, 3),
    "mountain": (8, 11), "human rights": (12, 10), "world environment": (6, 5), "cinco de mayo": (5, 5), "flag": (6, 14),
    "patriot": (9, 11), "pi": (3, 14), "world aids": (12, 1), "st george": (4, 23), "st andrew": (11, 30),
}  # fmt: skip
WEEKDAYS = {
    "martin luther king": (1, 1, 3), "presidents": (2, 1, 3), "mothers": (5, 7, 2), "fathers": (6, 7, 3), "memorial": (5, 1, -1),
    "labor": (9, 1, 1), "columbus": (10, 1, 2), "thanksgiving": (11, 4, 4), "coming of age": (1, 1, 2),
}  # fmt: skip
_MOVING: dict[str, Day] = {
    "carnival monday": _from(easter, -48), "mardi gras": _from(easter, -47), "ash wednesday": _from(easter, -46), "palm sunday": _from(easter, -7),
    "maundy thursday": _from(easter, -3), "good friday": _from(easter, -2), "holy saturday": _from(easter, -1), "easter": easter,
    "easter monday": _from(easter, 1), "ascension": _from(easter, 39), "pentecost": _from(easter, 49), "whit monday": _from(easter, 50),
    "corpus christi": _from(easter, 60), "orthodox easter": orthodox_easter, "orthodox christmas": _fixed(1, 7),
    "ramadan": _islamic(9, 1), "eid al-fitr": _islamic(10, 1), "eid al-adha": _islamic(12, 10), "islamic new year": _islamic(1, 1),
    "ashura": _islamic(1, 10), "mawlid": _islamic(3, 12), "rosh hashanah": _jewish_new_year, "yom kippur": _from(_jewish_new_year, 9),
    "sukkot": _from(_jewish_new_year, 14), "passover": _passover, "purim": _from(_passover, -30), "hanukkah": _hanukkah,
    "lunar new year": _lunar(330, 1, 8), "lantern": _lunar(330, 15, 8), "seollal": _lunar(330, 1, 9), "lunar eve": _from(_lunar(330, 1, 8), -1),
    "qingming": _term(15, 8), "dragon boat": _lunar(90, 5, 8), "buddha": _lunar(60, 8, 9), "chuseok": _lunar(180, 15, 9),
    "mid-autumn": _lunar(180, 15, 8), "double ninth": _lunar(210, 9, 8), "diwali": _diwali, "black friday": _from(_weekday_of(11, 4, 4), 1), "cyber monday": _from(_weekday_of(11, 4, 4), 4),
    "winter solstice": _term(270, 8), "qixi": _lunar(150, 7, 8), "daeboreum": _lunar(330, 15, 9), "dano": _lunar(90, 5, 9),
    "victoria": lambda year: next((d for n in range(18, 25) if (d := made(year, 5, n)) and d.weekday() == 0), None),
    "advent": lambda year: (d - timedelta(d.weekday() + 22)) if (d := made(year, 12, 25)) else None,
}  # fmt: skip


NAMES = frozenset((*FIXED, *WEEKDAYS, *_MOVING))
"""What feasts are called here."""


def feast(name: str, year: int | None, reference: date) -> Value | None:
    """A feast of a year, or of a year that is not said. One that moves has, without a year, the day of the reference's."""
    on: Day
    if fixed := FIXED.get(name):
        on = _fixed(*fixed)
        timex = f"{fixed[0]:02d}-{fixed[1]:02d}"
    elif ruled := WEEKDAYS.get(name):
        on = _weekday_of(*ruled)
        timex = f"{ruled[0]:02d}-WXX-{ruled[1]}-{ruled[2] if ruled[2] > 0 else 4}"
    else:
        on = _MOVING[name]
        now = on(reference.year)
        timex = f"{now:%m-%d}" if now else ""
    if year is not None:
        day = on(year)
        if day is None or day.year != year:  # in far years the feasts of a lunar calendar drift into the next
            return None
        return Value(day.isoformat(), "day", day, day, day.year, day.month, day.day, begin=day.isoformat())

    def in_year(year: int) -> Days | None:
        day = on(year)
        return (day, day) if day else None

    return Value(f"XXXX-{timex}", "day", begin=f"XXXX-{timex}", in_year=in_year) if timex else None
