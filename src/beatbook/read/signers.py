"""Who a page says wrote its text: what each witness says by itself.

`signature` chooses among them. The data of the page, links to the pages of authors, the line by the headline, what is
signed inside the text, and elements that are called after an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.bylines import dateline_names, split_byline
from beatbook.model import Name, NameKind
from beatbook.read import jsonld
from beatbook.read.blocks import Block, Sheet
from beatbook.read.claims import Claims
from beatbook.read.dates import LATER, beside, stamps
from beatbook.read.headline import ONLY_SITE, same_name
from beatbook.read.near import LINE, Near, apart
from beatbook.read.text import clean, plain, size
from beatbook.read.witnesses import Said

_AUTHOR_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "citation_author",
    "article:author_name", "article.author", "dc.creator.author", "twitter:creator:name", "og:article:author", "rbauthors",
    "cxenseparse:author", "article_author",
)  # fmt: skip
_AUTHOR_CSS = (
    '[class*="uthor"], [class*="yline"]',
    '[class*="writer"], [class*="reporter"], [class*="by-line"], [data-testid*="uthor"]',
)
"""Asked in this order: each costs a scan."""
_AUTHOR_WORD = re.compile(
    r"by-?_?line|auth(?:or|ors)(?![a-z])|author[-_]*(?:name|link|title)|authorName|NameLink|(?<![a-z])writer|(?<![a-z])reporter",
    re.I,
)
_AUTHOR_HINTS = ("author", "yline", "by_line", "y-line", "writer", "reporter", "namelink")
"""One of these is in every name that `_AUTHOR_WORD` finds, in lower case."""
_NOT_BYLINE = re.compile(
    r"bio|about|comment|related|descri|avatar|image|img|photo|social|follow|reply|widget|sidebar|unauthor|authori|role|position|job|card-title|more-",
    re.I,
)
_ADDRESS = re.compile(r"\s*(?:https?:)?//|\s*www\.|\s*@")
_MAKER = re.compile(
    r"(?:written|words|story|text|interview)?\s*by|authors?|writer|von|par|por|autor|auteur|작성자|글쓴이|作者",
    re.I,
)
NO_NAME = "no name"
NAMED_ELEMENT = "element named after its author"


class Heard(NamedTuple):
    said: Said
    names: tuple[Name, ...]


class House:
    """The outlet by whose name a byline is judged; reads each wording once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._read: dict[str, tuple[Name, ...]] = {}

    def names(self, text: str) -> tuple[Name, ...]:
        if text not in self._read:
            self._read[text] = split_byline(text, self.name)
        return self._read[text]


def heard_from(by: str, text: str, found: tuple[Name, ...], house: House) -> Heard:
    why = None
    if not found:
        why = NO_NAME
    elif house.name and all(same_name(n.name, house.name) for n in found):
        why = ONLY_SITE
    return Heard(Said(by, text, why), found)


def is_person(heard: Heard) -> bool:
    return heard.said.why is None and any(n.kind is NameKind.PERSON for n in heard.names)


def stated(claims: Claims, house: House) -> Iterator[Heard]:
    for key in ("author", "creator"):
        found: dict[str, Name] = {}
        said: list[str] = []
        for text, is_desk in jsonld.people(claims.article.get(key), claims.known):
            said.append(text)
            for name in house.names(text):
                found.setdefault(plain(name.name), Name(name.name, NameKind.DESK) if is_desk else name)
        if said:
            yield heard_from("JSON-LD", ", ".join(said), tuple(found.values()), house)
        if found:
            break
    for meta in _AUTHOR_METAS:
        values = [v for v in claims.metas.get(meta, ()) if not _ADDRESS.match(v)]
        if values:
            yield heard_from(f"meta {meta}", ", ".join(values), _names(values, house), house)
    for number in "12":
        label = next(claims.meta(f"twitter:label{number}"), "")
        if _MAKER.fullmatch(label.strip()):
            values = list(claims.meta(f"twitter:data{number}"))
            yield heard_from(f"meta twitter:data{number}", ", ".join(values), _names(values, house), house)


def _names(said: Iterable[str], house: House) -> tuple[Name, ...]:
    out: dict[str, Name] = {}
    for text in said:
        for name in house.names(text):
            out.setdefault(plain(name.name), name)
    return tuple(out.values())


