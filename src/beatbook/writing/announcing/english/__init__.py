"""What English sentences say is coming.

`gate` finds the lines to look at, `verbs` which verb a date belongs to, `days` whether that puts it ahead, `certainty` how firmly,
`changes` what was moved or called off, `denials` what will not be done. Here it is put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from beatbook.read.when import Dated, dates
from beatbook.writing.announcing.english.certainty import certainty_of
from beatbook.writing.announcing.english.changes import change_of
from beatbook.writing.announcing.english.days import days_ahead
from beatbook.writing.announcing.english.denials import denial_of
from beatbook.writing.announcing.english.gate import likely
from beatbook.writing.announcing.english.verbs import Verb, governed, verbs_of
from beatbook.writing.announcing.found import Found
from beatbook.writing.announcing.periods import Period
from beatbook.writing.announcing.speakers import english_speaker

_ASIDE = re.compile(
    r",\s(?:which|who|whose|whom|where|when|having|including)\b[^,;]*(?:,|$)|\s\([^()]*\)|\s[–—]\s[^–—]*\s[–—]\s|"
    r",\s[^,]{2,70}\s(?:said|says|announced|added|confirmed|told)\b(?:\s[^,\"”]{0,50})?,(?=\s)(?!\s(?:the|that)\s)|,\saccording\sto\s[^,]{2,70},"
)
DATES = 8
"""Dates of a sentence, at most: what has more is a list of them."""
_RECURRING = re.compile(
    r"\b(?:every|each|most|any|usual|alternate)\s(?:other\s)?$|\bbetween\s\d+\sand\s$", re.I
)
_FOR_DAY = re.compile(
    r"\b(?:for|as)\s(?:early\s|late\s|next\s|the\s)*(?:[A-Z]|\d|next|week|month)|\sas\sthe\s(?:date|day)|deadline|\buntil\b"
)
_DAYS_FROM = re.compile(
    r"\b(?:for|lasting|last)\s(?:\w+\s(?:days?|weeks?|months?))\s(?:from|starting|beginning)\s(?:on\s)?(?!now|today)"
)


def found(text: str, day: date) -> list[Found]:
    """What a sentence of an article of this day says is coming, in order."""
    asides = [m.span() for m in _ASIDE.finditer(text)]
    verbs = list(verbs_of(text, asides))
    if all(v.kind == "past" for v in verbs) and not _FOR_DAY.search(text):
        return []
    said = [
        _begun(d, text, day)
        for d in dates(text, day, "en")
        if not _RECURRING.search(text, max(0, d.start - 20), d.start)
    ]
    if len(said) > DATES:
        return []
    speaker = english_speaker(text)
    spent = tuple((d.start, d.end) for d in said) + ((speaker.place,) if speaker else ())
    name = speaker.name if speaker else None
    ruled = [governed(d, text, verbs, asides) for d in _split(_paired(said, text), text, verbs, day)]
    out: list[Found] = []
    off = next((v for v in verbs if v.kind in ("moved", "cancelled")), None)
    if off is not None:
        change = change_of(text, day, off, verbs, ruled, name, spent)
        if change is not None:
            out.append(change)
        if change is not None or (off.kind == "cancelled" and all(d.relation != "until" for d in said)):
            return out
        verbs = [v for v in verbs if v.kind not in ("moved", "cancelled")]
        ruled = [governed(r.dated, text, verbs, asides) for r in ruled]
    best: dict[Verb, tuple[int, Period]] = {}
    for each in ruled:
        verb = each.verb
        when = days_ahead(each, text, day)
        if when is None or verb is None:
            continue
        away = when.start - verb.end if each.is_before else 1_000 + verb.start - when.end
        if verb not in best or away < best[verb][0]:
            best[verb] = (away, when)
    for verb, (_, when) in sorted(best.items(), key=lambda b: b[1][1].start):
        certainty = certainty_of(text, verb, said, day)
        is_stale = verb.kind == "wasto" and len(best) > 1
        if certainty is None or is_stale or any(o.days == when.days for o in out):
            continue
        mine = spent if verb.kind == "table" else (*spent, (verb.start, verb.end))
        out.append(
            Found(when.days, when.precision, certainty, (when.start, when.end), stated_by=name, spent=mine)
        )
    denial = None if out else denial_of(ruled, text, day, name, spent)
    return [denial] if denial else out


def _begun(dated: Dated, text: str, day: date) -> Dated:
    """The date; of "for three days from August 28" what it begins with."""
    lasting = _DAYS_FROM.search(text, max(0, dated.start - 20), dated.end)
    if lasting is None or lasting.end() <= dated.start:
        return dated
    found = dates("will " + text[lasting.end() : dated.end], day, "en")
    shift = lasting.end() - 5
    return (
        replace(found[0], start=found[0].start + shift, end=found[0].end + shift)
        if len(found) == 1
        else dated
    )


def _paired(said: Sequence[Dated], text: str) -> list[Dated]:
    """The dates; two days that follow each other ("on May 3 and 4") are one range."""
    out: list[Dated] = []
    for each in said:
        before = out[-1] if out else None
        if (
            before
            and before.grain == each.grain == "day"
            and text[before.end : each.start] == " and "
            and _follow(before.timex, each.timex)
        ):
            out[-1] = replace(
                before,
                end=each.end,
                timex=f"({before.timex},{each.timex},P1D)",
                grain="range",
                last=_day_after(before),
            )
        else:
            out.append(each)
    return out


def _follow(timex: str, other: str) -> bool:
    """Whether two days, as TIMEX has them, are neighbours of a month or week."""
    return (
        timex[:-2] == other[:-2] and timex[-2:].isdigit() and other[-2:] == f"{int(timex[-2:]) + 1:02d}"
    ) or (timex[:-1] == other[:-1] and timex.startswith("XXXX-WXX-") and int(other[-1]) - int(timex[-1]) == 1)


def _day_after(dated: Dated) -> date | None:
    return dated.last + timedelta(1) if dated.last and dated.last < date.max else None


def _split(said: Sequence[Dated], text: str, verbs: Sequence[Verb], day: date) -> list[Dated]:
    """The dates; a range "from the 3rd to the 10th" of something that is moved is two of them."""
    if not any(v.kind == "moved" for v in verbs):
        return list(said)
    out: list[Dated] = []
    for each in said:
        piece = text[each.start : each.end]
        cut = re.search(r"\s(?:to|until)\s", piece)
        if each.grain == "range" and piece.lower().startswith("from") and cut:
            a, b = each.start + 5, each.start + cut.end()
            parts = [
                (shift, d)
                for shift, words in ((a, text[a : each.start + cut.start()]), (b, text[b : each.end]))
                for d in dates("will " + words, day, "en")
            ]
            out += [
                Dated(s + d.start - 5, s + d.end - 5, d.timex, d.grain, d.first, d.last, d.part, d.relation)
                for s, d in parts
            ]
        else:
            out.append(each)
    return out


__all__ = ["found", "likely"]
