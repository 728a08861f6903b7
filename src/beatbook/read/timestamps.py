"""When a page says it was published: what each witness says by itself.

`published` chooses among them. The data of the page, `<time>` elements, the lines by the headline, the address, labelled
lines and elements anywhere, and the scripts in which systems keep their state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.model import Moment
from beatbook.read.blocks import Sheet
from beatbook.read.claims import Claims
from beatbook.read.dates import LATER, Stamp, beside, date_in_address, doubt, parse_date, stamps
from beatbook.read.near import LINE, Near
from beatbook.read.text import clean, size
from beatbook.read.witnesses import Said

_PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish_date", "publishdate", "publication_date", "pubdate", "publish-date", "article.published",
    "article:published", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "originalpublicationdate", "displaydate",
    "article_date_original", "cxense:publishtime", "cxenseparse:publishtime", "dc.date.created",
    "analyticsattributes.articledate", "datecreated", "rnews:datepublished", "article:post_date", "published_time",
    "published_at", "publishedat", "published", "publisheddate", "published-date", "article:publish_date", "pub_date", "pub-date", "dcterms.available", "release_date", "ptime", "firstpublishedtime",
)  # fmt: skip
_DATED_CSS = '[class*="date"], [class*="Date"], [class*="ublish"], [class*="timestamp"]'
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
_HINT = re.compile(r"ublish|ub_?[dD]ate|ublication")
"""What every name that `_STATE` finds holds; so it is looked for only about such places."""
MOST_STATE = 3_000_000
"""Characters of scripts that are searched for a date where the page has none elsewhere."""

NO_DATE = "no date"
LATER_CHANGE = "the time of a change"
OF_SITE = "the site's own time"
OF_OTHERS = "may be another article's"

CLOSE = 12
"""Blocks after the headline within which a shown day outweighs the data; before it, 2: further up stands today's date."""
TOLD = 2
"""Words of four and more small letters in such a line that are no labels."""
_TOLD = re.compile(
    r"(?<!\w)(?!(?:publish|post|updat|modif|revis|edit|publi|actual|veröff|aktual|minut|comment|share|view|read|hour|staff|uhr|from|with)\w*)[a-zà-öø-ÿ]{4,}"
)
LINE_WORDS = 10
"""Words, beside its dates, of a line that says when and who; longer ones are sentences."""


class Heard(NamedTuple):
    said: Said
    moment: Moment | None


class Hearing:
    """Judges what is said, once for each wording."""

    def __init__(self, fetched: datetime | None, day_first: bool | None) -> None:
        self.fetched, self.day_first = fetched, day_first
        self._read: dict[str, tuple[Moment | None, str | None]] = {}

    def hear(self, by: str, said: str, why: str | None = None) -> Heard:
        if said not in self._read:
            moment = parse_date(said, day_first=self.day_first)
            self._read[said] = (moment, NO_DATE if moment is None else doubt(moment, self.fetched))
        moment, doubtful = self._read[said]
        return Heard(Said(by, said, doubtful or why), None if doubtful else moment)


def refused(heard: Heard, why: str) -> Heard:
    return heard if heard.said.why else Heard(heard.said._replace(why=why), heard.moment)


def stated(claims: Claims) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "uploadDate", "dateCreated"):
        if said := claims.said(key):
            yield "JSON-LD", said[:100]
    for by, said in claims.tagged(_PUBLISHED_METAS):
        yield by, clean(said[:100])
    for name in ("datepublished", "datecreated"):
        for node in claims.props.get(name, ())[:1]:
            yield "microdata", said_by(node)


def said_by(node: LexborNode) -> str:
    """What an element says of a time: in its attributes, else in its text."""
    attributes = node.attributes
    for name in ("datetime", "content", "data-timestamp", "data-datetime", "data-date", "data-time"):
        if (said := attributes.get(name)) and any(c.isdigit() for c in said):
            return clean(said[:100])
    shown = clean(node.text(separator=" ")[:400])
    return shown if len(shown) <= 100 else ""


def times(claims: Claims, near: Near, hearing: Hearing) -> tuple[list[Heard], list[Heard], list[Heard]]:
    """What `<time>` elements say: those whose words stand in a line close to the headline, other ones, and those of
    changes."""
    lines = [b.text for d, b in near.lines if near.found and -2 <= d <= CLOSE]
    close: list[tuple[int, Heard]] = []
    own: list[Heard] = []
    later: list[Heard] = []
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
            later.append(Heard(heard.said._replace(why=heard.said.why or LATER_CHANGE), heard.moment))
        elif at is not None:
            close.append((at, heard))
        else:
            own.append(heard)
    return [h for _, h in sorted(close, key=lambda c: c[0])], own, later


def _heard_from(node: LexborNode, hearing: Hearing, by: str) -> Heard | None:
    said = said_by(node)
    if not said:
        return None
    heard = hearing.hear(by, said)
    if heard.moment is None and (shown := clean(node.text(separator=" ")[:200])) and shown != said:
        heard = hearing.hear(by, shown[:100])
    return heard if heard.moment else None


