"""What English alone does with what its rules found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from beatbook.read.when import acts, parts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found
from beatbook.read.when.ranges import between
from beatbook.read.when.sense import looks_ahead


def written_year(found: Found) -> int | None:
    """ "nineteen eighty six", "twenty twenty"."""
    year = found["a"] * 100 + found["b"] + (found["u"] or 0)
    return year if 1500 <= year < 2200 else None


def thousands(found: Found) -> int | None:
    year = found["a"] * found["K"] + sum(found.all("u"))
    return year if 1000 <= year < 2200 else None


def summed(found: Found) -> int:
    return int(found["t"]) + int(found["u"])


def counted(found: Found) -> int:
    return int(found["c"])


def year(found: Found) -> v.Value | None:
    return v.whole_year(found["y"]) if 1000 <= found["y"] < 2200 else None


_AMOUNT = frozenset(
    "people men women children troops soldiers deaths dead cases votes dollars euros pounds won yen yuan km miles metres meters feet tons tonnes "
    "acres hectares jobs homes houses cars units points kilometres kilometers mph psi hours minutes seconds seats staff workers employees members students "
    "times calories kcal watts mw mg kg rpm volts square of".split()
)


def loose_year(found: Found) -> v.Value | None:
    """A year by itself, if it is none of an amount or a name ("2000 people", "Room 2010")."""
    end, node = found.node("y").end, found.node("y")
    if not 1500 <= node.value < 2100:
        return None
    after = found.text[end : end + 24].lstrip().split(maxsplit=1)
    if after and after[0].strip(".,;:").lower() in _AMOUNT and found.text[end : end + 1].isspace():
        return None
    before = found.text[max(0, node.start - 20) : node.start].split()
    if before and before[-1].lower().strip("(") in _NAMED and found.text[node.start - 1].isspace():
        return None
    if (
        len(before) > 1
        and before[-1].lower() in ("than", "least", "most")
        and before[-2].lower() in ("more", "less", "fewer", "at")
    ):
        return None
    return v.whole_year(node.value)


_NAMED = frozenset(
    "room flight route no no. number highway building windows office pin code apartment suite unit page model series channel bus platform about nearly "
    "almost roughly approximately over some lot gate act section article line level version + boeing".split()
)


def month_alone(found: Found) -> v.Value | None:
    """A month that is also another word ("may", "march") needs its capital unless a preposition of time stands before it."""
    node = found.node("M")
    if found.text[node.start].islower():
        before = found.text[max(0, node.start - 9) : node.start].split()
        if not before or before[-1].lower() not in ("in", "since", "during", "the"):
            return None
    return v.in_month(None, node.value)


def day_month(found: Found) -> v.Value | None:
    """A day before its month; "second march" and "one may" are none."""
    month, day = found.node("M"), found.node("d")
    if month.tag == "m" and found.text[month.start].islower() and day.tag != "n" and not found.has("y"):
        return None
    return acts.day_in_month(found)


def month_day(found: Found) -> v.Value | None:
    month = found.node("M")
    words = found.text[month.start : month.end].lower()
    if (
        month.tag == "m"
        and words == "may"
        and found.text[month.start].islower()
        and found.node("d").tag == "c"
        and not found.has("y")
    ):
        return None
    if found.node("d").tag == "c" and found["d"] > 31:
        return None
    return acts.day_in_month(found)


def weekday(found: Found) -> v.Value | None:
    node = found.node("W")
    if node.tag == "w":
        word = found.text[node.start : node.end]
        if word.strip(".").lower() in ("sat", "sun") and not found.has("i"):
            return None
        if word[0].islower() and not found.has("i"):
            return None
    return v.weekday_named(node.value)


_COUNTED = frozenset(
    "first second third fourth fifth sixth time times most highest lowest worst best biggest largest record once twice only".split()
)


def ahead(found: Found) -> v.Value | None:
    """ "In two weeks", unless it says how long something took ("the third in two weeks", "visited ten towns in two weeks")."""
    nodes = found.nodes[found.match.start() : found.match.end()]
    before = found.text[max(0, nodes[0].start - 40) : nodes[0].start].lower().split()[-4:]
    if _COUNTED.intersection(before) or looks_ahead(found.text, nodes[0].start, nodes[-1].end, "en") is False:
        return None
    return acts.ahead(found)


def weekday_then(found: Found) -> v.Value | None:
    value = acts.ago(found) if found.node("x").tag == "A" else acts.ahead(found)
    return acts.weekday_of_that_week(date.fromisoformat(value.timex), found["W"]) if value else None


def beside(found: Found) -> v.Value | None:
    """ "the week after next", "the year before last"."""
    return acts.unit(found.reference, found["U"], 2 if found.match["x"] == "C" else -2)


def day_beside(found: Found) -> v.Value | None:
    """ "the day before", "a day earlier"."""
    return acts.unit(found.reference, found["U"], 1 if found.node("x").tag == "C" else -1)


def the_unit(found: Found) -> v.Value | None:
    if found["U"] == "weekend":
        return bare_weekend(found)
    return (
        acts.unit(found.reference, found["U"], 0) if found["U"] not in ("century", "decade", "half") else None
    )


def this_half_day(found: Found) -> v.Value | None:
    """ "this morning", "last night"."""
    shift = acts.shift_of(found)
    day = v.shifted(found.reference, shift or 0, "day") if shift is not None else None
    return replace(v.exact(day), clock=True) if day else None


def week_from(found: Found) -> v.Value | None:
    """ "a week starting tomorrow"."""
    return _run_from(found, 1, "week")


def from_for(found: Found) -> v.Value | None:
    """ "for 1 week, from 20 December"."""
    return _run_from(found, int(found["c"]), str(found["U"]))


def _run_from(found: Found, count: int, unit: str) -> v.Value | None:
    start = v.placed(found["a"], found.reference, True).first
    after = v.shifted(start, count, unit) if start else None
    return v.period(start, after, v.length(count, unit)) if start and after else None


def counted_before(found: Found) -> v.Value | None:
    """ "the 3 next weeks", not "only 3 next week"."""
    return acts.counted(found) if found["c"] == 1 or found.words("U").lower().endswith("s") else None


def this_month(found: Found) -> v.Value | None:
    """ "This May", but not "this may"."""
    return acts.month(found) if found.node("M").tag == "M" or found.words("M")[0].isupper() else None


def quarter_of_that(found: Found) -> v.Value | None:
    """ "next year's first quarter"."""
    value: v.Value = found["a"]
    return parts.nth_of(value, int(found["o"]), str(found["U"])) if value.grain == "year" else None


def month_year_day(found: Found) -> v.Value | None:
    """ "September-2020-23"."""
    day = found["d"] % 100
    return v.on_day(found["y"], found["M"], day) if 1 <= day <= 31 else None


def shifted_date(found: Found) -> v.Value | None:
    """ "next 5/12": that of next year."""
    value: v.Value = found["a"]
    if "X" not in value.timex or value.month is None or value.day is None:
        return None
    day = v.made(found.reference.year + (acts.shift_of(found) or 0), value.month, value.day)
    return replace(value, first=day, last=day, in_year=None)


def fiscal_year(found: Found) -> v.Value | None:
    return fiscal(found) if found["k"] in ("fiscal", "school", "year", "fy", "sy", "cy") else None


def week_by_number(found: Found) -> v.Value | None:
    return parts.numbered_week(found) if found["U"] == "week" else None


def half(found: Found) -> v.Value | None:
    """ "the first half of 2020", or of May, which is its early or its late part."""
    if found["U"] != "half":
        return None
    if found.has("a") and isinstance(found["a"], v.Value) and found["a"].grain == "month" and found["q"] < 3:
        return replace(found["a"], part="start" if found["q"] == 1 else "end")
    return parts.quarter(found)


def open_half(found: Found) -> v.Value | None:
    """ "the first half", of the year unless it is said to be the month's."""
    of = found["U"] if found.has("U") else found["O"] if found.has("O") else "year"
    if found["q"] < 3 and of == "month":
        part = "start" if found["q"] == 1 else "end"
        return replace(v.in_month(found.reference.year, found.reference.month), part=part)
    if of != "year":
        return None
    return v.months_of(None, 6 * found["q"] - 5, 6) if found["q"] < 3 else None


