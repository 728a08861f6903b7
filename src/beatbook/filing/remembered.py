"""What was seen before, held in memory: for a stage, for a test, for a rehearsal. A desk keeps the same in its store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from beatbook.filing.copies import CANDIDATES, LEAST_SHARED, Decision, Earlier, Found, Judge
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
    """An article whose text is compared with others."""

    id: str
    source: str
    headline: str
    wire: str | None
    partial: bool
    text: Any


class _Words(NamedTuple):
    """The decision on the first article with some words: which one it points at, or its own number, and as what."""

    number: int
    kind: CopyKind
    similarity: float


class Copies:
    """A stream of articles, each judged by those before it. Articles whose texts are compared are numbered from 1."""

    def __init__(self, judge: Judge, texts: Texts | None = None) -> None:
        self._judge = judge
        self._texts = TextList() if texts is None else texts
        self._index = MarkIndex()
        self._sizes = np.zeros(1 << 10, dtype=np.int32)
        self._seen: list[_Seen] = []
        self._numbers: dict[str, int] = {}
        self._moved: dict[int, _Words] = {}
        self._words: dict[str, _Words] = {}

    def add(self, article: Article) -> Decision:
        """Decide on an article, and remember it."""
        decision = self._judge.decide(article, self)
        kept = decision.kept
        if decision.signature.exact is None or not decision.signature.marks:
            return decision  # nothing is ever compared with it
        number = self._keep(article, decision) if decision.is_marked else 0
        words = _Words(number, CopyKind.OWN, 0.0)
        if kept.origin is not None:
            words = _Words(self._numbers[kept.origin], kept.kind, kept.similarity)
            if number:
                self._moved[number] = words
        for moved in decision.repointed:
            to = number if moved.origin == article.id else self._numbers[moved.origin or ""]
            self._moved[self._numbers[moved.article]] = _Words(to, moved.kind, moved.similarity)
        self._words.setdefault(decision.signature.exact, words)
        return decision

    def _keep(self, article: Article, decision: Decision) -> int:
        v = article.version
        text = self._texts.put(v.text)
        self._seen.append(
            _Seen(article.id, article.source, v.headline or "", decision.copy.wire, v.partial, text)
        )
        number = len(self._seen)
        if number == len(self._sizes):
            self._sizes = np.concatenate((self._sizes, np.zeros_like(self._sizes)))
        self._sizes[number] = len(decision.signature.marks)
        self._numbers[article.id] = number
        self._index.add(decision.signature.marks, number)
        return number

    def origin_of(self, decision: Decision) -> str:
        """The origin of an article by what is known today."""
        key = decision.kept.origin or decision.kept.article
        number = self._numbers.get(key)
        return key if number is None else self._seen[self._origin(number) - 1].id

    def _origin(self, number: int) -> int:
        while (moved := self._moved.get(number)) is not None:
            number = moved.number
        return number

    # ---- what the judge asks ----

    def exact(self, digest: str) -> CopyOf | None:
        if (words := self._words.get(digest)) is None:
            return None
        number, kind, similarity = words
        if kind is CopyKind.OWN and (moved := self._moved.get(number)) is not None:
            _, kind, similarity = moved
        origin = self._seen[self._origin(number) - 1]
        if kind is CopyKind.OWN:
            return CopyOf(origin.id, wire=origin.wire)
        return CopyOf("", origin.id, kind, similarity, origin.wire)

    def candidates(self, marks: Sequence[int]) -> Found:
        numbers, counts, common = self._index.find(marks)
        enough = counts >= LEAST_SHARED * np.minimum(self._sizes[numbers], len(marks))
        numbers, counts = numbers[enough], counts[enough]
        best = numbers[np.lexsort((numbers, -counts))][:CANDIDATES].tolist()
        return Found(tuple(self._seen[number - 1].id for number in best), common)

    def earlier(self, key: str) -> Earlier:
        number = self._numbers[key]
        seen, origin = self._seen[number - 1], self._origin(number)
        return Earlier(
            seen.id,
            self._seen[origin - 1].id,
            origin,
            seen.source,
            seen.headline,
            self._texts.get(seen.text),
            seen.wire,
            seen.partial,
        )
