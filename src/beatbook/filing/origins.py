"""Who wrote it first: what a text credits, and how many origins a set of articles has.

A credit stands in a byline, in a dateline at the beginning ("PYONGYANG (Yonhap) —", "新华社平壤11月3日电",
"(서울=연합뉴스)") or in a line at the end ("/Yonhap/", "— With files from The Canadian Press"). A mention within the
reporting ("Reuters reported that") is no credit. The agencies and their forms are data: `wires.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from beatbook.errors import InputError
from beatbook.model import Article, Told

HEAD = 160
"""Characters of the beginning in which a dateline stands."""
TAIL = 220
"""Characters of the longest last line that credits an agency."""
TAIL_LINES = 3

_DASH = r"(?:--|[-–—―:：]|\.-)"
_MONTH_DAY = r"\d{1,2}\s?月\s?\d{1,2}\s?日"


@dataclass(frozen=True, slots=True)
class Wire:
    """An agency: what stands for it in credits, and which sources (slugs and hosts) are its own."""

    slug: str
    name: str
    credits: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """What was found at the edges of an article. `wire` is a slug; `own` says that the source is the agency itself
    (an address on its host is a credit only: a feed may claim any address). The dateline ends at the offset `dateline` of the text (0 if there is none)."""

    wire: str | None = None
    own: bool = False
    dateline: int = 0


class Wires:
    """The agencies, ready to be looked for."""

    def __init__(self, wires: Iterable[Wire]) -> None:
        self.wires: Mapping[str, Wire] = {w.slug: w for w in wires}
        self._by_form = {_key(form): w.slug for w in self.wires.values() for form in w.credits}
        self._by_source = {s.lower(): w.slug for w in self.wires.values() for s in w.sources}
        forms = sorted({f for w in self.wires.values() for f in w.credits}, key=len, reverse=True)
        name = "|".join(_pattern(form) for form in forms)
        native = "|".join(re.escape(f) for f in forms if not f.isascii())
        before = r"[^\n()（）.!?。]{0,70}"
        more = rf"(?:\s?[/,&+]\s?[\w .-]{{2,24}}|\s?[/,]\s?(?:{name}))*"
        self._heads = tuple(
            re.compile(form)
            for form in (
                # PYONGYANG, Nov. 3 (Yonhap) —   (ANSA) - ROMA, 03 NOV -   Berlin (dpa/lni) -   Paris, 3 nov (EFE).-
                rf"\W{{0,3}}(?:{_dotted(before)})[(（\[](?P<wire>{name}){more}[)）\]]\s?\.?\s{{0,2}}{_DASH}+\s*",
                # (서울=연합뉴스) 김철수 기자 =   (서울=뉴스1)   [서울=뉴시스]
                rf"[(（\[][^\n()（）\[\]=]{{0,20}}=\s?(?P<wire>{name})[)）\]](?:\s?[^\n=.]{{1,40}}기자\s?=)?\s*",
                # 新华社平壤11月3日电（记者…）   中新社北京3日電   (中央社記者王小明台北3日電)
                rf"[(（【]?(?P<wire>{native})[^\n。，]{{0,24}}?(?:{_MONTH_DAY}|\d{{1,2}}\s?日)\s?(?:专|專)?[电電讯訊](?:[)）】]|[（(][^\n)）]{{0,40}}[)）])?\s*[，:：]?\s*",
                # 【ソウル共同】  【北京時事】
                rf"【[^\n】]{{0,20}}?(?P<wire>{native})[^\n】]{{0,12}}】\s*",
                # МОСКВА, 3 ноября. /ТАСС/.   SEOUL, Nov. 3 /Yonhap/ --
                rf"(?:{_dotted(before)})/(?P<wire>{name})/\s?\.?\s*(?:{_DASH}+\s*)?",
                # МОСКВА, 3 ноя — РИА Новости.   MOSCOW. Nov 3 (Interfax) is the first form
                rf"[^\W\d_]{{2,}}[^\n.]{{0,40}}{_DASH}\s?(?P<wire>{name})\.\s*",
            )
        )
        self._any_dateline = re.compile(
            # SEOUL (Some Agency) —   Lima, 3 nov (Agencia X).-   CITY, Nov. 3 —
            rf"[A-ZÀ-ÞА-Я][\w.'’-]*(?:[ ,]+(?:[A-ZÀ-ÞА-Я0-9\[][\w.'’\]-]*|(?<=\d )[a-zà-ÿа-я]{{3,10}})){{0,6}}\s?[(（][^\n()（）]{{2,30}}[)）]\s?\.?\s?{_DASH}+\s*"
            rf"|[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .'’-]{{2,40}}(?:,[^\n.()]{{0,24}}\.?[^\n.()]{{0,12}})?\s?(?:--|[–—―])\s*"
        )
        own = rf"(?:{name})(?:\s?[/,&+]\s?(?:{name}|[a-zà-þ]{{2,4}}))*"
        self._tails = tuple(
            re.compile(form)
            for form in (
                rf"(?:^|.*[\s.!?。”\"»다])[/(（\[［〔](?P<wire>{own})[/)）\]］〕]\W*$",
                rf"\W*(?i:with (?:files|reporting|material|additional reporting|contributions?|information|inputs?) (?:from|by)|source|sources|via|by|from|©|copyright(?: \d{{4}})?|\(c\)|agency|quelle|mit material (?:von|der)|avec|source d'information|fuente|con información de|con|fonte|источник|출처|来源|來源|稿源|供稿|提供|出典|配信)\s?[:：]?\s?(?:\d{{4}}\s)?(?:(?:the|der|die|l'|la)\s)?(?P<wire>{own})(?:\s(?:and|et|und|y|/)\s\S.{{0,30}})?\W{{0,4}}$",
                rf"\W*(?P<wire>{own})\W*$",
                rf"\W*(?:©|\(c\)|ⓒ|(?i:copyright))\s?(?:\d{{4}}\s)?(?:(?i:the)\s)?(?P<wire>{name})\b",
            )
        )
        self._first = re.compile(f"{name}")
        self._named = AhoCorasick([f.lower() for f in forms])
        self._by_reuters = re.compile(r"\W{0,2}(?:additional )?reporting by [^\n]{3,120}(?:;|\b(?:writing|editing)\b)", re.I)  # fmt: skip

    @classmethod
    def shipped(cls) -> Wires:
        """Those of `wires.toml`."""
        return cls(read_wires(files("beatbook.filing").joinpath("wires.toml").read_text(encoding="utf-8")))

    def name(self, slug: str) -> str:
        return self.wires[slug].name if slug in self.wires else slug

    def credit(self, article: Article) -> Credit:
        """What the article itself says of its origin."""
        text = article.version.text
        wire, dateline = self._dateline(text[:HEAD])
        if own := self.of_source(article.source):
            return Credit(own, True, dateline)
        found = wire or self._byline(article) or self._tail(text) or self._of_host(article.url)
        return Credit(found, False, dateline)

    def dateline(self, text: str) -> int:
        """Where the dateline of a text ends; 0 if it has none."""
        return self._dateline(text[:HEAD])[1]

    def of_source(self, source: str) -> str | None:
        """The agency that a source is, by its slug, which the operator gave."""
        return self._by_source.get(source.lower())

    def _of_host(self, url: str | None) -> str | None:
        host = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "", re.I)
        return self._by_source.get(host[1].lower()) if host else None

    def _dateline(self, head: str) -> tuple[str | None, int]:
        if self._is_named(head):
            for form in self._heads:
                if match := form.match(head):
                    return self._slug(match["wire"]), match.end()
        match = self._any_dateline.match(head)
        return None, match.end() if match else 0

    def _byline(self, article: Article) -> str | None:
        for name in article.version.byline:
            for part in (name.name, *re.split(r"\s*[/,|(),]\s*|\s+-\s+|^[Bb]y\s+", name.name)):
                if found := self._by_form.get(_key(part.strip())):
                    return found
        return None

    def _tail(self, text: str) -> str | None:
        end = text[-2 * TAIL :].rstrip()
        if not self._is_named(end) and "reporting by" not in end.lower():
            return None
        for line in end.splitlines()[: -TAIL_LINES - 1 : -1]:
            line = line[-TAIL:].strip()
            if self._is_named(line):
                for form in self._tails:
                    if match := form.match(line):
                        return self._slug(match["wire"])
            if line and self._by_reuters.match(line):
                return "reuters"
        return None

    def _is_named(self, text: str) -> bool:
        """Whether any agency is named at all: most texts name none, and this is quick to see."""
        return bool(self._named.find_matches_as_indexes(text.lower().encode("utf-8", "replace").decode()))

    def _slug(self, said: str) -> str | None:
        """The agency that a match names, the first of several."""
        found = self._first.match(said)
        return self._by_form.get(_key(found[0])) if found else None


def read_wires(text: str) -> list[Wire]:
    """The agencies of a file like `wires.toml`. Raises InputError."""
    try:
        rows = tomllib.loads(text).get("wire", [])
        return [Wire(r["slug"], r["name"], tuple(r["credits"]), tuple(r.get("sources", ()))) for r in rows]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InputError(f"the list of agencies cannot be read: {error!r}") from error


def _is_initials(form: str) -> bool:
    return form.isascii() and form.isalpha() and form.isupper() and len(form) <= 5


def _key(form: str) -> str:
    return form if _is_initials(form) else form.casefold()


def _pattern(form: str) -> str:
    said = re.escape(form)
    if _is_initials(form):
        return rf"\b{said}\b"
    return rf"(?i:\b{said}\b)" if form[0].isalpha() and form.isascii() else f"(?i:{said})"


def _dotted(before: str) -> str:
    """A place and a day before a credit: the stops of "Nov. 3" and "3. November" do not end it."""
    return before.replace(".", "") + r"?"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pages there are, by the agency that sent them, of reports that credit none by report, and of flashes. An
    agency is one origin, whatever it sent; of reports that credit none, each that is nobody's copy is one; a flash is
    none, unless an agency's."""

    agencies: Mapping[str, int]
    own: Mapping[str, int]
    flashes: int

    @property
    def pages(self) -> int:
        return sum(self.agencies.values()) + sum(self.own.values()) + self.flashes

    @property
    def origins(self) -> int:
        return len(self.agencies) + len(self.own)


