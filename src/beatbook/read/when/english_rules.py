"""The rules of English, in the order in which they are tried. The letters are the tags of `english.py` and `lexer.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from beatbook.read.when import acts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found, Rule, rule

_YEAR = r"(?:,?[fi/-]?h?(?P<y>y)|(?:f;?|,?;)(?P<z>n)(?![U%]))?"
_REL = r"(?P<r>[NTL]{1,2})"


def _written_year(found: Found) -> int | None:
    """ "nineteen eighty six", "twenty twenty"."""
    year = found["a"] * 100 + found["b"] + (found["u"] or 0)
    return year if 1500 <= year < 2200 else None


def _thousands(found: Found) -> int | None:
    year = found["a"] * 1000 + sum(found.all("u"))
    return year if 1000 <= year < 2200 else None


def _sum(found: Found) -> int:
    return int(found["t"]) + int(found["u"])


def _first(found: Found) -> int:
    return int(found["c"])


def _year(found: Found) -> v.Value | None:
    return v.whole_year(found["y"]) if 1000 <= found["y"] < 2200 else None


_AMOUNT = frozenset(
    "people men women children troops soldiers deaths dead cases votes dollars euros pounds won yen yuan km miles metres meters feet tons tonnes "
    "acres hectares jobs homes houses cars units points kilometres kilometers mph psi hours minutes seconds seats staff workers employees members students "
    "times calories kcal watts mw mg kg rpm volts square of".split()
)


def _loose_year(found: Found) -> v.Value | None:
    """A year by itself, if it is none of an amount or a name ("2000 people", "Room 2010")."""
    at, end, node = found.match.start(), found.node("y").end, found.node("y")
    if not 1500 <= node.value < 2100:
        return None
    after = found.text[end : end + 24].lstrip().split(maxsplit=1)
    if after and after[0].strip(".,;:").lower() in _AMOUNT and found.text[end : end + 1].isspace():
        return None
    before = found.text[max(0, node.start - 20) : node.start].split()
    if before and before[-1].lower().strip("(") in _NAMED and found.text[node.start - 1].isspace():
        return None
    return v.whole_year(node.value) if at >= 0 else None


_NAMED = frozenset(
    "room flight route no no. number highway building windows office pin code apartment suite unit page model series channel bus platform about nearly "
    "almost least most than roughly approximately over some lot gate act section article line level version + boeing".split()
)


def _month_alone(found: Found) -> v.Value | None:
    """A month that is also another word ("may", "march") needs its capital unless a preposition of time stands before it."""
    node = found.node("M")
    if found.text[node.start].islower():
        before = found.text[max(0, node.start - 9) : node.start].split()
        if not before or before[-1].lower() not in ("in", "since", "during", "the"):
            return None
    return v.in_month(None, node.value)


def _day_month(found: Found) -> v.Value | None:
    """A day before its month; "second march" and "one may" are none."""
    month, day = found.node("M"), found.node("d")
    if month.tag == "m" and found.text[month.start].islower() and day.tag != "n" and not found.has("y"):
        return None
    return acts.day_in_month(found)


def _month_day(found: Found) -> v.Value | None:
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


def _weekday(found: Found) -> v.Value | None:
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


def _ahead(found: Found) -> v.Value | None:
    """ "In two weeks", unless it says how long something took ("the third in two weeks")."""
    start = found.nodes[found.match.start()].start
    before = found.text[max(0, start - 40) : start].lower().split()[-4:]
    return None if _COUNTED.intersection(before) else acts.ahead(found)


def _weekday_ahead(found: Found) -> v.Value | None:
    value = acts.ago(found) if found.node("x").tag == "A" else acts.ahead(found)
    return acts.weekday_of_that_week(date.fromisoformat(value.timex), found["W"]) if value else None


def _beside(found: Found) -> v.Value | None:
    """ "the week after next", "the year before last"."""
    return acts.unit(found.reference, found["U"], 2 if found.match["x"] == "C" else -2)


def _day_beside(found: Found) -> v.Value | None:
    """ "the day before", "a day earlier"."""
    day = v.shifted(found.reference, 1 if found.node("x").tag == "C" else -1, "day")
    return v.exact(day) if day and found["U"] == "day" else None


def _the_unit(found: Found) -> v.Value | None:
    return (
        acts.unit(found.reference, found["U"], 0) if found["U"] not in ("century", "decade", "half") else None
    )


def _this_half_day(found: Found) -> v.Value | None:
    """ "this morning", "last night"."""
    shift = acts.shift_of(found)
    day = v.shifted(found.reference, shift or 0, "day") if shift is not None else None
    return replace(v.exact(day), clock=True) if day else None


def _from_for(found: Found) -> v.Value | None:
    """ "a week starting tomorrow"."""
    start = v.anchor(found["a"], found.reference)
    after = v.shifted(start, int(found["c"]), found["U"]) if start else None
    return v.period(start, after, v.length(int(found["c"]), found["U"])) if start and after else None


def _week_of(found: Found) -> v.Value | None:
    if found.has("U") and found["U"] != "week":
        return None
    if found.has("o"):
        return replace(v.on_day_of_month(found["o"], found.reference), grain="week")
    value: v.Value = found["a"]
    return replace(value, grain="week") if value.grain == "day" else None


def _on_the(found: Found) -> v.Value | None:
    """ "on the 15th", where no noun follows ("on the 5th floor")."""
    if found.nodes[found.match.start()].value not in ("on", "by", "until"):
        return None
    return v.on_day_of_month(found["o"], found.reference)


def _this_day(found: Found) -> v.Value | None:
    shift = acts.shift_of(found)
    if found["U"] != "month" or shift is None:
        return None
    value = acts.unit(found.reference, "month", shift)
    day = v.made(value.year, value.month, found["o"]) if value and value.year and value.month else None
    return v.exact(day) if day else None


def _fiscal(found: Found) -> v.Value | None:
    number = found["y"] if found.has("y") else v.in_two_digits(found["z"])[1]
    if number is None:
        return None
    kind = str(found["k"]) if found.has("k") else ""
    return v.whole_year(number, {"fiscal": "FY", "fy": "FY", "school": "SY", "sy": "SY"}.get(kind, ""))


def _said_year(found: Found) -> v.Value | None:
    return _year(found) if found["U"] == "year" else None


def _q(found: Found) -> tuple[str, int] | None:
    return ("q", found["n"]) if 1 <= found["n"] <= 4 else None


def _q_year(found: Found) -> v.Value | None:
    year, _ = acts.year_of(found)
    return v.months_of(year, 3 * found["Q"][1] - 2, 3)


def _century(found: Found) -> v.Value | None:
    return v.century(int(found["o"])) if found["U"] == "century" else None


def _weekend(found: Found) -> v.Value | None:
    return acts.weekend_of_feast(found) if found["U"] == "weekend" else None


def _bare_weekend(found: Found) -> v.Value | None:
    return v.weekend_of(found.reference) if found["U"] == "weekend" else None


def _juche(found: Found) -> v.Value | None:
    number = found["n"] if found.has("n") else found["y"]
    year = int(found["y"]) if found.has("n") and found.has("y") else number + 1911
    return v.whole_year(year) if 1912 <= year < 2200 else None


def _span_now(found: Found) -> v.Value | None:
    return v.between(found["a"], v.exact(found.reference), found.reference)


_COUNT = "(?P<c>[acnk])"
_AMOUNTS = _COUNT + "(?P<U>U)(?:,?&?(?P<c2>[cn])(?P<U2>U))?"

NUMBERS: tuple[Rule, ...] = (
    rule("(?P<t>t)-?(?P<u>o)", "o", _sum),
    rule("(?P<a>[vt])-?(?P<b>[vt])-?(?P<u>u)?", "y", _written_year),
    rule("(?P<a>u)K&?(?P<u>[utv]*)", "y", _thousands),
    rule("(?P<t>t)-?(?P<u>u)", "c", _sum),
    rule("(?P<c>[utv])", "c", _first),
)
RULES: tuple[Rule, ...] = (
    *NUMBERS,
    # what comes again and again is no date
    rule("V[LN]?[cno]?(?:[UWwMmXxZ]|D)(?:[,&]+[UWwMm])*", "_", lambda found: found.match),
    rule("q(?P<n>n)", "Q", _q),
    rule(
        "J(?P<n>n|k)?(?:\\((?P<y>y)\\.?)?",
        "d",
        lambda found: _juche(found) if found.has("n") and found["n"] else None,
    ),
    # days of a month
    rule(
        r"(?:F|i(?=h?[no]&))?h?(?P<a>[no])(?:R|-|(?<=[F][no])&|(?<=[Fi]h[no])&)h?(?P<b>[no])f?(?P<M>[Mm])"
        + _YEAR,
        "d",
        acts.days_in_month,
    ),
    rule(
        r"F?(?P<M>[Mm]),?h?(?P<a>[no])(?:R|-)h?(?P<b>[no])(?![Mm:/d])(?:,?f?(?P<y>y))?",
        "d",
        acts.days_in_month,
    ),
    rule(
        r"h?(?P<d>[noc])[-/]?f?[-/]?(?P<M>[Mm])(?:,?[-/]?[fi]?h?(?P<y>y)|f;?(?P<z>n)(?!U))?", "d", _day_month
    ),
    rule(r"(?P<M>[Mm])[-/](?P<y>y)-(?P<d>n)", "d", acts.day_in_month),
    rule(r"(?P<y>y)[-/]?(?P<M>[Mm])[-/]?(?P<d>[no])(?!U)", "d", acts.day_in_month),
    rule(
        r"(?P<r>[NL])?(?P<M>[Mm])[/-]?,?h?(?P<d>[noc])(?![UKnZ]|-?[noc]U)(?:,?[-/]?[fi]?h?(?P<y>y)|f;?(?P<z>n)(?!U))?",
        "d",
        _month_day,
    ),
    rule(r"(?P<M>[Mm])(?P<d>o)(?P<z>n)(?=[^U]|$)", "d", acts.day_in_month),
    rule(r"(?P<r>[NTL])(?P<a>5)", "d", acts.as_it_is),
    rule(r"(?<=[iWwB])(?P<a>5)(?![U_])", "d", acts.as_it_is),
    rule(r"[NTL]?[Ww][,;]*h?(?P<a>d)", "d", lambda f: acts.as_it_is(f) if f["a"].day else None),
    rule(r"(?P<r>[NTL])(?P<a>d)", "d", lambda f: acts.as_it_is(f) if "X" in f["a"].timex else None),
    rule(r"[NTL]?(?P<W>[Ww]),?h(?P<d>[no])(?!U)", "d", acts.weekday_and_day),
    rule(r"(?P<W>[Ww]),?(?P<d>o)(?!U)", "d", acts.weekday_and_day),
    rule(r"(?P<W>[Ww])(?P<d>n)(?=[.,iR&]|$)", "d", acts.weekday_and_day),
    # months
    rule(r"(?P<M>[Mm])[,f]*(?:h?" + _REL + "(?P<U>U))(?![fC])", "d", acts.month_of_year),
    rule(r"(?P<M>[Mm])(?:[,/-]?[fi]*h?(?P<y>y)|f;?(?P<z>n)(?!U)|;(?P<z2>n))", "d", acts.month),
    rule(r"(?P<y>y)[-/]?(?P<M>[Mm])(?![noc])", "d", acts.month),
    rule(_REL + r"(?P<M>[Mm])", "d", acts.month),
    rule(r"(?P<M>M)", "d", acts.month),
    rule(r"(?<=[iFE])-?(?P<M>m)", "d", _month_alone),
    rule(r"(?<=[ih]h)(?P<M>m)(?![_])", "d", _month_alone),
    rule(r"(?<=[BCfe-])(?P<M>m)(?!_)", "d", _month_alone),
    rule(r"(?<=d[R&-])(?P<M>m)", "d", _month_alone),
    rule(r"(?P<M>m)(?=[R-]d)", "d", _month_alone),
    # weekdays
    rule(r"h?" + _REL + r"(?P<U>U)[,-]*i?(?P<W>[Ww])", "d", acts.weekday),
    rule(r"(?P<W>[Ww]),?[fi]?h?" + _REL + "(?P<U>U)", "d", acts.weekday),
    rule(_REL + r"(?P<W>[Ww])", "d", acts.weekday),
    # years, decades, quarters
    rule(
        r"h?(?P<k>U|Y)(?P<y>y)",
        "d",
        lambda f: _fiscal(f) if f["k"] in ("fiscal", "school", "year", "fy", "sy", "cy") else None,
    ),
    rule(r"(?P<k>Y)(?P<z>n)", "d", _fiscal),
    rule(
        r"h?(?P<U>U)(?P<c>n)(?:[,fi]*(?P<y>y))?",
        "d",
        lambda f: acts.numbered_week(f) if f["U"] == "week" else None,
    ),
    rule(r"(?P<Q>Q)(?:[,fi-]*h?(?P<y>y))?", "d", _q_year),
    rule(r"(?P<y>y)-?(?P<Q>Q)", "d", _q_year),
    rule(r"d(?P<Q>Q)", "d", lambda f: v.months_of(f.nodes[f.match.start()].value.year, 3 * f["Q"][1] - 2, 3)),
    rule(r"h?;?(?P<s>s)", "d", acts.decade_of),
    rule(r"h?;?(?P<s>n)s", "d", acts.decade_of),
    rule(r"h?(?P<o>[on])-?(?P<U>U)", "d", _century),
    rule(
        r"F?(?P<a>y)(?:R|-)h?(?P<b>y)(?![-_k]?n)",
        "d",
        lambda f: v.between(v.whole_year(f["a"]), v.whole_year(f["b"]), f.reference),
    ),
    rule(
        r"F(?P<a>y)&h?(?P<b>y)",
        "d",
        lambda f: v.between(v.whole_year(f["a"]), v.whole_year(f["b"]), f.reference),
    ),
    rule(r"(?P<S>[Xx])(?:,?[fi]?h?(?P<y>y))", "d", acts.season),
    rule(_REL + "(?P<S>[Xx])", "d", acts.season),
    rule("(?P<S>[Xx])(?:f?h?" + _REL + "U)", "d", acts.season),
    rule("(?P<S>X)", "d", acts.season),
    rule("(?<=[ih])(?<=[iFEf]h)(?P<S>x)", "d", acts.season),
    rule("(?<=[iFE])(?P<S>x)(?=[.,i]|$)", "d", acts.season),
    rule(r"(?P<H>H)(?P<U>U)(?:f?(?P<y>y))?", "d", _weekend),
    rule(r"(?P<H>H)(?P<y>y)(?P<U>U)", "d", _weekend),
    rule(r"(?P<r>[NTL])?(?P<H>H)(?:[,fi]*(?P<y>y))?", "d", acts.celebrated),
    rule("(?P<D>D)", "d", acts.relative_day),
    rule("(?P<y>(?<![-;$_=])y(?![-/]?[nk]))", "d", _loose_year),
    rule("(?<=[=(])(?P<y>y)", "d", _loose_year),
    # this, last, next
    rule("h?(?P<U>U)(?P<x>C)N", "d", _beside),
    rule("h?(?P<U>U)(?P<x>B)L", "d", _beside),
    rule("h?" + _REL + r"(?P<c>[cn])-?(?P<U>U)(?!f)", "d", acts.counted),
    rule("h?(?P<c>[cn])" + r"(?P<r>[NL])(?P<U>U)(?!f)", "d", acts.counted),
    rule("[FBRC]?h?(?P<o>o)(?P<U>U)fh?" + _REL + "(?P<V>U)", "d", lambda f: _nth_relative(f)),
    rule("(?:E|(?P<e>e)f?h?)" + _REL + "(?P<U>U)(?![fC])", "d", lambda f: _part_relative(f)),
    rule("h?(?P<e>E|e)[if]?h?" + _REL + "?(?P<U>U)(?![fC])", "d", acts.part_of_unit),
    rule("h?(?P<e>e)(?P<V>O)", "d", lambda f: _part_of(f)),
    rule("h?" + _REL + r"(?P<U>U)(?!f|[,-]?[Ww])", "d", acts.this_unit),
    rule(r"(?:(?<=[i])|(?P<g>g))h?(?P<o>o)(?:f?)(?P<r>[NTL])(?P<U>U)", "d", _this_day),
    rule(r"h?(?P<o>[oL])(?P<c>c|n)?(?P<U>U)[fi]h?(?P<a>d)", "d", acts.nth),
    rule(r"h?(?P<o>[oL])(?P<c>c|n)?(?P<U>U)(?:[fi]h(?P<V>U)|(?P<O>O))", "d", lambda f: _nth_open(f)),
    rule(
        r"h?(?P<q>o)(?P<U>p)f?h?(?:(?P<y>y)|(?P<a>d))",
        "d",
        lambda f: acts.quarter(f) if f["U"] == "half" else None,
    ),
    rule(
        r"h?(?P<q>o)(?P<U>p)(?:O|fh?U)?",
        "d",
        lambda f: v.months_of(None, 6 * f["q"] - 5, 6) if f["q"] < 3 else None,
    ),
    rule(
        r"h?(?P<q>o)-?(?P<U>U)(?:[fi,]*h?(?P<a>d))?",
        "d",
        lambda f: acts.quarter(f) if f["U"] == "quarter" else None,
    ),
    rule(r"h?(?P<o>[oL])(?P<W>[Ww])[fi]h?(?P<a>d)", "d", acts.nth_weekday),
    rule("h?" + _REL + r"(?P<U>U)", "d", acts.this_unit),
    rule("h?(?P<U>U)(?P<x>[BC])(?![dhU_TLN])", "d", lambda f: _day_beside(f)),
    rule("(?<=i)h(?P<U>U)", "d", _the_unit),
    rule("h(?P<U>U)(?=[BC])", "d", lambda f: _the_unit(f) if f["U"] in ("year", "month", "week") else None),
    # so long ago, so long from a date
    rule("(?P<W>[Ww]),?>?" + _AMOUNTS + "(?P<x>[GA])", "d", _weekday_ahead),
    rule(">?" + _AMOUNTS + "A", "d", acts.ago),
    rule(">?" + _AMOUNTS + "(?P<x>G)", "d", lambda f: _earlier(f)),
    rule(
        "(?:(?P<W>[Ww]),?)?i?>?" + _AMOUNTS + "(?P<x>[BCF])[ih]?h?(?P<a>d)(?!R)(?:i(?P<W2>[Ww]))?",
        "d",
        lambda f: _anchored(f),
    ),
    rule("i?(?P<c>[acn])(?P<U>U),?(?:F|S)(?P<a>d)", "d", _from_for),
    rule("i(?P<h>h)?N?(?P<c>[acn])(?P<U>U)", "d", lambda f: _in(f)),
    rule(
        r"h?(?<![oLNT])(?P<U>U)(?:f|S|[iF])[ih]?h?(?:(?P<a>d)|(?P<o>o)(?![_U]))",
        "d",
        lambda f: _week_of(f) if f["U"] == "week" else None,
    ),
    rule(
        r"h?%[ih]?h?(?:(?P<a>d)|(?P<o>o)(?![_U]))",
        "d",
        lambda f: _week_of(f) if f["a"] is not None or f.has("o") else None,
    ),
    # days that stand in a list or without their month
    rule(r"(?:[no](?:,|&|,&))+h?(?P<a>d)", "d", acts.listed_days),
    rule(r"(?P<a>d)(?:(?:,|&|,&)[no])+(?=[.,]|$)", "d", acts.further_days),
    rule(r"ih(?P<o>o)(?=[.,;iRF&]|$)", "d", _on_the),
    rule(r"(?P<i>[iF])?(?P<W>[Ww])", "d", lambda f: _weekday(f)),
    rule(r"h?(?P<U>U)(?=(?:.|$))", "d", _bare_weekend),
    rule(r"h?(?P<e>E|e)[f-]?h?-?(?P<a>d)", "d", acts.said_part),
    rule(r"(?P<a>d)(?P<e>E|e)(?![_])", "d", lambda f: acts.said_part(f) if f["e"] in ("end",) else None),
    # ranges
    rule(r"F?h?(?P<a>d)(?:R|-)i?h?(?P<b>d)", "d", acts.span),
    rule(r"F?h?(?P<a>d)(?:R|-)h?P", "d", _span_now),
    rule(r"F?h?(?P<a>d)(?:R|-)h?(?P<b>[no])(?![UMm_])(?:,?(?P<y>y))?", "d", acts.span_to_day),
    rule(
        r"F(?P<a>d)&i?h?(?P<b>d)",
        "d",
        lambda f: (
            acts.span(f)
            if f.text[f.nodes[f.match.start()].start : f.nodes[f.match.start()].end].lower() == "between"
            else None
        ),
    ),
    rule(r"F(?P<a>d)&P", "d", _span_now),
    rule("(?P<j>j)", "d", acts.to_date),
    # times of day
    rule(r"Zi?(?:h)?(?P<a>d)", "d", acts.timed),
    rule(r"(?P<a>d)[BCRiF]?h?[EeN]?Z", "d", acts.timed),
    rule(r"(?P<a>d)F(?:Z|n)(?:-|R|&)[nZ](?![Mmd])", "d", acts.timed),
    # what stands beside
    rule(r"(?P<m>[BCSg])[ih]{0,2}(?P<a>d)", "d", acts.related),
    rule(r"(?P<m>F)[ih]{0,2}(?P<a>d)", "d", lambda f: acts.related(f) if f["m"] == "since" else None),
    rule(
        r"(?P<m>R)[ih]{0,2}(?P<a>d)", "d", lambda f: acts.related(f) if f["m"] in ("until", "till") else None
    ),
)


def _nth_relative(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["V"], acts.shift_of(found) or 0)
    return acts.nth_of(value, int(found["o"]), found["U"]) if value else None


def _nth_open(found: Found) -> v.Value | None:
    """ "the first quarter of the year" says no year; "the thirty-first day of the month" is this month's."""
    if found["U"] == "quarter" and not found.has("c") and found.node("o").tag == "o":
        return v.months_of(None, 3 * found["o"] - 2, 3) if found["o"] <= 4 else None
    value = acts.unit(found.reference, found["V"] if found.has("V") else found["O"], 0)
    place = 0 if found.node("o").tag == "L" else int(found["o"])
    return acts.nth_of(value, place, found["U"], int(found["c"]) if found.has("c") else 0) if value else None


