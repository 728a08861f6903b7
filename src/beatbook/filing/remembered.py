"""What was seen before, held in memory: for a stage, for a test, for a rehearsal. A desk keeps the same in its store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from beatbook.filing.copies import CANDIDATES, LEAST_SHARED, Decision, Found, Judge, Origin
from beatbook.filing.index import MarkIndex
from beatbook.model import Article, CopyKind, CopyOf


class Texts(Protocol):
    """Where the texts of origins are put, so that memory need not hold them."""

    def put(self, text: str) -> Any:
        """Keep a text; what it is to be asked for with."""

    def get(self, key: Any) -> str: ...


class TextList:
    """Texts in memory."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def put(self, text: str) -> int:
        self._texts.append(text)
        return len(self._texts) - 1

    def get(self, key: int) -> str:
        return self._texts[key]


class _Seen(NamedTuple):
    """An origin, and the one that it points at since, as a number."""

    id: str
    source: str
    headline: str
    wire: str | None
    partial: bool
    text: Any


class _Words(NamedTuple):
    """The decision on the first article with some words."""

    origin: int
    kind: CopyKind
    similarity: float


class Copies:
    """A stream of articles, each judged by those before it."""

    def __init__(self, judge: Judge, texts: Texts | None = None) -> None:
        self._judge = judge
        self._texts = TextList() if texts is None else texts
        self._index = MarkIndex()
        self._origins: list[_Seen] = []
        self._sizes = np.zeros(1 << 10, dtype=np.int32)
        self._numbers: dict[str, int] = {}
        self._moved: dict[int, _Words] = {}
        self._words: dict[int, _Words] = {}

    def add(self, article: Article) -> Decision:
        """Decide on an article, and remember it."""
        decision = self._judge.decide(article, self)
        kept = decision.kept
        number = self._new_origin(article, decision) if kept.origin is None else self._numbers[kept.origin]
        for moved in decision.repointed:
            self._moved[self._numbers[moved.article]] = _Words(
                number if moved.origin == article.id else self._numbers[moved.origin or moved.article],
                moved.kind,
                moved.similarity,
            )
        self._words.setdefault(
            decision.signature.exact,
            _Words(number, kept.kind, kept.similarity),
        )
        return decision

    def _new_origin(self, article: Article, decision: Decision) -> int:
        v = article.version
        if not decision.signature.marks:
            return 0  # nothing is ever compared with it
        text = self._texts.put(v.text)
        self._origins.append(
            _Seen(article.id, article.source, v.headline or "", decision.kept.wire, v.partial, text)
        )
        number = len(self._origins)
        if number == len(self._sizes):
            self._sizes = np.concatenate((self._sizes, np.zeros_like(self._sizes)))
        self._sizes[number] = len(decision.signature.marks)
        self._numbers[article.id] = number
        self._index.add(decision.signature.marks, number)
        return number

    # ---- what the judge asks ----

    def exact(self, digest: int) -> CopyOf | None:
        if (words := self._words.get(digest)) is None or not words.origin:
            return None
        number, kind, similarity = words
        while (moved := self._moved.get(number)) is not None:
            number = moved.origin
            kind, similarity = (moved.kind, moved.similarity) if kind is CopyKind.OWN else (kind, similarity)
        seen = self._origins[number - 1]
        if kind is CopyKind.OWN:
            return CopyOf(seen.id, wire=seen.wire)
        return CopyOf("", seen.id, kind, similarity, seen.wire)

    def candidates(self, marks: Sequence[int]) -> Found:
        numbers, counts, common = self._index.find(marks)
        enough = counts >= LEAST_SHARED * np.minimum(self._sizes[numbers], len(marks))
        numbers, counts = numbers[enough], counts[enough]
        found: dict[int, None] = {}
        for number in numbers[np.lexsort((numbers, -counts))][: 2 * CANDIDATES].tolist():
            while number in self._moved:
                number = self._moved[number].origin
            found[number] = None
        return Found(tuple(self._origins[n - 1].id for n in list(found)[:CANDIDATES]), common)

    def origin(self, key: str) -> Origin:
        number = self._numbers[key]
        seen = self._origins[number - 1]
        return Origin(
            seen.id, seen.source, seen.headline, self._texts.get(seen.text), number, seen.wire, seen.partial
        )

    def origin_of(self, decision: Decision) -> str:
        """The origin of an article by what is known today."""
        key = decision.kept.origin or decision.kept.article
        if (number := self._numbers.get(key)) is None:
            return key
        while number in self._moved:
            number = self._moved[number].origin
        return self._origins[number - 1].id