def linked(claims: Claims, near: Near, house: House, line: Heard | None) -> Iterator[Heard]:
    """Microdata, and links to the pages of authors: those beside the first that names one. A link that is only known by
    its address counts where it stands near the headline, or where the page has no other such link."""
    if makers := claims.props.get("author"):
        yield from _beside("microdata", makers, house)
    if not claims.authors:
        return
    related = [n for n in claims.authors if "author" in (n.attributes.get("rel") or "").lower()]
    if related:
        yield from _beside("link to the author", related, house)
    rest = [n for n in claims.authors if n not in related] if related else claims.authors
    texts = list(dict.fromkeys(t for n in rest[:20] if (t := _link_text(n))))
    if not texts:
        return
    lines = [b.text for _, b in near.lines if not _NEVER_HERE.search(b.text)]
    close = [t for t in texts if any(t in text for text in lines)]
    if line is not None and is_person(line):
        close = [t for t in close if t in line.said.said]
    if close or (len(texts) == 1 and line is None):
        said = close or texts
        yield heard_from("link to the author", ", ".join(said), _names(said, house), house)


def _link_text(node: LexborNode) -> str:
    text = clean(node.text(separator=" ")[:200])
    return text if 0 < len(text) <= 60 and len(text.split()) <= 6 else ""


def _beside(by: str, nodes: list[LexborNode], house: House) -> Iterator[Heard]:
    """The names of the first element that holds one, and of those that stand beside it."""
    found: dict[str, Name] = {}
    said: list[str] = []
    place: int | None = None
    for node in nodes[:12]:
        if node.tag == "img" or _NOT_BYLINE.search(node.attributes.get("class") or ""):
            continue
        around = node.parent
        here = around.mem_id if around is not None else 0
        if place is not None and here != place:
            continue
        text, named = _named_in(node, house)
        if any(n.kind is NameKind.PERSON for n in named):
            place = here
        if named:
            said.append(text)
            for name in named:
                found.setdefault(plain(name.name), name)
    if said:
        yield heard_from(by, ", ".join(said), tuple(found.values()), house)


def _named_in(node: LexborNode, house: House) -> tuple[str, tuple[Name, ...]]:
    """The names in an element: in its links if it has such, else in its text."""
    if node.tag in ("meta", "link"):
        text = node.attributes.get("content") or ""
        return text, house.names(text)
    whole = clean(node.text(separator=" ")[:1000])
    inner = node.css('[itemprop~="name"]') or node.css('[rel~="author"]') or node.css("a")
    texts = [clean(n.attributes.get("content") or n.text(separator=" ")[:200]) for n in inner[:8]]
    texts = [t for t in texts if t and len(t.split()) <= 6]
    if texts and (found := _names(texts, house)):
        return ", ".join(texts), found
    return (whole, house.names(whole)) if len(whole) <= 150 else ("", ())


# ---- the line by the headline -----------------------------------------------------------------------------------------

_BY = (
    r"(?:(?:(?:posted|written|published|story|text|words|report(?:ed|ing)?|review|interview|analysis|opinion|article|created|contributed|recipe|(?:photos?|pictures)\sand\s(?:story|words|text))\s)?by|contributors?|"
    r"von|par|propos\srecueillis\spar|por|di|door|af|av|autorin?|authors?|auteur|byline|words|글|문|작성자|(?:本报|本社|新华社|中新社)?(?:首席|特约)?(?:记者|記者)|作者|撰文|文)"
)
_SIGNED = re.compile(rf"^\W{{0,3}}{_BY}(?:\s?[:：|/／]\s?|\s+|(?<=[글문者文])\s?)(?=\S)", re.I)
_LABEL = re.compile(rf"\W{{0,3}}{_BY}\s?[:：]?", re.I)
_KOREAN_SIGNED = re.compile(
    r"^\W*(?:\S{2,8}\s?=\s?)?[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,4}\s?(?:\S{0,4}기자|특파원|통신원|논설위원|앵커)(?![가-힣])"
)
_BETWEEN = re.compile(r"\s*[|·•⋅∙—–/]\s*|\s+-\s+|\s(?=[Bb]y:?\s)")
_LIKE_A_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž][\w.’'-]*|de|van|von|der|la|al|bin|el|da|di|du|dos|staff|desk|newsroom|the|wire)(?:\s+|$)"
)
_NEVER_HERE = re.compile(
    r"reviewed|edited|checked|photo|illustrat|translat|sponsored|powered|presented|privacy|cookie", re.I
)


