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
from beatbook.read.when.ranges import between

SHIFT = {"L": -1, "T": 0, "N": 1}


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
    return between(v.on_day(year, month, a), v.on_day(year, month, b), found.reference) if a < b else None


def month(found: Found) -> v.Value | None:
    """ "next May" is that of the next year, "the coming May" the nearest."""
    year, sign = year_of(found)
    if sign:
        return None
    if (shift := shift_of(found)) is not None and found.has("r"):
        at = found.reference
        if str(found.nodes[found.match.end("r") - 1].value) in ("coming", "upcoming"):
            shift = int(found["M"] <= at.month)
        year = at.year + shift
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
    """ "Monday 21": a day of this month if it is one, else a Monday. Of one that has been, TIMEX says the weekday only."""
    day = v.made(found.reference.year, found.reference.month, found["d"])
    value = v.weekday_named(found["W"])
    if day is None or day.weekday() != found["W"]:
        return value
    return v.exact(day) if day >= found.reference else replace(value, first=day, last=day, weekday=None)


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
    return between(found["a"], found["b"], found.reference)


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
    return between(a, v.on_day(year, a.month or 1, found["b"]), found.reference)


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
