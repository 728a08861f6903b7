"""Which article is a copy of which, decided article by article against everything that came before.

1. The same words as an earlier article: the same decision, at the cost of one look-up.
2. Else the marks of the text (`filing.signature`) are looked up. Only origins, and copies that add much, have put
   theirs in, so a text printed a hundred thousand times is one entry; a mark that too many share is passed over, as a stop
   word is.
3. The few articles with most marks in common are compared sentence by sentence (`filing.compare`).

What came first is the origin, by our own first sight: a publisher's date proves nothing. Two things move an origin: the
agency's own page of a report that only its customers printed until now, and the full text of what was announced as a part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from beatbook.filing.compare import Side, side
from beatbook.filing.origins import Credit, Wires
from beatbook.filing.signature import SHORTEST, Cut, Hashes, hashed_words
from beatbook.model import Article, CopyKind, CopyOf, Signature

CANDIDATES = 4
"""Origins that a text is compared with."""
LEAST_SHARED = 0.1
"""Share of the marks of the text with fewer of them that both must have to be compared. Of most copies it is 0.3 and
more; the shortest excerpts have a few words and those of an outlet's tail."""
SHARE = 0.5
"""Share of the shorter text's words, in whole sentences, that a copy has in common with its origin."""
SHORT = 25
"""Words under which a text must also bear the same headline."""
BRIEF = 100
"""Words under which a text must share CLEAR of them, or TITLED and the headline: two dispatches of one day on one matter
often have a sentence in common, which is half of a short one."""
CLEAR = 0.85
TITLED = 0.65
CHANGED = 0.15
"""Words in sentences with other facts, against those in common: from here it is another report."""
LEAD_CHANGED = 0.1
"""The same where the first sentence or the dateline's day is among them, as in all templates."""
PART = 0.5
"""A copy under this share of its origin's length is an excerpt."""
PATCHWORK = 0.25
"""An article of which an earlier, shorter one makes less than this is the fuller report only if it begins like it or
bears its headline; else it may be a round-up that holds several reports."""
SAME_HEADLINE = 4
"""Words in a row that retitled headlines still have in common."""
REMEMBERED = 128
"""Origins kept as words, for a day's big stories and templates are compared again and again."""
USUAL = 20_000
"""Characters of the longest text that is kept so."""
ADDED = 0.33
"""Share of a copy's words that its origin lacks, from which others may copy that part from it."""
EDGE = 2
"""Last paragraphs that may be boilerplate."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What must be known of an earlier article to compare with it. `origin` is the one that it points at today, itself
    if it is nobody's copy; `seen` orders origins by our first sight of them."""

    id: str
    origin: str
    seen: int
    source: str
    headline: str
    text: str
    wire: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Articles that share marks with a text, those with most first, at most CANDIDATES; and which of the marks are
    shared by so many that they prove nothing."""

    articles: tuple[str, ...] = ()
    common: frozenset[int] = frozenset()


class Known(Protocol):
    """What is remembered of earlier articles."""

    def exact(self, digest: str) -> CopyOf | None:
        """The decision on the first article with these words, its origin being the one of today."""

    def candidates(self, marks: Sequence[int]) -> Found:
        """The articles that share most of these marks, and at least LEAST_SHARED of the marks that the one with fewer
        has; with as many, the earlier one first."""

    def earlier(self, key: str) -> Earlier:
        """An article whose marks were kept, or that is an origin."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article is to those before it (`copy`), and what follows.

    `repointed` are earlier origins that point elsewhere from now on, and with them all that pointed at them. If the
    article itself takes an origin's place, they point at it, and `kept` says that it is nobody's copy. `signature` is
    to be kept: its `exact` always, its `marks` if `is_marked`.
    """

    copy: CopyOf
    signature: Signature
    repointed: tuple[CopyOf, ...] = ()
    adds: bool = False
    """Whether a copy has so much that its origin lacks that others may copy that part."""

    @property
    def is_marked(self) -> bool:
        return self.adds or self.kept.origin is None

    @property
    def kept(self) -> CopyOf:
        """The decision as the archive keeps it."""
        if any(moved.origin == self.copy.article for moved in self.repointed):
            return CopyOf(self.copy.article, wire=self.copy.wire)
        return self.copy


class Judge:
    """Decides. Holds its agencies, what counts as boilerplate (for a paragraph, true), and the last texts as words."""

    def __init__(self, wires: Wires, is_boilerplate: Callable[[str], bool] | None = None) -> None:
        self.wires = wires
        self._is_boilerplate = is_boilerplate
        self._cut_again = lru_cache(REMEMBERED)(self.cut)

    def decide(self, article: Article, known: Known) -> Decision:
        """What the article is to those that are known. Its own id must not be among them."""
        credit = self.wires.credit(article)
        text = self.cut(article.version.text, credit.dateline)
        signature = text.signature
        own = Decision(CopyOf(article.id, wire=credit.wire), signature)
        if signature.exact is None or not signature.marks:
            return Decision(CopyOf(article.id, kind=CopyKind.FLASH, wire=credit.wire), signature)
        if (twin := known.exact(signature.exact)) is not None:
            first = known.earlier(twin.origin or twin.article)
            if len(text) < SHORT and not same_headline(article.version.headline or "", first.headline):
                return own  # "This video is not available" under two headlines
            return self._as_twin(article, credit, twin, first, signature)
        found = known.candidates(signature.marks)
        if not found.articles:
            return own
        marks = text.marked(found.common) if found.common else (text.words[:0], text.words[:0])
        ties: list[_Tie] = []
        for key in found.articles:
            earlier = known.earlier(key)
            cut_again = self._cut_again if len(earlier.text) <= USUAL else self.cut
            tie = _Tie(earlier, article, text, cut_again(earlier.text), marks)
            if tie.holds:
                ties.append(tie)
        if not ties:
            return own
        ties.sort(key=lambda tie: -tie.similarity)
        return self._decision(article, credit, ties, known, signature)

    def cut(self, text: str, dateline: int | None = None) -> Cut:
        """A text as words, its dateline and boilerplate set apart."""
        cut = Cut(text)
        cut.trim(self.wires.dateline(text) if dateline is None else dateline, self._is_boilerplate, EDGE)
        return cut

    def _as_twin(
        self, article: Article, credit: Credit, twin: CopyOf, first: Earlier, signature: Signature
    ) -> Decision:
        wire = credit.wire or twin.wire
        if twin.origin is not None:
            return Decision(CopyOf(article.id, first.id, twin.kind, twin.similarity, wire), signature)
        copy = CopyOf(article.id, first.id, CopyKind.EXACT, 1.0, wire)
        if credit.own and first.wire == credit.wire and self.wires.of_source(first.source) is None:
            return Decision(copy, signature, (CopyOf(first.id, article.id, CopyKind.EXACT, 1.0, wire),))
        return Decision(copy, signature)

    def _decision(
        self, article: Article, credit: Credit, ties: list[_Tie], known: Known, signature: Signature
    ) -> Decision:
        group = [ties[0], *(tie for tie in ties[1:] if tie.is_close)]
        first = min(group, key=lambda tie: tie.earlier.seen)
        origin = first.earlier
        if origin.origin != origin.id:
            origin = known.earlier(origin.origin)
        wire = credit.wire or first.earlier.wire or origin.wire
        copy = CopyOf(article.id, origin.id, first.kind, first.similarity, wire)
        if credit.own:
            takes_over = origin.wire == credit.wire and self.wires.of_source(origin.source) is None
        else:
            takes_over = origin is first.earlier and origin.partial and first.is_fuller
        to = article.id if takes_over else origin.id
        moved = {
            tie.earlier.origin: CopyOf(
                tie.earlier.origin, to, tie.kind_of_earlier, tie.similarity, tie.earlier.wire or wire
            )
            for tie in group
            if tie.earlier.origin != to
        }
        return Decision(copy, signature, tuple(moved.values()), all(tie.adds for tie in ties))


class _Tie:
    """A new article beside an earlier one."""

    def __init__(
        self, earlier: Earlier, article: Article, new: Cut, old: Cut, marks: tuple[Hashes, Hashes]
    ) -> None:
        self.earlier = earlier
        self._headlines = (article.version.headline or "", earlier.headline)
        self._cuts, self._marks = (new, old), marks
        self._sizes = (len(new.words), len(old.words))
        self._is_new_shorter = self._sizes[0] <= self._sizes[1]

    @cached_property
    def mine(self) -> Side:
        new, old = self._cuts
        return side(new, old, *self._marks)

    @cached_property
    def theirs(self) -> Side:
        new, old = self._cuts
        return side(old, new, *self._marks)

    @property
    def _shorter(self) -> Side:
        return self.mine if self._is_new_shorter else self.theirs

    @cached_property
    def similarity(self) -> float:
        return round(min(1.0, self._shorter.same / max(1, self._size)), 4)

    @cached_property
    def _size(self) -> int:
        """Words of the shorter text; an outlet's own tail is not counted where the headlines say the same."""
        shorter = self._shorter
        return shorter.size - (shorter.tail if shorter.tail and self._is_headline_shared else 0)

    @property
    def holds(self) -> bool:
        """Whether both are the same report."""
        shorter = self._shorter
        if shorter.same < SHARE * (shorter.size - shorter.tail):
            return False  # whatever the headlines say
        if self._size < SHORTEST or self.similarity < SHARE:
            return False
        allowed = LEAD_CHANGED if shorter.lead_changed else CHANGED
        if shorter.changed and shorter.changed >= allowed * (shorter.same + shorter.changed):
            return False
        if self._size < BRIEF and self.similarity < (
            TITLED if self._size >= SHORT and self._is_headline_shared else CLEAR
        ):
            return False
        if self._size < SHORT and not self._is_headline_shared:
            return False
        if self.similarity < CLEAR and not (
            shorter.lead_same or self.mine.lead_same or self.theirs.lead_same
        ):
            return False
        if not self._is_new_shorter and shorter.same < PATCHWORK * self._sizes[0]:
            return self._is_headline_shared or self._is_head_shared
        return True

    @property
    def _is_head_shared(self) -> bool:
        new, old = self._cuts
        return new.heads[-1:] == old.heads[-1:]

    @cached_property
    def _is_headline_shared(self) -> bool:
        return same_headline(*self._headlines)

    @property
    def kind(self) -> CopyKind:
        return CopyKind.EXCERPT if self._sizes[0] < PART * self._sizes[1] else CopyKind.REPRINT

    @property
    def kind_of_earlier(self) -> CopyKind:
        return CopyKind.EXCERPT if self.is_fuller else CopyKind.REPRINT

    @property
    def is_fuller(self) -> bool:
        """Whether the new one is the full text of what the earlier one has a part of."""
        return self._sizes[1] < PART * self._sizes[0]

    @property
    def adds(self) -> bool:
        """Whether a good part of the new one does not stand in the earlier one."""
        return self._sizes[0] - self._shorter.same >= max(SHORT, ADDED * self._sizes[0])

    @property
    def is_close(self) -> bool:
        """Whether each has much of the other: what ties two earlier articles through this one."""
        return self._shorter.same >= PATCHWORK * max(self._sizes)


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines have SAME_HEADLINE words in a row in common, or the shorter begins the longer."""
    short, long = sorted((hashed_words(one), hashed_words(other)), key=len)
    if not short:
        return False
    rows = {tuple(long[i : i + SAME_HEADLINE]) for i in range(len(long) - SAME_HEADLINE + 1)}
    return long[: len(short)] == short or any(
        tuple(short[i : i + SAME_HEADLINE]) in rows for i in range(len(short) - SAME_HEADLINE + 1)
    )