def by_line(near: Near, data: Iterable[Heard], house: House) -> Heard | None:
    """What a line near the headline says: "By …", a name and a date, a name in a box that is called a byline."""
    desks = [h for h in data if h.names and all(n.kind is NameKind.DESK for n in h.names)]
    houses = [
        *(h.said.said.strip(" ,") for h in desks),
        house.name,
        *(n.name for h in desks for n in h.names),
    ]
    desk: Heard | None = None
    label = ""
    for distance, block in near.lines:
        text = block.text
        before, label = label, ""
        if block.words > 25 or len(text) > 300:
            continue
        if len(text) <= 40 and _LABEL.fullmatch(text):
            label = text
            continue
        text = _without_houses(text, houses)
        found: tuple[Name, ...] = ()
        if (
            (before and distance > 0 and size(text) <= 8)
            or _SIGNED.match(text)
            or (not text.isascii() and _KOREAN_SIGNED.match(text))
        ):
            found = house.names(text)
        elif distance <= 12:
            found = _stamped(text, house) or _in_named_box(block, text, house)
            if found and LATER.match(text):
                continue
        found = tuple(n for n in found if _like_a_name(n.name))
        if not found:
            continue
        if before:
            found = (*found, *_names_below(near, distance, house))
        heard = heard_from(LINE, block.text, found, house)
        if is_person(heard):
            return heard
        desk = desk or heard
    return desk


def _names_below(near: Near, distance: int, house: House) -> Iterator[Name]:
    """The further names under a label such as "Written by", each in a block of its own."""
    for block in near.after[distance : distance + 6]:
        found = house.names(block.text) if block.words <= 4 else ()
        if (
            len(found) != 1
            or " " not in found[0].name
            or not _like_a_name(found[0].name)
            or found[0].name != block.text
        ):
            return
        yield found[0]


def _without_houses(text: str, houses: Iterable[str]) -> str:
    """A line without the name of the house that follows the writer's."""
    for house in houses:
        bare = house.removeprefix("The ")
        at = text.find(bare) if len(bare) > 4 else -1
        if at > 4:
            return text[:at].removesuffix("The ").rstrip(" ,|/–—-")
    return text


def _like_a_name(name: str) -> bool:
    """Whether Latin letters are set as names are: capitals before every word but the small ones."""
    if _GLUED.search(name):
        return False
    return not name.isascii() or "".join(_LIKE_A_NAME.findall(name)) == name or name.istitle()


_GLUED = re.compile(r"[a-zß-ÿ]{4}[A-ZÀ-Þ]")
"""Two elements that stood side by side without a blank: "KorhonenEditor"."""


def _stamped(text: str, house: House) -> tuple[Name, ...]:
    """The names in a line that gives a name and a date and little else: "Ida Korhonen | 6 September 2026 18:00"."""
    found = stamps(text, day_first=True)
    if not found:
        return ()
    rest = [part for piece in beside(text, found) for part in _BETWEEN.split(piece.strip())]
    for part in rest:
        if _SIGNED.match(part) and (named := house.names(part)):
            return named
    parts = [p for p in rest if not only_labels(p) and not _SOURCE.match(p)]
    if not parts or len(parts[0].split()) > 8 or not all(_AROUND.search(p) for p in parts[1:]):
        return ()
    named = house.names(parts[0]) if _LIST.search(parts[0]) is None else ()
    return named if all(len(n.name.split()) > 1 or not n.name.isascii() for n in named) else ()


_STAMP_LABELS = frozenset((
    "last", "first", "published", "publish", "updated", "update", "posted", "modified", "on", "at", "in",
    "date", "by", "am", "pm", "a", "p", "m", "et", "est", "edt", "pt", "pst", "pdt", "ct", "gmt", "utc", "min",
    "mins", "minute", "minutes", "read", "reading", "time", "uhr", "veröffentlicht", "aktualisiert", "stand",
    "publié", "publiée", "le", "mis", "à", "jour", "h", "입력", "수정", "등록", "발행", "승인", "오전", "오후", "发布", "发布时间",
    "更新", "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thurs", "thursday", "fri",
    "friday", "sat", "saturday", "sun", "sunday",
))  # fmt: skip
"""Words of a line that says when, beside its date."""
_LETTERS = re.compile(r"[^\W\d_]+")


def only_labels(part: str) -> bool:
    """Whether part of a line says nothing but that a time is meant."""
    return all(word in _STAMP_LABELS for word in _LETTERS.findall(part.lower()))


_SOURCE = re.compile(r"\W*(?:来源|來源|出处|出處|출처|提供|quelle|source)\s?[:：]", re.I)
"""Where a text was taken from, which is not who wrote it."""
_LIST = re.compile(r"^[^\W\d_]+,\s[^\W\d_]+$")
"""Two single words around a comma: sections ("Travel, Food") rather than a name turned round."""
_AROUND = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|contributor|columnist|author|staff|comments?|shares?|views?|read)\b|\d|^in\s",
    re.I,
)
"""What may stand in a line with a name and a date: a role, counts of readers."""


