"""What the sample press wrote: outlets, articles and their changes, read from files that anybody can edit.

`outlets.toml` describes the outlets and `oddities.toml` the pages that are no articles; `articles/OUTLET-YYYY-MM.txt`
holds one outlet's articles of one month. Their form is described in docs/guide/sample.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from beatbook.errors import InputError

HERE = Path(__file__).parent
VELM = timezone(timedelta(hours=9))
"""The one zone of the made-up city; it keeps no summer time."""

OPENING = datetime(2026, 8, 1, tzinfo=VELM)
CLOSING = datetime(2026, 10, 31, 23, 59, tzinfo=VELM)
"""The first and the last moment of the press's three months."""

BlockKind = Literal["p", "heading", "quote", "image", "related", "subscribe", "take"]
FeedForm = Literal["rss", "rdf", "atom", "json", "sitemap"]


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as an outlet announces it. `path` is below the outlet's home; a `broken` one escapes no ampersand."""

    form: FeedForm
    path: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet. `address` is the pattern of its articles' addresses; `notices` are the texts it repeats on its pages
    that are no reporting, by name; `member_desk` is the desk that signs what only members may read in full."""

    slug: str
    name: str
    language: str
    template: str
    tagline: str
    address: str
    feeds: tuple[FeedSpec, ...]
    notices: Mapping[str, str]
    encoding: str = "utf-8"
    open_desk: str | None = None
    member_desk: str | None = None
    comments: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body. An image's `text` is its caption and `extra` its credit; for related links `extra` holds
    the ids of the articles."""

    kind: BlockKind
    text: str
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an outlet changed after publication. A `silent` one leaves the dates on page and feed as they were."""

    at: datetime
    silent: bool
    headline: str | None = None
    deck: str | None = None
    replaced: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as first published, with its later changes in order. `id` is `outlet/slug`. `credit` names the agency
    an article is credited to; `number` counts an outlet's articles from its first."""

    id: str
    outlet: str
    slug: str
    headline: str
    deck: str
    byline: tuple[str, ...]
    published: datetime
    section: str
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...] = ()
    members: bool = False
    credit: str = ""
    desk: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """An article as it stands at one time. `updated` is the date of change that the outlet admits, `touched` the last
    moment at which anything on the page changed."""

    article: Article
    headline: str
    deck: str
    blocks: tuple[Block, ...]
    updated: datetime | None
    touched: datetime
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The reporting on the page: paragraphs, headings and quotations, parted by a blank line."""
        return "\n\n".join(b.text for b in self.blocks if b.kind in ("p", "heading", "quote"))


@dataclass(frozen=True, slots=True)
class Oddity:
    """An address that a feed gives out and that holds no article; `kind` says what is found there instead."""

    outlet: str
    path: str
    kind: Literal["index", "live", "video", "gone", "error", "login"]
    headline: str
    deck: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Press:
    """All outlets and all they publish, oldest first. What is later than a clock does not exist yet at that clock."""

    outlets: tuple[Outlet, ...]
    articles: tuple[Article, ...]
    oddities: tuple[Oddity, ...]

    def outlet(self, slug: str) -> Outlet | None:
        return next((o for o in self.outlets if o.slug == slug), None)

    def article(self, id: str) -> Article | None:
        return next((a for a in self.articles if a.id == id), None)

    def editions(self, outlet: str, clock: datetime) -> list[Edition]:
        """An outlet's articles as they stand at `clock`, newest first."""
        found = (edition(a, clock) for a in self.articles if a.outlet == outlet)
        return sorted((e for e in found if e), key=lambda e: e.article.published, reverse=True)

    def odd(self, outlet: str, clock: datetime) -> list[Oddity]:
        return [o for o in self.oddities if o.outlet == outlet and o.published <= clock]


def edition(article: Article, clock: datetime) -> Edition | None:
    """The article as it stands at `clock`; None before it was published."""
    if article.published > clock:
        return None
    stands = Edition(article, article.headline, article.deck, article.blocks, None, article.published)
    for change in article.changes:
        if change.at > clock:
            break
        blocks = stands.blocks
        for old, new in change.replaced:
            blocks = tuple(replace(b, text=b.text.replace(old, new)) for b in blocks)
        stands = Edition(
            article,
            change.headline or stands.headline,
            change.deck or stands.deck,
            blocks,
            stands.updated if change.silent else change.at,
            change.at,
            (*stands.notes, change.note) if change.note else stands.notes,
        )
    return stands


def address(outlet: Outlet, article: Article) -> str:
    """The path of an article, with its query if the outlet numbers its pages."""
    day = article.published
    tail = outlet.address.format(
        year=day.year, month=f"{day.month:02}", day=f"{day.day:02}", slug=article.slug, number=article.number
    )
    return f"/{outlet.slug}/{tail}"


# ---- reading the files -------------------------------------------------------------------------------------------------


