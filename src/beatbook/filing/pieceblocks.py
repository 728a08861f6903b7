"""The body of a piece: Markdown in which each sentence is followed by marks of what it cites, as blocks, and blocks as Markdown.

    blocks("The bill passed.[^1]\\nTwo lawmakers left the room.[^2][^3]", "en")

The Markdown is CommonMark without HTML. Sentences are those of `read.sentences`; besides, one ends at a mark behind its full stop,
and where a line ends behind a mark, and none within the words of a link. `body` puts each cited sentence on a line of its own, so
that this is what it was, whatever is written in it; where a sentence has what looks like the end of one, the character behind that is
written by its number (`&#75;`), which never begins one. So `blocks(body(parts)) == parts`. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from beatbook.errors import InputError
from beatbook.model import SLUG, Block, BlockKind, Run, Sentence
from beatbook.read.sentences import sentences

LONGEST = 200_000
"""Characters of a piece. The review of a year has some 40,000."""
PARAGRAPH = 8_000
"""Characters of a paragraph: what marks in it could open and close is looked for in all of it, time and again."""
BRACKETS = 200
"""Opening brackets of a paragraph, its marks among them."""
NESTED = 20
"""How deep lists and quotations may lie in one another; each counts twice."""
FIGURE = "figure:"
"""What the address of a chart begins with."""
LABEL = r"[^\W_][\w.-]{0,59}"
"""What stands in a mark: `[^12]`, `[^c1]`."""

_MARK = re.compile(rf"\[\^({LABEL})\]")
_STOP = re.compile(r"[.!?。．！？…][\"'”’»)\]】）」』》〉]*$")
_HIGHEST, _LOWEST = 2, 4
"""Levels of headings: above is the piece's own title."""


# ---- read ---------------------------------------------------------------------------------------------------------------


def blocks(body: str, language: str = "") -> tuple[Block, ...]:
    """The parts of a body, in order. `language` is that of its sentences; told from their script if empty. What is no heading,
    paragraph, list, quotation or chart is shown as paragraphs; HTML is text. Raises InputError if it is too long."""
    if len(body) > LONGEST:
        raise InputError(f"the piece is longer than {LONGEST:,} characters")
    return tuple(_Reader(language).read(_MARKDOWN.parse(body)))


def _mark(state: StateInline, silent: bool) -> bool:
    """The rule of a mark, for the parser."""
    found = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if found is None:
        return False
    if not silent:
        state.push("mark", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _bounds(state: StateCore) -> None:
    """Refuses what would take long, or would be lost, before it is looked into."""
    for token in state.tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "inline" and len(token.content) > PARAGRAPH:
            raise InputError(f"line {line}: a paragraph is longer than {PARAGRAPH:,} characters")
        if token.type == "inline" and token.content.count("[") > BRACKETS:
            raise InputError(f"line {line}: a paragraph has more than {BRACKETS} brackets")
        if token.level >= NESTED - 2:
            raise InputError(f"line {line}: lists and quotations lie too deep in one another")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTED})
    parser.core.ruler.after("block", "bounds", _bounds)
    # What was escaped or written by its number stays apart from other text.
    parser.disable("text_join")
    parser.inline.ruler.before("link", "mark", _mark)
    return parser


_MARKDOWN = _parser()


@dataclass(slots=True)
class _List:
    number: int | None


@dataclass(slots=True)
class _Item:
    number: int | None
    """The item's, while none of its paragraphs has been read."""
    is_begun: bool = False
    last: int = -1
    """Place of the block that a further paragraph belongs to."""