def some_quarter(found: Found) -> v.Value | None:
    return parts.quarter(found) if found["U"] == "quarter" else None


def the_fortnight(found: Found) -> v.Value | None:
    return the_unit(found) if found["U"] == "fortnight" else None


def between_and(found: Found) -> v.Value | None:
    """ "between … and …", not "from … and …"."""
    return acts.span(found) if found["f"] == "between" else None


def since(found: Found) -> v.Value | None:
    return acts.related(found) if found["m"] == "since" else None


def until(found: Found) -> v.Value | None:
    return acts.related(found) if found["m"] in ("until", "till") else None


def years(found: Found) -> v.Value | None:
    return between(v.whole_year(found["a"]), v.whole_year(found["b"]), found.reference)


def full_date(found: Found) -> v.Value | None:
    """ "Friday 7/6": the date says more than its weekday."""
    return found["a"] if found["a"].day else None


def ended(found: Found) -> v.Value | None:
    """ "year-end" after its year."""
    return parts.said_part(found) if found["e"] == "end" else None


def week_of(found: Found) -> v.Value | None:
    if found.has("U") and found["U"] not in ("week", "weekend"):
        return None
    if found["U"] == "weekend":
        day = v.anchor(found["a"], found.reference) if found.has("a") else None
        return v.weekend_of(day) if day else None
    value: v.Value = v.on_day_of_month(found["o"], found.reference) if found.has("o") else found["a"]
    return v.week_with(value) if value.grain == "day" else None


