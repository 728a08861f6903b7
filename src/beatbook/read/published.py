"""When a text was published and changed, from all that the page says of it.

The day that a house shows its readers beside the headline is its own word for the day of publication, in its own time
zone; what its system writes into the page's data is more precise but often that of a move, a re-issue, or of UTC. So the
data give the time and the line gives the day (docs/decisions/0202-metadata.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.model import Moment, Witness
from beatbook.read.blocks import Sheet
from beatbook.read.claims import Claims
from beatbook.read.dates import LATER, Stamp, date_in_address, doubt, parse_date, stamps
from beatbook.read.near import Near
from beatbook.read.text import clean, size
from beatbook.read.witnesses import Said, witnesses

_PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish_date", "publishdate", "publication_date", "pubdate", "publish-date", "article.published",
    "article:published", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "originalpublicationdate", "displaydate",
    "article_date_original", "cxense:publishtime", "cxenseparse:publishtime", "dc.date.created",
    "analyticsattributes.articledate", "datecreated", "rnews:datepublished", "article:post_date", "published_time",
    "published_at", "publishedat", "published", "publisheddate", "published-date", "article:publish_date", "pub_date", "pub-date", "dcterms.available", "release_date", "ptime", "firstpublishedtime",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "dcterms.modified",
    "lastmod", "article:modified", "revised", "last-updated", "updated_time", "modified",
)  # fmt: skip
_DATED_CSS = (
    '[class*="date"], [class*="Date"], [class*="ublished"], [class*="timestamp"], [data-timestamp], [pubdate]'
)
_DATED = re.compile(
    r"publish(?:ed)?(?![a-z]*er)|pub-?date|(?:post|entry|article|creat\w*|story|news)[-_]?date|timestamp|dateline|(?<![a-z-])date(?![a-z-])",
    re.I,
)
_NOT_THIS_TIME = re.compile(r"updat|modif|comment|related|sidebar|widget|footer|card|teaser|recent", re.I)
_STATE = re.compile(
    r"(?:datePublished|date_published|publish(?:ed)?_?(?:Date(?:Time)?|At|On|Time)|publication_?Date|first_?Published(?:At)?|pub_?date|"
    r"original_?publish_?date)(?:\\?[\"']|&quot;)?\s*[:=]\s*(?:\\?[\"']|&quot;)?([^\"'&\\,}<]{8,35})",
    re.I,
)
_HINTS = ("ublish", "ubDate", "ub_date", "ublication")
MOST_STATE = 3_000_000
"""Characters of scripts that are searched for a date where the page has none elsewhere."""

NOT_SHOWN = "the page shows its readers another day"
NO_DATE = "no date"
LATER_CHANGE = "the time of a change"
OF_SITE = "the site's own time"
OF_OTHERS = "may be another article's"
BEFORE_PUBLISHED = "earlier than the publication"

CLOSE = 12
"""Blocks after the headline within which a shown day outweighs the data; before it, 2: further up stands today's date."""
LINE_WORDS = 10
"""Words, beside its dates, of a line that says when and who; longer ones are sentences."""


class When(NamedTuple):
    published: Moment | None
    modified: Moment | None
    witnesses: tuple[Witness, ...]


class _Heard(NamedTuple):
    said: Said
    moment: Moment | None


class _Hearing:
    """Judges what is said, once for each wording."""

    def __init__(self, fetched: datetime | None, day_first: bool | None) -> None:
        self.fetched, self.day_first = fetched, day_first
        self._read: dict[str, tuple[Moment | None, str | None]] = {}

    def hear(self, by: str, said: str, why: str | None = None) -> _Heard:
        if said not in self._read:
            moment = parse_date(said, day_first=self.day_first)
            self._read[said] = (moment, NO_DATE if moment is None else doubt(moment, self.fetched))
        moment, doubtful = self._read[said]
        return _Heard(Said(by, said, doubtful or why), None if doubtful else moment)


