"""A piece's file: Markdown as an editor keeps it, with what it is called above and what its marks stand for below.

    +++
    title = "Harbour in Nov. 2026: A month in review and what’s ahead"
    deck = "An analytical look at the main developments from Nov. 1, 2026 to Nov. 30, 2026"
    tier = "members"            # default: the beat's
    byline = ["Ida Korhonen"]   # default: signed by the desk
    +++
    ## The strike
    The dockers went back to work on Tuesday.[^1]

    [^1]: /articles/courier-12/ "Dockers went back to work on Tuesday, the union said."

Each line at the end is a CommonMark link reference definition, so that any Markdown reader shows the marks as links. Pure.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Never
from urllib.parse import unquote, urlsplit

from markdown_it.common.utils import unescapeAll

from beatbook.errors import BeatError, InputError
from beatbook.filing.pieceblocks import LABEL, LONGEST, blocks, body
from beatbook.filing.tomlfile import Table
from beatbook.model import Block, BlockKind, Citation, Document, Name, Sentence, Tier

__all__ = [
    "BECAME",
    "COUNTED",
    "WHEN",
    "Defined",
    "Written",
    "article_of",
    "blocks",
    "body",
    "cited",
    "parse",
    "plain",
    "printed",
    "tied",
]

KEYS = ("title", "deck", "tier", "byline")
MAX_TITLE, MAX_DECK = 300, 1_000
"""Characters."""
MOST_NAMES = 12
MOST_WORDS = 5_000
"""Characters that one mark may stand for."""
COUNTED = "#counted"
"""The address of what the desk counted itself."""
WHEN = "-when"
"""What the label of a date ends with that the desk set before a sentence: `[^4-when]` belongs to what cites `[^4]`."""
BECAME = "-became"
"""The same of what became of something that was announced: `[^4-became]` belongs beside what cites `[^4]`."""

_FENCE = "+++"
_DEFINES = re.compile(r" {0,3}\[\^([^\]\s]*)\]:")
_DEFINITION = re.compile(r"""\s*(?:<((?:[^<>\\]|\\.)*)>|([^\s<]\S*))\s+(?:"(.*)"|'(.*)'|“(.*)”)\s*""")
_TIED = re.compile(rf"(.+)({WHEN}|{BECAME})[0-9]*")
_ARTICLE = re.compile(r"(?:^|/)articles/([^/]+)/?$")


@dataclass(frozen=True, slots=True)
class Defined:
    """What a mark stands for in a file: an address (of an article, here or at its source; `COUNTED`; or of a story) and words."""

    label: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written."""

    title: str
    deck: str
    body: str
    tier: Tier | None = None
    byline: tuple[str, ...] = ()
    cited: tuple[Defined, ...] = ()


# ---- read ---------------------------------------------------------------------------------------------------------------


def parse(text: str, where: str = "the piece") -> Written:
    """What a file says. Raises InputError, naming `where` and the line, for one that is too long, has no front matter, a wrong or
    unknown key in it, a definition that is none or stands twice, or a body that `blocks` refuses."""
    if len(text) > LONGEST:
        raise InputError(f"{where}: longer than {LONGEST:,} characters")
    lines = (
        text.removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\0", "\ufffd")
        .split("\n")
    )
    if lines[0].strip() != _FENCE:
        _refuse(where, 1, f"a piece begins with a line {_FENCE}, its title, and another line {_FENCE}")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        _refuse(where, 1, f"the {_FENCE} that ends the front matter is missing")
    title, deck, tier, byline = _front(lines[1:end], where)
    found: dict[str, Defined] = {}
    said = [""] * (end + 1)  # what is said of a line counts those of the front matter
    for n, line in enumerate(lines[end + 1 :], end + 2):
        defines = _DEFINES.match(line)
        said.append("" if defines else line)
        if defines is None:
            continue
        one = _defined(defines[1], line[defines.end() :], where, n)
        if one.label in found:
            _refuse(where, n, f"[^{one.label}] stands for two things")
        found[one.label] = one
    try:
        blocks("\n".join(said))
    except InputError as e:
        raise InputError(f"{where}, {e}") from None
    return Written(title, deck, _trimmed(said), tier, byline, tuple(found.values()))


def _trimmed(lines: Sequence[str]) -> str:
    """Lines without the empty ones at both ends."""
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()


def _front(lines: Sequence[str], where: str) -> tuple[str, str, Tier | None, tuple[str, ...]]:
    try:
        # An empty line in place of the fence, so that the parser counts lines as the file does.
        table = Table(tomllib.loads("\n" + "\n".join(lines)), where, "")
        table.check(KEYS)
        title = " ".join(table.text("title", "").split())
        deck = " ".join(table.text("deck", "").split())
        byline = table.texts("byline", MOST_NAMES)
        tier = table.optional("tier")
        if not title:
            table.refuse("'title' is missing")
        for key, value, most in (("title", title, MAX_TITLE), ("deck", deck, MAX_DECK)):
            if len(value) > most:
                table.refuse(f"'{key}' has more than {most:,} characters")
        if tier is not None and tier not in list(Tier):
            table.refuse(f"'tier' must be {' or '.join(repr(t.value) for t in Tier)}, not '{tier[:40]}'")
    except BeatError as e:
        raise InputError(str(e)) from e
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        raise InputError(f"{where}: its front matter is no TOML: {e}") from e
    return title, deck, Tier(tier) if tier else None, byline