def on_the(found: Found) -> v.Value | None:
    """ "on the 15th", where no noun follows ("on the 5th floor")."""
    if found.nodes[found.match.start()].value not in ("on", "by", "until"):
        return None
    return v.on_day_of_month(found["o"], found.reference)


def this_day(found: Found) -> v.Value | None:
    shift = acts.shift_of(found)
    if found["U"] != "month" or shift is None:
        return None
    value = acts.unit(found.reference, "month", shift)
    day = v.made(value.year, value.month, found["o"]) if value and value.year and value.month else None
    return v.exact(day) if day else None


def fiscal(found: Found) -> v.Value | None:
    number = found["y"] if found.has("y") else v.in_two_digits(found["z"])[1]
    if number is None:
        return None
    kind = str(found["k"]) if found.has("k") else ""
    return v.whole_year(number, {"fiscal": "FY", "fy": "FY", "school": "SY", "sy": "SY"}.get(kind, ""))


def q(found: Found) -> tuple[str, int] | None:
    half = found["q"] == "h"
    return ("h" if half else "q", found["n"]) if 1 <= found["n"] <= (2 if half else 4) else None


def q_year(found: Found) -> v.Value | None:
    year, _ = acts.year_of(found)
    if found.has("r"):
        year = found.reference.year + (acts.shift_of(found) or 0)
    kind, number = found["Q"]
    return v.months_of(year, 6 * number - 5, 6) if kind == "h" else v.months_of(year, 3 * number - 2, 3)


def century(found: Found) -> v.Value | None:
    return v.century(int(found["o"])) if found["U"] == "century" else None


def weekend(found: Found) -> v.Value | None:
    return parts.weekend_of_feast(found) if found["U"] == "weekend" else None


def bare_weekend(found: Found) -> v.Value | None:
    """ "the weekend": this one or, in a report, the last one."""
    if found["U"] != "weekend" or found.words("U").endswith("s"):
        return None
    return replace(v.weekend_of(found.reference), weekday=5)


def juche(found: Found) -> v.Value | None:
    number = found["n"] if found.has("n") else found["y"]
    year = int(found["y"]) if found.has("n") and found.has("y") else number + 1911
    return v.whole_year(year) if 1912 <= year < 2200 else None


def span_now(found: Found) -> v.Value | None:
    """ "from May until now"."""
    return between(found["a"], v.exact(found.reference), found.reference)


def nth_relative(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["V"], acts.shift_of(found) or 0)
    return parts.nth_of(value, int(found["o"]), found["U"]) if value else None