def when(
    claims: Claims,
    tree: LexborHTMLParser,
    sheet: Sheet,
    near: Near,
    url: str | None,
    fetched: datetime | None,
    language: str | None,
) -> When:
    hearing = _Hearing(fetched, _day_first(language))
    stated = [hearing.hear(by, said) for by, said in _stated(claims)]
    believed = next((h for h in stated if h.moment), None)
    close_times, times, changes = _times(claims, near, hearing)
    shown, shown_later = _shown(near, hearing, believed)
    # What the line says in words goes before what its mark-up adds.
    shown += close_times
    address = _address(url, hearing)
    changes += shown_later
    moment: Moment | None
    taken: _Heard | None
    if believed is not None and believed.moment is not None:
        heard = [*stated, *shown, *times, *address]
        others = [h.moment for h in (*heard, *changes) if h.moment]
        day = next((h for h in shown if h.moment and h.said.why is None), None)
        taken, moment = _of_data(believed, believed.moment, day, hearing, others)
        if taken is day and day is not None:
            heard = [day, *(_contradicted(h, day) for h in heard if h is not day)]
    else:
        heard = [*stated, *shown, *times, *address]
        taken = _first(heard) or next((h for h in shown if h.moment), None)
        for further in (_labelled(sheet, hearing), _marked(tree, hearing), _in_scripts(tree, hearing)):
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
            taken, moment = _timed(taken, moment, [*close_times, *times], hearing)
    modified, modified_words = _modified(claims, hearing, changes, moment)
    words = witnesses("published", (h.said for h in heard), taken.said if taken else None)
    return When(moment, modified, (*words, *modified_words))


def _first(heard: Iterable[_Heard]) -> _Heard | None:
    return next((h for h in heard if h.moment and h.said.why is None), None)


def _of_data(
    believed: _Heard, moment: Moment, day: _Heard | None, hearing: _Hearing, others: list[Moment]
) -> tuple[_Heard, Moment]:
    """What the page's data state, in the light of the day that stands by the headline: whose word is taken, and when
    that was."""
    if day is not None and day.moment is not None and day.moment.day != moment.day:
        settled, instead = _reconciled(moment, day.moment, _clock_of(day, hearing), others)
        return (day if instead else believed), settled
    if moment.at is not None and not moment.at.utcoffset():
        return believed, _in_own_zone(moment, others)
    return believed, moment


def _contradicted(heard: _Heard, day: _Heard) -> _Heard:
    same = heard.moment is not None and day.moment is not None and heard.moment.day == day.moment.day
    return heard if same else _refused(heard, NOT_SHOWN)


def _refused(heard: _Heard, why: str) -> _Heard:
    return heard if heard.said.why else _Heard(heard.said._replace(why=why), heard.moment)


def _stated(claims: Claims) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "uploadDate", "dateCreated"):
        if said := claims.said(key):
            yield "JSON-LD", said[:100]
    for by, said in claims.tagged(_PUBLISHED_METAS):
        yield by, clean(said[:100])
    for name in ("datepublished", "datecreated"):
        for node in claims.props.get(name, ())[:1]:
            yield "microdata", _said_by(node)


def _said_by(node: LexborNode) -> str:
    """What an element says of a time: in its attributes, else in its text."""
    attributes = node.attributes
    for name in ("datetime", "content", "data-timestamp", "data-datetime", "data-date", "data-time"):
        if (said := attributes.get(name)) and any(c.isdigit() for c in said):
            return clean(said[:100])
    shown = clean(node.text(separator=" ")[:400])
    return shown if len(shown) <= 100 else ""