def _in_named_box(block: Block, text: str, house: House) -> tuple[Name, ...]:
    """The names in a short block whose box, or the box around it, is called after its author."""
    if block.words > 12:
        return ()
    marks = block.box.names
    if block.box.parent is not None:
        marks += f" {block.box.parent.names}"
    if (
        not any(h in marks for h in _AUTHOR_HINTS)
        or not _AUTHOR_WORD.search(marks)
        or _NOT_BYLINE.search(block.box.names)
        or _NEVER_HERE.search(text)
    ):
        return ()
    return tuple(n for n in house.names(text) if len(n.name.split()) > 1 or not n.name.isascii())


# ---- the text, and boxes elsewhere ------------------------------------------------------------------------------------


def in_text(sheet: Sheet, near: Near) -> Iterator[tuple[str, tuple[Name, ...]]]:
    """The signatures that agencies and Korean and Chinese papers set into the text: in its first paragraphs and in its
    last lines."""
    blocks = sheet.blocks
    told = list(islice((i for i, b in enumerate(blocks) if b.words >= 12 and b.link_share < 0.3), 4))
    for block in (blocks[i] for i in told):
        head = block.text[:120]
        if found := dateline_names(head):
            yield head, found
            return
    label = False
    for block in blocks[told[0] :] if told else ():
        text = block.text
        before = label
        label = len(text) < 28 and bool(_ABOUT.match(text) or _LABEL.fullmatch(text))
        if block.words > 60 or not (before or _may_sign(text)) or apart(block):
            continue
        if block.words <= 14 and _KOREAN_SIGNED.match(text):
            yield text, split_byline(text)
            return
        found = dateline_names(text[-120:], at_end=True)
        if not found and before and block.words <= 5:
            found = tuple(n for n in split_byline(text) if " " in n.name and _like_a_name(n.name))
        if not found and (written := _WRITTEN.search(text)):
            found = split_byline(written[1])
        if found:
            yield block.text, found
            return


def _may_sign(text: str) -> bool:
    return bool((" by" in text or not text.isascii()) and _MAY_SIGN.search(text))


_MAY_SIGN = re.compile(r"\sby:?\s|기자|특파원|통신원|논설위원|记者|記者|作者")
_ABOUT = re.compile(
    r"(?:about|meet)\s(?:the\s)?authors?\b|über\s(?:den\sautor|die\sautorin)|à\spropos\sde\sl['’]aut", re.I
)
_WRITTEN = re.compile(
    r"\b(?:post|article|story|piece|guide|recipe|blog)\s(?:was\s)?(?:originally\s)?(?:written|authored|contributed|created)\sby:?\s"
    r"((?-i:[A-ZÀ-Þ])[\w.’'-]+(?:\s(?-i:[A-ZÀ-Þ])[\w.’'-]+){1,3})",
    re.I,
)


def marked(tree: LexborHTMLParser, house: House) -> list[Heard]:
    """What elements say that are called after an author: the first that names a person, with those beside it."""
    for query in _AUTHOR_CSS:
        nodes = []
        for node in tree.css(query)[:60]:
            marks = _marks(node)
            if node.tag not in _NO_TEXT and _AUTHOR_WORD.search(marks) and not _NOT_BYLINE.search(marks):
                nodes.append((0 if _NAME_MARK.search(marks) else 1, node))
        nodes.sort(key=lambda n: n[0])
        if found := list(_beside(NAMED_ELEMENT, [node for _, node in nodes], house)):
            return found
    return []


_STATE_AUTHOR = re.compile(
    r"uthors?(?:\\?[\"']|&quot;)?\s?:\s?\[?\s?\{(?:[^{}\[\]]{0,120}?[\"';\\])?name(?:\\?[\"']|&quot;)?\s?:\s?(?:\\?[\"']|&quot;)([^\"'\\&{}\[\]]{4,60})"
)


def in_states(texts: Iterable[str], house: House) -> list[Heard]:
    """The author in the scripts in which systems keep their state, if all name the same."""
    found: dict[str, tuple[Name, ...]] = {}
    for text in texts:
        at = text.find("uthor")
        while at >= 0 and len(found) < 2:
            if said := _STATE_AUTHOR.match(text, at):
                found.setdefault(clean(said[1]), house.names(clean(said[1])))
            at = text.find("uthor", at + 5)
    return [heard_from("data script", text, named, house) for text, named in found.items() if len(found) == 1]


_NO_TEXT = frozenset(
    ("body", "html", "img", "meta", "article", "main", "script", "svg", "form", "input", "button")
)
_NAME_MARK = re.compile(r"(?:author|byline|writer)s?[-_]*(?:info[-_]*)?name|namelink", re.I)


def _marks(node: LexborNode) -> str:
    attributes = node.attributes
    return " ".join(attributes.get(k) or "" for k in ("class", "id", "data-testid"))
