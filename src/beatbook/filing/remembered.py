"""What was seen before, for a stage, a test, a rehearsal. A desk keeps the same in its store.

Memory holds the latest (`filing.index`) and some ninety bytes for each article before them; texts and marks are put aside.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from beatbook.filing.copies import CANDIDATES, LEAST_SHARED, Decision, Earlier, Found, Judge
from beatbook.filing.index import DigestIndex, MarkIndex
from beatbook.filing.scratch import Held, Scratch
from beatbook.model import Article, CopyKind, CopyOf

_KINDS = tuple(CopyKind)
_DIGITS = 10_000
"""Similarities are kept as whole numbers: they have four digits."""


class _Seen(NamedTuple):
    """What is put aside of an article whose text is compared with others."""

    id: str
    source: str
    headline: str
    wire: str | None
    partial: bool
    text: str

    @classmethod
    def of(cls, data: bytes) -> _Seen:
        head, _, text = data.partition(b"\n")
        id_, source, headline, wire, partial = json.loads(head)
        return cls(id_, source, headline, wire, partial, text.decode("utf-8", "surrogatepass"))

    @property
    def bytes(self) -> bytes:
        head = json.dumps(self[:-1])  # ASCII, and without line breaks
        return head.encode() + b"\n" + self.text.encode("utf-8", "surrogatepass")


class Copies:
    """A stream of articles, each judged by those before it. Numbered, from 1, are the first with some words, and those
    whose texts are compared. `scratch` makes room for texts and for marks."""

    def __init__(self, judge: Judge, scratch: Callable[[], Scratch] = Held) -> None:
        self._judge = judge
        self._aside = scratch()
        self._index = MarkIndex(scratch)
        self._words = DigestIndex()
        # By number: where it was put aside, up to the next one's place; how many marks it has; whom it points at, 0 if
        # nobody, and as what.
        self._places = array("Q", (0, 0))
        self._sizes = array("H", (0,))
        self._origins = array("I", (0,))
        self._kinds = array("B", (0,))
        self._similarities = array("H", (0,))
        self._met: dict[str, tuple[int, _Seen]] = {}
        """The articles that the judge was told of for this decision."""

    @property
    def bytes(self) -> int:
        """Memory that grows with the articles."""
        columns = (self._places, self._sizes, self._origins, self._kinds, self._similarities)
        return self._index.bytes + self._words.bytes + sum(len(c) * c.itemsize for c in columns)

    def add(self, article: Article) -> Decision:
        """Decide on an article, and remember it."""
        self._met.clear()
        decision = self._judge.decide(article, self)
        signature = decision.signature
        if signature.exact is None or not signature.marks:
            return decision  # nothing is ever compared with it
        digest = int(signature.exact, 16)
        is_first = self._words.find(digest) is None
        number = self._keep(article, decision) if decision.is_marked or is_first else 0
        for moved in decision.repointed:
            to = number if moved.origin == article.id else self._met[moved.origin or ""][0]
            self._point(self._met[moved.article][0], to, moved)
        if is_first:
            self._words.add(digest, number)
        return decision

    def _keep(self, article: Article, decision: Decision) -> int:
        number = len(self._sizes)
        place = self._places[number]
        marks = decision.signature.marks if decision.is_marked else ()
        if marks:
            v = article.version
            wire = decision.copy.wire
            data = _Seen(article.id, article.source, v.headline or "", wire, v.partial, v.text).bytes
            self._aside.append(data)
            place += len(data)
            self._index.add(marks, number)
        self._places.append(place)
        self._sizes.append(len(marks))
        self._origins.append(0)
        self._kinds.append(0)
        self._similarities.append(0)
        kept = decision.kept
        if kept.origin is not None:
            self._point(number, self._met[kept.origin][0], kept)
        return number

    def _point(self, number: int, origin: int, copy: CopyOf) -> None:
        self._origins[number] = origin
        self._kinds[number] = _KINDS.index(copy.kind)
        self._similarities[number] = round(copy.similarity * _DIGITS)

    def _origin(self, number: int) -> int:
        while moved := self._origins[number]:
            number = moved
        return number

    def _seen(self, number: int) -> _Seen:
        start, end = self._places[number : number + 2]
        seen = _Seen.of(self._aside.read(start, end - start))
        self._met[seen.id] = number, seen
        return seen

    # ---- what the judge asks ----

    def exact(self, digest: str) -> CopyOf | None:
        if (number := self._words.find(int(digest, 16))) is None:
            return None
        origin = self._seen(self._origin(number))
        if not self._origins[number]:
            return CopyOf(origin.id, wire=origin.wire)
        similarity = self._similarities[number] / _DIGITS
        return CopyOf("", origin.id, _KINDS[self._kinds[number]], similarity, origin.wire)

    def candidates(self, marks: Sequence[int]) -> Found:
        numbers, counts, common = self._index.find(marks)
        sizes = np.frombuffer(self._sizes, dtype=np.uint16)[numbers]
        enough = counts >= LEAST_SHARED * np.minimum(sizes, len(marks))
        numbers, counts = numbers[enough], counts[enough]
        best = numbers[np.lexsort((numbers, -counts))][:CANDIDATES].tolist()
        return Found(tuple(self._seen(number).id for number in best), common)

    def earlier(self, key: str) -> Earlier:
        number, seen = self._met[key]
        origin = self._origin(number)
        first = seen if origin == number else self._seen(origin)
        return Earlier(
            seen.id, first.id, origin, seen.source, seen.headline, seen.text, seen.wire, seen.partial
        )