LONGEST_NAME = 300
"""Characters of a class that are looked at, as in `Box.names`."""


def marked(tree: LexborHTMLParser, hearing: Hearing) -> Iterator[Heard]:
    """What elements say whose class names a date; asked last, since it takes another scan."""
    for node in tree.css(_DATED_CSS)[:40]:
        name = (node.attributes.get("class") or "")[:LONGEST_NAME]
        if name and not _DATED.search(name):
            continue
        if heard := _heard_from(node, hearing, "element named as a date"):
            around = node.parent.attributes.get("class") or "" if node.parent is not None else ""
            yield refused(heard, LATER_CHANGE) if _NOT_THIS_TIME.search(f"{name} {around}") else heard


def from_address(url: str | None, hearing: Hearing) -> list[Heard]:
    moment = date_in_address(url) if url else None
    if moment is None:
        return []
    why = doubt(moment, hearing.fetched)
    return [Heard(Said("address", str(moment), why), None if why else moment)]


def shown(near: Near, hearing: Hearing, believed: Heard | None) -> tuple[list[Heard], list[Heard]]:
    """The dates in lines near the headline, those of changes apart. Only one that stands close and in a line of its own
    bears no `why`: it may outweigh the data."""
    own: list[Heard] = []
    later: list[Heard] = []
    previous = ""
    for distance, block in near.lines:
        label, previous = previous, block.text
        for stamp in _stamps(block.text, hearing.day_first, believed):
            why = doubt(stamp.moment, hearing.fetched)
            far = not near.found or not -2 <= distance <= CLOSE
            said = Said(LINE, block.text, why)
            moment = None if why else stamp.moment
            if stamp.later or (len(label) < 30 and distance > 0 and LATER.search(label)):
                later.append(Heard(said._replace(why=why or LATER_CHANGE), moment))
            else:
                own.append(Heard(said._replace(why=why or (OF_OTHERS if far else None)), moment))
        if len(own) + len(later) > 12:
            break
    return own, later


def _stamps(text: str, day_first: bool | None, believed: Heard | None) -> list[Stamp]:
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
    words = clean(" ".join(beside(text, found)))
    return found if size(words) <= LINE_WORDS and len(_TOLD.findall(words)) <= TOLD else []


_SITE = re.compile(r"\W*(?:the\s|this\s)?(?:web)?site\b", re.I)
_PUBLISHED_LABEL = re.compile(
    r"(?:\b(?:published|posted|first\spublished|publication\sdate|date|veröffentlicht|erschienen|publiée?|publicado|pubblicato|gepubliceerd)\b|"
    r"입력|등록|발행|작성|发布|發布|发表|公開|配信)[^\d]{0,20}$",
    re.I,
)


def labelled(sheet: Sheet, hearing: Hearing) -> Iterator[Heard]:
    """Dates anywhere on the page in a short line that calls them the publication's, or a change's."""
    previous, count = "", 0
    for block in sheet.blocks:
        label, previous = previous, block.text
        if block.words > 14 or not ("20" in block.text or "19" in block.text):
            continue
        for stamp in stamps(block.text, day_first=hearing.day_first):
            before = block.text[: stamp.start] or label[-40:]
            why = doubt(stamp.moment, hearing.fetched)
            if stamp.later or LATER.match(before):
                why = why or (OF_SITE if _SITE.match(before) else LATER_CHANGE)
            elif not _PUBLISHED_LABEL.search(before):
                continue
            count += 1
            yield Heard(Said("labelled line", block.text, why), stamp.moment)
        if count >= 6:
            return


def in_scripts(tree: LexborHTMLParser, hearing: Hearing) -> Iterator[Heard]:
    """The dates of publication in a page's state scripts; without belief unless all name one day, since such scripts
    carry other articles too."""
    heard: list[Heard] = []
    left = MOST_STATE
    for text in state_texts(tree):
        left -= len(text)
        if left < 0:
            break
        end = 0
        for hint in _HINT.finditer(text):
            found = _STATE.search(text, max(end, hint.start() - 16), hint.end() + 70)
            if found is None or len(heard) >= 50:
                continue
            end = found.end()
            one = hearing.hear("data script", clean(found[1]))
            if one.moment:
                heard.append(one)
    days = {h.moment.day for h in heard if h.moment}
    for one in heard:
        yield one if len(days) == 1 else refused(one, OF_OTHERS)


def state_texts(tree: LexborHTMLParser) -> Iterator[str]:
    """The texts of scripts, and the data in their attributes."""
    for script in tree.css("script")[:400]:
        attributes = script.attributes
        if "src" not in attributes:
            yield script.text() or ""
        for value in attributes.values():
            if value and len(value) > 200:
                yield value


def day_first(language: str | None) -> bool | None:
    """How 3/4/2020 is meant: month first in the United States, day first nearly everywhere else; unknown of English."""
    parts = re.split("[-_]", (language or "").strip().lower())
    if parts[0] == "en":
        return None if len(parts) < 2 else parts[-1] != "us"
    return True if len(parts[0]) in (2, 3) else None