def _times(claims: Claims, near: Near, hearing: _Hearing) -> tuple[list[_Heard], list[_Heard], list[_Heard]]:
    """What `<time>` elements say: those whose words stand in a line close to the headline, other ones, and those of
    changes."""
    lines = [b.text for d, b in near.lines if near.found and -2 <= d <= CLOSE]
    close: list[tuple[int, _Heard]] = []
    own: list[_Heard] = []
    later: list[_Heard] = []
    for node in claims.times:
        shown = clean(node.text(separator=" ")[:100])
        at = next((i for i, t in enumerate(lines) if shown in t), None) if 6 <= len(shown) <= 60 else None
        if at is None and len(own) + len(later) >= 8:
            continue
        heard = _heard_from(node, hearing, "<time>")
        if heard is None:
            continue
        attributes, around = node.attributes, node.parent
        marks = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
        if around is not None:
            marks += f" {around.attributes.get('class') or ''}"
        before = lines[at].partition(shown)[0] if at is not None else ""
        if _NOT_THIS_TIME.search(marks) or LATER.search(before) or LATER.search(shown[:20]):
            later.append(_Heard(heard.said._replace(why=heard.said.why or LATER_CHANGE), heard.moment))
        elif at is not None:
            close.append((at, heard))
        else:
            own.append(heard)
    return [h for _, h in sorted(close, key=lambda c: c[0])], own, later


def _heard_from(node: LexborNode, hearing: _Hearing, by: str) -> _Heard | None:
    said = _said_by(node)
    if not said:
        return None
    heard = hearing.hear(by, said)
    if heard.moment is None and (shown := clean(node.text(separator=" ")[:200])) and shown != said:
        heard = hearing.hear(by, shown[:100])
    return heard if heard.moment else None


def _marked(tree: LexborHTMLParser, hearing: _Hearing) -> Iterator[_Heard]:
    """What elements say whose class names a date; asked last, since it takes another scan."""
    for node in tree.css(_DATED_CSS)[:40]:
        name = node.attributes.get("class") or ""
        if name and not _DATED.search(name):
            continue
        if heard := _heard_from(node, hearing, "element named as a date"):
            around = node.parent.attributes.get("class") or "" if node.parent is not None else ""
            yield _refused(heard, LATER_CHANGE) if _NOT_THIS_TIME.search(f"{name} {around}") else heard


def _address(url: str | None, hearing: _Hearing) -> list[_Heard]:
    moment = date_in_address(url) if url else None
    if moment is None:
        return []
    why = doubt(moment, hearing.fetched)
    return [_Heard(Said("address", str(moment), why), None if why else moment)]


# ---- the line by the headline -----------------------------------------------------------------------------------------


def _shown(near: Near, hearing: _Hearing, believed: _Heard | None) -> tuple[list[_Heard], list[_Heard]]:
    """The dates in lines near the headline, those of changes apart. Only one that stands close and in a line of its own
    bears no `why`: it may outweigh the data."""
    own: list[_Heard] = []
    later: list[_Heard] = []
    previous = ""
    for distance, block in near.lines:
        label, previous = previous, block.text
        for stamp in _stamps(block.text, hearing.day_first, believed):
            why = doubt(stamp.moment, hearing.fetched)
            far = not near.found or not -2 <= distance <= CLOSE
            said = Said("line by the headline", block.text, why)
            moment = None if why else stamp.moment
            if stamp.later or (len(label) < 30 and distance > 0 and LATER.search(label)):
                later.append(_Heard(said._replace(why=why or LATER_CHANGE), moment))
            else:
                own.append(_Heard(said._replace(why=why or (OF_OTHERS if far else None)), moment))
        if len(own) + len(later) > 12:
            break
    return own, later


def _stamps(text: str, day_first: bool | None, believed: _Heard | None) -> list[Stamp]:
    """The dates of a line that says when, and perhaps who, and tells nothing."""
    found = stamps(text, day_first=day_first)
    if (
        not found
        and day_first is None
        and believed is not None
        and believed.moment is not None
        and "/" in text
    ):
        # 3/4/2020: whichever of the two days is the stated one or next to it.
        for guess in (True, False):
            found = stamps(text, day_first=guess)
            if found and abs(found[0].moment.day - believed.moment.day) <= timedelta(days=1):
                break
            found = []
    if not found:
        return []
    rest: list[str] = []
    at = 0
    for stamp in found:
        rest.append(text[at : stamp.start])
        at = stamp.end
    rest.append(text[at:])
    return found if size(" ".join(rest)) <= LINE_WORDS else []


