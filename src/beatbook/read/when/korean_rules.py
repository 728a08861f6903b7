"""The rules of Korean, in the order in which they are tried. The letters are the tags of `korean.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from beatbook.read.when import acts, parts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Found, Node, Rule, rule
from beatbook.read.when.feasts import feast
from beatbook.read.when.korean import PARTS
from beatbook.read.when.ranges import between


def _shift(found: Found) -> int:
    value = found["r"]
    return value if isinstance(value, int) else {"L": -1, "T": 0, "N": 1}[found.node("r").tag]


def _relative(found: Found) -> tuple[str, int] | None:
    """ "다음 주" as "다음주"."""
    name = found["U"]
    if found["r"] == "그":
        return None
    return (
        (name, _shift(found)) if name in ("week", "month", "year", "quarter", "weekend", "century") else None
    )


def _unit(found: Found) -> v.Value | None:
    name, shift = found["R"]
    value = acts.unit(found.reference, name, shift)
    word = found.words("R")
    return replace(value, part=PARTS[word]) if value and word in PARTS else value


def _year(found: Found) -> tuple[bool, int | None]:
    """Whether a year could be read, and it."""
    if found.has("y"):
        number = found["y"]
        if found.node("y").tag == "n":
            number = v.in_two_digits(number)[1]
        return number is not None, number
    if found.has("R"):
        name, shift = found["R"]
        return name == "year", found.reference.year + shift
    return True, None


def _day(found: Found) -> v.Value | None:
    good, year = _year(found)
    month, day = found["M"], found["d"]
    if not good or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is None and found.has("r"):
        day_, shift = v.on_day(None, month, day), _shift(found)
        now = v.made(found.reference.year, month, day)
        if now and shift:
            chosen = now if (now < found.reference) == (shift < 0) else v.made(now.year + shift, month, day)
            return replace(day_, first=chosen, last=chosen) if chosen else day_
    return v.on_day(year, month, day)


def _month(found: Found) -> v.Value | None:
    good, year = _year(found)
    month = found["M"]
    if not good or not 1 <= month <= 12:
        return None
    if found.has("r") and year is None:
        shift = _shift(found)
        reference = found.reference
        year = reference.year
        if shift < 0 and month >= reference.month:
            year -= 1
        elif shift > 0 and month <= reference.month:
            year += 1
    return v.in_month(year, month)


def _day_of_relative(found: Found) -> v.Value | None:
    """ "다음 달 4일"."""
    name, shift = found["R"]
    value = acts.unit(found.reference, name, shift)
    if (
        name != "month"
        or value is None
        or value.year is None
        or value.month is None
        or not 1 <= found["d"] <= 31
    ):
        return None
    return v.on_day(value.year, value.month, found["d"])


def _said_year(found: Found) -> v.Value | None:
    return v.whole_year(found["y"]) if 1000 <= found["y"] < 2200 else None


def _weekday_of_week(found: Found) -> v.Value | None:
    name, shift = found["R"]
    return acts.in_week(found.reference, found["W"], shift) if name == "week" else None


def _weekday(found: Found) -> v.Value | None:
    word, reference = found["r"], found.reference
    if word in ("다가오는", "오는", "돌아오는"):
        day = v.shifted(reference, (found["W"] - reference.weekday() - 1) % 7 + 1, "day")
        return v.exact(day) if day else None
    return acts.in_week(reference, found["W"], _shift(found))


def _count(found: Found) -> tuple[int, str] | None:
    """How many of which unit."""
    if found.has("q"):
        return (found["q"], {"q": "day", "w": "week", "v": "month"}[found.node("q").tag])
    return (int(found["c"]), str(found["U"])) if found["c"] and found["U"] else None


_COUNT = "(?:(?P<c>[cnk])(?P<U>[YIU])|(?P<q>[qwv]))"


def _counted(found: Found) -> v.Value | None:
    counted, shift = _count(found), _shift(found)
    if counted is None or not shift:
        return None
    name = "business" if found.has("b") and counted[1] == "day" else counted[1]
    return acts.run_of(found.reference, shift, counted[0], name)


def _moved(found: Found, sign: int) -> v.Value | None:
    counted = _count(found)
    return acts.moved(found.reference, [counted], sign) if counted else None


def _from_anchor(found: Found, sign: int) -> v.Value | None:
    counted = _count(found)
    day = v.anchor(found["a"], found.reference)
    return acts.moved(day, [counted], sign) if counted and day else None


def _lasting(start: date | None, found: Found) -> v.Value | None:
    counted = _count(found)
    after = v.shifted(start, *counted) if counted and start else None
    return v.period(start, after, v.length(*counted)) if counted and start and after else None


def _within(found: Found) -> v.Value | None:
    """ "2주 안에", "내일부터 2주 안에"."""
    return _lasting(v.anchor(found["a"], found.reference) if found.has("a") else found.reference, found)


def _quarter(found: Found) -> v.Value | None:
    good, year = _year(found)
    if not good or found["U"] != "quarter" or not 1 <= found["n"] <= 4:
        return None
    return v.months_of(year, 3 * found["n"] - 2, 3)


def _half(found: Found) -> v.Value | None:
    good, year = _year(found)
    return v.months_of(year, 6 * found["P"] - 5, 6) if good else None


def _season(found: Found) -> v.Value | None:
    good, year = _year(found)
    if found.has("r") and year is None:
        year = found.reference.year + _shift(found)
    return v.season_of(year, found["X"]) if good else None


def _feast(found: Found) -> v.Value | None:
    good, year = _year(found)
    if not good:
        return None
    if found["H"] == "seollal" and found.words("H") == "설" and found.nodes[found.match.end() - 1].tag != "H":
        return None
    if found.has("r") and year is None and (shift := _shift(found)):
        days = [
            d
            for y in (-1, 0, 1)
            if (d := feast(found["H"], found.reference.year + y, found.reference)) and d.first
        ]
        before = [d for d in days if d.first and d.first < found.reference]
        after = [d for d in days if d.first and d.first > found.reference]
        return (before[-1] if before else None) if shift < 0 else (after[0] if after else None)
    return feast(found["H"], year, found.reference)


def _nth_week(found: Found) -> v.Value | None:
    """ "5월 첫째 주", "올해 마지막 3주"."""
    return parts.nth_of(found["a"], found["o"], found["U"], found["c"] or 0)


def _nth_weekday(found: Found) -> v.Value | None:
    return parts.weekday_in(found["a"], found["o"], found["W"])


def _full(found: Found) -> v.Value | None:
    """ "화요일 3월 3일"."""
    return found["a"] if found["a"].day else None


def _from_feast(found: Found) -> v.Value | None:
    """ "크리스마스 2주 전"; of other days, what is "2주 전" is so from today."""
    a: v.Value = found["a"]
    is_feast = a.grain == "day" and a.in_year is not None and a.month is None
    return _from_anchor(found, -1 if found.node("x").tag == "A" else 1) if is_feast else None


def _quarter_of_four(found: Found) -> v.Value | None:
    """ "3/4분기"."""
    a: v.Value = found["a"]
    if found["U"] != "quarter" or a.day != 4 or not a.month or a.month > 4:
        return None
    return v.months_of(None, 3 * a.month - 2, 3)


def _part(found: Found) -> v.Value | None:
    value: v.Value = found["a"]
    part = PARTS.get(str(found["e"]), "")
    if found["e"] == "중":
        return None
    return parts.narrowed(value, part) if part and value.grain != "day" else None


def _part_of_week(found: Found) -> v.Value | None:
    """ "주 초에"."""
    value = acts.unit(found.reference, found["U"], 0) if found["U"] == "week" else None
    return parts.narrowed(value, PARTS[found["e"]]) if value else None


_SIDES = {"지난": -1, "저번": -1, "오는": 1, "다가오는": 1, "돌아오는": 1}
"""What leads a day of the month ("지난 9일"), and on which side of the reference it lies; "최근 9일" are nine days."""
_LASTING = frozenset("걸 지나 남 소요 휴가 여행 만에 머물 쉬 쉰 묵 앞".split())


def _bare_day(found: Found) -> v.Value | None:
    """ "3일 밝혔다": a day of the month, where the words behind do not make a length of it ("3일 걸렸다")."""
    if not 1 <= found["d"] <= 31:
        return None
    end = found.nodes[found.match.end() - 1].end
    after = found.text[end : end + 8].split()
    if after and after[0][:1].isdigit() and not found.text[end : end + 1].isalpha():
        return None
    if (after and after[0][:2] in _LASTING) or (after and after[0][:1] in _LASTING):
        return None
    return v.on_day_of_month(found["d"], found.reference)


def _led_day(found: Found) -> v.Value | None:
    """ "오는 9일", "지난 9일"."""
    side = _SIDES.get(found["r"])
    return v.on_day_of_month(found["d"], found.reference, side) if side and 1 <= found["d"] <= 31 else None


def _until_day(first: v.Value, last: int) -> v.Value | None:
    """From a day of a month that is not said to a later one of it."""
    if first.first is None or first.day is None or not first.day < last <= 31:
        return None
    timex = f"({first.timex},XXXX-XX-{last:02d},P{last - first.day}D)"
    end = v.made(first.first.year, first.first.month, last)
    return v.Value(timex, "range", first.first, end, begin=first.begin)


def _bare_range(found: Found) -> v.Value | None:
    if found.has("r") and found["r"] not in _SIDES:
        return None
    return _until_day(v.on_day_of_month(found["a"], found.reference, _SIDES.get(found["r"], 0)), found["b"])


def _to_day(found: Found) -> v.Value | None:
    """ "10월 1일부터 7일까지", "오는 10일부터 12일까지"."""
    a: v.Value = found["a"]
    if a.grain != "day" or not a.day or not a.day < found["b"] <= 31:
        return None
    if not a.month:
        return _until_day(a, found["b"])
    return between(a, v.on_day(a.year, a.month, found["b"]), found.reference)


def _days_of_month(found: Found) -> v.Value | None:
    """ "3월 3~5일", "다음 달 3~5일"."""
    month = acts.unit(found.reference, *found["R"]) if found.has("R") and found["R"][0] == "month" else None
    if found.has("M"):
        good, year = _year(found)
        month = v.in_month(year, found["M"]) if good and 1 <= found["M"] <= 12 else None
    if month is None or not month.month or not 1 <= found["a"] < found["b"] <= 31:
        return None
    a, b = (v.on_day(month.year, month.month, found[end]) for end in "ab")
    return between(a, b, found.reference)


def _to_month(found: Found) -> v.Value | None:
    """ "3~5월", "2020년 3월부터 5월"."""
    good, year = _year(found)
    if not good or not (1 <= found["a"] <= 12 and 1 <= found["b"] <= 12):
        return None
    return between(v.in_month(year, found["a"]), v.in_month(year, found["b"]), found.reference)


def _years(found: Found) -> v.Value | None:
    return between(v.whole_year(found["a"]), v.whole_year(found["b"]), found.reference)


def _further(found: Found) -> list[Node] | None:
    """ "6월 18일과 19일"."""
    first: v.Value = found["a"]
    if first.grain != "day" or not first.month or not first.day:
        return None
    start, end = found.match.span()
    out = []
    skip = False
    for i in range(start, end):
        node = found.nodes[i]
        if skip:
            skip = False
        elif node.tag == "n" and 1 <= node.value <= 31:
            out.append(
                Node("d", v.on_day(first.year, first.month, node.value), node.start, found.nodes[i + 1].end)
            )
            skip = True
        else:
            out.append(node)
    return out


def _juche(found: Found) -> v.Value | None:
    year = int(found["y"]) if found.has("y") else found["n"] + 1911
    return v.whole_year(year) if 1912 <= year < 2200 else None


def _beside(found: Found) -> v.Value | None:
    day = v.shifted(found.reference, found["D"], "day")
    return v.exact(day) if day else None


def _start_from(found: Found) -> v.Value | None:
    """ "내일부터 3주간"."""
    return _lasting(v.anchor(found["a"], found.reference), found)


def _from_day(found: Found) -> v.Value | None:
    """ "10일부터 사흘간"."""
    return (
        _lasting(v.on_day_of_month(found["d"], found.reference).first, found)
        if 1 <= found["d"] <= 31
        else None
    )


_Y = "(?:(?P<y>[yn])Y'?,?|(?P<R>R)'?|(?P<r>[LNT]))?"
_FROM_TO = "(?P<a>n)I?[F-](?P<b>n)I(?![OMAB])K?"
"""Days from and to, of which only the last needs its word: "3~5일", "3일부터 5일까지"."""
RULES: tuple[Rule, ...] = (
    rule("V'?(?:W(?:[,&]W){0,6}|nG(?:nI)?|nI|X)?", "_", lambda found: found.match),
    rule(r"(?P<y>y)\.(?P<M>n)\.(?P<d>n)", "d", acts.day_in_month),
    rule("(?P<m>m)", "Q", lambda found: found["m"]),
    rule("(?P<r>[LTN])(?P<U>U)", "R", _relative),
    rule("x(?P<n>[nk])(?:\\(?(?P<y>y)\\)?)?Y?", "@", lambda f: _juche(f)),
    rule(
        "@(?P<M>n)G(?P<d>n)I",
        "d",
        lambda f: (
            v.on_day(f.nodes[f.match.start()].value.year, f["M"], f["d"])
            if f["M"] < 13 and f["d"] < 32
            else None
        ),
    ),
    rule(
        "@(?P<M>n)G",
        "d",
        lambda f: v.in_month(f.nodes[f.match.start()].value.year, f["M"]) if 0 < f["M"] < 13 else None,
    ),
    rule("(?P<a>@)", "d", acts.as_it_is),
    # days and months
    rule(_Y + "(?P<a>n)G?-(?P<b>n)G(?!n)", "d", _to_month),
    rule(_Y + "(?P<M>n)G'?" + _FROM_TO, "d", _days_of_month),
    rule(_Y + "(?P<M>Q)'?" + _FROM_TO, "d", _days_of_month),
    rule("(?P<R>R)'?" + _FROM_TO, "d", _days_of_month),
    rule(_Y + r"(?P<M>n)G'?(?P<d>n)I(?![OM])(?:\(?(?:[LTNR]?W)\)?)?", "d", lambda f: _day(f)),
    rule(_Y + r"(?P<M>Q)'?(?P<d>n)I(?![OM])", "d", lambda f: _day(f)),
    rule(_Y + "(?P<M>n)G", "d", _month),
    rule(_Y + "(?P<M>Q)", "d", _month),
    rule(r"(?P<R>R)'?(?P<d>n)I(?![OM])(?:\(?W\)?)?", "d", _day_of_relative),
    rule(r"(?P<d>n)I'?\(?(?P<W>W)\)?", "d", lambda f: acts.weekday_and_day(f)),
    rule(r"(?P<R>R)'?,?(?P<W>W)", "d", _weekday_of_week),
    rule(r"(?P<r>[LTN])(?P<W>W)", "d", _weekday),
    rule("W,?(?P<a>d)", "d", _full),
    rule("(?P<a>/)(?P<U>U)", "d", _quarter_of_four),
    rule("(?P<a>/)", "d", acts.as_it_is),
    rule("(?<!o)(?P<W>W)", "d", acts.named_weekday),
    # years and what divides them
    rule("(?P<s>[yn])E", "d", parts.decade_of),
    rule("(?P<o>n)(?P<U>U)", "d", lambda f: v.century(f["o"]) if f["U"] == "century" else None),
    rule("(?:(?P<y>y)Y'?|(?P<R>R)'?)?(?P<n>n)(?:/n)?(?P<U>U)", "d", _quarter),
    rule("(?:(?P<y>y)Y'?|(?P<R>R)'?)?(?P<P>P)", "d", _half),
    rule("(?:(?P<y>y)Y'?|(?P<R>R)'?|(?P<r>[LTN]))?(?P<X>X)", "d", _season),
    rule("(?:(?P<y>y)Y'?|(?P<R>R)'?|(?P<r>[LTN]))?(?P<H>H)", "d", _feast),
    rule("(?P<a>y)Y?[Ff-](?P<b>y)Y", "d", _years),
    rule("(?P<y>y)(?:Y|U)", "d", _said_year),
    rule("(?P<a>y)-(?P<b>y)(?![-n])", "d", _years),
    # counted
    rule("(?P<b>b)?(?P<r>[LN])" + _COUNT + "(?=O)", "d", _counted),
    rule("(?P<r>[LN])" + _FROM_TO, "d", _bare_range),
    rule("(?P<r>[LN])(?P<d>n)I(?![OMS])", "d", _led_day),
    rule("(?P<b>b)?(?P<r>[LN])" + _COUNT, "d", _counted),
    rule("(?P<D>D)", "d", _beside),
    rule("(?P<a>d)F" + _COUNT + "i", "d", _within),
    rule("(?P<a>d)" + _COUNT + "(?P<x>[AB])", "d", _from_feast),
    rule(_COUNT + "A", "d", lambda f: _moved(f, -1)),
    rule(_COUNT + "B", "d", lambda f: _moved(f, 1)),
    rule(_COUNT + "j", "d", lambda f: _moved(f, 1)),
    rule(_COUNT + "i", "d", _within),
    rule("(?P<R>R)(?='?o)", "d", _unit),
    rule("(?P<R>R)'?(?P<o>o)(?P<U>U)", "d", lambda f: _nth_relative(f)),
    rule("(?P<R>R)", "d", _unit),
    rule("(?P<a>d)(?:FB?|B)" + _COUNT + "(?=O|$)", "d", _start_from),
    rule("(?P<a>d)'?(?P<o>o)(?P<c>n)?(?P<U>[UYI])", "d", _nth_week),
    rule("(?P<a>d)'?(?P<o>o)(?P<W>W)", "d", _nth_weekday),
    rule("(?P<U>U)(?P<e>e)", "d", _part_of_week),
    rule("(?P<a>d)'?(?P<e>e)", "d", _part),
    # lists and ranges
    rule("(?P<a>d)(?:[&,]nI){1,12}(?![OMAB])", "d", _further),
    rule("(?P<a>d)(?:[Ff]|-)(?P<b>d)[KS]?", "d", acts.span),
    rule("(?P<a>d)(?:[Ff]|-)(?P<b>n)I[KS]?", "d", _to_day),
    rule("(?P<a>n)I?f(?P<b>n)IK", "d", _bare_range),
    rule("(?P<W>W)", "d", acts.named_weekday),
    rule(_FROM_TO, "d", _bare_range),
    rule("(?P<d>n)IF" + _COUNT + "(?=O)", "d", lambda f: _from_day(f)),
    rule(r"(?P<d>n)Ip?(?![OMABUSijFf&])", "d", _bare_day),
    rule(r"(?P<d>n)I(?=F)(?!F[nc])", "d", _bare_day),
    # times of day
    rule("(?P<a>d)'?,?Z", "d", acts.timed),
    rule("(?P<a>d)'?,?n?[Ff-]?Z?nZ", "d", acts.timed),
    rule("(?P<a>d)(?P<m>[FKABh])", "d", acts.related),
)


def _nth_relative(found: Found) -> v.Value | None:
    value = acts.unit(found.reference, *found["R"])
    return parts.nth_of(value, found["o"], found["U"]) if value else None
