"""The made-up sources of tests/cases/sources: their pages with what is true of them, and how well they are read.

The form of the files is described in tests/cases/sources/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path

from babel.dates import format_date

from beatbook.model import Kind, Memory, Reading
from beatbook.read.article import study_page
from beatbook.read.language import Languages
from beatbook.read.memory import learn
from beatbook.read.text import plain

FOLDER = Path(__file__).parents[1] / "cases" / "sources"

PART = re.compile(r"^=== (template|boilerplate|page)(?: (.+))?$", re.M)
FIELD = re.compile(r"^([a-z]+): (.*)$")
TURNS = re.compile(r"\{([^{}]*\|[^{}]*)\}")
PLACE = re.compile(r"\{(\w+)\}")
TRAP = "! "


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what is true of it. `traps` are those paragraphs of `article` that are easily taken for boilerplate;
    a page whose `article` is empty shows a picture or a video with nothing but boilerplate around it."""

    url: str
    headline: str
    published: date
    body: bytes
    article: tuple[str, ...]
    boilerplate: tuple[str, ...]
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    language: str
    content_type: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file: its `name: value` lines, and the paragraphs below them."""

    kind: str
    name: str
    said: dict[str, str]
    paragraphs: tuple[str, ...]


def sources() -> tuple[Source, ...]:
    return tuple(source(path) for path in sorted(FOLDER.glob("*.txt")))


def source(path: Path) -> Source:
    top, *rest = PART.split(path.read_text("utf-8"))
    head, _ = _fields(top)
    template, notices, pages = "", [], []
    for kind, name, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if kind == "template":
            template = text.strip()
            continue
        said, below = _fields(text)
        told = tuple(" ".join(p.split()) for p in re.split(r"\n\s*\n", below) if p.strip())
        (notices if kind == "boilerplate" else pages).append(Part(kind, name, said, told))
    encoding = head.get("encoding", "utf-8")
    made = tuple(_page(head, template, notices, pages, i, encoding) for i in range(len(pages)))
    # A system that writes an old encoding often says so in the page alone.
    content_type = "text/html; charset=utf-8" if encoding == "utf-8" else "text/html"
    return Source(path.stem, head["language"], content_type, made)


def _fields(text: str) -> tuple[dict[str, str], str]:
    said: dict[str, str] = {}
    lines = text.strip("\n").splitlines()
    for n, line in enumerate(lines):
        found = FIELD.match(line)
        if not found:
            return said, "\n".join(lines[n:])
        said[found[1]] = found[2].strip()
    return said, ""


def _page(
    head: dict[str, str],
    template: str,
    notices: Sequence[Part],
    pages: Sequence[Part],
    at: int,
    encoding: str,
) -> Page:
    page = pages[at]
    published = date.fromisoformat(page.said["date"])
    shown = format_date(published, head["dates"], locale=head["language"])
    url = f"{head['site']}/{page.name}"
    usual = head.get("paragraph", "<p>{}</p>")
    told = [p.removeprefix(TRAP) for p in page.paragraphs]
    here = [
        (notice, [_turn(p, at, shown) for p in notice.paragraphs])
        for notice in notices
        if _is_on(notice.said.get("pages", "all"), at + 1, page.said.get("byline", ""))
    ]
    slots: dict[str, str] = {n.said["at"].split()[1]: "" for n in notices if n.said["at"].startswith("slot ")}
    places: dict[int, list[str]] = {}
    for notice, texts in here:
        marked = [_marked(notice.said.get("markup", usual), t) for t in texts]
        where = notice.said["at"]
        if where.startswith("slot "):
            slots[where.split()[1]] += "\n".join(marked)
        else:
            after = {"first": 0, "last": len(told)}.get(where) if " " not in where else int(where.split()[1])
            assert after is not None, where
            places.setdefault(min(after, len(told)), []).extend(marked)
    body = [page.said["stub"]] if "stub" in page.said else []
    for n in range(len(told) + 1):
        body += [_marked(usual, told[n - 1])] if n else []
        body += places.get(n, [])
    filled = {
        "headline": escape(page.said["headline"], quote=False),
        "byline": escape(page.said.get("byline", ""), quote=False),
        "date": shown,
        "iso": published.isoformat(),
        "url": url,
        "others": "".join(
            f'<li><a href="/{p.name}">{escape(p.said["headline"], quote=False)}</a></li>\n'
            for p in pages[max(0, at - 4) : at]
        ),
        "body": head.get("between", "\n").replace("\\n", "\n").join(body),
        **slots,
    }
    markup = PLACE.sub(lambda m: filled[m[1]], template)
    return Page(
        url,
        page.said["headline"],
        published,
        markup.encode(encoding, "xmlcharrefreplace"),
        tuple(told),
        tuple(t for _, texts in here for t in texts),
        tuple(p.removeprefix(TRAP) for p in page.paragraphs if p.startswith(TRAP)),
    )


def _is_on(rule: str, number: int, byline: str) -> bool:
    word, _, rest = rule.partition(" ")
    match word:
        case "all":
            return True
        case "every":
            return number % int(rest) == 0
        case "by":
            return byline == rest
        case "only":
            return str(number) in rest.split()
    raise AssertionError(rule)


def _turn(text: str, at: int, shown: str) -> str:
    def one(found: re.Match[str]) -> str:
        turns = found[1].split("|")
        return turns[at % len(turns)]

    return TURNS.sub(one, text).replace("{date}", shown)


def _marked(markup: str, text: str) -> str:
    return markup.replace("{}", escape(text, quote=False))


# ---- how well they are read -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """Counts over pages. A paragraph counts once a page. `left` are those the reading leaves out of the text; `other` of
    the `kept` paragraphs of the text are neither article nor boilerplate: the headline once more, a menu."""

    story: int = 0
    story_left: int = 0
    traps: int = 0
    traps_left: int = 0
    boilerplate: int = 0
    boilerplate_left: int = 0
    articles: int = 0
    articles_taken: int = 0
    stubs: int = 0
    stubs_refused: int = 0
    kept: int = 0
    other: int = 0

    def add(self, other: Score) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def shares(self) -> dict[str, float]:
        """The figures by name. Precision and recall are those of what is left out, against the boilerplate there is."""
        return {
            "precision": _share(self.boilerplate_left, self.boilerplate_left + self.story_left),
            "recall": _share(self.boilerplate_left, self.boilerplate),
            "story kept": 1 - _share(self.story_left, self.story, none=0.0),
            "traps kept": 1 - _share(self.traps_left, self.traps, none=0.0),
            "articles taken": _share(self.articles_taken, self.articles),
            "stubs refused": _share(self.stubs_refused, self.stubs),
            "text clean": 1 - _share(self.other, self.kept, none=0.0),
        }


def _share(part: int, whole: int, none: float = 1.0) -> float:
    return part / whole if whole else none


@dataclass(frozen=True, slots=True)
class Scored:
    """One source: its first reading, page after page, and the reading again with all that was learned; `wrong` says
    in words what the second one got wrong."""

    name: str
    first: Score = field(default_factory=Score)
    again: Score = field(default_factory=Score)
    wrong: tuple[str, ...] = ()


def read_source(source: Source, languages: Languages | None = None) -> Scored:
    """Read a source as a desk does: each page in the light of those before it, and at the end all of them once more."""
    languages = languages or Languages()
    memory = Memory(source.name)
    first, again, wrong = Score(), Score(), []
    for page in source.pages:
        studied = study_page(
            page.body,
            url=page.url,
            content_type=source.content_type,
            fetched=_fetched(page),
            announced=page.headline,
            memory=memory,
            languages=languages,
        )
        memory = learn(memory, page.url, studied.observed, studied.texts, _fetched(page)).memory
        first.add(score(page, studied.reading))
    for page in source.pages:
        reading = study_page(
            page.body,
            url=page.url,
            content_type=source.content_type,
            fetched=_fetched(page),
            announced=page.headline,
            memory=memory,
            languages=languages,
        ).reading
        again.add(score(page, reading))
        wrong += [f"{page.url}: {w}" for w in faults(page, reading)]
    return Scored(source.name, first, again, tuple(wrong))


def _fetched(page: Page) -> datetime:
    return datetime.combine(page.published, time(18), UTC)


def score(page: Page, reading: Reading) -> Score:
    kept = _kept(reading)
    story_left = [p for p in page.article if not _is_in(p, kept)]
    is_article = reading.kind is Kind.ARTICLE
    return Score(
        story=len(page.article),
        story_left=len(story_left),
        traps=len(page.traps),
        traps_left=sum(p in story_left for p in page.traps),
        boilerplate=len(page.boilerplate),
        boilerplate_left=sum(not _is_in(p, kept) for p in page.boilerplate),
        articles=bool(page.article),
        articles_taken=bool(page.article) and is_article,
        stubs=not page.article,
        stubs_refused=not page.article and not is_article,
        kept=len(kept),
        other=len(others(page, kept)),
    )


def faults(page: Page, reading: Reading) -> Iterator[str]:
    kept = _kept(reading)
    whys = {plain(b.text): b.why for b in reading.boilerplate}
    for p in page.article:
        if not _is_in(p, kept):
            yield f"story left out ({whys.get(plain(p), 'not found')}): {p[:70]}"
    for p in page.boilerplate:
        if _is_in(p, kept):
            yield f"boilerplate kept: {p[:70]}"
    for p in others(page, kept):
        yield f"neither: {p[:70]}"
    if bool(page.article) != (reading.kind is Kind.ARTICLE):
        yield f"is {reading.kind.value} ({reading.reason})"


def others(page: Page, kept: Sequence[str]) -> list[str]:
    known = [plain(p) for p in (*page.article, *page.boilerplate)]
    return [k for k in kept if not any(k in one or one in k for one in known)]


def _kept(reading: Reading) -> list[str]:
    return [said for p in reading.version.text.split("\n\n") if (said := plain(p))]


SHORT = 20
"""Characters of a paragraph that is found only as one of its own: "Yes." stands in too many others."""


def _is_in(paragraph: str, kept: Sequence[str]) -> bool:
    wanted = plain(paragraph)
    return wanted in kept or (len(wanted) >= SHORT and any(wanted in k for k in kept))
