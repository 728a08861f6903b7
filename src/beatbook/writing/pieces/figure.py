"""What is new of a figure as a document: its chart, what was stated of it, each with who said so, and what was known before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from beatbook.model import Bound, Charted, Cited, Days, Document, Observation, PeriodKind, Span
from beatbook.periods import Unit, unit
from beatbook.writing.periods import MONTHS, short_day, short_days
from beatbook.writing.pieces.building import Building, Cite
from beatbook.writing.pieces.labels import on

BEFORE = "Stated before"
NEW, KNOWN = 12, 6
"""Sentences that are shown of what is new, and of what was known."""


def figure_document(
    charted: Charted,
    observations: Sequence[Observation],
    since: date | None,
    cite: Cite,
    language: str = "en",
) -> Document:
    """What was stated of a figure from the day `since` on (None: all of it), the latest first. `observations` may be all of the figure."""
    figure = charted.figure
    known = sorted((o for o in observations if o.figure == figure.slug), key=_latest)
    new = [o for o in known if since is None or o.reported >= since]
    building = Building(cite, language)
    building.chart(charted)
    for said in _sentences(new)[:NEW]:
        building.item(building.cited(said[0], on(said[1])))
    texts = {o.text for o in new}
    earlier = _sentences(o for o in known if o not in new and o.text not in texts)[:KNOWN]
    if earlier:
        building.heading(BEFORE)
    for said in earlier:
        building.item(building.cited(said[0], on(said[1])))
    latest = next(iter(new or known), None)
    title = f"{figure.title}: {in_words(latest)}" if latest else figure.title
    return building.document(title, _deck(charted, since))


def _deck(charted: Charted, since: date | None) -> str:
    until = short_day(charted.as_of)
    if since is None or since > charted.as_of:
        return f"What was stated until {until}"
    return (
        f"What was stated on {until}"
        if since == charted.as_of
        else f"What was stated from {short_day(since)} to {until}"
    )


def _sentences(observations: Iterable[Observation]) -> list[tuple[Cited, date]]:
    """The sentences of observations, each once with all articles that have it, and the day on which it was first reported."""
    spans: dict[str, dict[Span, None]] = {}
    days: dict[str, date] = {}
    for o in observations:
        spans.setdefault(o.text, {})[o.span] = None
        days[o.text] = min(o.reported, days.get(o.text, o.reported))
    return [
        (Cited(text, tuple(sorted(of, key=lambda s: (s.article, s.start)))), days[text])
        for text, of in spans.items()
    ]


def _latest(o: Observation) -> tuple[int, int, bool, str, int]:
    """The latest knowledge first, and of one day what is said of one period before what is said of several."""
    return -o.as_of.toordinal(), -o.reported.toordinal(), o.each is not None, o.span.article, o.span.start


# ---- in words -----------------------------------------------------------------------------------------------------------

_BOUNDS = {Bound.EXACT: "", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most ", Bound.ABOUT: "about "}
_EACH = {PeriodKind.MONTH: "month", PeriodKind.QUARTER: "quarter", PeriodKind.YEAR: "year"}
_BEFORE_NUMBER = frozenset("$€£¥₩")


def in_words(o: Observation) -> str:
    """ "at least 1,000 in each year from 2000 to 2019"; "195 in 2020, as of Oct. 21, 2020" """
    return f"{value_in_words(o.value, o.bound, o.unit)}{_over(o)}"


def value_in_words(value: float, bound: Bound, unit: str) -> str:
    """ "at least 1,000"; "about $2.5" """
    said = f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
    if unit in _BEFORE_NUMBER:
        said = f"{unit}{said}"
    elif unit:
        said = f"{said}{'' if unit == '%' else ' '}{unit}"
    return f"{_BOUNDS[bound]}{said}"


def _over(o: Observation) -> str:
    if o.period is None:
        return f" on {short_day(o.as_of)}"
    first, last = o.period
    if o.each in _EACH:
        return f" in each {_EACH[o.each]} {_from_to(o.period)}" if first != last else ""
    until = f", as of {short_day(o.as_of)}" if o.as_of < last else ""
    match unit(o.period):
        case Unit.YEAR:
            return f" in {first.year}{until}"
        case Unit.MONTH:
            return f" in {MONTHS[first.month - 1]} {first.year}{until}"
        case Unit.DAY:
            return f" on {short_day(first)}"
    return f" {_from_to(o.period)}{until}"


def _from_to(days: Days) -> str:
    first, last = days
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"from {first.year} to {last.year}"
    if first.year == last.year:
        return f"from {short_days(Days(first, first))} to {short_day(last)}"
    return f"from {short_day(first)} to {short_day(last)}"
