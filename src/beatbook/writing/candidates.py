"""The sentences of an article, each with the reason why it may not be published, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beatbook.filing.origins import Wires
from beatbook.filing.terms import REMEMBERED, Reader, pieces
from beatbook.filing.words import fold
from beatbook.model import Moment, Span
from beatbook.read.boilerplate import known_form
from beatbook.read.language import Languages
from beatbook.read.sentences import sentences
from beatbook.read.text import STEM, plain, size
from beatbook.writing import edges, selfstanding
from beatbook.writing.house import of_house
from beatbook.writing.material import CHARACTERS, SENTENCES, Member

LONGEST = 60
"""Words of the longest sentence that is published: a third more than reads well, for leads that say all at once."""
COMMON = 0.3
"""Share of articles with a word from which it says nothing of what a text is about."""
AROUND = 4_000
"""Characters before and after a sentence that are looked at to tell whether it stands at an article's edge."""
TOO_LONG = "is too long"
OF_HOUSE = "describes the publisher"
SAYS_HEADLINE = "repeats the headline"
GOES_ON = "goes on beyond what is looked at"
LED_TO = "follows from the line before it"

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_UNIT = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a member, its ends bared. `stems` are its telling words in order, by what they are compared by;
    `position` counts the sentences of the report before it; `why` says why it may not be published, or is None.
    `is_report`: it is a sentence that the article tells its report with, be it one that cannot stand alone;
    `is_boilerplate`: it has a known form, or describes its publisher."""

    text: str
    span: Span
    member: int
    position: int
    size: int
    stems: tuple[str, ...] = ()
    why: str | None = None
    is_report: bool = True
    is_boilerplate: bool = False

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Its telling words by neighbouring pairs: what it says, as far as can be counted."""
        return set(zip(self.stems, self.stems[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Read:
    """A member as the writer reads it. `day` is when it came out, by its date or by what its first lines say; `heads` are
    the telling words of its headline, its own or the one that its text begins with."""

    member: Member
    language: str | None
    day: date | None
    heads: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def published(self) -> Moment | None:
        return self.member.article.version.published or (Moment(self.day) if self.day else None)


class Ears:
    """What is needed to read members: agencies, languages, and how often words occur. Made once, passed along."""

    def __init__(self, terms: Reader | None = None) -> None:
        self.wires = Wires.shipped()
        self.languages = Languages()
        self.terms = terms or Reader()
        self._stems: dict[str, tuple[str, ...]] = {}

    def stems(self, text: str) -> tuple[str, ...]:
        """The telling words of a text, in order, by what they are compared by."""
        found: list[str] = []
        for form in _UNIT.findall(text):
            known = self._stems.get(form)
            if known is None:
                if len(self._stems) >= REMEMBERED:
                    self._stems.clear()
                known = self._stems[form] = self._of(form)
            found += known
        return tuple(found)

    def _of(self, form: str) -> tuple[str, ...]:
        folded = [form.lower()] if form.isascii() else fold(form)
        return tuple(
            piece[:STEM] for word in folded for piece in pieces(word) if self.terms.share(piece) < COMMON
        )

    def read(self, member: Member, number: int) -> Read:
        """A member's sentences, the first `SENTENCES` of them."""
        version = member.article.version
        text = version.text[:CHARACTERS]
        language = self.languages.of(text[:4000], version.language)
        paragraphs = list(_PARAGRAPH.finditer(text))
        headline = version.headline or ""
        heads = self.stems(headline)
        day = version.published.day if version.published else None
        out: list[Sentence] = []
        position = 0
        for n, paragraph in enumerate(paragraphs):
            if len(out) >= SENTENCES:
                break
            is_edge = n < edges.PARAGRAPHS or n >= len(paragraphs) - edges.PARAGRAPHS
            if n < edges.PARAGRAPHS and (stated := edges.day_line(paragraph[0])):
                day = day or stated.day
                continue
            form = known_form(" ".join(paragraph[0].split()), at_edge=is_edge)
            spans = [
                self._bare(text, a, b, may_be_dated=n < edges.PARAGRAPHS)
                for a, b in _sentences(text, paragraph, language)
            ]
            if n == 0 and not heads and spans:
                heads = self.stems(text[slice(*_LINE.match(paragraph[0]).span())])  # type: ignore[union-attr]
            own = of_house([text[a:b] for a, b in spans], headline) if is_edge else [False] * len(spans)
            for (a, b), is_own in zip(spans, own, strict=True):
                if len(out) >= SENTENCES or a >= b:
                    continue
                said = text[a:b]
                if not any(c.isalnum() for c in said):
                    continue
                words = size(" ".join(said.split()))
                is_boilerplate = form is not None or is_own
                goes_on = len(version.text) > CHARACTERS and b == len(text.rstrip())
                why = form or (OF_HOUSE if is_own else GOES_ON if goes_on else None)
                if why is None and _parts_number(text, a, b):
                    why = selfstanding.NOT_WHOLE
                if why is None and _is_led_to(text[max(0, a - LEAD) : a]):
                    why = LED_TO
                why = why or self._why_not(said, words, language, position, headline)
                is_report = not is_boilerplate and why not in _SHAPELESS
                stems = self.stems(said) if is_report and words <= LONGEST else ()
                span = Span(member.article.id, a, b, member.version)
                out.append(
                    Sentence(said, span, number, position, words, stems, why, is_report, is_boilerplate)
                )
                position += is_report
                if day is None and position == 1 and (stated := edges.day_line(text[paragraph.start() : a])):
                    day = stated.day
        return Read(member, language, day, heads, tuple(out))

    def single(self, member: Member, number: int, start: int, end: int, language: str | None) -> Sentence:
        """One sentence of a member by itself, judged as `read` would, but for its place: whether it opens the article."""
        version = member.article.version
        text, headline = version.text, version.headline or ""
        is_first = not text[:start].strip() or edges.day_line(text[:start]) is not None
        before = text[max(0, start - AROUND) : start].count("\n\n")
        after = text[end : end + AROUND].count("\n\n")
        is_edge = min(before, after) < edges.PARAGRAPHS
        a, b = self._bare(text, start, end, may_be_dated=before < edges.PARAGRAPHS)
        if a >= b:
            return Sentence("", Span(member.article.id, a, a, member.version), number, 1, 0, (), TOO_LONG)
        said = text[a:b]
        words = size(" ".join(said.split()))
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        line = " ".join(text[first : last if last >= 0 else len(text)].split())
        form = known_form(line, at_edge=is_edge)
        is_own = is_edge and of_house([said], headline)[0]
        why = form or (OF_HOUSE if is_own else None)
        if why is None and _parts_number(text, a, b):
            why = selfstanding.NOT_WHOLE
        why = why or self._why_not(said, words, language, 0 if is_first else 1, headline)
        span = Span(member.article.id, a, b, member.version)
        return Sentence(said, span, number, 0 if is_first else 1, words, self.stems(said), why)

    def _bare(self, text: str, start: int, end: int, *, may_be_dated: bool) -> tuple[int, int]:
        a, b = edges.bare(text[start:end], self.wires, may_be_dated=may_be_dated)
        return start + a, start + b

    def _why_not(
        self, said: str, words: int, language: str | None, position: int, headline: str
    ) -> str | None:
        if words > LONGEST:
            return TOO_LONG
        if edges.is_listed(said):
            return LISTED
        if position == 0 and headline and plain(said) == plain(headline):
            return SAYS_HEADLINE
        return selfstanding.why_not(said, language, is_first=position == 0)


LISTED = "is an item of a list"
_SHAPELESS = frozenset(
    (GOES_ON, LED_TO, selfstanding.TO_DESK, selfstanding.UNREADABLE, selfstanding.NOTED, selfstanding.NOT_WHOLE, selfstanding.HEADING, selfstanding.POINTER, selfstanding.CAPTION, selfstanding.TOO_SHORT,
     SAYS_HEADLINE, LISTED)
)  # fmt: skip
"""Reasons by which something is no sentence of the report: it takes no place among them."""


def _sentences(text: str, paragraph: re.Match[str], language: str | None) -> Sequence[tuple[int, int]]:
    at = paragraph.start()
    return [(at + a, at + b) for a, b in sentences(text[at : paragraph.end()], language)]


LEAD = 300
"""Characters before a sentence in which a line that leads to it ends."""
_LEADING = re.compile(r"([^\n]*)[:：][^\S\n]*\n\s*$")
LEADING = 4
"""Words of a line that says something of what follows ("It is not true that:"); a shorter one is a heading."""


def _is_led_to(before: str) -> bool:
    """Whether a sentence hangs on the line before it, which ends in a colon."""
    if before.rstrip()[-1:] not in (":", "："):
        return False  # few do, and the pattern tries every place
    found = _LEADING.search(before)
    return found is not None and size(found[1]) >= LEADING


def _parts_number(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins or ends within a number that a blank tore apart ("1. 48 trillion")."""
    before, after = text[max(0, start - 4) : start].rstrip(), text[end : end + 3].lstrip()
    begins = text[start].isdigit() and before[-1:] == "." and before[-2:-1].isdigit()
    ends = text[end - 1] == "." and text[max(start, end - 2)].isdigit() and after[:1].isdigit()
    return begins or ends
