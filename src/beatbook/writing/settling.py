"""What became of an announcement: whether it is reported, called off, put off, or cannot be told.

The worst error is to say that something happened which did not, so a report must tell of it by itself: one sentence, of an article that
came out in time, in words that look back and neither deny nor expect, with enough of the telling words, on a day that was
announced, and no other. What no sentence reports is *not confirmed* if the sources could be read on those days, *no coverage* if
they could not. An editor's word stands. Pure: the archive is searched by `words_of`, and what it finds is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from beatbook.filing.terms import pieces
from beatbook.filing.words import fold
from beatbook.model import Announcement, Announcing, Days, Fate, Settled
from beatbook.read.text import STEM
from beatbook.writing.ahead import LOOKED_AT, cited, ordered, rarity, standing_of, told
from beatbook.writing.candidates import Ears
from beatbook.writing.material import spread
from beatbook.writing.naming import spoken
from beatbook.writing.reporting import Report, Reporter

AWAITED = timedelta(2)
"""How long after its last day its sources are looked at before it counts as not reported."""
WORDS = 8
"""Words by which reports are searched for."""
TELLING = 1.0
"""The least weight of a word by which reports are searched for: four articles in ten have a word of less."""
SENTENCES = 2
"""Sentences that report it, of different articles."""
ARTICLES = 60
"""Articles that are looked at."""

SPOKEN, LEAST_SPOKEN = 0.5, 3
"""Share of the words by which reports are searched for, and how many of them, from which an article may speak of it."""
SPOKEN_OF = "articles of these days may speak of it, and none says plainly what became of it"
"""Why something is not confirmed where that it is not reported could not be said."""

_UNIT = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_INSIDE = re.compile(r"[\w,;)’'][ \xa0]$")
_KOREAN_VERB = re.compile("(?:다|고|며|는|한|된|할|될|던)$")


def words_of(announced: Iterable[Announcing], ears: Ears) -> list[str]:
    """The words by which reports are searched for, as they are written: names before others, the rarest first."""
    found: dict[str, tuple[bool, float, str]] = {}
    for one in spread(list(announced), LOOKED_AT):
        stems = frozenset(one.stems) - frozenset(ears.stems(one.stated_by or ""))
        for unit in _UNIT.finditer(one.text):
            for word in _written(unit[0], stems):
                is_name = (
                    word[0].isupper() and _INSIDE.search(one.text[max(0, unit.start() - 2) : unit.start()])
                ) or (word == word.swapcase() and not _KOREAN_VERB.search(word))
                weight = rarity(fold(word)[0][:STEM], ears)
                rank, key = (not is_name, -weight, word), word.casefold()
                if weight >= TELLING:
                    found[key] = min(found.get(key, rank), rank)
    return [word for _, _, word in sorted(found.values())[:WORDS]]


def _written(form: str, stems: Collection[str]) -> list[str]:
    """A word as it is written, if it is telling; in Korean and in scripts without blanks the part that tells."""
    if form[0].isdigit():
        return []
    if form.isascii() or form != form.swapcase():
        return [form] if any(word[:STEM] in stems for word in fold(form)) else []
    return [piece for word in fold(form) for piece in pieces(word) if piece[:STEM] in stems]


def settle(
    announcement: Announcement,
    announced: Sequence[Announcing],
    reports: Sequence[Report],
    covered: Mapping[date, int],
    today: date,
    ears: Ears,
) -> Settled:
    """What became of an announcement by what is known on `today`. `announced` is what it was made of, `covered` how many of the
    sources could be read on a day, or had articles; days that are missing were not tried."""
    if announcement.settled.who is not None:
        return announcement.settled
    known = ordered(announced)
    standing = standing_of(known)
    if standing.fate is Fate.CANCELLED or announcement.days is None:
        return told(standing, known)
    days, is_dated = announcement.days, announcement.precision.is_dated
    if today > days.last or (not is_dated and today > days.first):
        found = _reported(Reporter(announcement, days, announced, reports, ears))
        if found:
            return found
    if today <= days.last:
        was = (
            standing.left[0] if standing.left else announcement.trail[0].days if announcement.trail else None
        )
        if standing.moved and was and was != days and today > was.last:
            return Settled(
                Fate.POSTPONED, f"put off from {period(was)} to {period(days)}", (cited(standing.by),)
            )
        return Settled(Fate.AHEAD)
    until = days.last + AWAITED
    read = max((n for day, n in covered.items() if days.first <= day <= until), default=0)
    if today <= until:
        return Settled(Fate.AHEAD, f"its day has passed; what is reported until {spoken(until)} counts")
    when = "on the day and the two after" if days.first == days.last else "on these days and the two after"
    if not read:
        return Settled(Fate.NO_COVERAGE, f"no source could be read {when}")
    if _is_spoken_of(announced, reports, Days(days.first, until), ears):
        return Settled(Fate.NOT_CONFIRMED, SPOKEN_OF)
    sources = "1 source was" if read == 1 else f"{read} sources were"
    return Settled(Fate.NOT_CONFIRMED, f"{sources} read {when}; no report of it was found")


def _is_spoken_of(
    announced: Sequence[Announcing], reports: Sequence[Report], within: Days, ears: Ears
) -> bool:
    """Whether an article of those days may tell of it, in words that are not read as a report: one of its story, or with much of what it is
    searched for by."""
    own = {one.span.article for one in announced}
    words = [word.casefold() for word in words_of(announced, ears)]
    enough = max(LEAST_SPOKEN, SPOKEN * len(words))
    for report in reports:
        if within.first <= report.day <= within.last and report.article.id not in own:
            text = f"{report.article.version.headline or ''} {report.article.version.text}".casefold()
            if report.is_of_story or sum(word in text for word in words) >= enough:
                return True
    return False


def period(days: Days) -> str:
    """Days as readers say them."""
    first, last = spoken(days.first), spoken(days.last)
    return first if days.first == days.last else f"{first} to {last}"


def _reported(reporter: Reporter) -> Settled | None:
    """What the articles say became of it. Where one says that it happened and one that it is off, the later one knows."""
    told = [
        found
        for report in sorted(reporter.reports, key=_by_day)[:ARTICLES]
        if (found := reporter.told(report)) is not None
    ]
    if not told:
        return None
    fate = max(told, key=lambda t: (t.report.day, t.fate is not Fate.HAPPENED, t.worth)).fate
    told = sorted((t for t in told if t.fate is fate), key=lambda t: (-t.worth, *_by_day(t.report)))
    first = min((t.report for t in told), key=_by_day)
    others = len({t.report.article.source for t in told} - {first.article.source})
    more = f" and {others} other{'s' * (others > 1)}" if others else ""
    return Settled(
        fate,
        f"{_HOW[fate]} on {spoken(first.day)} by {first.by or first.article.source}{more}",
        tuple(t.cited for t in told[:SENTENCES]),
        next((t.report.story for t in told if t.report.story), None),
    )


_HOW = {
    Fate.HAPPENED: "reported",
    Fate.CANCELLED: "reported to be called off",
    Fate.POSTPONED: "reported to be put off",
}


def _by_day(report: Report) -> tuple[date, str]:
    return report.day, report.article.id
