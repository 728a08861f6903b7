"""What the rules of several languages do with what they found: their meanings, from tokens to values.

Groups of the expressions have the same names everywhere: `M` month, `d` number of a day, `y` year, `z` year in two digits, `r` which one
("last", "this", "next"), `c` how many, `U` unit, `W` weekday, `a` and `b` dates, `e` part ("early", "end").
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found, Node
from beatbook.read.when.feasts import feast

SHIFT = {"L": -1, "T": 0, "N": 1}
PARTS = {
    "early": "start", "beginning": "start", "start": "start", "onset": "start", "earlier": "start", "mid": "mid", "middle": "mid",
    "late": "end", "later": "end", "end": "end", "close": "end", "rest": "rest", "remainder": "rest", "remaining": "rest",
}  # fmt: skip


def shift_of(found: Found, name: str = "r") -> int | None:
    """Minus one for last, none for this, one for next; what stands last decides ("this past")."""
    return SHIFT.get(found.nodes[found.match.end(name) - 1].tag) if found.has(name) else None


def year_of(found: Found) -> tuple[int | None, str]:
    """The year that was found, and its TIMEX where that is not simply it."""
    if found.has("y"):
        return int(found["y"]), ""
    if found.has("z"):
        sign, year = v.in_two_digits(int(found["z"]))
        return year, sign if year is None else ""
    return None, ""


def day_in_month(found: Found) -> v.Value | None:
    day, month = found["d"], found["M"]
    if not 1 <= day <= 31:
        return None
    year, sign = year_of(found)
    value = v.on_day(year, month, day, sign)
    if found.has("r") and year is None and (shift := shift_of(found)) is not None and shift:
        value = replace(
            value, in_year=None, first=(made := v.made(found.reference.year + shift, month, day)), last=made
        )
    return value


def days_in_month(found: Found) -> v.Value | None:
    """ "9 to 12 of June"."""
    a, b, month = found["a"], found["b"], found["M"]
    year, _ = year_of(found)
    if not (1 <= a <= 31 and 1 <= b <= 31):
        return None
    return v.between(v.on_day(year, month, a), v.on_day(year, month, b), found.reference) if a < b else None


def month(found: Found) -> v.Value | None:
    year, sign = year_of(found)
    if sign:
        return None
    if (shift := shift_of(found)) is not None and found.has("r"):
        year = found.reference.year + shift
        return v.in_month(year, found["M"]) if 0 < year < 10_000 else None
    return v.in_month(year, found["M"])


def month_of_year(found: Found) -> v.Value | None:
    """ "May of next year"."""
    shift = shift_of(found)
    return (
        v.in_month(found.reference.year + shift, found["M"])
        if found["U"] == "year" and shift is not None
        else None
    )


def named_weekday(found: Found) -> v.Value:
    return v.weekday_named(found["W"])


def in_week(reference: date, weekday: int, shift: int) -> v.Value | None:
    day = (
        v.shifted(reference - timedelta(reference.weekday()), 7 * shift + weekday, "day")
        if reference > date(1, 1, 7)
        else None
    )
    return v.exact(day) if day else None


def weekday(found: Found) -> v.Value | None:
    """ "last Tuesday", "Tuesday next week". "Past" and "coming" are the nearest ones, the others those of the weeks beside."""
    shift, reference, wanted = shift_of(found), found.reference, found["W"]
    if shift is None or (found.has("U") and found["U"] != "week"):
        return None
    word = str(found.nodes[found.match.end("r") - 1].value)
    if not found.has("U") and word in (
        "past",
        "coming",
        "upcoming",
        "nearest",
        "vergangenen",
        "vergangener",
        "kommenden",
        "prochain",
        "dernier",
    ):
        back = (
            (reference.weekday() - wanted - 1) % 7 + 1
            if shift < 0
            else -((wanted - reference.weekday() - 1) % 7 + 1)
        )
        day = v.shifted(reference, -back, "day")
        return v.exact(day) if day else None
    return in_week(reference, wanted, shift)


def weekday_and_day(found: Found) -> v.Value:
    """ "Monday 21": a day of this month if it is one, else a Monday."""
    day = v.made(found.reference.year, found.reference.month, found["d"])
    return v.exact(day) if day and day.weekday() == found["W"] else v.weekday_named(found["W"])


def unit(reference: date, name: str, shift: int) -> v.Value | None:
    """This, the last or the next day, week, month, quarter …"""
    step = {"fiscal": "year", "school": "year"}.get(name, name)
    if name == "business":
        return None
    at = v.shifted(reference, shift, step)
    if at is None:
        return None
    if name == "day":
        return v.exact(at)
    if name == "week":
        return v.week_of(at)
    if name == "weekend":
        return v.weekend_of(at)
    if name == "month":
        return v.in_month(at.year, at.month)
    if name == "quarter":
        return v.months_of(at.year, (at.month - 1) // 3 * 3 + 1, 3)
    if name == "half":
        return v.months_of(at.year, (at.month - 1) // 6 * 6 + 1, 6)
    if name == "decade":
        return v.decade(at.year // 10 * 10)
    if name == "century":
        return v.century((at.year - 1) // 100 + 1)
    if name == "fortnight":
        start = reference - timedelta(reference.weekday())
        first, after = v.shifted(start, shift, "fortnight"), v.shifted(start, shift + 1, "fortnight")
        # what is past ends with the week that has begun
        return v.period(first, after, "P2W") if first and after else None
    return v.whole_year(at.year, {"fiscal": "FY", "school": "SY"}.get(name, ""))


def this_unit(found: Found) -> v.Value | None:
    shift = shift_of(found)
    if shift is None or (found["U"] == "day" and shift < 0 and found.words("r").lower() in ("last", "past")):
        return None
    return unit(found.reference, found["U"], shift)


def counted(found: Found) -> v.Value | None:
    """ "the last 3 months", "the next two quarters"."""
    shift, count, name, reference = shift_of(found), found["c"], found["U"], found.reference
    return run_of(reference, shift, count, name) if shift else None


def run_of(reference: date, shift: int, count: int, name: str) -> v.Value | None:
    if not 0 < count < 100_000:
        return None
    if name in ("fiscal", "school"):
        name = "year"
    if name in ("quarter", "decade", "century", "half"):
        step = unit(reference, name, 0)
        start = step.first if step else None
        if start is None:
            return None
        start = start if shift < 0 else v.shifted(start, 1, name)
    elif shift < 0:
        start = reference
    else:
        start = v.shifted(reference, 1, "day")
    if start is None:
        return None
    other = v.shifted(start, shift * count, name)
    if other is None:
        return None
    if name == "business" and shift > 0:
        last = v.shifted(reference, count, name)
        other = last + timedelta(1) if last and last < date.max else None
    return v.period(start, other, v.length(count, name)) if other else None


def amounts(found: Found) -> list[tuple[int, str]]:
    """What "2 weeks and 2 days" counts."""
    out = [(int(found["c"]), str(found["U"]))]
    if found.has("c2"):
        out.append((int(found["c2"]), str(found["U2"])))
    return out


def moved(day: date | None, parts: list[tuple[int, str]], sign: int) -> v.Value | None:
    for count, name in parts:
        name = {"fiscal": "year", "school": "year"}.get(name, name)
        day = v.shifted(day, sign * count, name) if day is not None and count < 100_000 else None
    grain = parts[-1][1]
    finest: v.Grain = grain if grain in ("week", "month", "year", "decade", "century") else "day"  # type: ignore[assignment]
    return v.exact(day, finest) if day else None


def ago(found: Found) -> v.Value | None:
    return moved(found.reference, amounts(found), -1)


def ahead(found: Found) -> v.Value | None:
    return moved(found.reference, amounts(found), 1)


def from_anchor(found: Found, sign: int) -> v.Value | None:
    """ "two weeks before Christmas": counted from the day that is nearest."""
    value = found["a"] if isinstance(found["a"], v.Value) else v.weekday_named(found["a"])
    moved_to = moved(v.anchor(value, found.reference), amounts(found), sign)
    return (
        replace(moved_to, grain="day", first=(day := date.fromisoformat(moved_to.timex)), last=day)
        if moved_to
        else None
    )


def weekday_of_that_week(day: date, weekday: int) -> v.Value | None:
    """A weekday of the week, from Sunday on, that a day is in."""
    sunday = v.shifted(day, -((day.weekday() + 1) % 7), "day")
    at = v.shifted(sunday, (weekday + 1) % 7, "day") if sunday else None
    return v.exact(at) if at else None


def within(found: Found) -> v.Value | None:
    parts = amounts(found)
    end = moved(found.reference, parts[:1], 1)
    return (
        v.period(found.reference, date.fromisoformat(end.timex), v.length(*parts[0]))
        if end and parts[0][0]
        else None
    )


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
    """"later this week", "the end of the month"."""
    said = found["e"] if found.has("e") else found["e2"]
    part = PARTS.get(str(said), "")
    value = unit(found.reference, found["U"], (shift_of(found) or 0) if found.has("r") else 0)
    if value is None or not part or found["U"] == "day":
        return None
    if found.has("e2") and not found.has("f") and " " not in found.words("e2"):
        return None  # a verb: "will start this week"
    return rest_of(value, found.reference) if part == "rest" else narrowed(value, part)


def nth(found: Found) -> v.Value | None:
    """ "the first week of 2015", "the last 3 weeks of this year", "the 9th month of next year"."""
    value: v.Value | None = found["a"] if found.has("a") else None
    if value is None:
        value = unit(found.reference, found["V"], 0)
    if value is None:
        return None
    place = 0 if found.node("o").tag == "L" else int(found["o"])
    count = int(found["c"]) if found.has("c") else 0
    return nth_of(value, place, str(found["U"]), count)


def nth_of(value: v.Value, place: int, name: str, count: int = 0) -> v.Value | None:
    year, first, last = value.year, value.first, value.last
    if value.timex[:2] in ("FY", "SY"):
        return v.Value(f"{value.timex}-Q{place}", "quarter", year=year) if name == "quarter" and 1 <= place <= 4 else None
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
    value, wanted = found["a"], found["W"]
    place = 0 if found.node("o").tag == "L" else int(found["o"])
    if value.grain != "month" or not value.month or place > 5:
        return None

    def in_year(year: int) -> v.Days | None:
        first = v.made(year, value.month, 1)
        if first is None:
            return None
        days = [d for n in range(1, 32) if (d := v.made(year, value.month, n)) and d.weekday() == wanted]
        chosen = days[-1] if not place else days[place - 1] if place <= len(days) else None
        return (chosen, chosen) if chosen else None

    timex = f"{v.year_sign(value.year)}-{value.month:02d}-WXX-{wanted + 1}-{place or 5}"
    days = in_year(value.year) if value.year is not None else None
    return v.Value(
        timex,
        "day",
        *(days or (None, None)),
        begin=timex,
        in_year=None if value.year is not None else in_year,
    )


def numbered_week(found: Found) -> v.Value | None:
    number = int(found["c"])
    year = int(found["y"]) if found.has("y") else found.reference.year
    return v.week_numbered(year, number) if 1 <= number <= 53 else None


def season(found: Found) -> v.Value | None:
    year, _ = year_of(found)
    if year is None and (shift := shift_of(found)) is not None and found.has("r"):
        year = found.reference.year + shift
    return v.season_of(year, found["S"])


def quarter(found: Found) -> v.Value | None:
    """ "Q3 2019", "the third quarter of next year"."""
    number = int(found["q"])
    year, _ = year_of(found)
    if year is None and found.has("a"):
        if found["a"].grain != "year" or found["a"].first is None:
            return nth_of(found["a"], number, found["U"])
        year = found["a"].year
    if year is None and found.has("r"):
        year = found.reference.year + (shift_of(found) or 0)
    if found["U"] == "half" and 1 <= number <= 2:
        return v.months_of(year, 6 * number - 5, 6)
    return v.months_of(year, 3 * number - 2, 3) if 1 <= number <= 4 and found["U"] == "quarter" else None


def celebrated(found: Found) -> v.Value | None:
    year, _ = year_of(found)
    name, reference = str(found["H"]), found.reference
    if year is not None or not found.has("r"):
        return feast(name, year, reference)
    shift = shift_of(found)
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
    year, _ = year_of(found)
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


def relative_day(found: Found) -> v.Value | None:
    meant = found["D"]
    if meant == "now":
        return v.Value(
            "PRESENT_REF", "day", found.reference, found.reference, begin=found.reference.isoformat()
        )
    if meant == "tonight":
        return replace(v.exact(found.reference), clock=True)
    day = v.shifted(found.reference, int(meant), "day")
    return v.exact(day) if day else None


def span(found: Found) -> v.Value | None:
    return v.between(found["a"], found["b"], found.reference)


def span_to_day(found: Found) -> v.Value | None:
    """ "April 9th through 17th"."""
    a: v.Value = found["a"]
    year = int(found["y"]) if found.has("y") else a.year
    if (
        a.grain != "day"
        or not a.month
        or not a.day
        or not 1 <= found["b"] <= 31
        or found["b"] <= a.day
        or a.begin != a.timex
    ):
        return None
    if found.has("y"):
        a = v.on_day(year, a.month or 1, a.day or 1)
    return v.between(a, v.on_day(year, a.month or 1, found["b"]), found.reference)


def related(found: Found) -> v.Value | None:
    """ "since March", "before 2018"."""
    value: v.Value = found["a"]
    return replace(value, relation=str(found["m"])) if not value.relation else value


def timed(found: Found) -> v.Value | None:
    """A day with a time of day."""
    value: v.Value = found["a"]
    return replace(value, clock=True) if value.grain == "day" else None


def _is_written(found: Found, name: str) -> bool:
    """Whether a date has its month in letters, so that numbers beside it can be days ("5 and 3/4" are none)."""
    node = found.node(name)
    return any(c.isalpha() for c in found.text[node.start : node.end])


def listed_days(found: Found) -> list[Node] | None:
    """ "18 and 19 June": the month is that of the last."""
    start, end = found.match.span()
    last: v.Value = found["a"]
    node = found.node("a")
    if last.grain != "day" or not last.month or not last.day or not _is_written(found, "a"):
        return None
    out = []
    for each in found.nodes[start:end]:
        if each.tag in "no" and 1 <= each.value <= 31:
            out.append(Node("d", v.on_day(last.year, last.month, each.value), each.start, each.end))
        else:
            out.append(each)
    return out


def further_days(found: Found) -> list[Node] | None:
    """ "June 18 and 19"."""
    start, end = found.match.span()
    first: v.Value = found["a"]
    if (
        first.grain != "day"
        or not first.month
        or not first.day
        or not found.text[found.node("a").end - 1].isdigit()
    ):
        return None
    return [
        Node("d", v.on_day(first.year, first.month, n.value), n.start, n.end)
        if n.tag in "no" and 1 <= n.value <= 31
        else n
        for n in found.nodes[start:end]
    ]


def to_date(found: Found) -> v.Value | None:
    """ "year to date"."""
    value = unit(found.reference, found["j"], 0)
    if value is None or value.first is None:
        return None
    return v.period(value.first, found.reference, f"P{(found.reference - value.first).days}D")


def as_it_is(found: Found) -> Any:
    return found["a"]
