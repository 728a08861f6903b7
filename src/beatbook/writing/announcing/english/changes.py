"""What an English sentence says of a thing that is moved or called off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from beatbook.model import Act
from beatbook.writing.announcing.english.certainty import DENIED, IF
from beatbook.writing.announcing.english.days import EVENT, FOR
from beatbook.writing.announcing.english.verbs import ATTRIBUTE, BOUNDARY, THING, Ruled, Verb
from beatbook.writing.announcing.found import Found, Place, changed, without_day
from beatbook.writing.announcing.periods import Period, period

_NEW = re.compile(
    r"\b(?:to|until|till|through|for|by|as\slate\sas|back\sto|forward\sto)\s(?:(?:the|at\sleast|about|around|late|early|mid|no\searlier\sthan|as\slate\sas)\s)*$"
)
_OLD = re.compile(
    r"\b(?:from|instead\sof|rather\sthan)\s(?:the\s|its\s|(?:an?\s)?(?:original|initial|earlier|previous)\s(?:date\sof\s)?)?$"
)
_SET_FOR = re.compile(
    r"\b(?:planned|scheduled|due|set|slated|originally|initially|booked|called|announced|fixed|billed|timetabled)\s(?:\w+\s){0,2}$"
)
_OFF_FOR_GOOD = re.compile(
    rf"\b{EVENT}\b[^,;]{{0,80}}\b(?:ha(?:s|ve)\sbeen|is|are|was|were)\b|\b(?:indefinitely|until\sfurther\snotice|no\snew\sdate)\b|\b(?:ha(?:s|ve)\s)?(?:cancel|postpone|call|scrap)\w*\s(?:\w+\s){{0,6}}{EVENT}\b",
    re.I,
)
_NOW = re.compile(r"\b(?:ha(?:s|ve)\sbeen|is|are)\s(?:\w+ly\s)?$")
"""Before what is called off now: what is meant is still to come."""
_PLANS = re.compile(r"\s(?:\w+\s)?plans?\sto\b")
_OPEN_ENDED = re.compile(
    r"\b(?:indefinitely|until\sfurther\snotice|no\snew\sdate|without\s(?:setting|giving|naming|fixing)\s(?:a|any)\s(?:new\s)?date)\b",
    re.I,
)


def change_of(
    text: str,
    day: date,
    off: Verb,
    verbs: Sequence[Verb],
    ruled: Sequence[Ruled],
    name: str | None,
    spent: tuple[Place, ...],
) -> Found | None:
    """What a sentence says of a thing that is moved or called off. None where that is only possible, or was long ago."""
    before = text[: off.start]
    cut = max((m.end() for m in BOUNDARY.finditer(before)), default=0)
    near = [
        v
        for v in verbs
        if max(cut, off.start - 40) <= v.start < off.start and "," not in text[v.start : off.start]
    ]
    if any(
        v.kind in ("possible", "threatened", "expected", "would") or (v.kind == "not" and v != off)
        for v in near
    ):
        return None
    if re.search(r"\bhad\s(?:\w+\s)?been\s$", before) and off.kind == "cancelled":
        return None
    if DENIED.search(before[cut:]) or IF.search(before[-40:]):
        return None
    new, old = _days(text, day, off, ruled)
    spent = (*spent, (off.start, off.end))
    if new is not None and new.days.last >= day:
        return changed(new, Act.MOVED, old, name, spent)
    act = Act.MOVED if off.kind == "moved" else Act.CANCELLED
    word = text[off.start : off.end].lower()
    if act is Act.MOVED and re.match(r"move|mov|shift|change|extend|delay(?!ed)", word):
        return None
    if old is not None and old.days.last >= day:
        return changed(old, act, old if act is Act.MOVED else None, name, spent)
    is_old_news = any(r.dated.last and (day - r.dated.last).days > 7 for r in ruled)
    if is_old_news or old is not None or not (_OPEN_ENDED.search(text) and _OFF_FOR_GOOD.search(text)):
        return None
    return without_day((off.start, off.end), act, name, spent)


def _days(text: str, day: date, off: Verb, ruled: Sequence[Ruled]) -> tuple[Period | None, Period | None]:
    """The days that it is moved to, and those that it was to be on; the first that are named of each."""
    new: Period | None = None
    old: Period | None = None
    for each in ruled:
        dated = each.dated
        lead = text[max(0, dated.start - 50) : dated.start]
        when = period(dated, text, day, is_ahead=True)
        if when is None:
            continue
        governor = each.verb
        is_set = (
            governor is not None
            and governor.kind in ("wasto", "scheduled", "deadline")
            and governor is not off
        )
        is_old = (
            _OLD.search(lead) is not None
            or is_set
            or text.startswith(("'s", "’s"), dated.end)
            or (ATTRIBUTE.search(lead) is not None and THING.match(text, dated.end) is not None)
            or _SET_FOR.search(lead) is not None
        )
        is_new = (
            off.kind == "moved"
            and dated.start >= off.start
            and (_NEW.search(lead) is not None or dated.relation == "until")
        )
        if is_new and not (is_old and old is None and is_set):
            new = new or when
        elif is_old:
            old = old or when
        elif (
            off.kind == "cancelled"
            and dated.relation != "until"
            and (
                dated.end <= off.start
                or FOR.search(lead)
                or dated.start <= off.end + 20
                or _PLANS.match(text, off.end)
            )
        ):
            past = when if _NOW.search(text[: off.start]) else period(dated, text, day, is_ahead=False)
            if past is not None and past.days.last >= day:
                old = old or past
    return new, old