def nth_open(found: Found) -> v.Value | None:
    """ "the first quarter of the year" says no year; "the thirty-first day of the month" is this month's."""
    if found["U"] == "quarter" and not found.has("c") and found.node("o").tag == "o":
        return v.months_of(None, 3 * found["o"] - 2, 3) if found["o"] <= 4 else None
    value = acts.unit(found.reference, found["V"] if found.has("V") else found["O"], 0)
    place = 0 if found.node("o").tag == "L" else int(found["o"])
    return parts.nth_of(value, place, found["U"], int(found["c"]) if found.has("c") else 0) if value else None


def part_relative(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["U"], acts.shift_of(found) or 0)
    first = found.nodes[found.match.start()]
    part = parts.PARTS.get(str(first.value), "")
    if first.tag == "e" and not found.has("f") and " " not in found.text[first.start : first.end]:
        return None  # a verb: "will start next week"
    if value is None or not part or found["U"] == "day":
        return None
    return parts.rest_of(value, found.reference) if part == "rest" else parts.narrowed(value, part)


def part_of(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["V"], 0)
    part = parts.PARTS.get(str(found["e"]), "")
    if value is None or not part:
        return None
    return parts.rest_of(value, found.reference) if part == "rest" else parts.narrowed(value, part)


def earlier(found: Found) -> v.Value | None:
    return acts.ago(found) if found["x"] == "earlier" else acts.ahead(found)


def anchored(found: Found) -> v.Value | None:
    """ "two weeks after Christmas", and the weekday of the week that leads to."""
    if found["x"] == "between":
        return None
    value = acts.from_anchor(found, -1 if found.node("x").tag == "B" else 1)
    weekday = found["W"] if found.has("W") else found["W2"]
    return (
        acts.weekday_of_that_week(date.fromisoformat(value.timex), weekday)
        if value and weekday is not None
        else value
    )


def in_so_long(found: Found) -> v.Value | None:
    word = str(found.nodes[found.match.start()].value)
    if word == "within":
        return acts.within(found)
    return ahead(found) if word == "in" and not found.has("h") else None


def nothing(found: Found) -> str:
    """What is no date keeps its words from being taken for one."""
    return found.words("r")


def day_of_that_year(found: Found) -> v.Value | None:
    """ "November 3 of last year"."""
    shift = acts.shift_of(found)
    if found["U"] != "year" or shift is None or not 1 <= found["d"] <= 31:
        return None
    return v.on_day(found.reference.year + shift, found["M"], found["d"])


def part_of_year(found: Found) -> v.Value | None:
    """ "mid-2021"."""
    part = parts.PARTS.get(str(found["e"]), "")
    return (
        parts.narrowed(v.whole_year(found["y"]), part)
        if part in ("start", "mid", "end") and found["y"] < 2200
        else None
    )


def days_of_that_month(found: Found) -> v.Value | None:
    """ "from 4 to 23 next month"."""
    shift, reference = acts.shift_of(found), found.reference
    value = acts.unit(reference, "month", shift) if shift is not None and found["U"] == "month" else None
    if value is None or value.year is None or value.month is None or not 1 <= found["a"] < found["b"] <= 31:
        return None
    return between(
        v.on_day(value.year, value.month, found["a"]),
        v.on_day(value.year, value.month, found["b"]),
        reference,
    )


def next_to(found: Found) -> v.Value | None:
    """ "the day before Christmas"."""
    day = v.anchor(found["a"], found.reference)
    value = acts.moved(day, [(1, str(found["U"]))], -1 if found.node("x").tag == "B" else 1)
    return value if found["U"] in ("day", "week") else None


def weekend_at(found: Found) -> v.Value | None:
    """ "the Fourth of July weekend"."""
    day = (
        v.anchor(found["a"], found.reference)
        if found["U"] == "weekend" and found["a"].grain == "day"
        else None
    )
    near = v.shifted(day, -3, "day") if day and day.weekday() < 2 else day
    return v.weekend_of(near) if near else None


def this_unit(found: Found) -> v.Value | None:
    """ "Next week"; "the coming weeks" are no one week."""
    return None if found.words("U").lower().endswith("s") else acts.this_unit(found)