def _clock_of(heard: _Heard, hearing: _Hearing) -> tuple[int, int] | None:
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


def _timed(taken: _Heard, day: Moment, times: Iterable[_Heard], hearing: _Hearing) -> tuple[_Heard, Moment]:
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


# ---- scripts and changes ----------------------------------------------------------------------------------------------


_SITE = re.compile(r"\W*(?:the\s|this\s)?(?:web)?site\b", re.I)
_PUBLISHED_LABEL = re.compile(
    r"(?:\b(?:published|posted|first\spublished|publication\sdate|date|veröffentlicht|erschienen|publiée?|publicado|pubblicato|gepubliceerd)\b|"
    r"입력|등록|발행|작성|发布|發布|发表|公開|配信)[^\d]{0,20}$",
    re.I,
)


def _labelled(sheet: Sheet, hearing: _Hearing) -> Iterator[_Heard]:
    """Dates anywhere on the page in a short line that calls them the publication's, or a change's."""
    previous, count = "", 0
    for block in sheet.blocks:
        label, previous = previous, block.text
        if block.words > 14:
            continue
        for stamp in stamps(block.text, day_first=hearing.day_first):
            before = block.text[: stamp.start] or label[-40:]
            why = doubt(stamp.moment, hearing.fetched)
            if stamp.later or LATER.match(before):
                why = why or (OF_SITE if _SITE.match(before) else LATER_CHANGE)
            elif not _PUBLISHED_LABEL.search(before):
                continue
            count += 1
            yield _Heard(Said("labelled line", block.text, why), stamp.moment)
        if count >= 6:
            return


def _in_scripts(tree: LexborHTMLParser, hearing: _Hearing) -> Iterator[_Heard]:
    """The dates of publication in a page's state scripts; without belief unless all name one day, since such scripts
    carry other articles too."""
    heard: list[_Heard] = []
    left = MOST_STATE
    for text in _state_texts(tree):
        left -= len(text)
        if left < 0:
            break
        if not any(hint in text for hint in _HINTS):
            continue
        for found in _STATE.finditer(text):
            one = hearing.hear("data script", clean(found[1]))
            if one.moment:
                heard.append(one)
            if len(heard) >= 50:
                break
    days = {h.moment.day for h in heard if h.moment}
    for one in heard:
        yield one if len(days) == 1 else _refused(one, OF_OTHERS)


def _state_texts(tree: LexborHTMLParser) -> Iterator[str]:
    """The texts of scripts, and the data in their attributes."""
    for script in tree.css("script:not([src])")[:400]:
        yield script.text() or ""
        for value in script.attributes.values():
            if value and len(value) > 200:
                yield value


def _modified(
    claims: Claims, hearing: _Hearing, changes: list[_Heard], published: Moment | None
) -> tuple[Moment | None, tuple[Witness, ...]]:
    heard: list[_Heard] = []
    if said := claims.said("dateModified"):
        heard.append(hearing.hear("JSON-LD", said[:100]))
    heard += [hearing.hear(by, clean(said[:100])) for by, said in claims.tagged(_MODIFIED_METAS)]
    for node in claims.props.get("datemodified", ())[:1]:
        heard.append(hearing.hear("microdata", _said_by(node)))
    heard += [_Heard(h.said._replace(why=None), h.moment) for h in changes if h.moment]
    if published is not None:
        heard = [_refused(h, BEFORE_PUBLISHED) if _precedes(h.moment, published) else h for h in heard]
    taken = next((h for h in heard if h.moment and h.said.why is None), None)
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


def _day_first(language: str | None) -> bool | None:
    """How 3/4/2020 is meant: month first in the United States, day first nearly everywhere else; unknown of English."""
    parts = re.split("[-_]", (language or "").strip().lower())
    if parts[0] == "en":
        return None if len(parts) < 2 else parts[-1] != "us"
    return True if len(parts[0]) in (2, 3) else None