class _Reader:
    """Makes blocks of a body's tokens."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._blocks: list[Block] = []
        self._lists: list[_List] = []
        self._within: list[_Item | None] = []
        """Items and quotations (None) that are open."""

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        heading = 0
        for token in tokens:
            match token.type:
                case "heading_open":
                    heading = min(max(int(token.tag[1:]), _HIGHEST), _LOWEST)
                case "heading_close":
                    heading = 0
                case "bullet_list_open":
                    self._lists.append(_List(None))
                case "ordered_list_open":
                    self._lists.append(_List(int(token.attrGet("start") or 0) if token.attrs else 1))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    own = self._lists[-1]
                    self._within.append(_Item(own.number))
                    own.number = None if own.number is None else own.number + 1
                case "blockquote_open":
                    self._within.append(None)
                case "list_item_close" | "blockquote_close":
                    self._within.pop()
                case "inline":
                    self._inline(token.children or [], heading)
                case "code_block" | "fence":
                    lines = (line.strip() for line in token.content.split("\n"))
                    self._add(tuple(Sentence((Run(line),)) for line in lines if line))
        return self._blocks

    def _inline(self, children: Sequence[Token], heading: int) -> None:
        if not heading and (chart := _chart(children)) is not None:
            self._blocks.append(chart)
            return
        line = _Line()
        line.read(children)
        if heading:
            if whole := line.whole():
                self._blocks.append(Block(BlockKind.HEADING, whole, heading))
            return
        self._add(line.sentences(self._language))

    def _add(self, found: tuple[Sentence, ...]) -> None:
        """A paragraph, as what it stands in."""
        if not found:
            return
        inside = self._within[-1] if self._within else None
        if self._within and inside is None:
            self._blocks.append(Block(BlockKind.QUOTE, found))
        elif inside is None:
            self._blocks.append(Block(BlockKind.PARAGRAPH, found))
        elif not inside.is_begun:
            inside.is_begun, inside.last = True, len(self._blocks)
            self._blocks.append(Block(BlockKind.ITEM, found, len(self._lists), inside.number))
        elif inside.last == len(self._blocks) - 1:
            # A further paragraph of an item is more of it.
            block = self._blocks[-1]
            self._blocks[-1] = replace(block, sentences=block.sentences + found)
        else:
            self._blocks.append(Block(BlockKind.PARAGRAPH, found))


def _chart(children: Sequence[Token]) -> Block | None:
    """A chart, where a paragraph is one and nothing else."""
    seen = [token for token in children if token.type != "text" or token.content.strip()]
    if len(seen) != 1 or seen[0].type != "image":
        return None
    address = str(seen[0].attrGet("src") or "")
    slug = address.removeprefix(FIGURE)
    if slug == address or not SLUG.fullmatch(slug):
        return None
    title = _words(seen[0].children or []).strip()
    return Block(BlockKind.CHART, (Sentence((Run(title),)),) if title else (), figure=slug)


def _words(children: Iterable[Token]) -> str:
    """The words of tokens, without their style."""
    return "".join(
        _words(token.children) if token.children else " " if token.type == "softbreak" else token.content
        for token in children
    )


def safe(address: str) -> str:
    """An address that a piece may link to: http, https, or a path of the desk; empty for any other."""
    if address.startswith("/"):
        return address if address[1:2] not in ("/", "\\") else ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


@dataclass(slots=True)
class _Line:
    """The words of one paragraph, with what was said about them."""

    runs: list[Run] = field(default_factory=list)
    size: int = 0
    held: list[int] = field(default_factory=list)
    """Places of characters at which no sentence begins: they were written by their numbers, or stand in the words of a link."""
    marks: list[tuple[int, str]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Places where a sentence ends, whatever the words are."""

    def read(self, children: Sequence[Token]) -> None:
        styles: list[str] = []
        href = ""
        behind_mark = False
        for token in children:
            match token.type:
                case "em_open" | "strong_open":
                    styles.append(token.type.removesuffix("_open"))
                case "em_close" | "strong_close":
                    styles.pop()
                case "link_open":
                    href = safe(str(token.attrGet("href") or ""))
                case "link_close":
                    href = ""
                case "mark":
                    self.marks.append((self.size, token.content))
                    behind_mark = True
                case "softbreak" | "hardbreak":
                    if behind_mark or token.type == "hardbreak":
                        self.ends.append(self.size)
                    self._put(" ", "", "")
                case _:
                    said = _words([token])
                    if behind_mark and said.startswith(" ") and self._is_blank_before():
                        said = said[1:]
                    if href and self.runs and self.runs[-1].href == href:
                        self.held += range(self.size, self.size + len(said))
                    elif href:
                        self.held += range(self.size + 1, self.size + len(said))
                    elif token.type == "text_special" and token.info == "entity":
                        self.held += range(self.size, self.size + len(said))
                    style = "strong" if "strong" in styles else styles[-1] if styles else ""
                    self._put(said, style, href)
                    behind_mark = behind_mark and not said.strip()

    def _is_blank_before(self) -> bool:
        return not self.runs or self.runs[-1].text.endswith(" ")

    def _put(self, said: str, style: str, href: str) -> None:
        if said:
            self.runs.append(Run(said, style, href))
            self.size += len(said)

    def whole(self) -> tuple[Sentence, ...]:
        """All of it as one sentence."""
        text = "".join(run.text for run in self.runs)
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return self._cited([(start, end)] if text.strip() else [])

    def sentences(self, language: str) -> tuple[Sentence, ...]:
        text = "".join(run.text for run in self.runs)
        ends = {*self.ends, *(at for at, _ in self.marks if self._closes(text, at))}
        spans: list[tuple[int, int]] = []
        begin = 0
        for end in sorted({*ends, len(text)}):
            spans += self._between(text, begin, end, language)
            begin = end
        return self._cited(spans)

    def _closes(self, text: str, at: int) -> bool:
        """Whether a mark stands behind a full stop, and a sentence does not go on after it."""
        if not _STOP.search(text[max(0, at - 20) : at].rstrip()):
            return False
        behind = text[at : at + 1]
        if behind and not behind.isspace():
            return behind > "\u2e80"
        return not text[at : at + 20].lstrip()[:1].islower()

    def _between(self, text: str, begin: int, end: int, language: str) -> Iterator[tuple[int, int]]:
        part = text[begin:end]
        begin += len(part) - len(part.lstrip())
        found: tuple[int, int] | None = None
        for start, stop in sentences(part.strip(), language or None):
            start, stop = begin + start, begin + stop
            if found and self._is_held(found[1], start):
                found = found[0], stop
                continue
            if found:
                yield found
            found = start, stop
        if found:
            yield found

    def _is_held(self, first: int, last: int) -> bool:
        """Whether a character from `first` to `last` is held."""
        at = bisect_left(self.held, first)
        return at < len(self.held) and self.held[at] <= last

    def _cited(self, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
        """The sentences, each with the marks that stand in it or behind it."""
        if not spans:
            labels = tuple(dict.fromkeys(label for _, label in self.marks))
            return (Sentence((), labels),) if labels else ()
        starts = [start for start, _ in spans]
        labelled: list[dict[str, None]] = [{} for _ in spans]
        for at, label in self.marks:
            labelled[max(0, bisect_left(starts, at) - 1)][label] = None
        places = [0]
        for run in self.runs:
            places.append(places[-1] + len(run.text))
        return tuple(
            Sentence(self._runs(start, end, places), tuple(labels))
            for (start, end), labels in zip(spans, labelled, strict=True)
        )

    def _runs(self, start: int, end: int, places: Sequence[int]) -> tuple[Run, ...]:
        found: list[Run] = []
        for i in range(bisect_right(places, start) - 1, len(self.runs)):
            if places[i] >= end:
                break
            run = self.runs[i]
            said = run.text[max(0, start - places[i]) : end - places[i]]
            if found and (found[-1].style, found[-1].href) == (run.style, run.href):
                found[-1] = found[-1]._replace(text=found[-1].text + said)
            elif said:
                found.append(run._replace(text=said))
        return tuple(found)


# ---- print --------------------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)|!$")
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_BY_NUMBER = {"\n": "&#10;", "\r": "&#13;"}


def body(parts: Iterable[Block], language: str = "") -> str:
    """Blocks as Markdown, each cited sentence on a line of its own."""
    printed: list[str] = []
    before: Block | None = None
    numbering = _Numbering()
    for block in parts:
        is_item = block.kind is BlockKind.ITEM
        lead, more = numbering.lead(block) if is_item else ("", "")
        if not is_item:
            numbering = _Numbering()
        text = _printed(block, language, lead, more)
        tight = is_item and before is not None and before.kind is BlockKind.ITEM
        if before is not None:
            printed.append("\n" if tight else "\n\n")
        printed.append(text)
        before = block
    return "".join(printed)


class _Numbering:
    """What stands before the lines of a list's items."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int | None]] = []
        """The marker of each level, and its number."""

    def lead(self, block: Block) -> tuple[str, str]:
        """What stands before an item's first line, and before its others."""
        level = max(1, min(block.level, len(self._open) + 1))
        last = self._open[level - 1] if level <= len(self._open) else None
        del self._open[level - 1 :]
        marker = "- "
        if block.number is not None:
            # Numbers that do not follow are another list, which CommonMark tells by its delimiter.
            follows = last is not None and last[1] == block.number - 1
            sign = "." if last is None or last[1] is None else last[0].strip()[-1]
            if last is not None and last[1] is not None and not follows:
                sign = ")" if sign == "." else "."
            marker = f"{block.number}{sign} "
        indent = " " * sum(len(marker) for marker, _ in self._open)
        self._open.append((marker, block.number))
        return indent + marker, indent + " " * len(marker)


def _printed(block: Block, language: str, lead: str, more: str) -> str:
    if block.kind is BlockKind.CHART:
        title = "".join(escaped(s.text) for s in block.sentences)
        return f"![{title}]({FIGURE}{block.figure})"
    if block.kind is BlockKind.HEADING:
        text = " ".join(_sentence(s, "", at_start=False) for s in block.sentences)
        text = re.sub(r"(#+)$", lambda found: "\\#" * len(found[1]), text)
        return f"{'#' * block.level} {text}"
    if block.kind is BlockKind.QUOTE:
        lead = more = "> "
    lines = [_sentence(s, language) for s in block.sentences]
    ends = ["" if s.labels else "\\" for s in block.sentences[:-1]]
    whole = [line + end for line, end in zip(lines, [*ends, ""], strict=True)]
    return "\n".join(f"{more if n else lead}{line}" for n, line in enumerate(whole))


def _sentence(sentence: Sentence, language: str, at_start: bool = True) -> str:
    """A sentence with its marks; what looks as if it began another one is written by its number."""
    text = sentence.text
    starts = {start for code in {language, ""} for start, _ in sentences(text, code or None)[1:]}
    said, at = [], 0
    for run in sentence.runs:
        said.append(_run(run, {start - at for start in starts if at <= start < at + len(run.text)}))
        at += len(run.text)
    line = "".join(said)
    return (_line_start(line) if at_start else line) + "".join(f"[^{label}]" for label in sentence.labels)


def _run(run: Run, starts: set[int]) -> str:
    text = run.text
    core = text.strip() if run.style or run.href else text
    if not core:
        return text
    at = text.index(core)
    said = escaped(core, () if run.href else {start - at for start in starts})
    if run.href:
        said = f"[{said}]({_address(run.href)})"
    if run.style:
        sign = "**" if run.style == "strong" else "*"
        said = f"{sign}{said}{sign}"
    return text[:at] + said + text[at + len(core) :]


def escaped(text: str, by_number: Iterable[int] = ()) -> str:
    """Words as Markdown has them; the characters at the places `by_number` are written by their numbers."""
    numbers = set(by_number)
    special = {found.start() for found in _SPECIAL.finditer(text)}
    if not numbers and not special and not ("\n" in text or "\r" in text):
        return text
    said = []
    for i, c in enumerate(text):
        if i in numbers:
            said.append(f"&#{ord(c)};")
        elif i in special:
            said.append("\\" + c)
        else:
            said.append(_BY_NUMBER.get(c, c))
    return "".join(said)


def _line_start(line: str) -> str:
    """A line that begins no list, heading, quotation or fence, whatever it begins with."""
    if line[:1] in "#>+=~-" and line:
        return "\\" + line
    if found := _NUMBERED.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    return line


def _address(address: str) -> str:
    """An address as it stands behind a link's words."""
    plain = address.replace("\n", "%0A").replace("\r", "%0D")
    if plain and not re.search(r"[\s<>()\\\"'&]", plain):
        return plain
    return "<" + re.sub(r"([\\<>&])", r"\\\1", plain) + ">"
