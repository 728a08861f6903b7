"""The rules of German and French, in the order in which they are tried. The letters are the tags of `german.py` and `french.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from beatbook.read.when import acts, parts
from beatbook.read.when import values as v
from beatbook.read.when.cascade import Act, Found, Rule, rule
from beatbook.read.when.ranges import between

_PARTS = {
    "anfang": "start",
    "début": "start",
    "mitte": "mid",
    "mi": "mid",
    "courant": "mid",
    "ende": "end",
    "fin": "end",
}


def _nothing(found: Found) -> str:
    return found.words("c")


def _unit(found: Found) -> v.Value | None:
    name, shift = found["r"]
    return acts.unit(found.reference, name, shift)


def _year(found: Found) -> v.Value | None:
    return v.whole_year(found["y"]) if 1000 <= found["y"] < 2200 else None


_NO_YEAR = frozenset("seite nr nummer artikel paragraf zimmer § raum page article numéro numero".split())


def _loose_year(found: Found, follows: Callable[[str], bool]) -> v.Value | None:
    node = found.node("y")
    before = found.text[max(0, node.start - 20) : node.start].lower().split()
    if not 1900 <= node.value < 2100 or (before and before[-1].strip(".(") in _NO_YEAR):
        return None
    return v.whole_year(node.value) if follows(found.text[node.end : node.end + 3].lstrip()[:1]) else None


def _german_year(found: Found) -> v.Value | None:
    """ "Er wurde 1962 geboren": what could be counted would have a capital."""
    return _loose_year(found, lambda char: char.islower() or not char.isalnum())


def _closing_year(found: Found) -> v.Value | None:
    """A year at the end of a clause."""
    return _loose_year(found, lambda char: char in ("", ".", ",", ")", ";"))


def _said_year(found: Found) -> v.Value | None:
    return _year(found) if found["U"] == "year" else None


def _years(found: Found) -> v.Value | None:
    return between(v.whole_year(found["a"]), v.whole_year(found["b"]), found.reference)


def _week(found: Found) -> v.Value | None:
    return parts.numbered_week(found)


def _before(found: Found) -> v.Value | None:
    """ "vor zwei Wochen", "il y a deux semaines"."""
    return acts.ago(found) if found["x"] == "vor" else None


def _in(found: Found) -> v.Value | None:
    return acts.ahead(found) if found["i"] in ("in", "dans") else None


def _part(found: Found) -> v.Value | None:
    value: v.Value = found["a"]
    part = _PARTS.get(str(found["e"]), "")
    return (
        parts.narrowed(value, part)
        if part and value.grain in ("week", "month", "year", "quarter", "season", "decade", "century")
        else None
    )


def _quarter(found: Found) -> v.Value | None:
    return parts.quarter(found) if found["U"] in ("quarter", "half") else None


def _century(found: Found) -> v.Value | None:
    return v.century(found["o"]) if found["U"] == "century" else None


def _weekday_hour(found: Found) -> v.Value:
    """ "Dienstagabend"."""
    return replace(v.weekday_named(found["W"]), clock=True)


def _weekend(found: Found) -> v.Value | None:
    return replace(v.weekend_of(found.reference), weekday=5) if found["U"] == "weekend" else None


def _since(found: Found) -> v.Value | None:
    return acts.related(found) if found["m"] == "since" else None


def _until(found: Found) -> v.Value:
    value: v.Value = found["a"]
    return replace(value, relation="until")


def _beside(found: Found) -> v.Value:
    value: v.Value = found["a"]
    return replace(value, relation="before" if found.node("m").tag == "B" else "after")


def _day(found: Found) -> v.Value | None:
    value: v.Value = found["a"]
    return value if value.day else None


_YEAR = "(?:[fi]?(?P<y>y))?"
_REL = "(?P<r>[LNT])"


# fmt: off
def _rules(year: Act) -> tuple[Rule, ...]:
    return (
        rule("V[cn]?[UW]", "_", _nothing),
        rule(r"[Fi]?h?(?P<a>[no])\.?(?:[Rj-]h?|(?<=F[no])&|(?<=F[no]\.)&h?)(?P<b>[no])\.?(?P<M>M)" + _YEAR, "d", acts.days_in_month),
        rule(r"(?P<d>[no])\.?(?P<M>M)" + _YEAR, "d", acts.day_in_month),
        rule("(?P<a>/)", "d", acts.as_it_is),
        rule(r"(?<=[iFRW,])(?P<a>5)\.?", "d", acts.as_it_is),
        rule("[NTL]?[W],?i?h?(?P<a>d)", "d", _day),
        rule("(?P<M>M)[fi]?(?:(?P<y>y)|h?" + _REL + "U)?", "d", acts.month),
        rule(_REL + "(?P<W>W)", "d", acts.weekday),
        rule("(?P<W>W)" + "(?P<r>[LN])", "d", acts.weekday),
        rule("h?" + _REL + "(?P<c>[cn])(?P<U>U)", "d", acts.counted),
        rule("h?(?P<c>[cn])" + "(?P<r>[LN])(?P<U>U)", "d", acts.counted),
        rule("(?P<U>U)(?P<s>[yn])(?!y)", "d", lambda f: parts.decade_of(f) if f["U"] == "year" and f.words("U").endswith("s") else None),
        rule("(?P<s>[yn])z(?P<U>U)?", "d", parts.decade_of),
        rule("h?(?P<U>U)(?P<y>y)", "d", _said_year),
        rule("k(?P<c>n)" + "(?:[/i]?(?P<y>y))?", "d", _week),
        rule(r"(?P<o>n)\.(?P<U>U)", "d", _century),
        rule(r"h?(?P<q>[on])\.?(?P<U>U)(?:[if]?h?(?:(?P<y>y)|" + _REL + "U))?", "d", _quarter),
        rule("h?" + _REL + "(?P<U>U)", "d", acts.this_unit),
        rule("h?(?P<U>U)(?P<r>[LN])", "d", acts.this_unit),
        rule("(?P<r>r)", "d", _unit),
        rule("(?:" + _REL + ")?(?P<S>X)" + _YEAR, "d", parts.season),
        rule("(?P<S>X)(?P<r>[LN])", "d", parts.season),
        rule("(?P<r>[LNT])?(?P<H>H)" + _YEAR, "d", parts.celebrated),
        rule("F?(?P<a>y)(?:[Rj-])(?P<b>y)(?!-?[kn])", "d", _years),
        rule("[Ff](?P<a>y)[&j](?P<b>y)", "d", _years),
        rule("(?<=[iFREBCj])(?P<y>y)", "d", _year),
        rule("(?P<e>E)-?(?P<y>y)", "d", lambda f: parts.narrowed(v.whole_year(f["y"]), _PARTS[f["e"]]) if f["e"] in _PARTS else None),
        rule("(?<![-;$k])(?P<y>y)(?![-/][kn])", "d", year),
        rule("(?P<x>B)(?P<c>[acn])(?P<U>U)", "d", _before),
        rule("(?P<c>[acn])(?P<U>U)A", "d", acts.ahead),
        rule("(?P<c>[acn])(?P<U>U)G", "d", acts.ago),
        rule("(?P<i>i)(?P<c>[acn])(?P<U>U)(?!A)", "d", _in),
        rule("(?P<D>D)", "d", acts.relative_day),
        rule("(?P<W>w)", "d", _weekday_hour),
        rule("(?P<W>W)", "d", acts.named_weekday),
        rule("(?<=[hi])(?P<U>U)", "d", _weekend),
        rule("h?(?P<e>E)[fh]{0,2}-?(?P<a>d)", "d", _part),
        rule("F?h?(?P<a>d)[Rj-]i?h?(?P<b>d)", "d", acts.span),
        rule("F(?P<a>d)&h?(?P<b>d)", "d", acts.span),
        rule("(?P<a>d)i?n?h?Z", "d", acts.timed),
        rule("(?P<m>F)h?(?P<a>d)", "d", _since),
        rule("R[ij]?h?(?P<a>d)", "d", _until),
        rule("(?P<m>[BC])h?(?P<a>d)", "d", _beside),
    )
# fmt: on


GERMAN, FRENCH = _rules(_german_year), _rules(_closing_year)
