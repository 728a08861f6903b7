"""What the rules of several languages do with parts of months and years: ends, weeks, quarters, seasons, feasts, decades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from beatbook.read.when import acts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found
from beatbook.read.when.feasts import feast

PARTS = {
    "early": "start", "beginning": "start", "start": "start", "onset": "start", "earlier": "start", "mid": "mid", "middle": "mid",
    "late": "end", "later": "end", "end": "end", "close": "end", "rest": "rest", "remainder": "rest", "remaining": "rest",
}  # fmt: skip


def said_part(found: Found) -> v.Value | None:
    """ "early September", "the end of 2007"."""
    part = PARTS.get(str(found["e"]), "")
    value = found["a"]
    if not part or value.grain not in ("week", "month", "year", "quarter", "season", "decade", "century"):
        return None
    return rest_of(value, found.reference) if part == "rest" else narrowed(value, part)


def narrowed(value: v.Value, part: str) -> v.Value:
    return replace(value, part=part)


def rest_of(value: v.Value, reference: date) -> v.Value | None:
    if value.first is None or value.last is None or not value.first <= reference <= value.last:
        return value
    days = (value.last - reference).days
    timex = f"({reference.isoformat()},{value.last.isoformat()},P{days}D)"
    return v.Value(timex, "range", reference, value.last, begin=reference.isoformat())


def part_of_unit(found: Found) -> v.Value | None:
    """ "later this week", "the end of the month"."""
    said = found["e"] if found.has("e") else found["e2"]
    part = PARTS.get(str(said), "")
    value = acts.unit(found.reference, found["U"], (acts.shift_of(found) or 0) if found.has("r") else 0)
    if value is None or not part or found["U"] == "day":
        return None
    if found.has("e2") and not found.has("f") and " " not in found.words("e2"):
        return None  # a verb: "will start this week"
    return rest_of(value, found.reference) if part == "rest" else narrowed(value, part)


def nth(found: Found) -> v.Value | None:
    """ "the first week of 2015", "the last 3 weeks of this year", "the 9th month of next year"."""
    value: v.Value | None = found["a"] if found.has("a") else None
    if value is None:
        value = acts.unit(found.reference, found["V"], 0)
    if value is None:
        return None
    place = 0 if found.node("o").tag == "L" else int(found["o"])
    count = int(found["c"]) if found.has("c") else 0
    return nth_of(value, place, str(found["U"]), count)


def nth_of(value: v.Value, place: int, name: str, count: int = 0) -> v.Value | None:
    year, first, last = value.year, value.first, value.last
    if value.timex[:2] in ("FY", "SY"):
        return (
            v.Value(f"{value.timex}-Q{place}", "quarter", year=year)
            if name == "quarter" and 1 <= place <= 4
            else None
        )
    if value.grain == "year" and year is not None:
        if count:
            return _nth_run(value, place, name, count)
        if name == "week":
            return v.week_numbered(year, place)
        if name == "month" and 0 <= place <= 12:
            return v.in_month(year, place or 12)
        if name == "quarter" and 0 <= place <= 4:
            return v.months_of(year, 3 * (place or 4) - 2, 3)
        if name == "half" and 0 <= place <= 2:
            return v.months_of(year, 6 * (place or 2) - 5, 6)
    elif value.grain == "month" and name == "week" and not count and place <= 5 and value.month:
        return v.week_of_month(year, value.month, place)
    if count:
        return _nth_run(value, place, name, count)
    if name == "weekend" and first and last:
        day = (
            first + timedelta((5 - first.weekday()) % 7 + 7 * (place - 1))
            if place
            else last - timedelta((last.weekday() - 5) % 7)
        )
        return v.weekend_of(day) if first <= day <= last else None
    if name == "day":
        if first and last:
            day = (
                first + timedelta(place - 1) if 0 < place < 400 and place <= (last - first).days + 1 else last
            )
            return v.exact(day) if place <= (last - first).days + 1 else None
        if value.grain == "month" and value.month and place <= 31:
            return v.on_day(None, value.month, place or v.month_end(2001, value.month).day)
    return None


def _nth_run(value: v.Value, place: int, name: str, count: int) -> v.Value | None:
    first, last = value.first, value.last
    if first is None or last is None or place > 1 or not 0 < count < 1000 or last == date.max:
        return None
    if name == "week" and value.grain == "year" and value.year:
        edge = v.week_numbered(value.year, 0 if place == 0 else 1)
        first, last = (edge.first, edge.last) if edge else (None, None)
        if first is None or last is None:
            return None
    start = first if place else last + timedelta(1)
    other = v.shifted(start, count if place else -count, name)
    return v.period(start, other, v.length(count, name)) if other else None


def nth_weekday(found: Found) -> v.Value | None:
    """ "the first Monday of April"."""
    return weekday_in(found["a"], 0 if found.node("o").tag == "L" else int(found["o"]), found["W"])


def weekday_in(value: v.Value, place: int, wanted: int) -> v.Value | None:
    """The first to fifth of a weekday in a month, 0 for the last."""
    if value.grain != "month" or not value.month or place > 5:
        return None
    month = value.month

    def in_year(year: int) -> v.Days | None:
        first = v.made(year, month, 1)
        if first is None:
            return None
        days = [d for n in range(1, 32) if (d := v.made(year, month, n)) and d.weekday() == wanted]
        chosen = days[-1] if not place else days[place - 1] if place <= len(days) else None
        return (chosen, chosen) if chosen else None

    timex = f"{v.year_sign(value.year)}-{month:02d}-WXX-{wanted + 1}-{place or 5}"
    if value.year is None:
        return v.Value(timex, "day", begin=timex, in_year=in_year)
    first, last = in_year(value.year) or (None, None)
    return v.Value(timex, "day", first, last, begin=timex)


def numbered_week(found: Found) -> v.Value | None:
    number = int(found["c"])
    year = int(found["y"]) if found.has("y") else found.reference.year
    return v.week_numbered(year, number) if 1 <= number <= 53 else None


def season(found: Found) -> v.Value | None:
    year, _ = acts.year_of(found)
    if year is None and (shift := acts.shift_of(found)) is not None and found.has("r"):
        year = found.reference.year + shift
    return v.season_of(year, found["S"])


def quarter(found: Found) -> v.Value | None:
    """ "Q3 2019", "the third quarter of next year"."""
    number = int(found["q"])
    year, _ = acts.year_of(found)
    if year is None and found.has("a"):
        if found["a"].grain != "year" or found["a"].first is None:
            return nth_of(found["a"], number, found["U"])
        year = found["a"].year
    if year is None and found.has("r"):
        year = found.reference.year + (acts.shift_of(found) or 0)
    if found["U"] == "half" and 1 <= number <= 2:
        return v.months_of(year, 6 * number - 5, 6)
    return v.months_of(year, 3 * number - 2, 3) if 1 <= number <= 4 and found["U"] == "quarter" else None


def celebrated(found: Found) -> v.Value | None:
    year, _ = acts.year_of(found)
    name, reference = str(found["H"]), found.reference
    if year is not None or not found.has("r"):
        return feast(name, year, reference)
    shift = acts.shift_of(found)
    days = [
        value
        for y in range(reference.year - 1, reference.year + 2)
        if 0 < y < 10_000 and (value := feast(name, y, reference))
    ]
    if shift == 0:
        return feast(name, reference.year, reference)
    before = [d for d in days if d.first and d.first < reference]
    after = [d for d in days if d.first and d.first > reference]
    return (before[-1] if before else None) if shift == -1 else (after[0] if after else None)


def weekend_of_feast(found: Found) -> v.Value | None:
    year, _ = acts.year_of(found)
    value = feast(found["H"], year if year is not None else found.reference.year, found.reference)
    if value is None or value.first is None:
        return None
    near = value.first if value.first.weekday() > 1 else v.shifted(value.first, -3, "day")
    return v.weekend_of(near) if near else None


def decade_of(found: Found) -> v.Value | None:
    start = int(found["s"])
    if start >= 1000:
        if start % 100 == 0 and start != 2000:
            return v.century(start // 100 + 1)
        return v.decade(start) if start % 10 == 0 else None
    return v.open_decade(start, found.reference) if 10 <= start <= 90 and start % 10 == 0 else None