def tally(every: Iterable[Told]) -> Tally:
    every = sorted(
        every, key=lambda one: (-one.pages, one.wire or "")
    )  # of two agencies that copies credit, the one most do
    credited: dict[str, str] = {}
    for one in every:
        if one.wire:
            credited.setdefault(one.origin, one.wire)
    agencies: Counter[str] = Counter()
    own: Counter[str] = Counter()
    flashes = 0
    for one in every:
        if wire := one.wire or credited.get(one.origin):
            agencies[wire] += one.pages
        elif one.is_flash:
            flashes += one.pages
        else:
            own[one.origin] += one.pages
    return Tally(agencies, own, flashes)


def summary(every: Iterable[Told], wires: Wires) -> str:
    """Where the words of some articles come from, as readers see it wherever a story is shown:
    "14 pages, 2 origins: AP (12 copies), own reporting (2)". What an agency's own pages say is no copy."""
    every = tuple(every)
    found = tally(every)
    if not found.pages:
        return "0 pages"
    said = []
    for wire, pages in _most_first(found.agencies):
        own = sum(one.pages for one in every if one.wire == wire == wires.of_source(one.source))
        kinds = [f"{_number(own, 'page')} of its own"] if own else []
        kinds += [_number(pages - own, "copy", "copies")] if pages > own else []
        said.append(f"{wires.name(wire)} ({', '.join(kinds)})")
    if found.own:
        said.append(f"own reporting ({sum(found.own.values())})")
    if found.flashes:
        said.append(f"flashes ({found.flashes})")
    return f"{_number(found.pages, 'page')}, {_number(found.origins, 'origin')}: {', '.join(said)}"


def _most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
