"""The labels that stand before sentences: when it was, or is to be, in the words of a calendar; and whether a date may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from beatbook.model import Certainty, Citation, Days, Precision, Sentence
from beatbook.periods import month_of, quarter_of, year_of
from beatbook.writing import evidence
from beatbook.writing.periods import MONTHS, QUARTERS, short_day, short_days

_DAY = re.compile(rf"(?:{'|'.join(map(re.escape, MONTHS))}) \d{{1,2}}(?:, \d{{4}})?")


def on(day: date, year: int | None = None) -> str:
    """ "Nov. 3:", with its year where that is another than `year`."""
    return f"{_day(day, year)}:"


def expected(days: Days, precision: Precision, certainty: Certainty, year: int | None = None) -> str:
    """When something is to be, no more precisely than it was said, and how certain that is: "Nov. 3:", "Week of Nov. 9, possible:"."""
    sure = "" if certainty is Certainty.SCHEDULED else f", {certainty.value}"
    return f"{_when(days, precision, year)}{sure}:"


def month_name(day: date, year: int | None) -> str:
    """ "November", with its year where that is another than `year`."""
    return f"{day:%B}" if day.year == year else f"{day:%B} {day.year}"


def _when(days: Days, precision: Precision, year: int | None) -> str:
    first, last = days
    if first == last:
        return _day(first, year)
    if precision is Precision.WEEK:
        return f"Week of {_day(first, year)}"
    if days == year_of(first):
        return str(first.year)
    if days == quarter_of(first):
        return f"{QUARTERS[first.month // 3].capitalize()} quarter{'' if first.year == year else f' of {first.year}'}"
    if first.day == 1 and last == month_of(last).last:
        ends = (
            [f"{first:%B}"]
            if (first.year, first.month) == (last.year, last.month)
            else [f"{first:%B}", f"{last:%B}"]
        )
        if first.year != last.year:
            ends[0] += f" {first.year}"
        return "–".join(ends) + ("" if last.year == year else f" {last.year}")
    if first.year != last.year:
        return f"{short_day(first)}–{short_day(last)}"
    return short_days(days) + ("" if first.year == year else f", {first.year}")


def _day(day: date, year: int | None) -> str:
    return short_day(day) if day.year != year else short_days(Days(day, day))


# ---- what may stand there -----------------------------------------------------------------------------------------------


def parted(sentence: Sentence) -> tuple[str, str]:
    """The label before a sentence, in bold and with a colon at its end, and the sentence without it."""
    if len(sentence.runs) < 2 or sentence.runs[0].style != "strong":
        return "", sentence.text
    lead = sentence.runs[0].text.strip()
    return (
        (lead, sentence.text[len(sentence.runs[0].text) :].strip())
        if lead.endswith(":")
        else ("", sentence.text)
    )


def is_day_of(lead: str, day: date | None) -> bool:
    """Whether a label is the day on which an article came out."""
    return day is not None and lead in (on(day), on(day, day.year))


def is_stated(lead: str, citations: Iterable[Citation], text: Callable[[Citation], str | None]) -> bool:
    """Whether a label is a day that what is cited states."""
    said = lead.removesuffix(":")
    return _DAY.fullmatch(said) is not None and any(
        evidence.check(said, [told], language="en", day=c.day).supported
        for c in citations
        if c.span is not None and (told := text(c))
    )
