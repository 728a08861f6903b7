"""When a text was published and changed, from all that the page says of it.

The day that a house shows its readers beside the headline is its own word for the day of publication, in its own time
zone; what its system writes into the page's data is more precise but often that of a move, a re-issue, or of UTC. So the
data give the time and the line gives the day (docs/decisions/0202-metadata.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from beatbook.model import Moment, Witness
from beatbook.read.blocks import Sheet
from beatbook.read.claims import Claims
from beatbook.read.dates import stamps
from beatbook.read.near import Near
from beatbook.read.text import clean
from beatbook.read.timestamps import (
    LATER_CHANGE,
    Heard,
    Hearing,
    day_first,
    from_address,
    in_scripts,
    labelled,
    marked,
    refused,
    said_by,
    shown,
    stated,
    times,
)
from beatbook.read.witnesses import witnesses

_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "dcterms.modified",
    "lastmod", "article:modified", "revised", "last-updated", "updated_time", "modified",
)  # fmt: skip
NOT_SHOWN = "the page shows its readers another day"
BEFORE_PUBLISHED = "earlier than the publication"


class When(NamedTuple):
    published: Moment | None
    modified: Moment | None
    witnesses: tuple[Witness, ...]


def when(
    claims: Claims,
    tree: LexborHTMLParser,
    sheet: Sheet,
    near: Near,
    url: str | None,
    fetched: datetime | None,
    language: str | None,
) -> When:
    hearing = Hearing(fetched, day_first(language))
    data = [hearing.hear(by, said) for by, said in stated(claims)]
    believed = next((h for h in data if h.moment), None)
    close_times, others_times, changes = times(claims, near, hearing)
    lines, later_lines = shown(near, hearing, believed)
    # What the line says in words goes before what its mark-up adds.
    lines += close_times
    address = from_address(url, hearing)
    changes += later_lines
    moment: Moment | None
    taken: Heard | None
    if believed is not None and believed.moment is not None:
        heard = [*data, *lines, *others_times, *address]
        others = [h.moment for h in (*heard, *changes) if h.moment]
        day = _first(lines)
        taken, moment = _of_data(believed, believed.moment, day, hearing, others)
        if taken is day and day is not None:
            heard = [day, *(_contradicted(h, day) for h in heard if h is not day)]
    else:
        heard = [*data, *lines, *others_times, *address]
        taken = _first(heard) or next((h for h in lines if h.moment), None)
        for further in (labelled(sheet, hearing), marked(tree, hearing), in_scripts(tree, hearing)):
            if taken is None:
                more = list(further)
                heard += more
                taken = _first(more)
        if taken is None:
            # Better the time of a change than none: the text was published by then.
            heard = [*heard, *changes]
            taken = next((h for h in (*changes, *heard) if h.moment and h.said.why == LATER_CHANGE), None)
        moment = taken.moment if taken else None
        if taken is not None and moment is not None and moment.at is None:
            taken, moment = _timed(taken, moment, [*close_times, *others_times], hearing)
    modified, modified_words = _modified(claims, hearing, changes, moment)
    words = witnesses("published", (h.said for h in heard), taken.said if taken else None)
    return When(moment, modified, (*words, *modified_words))


def _first(heard: Iterable[Heard]) -> Heard | None:
    return next((h for h in heard if h.moment and h.said.why is None), None)


def _of_data(
    believed: Heard, moment: Moment, day: Heard | None, hearing: Hearing, others: list[Moment]
) -> tuple[Heard, Moment]:
    """What the page's data state, in the light of the day that stands by the headline: whose word is taken, and when
    that was."""
    if day is not None and day.moment is not None and day.moment.day != moment.day:
        settled, instead = _reconciled(moment, day.moment, _clock_of(day, hearing), others)
        return (day if instead else believed), settled
    if moment.at is not None and not moment.at.utcoffset():
        return believed, _in_own_zone(moment, others)
    return believed, moment


def _contradicted(heard: Heard, day: Heard) -> Heard:
    same = heard.moment is not None and day.moment is not None and heard.moment.day == day.moment.day
    return heard if same else refused(heard, NOT_SHOWN)


def _clock_of(heard: Heard, hearing: Hearing) -> tuple[int, int] | None:
    for stamp in stamps(heard.said.said, day_first=hearing.day_first):
        if stamp.moment == heard.moment:
            return stamp.clock
    return None


def _reconciled(
    stated: Moment, shown: Moment, clock: tuple[int, int] | None, others: Iterable[Moment]
) -> tuple[Moment, bool]:
    """One moment of a stated one and the different day shown; and whether the shown one is taken instead.

    The next or previous day is the same moment in the house's own time zone: the clock that stands beside the shown day
    gives that zone, else another time on the page does, else only the day is known. Any other day is another event in
    the page's life (it was moved, or issued again), and the shown one is the one the house stands for.
    """
    if stated.at is None or abs(stated.day - shown.day) > timedelta(days=1):
        return shown, True
    if shown.at is not None:
        same = abs(shown.at - stated.at) < timedelta(hours=1)
        return (Moment.of(stated.at.astimezone(shown.at.tzinfo)) if same else shown), not same
    offsets = [m.at.utcoffset() for m in others if m.at is not None]
    if clock is not None:
        local = datetime(shown.day.year, shown.day.month, shown.day.day, *clock)
        minutes = round((local - stated.at.replace(tzinfo=None)).total_seconds() / 60)
        east = (stated.at.utcoffset() or timedelta()) + timedelta(minutes=15 * round(minutes / 15))
        if abs(minutes - 15 * round(minutes / 15)) <= 1 and abs(east) <= timedelta(hours=14):
            offsets = [east]
    for east_ in offsets:
        if east_ is not None:
            local_ = stated.at.astimezone(timezone(east_))
            if local_.date() == shown.day:
                return Moment.of(local_), False
    return shown, True


def _timed(taken: Heard, day: Moment, times: Iterable[Heard], hearing: Hearing) -> tuple[Heard, Moment]:
    """A day shown in words with the time that a `<time>` element gives for it, if one does."""
    for heard in times:
        if heard.moment is not None and heard.moment.at is not None:
            if heard.moment.day == day.day:
                return heard, heard.moment
            moment, instead = _reconciled(heard.moment, day, _clock_of(taken, hearing), ())
            if not instead:
                return heard, moment
    return taken, day


def _in_own_zone(stated: Moment, others: Iterable[Moment]) -> Moment:
    """A moment stated in UTC, in the zone in which the page states the same moment once more."""
    for other in others:
        if (
            stated.at is not None
            and other.at is not None
            and other.at.utcoffset()
            and abs(other.at - stated.at) <= timedelta(minutes=1)
        ):
            return Moment.of(stated.at.astimezone(other.at.tzinfo))
    return stated


def _modified(
    claims: Claims, hearing: Hearing, changes: list[Heard], published: Moment | None
) -> tuple[Moment | None, tuple[Witness, ...]]:
    heard: list[Heard] = []
    if said := claims.said("dateModified"):
        heard.append(hearing.hear("JSON-LD", said[:100]))
    heard += [hearing.hear(by, clean(said[:100])) for by, said in claims.tagged(_MODIFIED_METAS)]
    for node in claims.props.get("datemodified", ())[:1]:
        heard.append(hearing.hear("microdata", said_by(node)))
    heard += [Heard(h.said._replace(why=None), h.moment) for h in changes if h.moment]
    if published is not None:
        heard = [refused(h, BEFORE_PUBLISHED) if _precedes(h.moment, published) else h for h in heard]
    taken = _first(heard)
    return (
        taken.moment if taken else None,
        witnesses("modified", (h.said for h in heard), taken.said if taken else None),
    )


def _precedes(moment: Moment | None, published: Moment) -> bool:
    if moment is None:
        return False
    if moment.at is not None and published.at is not None:
        return moment.at < published.at
    return moment.day < published.day
