"""The one builder of addresses. They are permanent: what is built here today must still be answered in ten years.

Every part of a path is percent-encoded, for an article's id may be any string. `Asked` is what a list's address says after the
question mark, `AskedStory` what a story's does, `AskedTimeline` what a timeline's does; their order is fixed, so that one list has
one address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from beatbook.model import Piece, PieceKind

FEEDS = ("rss", "atom", "json")
"""The suffixes of a list's feeds."""

FILTERS = ("month", "source", "author", "language")
"""What a list can be narrowed by, in the order in which an address names them."""

REVIEW = "review-"
"""What the slug of a review begins with; the name of its period follows."""

ARTICLES = "articles"
"""The view of a beat in which each article stands for itself; without it, stories do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list's address asks for. `rule` is a search in the rule language, `beat` narrows a search."""

    rule: str = ""
    beat: str | None = None
    month: str | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    view: str | None = None
    page: int = 1

    @property
    def folded(self) -> bool:
        """Whether the list of a beat shows stories: unless single articles are asked for, or it is narrowed by what an
        article has and a story has not."""
        return self.view != ARTICLES and not (self.source or self.author or self.language)

    @property
    def narrowed(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    def on(self, page: int) -> Asked:
        return replace(self, page=page)

    def by(self, name: str, value: str | None) -> Asked:
        """The same list narrowed by one more thing (None: one less), from its first page."""
        changed: dict[str, Any] = {name: value, "page": 1}
        return replace(self, **changed)

    def query(self) -> str:
        """With its question mark, or empty."""
        pairs = (
            ("q", self.rule),
            ("beat", self.beat),
            ("month", self.month),
            ("source", self.source),
            ("author", self.author),
            ("language", self.language),
            ("view", self.view),
            ("page", str(self.page) if self.page > 1 else ""),
        )
        return _query(pairs)


PLAIN = Asked()

OWN = "my"
"""What readers' own addresses begin with; a token is the next part of their path."""


def without_token(path: str) -> str:
    """A path as it may be written down."""
    return re.sub(rf"(/{OWN}/)[^/?#]+", r"\1…", path, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedStory:
    """What a story's address asks for. `since` is a day, or a time in UTC, as it was written; `merged` is the story whose
    address led here."""

    oldest: bool = False
    since: str = ""
    merged: str = ""
    page: int = 1

    def on(self, page: int) -> AskedStory:
        return replace(self, page=page)

    def query(self) -> str:
        """With its question mark, or empty."""
        return _query(
            (
                ("order", "oldest" if self.oldest else ""),
                ("since", self.since),
                ("merged", self.merged),
                ("page", str(self.page) if self.page > 1 else ""),
            )
        )


NEWEST_FIRST = AskedStory()


@dataclass(frozen=True, slots=True)
class AskedTimeline:
    """What a timeline's address asks for: a period as addresses have it (empty: the newest), and at most how many events
    (None: as many as the matter deserves)."""

    period: str = ""
    events: int | None = None


NEWEST = AskedTimeline()


def _query(pairs: Iterable[tuple[str, str | None]]) -> str:
    said = "&".join([f"{name}={encoded(value)}" for name, value in pairs if value])
    return "?" + said if said else ""


@lru_cache(maxsize=16384)
def encoded(part: str) -> str:
    """`part` as one piece of a path or query, whatever it holds."""
    return quote(part, safe="", errors="replace")


class Urls:
    """Addresses of one desk. `base` is its public address, or empty; a path in it comes before every path here."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base.rstrip("/"))
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
        self.host = parts.hostname or ""
        self.prefix = quote(parts.path, safe="/%~") if self.origin else ""

    def _to(self, *parts: str, end: str = "/", asked: Asked | AskedStory = PLAIN) -> str:
        path = "/".join([encoded(part) for part in parts])
        return f"{self.prefix}/{path}{end if path else ''}{asked.query()}"

    def absolute(self, address: str, origin: str) -> str:
        """`address` with the desk's public origin, or the one that it was asked under."""
        return (self.origin or origin) + address

    def within(self, path: str) -> str:
        """A path of this desk, which may have been written with the one before all paths or without."""
        return path if path.startswith(f"{self.prefix}/") else self.prefix + path

    def front(self) -> str:
        return self._to()

    def beats(self) -> str:
        return self._to("beats")

    def beat(self, beat: str, asked: Asked = PLAIN) -> str:
        return self._to("beats", beat, asked=asked)

    def beat_by(self, beat: str, facet: str) -> str:
        """The complete list of a beat's months, sources, authors or languages."""
        return self._to("beats", beat, "by", facet)

    def briefs(self, beat: str, asked: Asked = PLAIN) -> str:
        return self._to("beats", beat, "briefs", asked=asked)

    def ahead(self, beat: str, month: str = "") -> str:
        """What's ahead in a beat, or what became of what had been announced for a month (`2020-10`)."""
        return self._to("beats", beat, "ahead", *([month] if month else []))

    def figures(self, beat: str) -> str:
        return self._to("beats", beat, "figures")

    def figure(self, beat: str, figure: str) -> str:
        return self._to("beats", beat, "figures", figure)

    def figure_embed(self, beat: str, figure: str) -> str:
        """The figure's chart as a page that others may put into theirs."""
        return self._to("beats", beat, "figures", figure, "embed")

    def announcement(self, announcement: str) -> str:
        return self._to("announcements", announcement)

    def all_series(self, beat: str) -> str:
        return self._to("beats", beat, "series")

    def series(self, beat: str, series: str, asked: Asked = PLAIN) -> str:
        return self._to("beats", beat, "series", series, asked=asked)

    def reviews(self, beat: str, asked: Asked = PLAIN) -> str:
        return self._to("beats", beat, "reviews", asked=asked)

    def review(self, beat: str, period: str, number: int = 0) -> str:
        """The review of a period, by the period's name: its last edition, or the one of that number."""
        return self._to("beats", beat, "reviews", period, *([str(number)] if number else []))

    def pieces(self, beat: str, asked: Asked = PLAIN) -> str:
        return self._to("beats", beat, "pieces", asked=asked)

    def piece(self, beat: str, slug: str, number: int = 0) -> str:
        return self._to("beats", beat, "pieces", slug, *([str(number)] if number else []))

    def of_piece(self, piece: Piece, number: int = 0) -> str:
        """The page of something that the desk itself published, whatever kind it is of."""
        if piece.kind is PieceKind.REVIEW:
            return self.review(piece.beat, piece.slug.removeprefix(REVIEW), number)
        return self.piece(piece.beat, piece.slug, number)

    def markdown(self, page: str) -> str:
        """The file form of the piece at the address `page`."""
        return f"{page.removesuffix('/')}.md"

    def article(self, article: str) -> str:
        return self._to("articles", article)

    def story(self, story: str, asked: AskedStory = NEWEST_FIRST) -> str:
        return self._to("stories", story, asked=asked)

    def sources(self) -> str:
        return self._to("sources")

    def source(self, source: str, asked: Asked = PLAIN) -> str:
        return self._to("sources", source, asked=asked)

    def edition(self, story: str, number: int) -> str:
        """A story's brief as it was shown."""
        return self._to("stories", story, "briefs", str(number))

    def report(self, story: str, brief: int | None = None, sentence: int | None = None) -> str:
        """Where an error in a brief is reported, or in one sentence of it."""
        said = _query((("brief", str(brief or "")), ("sentence", str(sentence or ""))))
        return self._to("stories", story, "report") + said

    def timeline(self, of: str, asked: AskedTimeline = NEWEST) -> str:
        """The timeline of what stands at the address `of`: a beat, a story, an author or a search."""
        path, _, query = of.partition("?")
        period = f"{asked.period}/" if asked.period else ""
        said = "&".join(filter(None, [query, f"events={asked.events}" if asked.events else ""]))
        return f"{path}timeline/{period}{'?' if said else ''}{said}"

    def editors_article(self, article: str) -> str:
        """On the editors' side, which is served on this machine only: never under the public address."""
        return f"/desk/articles/{encoded(article)}/"

    def editors_words(self, article: str, version: int, start: int, end: int) -> str:
        """The editors' page of an article at some of the words of a version."""
        return f"{self.editors_article(article)}?version={version}&mark={start}-{end}#cited"

    def editors_reports(self) -> str:
        return "/desk/reports/"

    def editors_authors(self) -> str:
        return "/desk/authors/"

    def editors_story(self, story: str) -> str:
        return f"/desk/stories/{encoded(story)}/"

    def editors_announcement(self, announcement: str) -> str:
        return f"/desk/announcements/{encoded(announcement)}/"

    def editors_timeline(self, beat: str, period: str = "") -> str:
        return f"/desk/beats/{encoded(beat)}/timeline/{period + '/' if period else ''}"

    def editors_pieces(self) -> str:
        return "/desk/pieces/"

    def editors_piece(self, beat: str, slug: str) -> str:
        return f"/desk/pieces/{encoded(beat)}/{encoded(slug)}/"

    def editors_figures(self, beat: str) -> str:
        return f"/desk/beats/{encoded(beat)}/figures/"

    def editors_figure(self, beat: str, figure: str) -> str:
        return f"{self.editors_figures(beat)}{encoded(figure)}/"

    def editors_source(self, source: str) -> str:
        return f"/desk/sources/{encoded(source)}/"

    def author(self, author: str, asked: Asked = PLAIN) -> str:
        return self._to("authors", author, asked=asked)

    def search(self, asked: Asked = PLAIN) -> str:
        return self._to("search", asked=asked)

    def feed(self, page: str, kind: str) -> str:
        """The feed of a list at the list's address: `/beats/x/?month=…` → `/beats/x.rss?month=…`."""
        path, mark, query = page.partition("?")
        path = path.removesuffix("/")
        return f"{path if path != self.prefix else path + '/front'}.{kind}{mark}{query}"

    def webcal(self, address: str, origin: str) -> str:
        """The calendar at `address`, for programs that subscribe to calendars."""
        return f"webcal://{self.absolute(address, origin).partition('://')[2]}"

    def sign_in(self, to: str = "") -> str:
        """Where readers sign in; they are led to the address `to` then."""
        return self._to("sign-in") + _query([("to", to)])

    def sign_out(self) -> str:
        return self._to("sign-out")

    def me(self) -> str:
        return self._to("me")

    def own(self, token: str, address: str) -> str:
        """A feed's address as it is a reader's own."""
        return f"{self.prefix}/{OWN}/{token}{address.removeprefix(self.prefix)}"

    def opml(self) -> str:
        return self._to("opml", end="")

    def static(self, name: str) -> str:
        return self._to("static", name, end="")