def _defined(label: str, rest: str, where: str, n: int) -> Defined:
    found = _DEFINITION.fullmatch(rest)
    if not re.fullmatch(LABEL, label) or found is None:
        _refuse(
            where, n, f'a mark is defined as [^{label[:40] or "1"}]: /articles/…/ "the words in the article"'
        )
    address = unescapeAll(found[1] if found[1] is not None else found[2])
    words = unescapeAll(next(w for w in found.groups()[2:] if w is not None))
    if not words.strip() or not address:
        _refuse(where, n, f"[^{label}] stands for nothing")
    if len(words) > MOST_WORDS:
        _refuse(where, n, f"[^{label}] stands for more than {MOST_WORDS:,} characters")
    return Defined(label, address, words)


def _refuse(where: str, line: int, what: str) -> Never:
    raise InputError(f"{where}, line {line}: {what}")


def article_of(address: str) -> str | None:
    """The id of the article that an address of a desk is of, whatever its host; None if it is of none."""
    try:
        found = _ARTICLE.search(urlsplit(address).path)
    except ValueError:
        return None
    return unquote(found[1], errors="replace") if found else None


def tied(label: str) -> tuple[str, str]:
    """The label to which that of something counted belongs, and as what (`WHEN`, `BECAME`); both empty if it stands for itself."""
    found = _TIED.fullmatch(label)
    return (found[1], found[2]) if found else ("", "")


# ---- print --------------------------------------------------------------------------------------------------------------


def printed(
    document: Document, tier: Tier, byline: Sequence[Name], article_address: Callable[[str], str]
) -> str:
    """The file of a document: `parse` gives back all that it says. `article_address` is where the desk shows an article, by its id."""
    front = [
        f"title = {_text(document.title)}",
        f"deck = {_text(document.deck)}",
        f"tier = {_text(tier.value)}",
    ]
    if byline:
        front.append(f"byline = [{', '.join(_text(name.name) for name in byline)}]")
    said = [_FENCE, *front, _FENCE, document.body.strip("\n")]
    defined = [_definition(c, article_address) for c in document.citations]
    return "\n".join([*said, *([""] if defined else []), *defined]) + "\n"


def _text(said: str) -> str:
    """A text in TOML: JSON's, which leaves one character as it is that TOML does not."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def _definition(citation: Citation, article_address: Callable[[str], str]) -> str:
    address = article_address(citation.span.article) if citation.span else citation.url or COUNTED
    if re.search(r"[\s<>()\\&]", address):
        address = re.sub(r"\s", lambda found: f"%{ord(found[0]):02X}", address)
        address = "<" + re.sub(r"([\\<>&])", r"\\\1", address) + ">"
    words = re.sub(r'[\\"]|&(?=#?\w+;)', lambda found: "\\" + found[0], citation.words)
    words = words.replace("\n", "&#10;").replace("\r", "&#13;")
    return f'[^{citation.label}]: {address} "{words}"'


def cited(document: Document, language: str = "") -> tuple[Citation, ...]:
    """What the marks of a document stand for, in the order in which they are read: what is shown as its sources."""
    known = {citation.label: citation for citation in document.citations}
    found = dict.fromkeys(
        label for block in blocks(document.body, language) for s in block.sentences for label in s.labels
    )
    return tuple(known[label] for label in found if label in known)


# ---- as text ------------------------------------------------------------------------------------------------------------


def plain(document: Document, language: str = "") -> str:
    """A document as text for mail: its sentences with the numbers of their sources, and these at the end. What the desk counted has
    no source."""
    sources = [c for c in cited(document, language) if c.span is not None]
    numbers = {citation.label: n for n, citation in enumerate(sources, 1)}
    said = [document.title, document.deck, *_paragraphs(blocks(document.body, language), numbers)]
    if sources:
        said.append("\n".join(["Sources", "", *(_source(n, c) for n, c in enumerate(sources, 1))]))
    return "\n\n".join(part for part in said if part) + "\n"


def _paragraphs(parts: Sequence[Block], numbers: dict[str, int]) -> Iterator[str]:
    items: list[str] = []
    for block in parts:
        text = " ".join(_said(s, numbers) for s in block.sentences)
        if block.kind is BlockKind.ITEM:
            sign = "*" if block.number is None else f"{block.number}."
            items.append(f"{'  ' * (block.level - 1)}{sign} {text}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        match block.kind:
            case BlockKind.HEADING:
                yield f"{text}\n{'-' * min(len(text), 60)}"
            case BlockKind.QUOTE:
                yield f"> {text}"
            case BlockKind.CHART:
                yield f"[Chart: {text or block.figure}]"
            case _:
                yield text
    if items:
        yield "\n".join(items)


def _said(sentence: Sentence, numbers: dict[str, int]) -> str:
    said = "".join(
        f"{run.text} <{run.href}>" if run.href and run.href != run.text else run.text for run in sentence.runs
    )
    return said + "".join(f"[{numbers[label]}]" for label in sentence.labels if label in numbers)


def _source(number: int, citation: Citation) -> str:
    said = [citation.source, f"“{citation.headline}”" if citation.headline else ""]
    said += [citation.day.isoformat() if citation.day else "", f"<{citation.url}>" if citation.url else ""]
    return f"[{number}] {', '.join(part for part in said if part)}"