def load(root: Path = HERE) -> Press:
    """The press as its files describe it. Raises InputError naming the file and line that cannot be used."""
    outlets = tuple(_outlet(o) for o in _toml(root / "outlets.toml")["outlet"])
    articles: list[Article] = []
    for outlet in outlets:
        own: list[Article] = []
        for file in sorted((root / "articles").glob(f"{outlet.slug}-2*.txt")):
            own += _articles(file, outlet)
        own.sort(key=lambda a: a.published)
        articles += [replace(a, number=1001 + 7 * n) for n, a in enumerate(own)]
    by_id = {a.id: a for a in articles}
    if len(by_id) < len(articles):
        ids = [a.id for a in articles]
        raise InputError(f"{root / 'articles'}: used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    whole = [replace(a, blocks=tuple(_taken(a, by_id))) for a in articles]
    odd = tuple(
        Oddity(o["outlet"], o["path"], o["kind"], o["headline"], o["deck"], _when(str(o["published"])))
        for o in _toml(root / "oddities.toml")["oddity"]
    )
    return Press(outlets, tuple(sorted(whole, key=lambda a: (a.published, a.id))), odd)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: {error}") from error


def _outlet(table: dict[str, Any]) -> Outlet:
    feeds = tuple(FeedSpec(f["form"], f["path"], f.get("broken", False)) for f in table.pop("feeds"))
    return Outlet(feeds=feeds, **table)


def _when(text: str) -> datetime:
    return datetime.strptime(text.strip()[:16], "%Y-%m-%d %H:%M").replace(tzinfo=VELM)


PART = re.compile(r"^(===|\+\+\+) (.+)$")
FIELD = re.compile(r"^([a-z]+): ?(.*)$")
FIELDS = {"headline", "deck", "byline", "published", "section", "members", "credit", "desk"}
CHANGE_FIELDS = {"headline", "deck", "replace", "note"}


def _parts(file: Path) -> Iterator[tuple[int, str, str, list[str]]]:
    """The file's parts: the line they begin on, their mark, the rest of that line, and the lines below."""
    part: tuple[int, str, str, list[str]] | None = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if mark := PART.match(line):
            if part:
                yield part
            part = (number, mark[1], mark[2].strip(), [])
        elif part:
            part[3].append(line.rstrip())
        elif line.strip() and not line.startswith("#"):
            raise InputError(f"{file}:{number}: text before the first article")
    if part:
        yield part


def _head(lines: Sequence[str], known: set[str], where: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The `name: value` lines at the top, and the lines below the first blank one."""
    fields: list[tuple[str, str]] = []
    for n, line in enumerate(lines):
        if not line.strip():
            return fields, list(lines[n:])
        field = FIELD.match(line)
        if not field or field[1] not in known:
            raise InputError(f"{where}: not one of {', '.join(sorted(known))}: {line[:60]!r}")
        fields.append((field[1], field[2].strip()))
    return fields, []


def _articles(file: Path, outlet: Outlet) -> list[Article]:
    found: list[Article] = []
    for number, mark, name, lines in _parts(file):
        where = f"{file}:{number}"
        try:
            if mark == "===":
                found.append(_article(outlet, name, lines, where))
            else:
                change = _change(name, lines, where)
                found[-1] = replace(found[-1], changes=(*found[-1].changes, change))
        except (KeyError, ValueError, IndexError) as error:
            raise InputError(f"{where}: {type(error).__name__}: {error}") from error
    return found


def _article(outlet: Outlet, slug: str, lines: Sequence[str], where: str) -> Article:
    fields, body = _head(lines, FIELDS, where)
    head = dict(fields)
    blocks = tuple(_block(text) for text in re.split(r"\n\s*\n", "\n".join(body).strip()) if text.strip())
    if not blocks:
        raise InputError(f"{where}: an article without a body")
    return Article(
        id=f"{outlet.slug}/{slug}",
        outlet=outlet.slug,
        slug=slug,
        headline=head["headline"],
        deck=head.get("deck", ""),
        byline=tuple(b.strip() for b in head.get("byline", "").split(";") if b.strip()),
        published=_when(head["published"]),
        section=head.get("section", ""),
        blocks=blocks,
        members=head.get("members") == "yes",
        credit=head.get("credit", ""),
        desk=head.get("desk", ""),
    )


def _change(name: str, lines: Sequence[str], where: str) -> Change:
    when, _, how = name.rpartition(" ")
    if how not in ("silent", "correction"):
        raise InputError(f"{where}: a change is 'silent' or a 'correction', not {how!r}")
    fields, _rest = _head(lines, CHANGE_FIELDS, where)
    one = dict(fields)
    pairs = tuple(
        (old.strip(), new.strip()) for k, v in fields if k == "replace" for old, new in [v.split(" => ")]
    )
    return Change(
        _when(when), how == "silent", one.get("headline"), one.get("deck"), pairs, one.get("note", "")
    )


def _block(text: str) -> Block:
    text = " ".join(line.strip() for line in text.splitlines())
    if text.startswith("## "):
        return Block("heading", text[3:])
    if text.startswith("> "):
        return Block("quote", text[2:])
    if text == "[subscribe]":
        return Block("subscribe", "")
    if text.startswith("[image] "):
        caption, _, credit = text[8:].partition(" | ")
        return Block("image", caption, credit)
    if text.startswith("[related] "):
        return Block("related", "", text[10:])
    if take := re.fullmatch(r"\[take (\S+) (\d+)-(\d+)\]", text):
        return Block("take", take[1], f"{take[2]} {take[3]}")
    if text.startswith("["):
        raise ValueError(f"unknown mark {text[:30]!r}")
    return Block("p", text)


def _taken(article: Article, by_id: Mapping[str, Article]) -> Iterator[Block]:
    """The blocks, with each `[take …]` replaced by those paragraphs of the agency's text as first sent."""
    for block in article.blocks:
        if block.kind != "take":
            yield block
            continue
        if block.text not in by_id:
            raise InputError(f"{article.id}: takes from {block.text}, which does not exist")
        first, last = map(int, block.extra.split())
        told = [b for b in by_id[block.text].blocks if b.kind in ("p", "heading", "quote")]
        if not 1 <= first <= last <= len(told):
            raise InputError(f"{article.id}: takes {first}-{last} of {len(told)} paragraphs of {block.text}")
        yield from told[first - 1 : last]