def _part_relative(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["U"], acts.shift_of(found) or 0)
    part = acts.PARTS.get(str(found.nodes[found.match.start()].value), "")
    if value is None or not part or found["U"] == "day":
        return None
    return acts.rest_of(value, found.reference) if part == "rest" else acts.narrowed(value, part)


def _part_of(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, found["V"], 0)
    part = acts.PARTS.get(str(found["e"]), "")
    if value is None or not part:
        return None
    return acts.rest_of(value, found.reference) if part == "rest" else acts.narrowed(value, part)


def _earlier(found: Found) -> v.Value | None:
    return acts.ago(found) if found["x"] == "earlier" else acts.ahead(found)


def _anchored(found: Found) -> v.Value | None:
    value = acts.from_anchor(found, -1 if found.node("x").tag == "B" else 1)
    if found.node("x").tag == "F" and found["x"] == "between":
        return None
    weekday = found["W"] if found.has("W") else found["W2"] if found.has("W2") else None
    return (
        acts.weekday_of_that_week(date.fromisoformat(value.timex), weekday)
        if value and weekday is not None
        else value
    )


def _in(found: Found) -> v.Value | None:
    word = str(found.nodes[found.match.start()].value)
    if word == "within":
        return acts.within(found)
    return _ahead(found) if word == "in" and not found.has("h") else None
